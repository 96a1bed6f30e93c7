"""A table that goes on in the next Word table or sheet: taken in where its 序号 continues, asked where it only may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desk_app.importing.body import read_body
from desk_app.importing.grid import Document, Grid, Origin
from desk_app.importing.header import Header
from desk_app.importing.labels import compact
from desk_app.importing.tables import FoundTable
from desk_app.problems import Level, Problem

_NUMBER = re.compile(r"[(]?0*(\d{1,6})[)]?[.、]?")
_NAMELESS = re.compile(r"(?:sheet|工作表|表)?\d*")
_CONTINUES = re.compile(r"[(]?(?:续上?表|接上[表页]|续)[)]?\d*")


def join_continued(found: Iterable[tuple[Grid, Sequence[FoundTable]]]) -> list[FoundTable]:
    """The tables of all grids in order, each joined with the grids that carry it on."""
    tables: list[FoundTable] = []
    for grid, own in found:
        part = _continuation(tables[-1], grid, own) if tables and not grid.blank else None
        if part is None:
            tables.extend(own)
        else:
            whole = tables[-1]
            tables[-1] = replace(whole, continued=(*whole.continued, part), after=(*whole.after, *part.after))
    return tables


def unread_grids(document: Document, tables: Sequence[FoundTable]) -> tuple[Problem, ...]:
    """A word on each grid that was not read; one as wide as a table that was read may be its rows and is asked."""
    read = {id(part.sheet) for table in tables for part in (table, *table.continued)}
    names = {part.grid.name for table in tables for part in (table, *table.continued)}
    widths = {_span(table.grid, table.header.top) for table in tables}
    return tuple(
        _unread(grid, same_width=_width(grid) in {_count(span) for span in widths})
        for grid in document.grids
        if id(grid) not in read and not grid.blank and not (grid.inside and grid.inside in names)
    )


def _unread(grid: Grid, *, same_width: bool) -> Problem:
    if same_width:
        message = "此处没有栏目行，列数与上表相同，可能是续表，内容未读入，请补上栏目行重报，或并入上表"
        return Problem(grid.where, Level.ERROR, message, "continuation_unread")
    hidden = "此工作表被隐藏，" if grid.hidden else ""
    return Problem(grid.where, Level.WARNING, f"{hidden}没有找到已知表样的栏目，此处内容未读入", "sheet_not_read")


def continuation_notes(table: FoundTable) -> Iterator[Problem]:
    """A word on each part that was taken in, with a head of its own or without."""
    for part in table.continued:
        if part.header.top < 0:
            message = f"接在{table.grid.where}之后，序号相连，已作为续表一并读入"
        elif part.body.rows:
            message = f"与前面{table.piece_place}同一单位、同一期，已并作一份读入"
        else:
            message = f"与前面{table.piece_place}是同一张表，此处没有填写内容"
        yield Problem(part.piece_place, Level.WARNING, message, "continued")


def _continuation(table: FoundTable, grid: Grid, own: Sequence[FoundTable]) -> FoundTable | None:
    above = own[0].before if own else grid.before
    if not all(_CONTINUES.fullmatch(compact(line)) for line in above):
        return None
    if grid.origin is Origin.SHEET and (own or not goes_on(grid.name, table.grid.name)):
        return None
    part = None
    if not own and _left_and_right(grid) == _span(table.grid, table.header.top):
        header = Header(table.form, -1, -1, table.header.match)
        body = read_body(grid, header, len(grid.rows))
        part = FoundTable(grid, header, body, (), (*body.lines, *grid.after))
    elif len(own) == 1 and own[0].form is table.form:
        part = own[0]
    return part if part is not None and serials_continue(table, part) else None


def goes_on(name: str, first: str) -> bool:
    """Whether a sheet's name says nothing of its own: another sheet may be another unit's or another month's."""
    plain = compact(name).lower()
    return bool(_NAMELESS.fullmatch(plain)) or plain.startswith(compact(first).lower()) or "续" in plain


def serials_continue(table: FoundTable, part: FoundTable) -> bool:
    """Whether a part's first 序号 is the next after a table's last."""
    last = _serial(table.continued[-1] if table.continued else table, -1)
    first = _serial(part, 0)
    return last is not None and first == last + 1


def _serial(table: FoundTable, place: int) -> int | None:
    serial = table.form.serial
    column = None if serial is None else table.header.match.columns.get(serial.key)
    if column is None or not table.body.rows:
        return None
    found = _NUMBER.fullmatch(compact(table.grid.cell(table.body.rows[place], column).text))
    return int(found[1]) if found else None


def _span(grid: Grid, row: int) -> tuple[int, int]:
    """The first and the last column of a head."""
    filled = [place for place, cell in enumerate(grid.rows[row]) if not cell.blank]
    right = max((merge.right for merge in grid.merges if merge.top <= row <= merge.bottom), default=filled[-1])
    return filled[0], max(filled[-1], right)


def _left_and_right(grid: Grid) -> tuple[int, int]:
    columns = {place for row in grid.rows for place, cell in enumerate(row) if not cell.blank}
    return min(columns), max(columns)


def _width(grid: Grid) -> int:
    return _count(_left_and_right(grid))


def _count(span: tuple[int, int]) -> int:
    return span[1] - span[0] + 1
