"""Annex forms: the blank tables of a plan with title, columns, unit line, note and number of blank rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from desk_app.campaign.plan.document import Block, Line, PlanTable, Source
from desk_app.campaign.plan.model import Annex, AnnexForm, FormHeading
from desk_app.campaign.plan.wording import fold, number_of, sameness
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.passages import CAPTION, annex_lines
from desk_app.importing.plan.table_heads import head_rows, heading_texts

_UNIT_LINE = re.compile(
    r"(?:填报|报送|填表|上报|申报|填写)(?:单位|部门|科室|支部)|^(?:单位|部门|科室)(?:名称)?\s*(?:[（(][^）)]*[）)])?\s*[：:]|[（(](?:盖章|公章|签章|加盖公章)[）)]"
)
_NOTE = re.compile(r"^[（(]?\s*(?:备\s*注|注|说明|填表说明|填报说明)\s*[\d一]?\s*[：:.．、]?\s*(.*)$", re.DOTALL)
_SIGN = re.compile(
    r"^(?:填报人|填表人|审核人|负责人|联系人|联系电话|单位负责人|填报时间|填报日期|填表时间|填表日期|分管领导|主要负责人)"
)
_TO_FILL = re.compile(r"^(?:[\u4e00-\u9fff]{2,8}\s*[：:][\s_＿　]*){1,4}$")
_EXAMPLE = re.compile(r"^(?:示例|例|样例|如|例如|（示例）|\(示例\))")
_LISTED_CAPTION = re.compile(r"^附\s*[件表]\s*([\d一二三四五六七八九十]{1,3})\s*[：:\s]\s*(\S.{2,60})$")
_IN_LIST = re.compile(r"^\d{1,2}\s*[.．、]|^附\s*件\s*[：:]")
_AROUND = 6


@dataclass
class _Around:
    """The lines between a table and what stands before or after it."""

    mark: str = ""
    titles: list[str] = field(default_factory=list)
    unit_line: bool = False


def mark_text(number: str) -> str:
    """An annex number as its mark: 附件2, or 附件 where it has no number."""
    value = number_of(number) if number else None
    return f"附件{number if value is None else value}"


def read_annexes(context: Context) -> tuple[Annex, ...]:
    """The list of annexes below the body."""
    return tuple(
        Annex(mark_text(number), title, passage.source(0, len(passage.text)))
        for number, title, passage in annex_lines(context.passages)
    )


def captions(blocks: Sequence[Block], annexes: Sequence[Annex]) -> dict[int, tuple[str, str, bool]]:
    """For each table its annex mark, title and whether a unit line stands above it."""
    found = {}
    for place, block in enumerate(blocks):
        if isinstance(block, PlanTable):
            around = _above(blocks, place)
            title = "".join(around.titles)
            mark = around.mark or _mark_by_title(title, annexes)
            found[block.index] = (mark, title or _listed_title(mark, annexes), around.unit_line)
    return found


def _above(blocks: Sequence[Block], place: int) -> _Around:
    around = _Around()
    for block in reversed(blocks[max(0, place - _AROUND) : place]):
        if isinstance(block, PlanTable):
            break
        if _take(block, around):
            break
    return around


def _take(line: Line, around: _Around) -> bool:
    """Take one line above a table; True when nothing further up belongs to it."""
    text = line.text
    caption = CAPTION.match(text)
    if caption is not None:
        around.mark = mark_text(caption[1])
        return True
    both = _LISTED_CAPTION.match(text)
    if both is not None and not around.titles:
        around.mark = mark_text(both[1])
        around.titles.insert(0, both[2].strip())
        return True
    if _UNIT_LINE.search(text) and len(text) < 80:
        around.unit_line = True
        return False
    if _TO_FILL.match(text):
        return False
    if (
        _IN_LIST.match(text)
        or _NOTE.match(text)
        or _SIGN.match(text)
        or len(text) > 60
        or re.search(r"[。；：:]$", text)
        or len(around.titles) >= 2
    ):
        return True
    around.titles.insert(0, "".join(text.split()))
    return False


def _mark_by_title(title: str, annexes: Sequence[Annex]) -> str:
    same = [annex.mark for annex in annexes if title and sameness(annex.title, title) >= 0.85]
    return same[0] if len(same) == 1 else ""


def _listed_title(mark: str, annexes: Sequence[Annex]) -> str:
    return next((annex.title for annex in annexes if mark and annex.mark == mark), "")


def read_forms(context: Context, listed: set[int], known: dict[int, tuple[str, str, bool]]) -> Iterator[AnnexForm]:
    """Every blank table with a head, or of labels and empty places, that is no task list."""
    blocks = context.document.blocks
    for place, block in enumerate(blocks):
        if not isinstance(block, PlanTable) or block.index in listed:
            continue
        mark, title, unit_line = known[block.index]
        form = form_of_table(block, mark, title, unit_line=unit_line)
        if form is None or (not mark and not title):
            continue
        note = form.note or _note_below(blocks, place)
        source = Source(block.index, block.caption or block.name, form.title or title)
        yield replace(form, source=source, note=note, landscape=block.landscape)


def form_of_table(table: PlanTable, mark: str, title: str, *, unit_line: bool) -> AnnexForm | None:
    """The form that a blank table makes, None where it is none: title and unit line may stand in its first rows."""
    top, inner = _top(table)
    title = title or inner.get("title", "")
    unit_line = unit_line or "unit" in inner
    lower = PlanTable(table.index, table.name, tuple(table.rows[top:]), table.flat, table.caption)
    shifted = _shifted(lower, top)
    nothing = Source(table.index, table.name, title)
    head = head_rows(shifted)
    if head is not None and head[0] == 0:
        body = range(head[1] + 1, len(shifted.rows))
        blank, note, clean = _blank_rows(shifted, body)
        if clean or _half_filled(shifted, head, body):
            headings = tuple(FormHeading(stack[-1], stack[:-1]) for stack in heading_texts(shifted, head) if stack)
            merged = _once(shifted, head, headings)
            return AnnexForm(mark, title, merged, unit_line, nothing, note, blank)
    labels = _labels(shifted)
    if labels:
        return AnnexForm(
            mark,
            title,
            tuple(FormHeading(text) for text in labels),
            unit_line or _has_unit(labels),
            nothing,
            labels=True,
        )
    return None


def _has_unit(labels: list[str]) -> bool:
    return any(
        _UNIT_LINE.search(text) or fold(text) in {"单位", "填报单位", "所在单位", "单位名称", "部门", "科室"}
        for text in labels
    )


def _once(table: PlanTable, head: tuple[int, int], headings: tuple[FormHeading, ...]) -> tuple[FormHeading, ...]:
    """A heading merged over columns of which none has its own heading below counts once when nothing divides them."""
    kept: list[FormHeading] = []
    anchors: list[tuple[int, int]] = []
    filled = [
        column for column in range(table.width) if any(table.text(row, column) for row in range(head[0], head[1] + 1))
    ]
    for heading, column in zip(headings, filled, strict=False):
        cell = table.rows[head[1]][column]
        if (cell.row, cell.column) in anchors and not _divided(table, head[1] + 1, column):
            continue
        anchors.append((cell.row, cell.column))
        kept.append(heading)
    return tuple(kept)


def _divided(table: PlanTable, row: int, column: int) -> bool:
    """Whether below a wide heading its columns are parted."""
    return row < len(table.rows) and table.own(row, column)


def _shifted(table: PlanTable, top: int) -> PlanTable:
    rows = tuple(tuple(replace(cell, row=cell.row - top) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _top(table: PlanTable) -> tuple[int, dict[str, str]]:
    """How many rows above the head hold one text each (title, unit line), and what they say."""
    said: dict[str, str] = {}
    for row in range(min(4, len(table.rows))):
        texts = list(dict.fromkeys(text for text in table.texts(row) if text))
        if len(texts) > 1 and not any(_UNIT_LINE.search(text) for text in texts):
            return row, said
        joined = "".join(texts)
        anchors = {(cell.row, cell.column) for cell in table.rows[row]}
        if not joined or (len(anchors) > 1 and not _UNIT_LINE.search(joined)):
            return row, said
        if _UNIT_LINE.search(joined):
            if len(joined) < 8 and len(anchors) > 1 and not re.search(r"[：:]", joined):
                return row, said
            said["unit"] = joined
        elif not CAPTION.match(joined):
            said.setdefault("title", "".join(joined.split()))
    return 0, {}


def _blank_rows(table: PlanTable, rows: range) -> tuple[int, str, bool]:
    """The number of rows to fill, the note among them, and whether the table is a form at all."""
    blank, filled, note = 0, 0, ""
    for row in rows:
        texts = list(dict.fromkeys(text for text in table.texts(row) if text))
        match = _NOTE.match(texts[0]) if texts else None
        if match is not None and (len(texts) == 1 or not texts[1:]):
            note = match[1].strip() or texts[0]
        elif not texts or (len(texts) == 1 and (texts[0].isdecimal() or texts[0] in {"…", "……", "..."})):
            blank += 1
        elif _SIGN.match(texts[0]) or fold(texts[0]) in {"合计", "总计", "小计"}:
            continue
        elif _EXAMPLE.match(texts[0]) or any(_EXAMPLE.match(text) for text in texts[:2]):
            blank += 1
        else:
            filled += 1
    return blank, note, filled == 0


def _half_filled(table: PlanTable, head: tuple[int, int], rows: range) -> bool:
    """Whether numbered rows name what is asked (评估指标, 分值) and leave whole columns for the answers."""
    if fold(table.text(head[1], 0)) not in {"序号", "编号"}:
        return False
    asked = [row for row in rows if table.text(row, 0).isdecimal()]
    open_columns = [column for column in range(1, table.width) if not any(table.text(row, column) for row in asked)]
    return len(asked) > 1 and bool(open_columns) and len(open_columns) < table.width - 1


def _labels(table: PlanTable) -> list[str]:
    """The labels of a form in which each label has an empty place beside or below it; empty where it is none."""
    labels: list[str] = []
    empty = 0
    for row in range(len(table.rows)):
        for column in range(table.width):
            if not table.own(row, column):
                continue
            text = "".join(table.text(row, column).split())
            if not text:
                empty += 1
            elif len(text) <= 30 and not _NOTE.match(text):
                labels.append(text.rstrip("：:"))
    return labels if len(labels) >= 3 and empty >= len(labels) * 0.5 and len(table.rows) >= 2 else []


def _note_below(blocks: Sequence[Block], place: int) -> str:
    for block in blocks[place + 1 : place + 3]:
        if not isinstance(block, Line):
            return ""
        match = _NOTE.match(block.text)
        if match is not None:
            return match[1].strip()
        if CAPTION.match(block.text):
            return ""
    return ""
