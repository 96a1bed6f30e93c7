"""原表: a return's table as it stood in its file, every problem at its cell, every cell led to the row it became."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desk_app.forms.definition import FormDefinition
from desk_app.forms.showing import shown
from desk_app.importing.documents import open_document
from desk_app.importing.grid import Grid, Origin, column_letters
from desk_app.importing.header import HeadingIndex
from desk_app.importing.record_grid import RecordGrid
from desk_app.importing.refusal import Refused
from desk_app.importing.tables import find_tables
from desk_app.problems import DeskError, Problem
from desk_app.services.desk import Desk
from desk_app.services.open_return import OpenedReturn, open_return
from desk_app.services.placing import PlacedProblem, cell_address
from desk_app.storage import campaigns
from desk_app.storage.campaigns import Campaign
from desk_app.storage.records import Record

_MOST_LINES, _MOST_COLUMNS = 20_000, 100
Spot = tuple[int, int]
"""A row and a column of the sheet, both from 0."""


@dataclass(frozen=True, slots=True)
class OriginalSheet:
    """One sheet as it stood. ``links`` gives the record and column that a cell became, ``marks`` what is wrong at it.

    ``changed`` holds the cells that a person has mended since, with what they say now; ``cut`` how many lines are not
    shown; ``before`` and ``after`` the lines of text around a Word table; ``merges`` are row, column, height and width.
    """

    name: str
    place: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: Mapping[Spot, tuple[int, str]] = field(default_factory=dict)
    marks: Mapping[Spot, tuple[Problem, ...]] = field(default_factory=dict)
    changed: Mapping[Spot, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    cut: int = 0

    def spot_of(self, record_id: int | None, key: str) -> Spot | None:
        """Where a row's cell stood; its first cell where the column had none."""
        mine = [(spot, link[1]) for spot, link in self.links.items() if link[0] == record_id]
        exact = next((spot for spot, name in mine if name == key), None)
        return exact or min((spot for spot, _ in mine), default=None)


@dataclass(frozen=True, slots=True)
class OriginalTable:
    """The sheets of a file that a return came from, its own first; none and ``why`` where there is no table to see."""

    submission_id: int
    sheets: tuple[OriginalSheet, ...]
    why: str = ""


def original_table(desk: Desk, campaign: Campaign, submission_id: int) -> OriginalTable:
    """The sheets of a return's original, read anew and led to its rows as they stand now."""
    opened = open_return(desk, campaign, submission_id)
    one = opened.submission
    if not one.original:
        return OriginalTable(submission_id, (), "这份是在本程序里登记的，没有原件。")
    try:
        grids = open_document(desk.store.originals.read(one.original), desk.converter).grids
    except Refused as refusal:
        return OriginalTable(submission_id, (), f"原件里没有可看的表格：{refusal}")
    except DeskError as refusal:
        return OriginalTable(submission_id, (), str(refusal))
    with desk.store.read() as reader:
        forms = [form.definition for form in campaigns.forms_of(reader, campaign.id)]
    wanted = _wanted(grids, opened)
    sheets = tuple(_sheet(grid, opened, forms, alone=len(wanted) == 1) for grid in wanted)
    return OriginalTable(submission_id, sheets, "" if sheets else "原件里没有表格，请用〔查看原件〕看全文。")


def _wanted(grids: Sequence[Grid], opened: OpenedReturn) -> list[Grid]:
    """The sheets that the return's rows stand in, its own first; all of them while nothing was read."""
    names = [opened.submission.sheet, *(row.sheet for row in opened.rows)]
    wanted = [grid for name in dict.fromkeys(names) for grid in grids if grid.name == name and not grid.blank]
    return wanted or [grid for grid in grids if not grid.blank]


def _sheet(grid: Grid, opened: OpenedReturn, forms: Sequence[FormDefinition], *, alone: bool) -> OriginalSheet:
    width = min(grid.width, _MOST_COLUMNS)
    shown = grid.rows[:_MOST_LINES]
    links = dict(_links(grid, opened, forms))
    spots = {link: spot for spot, link in links.items()}
    texts = tuple(tuple(grid.cell(line, column).text for column in range(width)) for line in range(len(shown)))
    return OriginalSheet(
        grid.name,
        f"工作表“{grid.name}”" if grid.origin is Origin.SHEET else grid.name or "表格",
        tuple(column_letters(column) for column in range(width)),
        texts,
        links,
        _marks(grid, (*opened.problems, *opened.hints), spots, alone=alone),
        dict(_changed(opened, spots)),
        grid.before,
        grid.after,
        tuple((m.top, m.left, m.bottom - m.top + 1, m.right - m.left + 1) for m in grid.merges if m.top < len(shown)),
        len(grid.rows) - len(shown),
    )


def _links(grid: Grid, opened: OpenedReturn, forms: Sequence[FormDefinition]) -> Iterator[tuple[Spot, tuple[int, str]]]:
    """Each cell of a data row with its record and column, by the headings above it as they were read."""
    form = opened.form
    if form is None:
        return
    lines = {spot[0]: row for row in opened.rows if row.sheet == grid.name and (spot := cell_address(row.cell))}
    preferred = next((one for one in forms if one.name == form.name), form)
    known = [one for one in forms if one.name != form.name]
    for table in find_tables(grid, HeadingIndex([preferred, *known]), (preferred,)):
        if table.form.name != form.name:
            continue
        columns = {key: column for key, column in table.header.match.columns.items() if key in form.keys}
        for line in table.body.rows:
            row = lines.get(table.grid.areas[line][0] if isinstance(table.grid, RecordGrid) else line)
            if row is not None and isinstance(table.grid, RecordGrid):
                spots = {key: table.grid.spots.get((line, column)) for key, column in columns.items()}
                yield from ((spot, (row.id, key)) for key, spot in spots.items() if spot is not None)
            elif row is not None:
                yield from (((line, column), (row.id, key)) for key, column in columns.items())


def _marks(
    grid: Grid, problems: Iterable[PlacedProblem], spots: Mapping[tuple[int, str], Spot], *, alone: bool
) -> dict[Spot, tuple[Problem, ...]]:
    """The problems at their cells: by the row and column they speak of, else by the address they name."""
    marks: dict[Spot, tuple[Problem, ...]] = {}
    for one in problems:
        spot = spots.get((one.record_id, one.key)) if one.record_id is not None else None
        here = alone or f"“{grid.name}”" in one.problem.where
        if spot is None and here and one.problem.cell:
            spot = cell_address(one.problem.cell)
        if spot is not None:
            marks[spot] = (*marks.get(spot, ()), one.problem)
    return marks


def _changed(opened: OpenedReturn, spots: Mapping[tuple[int, str], Spot]) -> Iterator[tuple[Spot, str]]:
    """Cells of mended rows that say something else now than the file does."""
    mended: list[Record] = [row for row in opened.rows if row.revision > 1]
    for row in mended:
        for key in opened.corrected.get(row.id, ()):
            spot = spots.get((row.id, key))
            if spot is not None:
                yield spot, shown(opened.form.column(key) if opened.form else None, row.values.get(key, ""))
