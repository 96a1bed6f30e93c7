"""Pieces of one table: the same unit, form and period several times in one file are one return, rows in their order.

A table printed in pages repeats its title and head, on one sheet or on several. Of two pieces with the same rows one
may be a copy, and a sheet named 示例 or 旧稿 may be no data: such are asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desk_app.importing.continued import goes_on, serials_continue
from desk_app.importing.grid import Origin
from desk_app.importing.labels import compact
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.tables import FoundTable
from desk_app.problems import Level, Problem

_READ = frozenset({FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.NIL})
_NOT_FINAL = re.compile(
    r"示例|样例|范例|样表|样张|例表|模板|模版|草稿|初稿|旧|原稿|备份|作废|废|副本|复件|参考|不报|删"
)
_Place = tuple[str, str, str]


@dataclass(frozen=True)
class _Whole:
    """One return in the making: its table so far, what was read of its first piece, and what is to be asked."""

    first: int
    table: FoundTable
    read: ReadReturn
    parts: tuple[ReadReturn, ...]
    asked: tuple[Problem, ...] = ()
    joined: bool = False


def join_pieces(
    tables: Sequence[FoundTable], returns: Sequence[ReadReturn], read: Callable[[int, FoundTable], ReadReturn]
) -> tuple[list[FoundTable], list[ReadReturn]]:
    """The tables and returns of one file with the pieces of one return joined.

    ``read`` reads a joined table anew, given the place of its first piece.
    """
    wholes: list[_Whole] = []
    for place, (table, found) in enumerate(zip(tables, returns, strict=True)):
        number = _belongs_to(wholes, table, found)
        if number is None:
            wholes.append(_Whole(place, table, found, (found,)))
        else:
            wholes[number] = _with_piece(wholes[number], table, found)
    return [whole.table for whole in wholes], [_read_whole(whole, read) for whole in wholes]


def _read_whole(whole: _Whole, read: Callable[[int, FoundTable], ReadReturn]) -> ReadReturn:
    found = read(whole.first, whole.table) if whole.joined else whole.read
    if not whole.asked:
        return found
    return replace(found, state=FileState.NEEDS_REVIEW, problems=(*found.problems, *whole.asked))


def _belongs_to(wholes: Sequence[_Whole], table: FoundTable, found: ReadReturn) -> int | None:
    if table.grid.hidden or found.state not in _READ:
        return None
    own = _place_of(found)
    for number in reversed(range(len(wholes))):
        whole = wholes[number]
        if whole.table.grid.hidden or whole.read.state not in _READ or whole.table.form is not table.form:
            continue
        if own is not None and _place_of(whole.read) == own:
            return number
        if number == len(wholes) - 1 and _says_nothing_else(whole, table, found):
            return number
    return None


def _place_of(found: ReadReturn) -> _Place | None:
    """Unit, form and period; the unit as it is written where the roster does not know it."""
    unit = found.unit or (f"?{compact(found.written_unit)}" if found.written_unit else "")
    if not unit or found.form is None or found.period is None:
        return None
    return unit, found.form.name, found.period.code


def _says_nothing_else(whole: _Whole, table: FoundTable, found: ReadReturn) -> bool:
    """Whether a piece right behind another names no unit or period of its own, and none that differs."""
    above = whole.read
    is_nameless = found.unit is None and not found.written_unit and not found.proposed_unit
    is_timeless = found.period is None
    if not (is_nameless or is_timeless) or _place_of(above) is None or not _is_next(whole.table, table):
        return False
    same_unit = is_nameless or (found.unit, found.written_unit) == (above.unit, above.written_unit)
    return same_unit and (is_timeless or found.period == above.period)


def _is_next(above: FoundTable, table: FoundTable) -> bool:
    """Whether a table stands in the same sheet or document, or on a sheet whose name says nothing of its own."""
    return (
        above.grid is table.grid or table.grid.origin is not Origin.SHEET or goes_on(table.grid.name, above.grid.name)
    )


def _with_piece(whole: _Whole, table: FoundTable, found: ReadReturn) -> _Whole:
    copied = next((part for part in whole.parts if found.rows and _contents(part) == _contents(found)), None)
    if copied is not None:
        return replace(whole, asked=(*whole.asked, _ask_copy(table, found, copied)))
    asked = [*whole.asked, *_doubts(whole, table, found)]
    first = whole.table
    after = (*first.after, *table.before, *table.after)
    joined = replace(first, continued=(*first.continued, replace(table, continued=()), *table.continued), after=after)
    return replace(whole, table=joined, parts=(*whole.parts, found), asked=tuple(asked), joined=True)


def _doubts(whole: _Whole, table: FoundTable, found: ReadReturn) -> list[Problem]:
    """What keeps a piece from being taken as one more page of the table without a question."""
    where = table.piece_place
    if not found.rows:
        return []
    asked = []
    again = sum((Counter(_contents(found)) & sum(map(_contents, whole.parts), Counter())).values())
    if again:
        text = f"有{again}行与前面{whole.table.piece_place}的内容完全相同，现都读入，请确认是否重复"
        asked.append(Problem(where, Level.ERROR, text, "piece_repeats"))
    if table.grid is not whole.table.grid and _NOT_FINAL.search(table.grid.name):
        text = "工作表名像是样例或旧稿，现与前面的表并作一份读入，请确认是否计入"
        asked.append(Problem(where, Level.ERROR, text, "piece_not_final"))
    if _place_of(found) != _place_of(whole.read) and not serials_continue(whole.table, table):
        text = "没有写明单位或期次，序号也不相连，现与上面的表并作一份读入，请确认是否同一单位、同一期"
        asked.append(Problem(where, Level.ERROR, text, "piece_unnamed"))
    return asked


def _ask_copy(table: FoundTable, found: ReadReturn, copied: ReadReturn) -> Problem:
    other = f"工作表“{copied.sheet}”" if copied.sheet != found.sheet else "上面"
    text = (
        f"{len(found.rows)}行与{other}的内容完全相同，只按一份读入；如确是另外的{len(found.rows)}行，请并作一张表重报"
    )
    return Problem(table.piece_place, Level.ERROR, text, "piece_copied")


def _contents(found: ReadReturn) -> Counter[tuple[str, ...]]:
    """What the rows say, their numbers left out."""
    serial = found.form.serial.key if found.form is not None and found.form.serial is not None else ""
    return Counter(
        tuple(str(value).strip() for key, value in row.values.items() if key != serial) for row in found.rows
    )
