"""The day of a row whose own column gives no more than a month, where another cell of the row tells it (4月中旬)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desk_app.campaign.deadlines import Deadline
from desk_app.campaign.plan.compare_dates import is_finer_than
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Dated
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.table_heads import Columns
from desk_app.importing.plan.time_words import is_time

#: What is asked beside the work itself, or was planned before: no time of the work.
_OTHER_DEED = re.compile(r"报|交|填|通知|公示|方案|总结|原|推荐|去年|上年|启动|开始")


def finer_inside(inner: Sequence[Dated], content: str, coarse: Deadline) -> tuple[Deadline, Source] | None:
    """The one time inside the month that the row's own words give (4月中旬举办培训班)."""
    if len(inner) != 1 or _OTHER_DEED.search(content) or not is_finer_than(inner[0].deadline, coarse):
        return None
    return inner[0].deadline, inner[0].source


def finer_day(
    table: PlanTable, columns: Columns, row: int, coarse: Deadline, context: Context
) -> tuple[Deadline, Source] | None:
    """The one time inside the month that a cell beside it states and nothing else; None where none or several do."""
    found = list(_beside(table, columns, row, coarse, context))
    return found[0] if len(found) == 1 else None


def _beside(
    table: PlanTable, columns: Columns, row: int, coarse: Deadline, context: Context
) -> Iterator[tuple[Deadline, Source]]:
    taken = {columns.serial, columns.phase, columns.group, columns.time, columns.months, *columns.people}
    taken |= {column for column, _ in (*columns.units, *columns.slots)} | set(columns.before.values())
    taken |= {one.column for one in columns.marked}
    for column in range(table.width):
        text = table.text(row, column).strip(" 　。；;")
        if column in taken or not table.own(row, column) or not is_time(text) or _OTHER_DEED.search(text):
            continue
        read = context.read(text)
        if is_finer_than(read, coarse):
            yield read, table.source(row, column)
