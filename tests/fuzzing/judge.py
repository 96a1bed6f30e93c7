"""Reads one damaged file as the program does and says what is wrong with the answer, if anything."""

from __future__ import annotations

import contextlib
import io
import re
import sys
import warnings
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
from lxml import etree

from desk_app.importing.archive import is_archive, members
from desk_app.importing.documents import open_document
from desk_app.importing.grid import Cell, CellKind, Document, Grid, Origin
from desk_app.importing.refusal import Refused
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile

QUOTED = re.compile(r"“[^”]*”", re.DOTALL)
ENGLISH = re.compile(r"[A-Za-z]{3,}(?:[ '][A-Za-z]{2,}){2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
LENIENT = etree.XMLParser(recover=True)
REFERENCE = re.compile(rb"&(amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
SIGNS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
SET_ASIDE = re.compile(r"_ref-([#\w]+)-ref_")
MARKS = re.compile(r"[☑☐☒✓■□●·-]")
UNSEEN = {"del", "moveFrom", "rt", "Fallback", "sdtPr", "pPr", "rPr"}
BLANKS = re.compile(r"\s+")


def read_all(reader: ReturnReader, name: str, data: bytes) -> list[ReadReturn]:
    """All returns of a file, those inside an archive too."""
    if not is_archive(io.BytesIO(data)):
        return reader.read(SourceFile(name, data), ReadContext())
    found: list[ReadReturn] = []
    try:
        for member in members(io.BytesIO(data), str):
            if member.refused is not None:
                _sentence(str(member.refused))
                continue
            found += reader.read(SourceFile(f"{name}/{member.name}", member.data), ReadContext())
    except Refused as refusal:
        _sentence(str(refusal))
    return found


class WrongAnswerError(Exception):
    """What is wrong with an answer."""


def _sentence(text: str) -> None:
    plain = QUOTED.sub("", text)
    if ENGLISH.search(plain) or not CHINESE.search(plain):
        raise WrongAnswerError(f"no Chinese sentence: {text[:200]}")


def judge(reader: ReturnReader, name: str, data: bytes) -> str:
    """What became of the file (accepted, rejected …); raises WrongAnswerError, or whatever the program raises."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        found = read_all(reader, name, data)
    if printed.getvalue():
        raise WrongAnswerError(f"printed by a library: {printed.getvalue()[:200]!r}")
    for one in found:
        for problem in one.problems:
            _sentence(problem.message)
        if one.state is FileState.REJECTED and not one.problems:
            raise WrongAnswerError("refused without a word")
    states = {one.state for one in found}
    if FileState.ACCEPTED in states and data.startswith(b"PK") and not is_archive(io.BytesIO(data)):
        return _compared(data, {one.sheet for one in found if one.state is FileState.ACCEPTED})
    order = (FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.NIL, FileState.SCAN, FileState.REJECTED)
    return next((state.value for state in order if state in states), "nothing")


def _compared(data: bytes, sheets: set[str]) -> str:
    """An accepted workbook against openpyxl, cell by cell; a cell that differs and was not said is a wrong answer."""
    document = open_document(data)
    if not any(grid.origin is Origin.SHEET for grid in document.grids):
        _compare_word(document, data)
        return "accepted"
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception:  # noqa: BLE001  openpyxl cannot open all that can be read
        try:
            return _compared_with_xml(document, data, sheets)
        except (etree.XMLSyntaxError, ValueError, IndexError, AttributeError) as error:
            raise WrongAnswerError(f"taken though its XML is broken: {error!r}") from error
    for grid in document.grids:
        if grid.name in sheets and grid.name in book.sheetnames:
            _compare(grid, book[grid.name])
    return "accepted"


def _compare(grid: Grid, sheet: Any) -> None:
    rows, columns = max(len(grid.rows), min(sheet.max_row, 2000)), max(grid.width, min(sheet.max_column, 100))
    for row in range(rows):
        for column in range(columns):
            ours, theirs = grid.cell(row, column), sheet.cell(row + 1, column + 1).value
            if not same(ours, theirs):
                raise WrongAnswerError(f"{grid.place(row, column).where}: {ours.text[:80]!r} and {str(theirs)[:80]!r}")


def _compared_with_xml(document: Document, data: bytes, sheets: set[str]) -> str:
    """An accepted workbook that openpyxl does not open, against its bare XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        named = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
        parts = {name: archive.read(info) for name, info in named.items() if name.endswith((".xml", ".rels"))}
    shared = [
        _written(item)
        for part in (parts.get("xl/sharedstrings.xml"),)
        if part
        for item in _recovered(part).iter("{*}si")
    ]
    if "xl/worksheets/sheet1.xml" not in parts or len(document.grids) != 1 or document.grids[0].name not in sheets:
        return "accepted, no second reader"
    grid, row, column = document.grids[0], -1, -1
    for cell in _recovered(parts["xl/worksheets/sheet1.xml"]).iter("{*}row", "{*}c"):
        if _name(cell) == "c" and _name(cell.getparent()) != "row":
            continue
        if _name(cell) == "row":
            told = cell.get("r") or ""
            row, column = int(told) - 1 if told.isdecimal() else row + 1, -1
            continue
        at = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r") or "")
        column = column + 1 if at is None else _number(at[1])
        row = int(at[2]) - 1 if at else row
        value = _value(cell, shared)
        ours = grid.cell(row, column)
        if ours.kind not in {CellKind.DATE, CellKind.BOOL} and not same(ours, value):
            raise WrongAnswerError(f"{grid.place(row, column).where}: {ours.text[:80]!r} and {value!r} in its XML")
    return "accepted"


def _recovered(part: bytes) -> Any:
    """The XML of a part, broken or not; what stands for a sign is set aside, for lxml drops it behind a fault."""
    return etree.fromstring(REFERENCE.sub(rb"_ref-\1-ref_", part), LENIENT)


def _written(item: Any) -> str:
    return _put_back("".join(text.text or "" for text in item.iter("{*}t") if _name(text.getparent()) != "rPh"))


def _put_back(text: str) -> str:
    return SET_ASIDE.sub(lambda sign: SIGNS.get(sign[1]) or _numbered(sign[1].lower()), text)


def _numbered(sign: str) -> str:
    number = int(f"0{sign[1:]}" if sign[1] == "x" else sign[1:], 0)
    return chr(number) if number < sys.maxunicode else ""


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, shared: list[str]) -> str | float | None:
    kind, value = cell.get("t", "n"), cell.findtext("{*}v")
    if kind == "inlineStr":
        return _written(cell)
    if value is None or not value.strip():
        return None
    if kind == "s":
        return shared[int(value)]
    if kind == "n":
        return float(value)
    return _put_back(value)


def _compare_word(document: Document, data: bytes) -> None:
    """An accepted Word file against all its runs of text: none lost, none invented."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = next(
            name for name in archive.namelist() if re.fullmatch(r"word[/\\\\]document\d*\.xml", name, re.IGNORECASE)
        )
        root = etree.fromstring(archive.read(name))
    gone = {row for row in root.iter("{*}tr") if row.find("{*}trPr/{*}del") is not None}
    seen = [
        text
        for text in root.iter("{*}t")
        if not any(_name(above) in UNSEEN or above in gone for above in text.iterancestors())
    ]
    written = MARKS.sub("", BLANKS.sub("", "".join(text.text or "" for text in seen)))
    shown = [*document.lines, *(cell.text for grid in document.grids for row in grid.rows for cell in row)]
    whole = MARKS.sub("", BLANKS.sub("", "".join(shown)))
    for text in (MARKS.sub("", BLANKS.sub("", run.text or "")) for run in seen):
        if text not in whole:
            raise WrongAnswerError(f"lost: {text[:80]!r}")
    for text in (BLANKS.sub("", MARKS.sub("", cell)) for cell in shown):
        if text not in written:
            raise WrongAnswerError(f"invented: {text[:80]!r}")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def same(ours: Cell, theirs: Any) -> bool:
    """Whether two readers mean the same by a cell."""
    if theirs is None or (isinstance(theirs, str) and not theirs.strip()):
        return ours.blank or ours.kind is CellKind.FORMULA
    if isinstance(theirs, bool):
        return ours.text == str(theirs).upper()
    if isinstance(theirs, int | float) and isinstance(ours.value, float):
        return abs(ours.value - theirs) <= 1e-9 * max(1.0, abs(theirs))
    if isinstance(theirs, date | datetime) and isinstance(ours.value, date | datetime):
        return str(ours.value)[:16].ljust(16, "0") == str(theirs)[:16] or str(ours.value)[:10] == str(theirs)[:10]
    return BLANKS.sub("", ours.text.replace("_x000D_", "")) == BLANKS.sub("", str(theirs).replace("_x000D_", ""))
