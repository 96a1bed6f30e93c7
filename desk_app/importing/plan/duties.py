"""定期工作 and 次数要求: what the plan asks again and again, or a number of times, and of whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from desk_app.campaign.deadlines import Deadline, Found, Kind, State
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Duty, PlanTask
from desk_app.campaign.plan.wording import fold, likeness
from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.clauses import last_day, sentences, unclocked, year_below
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.duty_counts import (
    LEAST,
    bare_clause,
    counted_clauses,
    only_counts,
    says_the_task,
    tells_scale,
    tells_the_past,
)
from desk_app.importing.plan.label_blocks import labels_below
from desk_app.importing.plan.label_lines import is_label_line, is_time_label
from desk_app.importing.plan.named_units import named_units
from desk_app.importing.plan.passages import Heading, Passage
from desk_app.importing.plan.speakers import speaker_before, speaking
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.tails import find_tails
from desk_app.importing.plan.time_words import after_time
from desk_app.importing.plan.unit_headings import units_alone
from desk_app.importing.plan.units import is_unit, subject_units

_PAIR = re.compile(
    r"([^，。；：、]{2,20}(?:与|和|(?<![会协])同)[^，。；：]{2,60}?(?:之间)?)(?=要?(?:至少|开展|进行|谈|每|普遍|广泛|必须|应(?!急|用|届|对)))"
)
_EACH = re.compile(
    r"((?:每(?:位|名|个|一位|一名|一个)|全体|各级|各)[^，。；：\d]{1,22}?|(?:党员干部|干部(?!网络|在线|教育|学院|培训|人事|监督|选拔|队伍)|党员(?!教育|活动|之家)|(?!组织|要求|安排|选派|抽调|发动|鼓励|优秀|各级)[\u4e00-\u9fff]{2}干部(?!网络|在线|教育|学院|培训|人事|监督|选拔|队伍)|局领导|班子成员|领导干部|党组书记|支部书记|党支部书记|书记|党组成员|联络员|[\u4e00-\u9fff]{1,6}(?<!党)(?<!委)(?<!成)(?<!动)(?<!全)(?<!人)员|[\u4e00-\u9fff、和各]{0,14}(?:主要负责人|负责人|主要负责同志|负责同志|主要领导|班子成员|党员干部|书记|领导))[^，。；：\d]{0,12}?)"
    r"(?=(?:[于在]?(?:\d{4}年|[今明]年)?(?:\d{1,2}月[^，。；]{0,5}?(?:前|底|内)|年底前|年内|全年|[上下]半年|第?[一二三四]季度))?(?:每人|人均|至少|不少于|到|(?<![主重首纲摘概])要|应(?!急|用|届)|(?<![宣演主])讲|(?<![工操写合])作|开展|撰写|参加|上(?![门级报线])|为|带头|完成|提交|每|须|需|分片|包联|包抓|挂联|挂钩))"
)
#: 每个支部, 每家支行: every one of a class of units.
_EACH_UNIT = re.compile(r"每一?[家个所支座]")
_TELLS = re.compile(r"组织|督促|引导|动员|推动|指导|教育|鼓励")
_OCCASION_FIRST = re.compile(r"^[^，。]{0,12}?(?:期间|前后)")
_UNTIL_VERB = re.compile(r"(?<=.)(?:(?<![主重首纲摘概])要|应(?!急|用|届)|须|需|带头|在|到|将|把)")
_DEED_BEHIND = re.compile(r"(?:分别|于|在|对|将|每|举办|开展|组织|进行|撰写|参加|集中|讲|作)+$")
_DEED = re.compile(
    r"(?<=..)(?:组织(?!部|人事|科|处|委员|生活)|走访|结对|撰写|联系|报送|参加|开展|完成|领办|包保|提交|调研|谈心|帮扶|认领|上报|办理)"
)
_BRACKET_FIRST = re.compile(r"^[（(][^（）()]*\d[^（）()]*[）)]\s*")
#: 参赛选手每人全年精读…: whoever is named right before 每人.
_FOLK = re.compile(r"^([\u4e00-\u9fff]{2,8}?)(?<![要求确保给按为])(?:每人|人均)")
_PERSON = re.compile(r"每人|人均")
_YEARLY = re.compile(r"((?:19|20)\d\d)年度[^，。；]{0,16}?(民主生活会|组织生活会)")
_DONE = re.compile(r"开展|举办|举行|组织|召开|讲|作|撰写|参加|进行|轮训|集中|走访|学习|报送|申报")
_TIMES = re.compile(r"[\d一两二三四五六七八九十][次篇场期遍]|课时|学时")
_AFTERWARDS = re.compile(r"(?:活动|行动|整治|教育|学习教育)结束后[，,]?\s*转入[^。；，]{0,20}")
Place = Callable[[int, int], Source]
#: Behind such words a rhythm is what an inspection looks for, not what the paper asks.
_CHECKED = re.compile(r"(?:是否|有无|有没有|能否)[^，,。；;]{0,8}$")
#: 两次未完成的，予以约谈: a number of times on which something follows, and none that is asked.
_CONDITION = re.compile(
    r"^(?:以上|及以上)?[^，。；]{0,18}的[^，。；]{0,10}[，,]?[^。；]{0,14}(?:约谈|通报批评|问责|追责|诫勉|取消|扣|责令|评[先优]|一票否决)"
)
#: 按月排出工期, 按季度分解任务: how something is set out, and no work that comes again.
_BY_TURNS = re.compile(
    r"按[日周旬月季年]度?(?:排(?![查除放污涝水])|倒排|列(?![席入])|分解|细化|拆分|划分|编排|明确(?:工期|进度|节点|任务))"
)
#: 每个基层社不少于2次，县公司不少于4次: the second clause has no deed but that of the first.
_NO_DEED = re.compile(
    r"^([^，。；：]{2,14}?)(?:各|分别|均)?(?:不少于|至少|不低于|不得少于)\s*\d+\s*[次场期遍篇件份个名户家]$"
)
#: 取一次号, 一次办好: 一次 is no number of times that is asked.
_ONCE = re.compile(r"(?:办|性|号|告知|申请|申报|受理|办结|办成|通过|到位|合格|清|跑|解决|验收)")
#: A time beside a count; without one the count's end is only that of the whole campaign.
_OWN_TIME = re.compile(r"[年月日底季周旬]")
_NAME_ONLY = re.compile(r"《[^》]*$|“[^”]*$")


def read_duties(context: Context, tasks: Sequence[PlanTask]) -> tuple[Duty, ...]:
    """All duties of the body and of the task list, one that stands in both once."""
    duties: list[Duty] = []
    for duty in (*_from_body(context), *_from_tasks(context, tasks)):
        if not any(_same(duty, known) for known in duties):
            duties.append(duty)
    return tuple(duties)


def _same(first: Duty, second: Duty) -> bool:
    one, two = first.deadline, second.deadline
    if (one.recurrence, one.min_count) != (two.recurrence, two.min_count):
        return False
    return fold(first.content) == fold(second.content) or likeness(first.content, second.content) >= 0.8


def _from_body(context: Context) -> Iterator[Duty]:
    earlier: date | None = None
    above: tuple[Heading, ...] = ()
    for place, passage in enumerate(context.passages):
        earlier, above = year_below(passage.path, above, earlier, context.on), passage.path
        if not passage.asks or is_label_line(passage.text):
            continue
        tails = find_tails(passage.text) or labels_below(context.passages, place)
        for start, end in sentences(passage.text):
            inside = next((tail for tail in tails if start <= tail.start < end), None)
            if is_time_label(passage.text[start:end]):
                yield from _timed(passage, tails, start, end, context)
                continue
            if is_label_line(passage.text[start:end].strip()) or _only_tail(passage.text[start:end], inside, start):
                yield from _by_tail(passage, tails, start, end, context, earlier)
                continue
            last = inside.start if inside is not None and inside.start > start else end
            said = passage.text[start:last]
            found = [] if tells_the_past(said, context.on.year) else context.find(said, earlier)
            stated = next((context.read(tail.deadline, earlier) for tail in tails[-1:] if tail.deadline), None)
            for duty in _of_sentence(said, found, _within(passage, start)):
                if says_the_task(duty.deadline, stated, found, duty.content):
                    continue
                deadline = duty.deadline if stated is None else _dated_by(duty.deadline, stated)
                before = "、".join(unit.name for unit in speaker_before(passage, start))
                who = duty.who or before or _named_beside(passage, start, last)
                who = who or "、".join(unit.name for tail in tails[-1:] for unit in tail.units) or _headed(passage)
                yield replace(duty, who=who, deadline=deadline)
            yield from _yearly(said, context, passage.source(start, last))
            yield from _afterwards(said, context, passage.source(start, last))
            earlier = last_day(found, earlier)


def _by_tail(
    passage: Passage, tails: Sequence[Tail], start: int, end: int, context: Context, earlier: date | None
) -> Iterator[Duty]:
    """The deed before a sentence that is nothing but a tail with a rhythm (…行动。（…；完成时限：每周五）)."""
    for place, tail in enumerate(tails):
        stated = tail.deadline_at or (tail.start, tail.end)
        if tail.deadline is None or not start <= stated[0] < end:
            continue
        before = tails[place - 1].end if place else 0
        content = bare_clause(passage.text[before : tail.start])
        deadline = context.read(tail.deadline, earlier)
        if content and deadline.kind is Kind.RECURRING:
            who = "、".join(unit.name for unit in tail.units)
            yield Duty(content, who, deadline, passage.source(before, tail.end))


def _only_tail(said: str, inside: Tail | None, start: int) -> bool:
    """Whether a sentence is a bracket of units and times (…培训。（安置科，每季度1期）)."""
    before = len(said) - len(said.lstrip())
    return inside is not None and inside.start <= start + before and said[before : before + 1] in set("（(［[〔【")


def _timed(passage: Passage, tails: Sequence[Tail], start: int, end: int, context: Context) -> Iterator[Duty]:
    """换书大集。时间：每月最后一个周六。责任部门：借阅部。: the rhythm of what stands before it."""
    again = [one for one in context.find(passage.text[start:end]) if one.deadline.kind is Kind.RECURRING]
    content = bare_clause(passage.text[:start])
    if len(again) == 1 and content:
        who = "、".join(unit.name for tail in tails[-1:] for unit in tail.units)
        yield Duty(content, who, again[0].deadline, passage.source(start, end))


def _dated_by(deadline: Deadline, stated: Deadline) -> Deadline:
    """A count without a date of its own takes that of its task, to be confirmed."""
    own = deadline.end is not None and _OWN_TIME.search(deadline.text)
    if deadline.kind is not Kind.QUOTA or own or stated.state is not State.CLEAR:
        return deadline
    if stated.kind not in {Kind.BY, Kind.WINDOW}:
        return deadline
    return replace(deadline, start=stated.start, end=stated.end).asked("期限按本项任务的完成时限计，请确认。")


def _named_beside(passage: Passage, start: int, end: int) -> str:
    """Whom the sentences beside one name (…。报送单位为市直各部门)."""
    return "、".join(unit.name for unit in named_units(passage.text[:start] + passage.text[end:]))


def _headed(passage: Passage) -> str:
    """The units that the nearest heading is made of (二、综合行政执法大队)."""
    named = (units_alone(one.name) for one in reversed(passage.path))
    return "、".join(unit.name for unit in next((units for units in named if units), ()))


def _within(passage: Passage, start: int) -> Place:
    return lambda first, last: passage.source(start + first, start + last)


def _always(source: Source) -> Place:
    return lambda _first, _last: source


def _from_tasks(context: Context, tasks: Sequence[PlanTask]) -> Iterator[Duty]:
    for task in tasks:
        if task.source.row is None:
            continue
        for start, end in sentences(task.content):
            said = task.content[start:end]
            for duty in _of_sentence(said, context.find(said), _always(task.source)):
                yield replace(
                    duty, who=duty.who or "、".join(task.unit_names), deadline=_dated_by(duty.deadline, task.deadline)
                )
        if task.deadline.kind in {Kind.RECURRING, Kind.QUOTA}:
            who = "、".join(task.unit_names)
            yield Duty(task.content, who, task.deadline, task.deadline_source or task.source)


def _of_sentence(said: str, found: list[Found], place: Place) -> Iterator[Duty]:
    for one, (first, last) in counted_clauses(said, found):
        bare = _NO_DEED.match(bare_clause(said[first:last]))
        rest = (bare is not None and is_unit(bare[1])) or only_counts(said[first:last])
        content = bare_clause(said[:last] if rest else said[first:last])
        if _is_duty(one, said) and content:
            own = speaking(said, one) if one.deadline.kind is Kind.RECURRING else ()
            who = (
                "、".join(unit.name for unit in own if unit.name[0] != "前")
                or "、".join(unit.name for unit in acting(said[:last])[0])
                or _who(said[first:last])
                or _who(said[:last])
                or "、".join(unit.name for unit in named_units(said))
            )
            who = who or "、".join(unit.name for unit in acting(said)[0])
            yield Duty(content, who, one.deadline, place(first, last))


def _is_duty(found: Found, said: str) -> bool:
    deadline = found.deadline
    if _NAME_ONLY.search(said[: found.start]) or _CHECKED.search(said[: found.start]):
        return False
    if tells_scale(found, said):
        return False
    if deadline.kind is Kind.QUOTA and deadline.text.endswith("一次") and _ONCE.match(said[found.end :]):
        return False
    if deadline.kind is Kind.RECURRING:
        return not (_BY_TURNS.match(said[found.start :]) and deadline.min_count is None)
    conditional = deadline.end is None and _CONDITION.search(said[found.end :]) is not None
    if conditional or deadline.min_count is None or deadline.kind not in {Kind.QUOTA, Kind.BY, Kind.WINDOW}:
        return False
    dated = deadline.end is not None and bool(re.search(r"[月日底季周]", deadline.text))
    return dated or bool(LEAST.search(said)) or (bool(_DONE.search(said)) and bool(_TIMES.search(said)))


def _who(text: str) -> str:
    """Of whom the clause asks it: pairs, persons or units, as written."""
    pair = _PAIR.search(text)
    whole = pair is not None and pair[1].count("（") == pair[1].count("）")
    if pair is not None and whole and not re.search(r"建议|意见|情况|工作|问题", pair[1]):
        return _after_time(pair[1])
    pieces = [_after_time(piece) for piece in re.split(r"[，,：:；;。]", unclocked(bare_clause(text)))]
    each = next((match[1] for piece in pieces if not _TELLS.match(piece) and (match := _EACH.match(piece))), "")
    asked = subject_units(pieces) if _EACH_UNIT.match(each) else ()
    if asked:
        return "、".join(unit.name for unit in asked)
    if each:
        return _DEED_BEHIND.sub("", _DEED.split(_UNTIL_VERB.split(each)[0])[0]).strip()
    folk = next((match[1] for piece in pieces if not _TELLS.match(piece) and (match := _FOLK.match(piece))), "")
    named = folk or "、".join(unit.name for unit in subject_units(pieces))
    if named:
        return named
    return "每人" if _PERSON.search(text) else ""


def _after_time(text: str) -> str:
    return after_time(_OCCASION_FIRST.sub("", _BRACKET_FIRST.sub("", text.strip()), count=1))


def _yearly(said: str, context: Context, source: Source) -> Iterator[Duty]:
    """A meeting that each year has once (2026年度民主生活会): a year is all that is said of its time."""
    match = _YEARLY.search(said)
    if match is None or any(one.deadline.kind in {Kind.RECURRING, Kind.QUOTA} for one in context.find(said)):
        return
    year = int(match[1])
    deadline = context.read(f"{year}年内开展1次")
    yield Duty(
        bare_clause(said),
        "",
        replace(
            deadline,
            text=match[0],
            kind=Kind.QUOTA,
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            min_count=1,
            state=State.CONFIRM,
            why=f"只写了{year}年度，会议常在年底或次年年初召开，请确认。",
        ),
        source,
    )


def _afterwards(said: str, context: Context, source: Source) -> Iterator[Duty]:
    """What goes on after the campaign's end, for which no end is told."""
    match = _AFTERWARDS.search(said)
    if match is None:
        return
    start = None if context.within is None else context.within[1] + timedelta(days=1)
    deadline = context.read(match[0])
    why = "从活动结束之后开始，没有写止期，请确认。"
    yield Duty(
        bare_clause(said),
        "",
        replace(deadline, kind=Kind.RELATIVE, start=start, end=None, state=State.CONFIRM, why=why),
        source,
    )
