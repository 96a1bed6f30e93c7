"""Tables that stand side by side in one, and the units that head a table of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Line, PlanDocument, PlanTable, TableCell
from desk_app.campaign.plan.model import UnitRole
from desk_app.forms.headings import fold_heading
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.table_heads import head_rows
from desk_app.importing.plan.unit_headings import units_alone

_LEAST_COLUMNS, _ABOVE = 2, 2
_ABOUT = re.compile(
    r"(?:20\d\d年(?:度)?|年度)?(?:的)?(?:重点|主要|具体|承担|负责)?(?:的)?(?:工作|任务|事项|职责)*(?:清单|分解表?|安排表?|计划表?|表|台账|一览表?)?(?:[（(][^（）()]*\d+[^（）()]*[）)])?$"
)
_LABEL = re.compile(
    r"^[（(]?(?:责任|牵头|承办|主办|落实|填报|实施)?(?:单位|部门|科室|处室|股室|部室)(?:名称)?\s*[：:]\s*(?P<names>[^：:）)]{2,40}?)[）)]?$"
)


def parts_of(table: PlanTable) -> tuple[PlanTable, ...]:
    """The tables that stand side by side under one repeated head (月份│主题│支部│月份│主题│支部); else the table."""
    head = head_rows(table)
    if head is None or head[0] != head[1]:
        return (table,)
    names = [fold_heading(text) for text in table.texts(head[0])]
    for width in range(_LEAST_COLUMNS, len(names) // 2 + 1):
        repeated = len(names) % width == 0 and all(names[place] == names[place % width] for place in range(len(names)))
        if repeated and len({*names[:width]}) == width and all(names[:width]):
            return tuple(_slice(table, first, width) for first in range(0, len(names), width))
    return (table,)


def _slice(table: PlanTable, first: int, width: int) -> PlanTable:
    rows = tuple(
        tuple(TableCell(cell.text, cell.row, max(cell.column - first, 0)) for cell in row[first : first + width])
        for row in table.rows
    )
    return replace(table, rows=rows, first=first)


def units_above(document: PlanDocument, tables: Sequence[PlanTable]) -> dict[int, tuple[UnitRole, ...]]:
    """The units that a line right above names for its table: by a label, or where several tables are headed so."""
    labelled, headed = {}, {}
    for table in tables:
        for text in _lines_above(document, table):
            label = _LABEL.match(text)
            units = units_alone(label["names"]) if label else ()
            if units:
                labelled[table.index] = units
                break
            units = units_alone(_bare(text))
            if units:
                headed[table.index] = units
                break
    return {**(headed if len(headed) + len(labelled) > 1 else {}), **labelled}


def _bare(text: str) -> str:
    mark = mark_of(text)
    return _ABOUT.sub("", (mark[2] if mark else text).strip(" 　：:。"), count=1)


def _lines_above(document: PlanDocument, table: PlanTable) -> list[str]:
    """The lines right above a table from the nearest one, and what stands in one cell above its head."""
    head = head_rows(table)
    texts = [{text for text in table.texts(row) if text} for row in range(head[0] if head else 0)]
    found = [text for row in reversed(texts) if len(row) == 1 for text in row]
    for block in reversed(document.blocks[max(0, table.index - _ABOVE) : table.index]):
        if not isinstance(block, Line):
            break
        found.append(block.text.strip())
    return found
