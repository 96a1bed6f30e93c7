"""Tasks from a list table: merged cells spread, milestones of a cell apart, a lost number said and proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.document import Line, PlanDocument, PlanTable
from desk_app.campaign.plan.model import PlanTask, Role, UnitRole
from desk_app.importing.plan.changed_columns import column_of
from desk_app.importing.plan.clauses import last_day, sentences
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.for_all import of_a_list
from desk_app.importing.plan.milestones import milestones
from desk_app.importing.plan.phase_tables import is_phase_list
from desk_app.importing.plan.schedule_columns import Slot, is_amount, slots
from desk_app.importing.plan.table_heads import Columns, read_columns
from desk_app.importing.plan.table_parts import parts_of, units_above
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.tails import find_tails, without_tails
from desk_app.importing.plan.task_people import persons_apart
from desk_app.importing.plan.task_rows import Cell, ListRow, goes_on_above, row_task
from desk_app.importing.plan.task_sheets import sheet_tasks
from desk_app.importing.plan.unit_calendar import calendar_tasks, is_unit_calendar

_SAME = re.compile(r"^[〃＂\"″]+$|^同上")
_PAGE_END = re.compile(
    r"^[（(]?\s*(?:续\s*(?:上|前)?\s*表|接\s*上\s*[页表]|[-—–－·•]*\s*\d{1,3}\s*[-—–－·•]*|第\s*\d+\s*页.*)\s*[）)]?$"
)
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_ASKS_BY = re.compile(r"前|底|末|内|[至到—–~～-]|旬|季|年$|每|长期|持续")
_BESIDE = 4
_SUM = re.compile(r"^(?:合计|小计|总计|备注|注)[：:]?")


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table that lists tasks, with its columns and what it yields."""

    table: PlanTable
    columns: Columns
    tasks: tuple[PlanTask, ...]


def read_lists(context: Context) -> tuple[ListTable, ...]:
    """Every table of the document that lists tasks and has rows; one that a page break cut goes on in the next."""
    found: list[ListTable] = []
    state = _State()
    tables = [part for table in context.document.tables for part in parts_of(table)]
    heads = units_above(context.document, tables)
    for table in tables:
        sheet = sheet_tasks(table, context)
        if sheet:
            found.append(ListTable(table, Columns(head=-1), sheet))
            continue
        before = found[-1] if found and goes_on(context.document, found[-1].table, table) else None
        columns = _columns(table, context)
        if columns is not None and is_unit_calendar(columns):
            tasks = tuple(calendar_tasks(table, columns, context))
            found.extend([ListTable(table, columns, tasks)] if tasks else [])
            continue
        if before is not None and not before.columns.is_list:
            before = None
        if before is not None and (columns is None or not columns.is_list):
            columns = replace(before.columns, head=-1)
        again = before is not None and columns is not None and _same_head(before, table, columns)
        state = replace(state, resumed=True) if again else _State()
        if columns is None or not columns.is_list or not _filled(table, columns):
            continue
        if (columns.is_phases and not columns.units) or is_phase_list(table, columns):
            continue
        lent = () if columns.units or columns.people else heads.get(table.index, ())
        rows = (_given_to(task, lent) for task in _rows(table, columns, context, state))
        tasks = tuple(persons_apart(task) for task in rows)
        if columns.serial is not None:
            tasks = _number(tasks)
        if tasks:
            found.append(ListTable(table, columns, tasks))
    return _dated_for_all(found, context)


def _given_to(task: PlanTask, units: tuple[UnitRole, ...]) -> PlanTask:
    """A row without units of its own in a table that is one unit's."""
    return replace(task, units=units) if units and not task.units and not task.people else task


def _dated_for_all(found: list[ListTable], context: Context) -> tuple[ListTable, ...]:
    """本清单所列事项均须于12月20日前完成: the date of the rows that state none, where one sentence gives it."""
    stated = [
        (one.deadline, passage.source(start + one.start, start + one.end))
        for passage in context.passages
        for start, end in sentences(passage.text)
        if of_a_list(passage.text[start:end])
        for one in context.find(passage.text[start:end])
        if one.deadline.kind is Kind.BY
    ]
    if len(stated) != 1:
        return tuple(found)
    deadline, source = stated[0]
    return tuple(
        replace(
            one,
            tasks=tuple(
                task if task.deadline.text else replace(task, deadline=deadline, deadline_source=source)
                for task in one.tasks
            ),
        )
        for one in found
    )


def goes_on(document: PlanDocument, first: PlanTable, second: PlanTable) -> bool:
    """Whether nothing but a page's end (续表, — 2 —) stands between two tables of one width."""
    between = document.blocks[first.index + 1 : second.index]
    return first.width == second.width and all(
        isinstance(block, Line) and _PAGE_END.match(block.text) for block in between
    )


def _columns(table: PlanTable, context: Context) -> Columns | None:
    """The columns of a table; None without a head, and where a report's table tells on which days things were done."""
    columns = read_columns(table, _around(context, table))
    return None if columns is not None and context.reports and _told_times(table, columns) else columns


def _around(context: Context, table: PlanTable) -> str:
    """The lines beside a table, in which its marks may be explained."""
    blocks = context.document.blocks[max(0, table.index - _BESIDE) : table.index + _BESIDE]
    return "\n".join(block.text for block in blocks if isinstance(block, Line))


def _told_times(table: PlanTable, columns: Columns) -> bool:
    """Whether a table of a report gives plain days only, on which things were done."""
    rows = range(columns.head + 1, len(table.rows))
    times = [] if columns.time is None else [table.text(row, columns.time) for row in rows]
    filled = [text for text in times if text]
    return bool(filled) and not any(_ASKS_BY.search(text) for text in filled)


def _same_head(before: ListTable, table: PlanTable, columns: Columns) -> bool:
    return columns.head < 0 or table.texts(columns.head) == before.table.texts(before.columns.head)


def _filled(table: PlanTable, columns: Columns) -> bool:
    """Whether the table lists something: words in the content and units or times beside them."""
    rows = range(columns.head + 1, len(table.rows))
    content = [row for row in rows if _content(table, columns, row)[0]]
    beside = [column for column, _ in (*columns.units, *columns.slots)] + [one.column for one in columns.marked]
    beside += [columns.time] if columns.time is not None else []
    return bool(content) and any(table.text(row, column) for row in content for column in beside)


def _content(table: PlanTable, columns: Columns, row: int) -> tuple[str, int]:
    """The words of a row and the column they stand in; the activity alone where the row has no others."""
    texts = [(table.text(row, column), column) for column in columns.content]
    distinct = [
        (text, column) for place, (text, column) in enumerate(texts) if text and text not in dict(texts[:place])
    ]
    group = table.text(row, columns.group) if columns.group is not None else ""
    words = [(text, column) for text, column in distinct if text != group]
    if words:
        return "：".join(text for text, _ in words), words[-1][1]
    return group, columns.group if columns.group is not None else (columns.content[0] if columns.content else 0)


@dataclass
class _State:
    """What the rows above leave to the next: cells carried down, the activity, the last date, a group's own tail."""

    carried: dict[int, Cell] = field(default_factory=dict)
    above: dict[int, Cell] = field(default_factory=dict)
    group: str = ""
    earlier: date | None = None
    lent: tuple[Tail, ...] = ()
    resumed: bool = False
    content: tuple[str, int] = ("", 0)


def _rows(table: PlanTable, columns: Columns, context: Context, state: _State) -> Iterator[PlanTask]:
    state.earlier = state.earlier or (None if columns.year is None else date(columns.year, 1, 1))
    for row in range(columns.head + 1, len(table.rows)):
        texts = [text for text in table.texts(row) if text]
        if not texts or _SUM.match(texts[0]) or (columns.head >= 0 and table.texts(row) == table.texts(columns.head)):
            continue
        if _is_group_row(table, row, texts):
            state.lent = find_tails(texts[0])
            state.group = without_tails(texts[0], state.lent, 0, len(texts[0])) if state.lent else texts[0]
            state.carried = {}
            continue
        if columns.group is not None:
            own = table.text(row, columns.group)
            if own and own != state.group:
                state.group, state.carried = own, {}
        content, place = _content(table, columns, row)
        if not content and _next_step(table, columns, row):
            content, place = state.content
        if not _WORDS.search(content):
            continue
        state.content = content, place
        places = {column: column_of(table.text(row, column), column, columns.before) for column in _carrying(columns)}
        blank = _blanks_carried(table, columns, row, state)
        cells = {column: _cell(table, row, place, state, carries=place in blank) for column, place in places.items()}
        state.resumed = False
        parts = ListRow(table, columns, row, content, place, state.group, cells, state.lent)
        task = row_task(parts, context, state.earlier)
        state.earlier = last_day(context.find(task.deadline.text), state.earlier)
        planned = slots(table, row, columns.slots) if task.deadline.end is None else ()
        yield from _planned(task, planned, context, state.earlier) if planned else milestones(task, context)


def _next_step(table: PlanTable, columns: Columns, row: int) -> bool:
    """Whether a row without a task of its own states the next step of the one above (完成总纂 │ 8月31日)."""
    timed = columns.time is not None and bool(table.text(row, columns.time))
    return timed and any(table.own(row, column) and table.text(row, column) for column in columns.goals)


def _planned(task: PlanTask, planned: Sequence[Slot], context: Context, earlier: date | None) -> Iterator[PlanTask]:
    """The task with the stretch that its marks make, or one task for each month or quarter that has words."""
    if not any(slot.words for slot in planned):
        said = "、".join(slot.time for slot in planned)
        yield replace(task, deadline=context.read(said, earlier), deadline_source=planned[0].source)
        return
    if len(planned) > 1 and all(is_amount(slot.words) for slot in planned):
        parts = "，".join(f"{slot.time}{slot.words}" for slot in planned)
        whole = context.read(f"{planned[0].time}至{planned[-1].time}", earlier)
        yield replace(task, content=f"{task.content}（{parts}）", deadline=whole, deadline_source=planned[-1].source)
        return
    for slot in planned:
        content = f"{task.content}（{slot.words or slot.time}）"
        yield replace(task, content=content, deadline=context.read(slot.time, earlier), deadline_source=slot.source)


def _is_group_row(table: PlanTable, row: int, texts: list[str]) -> bool:
    """Whether one merged cell over a whole row names what the rows below belong to."""
    cells = {(cell.row, cell.column) for cell in table.rows[row] if cell.text.strip()}
    return len(set(texts)) == 1 and len(cells) == 1 and table.width > 2 and not table.flat


def _carrying(columns: Columns) -> list[int]:
    return [column for column, _ in columns.units] + [
        column for column in (columns.time, columns.months, columns.phase) if column is not None
    ]


def _blanks_carried(table: PlanTable, columns: Columns, row: int, state: _State) -> set[int]:
    """The columns in which a blank stands for the cell above: in a row that goes on, a flat table, a cut one.

    A flat table lost its merges; but whoever helps is not named again by a row with a leading unit of its own.
    """
    every = set(_carrying(columns))
    if table.flat:
        leads = any(table.text(row, column) for column, role in columns.units if role is not Role.HELP)
        helping = {column for column, role in columns.units if role is Role.HELP}
        return every - helping if leads and not state.resumed else every
    return every if state.resumed or goes_on_above(table, columns, row) else set()


def _cell(table: PlanTable, row: int, column: int, state: _State, *, carries: bool) -> Cell:
    """A cell, or the one above that holds for it: where it says 同上, or is blank and ``carries``."""
    text = table.text(row, column)
    if text and not _SAME.match(text):
        state.above[column] = state.carried[column] = Cell(text, table.source(row, column))
        return state.carried[column]
    known = state.above if text else state.carried if carries else {}
    if column not in known:
        return Cell(text, table.source(row, column))
    state.carried[column] = known[column]
    return known[column]


def _number(tasks: tuple[PlanTask, ...]) -> tuple[PlanTask, ...]:
    """Rows without a number between rows with one: what it must have been is proposed, never put in its place."""
    done = list(tasks)
    for place, task in enumerate(tasks):
        if task.number is not None or place == 0:
            continue
        before = done[place - 1].number or done[place - 1].proposed_number
        after = next((one.number for one in tasks[place + 1 :] if one.number), None)
        if before and before.isdecimal() and (after is None or after == str(int(before) + 2)):
            done[place] = replace(task, proposed_number=str(int(before) + 1))
    return tuple(done)
