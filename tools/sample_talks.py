"""大谈话 rows: who talked with whom, when and where, and the spellings in which people write a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from sample_bureau import BUREAU, BY_NAME, LEADERS, order_of, working_days

_KINDS_OF_LEADERS = ("谈心谈话", "廉政谈话", "谈心谈话", "提醒谈话")
_KINDS = ("谈心谈话", "廉政谈话", "谈心谈话", "提醒谈话", "谈心谈话", "任前谈话", "谈心谈话", "入党谈话")
_PLACES = ("谈心室", "二楼小会议室", "党员活动室", "302办公室", "谈话室", "会议室", "支部书记办公室")


class Spelling(Enum):
    """How a date stands in a return; DATE is a real date cell, MIXED takes all of them in turn."""

    DATE = "real date"
    DOTS = "2023.3.6"
    DOTS_PADDED = "2023.03.06"
    DASHES = "2023-03-06"
    SLASHES = "2023/3/6"
    CHINESE = "2023年3月6日"
    NO_YEAR = "3月6日"
    COMPACT = "20230306"
    NUMERALS = "三月六日"
    MIXED = "every spelling in turn"


_ALL = tuple(spelling for spelling in Spelling if spelling is not Spelling.MIXED)
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Talk:
    """One talk; a person's post is written with the unit in front, as 单位及职务 asks."""

    talker: str
    talker_post: str
    partner: str
    partner_post: str
    recorder: str
    day: date
    place: str
    kind: str


def talks(unit: str, month: int, count: int) -> tuple[Talk, ...]:
    """The first ``count`` talks of a unit in a month of 2023; a longer list begins with the shorter one."""
    return tuple(_talk(unit, month, index) for index in range(count))


def _talk(unit: str, month: int, index: int) -> Talk:
    """The talk with this index: first the leader with the head, then the heads with their people in turn."""
    here = BY_NAME[unit]
    place = order_of(unit)
    days = working_days(month)
    day = days[place % 4 + index * 2]
    room = _PLACES[(place + index * 3 + month) % len(_PLACES)]
    head, deputy, *others = here.people
    if index == 0:
        post = f"{BUREAU}{LEADERS[here.leader]}"
        kind = _KINDS_OF_LEADERS[(place + month) % len(_KINDS_OF_LEADERS)]
        return Talk(here.leader, post, head.name, f"{unit}{head.post}", deputy.name, day, room, kind)
    talker = head if index % 2 else deputy
    turn = index // 2 + month
    partner, recorder = others[turn % 3], others[(turn + 1) % 3].name
    kind = _KINDS[(place + index + month * 3) % len(_KINDS)]
    return Talk(
        talker.name, f"{unit}{talker.post}", partner.name, f"{unit}{partner.post}", recorder, day, room, kind
    )  # fmt: skip


def spell(day: date, spelling: Spelling, index: int) -> str | date:
    """A date as this return writes it; ``index`` is the row, used by MIXED."""
    if spelling is Spelling.MIXED:
        spelling = _ALL[index % len(_ALL)]
    year, month, number = day.year, day.month, day.day
    written: dict[Spelling, str] = {
        Spelling.DOTS: f"{year}.{month}.{number}",
        Spelling.DOTS_PADDED: f"{year}.{month:02}.{number:02}",
        Spelling.DASHES: day.isoformat(),
        Spelling.SLASHES: f"{year}/{month}/{number}",
        Spelling.CHINESE: f"{year}年{month}月{number}日",
        Spelling.NO_YEAR: f"{month}月{number}日",
        Spelling.COMPACT: f"{year}{month:02}{number:02}",
        Spelling.NUMERALS: f"{_numeral(month)}月{_numeral(number)}日",
    }
    return written.get(spelling, day)


def _numeral(number: int) -> str:
    """1–31 in Chinese numerals, as a date is read aloud."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
