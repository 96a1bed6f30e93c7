"""Makes returned files as units make them, and reads them through the one door."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import docx
import openpyxl
import xlwt

from desk_app.campaign.roster import Roster, Unit
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.importing.returns import ReadContext, ReadReturn, SourceFile, read_file
from desk_app.locations import shipped

TALK_HEAD = ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
TALK = [1, "林嘉禾", "办公室主任", "周德喆", "办公室副主任", "汪㛃", "2023.3.5", "会议室", "谈心谈话"]
TITLE = "学习宣传贯彻党的二十大精神·大谈话统计表"
UNIT_LINE = "填报单位（盖章）：办公室"
NAME = "2023年3月/附件2 大谈话统计表（办公室）.xlsx"

FORMS = {form.name: form for form in load_catalogue([shipped().forms]).template("学习宣传贯彻党的二十大精神").forms}
ROSTER = Roster(
    (
        Unit("办公室", ("局办公室", "局办")),
        Unit("机关党委"),
        Unit("人事科", ("人事处",)),
        Unit("执法支队"),
        Unit("应急中心", (), "", "执法支队"),
        Unit("东城分局", ("东城区分局",)),
        Unit("西城分局"),
    )
)
SPAN = (date(2023, 1, 1), date(2023, 12, 31))


def read(
    data: bytes, name: str = NAME, context: ReadContext | None = None, forms: Sequence[FormDefinition] = ()
) -> list[ReadReturn]:
    """Read one file against the sample's forms and a small bureau."""
    known = forms or tuple(FORMS.values())
    return read_file(SourceFile(name, data), known, ROSTER, context or ReadContext(span=SPAN))


def one(data: bytes, name: str = NAME, context: ReadContext | None = None) -> ReadReturn:
    """Read a file that holds one return."""
    returns = read(data, name, context)
    assert len(returns) == 1, returns
    return returns[0]


def codes(found: ReadReturn) -> list[str]:
    """The stable words of all problems."""
    return [problem.code for problem in found.problems]


def said(found: ReadReturn, code: str) -> str:
    """Where and what the first problem of a code says."""
    problem = next(problem for problem in found.problems if problem.code == code)
    return f"{problem.where} {problem.message}"


def xlsx(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None, sheet: str = "Sheet1") -> bytes:
    """A workbook with one sheet; text that begins with = stays text."""
    book = openpyxl.Workbook()
    active: Any = book.active
    active.title = sheet
    fill(active, rows)
    if change is not None:
        change(active)
    return saved(book)


def fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows into a sheet, text as text."""
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xls(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """An old workbook with one sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    dates = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(number, column, value, dates)
            elif value is not None:
                sheet.write(number, column, value)
    if change is not None:
        change(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def word(before: Sequence[str], rows: Sequence[Sequence[Any]], after: Sequence[str] = ()) -> bytes:
    """A Word document with paragraphs, one table, paragraphs."""
    document = docx.Document()
    for line in before:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = "" if text is None else str(text)
    for line in after:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def comma(rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> bytes:
    """A csv file."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows([["" if value is None else value for value in row] for row in rows])
    return target.getvalue().encode(encoding)


def talks(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    """A whole annex 2: title, unit line, head, rows."""
    return [[TITLE], [UNIT_LINE], TALK_HEAD, *(rows or (TALK,))]


def changed(row: Sequence[Any], **places: Any) -> list[Any]:
    """A row with some cells replaced, by their letters (G="2月30日")."""
    result = list(row)
    for letter, value in places.items():
        result[ord(letter) - ord("A")] = value
    return result


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A zip container with its entries changed one by one; None leaves an entry out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                archive.writestr(name, part)
    return target.getvalue()


def in_sheet(data: bytes, old: str, new: str) -> bytes:
    """A workbook with a piece of its first sheet's XML replaced."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        assert old.encode() in part, part
        return part.replace(old.encode(), new.encode())

    return repacked(data, change)


def in_document(data: bytes, old: str, new: str) -> bytes:
    """A Word document with a piece of its XML replaced once."""

    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        assert old.encode() in part, part
        return part.replace(old.encode(), new.encode(), 1)

    return repacked(data, change)
