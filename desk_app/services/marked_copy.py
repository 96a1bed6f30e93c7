"""标出错处的副本: a unit's own file with its wrong cells marked, or its table as one of ours where that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from desk_app.exporting.file_names import safe_name
from desk_app.exporting.marked_cells import CellMark
from desk_app.exporting.marked_document import mark_document
from desk_app.exporting.marked_tables import MarkedTable, marked_tables
from desk_app.exporting.marked_workbook import mark_workbook
from desk_app.exporting.package_parts import UnmarkableError
from desk_app.importing.documents import open_document
from desk_app.importing.gate import open_package
from desk_app.importing.grid import Grid
from desk_app.importing.refusal import Refused
from desk_app.importing.sniff import FileKind, kind_of_package, sniff
from desk_app.importing.word_places import cell_numbers
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.slips import SentBack

_TAIL = "（标出错处，改好后重报）"
_OWN_SUFFIXES = {FileKind.XLSX: (".xlsx", ".xlsm"), FileKind.DOCX: (".docx", ".docm")}


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """One file to go with a slip, and what is to be said of it where it is not the unit's own."""

    name: str
    content: bytes
    remark: str = ""


def marked_copies(desk: Desk, returns: Sequence[SentBack]) -> tuple[list[MarkedCopy], list[str]]:
    """A copy for each file that the returns of one unit came from, and sentences on those that have none."""
    by_file: dict[str, list[SentBack]] = {}
    for one in returns:
        by_file.setdefault(one.opened.submission.original, []).append(one)
    made, remarks = [], []
    for original, mine in by_file.items():
        marks = [_mark(placed.sheet, placed.cell, one) for one in mine for placed in one.faults if placed.cell]
        if not original or not marks:
            if original:
                remarks.append(f"“{mine[0].file}”的问题不在某一格上，没有做标出错处的副本，请看退回修改单")
            continue
        try:
            copy = _copy(desk, original, mine[0], [mark for place in _by_place(marks) for mark in place])
        except (Refused, DeskError) as error:
            remarks.append(f"“{mine[0].file}”没有做成标出错处的副本：{error}")
            continue
        made.append(copy)
        if copy.remark:
            remarks.append(copy.remark)
    return made, remarks


def _mark(sheet: str, cell: str, one: SentBack) -> CellMark:
    said = [
        f"{placed.fault.heading}：{placed.fault.wrong}，{placed.fault.remedy}。".removeprefix("：")
        for placed in one.faults
        if (placed.sheet, placed.cell) == (sheet, cell)
    ]
    return CellMark(sheet, cell, "\n".join(said))


def _by_place(marks: Sequence[CellMark]) -> list[list[CellMark]]:
    """Each place once, though several things may be wrong with it."""
    return [[mark] for mark in {(one.sheet, one.cell): one for one in marks}.values()]


def _copy(desk: Desk, original: str, one: SentBack, marks: Sequence[CellMark]) -> MarkedCopy:
    data = desk.store.originals.read(original)
    kind = _kind(data)
    path = PurePosixPath(one.file)
    try:
        content = _marked(data, kind, marks)
    except (UnmarkableError, ValueError):
        content = None
    if content is not None:
        own = _OWN_SUFFIXES[kind]
        suffix = path.suffix.lower() if path.suffix.lower() in own else own[0]
        return MarkedCopy(safe_name(f"{path.stem}{_TAIL}", suffix), content)
    tables = [_table(grid) for grid in open_document(data, desk.converter).grids]
    remark = f"“{one.file}”这种文件上做不了标记，另做了一份同样内容的xlsx，标记在其中。"
    return MarkedCopy(safe_name(f"{path.stem}{_TAIL}", ".xlsx"), marked_tables(tables, marks), remark)


def _kind(data: bytes) -> FileKind:
    kind = sniff(data)
    return kind_of_package(open_package(data).names) if kind is FileKind.ZIP else kind


def _marked(data: bytes, kind: FileKind, marks: Sequence[CellMark]) -> bytes | None:
    """The file itself with its marks; None for a kind that bears none."""
    if kind is FileKind.XLSX:
        return mark_workbook(data, marks)
    if kind is not FileKind.DOCX:
        return None
    numbers = cell_numbers(data, [(one.sheet, one.cell) for one in marks])
    if len(numbers) < len(marks):
        raise UnmarkableError("a cell is not where it was read")
    return mark_document(data, {numbers[one.sheet, one.cell]: one.text for one in marks})


def _table(grid: Grid) -> MarkedTable:
    width = grid.width
    rows = [[grid.cell(row, column).text for column in range(width)] for row in range(len(grid.rows))]
    return MarkedTable(grid.name, rows, [(one.top, one.left, one.bottom, one.right) for one in grid.merges])
