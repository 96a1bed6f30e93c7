"""All that a plan's parts say, gathered for setting each against every other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.compare_names import Named
from desk_app.campaign.plan.compare_units import fold_unit
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.facts import About, Fact, Frame
from desk_app.campaign.plan.model import Annex, AnnexForm, Dated, Phase, PlanActivity, PlanTask
from desk_app.campaign.plan.statements import Statements
from desk_app.campaign.plan.unit_names import full_names, meant
from desk_app.importing.plan.activities import list_activities
from desk_app.importing.plan.annex_forms import mark_text
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.doings import read_doings
from desk_app.importing.plan.every_date import beside_rows, row_stretches, weekdays_said, written, wrong_dates
from desk_app.importing.plan.given_out import read_givings
from desk_app.importing.plan.mentions import read_mentions
from desk_app.importing.plan.outlines import read_frames, read_outlines
from desk_app.importing.plan.passages import CAPTION, PassageKind
from desk_app.importing.plan.sections import read_sections
from desk_app.importing.plan.short_names import short_names
from desk_app.importing.plan.stated import read_facts
from desk_app.importing.plan.task_table import ListTable
from desk_app.importing.plan.tellings import read_tellings
from desk_app.importing.plan.units import is_unit, split_units

_LONGEST_NAMES = 60
_HANDED_IN = re.compile(r"报|交|填|反馈|返回|发送")


@dataclass(frozen=True, slots=True)
class Read:
    """What the readers of the parts have found."""

    body: tuple[PlanTask, ...]
    lists: Sequence[ListTable]
    annexes: tuple[Annex, ...]
    forms: tuple[AnnexForm, ...]
    phases: tuple[Phase, ...]
    restated: tuple[Phase, ...]
    headings: tuple[PlanActivity, ...]
    activities: tuple[PlanActivity, ...]
    span: Frame | None
    title: str


def gather(context: Context, read: Read) -> Statements:
    """Everything that is to be compared."""
    listed = tuple(task for one in read.lists for task in one.tasks)
    aliases = full_names(read.body, listed, dict(short_names(context.passages)))
    known = {fold_unit(short): fold_unit(full) for short, full in aliases}
    sections = read_sections(context)
    return Statements(
        body=read.body,
        listed=listed,
        annexes=read.annexes,
        forms=read.forms,
        phases=read.phases,
        restated=read.restated,
        activities=tuple(one.name for one in read.activities),
        said=_sources(context, PassageKind.BODY),
        headings=read.headings,
        aliases=aliases,
        struck=context.document.struck,
        named=tuple(_named_in_tables(context, {one.table.index for one in read.lists})),
        form_dates=tuple(_dates_of_forms(context, read.forms)),
        marks=tuple(_annex_marks(context)),
        noted=tuple(_noted(context)),
        notes=_sources(context, PassageKind.NOTE),
        groups=list_activities(read.lists),
        facts=tuple(_known_fact(one, known) for one in read_facts(context, listed, read.forms)),
        frames=read_frames(context, read.phases, read.span, read.lists),
        outlines=read_outlines(context),
        span=read.span,
        wrong=tuple(wrong_dates(context)),
        weekdays=tuple(weekdays_said(context)),
        written=tuple(written(context)),
        stretches=tuple(row_stretches(context)),
        beside=tuple(beside_rows(context, listed)),
        title=read.title,
        titles=_sources(context, PassageKind.TITLE, PassageKind.ADDRESS),
        tables=context.document.tables,
        issued=context.issued,
        sections=sections,
        doings=tuple(read_doings(context)),
        givings=read_givings(sections, _sources(context, PassageKind.BODY, PassageKind.NOTE), (*read.body, *listed)),
        tellings=read_tellings(context, read.body, listed, read.phases),
        mentions=tuple(
            replace(one, leaders=meant(one.leaders, known), helping=meant(one.helping, known))
            for one in read_mentions(context, read.body, listed, read.phases)
        ),
    )


def _known_fact(fact: Fact, known: Mapping[str, str]) -> Fact:
    """A statement that names its units by the names that they are known by."""
    who, receiver = meant(fact.who, known), known.get(fact.receiver, fact.receiver)
    value = "、".join(sorted(who)) if fact.about is About.LEADER else known.get(fact.value, fact.value)
    return replace(fact, who=who, receiver=receiver, value=value)


def _sources(context: Context, *kinds: PassageKind) -> tuple[Source, ...]:
    return tuple(one.source(0, len(one.text)) for one in context.passages if one.kind in kinds)


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
