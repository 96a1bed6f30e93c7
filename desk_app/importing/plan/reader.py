"""The one door of the plan reader: a document in, all that it asks out, every thing with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.plan.compare import Compared, compare
from desk_app.campaign.plan.document import Block, PlanDocument, PlanTable
from desk_app.campaign.plan.facts import Frame
from desk_app.campaign.plan.model import Annex, PlanReading, PlanTask
from desk_app.campaign.plan.wording import fold
from desk_app.importing.delimited import decode_text
from desk_app.importing.documents import kind_of
from desk_app.importing.gate import check_secrecy, check_size, open_package
from desk_app.importing.plan.activities import body_activities, list_activities
from desk_app.importing.plan.annex_forms import captions, read_annexes, read_forms
from desk_app.importing.plan.body_tasks import read_body_tasks
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.duties import read_duties
from desk_app.importing.plan.for_all import of_a_list
from desk_app.importing.plan.form_notes import blocks_of_notes
from desk_app.importing.plan.gathered import Read, gather
from desk_app.importing.plan.heads import Heads, read_heads
from desk_app.importing.plan.news import is_account, is_bulletin, is_news, is_report
from desk_app.importing.plan.passages import read_passages
from desk_app.importing.plan.phase_work import phase_work, with_phase_work
from desk_app.importing.plan.phases import read_phases
from desk_app.importing.plan.reference import Reference, read_reference
from desk_app.importing.plan.row_goals import with_goals
from desk_app.importing.plan.spans import read_span
from desk_app.importing.plan.task_table import read_lists
from desk_app.importing.plan.text_source import read_text_plan
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
_NO_PLAN = "这是新闻、会议或通报类材料，没有向单位布置限时任务，未列任务。"

_YEAR = timedelta(days=366)
_YEAR_SAID = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[年./-]")


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
    account = is_account(heads.title, passages, issued)
    context = replace(context, reports=account or is_report(heads.title))
    news = is_news(passages) or is_bulletin(heads.title, passages)
    reading = None if news and not read_lists(context) else _plan(_ground(context, found, on), heads)
    if reading is None or (account and not reading.tasks and not reading.duties):
        return replace(_papers(heads, on or found.day, context), remarks=(_NO_PLAN,), is_plan=False)
    return reading


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
        remarks.append(f"文中没有可作参照的日期，缺年份的时限暂以读入之日{long_day(context.on)}推算，请核对。")
    return _Ground(context, on or reference, span, () if said is None else (said[1:],), tuple(remarks))


def _not_behind(on: date, reference: date | None, first: date, last: date) -> date:
    """A plan read after its campaign's end is read as of its own date: its years are those of its span."""
    if first - _YEAR <= on <= last:
        return on
    return reference if reference is not None and first - _YEAR <= reference <= last else first


def _plan(ground: _Ground, heads: Heads) -> PlanReading:
    annexes = read_annexes(ground.context)
    context, known = _captioned(ground.context, annexes)
    staged = read_phases(context)
    phases = staged.phases
    context = with_years(context, phases, heads.title)
    lists = tuple(with_phase_work(one, context) for one in read_lists(context))
    listed = tuple(task for one in lists for task in one.tasks)
    forms = tuple(read_forms(context, {one.table.index for one in lists}, known))
    headings = body_activities(context)
    activities = list_activities(lists) or headings
    notes = blocks_of_notes(context, forms)
    body = tuple(
        task for task in read_body_tasks(context, [*ground.used, *staged.spans]) if task.source.block not in notes
    )
    body += tuple(phase_work(context, {one.table.index for one in lists}))
    frame = _frame(ground, context)
    said = gather(
        context,
        Read(body, lists, annexes, forms, phases, staged.restated, headings, activities, frame, heads.title or ""),
    )
    compared = compare(said)
    understood = {one.table.index for one in lists} | {one.source.block for one in forms}
    understood |= {one.source.block for one in said.restated}
    return replace(
        _papers(heads, ground.reference, context),
        span=ground.span,
        phases=phases,
        activities=activities,
        tasks=with_goals([task for task in compared.tasks if not (lists and _is_claim(task))], lists),
        duties=tuple(duty for duty in read_duties(context, listed) if duty.source.block not in notes),
        forms=forms,
        conflicts=compared.conflicts,
        remarks=(*ground.remarks, *_remarks(heads, compared, context, understood)),
        body_tasks=said.body,
        annexes=annexes,
    )


def _frame(ground: _Ground, context: Context) -> Frame | None:
    """The campaign's span as the frame of all tasks."""
    if not ground.used:
        return None
    place, start, end = ground.used[0]
    source = context.passages[place].source(start, end)
    return Frame("", *ground.span, source, 0, len(context.document.blocks), whole=True)


def _papers(heads: Heads, reference: date | None, context: Context) -> PlanReading:
    """A reading with no more than the document's own papers."""
    return PlanReading(
        title=heads.title,
        issuer=heads.issuer,
        document_number=heads.document_number,
        reference_date=reference,
        document=context.document,
    )


def _is_claim(task: PlanTask) -> bool:
    """本清单所列事项均须于12月20日前完成: a date of the list's rows, and no task beside them."""
    return task.source.row is None and not task.units and of_a_list(task.content) is not None


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
