"""存疑的行: entries that can hardly be so (谈话人与谈话对象同为一人 …); said as 提示 and never in the way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.roster import Roster
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.reading import Span
from desk_app.importing.results import ReadRow
from desk_app.problems import Level, Problem
from desk_app.services.double_entries import Shape, folded, pair_of, shape_of
from desk_app.storage.hint_rows import HintRow

_WORD_TABLE = re.compile(r"(?:第\d+个表)?")
_LONG_NAME = 3


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One row that can hardly be so: in which column, of what kind, the sentence, and what may have been meant."""

    id: int
    key: str
    code: str
    message: str
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The roster's persons, folded: those of each unit, and all of them."""

    by_unit: Mapping[int, tuple[str, ...]]
    everyone: frozenset[str]


def implausible(form: FormDefinition, rows: Iterable[HintRow], span: Span, names: Names) -> Iterator[Doubtful]:
    """The doubtful ones of some rows of a form, held against the campaign's span and the roster's persons."""
    shape = shape_of(form)
    first, last = span[0].isoformat(), span[1].isoformat()
    met: dict[tuple[int, str, str, str], list[HintRow]] = defaultdict(list)
    for row in rows:
        if row.day and form.row_date is not None and not first <= row.day[:10] <= last:
            day, begin, end = (long_day(one) for one in (date.fromisoformat(row.day[:10]), *span))
            message = f"{form.row_date.label}“{day}”不在专项起止（{begin}至{end}）之内，请核对"
            yield Doubtful(row.id, form.row_date.key, "outside_span", message)
        if shape.talkee is not None:
            one, other = pair_of(shape, row.values)
            yield from _same_person(shape, row, one, other)
            if one and other and row.day:
                met[row.unit_id, row.day, one, other].append(row)
        yield from _near_names(form, row, names)
    yield from _twice_a_day(shape, met.values())


def _same_person(shape: Shape, row: HintRow, one: str, other: str) -> Iterator[Doubtful]:
    if one and one == other and shape.talker is not None and shape.talkee is not None:
        message = f"{shape.talker.label}与{shape.talkee.label}是同一人（{row.values[shape.talkee.key]}），请核对"
        yield Doubtful(row.id, shape.talkee.key, "same_person", message)


def with_oneself(form: FormDefinition, rows: Iterable[ReadRow]) -> Iterator[Problem]:
    """The same word on rows as they are read from a file, each with its cell."""
    shape = shape_of(form)
    if shape.talker is None or shape.talkee is None:
        return
    key = shape.talkee.key
    for row in rows:
        one, other = pair_of(shape, row.values)
        if one and one == other:
            cell = row.cells.get(key, "")
            where = f"{row.sheet} {cell}" if _WORD_TABLE.fullmatch(row.sheet) else f"工作表“{row.sheet}” {cell}"
            message = f"{shape.talker.label}与{shape.talkee.label}是同一人（{row.values[key]}），请核对"
            yield Problem(where, Level.WARNING, message, "same_person", cell)


def _twice_a_day(shape: Shape, met: Iterable[Sequence[HintRow]]) -> Iterator[Doubtful]:
    """The same two persons twice on one day; rows that are equal to the letter are told by the file's own check."""
    for rows in met:
        if len(rows) < 2 or shape.talkee is None:
            continue
        said = {_content(shape, row) for row in rows}
        if len(said) == 1 and len({row.submission_id for row in rows}) == 1:
            continue
        for row in rows[1:]:
            message = f"同一天同样两人谈了{len(rows)}次，请核对是否重复填报"
            yield Doubtful(row.id, shape.talkee.key, "pair_twice", message)


def _content(shape: Shape, row: HintRow) -> tuple[str, ...]:
    return tuple(str(row.values.get(key, "")) for key in shape.keys)


def _near_names(form: FormDefinition, row: HintRow, names: Names) -> Iterator[Doubtful]:
    """A name of three characters or more that differs in one from a person's of the unit, and is nobody's itself."""
    known = names.by_unit.get(row.unit_id, ())
    for column in form.columns if known else ():
        if column.kind is not ColumnKind.PERSON:
            continue
        written = str(row.values.get(column.key, ""))
        name = folded(written)
        if len(name) >= _LONG_NAME and name not in names.everyone:
            near = next((one for one in known if _one_differs(name, one)), "")
            if near:
                message = f"{column.label}“{written}”与名册中的“{near}”只差一字，请核对是否写错"
                yield Doubtful(row.id, column.key, "person_near", message, near)


def _one_differs(one: str, other: str) -> bool:
    return len(one) == len(other) and one[0] == other[0] and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def names_of(known: Roster, unit_ids: Mapping[str, int]) -> Names:
    """The names of each unit's persons, by where they belong or hold a post."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for person in known.people:
        for unit in {person.unit, *(post.unit for post in person.posts)} & unit_ids.keys():
            found[unit_ids[unit]][folded(person.name)] = None
    everyone = frozenset(folded(person.name) for person in known.people)
    return Names({unit_id: tuple(names) for unit_id, names in found.items()}, everyone)
