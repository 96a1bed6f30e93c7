"""What a row tells of a requirement: within its time or not, of its kind or not, which persons or pairs it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.services.double_entries import shape_of
from desk_app.services.leader_figures import folded_person
from desk_app.storage.records import Record

_NAMES = re.compile(r"[、，,；;/\n]+")
_SPEAKERS = ("授课人", "主讲人", "讲课人", "发言人", "主持人")


def annexes_named(content: str) -> tuple[str, ...]:
    """The annexes that a requirement names."""
    return tuple(re.findall(r"附件\d+", content))


def speaker_of(form: FormDefinition) -> str:
    """The key of the column that names who did it; empty where the form names nobody."""
    persons = [column for column in form.columns if column.kind is ColumnKind.PERSON]
    named = [column for column in persons if column.label in _SPEAKERS]
    found = named or persons
    return found[0].key if found else ""


def is_within(row: Record, form: FormDefinition, window: tuple[date, date]) -> bool:
    """By the day of the thing where the form has one; a row without a day tells of no window."""
    if form.row_date is None:
        return True
    return row.occurred_on is not None and window[0] <= row.occurred_on <= window[1]


def is_of_kind(row: Record, form: FormDefinition, content: str) -> bool:
    """A form whose rows are of several kinds (谈话内容类型) counts only those of the kind required."""
    choice = next((one for one in form.columns if one.kind is ColumnKind.CHOICE and content in one.choices), None)
    return choice is None or str(row.values.get(choice.key, "")).strip() == content


def pairs_in(row: Record, form: FormDefinition) -> Iterator[str]:
    """The pairs who talked, as keys."""
    shape = shape_of(form)
    if shape.talker is None or shape.talkee is None:
        return
    for one in names_in(row.values.get(shape.talker.key)):
        for other in names_in(row.values.get(shape.talkee.key)):
            yield pair_key(one, other)


def pair_key(one: str, other: str) -> str:
    """Who sought whom makes no difference."""
    return "\x1f".join(sorted((folded_person(one), folded_person(other))))


def names_in(value: object) -> list[str]:
    """The persons of a cell; a blank parts two names, but not the two signs of one (蒋　赟)."""
    found: list[str] = []
    for part in _NAMES.split(str(value or "")):
        words = part.split()
        found += words if all(len(word) > 1 for word in words) else ["".join(words)]
    return [name for name in map(folded_person, found) if name]
