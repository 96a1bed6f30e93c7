"""Reads a list of persons with their posts from a file or from pasted lines; its order is 领导排序."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.people import PersonLine
from desk_app.forms.dates import parse_date
from desk_app.forms.reading import CheckContext
from desk_app.importing.documents import open_document
from desk_app.importing.grid import Cell, Grid, Origin
from desk_app.importing.named_columns import FileColumn, ListKind, ListRow, ListTable, plain_text, read_list
from desk_app.problems import DeskError, Level, Problem

FIELDS: Mapping[str, str] = {
    "name": "姓名",
    "unit": "单位",
    "title": "职务",
    "party_title": "党内职务",
    "post_unit": "任职单位",
    "start": "任职起",
    "end": "任职止",
}
"""Every field of a line, in the order in which a file is written, with its heading."""

KIND = ListKind(
    headings={
        "name": ("姓名", "name", "人员", "人员姓名"),
        "unit": ("单位", "unit", "所在单位", "工作单位", "部门", "科室", "所在科室", "所在部门", "单位名称"),
        "title": ("职务", "title", "行政职务", "现任职务", "职务职级", "职位"),
        "party_title": ("党内职务", "党务职务", "支部职务", "党支部职务"),
        "post_unit": ("任职单位", "兼职单位", "任职党组织", "党内任职单位"),
        "start": ("任职起", "任职时间", "任职日期", "任现职时间", "起", "开始日期", "任职开始"),
        "end": ("任职止", "免职时间", "免职日期", "离任时间", "止", "结束日期", "任职结束"),
    },
    hints={"party_title": ("党内",), "title": ("职务",), "start": ("任职",), "end": ("免职", "离任")},
    needed="name",
)
_MONTH = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*月?")
_OPEN = frozenset({"", "至今", "现在", "今", "—", "-"})


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A list of persons as read, what each column was taken for, and a word on what was not read."""

    lines: tuple[PersonLine, ...]
    problems: tuple[Problem, ...] = ()
    columns: tuple[FileColumn, ...] = ()


def read_people(data: bytes, chosen: Mapping[int, str] | None = None) -> PeopleFile:
    """Read a file; raises DeskError listing every mistake with its row."""
    for grid in open_document(data).grids:
        table = read_list(grid, KIND, chosen)
        if table is not None:
            return _read(table, grid.where)
    raise DeskError("人员名单里没有找到“姓名”这一栏，请核对表头后再读入。")


def read_pasted(rows: Sequence[Sequence[str]]) -> PeopleFile:
    """Read lines copied from a table: by their own heading row where they bring one, else in the order of FIELDS."""
    named = any(text.strip() == FIELDS["name"] for text in (rows[0] if rows else ()))
    lines = rows if named else [tuple(FIELDS.values()), *rows]
    grid = Grid("", tuple(tuple(Cell(text) for text in line) for line in lines), Origin.TEXT)
    table = read_list(grid, KIND)
    if table is None:
        raise DeskError("没有可以粘贴的内容，请先在表格里复制。")
    return _read(table, "粘贴的内容", before=0 if named else 1)


def read_day(text: str, *, last: bool = False) -> date | None:
    """A day as typed, None for an open end; a month alone is its first day, or its last. ValueError when unreadable."""
    plain = text.strip()
    if plain in _OPEN:
        return None
    month = _MONTH.fullmatch(plain)
    if month is not None:
        year, number = int(month[1]), int(month[2])
        if 1 <= number <= 12:
            return date(year, number, calendar.monthrange(year, number)[1] if last else 1)
    reading = parse_date(plain, CheckContext())
    if not isinstance(reading.value, str) or reading.trouble is not None:
        raise ValueError(text)
    return date.fromisoformat(reading.value[:10])


def _read(table: ListTable, where: str, *, before: int = 0) -> PeopleFile:
    mistakes: list[str] = []
    lines: list[PersonLine] = []
    for row in table.rows:
        number = row.number - before
        if not row.texts.get("name", "").strip():
            mistakes.append(f"第{number}行没有姓名")
            continue
        try:
            lines.append(_line(row))
        except ValueError as error:
            mistakes.append(f"第{number}行的日期“{error}”读不懂，请写成2023年3月1日这样")
    if mistakes:
        raise DeskError("人员名单有误，请改正后再读入：" + "；".join(mistakes) + "。")
    if not lines:
        raise DeskError("人员名单里一个人也没有，请核对后再读入。")
    return PeopleFile(tuple(lines), tuple(_remarks(table, where)), table.columns)


def _line(row: ListRow) -> PersonLine:
    texts = {key: plain_text(text) for key, text in row.texts.items()}
    start, end = read_day(texts.get("start", "")), read_day(texts.get("end", ""), last=True)
    if start is not None and end is not None and end < start:
        raise ValueError(f"{texts['start']}至{texts['end']}")
    return PersonLine(
        texts["name"],
        texts.get("unit", "") or row.group,
        texts.get("title", ""),
        texts.get("party_title", ""),
        texts.get("post_unit", ""),
        start,
        end,
    )


def _remarks(table: ListTable, where: str) -> Iterator[Problem]:
    unread = [column.heading for column in table.columns if not column.field and not column.is_serial]
    if unread:
        yield Problem(where, Level.WARNING, f"名单用不到的栏目没有读入：{'、'.join(unread)}", "column_extra")
    for number, text in table.skipped:
        yield Problem(where, Level.WARNING, f"第{number}行“{text}”不是人员，没有读入", "row_left")
