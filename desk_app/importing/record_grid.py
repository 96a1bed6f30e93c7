"""Records of a page each (记录表, 月报): found by title and headings, turned into rows that know where they stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desk_app.forms.checking import Place
from desk_app.forms.definition import Column, FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.body import Body
from desk_app.importing.grid import EMPTY, Cell, CellKind, Grid, address_of
from desk_app.importing.header import Header
from desk_app.importing.labels import is_closing
from desk_app.importing.matching import Heading, bare_heading, match_columns
from desk_app.importing.names import forms_named
from desk_app.problems import Level, Problem

_SHARE = 0.6
_LEAST = 3
_LINES_ABOVE = 6
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RecordGrid(Grid):
    """Records as rows below a row of headings; ``spots`` tells where in ``real`` each cell stands.

    ``areas`` are the records' first and last real rows.
    """

    real: Grid | None = None
    spots: Mapping[Spot, Spot] = field(default_factory=dict)
    areas: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands in the file."""
        at = self.spots.get((row, column))
        return Grid.place(self, *at) if at is not None else Place(self.row_place(row))

    def row_place(self, row: int) -> str:
        """Where a record begins in the file."""
        return Grid.row_place(self, self.areas.get(row, (row, row))[0])

    def area(self, row: int) -> str:
        """The real area of a record."""
        first, last = self.areas[row]
        return f"{address_of(first, 0)}:{address_of(last, max(0, self.real.width - 1 if self.real else 0))}"


@dataclass(frozen=True, slots=True)
class FoundRecords:
    """The records of one form in a grid, with the lines above and below them."""

    grid: RecordGrid
    header: Header
    body: Body
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """A heading's cell, and the cell beside it where its value stands."""

    column: Column
    at: Spot
    value: Spot


def find_records(
    grid: Grid, forms: Sequence[FormDefinition], preferred: Sequence[FormDefinition]
) -> list[FoundRecords]:
    """The records of the form that the grid's title (or the file's name or identity) names, empty when it is none.

    A page is believed only with its title and most of its headings, over several lines and each beside its value.
    """
    records = [form for form in forms if form.record]
    if not records:
        return []
    lines = [*grid.before, *grid.lines(0, len(grid.rows))][: _LINES_ABOVE + len(grid.before)]
    named = forms_named("\n".join(lines), records)
    wanted = {form.title for form in (*named, *preferred)}
    for form in records:
        if form.title in wanted:
            groups = _records(form, list(_labels(grid, form)))
            if groups:
                return [_found(grid, form, groups)]
    return []


def _labels(grid: Grid, form: FormDefinition) -> Iterator[_Label]:
    """The cells that bear a heading of the form, in reading order; equal headings are told apart afterwards."""
    headings = {fold_heading(column.heading) for column in form.columns}
    covered = {
        (row, column): merge
        for merge in grid.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    }
    taken: dict[str, int] = {}
    for row, cells in enumerate(grid.rows):
        for place, cell in enumerate(cells):
            if cell.kind is not CellKind.TEXT or _fold(cell.text) not in headings:
                continue
            merge = covered.get((row, place))
            if merge is not None and (merge.top, merge.left) != (row, place):
                continue
            beside = (row, (merge.right if merge else place) + 1)
            value = covered.get(beside)
            spot = (value.top, value.left) if value is not None else beside
            if beside[1] >= grid.width or _fold(grid.cell(*spot).text) in headings:
                continue
            heading = _fold(cell.text)
            same = [column for column in form.columns if fold_heading(column.heading) == heading]
            count = taken[heading] = taken.get(heading, -1) + 1
            yield _Label(same[count % len(same)], (row, place), spot)


def _fold(text: str) -> str:
    return fold_heading(bare_heading(text)) if text.strip() else ""


def _records(form: FormDefinition, labels: Sequence[_Label]) -> list[list[_Label]]:
    """The labels of each record: a record ends where one of its headings comes again."""
    groups: list[list[_Label]] = []
    for label in labels:
        if not groups or any(one.column is label.column for one in groups[-1]):
            groups.append([])
        groups[-1].append(label)
    least = max(min(_LEAST, len(form.columns)), len(form.columns) * _SHARE)
    return [group for group in groups if len(group) >= least and len({label.at[0] for label in group}) > 1]


def _found(grid: Grid, form: FormDefinition, groups: Sequence[Sequence[_Label]]) -> FoundRecords:
    held = {label.column.key for group in groups for label in group}
    columns = [column for column in form.columns if column.key in held]
    head = tuple(Cell(column.heading) for column in columns)
    rows: list[tuple[Cell, ...]] = [head]
    spots: dict[Spot, Spot] = {}
    areas: dict[int, Spot] = {}
    for number, group in enumerate(groups, start=1):
        by_key = {label.column.key: label for label in group}
        rows.append(tuple(grid.cell(*by_key[c.key].value) if c.key in by_key else EMPTY for c in columns))
        spots |= {(number, place): by_key[c.key].value for place, c in enumerate(columns) if c.key in by_key}
        areas[number] = (min(label.at[0] for label in group), max(_bottom(grid, label) for label in group))
    spots |= {(0, place): spots.get((1, place), (0, 0)) for place in range(len(columns))}
    own = RecordGrid(
        grid.name, tuple(rows), grid.origin, hidden=grid.hidden, before=grid.before, after=grid.after,
        problems=grid.problems, epoch_1904=grid.epoch_1904, real=grid, spots=spots, areas={0: areas[1], **areas},
    )  # fmt: skip
    match = match_columns(form, [Heading(place, column.heading) for place, column in enumerate(columns)])
    filled = tuple(number for number in areas if any(not cell.blank for cell in rows[number]))
    first, last = areas[1][0], areas[len(groups)][1]
    after = tuple(grid.lines(last + 1, len(grid.rows)))
    body = Body(filled, (), len(rows) - 1, tuple(_unread(grid, form, groups, first, last)))
    before = (*grid.before, *grid.lines(0, first))
    return FoundRecords(own, Header(form, 0, 0, match), body, before, (*after, *grid.after))


def _bottom(grid: Grid, label: _Label) -> int:
    """The last row that a label or its value takes."""
    ends = [merge.bottom for merge in grid.merges if (merge.top, merge.left) in (label.at, label.value)]
    return max([label.at[0], *ends])


def _unread(
    grid: Grid, form: FormDefinition, groups: Sequence[Sequence[_Label]], first: int, last: int
) -> Iterator[Problem]:
    """A word on each text among the records that is neither heading nor value, so that nothing is lost unsaid."""
    known = {spot for group in groups for label in group for spot in (label.at, label.value)}
    printed = {fold_heading(column.group) for column in form.columns if column.group}
    printed |= {fold_heading(column.heading) for column in form.columns} | {fold_heading(form.title)}
    for row in range(first, last + 1):
        texts = [cell.text for cell in grid.rows[row] if not cell.blank]
        if not known & {(row, place) for place in range(grid.width)} and is_closing(texts[:1]):
            continue
        for place, cell in enumerate(grid.rows[row]):
            if cell.blank or (row, place) in known or _fold(cell.text) in printed:
                continue
            at = grid.place(row, place)
            text = " ".join(cell.text.split())[:40]
            yield Problem(
                at.where, Level.WARNING, f"“{text}”不在任何栏目里，没有读入，请核对", "record_unread", at.cell
            )
