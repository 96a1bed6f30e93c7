"""上报率: how many returns each unit owed and how they came, per period or up to it, for a 通报."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period
from desk_app.services.desk import Desk
from desk_app.services.missing_list import until_words
from desk_app.services.sent_back_times import times_sent_back
from desk_app.services.standing import (
    CAME_LATE,
    NOT_CONCERNED,
    WAITING,
    FormStanding,
    UnitStanding,
    standing_of_periods,
)
from desk_app.services.unit_page import refuse_without_units
from desk_app.storage import collections, roster
from desk_app.storage.campaigns import Campaign

_MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit's returns: ``owed`` is in_time + late + waiting + missing; what is 退回修改 is missing."""

    unit: str
    owed: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    missing: int = 0
    sent_back: int = 0

    @property
    def came(self) -> str:
        """上报率, of those that are in."""
        return percent(self.in_time + self.late, self.owed)

    @property
    def punctual(self) -> str:
        """按时率."""
        return percent(self.in_time, self.owed)

    def plus(self, other: Rate) -> Rate:
        """Both together, under the first one's name."""
        return Rate(
            self.unit,
            self.owed + other.owed,
            self.in_time + other.in_time,
            self.late + other.late,
            self.waiting + other.waiting,
            self.missing + other.missing,
            self.sent_back + other.sent_back,
        )


@dataclass(frozen=True, slots=True)
class RateWish:
    """Of which period (None: each form's own current one), or all up to it; in which order.

    ``ranked`` is only ever a person's choice; else the bureau's order holds.
    """

    period: Period | None = None
    cumulative: bool = False
    ranked: bool = False
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RateTable:
    """The rates of all units, their sum, of which forms and periods, and what was left out and why.

    ``undue`` says of which forms those who are 未报 are not overdue, to be told wherever they are named.
    """

    wish: RateWish
    scope: str
    lines: tuple[Rate, ...]
    whole: Rate
    forms: tuple[str, ...]
    at: datetime
    remarks: tuple[str, ...] = ()
    undue: tuple[str, ...] = ()

    def place_of(self, line: int) -> int:
        """名次: units of equal rates share one."""
        mine = _merit(self.lines[line])
        return 1 + sum(_merit(one) > mine for one in self.lines)


def percent(part: int, whole: int) -> str:
    """87.5%, never rounded up to 100% nor down to 0%; a dash where nothing was owed."""
    if not whole:
        return "—"
    tenths = round(part * 1000 / whole)
    tenths = min(tenths, 999) if part < whole else tenths
    tenths = max(tenths, 1) if part else tenths
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10:.1f}%"


def report_rates(desk: Desk, campaign: Campaign, wish: RateWish) -> RateTable:
    """The table. In a cumulative one only what was due counts; a period that was asked for alone counts whole.

    Up to a period, what is collected without periods counts if it was due by that period's last day, however late it
    is asked: a table up to January does not grow by what was due in February. What 定稿 has closed was due. Where the
    deadline is open (时限待定) a period counts once it has passed, what is collected once does not; both are said.
    How often returns of a closed period went back is told as 定稿 kept it.
    """
    refuse_without_units(desk)
    now = desk.clock()
    found = [
        one
        for one in standing_of_periods(desk, campaign, _periods(desk, campaign, wish))
        if one.form.definition.owed and (not wish.forms or one.form.name in wish.forms)
    ]
    last = wish.period.end if wish.period is not None else None
    chosen = [one for one in found if not wish.cumulative or _was_due(one, now, last)]
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        back = times_sent_back(reader, campaign)
    counted = {
        (form, names[unit], period): times for (form, period), mine in back.items() for unit, times in mine.items()
    }
    lines = _lines(chosen, counted, list(names.values()))
    whole = _total(lines)
    if wish.ranked:
        lines = sorted(lines, key=_merit, reverse=True)
    labels = tuple(dict.fromkeys(one.form.name for one in sorted(chosen, key=lambda one: one.form.position)))
    undue = tuple(_undue(chosen))
    remarks = (
        *_remarks(found, chosen, last),
        *undue,
        *([f"待核{whole.waiting}份，核定前不算已报"] if whole.waiting else []),
    )
    return RateTable(wish, _scope(wish), tuple(lines), whole, labels, now, remarks, undue)


def _was_due(one: FormStanding, now: datetime, last: date | None) -> bool:
    """Whether it was due; one without a period's bounds, by the last day up to which is asked."""
    if one.period.end is None and last is not None and one.due_at is not None and one.due_at.date() > last:
        return False
    if one.closed:
        return one.period.end is not None or one.due_at is not None or last is None
    if one.due_at is not None:
        return one.due_at < now
    return one.period.end is not None and one.period.end < now.date()


def _periods(desk: Desk, campaign: Campaign, wish: RateWish) -> list[Period | None]:
    if not wish.cumulative:
        return [wish.period]
    with desk.store.read() as reader:
        known = {one.period.code: one.period for one in collections.of_campaign(reader, campaign.id)}
    last = wish.period.end if wish.period is not None else None
    return [one for one in known.values() if last is None or one.end is None or one.end <= last]


def _lines(chosen: Sequence[FormStanding], back: dict[tuple[str, str, str], int], order: Sequence[str]) -> list[Rate]:
    counted: dict[str, list[int]] = {}
    for standing in chosen:
        name, code = standing.form.name, standing.period.code
        for one in standing.units:
            if one.electronic == NOT_CONCERNED:
                continue
            mine = counted.setdefault(one.unit, [0] * 6)
            mine[0] += 1
            mine[_column_of(one)] += 1
            mine[5] += back.get((name, one.unit, code), 0)
    return [Rate(name, *counted[name]) for name in order if name in counted]


def _column_of(one: UnitStanding) -> int:
    """Which of a rate's figures a return counts in: in_time, late, waiting or missing."""
    if one.is_missing:
        return 4
    if one.electronic == WAITING:
        return 3
    return 2 if one.late == CAME_LATE else 1


def _total(lines: Iterable[Rate]) -> Rate:
    whole = Rate("合计")
    for one in lines:
        whole = whole.plus(one)
    return whole


def _merit(one: Rate) -> tuple[float, float, int]:
    came = (one.in_time + one.late) / one.owed
    return (came, one.in_time / one.owed, -one.sent_back)


def _scope(wish: RateWish) -> str:
    if not wish.cumulative:
        return wish.period.label if wish.period is not None else "各表本期"
    ends = wish.period is not None and wish.period.end is not None
    return f"{wish.period.label}及以前累计" if ends and wish.period is not None else "累计"


def _remarks(found: Sequence[FormStanding], chosen: Sequence[FormStanding], last: date | None) -> Iterable[str]:
    left = [one for one in found if one not in chosen]
    undated = list(dict.fromkeys(one.form.name for one in left if one.due_at is None))
    if undated:
        yield f"{'、'.join(undated)}时限待定，未计入"
    beyond = [one for one in left if one.due_at is not None and last is not None and one.due_at.date() > last]
    if beyond and last is not None:
        yield f"时限在{long_day(last)}以后的{len(beyond)}期（表）未计入"
    later = [one for one in left if one.due_at is not None and one not in beyond]
    if later:
        yield f"时限未到的{len(later)}期（表）未计入"


def _undue(chosen: Sequence[FormStanding]) -> Iterable[str]:
    """Of which forms nobody is overdue, each told with its periods where there are several."""
    several = len({one.period for one in chosen}) > 1
    by_words: dict[str, dict[str, list[str]]] = {}
    for one in chosen:
        if one.undue_words:
            labels = by_words.setdefault(one.undue_words, {}).setdefault(one.form.name, [])
            labels += [one.period.label] * (several and one.period.start is not None)
    for words, forms in by_words.items():
        told = (f"{form}（{'、'.join(labels)}）" if labels else form for form, labels in forms.items())
        yield f"{'、'.join(told)}{words}"


def rates_text(table: RateTable) -> str:
    """The sentences for a 通报, units in the bureau's order and none ranked unless that was chosen."""
    whole = table.whole
    if not whole.owed:
        return f"{table.scope}没有应报的报表。"
    said = [
        until_words(table.at),
        f"{table.scope}应报{whole.owed}份",
        f"按时{whole.in_time}份",
        f"迟报{whole.late}份",
        *([f"待核{whole.waiting}份"] if whole.waiting else []),
        f"未报{whole.missing}份",
        f"上报率{whole.came}",
        f"按时率{whole.punctual}",
        f"退回修改{whole.sent_back}次",
    ]
    parts = ["，".join(said) + "。"]
    for word, count in (("迟报", "late"), ("未报", "missing"), ("退回修改", "sent_back")):
        named = [(one.unit, getattr(one, count)) for one in table.lines if getattr(one, count)]
        if named:
            unit = "次" if count == "sent_back" else "份"
            parts.append(f"{word}的有{_counted(named, unit)}。")
    if table.undue and whole.missing:
        parts.append(f"{'；'.join(table.undue)}。")
    return "".join(parts)


def _counted(named: Sequence[tuple[str, int]], unit: str) -> str:
    shown = "、".join(f"{name}（{count}{unit}）" for name, count in named[:_MOST_NAMES])
    return shown + (f"等{len(named)}家" if len(named) > _MOST_NAMES else "")


def in_names_of_then(desk: Desk, table: RateTable) -> RateTable:
    """The same with units named as they were called at the period's end."""
    known = desk.roster()
    day = table.wish.period.end if table.wish.period is not None else None
    return replace(table, lines=tuple(replace(one, unit=known.name_on(one.unit, day)) for one in table.lines))
