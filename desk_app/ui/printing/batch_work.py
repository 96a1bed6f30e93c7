"""What 整批打印 asks of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter

from desk_app.progress import Progress, Silent
from desk_app.services.print_choice import Preview
from desk_app.services.print_options import PrintOptions
from desk_app.ui.printing.paint import prepare_printer, print_pages

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.print_batch import BatchResult
    from desk_app.services.print_batch_list import Batch
    from desk_app.services.print_batch_plan import BatchPlan
    from desk_app.services.print_batch_wish import BatchWish
    from desk_app.services.print_presets import PrintPreset
    from desk_app.services.values import Campaign


@dataclass(frozen=True, slots=True)
class BatchChoices:
    """What can be printed in a batch, how each form is printed, and the batches that were stopped."""

    options: PrintOptions
    units: tuple[str, ...]
    presets: dict[str, PrintPreset]
    stopped: tuple[Batch, ...]


def read_choices(desk: Desk, _progress: Progress, *, campaign: Campaign) -> BatchChoices:
    """All there is to choose from."""
    from desk_app.services.print_batch import open_batches
    from desk_app.services.print_options import print_options
    from desk_app.services.print_presets import preset_of
    from desk_app.services.unit_page import refuse_without_units

    refuse_without_units(desk)
    with desk.store.read() as reader:
        presets = {one.name: preset_of(reader, one) for one in desk.forms_of(campaign)}
    units = tuple(one.name for one in desk.roster().reporting)
    return BatchChoices(print_options(desk, campaign), units, presets, open_batches(desk, campaign))


def keep_preset(desk: Desk, _progress: Progress, *, campaign: Campaign, form: str, preset: PrintPreset) -> None:
    """Print a form so from now on."""
    from desk_app.services.print_presets import set_preset

    set_preset(desk, campaign, form, preset)


def plan(desk: Desk, progress: Progress, *, campaign: Campaign, wish: BatchWish) -> BatchPlan:
    """The papers of a batch and what is to be said of their characters."""
    from desk_app.services.print_batch_plan import plan_batch

    return plan_batch(desk, campaign, wish, progress)


def begin(
    desk: Desk, progress: Progress, *, campaign: Campaign, batch_plan: BatchPlan, printer: QPrinter | None
) -> BatchResult:
    """Put a batch down and print it."""
    from desk_app.services.print_batch import begin_batch, run_batch

    batch = begin_batch(desk, campaign, batch_plan)
    return run_batch(desk, campaign, batch.id, progress, _sender(printer))


def go_on(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    name: str,
    printer: QPrinter | None,
    came_out: bool | None,
) -> BatchResult:
    """Print what a stopped batch has left."""
    from desk_app.services.print_batch import run_batch

    return run_batch(desk, campaign, name, progress, _sender(printer), came_out=came_out)


def drop(desk: Desk, _progress: Progress, *, name: str) -> None:
    """Leave the rest of a batch unprinted."""
    from desk_app.services.print_batch import drop_batch

    drop_batch(desk, name)


def _sender(printer: QPrinter | None) -> Callable[[Preview, str], str] | None:
    """Each paper is a job of its own, so that none begins on another's back; a printer that is a file gets one each."""
    if printer is None:
        return None
    file = printer.outputFileName()

    def send(paper: Preview, name: str) -> str:
        prepare_printer(printer, paper, name)
        if file:
            printer.setOutputFileName(f"{file.removesuffix('.pdf')} {name}.pdf")
        # A paper is printed whole: stopping is asked between two of them.
        print_pages(paper, printer, range(len(paper.sizes)), Silent())
        return printer.outputFileName() if file else printer.printerName()

    return send
