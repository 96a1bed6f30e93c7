"""Reads the due day within a rhythm: 每月‹15日›, 每月‹最后一个工作日›, 每季度‹首月10日›, 每年‹3月底›."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from desk_app.campaign.deadlines.point import Reader
from desk_app.campaign.deadlines.rhythm_month import BAD, JOINS, Found, in_month
from desk_app.campaign.deadlines.rules import Rule
from desk_app.campaign.deadlines.words import NO_WEEKDAYS, WEEKDAYS

_QUARTER_MONTHS = {"首": (1, 4, 7, 10), "二": (2, 5, 8, 11), "末": (3, 6, 9, 12)}
_HALF_MONTHS = {"首": (1, 7), "末": (6, 12)}


def read_days(reader: Reader, rule: Rule) -> Found:
    """The rule with the due day that follows it, and doubts; ``bad`` among them where the day cannot be."""
    start = reader.place
    while reader.text() in {"的", "于", "在"}:
        reader.take()
    readers: dict[str, Callable[[Reader, Rule], Found | None]] = {
        "week": _week, "month": _month, "quarter": _quarter, "half": _half, "year": _year, "term": _term,
    }  # fmt: skip
    read = readers.get(rule.unit)
    found = read(reader, rule) if read else None
    if found is None:
        reader.place = start
        return rule, ("“每学期”按半年一次计，起止由学校校历确定",) if rule.unit == "term" else ()
    return found


def _week(reader: Reader, rule: Rule) -> Found | None:
    if rule.weekdays:
        return None
    days = _weekday(reader)
    if not days:
        if reader.text() in NO_WEEKDAYS and reader.kind(1) in {"edge", "stop", ""}:
            said = reader.text()
            reader.take()
            return rule, (f"一周没有“周{said}”", BAD)
        if reader.text() == "末":
            reader.take()
            return replace(rule, weekdays=(4,)), ("“每周末”按周五计",)
        return None
    while reader.text() in JOINS or reader.kind() == "sep":
        place, ranged = reader.place, reader.kind() == "sep"
        reader.take()
        more = _weekday(reader)
        if not more:
            reader.place = place
            break
        days += list(range(days[-1] + 1, more[0])) if ranged else []
        days += more
    return replace(rule, weekdays=tuple(sorted(set(days)))), reader.point.doubts


def _weekday(reader: Reader) -> list[int]:
    if reader.kind() == "weekday":
        day = reader.tokens[reader.place].value[1]
        reader.take()
        return [day]
    text = reader.text()
    if text in {"1", "2", "3", "4", "5", "6"} and reader.kind(1) in {"edge", "clockhalf"}:
        reader.take()
        reader.doubt(f"“每周{text}”按星期{text}读")
        return [int(text) - 1]
    named = (reader.kind() == "num" or text in {"日", "天"}) and all(sign in WEEKDAYS for sign in text)
    if (
        not named
        or reader.kind(1) in {"times", "span", "month"}
        or (reader.kind(1) == "day" and reader.kind() == "num")
    ):
        return []
    reader.take()
    return [WEEKDAYS[sign] for sign in text]


def _month(reader: Reader, rule: Rule) -> Found | None:
    return _nth(reader, rule) or _after_end(reader, rule) or in_month(reader, rule)


def _nth(reader: Reader, rule: Rule) -> Found | None:
    """第一个周四, 最后一个工作日, 前3个工作日, 最后一天."""
    place = reader.place
    sign = 1
    if reader.text() == "最" and reader.text(1) == "后":
        reader.take(2)
        sign = -1
    elif reader.text() == "倒" and reader.text(1) == "数":
        reader.take(2)
        sign = -1
        if reader.text() == "第":
            reader.take()
    elif reader.text() in {"第", "前"}:
        reader.take()
    elif reader.text() != "首":
        return None
    number = 1 if reader.text() == "首" else reader.number()
    if not number or number > 23:
        reader.place = place
        return None
    reader.take()
    found = _nth_what(reader, rule, sign * number)
    if found is None:
        reader.place = place
    return found


def _nth_what(reader: Reader, rule: Rule, nth: int) -> Found | None:
    if reader.text() == "个":
        reader.take()
    if reader.text() == "工作日":
        reader.take()
        return replace(rule, working=True, nth=nth), ()
    if reader.text() in {"天", "日"} and nth < 0:
        reader.take()
        return replace(rule, monthdays=(nth,)), ()
    doubts: tuple[str, ...] = ()
    if reader.text() in {"单", "双"}:
        doubts = ("单周、双周要按本单位的周次确定",)
        reader.take()
    if reader.text() == "周" and reader.kind(1) == "weekday":
        reader.take()
    if reader.kind() == "weekday" and -5 <= nth <= 5:
        day = reader.tokens[reader.place].value[1]
        reader.take()
        return (rule, doubts) if doubts else (replace(rule, weekdays=(day,), nth=nth), ())
    if doubts:
        return rule, doubts
    if reader.text() == "周":
        reader.take()
        return rule, ("第几周的起止日期要由人确定",)
    return None


def _quarter(reader: Reader, rule: Rule) -> Found | None:
    if reader.kind() == "quarter" and reader.kind(1) == "place":
        reader.take()
    return _stretch(reader, rule, _QUARTER_MONTHS)


def _half(reader: Reader, rule: Rule) -> Found | None:
    return _stretch(reader, rule, _HALF_MONTHS)


def _stretch(reader: Reader, rule: Rule, months: Mapping[str, tuple[int, ...]]) -> Found | None:
    """A day in the first or last month of a quarter or half-year; 末; 结束后5日内."""
    which = _which_month(reader)
    if which in months:
        found = in_month(reader, rule)
        inner, doubts = found or (replace(rule, monthdays=(-1,)), ())
        return replace(inner, months=months[which]), doubts
    if reader.kind() == "place" and reader.text() in {"底", "末"}:
        reader.take()
        return replace(rule, months=months["末"], monthdays=(-1,)), ()
    return _after_end(reader, replace(rule, months=months["首"]))


def _after_end(reader: Reader, rule: Rule) -> Found | None:
    """每季度结束后5日内, 每月终了后5个工作日内: a day of the period that follows."""
    ahead = 2 if reader.text() + reader.text(1) in {"结束", "终了"} else 0
    number = reader.number(ahead + 1)
    if reader.text(ahead) != "后" or not number:
        return None
    unit = ahead + 2 + (reader.text(ahead + 2) == "个")
    if reader.kind(unit) not in {"day", "span"}:
        return None
    working = reader.text(unit) == "工作日"
    reader.take(unit + 1)
    if working:
        return replace(rule, working=True, nth=min(number, 20)), ()
    return replace(rule, monthdays=(min(number, 28),)), ()


def _which_month(reader: Reader) -> str:
    table = {
        "首月": "首", "首个月": "首", "第一个月": "首", "第一月": "首", "第1个月": "首", "头一个月": "首",
        "第二个月": "二", "第2个月": "二",
        "末月": "末", "最后一个月": "末", "最后1个月": "末", "第三个月": "末", "第3个月": "末", "最后月": "末",
    }  # fmt: skip
    for width in range(5, 0, -1):
        text = "".join(reader.text(ahead) for ahead in range(width))
        if text in table:
            reader.take(width + (reader.text(width) == "的"))
            return table[text]
    return ""


def _year(reader: Reader, rule: Rule) -> Found | None:
    if reader.kind() == "year" and reader.kind(1) == "place":
        reader.take()
    if reader.kind() == "place" and reader.text() in {"底", "末"}:
        reader.take()
        return replace(rule, months=(12,), monthdays=(-1,)), ()
    if reader.kind() == "yearword":
        reader.take()
    if reader.kind() in {"festival", "half"} or reader.kind(1) == "quarter" or reader.text() in {"年", "第"}:
        return rule, ("每年的具体日期要由人确定",)
    months: list[int] = []
    while (number := reader.number()) is not None and (reader.kind(1) == "month" or reader.text(1) in JOINS):
        months.append(number)
        reader.take(2 if reader.kind(1) == "month" else 1)
        if reader.text() in JOINS and reader.number(1) is not None:
            reader.take()
    if not months:
        return None
    if not all(1 <= month <= 12 for month in months):
        return rule, (f"没有“{max(months)}月”", BAD)
    return _year_days(reader, replace(rule, months=tuple(sorted(set(months)))))


def _year_days(reader: Reader, rule: Rule) -> Found:
    found = in_month(reader, rule)
    if found is None:
        told = ("写到月份，按当月最后一日计",) if reader.kind() == "edge" else ()
        return replace(rule, monthdays=(-1,)), told
    inner, doubts = found
    shortest = min({2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31) for month in rule.months)
    if any(day > shortest for day in inner.monthdays):
        return rule, (f"所写月份没有{max(inner.monthdays)}日", BAD)
    return inner, tuple(doubt for doubt in doubts if not doubt.startswith("有的月份"))


def _term(_reader: Reader, rule: Rule) -> Found | None:
    return (rule, ("“每学期”按半年一次计，起止由学校校历确定",))
