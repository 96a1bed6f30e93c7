"""手工录入: rows that the organiser types, kept under a return of their own so that they count and can be traced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import ONCE, Period, Rhythm, parse_period
from desk_app.forms.definition import FormDefinition
from desk_app.forms.reading import CheckContext
from desk_app.problems import DeskError, Level, Problem
from desk_app.progress import Progress, Silent
from desk_app.services.check_context import context_of
from desk_app.services.correct_record import CellEdit, change_cells, placed
from desk_app.services.desk import Desk
from desk_app.services.placing import keyed_check, place_problems, typed_area
from desk_app.services.repeats import count_again
from desk_app.services.resubmission import row_digest
from desk_app.services.typed import TYPED, is_typed
from desk_app.services.typed_waiting import typed_of_place, weigh_again, weigh_typed
from desk_app.storage import campaigns, collections, ledgers, records, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission

__all__ = ["TYPED", "TypedRow", "add_typed", "delete_rows", "is_typed", "periods_of", "type_rows", "withdraw_rows"]


_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A new row: whose, of which period, and what was typed by column key."""

    unit: str
    period: Period
    texts: Mapping[str, str]


def type_rows(
    desk: Desk,
    campaign: Campaign,
    form_id: int,
    rows: Iterable[TypedRow],
    edits: Sequence[CellEdit] = (),
    *,
    name: str = TYPED,
    progress: Progress | None = None,
) -> tuple[ChangeSet, tuple[int, ...]]:
    """Add rows and mend others in one step (a pasted block); the change and the new rows' ids.

    DeskError when a unit is not in the roster or the form is not collected in the period; Cancelled when it is
    stopped, and nothing is kept.
    """
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        if edits:
            change_cells(op, campaign, edits)
        form = campaigns.get_form(op, form_id)
        ids: list[int] = []
        groups: dict[tuple[str, Period], list[Mapping[str, str]]] = {}
        for row in rows:
            groups.setdefault((row.unit, row.period), []).append(row.texts)
        for (unit, period), mine in groups.items():
            ids += _Typed(op, campaign, form, unit, period).add(mine, progress or Silent())
        if ids:
            op.summary = f"{form.name} {len(ids)}行" + (f"，改{len(edits)}格" if edits else "")
    return op.changes, tuple(ids)


def add_typed(
    op: Operation, campaign: Campaign, form: StoredForm, unit: str, period: str, texts: Sequence[Mapping[str, str]]
) -> list[int]:
    """Add rows within a step that is under way; their ids. DeskError when the unit is not in the roster."""
    return _Typed(op, campaign, form, unit, parse_period(period)).add(texts, Silent())


def delete_rows(desk: Desk, campaign: Campaign, ids: Sequence[int]) -> ChangeSet:
    """Take rows out of the ledger; they stay in history, and a typed return without rows goes with its last one."""
    with desk.store.operation("删除记录", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        withdraw_rows(op, ids)
        op.summary = f"{len(ids)}行"
    return op.changes


def withdraw_rows(op: Operation, ids: Sequence[int]) -> None:
    """Take rows out within a step that is under way."""
    touched = [submissions.get(op, each) for each in {row.submission_id for row in records.get_many(op, ids)}]
    for one in touched:
        _drop_problems(op, one, frozenset(ids))
    records.set_state(op, ids, RecordState.WITHDRAWN)
    for one in touched:
        left = [row for row in records.of_submission(op, one.id) if row.state is not RecordState.WITHDRAWN]
        if is_typed(one) and not left:
            submissions.set_state(op, [one.id], SubmissionState.WITHDRAWN)
    count_again(op, touched)


def _drop_problems(op: Operation, one: Submission, gone: frozenset[int]) -> None:
    """What was said of rows that are taken out is said no more."""
    if one.form_id is None or not one.problems:
        return
    form = campaigns.get_form(op, one.form_id).definition
    rows = records.of_submission(op, one.id)
    placed_now = place_problems(form, rows, one.problems, CheckContext(), typed=is_typed(one))
    kept = tuple(each.problem for each in placed_now if each.record_id not in gone)
    if len(kept) < len(one.problems):
        submissions.set_problems(op, one.id, kept)


def periods_of(form: FormDefinition, known: Sequence[Period]) -> tuple[Period, ...]:
    """The periods in which a form can be entered, of those a campaign has."""
    if form.collected in (None, Rhythm.ONCE):
        return (ONCE,)
    return tuple(one for one in known if one.rhythm is form.collected)


class _Typed:
    """The typed return of one unit, form and period."""

    def __init__(self, op: Operation, campaign: Campaign, form: StoredForm, unit: str, period: Period) -> None:
        unit_id = roster.unit_ids(op).get(unit)
        if unit_id is None:
            raise DeskError(f"名册中没有“{unit}”，请从局内单位中选。")
        self._op = op
        self._campaign = campaign
        self._form = form
        self._unit_id = unit_id
        self._period = period
        self._submission = self._standing() or self._begin()
        self._last = max(records.last_row_number(op, one.id) for one in typed_of_place(op, self._submission))

    def add(self, rows: Sequence[Mapping[str, str]], told: Progress) -> list[int]:
        """Check and keep the rows piece by piece, so that what was done with one makes room; their ids."""
        one, ids, said = self._submission, list[int](), list[Problem]()
        context, first = context_of(self._op, self._campaign, one), self._next_serial()
        for start in range(0, len(rows), _PIECE):
            told.step(start, len(rows), "保存")
            came, problems = self._add_piece(rows[start : start + _PIECE], start, first, context)
            ids += came
            said += problems
        submissions.set_problems(self._op, one.id, (*one.problems, *said))
        submissions.set_row_count(self._op, one.id, self._last + len(rows))
        weigh_typed(self._op, self._campaign, [one.id])
        weigh_again(self._op, self._campaign, self._unit_id, self._form.name)
        return ids

    def _add_piece(
        self, rows: Sequence[Mapping[str, str]], start: int, first: int | None, context: CheckContext
    ) -> tuple[range, list[Problem]]:
        form, last = self._form.definition, self._last + start
        checks = [keyed_check(form, texts, context) for texts in self._numbered(rows, start, first)]
        new = [
            records.NewRecord(
                row_number=last + place,
                values=checked.values,
                occurred_on=checked.occurred_on,
                sheet=TYPED,
                cell=typed_area(form, last + place),
                raw=checked.raw,
                digest=row_digest(form, checked.values),
            )
            for place, (checked, _) in enumerate(checks, start=1)
        ]
        ids = records.add_many(
            self._op,
            new,
            campaign_id=self._campaign.id,
            form_id=self._form.id,
            unit_id=self._unit_id,
            period=self._period.code,
            submission_id=self._submission.id,
        )
        doubtful = {row_id: problems for row_id, (_, problems) in zip(ids, checks, strict=True) if problems}
        said = [
            placed(form, row, key, problem, None)
            for row in records.get_many(self._op, doubtful)
            for key, problem in doubtful[row.id]
        ]
        return ids, said

    def _next_serial(self) -> int | None:
        """The next 序号 of the unit and period, where the form has one."""
        if self._form.definition.serial is None:
            return None
        found = ledgers.in_order_within(self._op, self._campaign.id, self._form.id, self._unit_id, self._period.code)
        return len(found) + 1

    def _numbered(self, rows: Sequence[Mapping[str, str]], start: int, first: int | None) -> list[Mapping[str, str]]:
        """The rows' texts, each with its 序号 where none was written."""
        serial = self._form.definition.serial
        if serial is None or first is None:
            return list(rows)
        return [
            {**texts, serial.key: texts.get(serial.key, "").strip() or str(number)}
            for number, texts in enumerate(rows, start=first + start)
        ]

    def _standing(self) -> Submission | None:
        mine = self._mine()
        return next((one for one in mine if is_typed(one) and one.form_id == self._form.id), None)

    def _mine(self) -> tuple[Submission, ...]:
        return submissions.select_by(
            self._op,
            self._campaign.id,
            period=self._period.code,
            form_id=self._form.id,
            unit_id=self._unit_id,
            states=[SubmissionState.ACCEPTED, SubmissionState.NIL, SubmissionState.NEEDS_REVIEW],
        )

    def _begin(self) -> Submission:
        others = [one for one in self._mine() if one.state is not SubmissionState.NEEDS_REVIEW]
        new = submissions.NewSubmission(
            campaign_id=self._campaign.id,
            file=TYPED,
            state=SubmissionState.ACCEPTED,
            received_at=self._op.at,
            form_id=self._form.id,
            unit_id=self._unit_id,
            period=self._period.code,
            is_late=others[-1].is_late if others else self._is_late(),
        )
        return submissions.get(self._op, submissions.add(self._op, new))

    def _is_late(self) -> bool:
        return collections.is_late(self._op, self._campaign.id, self._form.name, self._period.code, self._op.at)


def has_errors(problems: Sequence[Problem]) -> bool:
    """Whether any of the problems keeps a return from counting by itself."""
    return any(problem.level is Level.ERROR for problem in problems)
