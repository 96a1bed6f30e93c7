"""Finds where a form's table begins: by its headings, at any height, in any order, over one row or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desk_app.forms.definition import FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.grid import CellKind, Grid
from desk_app.importing.matching import Heading, Match, count_equal, match_columns

_LONGEST_HEADING = 60
_COVERAGE = 0.5


@dataclass(frozen=True, slots=True)
class Header:
    """A form's head in a grid: rows ``top`` to ``bottom``, and which sheet column is which of the form's.

    ``rivals`` are other forms whose headings fit equally well.
    """

    form: FormDefinition
    top: int
    bottom: int
    match: Match
    rivals: tuple[FormDefinition, ...] = ()


@dataclass
class HeadingIndex:
    """All forms' headings, folded once, so that a row is known for a head at a glance."""

    forms: Sequence[FormDefinition]
    _folded: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        headings = {fold_heading(text) for form in self.forms for column in form.columns for text in (column.heading,)}
        groups = {fold_heading(column.group) for form in self.forms for column in form.columns if column.group}
        self._known = headings | groups
        self._least = min((min(2, len(form.columns)) for form in self.forms), default=2)

    def fold(self, text: str) -> str:
        """A text folded, remembered."""
        found = self._folded.get(text)
        if found is None:
            found = self._folded[text] = fold_heading(text) if len(text) <= _LONGEST_HEADING else ""
        return found

    def candidate_rows(self, grid: Grid) -> Iterator[int]:
        """The rows in which several cells bear a known heading."""
        for number, row in enumerate(grid.rows):
            hits = 0
            for cell in row:
                if cell.kind is CellKind.TEXT and self.fold(cell.text) in self._known:
                    hits += 1
            if hits >= self._least:
                yield number


def find_headers(grid: Grid, index: HeadingIndex, preferred: Sequence[FormDefinition] = ()) -> list[Header]:
    """All heads in a grid from top to bottom; where several forms fit alike, a ``preferred`` one wins."""
    headers: list[Header] = []
    for row in index.candidate_rows(grid):
        if headers and row <= headers[-1].bottom:
            continue
        header = _best(grid, row, index, preferred)
        if header is not None:
            headers.append(header)
    return headers


@dataclass(frozen=True, slots=True)
class _Attempt:
    form: FormDefinition
    top: int
    bottom: int
    headings: list[Heading]
    count: int

    @property
    def score(self) -> tuple[float, int]:
        return self.count / len(self.form.columns), self.count

    @property
    def fits(self) -> bool:
        return self.count >= min(2, len(self.form.columns)) and self.score[0] >= _COVERAGE


def _best(grid: Grid, row: int, index: HeadingIndex, preferred: Sequence[FormDefinition]) -> Header | None:
    found = [attempt for attempt in _attempts(grid, row, index.forms) if attempt.fits]
    if not found:
        return None
    best = max(found, key=lambda item: (item.score, item.form in preferred, item.top - item.bottom))
    rivals = {
        item.form.title: item.form
        for item in found
        if item.form is not best.form and item.score == best.score and best.form not in preferred
    }
    match = match_columns(best.form, best.headings)
    return Header(best.form, best.top, best.bottom, match, tuple(rivals.values()))


def _attempts(grid: Grid, row: int, forms: Iterable[FormDefinition]) -> Iterator[_Attempt]:
    spans = [(row, row)]
    if row + 1 < len(grid.rows):
        spans.append((row, row + 1))
    if row > 0 and grid.merges:
        spans.append((row - 1, row))
    for top, bottom in spans:
        headings = headings_of(grid, top, bottom)
        for form in forms:
            yield _Attempt(form, top, bottom, headings, count_equal(form, headings))


def headings_of(grid: Grid, top: int, bottom: int) -> list[Heading]:
    """The headings that stand in one row, or in two as group and heading, by sheet column."""
    covering = _merged_texts(grid, top)
    headings = []
    for column in range(grid.width):
        upper = grid.cell(top, column).text.strip() or covering.get(column, "")
        lower = grid.cell(bottom, column).text.strip() if bottom > top else ""
        if lower:
            headings.append(Heading(column, lower, upper if upper != lower else ""))
        elif upper and (bottom == top or grid.cell(top, column).text.strip()):
            headings.append(Heading(column, upper, ""))
    return headings


def _merged_texts(grid: Grid, row: int) -> Mapping[int, str]:
    """For a head's upper row: what a merged heading says over its right neighbours."""
    texts: dict[int, str] = {}
    for merge in grid.merges:
        if merge.top <= row <= merge.bottom and merge.right > merge.left:
            text = grid.cell(merge.top, merge.left).text.strip()
            texts.update(dict.fromkeys(range(merge.left + 1, merge.right + 1), text))
    return texts
