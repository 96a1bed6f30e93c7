"""How the paper is laid out: which stretch of it a phase or a heading governs, and how many parts follow a lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from desk_app.campaign.deadlines import Kind, State
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.facts import Frame, Outline
from desk_app.campaign.plan.model import Phase
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.marks import BULLET, mark_of
from desk_app.importing.plan.passages import Passage, PassageKind, items_of
from desk_app.importing.plan.phase_tables import phase_groups
from desk_app.importing.plan.phases import same_name
from desk_app.importing.plan.task_table import ListTable

_BRACKET_DAY = re.compile(r"[（(]([^（）()]{0,12}\d{1,2}月[^（）()]{0,14})[）)]\s*[。；;]?$")
#: 第三阶段：整改提高（10月下旬至12月10日）: a line that heads the items below it without a number of its own.
_PHASE_LINE = re.compile(r"^第[一二三四五六]阶段[^。；;，,]{0,24}[（(][^（）()]{4,30}[）)]\s*$")
_ORDINAL = re.compile(r"^([一二三四五六七八九十])(?:是|要|、)")
_ITEM_LEVEL = 3


def read_frames(
    context: Context, phases: Sequence[Phase], span: Frame | None, lists: Sequence[ListTable] = ()
) -> tuple[Frame, ...]:
    """The stretches of phases, of headings with a day of their own, and of the whole campaign, the nearest first."""
    frames = [frame for one in lists for frame in _in_list(one, phases)]
    frames += [frame for place in range(len(context.passages)) for frame in _headed(context, place)]
    beside = Counter(phase.source.block for phase in phases)
    frames.extend(frame for phase in phases for frame in _phased(context, phase, alone=beside[phase.source.block] == 1))
    frames.sort(key=lambda one: one.last - one.first)
    return (*frames, *((span,) if span is not None else ()))


def _in_list(one: ListTable, phases: Sequence[Phase]) -> Iterator[Frame]:
    """The rows of a list that stand beside a phase's name."""
    for name, first, last in phase_groups(one.table, one.columns):
        phase = next((phase for phase in phases if same_name(phase.name, name)), None)
        if phase is not None and phase.deadline.state is not State.INVALID:
            start, end = None if phase.open_start else phase.start, None if phase.open_end else phase.end
            block = one.table.index
            yield Frame(phase.name, start, end, phase.source, block, block, rows=(first, last))


def _phased(context: Context, phase: Phase, *, alone: bool) -> Iterator[Frame]:
    if phase.source.row is not None or phase.deadline.state is State.INVALID:
        return
    for place, passage in enumerate(context.passages):
        if all(line.index != phase.source.block for line in passage.lines):
            continue
        lines = [line.index for line in passage.lines]
        line = passage.own_heading is None and _PHASE_LINE.match(passage.text) is not None
        if passage.own_heading is None and not alone and not line:
            return
        heads = passage.own_heading is not None and not _ends_a_list(context.passages, place)
        first, last = _reach(context, place) if heads else (lines[0], lines[-1])
        if line:
            first, last = _below_line(context, place)
        start = None if phase.open_start else phase.start
        yield Frame(phase.name, start, None if phase.open_end else phase.end, phase.source, first, last)
        return


def _ends_a_list(passages: Sequence[Passage], place: int) -> bool:
    """3.总结验收——5月1日至5月10日。 right below item 2: what follows without a number is no part of item 3."""
    own, before = passages[place].own_heading, passages[place - 1].own_heading if place else None
    if own is None or before is None or own.level < _ITEM_LEVEL or before.level != own.level:
        return False
    return passages[place - 1].path[:-1] == passages[place].path[:-1]


def _below_line(context: Context, place: int) -> tuple[int, int]:
    """From a line that only names a phase to the next such line, or to the end of the section."""
    passage = context.passages[place]
    first = last = passage.lines[0].index
    for one in context.passages[place + 1 :]:
        outside = one.path[:1] != passage.path[:1] or one.kind is not PassageKind.BODY
        if outside or _PHASE_LINE.match(one.text):
            break
        last = one.lines[-1].index
    return first, last


def _reach(context: Context, place: int) -> tuple[int, int]:
    """From which block to which a heading governs."""
    passage = context.passages[place]
    first = last = passage.lines[0].index
    for one in context.passages[place:]:
        if one.path[: len(passage.path)] != passage.path or one.kind is not PassageKind.BODY:
            break
        last = one.lines[-1].index
    return first, last


def _headed(context: Context, place: int) -> Iterator[Frame]:
    """（一）户厕改造（5月底前完成）: a heading with a due day for all below it."""
    passage = context.passages[place]
    heading = passage.own_heading
    match = _BRACKET_DAY.search(passage.text)
    if heading is None or match is None or passage.kind is not PassageKind.BODY or "阶段" in passage.text:
        return
    deadline = context.read(match[1])
    first, last = _reach(context, place)
    if deadline.kind is Kind.BY and deadline.state is State.CLEAR and deadline.end is not None and last > first:
        end = date(deadline.end.year, deadline.end.month, deadline.end.day)
        yield Frame(heading.name, None, end, passage.source(*match.span(1)), first, last)


def read_outlines(context: Context) -> tuple[Outline, ...]:
    """Every paragraph of the body with the parts that follow it."""
    return tuple(
        _outline(context.passages, place)
        for place, passage in enumerate(context.passages)
        if passage.kind is PassageKind.BODY
    )


def _outline(passages: Sequence[Passage], place: int) -> Outline:
    passage = passages[place]
    below, deeper, leads = _parts(passages, place)
    source: Source = passage.source(0, len(passage.text))
    own = len(items_of(passage))
    heading = passage.own_heading
    alone = heading is not None and mark_of(passage.text) is not None and len(passage.text) - len(heading.name) <= 8
    return Outline(source, below, deeper, own - 1 if own > 1 else 0, leads, heading.name if alone and heading else "")


def _parts(passages: Sequence[Passage], place: int) -> tuple[int, int, bool]:
    """How many parts stand right below, how many below those, and whether the first follows at once."""
    path = passages[place].path
    below: list[Passage] = []
    deeper = 0
    leads = place + 1 < len(passages) and _is_part(passages[place + 1], path)
    for one in passages[place + 1 :]:
        if one.kind is not PassageKind.BODY or one.path[: len(path)] != path or (not path and not one.numbered):
            break
        if not one.numbered or one.own_heading is None or one.own_heading.level >= BULLET:
            continue
        if not below or one.own_heading.level == below[0].path[-1].level:
            below.append(one)
        elif one.own_heading.level > below[0].path[-1].level:
            deeper += len(one.path) == len(below[0].path) + 1
        else:
            break
    if not below:
        return _spoken(passages, place), 0, _spoken(passages, place) > 0
    in_order = [one.path[-1].number for one in below]
    return len(below), deeper, leads and len(set(in_order)) == len(in_order)


def _is_part(one: Passage, path: Sequence[object]) -> bool:
    return one.kind is PassageKind.BODY and one.numbered and len(one.path) > len(path)


def _spoken(passages: Sequence[Passage], place: int) -> int:
    """Paragraphs that begin 一是, 二是, … right below."""
    counted = 0
    for one in passages[place + 1 :]:
        match = _ORDINAL.match(one.text)
        if match is None or match[1] != "一二三四五六七八九十"[counted : counted + 1] or one.numbered:
            break
        counted += 1
    return counted
