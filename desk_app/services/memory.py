"""What was sent before, as the database knows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Protocol

from desk_app.campaign.period import Period
from desk_app.importing.results import FileState, ReadReturn
from desk_app.problems import DeskError
from desk_app.services.judging import Slot, Standing, TypedBeside
from desk_app.services.scanned_paper import CONFIRMED
from desk_app.services.typed import is_typed, waits
from desk_app.storage import collections, records, rulings, sent_before, submissions
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.reader import Reader
from desk_app.storage.states import CURRENT_STATES, RecordState, SubmissionState

CUMULATIVE = "cumulative"
_SETTLED = frozenset({SubmissionState.ACCEPTED, SubmissionState.NIL})
_KNOWN_BYTES = frozenset(
    {SubmissionState.ACCEPTED, SubmissionState.NEEDS_REVIEW, SubmissionState.NIL, SubmissionState.SCAN,
     SubmissionState.SUPERSEDED}
)  # fmt: skip


def cumulative_subject(unit: str, form_name: str) -> str:
    """The subject under which a ruling on a unit's cumulative returns of a form is kept."""
    return f"{unit}｜{form_name}"


def is_ruled_cumulative(reader: Reader, campaign_id: int, unit: str, form_name: str) -> bool | None:
    """Whether a person has said that a unit repeats earlier rows in a form; None when nobody was asked."""
    return ruled_cumulative(reader, campaign_id).get(cumulative_subject(unit, form_name))


def ruled_cumulative(reader: Reader, campaign_id: int) -> dict[str, bool]:
    """All that was said of cumulative returns in a campaign, by its subject."""
    known = rulings.standing(reader, CUMULATIVE, campaign_id=campaign_id)
    return {subject: bool(ruling.decision) for subject, ruling in known.items()}


class Known(Protocol):
    """What is known beforehand of all returns, so that where nothing was sent nothing is looked up."""

    def has_bytes(self, sha256: str) -> bool:
        """Whether a file of these bytes may have come before."""

    def has_place(self, place: submissions.SentPlace) -> bool:
        """Whether anything may stand for a form, unit and period."""

    def has_sender(self, form_id: int, unit_id: int) -> bool:
        """Whether a unit may have sent a form for any period."""

    def is_ruled_cumulative(self, subject: str) -> bool | None:
        """What a person has said of a unit's repeating rows in a form; None when nobody was asked."""


def precedes(period: Period, own: Period, closed: frozenset[str]) -> bool:
    """Whether an equal row counts in ``period`` rather than in one's own: an earlier one, or one that is 定稿."""
    return period.code in closed or period.sort_key() < own.sort_key()


class StoredMemory:
    """What the database knows, seen from within one operation."""

    def __init__(
        self,
        reader: Reader,
        campaign_id: int,
        form_ids: dict[str, int],
        unit_ids: dict[str, int],
        batch_id: int | None,
        seen: Known | None = None,
    ) -> None:
        self._seen = seen
        self._reader = reader
        self._campaign_id = campaign_id
        self._form_ids = form_ids
        self._unit_ids = unit_ids
        self._batch_id = batch_id
        self._newest: dict[int, int] | None = None
        self._by_period: dict[tuple[int, int], Mapping[Period, Counter[str]]] = {}
        self._current: dict[tuple[int, int, str], submissions.Submission | None] = {}

    def known(self, sha256: str, read: ReadReturn) -> str | None:
        """The name of a file of these bytes whose return at this place is settled, or waits with the same doubts."""
        for one in self._of_bytes(sha256, read):
            is_other_nil = read.state is FileState.NIL and self._slot(read) not in {None, self._place(one)}
            waits_otherwise = one.state is SubmissionState.NEEDS_REVIEW and self._slot(read) != self._place(one)
            if not is_other_nil and not waits_otherwise and not self._says_more(read, one):
                return one.file
        return None

    def waiting(self, sha256: str, read: ReadReturn) -> int | None:
        """The return of these bytes at this place that waits, and that this reading now answers."""
        waits = [
            one
            for one in self._of_bytes(sha256, read)
            if one.state is SubmissionState.NEEDS_REVIEW or self._says_more(read, one)
        ]
        return waits[-1].id if waits else None

    def _says_more(self, read: ReadReturn, one: submissions.Submission) -> bool:
        """Whether a scan's further copy bears the better name: what nobody has told yet of the first one is told."""
        if one.state is not SubmissionState.SCAN or read.state is not FileState.SCAN:
            return False
        if any(said.code == CONFIRMED for said in one.problems):
            return False
        pairs = list(zip(self._place(one), self._slot(read), strict=True))
        kept = all(known is None or known == told for known, told in pairs)
        return kept and any(known is None and told is not None for known, told in pairs)

    def _of_bytes(self, sha256: str, read: ReadReturn) -> list[submissions.Submission]:
        if self._seen is not None and not self._seen.has_bytes(sha256):
            return []
        return [
            one
            for one in submissions.with_content(self._reader, sha256)
            if one.campaign_id == self._campaign_id
            and one.sheet == read.sheet
            and one.state in _KNOWN_BYTES
            and (one.state is not SubmissionState.SUPERSEDED or self._is_replaced(one))
        ]

    def _is_replaced(self, one: submissions.Submission) -> bool:
        """Whether the place of a replaced return is still filled by another."""
        if one.form_id is None or one.unit_id is None or one.period is None:
            return False
        current = current_of(self._reader, self._campaign_id, one.form_id, one.unit_id, one.period)
        return current is not None and current.state in _SETTLED and not is_typed(current)

    def _slot(self, read: ReadReturn) -> tuple[int | None, int | None, str | None]:
        return (
            self._form_ids.get(read.form.name) if read.form else None,
            self._unit_ids.get(read.unit) if read.unit else None,
            read.period.code if read.period else None,
        )

    def _place(self, one: submissions.Submission) -> tuple[int | None, int | None, str | None]:
        """A return's place, its form by the newest version."""
        if self._newest is None:
            self._newest = newest_ids(self._reader, self._campaign_id)
        return (self._newest.get(one.form_id or 0), one.unit_id, one.period)

    def standing(self, slot: Slot) -> Standing | None:
        """The return that speaks for a slot."""
        current = self._current_in(slot)
        return None if current is None else self._as_standing(current)

    def _as_standing(self, current: submissions.Submission) -> Standing:
        rows = records.of_submission(self._reader, current.id)
        return Standing(
            current.id,
            current.file,
            tuple(row.values for row in rows if row.state is not RecordState.WITHDRAWN),
            nil=current.state is SubmissionState.NIL,
            same_batch=self._batch_id is not None and current.batch_id == self._batch_id,
            counts=current.state in _SETTLED,
            sha256=current.sha256,
            is_late=current.is_late,
        )

    def typed_beside(self, slot: Slot) -> list[TypedBeside]:
        """The counted rows typed here, unless they stand for the slot alone and would be replaced."""
        current = self._current_in(slot)
        if current is None or is_typed(current):
            return []
        rows = typed_rows(self._reader, current)
        return [TypedBeside(row.row_number, row.digest, row.values) for row in rows]

    def digests_earlier(self, slot: Slot) -> Counter[str]:
        """The unit's counted rows of the same form in earlier periods and in those that are 定稿, by content."""
        return self._digests(slot, comes_first=True)

    def digests_later(self, slot: Slot) -> Counter[str]:
        """The unit's counted rows of the same form in later periods that are not 定稿 yet, by content."""
        return self._digests(slot, comes_first=False)

    def _digests(self, slot: Slot, *, comes_first: bool) -> Counter[str]:
        counted = self._counted(slot)
        closed = collections.closed_periods(self._reader, self._keys(slot)[0]) if counted else frozenset()
        own = slot.period
        wanted = [period for period in counted if period != own and precedes(period, own, closed) is comes_first]
        return sum((counted[period] for period in wanted), Counter())

    def _counted(self, slot: Slot) -> Mapping[Period, Counter[str]]:
        """The counted rows by period, read once: nothing is stored while returns are weighed."""
        keys = self._keys(slot)
        if self._seen is not None and not self._seen.has_sender(*keys):
            return {}
        if keys not in self._by_period:
            counted: dict[Period, Counter[str]] = defaultdict(Counter)
            for row in sent_before.rows_of_all_periods(self._reader, *keys):
                if row.counts:
                    counted[row.period][row.digest] += 1
            self._by_period[keys] = counted
        return self._by_period[keys]

    def sends_cumulatively(self, slot: Slot) -> bool | None:
        """What a person has ruled of this unit and form."""
        if self._seen is not None:
            return self._seen.is_ruled_cumulative(cumulative_subject(slot.unit, slot.form.name))
        return is_ruled_cumulative(self._reader, self._campaign_id, slot.unit, slot.form.name)

    def _current_in(self, slot: Slot) -> submissions.Submission | None:
        """The return that speaks for a slot, looked up once: nothing is stored while returns are weighed."""
        place = (*self._keys(slot), slot.period.code)
        if self._seen is not None and not self._seen.has_place(place):
            return None
        if place not in self._current:
            self._current[place] = current_of(self._reader, self._campaign_id, *place)
        return self._current[place]

    def _keys(self, slot: Slot) -> tuple[int, int]:
        unit_id = self._unit_ids.get(slot.unit)
        if unit_id is None:
            raise DeskError(f"名册中没有“{slot.unit}”，请先在名册里加上这家单位，或改指其他单位。")
        return self._form_ids[slot.form.name], unit_id


def current_of(
    reader: Reader, campaign_id: int, form_id: int, unit_id: int, period: str
) -> submissions.Submission | None:
    """The submission that speaks for a slot: a settled one before any that waits, a file before what was typed here.

    Of equals the latest; rows typed beside a file are no return that a later file would replace.
    """
    found = submissions.select_by(
        reader, campaign_id, form_id=form_id, unit_id=unit_id, period=period, states=CURRENT_STATES
    )
    found = tuple(one for one in found if not waits(one))
    return max(found, key=lambda one: (one.state in _SETTLED, bool(one.sha256), one.id), default=None)


def typed_rows(reader: Reader, one: submissions.Submission) -> list[records.Record]:
    """The counted rows that a person typed into the slot of a return."""
    typed = [
        other
        for other in submissions.select_by(
            reader,
            one.campaign_id,
            form_id=one.form_id,
            unit_id=one.unit_id,
            period=one.period,
            states=[SubmissionState.ACCEPTED],
        )
        if is_typed(other)
    ]
    rows = [row for other in typed for row in records.of_submission(reader, other.id)]
    return [row for row in rows if row.state is RecordState.LIVE]


def outdone_by(reader: Reader, one: submissions.Submission) -> list[submissions.Submission]:
    """The returns that one return sets aside once it counts, the settled ones first.

    They are the file that stood in its slot and every earlier one that waits or was sent back. What was typed here is
    set aside only where it came earlier and stood for the slot alone; else it is kept beside the file. Typed rows that
    wait for an error to be mended are never set aside.
    """
    found = [
        other
        for other in submissions.select_by(
            reader,
            one.campaign_id,
            form_id=one.form_id,
            unit_id=one.unit_id,
            period=one.period,
            states=CURRENT_STATES,
        )
        if other.id != one.id and not waits(other)
    ]
    settled = [other for other in found if other.state in _SETTLED]
    files = [other for other in settled if not is_typed(other)]
    return (files or [other for other in settled if other.id < one.id]) + [
        other for other in found if other.state not in _SETTLED and other.id < one.id
    ]


def waiting_after(reader: Reader, one: submissions.Submission) -> list[submissions.Submission]:
    """The later returns of the same slot that still wait."""
    found = submissions.select_by(
        reader,
        one.campaign_id,
        form_id=one.form_id,
        unit_id=one.unit_id,
        period=one.period,
        states=[SubmissionState.NEEDS_REVIEW],
    )
    return [other for other in found if other.id > one.id and not waits(other)]
