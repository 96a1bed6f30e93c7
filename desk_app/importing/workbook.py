"""Reads a workbook twice, by calamine and by a look at its raw content; what they disagree on is said."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from desk_app.forms.identity import HIDDEN_SHEET
from desk_app.importing.gate import Package, check_area, check_secrecy, check_text, damaged
from desk_app.importing.grid import EMPTY, Cell, CellKind, Document, Grid, Merge, address_of
from desk_app.importing.hidden_identity import identity_of
from desk_app.importing.package_notes import package_notes
from desk_app.importing.plain_xml import Build, are_plain_texts, build_of, is_whole
from desk_app.importing.quiet import without_reports
from desk_app.importing.raw_xls import XlsBook, read_xls
from desk_app.importing.raw_xlsx import (
    RawSheet,
    RawWorkbook,
    count_common,
    count_filled,
    hidden_only,
    read_workbook,
    scan_sheet,
)
from desk_app.importing.refusal import Refused
from desk_app.importing.strict import as_transitional, is_strict, repacked
from desk_app.importing.third_reader import Disagreement, ThirdReader
from desk_app.importing.typed_cell import typed_cell
from desk_app.problems import Level, Problem

Rows = list[list[Any]]
_MOST_SAID = 20


def read_xlsx(package: Package) -> Document:
    """Read an .xlsx or .xlsm; raises Refused with one sentence when it cannot be read."""
    if is_strict(package):
        package = as_transitional(package)
    elif package.renamed:
        package = repacked(package)
    book = read_workbook(package)
    sound = _is_sound(package)
    looks = {sheet.name: _Look.at(package.part(sheet.part) or b"", sheet.name, sound=sound) for sheet in book.sheets}
    third = ThirdReader(package)
    sheets, hidden_texts = _without_marks(_sheets_of(package, third, book))
    grids = [_compared(grid, looks.get(grid.name) or _Look(b"", None, RawSheet()), third) for grid in sheets]
    identity, said = identity_of([*book.identity_texts, *hidden_texts])
    return Document(tuple(grids), identity, problems=(*said, *package_notes(package), *_lost_sheets(book, grids)))


def _sheets_of(package: Package, third: ThirdReader, book: RawWorkbook) -> Sequence[Grid]:
    """All sheets by the fast reader, by the slow one where the fast one fails."""
    try:
        with without_reports():
            return _calamine_sheets(_open(package.data), epoch_1904=book.epoch_1904)
    except Refused as refusal:
        slow = third.grids() if refusal.code == damaged("").code else None
        if slow is None:
            raise
        return slow


def _calamine_sheets(calamine: CalamineWorkbook, *, epoch_1904: bool) -> list[Grid]:
    return [
        _grid(calamine, meta.name, meta.visible, epoch_1904=epoch_1904)
        for meta in calamine.sheets_metadata
        if meta.typ is SheetTypeEnum.WorkSheet
    ]


def _without_marks(grids: Sequence[Grid]) -> tuple[list[Grid], list[str]]:
    """The unit's sheets, none of a size beyond reason, and the texts of the one that carries a blank's identity."""
    for grid in grids:
        check_text(sum(len(cell.text) for row in grid.rows for cell in row), grid.where)
    texts = [grid.cell(0, 0).text for grid in grids if grid.name == HIDDEN_SHEET]
    return [grid for grid in grids if grid.name != HIDDEN_SHEET], texts


@dataclass(frozen=True, slots=True)
class _Look:
    """The second look at a sheet: a count at a glance, or everything where a glance is not enough.

    ``plain`` when the sheet is built so that readers cannot differ on what its cells hold.
    """

    part: bytes
    filled: int | None
    raw: RawSheet | None
    plain: bool = False

    @classmethod
    def at(cls, part: bytes, name: str, *, sound: bool) -> _Look:
        build = build_of(part) if sound else Build.ODD
        plain = build is not Build.ODD
        filled = count_common(part) if build is Build.COMMON else count_filled(part)
        if filled is not None:
            return cls(part, filled, None, plain)
        raw = scan_sheet(part)
        check_area(*raw.size, f"工作表“{name}”")
        return cls(part, None, raw, plain)


def _is_sound(package: Package) -> bool:
    """Whether the texts and styles that all sheets share are whole and of the plain build."""
    shared = {PurePosixPath(name).name.lower(): part for name, part in package.parts.items()}
    styles = shared.get("styles.xml")
    return are_plain_texts(shared.get("sharedstrings.xml")) and (styles is None or is_whole(styles))


def _compared(grid: Grid, look: _Look, third: ThirdReader) -> Grid:
    """The grid as it is where both readings agree, else with what the closer look finds."""
    shown = sum(cell is not EMPTY for row in grid.rows for cell in row)
    if look.filled == shown and look.plain:
        return _with_hidden(grid, hidden_only(look.part))
    raw = look.raw or scan_sheet(look.part)
    return _settled(_with_hidden(grid, raw), raw, third, plain=look.plain)


def _with_hidden(grid: Grid, raw: RawSheet) -> Grid:
    if not raw.hidden_rows and not raw.hidden_columns:
        return grid
    return replace(grid, hidden_rows=frozenset(raw.hidden_rows), hidden_columns=frozenset(raw.hidden_columns))


def read_old_xls(data: bytes) -> Document:
    """Read an .xls or .et; raises Refused with one sentence when it cannot be read."""
    book = read_xls(data)
    for sheet in book.sheets:
        check_area(*sheet.raw.size, "工作表")
    with without_reports():
        calamine = _open(data)
        raws = _by_name(book, calamine)
        sheets, hidden_texts = _without_marks(_calamine_sheets(calamine, epoch_1904=book.epoch_1904))
    grids = []
    for grid in sheets:
        raw = raws.get(grid.name)
        grids.append(grid if raw is None else _settled(_with_hidden(grid, raw), raw, None))
    for grid in grids:
        check_secrecy(itertools.chain([grid.name], (cell.text for row in grid.rows for cell in row)))
    identity, said = identity_of(hidden_texts)
    return Document(tuple(grids), identity, problems=said)


def _by_name(book: XlsBook, calamine: CalamineWorkbook) -> dict[str, RawSheet]:
    names = [meta.name for meta in calamine.sheets_metadata]
    if len(names) != len(book.sheets):
        return {}
    return {name: sheet.raw for name, sheet in zip(names, book.sheets, strict=True)}


def _open(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        if type(error).__name__ == "PasswordError":
            raise Refused("encrypted", "文件设有密码，请去掉密码后重报。") from error
        raise damaged(repr(error)) from error
    except BaseException as error:
        raise _panic(error) from error


def _panic(error: BaseException) -> BaseException:
    """A Rust panic is no Exception; only that and ordinary errors become a refusal."""
    is_panic = type(error).__name__ == "PanicException"
    return damaged(repr(error)) if is_panic or isinstance(error, Exception) else error


def _grid(calamine: CalamineWorkbook, name: str, visible: SheetVisibleEnum, *, epoch_1904: bool) -> Grid:
    try:
        sheet = calamine.get_sheet_by_name(name)
        rows: Rows = sheet.to_python(skip_empty_area=False)
        merges = _merges(sheet)
    except BaseException as error:
        raise _panic(error) from error
    return Grid(
        name=name,
        rows=_cells(rows),
        merges=merges,
        hidden=visible is not SheetVisibleEnum.Visible,
        epoch_1904=epoch_1904,
    )


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    ranges = sheet.merged_cell_ranges or ()
    return tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges)


def _cells(rows: Rows) -> tuple[tuple[Cell, ...], ...]:
    """All rows as cells; equal texts share one cell, for most texts of a table stand in it often."""
    texts = _Texts({"": EMPTY})
    return tuple(
        tuple([texts[value] if type(value) is str else typed_cell(value) for value in row])  # a list is built faster
        for row in rows
    )


class _Texts(dict[str, Cell]):
    """The cells of texts, each made when its text is first met."""

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = Cell(text)
        return cell


def _settled(grid: Grid, raw: RawSheet, third: ThirdReader | None, *, plain: bool = True) -> Grid:
    """Put in what the fast reader leaves out, and say where the readings differ; all is asked of what is not plain."""
    shown = {(r, c) for r, row in enumerate(grid.rows) for c, cell in enumerate(row) if cell.kind is not CellKind.EMPTY}
    missing = raw.filled - shown
    surplus = shown - raw.filled
    additions = {spot: Cell(text, CellKind.ERROR) for spot, text in raw.errors.items()}
    additions |= {spot: Cell("", CellKind.FORMULA) for spot in raw.uncached - shown}
    doubtful = (missing | surplus if plain else raw.filled | shown) - raw.errors.keys() - raw.uncached
    problems: list[Problem] = []
    if doubtful or raw.doubled or raw.misplaced:
        problems = [*_disagreements(grid, doubtful, third), *_odd_cells(grid, raw)]
    if not additions and not problems:
        return grid
    return _with_cells(grid, additions, problems)


def _disagreements(grid: Grid, doubtful: set[tuple[int, int]], third: ThirdReader | None) -> list[Problem]:
    found = third.differing(grid, doubtful) if third else [Disagreement(*spot, "") for spot in doubtful]
    if third is None:
        found = [item for item in found if grid.cell(item.row, item.column).kind is CellKind.EMPTY]
    found.sort()
    problems = [
        Problem(
            grid.place(item.row, item.column).where,
            Level.ERROR,
            f"此单元格两种读法结果不同{item.said}，请打开原文件核对",
            "readers_differ",
            address_of(item.row, item.column),
        )
        for item in found[:_MOST_SAID]
    ]
    if len(found) > _MOST_SAID:
        message = f"还有{len(found) - _MOST_SAID}个单元格两种读法结果不同，请在Excel或WPS中另存后重报"
        problems.append(Problem(grid.where, Level.ERROR, message, "readers_differ"))
    return problems


def _odd_cells(grid: Grid, raw: RawSheet) -> Iterator[Problem]:
    """A word on cells that stand twice, or nowhere."""
    if raw.doubled:
        yield Problem(grid.where, Level.ERROR, "有单元格重复出现，请在Excel或WPS中另存后重报", "readers_differ")
    if raw.misplaced:
        message = "有单元格的位置写错，读出的内容可能不全，请在Excel或WPS中另存后重报"
        yield Problem(grid.where, Level.ERROR, message, "readers_differ")


def _with_cells(grid: Grid, additions: dict[tuple[int, int], Cell], problems: Iterable[Problem]) -> Grid:
    rows = [list(row) for row in grid.rows]
    for (row, column), cell in additions.items():
        while len(rows) <= row:
            rows.append([])
        line = rows[row]
        line.extend([EMPTY] * (column + 1 - len(line)))
        line[column] = cell
    return replace(grid, rows=tuple(tuple(row) for row in rows), problems=tuple(problems))


def _lost_sheets(book: RawWorkbook, grids: Sequence[Grid]) -> tuple[Problem, ...]:
    known = {grid.name for grid in grids} | {HIDDEN_SHEET}
    return tuple(
        Problem(f"工作表“{sheet.name}”", Level.ERROR, "此工作表没有读出，请在Excel或WPS中另存后重报", "sheet_lost")
        for sheet in book.sheets
        if sheet.part and sheet.name not in known
    )
