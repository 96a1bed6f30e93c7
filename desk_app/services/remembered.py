"""记住的认定: headings and spellings that a person has ruled on once, so that the same unit is not asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desk_app.importing.results import FileState, ReadReturn, ReadRow
from desk_app.problems import Level, Problem
from desk_app.storage import rulings
from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.rulings import Ruling
from desk_app.storage.submissions import Submission

HEADING, SPELLING = "heading", "spelling"
NEAR_HEADING, NEAR_WORD = "heading_near", "choice_near"
TOLD_HEADING, STRANGE_HEADING = "heading_told", "heading_strange"
_ASKED = frozenset({NEAR_HEADING, NEAR_WORD})
_TOLD = frozenset({TOLD_HEADING, STRANGE_HEADING})


def heading_subject(unit: str, form: str, written: str) -> str:
    """The subject under which a unit's own heading of a form is ruled on; the decision is a column's key, or empty."""
    return f"{heading_prefix(unit)}{form}｜{written}"


def heading_prefix(unit: str) -> str:
    """How the subjects of all that was ruled on a unit's headings begin."""
    return f"{unit}｜"


def spelling_subject(form: str, key: str, text: str) -> str:
    """The subject under which a word that is near to a published one is kept as it is written."""
    return f"{form}｜{key}｜{text}"


def remember_heading(op: Operation, campaign_id: int, subject: str, key: str, basis: str) -> None:
    """Keep what a unit's heading stands for; an empty key says that it is none of the form's."""
    rulings.decide(op, kind=HEADING, subject=subject, decision=key, basis=basis, campaign_id=campaign_id)


def remember_told_headings(op: Operation, campaign_id: int, one: Submission, unit: str, form: str) -> None:
    """Keep the answers that were given about a return's headings before its unit was known."""
    for problem in one.problems:
        if problem.code in _TOLD and problem.written:
            subject = heading_subject(unit, form, problem.written)
            key = problem.proposed if problem.code == TOLD_HEADING else ""
            remember_heading(op, campaign_id, subject, key, f"核对“{one.file}”")


def keep_word(op: Operation, campaign_id: int, subject: str, basis: str) -> None:
    """Keep a word as it is written, for every unit."""
    rulings.decide(op, kind=SPELLING, subject=subject, decision=True, basis=basis, campaign_id=campaign_id)


def with_memory(read: ReadReturn, reader: Reader, campaign_id: int) -> ReadReturn:
    """A return as it is after what was ruled before: known headings are not asked again, kept words not said again."""
    if read.form is None or not any(problem.code in _ASKED for problem in read.problems):
        return read
    headings = rulings.standing(reader, HEADING, campaign_id=campaign_id) if read.unit else {}
    words = rulings.standing(reader, SPELLING, campaign_id=campaign_id)
    known = _without_kept_words(_with_headings(read, headings), words)
    if known is read:
        return read
    had_errors = read.state is FileState.NEEDS_REVIEW and bool(read.errors)
    return replace(known, state=FileState.ACCEPTED) if had_errors and known.rows and not known.errors else known


def _with_headings(read: ReadReturn, known: Mapping[str, Ruling]) -> ReadReturn:
    for problem in read.problems:
        if problem.code != NEAR_HEADING or read.form is None:
            continue
        ruling = known.get(heading_subject(read.unit or "", read.form.name, problem.written))
        if ruling is None:
            continue
        if ruling.decision == problem.proposed:
            told = told_heading(problem, _label(read, problem.proposed))
            read = replace(read, problems=tuple(told if one is problem else one for one in read.problems))
        elif ruling.decision == "":
            read = without_column(read, problem)
    return read


def told_heading(problem: Problem, label: str) -> Problem:
    """The question about a heading, answered yes; it stays to be seen."""
    message = f"栏目“{problem.written}”按“{label}”读入（经办人认定）"
    return replace(problem, level=Level.WARNING, message=message, code=TOLD_HEADING)


def strange_heading(problem: Problem) -> Problem:
    """The question about a heading, answered no."""
    message = f"多出栏目：{problem.written}，内容随表保存，不进汇总（经办人认定）"
    return replace(problem, level=Level.WARNING, message=message, code=STRANGE_HEADING, proposed="")


def without_column(read: ReadReturn, problem: Problem) -> ReadReturn:
    """A heading that is none of the form's: what stood under it is kept beside the row; the column is missing."""
    form, key = read.form, problem.proposed
    if form is None:
        return read
    column = form.column(key)
    cells = {row.cells.get(key, "") for row in read.rows} - {""}
    kept = [one for one in read.problems if one is not problem and one.cell not in cells]
    level = Level.ERROR if column.required else Level.WARNING
    missing = Problem(problem.where, level, f"缺少栏目“{_label(read, key)}”，请核对表样", "column_missing")
    rows = tuple(_moved(row, key, problem.written) for row in read.rows)
    return replace(read, rows=rows, problems=(*kept, strange_heading(problem), missing))


def _moved(row: ReadRow, key: str, written: str) -> ReadRow:
    text = row.raw.get(key, str(row.values.get(key, "")))
    extra = {**row.extra, written: text} if text else row.extra
    raw = {name: value for name, value in row.raw.items() if name != key}
    cells = {name: cell for name, cell in row.cells.items() if name != key}
    told_day = row.occurred_on is not None and row.values.get(key, "") == row.occurred_on.isoformat()
    day = None if told_day else row.occurred_on
    return replace(row, values={**row.values, key: ""}, extra=extra, raw=raw, cells=cells, occurred_on=day)


def _label(read: ReadReturn, key: str) -> str:
    form = read.form
    return form.labels[form.keys.index(key)] if form is not None and key in form.keys else key


def _without_kept_words(read: ReadReturn, known: Mapping[str, Ruling]) -> ReadReturn:
    form = read.form
    if form is None or not known:
        return read
    kept_cells = {
        cell
        for row in read.rows
        for key, cell in row.cells.items()
        if spelling_subject(form.name, key, str(row.values.get(key, ""))) in known
    }
    problems = tuple(one for one in read.problems if not (one.code == NEAR_WORD and one.cell in kept_cells))
    return replace(read, problems=problems) if len(problems) < len(read.problems) else read
