"""Where a kept problem stands: which row and which column of a return's table it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk_app.forms.checking import CheckedRecord, Place, check_record
from desk_app.forms.definition import FormDefinition
from desk_app.forms.reading import CheckContext, Raw
from desk_app.problems import Problem
from desk_app.storage.records import Record

_AREA = re.compile(r"([A-Z]+)(\d+):([A-Z]+)\d+")
_CELL = re.compile(r"([A-Z]+)(\d+)")
_FIRST = re.compile(r"([A-Z]{1,3})(\d+)(?::|$)")


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem with the row and the column it speaks of; no row for what concerns the whole return."""

    problem: Problem
    record_id: int | None = None
    key: str = ""


def place_problems(
    form: FormDefinition,
    rows: Iterable[Record],
    problems: Iterable[Problem],
    context: CheckContext,
    *,
    typed: bool = False,
) -> list[PlacedProblem]:
    """Each problem with the row and column it speaks of, found by its address and by checking that row again.

    Of rows that were ``typed`` here the address is the program's own and says it alone: of ten thousand wrong rows
    none is checked again for each cell that is mended among them.
    """
    by_line = {line: row for row in rows if (line := _line_of(row.cell)) is not None}
    said: dict[int, list[tuple[str, Problem]]] = {}
    placed = []
    for problem in problems:
        cell = _CELL.fullmatch(problem.cell)
        row = by_line.get(int(cell[2])) if cell else None
        if row is None:
            placed.append(PlacedProblem(problem))
            continue
        by_address = _key_at(form, row, problem.cell)
        if typed and by_address:
            placed.append(PlacedProblem(problem, row.id, by_address))
            continue
        if row.id not in said:
            said[row.id] = keyed_problems(form, _checked_again(form, row, context))
        placed.append(PlacedProblem(problem, row.id, _key_of(problem, by_address, said[row.id])))
    return placed


def cell_of(form: FormDefinition, row: Record, key: str) -> str:
    """The address of a row's cell where the table has exactly the form's columns; else empty."""
    area = None if form.record else _AREA.fullmatch(row.cell)
    if area is None or _number(area[3]) - _number(area[1]) + 1 != len(form.columns):
        return ""
    return f"{_letters(_number(area[1]) + form.keys.index(key))}{area[2]}"


def cell_address(area: str) -> tuple[int, int] | None:
    """The row and column, both from 0, of an address or of an area's first cell; None for none."""
    found = _FIRST.match(area)
    return (int(found[2]) - 1, _number(found[1]) - 1) if found else None


def keyed_check(
    form: FormDefinition, texts: Mapping[str, str], context: CheckContext
) -> tuple[CheckedRecord, list[tuple[str, Problem]]]:
    """A row of texts checked, with each problem under the key of the column it speaks of."""
    checked = check_record(form, {key: Raw(text) for key, text in texts.items()}, context, Place)
    return checked, keyed_problems(form, checked)


def keyed_problems(form: FormDefinition, checked: CheckedRecord) -> list[tuple[str, Problem]]:
    """The problems of a row that was checked with its keys for places."""
    return [(problem.where, problem) for problem in checked.problems if problem.where in form.keys]


def texts_of(form: FormDefinition, row: Record) -> dict[str, str]:
    """What stands in each cell of a row, as it was written where that is known."""
    return {key: str(row.raw.get(key, row.values.get(key, ""))) for key in form.keys}


def _checked_again(form: FormDefinition, row: Record, context: CheckContext) -> CheckedRecord:
    return keyed_check(form, texts_of(form, row), context)[0]


def _key_at(form: FormDefinition, row: Record, cell: str) -> str:
    """The column at an address of the row's own line; empty where the table has not exactly the form's columns."""
    area, found = None if form.record else _AREA.fullmatch(row.cell), _CELL.fullmatch(cell)
    if area is None or found is None or _number(area[3]) - _number(area[1]) + 1 != len(form.columns):
        return ""
    at = _number(found[1]) - _number(area[1])
    return form.columns[at].key if 0 <= at < len(form.columns) else ""


def _key_of(problem: Problem, by_address: str, said: Sequence[tuple[str, Problem]]) -> str:
    alike = [key for key, one in said if (one.code, one.message) == (problem.code, problem.message)]
    if not alike or by_address in alike:
        return by_address
    return alike[0]


def _line_of(area: str) -> int | None:
    found = _AREA.fullmatch(area)
    return int(found[2]) if found else None


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def typed_area(form: FormDefinition, line: int) -> str:
    """The place that a row typed by hand takes in a table of its own."""
    return f"A{line}:{_letters(len(form.columns))}{line}"
