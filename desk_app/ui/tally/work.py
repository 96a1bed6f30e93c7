"""What 统计 asks of the services, run in the worker's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress
from desk_app.services.figure_rows import FigureRows
from desk_app.services.figure_table import Basis, FigureColumn, FigureTable, Measure
from desk_app.services.print_choice import PrintChoice

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign

_FILES = (".pdf", ".xlsx")


def read_figures(
    desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None, basis: Basis
) -> FigureTable:
    """The table of figures."""
    from desk_app.services.figure_table import figure_table

    return figure_table(desk, campaign, period, basis)


def read_rows(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    columns: tuple[FigureColumn, ...],
    measure: Measure,
    units: tuple[int, ...] | None,
) -> FigureRows:
    """The rows behind a figure."""
    from desk_app.services.figure_rows import rows_behind

    return rows_behind(desk, campaign, columns, measure, units)


def write_files(
    desk: Desk, progress: Progress, *, campaign: Campaign, choices: list[PrintChoice], folder: Path
) -> Made:
    """Papers written as PDF and Excel."""
    from desk_app.services.preview import save_all

    return save_all(desk, campaign, choices, folder, _FILES, progress)
