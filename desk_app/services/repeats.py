"""累计报送: which of a unit's equal rows in several periods counts, kept true when a return comes in or leaves.

A period that is 定稿 keeps its figures: its rows are neither taken out nor let in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from desk_app.campaign.period import parse_period
from desk_app.problems import Level, Problem
from desk_app.services.judging import CUMULATIVE, said_of_repeats
from desk_app.services.memory import is_ruled_cumulative, precedes
from desk_app.services.resubmission import repeated_rows
from desk_app.storage import campaigns, collections, records, roster, sent_before, submissions
from desk_app.storage.operations import Operation
from desk_app.storage.sent_before import SentRow
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission


def count_again(op: Operation, left: Iterable[Submission]) -> int:
    """Let repeated rows count again whose equals left with these returns and count nowhere else; how many do."""
    slots = {(one.form_id, one.unit_id) for one in left if one.form_id is not None and one.unit_id is not None}
    freed = 0
    for form_id, unit_id in sorted((form, unit) for form, unit in slots if form is not None and unit is not None):
        freed += _count_again(op, form_id, unit_id)
        weigh_waiting(op, form_id, unit_id)
    return freed


def _count_again(op: Operation, form_id: int, unit_id: int) -> int:
    rows = sent_before.rows_of_all_periods(op, form_id, unit_id)
    closed = collections.closed_periods(op, form_id)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.counts:
            counted[row.digest][row.period.code] += 1
    used: Counter[tuple[int, str]] = Counter()
    free: list[int] = []
    repeated = [row for row in rows if row.state is RecordState.REPEATED and row.period.code not in closed]
    for row in sorted(repeated, key=lambda row: row.period.sort_key()):
        here = counted[row.digest]
        if used[row.submission_id, row.digest] < here.total() - here[row.period.code]:
            used[row.submission_id, row.digest] += 1
            continue
        free.append(row.record_id)
        if row.is_accepted:
            here[row.period.code] += 1
    return records.set_state(op, free, RecordState.LIVE)


def mark_later(op: Operation, one: Submission) -> int:
    """Where a unit sends cumulatively, rows of a counted return that stand in later ones count here alone; how many.

    Nothing happens for a unit of which nobody has said so.
    """
    if one.form_id is None or one.unit_id is None or one.period is None:
        return 0
    form, unit = campaigns.get_form(op, one.form_id), roster.unit_names(op)[one.unit_id]
    if one.state is not SubmissionState.ACCEPTED or not is_ruled_cumulative(op, one.campaign_id, unit, form.name):
        return 0
    own = Counter(row.digest for row in records.of_submission(op, one.id) if row.state is RecordState.LIVE)
    period, closed = parse_period(one.period), collections.closed_periods(op, one.form_id)
    left: dict[int, Counter[str]] = {}
    repeats = []
    for row in sent_before.rows_of_all_periods(op, one.form_id, one.unit_id):
        mine = left.setdefault(row.submission_id, Counter(own))
        is_later = row.period != period and not precedes(row.period, period, closed)
        if row.counts and is_later and mine[row.digest]:
            mine[row.digest] -= 1
            repeats.append(row.record_id)
    return records.set_state(op, repeats, RecordState.REPEATED)


def weigh_waiting(op: Operation, form_id: int, unit_id: int) -> int:
    """Mark and ask anew what waits of a unit's form, after what counts of it has changed; how many wait.

    A return that waits was asked about what counted when it came; by the time it is accepted that may be otherwise.
    """
    rows = sent_before.rows_of_all_periods(op, form_id, unit_id)
    waiting: dict[int, list[SentRow]] = defaultdict(list)
    for row in rows:
        if not row.is_accepted:
            waiting[row.submission_id].append(row)
    for submission_id, mine in waiting.items():
        _weigh(op, submissions.get(op, submission_id), mine, [row for row in rows if row.counts])
    return len(waiting)


def _weigh(op: Operation, one: Submission, mine: Sequence[SentRow], counted: Sequence[SentRow]) -> None:
    if one.form_id is None or one.unit_id is None:
        return
    form, unit = campaigns.get_form(op, one.form_id), roster.unit_names(op)[one.unit_id]
    ruled = is_ruled_cumulative(op, one.campaign_id, unit, form.name)
    own, closed = mine[0].period, collections.closed_periods(op, one.form_id)
    others = [] if ruled is False else [row for row in counted if row.period != own]
    before = Counter(row.digest for row in others if precedes(row.period, own, closed))
    after = Counter(row.digest for row in others if not precedes(row.period, own, closed))
    marks = repeated_rows([row.digest for row in mine], before)
    fresh = [row for row, is_repeat in zip(mine, marks, strict=True) if not is_repeat]
    records.set_state(op, [row.record_id for row in fresh], RecordState.LIVE)
    repeats = [row.record_id for row, is_repeat in zip(mine, marks, strict=True) if is_repeat]
    records.set_state(op, repeats, RecordState.REPEATED)
    later = sum(repeated_rows([row.digest for row in fresh], after))
    _ask(
        op,
        one,
        said_of_repeats(len(repeats), len(fresh), later, ruled=bool(ruled)),
        Level.WARNING if ruled else Level.ERROR,
    )


def _ask(op: Operation, one: Submission, text: str, level: Level) -> None:
    """Put what is to be said of the repeats now in the place of what was said."""
    kept = [said for said in one.problems if not (said.code == CUMULATIVE and said.where == one.file)]
    said = (*kept, Problem(one.file, level, text, CUMULATIVE)) if text else tuple(kept)
    if set(said) != set(one.problems):
        submissions.set_problems(op, one.id, said)
    if bool(text) != one.cumulative:
        submissions.set_cumulative(op, one.id, cumulative=bool(text))
