"""Every time that the paper gives a matter, with the words that name the matter: sentences, tails, rows, phases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Found, Kind, State
from desk_app.campaign.plan.compare_dates import day_of, stated_at
from desk_app.campaign.plan.compare_tellings import Telling
from desk_app.campaign.plan.compare_units import fold_unit
from desk_app.campaign.plan.document import PlanTable
from desk_app.campaign.plan.model import Dated, Phase, PlanTask
from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.brackets import in_brackets
from desk_app.importing.plan.clauses import clauses_of
from desk_app.importing.plan.context import Context, dated_sentences
from desk_app.importing.plan.label_lines import is_label_line
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.speakers import opening_clauses
from desk_app.importing.plan.units import subject_units

_STOPS = "，,；;。：:、（）()［］[]【】"
#: Words that ask, before the time or before the thing.
_ASKS_BEHIND = re.compile(
    r"(?:工作|任务|活动|阶段)?(?:[要须应需请均]|务必|必须|确保|力争|争取|最迟|统一|原则上|一律|全部|都|计划|预计|[定拟将]?于|在|到|至|截止到?|截至|：)+$"
)
_LEADS = re.compile(
    r"^(?:并|同时|其中|另外?|此外|再|对(?![标接口照外])|将|把|做好|抓好|认真|切实|全力|抓紧|尽快|确保|全面|逐步|要|须|应|请|务必|围绕|组织|会同|牵头|负责)+"
)
_VERB = re.compile(
    r"^(?:前|之前|以前|内|起|后)?(?:并|全部|全面|基本|正式|逐步|如期|按期|必须|务必|要|须|应)*"
    r"(?:完成|开展|组织|举办|举行|召开|推进|实施|实现|建成|落实|做好|进行|把|将|对|全部|全面|全市|全县|全区|全局|全院)*"
)
_TAIL = re.compile(
    r"(?:的?(?:工作|任务|事项|活动|行动|专项行动|到位|完毕|完成|结束|全部|全面|须|要|应|于|在|等|的|务必|确保|时间为?))+$"
)
_COUNT = re.compile(r"[\d.]+(?:余|多)?(?:[个座所家户名处条项次场篇份件期台套辆吨亩里米万卷％%]+)?")
_LABEL = re.compile(r"(?:时限|期限|时间|节点)[：:]\s*$")
_QUOTES = re.compile(r"[“”\"《》「」]")
_MOVED = re.compile(r"原定|原计划|延[期至长后]|顺延|推迟|提前至|调整[为至到]")
_NAME_CELL = re.compile(r"单位|部门|科室|股室|处室|地点|备注|负责|序号|领导|牵头|配合|人员|对象|联系|电话")
_TIME = re.compile(r"\d\s*[月日号]|季度|半年|\d[./-]\d")
#: A label of a card (任务内容), no name of a matter.
_LABELS = re.compile(
    r"^[\u4e00-\u9fff]{0,4}(?:内容|名称|事项|措施|目标|要求|时限|时间|期限|节点|任务|项目|成果)[：:]?$"
)
_BRACKETS = re.compile(r"[（(［\[【][^（(［\[【]*[）)］\]】]")
_LEAST, _SHORT, _LONGEST, _LONGEST_TIME, _LONGEST_NAME = 4, 2, 60, 30, 24
_KINDS = {Kind.BY, Kind.WINDOW, Kind.QUOTA}
_ANY_TIME = re.compile(r"年内|全年|今年|本年度|即日")


def read_tellings(
    context: Context, body: Sequence[PlanTask], listed: Sequence[PlanTask], phases: Sequence[Phase]
) -> tuple[Telling, ...]:
    """All times of the text, of its items' tails, of the rows of all tables, and of the phases."""
    stated = {(phase.source.block, phase.source.row) for phase in phases}
    units = sorted({name for task in (*body, *listed) for name in task.unit_names}, key=len, reverse=True)
    found = [*_of_text(context, stated, units), *_of_tails(body), *_of_rows(context, listed), *map(_of_phase, phases)]
    return tuple(found)


def _firm(deadline: Deadline) -> bool:
    loose = _ANY_TIME.search(deadline.text) is not None
    return deadline.kind in _KINDS and deadline.end is not None and deadline.state is State.CLEAR and not loose


def _of_text(context: Context, stated: set[tuple[int, int | None]], units: Sequence[str]) -> Iterator[Telling]:
    days: dict[int, set[date]] = {}
    rows = list(dated_sentences(context, {PassageKind.BODY, PassageKind.NOTE}))
    for passage, start, _, found in rows:
        block = passage.source(start, start).block
        days.setdefault(block, set()).update(day for one in found if (day := day_of(one.deadline.end)) is not None)
    for passage, start, said, found in rows:
        if _MOVED.search(said) or is_label_line(said.strip()):
            continue
        block = passage.source(start, start).block
        for one, (first, last) in zip(found, clauses_of(said, found), strict=True):
            if not _firm(one.deadline) or _LABEL.search(said[: one.start]):
                continue
            headed = passage.own_heading is not None and one.deadline.kind is not Kind.WINDOW
            if headed and in_brackets(said, one.start) and not passage.text[start + one.end :].strip("完成前）)］]。"):
                continue
            names, doing, loose = _of_clause(said, one, first, last, passage, alone=len(days[block]) == 1)
            if (block, None) in stated and in_brackets(said, one.start):
                continue
            source = passage.source(start + one.start, start + one.end)
            asked = subject_units(opening_clauses(said[first:last])) or subject_units(opening_clauses(said))
            who = frozenset(fold_unit(unit.name) for unit in asked)
            own = frozenset(days[block])
            for name in units:
                doing = doing.replace(name, "")
            yield Telling(names, doing, Dated(one.deadline, source), own, "text", who, loose)


def _of_clause(
    said: str, one: Found, first: int, last: int, passage: Passage, *, alone: bool
) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """What a clause may call its matter: what stands before its time, behind it, in the clause before, its heading."""
    begin = max(first, max(said.rfind(sign, first, one.start) for sign in _STOPS) + 1)
    ends = [place for sign in _STOPS.replace("、", "") if (place := said.find(sign, one.end)) >= 0]
    end = min(*ends, last, len(said)) if ends else min(last, len(said))
    before, behind = _subject(said[begin : one.start]), said[one.end : end]
    if in_brackets(said, one.start):
        opened = said[: max(said.rfind(sign, 0, one.start) for sign in "（([［【")]
        outside = re.split(r"[，,；;。：:]", _BRACKETS.sub("", opened).rstrip("。 "))[-1]
        labelled = "：" in said[len(opened) : one.start] or not outside.strip()
        return () if labelled else _names([_subject(outside)], _SHORT), outside, ()
    if not behind.strip() and end < last:
        behind = re.split(r"[，,；;。：:]", said[end + 1 : last])[0]
    deed = _VERB.sub("", behind)
    beyond = re.split(r"[，,；;。：:]", _BRACKETS.sub("", said[one.end : last]))[0]
    doing = f"{before}{max(behind, beyond, key=len)}"
    names = [before, deed] if _names([before]) else [deed]
    if len(fold(_TAIL.sub("", deed))) < _LEAST and len(fold(before)) < _LEAST:
        lead = re.split(r"[，,；;。：:]", said[first:begin].rstrip(_STOPS))[-1]
        if lead.strip():
            doing = f"{lead}{doing}"
            names.extend((_subject(lead), _subject(doing)))
    heading = passage.own_heading
    if heading is not None and len(heading.name) <= _LONGEST_NAME and heading.name not in said[first : one.end]:
        names.append(f"{heading.name}{doing}")
    named = heading is not None and len(heading.name) <= _LONGEST_NAME and alone
    return _names(names), doing, _names([heading.name] if heading is not None and named else [])


def _subject(text: str) -> str:
    """A clause's words before its time, without who is asked and the words that ask."""
    mark = mark_of(text.strip())
    bare = mark[2] if mark else text.strip()
    bare = _ASKS_BEHIND.sub("", bare)
    for unit in subject_units([bare]):
        if bare.startswith(unit.name):
            bare = bare[len(unit.name) :].lstrip("的、要须应请")
    return _LEADS.sub("", bare)


def _names(pieces: Sequence[str], least: int = _LEAST) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for piece in pieces:
        bare = _QUOTES.sub("", _COUNT.sub("", re.sub(r"[（(][^（）()]*[）)]", "", piece)))
        bare = fold(_VERB.sub("", _TAIL.sub("", bare.strip())))
        if least <= len(bare) <= _LONGEST:
            found[bare] = None
    return tuple(found)


def _of_tails(body: Sequence[PlanTask]) -> Iterator[Telling]:
    """The time behind an item (完成时限：…) is that of the item's name."""
    alone = Counter(task.source for task in body)
    for task in body:
        stated = task.deadline_source
        if task.source.row is not None or stated is None or not _firm(task.deadline) or stated.text in task.content:
            continue
        if alone[task.source] > 1:
            continue
        days = {day_of(one.deadline.end) for one in task.inner} | {day_of(task.deadline.end)}
        name = re.split(r"[。：:]", task.content)[0]
        names = _names([name, *([task.activity] if task.activity else [])][:1])
        dated = Dated(task.deadline, stated_at(task, task.deadline.text))
        yield Telling(names, name, dated, frozenset(day for day in days if day is not None), "text")


def _of_rows(context: Context, listed: Sequence[PlanTask]) -> Iterator[Telling]:
    done: set[tuple[int, int | None]] = set()
    for task in listed:
        done.add((task.source.block, task.source.row))
    days: dict[tuple[int, int | None], set[date]] = {}
    for task in listed:
        own = days.setdefault((task.source.block, task.source.row), set())
        own |= {day for one in (task.deadline, *(inner.deadline for inner in task.inner)) if (day := day_of(one.end))}
    lists = {task.source.block for task in listed}
    groups = Counter(one for one, _ in {(task.activity, task.source.row) for task in listed})
    tables = {table.index: table for table in context.document.tables}
    for task in listed:
        place = task.source.block, task.source.row
        table = tables.get(task.source.block)
        if table is None or task.source.row is None or not _firm(task.deadline):
            continue
        taken = {one.column for one in (task.units_source, task.deadline_source) if one is not None}
        cells = [task.content, *_cells(table, task.source.row, taken)]
        if groups[task.activity] > 1:
            cells = [text for text in cells if fold(text) != fold(task.activity)]
        dated = Dated(task.deadline, stated_at(task, task.deadline.text))
        cells = list(dict.fromkeys(cells))
        yield Telling(_names([*cells, "".join(cells)]), "，".join(cells), dated, frozenset(days[place]), "row")
    for table in context.document.tables:
        if table.index not in lists:
            yield from _of_schedule(table, context)


def _cells(table: PlanTable, row: int, taken: set[int | None]) -> list[str]:
    return [
        table.text(row, column)
        for column in range(table.width)
        if column not in taken
        and table.own(row, column)
        and not _NAME_CELL.search(table.text(0, column))
        and not _LABELS.match(table.text(row, column).strip())
        and not (row + 1 < len(table.rows) and table.text(row + 1, column) and not table.own(row + 1, column))
    ]


def _of_schedule(table: PlanTable, context: Context) -> Iterator[Telling]:
    """A row of a table that is no task list: one cell that is a time, and the words beside it."""
    earlier: date | None = None
    for row in range(1, len(table.rows)):
        times = []
        for column in range(table.width):
            text = table.text(row, column).strip()
            if table.own(row, column) and len(text) <= _LONGEST_TIME and _TIME.search(text):
                deadline = context.read(re.sub(r"[（(](?:周|星期)[^（）()]*[）)]", "", text), earlier)
                if _firm(deadline):
                    times.append((column, deadline))
        if len(times) != 1:
            continue
        column, deadline = times[0]
        end = day_of(deadline.end)
        earlier = end or earlier
        names = _cells(table, row, {column})
        dated = Dated(deadline, table.source(row, column))
        own = frozenset({end} if end is not None else ())
        yield Telling(_names([*names, "".join(names)], _SHORT), "，".join(names), dated, own, "row")


def _of_phase(phase: Phase) -> Telling:
    name = re.sub(r"^第[一二三四五六七八九\d][阶步]段?[：:、]?", "", phase.name)
    name = fold(re.sub(r"阶段$", "", name))
    deadline = replace(phase.deadline, start=phase.start, end=phase.end)
    dated = Dated(deadline, replace(phase.source, text=phase.text))
    days = frozenset(day for day in (phase.end,) if day is not None)
    firm = phase.end is not None and phase.deadline.state is State.CLEAR
    return Telling((name,) if firm and len(name) >= _SHORT else (), name, dated, days, "phase")
