"""Reads a day within each month of a rhythm: 15日, 5日、20日, 底, 上、中、下旬."""

from __future__ import annotations

from dataclasses import replace

from desk_app.campaign.deadlines.point import Reader
from desk_app.campaign.deadlines.rules import Rule

Found = tuple[Rule, tuple[str, ...]]
JOINS = {"、", "和", "及", "与", ","}
#: Stands among the doubts where a written day cannot be.
BAD = "bad"
_XUN_END = {1: 10, 2: 20, 3: -1}


def in_month(reader: Reader, rule: Rule) -> Found | None:
    """15日, 5日、20日, 底, 中旬, 次月5日 within a month."""
    notes: tuple[str, ...] = ()
    if reader.kind() == "monthword":
        reader.take()
    if reader.kind() == "month" and reader.kind(1) == "place":
        reader.take()
    if reader.kind() == "place":
        place = reader.tokens[reader.place].value
        reader.take()
        if reader.kind() == "day":
            reader.take()
        days = {"底": -1, "初": 5, "中": 15}
        doubts: tuple[str, ...] = () if place == "底" else (f"“月{place}”没有确定的日期，按{days[place]}日计",)
        return replace(rule, monthdays=(days[place],)), doubts
    ends = _xun_ends(reader)
    if ends:
        return replace(rule, monthdays=ends), ()
    found = _month_days(reader)
    if found is None:
        return None
    days_found, doubts = found
    return replace(rule, monthdays=days_found), (*notes, *doubts)


def _xun_ends(reader: Reader) -> tuple[int, ...]:
    """下旬; 上、中、下旬: due on the last day of each."""
    ahead, found = 0, []
    while reader.text(ahead) in {"上", "中", "下"} and reader.text(ahead + 1) in JOINS:
        found.append(_XUN_END["上中下".index(reader.text(ahead)) + 1])
        ahead += 2
    if reader.kind(ahead) != "xun":
        return ()
    found.append(_XUN_END[int(reader.tokens[reader.place + ahead].value)])
    reader.take(ahead + 1)
    return tuple(found)


def _month_days(reader: Reader) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """5日、20日; 1日至5日 is due on its last day."""
    days: list[int] = []
    doubts: list[str] = []
    while _one_day(reader, days, doubts):
        if reader.kind() == "sep" and reader.kind(1) == "num":
            reader.take()
            days.clear()
            doubts.append("每期的起始日不作为时限，按止日计")
        elif reader.text() in JOINS and reader.kind(1) == "num" and reader.kind(2) in {"day", "edge", "sep"}:
            reader.take()
        elif reader.text() in JOINS and _month_end(reader):
            days.append(-1)
            break
        elif reader.kind() == "edge" and reader.text(1) in JOINS and _day_ahead(reader, 2):
            reader.take(2)
        else:
            break
    if not days:
        return None
    wrong = [day for day in days if day != -1 and not 1 <= day <= 31]
    if wrong:
        return (), (f"没有“{wrong[0]}日”", BAD)
    if max(days) > 28:
        doubts.append(f"有的月份没有{max(days)}日")
    return (*sorted({day for day in days if day > 0}), *([-1] if -1 in days else [])), tuple(doubts)


def _month_end(reader: Reader) -> bool:
    """每月15日、月末: the month's end as the second day; taken where it stands."""
    ahead = 1 + (reader.kind(1) in {"month", "monthword"})
    if reader.kind(ahead) != "place" or reader.text(ahead) not in {"底", "末"}:
        return False
    reader.take(ahead + 1)
    return True


def _day_ahead(reader: Reader, ahead: int) -> bool:
    """每月5日前、20日前: another day of the month, and no date of its own, stands behind the 、."""
    return reader.kind(ahead) == "num" and reader.kind(ahead + 1) == "day"


def _one_day(reader: Reader, days: list[int], doubts: list[str]) -> bool:
    number, place = reader.number(), reader.place
    if number is None:
        return False
    if reader.kind(1) == "day":
        reader.take(2)
    elif reader.text(1) in {"前", "之前", "以前"}:
        doubts.append(f"“{number}”后疑漏“日”字")
        reader.take()
    elif (reader.text(1) in JOINS or reader.kind(1) == "sep") and reader.kind(2) == "num":
        reader.take()
    if reader.place == place:
        return False
    days.append(number)
    if reader.kind() == "place":
        doubts.append(f"“{number}日{reader.text()}”写法有误")
        reader.take()
    return True
