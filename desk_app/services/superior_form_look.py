"""A superior's file as it is shown and known again: its tables, its lines of text, the words around each cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from desk_app.exporting.fill_document import LINES, lines_of
from desk_app.exporting.fill_text import own_label
from desk_app.exporting.fill_values import Spot
from desk_app.exporting.fill_workbook import formula_spots
from desk_app.exporting.package_parts import UnmarkableError
from desk_app.importing.documents import open_document
from desk_app.importing.gate import open_package
from desk_app.importing.grid import EMPTY, Cell, CellKind, Grid, address_of, column_letters
from desk_app.importing.refusal import Refused
from desk_app.importing.sniff import FileKind, kind_of_package, sniff
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.superior_form import Anchor, CarriedForm, SuperiorForm

__all__ = ["LINES", "Grid", "Spot", "address_of", "column_letters"]

_SUFFIXES = {FileKind.XLSX: ".xlsx", FileKind.DOCX: ".docx"}
_SAVE_AS = "请用WPS或Office打开，“另存为”选{kind}，再填另存的那一份；原件照旧留着。"
_OTHERS = {
    FileKind.XLS: f"是旧版Excel文件（xls），不能在原表里填，{_SAVE_AS.format(kind='xlsx')}",
    FileKind.DOC: f"是旧版Word或WPS文字文件（doc、wps），不能在原表里填，{_SAVE_AS.format(kind='docx')}",
    FileKind.ENCRYPTED: "设有密码，请去掉密码后再填。",
}
_NEITHER = "不是xlsx或docx，请用WPS或Office另存为xlsx、docx后再填。"
_FIGURES = re.compile(r"[0-9〇一二三四五六七八九十]+|[\s_＿]+")
_SERIAL = re.compile(r"[0-9]{1,4}[.、]?")
_SURE, _LIKELY = 0.9, 0.6


@dataclass(frozen=True)
class SuperiorFile:
    """The file: its bytes, its kind, its tables by name (the lines outside Word's tables are one more)."""

    name: str
    data: bytes
    suffix: str
    grids: tuple[Grid, ...]
    formulas: frozenset[Spot] = frozenset()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What it says, figures left out, by which it is known again."""
        texts = (folded(cell.text) for grid in self.grids for row in grid.rows for cell in row if says(cell))
        return tuple(dict.fromkeys(text for text in texts if text))

    def grid(self, name: str) -> Grid | None:
        """The table of a name; where its name differs only in figures (3月, 4月) that one, else none."""
        exact = next((one for one in self.grids if one.name == name), None)
        like = [one for one in self.grids if folded(one.name) == folded(name)]
        return exact or (like[0] if len(like) == 1 else None)


def open_superior(path: Path) -> SuperiorFile:
    """Read the file; DeskError with one sentence for one that cannot be filled in place."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"“{path.name}”打不开（{reason_of(error)}），请关闭后重试。") from error
    kind = sniff(data)
    try:
        kind = kind_of_package(open_package(data).names) if kind is FileKind.ZIP else kind
        if kind not in _SUFFIXES:
            raise DeskError(f"“{path.name}”{_OTHERS.get(kind, _NEITHER)}")
        grids = open_document(data).grids
        lines = lines_of(data) if kind is FileKind.DOCX else ()
        formulas = formula_spots(data) if kind is FileKind.XLSX else frozenset()
    except Refused as refusal:
        raise DeskError(f"“{path.name}”：{refusal}") from refusal
    except UnmarkableError as error:
        raise DeskError(f"“{path.name}”的内部结构不合规范，请用WPS或Office另存一次后再填。") from error
    if any(line.strip() for line in lines):
        rows = tuple((Cell(line) if line.strip() else EMPTY,) for line in lines)
        grids = (*grids, Grid(LINES, rows))
    shown = tuple(one for one in grids if one.rows)
    if not shown:
        raise DeskError(f"“{path.name}”里没有表格，没有可填的地方。")
    return SuperiorFile(path.name, data, _SUFFIXES[kind], shown, formulas)


def folded(text: str) -> str:
    """A text without figures, blanks and signs of width, as it is the same next month."""
    return _FIGURES.sub("", unicodedata.normalize("NFKC", text)).replace("　", "")


def says(cell: Cell) -> bool:
    """Whether a cell holds words, not figures."""
    return not cell.blank and cell.kind is CellKind.TEXT and bool(folded(cell.text))


def top_left(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """The cell that a merged area's content stands in."""
    for one in grid.merges:
        if one.top <= row <= one.bottom and one.left <= column <= one.right:
            return one.top, one.left
    return row, column


def anchor_of(grid: Grid, row: int, column: int) -> Anchor:
    """The words around a cell."""
    own = own_label(grid.cell(row, column).text) if grid.name == LINES else grid.cell(row, column).text
    above = next((text for up in range(row - 1, -1, -1) if (text := _word(grid, up, column))), "")
    left = next((text for back in range(column - 1, -1, -1) if (text := _word(grid, row, back))), "")
    return Anchor(folded(own), above if grid.name != LINES else "", left)


def _word(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(*top_left(grid, row, column))
    return folded(cell.text) if says(cell) else ""


def heading_over(grid: Grid, row: int, column: int) -> str:
    """The nearest words above a cell."""
    return anchor_of(grid, row, column).above


def recognised(file: SuperiorFile, known: Iterable[SuperiorForm]) -> tuple[SuperiorForm | None, tuple[str, ...]]:
    """The form that a file is, by its words, or None with the names of those that come near."""
    words = set(file.words)
    likely = []
    for form in known:
        mine = set(form.words)
        if form.suffix == file.suffix and mine:
            shared = len(mine & words)
            likely.append((shared / len(mine), shared / max(len(words), 1), form))
    likely.sort(key=lambda one: one[:2], reverse=True)
    if not likely or likely[0][0] < _LIKELY:
        return None, ()
    rivals = [one for one in likely if one[:2] == likely[0][:2]]
    if likely[0][0] >= _SURE and len(rivals) == 1:
        return likely[0][2], ()
    return None, tuple(one[2].name for one in likely if one[0] >= _LIKELY)


def recognised_elsewhere(file: SuperiorFile, elsewhere: Sequence[CarriedForm]) -> CarriedForm | None:
    """The form of another campaign that a file surely is, by its words."""
    found, _ = recognised(file, [one.form for one in elsewhere])
    return next((one for one in elsewhere if one.form is found), None)


def free_rows(file: SuperiorFile, grid: Grid, row: int, columns: Iterable[int]) -> int:
    """How many lines from one on are empty, but for numbers that are printed in front and formulas of each line."""
    first = min(columns, default=0)
    count = 0
    while row + count < len(grid.rows) and _is_free(file, grid, row + count, first):
        count += 1
    return count


def _is_free(file: SuperiorFile, grid: Grid, row: int, serial: int) -> bool:
    for place in range(grid.width):
        cell = grid.cell(row, place)
        is_number = place == serial and _SERIAL.fullmatch(cell.text.strip())
        if not cell.blank and not is_number and (grid.name, row, place) not in file.formulas:
            return False
        if any(one.top < row <= one.bottom and one.left <= place <= one.right and place >= serial
               for one in grid.merges):  # fmt: skip
            return False
    return True
