"""What becomes of a return: accepted, a nil report, or a question to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desk_app.forms.checking import shown
from desk_app.importing.nil_report import (
    Said,
    may_say_nothing,
    name_says_nil,
    said_in_rows,
    says_not_concerned,
    says_nothing_to_report,
)
from desk_app.importing.results import FileState, ReadRow
from desk_app.importing.tables import FoundTable
from desk_app.problems import Level, Problem

Verdict = tuple[FileState, tuple[ReadRow, ...], tuple[Problem, ...]]


def verdict(table: FoundTable, rows: tuple[ReadRow, ...], problems: Sequence[Problem], file_name: str) -> Verdict:
    """The state of a return, the rows that are kept, and what is to be said of both."""
    said_inside = said_in_rows(_contents(table, rows), table.form)
    if said_inside is Said.NOT_CONCERNED:
        return FileState.NEEDS_REVIEW, (), (_not_concerned(table.grid.where),)
    if said_inside is Said.NOTHING:
        return _nil_unless(serious(without_rows(problems, ())))
    around = (*table.before, *table.after)
    stated = says_nothing_to_report(around, table.form) or name_says_nil(file_name)
    lone = "" if stated else _lone_text(table, rows)
    if rows and not lone:
        return _with_rows(table, rows, problems, stated=stated)
    if stated:
        return _nil_unless(serious(problems))
    if says_not_concerned(around, table.form):
        return FileState.NEEDS_REVIEW, (), (_not_concerned(table.grid.where),)
    message = "表里没有填写内容，也没有写明零报告，是否登记为零报告？"
    if lone:
        message = f"表内只写了“{shown(lone)}”，没有其他内容，是否登记为零报告？"
    return FileState.NEEDS_REVIEW, (), (Problem(table.grid.where, Level.ERROR, message, "empty_table"),)


def _with_rows(table: FoundTable, rows: tuple[ReadRow, ...], problems: Sequence[Problem], *, stated: bool) -> Verdict:
    if stated or _a_row_says_nil(table, rows):
        message = "写明了零报告，表内却有内容，请确认以哪个为准"
        return FileState.NEEDS_REVIEW, rows, (Problem(table.grid.where, Level.ERROR, message, "nil_with_rows"),)
    return (FileState.NEEDS_REVIEW if serious(problems) else FileState.ACCEPTED), rows, ()


def _nil_unless(doubtful: bool) -> Verdict:  # noqa: FBT001  it is the one thing asked
    return (FileState.NEEDS_REVIEW if doubtful else FileState.NIL), (), ()


def serious(problems: Sequence[Problem]) -> bool:
    """Whether any problem keeps a return from counting."""
    return any(problem.level is Level.ERROR for problem in problems)


def without_rows(problems: Sequence[Problem], rows: Sequence[Problem]) -> list[Problem]:
    """The problems that remain when what stood in the rows was a mere 无."""
    of_rows = {id(problem) for problem in rows}
    return [problem for problem in problems if id(problem) not in of_rows and not problem.cell]


def _not_concerned(where: str) -> Problem:
    message = "表内写的是不涉及，是否登记为“不涉及”，请确认并注明原因"
    return Problem(where, Level.ERROR, message, "not_concerned")


def _a_row_says_nil(table: FoundTable, rows: Sequence[ReadRow]) -> bool:
    """Whether one of several rows holds nothing but a 零报告."""
    return any(said_in_rows(_contents(table, [row]), table.form) is Said.NOTHING for row in rows)


def _lone_text(table: FoundTable, rows: Sequence[ReadRow]) -> str:
    """The only text of a table whose single row lacks what the form requires, where it may mean 零报告."""
    if len(rows) != 1 or rows[0].extra:
        return ""
    values = rows[0].values
    texts = list(dict.fromkeys(_contents(table, rows)))
    filled = [text for text in texts if text]
    lacks = any(column.required and values.get(column.key, "") == "" for column in table.form.columns)
    return filled[0] if lacks and len(filled) == 1 and may_say_nothing(filled[0]) else ""


def _contents(table: FoundTable, rows: Sequence[ReadRow]) -> Iterator[str]:
    serial = table.form.serial
    return (
        text
        for row in rows
        for key, value in row.values.items()
        if (serial is None or key != serial.key) and (text := str(value))
    )
