"""Phases that a table states: a row each, a column each, or a cell that holds name and time together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk_app.campaign.plan.document import PlanTable
from desk_app.importing.plan.table_heads import Columns, read_columns
from desk_app.importing.plan.time_words import time_inside

#: Name, words of the time, and the row and column in which the time stands.
Cell = tuple[str, str, int, int]
_BRACKET = re.compile(r"[（(]([^（）()]{2,40})[）)]")
_TIME = re.compile(
    r"^(?:起止|具体|实施|工作|推进|活动|计划|完成)?(?:时间|日期|时段|期限|时限|进度)(?:安排|节点|要求)?$"
)
_STEP = re.compile(r"阶段|步骤|环节")
_BEGINS = re.compile(r"^(?:第[一二三四五六]阶段[：:、 　]*)?[^。，：:；（(]{2,14}阶段(?=$|[。，：:；（(\s])")
_SIGNS = re.compile(r"\d\s*[月日.．/]|即日|[月年]底|季度")
_HEADED = re.compile(r"^(?:名称|内容|项目|时段|环节|节点|工作环节|工作节点|类别)?$")
_STAGE = re.compile(
    r"动员|部署|自查|摸底|排查|整治|检查|总结|评估|验收|巩固|整改|提升|推进|实施|宣传|准备|启动|攻坚|落实|收官|培训|考核|回头看"
)
_LEAST, _LONGEST_STAGE = 2, 12


def phase_cells(table: PlanTable) -> Iterator[Cell]:
    """Each phase of a table with its time; none where the table tells of no phases."""
    across = list(_in_columns(table))
    if across:
        yield from across
        return
    columns = read_columns(table)
    if columns is not None and columns.phase is not None:
        yield from _in_rows(table, columns, columns.phase, own_only=bool(phase_groups(table, columns)))
    elif columns is not None and (stages := stage_column(table, columns)) is not None:
        yield from _in_rows(table, columns, stages)
    elif columns is not None and is_phase_list(table, columns):
        for row in range(columns.head + 1, len(table.rows)):
            if columns.time is not None and table.text(row, columns.time):
                match = _BEGINS.match(table.text(row, columns.content[0]).strip())
                if match is not None:
                    yield match[0], table.text(row, columns.time), row, columns.time


def is_phase_list(table: PlanTable, columns: Columns) -> bool:
    """Whether every row of a table of times and work names a phase first (6月1日—10日 │ 动员部署阶段：…)."""
    if stage_column(table, columns) is not None:
        return True
    if columns.time is None or not columns.content or columns.units or columns.group is not None:
        return False
    texts = [table.text(row, columns.content[0]).strip() for row in range(columns.head + 1, len(table.rows))]
    filled = [text for text in texts if text]
    return len(filled) >= _LEAST and all(_BEGINS.match(text) for text in filled)


def stage_column(table: PlanTable, columns: Columns) -> int | None:
    """The first column where it has no heading to speak of and names stages of work beside times, without units."""
    if columns.time in {None, 0} or columns.units or columns.marked or columns.people or columns.head < 0:
        return None
    if _HEADED.match("".join(table.text(columns.head, 0).split())) is None:
        return None
    rows = range(columns.head + 1, len(table.rows))
    names = ["".join(table.text(row, 0).split()) for row in rows if table.own(row, 0) and table.text(row, 0)]
    staged = [name for name in names if len(name) <= _LONGEST_STAGE and _STAGE.search(name)]
    return 0 if len(names) >= _LEAST and len(staged) * 3 >= len(names) * 2 else None


def phase_groups(table: PlanTable, columns: Columns) -> list[tuple[str, int, int]]:
    """The phases that a list of tasks names beside its rows, each with its first and last row; none in a phase table.

    In a list one phase stands beside several rows that are each given to somebody by a time of their own.
    """
    column, time = columns.phase, columns.time
    if column is None or time is None or not (columns.units or columns.marked or columns.people):
        return []
    groups: list[tuple[str, int, int]] = []
    for row in range(columns.head + 1, len(table.rows)):
        name = "".join(table.text(row, column).split())
        if groups and (not name or name == groups[-1][0]):
            groups[-1] = (*groups[-1][:2], row)
        elif name:
            groups.append((name, row, row))
    times = ({table.text(row, time) for row in range(first, last + 1)} - {""} for _, first, last in groups)
    return groups if any(len(one) >= _LEAST for one in times) else []


def _in_rows(table: PlanTable, columns: Columns, column: int, *, own_only: bool = False) -> Iterator[Cell]:
    """Each phase with the time in its own cell, else that of its row; ``own_only`` where rows are tasks of a phase."""
    for row in range(columns.head + 1, len(table.rows)):
        if not table.own(row, column) or not table.text(row, column):
            continue
        name = "".join(table.text(row, column).split("\n"))
        own = _parted(name)
        if own is not None:
            yield *own, row, column
            continue
        if not own_only and columns.time is not None and table.text(row, columns.time):
            yield name, table.text(row, columns.time), row, columns.time
        beside = _time_beside(table, columns, column, row) if own_only else None
        if beside is not None:
            yield name, table.text(row, beside), row, beside


def _time_beside(table: PlanTable, columns: Columns, column: int, row: int) -> int | None:
    """The column of times whose cell reaches over as many rows as the phase's: 阶段 │ 时间 │ 工作 │ 完成时限."""
    for other in range(table.width):
        headed = columns.head >= 0 and _TIME.match("".join(table.text(columns.head, other).split()))
        if other in {column, columns.time} or not headed or not _SIGNS.search(table.text(row, other)):
            continue
        if all(table.own(below, other) == table.own(below, column) for below in range(row, len(table.rows))):
            return other
    return None


def _parted(text: str) -> tuple[str, str] | None:
    """A cell that holds both: 宣传发动（6月5日—6月20日）, 第一阶段 宣传发动 6月5日至6月20日."""
    inside = _BRACKET.search(text)
    if inside is not None and _SIGNS.search(inside[1]):
        return _BRACKET.sub("", text), inside[1]
    begin = time_inside(text)
    return (text[:begin], text[begin:]) if begin >= _LEAST else None


def _in_columns(table: PlanTable) -> Iterator[Cell]:
    """A table whose columns are the phases: their names above, a row of times below."""
    for row in range(1, min(len(table.rows), 5)):
        if not _TIME.match("".join(table.text(row, 0).split())):
            continue
        heads = [(column, "".join(table.text(row - 1, column).split("\n"))) for column in range(1, table.width)]
        label = table.text(row - 1, 0)
        if not (_STEP.search(label) or all(_STEP.search(name) for _, name in heads if name)):
            return
        for column, name in heads:
            if name and table.own(row, column) and _SIGNS.search(table.text(row, column)):
                yield name, table.text(row, column), row, column
        return
    yield from _in_heads(table)


def _in_heads(table: PlanTable) -> Iterator[Cell]:
    """Columns headed 宣传发动阶段（6月5日—20日）, each with its own time."""
    if not table.rows:
        return
    found = []
    for column in range(table.width):
        text = "".join(table.text(0, column).split("\n"))
        inside = _BRACKET.search(text)
        if table.own(0, column) and inside is not None and _STEP.search(text) and _SIGNS.search(inside[1]):
            found.append((_BRACKET.sub("", text), inside[1], 0, column))
    if len(found) >= _LEAST:
        yield from found
