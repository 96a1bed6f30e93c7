"""Names of units as returned files write them, where there is no roster yet: in unit lines, columns, file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from desk_app.forms.definition import FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.grid import Document, Grid
from desk_app.importing.labels import is_sum_label
from desk_app.importing.named_columns import plain_text
from desk_app.importing.names import stem, unit_line
from desk_app.importing.period_words import read_time

_COLUMNS = frozenset(map(fold_heading, ("填报单位", "报送单位", "单位名称", "责任单位", "填报部门")))
_ENDS = (
    "分局", "中心", "支部", "总支", "党委", "党组", "工会", "团委", "妇联", "协会", "学会", "公司", "学校", "学院",
    "医院", "大队", "支队", "中队", "总队", "科", "处", "室", "局", "队", "站", "所", "院", "办", "部", "组", "委",
    "馆", "厅", "股",
)  # fmt: skip
_UNITLIKE = re.compile(f"(?:{'|'.join(_ENDS)})$")
_BEGINS_WITH_UNIT = re.compile(rf".{{1,12}}?(?:{'|'.join(_ENDS)})")
_ANNEX = re.compile(r"附\s*[件表]\s*[一二三四五六七八九十\d]{0,2}")
_PARTS = re.compile(r"[\s()\[\]【】〔〕《》<>_\-—–+,，、.。:：;；·&@#!！~\d]+")
_EDGE = (
    "最终版", "修改版", "定稿", "终稿", "最终", "修改", "修订", "更正", "重报", "再报", "补报", "上报", "报送", "填报",
    "新版", "副本", "盖章版", "盖章", "已盖章", "扫描件", "扫描", "签字版", "签字", "电子版", "零报告", "汇总", "材料",
    "关于", "的", "版", "交", "表",
)  # fmt: skip
_CLASS = re.compile(
    r"各|全体|全局|所有|有关|相关|其他|其它|等单位|牵头|配合|领导|班子|成员|党员|干部|本局|全市|全区|全县|基层"
    r"|^(?:机关)?(?:科室|处室|分局|二级机构|直属机构|党支部|支部|党组织|单位|部门|群团组织)$"
)
_LABELLED = re.compile(r"(?:单位|部门|科室|支部)(?:名称)?(?:\s*[(（][^)）]*[)）])*\s*[:：]")
_BETWEEN = re.compile(r"[、，,;；\n]")
_ODD = re.compile(rf"[:：]|{_CLASS.pattern}")
_HEAD_ROWS, _FOOT_ROWS, _MOST_CELLS = 10, 6, 2
_SHORTEST, _LONGEST = 2, 30


class Where(StrEnum):
    """Where a name stands."""

    LINE = "填报单位"
    COLUMN = "表内单位栏"
    FILE = "文件名"
    FOLDER = "文件夹名"
    SHEET = "工作表名"
    PLAN = "方案责任单位"
    WAITING = "已收来表"


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as it is written, and where."""

    name: str
    where: Where
    file: str


def names_in_path(path: str, forms: Sequence[FormDefinition]) -> Iterator[WrittenName]:
    """What a file's name and its folders seem to call the unit."""
    place = PurePosixPath(path)
    for part in unit_parts(stem(place.name), forms):
        yield WrittenName(part, Where.FILE, path)
    for folder in place.parts[:-1]:
        for part in unit_parts(folder, forms):
            yield WrittenName(part, Where.FOLDER, path)


def names_in_document(document: Document, file: str, forms: Sequence[FormDefinition]) -> Iterator[WrittenName]:
    """What a file's tables say of their unit: the unit line of each, a column of units, the sheets' names."""
    for grid in document.grids:
        yield from (WrittenName(name, Where.LINE, file) for name in _stated(grid, document.heads))
        yield from (WrittenName(name, Where.COLUMN, file) for name in _column(grid))
        if len(document.grids) > 1:
            yield from (WrittenName(part, Where.SHEET, file) for part in unit_parts(grid.name, forms))


def unit_parts(text: str, forms: Sequence[FormDefinition]) -> tuple[str, ...]:
    """The parts of a file's or folder's name that look like a unit's, without forms, annex marks and times."""
    plain = unicodedata.normalize("NFKC", text)
    named = {name for form in forms for name in (form.title, form.name, *form.aliases) if name}
    for name in sorted(named, key=len, reverse=True):
        plain = plain.replace(unicodedata.normalize("NFKC", name), " ")
    rest = read_time(_ANNEX.sub(" ", plain)).rest
    found = (_bare(part) for part in _PARTS.split(rest) if part)
    return tuple(dict.fromkeys(part for part in found if part))


def is_class(name: str) -> bool:
    """Whether a name stands for several units or for persons (各科室, 局领导) and is no unit's own."""
    return bool(_CLASS.search(name))


def _bare(part: str) -> str:
    bare, before = part, ""
    while bare != before:
        before = bare
        for word in _EDGE:
            bare = bare.removesuffix(word).removeprefix(word)
    if not _UNITLIKE.search(bare):
        begun = _BEGINS_WITH_UNIT.match(bare)
        bare = begun[0] if begun is not None else ""
    return bare if _SHORTEST <= len(bare) <= _LONGEST and not is_class(bare) else ""


def _stated(grid: Grid, heads: Sequence[str]) -> tuple[str, ...]:
    above = [*heads, *grid.before, *_short_lines(grid, 0, _HEAD_ROWS)]
    below = [*_short_lines(grid, len(grid.rows) - _FOOT_ROWS, len(grid.rows)), *grid.after]
    written = unit_line(above) or unit_line(below)
    return _apart(written)


def _apart(written: str) -> tuple[str, ...]:
    """The units that one cell or line names."""
    parts = (plain_text(part) for part in _BETWEEN.split(written))
    return tuple(part for part in parts if _SHORTEST <= len(part) <= _LONGEST and not _ODD.search(part))


def _short_lines(grid: Grid, first: int, last: int) -> Iterator[str]:
    """Lines that can be a unit line: few cells, or a label with its colon; a table's head row is none."""
    for row in grid.rows[max(first, 0) : max(last, 0)]:
        texts = [cell.text.strip() for cell in row if not cell.blank]
        line = "\t".join(texts)
        if _LABELLED.search(line) or (len(texts) == _MOST_CELLS and fold_heading(texts[0]) in _COLUMNS):
            yield line


def _column(grid: Grid) -> Iterator[str]:
    """The cells below a heading such as 填报单位 in a table of several columns."""
    for number, row in enumerate(grid.rows[:_HEAD_ROWS]):
        filled = [place for place, cell in enumerate(row) if not cell.blank]
        column = next((place for place in filled if fold_heading(row[place].text) in _COLUMNS), None)
        if column is None or len(filled) <= _MOST_CELLS:
            continue
        for below in range(number + 1, len(grid.rows)):
            text = grid.cell(below, column).text
            if not is_sum_label(text):
                yield from _apart(text)
        return
