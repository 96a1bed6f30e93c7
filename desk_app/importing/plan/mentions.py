"""Each clause and each row that gives a matter a time or a leader, with the words that tell the matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Found, Kind, State
from desk_app.campaign.plan.compare_dates import day_of, stated_at
from desk_app.campaign.plan.compare_mentions import Mention
from desk_app.campaign.plan.compare_units import acts, fold_unit, is_class
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Dated, Phase, PlanTask, Role
from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.brackets import in_brackets
from desk_app.importing.plan.clauses import clauses_of
from desk_app.importing.plan.context import Context, dated_sentences
from desk_app.importing.plan.label_lines import is_label_line
from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.speakers import opening_clauses
from desk_app.importing.plan.units import is_unit, split_units, subject_units

_READ = {PassageKind.BODY, PassageKind.NOTE}
_STOP = re.compile(r"(?<![合兼吞归])并(?![购网轨列存排行])|[，,。；;：:（）()［］\[\]【】〔〕\s]+")
_LED = re.compile(r"由(?P<who>[\u4e00-\u9fff、]{2,24}?)(?:共同)?(?:牵头|主办|承办|负责)")
#: 10月底前完成，由商会科负责: what is led stands further before.
_ONLY_TIME = re.compile(r"^(?:20\d\d年)?\d{1,2}月[^，]{0,6}?前?(?:完成|达标|见效|到位|启动|结束|落实)?$")
#: 由房管股会同物业中心开展…: who leads, with whom, and what.
_TOGETHER = re.compile(
    r"(?:^|[，,。；;：:])由?(?P<who>[\u4e00-\u9fff]{2,16}?)(?:会同|联合)(?P<help>[\u4e00-\u9fff、]{2,24}?)"
    r"(?=[，,]|对|开展|组织|举办|完成|制定|修订|负责|抓好|做好|实施|召开|建立|编制|进行|推进|落实)"
)
#: 年内: a goal of the whole year, before whose end anything may be done.
_ANY_TIME = re.compile(r"年内|全年|今年|本年度")
_COUNT = re.compile(r"[\d.]+(?:余|多)?[个座所家户名处条项次场篇份件期台套辆吨亩里米万％%]*")
_REST = re.compile(r"\s*(?:剩余|其余|余下|剩下)")
_ASKING = re.compile(
    r"^(?:全[市县区镇乡街村局校院系省]|已经?|各[\u4e00-\u9fff]{1,4}|要|须|应|并|及时|认真|全力|抓紧|尽快|确保|对|将|把|于|在)+"
    r"|(?:(?:须|应|要|务必|必须|最迟)?[于在]|须|应|要|务必|必须|进行)$"
)

#: Words around a matter's name that any matter may have.
_AROUND = re.compile(r"^(?:组织|开展|完成|实施|推进|做好|抓好)+|(?:工作|任务|事项|行动|活动|的问题)+$")
#: Where a paper is sent says nothing of what the paper is about.
_SENT = re.compile(
    r"(?:上?报送?|提交|送|交)(?:至|到|给)?[\u4e00-\u9fff]{2,16}?(?:办公室|专班|小组|委员会|科|股|处|室|局|厅|部|办|站|中心|党委)(?:汇总|备案|审核)?$"
)
#: A sentence that moves a day names the old one too.
_MOVED = re.compile(r"原定|原计划|延[期至长后]|顺延|推迟|提前至|调整[为至到]")
#: A class that may hold whoever leads.
_ANYONE = re.compile(r"(?:科室|处室|股室|部室|部门|单位|机构|责任人)$")
#: 3月25日前完成排查，汛前完成水毁修复: the second clause has a time of its own, if no day.
_OF_SEASON = re.compile(
    r"[，,](?:[主入]?汛|汛期|雨季|供暖|采暖|封冻|上冻|开学|放假|节|春耕|秋收|双抢)[^，,。；]{0,4}前[^，,。；;]*"
)
_LEAST = 4


def read_mentions(
    context: Context, body: Sequence[PlanTask], listed: Sequence[PlanTask], phases: Sequence[Phase]
) -> tuple[Mention, ...]:
    """All places of the text, of the body's tasks, of the lists and the phases that name a time or a leader."""
    units = {name for task in (*body, *listed) for name in task.unit_names if not is_class(name)}
    found = [*_of_text(context, units), *_of_tasks(body, units), *_of_rows(context, listed, units)]
    found.extend(map(_of_phase, phases))
    return tuple(one for one in found if one.words)


def _of_text(context: Context, units: set[str]) -> Iterator[Mention]:
    for passage, start, said, found in dated_sentences(context, _READ):
        if not is_label_line(said.strip()):
            yield from _of_sentence(passage, start, said, found, units)


def _of_sentence(passage: Passage, start: int, said: str, found: Sequence[Found], units: set[str]) -> Iterator[Mention]:
    place = passage.source(0, 0).block, None
    days = frozenset(day for one in found if (day := day_of(one.deadline.end)) is not None)
    for one, (first, last) in zip(found, clauses_of(said, found), strict=True):
        if _firm(one.deadline) and not in_brackets(said, one.start) and not _MOVED.search(said):
            whole = f"{said[_with_what(said, first) : one.start]}，{_OF_SEASON.sub('', said[one.end : last])}"
            dated = Dated(one.deadline, passage.source(start + one.start, start + one.end))
            begin = max(said.rfind(sign, first, one.start) for sign in "，,：:；;（(") + 1
            doing = said[max(begin, first) : one.start] + re.split("[，,；;。）)]", said[one.end : last])[0]
            asked = subject_units(opening_clauses(said[first:last])) or subject_units(opening_clauses(said))
            who = frozenset(fold_unit(one.name) for one in asked)
            yield Mention(_words([whole], units), whole, place, dated, days, doing=doing, who=who)
    yield from _together(passage, start, said, units)
    for match in _LED.finditer(said):
        led = _leaders(match["who"])
        before = said[: match.start()].rstrip("，, ")
        matter = _STOP.split(before)[-1]
        if led and matter and _ONLY_TIME.match(matter) is None:
            at = passage.source(start + len(before) - len(matter), start + match.end())
            yield Mention(_words([matter], units), matter, place, leaders=led, led_at=at)


def _together(passage: Passage, start: int, said: str, units: set[str]) -> Iterator[Mention]:
    """由房管股会同物业中心…: the matter stands behind those who do it."""
    for match in _TOGETHER.finditer(said):
        led, helping = _leaders(match["who"]), _leaders(match["help"])
        matter = re.split(r"[。；;]", said[match.end() :])[0]
        if led and helping and matter:
            at = passage.source(start + match.start(), start + match.end())
            at = replace(at, text=at.text.strip("，,。；;：: "))
            place = passage.source(0, 0).block, None
            yield Mention(_words([matter], units), matter, place, leaders=led, led_at=at, helping=helping)


def _with_what(said: str, first: int) -> int:
    """Where a clause begins, the one before taken to it where it only speaks of the rest (剩余215户于…完成)."""
    if not first or _REST.match(said, first) is None:
        return first
    return max(said.rfind(sign, 0, first - 1) for sign in "，,；;。：:") + 1


def _firm(deadline: Deadline) -> bool:
    """A day by which, beyond doubt; a stretch of time leaves room for other days."""
    loose = _ANY_TIME.search(deadline.text) is not None
    return deadline.kind is Kind.BY and deadline.end is not None and deadline.state is State.CLEAR and not loose


def _leaders(text: str) -> frozenset[str]:
    names = split_units(text)
    if not names or not all(is_unit(one.name) and not is_class(one.name) for one in names):
        return frozenset()
    return frozenset(fold_unit(one.name) for one in names)


def _of_tasks(tasks: Sequence[PlanTask], units: set[str]) -> Iterator[Mention]:
    alone = Counter(task.activity for task in tasks)
    days: dict[Source, set[date]] = {}
    for task in tasks:
        days.setdefault(task.source, set()).update(_days(task))
    for task in tasks:
        texts = [task.content, task.activity] if alone[task.activity] == 1 else [task.content]
        one = _mention(task, texts, units, listed=task.source.row is not None)
        if not _leads(task):
            one = replace(one, leaders=frozenset(), led_at=None)
        yield replace(one, days=frozenset(days[task.source]), who=frozenset(map(fold_unit, task.unit_names)))


def _leads(task: PlanTask) -> bool:
    """Whether the units of a task lead it: not those of a sentence before (二是由…。三是…), nor whom others urge."""
    said = task.units_source
    if said is None or (said.start, said.end) != (task.source.start, task.source.end):
        return True
    return acts(task) and any(name in task.content for name in task.unit_names)


def _of_rows(context: Context, listed: Sequence[PlanTask], units: set[str]) -> Iterator[Mention]:
    """Rows speak with all their cells that hold words: the matter may stand beside what is asked."""
    tables = {table.index: table for table in context.document.tables}
    for task in listed:
        table, row = tables.get(task.source.block), task.source.row
        taken = {one.column for one in (task.units_source, task.deadline_source) if one is not None and one.row == row}
        cells = [task.content]
        if table is not None and row is not None:
            cells.extend(
                table.text(row, column)
                for column in range(table.width)
                if column not in taken and table.own(row, column) and not _spans(table, row, column)
            )
        yield _mention(task, list(dict.fromkeys(cells)), units, listed=True)


def _spans(table: PlanTable, row: int, column: int) -> bool:
    """Whether a cell reaches over the rows below: it names their group, which has a day of its own."""
    return row + 1 < len(table.rows) and bool(table.text(row + 1, column)) and not table.own(row + 1, column)


def _of_phase(phase: Phase) -> Mention:
    name = _AROUND.sub("", re.sub(r"阶段$", "", fold(phase.name)))
    dated = None if phase.end is None else Dated(phase.deadline, replace(phase.source, text=phase.text))
    days = frozenset() if phase.end is None else frozenset({phase.end})
    words = (name,) if len(name) >= _LEAST else ()
    return Mention(words, name, (phase.source.block, phase.source.row), dated, days, phase=True)


def _mention(task: PlanTask, texts: Sequence[str], units: set[str], *, listed: bool) -> Mention:
    deadline = task.deadline
    dated = None
    if _firm(deadline) and not _MOVED.search(task.content):
        dated = Dated(deadline, stated_at(task, deadline.text))
    lead = {one.name for one in task.units if one.role is Role.LEAD} or {
        one.name for one in task.units if one.role is Role.ANSWER
    }
    open_class = any(_ANYONE.search(name) for name in lead if is_class(name))
    who = frozenset[str]() if open_class else frozenset(fold_unit(name) for name in lead if not is_class(name))
    source = task.units_source or task.source
    at = replace(source, text="、".join(sorted(lead))) if who else None
    texts = [_OF_SEASON.sub("", text) for text in texts]
    whole = "，".join(text.replace(deadline.text, "") if deadline.text else text for text in texts)
    place = task.source.block, task.source.row
    helping = frozenset(fold_unit(one.name) for one in task.units if one.role is Role.HELP)
    return Mention(
        _words([whole], units), whole, place, dated, frozenset(_days(task)), who, at, listed, helping=helping
    )


def _days(task: PlanTask) -> set[date]:
    """All days that a task gives, its own and those in its words."""
    ends = (day_of(one.end) for one in (task.deadline, *(inner.deadline for inner in task.inner)))
    return {day for day in ends if day is not None}


def _words(texts: Iterable[str], units: set[str]) -> tuple[str, ...]:
    """The pieces between stops that may tell a matter: without counts, asking words and the units that are to act."""
    found: dict[str, None] = {}
    for text in texts:
        for piece in _STOP.split(text):
            bare = _SENT.sub("", piece)
            for name in units:
                bare = bare.replace(name, "") if bare.startswith((name, f"由{name}")) else bare
            bare = _AROUND.sub("", fold(_ASKING.sub("", _COUNT.sub("", bare))))
            if len(bare) >= _LEAST:
                found[bare] = None
    return tuple(found)
