"""Checks one record against its form: what each value is, and what a person must be told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.reading import CheckContext, Raw, Trouble
from desk_app.forms.rules import broken_within
from desk_app.forms.values import AS_WRITTEN, clean_text, read_value
from desk_app.problems import Level, Problem

_SHOWN = 20
_EMPTY = Raw("")
_REQUIRED = Trouble(Level.ERROR, "required", "必填，不能为空，请补填")
_LONGEST_KEPT, _MOST_KEPT = 64, 2048


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
    return RecordChecker(form, context).check(cells, place_of, absent)


class RecordChecker:
    """Checks many records of one form in one context; what stands in a column again and again is read once."""

    def __init__(self, form: FormDefinition, context: CheckContext) -> None:
        self._form = form
        self._context = context
        self._columns = [
            (column.key, column, None if column.kind in AS_WRITTEN else _Read(column, context))
            for column in form.columns
        ]

    def check(
        self, cells: Mapping[str, Raw], place_of: Callable[[str], Place], absent: frozenset[str] = frozenset()
    ) -> CheckedRecord:
        """Read and check one record, as ``check_record`` does."""
        values: dict[str, str | int] = {}
        raw_texts: dict[str, str] = {}
        problems: list[Problem] = []
        for key, column, read in self._columns:
            raw = cells.get(key, _EMPTY)
            if read is None:
                value: str | int = clean_text(raw.text)
                is_other, trouble = raw.text != value, None
            else:
                value, is_other, trouble = read.of(raw)
            values[key] = value
            if is_other:
                raw_texts[key] = raw.text
            if value == "" and column.required and key not in absent:
                trouble = _REQUIRED
            if trouble is not None:
                problems.append(_problem(column, raw, trouble, place_of(key)))
        if self._form.checks:
            problems.extend(_broken(self._form, values, place_of))
        occurred = occurred_on(self._form, values)
        if occurred is not None:
            problems.extend(_outside(self._form, cells, occurred, self._context, place_of))
        return CheckedRecord(values, raw_texts, tuple(problems), occurred)


def _broken(
    form: FormDefinition, values: Mapping[str, str | int], place_of: Callable[[str], Place]
) -> Iterable[Problem]:
    """What the form's own 核对规则 say of a row, at the column each is about."""
    for rule, said in broken_within(form, values):
        place = place_of(rule.column)
        yield Problem(place.where, rule.level.grade, said, rule.code, place.cell)


class _Read:
    """The readings of one column: each text's value, whether it is other than written, and its trouble."""

    def __init__(self, column: Column, context: CheckContext) -> None:
        self._column = column
        self._context = context
        self._known: dict[str, tuple[str | int, bool, Trouble | None]] = {}

    def of(self, raw: Raw) -> tuple[str | int, bool, Trouble | None]:
        """The reading of one cell; those of short texts are remembered."""
        if raw.value is not None or len(raw.text) > _LONGEST_KEPT:
            return self._judged(raw)
        known = self._known.get(raw.text)
        if known is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            known = self._known[raw.text] = self._judged(raw)
        return known

    def _judged(self, raw: Raw) -> tuple[str | int, bool, Trouble | None]:
        text = clean_text(raw.text)
        if not text:
            return "", raw.text != "", None
        reading = read_value(self._column, raw, self._context)
        value = text if reading.value is None else reading.value
        return value, raw.text != str(value), reading.trouble


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
    occurred: date,
    context: CheckContext,
    place_of: Callable[[str], Place],
) -> list[Problem]:
    column = form.row_date
    if column is None:
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
