"""Reads one point of the calendar (2026年3月上旬, 7月底, 本周五, 春节假期) into its parts, nothing resolved yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk_app.campaign.deadlines.clock import read_clock
from desk_app.campaign.deadlines.issue_day import day_of_issue
from desk_app.campaign.deadlines.no_weekday import no_weekday
from desk_app.campaign.deadlines.numeric import read_numeric
from desk_app.campaign.deadlines.point import Point, Reader
from desk_app.campaign.deadlines.scan import Token

_LOST_DAY_BEFORE = {"edge", "sep", "stop", ""}
_ASKED_FOR = {"报送", "上报", "提交", "完成", "召开", "申报", "报市", "交至", "反馈"}
_CLOSING = {"stop", "edge", "sep", ""}


def read_point(tokens: Sequence[Token], place: int) -> tuple[Point, int] | None:
    """The calendar point that begins at a token, and where it ends; None where none begins."""
    reader = Reader(tokens, place)
    if not any(rule(reader) for rule in (read_numeric, _festival, _named_day, _parts)):
        return None
    finish_day(reader)
    return reader.point, reader.place


def finish_day(reader: Reader) -> None:
    """Read what may stand behind a day: its weekday, （含）, its hour."""
    for _ in range(2):
        _weekday_beside(reader)
    _clock(reader)


def _festival(reader: Reader) -> bool:
    """“七一”建党节, 2026年春节假期, 国庆节."""
    start, point = reader.place, reader.point
    _year(reader)
    if reader.kind() == "quote":
        reader.take()
    if reader.kind() != "festival":
        reader.place, reader.point = start, point
        return False
    off = reader.text().endswith(("假期", "长假", "黄金周"))
    reader.take(festival=reader.tokens[reader.place].value, off=off)
    while reader.kind() in {"quote", "off"} or reader.text() == "节" or _same_festival(reader):
        reader.take(off=reader.point.off or reader.kind() == "off")
    if reader.point.off and reader.text() in {"结束", "过", "收假"}:
        reader.take()
    elif reader.point.off and reader.text() == "结" and reader.text(1) == "束":
        reader.take(2)
    return True


def _same_festival(reader: Reader) -> bool:
    return reader.kind() == "festival" and reader.tokens[reader.place].value == reader.point.festival


def _named_day(reader: Reader) -> bool:
    """本周五, 下周, 今天."""
    if reader.kind() == "weekday":
        shift, weekday = reader.tokens[reader.place].value
        return reader.take(weekday=weekday, week_shift=shift)
    if no_weekday(reader):
        return True
    if reader.kind() == "weekword":
        return reader.take(week_shift=reader.value())
    if reader.kind() == "dayword":
        return reader.take(day_shift=reader.value())
    return day_of_issue(reader)


def _parts(reader: Reader) -> bool:
    """Year, half, quarter, month, 旬, day, in this order, each where it is written."""
    start = reader.place
    _year(reader)
    with_year = reader.place > start
    if _half(reader) or _quarter(reader):
        if _place(reader) and reader.point.quarter_shift == 0 and reader.kind(1) == "day":
            _day(reader)
        return True
    if _month(reader, with_year=with_year):
        if not (_xun(reader) or _day(reader)):
            _place(reader)
        return True
    if with_year:
        _extra_year(reader)
        _place(reader)
        return True
    return _bare_place(reader) or _bare_day(reader)


def _year(reader: Reader) -> bool:  # noqa: PLR0911  one case a line
    number = reader.number()
    if number is not None and reader.kind(1) == "year":
        digits = len(reader.text())
        if digits == 2 and reader.text().isdecimal() and _goes_on(reader):
            reader.take(2, year=2000 + number)
            reader.doubt(f"年份只写了两位，按{2000 + number}年读")
            return True
        if digits >= 3 and (number >= 100 or reader.text().startswith("0")):
            return reader.take(2, year=number)
        return False
    if number is not None and len(reader.text()) == 4 and _shares_unit(reader, "year"):
        return reader.take(year=number)
    if (
        number is not None
        and len(reader.text()) == 4
        and 1900 <= number <= 2199
        and reader.kind(1) in {"place", "half"}
    ):
        if reader.kind(1) == "place":
            reader.doubt(f"“{number}”后疑漏“年”字")
        return reader.take(year=number)
    if reader.kind() == "yearword":
        return reader.take(year_shift=reader.value())
    return False


def _shares_unit(reader: Reader, unit: str) -> bool:
    """3-4月, 5至10日: the unit stands once, behind the second number."""
    if reader.kind(2) != "num" or reader.kind(3) != unit:
        return False
    if reader.text(1) == "、" and unit != "year" and reader.number(2) == (reader.number() or 0) + 1:
        reader.doubt(f"“{reader.text()}、{reader.text(2)}”按连续的一段计")
        return True
    return reader.kind(1) == "sep"


def _goes_on(reader: Reader) -> bool:
    return (reader.kind(2) == "num" and reader.kind(3) == "month") or reader.kind(2) in {"place", "half"}


def _half(reader: Reader) -> bool:
    return reader.kind() == "half" and reader.take(half=reader.value())


def _quarter(reader: Reader) -> bool:  # noqa: PLR0911  one case a line
    if reader.kind() == "quarterword":
        return reader.take(quarter_shift=reader.value())
    if reader.kind() == "quarter" and reader.kind(1) == "place":
        return reader.take(quarter_shift=0)
    ahead = 1 if reader.text() in {"第", "前"} else 0
    number = reader.number(ahead)
    if number is None or reader.text() == "两" or reader.text(ahead).startswith("〇"):
        return False
    if reader.text() == "前" and reader.text(2) == "个" and reader.kind(3) == "quarter":
        return reader.take(4, quarters=(1, number))
    if reader.kind(ahead + 1) == "quarter":
        first = 1 if reader.text() == "前" else number
        return reader.take(ahead + 2, quarters=(first, number))
    last = reader.number(ahead + 2) or (reader.number(ahead + 3) if reader.text(ahead + 2) == "第" else None)
    if last is not None and (reader.kind(ahead + 1) == "sep" or reader.text(ahead + 1) == "、"):
        width = 3 if reader.number(ahead + 2) is not None else 4
        if reader.kind(ahead + width) == "quarter":
            return reader.take(ahead + width + 1, quarters=(number, last))
    return False


def _month(reader: Reader, *, with_year: bool) -> bool:
    if reader.kind() == "monthword":
        return reader.take(month_shift=reader.value())
    number = reader.number()
    if number is None:
        return False
    if reader.kind(1) == "month":
        return reader.take(2, month=number)
    if _shares_unit(reader, "month") and len(reader.text()) <= 2:
        return reader.take(month=number)
    if with_year and reader.text(1) in {"底", "末"}:
        reader.take(1, month=number)
        reader.doubt(f"“{number}”后疑漏“月”字")
        return True
    return False


def _xun(reader: Reader) -> bool:
    """上旬; 上、中旬; 中下旬; 上旬至中旬 is a span and not read here."""
    order = {"上": 1, "中": 2, "下": 3}
    first = order.get(reader.text())
    if first is not None:
        ahead = 2 if reader.text(1) in {"、", "-", "至", "和"} else 1
        if reader.kind(ahead) == "xun":
            last = int(reader.tokens[reader.place + ahead].value)
            if abs(last - first) > 1 and reader.text(1) in {"、", "和"}:
                reader.doubt("上旬、下旬不相连，按首尾合并")
            return reader.take(ahead + 1, xun=(min(first, last), max(first, last)))
    if reader.kind() == "xun":
        return reader.take(xun=(reader.value(), reader.value()))
    return False


def _day(reader: Reader) -> bool:
    number = reader.number()
    if number is None:
        return False
    if reader.kind(1) == "day" or (reader.text(1) == "(" and reader.kind(2) == "day" and reader.text(3) == ")"):
        reader.take(2 if reader.kind(1) == "day" else 4, day=number)
        if reader.kind() == "place" and reader.kind(1) in _CLOSING and reader.text() in {"底", "末"}:
            reader.doubt(f"“{number}日{reader.text()}”写法有误")
            reader.take()
        return True
    if _shares_unit(reader, "day"):
        return reader.take(day=number)
    if reader.kind(1) in _LOST_DAY_BEFORE or reader.text(1) in {"底", ")"}:
        reader.take(1, day=number)
        reader.doubt(f"“{number}”后疑漏“日”字")
        if reader.text() == "底":
            reader.take()
        return True
    return False


def _place(reader: Reader) -> bool:
    if reader.kind() != "place":
        return False
    if reader.tokens[reader.place].value == "中" and not (
        reader.kind(1) in _CLOSING or reader.text(1) in {",", "、", ")", "("}
    ):
        return False
    return reader.take(place=reader.tokens[reader.place].value)


def _extra_year(reader: Reader) -> bool:
    """2023年年底: the second 年 says nothing new."""
    return reader.kind() == "year" and reader.kind(1) == "place" and reader.take()


def _bare_place(reader: Reader) -> bool:  # noqa: PLR0911  one case a line
    """年底, 月底, 季末, 年内, 全年 without a number."""
    if reader.kind() == "year" and reader.text() == "年" and reader.kind(1) == "place":
        return reader.take(2, year_shift=0, place=reader.tokens[reader.place + 1].value)
    if reader.kind() == "month" and reader.kind(1) == "place":
        return reader.take(2, month_shift=0, place=reader.tokens[reader.place + 1].value)
    counted = reader.place > 0 and reader.tokens[reader.place - 1].text in {"个", "几", "数"}
    if reader.text() == "月" and reader.text(1) in {"内", "以内", "之内"} and not counted:
        return reader.take(1, month_shift=0)
    if reader.kind() == "xun" and not counted:
        reader.doubt("未写月份，按参照日期当月读")
        return reader.take(month_shift=0, xun=(reader.value(), reader.value()))
    if reader.kind() == "year" and reader.text(1) in {"内", "以内", "之内"}:
        return reader.take(1, year_shift=0)
    if reader.text() == "半" and reader.kind(1) == "year" and reader.kind(2) == "place":
        return reader.take(3, half=0, place=reader.tokens[reader.place + 2].value)
    if reader.text() == "全" and reader.kind(1) == "year":
        return reader.take(2, year_shift=0)
    return False


def _bare_day(reader: Reader) -> bool:
    """15日前: a day whose month is not written; only where it cannot be a count of days."""
    number = reader.number()
    if number is None or reader.kind(1) != "day":
        return False
    ahead = 3 if reader.kind(2) == "place" else 2
    timed = (
        reader.kind(ahead) in {"clockhalf", "offwork"}
        or reader.kind(ahead + 1) == "hour"
        or reader.text(ahead + 1) == ":"
    )
    asked = (reader.text(ahead) + reader.text(ahead + 1))[:2] in _ASKED_FOR
    behind = [reader.kind(place) for place in (2, 3, 4)]
    ranged = behind == ["sep", "num", "day"] and reader.kind(5) != "edge" and number < (reader.number(3) or 0)
    if reader.text(ahead) not in {"前", "之前", "以前"} and not timed and not asked and not ranged:
        return False
    return _day(reader)


def _weekday_beside(reader: Reader) -> bool:
    """（周一）, 星期五 beside a date, and （含） that changes nothing."""
    point = reader.point
    if point.grain != "day" or point.weekday is not None:
        return False
    if reader.kind() == "weekday":
        return reader.take(weekday=reader.tokens[reader.place].value[1])
    if reader.text() == "(" and reader.kind(1) == "weekday" and reader.text(2) == ")":
        return reader.take(3, weekday=reader.tokens[reader.place + 1].value[1])
    if reader.text() == "(" and reader.text(1) == "含" and reader.text(2) == ")":
        return reader.take(3)
    return False


def _clock(reader: Reader) -> bool:
    if reader.point.grain != "day":
        return False
    found = read_clock(reader.tokens, reader.place)
    if found is None:
        return False
    reader.place = found[1]
    reader.point = replace(reader.point, clock=found[0])
    return True
