"""Every date that the paper writes anywhere: those that do not exist, weekdays beside days, stretches of time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Dated, PlanTask
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.passages import PassageKind

_MONTH = re.compile(r"月|\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_NUMERIC = re.compile(r"^\d{4}[-./]\d{1,2}[-./]\d{1,2}$")
_WEEKDAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?\s*(?:[（(]\s*|[，,]\s*|\s*)"
    r"(?:周|星期|礼拜)(?P<named>[一二三四五六日天])"
)
_YEAR = re.compile(r"(20\d\d)\s*[年./-]")
_START = re.compile(r"^(?:计划|预计)?(?:开始|起始|启动|开工|开展)(?:时间|日期|时限)?$")
_END = re.compile(r"^(?:计划|预计|预期)?(?:完成|结束|截止|终止|完工|办结|竣工)(?:时间|日期|时限|期限)?$")
_LONGEST, _SHORTEST = 4000, 5


def written(context: Context) -> Iterator[tuple[str, Source]]:
    """All texts of the paper with their places: paragraphs, and each cell once."""
    for passage in context.passages:
        if passage.kind is not PassageKind.SIGNED and len(passage.text) <= _LONGEST:
            yield passage.text, passage.source(0, len(passage.text))
    for table in context.document.tables:
        for row in range(len(table.rows)):
            for column in range(table.width):
                text = table.text(row, column)
                if text and table.own(row, column) and len(text) <= _LONGEST:
                    yield text, table.source(row, column)


def wrong_dates(context: Context) -> Iterator[Dated]:
    """Every date of the paper that does not exist, wherever it stands."""
    for text, source in written(context):
        if not _MONTH.search(text):
            continue
        for found in context.find(text):
            if found.deadline.kind is Kind.INVALID and _MONTH.search(found.deadline.text):
                yield Dated(found.deadline, _inside(source, found.deadline.text))


def row_stretches(context: Context) -> Iterator[tuple[str, Dated, Dated]]:
    """Rows whose start and end stand in columns of their own: the row's words, its start and its end."""
    for table in context.document.tables:
        for head in range(min(4, len(table.rows))):
            starts = [one for one in range(table.width) if _START.match("".join(table.text(head, one).split()))]
            ends = [one for one in range(table.width) if _END.match("".join(table.text(head, one).split()))]
            if len(starts) == len(ends) == 1:
                yield from _stretches(table, head, starts[0], ends[0], context)
                break


def _stretches(
    table: PlanTable, head: int, start: int, end: int, context: Context
) -> Iterator[tuple[str, Dated, Dated]]:
    for row in range(head + 1, len(table.rows)):
        if not table.own(row, start) or not table.own(row, end):
            continue
        one, two = (context.read(table.text(row, column)) for column in (start, end))
        words = [text for text in table.texts(row)[:start] if len(text) > 1 and not text.isdecimal()]
        if words:
            yield max(words, key=len), Dated(one, table.source(row, start)), Dated(two, table.source(row, end))


def beside_rows(context: Context, listed: Sequence[PlanTask]) -> Iterator[tuple[PlanTask, Dated]]:
    """The due dates that stand in other cells of a task's row (年度目标: 9月底前建成)."""
    tables = {table.index: table for table in context.document.tables}
    rows = [task for task in listed if task.source.row is not None and task.deadline_source is not None]
    alone = Counter((task.source.block, task.source.row) for task in rows)
    for task in rows:
        table, row = tables.get(task.source.block), task.source.row
        if table is None or row is None or alone[task.source.block, row] > 1:
            continue
        for column in range(table.width):
            text, taken = (
                table.text(row, column),
                {task.source.column, task.deadline_source and task.deadline_source.column},
            )
            if column in taken or not table.own(row, column) or len(text) < _SHORTEST or "月" not in text:
                continue
            for found in context.find(text):
                if found.deadline.kind is Kind.BY and found.deadline.end is not None:
                    yield task, Dated(found.deadline, table.source(row, column, found.deadline.text))


def _inside(source: Source, text: str) -> Source:
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)


def weekdays_said(context: Context) -> Iterator[tuple[str, date, str, Source]]:
    """Every day with a weekday beside it: words, day, the weekday's sign, place; a year that is unsure gives none."""
    for text, source in written(context):
        for match in _WEEKDAY.finditer(text):
            year = _year_of(text[: match.start()], match["year"], context)
            day = None if year is None else _day(year, int(match["month"]), int(match["day"]))
            if day is not None:
                yield match[0], day, match["named"].replace("天", "日"), _inside(source, match[0])


def _year_of(before: str, said: str | None, context: Context) -> int | None:
    if said:
        return int(said)
    years = _YEAR.findall(before)
    if years:
        return int(years[-1])
    if context.title_year is not None:
        return context.title_year
    return context.on.year if context.anchored else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
