"""手工录入待核: a typed row with an error waits in a return of its own, counted nowhere, until the error is mended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from desk_app.forms.definition import FormDefinition
from desk_app.problems import Level, Problem
from desk_app.services.check_context import context_of
from desk_app.services.cross_form import cross_problems_of
from desk_app.services.desk import Desk
from desk_app.services.placing import place_problems
from desk_app.services.typed import TYPED, is_typed, waits
from desk_app.storage import campaigns, inquiries, ledgers, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission

_STANDING = (SubmissionState.ACCEPTED, SubmissionState.NEEDS_REVIEW)


def typed_of_place(reader: Reader, one: Submission) -> list[Submission]:
    """The typed returns of a return's own version of the form, unit and period: what counts and what waits."""
    found = submissions.select_by(
        reader, one.campaign_id, form_id=one.form_id, unit_id=one.unit_id, period=one.period, states=_STANDING
    )
    return [other for other in found if is_typed(other) and other.form_id == one.form_id]


def weigh_typed(op: Operation, campaign: Campaign, ids: Iterable[int]) -> None:
    """Let each typed return of some hold only what it may: rows with errors wait, rows without count."""
    done: set[int] = set()
    for submission_id in ids:
        one = submissions.get(op, submission_id)
        if submission_id in done or not is_typed(one) or one.state not in _STANDING:
            continue
        place = typed_of_place(op, one)
        done |= {other.id for other in place}
        _Weighing(op, campaign, one, place).settle()


def weigh_again(op: Operation, campaign: Campaign, unit_id: int, changed_form: str) -> None:
    """Weigh a unit's typed rows of the forms whose rules look at a form that has just changed."""
    looking = {
        form.id
        for form in campaigns.forms_of(op, campaign.id, all_versions=True)
        if any(rule.form == changed_form for rule in form.definition.checks)
    }
    if looking:
        mine = submissions.select_by(op, campaign.id, unit_id=unit_id, states=_STANDING)
        weigh_typed(op, campaign, [one.id for one in mine if one.form_id in looking and is_typed(one)])


class _Weighing:
    """The typed returns of one place, their rows moved to where they belong."""

    def __init__(self, op: Operation, campaign: Campaign, one: Submission, place: list[Submission]) -> None:
        self._op = op
        self._campaign = campaign
        self._place = place
        self._one = one
        self._form: FormDefinition = campaigns.get_form(op, one.form_id or 0).definition

    def settle(self) -> None:
        """Move the rows that stand in the wrong return, and what was said of them with them."""
        wrong = self._wrong()
        for source, ids in [(one, wrong[one.id]) for one in self._place if wrong[one.id]]:
            to_wait = not waits(source)
            self._move(submissions.get(self._op, source.id), self._target(to_wait=to_wait), ids)
        for one in self._place:
            self._end_if_empty(one)

    def _wrong(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        context = context_of(self._op, self._campaign, self._one)
        crosses = any(rule.form for rule in self._form.checks)
        for one in self._place:
            has_errors = any(problem.level is Level.ERROR for problem in one.problems)
            if not (waits(one) or has_errors or crosses):
                found[one.id] = []
                continue
            rows = [row for row in records.of_submission(self._op, one.id) if row.state is not RecordState.WITHDRAWN]
            placed = place_problems(self._form, rows, one.problems, context, typed=True)
            placed += cross_problems_of(self._op, self._campaign, self._form, one, rows)
            bad = {each.record_id for each in placed if each.problem.level is Level.ERROR}
            found[one.id] = [row.id for row in rows if (row.id in bad) is not waits(one)]
        return found

    def _target(self, *, to_wait: bool) -> Submission:
        for one in self._place:
            if waits(one) is to_wait:
                return submissions.get(self._op, one.id)
        made = begin_typed(self._op, self._one, waiting=to_wait)
        self._place.append(made)
        return made

    def _move(self, source: Submission, target: Submission, ids: list[int]) -> None:
        context = context_of(self._op, self._campaign, source)
        rows = records.of_submission(self._op, source.id)
        placed, moved = place_problems(self._form, rows, source.problems, context, typed=True), set(ids)
        gone: list[Problem] = [one.problem for one in placed if one.record_id in moved]
        stay = tuple(one.problem for one in placed if one.record_id not in moved)
        records.move(self._op, ids, target.id)
        inquiries.move(self._op, ids, target.id)
        submissions.set_problems(self._op, source.id, stay)
        submissions.set_problems(self._op, target.id, (*target.problems, *gone))
        for one in (source, target):
            submissions.set_row_count(self._op, one.id, records.last_row_number(self._op, one.id))

    def _end_if_empty(self, one: Submission) -> None:
        if not records.has_standing(self._op, one.id):
            submissions.set_state(self._op, [one.id], SubmissionState.WITHDRAWN)


def begin_typed(op: Operation, like: Submission, *, waiting: bool) -> Submission:
    """A typed return of the same place, for the rows that count or for those that wait.

    It begins when the other one did, so that rows that go from one to the other keep their place among the rest.
    """
    new = submissions.NewSubmission(
        campaign_id=like.campaign_id,
        file=TYPED,
        state=SubmissionState.NEEDS_REVIEW if waiting else SubmissionState.ACCEPTED,
        received_at=like.received_at,
        form_id=like.form_id,
        unit_id=like.unit_id,
        period=like.period,
        is_late=like.is_late,
    )
    return submissions.get(op, submissions.add(op, new))


def waiting_of(desk: Desk, ids: Sequence[int]) -> int:
    """How many of some rows wait and do not count yet."""
    with desk.store.read() as reader:
        return ledgers.waiting_among(reader, ids)


def waiting_rows(
    reader: Reader, campaign_id: int, *, form_id: int | None = None, period: str | None = None
) -> dict[str, int]:
    """How many typed rows wait for an error to be mended, by unit; of one form and period where they are named."""
    names = roster.unit_names(reader)
    found: dict[str, int] = {}
    waiting = submissions.select_by(
        reader, campaign_id, form_id=form_id, period=period, states=[SubmissionState.NEEDS_REVIEW]
    )
    for one in waiting:
        if is_typed(one) and one.unit_id is not None:
            live = sum(row.state is RecordState.LIVE for row in records.of_submission(reader, one.id))
            found[names[one.unit_id]] = found.get(names[one.unit_id], 0) + live
    return found


def unprinted(
    reader: Reader, campaign_id: int, form_id: int, period: str, units: Collection[str] | None = None
) -> tuple[str, ...]:
    """The sentence on typed rows that are not on a form's paper because an error waits; none where there are none."""
    found = waiting_rows(reader, campaign_id, form_id=form_id, period=period)
    told = [f"{unit}{rows}行" for unit, rows in found.items() if rows and (units is None or unit in units)]
    return (f"手工录入有错误待改的行没有印入：{'、'.join(told)}",) if told else ()
