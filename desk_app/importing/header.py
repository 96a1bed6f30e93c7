"""Finds where a form's table begins: by its headings, at any height, in any order, over one row or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from desk_app.forms.definition import FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.grid import CellKind, Grid
from desk_app.importing.matching import Heading, Match, bare_heading, count_named, match_columns, names_of
from desk_app.importing.names import forms_named

_LONGEST_HEADING = 60
_COVERAGE = 0.5
_LEAST_EQUAL, _LEAST_NEAR = 0.3, 0.75
_LEAST_KNOWN = 3
_LINES_ABOVE = 5
_MOST_KNOWN = 8192
_CLOSERS = "）)】]〕"
_TEXT = CellKind.TEXT
_Headings = tuple[Heading, ...]
_K = TypeVar("_K")
_V = TypeVar("_V")


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
    """All forms' headings, folded once, so that a row is known for a head at a glance.

    ``records`` are the forms of a page a record, which have no head; ``forms`` are then those that have one.
    """

    forms: Sequence[FormDefinition]
    _folded: dict[str, str] = field(default_factory=dict)
    _known_texts: dict[str, bool] = field(default_factory=dict)
    _counts: dict[_Headings, tuple[int, ...]] = field(default_factory=dict)
    _matches: dict[tuple[int, _Headings], Match] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.records = tuple(form for form in self.forms if form.record)
        self.forms = tuple(form for form in self.forms if not form.record)
        headings = {fold_heading(text) for form in self.forms for column in form.columns for text in (column.heading,)}
        groups = {fold_heading(column.group) for form in self.forms for column in form.columns if column.group}
        self._known = headings | groups
        self._least = min((min(2, len(form.columns)) for form in self.forms), default=2)

    def knows(self, text: str) -> bool:
        """Whether a text is one of the headings, a remark in brackets behind it left aside; remembered."""
        known = self._known_texts.get(text)
        if known is None:
            known = _kept(self._known_texts)[text] = self._knows(text)
        return known

    def _knows(self, text: str) -> bool:
        return self.fold(text) in self._known or (
            text[-1:] in _CLOSERS and self.fold(bare_heading(text)) in self._known
        )

    def fold(self, text: str) -> str:
        """A text folded, remembered."""
        found = self._folded.get(text)
        if found is None:
            found = _kept(self._folded)[text] = fold_heading(text) if len(text) <= _LONGEST_HEADING else ""
        return found

    def candidate_rows(self, grid: Grid) -> Iterator[int]:
        """The rows in which several cells bear a known heading."""
        known = self._known_texts
        for number, row in enumerate(grid.rows):
            texts = [cell.text for cell in row if cell.kind is _TEXT]
            hits = sum([known[text] if text in known else self.knows(text) for text in texts])
            if hits >= self._least:
                yield number

    def counts(self, headings: _Headings) -> tuple[int, ...]:
        """How many of each form's headings stand among some; the same head comes back in every unit's file."""
        found = self._counts.get(headings)
        if found is None:
            names = names_of(headings)
            found = _kept(self._counts)[headings] = tuple(count_named(form, names) for form in self.forms)
        return found

    def match(self, form: FormDefinition, headings: _Headings) -> Match:
        """How headings fit one of the forms."""
        key = (id(form), headings)
        found = self._matches.get(key)
        if found is None:
            found = _kept(self._matches)[key] = match_columns(form, headings)
        return found

    def says_nothing_below(self, headings: _Headings, grid: Grid, row: int) -> bool:
        """Whether no cell of the row below some headings is a heading too, by itself or together with its own."""
        upper = {heading.column: heading.text for heading in headings}
        below = [(column, cell.text.strip()) for column, cell in enumerate(grid.rows[row]) if not cell.blank]
        names = names_of([Heading(column, text, upper.get(column, "")) for column, text in below if text])
        return self._known.isdisjoint(set().union(*names))


def _kept(known: dict[_K, _V]) -> dict[_K, _V]:
    """A memory with room for one thing more."""
    if len(known) >= _MOST_KNOWN:
        known.clear()
    return known


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
    headings: _Headings
    count: int

    @property
    def score(self) -> tuple[int, bool]:
        """More headings are believed before fewer, and a form that units send before one that none does."""
        return self.count, self.form.collected is not None

    @property
    def share(self) -> float:
        return self.count / len(self.form.columns)

    @property
    def fits(self) -> bool:
        if self.count < min(2, len(self.form.columns)):
            return False
        return self.share >= _COVERAGE or (self.share >= _LEAST_EQUAL and self._all_known)

    @property
    def _all_known(self) -> bool:
        """Whether every heading written is one of the form's and none that it requires is wanting."""
        if self.count < max(_LEAST_KNOWN, len(self.headings)):
            return False
        return not any(column.required for column in match_columns(self.form, self.headings).missing)

    @property
    def nearly_fits(self) -> bool:
        """Whether most headings are at least near, so that they are better asked than the file refused."""
        if self.count < 2 or self.share < _LEAST_EQUAL:
            return False
        return len(match_columns(self.form, self.headings).columns) >= len(self.form.columns) * _LEAST_NEAR


def _best(grid: Grid, row: int, index: HeadingIndex, preferred: Sequence[FormDefinition]) -> Header | None:
    attempts = _attempts(grid, row, index)
    found = [item for item in attempts if item.fits] or [item for item in attempts if item.nearly_fits]
    if not found:
        return None
    named = {form.title for form in (*preferred, *_named_above(grid, row, index.forms))}
    best = max(found, key=lambda item: (item.score, item.form.title in named, item.share, item.top - item.bottom))
    rivals = {
        item.form.title: item.form
        for item in found
        if item.form is not best.form and item.count == best.count and item.share == best.share
    }
    settled = best.form.title in named and not named & rivals.keys()
    match = index.match(best.form, best.headings)
    return Header(best.form, best.top, best.bottom, match, () if settled else tuple(rivals.values()))


def _named_above(grid: Grid, row: int, forms: Sequence[FormDefinition]) -> tuple[FormDefinition, ...]:
    lines = [*grid.before, *grid.lines(0, row)][-_LINES_ABOVE:]
    return forms_named("\n".join(lines), forms)


def _attempts(grid: Grid, row: int, index: HeadingIndex) -> list[_Attempt]:
    """Each form against the row by itself, with the one below, and with the one above.

    Where the row fits by itself and the one below holds no heading, both together can only fit worse.
    """
    single = _attempts_at(grid, row, row, index)
    pairs: list[_Attempt] = []
    if row + 1 < len(grid.rows) and not (
        not grid.merges
        and any(item.fits for item in single)
        and index.says_nothing_below(single[0].headings, grid, row + 1)
    ):
        pairs += _attempts_at(grid, row, row + 1, index)
    if row > 0 and grid.merges:
        pairs += _attempts_at(grid, row - 1, row, index)
    return single + pairs


def _attempts_at(grid: Grid, top: int, bottom: int, index: HeadingIndex) -> list[_Attempt]:
    headings = tuple(headings_of(grid, top, bottom))
    counts = index.counts(headings)
    return [_Attempt(form, top, bottom, headings, count) for form, count in zip(index.forms, counts, strict=True)]


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
