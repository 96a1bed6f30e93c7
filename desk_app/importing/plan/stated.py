"""What the whole paper states of things, sentence by sentence, so that every two places can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Found, Kind
from desk_app.campaign.plan.compare_units import fold_unit, is_class
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.facts import About, Fact
from desk_app.campaign.plan.model import AnnexForm, PlanTask
from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.brackets import in_brackets
from desk_app.importing.plan.clauses import clauses_of, sentences
from desk_app.importing.plan.context import Context, dated_sentences
from desk_app.importing.plan.handed import HELD_VERB, event_of, objects_of, receiver_of
from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.speakers import opening_clauses, unmarked
from desk_app.importing.plan.stays import read_stays
from desk_app.importing.plan.units import is_unit, split_units, subject_units

_READ = {PassageKind.BODY, PassageKind.NOTE, PassageKind.FOOTNOTE, PassageKind.ADDRESS}
_STAGES = re.compile(
    r"第[一二三四五六\d][批次期轮季年]|上半年|下半年|[一二三四]季度|首批|首次|初稿|中期|期中|初步|阶段性|年度|半年|前期|后期|分别|修改|再次|最终|每[周月季年日半]"
)
#: 半年总结…，全年总结…: words of the one clause only.
_OF_CLAUSE = re.compile(r"每|半年|年度|上半年|下半年")
_LABEL_BEFORE = re.compile(r"(?:时限|期限|时间)[：:]\s*$")
_UNTIL = re.compile(r"前|底|末|之内|以内")
_DAY = re.compile(r"\d\s*[日号]|[./-]\d{1,2}$")
_SEAT = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{0,16}?(?:办公室|专班|秘书处|工作组|联络处|服务台|[\u4e00-\u9fff]{3}办))(?:（[^（）]{1,12}）)?(?:[（(，,])?\s*设(?:立)?在(?P<where>[\u4e00-\u9fff]{2,20}?)(?=[，,。；;、（()）]|$|由|负责|承担|具体)"
)
#: 领导小组办公室（质量安全监督站）要加强调度: the section in which an office sits, in brackets behind it.
_NAMED_SEAT = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{0,16}?(?:(?:领导小组|专班|指挥部)办公室|[\u4e00-\u9fff]{3}办))[（(](?:设在)?(?P<where>[\u4e00-\u9fff]{3,16})[）)]"
)
_PAPER = re.compile(
    r"《([^《》]{4,50})》\s*[（(]([\u4e00-\u9fff]{2,12})\s*[〔\[【（(]\s*(\d{4})\s*[〕\]】）)]\s*(?:第\s*)?(\d{1,4})\s*号"
)
_EXTENT = re.compile(
    r"(?P<scope>全[市县区镇乡街村局校院系省州厂公司集团]{1,2}|辖区|辖内|下辖|所辖|所属|辖|涉及|覆盖)(?:[\u4e00-\u9fff]{0,4}?)(?P<count>\d{1,5})\s*(?:个|家|所|座|处|名|户|条)"
    r"(?P<what>[\u4e00-\u9fff]{2,8}?)(?=[，,。；;、（()）]|$|的|和|及|与|全|开展|完成|实[现行施]|均|都|进行|要|应|于|在|须|需|将|已|主|一|逐|共|内|中|负责|必须|为|作为|同时|率先|按|通过|建|组|纳入|参[加与]|达|如|每)"
)
_AMOUNT = re.compile(
    r"(?P<scope>全[市县区镇乡街村局校院系省州厂公司集团]{1,2})(?:计划|共|共计|将|力争|目标|预计|今年|年内|完成|新增|新建|实施|实现|达到){0,4}"
    r"(?P<what>[\u4e00-\u9fff]{2,8}?)(?P<count>\d{1,6}(?:\.\d{1,3})?万?)(?P<word>亩|公里|吨|户|座|处|场|万元|平方米|台|套|公顷)"
)
_PART_OF = re.compile(r"其中|上半年|下半年|季度|\d月|去年|上年|累计|已|截至|每")
_LED_BY = re.compile(
    r"(?:^|[，,。；;：:])(?P<what>[\u4e00-\u9fff]{2,14}?)(?:工作)?由(?P<who>[\u4e00-\u9fff、]{2,24}?)(?:牵头|主办|承办)"
)
_LEADS = re.compile(
    r"(?:^|[，,。；;：:])(?P<who>[\u4e00-\u9fff、]{2,20}?)牵头(?:负责|组织|开展|实施|抓好|做好)?(?P<what>[\u4e00-\u9fff]{2,14}?)(?=[，,。；;（(]|$)"
)
_ANY_WORK = re.compile(
    r"^(?:[此该本这]|上述|以上|上列)(?:[项些]|各项)?(?:工作|任务|活动|事项)?$|^(?:日常|具体|该项|此项|各项|相关|有关|本项)?(?:工作|事务|落实|实施|推进|组织|负责|办理|完成|协调|统筹|制定|开展|配合|牵头|统筹协调|组织实施|汇总|解释|以上|任务|活动)$|配合|单位"
)
#: 报送总结，形成全市评估报告: the row's time is that of what is made in the end.
_SUMMED_THEN = re.compile(r"^(?:汇总)?(?:并|后)?(?:形成|汇总)")
_LEAST, _LEAST_CELL, _LONGEST_CELL = 2, 8, 600


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence with its deadlines, what is asked of whom in it, and how its places are told."""

    text: str
    found: Sequence[Found]
    place: Callable[[int, int], Source]
    who: frozenset[str]


def read_facts(context: Context, listed: Sequence[PlanTask], forms: Sequence[AnnexForm]) -> tuple[Fact, ...]:
    """All statements of the text, of the rows of the task lists, and of the notes of forms."""
    facts: list[Fact] = []
    for said in _sentences(context):
        facts.extend(_of_sentence(said))
    for passage in context.passages:
        if passage.kind in _READ:
            facts.extend(_of_passage(passage))
    for task in listed:
        facts.extend(_of_row(task))
        facts.extend(_of_sentence(_row_said(task, context)))
    for cell in _cells(context, {task.source.block for task in listed}):
        facts.extend(_of_sentence(cell))
    for form in forms:
        facts.extend(_of_note(form, context))
    facts.extend(read_stays(context))
    return tuple(facts)


def _sentences(context: Context) -> Iterator[_Said]:
    for passage, start, text, found in dated_sentences(context, _READ):
        who = subject_units(opening_clauses(text))
        yield _Said(text, found, _within(passage, start), frozenset(fold_unit(one.name) for one in who))


def _cells(context: Context, lists: set[int]) -> Iterator[_Said]:
    """The sentences of cells of tables that are no task lists."""
    for table in context.document.tables:
        for row in range(len(table.rows)) if table.index not in lists else ():
            for column in range(table.width):
                text = table.text(row, column)
                if not table.own(row, column) or not _LEAST_CELL <= len(text) <= _LONGEST_CELL or "月" not in text:
                    continue
                for start, end in sentences(text):
                    said = text[start:end]
                    who = frozenset(fold_unit(one.name) for one in subject_units(opening_clauses(said)))
                    yield _Said(said, context.find(said), _in_cell(table, row, column, said), who)


def _in_cell(table: PlanTable, row: int, column: int, said: str) -> Callable[[int, int], Source]:
    return lambda first, last: table.source(row, column, said[first:last].strip())


def _within(passage: Passage, start: int) -> Callable[[int, int], Source]:
    return lambda first, last: passage.source(start + first, start + last)


def _of_sentence(said: _Said) -> Iterator[Fact]:
    for one, (first, last) in zip(said.found, clauses_of(said.text, said.found), strict=True):
        if one.deadline.kind not in {Kind.BY, Kind.WINDOW, Kind.RECURRING, Kind.MENTION}:
            continue
        text = said.text
        if _LABEL_BEFORE.search(text[first : one.start]) and in_brackets(text, one.start):
            text = text[: one.end] + re.split(r"[）)］\]】〕]", text[one.end :])[0]
        piece = f"{text[first : one.start]}□{text[one.end : last]}"
        whole = f"{text[: one.start]}□{text[one.end :]}"
        own = subject_units(opening_clauses(said.text[first:last]))
        who = frozenset(fold_unit(unit.name) for unit in own) or said.who
        yield from _facts(piece, whole, one.deadline, said.place(one.start, one.end), who)


def _facts(piece: str, whole: str, deadline: Deadline, source: Source, who: frozenset[str]) -> Iterator[Fact]:
    """What is handed in or held at one time; ``whole`` is the sentence, ``piece`` the clauses of that time."""
    stages = {one for one in _STAGES.findall(whole) if not _OF_CLAUSE.match(one) or one in piece}
    stage = "".join(sorted(stages - set(_STAGES.findall(deadline.text))))
    day = None if deadline.end is None else date(deadline.end.year, deadline.end.month, deadline.end.day)
    if deadline.kind is not Kind.MENTION and (day is not None or deadline.kind is Kind.RECURRING):
        again = deadline.kind is Kind.RECURRING
        receiver = fold_unit(receiver_of(piece))
        for thing in objects_of(piece, whole):
            value = (deadline.recurrence or "") if again else str(day)
            about = About.RHYTHM if again else About.DUE
            fact = Fact(about, thing, fold(thing), value, source, who, receiver, stage, day, deadline)
            yield fact
            if receiver:
                told = piece.replace("□", deadline.text).strip(" ，,；;。")
                day = None if again else fact.day
                yield replace(fact, about=About.RECEIVER, value=receiver, day=day, source=replace(source, text=told))
    event = event_of(piece) if deadline.kind in {Kind.BY, Kind.MENTION} and day is not None else ""
    if event and _DAY.search(deadline.text.split("（")[0].split("(")[0].rstrip("前之以上午下")):
        until = bool(_UNTIL.search(deadline.text))
        yield Fact(About.HELD, event, fold(event), str(day), source, who, "", stage, day, deadline, until)


def _of_row(task: PlanTask) -> Iterator[Fact]:
    deadline = task.deadline
    if deadline.kind not in {Kind.BY, Kind.RECURRING}:
        return
    *before, last = re.split(r"[，,；;]", task.content)
    said = f"□{last}" if before and _SUMMED_THEN.match(last.strip()) else f"□{task.content}"
    stated = task.deadline_source or task.source
    source = replace(stated, text=deadline.text)
    who = frozenset(fold_unit(name) for name in task.unit_names)
    yield from _facts(said, said, deadline, source, who)


def _row_said(task: PlanTask, context: Context) -> _Said:
    """A row's own words, which may hold dates beside the row's time."""
    who = frozenset(fold_unit(name) for name in task.unit_names)
    return _Said(task.content, context.find(task.content), _in_row(task), who)


def _in_row(task: PlanTask) -> Callable[[int, int], Source]:
    return lambda first, last: replace(task.source, text=task.content[first:last].strip())


def _of_note(form: AnnexForm, context: Context) -> Iterator[Fact]:
    """备注：每月20日前报: a form's note speaks of the form."""
    title = form.title.strip()
    for one in context.find(form.note) if title and re.search(r"报|交|送|反馈", form.note) else ():
        yield from _receiver_of_note(form, title, one)
        if one.deadline.kind is Kind.RECURRING:
            source = replace(form.source, where=f"{form.annex or form.title}的备注", text=one.deadline.text)
            yield Fact(About.RHYTHM, title, fold(title), one.deadline.recurrence or "", source)


def _receiver_of_note(form: AnnexForm, title: str, one: Found) -> Iterator[Fact]:
    """备注：每月28日前报食品协调股: to whom a form's own note sends it."""
    behind = re.split(r"[。；;]", form.note[one.end :])[0]
    receiver = fold_unit(receiver_of(f"□{behind}"))
    if receiver and one.deadline.kind in {Kind.BY, Kind.RECURRING}:
        again = one.deadline.kind is Kind.RECURRING
        end = None if again else one.deadline.end
        day = None if end is None else date(end.year, end.month, end.day)
        source = replace(form.source, where=f"{form.annex or form.title}的备注", text=one.deadline.text + behind)
        yield Fact(About.RECEIVER, title, fold(title), receiver, source, receiver=receiver, day=day)


def _of_passage(passage: Passage) -> Iterator[Fact]:
    """Where an office sits, how many there are of something in all, the number of a paper that is cited."""
    text, whole = passage.text, passage.source(0, len(passage.text))
    for match in _SEAT.finditer(text):
        what = re.sub(r"^.*?(?:领导小组|成立|下设|其)", "", unmarked(match["what"]))
        where = fold_unit(match["where"])
        yield Fact(About.SEAT, what, fold(what), where, passage.source(*match.span()))
    for match in _NAMED_SEAT.finditer(text):
        if is_unit(match["where"]) and not is_class(match["where"]):
            what = re.sub(r"^.*?(?:领导小组|成立|下设|其)", "", unmarked(match["what"]))
            where = fold_unit(match["where"])
            yield Fact(About.SEAT, what, fold(what), where, passage.source(*match.span()))
    for match in _PAPER.finditer(text):
        value = f"{match[2]}{match[3]}{int(match[4])}"
        yield Fact(About.NUMBER, f"《{match[1]}》", fold(match[1]), value, passage.source(*match.span()))
    yield from _leaders(text, whole)
    plain = re.sub(r"（[^（）]{1,6}）", "", text)
    for match in _AMOUNT.finditer(plain):
        clause = re.split(r"[，,。；;]", plain[: match.start()])[-1] + match[0]
        if not _PART_OF.search(clause):
            thing = f"{match['scope']}{match['what']}"
            key = f"{fold(match['what'])}{match['word']}"
            yield Fact(About.EXTENT, thing, key, match["count"], replace(whole, text=match[0]))
    for match in _EXTENT.finditer(plain):
        if len(match["what"]) >= _LEAST and not re.search(r"[\d]", match["what"]):
            thing = f"{match['scope']}{match['what']}"
            yield Fact(About.EXTENT, thing, fold(match["what"]), match["count"], replace(whole, text=match[0]))


def _leaders(text: str, whole: Source) -> Iterator[Fact]:
    """Who leads what, as sentences say: 督查由质控科牵头, 院办牵头督查."""
    for match in (*_LED_BY.finditer(text), *_LEADS.finditer(text)):
        names = split_units(match["who"])
        what = re.sub(r"(?:工作|任务|事项)$", "", match["what"])
        if len(what) < _LEAST or _ANY_WORK.search(what) or not names:
            continue
        if not all(is_unit(one.name) and not is_class(one.name) for one in names):
            continue
        who = frozenset(fold_unit(one.name) for one in names)
        yield Fact(
            About.LEADER,
            what,
            fold(what),
            "、".join(sorted(who)),
            replace(whole, text=match[0].strip("，,。；;：:")),
            who,
        )


__all__ = ["HELD_VERB", "read_facts"]
