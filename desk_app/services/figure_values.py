"""What a table of figures is made of: measures, counts with what 较上期 compares, cells, columns, the table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from desk_app.campaign.period import Period, Rhythm
from desk_app.forms.definition import Rule
from desk_app.services.figure_times import Basis, LateRule, Stretches
from desk_app.services.standing import NIL, NOT_CONCERNED, RECEIVED, FormStanding
from desk_app.storage.campaigns import StoredForm
from desk_app.storage.closings import Closing

_SETTLED = frozenset({RECEIVED, NIL})
_NOT_ASKED = frozenset({"", NOT_CONCERNED})


class Measure(StrEnum):
    """What a figure says."""

    CURRENT = "本期"
    TOTAL = "累计"
    BEFORE = "上期"
    CHANGE = "较上期"
    PEOPLE = "人数"


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one unit and form, or a sum of them; ``before`` is None where there is no period before.

    ``people`` are the distinct persons of 本期, None where the form names none or sums would count one twice.
    ``current`` and ``before`` are all that counts. ``change`` is 较上期 over those only whose return is in for both
    periods, None where there is none such; ``uncompared`` is how many are left out of it. So the change of a sum is
    not its 本期 less its 上期 as soon as somebody is missing on one side: an office asks whether more was done, and a
    unit that had not reported must not look like one that did nothing and then much. The plain sums stand beside it,
    and whoever shows it says how many were not compared.
    """

    current: int = 0
    total: int = 0
    before: int | None = None
    people: int | None = None
    change: int | None = None
    uncompared: int = 0

    def of(self, measure: Measure) -> int | None:
        """The figure of a measure; None where it does not exist."""
        known = {
            Measure.CURRENT: self.current,
            Measure.TOTAL: self.total,
            Measure.BEFORE: self.before,
            Measure.CHANGE: self.change,
            Measure.PEOPLE: self.people,
        }
        return known[measure]

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.current + other.current,
            self.total + other.total,
            _known_sum(self.before, other.before),
            change=_known_sum(self.change, other.change),
            uncompared=self.uncompared + other.uncompared,
        )


def _known_sum(one: int | None, other: int | None) -> int | None:
    known = [each for each in (one, other) if each is not None]
    return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One unit's figures for one form and where its return stands (已收, 未报 …; empty where it owes nothing).

    ``former`` is where its return of the period before stood, empty where it owed none or there was no such period.
    """

    counts: Counts
    state: str = ""
    former: str = ""

    @property
    def settled(self) -> bool:
        """Whether a figure of nothing is a known zero."""
        return self.state in _SETTLED

    @property
    def former_settled(self) -> bool:
        """Whether nothing in the period before is a known zero."""
        return self.former in _SETTLED

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to be compared: a return owed, sent or counted in either period."""
        owed = {self.state, self.former} - _NOT_ASKED
        return bool(owed or self.counts.current or self.counts.before)


def compared(cell: FigureCell, *, owed: bool) -> FigureCell:
    """The cell with its 较上期: a number only where both periods' returns are in.

    Of a form that nobody owes (谁有谁报, ``owed`` is false) a unit that has sent nothing has nothing.
    """
    counts = cell.counts
    if counts.before is None or not cell.is_asked:
        return cell
    free = frozenset[str]() if owed else _NOT_ASKED
    if cell.state in _SETTLED | free and cell.former in _SETTLED | free:
        return replace(cell, counts=replace(counts, change=counts.current - counts.before, uncompared=0))
    return replace(cell, counts=replace(counts, change=None, uncompared=1))


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """One form of the table, the times that its figures speak of, and the distinct persons of all units in 本期.

    ``closing`` is there where the figures are frozen (定稿).
    """

    form: StoredForm
    period: Period
    stretches: Stretches
    people: int | None = None
    closing: Closing | None = None
    basis: Basis = Basis.REPORTED

    @property
    def has_rules(self) -> bool:
        """Whether any column of the form is carried to a summary line."""
        return any(column.rule is not Rule.NONE for column in self.form.definition.columns)


def has_before(column: FigureColumn) -> bool:
    """Whether a form has a period before: never one collected once; of a closed period, whether it had one then."""
    if column.form.definition.collected is Rhythm.ONCE:
        return False
    if column.closing is not None:
        return bool(column.closing.sums["has_before"][column.basis.value])
    return column.stretches.before is not None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The whole table: ``cells[line][column]``, units in the bureau's order, forms in annex order.

    ``parents`` names for each line the line of the unit above it, None at the top; a unit that only has others below
    it is a line of its own, with nothing. ``remarks`` say what the table leaves out (rows without a day, forms that
    have no day), how late returns count, and what is frozen.
    """

    basis: Basis
    columns: tuple[FigureColumn, ...]
    units: tuple[str, ...]
    cells: tuple[tuple[FigureCell, ...], ...]
    standings: tuple[FormStanding, ...]
    remarks: tuple[str, ...] = ()
    parents: tuple[int | None, ...] = ()
    unit_ids: tuple[int, ...] = ()
    late_rule: LateRule = LateRule.OWN

    def column_sum(self, column: int) -> Counts:
        """合计 of a form."""
        return replace(_sum(line[column].counts for line in self.cells), people=self.columns[column].people)

    def line_sum(self, line: int) -> Counts:
        """合计 of a unit."""
        return _sum(cell.counts for cell in self.cells[line])

    def below(self, line: int) -> tuple[int, ...]:
        """A line and all lines below it, level by level (逐级合计)."""
        found = [line]
        for mine in found:
            found += [place for place, above in enumerate(self.parents) if above == mine]
        return tuple(sorted(found))

    def in_order(self, folded: Collection[int] = ()) -> tuple[int, ...]:
        """The lines level by level: each below the one above it, in the bureau's order; what is folded left out."""
        below: dict[int | None, list[int]] = {}
        for line, above in enumerate(self.parents):
            below.setdefault(above, []).append(line)
        found: list[int] = []
        waiting = list(reversed(below.get(None, [])))
        while waiting:
            line = waiting.pop()
            found.append(line)
            if line not in folded:
                waiting += reversed(below.get(line, []))
        return tuple(found)

    def level_of(self, line: int) -> int:
        """How far below the top a line stands."""
        above = self.parents[line]
        return 0 if above is None else self.level_of(above) + 1

    def rolled(self, line: int, column: int) -> Counts:
        """A unit's figures of a form with those of all units below it; persons only where nothing is added up."""
        lines = self.below(line)
        if len(lines) == 1:
            return self.cells[line][column].counts
        return _sum(self.cells[place][column].counts for place in lines)

    def rolled_sum(self, line: int) -> Counts:
        """合计 of a unit with all units below it."""
        return _sum(self.line_sum(place) for place in self.below(line))

    def whole(self) -> Counts:
        """合计 of all."""
        return _sum(cell.counts for line in self.cells for cell in line)

    def standing_of_column(self, column: int) -> FormStanding | None:
        """The state of the returns of a form, where its own period is asked for."""
        name = self.columns[column].form.name
        return next((one for one in self.standings if one.form.name == name), None)


def _sum(counts: Iterable[Counts]) -> Counts:
    result = Counts()
    for one in counts:
        result = result.plus(one)
    return result
