"""台账: which rows of a form there are, in the bureau's order, and the rows of a window as the grid shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.definition import FormDefinition
from desk_app.problems import Level
from desk_app.services.correct_record import context_of
from desk_app.services.desk import Desk
from desk_app.services.placing import place_problems
from desk_app.services.type_records import is_typed, periods_of
from desk_app.storage import campaigns, collections, ledgers, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState

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
    """What of a form is shown: one unit, one period, rows that hold some words; empty for all."""

    unit: str = ""
    period: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """A problem of a row: which, in which column, how grave, and the sentence."""

    record_id: int
    key: str
    is_error: bool
    message: str


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All rows of a filter by id, in the bureau's order, and all their problems."""

    ids: tuple[int, ...]
    problems: tuple[LedgerProblem, ...]


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
    """What the ledger's bar offers: forms in annex order and units in the bureau's order."""

    forms: tuple[LedgerForm, ...]
    units: tuple[str, ...]


def ledger_head(desk: Desk, campaign: Campaign) -> LedgerHead:
    """The forms that units send, their periods, and the units."""
    with desk.store.read() as reader:
        known = collections.of_campaign(reader, campaign.id)
        periods = {
            one.id: [each.period for each in known if each.form_id == one.id] for one in _forms(reader, campaign)
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
        units = tuple(unit.name for unit in roster.load(reader).everyone if unit.reports)
    return LedgerHead(forms, units)


def _forms(reader: Reader, campaign: Campaign) -> list[campaigns.StoredForm]:
    return [one for one in campaigns.forms_of(reader, campaign.id) if one.definition.collected is not None]


def ledger_view(desk: Desk, campaign: Campaign, form: LedgerForm, wanted: LedgerFilter) -> LedgerView:
    """The ids of all rows of a filter, those that wait among them, and the problems that stand at them."""
    with desk.store.read() as reader:
        unit_id = roster.unit_ids(reader).get(wanted.unit) if wanted.unit else None
        ids = ledgers.row_ids(
            reader, campaign.id, form.id, unit_id=unit_id, period=wanted.period or None, words=wanted.words
        )
        return LedgerView(ids, tuple(_problems(reader, campaign, form, ids)))


def _problems(reader: Reader, campaign: Campaign, form: LedgerForm, ids: Sequence[int]) -> Iterable[LedgerProblem]:
    place = {row_id: number for number, row_id in enumerate(ids)}
    found = []
    for submission_id in ledgers.with_problems(reader, campaign.id, form.id):
        one = submissions.get(reader, submission_id)
        rows = [row for row in records.of_submission(reader, submission_id) if row.id in place]
        spoken = [problem for problem in one.problems if problem.cell]
        if not rows or not spoken:
            continue
        for each in place_problems(form.definition, rows, spoken, context_of(reader, campaign, one)):
            if each.record_id is not None:
                is_error = each.problem.level is Level.ERROR
                found.append(LedgerProblem(each.record_id, each.key, is_error, each.problem.message))
    keys = {key: number for number, key in enumerate(form.definition.keys)}
    return sorted(found, key=lambda one: (place[one.record_id], keys.get(one.key, -1)))


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
