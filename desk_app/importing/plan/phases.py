"""The phases of a plan, from headings, running sentences or a table; open ends marked, none built where none is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan.document import PlanTable
from desk_app.campaign.plan.model import Phase
from desk_app.campaign.plan.wording import fold, short_activity
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.phase_forms import Named, consecutive, in_running_text, is_moved
from desk_app.importing.plan.phase_sentences import ORDINAL, side_by_side
from desk_app.importing.plan.phase_tables import phase_cells

_NONE = re.compile(r"不(?:划|分|划分)阶段")
_STEPS = re.compile(r"步骤|阶段|进度|时间安排|推进安排|方法步骤|工作安排|日程")
#: 重点任务及时间安排: what stands below are tasks, each with a time of its own.
_TASKS = re.compile(r"任务(?!分工|分解)[及和与、](?:时间|工作|进度)")
_BRACKET = re.compile(r"[（(]([^（）()]{2,40})[）)]")
_ORDINAL = re.compile(rf"^{ORDINAL}$")
_NUMBERED = re.compile(rf"^{ORDINAL}(?=[：:、，,（(\s]|$)")
_COLON = re.compile(
    rf"^(?P<name>[^。：:（(，]{{2,24}}阶段|{ORDINAL}[：:、，][^。：:（(，]{{2,24}})\s*(?:时间)?[：:，,]\s*(?P<time>[^。；;，,]{{3,40}})"
)
#: 第一步，摸底排查。时间：3月10日至4月10日。
_STEP_THEN_TIME = re.compile(
    rf"^(?P<name>{ORDINAL}[：:、，,]?[^。：:（(，,；;]{{2,24}})[。；;，,：:]\s*(?:(?:起止|实施|工作|具体)?时间(?:安排)?[：:为])?\s*"
    r"(?P<time>(?:自|从)?(?:即日|\d{4}年|\d{1,2}月)[^。；;，,：:]{2,40})"
)
_IS = re.compile(r"(?P<time>(?:\d{4}年)?\d{1,2}月[^，。；]{0,24}?)[，,]?为(?P<name>[^，。；（(]{2,20}阶段)")
_TIME_THEN_NAME = re.compile(
    rf"^(?P<ordinal>{ORDINAL})\s*[：:、，,]?\s*(?P<time>[自从]?(?:即日|(?:\d{{4}}年)?\d{{1,2}}月)[^，,。；;：:（(]{{0,26}})[，,：:、]\s*"
    r"(?:为|主要是|主要)?(?P<name>[^。，,；;：:（(]{2,16})"
)
_DATE_FIRST = re.compile(
    r"^\s*(?:时间|时间安排|起止时间)?[：:]?\s*[（(]?(?P<time>(?:自|从|于|即日|\d{4}\s*年|\d{1,2}\s*月|[一二三四五六七八九十]+月)"
    r"(?:[\d年月日上中下旬底末初前后至到起止以—–~～\- ]|开始|启动|结束|[，,](?=至|到|直至)){0,30})"
)
#: 【宣传发动】3月15日—3月31日。
_FRAMED = re.compile(
    r"^[【“「［\[〔](?P<name>[^】”」］\]〕]{2,20})[】”」］\]〕]\s*[：:，,（(]?\s*"
    r"(?P<time>(?:自|从|即日|\d{4}年|\d{1,2}月)[\d年月日上中下旬底末初前至到起止以—–~～\- ]{2,30})"
)
_TIME_SIGNS = re.compile(
    r"月|即日|年底|季度|\d{4}[.．/]\d|\d{1,2}[.．/]\d{1,2}\s*(?:[-—–~～至到]|--)+\s*\d{1,2}[.．/]\d{1,2}"
)
#: （一）启动阶段：2026年4月。（二）推进阶段：2026年5月至10月。 several in one paragraph.
_INLINE = re.compile(
    rf"(?:^|(?<=[。；;，,：:、）)\s]))(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[）)][、.．]?|\d{{1,2}}[.．、]|[①-⑩]|{ORDINAL}[：:、，,]?|[一二三四五六]是)?\s*"
    r"(?P<name>[^。；;：:（(，,、\d]{2,14}阶段)\s*(?:的?时间)?[：:为，,]\s*(?P<time>(?:自|从)?(?:即日|(?:\d{4}年)?\d{1,2}月)[^。；;，,：:）)（(]{0,30})"
)
#: （一）宣传发动：3月底前。（二）组织实施：4月至10月。 under a heading of steps.
_INLINE_STEPS = re.compile(
    r"(?:^|(?<=[。；;]))\s*(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、])\s*"
    r"(?P<name>[^。；;：:（(，,\d]{2,14})[：:]\s*(?P<time>(?:自|从)?(?:即日|(?:\d{4}年)?\d{1,2}月)[^。；;，,：:）)（(]{0,30})(?=[。；;]|$)"
)
_TO = re.compile(r"[-—–~～至到]+")
_BATCH = re.compile(r"^第[一二三四五六七八九十\d]{1,2}(?:期|批次?|轮次?|周)")
_APART = timedelta(days=10)
_TWO = 2
_KINDS = {Kind.BY, Kind.WINDOW, Kind.FROM, Kind.INVALID}
Spans = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class ReadPhases:
    """All phases in order, what else states them (an overview, a table), and the texts (passage, start, end) of all."""

    phases: tuple[Phase, ...]
    restated: tuple[Phase, ...]
    spans: Spans


def read_phases(context: Context) -> ReadPhases:
    """The phases of a plan, each once, however often the paper states it."""
    spans: Spans = []
    found, again = _each_once(list(_from_text(context, spans)))
    if _are_batches(found):
        found = []
        spans.clear()
    tabled = [phase for table in context.document.tables for phase in _from_table(table, context)]
    again = [*tabled, *again]
    if not found and any(_NONE.search(passage.text) for passage in context.passages):
        return ReadPhases(_closed(tabled, context), tuple(again), spans)
    merged = found + [phase for phase in tabled if not any(same_phase(phase, one) for one in found)]
    alone = bool(found) and any(is_moved(passage.text) for passage in context.passages)
    if len(merged) < _TWO and not alone:
        return ReadPhases((), tuple(again), [])
    return ReadPhases(_closed(merged, context), tuple(again), spans)


def _each_once(stated: Sequence[Phase]) -> tuple[list[Phase], list[Phase]]:
    """The phases, and those that an overview names before their headings: work stands below a heading alone."""
    over = [
        one
        for place, one in enumerate(stated)
        if any(same_phase(one, two) and two.source.block > one.source.block for two in stated[place + 1 :])
    ]
    return [one for one in stated if one not in over], over


def _are_batches(phases: Sequence[Phase]) -> bool:
    """第一期4月14日—16日, 第二期5月12日—14日: courses held again after a while, and no phases of one work."""
    if not phases or not all(_BATCH.match(phase.name) for phase in phases):
        return False
    pairs = [(one.end, two.start) for one, two in pairwise(phases)]
    return any(end is not None and start is not None and start - end > _APART for end, start in pairs)


def same_phase(first: Phase, second: Phase) -> bool:
    """Whether two phases bear the same name, ordinals and the word 阶段 aside."""
    return same_name(first.name, second.name)


def same_name(first: str, second: str) -> bool:
    """Whether two names mean one phase, ordinals and the word 阶段 aside."""
    one, two = _bare(first), _bare(second)
    return bool(one) and one == two


def _bare(name: str) -> str:
    return fold(re.sub(r"第[一二三四五六七八九十]阶段|阶段", "", short_activity(name))) or fold(name)


def _from_text(context: Context, spans: Spans) -> Iterator[Phase]:
    earlier: date | None = None
    in_a_row = consecutive(context)
    for place, passage in enumerate(context.passages):
        if passage.kind is not PassageKind.BODY:
            continue
        named = max(list(_named(passage)), side_by_side(passage.text, context, earlier), key=len)
        named = named or ([in_a_row[place]] if place in in_a_row else [])
        for name, start, end in named:
            said = passage.text[start:end].strip()
            deadline = context.read(said, earlier)
            if deadline.kind not in _KINDS or not _TIME_SIGNS.search(said):
                continue
            spans.append((place, start, end))
            first, last = _ends(deadline, said, context, earlier)
            earlier = last or first or earlier
            yield Phase(name, first, last, said, deadline, passage.source(start, end))


def _named(passage: Passage) -> Iterator[Named]:
    """Each phase named in a paragraph, and where its time stands."""
    text, mark = passage.text, mark_of(passage.text)
    first = len(text) - len(mark[2]) if mark else 0
    bracketed = list(_bracketed(passage, first))
    if bracketed:
        yield from bracketed
        return
    beside = list(_INLINE.finditer(text))
    if len(beside) < _TWO and any(_STEPS.search(heading.name) for heading in passage.path):
        beside = list(_INLINE_STEPS.finditer(text))
    if len(beside) >= _TWO:
        yield from ((_clean(match["name"]), match.start("time"), match.end("time")) for match in beside)
        return
    timed = _TIME_THEN_NAME.match(text[first:])
    if timed is not None:
        name = f"{timed['ordinal']}：{timed['name'].strip()}"
        yield name, first + timed.start("time"), first + timed.end("time")
        return
    colon = _COLON.match(text[first:]) or _STEP_THEN_TIME.match(text[first:])
    if colon is not None:
        yield _clean(colon["name"]), first + colon.start("time"), first + colon.end("time")
        return
    said = list(_IS.finditer(text))
    if said:
        yield from ((_clean(match["name"]), match.start("time"), match.end("time")) for match in said)
        return
    running = list(in_running_text(text))
    if running:
        yield from ((_clean(name), start, end) for name, start, end in running)
        return
    yield from _stepped(passage, first)


def _stepped(passage: Passage, first: int) -> Iterator[Named]:
    """A step under a heading of steps: its name and its time behind it."""
    text = passage.text
    heading = passage.own_heading
    if heading is None or not _is_step(passage, heading.name):
        return
    framed = _FRAMED.match(text[first:])
    if framed is not None:
        yield _clean(framed["name"]), first + framed.start("time"), first + framed.end("time")
        return
    rest = text[first + len(heading.name) :].lstrip("。：: ")
    at = len(text) - len(rest)
    match = _DATE_FIRST.match(rest)
    if match is not None and ("阶段" in heading.name or rest[match.end() : match.end() + 1] in {"", *"，。；：:"}):
        yield _clean(heading.name), at + match.start("time"), at + match.end("time")


def _bracketed(passage: Passage, first: int) -> Iterator[Named]:
    text = passage.text
    for match in _BRACKET.finditer(text):
        if not _TIME_SIGNS.search(match[1]) or re.search(r"单位|部门|科室|号$", match[1]):
            continue
        begin = max([first, *(text.rfind(sign, 0, match.start()) + 1 for sign in "。；;，,")])
        name = text[begin : match.start()].strip()
        heading = begin <= first and passage.numbered
        if "阶段" not in name and not _NUMBERED.match(name) and not (heading and _is_step(passage, name)):
            continue
        if not 2 <= len(name) <= 36:
            continue
        yield _clean(_completed(name, text[match.end() :])), match.start(1), match.end(1)


def _completed(name: str, behind: str) -> str:
    """第一阶段（…）：宣传发动 has its name behind the bracket."""
    if not _ORDINAL.match(name):
        return name
    match = re.match(r"^\s*[：:、—-]?\s*([^。，；：:（(]{2,20})", behind)
    return f"{name}：{match[1].strip()}" if match else name


def _clean(name: str) -> str:
    """A phase's name alone; 第一阶段：宣传发动 stays whole, 具体为：… loses what leads up to it."""
    bare = name.strip(' 、，。：:“”"').removeprefix("其中")
    parts = re.split(r"[：:]", bare)
    return bare if _ORDINAL.match(parts[0].strip()) else parts[-1].strip()


def _is_step(passage: Passage, name: str) -> bool:
    if "阶段" in name:
        return True
    above = passage.path[:-1]
    if not above or (above[-1].level > 1 and above[-1].name.endswith("阶段")):
        return False
    if _TASKS.search(above[-1].name):
        return False
    return bool(_STEPS.search(above[-1].name)) and passage.numbered


def _from_table(table: PlanTable, context: Context) -> Iterator[Phase]:
    earlier: date | None = None
    for name, said, row, column in phase_cells(table):
        deadline = context.read(said, earlier)
        if deadline.kind not in _KINDS or not _TIME_SIGNS.search(said):
            continue
        start, end = _ends(deadline, said, context, earlier)
        earlier = end or start or earlier
        yield Phase(_clean(name), start, end, said, deadline, table.source(row, column, said))


def _ends(deadline: Deadline, said: str, context: Context, earlier: date | None) -> tuple[date | None, date | None]:
    """First and last day; of a stretch with one end that no calendar has (5月1日至6月31日) the other one."""
    if deadline.state is not State.INVALID:
        return _day(deadline.start), _day(deadline.end)
    parts = _TO.split(said, maxsplit=1)
    if len(parts) != _TWO:
        return None, None
    first = context.read(parts[0].strip("自从起 "), earlier)
    last = context.read(parts[1], _day(first.end) or earlier)
    days = (first.start or first.end, last.end)
    sides = [None if one.state is State.INVALID else _day(day) for one, day in zip((first, last), days, strict=True)]
    both = sides[0] is not None and sides[1] is not None
    return (None, None) if both else (sides[0], sides[1])


def _closed(phases: list[Phase], context: Context) -> tuple[Phase, ...]:
    """Open ends filled from the span or the neighbour, and marked."""
    done: list[Phase] = []
    span = context.within
    for place, phase in enumerate(phases):
        current = phase
        if phase.deadline.state is State.INVALID:
            done.append(phase)
            continue
        if phase.start is None and phase.end is not None:
            current = _started(phase, done[-1].end if done else None, span[0] if span and not done else None)
        following = phases[place + 1].start if place + 1 < len(phases) else None
        if current.end is None and current.start is not None:
            current = _ended(current, following, span[1] if span else None)
        elif phase.deadline.kind is Kind.WINDOW and phase.deadline.state is State.CONFIRM and "以后" in phase.text:
            current = replace(current, open_end=True)
        done.append(current)
    return tuple(done)


def _started(phase: Phase, before: date | None, begin: date | None) -> Phase:
    if begin is not None and phase.end is not None and begin <= phase.end:
        return replace(phase, start=begin, open_start=True, deadline=phase.deadline.starting(begin))
    if before is not None and phase.end is not None and before < phase.end:
        start = before + timedelta(days=1)
        deadline = phase.deadline.starting(start).asked("方案没有写本阶段的起始日期，暂接上一阶段，请确认。")
        return replace(phase, start=start, open_start=True, deadline=deadline)
    return replace(phase, open_start=True)


def _ended(phase: Phase, following: date | None, last: date | None) -> Phase:
    end = following - timedelta(days=1) if following is not None and phase.start and following > phase.start else last
    if end is None or (phase.start and end < phase.start):
        return replace(phase, open_end=True)
    deadline = replace(phase.deadline, kind=Kind.WINDOW, end=end).asked(
        "方案没有写本阶段的截止日期，暂按活动止期，请确认。"
    )
    return replace(phase, end=end, open_end=True, deadline=deadline)


def _day(value: date | datetime | None) -> date | None:
    return None if value is None else date(value.year, value.month, value.day)


def stated(deadline: Deadline) -> tuple[date | None, date | None]:
    """First and last day of a deadline."""
    return _day(deadline.start), _day(deadline.end)
