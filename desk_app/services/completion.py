"""完成情况: unit by form and period with both tracks, in the bureau's order, summed for the units above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster, Unit
from desk_app.services.chasing import Promise, open_promises
from desk_app.services.desk import Desk
from desk_app.services.standing import (
    CAME_LATE,
    NIL,
    NOT_CONCERNED,
    NOT_IN,
    OVERDUE,
    RECEIVED,
    SENT_BACK,
    WAITING,
    FormStanding,
    UnitStanding,
    standing_of_periods,
)
from desk_app.services.unit_page import refuse_without_units
from desk_app.storage import collections
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.states import PaperState

_MISSING = frozenset({NOT_IN, SENT_BACK})


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the matrix by name: whose, of what, when."""

    unit: str
    form: str
    period: Period


@dataclass(frozen=True, slots=True)
class CompletionColumn:
    """One form in one period; ``wants_paper`` where it is to be signed or sealed, ``owed`` where units must send it."""

    form: StoredForm
    period: Period
    due_at: datetime | None
    wants_paper: bool
    owed: bool

    @property
    def label(self) -> str:
        """附件2 大谈话统计表."""
        definition = self.form.definition
        return f"{definition.annex} {definition.name}".strip()


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One unit; ``above`` are the units above it, the nearest first.

    ``level`` is how deep it stands below them where it follows them in the bureau's order; ``apart`` where it does
    not, for the order never bends to the tree.
    """

    unit: Unit
    level: int = 0
    apart: bool = False
    above: tuple[str, ...] = ()
    is_parent: bool = False

    @property
    def name(self) -> str:
        """The unit's name."""
        return self.unit.name


class Track(StrEnum):
    """Which of the two tracks a matrix shows."""

    BOTH = "电子和纸质"
    ELECTRONIC = "电子"
    PAPER = "纸质"


def cell_words(one: UnitStanding | None, column: CompletionColumn, track: Track = Track.BOTH) -> tuple[str, str]:
    """What a place of the matrix says of the electronic return and of its paper; empty for what is not asked for.

    While nothing is in, an outstanding paper goes without saying.
    """
    if one is None:
        return ("", "")
    electronic = _marked(one)
    if track is Track.ELECTRONIC or not column.wants_paper or one.electronic == NOT_CONCERNED:
        return ("", "") if track is Track.PAPER and one.electronic != NOT_CONCERNED else (electronic, "")
    paper = f"{one.paper}（与数据不符）" if one.differs else one.paper
    if track is Track.PAPER:
        return ("", paper)
    said = one.paper != PaperState.MISSING.value or not one.is_missing
    return (electronic, f"纸质{paper}" if said else "")


def _marked(one: UnitStanding) -> str:
    """The state with the mark of lateness: 逾期未报 for 未报, else behind it in brackets."""
    if one.late == OVERDUE:
        return OVERDUE if one.electronic == NOT_IN else f"{one.electronic}（逾期）"
    return f"{one.electronic}（{one.late}）" if one.late else one.electronic


@dataclass(slots=True)
class Sum:
    """How many returns of a column stand how, for a unit with all below it, or for all."""

    owed: int = 0
    received: int = 0
    nil: int = 0
    waiting: int = 0
    sent_back: int = 0
    missing: int = 0
    overdue: int = 0
    late: int = 0
    papers: int = 0

    @property
    def done(self) -> int:
        """已收 and 零报告 together."""
        return self.received + self.nil

    def take(self, state: str, late: str, paper: str, count: int) -> None:
        """Count so many more returns that stand alike."""
        self.owed += count * (state != NOT_CONCERNED)
        self.received += count * (state == RECEIVED)
        self.nil += count * (state == NIL)
        self.waiting += count * (state == WAITING)
        self.sent_back += count * (state == SENT_BACK)
        self.missing += count * (state in _MISSING)
        self.overdue += count * (late == OVERDUE)
        self.late += count * (late == CAME_LATE)
        self.papers += count * (paper == PaperState.RECEIVED.value and state != NOT_CONCERNED)


@dataclass(frozen=True)
class Completion:
    """The matrix: ``cells[unit][column]`` is None where the unit does not owe the form and has sent nothing."""

    columns: tuple[CompletionColumn, ...]
    rows: tuple[CompletionRow, ...]
    cells: Mapping[str, tuple[UnitStanding | None, ...]]
    promises: Mapping[str, tuple[Promise, ...]]
    standings: tuple[FormStanding, ...]
    ended: bool
    at: datetime
    _sums: dict[str, tuple[Sum, ...]] = field(default_factory=dict)

    def cell(self, unit: str, column: int) -> UnitStanding | None:
        """Where one return stands."""
        found = self.cells.get(unit)
        return None if found is None else found[column]

    @cached_property
    def whole(self) -> tuple[Sum, ...]:
        """The sums of all units, a sum a column."""
        return self.summed(self.cells)

    def below(self, unit: str) -> tuple[Sum, ...]:
        """The sums of a unit and all below it; every unit counted once."""
        if unit not in self._sums:
            names = [row.name for row in self.rows if row.name == unit or unit in row.above]
            self._sums[unit] = self.summed(names)
        return self._sums[unit]

    def summed(self, units: Iterable[str]) -> tuple[Sum, ...]:
        """The sums of some units, a sum a column."""
        lines = [self.cells[name] for name in units if name in self.cells]
        sums = []
        for place in range(len(self.columns)):
            stand = Counter((one.electronic, one.late, one.paper) for line in lines if (one := line[place]) is not None)
            total = Sum()
            for (state, late, paper), count in stand.items():
                total.take(state, late, paper, count)
            sums.append(total)
        return tuple(sums)


def completion(desk: Desk, campaign: Campaign, periods: Sequence[Period | None]) -> Completion:
    """The matrix of some periods (None: each form's own current one), forms in annex order, their periods in time."""
    refuse_without_units(desk)
    found = _in_order(standing_of_periods(desk, campaign, periods))
    known = desk.roster()
    columns = tuple(_column(one) for one in found)
    cells: dict[str, list[UnitStanding | None]] = {}
    for place, standing in enumerate(found):
        for one in standing.units:
            cells.setdefault(one.unit, [None] * len(found))[place] = one
    return Completion(
        columns,
        _rows(known, cells),
        {name: tuple(line) for name, line in cells.items()},
        open_promises(desk, campaign, found),
        tuple(found),
        campaign.ended,
        desk.clock(),
    )


def begun_periods(desk: Desk, campaign: Campaign) -> tuple[Period, ...]:
    """The campaign's periods that have begun, in time; those without bounds first."""
    today = desk.clock().date()
    with desk.store.read() as reader:
        known = {one.period.code: one.period for one in collections.of_campaign(reader, campaign.id)}
    begun = [one for one in known.values() if one.start is None or one.start <= today]
    return tuple(sorted(begun, key=Period.sort_key))


def _in_order(found: Iterable[FormStanding]) -> list[FormStanding]:
    """Each form in each period once, by annex, then by time."""
    once = {(one.form.position, one.period.sort_key()): one for one in found}
    return [once[key] for key in sorted(once)]


def _column(one: FormStanding) -> CompletionColumn:
    definition = one.form.definition
    wants_paper = bool(definition.signatures) or definition.sealed
    return CompletionColumn(one.form, one.period, one.due_at, wants_paper, definition.owed)


def _rows(known: Roster, cells: Mapping[str, object]) -> tuple[CompletionRow, ...]:
    """The units that stand in the matrix and those above them, in the bureau's order."""
    above = {unit.name: _above(known, unit) for unit in known.everyone}
    parents = {name for unit in cells for name in above.get(unit, ())}
    rows: list[CompletionRow] = []
    under: tuple[str, ...] = ()
    for unit in known.everyone:
        if unit.name not in cells and unit.name not in parents:
            continue
        mine = above[unit.name]
        follows = not mine or mine == under[-len(mine) :]
        rows.append(CompletionRow(unit, len(mine) if follows else 0, not follows, mine, unit.name in parents))
        under = (unit.name, *mine) if follows else (unit.name,)
    return tuple(rows)


def _above(known: Roster, unit: Unit) -> tuple[str, ...]:
    found: list[str] = []
    parent = known.get(unit.parent) if unit.parent else None
    while parent is not None and parent.name not in found and parent.name != unit.name:
        found.append(parent.name)
        parent = known.get(parent.parent) if parent.parent else None
    return tuple(found)
