"""Stretches of time that cannot be: backwards, overlapping, apart, outside the campaign; tasks outside their phase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan.compare_dates import day_of, stated_at
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.facts import Frame
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, Phase, PlanTask
from desk_app.campaign.plan.wording import fold, likeness

_SIDES = re.compile(
    r"(?:(\d{4})\s*[年./-]\s*)(\d{1,2})\s*[月./-]\s*(?:(\d{1,2})\s*日?)?(?:[上中下]旬|初|底)?\s*(?:起|开始)?[，,]?"
    r"\s*(?:至|到|—+|–|-+|～|~)\s*(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(?:(\d{1,2})\s*日?)?"
)
_NEXT_YEAR = re.compile(r"次年|翌年|明年|来年|第二年|跨年")
_DAY = re.compile(r"\d\s*日|旬|\d{1,2}[./]\d{1,2}")
#: A month or a day as the end of a stretch.
_DAY_SAID = re.compile(r"\d\s*(?:月|日|号)(?:[上中下]旬|[底末初])?(?:结束|止|前)*$")
_WHOLE_TIME = re.compile(r"督导|督查|检查|宣传|贯穿|全程|长效|长期|日常|同步|常态|以后|起$")
_AFTERWARDS = re.compile(
    r"总结|报送|上报|报告|汇报|汇总|验收|评估|考核|考评|通报|表彰|奖|长期|常态|回头看|巩固|宣传|归档|档案|公示|公布|复盘|评选|整改|销号|结项|备案|决算|移交|测评"
)
_ALL_YEAR = re.compile(r"年[底末内]|全年|长期|持续|常态")
_HANDED_IN = re.compile(r"报|交|汇总|总结|公示|公布|通报|反馈|小结")
_ALIKE = 0.6
#: What is left of a row's short name is to stand in a phase's name, and to be no word that any phase has.
_AROUND_NAME = re.compile(r"^(?:完成|做好|开展|组织|实施|推进)+|(?:完成|工作|任务|到位|实施)+$")
_ANY_WORK = re.compile(
    r"(?:总结|宣传|动员|整改|提升|验收|评估|检查|排查|部署|实施|整治|推进|巩固|攻坚|自查|督导|督查|考核|启动|准备|治理|建设|培训|学习|落实|集中|全面)+"
)
_LEAST_NAME, _LONGEST_NAME = 2, 5
_TURNED = "起止时间前后颠倒"
_WINTER, _SPRING = 10, 4
#: 启动消防宣传月 in the phase in which it begins, whenever it ends.
_BEGUN = re.compile(r"启动|部署启动")
_LONG_HOLIDAY = _THIRD = timedelta(days=10)
_NEAR, _GRACE, _MONTH = timedelta(days=3), timedelta(days=20), timedelta(days=27)
#: A wider gap is a paper that only names some of its phases.
_LESS, _WIDE, _FAR = timedelta(days=45), timedelta(days=65), timedelta(days=92)


def backwards(dated: Sequence[tuple[str, Source]], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """2025年8月1日至6月30日: a stretch that ends before it begins."""
    told = {(one.a.block, one.a.row) for one in known if one.kind in {ConflictKind.DATE, ConflictKind.INVALID}}
    seen: set[tuple[int, str]] = set()
    for text, source in dated:
        for match in _SIDES.finditer(text):
            shown = match[0].strip()
            if not _is_backwards(match, text) or (source.block, shown) in seen:
                continue
            seen.add((source.block, shown))
            if any(place == (source.block, source.row) and shown in _told_there(known, place) for place in told):
                continue
            message = f"{_TURNED}：{source.where}写“{shown}”，结束早于开始，请核定。"
            yield Conflict(ConflictKind.DATE, replace(source, text=shown), None, message)


def _told_there(known: Sequence[Conflict], place: tuple[int, int | None]) -> str:
    return " ".join(one.message for one in known if (one.a.block, one.a.row) == place)


def _is_backwards(match: re.Match[str], text: str) -> bool:
    year, month, day, year2, month2, day2 = (int(group) if group else None for group in match.groups())
    if (
        year is None
        or month is None
        or month2 is None
        or _NEXT_YEAR.search(text)
        or not 1 <= month <= 12 >= month2 >= 1
    ):
        return False
    if year2 is None and month >= _WINTER and month2 <= _SPRING:
        return False
    first = (year, month, day or 1)
    return (year2 or year, month2, day2 or 31) < first


def rows_backwards(rows: Sequence[tuple[str, Dated, Dated]]) -> Iterator[Conflict]:
    """A row whose start day lies behind its end day."""
    for words, one, two in rows:
        first = day_of(one.deadline.start if one.deadline.kind is not Kind.BY else one.deadline.end)
        last = day_of(two.deadline.end)
        if first is None or last is None or not _later(first, last, one.source.text + two.source.text):
            continue
        message = f"“{words[:20]}”的开始时间晚于结束时间：{one.source.quoted}，{two.source.quoted}，请核定。"
        yield Conflict(ConflictKind.DATE, one.source, two.source, message, "", (first, last))


def _later(first: date, last: date, text: str) -> bool:
    """Whether a start lies behind an end; days without a year are of one year, but for a winter."""
    if re.search(r"20\d\d", text) or _NEXT_YEAR.search(text):
        return first > last and not _NEXT_YEAR.search(text)
    winter = first.month >= _WINTER and last.month <= _SPRING
    return (first.month, first.day) > (last.month, last.day) and not winter


def phases_in_order(phases: Sequence[Phase], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Each phase against the one before it: begun before that ended, or long after."""
    told = {_at(source) for one in known for source in (one.a, one.b) if source is not None and one.kind in _TIMES}
    turned = {(one.a.block, one.a.row) for one in known if one.message.startswith(_TURNED)}
    for one, two in pairwise(phases):
        beside = (one.source.row is None) != (two.source.row is None)
        if sum(_at(phase.source) in told for phase in (one, two)) >= (1 if beside else 2):
            continue
        if {(one.source.block, one.source.row), (two.source.block, two.source.row)} & turned:
            continue
        if one.end is None or two.start is None or one.open_end or two.open_start or _at(one.source) == _at(two.source):
            continue
        if one.start is None or two.start < one.start or one.end < one.start or (two.end and two.end < two.start):
            continue
        if any(_WHOLE_TIME.search(_loosely_named(phase) + phase.text) for phase in (one, two)):
            continue
        what = _meeting(one, two)
        if what:
            message = f"“{one.name}”与“{two.name}”的时间{what}：{one.source.quoted}，{two.source.quoted}，请核定。"
            yield Conflict(ConflictKind.DATE, one.source, two.source, message)


def _loosely_named(phase: Phase) -> str:
    """A phase's name, where it may run beside others: one that is called a phase (集中检查阶段) comes in its turn."""
    return "" if re.search(r"阶段$|^第[一二三四五六七八九](?:阶段|步)", phase.name) else phase.name


_TIMES = {ConflictKind.DATE, ConflictKind.INVALID}


def _at(source: Source) -> tuple[int, int | None, int]:
    return source.block, source.row, source.start


def _meeting(one: Phase, two: Phase) -> str:
    if one.end is None or two.start is None:
        return ""
    by_days = bool(_DAY.search(one.text)) and bool(_DAY.search(two.text))
    if two.start < one.end and (by_days or one.end - two.start > _MONTH * 2):
        return "重叠"
    apart = two.start - one.end
    if _NEAR < apart <= _WIDE and not _holidays(one.end, two.start):
        return "之间有空档"
    return ""


def _holidays(end: date, start: date) -> bool:
    """Whether a gap is that of the schools' summer or winter, or of a long public holiday (4月30日, 5月6日)."""
    long = start - end <= _LONG_HOLIDAY and (end.month, start.month) in {(4, 5), (9, 10)}
    return long or (end.month in {6, 7} and start.month in {8, 9}) or (end.month in {12, 1} and start.month in {2, 3})


def phases_in_span(span: Frame | None, phases: Sequence[Phase], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """The first and the last phase against the time that the plan states for the whole; none that is told already."""
    if span is None or span.start is None or span.end is None or len(phases) < 2:
        return
    told = {_at(source) for one in known if one.kind in _TIMES for source in (one.a, one.b) if source is not None}
    stated = [one for one in phases if one.deadline.state is not State.INVALID]
    ends = [one for one in stated if one.end is not None and not one.open_end]
    starts = [one for one in stated if one.start is not None and not one.open_start]
    last = max(ends, key=lambda one: one.end or date.min, default=None)
    first = min(starts, key=lambda one: one.start or date.max, default=None)
    whole = len(ends) == len(stated)
    if last is not None and whole and _apart(last.source, span.source) and _ends_apart(last, span, told):
        yield _outside(span, last, "结束时间")
    early = first is not None and first.start is not None and first.start < span.start
    if first is not None and early and _apart(first.source, span.source):
        yield _outside(span, first, "开始时间")


def _ends_apart(last: Phase, span: Frame, told: set[tuple[int, int | None, int]]) -> bool:
    if last.end is None or span.end is None:
        return False
    plain = _DAY_SAID.search(last.text) and _DAY_SAID.search(span.source.text) and _at(last.source) not in told
    plain = plain and last.source.block != span.source.block
    near = _THIRD if "旬" in last.text + span.source.text else _NEAR
    return last.end > span.end or span.end - last.end > (near if plain else _LESS)


def _apart(one: Source, two: Source) -> bool:
    return _at(one) != _at(two)


def _outside(span: Frame, phase: Phase, what: str) -> Conflict:
    message = f"“{phase.name}”与总的{what}不一：{span.source.quoted}，{phase.source.quoted}，请核定。"
    days = tuple(day for day in ((span.end, phase.end) if what[0] == "结" else (span.start, phase.start)) if day)
    return Conflict(ConflictKind.DATE, span.source, phase.source, message, "", days)


def tasks_in_frames(
    tasks: Sequence[PlanTask], frames: Sequence[Frame], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """A task due behind the end of the phase, of the heading or of the campaign in which it stands, or before it."""
    told = {_at(source) for one in known if one.kind in _TIMES for source in (one.a, one.b) if source is not None}
    late: list[tuple[date, str]] = []
    for task in tasks:
        place = stated_at(task, task.deadline.text)
        end = day_of(task.deadline.end)
        if end is None or not _is_plain(task.deadline) or _at(place) in told or _ALL_YEAR.search(task.deadline.text):
            continue
        for frame in frames:
            if _at(frame.source) == _at(place) or not (frame.whole or frame.holds(task.source)):
                continue
            what = _beyond(task, frame, frames, end)
            if what and not any(day == end and likeness(task.content, said) >= _ALIKE for day, said in late):
                late.append((end, task.content))
                told.add(_at(place))
                message = f"“{_name(task)}”的时限{what}：{frame.source.quoted}，{place.quoted}，请核定。"
                yield Conflict(ConflictKind.DATE, place, frame.source, message, task.activity, (end,))
                break


def named_by_phases(listed: Sequence[PlanTask], phases: Sequence[Phase]) -> Iterator[Conflict]:
    """布展完成 of 20 May in the list, where the one phase with that word in its name ends on 15 May."""
    for row in listed:
        name = _AROUND_NAME.sub("", fold(row.content))
        homes = [one for one in phases if name and name in fold(one.name).removesuffix("阶段")]
        end = day_of(row.deadline.end)
        if not _LEAST_NAME <= len(name) <= _LONGEST_NAME or _ANY_WORK.fullmatch(name) or len(homes) != 1 or end is None:
            continue
        last = homes[0].end
        if last is None or homes[0].open_end or end <= last or not _is_plain(row.deadline):
            continue
        place = stated_at(row, row.deadline.text)
        message = (
            f"“{row.content}”的时限晚于“{homes[0].name}”结束时间：{homes[0].source.quoted}，{place.quoted}，请核定。"
        )
        yield Conflict(ConflictKind.DATE, place, homes[0].source, message, row.activity, (end,))


def _is_plain(deadline: Deadline) -> bool:
    return deadline.kind in {Kind.BY, Kind.WINDOW} and deadline.state is not State.INVALID


def _beyond(task: PlanTask, frame: Frame, frames: Sequence[Frame], end: date) -> str:
    name = f"“{frame.name}”" if frame.name else ""
    if frame.end is not None and end > frame.end:
        far = end.year != frame.end.year and end - frame.end > _FAR
        if frame.whole and (_AFTERWARDS.search(task.content + task.activity) or far):
            return ""
        if not frame.whole and not _has_a_tail(task) and end - frame.end <= _GRACE and _HANDED_IN.search(task.content):
            return ""
        gap = not frame.whole and frame.start is not None and _in_a_gap(frame.end, frames, end)
        if gap or _only_begins(task, frame):
            return ""
        return f"晚于{name or '总的'}结束时间"
    if not frame.whole and frame.start is not None and end < frame.start:
        return f"早于{name}开始时间"
    return ""


def _has_a_tail(task: PlanTask) -> bool:
    """Whether an item of the phase states for itself who answers and by when."""
    units, time = task.units_source, task.deadline_source
    stated = units is not None and time is not None and task.source.row is None and task.number is not None
    return stated and units is not None and re.search(r"[：:]|负责", units.text) is not None


def _only_begins(task: PlanTask, frame: Frame) -> bool:
    """Whether a stretch begins in a phase that only starts the work (启动消防宣传月)."""
    start = day_of(task.deadline.start)
    if start is None or frame.start is None or frame.end is None or frame.whole:
        return False
    return frame.start <= start <= frame.end and _BEGUN.match(task.content) is not None


def _in_a_gap(behind: date, frames: Sequence[Frame], end: date) -> bool:
    """Whether a day lies before any later phase begins: the paper leaves that time to none."""
    later = [one.start for one in frames if not one.whole and one.start is not None and one.start > behind]
    return bool(later) and end < min(later)


def _name(task: PlanTask) -> str:
    return task.content if len(task.content) <= 20 else f"{task.content[:19]}…"
