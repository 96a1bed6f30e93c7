"""The one door of the plan reader: a document in, all that it asks out, every thing with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.plan.compare import Compared, Statements, compare
from desk_app.campaign.plan.compare_names import Named
from desk_app.campaign.plan.document import Block, PlanDocument, PlanTable, Source
from desk_app.campaign.plan.model import Annex, AnnexForm, Dated, PlanReading, PlanTask
from desk_app.campaign.plan.wording import fold
from desk_app.importing.delimited import decode_text
from desk_app.importing.documents import kind_of
from desk_app.importing.gate import check_secrecy, check_size, open_package
from desk_app.importing.plan.activities import body_activities, list_activities
from desk_app.importing.plan.annex_forms import captions, mark_text, read_annexes, read_forms
from desk_app.importing.plan.body_tasks import read_body_tasks
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.duties import read_duties
from desk_app.importing.plan.heads import Heads, read_heads
from desk_app.importing.plan.news import is_news, is_report
from desk_app.importing.plan.passages import CAPTION, PassageKind, read_passages
from desk_app.importing.plan.phases import read_phases, table_phases
from desk_app.importing.plan.reference import Reference, read_reference
from desk_app.importing.plan.short_names import short_names
from desk_app.importing.plan.spans import read_span
from desk_app.importing.plan.task_table import read_lists
from desk_app.importing.plan.text_source import read_text_plan
from desk_app.importing.plan.units import is_unit, split_units
from desk_app.importing.plan.word_source import read_word_plan
from desk_app.importing.plan.years import with_years
from desk_app.importing.refusal import Refused
from desk_app.importing.sniff import FileKind, kind_of_package

_OTHERS = {
    FileKind.DOC: "这是旧版Word或WPS文字文件，请用Word或WPS另存为docx后再读入。",
    FileKind.OLE: "这是旧版文件或已损坏，请用Word或WPS另存为docx后再读入。",
    FileKind.PDF: "这是PDF文件，读不出其中的表格，请找Word原件（docx）读入。",
    FileKind.OFD: "这是OFD版式文件，请找Word原件（docx）读入。",
    FileKind.PICTURE: "这是图片，请找Word原件（docx）读入。",
    FileKind.ENCRYPTED: "文件设有密码，请去掉密码后再读入。",
    FileKind.EMPTY: "文件是空的，没有任何内容。",
    FileKind.RTF: "这是RTF文件，请用Word或WPS另存为docx后再读入。",
}

_YEAR = timedelta(days=366)
_YEAR_SAID = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[年./-]")
_LONGEST_NAMES = 60
_HANDED_IN = re.compile(r"报|交|填|反馈|返回|发送")


def open_plan(data: bytes) -> PlanDocument:
    """The blocks of a plan file (.docx or text); raises Refused with one sentence when it is neither."""
    check_size(data)
    kind = kind_of(data)
    if kind is FileKind.ZIP:
        package = open_package(data)
        if kind_of_package(package.names) is FileKind.DOCX:
            return read_word_plan(package)
    if kind is FileKind.DELIMITED:
        text = decode_text(data)
        check_secrecy((text,))
        return read_text_plan(text)
    raise Refused("no_plan", _OTHERS.get(kind, "方案只能读Word（docx）和文本文件（txt），请另存后再读入。"))


def read_plan(data: bytes, *, today: date, holidays: Holidays | None = None, on: date | None = None) -> PlanReading:
    """Read a plan file; ``on`` overrides its reference date, ``today`` stands in where it has none at all."""
    return understand(open_plan(data), today=today, holidays=holidays, on=on)


def understand(
    document: PlanDocument, *, today: date, holidays: Holidays | None = None, on: date | None = None
) -> PlanReading:
    """Read a document's blocks; never raises."""
    passages = read_passages(document)
    heads = read_heads(passages)
    found = read_reference(heads, passages, document)
    issued = found.day if found.stated else None
    context = Context(document, passages, on or found.day or today, None, holidays or Holidays(), issued=issued)
    context = replace(context, reports=is_report(heads.title))
    if is_news(passages) and not read_lists(context):
        remark = "这是新闻、会议或通报类材料，没有向单位布置限时任务，未列任务。"
        return replace(_papers(heads, on or found.day, context), remarks=(remark,), is_plan=False)
    return _plan(_ground(context, found, on), heads)


@dataclass(frozen=True)
class _Ground:
    """What years and phases are told from: the context with reference date and span, and what is to be said of it."""

    context: Context
    reference: date | None
    span: tuple[date | None, date | None]
    used: tuple[tuple[int, int, int], ...]
    remarks: tuple[str, ...]


def _ground(context: Context, found: Reference, on: date | None) -> _Ground:
    said, reference, remark, sure = read_span(context), found.day, found.remark, found.sure
    if said is not None and not found.stated and said[0].start is not None:
        reference, remark = _day(said[0].start), "文中没有落款日期，暂以活动开始之日为参照日期。"
        sure = sure or bool(_YEAR_SAID.search(said[0].text))
        context = replace(context, on=on or reference or context.on)
        said = read_span(context)
    context = replace(context, anchored=on is not None or (reference is not None and sure))
    span = (None, None) if said is None else (_day(said[0].start), _day(said[0].end))
    if span[0] is not None and span[1] is not None:
        context = replace(context, within=(span[0], span[1]), on=_not_behind(context.on, reference, span[0], span[1]))
    remarks = [remark] if remark and on is None else []
    if on is None and reference is None:
        remarks.append(f"文中没有可作参照的日期，缺年份的时限暂以读入之日{context.on.isoformat()}推算，请核对。")
    return _Ground(context, on or reference, span, () if said is None else (said[1:],), tuple(remarks))


def _not_behind(on: date, reference: date | None, first: date, last: date) -> date:
    """A plan read after its campaign's end is read as of its own date: its years are those of its span."""
    if first - _YEAR <= on <= last:
        return on
    return reference if reference is not None and first - _YEAR <= reference <= last else first


def _plan(ground: _Ground, heads: Heads) -> PlanReading:
    annexes = read_annexes(ground.context)
    context, known = _captioned(ground.context, annexes)
    phases, stated = read_phases(context)
    context = with_years(context, phases, heads.title)
    lists = read_lists(context)
    listed = tuple(task for one in lists for task in one.tasks)
    forms = tuple(read_forms(context, {one.table.index for one in lists}, known))
    headings = body_activities(context)
    activities = list_activities(lists) or headings
    said = Statements(
        body=read_body_tasks(context, [*ground.used, *stated]),
        listed=listed,
        annexes=annexes,
        forms=forms,
        phases=phases,
        table_phases=table_phases(context),
        activities=tuple(one.name for one in activities),
        said=tuple(one.source(0, len(one.text)) for one in context.passages if one.kind is PassageKind.BODY),
        headings=headings,
        aliases=short_names(context.passages),
        struck=context.document.struck,
        named=tuple(_named_in_tables(context, {one.table.index for one in lists})),
        form_dates=tuple(_dates_of_forms(context, forms)),
        marks=tuple(_annex_marks(context)),
        noted=tuple(_noted(context)),
        notes=tuple(one.source(0, len(one.text)) for one in context.passages if one.kind is PassageKind.NOTE),
        groups=list_activities(lists),
    )
    compared = compare(said)
    understood = {one.table.index for one in lists} | {one.source.block for one in forms}
    understood |= {one.source.block for one in said.table_phases}
    return replace(
        _papers(heads, ground.reference, context),
        span=ground.span,
        phases=phases,
        activities=activities,
        tasks=compared.tasks,
        duties=read_duties(context, listed),
        forms=forms,
        conflicts=compared.conflicts,
        remarks=(*ground.remarks, *_remarks(heads, compared, context, understood)),
        body_tasks=said.body,
        annexes=annexes,
    )


def _named_in_tables(context: Context, listed: set[int]) -> Iterator[Named]:
    """The units that tables beside the task lists name, such as the members of inspection groups."""
    for table in context.document.tables:
        if table.index in listed:
            continue
        for row in range(len(table.rows)):
            for column in range(table.width):
                text = table.text(row, column)
                names = split_units(text) if table.own(row, column) and len(text) <= _LONGEST_NAMES else ()
                if names and all(is_unit(one.name) for one in names):
                    yield from ((one.name, table.source(row, column)) for one in names)


def _dates_of_forms(context: Context, forms: Sequence[AnnexForm]) -> Iterator[tuple[str, Dated]]:
    """The days that the notes of forms give (备注：请于3月15日前报送)."""
    for form in forms:
        for found in context.find(form.note) if form.annex and _HANDED_IN.search(form.note) else ():
            if found.deadline.kind is Kind.BY and found.deadline.end is not None:
                where = f"{form.annex}的备注"
                yield form.annex, Dated(found.deadline, replace(form.source, where=where, text=found.deadline.text))


def _noted(context: Context) -> Iterator[tuple[str, Dated]]:
    """The days that notes beside a list give (说明：国土绿化任务务必于4月30日前完成), with the words before each."""
    for passage in context.passages:
        for found in context.find(passage.text) if passage.kind is PassageKind.NOTE else ():
            if found.deadline.kind is Kind.BY and found.deadline.end is not None:
                words = re.split(r"[，,；;。：:]", passage.text[: found.start])[-1]
                yield words, Dated(found.deadline, passage.source(found.start, found.end))


def _annex_marks(context: Context) -> Iterator[Source]:
    """The marks (附件3) that stand on lines of their own above annexes."""
    for passage in context.passages:
        match = CAPTION.match(passage.text) if passage.kind is PassageKind.CAPTION else None
        if match is not None:
            yield replace(passage.source(0, len(passage.text)), text=mark_text(match[1]))


def _papers(heads: Heads, reference: date | None, context: Context) -> PlanReading:
    """A reading with no more than the document's own papers."""
    return PlanReading(
        title=heads.title,
        issuer=heads.issuer,
        document_number=heads.document_number,
        reference_date=reference,
        document=context.document,
    )


def _day(value: date | None) -> date | None:
    return None if value is None else date(value.year, value.month, value.day)


def _captioned(context: Context, annexes: Sequence[Annex]) -> tuple[Context, dict[int, tuple[str, str, bool]]]:
    """The context with each table bearing its annex mark, so that places are named by it."""
    known = captions(context.document.blocks, annexes)
    blocks: list[Block] = [
        replace(block, caption=known[block.index][0]) if isinstance(block, PlanTable) else block
        for block in context.document.blocks
    ]
    return replace(context, document=replace(context.document, blocks=tuple(blocks))), known


def _remarks(heads: Heads, compared: Compared, context: Context, understood: set[int]) -> list[str]:
    said = []
    if heads.title is None:
        said.append("文中没有标题，启动专项时请给出名称。")
    said.extend(_lost(compared.tasks))
    for table in context.document.tables:
        filled = any(text for row in range(len(table.rows)) for text in table.texts(row))
        if table.index not in understood and filled:
            said.append(f"{table.caption or table.name}没有读作任务清单或附表，请人工查看。")
    return said


def _lost(tasks: Sequence[PlanTask]) -> list[str]:
    return [
        f"任务清单有一行没有序号（{fold(task.content)[:12]}…），已按前后补作第{task.proposed_number}项，请核对。"
        for task in tasks
        if task.number is None and task.proposed_number is not None
    ]
