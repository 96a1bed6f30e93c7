"""催报: calls to units that owe, kept with answer and promise; a promise stands until it is kept or spoken of anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from desk_app.campaign.calendar_days import short_day
from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.standing import NOT_CONCERNED, FormStanding, UnitStanding, standing_of_periods
from desk_app.storage import campaigns, chases, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.chases import Chase, Matter, NewChase
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader
from desk_app.storage.states import ChaseWay, PaperState

__all__ = ["ChaseEntry", "ChaseLine", "ChaseWay", "Matter", "Promise"]
KEPT, AWAITED, PASSED, ANEW = "已报", "待报", "未到", "另约"


@dataclass(frozen=True, slots=True)
class ChaseEntry:
    """What is noted of a call: of which units, about what (by unit), how, with whom, the answer and the promise."""

    matters: Mapping[str, tuple[Matter, ...]]
    way: ChaseWay = ChaseWay.PHONE
    at: datetime | None = None
    whom: str = ""
    answer: str = ""
    promised_on: date | None = None
    promised_clock: time | None = None


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """One kept call in words; ``outcome`` says what became of its promise: 已报, 待报, 未到, 另约 or 不涉及."""

    kept: Chase
    unit: str
    about: str
    outcome: str = ""

    @property
    def promise(self) -> str:
        """4月6日12:00前; empty for none."""
        return promise_words(self.kept.promised_on, self.kept.promised_clock)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a unit has promised and still owes."""

    unit: str
    day: date
    clock: time | None
    matters: tuple[Matter, ...]
    chase_id: int

    def said(self, today: date) -> str:
        """承诺今日报送, 承诺4月6日报送, 承诺4月1日报送，未到."""
        when = "今日" if self.day == today else short_day(self.day)
        clock = f"{self.clock:%H:%M}前" if self.clock else ""
        return f"承诺{when}{clock}报送" + ("，未到" if self.day < today else "")


def promise_words(day: date | None, clock: time | None) -> str:
    """A promised time in words; empty for none."""
    if day is None:
        return ""
    return short_day(day) + (f"{clock:%H:%M}" if clock else "") + "前"


def matter_words(matters: Iterable[Matter]) -> str:
    """大谈话统计表（2023年3月）、提建议清单（纸质件）."""
    return "、".join(_matter(one) for one in matters)


def _matter(one: Matter) -> str:
    period = parse_period(one.period)
    said = [period.label] * (period.start is not None) + ["纸质件"] * one.paper
    return f"{one.form}（{'，'.join(said)}）" if said else one.form


def log_chase(desk: Desk, campaign: Campaign, entry: ChaseEntry) -> ChangeSet:
    """登记催报: keep one call a unit, all in one step. DeskError without units, or for a time that cannot be."""
    now = desk.clock()
    _refuse_odd(entry, now)
    with desk.store.read() as reader:
        if campaigns.get(reader, campaign.id).ended:
            raise DeskError(f"专项“{campaign.name}”已结束，不再催报；确需催报请先在“设置”里恢复。")
    with desk.store.operation("登记催报", actor=desk.actor, at=now, campaign_id=campaign.id) as op:
        ids = roster.unit_ids(op)
        strange = [unit for unit in entry.matters if unit not in ids]
        if strange:
            raise DeskError(f"名册中没有“{strange[0]}”，请从局内单位中选。")
        contacts = _contacts(op) if len(entry.matters) > 1 else {}
        chases.add_many(
            op, campaign.id, [_new(ids[unit], unit, entry, now, contacts.get(unit, "")) for unit in entry.matters]
        )
        names = list(entry.matters)
        op.summary = f"{'、'.join(names[:3])}{'等' if len(names) > 3 else ''}{len(names)}家，{entry.way.value}"
    return op.changes


def mend_chase(desk: Desk, campaign: Campaign, chase_id: int, entry: ChaseEntry) -> ChangeSet:
    """改催报记录 of one unit, e.g. when the answer comes later; what stood before stays in history."""
    now = desk.clock()
    _refuse_odd(entry, now)
    with desk.store.operation("改催报记录", actor=desk.actor, at=now, campaign_id=campaign.id) as op:
        kept = _kept(op, chase_id)
        unit = roster.unit_names(op)[kept.unit_id]
        about = entry.matters.get(unit, kept.matters)
        at = entry.at or kept.chased_at
        new = NewChase(unit_id=kept.unit_id, matters=about, chased_at=at, way=entry.way, whom=entry.whom.strip(),
                       answer=entry.answer.strip(), promised_on=entry.promised_on,
                       promised_clock=entry.promised_clock)  # fmt: skip
        chases.mend(op, chase_id, new)
        op.summary = unit
    return op.changes


def remove_chases(desk: Desk, campaign: Campaign, ids: Sequence[int]) -> ChangeSet:
    """删除催报记录; they stay in history and can be taken back."""
    with desk.store.operation("删除催报记录", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        for chase_id in ids:
            _kept(op, chase_id)
        chases.remove(op, ids)
        op.summary = f"{len(ids)}条"
    return op.changes


def _kept(reader: Reader, chase_id: int) -> Chase:
    try:
        return chases.get(reader, chase_id)
    except KeyError:
        raise DeskError("这条催报记录已不在，请刷新后再选。") from None


def _refuse_odd(entry: ChaseEntry, now: datetime) -> None:
    if not entry.matters:
        raise DeskError("还没有选单位，请先选要登记催报的单位。")
    if entry.at is not None and entry.at > now:
        raise DeskError(f"催报时间{short_day(entry.at.date())}{entry.at:%H:%M}还没有到，请改成实际催报的时间。")
    called = (entry.at or now).date()
    if entry.promised_on is not None and entry.promised_on < called:
        raise DeskError(f"承诺时间{short_day(entry.promised_on)}早于催报的那天（{short_day(called)}），请核对。")


def _new(unit_id: int, unit: str, entry: ChaseEntry, now: datetime, contact: str) -> NewChase:
    return NewChase(
        unit_id=unit_id,
        matters=entry.matters[unit],
        chased_at=entry.at or now,
        way=entry.way,
        whom=entry.whom.strip() or contact,
        answer=entry.answer.strip(),
        promised_on=entry.promised_on,
        promised_clock=entry.promised_clock,
    )


def _contacts(reader: Reader) -> Mapping[str, str]:
    """Whom one speaks to where many units are noted at once: each one's own contact."""
    return {unit.name: unit.contact for unit in roster.load(reader).everyone}


def chase_lines(desk: Desk, campaign: Campaign, unit: str | None = None) -> tuple[ChaseLine, ...]:
    """The calls of a campaign or of one unit, the latest first."""
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        unit_id = roster.unit_ids(reader).get(unit) if unit else None
        kept = chases.of_campaign(reader, campaign.id, unit_id=unit_id) if not unit or unit_id is not None else ()
    outcomes = _outcomes(desk, campaign, kept, names, unit)
    return tuple(
        ChaseLine(one, names[one.unit_id], matter_words(one.matters), outcomes.get(one.id, ""))
        for one in reversed(kept)
    )


def _outcomes(
    desk: Desk, campaign: Campaign, kept: Sequence[Chase], names: Mapping[int, str], unit: str | None
) -> dict[int, str]:
    """What became of each promise."""
    promised = [one for one in kept if one.promised_on is not None]
    if not promised:
        return {}
    standings = _standings_of(desk, campaign, promised, unit)
    where = _where(standings, {names[one.unit_id] for one in promised})
    open_ones = {one.chase_id: one for mine in open_promises(desk, campaign, standings).values() for one in mine}
    today = desk.clock().date()
    found = {}
    for one in promised:
        places = [(where.get((names[one.unit_id], each.form, each.period)), each) for each in one.matters]
        if one.id in open_ones:
            found[one.id] = PASSED if open_ones[one.id].day < today else AWAITED
        elif any(place is not None and not is_settled(each, place) for place, each in places):
            found[one.id] = ANEW
        elif all(place is None or place.electronic == NOT_CONCERNED for place, _ in places):
            found[one.id] = NOT_CONCERNED
        else:
            found[one.id] = KEPT
    return found


def last_calls(desk: Desk, campaign: Campaign) -> Mapping[tuple[str, Matter], Chase]:
    """By unit and matter the call that spoke of it last."""
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        kept = chases.of_campaign(reader, campaign.id)
    return {(names[one.unit_id], matter): one for one in kept for matter in one.matters}


def open_promises(
    desk: Desk, campaign: Campaign, standings: Iterable[FormStanding]
) -> Mapping[str, tuple[Promise, ...]]:
    """What units have promised of what they still owe in these standings, by unit, the earliest day first."""
    spoken = last_calls(desk, campaign)
    where = _where(standings, {unit for unit, _ in spoken}) if spoken else {}
    owed: dict[Chase, list[Matter]] = {}
    for (unit, matter), call in spoken.items():
        standing = where.get((unit, matter.form, matter.period))
        if call.promised_on is not None and standing is not None and not is_settled(matter, standing):
            owed.setdefault(call, []).append(matter)
    names = {call: unit for (unit, _), call in spoken.items()}
    found: dict[str, list[Promise]] = {}
    for call, matters in owed.items():
        if call.promised_on is not None:
            unit = names[call]
            promise = Promise(unit, call.promised_on, call.promised_clock, tuple(matters), call.id)
            found.setdefault(unit, []).append(promise)
    return {unit: tuple(sorted(mine, key=lambda one: (one.day, one.chase_id))) for unit, mine in found.items()}


def due_promises(desk: Desk, campaign: Campaign, until: date) -> tuple[Promise, ...]:
    """The promises that fall due by a day and are not kept yet, the earliest first; none once the campaign ended."""
    with desk.store.read() as reader:
        ended = campaigns.get(reader, campaign.id).ended
        kept = () if ended else chases.promised_between(reader, campaign.id, date.min, until)
    if not kept or not desk.known_units():
        return ()
    open_ones = open_promises(desk, campaign, _standings_of(desk, campaign, kept))
    order = desk.roster().order_of
    found = (one for mine in open_ones.values() for one in mine if one.day <= until)
    return tuple(sorted(found, key=lambda one: (one.day, order(one.unit))))


def promised_lines(desk: Desk, campaign: Campaign, first: date, last: date) -> tuple[ChaseLine, ...]:
    """The calls whose promise falls on one of some days, with what became of it; those that stand no more left out."""
    with desk.store.read() as reader:
        kept = chases.promised_between(reader, campaign.id, first, last)
        names = roster.unit_names(reader)
    outcomes = _outcomes(desk, campaign, kept, names, None) if desk.known_units() else {}
    return tuple(
        ChaseLine(one, names[one.unit_id], matter_words(one.matters), outcomes[one.id])
        for one in kept
        if outcomes.get(one.id, ANEW) not in {ANEW, NOT_CONCERNED}
    )


def _standings_of(desk: Desk, campaign: Campaign, kept: Iterable[Chase], unit: str | None = None) -> list[FormStanding]:
    periods = {matter.period: parse_period(matter.period) for one in kept for matter in one.matters}
    return standing_of_periods(desk, campaign, periods.values(), only=unit, frozen=False)


def _where(standings: Iterable[FormStanding], units: Collection[str]) -> dict[tuple[str, str, str], UnitStanding]:
    return {
        (unit.unit, one.form.name, one.period.code): unit
        for one in standings
        for unit in one.units
        if unit.unit in units
    }


def is_settled(matter: Matter, standing: UnitStanding) -> bool:
    """Whether what was asked for is in: the file, or the paper where that was asked for."""
    if standing.is_missing:
        return False
    return not matter.paper or standing.paper == PaperState.RECEIVED.value
