"""从空白表读入: the definition of a form proposed from a blank annex table that a superior sent as Excel or Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from desk_app.campaign.period import Rhythm
from desk_app.campaign.plan.document import Block, Line, PlanTable, TableCell
from desk_app.campaign.plan.model import AnnexForm
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.importing.converter import Converter
from desk_app.importing.documents import open_document
from desk_app.importing.gate import check_secrecy
from desk_app.importing.grid import Document, Grid
from desk_app.importing.plan.annex_forms import captions, form_of_table
from desk_app.importing.plan.form_definitions import definition_of, short_title

_SIGNED = re.compile(
    r"(?:填报人|填表人|审核人|审批人|经办人|制表人|复核人|(?:单位|部门|科室|支部)?(?:主要)?负责人|分管领导|单位领导)(?:[（(](?:签字|签名|签章)[）)])?"
)
_SEAL = re.compile(r"盖章|公章|签章")
_CAPTION = re.compile(r"^\s*附\s*[件表]\s*([\d一二三四五六七八九十]*)\s*[：:]?\s*$")
_CHOICES = re.compile(r"[（(]([^（）()]{1,12}(?:[/／、|][^（）()/／、|]{1,12})+)[）)]")
_RHYTHMS = (("周报", Rhythm.WEEK), ("月报", Rhythm.MONTH), ("季报", Rhythm.QUARTER), ("半年报", Rhythm.HALFYEAR))
_FOOT = re.compile(rf"^(?:(?:{_SIGNED.pattern})[：:]?|填[报表][时日][间期][：:]?|年月日|[：:]|联系电话[：:]?)+$")
_BESIDE, _LEAST_BLANK, _USUAL_BLANK = 8, 1, 10


def read_blank_forms(name: str, data: bytes, converter: Converter | None = None) -> tuple[FormDefinition, ...]:
    """Every form that a blank file's tables make, for a person to confirm; Refused when it cannot be read."""
    check_secrecy((name,))
    document = open_document(data, converter)
    made: list[FormDefinition] = []
    for grid in document.grids:
        form = _form_of(grid, document, PurePosixPath(name).stem)
        if form is not None:
            made.append(form)
    return tuple(_named_apart(made))


def _form_of(grid: Grid, document: Document, file: str) -> FormDefinition | None:
    if grid.blank or grid.hidden:
        return None
    before, after = _lines(grid.before), _lines(grid.after)
    table = _table(grid, len(before))
    blocks: list[Block] = [*before, table, *after]
    mark, title, has_unit = captions(blocks, ())[table.index]
    cells = [cell.text for row in grid.rows for cell in row if not cell.blank]
    mark = mark or next((_mark(text) for text in [*document.heads, *cells[:3]] if _CAPTION.match(text)), "")
    found = form_of_table(_without_captions(table), mark, title, unit_line=has_unit)
    if found is None or len(found.headings) < 2:
        return None
    return _definition(found, [*grid.before[-_BESIDE:], *cells, *grid.after], file)


def _definition(found: AnnexForm, said: Sequence[str], file: str) -> FormDefinition:
    title = found.title or re.sub(r"^附件?\s*\d*\s*[：:.．、-]?\s*", "", file)
    name = short_title(title) or found.annex or "附表"
    rhythm = next((rhythm for word, rhythm in _RHYTHMS if word in title), Rhythm.ONCE)
    form = definition_of(found, name, rhythm)
    signatures = tuple(dict.fromkeys(_signatures(said, {column.label for column in form.columns})))
    columns = tuple(
        replace(column, kind=ColumnKind.CHOICE, choices=words, closed=True)
        if (words := _choices(column.heading)) and column.kind not in {ColumnKind.SERIAL, ColumnKind.DATE}
        else column
        for column in form.columns
    )
    return replace(
        form,
        title=title,
        columns=columns,
        signatures=signatures,
        sealed=any(_SEAL.search(text) for text in said),
        record=found.labels,
        blank_rows=form.blank_rows if form.blank_rows >= _LEAST_BLANK else _USUAL_BLANK,
    )


def _signatures(said: Sequence[str], headings: set[str]) -> Iterator[str]:
    for text in said:
        if "".join(text.split()) not in headings:
            for match in _SIGNED.finditer("".join(text.split())):
                yield match[0].replace("(", "（").replace(")", "）")


def _choices(heading: str) -> tuple[str, ...]:
    """The words in brackets behind a heading (满意/基本满意/不满意)."""
    found = _CHOICES.search(heading.replace("\n", ""))
    return tuple(word.strip() for word in re.split(r"[/／、|]", found[1])) if found else ()


def _mark(text: str) -> str:
    found = _CAPTION.match(text)
    return f"附件{found[1]}" if found else ""


def _lines(texts: Sequence[str]) -> list[Line]:
    return [Line(place, place + 1, text) for place, text in enumerate(texts[-_BESIDE:])]


def _table(grid: Grid, index: int) -> PlanTable:
    covered = {
        (row, column): (merge.top, merge.left)
        for merge in grid.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    }
    width = max((place + 1 for row in grid.rows for place, cell in enumerate(row) if not cell.blank), default=0)
    width = max([width, *(merge.right + 1 for merge in grid.merges)])
    rows = []
    alone = _alone(grid)
    for row in range(len(grid.rows)):
        line = []
        for column in range(width):
            top, left = (row, alone[row]) if row in alone else covered.get((row, column), (row, column))
            line.append(TableCell(grid.cell(top, left).text.strip(), top, left))
        rows.append(tuple(line))
    return PlanTable(index, grid.name, tuple(rows))


def _alone(grid: Grid) -> dict[int, int]:
    """The rows above the head that hold one text each (a title that nobody merged), and where it stands."""
    found: dict[int, int] = {}
    for row, cells in enumerate(grid.rows):
        filled = [column for column, cell in enumerate(cells) if not cell.blank]
        if len(filled) > 1:
            break
        if filled:
            found[row] = filled[0]
    return found


def _without_captions(table: PlanTable) -> PlanTable:
    """The table without the rows above it that say no more than 附件2, and those below it for signatures and day."""
    top = 0
    while top < len(table.rows):
        texts = [text for text in dict.fromkeys(table.texts(top)) if text]
        if texts and not (len(texts) == 1 and _CAPTION.match(texts[0])):
            break
        top += 1
    end = len(table.rows)
    while end > top and _is_foot([text for text in dict.fromkeys(table.texts(end - 1)) if text]):
        end -= 1
    blank = next((row for row in range(end, len(table.rows)) if any(table.texts(row))), len(table.rows))
    rows = tuple(tuple(replace(cell, row=cell.row - top) for cell in row) for row in table.rows[top:blank])
    return replace(table, rows=rows)


def _is_foot(texts: list[str]) -> bool:
    """Whether a row is empty, or holds signatures or a day to be filled."""
    return all(_FOOT.match("".join(text.split())) for text in texts)


def _named_apart(forms: Sequence[FormDefinition]) -> Iterator[FormDefinition]:
    seen: dict[str, int] = {}
    for form in forms:
        seen[form.name] = seen.get(form.name, 0) + 1
        yield form if seen[form.name] == 1 else replace(form, name=f"{form.name}（{seen[form.name]}）")
