"""What 打印 asks of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter

from desk_app.campaign.period import Period
from desk_app.progress import Progress
from desk_app.services.print_choice import PageImage, Preview, PrintChoice
from desk_app.services.print_options import PrintableUnit, PrintOptions
from desk_app.ui.printing.paint import print_pages

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.print_singles import PrintedPaper
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign


def read_options(desk: Desk, _progress: Progress, *, campaign: Campaign) -> PrintOptions:
    """What there is to choose from."""
    from desk_app.services.print_options import print_options

    return print_options(desk, campaign)


def read_units(
    desk: Desk, _progress: Progress, *, campaign: Campaign, form: str, period: Period | None
) -> tuple[PrintableUnit, ...]:
    """The units with the states of their returns."""
    from desk_app.services.print_options import printable_units

    return printable_units(desk, campaign, form, period)


def make_preview(desk: Desk, progress: Progress, *, campaign: Campaign, choice: PrintChoice) -> Preview:
    """The PDF of a choice."""
    from desk_app.services.preview import preview

    return preview(desk, campaign, choice, progress)


def set_code(desk: Desk, _progress: Progress, *, campaign: Campaign, form: str, on: bool) -> None:
    """Print a form with or without its 识别码 from now on."""
    from desk_app.services.signing_print import set_code as keep

    keep(desk, campaign, form, on=on)


def draw_pages(
    _desk: Desk, progress: Progress, *, content: bytes, wanted: list[tuple[int, float]]
) -> list[tuple[int, PageImage]]:
    """Pages as pictures."""
    from desk_app.services.preview import page_images

    return page_images(content, wanted, progress)


def print_preview(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign | None = None,
    preview: Preview,
    printer: QPrinter,
    places: Sequence[int],
) -> int:
    """Pages on a printer, and noted which papers of a campaign's forms they are; how many."""
    from desk_app.services.preview import note_prints

    pages = print_pages(preview, printer, places, progress)
    if campaign is not None:
        note_prints(desk, campaign, preview, places, printer.outputFileName() or printer.printerName())
    return pages


def write_files(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    choice: PrintChoice,
    folder: Path,
    kinds: tuple[str, ...],
) -> Made:
    """Files of a choice."""
    from desk_app.services.preview import save

    return save(desk, campaign, choice, folder, kinds, progress)


def read_printed(desk: Desk, _progress: Progress, *, campaign: Campaign) -> tuple[PrintedPaper, ...]:
    """All that was printed of a campaign."""
    from desk_app.services.print_singles import printed_papers

    return printed_papers(desk, campaign)


def write_printed(desk: Desk, _progress: Progress, *, campaign: Campaign, folder: Path) -> Made:
    """The whole 打印清单 as files."""
    from desk_app.services.print_out import write_printed_list

    return write_printed_list(desk, campaign, folder)
