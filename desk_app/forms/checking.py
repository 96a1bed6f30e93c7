"""Checks one record against its form: what each value is, and what a person must be told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.reading import CheckContext, Raw, Trouble
from desk_app.forms.values import AS_WRITTEN, clean_text, read_value
from desk_app.problems import Level, Problem

_SHOWN = 20
_EMPTY = Raw("")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: ``where`` as a person finds it (``工作表“1月” C7``), ``cell`` the bare address."""

    where: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """One record as it is to be kept.

    ``values`` holds every column of the form (ISO dates, whole numbers, text; ``""`` for an empty cell; the text as it
    stood where it could not be read), ``raw`` the written text wherever it differs.
    """

    values: dict[str, str | int]
    raw: dict[str, str]
    problems: tuple[Problem, ...]
    occurred_on: date | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing keeps the record from counting."""
        return all(problem.level is not Level.ERROR for problem in self.problems)


def check_record(
    form: FormDefinition,
    cells: Mapping[str, Raw],
    context: CheckContext,
    place_of: Callable[[str], Place],
    absent: frozenset[str] = frozenset(),
) -> CheckedRecord:
    """Read and check one record, its cells by column key; ``absent`` columns are said elsewhere and not asked here."""
    values: dict[str, str | int] = {}
    raw_texts: dict[str, str] = {}
    problems: list[Problem] = []
    for column in form.columns:
        raw = cells.get(column.key, _EMPTY)
        text = clean_text(raw.text)
        value: str | int = text
        trouble = None
        if text and column.kind not in AS_WRITTEN:
            reading = read_value(column, raw, context)
            value = text if reading.value is None else reading.value
            trouble = reading.trouble
        values[column.key] = value
        if raw.text != str(value):
            raw_texts[column.key] = raw.text
        if value == "" and column.required and column.key not in absent:
            trouble = Trouble(Level.ERROR, "required", "必填，不能为空，请补填")
        if trouble is not None:
            problems.append(_problem(column, raw, trouble, place_of(column.key)))
    occurred = occurred_on(form, values)
    problems.extend(_outside(form, cells, occurred, context, place_of))
    return CheckedRecord(values, raw_texts, tuple(problems), occurred)


def occurred_on(form: FormDefinition, values: Mapping[str, str | int]) -> date | None:
    """The day a record's thing happened, where its date could be read."""
    if form.row_date is None:
        return None
    try:
        return date.fromisoformat(str(values.get(form.row_date.key, ""))[:10])
    except ValueError:
        return None


def equal_rows(form: FormDefinition, records: Iterable[Mapping[str, str | int]]) -> list[tuple[int, int]]:
    """Pairs (place, place of the first equal) of records alike in everything but their 序号; both stay."""
    seen: dict[tuple[str | int, ...], int] = {}
    keys = [column.key for column in form.columns if column.kind is not ColumnKind.SERIAL]
    pairs = []
    for place, record in enumerate(records):
        content = tuple(record.get(key, "") for key in keys)
        first = seen.setdefault(content, place)
        if first != place:
            pairs.append((place, first))
    return pairs


def _problem(column: Column, raw: Raw, trouble: Trouble, place: Place) -> Problem:
    message = f"{column.label}“{shown(raw.text)}”：{trouble.message}"
    if trouble.code == "required":
        message = f"{column.label}{trouble.message}"
    return Problem(place.where, trouble.level, message, trouble.code, place.cell)


def shown(text: str) -> str:
    """A text short enough to stand inside a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"


def _outside(
    form: FormDefinition,
    cells: Mapping[str, Raw],
    occurred: date | None,
    context: CheckContext,
    place_of: Callable[[str], Place],
) -> list[Problem]:
    column = form.row_date
    if column is None or occurred is None:
        return []
    said = ""
    if context.period is not None and not context.period.contains(occurred):
        said = f"不在本期（{context.period.label}）之内"
    elif context.span is not None and not context.span[0] <= occurred <= context.span[1]:
        said = f"不在专项起止（{context.span[0]}至{context.span[1]}）之内"
    if not said:
        return []
    trouble = Trouble(Level.WARNING, "date_outside", f"{said}，请核对")
    return [_problem(column, cells.get(column.key, _EMPTY), trouble, place_of(column.key))]
