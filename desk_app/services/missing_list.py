"""未报单位名单: who still owes what, since when, whom to call, and the texts to paste."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from desk_app.campaign.calendar_days import short_day
from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.services.chasing import Matter, Promise, last_calls, open_promises, promise_words
from desk_app.services.desk import Desk
from desk_app.services.office_words import office_words
from desk_app.services.standing import OVERDUE, SENT_BACK, FormStanding, UnitStanding
from desk_app.storage.campaigns import Campaign

NOTHING = "应报单位均已报送。"
_ONE_DAY_ENDS = time(23, 59)


@dataclass(frozen=True, slots=True)
class MissingOne:
    """One return that is still owed. ``name`` is what the unit was called then, ``days`` how late it is in days.

    ``place`` is that of its form and period among those asked for, ``contact`` and ``phone`` are as the roster has
    them; ``called`` says of the last call, empty for none.
    """

    unit: str
    name: str
    form: str
    label: str
    period: Period
    state: str
    due_at: datetime | None
    days: int
    place: int
    contact: str = ""
    phone: str = ""
    called: str = ""

    @property
    def what(self) -> str:
        """大谈话统计表（2023年3月，退回修改）."""
        said = [self.period.label] * (self.period.start is not None) + [SENT_BACK] * (self.state == SENT_BACK)
        return f"{self.form}（{'，'.join(said)}）" if said else self.form

    @property
    def due(self) -> str:
        """4月1日, with the hour where one is set; empty while it is not known."""
        return due_words(self.due_at)

    @property
    def lateness(self) -> str:
        """已逾期2天; empty while it is in time."""
        return late_words(self.days)

    @property
    def matter(self) -> Matter:
        """What a call about it is about."""
        return Matter(self.form, self.period.code)


def due_words(due_at: datetime | None) -> str:
    """A deadline in a few signs: 4月1日, 4月1日12:00."""
    if due_at is None:
        return ""
    clock = due_at.time()
    return short_day(due_at.date()) + (f"{clock:%H:%M}" if clock < _ONE_DAY_ENDS else "")


def late_words(days: int) -> str:
    """已逾期2天; empty for no day."""
    return f"已逾期{days}天" if days else ""


def late_days(due_at: datetime | None, now: datetime) -> int:
    """Days late: 1 from the minute after the deadline, then one more with each day."""
    if due_at is None or now <= due_at:
        return 0
    return max(1, (now.date() - due_at.date()).days)


def missing_of(
    desk: Desk, campaign: Campaign, standings: Sequence[FormStanding], units: Collection[str] | None = None
) -> tuple[MissingOne, ...]:
    """All that is owed in some standings, of some units where named: units in the bureau's order, then by form."""
    known, now = desk.roster(), desk.clock()
    calls = _calls(desk, campaign, standings, now.date())
    found = [
        _missing(known, standing, place, one, now, calls)
        for place, standing in enumerate(standings)
        for one in standing.units
        if one.is_missing and (units is None or one.unit in units)
    ]
    return tuple(sorted(found, key=lambda one: (known.order_of(one.unit), one.place)))


def _missing(
    known: Roster,
    standing: FormStanding,
    place: int,
    one: UnitStanding,
    now: datetime,
    calls: Mapping[tuple[str, Matter], str],
) -> MissingOne:
    definition = standing.form.definition
    unit = known.get(one.unit)
    late = one.late == OVERDUE
    return MissingOne(
        one.unit,
        known.name_on(one.unit, standing.period.end),
        standing.form.name,
        f"{definition.annex} {definition.name}".strip(),
        standing.period,
        one.electronic,
        standing.due_at,
        late_days(standing.due_at, now) if late else 0,
        place,
        unit.contact if unit else one.contact,
        unit.phone if unit else "",
        calls.get((one.unit, Matter(standing.form.name, standing.period.code)), ""),
    )


def _calls(
    desk: Desk, campaign: Campaign, standings: Sequence[FormStanding], today: date
) -> dict[tuple[str, Matter], str]:
    """What the last call about each matter came to: the promise where one stands, else when it was."""
    said = {
        key: f"{short_day(call.chased_at.date())}{call.way.value}催报"
        for key, call in last_calls(desk, campaign).items()
    }
    promises: Mapping[str, tuple[Promise, ...]] = open_promises(desk, campaign, standings) if said else {}
    for unit, mine in promises.items():
        for promise in mine:
            passed = "，未到" if promise.day < today else ""
            words = f"承诺{promise_words(promise.day, promise.clock)}报{passed}"
            said.update({(unit, matter): words for matter in promise.matters})
    return said


def until_words(at: datetime) -> str:
    """截至4月3日16时."""
    return f"截至{at.month}月{at.day}日{at.hour}时"


def list_text(missing: Iterable[MissingOne], at: datetime) -> str:
    """The list to paste, form by form: how many units, which, how late."""
    grouped: dict[int, list[MissingOne]] = {}
    for one in missing:
        grouped.setdefault(one.place, []).append(one)
    if not grouped:
        return f"{until_words(at)}，{NOTHING}"
    lines = [_form_line(grouped[place]) for place in sorted(grouped)]
    return "\n".join([f"{until_words(at)}未报单位名单：", *lines])


def _form_line(mine: Sequence[MissingOne]) -> str:
    first = mine[0]
    period = f"（{first.period.label}）" if first.period.start is not None else ""
    late = {one.days for one in mine}
    same = late_words(late.pop()) if len(late) == 1 else ""
    due = "，".join(part for part in (f"{first.due}截止" if first.due else "", same) if part)
    names = "、".join(f"{one.name}{_marks(one, with_days=not same)}" for one in mine)
    return f"{first.label}{period}{f'，{due}' if due else ''}，未报{len(mine)}家：{names}。"


def _marks(one: MissingOne, *, with_days: bool) -> str:
    said = [SENT_BACK] * (one.state == SENT_BACK) + [one.lateness] * (with_days and bool(one.days))
    return f"（{'，'.join(said)}）" if said else ""


def unit_message(mine: Sequence[MissingOne], contact: str) -> str:
    """催报 of one unit, to be pasted into an office message; empty for nothing owed."""
    if not mine:
        return ""
    whose = f"请与{contact}联系。" if contact else ""
    sent_back = [one for one in mine if one.state == SENT_BACK]
    never = [one for one in mine if one.state != SENT_BACK]
    said = []
    if never:
        said.append(f"尚未收到你单位报送的{_things(never)}，请尽快报送；没有内容的，请报零报告")
    if sent_back:
        said.append(f"退回修改的{_things(sent_back)}，请改好后尽快重报")
    return f"{mine[0].name}：{'。'.join(said)}。如有困难，{whose or '请告知预计报送时间。'}"


def _things(mine: Sequence[MissingOne]) -> str:
    return "、".join(f"{_named(one)}" for one in mine)


def _named(one: MissingOne) -> str:
    said = [one.period.label] * (one.period.start is not None)
    said += [f"{one.due}截止"] * bool(one.due) + [one.lateness] * bool(one.days)
    return f"{one.form}（{'，'.join(said)}）" if said else one.form


def messages(desk: Desk, missing: Iterable[MissingOne]) -> str:
    """催报 of all units, a paragraph a unit."""
    contact = office_words(desk).contact
    grouped: dict[str, list[MissingOne]] = {}
    for one in missing:
        grouped.setdefault(one.unit, []).append(one)
    return "\n".join(unit_message(mine, contact) for mine in grouped.values())
