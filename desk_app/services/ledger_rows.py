"""台账: which rows of a form there are, in the bureau's order, and the rows of a window as the grid shows them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desk_app.campaign.people import title_of
from desk_app.campaign.period import Period, parse_period
from desk_app.campaign.roster import Roster
from desk_app.forms.definition import FormDefinition
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.ledger_found import NOTHING, LedgerFound
from desk_app.services.ledger_problems import LedgerProblem, problems_of
from desk_app.services.ledger_words import sort_of, words_of
from desk_app.services.type_records import is_typed, periods_of
from desk_app.storage import campaigns, collections, ledgers, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState

__all__ = [
    "COUNTED",
    "NOTHING",
    "REPEATED",
    "WAITING",
    "LedgerFilter",
    "LedgerForm",
    "LedgerFound",
    "LedgerGroup",
    "LedgerHead",
    "LedgerPerson",
    "LedgerProblem",
    "LedgerRow",
    "LedgerView",
    "ledger_beginning",
    "ledger_head",
    "ledger_rows",
    "ledger_view",
]

_FIRST, _LONG = 300, 50_000
COUNTED, WAITING, REPEATED = "", "待核", "前期已计"


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """A form that has a ledger, with the periods in which it is collected."""

    id: int
    title: str
    definition: FormDefinition
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What of a form is shown: one unit, one period, rows that hold some words; empty for all.

    ``column`` is the column's key in which the words must stand. ``sort`` is a column's key, or ``unit``, ``period``,
    ``state`` with ``sort_own``; without it the bureau's order. ``by_unit`` keeps each unit's rows together.
    """

    unit: str = ""
    period: str = ""
    words: str = ""
    column: str = ""
    sort: str = ""
    sort_own: bool = False
    descending: bool = False
    by_unit: bool = False


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """One unit's rows within a view: from which place on, and how many."""

    unit: str
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All rows of a filter by id in order, all their problems, and where each unit's rows begin if that was asked."""

    ids: array[int]
    found: LedgerFound
    groups: tuple[LedgerGroup, ...] = ()

    @property
    def problems(self) -> tuple[LedgerProblem, ...]:
        """What stands against its rows, in their order."""
        return self.found.problems


@dataclass(frozen=True, slots=True)
class LedgerPerson:
    """A person to be offered: the name, the unit, and 单位及职务 as one writes it."""

    name: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row as the grid shows it; ``state`` is empty where it counts."""

    id: int
    unit: str
    period: str
    state: str
    typed: bool
    values: Mapping[str, str | int]
    source: str


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """What the ledger offers: forms in annex order, units in the bureau's order, persons in 领导排序."""

    forms: tuple[LedgerForm, ...]
    units: tuple[str, ...]
    people: tuple[LedgerPerson, ...] = field(default=())


def ledger_head(desk: Desk, campaign: Campaign) -> LedgerHead:
    """The forms that units send, their periods, and the units."""
    with desk.store.read() as reader:
        collected = collections.of_campaign(reader, campaign.id)
        periods = {
            one.id: list(dict.fromkeys(each.period for each in collected if each.form == one.name))
            for one in _forms(reader, campaign)
        }
        forms = tuple(
            LedgerForm(
                one.id,
                f"{one.definition.annex} {one.name}".strip(),
                one.definition,
                periods_of(one.definition, sorted(periods[one.id], key=Period.sort_key)),
            )
            for one in _forms(reader, campaign)
        )
        known = roster.load(reader)
    units = tuple(unit.name for unit in known.everyone if unit.reports)
    return LedgerHead(forms, units, tuple(_people(known, desk)))


def _people(known: Roster, desk: Desk) -> list[LedgerPerson]:
    """Every person with the posts held today; 单位及职务 names the unit once."""
    today = desk.clock().date()
    found = []
    for person in known.people:
        held = tuple(post for post in person.posts if post.held_on(today))
        title = title_of(replace(person, posts=held), party=False) or title_of(replace(person, posts=held))
        unit = person.unit or next((post.unit for post in held if post.unit), "")
        post = title if not unit or not title or title.startswith(unit) else f"{unit}{title}"
        found.append(LedgerPerson(person.name, unit, post))
    return found


def _forms(reader: Reader, campaign: Campaign) -> list[campaigns.StoredForm]:
    return [one for one in campaigns.forms_of(reader, campaign.id) if one.definition.collected is not None]


def ledger_view(
    desk: Desk,
    campaign: Campaign,
    form: LedgerForm,
    wanted: LedgerFilter,
    progress: Progress | None = None,
    before: LedgerFound = NOTHING,
) -> LedgerView:
    """The ids of all rows of a filter, those that wait among them, and the problems that stand at them.

    Where those are the same as ``before``, that is given back. Raises Cancelled when it is stopped between two pieces.
    """
    told = progress or Silent()
    ids, units, names = _ids(desk, campaign, form, wanted, told)
    ends = [*(place for _, place in units[1:]), len(ids)][: len(units)]
    groups = tuple(
        LedgerGroup(names.get(unit_id or 0, "未定"), start, end - start)
        for (unit_id, start), end in zip(units, ends, strict=True)
    )
    with desk.store.read() as reader:
        found = problems_of(reader, campaign, form.id, form.definition, ids, told)
    return LedgerView(ids, before.or_else(found), groups)


def ledger_beginning(desk: Desk, campaign: Campaign, form: LedgerForm, wanted: LedgerFilter) -> array[int]:
    """The first rows of a very long ledger in its own order, to be seen before the rest is there; else nothing."""
    if wanted.words or wanted.sort or wanted.by_unit:
        return array("q")
    with desk.store.read() as reader:
        unit_id = roster.unit_ids(reader).get(wanted.unit, 0) if wanted.unit else None
        asked = ledgers.Wanted(unit_id, wanted.period or None)
        found, count = ledgers.first_ids(reader, campaign.id, form.id, asked, _FIRST)
    return found if count > _LONG else array("q")


def _ids(
    desk: Desk, campaign: Campaign, form: LedgerForm, wanted: LedgerFilter, told: Progress
) -> tuple[array[int], tuple[tuple[int | None, int], ...], Mapping[int, str]]:
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        unit_id = next((one for one, name in names.items() if name == wanted.unit), 0) if wanted.unit else None
        asked = ledgers.Wanted(
            unit_id,
            wanted.period or None,
            words_of(form.definition, wanted.words, wanted.column),
            sort_of(form.definition, wanted.sort, own=wanted.sort_own, descending=wanted.descending),
            wanted.by_unit,
        )
        found = ledgers.ledger_ids(
            reader, campaign.id, form.id, asked, lambda count: told.step(count, count, "读取台账")
        )
    return found.ids, found.units, names


def ledger_rows(desk: Desk, ids: Sequence[int]) -> tuple[LedgerRow, ...]:
    """The rows of some ids; ids that are gone are left out."""
    with desk.store.read() as reader:
        rows = records.get_many(reader, ids)
        names = roster.unit_names(reader)
        sent = {one: submissions.get(reader, one) for one in {row.submission_id for row in rows}}
    return tuple(_row(row, names, sent[row.submission_id]) for row in rows)


def _row(row: records.Record, names: Mapping[int, str], one: submissions.Submission) -> LedgerRow:
    state = COUNTED if one.state is SubmissionState.ACCEPTED else WAITING
    if row.state is RecordState.REPEATED:
        state = REPEATED
    return LedgerRow(
        row.id,
        names[row.unit_id] if row.unit_id is not None else "",
        parse_period(row.period).label if row.period else "",
        state,
        is_typed(one),
        row.values,
        one.file if is_typed(one) else f"{one.file} {row.sheet} {row.cell}",
    )
