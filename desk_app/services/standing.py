"""报送情况: for each unit, form and period where the return stands, in the office's words; as frozen where closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period, Rhythm, parse_period
from desk_app.campaign.roster import Roster, Unit
from desk_app.problems import DeskError
from desk_app.services.desk import Desk, collected_forms, current_period
from desk_app.services.signing import Signed, signed_at
from desk_app.storage import campaigns, closings, collections, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.closings import FrozenState
from desk_app.storage.collections import Collection
from desk_app.storage.frozen import REPORTED
from desk_app.storage.reader import Reader
from desk_app.storage.states import PaperState, SubmissionState
from desk_app.storage.submissions import Speaking

NOT_IN, WAITING, SENT_BACK, RECEIVED, NIL, NOT_CONCERNED = "未报", "待核", "退回修改", "已收", "零报告", "不涉及"
OVERDUE, CAME_LATE = "逾期未报", "迟报"
_WORDS = {
    SubmissionState.ACCEPTED: RECEIVED,
    SubmissionState.NEEDS_REVIEW: WAITING,
    SubmissionState.SENT_BACK: SENT_BACK,
    SubmissionState.NIL: NIL,
}
_IN = frozenset({RECEIVED, NIL})
_LATE_STATES = frozenset({NOT_IN, SENT_BACK, WAITING})
_NO_MORE = "名册里已改为不报送，报过的照计"
_NO_PAPER = PaperState.MISSING.value
_Kept: TypeAlias = Mapping[tuple[str, str], Mapping[int, FrozenState]]


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """Where one unit's return stands: ``electronic`` and ``paper`` apart, and the mark of lateness, empty for none.

    ``submission_id`` is the return that speaks (来表号), ``reason`` why the unit is not concerned. ``signed`` tells
    which print the paper is, ``differs`` that the data says something else by now (签字件与现有数据不符).

    Of a closed period ``electronic`` and ``late`` are frozen by 定稿, ``then`` is the unit's name of then, and
    ``aside`` tells that a return waits beside it (定稿后来件).
    """

    unit: str
    electronic: str
    paper: str
    late: str = ""
    contact: str = ""
    submission_id: int | None = None
    reason: str = ""
    differs: bool = False
    signed: str = ""
    then: str = ""
    aside: bool = False

    @property
    def told_as(self) -> str:
        """The unit's name as figures tell it: of a closed period the one of then."""
        return self.then or self.unit

    @property
    def waits(self) -> bool:
        """Whether a return of the unit waits for 核对, be it beside a closed period."""
        return self.aside or self.electronic == WAITING

    @property
    def is_missing(self) -> bool:
        """Whether the electronic return is still owed; 零报告 is not missing."""
        return self.electronic in {NOT_IN, SENT_BACK}


@dataclass(frozen=True, slots=True)
class FormStanding:
    """One form in one period with every unit that owes it, or has sent it, in the bureau's order.

    ``undue`` says that the deadline has not come, or is not known, so that what is 未报 is not overdue; of a ``closed``
    period that it had not come when it was closed: who was not in by then had not failed, and is never told to have.
    """

    form: StoredForm
    period: Period
    due_at: datetime | None
    units: tuple[UnitStanding, ...]
    undue: bool = False
    closed: bool = False

    @property
    def missing(self) -> tuple[UnitStanding, ...]:
        """The units that still owe."""
        return tuple(unit for unit in self.units if unit.is_missing)

    @property
    def undue_words(self) -> str:
        """That nobody missing is overdue, and why; empty where nobody is missing or the deadline has passed."""
        when = f"{'定稿时' if self.closed else ''}时限{'待定' if self.due_at is None else '未到'}"
        return f"{when}，未报的不算逾期" if self.undue and self.missing else ""

    @property
    def received(self) -> int:
        """How many are in, 零报告 among them."""
        return sum(unit.electronic in _IN for unit in self.units)


def received_words(received: int, nil: int, of: str) -> str:
    """已收11份（含零报告1份）: how what is in is said wherever 零报告 has no figure of its own beside it."""
    return f"已收{received}{of}（含零报告{nil}{of}）" if nil else f"已收{received}{of}"


def wanted_periods(
    reader: Reader, campaign: Campaign, period: Period | None, today: datetime
) -> list[tuple[StoredForm, Period]]:
    """The forms that are collected in a period, or every collected form in its own current one."""
    forms = collected_forms(reader, campaign)
    if period is None:
        return [(form, current_period(reader, campaign, form, today)) for form in forms]
    return [(form, period) for form in forms if form.definition.collected is period.rhythm]


def standing_of(desk: Desk, campaign: Campaign, period: Period | None, *, frozen: bool = True) -> list[FormStanding]:
    """Where every return of a period stands; without a period, every form's current one.

    A form collected once is owed by nobody in a month; in an ended campaign nobody is 逾期未报. What is closed stands
    as 定稿 froze it; ``frozen=False`` looks at that anew too. DeskError when the period lies outside the campaign's.
    """
    return standing_of_periods(desk, campaign, [period], frozen=frozen)


def standing_of_periods(
    desk: Desk, campaign: Campaign, periods: Iterable[Period | None], *, only: str | None = None, frozen: bool = True
) -> list[FormStanding]:
    """Where every return of several periods stands, read once, of all units or ``only`` one; see `standing_of`."""
    known_roster = desk.roster()
    if only is not None:
        known_roster = Roster(tuple(unit for unit in known_roster.everyone if unit.name == only))
    now = desk.clock()
    with desk.store.read() as reader:
        wanted: list[tuple[StoredForm, Period]] = []
        for period in periods:
            if period is not None:
                _refuse_outside(reader, campaign, period)
            wanted += wanted_periods(reader, campaign, period, now)
        codes = {period.code for _, period in wanted}
        kept = closings.states_of(reader, campaign.id, codes, REPORTED) if frozen else {}
        early = closings.early_of(reader, campaign.id, codes) if frozen else {}
        view = _View(reader, campaign, known_roster, now, codes, kept, early)
        return [view.form_standing(form, one) for form, one in wanted]


def _refuse_outside(reader: Reader, campaign: Campaign, period: Period) -> None:
    known = {one.period.code for one in collections.of_campaign(reader, campaign.id)}
    if period.code not in known and period.rhythm not in {Rhythm.ADHOC, Rhythm.ONCE}:
        span = f"{long_day(campaign.outline.start)}至{long_day(campaign.outline.end)}"
        raise DeskError(f"专项“{campaign.title}”（{span}）没有“{period.label}”这一期。")


class _View:
    """What a whole page of standings needs, read once."""

    def __init__(
        self, reader: Reader, campaign: Campaign, known_roster: Roster, now: datetime, periods: set[str],
        kept: _Kept, early: Mapping[tuple[str, str], bool | None],
    ) -> None:  # fmt: skip
        names = roster.unit_names(reader)
        self._kept, self._early, self._everyone = kept, early, known_roster.everyone
        self._ids = {name: unit_id for unit_id, name in names.items()}
        forms = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
        self.now = now
        self.ended = campaigns.get(reader, campaign.id).ended
        self._collections = {(one.form, one.period.code): one for one in collections.of_campaign(reader, campaign.id)}
        self.owing: dict[int, dict[str, tuple[bool, str]]] = {}
        for exception in collections.owing_of(reader, campaign.id):
            mine = self.owing.setdefault(exception.collection_id, {})
            mine[names[exception.unit_id]] = (exception.owes, exception.reason)
        self.returns: dict[tuple[str, str], dict[str, Speaking]] = {}
        for (form_id, unit_id, code), one in submissions.speaking(reader, campaign.id, periods).items():
            self.returns.setdefault((forms[form_id], code), {})[names[unit_id]] = one
        settled = {name for known in self.returns.values() for name, one in known.items() if _WORDS[one.state] in _IN}
        self._reporting = [(unit, unit.reach) for unit in known_roster.everyone if unit.reports or unit.name in settled]
        self.papers: dict[tuple[str, str], dict[str, Signed]] = {}
        for (form_id, unit_id, code), paper in signed_at(reader, campaign, periods).items():
            self.papers.setdefault((forms[form_id], code), {})[names[unit_id]] = paper

    def form_standing(self, form: StoredForm, period: Period) -> FormStanding:
        collection = self._collections.get((form.name, period.code))
        due = collection.due_at if collection else None
        slots = _Slots(self, form, period, collection)
        kept = self._kept.get((form.name, period.code))
        if kept is not None:
            early = self._early.get((form.name, period.code))
            if early is None:  # closed by an older program
                early = due is None or (collection is not None and (collection.closed_at or self.now) <= due)
            return FormStanding(form, period, due, tuple(self._frozen(slots, kept)), early, closed=True)
        units = tuple(slots.standing(unit, reach) for unit, reach in self._reporting if slots.concerns(unit))
        return FormStanding(form, period, due, units, due is None or self.now <= due)

    def _frozen(self, slots: _Slots, kept: Mapping[int, FrozenState]) -> Iterator[UnitStanding]:
        """The units of a closed period; one of which 定稿 kept figures alone stands there only if it was spoken of."""
        for unit in self._everyone:
            state = kept.get(self._ids[unit.name])
            if state is not None and (state.state != NOT_CONCERNED or slots.concerns(unit)):
                yield slots.as_frozen(unit, state)

    def day_of(self, period: Period, collection: Collection | None) -> date:
        """The day that decides whether a unit owes a period: its last, else the deadline, else today."""
        due = None if collection is None else collection.due_on
        return period.end or due or self.now.date()


class _Slots:
    """One form in one period: what all its units have in common is worked out once."""

    def __init__(self, view: _View, form: StoredForm, period: Period, collection: Collection | None) -> None:
        key = (form.name, period.code)
        self._returns = view.returns.get(key, {})
        self._papers = view.papers.get(key, {})
        self._owing = {} if collection is None else view.owing.get(collection.id, {})
        self._audience = form.definition.audience
        self._owed = form.definition.owed
        self._day = view.day_of(period, collection)
        due = collection.due_at if collection else None
        self._is_past = due is not None and view.now > due and not view.ended

    def concerns(self, unit: Unit) -> bool:
        """Whether the unit owes the form, has sent it, or was spoken of; of one that is 不报送 only what counts."""
        sent = self._returns.get(unit.name)
        if not unit.reports:
            return sent is not None and _WORDS[sent.state] in _IN
        if sent is not None or unit.name in self._owing:
            return True
        audience = self._audience
        return self._owed and (not audience or unit.kind in audience) and unit.exists_on(self._day)

    def standing(self, unit: Unit, reach: str) -> UnitStanding:
        """Where the unit's return stands."""
        name = unit.name
        sent = self._returns.get(name)
        owes, reason = self._owing.get(name, (True, ""))
        electronic = _WORDS[sent.state] if sent else NOT_IN if owes else NOT_CONCERNED
        noted = self._papers.get(name)
        paper, differs, signed = (noted.state.value, noted.differs, noted.said) if noted else (_NO_PAPER, False, "")
        late = ""
        if sent is not None and sent.is_late and electronic in _IN:
            late = CAME_LATE
        elif self._is_past and electronic in _LATE_STATES:
            late = OVERDUE
        said = ("" if owes else reason) if unit.reports else _NO_MORE
        return UnitStanding(name, electronic, paper, late, reach, sent.id if sent else None, said, differs, signed)

    def as_frozen(self, unit: Unit, state: FrozenState) -> UnitStanding:
        """Where the return stood at 定稿; its paper, which is signed after that, as it stands."""
        now = self.standing(unit, unit.reach)
        aside = now.electronic == WAITING != state.state
        said = "" if state.state in _LATE_STATES else now.reason
        return replace(now, electronic=state.state, late=state.late, reason=said, then=state.unit, aside=aside)


def parse_optional(period: str | None) -> Period | None:
    """The period a door was given as text, if any."""
    return parse_period(period) if period else None
