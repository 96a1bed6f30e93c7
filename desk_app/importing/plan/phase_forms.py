"""The shapes in which a phase's name and time stand together in running text, apart from a bracket behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from desk_app.campaign.deadlines import Kind, State
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import Passage, PassageKind

Named = tuple[str, int, int]
_HEADED = re.compile(
    r"^(?P<name>[^。，,；;：:（(\d—]{2,16}?)\s*(?:[：:]\s*|[（(]\s*|—{1,2}\s*)(?:时间(?:安排)?[：:为]?)?"
    r"(?P<time>(?:自|从|于)?(?:\d{4}\s*年|\d{1,2}\s*月)[^（）()。；;，,]{0,36}?)\s*(?:[）)]|[。；;，,]|$)"
)
#: 3月15日至4月15日：自查自纠。 A stretch first and what it is for behind it.
_TIMED_FIRST = re.compile(
    r"^(?P<time>(?:自|从)?(?:\d{4}年)?\d{1,2}月[\d年月日上中下旬底末初起 ]{0,10}(?:[-—–~～至到]+)"
    r"[\d年月日上中下旬底末初 ]{2,12})"
    r"\s*(?:[：:，,]|为)\s*(?P<name>[^。，,；;：:（(]{2,16}?)\s*(?:[。；;，,：:]|$)"
)
_STEPS = re.compile(r"步骤|阶段|时间安排|进度")
_RUNNING = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,16}?阶段)(?:的)?(?:时间)?(?:相应|统一|整体|一并)?(?:为|是|：|:)?"
    r"(?P<time>(?:从|自|由|(?<=[为是：:]))(?:即日|(?:\d{4}年)?\d{1,2}月)[^，,。；;：:（(]{0,12}(?:起|开始)?[，,]?(?:至|到|—|–|-|～|~)[^，,。；;：:（(]{2,16})"
)
_MOVED = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,16}?阶段)[^。；;]{0,40}?(?:调整|变更|更改|修改|延长|延期|推迟|顺延|提前|改|定)(?:为|至|到|成)"
    r"(?P<time>(?:自|从)?(?:\d{4}年)?\d{1,2}月[^，,。；;（(]{0,26})"
)
_LEADS_IN = re.compile(r"^(?:将|把|原|现|其中|同时|本次|本|(?:活动|行动|整治|工作)的?)+")
#: How far a phase may begin before the end of the one above it, and behind it where both bear numbers.
_SECTION = 2
_LAP, _NEXT, _WIDE = timedelta(0), timedelta(days=2), timedelta(days=10)


def in_running_text(text: str) -> Iterator[Named]:
    """宣传发动阶段从5月10日至5月31日, 整治阶段相应调整为6月1日至8月31日: name and where its time stands."""
    found = list(_MOVED.finditer(text)) or list(_RUNNING.finditer(text))
    for match in found:
        yield _LEADS_IN.sub("", match["name"]), match.start("time"), match.end("time")


def is_moved(text: str) -> bool:
    """Whether a sentence gives a phase a new time, so that it needs no other phase beside it."""
    return bool(_MOVED.search(text))


def consecutive(context: Context) -> dict[int, Named]:
    """Paragraphs side by side that each begin with a name and a stretch of time, one running on into the next.

    Such a run is a plan's phases under whatever heading it stands (行动安排, 任务进程).
    """
    found: dict[int, Named] = {}
    run: list[tuple[int, Named, tuple[date, date]]] = []
    for place, passage in enumerate(context.passages):
        if passage.kind is not PassageKind.BODY:
            continue
        headed = _headed(passage)
        if headed is None:
            if run and _below(passage, context.passages[run[-1][0]]):
                continue
            run = []
            continue
        said = passage.text[headed[1] : headed[2]]
        stretch = _stretch(context, said, run[-1][2][1] if run else None)
        if stretch is None:
            run = []
            continue
        follows = bool(run) and _beside(passage, context.passages[run[-1][0]])
        follows = follows and _LAP <= stretch[0] - run[-1][2][1] <= (_WIDE if passage.numbered else _NEXT)
        if run and not follows and passage.numbered and _beside(passage, context.passages[run[-1][0]]):
            for one, _, _ in run:
                found.pop(one, None)
        run = [*run, (place, headed, stretch)] if follows else [(place, headed, stretch)]
        if len(run) > 1:
            found.update((one, named) for one, named, _ in run)
    return found


def _headed(passage: Passage) -> Named | None:
    mark = mark_of(passage.text)
    first = len(passage.text) - len(mark[2]) if mark else 0
    match = _HEADED.match(passage.text[first:])
    sections = passage.numbered and passage.path[-1].level <= _SECTION
    if match is None and (sections or any(_STEPS.search(heading.name) for heading in passage.path)):
        match = _TIMED_FIRST.match(passage.text[first:])
    if match is None or re.search(r"单位|部门|科室|完成|报送|[；;]", match[0].rstrip("；;")):
        return None
    return match["name"].strip(" 　“”、"), first + match.start("time"), first + match.end("time")


def _stretch(context: Context, said: str, earlier: date | None) -> tuple[date, date] | None:
    deadline = context.read(said, earlier)
    if deadline.kind is not Kind.WINDOW or deadline.state is State.INVALID or not (deadline.start and deadline.end):
        return None
    first, last = deadline.start, deadline.end
    return date(first.year, first.month, first.day), date(last.year, last.month, last.day)


def _beside(one: Passage, before: Passage) -> bool:
    """Whether two paragraphs stand under one heading, with numbers of one level or both without."""
    if one.numbered != before.numbered:
        return False
    if not one.numbered:
        return one.path == before.path
    return one.path[:-1] == before.path[:-1] and one.path[-1].level == before.path[-1].level


def _below(one: Passage, head: Passage) -> bool:
    """Whether a paragraph belongs to the one that heads it."""
    return head.numbered and one.path[: len(head.path)] == head.path
