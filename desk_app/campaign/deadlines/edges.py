"""What 前, 起, 以后, 前后, 以来, 内, 期间 make of a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.festivals import resolve_feast
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.point import Point
from desk_app.campaign.deadlines.resolve import Days, Impossible, resolve
from desk_app.campaign.deadlines.scan import Token, follows
from desk_app.campaign.deadlines.words import BEGIN, DATA, DUTIES, EVENTS

_DAY, _AROUND = timedelta(days=1), timedelta(days=7)
_LONGEST_ASIDE = 16
_BEGINS = re.compile(r"^(?:[^,。;、召举]{0,4}?)(?:开始|起步|启动(?=$|[,。;、)]))")
_UNSETTLED = ("暂定", "拟定", "初定", "待定", "另行", "为准", "视情", "左右", "可顺延")
_ASKED = {"xun", "month", "quarter", "half", "year", "week"}


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a span; both days of the point, so that a start takes the first and an end the last."""

    start: date | None
    end: date | None
    at: time | None = None
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    candidates: tuple[date, ...] = ()


def side_of(point: Point, edge: str, frame: Frame, *, ending: bool = False) -> Side | Impossible:
    """A point as the start or the end of a span, with 后 behind the start or 前 behind the end."""
    if point.festival:
        return _feast_side(point, edge, frame, ending=ending)
    days = resolve(point, frame)
    if isinstance(days, Impossible):
        return days
    side = Side(days.start, days.end, days.at, days.doubts, days.notes, days.candidates)
    if ending and edge == "before" and point.place != "底" and days.at is None:
        end = days.start - _DAY
        return replace(side, end=end, doubts=(*days.doubts, f"“前”按不含{_said(days.start)}、止于前一天计"))
    if not ending and edge == "after":
        return replace(side, doubts=(*days.doubts, "“后”是否含当日未写明"))
    return side


def _feast_side(point: Point, edge: str, frame: Frame, *, ending: bool) -> Side:
    feast = resolve_feast(point, frame)
    if feast.day is None or feast.last is None:
        return Side(None, None, doubts=feast.doubts)
    start, end = feast.off if point.off and feast.off else (feast.day, feast.last)
    doubts = (*feast.doubts, f"“{point.festival}”的日期取自节假日表")
    if ending:
        return Side(start, start - _DAY if edge == "before" else end, doubts=doubts)
    return Side(end + _DAY if edge == "after" else start, end, doubts=doubts)


def edged(tokens: Sequence[Token], point: Point, place: int, frame: Frame, lead: str) -> Atom:
    """The atom of a single point with what stands before and behind it."""
    edge, aside = "", _bracket(tokens, place, dated=bool(point.festival))
    if aside and aside.edged:
        place = aside.last
    if place < len(tokens) and tokens[place].kind == "edge":
        edge, place = tokens[place].value, place + 1
        if edge == "before" and place < len(tokens) and tokens[place].text == "左右":
            edge, place = "around", place + 1
    if point.festival:
        return _feast(tokens, point, edge, place, frame)
    aside = aside or _bracket(tokens, place, dated=False)
    if point.grain == "day" and aside and aside.weekday is not None and point.weekday is None:
        point, place = replace(point, weekday=aside.weekday), max(place, aside.last)
    days = resolve(point, frame)
    if isinstance(days, Impossible):
        return Atom("bad", 0, place, candidates=days.candidates, doubts=(days.why,))
    if aside and aside.open:
        days = replace(days, doubts=(*days.doubts, "括号里写明时间尚未最后确定"))
    atom = Atom(
        "by", 0, place, None, days.end, days.at, doubts=days.doubts, notes=days.notes, candidates=days.candidates,
        grain=point.grain, word=_loose(point),
    )  # fmt: skip
    if lead in {"截至", "截止"} or edge == "upto":
        return _until(atom, tokens, edge, lead, days.start)
    return _by_edge(atom, tokens, days, point, "until" if lead == "late" and not edge else edge, lead, frame)


@dataclass(frozen=True, slots=True)
class _Aside:
    """A bracket right behind a date: where it ends, whether 前 or 前后 follows, and what it says."""

    last: int
    edged: bool
    weekday: int | None
    open: bool


def _bracket(tokens: Sequence[Token], place: int, *, dated: bool) -> _Aside | None:
    """What a bracket behind a date says: 5月25日（星期日）前后, 6月中旬（暂定）.

    None where it holds another date, unless ``dated``: 国庆节（10月1日）前后 only says when the festival is.
    """
    if place >= len(tokens) or tokens[place].text != "(":
        return None
    closing = next(
        (one for one in range(place + 1, min(place + _LONGEST_ASIDE, len(tokens))) if tokens[one].text == ")"), 0
    )
    inside = tokens[place + 1 : closing]
    pairs = pairwise(inside)
    other = any(one.kind == "num" and two.kind in {"month", "day", "year"} for one, two in pairs)
    if not inside or (other and not dated) or any(one.kind == "stop" for one in inside):
        return None
    edged = closing + 1 < len(tokens) and tokens[closing + 1].kind == "edge"
    said = "".join(one.text for one in inside)
    weekday = inside[0].value[1] if len(inside) == 1 and inside[0].kind == "weekday" else None
    return _Aside(closing + 1, edged, weekday, any(word in said for word in _UNSETTLED))


def _loose(point: Point) -> str:
    """What a date leaves to a rhythm beside it: 25日, 次月5日, 月底, 周五, 12月底."""
    if point.quarter_shift == 0 and point.day is not None:
        return "quarterday"
    if point.month is None and point.day is not None:
        return "bareday" if point.month_shift is None else "nextmonth"
    if point.weekday is not None and point.week_shift is None and point.day is None:
        return "weekday"
    if point.place == "底" and (point.month_shift == 0 or point.quarter_shift == 0 or point.year_shift == 0):
        return {"month": "monthend", "quarter": "quarterend", "year": "yearend"}.get(point.grain, "")
    return "noyear" if point.month is not None and not point.has_year else ""


def _until(atom: Atom, tokens: Sequence[Token], edge: str, lead: str, start: date) -> Atom:
    """截至 tells of data (rule 10), unless work is asked for; 截止 is a due date, unless data follow."""
    done = follows(tokens, atom.last, ("已", "共", "累计", "全市", "全局", "达到", "为"), 6) or _clause_says(
        tokens, atom.last, "已"
    )
    if atom.at is not None:
        return (
            atom if lead == "截止" else replace(atom, doubts=(*atom.doubts, "“截至”多指数据截止时间，不一定是办理时限"))
        )
    if edge == "before" or (lead == "截止" and not done) or (not done and follows(tokens, atom.last, DUTIES, 4)):
        return atom
    doubts = () if done else ("“截至”多指数据截止时间，不一定是办理时限",)
    return replace(atom, sort="mention", start=start if start == atom.end else atom.end, at=None, doubts=doubts)


def _clause_says(tokens: Sequence[Token], place: int, word: str) -> bool:
    return any(token.text == word for token in tokens[place : place + 12])


def _by_edge(atom: Atom, tokens: Sequence[Token], days: Days, point: Point, edge: str, lead: str, frame: Frame) -> Atom:  # noqa: PLR0911  one case a line
    match edge:
        case "before":
            return _before(atom, point, days)
        case "around":
            doubts = (*days.doubts, f"“{tokens[atom.last - 1].text}”按前后7天计")
            return replace(
                atom, sort="window", start=days.start - _AROUND, end=days.end + _AROUND, at=None, doubts=doubts
            )
        case "from" | "after":
            doubts = (*days.doubts, *(("“后”是否含当日未写明",) if edge == "after" else ()))
            return replace(atom, sort="from", start=days.start, end=None, at=None, doubts=doubts)
        case "since":
            return replace(atom, sort="since", start=_past(days.start, point, frame), end=None, at=None, doubts=())
        case "in":
            return judged_past(_inside(atom, point, days), tokens, frame, ranged=True)
        case "until":
            return atom
    return judged_past(_plain(atom, tokens, point, days, lead), tokens, frame, ranged=False)


def _past(start: date, point: Point, frame: Frame) -> date:
    if point.has_year or start <= frame.on or (start.month, start.day) == (2, 29):
        return start
    return start.replace(year=start.year - 1)


def _before(atom: Atom, point: Point, days: Days) -> Atom:
    if _gone_by(point):
        return replace(atom, doubts=(*days.doubts, "所写时间已过"))
    if point.place == "底" or point.grain not in _ASKED:
        return atom
    first = days.start - _DAY
    doubt = f"“前”按截至{_said(days.end)}计，也可能指{_said(days.start)}以前"
    return replace(atom, doubts=(*days.doubts, doubt), candidates=(days.end, first))


def _inside(atom: Atom, point: Point, days: Days) -> Atom:
    running = point.year_shift == 0 or point.month_shift == 0 or point.quarter_shift == 0
    if point.week_shift == 0 and point.weekday is None:
        friday = days.start + timedelta(days=4)
        return replace(atom, end=friday, doubts=("“本周内”按周五计",), candidates=(friday, days.end))
    if running or atom.grain == "day" or point.place == "底":
        return atom
    return replace(atom, sort="window", start=days.start)


def _plain(atom: Atom, tokens: Sequence[Token], point: Point, days: Days, lead: str) -> Atom:
    """A date with nothing behind it: a day is due, a stretch is a window, a whole year may be just a name."""
    if _gone_by(point):
        return replace(atom, sort="mention", start=days.start, at=None, doubts=())
    begins = follows(tokens, atom.last, BEGIN, 4)
    if begins and (lead or (atom.grain == "day" and _only_begins(tokens, atom.last))):
        return replace(atom, sort="from", start=days.start, end=None, at=None, bare=True)
    if atom.grain == "day" or point.place == "底":
        return replace(atom, bare=True)
    if atom.grain == "year" and not point.place:
        return replace(atom, sort="year", start=days.start, bare=True)
    doubts = days.doubts
    ahead = [token.kind for token in tokens[atom.last : atom.last + 2]]
    if ahead[:1] == ["num"] and atom.grain == "month" and ahead[1:] not in (["times"], ["span"], ["sep"]):
        doubts = (*doubts, f"“{tokens[atom.last].text}”未能读出")
    if follows(tokens, atom.last, ("第", "最后", "首个", "首周", "倒数"), 0):
        doubts = (*doubts, "其中的第几周、第几个工作日要由人确定")
    return replace(atom, sort="window", start=days.start, bare=True, doubts=doubts)


def _only_begins(tokens: Sequence[Token], place: int) -> bool:
    """4月20日启动, 4月20日开始报名; 4月20日开展宣传 and 4月20日召开启动会 are held on their day."""
    return _BEGINS.match("".join(token.text for token in tokens[place : place + 10])) is not None


def _gone_by(point: Point) -> bool:
    """上月, 去年, 上周: what lies behind is told, not asked for."""
    shifts = (point.year_shift, point.month_shift, point.quarter_shift, point.week_shift, point.day_shift)
    return any(shift is not None and shift < 0 for shift in shifts)


def judged_past(atom: Atom, tokens: Sequence[Token], frame: Frame, *, ranged: bool) -> Atom:
    """Rule 10: dates of past events and stretches of data are mentions, never due dates."""
    if atom.sort not in {"by", "window", "from"} or (atom.end is None and atom.sort != "from"):
        return atom
    if (
        not ranged
        and atom.bare
        and atom.end is not None
        and atom.end < frame.on
        and follows(tokens, atom.last, EVENTS, 2)
    ):
        return replace(atom, sort="mention", start=atom.start or atom.end, at=None, doubts=())
    if ranged or atom.sort == "window":
        data = follows(tokens, atom.last, [*DATA, *("期间" + word for word in DATA)], 0)
        return replace(atom, sort="mention", doubts=()) if data else atom
    if _told(tokens, atom.last, frame, atom):
        return replace(atom, sort="mention", start=atom.end, at=None, doubts=())
    return atom


def _told(tokens: Sequence[Token], place: int, frame: Frame, atom: Atom) -> bool:
    if follows(tokens, place, ("电", "讯"), 0):
        return True
    if atom.end is None or atom.end >= frame.on:
        return False
    clause = ""
    for token in tokens[place : place + 20]:
        if token.kind == "stop":
            break
        clause += token.text
    return any(word in clause for word in EVENTS)


def _feast(tokens: Sequence[Token], point: Point, edge: str, place: int, frame: Frame) -> Atom:  # noqa: PLR0911  one case a line
    feast = resolve_feast(point, frame)
    doubts = (*feast.doubts, f"“{point.festival}”的日期取自节假日表")
    sort = {"before": "by", "from": "from", "after": "from", "since": "since"}.get(edge, "window")
    atom = Atom(sort, 0, place, doubts=doubts, grain="festival", word=point.festival, bare=not edge)
    if feast.day is None or feast.last is None:
        return replace(atom, doubts=feast.doubts)
    start, end = feast.off if feast.off and (point.off or edge == "in") else (feast.day, feast.last)
    match edge:
        case "before":
            return replace(atom, end=start - _DAY)
        case "around":
            doubts = (*feast.doubts, "“前后”按前后7天计")
            return replace(atom, start=feast.day - _AROUND, end=feast.last + _AROUND, doubts=doubts)
        case "after":
            return replace(atom, start=end + _DAY)
        case "from" | "since":
            return replace(atom, start=start)
        case "in":
            return replace(atom, start=start, end=end)
    if point.off:
        return replace(atom, start=start, end=end)
    quoted = place > 0 and tokens[place - 1].kind == "quote"
    return replace(atom, sort="mention", start=start, end=end, doubts=() if quoted else ("只提到节日，没有写时限",))


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"
