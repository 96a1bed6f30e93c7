"""Tables whose time is a column for each month or quarter (配档表): marks make a stretch, words make milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.campaign.plan.document import PlanTable, Source

_SLOT = re.compile(
    r"^(?P<time>(?:20\d\d年)?(?:第?[一二三四1-4]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|[上下]半年))"
    r"(?:末|底)?(?:[工作重点阶段推进完成预期]{0,4}(?:目标|任务|计划|进度|安排|节点|内容|事项|要求|工作|形象进度))?$"
)
_MARK = re.compile(r"^[√✓✔●★▲■◆○◎△☆*＊+＋√\-—–━─═→1xX]*$")
#: 50户, 3.5, 20%: how much of the work, and no work of its own.
_AMOUNT = re.compile(r"^[约近超≥>]?\s*\d[\d.,，]*\s*(?:[%％‰]|[\u4e00-\u9fff㎡]{1,3})?(?:[以]上)?$")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One stretch of a row's plan: the words of its time, the words in it (empty for a mark), and its cell."""

    time: str
    words: str
    source: Source


def is_amount(words: str) -> bool:
    """Whether the words of a slot only say how much of the work falls into it."""
    return bool(_AMOUNT.match("".join(words.split())))


def is_slot(heading: str) -> bool:
    """Whether a column's heading is a month, a quarter or a half-year."""
    return bool(_SLOT.match("".join(heading.split())))


def slots(table: PlanTable, row: int, columns: Sequence[tuple[int, str]]) -> tuple[Slot, ...]:
    """What a row has in its columns of months: neighbouring marks, or one cell merged over them, as one stretch."""
    if len(columns) < _LEAST:
        return ()
    return tuple(_runs(table, row, columns))


def _runs(table: PlanTable, row: int, columns: Sequence[tuple[int, str]]) -> Iterator[Slot]:
    run: list[tuple[int, str]] = []
    for column, heading in columns:
        text = table.text(row, column)
        if run and not _goes_on(table, row, run[-1][0], column):
            yield _slot(table, row, run)
            run = []
        if text:
            run.append((column, heading))
    if run:
        yield _slot(table, row, run)


def _goes_on(table: PlanTable, row: int, before: int, column: int) -> bool:
    one, two = table.rows[row][before], table.rows[row][column]
    if (one.row, one.column) == (two.row, two.column):
        return True
    texts = (one.text.strip(), two.text.strip())
    return column == before + 1 and all(text and _MARK.match(text) for text in texts)


def _slot(table: PlanTable, row: int, run: Sequence[tuple[int, str]]) -> Slot:
    first, last = _time_of(run[0][1]), _time_of(run[-1][1])
    text = table.text(row, run[0][0])
    time = first if first == last else f"{first}至{last}"
    return Slot(time, "" if _MARK.match(text) else text, table.source(row, run[0][0]))


def _time_of(heading: str) -> str:
    """The time that a heading states, without 目标 or 任务 behind it."""
    plain = "".join(heading.split())
    match = _SLOT.match(plain)
    return match["time"] if match else plain
