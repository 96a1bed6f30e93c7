"""Reads a date with its 前, 起, 至 (2月中旬到5月1日前, 7月底前, 2022年8月1日以后) into an atom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.clock import read_clock
from desk_app.campaign.deadlines.durations import counted, read_duration
from desk_app.campaign.deadlines.edges import Side, edged, judged_past, side_of
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.point import Point, Reader
from desk_app.campaign.deadlines.points import finish_day, read_point
from desk_app.campaign.deadlines.resolve import Impossible, resolve
from desk_app.campaign.deadlines.scan import Token
from desk_app.campaign.deadlines.spoken_of import spoken_of
from desk_app.campaign.deadlines.words import BEGIN

_PAST, _MONTH = timedelta(days=60), timedelta(days=31)
_MOST_YEARS = 30
_LEADING = {"截至", "截止", "到", "至", "直到", "直至"}
_SKIPPED = {":", "为", "是", "于", "在"}


def read_span(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """The date or span that begins at a token; None where none does."""
    first = place
    lead = ""
    if tokens[place].kind in {"lead", "late"} or tokens[place].text in _LEADING:
        lead = "late" if tokens[place].kind in {"late", "sep"} else tokens[place].text
        place += 1
        while place < len(tokens) and (
            tokens[place].text in _SKIPPED or (lead == "截止" and tokens[place].kind == "sep")
        ):
            place += 1
    found = read_point(tokens, place) or (_day_of_plan(tokens, place) if frame.month is not None else None)
    if found is None:
        return None
    point, place = found
    whole = _range(tokens, point, place, frame)
    if whole is not None:
        return replace(judged_past(whole, tokens, frame, ranged=True), first=first)
    atom = _last_of_days(tokens, point, place, frame) or edged(tokens, point, place, frame, lead)
    if first == 1 and tokens[0].text == "-":
        atom = replace(atom, doubts=(*atom.doubts, f"“{tokens[0].text}{tokens[1].text}”前的短横疑为误写"))
    return spoken_of(replace(_with_duration(atom, tokens, frame), first=first), tokens)


def _day_of_plan(tokens: Sequence[Token], place: int) -> tuple[Point, int] | None:
    """20日，召开调度会: a day that heads a clause in the plan of one month."""
    reader = Reader(tokens, place)
    number = reader.number()
    heads = place == 0 or tokens[place - 1].text in {",", ";", ".", "、", ":", ")"} or tokens[place - 1].kind == "stop"
    if number is None or not heads or reader.kind(1) != "day" or reader.text(2) not in {",", ":"}:
        return None
    reader.take(2, day=number)
    return reader.point, reader.place


def _last_of_days(tokens: Sequence[Token], first: Point, place: int, frame: Frame) -> Atom | None:
    """7月11日、18日、25日: days of one month, due on the last of them and asked."""
    if first.month is None or first.day is None or first.clock is not None:
        return None
    days, here = [first.day], place
    while here + 2 < len(tokens) and tokens[here].text in {"、", "和", "及"} and tokens[here + 2].text == "日":
        number = tokens[here + 1].value if tokens[here + 1].kind == "num" else None
        if number is None or number <= days[-1]:
            break
        days.append(number)
        here += 3
    if len(days) == 1:
        return None
    each = [resolve(replace(first, day=day), frame) for day in days]
    ends = tuple(one.end for one in each if not isinstance(one, Impossible))
    if len(ends) < len(each):
        return Atom("bad", 0, here, candidates=ends, doubts=("几个日期中有的不存在",))
    atom = edged(tokens, replace(first, day=days[-1]), here, frame, "")
    return replace(atom, candidates=ends, doubts=(*atom.doubts, "写了几个日期，按最后一个计"))


def _with_duration(atom: Atom, tokens: Sequence[Token], frame: Frame) -> Atom:
    """自3月1日起为期15天, 自3月1日起10个工作日内."""
    if atom.sort != "from" or atom.start is None:
        return atom
    duration = read_duration(tokens, atom.last)
    if duration is None or not (duration.inside or "期" in (token.text for token in tokens[atom.last : duration.last])):
        return atom
    end, doubts = counted(atom.start, duration, frame.holidays)
    return replace(atom, sort="window", end=end, last=duration.last, doubts=(*atom.doubts, *doubts))


def _range(tokens: Sequence[Token], left: Point, place: int, frame: Frame) -> Atom | None:
    edge, place = _left_edge(tokens, place)
    listed = place < len(tokens) and tokens[place].text == "、" and tokens[place - 1].kind == "num"
    lasting = place < len(tokens) and tokens[place].text in {"持续到", "持续至"}
    if place >= len(tokens) or (tokens[place].kind != "sep" and not listed and not lasting):
        return None
    place += 1
    if place < len(tokens) and tokens[place].kind == "local":
        side = side_of(left, edge, frame)
        last = place + 1 + (place + 1 < len(tokens) and tokens[place + 1].kind == "edge")
        if isinstance(side, Impossible) or side.start is None:
            return None
        doubt = f"“{tokens[place].text}”的日期要由本单位确定"
        return Atom("from", 0, last, side.start, doubts=(*side.doubts, doubt))
    found = _right(tokens, place, left) or _later_hour(tokens, place, left)
    if found is None:
        return None
    right, place = found
    before = False
    if place < len(tokens) and tokens[place].kind == "edge" and tokens[place].value in {"before", "until", "in"}:
        before = tokens[place].value == "before"
        place += 1
    return _between(left, edge, right, "before" if before else "", frame, place)


def _left_edge(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """What stands between a start and its 至: 起, 后, 开始, 启动."""
    edge = ""
    if place < len(tokens) and tokens[place].kind == "edge" and tokens[place].value in {"from", "after"}:
        edge = tokens[place].value
        place += 1
    for width in (1, 2):
        if "".join(token.text for token in tokens[place : place + width]) in BEGIN:
            place += width
            break
    if place + 1 < len(tokens) and tokens[place].text == "," and tokens[place + 1].kind == "sep":
        place += 1
    return edge, place


def _right(tokens: Sequence[Token], place: int, left: Point) -> tuple[Point, int] | None:
    """The end of a span, with what it leaves to the start: 14日, 下旬, 月底."""
    reader = Reader(tokens, place)
    number = reader.number()
    if reader.kind() == "xun" and left.month is not None:
        return replace(left, xun=(reader.value(), reader.value()), day=None, place="", clock=None), place + 1
    if number is not None and left.day is not None and (reader.kind(1) == "day" or reader.kind(1) == "edge"):
        reader.take(2 if reader.kind(1) == "day" else 1, month=left.month, month_shift=left.month_shift, day=number)
        if reader.tokens[reader.place - 1].kind != "day":
            reader.doubt(f"“{number}”后疑漏“日”字")
        finish_day(reader)
        return reader.point, reader.place
    short = number is not None and len(reader.text()) <= 2
    if left.day is not None and short and reader.text(1) in {".", "/"} and reader.number(2) is not None:
        reader.take(3, month=number, day=reader.number(2))
        return reader.point, reader.place
    if left.year is not None and left.day is not None and _is_iso_day(reader):
        reader.take(3, month=number, day=reader.number(2))
        return reader.point, reader.place
    found = read_point(tokens, place)
    if found is None:
        return None
    point, place = found
    if point.month_shift == 0 and point.place and left.month is not None:
        point = replace(point, month_shift=None, month=left.month)
    if point.year_shift == 0 and point.place and left.year is not None:
        point = replace(point, year_shift=None, year=left.year)
    return point, place


def _is_iso_day(reader: Reader) -> bool:
    """2025-04-01—05-30: month and day in two figures each, behind a date with its year."""
    return (
        reader.text(1) == "-"
        and all(len(reader.text(place)) == 2 and reader.number(place) is not None for place in (0, 2))
        and reader.kind(3) not in {"month", "day", "year"}
    )


def _later_hour(tokens: Sequence[Token], place: int, left: Point) -> tuple[Point, int] | None:
    """3月5日9:00-11:00: the same day, a later hour."""
    found = read_clock(tokens, place) if left.clock is not None else None
    return None if found is None else (replace(left, clock=found[0]), found[1])


def _between(left: Point, edge: str, right: Point, before: str, frame: Frame, last: int) -> Atom:
    """Both ends resolved; an unwritten year is chosen so that the end is not long past."""
    sides = _sides(left, edge, right, before, frame)
    if isinstance(sides, Impossible):
        return Atom("bad", 0, last, candidates=sides.candidates, doubts=(sides.why,))
    begin, end = sides
    doubts, notes = (*begin.doubts, *end.doubts), tuple(dict.fromkeys((*begin.notes, *end.notes)))
    if begin.start is None or end.end is None:
        return Atom("window", 0, last, begin.start, end.end, doubts=doubts)
    if begin.start > end.end:
        return Atom("bad", 0, last, doubts=("起止时间颠倒",))
    return Atom("window", 0, last, begin.start, end.end, end.at, doubts=doubts, notes=notes, candidates=end.candidates)


def _sides(left: Point, edge: str, right: Point, before: str, frame: Frame) -> tuple[Side, Side] | Impossible:
    begin = side_of(left, edge, frame)
    if isinstance(begin, Impossible):
        return begin
    if not left.has_year and frame.earlier is None and left.month is not None:
        held = _held_by_span(left, edge, right, before, frame)
        if held is not None:
            return held
        begin = side_of(replace(left, year=frame.on.year), edge, frame)
        end = _end(right, before, frame, begin)
        if not isinstance(end, Impossible) and end.end is not None and end.end < frame.on - _PAST:
            begin = side_of(replace(left, year=frame.on.year + 1), edge, frame)
        if isinstance(begin, Impossible):
            return begin
    end = _end(right, before, frame, begin)
    return end if isinstance(end, Impossible) else (begin, end)


def _held_by_span(left: Point, edge: str, right: Point, before: str, frame: Frame) -> tuple[Side, Side] | None:
    """The one year in which the whole stretch lies in the campaign's span."""
    if frame.within is None or frame.within[1].year - frame.within[0].year > _MOST_YEARS:
        return None
    found = []
    for year in range(frame.within[0].year, frame.within[1].year + 1):
        begin = side_of(replace(left, year=year), edge, frame)
        end = _end(right, before, frame, begin)
        if not isinstance(begin, Impossible) and not isinstance(end, Impossible) and _inside(begin, end, frame):
            found.append((begin, end))
    return found[0] if len(found) == 1 else None


def _inside(begin: Side, end: Side, frame: Frame) -> bool:
    """Whether a stretch lies in the span, whole months at its edges counted as in it."""
    if frame.within is None or begin.start is None or end.end is None:
        return False
    first, last = frame.within
    return begin.start >= first.replace(day=1) and begin.start <= last and first <= end.end <= last + _MONTH


def _end(right: Point, before: str, frame: Frame, begin: Side | Impossible) -> Side | Impossible:
    if isinstance(begin, Impossible):
        return begin
    start = begin.start
    if right.has_year or start is None or not (right.month or right.half or right.quarters or right.festival):
        later = frame.after(start)
        end = side_of(right, before, later, ending=True)
        if (
            right.weekday is not None
            and right.day is None
            and isinstance(end, Side)
            and start
            and end.end
            and end.end < start
        ):
            return replace(end, end=end.end + timedelta(days=7))
        return end
    end = side_of(replace(right, year=start.year), before, frame.after(start), ending=True)
    if isinstance(end, Impossible) or end.end is None or end.end >= start or _same_month(right, start):
        return end
    return _rolled(right, before, frame, start)


def _rolled(right: Point, before: str, frame: Frame, start: date) -> Side | Impossible:
    """The end in the year after the start's; asked about unless the campaign's span runs over both."""
    rolled = side_of(replace(right, year=start.year + 1), before, frame.after(start), ending=True)
    if isinstance(rolled, Impossible):
        return rolled
    if rolled.end is not None and frame.within is not None and _covers(frame.within, start, rolled.end):
        return rolled
    return replace(rolled, doubts=(*rolled.doubts, f"止期早于起期，按跨年至{start.year + 1}年读"))


def _covers(span: tuple[date, date], start: date, end: date) -> bool:
    return span[0].replace(day=1) <= start and end <= span[1]


def _same_month(right: Point, start: date) -> bool:
    return right.month == start.month
