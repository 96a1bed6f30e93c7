"""Names of activities, numbers and counts that disagree, and what is asked in one place and gone in the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, Phase, PlanActivity, PlanTask
from desk_app.campaign.plan.pairing import Group, Pair
from desk_app.campaign.plan.wording import (
    ASKED_TIMES,
    bare_name,
    chinese_number,
    counts_in,
    fold,
    left_out,
    likeness,
    number_of,
    short_activity,
)

#: A list that leaves out the counts of so many items does so on purpose.
_MANNER = 3
_NEARLY, _ABOUT_ONE_THING, _LEAST_NAME = 0.6, 0.5, 5
_PHASE_CLAIM = re.compile(
    r"(?:分|共分|划分为|分为|分成|按)[^。；]{0,60}?([一二两三四五六七八九]|\d)个?(?:阶段|步骤|步(?=[，,：:。实推进走来进])|环节(?=[，,：:。实推进]))"
)
_ACTIVITY_CLAIM = re.compile(r"[“\"]?([一二三四五六七八九十]{1,3}|\d{1,2})(?:大|项|个)(活动|行动)[”\"]?")


def renamed_activities(groups: Sequence[Group]) -> Iterator[Conflict]:
    """One activity under two names."""
    for group in groups:
        one, two = group.body[0], group.listed[0]
        if not group.renamed or _shortened(one.activity, two.activity):
            continue
        a, b = _at(one.source, one.activity), _at(two.source, two.activity)
        ordinal = f"第{one.activity_number}项活动" if one.activity_number else "活动"
        message = f"{ordinal}名称前后不一：{a.quoted}，{b.quoted}，请核定。"
        yield Conflict(ConflictKind.ACTIVITY, a, b, message, two.activity)


#: Headings of what a plan says of itself; they ask nothing that a list could have.
_NO_DEED = re.compile(r"(?:目标|原则|要求|思想|依据|范围|标准|保障|步骤|安排|背景|意义)$")


def _at(source: Source, text: str) -> Source:
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)


def lost_activities(
    groups: Sequence[Group],
    body: Sequence[Sequence[PlanTask]],
    listed: Sequence[Sequence[PlanTask]],
    written: Sequence[tuple[str, Source]],
    known: Sequence[Conflict],
) -> Iterator[Conflict]:
    """An activity of the body without a row in a list that has rows for most others, or the other way about.

    ``written`` are all texts of the plan: what stands anywhere on the other side, under whatever heading, is not gone.
    """
    texts = {
        inside: fold("，".join(text for text, at in written if (at.row is not None) is inside))
        for inside in (True, False)
    }
    if len(groups) < 2 or len(groups) * 2 < max(len(body), len(listed)):
        return
    told = {
        source.text
        for one in known
        if one.kind is ConflictKind.ACTIVITY
        for source in (one.a, one.b)
        if source is not None
    }
    have = {id(task) for group in groups for task in (*group.body, *group.listed)}
    for runs, here, there in ((body, "正文", "任务清单"), (listed, "任务清单", "正文")):
        for run in runs:
            first = run[0]
            if id(first) in have or not first.activity or _NO_DEED.search(first.activity):
                continue
            if first.activity in told or fold(short_activity(first.activity)) in texts[here == "正文"]:
                continue
            others = [other[0].activity for other in (listed if runs is body else body)]
            if any(_shortened(first.activity, other) for other in others):
                continue
            a = _at(first.source, first.activity)
            message = f"{here}有“{first.activity}”，{there}没有对应的内容，请核定。"
            yield Conflict(ConflictKind.ACTIVITY, a, None, message, first.activity)


def _shortened(first: str, second: str) -> bool:
    """Whether one name is the other with words left out (“流动医院”下乡巡诊, “流动医院”巡诊)."""
    one, two = sorted((bare_name(first), bare_name(second)), key=len)
    same_ends = one[:2] == two[:2] and one[-2:] == two[-2:]
    return one == two or (len(one) >= _LEAST_NAME and same_ends and left_out(one, two))


def compare_counts(
    pairs: Sequence[Pair],
    listed: Sequence[PlanTask],
    rows: Mapping[tuple[int, int], str],
    known: Sequence[Conflict],
) -> Iterator[Conflict]:
    """Counts that differ, or that stand in one of two nearly equal wordings only.

    ``listed`` are all rows: a number that several rows of the activity make up together is the same. ``rows`` are the
    whole texts of rows: a number may stand in a column of its own.
    """
    told = {(one.b.block, one.b.row) for one in known if one.kind is ConflictKind.NUMBER and one.b is not None}
    without = sum(bool(counts_in(_words(one.body))) > bool(counts_in(_words(one.listed))) for one in pairs)
    for pair in pairs:
        if _made_up(pair, listed) or _row(pair.listed) in told:
            continue
        name = pair.listed.activity or pair.body.activity
        one, two = (counts_in(_words(task)) for task in (pair.body, pair.listed))
        if {count[1:] for count in one} == {count[1:] for count in two}:
            continue
        if one and two:
            yield from _different(pair, one, two, name)
        elif without >= _MANNER or any(count[0] in rows.get(_row(pair.listed), "") for count in one):
            continue
        elif _nearly_equal(pair) and any(_is_asked(count, pair) for count in (*one, *two)):
            yield _lost(pair, one, two, name)


def _is_asked(count: tuple[str, float, float, str], pair: Pair) -> bool:
    """Whether a count asks something: 一次 beside 每季度 says no more than the rhythm does, 两个 tells which ones."""
    if count[3] == "个" and not count[0][0].isdecimal():
        return False
    again = any(task.deadline.kind is Kind.RECURRING for task in (pair.body, pair.listed))
    return count[3] in ASKED_TIMES and not (again and count[1] == count[2] == 1)


def _row(task: PlanTask) -> tuple[int, int]:
    return task.source.block, -1 if task.source.row is None else task.source.row


def _made_up(pair: Pair, listed: Sequence[PlanTask]) -> bool:
    """Whether the body's one number is the sum of those of the activity's rows (20座: 12座 and 8座)."""
    rows = {row.source: row for row in listed if row.activity and row.activity == pair.listed.activity}.values()
    own = counts_in(_words(pair.body))
    if len(own) != 1 or len(rows) < 2:
        return False
    parts = [count[1] for row in rows for count in counts_in(row.content) if count[3] == own[0][3]]
    return len(parts) > 1 and sum(parts) == own[0][1]


def _words(task: PlanTask) -> str:
    """A task's words, with the deed that stands beside its time (6月15日前举办讲座4场)."""
    return f"{task.content}，{task.deadline.text}" if task.deadline_source is not None else task.content


def _different(
    pair: Pair, one: list[tuple[str, float, float, str]], two: list[tuple[str, float, float, str]], name: str
) -> Iterator[Conflict]:
    for word in dict.fromkeys(count[3] for count in one):
        first = [count for count in one if count[3] == word]
        second = [count for count in two if count[3] == word]
        if word not in ASKED_TIMES and likeness(pair.body.content, pair.listed.content) < _ABOUT_ONE_THING:
            continue
        if len(first) == len(second) == 1 and first[0][1:3] != second[0][1:3]:
            a, b = (
                _at(pair.body.source, _around(_words(pair.body), first[0][0])),
                _at(pair.listed.source, _around(_words(pair.listed), second[0][0])),
            )
            what = "次数要求" if word in ASKED_TIMES else "数量"
            message = f"{f'“{name}”的' if name else ''}{what}前后不一：{a.quoted}，{b.quoted}，请核定。"
            yield Conflict(ConflictKind.NUMBER, a, b, message, name)


def _nearly_equal(pair: Pair) -> bool:
    return likeness(pair.body.content, pair.listed.content) >= _NEARLY and _share(pair) >= _NEARLY


def _share(pair: Pair) -> float:
    """How long the shorter wording is beside the longer: an extract of a long text loses nothing by being short."""
    sizes = sorted((len(fold(pair.body.content)), len(fold(pair.listed.content))))
    return sizes[0] / max(sizes[1], 1)


def _lost(
    pair: Pair, one: list[tuple[str, float, float, str]], two: list[tuple[str, float, float, str]], name: str
) -> Conflict:
    has, lacks, counts = (pair.body, pair.listed, one) if one else (pair.listed, pair.body, two)
    said = _clause(_words(has), counts[0][0])
    a, b = _at(has.source, said), _at(lacks.source, lacks.content)
    message = f"{f'“{name}”' if name else ''}的要求前后不一：{a.where}要求“{said}”，{b.where}没有了这一要求，请核定。"
    return Conflict(ConflictKind.NUMBER, a, b, message, name)


def _clause(text: str, said: str) -> str:
    place = text.find(said)
    start = max(text.rfind(sign, 0, place) for sign in "，。；：") + 1
    ends = [found for sign in "，。；" if (found := text.find(sign, place)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def _around(text: str, said: str) -> str:
    return _clause(text, said)[:40]


def lost_numbers(tasks: Sequence[PlanTask], struck: Collection[tuple[int, int | None]]) -> Iterator[Conflict]:
    """Rows of the list whose number is lost, double or leaps; one leaps rightly where a row was struck out."""
    rows = [task for place, task in enumerate(tasks) if place == 0 or tasks[place - 1].source != task.source]
    for place, task in enumerate(rows):
        if task.number is None and task.proposed_number is not None:
            before = rows[place - 1]
            a = _at(task.source, task.content)
            b = _at(before.source, before.number or before.content)
            message = f"任务清单中“{_short(task.content)}”一行没有序号，按前后应为第{task.proposed_number}项，请核定。"
            yield Conflict(ConflictKind.NUMBER, a, b, message, task.activity)
    yield from _leaps(rows, struck)


def _short(text: str) -> str:
    return text if len(text) <= 16 else f"{text[:15]}…"


#: Behind a number that stands twice (6, 6, 8) the next is right.
_BEHIND_DOUBLE = 2


def _leaps(rows: Sequence[PlanTask], struck: Collection[tuple[int, int | None]]) -> Iterator[Conflict]:
    doubled = False
    for one, two in pairwise(rows):
        first, second = one.number or one.proposed_number, two.number or two.proposed_number
        if not (first and second and first.isdecimal() and second.isdecimal()) or one.source.block != two.source.block:
            continue
        step, after_double = int(second) - int(first), doubled
        doubled = step == 0
        if after_double and step == _BEHIND_DOUBLE:
            continue
        if step == 1 or int(second) == 1 or (step == 0 and one.source.row == two.source.row):
            continue
        if step > 1 and any((one.source.block, row) in struck for row in _between(one.source, two.source)):
            continue
        what = "重复" if step == 0 else f"由{first}跳到{second}"
        a, b = _at(one.source, first), _at(two.source, second)
        message = f"任务清单的序号{what}：{a.where}为“{first}”，{b.where}为“{second}”，请核定。"
        yield Conflict(ConflictKind.NUMBER, a, b, message)


def _between(first: Source, second: Source) -> range:
    """The rows below the first up to the second."""
    return range((first.row or 0) + 1, (second.row or 0) + 1)


def heading_leaps(headings: Sequence[PlanActivity], struck: Collection[tuple[int, int | None]]) -> Iterator[Conflict]:
    """Activities of the body whose numbers leap or come twice."""
    for one, two in pairwise(headings):
        first, second = number_of(one.number), number_of(two.number)
        if first is None or second is None or second in {first + 1, 1}:
            continue
        if second > first and any(
            (place, None) in struck for place in range(one.source.block + 1, two.source.block + 1)
        ):
            continue
        what = "重复" if first == second else f"由“{one.number}”跳到“{two.number}”"
        message = f"正文的编号{what}：{one.source.quoted}，{two.source.quoted}，请核定。"
        yield Conflict(ConflictKind.NUMBER, one.source, two.source, message)


def claimed_numbers(sources: Sequence[Source], phases: int, activities: Sequence[str]) -> Iterator[Conflict]:
    """How many phases or activities the plan says it has, against how many it has."""
    for source in sources:
        match = _PHASE_CLAIM.search(source.text)
        if match is not None and phases >= 2 and (said := number_of(match[1])) is not None and said != phases:
            message = f"{source.where}说分{match[1]}个阶段，文中列出{phases}个阶段，请核定。"
            yield Conflict(ConflictKind.NUMBER, _at(source, match[0]), None, message)
        claim = _ACTIVITY_CLAIM.search(source.text)
        if claim is None or len(activities) < 3:
            continue
        number = number_of(claim[1])
        counted = sum("活动" in name or "行动" in name for name in activities)
        if number is not None and number != len(activities) == counted:
            message = f"{source.where}说有{claim[1]}项{claim[2]}，文中列出{chinese_number(counted)}项，请核定。"
            yield Conflict(ConflictKind.NUMBER, _at(source, claim[0]), None, message)


def compare_phases(text: Sequence[Phase], tables: Sequence[Phase]) -> Iterator[Conflict]:
    """One phase with two stretches of time."""
    for one in text:
        for two in tables:
            if fold(one.name) not in fold(two.name) and fold(two.name) not in fold(one.name):
                continue
            differs = (one.end and two.end and one.end != two.end) or (
                one.start and two.start and one.start != two.start and not one.open_start and not two.open_start
            )
            if differs and one.source != two.source:
                message = f"“{one.name}”的起止时间前后不一：{one.source.quoted}，{two.source.quoted}，请核定。"
                yield Conflict(ConflictKind.DATE, one.source, two.source, message)


def phase_order(phases: Sequence[Phase]) -> Iterator[Conflict]:
    """Phases whose times do not exist, or that end before they begin or run back."""
    for one, two in pairwise(phases):
        beside = (one.source.row is None) != (two.source.row is None)
        if one.start and two.start and two.start < one.start and not beside:
            message = f"“{two.name}”的开始时间早于上一阶段：{one.source.quoted}，{two.source.quoted}，请核定。"
            yield Conflict(ConflictKind.DATE, one.source, two.source, message)
