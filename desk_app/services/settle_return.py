"""指定单位、表、期次: what could not be known of a return is told by a person, and the return is weighed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.definition import FormDefinition
from desk_app.importing.period_words import month_of
from desk_app.importing.results import FileState, ReadReturn, ReadRow
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.problems import DeskError, Problem
from desk_app.services.check_context import context_of
from desk_app.services.correct_record import placed
from desk_app.services.desk import Desk
from desk_app.services.intake import new_records
from desk_app.services.judging import Judgement, Slot, Standing, judge
from desk_app.services.memory import CUMULATIVE, StoredMemory, cumulative_subject
from desk_app.services.placing import keyed_check, place_problems, texts_of
from desk_app.services.remembered import remember_told_headings
from desk_app.services.resubmission import row_digest
from desk_app.storage import campaigns, collections, records, roster, rulings, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.records import Record
from desk_app.storage.states import CURRENT_STATES, RecordState, SubmissionState
from desk_app.storage.submissions import Submission

_ASKED_AGAIN = frozenset({"which_counts", "resubmission", "cumulative", "same_rows"})
_WAITING = {SubmissionState.NEEDS_REVIEW, SubmissionState.REJECTED}


def settle(
    desk: Desk,
    campaign: Campaign,
    submission_id: int,
    *,
    unit: str | None = None,
    form: str | None = None,
    period: Period | None = None,
) -> ChangeSet:
    """Tell whose return it is, of what and when, as far as named; it is weighed anew and still waits to be accepted.

    A form that was not known is read from the original. DeskError when the return does not wait.
    """
    with desk.store.operation("指定单位和期次", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        one = submissions.get(op, submission_id)
        if one.state not in _WAITING:
            raise DeskError(f"“{one.file}”已不在待核之列，请先撤销此前的登记再改。")
        settling = _Settling(desk, op, campaign, one)
        settling.take(unit, form, period)
        op.summary = f"{one.file}：{'，'.join(settling.said)}"
    return op.changes


def rule_on_repeats(desk: Desk, campaign: Campaign, submission_id: int, *, cumulative: bool) -> ChangeSet:
    """认定累计报送 or not, once for the unit and form; the return is weighed anew and still waits to be accepted.

    DeskError when it does not wait, or when its unit, form or period is not known yet.
    """
    with desk.store.operation("认定累计报送", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        one = submissions.get(op, submission_id)
        if one.state not in _WAITING:
            raise DeskError(f"“{one.file}”已不在待核之列，请先撤销此前的登记再改。")
        if one.form_id is None or one.unit_id is None or one.period is None:
            raise DeskError(f"“{one.file}”的单位、表、期次还没有定，请先指定，再说是否累计报送。")
        unit, form = roster.unit_names(op)[one.unit_id], campaigns.get_form(op, one.form_id).name
        rulings.decide(
            op,
            kind=CUMULATIVE,
            subject=cumulative_subject(unit, form),
            decision=cumulative,
            basis=f"核对“{one.file}”",
            campaign_id=campaign.id,
        )
        _Settling(desk, op, campaign, one, answered=frozenset({CUMULATIVE})).take(None, None, None)
        op.summary = f"{unit}的{form}{'按累计报送' if cumulative else '不是累计报送，都计入本期'}"
    return op.changes


class _Settling:
    """One return being settled; ``answered`` are the codes of questions that are not to be asked again."""

    def __init__(
        self,
        desk: Desk,
        op: Operation,
        campaign: Campaign,
        one: Submission,
        answered: frozenset[str] = frozenset(),
    ) -> None:
        self._answered = answered
        self._desk = desk
        self._op = op
        self._campaign = campaign
        self._one = one
        self._units = roster.unit_ids(op)
        self._forms = campaigns.forms_of(op, campaign.id)
        self.said: list[str] = []

    def take(self, unit: str | None, form: str | None, period: Period | None) -> None:
        """Apply the choices and weigh the return."""
        one = self._one
        stored = self._form(form)
        if unit is not None and unit not in self._units:
            raise DeskError(f"名册中没有“{unit}”，请从局内单位中选。")
        names = {unit_id: name for name, unit_id in self._units.items()}
        unit_name = unit or (names[one.unit_id] if one.unit_id is not None else None)
        when = period or (parse_period(one.period) if one.period else None)
        self.said = [word for word in (unit, stored.name if form else None, period.label if period else None) if word]
        own = None if one.form_id is None else campaigns.get_form(self._op, one.form_id)
        known_form = own is not None and own.name == stored.name
        stored = own if own is not None and known_form else stored
        if unit and one.written_unit:
            self._learn(unit)
        if unit and one.unit_id is None:
            remember_told_headings(self._op, self._campaign.id, one, unit, stored.name)
        reading = (
            self._from_rows(stored, unit, unit_name, period, when)
            if known_form
            else self._read_again(stored, unit_name, when)
        )
        judgement = self._weigh(reading)
        submissions.assign(
            self._op,
            one.id,
            form_id=stored.id,
            unit_id=self._units[unit_name] if unit_name else None,
            period=reading.period.code if reading.period else None,
        )
        submissions.set_timing(self._op, one.id, is_late=self._is_late(stored, reading), month=_month_of(reading))
        if known_form:
            self._mark_repeats(judgement)
        else:
            self._store_rows(stored, reading, judgement)
        submissions.set_problems(self._op, one.id, judgement.problems)
        submissions.set_cumulative(self._op, one.id, cumulative=judgement.is_cumulative)
        duplicate = judgement.state is FileState.DUPLICATE
        state = SubmissionState.DUPLICATE if duplicate else SubmissionState.NEEDS_REVIEW
        submissions.set_state(self._op, [one.id], state)

    def _form(self, name: str | None) -> StoredForm:
        if name:
            return campaigns.find_form(self._op, self._campaign.id, name)
        if self._one.form_id is None:
            raise DeskError(f"“{self._one.file}”还不知道是哪张表，请先选表。")
        return campaigns.get_form(self._op, self._one.form_id)

    def _is_late(self, stored: StoredForm, reading: ReadReturn) -> bool:
        """Whether it came after the deadline of the period it is of now."""
        if reading.period is None:
            return False
        one = self._one
        return collections.is_late(self._op, self._campaign.id, stored.name, reading.period.code, one.received_at)

    def _learn(self, unit: str) -> None:
        written = self._one.written_unit
        if roster.load(self._op).match(written).unit is None:
            roster.learn_alias(self._op, self._units[unit], written)

    def _from_rows(
        self, stored: StoredForm, unit: str | None, unit_name: str | None, period: Period | None, when: Period | None
    ) -> ReadReturn:
        """The return as it stands, its rows read again where the period tells what a date means."""
        rows = self._rows()
        answered = tuple(start for start, choice in (("unit_", unit), ("period_", period)) if choice)
        kept = [
            problem
            for problem in self._one.problems
            if not (problem.where == self._one.file and problem.code in _ASKED_AGAIN)
            and problem.code != "date_outside"
            and not (period and problem.code == "cumulative")
            and problem.code not in self._answered
            and not (answered and problem.code.startswith(answered) and not problem.cell)
        ]
        fresh, kept = self._read_rows(stored.definition, rows, kept, when)
        return ReadReturn(
            self._one.file,
            FileState.NEEDS_REVIEW if rows or self._one.row_count else FileState.NIL,
            self._one.sheet,
            stored.definition,
            unit_name,
            period=when,
            month=self._one.month,
            rows=tuple(_as_read(row) for row in fresh.values()),
            problems=tuple(kept),
        )

    def _read_rows(
        self, form: FormDefinition, rows: Sequence[Record], kept: list[Problem], when: Period | None
    ) -> tuple[dict[int, Record], list[Problem]]:
        """Read again the doubtful cells and every date under the period."""
        context = context_of(self._op, self._campaign, replace(self._one, period=when.code if when else None))
        before = context_of(self._op, self._campaign, self._one)
        placed_before = place_problems(form, rows, kept, before)
        doubtful = {(one.record_id, one.key) for one in placed_before if one.record_id is not None}
        day_key = form.row_date.key if form.row_date else ""
        problems = [one.problem for one in placed_before if one.record_id is None or not one.key]
        result = {}
        for row in rows:
            checked, said = keyed_check(form, texts_of(form, row), context)
            again = {key for key in form.keys if (row.id, key) in doubtful}
            values = {**row.values, **{key: checked.values[key] for key in again}}
            places = {one.key: one.problem for one in placed_before if one.record_id == row.id}
            problems += [
                placed(form, row, key, problem, places.get(key))
                for key, problem in said
                if key in again or (key == day_key and problem.code == "date_outside")
            ]
            result[row.id] = replace(row, values=values, occurred_on=checked.occurred_on or row.occurred_on)
            if values != dict(row.values):
                records.correct(
                    self._op,
                    row.id,
                    values,
                    occurred_on=checked.occurred_on,
                    digest=row_digest(form, values),
                    raw=checked.raw,
                )
        return result, problems

    def _read_again(self, stored: StoredForm, unit: str | None, when: Period | None) -> ReadReturn:
        one = self._one
        if not one.original:
            raise DeskError(f"“{one.file}”没有原件，无法按“{stored.name}”读入。")
        versions = campaigns.forms_of(self._op, self._campaign.id, all_versions=True)
        reader = ReturnReader([each.definition for each in versions], self._desk.roster())
        span = (self._campaign.outline.start, self._campaign.outline.end)
        context = ReadContext(when, unit, stored.definition, span, "", self._desk.converter)
        reads = reader.read(SourceFile(one.file, self._desk.store.originals.read(one.original)), context)
        found = [read for read in reads if read.sheet == one.sheet] or list(reads)
        chosen = next((read for read in found if read.form is not None and read.form.name == stored.name), None)
        if chosen is None:
            raise DeskError(f"“{one.file}”里没有“{stored.name}”的栏目，读不出来；请查看原件，或退回修改。")
        return chosen

    def _weigh(self, reading: ReadReturn) -> Judgement:
        form_ids = {form.name: form.id for form in self._forms}
        memory = _OtherFiles(self._op, self._campaign.id, form_ids, self._units, self._one)
        state = reading.state if reading.state is not FileState.ACCEPTED else FileState.NEEDS_REVIEW
        return judge(replace(reading, state=state), self._one.sha256, memory, says_correction=False)

    def _rows(self) -> list[Record]:
        """The return's rows without those that a person took out."""
        rows = records.of_submission(self._op, self._one.id)
        return [row for row in rows if row.state is not RecordState.WITHDRAWN]

    def _mark_repeats(self, judgement: Judgement) -> None:
        rows = self._rows()
        repeats = [row.id for row, again in zip(rows, judgement.repeated, strict=False) if again]
        records.set_state(self._op, [row.id for row in rows if row.id not in set(repeats)], RecordState.LIVE)
        records.set_state(self._op, repeats, RecordState.REPEATED)

    def _store_rows(self, stored: StoredForm, reading: ReadReturn, judgement: Judgement) -> None:
        old = [row.id for row in records.of_submission(self._op, self._one.id)]
        records.set_state(self._op, old, RecordState.WITHDRAWN)
        records.add_many(
            self._op,
            new_records(judgement),
            campaign_id=self._campaign.id,
            form_id=stored.id,
            unit_id=self._units[reading.unit] if reading.unit else None,
            period=reading.period.code if reading.period else None,
            submission_id=self._one.id,
        )
        submissions.set_row_count(self._op, self._one.id, len(reading.rows))


class _OtherFiles(StoredMemory):
    """What was sent before, seen by a return whose own bytes are known already."""

    def __init__(
        self, op: Operation, campaign_id: int, form_ids: dict[str, int], unit_ids: dict[str, int], one: Submission
    ) -> None:
        super().__init__(op, campaign_id, form_ids, unit_ids, one.batch_id)
        self._op = op
        self._one = one

    def standing(self, slot: Slot) -> Standing | None:
        """The return that speaks for a slot; where it is this one, another place of its own file before it."""
        found = super().standing(slot)
        if found is None or found.id != self._one.id:
            return found
        form_id, unit_id = self._keys(slot)
        newest = newest_ids(self._op, self._campaign_id)
        for other in submissions.with_content(self._op, self._one.sha256) if self._one.sha256 else ():
            is_here = (newest.get(other.form_id or 0), other.unit_id, other.period) == (
                form_id,
                unit_id,
                slot.period.code,
            )
            is_beside = other.batch_id == self._one.batch_id and other.id != self._one.id
            if is_here and is_beside and other.state in CURRENT_STATES:
                return self._as_standing(other)
        return replace(found, sha256="")

    def known(self, sha256: str, read: ReadReturn) -> str | None:  # noqa: ARG002  the same question as to the database
        """No other file is asked for: these bytes are its own."""
        return None

    def waiting(self, sha256: str, read: ReadReturn) -> int | None:  # noqa: ARG002  the same
        """It answers no other return: it is the one that waits."""
        return None


def _month_of(reading: ReadReturn) -> str | None:
    return (month_of(reading.period) if reading.period else None) or reading.month


def _as_read(row: Record) -> ReadRow:
    return ReadRow(
        row.row_number,
        row.sheet,
        row.cell,
        dict(row.values),
        {},
        dict(row.raw),
        dict(row.extra),
        row.occurred_on,
    )
