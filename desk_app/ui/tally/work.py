"""What 统计 asks of the services, run in the worker's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress
from desk_app.services.figure_columns import ColumnFigures
from desk_app.services.figure_rows import FigureRows
from desk_app.services.figure_times import Basis, LateRule
from desk_app.services.figure_values import FigureTable, Measure
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


@dataclass(frozen=True, slots=True)
class RowsWish:
    """Of which columns and lines of a table a figure is; ``lines`` None for 合计."""

    table: FigureTable
    measure: Measure
    places: tuple[int, ...]
    lines: tuple[int, ...] | None


def read_rows(desk: Desk, _progress: Progress, *, campaign: Campaign, wish: RowsWish) -> FigureRows:
    """The rows behind a figure."""
    from desk_app.services.figure_rows import rows_behind, rows_compared

    table = wish.table
    if wish.measure is Measure.CHANGE:
        lines = range(len(table.units)) if wish.lines is None else wish.lines
        return rows_compared(desk, campaign, table, wish.places, lines)
    columns = [table.columns[place] for place in wish.places]
    units = None if wish.lines is None else [table.unit_ids[line] for line in wish.lines]
    return rows_behind(desk, campaign, columns, wish.measure, units)


def write_files(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    choices: list[PrintChoice],
    folder: Path,
    table: FigureTable | None = None,
) -> Made:
    """Papers written as PDF and Excel, with the table level by level and column by column where one is given."""
    from desk_app.services.closing_print import print_levels
    from desk_app.services.preview import save_all
    from desk_app.services.produce import together

    made = save_all(desk, campaign, choices, folder, _FILES, progress)
    return made if table is None else together([made, print_levels(desk, campaign, table, folder)])


def read_columns(
    desk: Desk, _progress: Progress, *, campaign: Campaign, table: FigureTable, place: int
) -> ColumnFigures:
    """What the columns of a form come to."""
    from desk_app.services.figure_columns import column_figures

    return column_figures(desk, campaign, table, place)


def choose_rule(desk: Desk, _progress: Progress, *, campaign: Campaign, rule: LateRule) -> object:
    """Let late returns count by a rule."""
    from desk_app.services.figure_times import choose_late_rule

    return choose_late_rule(desk, campaign, rule)
