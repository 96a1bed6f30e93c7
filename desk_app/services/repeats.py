"""累计报送: which of a unit's equal rows in several periods counts, kept true when a return comes in or leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from desk_app.campaign.period import parse_period
from desk_app.services.memory import is_ruled_cumulative
from desk_app.storage import campaigns, records, roster, sent_before
from desk_app.storage.operations import Operation
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission


def count_again(op: Operation, left: Iterable[Submission]) -> int:
    """Let repeated rows count again whose equals left with these returns and count nowhere else; how many do."""
    slots = {(one.form_id, one.unit_id) for one in left if one.form_id is not None and one.unit_id is not None}
    freed = 0
    for form_id, unit_id in sorted((form, unit) for form, unit in slots if form is not None and unit is not None):
        freed += _count_again(op, form_id, unit_id)
    return freed


def _count_again(op: Operation, form_id: int, unit_id: int) -> int:
    rows = sent_before.rows_of_all_periods(op, form_id, unit_id)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.counts:
            counted[row.digest][row.period.code] += 1
    used: Counter[tuple[int, str]] = Counter()
    free: list[int] = []
    repeated = [row for row in rows if row.state is RecordState.REPEATED]
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
    when = parse_period(one.period).sort_key()
    left: dict[int, Counter[str]] = {}
    repeats = []
    for row in sent_before.rows_of_all_periods(op, one.form_id, one.unit_id):
        mine = left.setdefault(row.submission_id, Counter(own))
        if row.counts and row.period.sort_key() > when and mine[row.digest]:
            mine[row.digest] -= 1
            repeats.append(row.record_id)
    return records.set_state(op, repeats, RecordState.REPEATED)
