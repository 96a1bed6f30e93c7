"""提示: double entries across units and entries that can hardly be so, of one return or of a whole campaign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from desk_app.campaign.period import parse_period
from desk_app.forms.definition import FormDefinition
from desk_app.forms.showing import shown
from desk_app.problems import Level, Problem
from desk_app.progress import Progress, Silent
from desk_app.services.cross_form import cross_problems_of
from desk_app.services.desk import Desk
from desk_app.services.double_entries import double_entries, pair_of, shape_of
from desk_app.services.implausible import Doubtful, Names, implausible, names_of
from desk_app.services.links import stranger_problems
from desk_app.services.placing import PlacedProblem, cell_of
from desk_app.services.remembered import SPELLING, spelling_subject
from desk_app.storage import campaigns, hint_rows, records, roster, rulings, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.hint_rows import HintRow
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState
from desk_app.storage.submissions import Submission

DOUBLE = "same_over_units"
HINTS = frozenset({DOUBLE, "same_person", "outside_span", "pair_twice", "person_near"})
KINDS = {
    DOUBLE: "几家同报",
    "same_person": "谈话双方同一人",
    "pair_twice": "一天两次",
    "outside_span": "不在专项起止",
    "person_near": "姓名存疑",
}
"""The kinds of hints in the words of the screen, in the order in which they are listed."""
_MOST_WORDS = 20_000
_TOLD_EVERY = 2_000


@dataclass(frozen=True, slots=True)
class HintPlace:
    """One row that a hint speaks of: whose, of when, where it stands, and what it says in short."""

    record_id: int
    submission_id: int
    unit: str
    period: str
    file: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint of the whole campaign: its kind (see ``KINDS``), the form, the sentence, and the rows it speaks of."""

    code: str
    form: str
    message: str
    places: tuple[HintPlace, ...]


def hints_on(
    reader: Reader,
    campaign: Campaign,
    form: FormDefinition,
    one: Submission,
    rows: Iterable[Record],
    progress: Progress | None = None,
) -> list[PlacedProblem]:
    """The hints on the rows of one return, at their cells; rows of other returns are read only as far as needed.

    Raises Cancelled when it is stopped while those are gone through.
    """
    mine = {row.id: row for row in rows if row.state is RecordState.LIVE}
    crossed = cross_problems_of(reader, campaign, form, one, mine.values())
    crossed += stranger_problems(reader, campaign, form, list(mine.values()))
    if one.unit_id is None or not mine:
        return []
    own = [_as_hint_row(row, one.unit_id) for row in mine.values()]
    ids = _versions(reader, campaign, form.name)
    told = _Telling(progress or Silent(), 0, 1, form.name)
    others = [row for row in _others(reader, campaign, form, ids, own, told) if row.submission_id != one.id]
    found = [
        _at(form, mine[each.id], each.key, each.code, each.message, each.proposed)
        for each in _doubtful(reader, campaign, form, [*own, *(row for row in others if row.unit_id == one.unit_id)])
        if each.id in mine
    ]
    names = roster.unit_names(reader)
    units = {row.id: row.unit_id for row in (*own, *others)}
    for double in double_entries(form, sorted([*own, *others], key=lambda row: row.id)):
        elsewhere = [names[units[each]] for each in double.ids if units[each] != one.unit_id]
        for each in double.ids:
            if each in mine and elsewhere:
                said = f"{double.why}：{'、'.join(dict.fromkeys(elsewhere))}也报了这一件，请核对该由谁报"
                found.append(_at(form, mine[each], _key(form), DOUBLE, said))
    return [*found, *crossed]


def all_hints(desk: Desk, campaign: Campaign, progress: Progress | None = None) -> tuple[Hint, ...]:
    """The hints of a whole campaign, form by form; raises Cancelled when it is stopped."""
    tell = progress or Silent()
    found: list[Hint] = []
    with desk.store.read() as reader:
        forms = [one.definition for one in campaigns.forms_of(reader, campaign.id) if one.definition.collected]
        names = roster.unit_names(reader)
        for place, form in enumerate(forms):
            tell.step(place, len(forms), form.name)
            kept = hint_rows.of_forms(reader, campaign.id, _versions(reader, campaign, form.name))
            told = _Telling(tell, place, len(forms), form.name)
            rows = list(told.through(kept))
            said = [(DOUBLE, one.why, one.ids) for one in double_entries(form, told.through(rows))]
            said += [(one.code, one.message, (one.id,)) for one in _doubtful(reader, campaign, form, rows, told)]
            found += _hints(reader, form, said, names)
    order = {code: place for place, code in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda one: order[one.code]))


class _Telling:
    """Tells of the form under way every so many rows, so that a person can stop the search at any time."""

    def __init__(self, progress: Progress, place: int, total: int, name: str) -> None:
        self._progress = progress
        self._place = place
        self._total = total
        self._name = name

    def through(self, rows: Iterable[HintRow]) -> Iterator[HintRow]:
        """The rows, one by one; raises Cancelled when a person has stopped it, and lets go of the database then."""
        try:
            for number, row in enumerate(rows):
                if number % _TOLD_EVERY == 0:
                    self._progress.step(self._place, self._total, self._name)
                yield row
        finally:
            if isinstance(rows, Generator):
                rows.close()


def _hints(
    reader: Reader, form: FormDefinition, said: list[tuple[str, str, tuple[int, ...]]], names: Mapping[int, str]
) -> Iterator[Hint]:
    kept = {row.id: row for row in records.get_many(reader, sorted({each for *_, ids in said for each in ids}))}
    files = {one: submissions.get(reader, one).file for one in {row.submission_id for row in kept.values()}}
    for code, message, ids in said:
        places = tuple(_place(form, kept[each], names, files) for each in ids)
        yield Hint(code, form.name, message, places)


def _place(form: FormDefinition, row: Record, names: Mapping[int, str], files: Mapping[int, str]) -> HintPlace:
    shape = shape_of(form)
    told = [column.key for column in (shape.talker, shape.talkee, form.row_date, shape.matter) if column is not None]
    return HintPlace(
        row.id,
        row.submission_id,
        names[row.unit_id] if row.unit_id is not None else "",
        parse_period(row.period).label if row.period else "",
        files[row.submission_id],
        row.row_number,
        "　".join(shown(form.column(key), row.values.get(key, "")) for key in told),
    )


def _others(
    reader: Reader, campaign: Campaign, form: FormDefinition, ids: list[int], own: list[HintRow], told: _Telling
) -> list[HintRow]:
    """The rows that one's own may double: of the same days and persons, or, where no day tells, all of some ledger."""
    shape = shape_of(form)
    if shape.is_pair:
        met = {frozenset(pair_of(shape, row.values)) for row in own}
        same_days = hint_rows.of_days(reader, campaign.id, ids, {row.day for row in own if row.day})
        return [row for row in told.through(same_days) if frozenset(pair_of(shape, row.values)) in met]
    rows = []
    for row in told.through(hint_rows.of_forms(reader, campaign.id, ids)):
        rows.append(row)
        if len(rows) > _MOST_WORDS:
            return []
    return rows


def _doubtful(
    reader: Reader, campaign: Campaign, form: FormDefinition, rows: list[HintRow], told: _Telling | None = None
) -> Iterator[Doubtful]:
    """The implausible rows, without names that a person has said to be written so."""
    kept = rulings.standing(reader, SPELLING, campaign_id=campaign.id)
    names: Names = names_of(roster.load(reader), roster.unit_ids(reader))
    values = {row.id: row.values for row in rows}
    span = (campaign.outline.start, campaign.outline.end)
    for one in implausible(form, told.through(rows) if told else rows, span, names):
        written = str(values[one.id].get(one.key, ""))
        if one.code != "person_near" or spelling_subject(form.name, one.key, written) not in kept:
            yield one


def _versions(reader: Reader, campaign: Campaign, name: str) -> list[int]:
    return [one.id for one in campaigns.forms_of(reader, campaign.id, all_versions=True) if one.name == name]


def _as_hint_row(row: Record, unit_id: int) -> HintRow:
    day = row.occurred_on.isoformat() if row.occurred_on else ""
    return HintRow(row.id, row.submission_id, unit_id, day, row.row_number, row.values)


def _key(form: FormDefinition) -> str:
    shape = shape_of(form)
    column = shape.talkee or shape.matter
    return column.key if column is not None else form.keys[0]


def _at(form: FormDefinition, row: Record, key: str, code: str, message: str, proposed: str = "") -> PlacedProblem:
    cell = cell_of(form, row, key)
    where = f"{row.sheet} {cell or f'第{row.row_number}行'}".strip()
    return PlacedProblem(Problem(where, Level.WARNING, message, code, cell, proposed=proposed), row.id, key)


def counted_by_kind(hints: Iterable[Hint]) -> dict[str, int]:
    """How many hints of each kind, in the order of the kinds."""
    counts = Counter(one.code for one in hints)
    return {code: counts[code] for code in KINDS if counts[code]}
