"""One batch of returns on its way into the database: weighed, their originals kept, all or nothing of each file."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Progress
from desk_app.services.closing_aside import kept_aside, standing_closings
from desk_app.services.cross_return import held_against_others
from desk_app.services.desk import Desk
from desk_app.services.given_files import GivenFile
from desk_app.services.judging import Judgement, judge_file
from desk_app.services.memory import StoredMemory, outdone_by
from desk_app.services.opened_files import Telling, opened
from desk_app.services.read_ahead import MANY, ReadAhead
from desk_app.services.read_files import FileRead, context_for
from desk_app.services.remembered import with_memory
from desk_app.services.repeats import count_again, mark_later, weigh_waiting
from desk_app.services.seen import Seen
from desk_app.storage import campaigns, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.group import OperationGroup
from desk_app.storage.operations import Operation, OperationHead
from desk_app.storage.originals import Original
from desk_app.storage.shelf import Shelf
from desk_app.storage.states import RecordState, SubmissionState

_KEPT = {
    FileState.ACCEPTED: SubmissionState.ACCEPTED,
    FileState.NEEDS_REVIEW: SubmissionState.NEEDS_REVIEW,
    FileState.REJECTED: SubmissionState.REJECTED,
    FileState.NIL: SubmissionState.NIL,
    FileState.SCAN: SubmissionState.SCAN,
    FileState.DUPLICATE: SubmissionState.DUPLICATE,
}
_ANSWERS = {SubmissionState.ACCEPTED, SubmissionState.NIL, SubmissionState.NEEDS_REVIEW, SubmissionState.SCAN}
_REPLACES = {SubmissionState.ACCEPTED, SubmissionState.NIL}
MOST_TOGETHER = 50
"""How many files one commit keeps at the most."""
_LARGEST_TOGETHER = 32 << 20
_LONGEST_TOGETHER = 0.5


@dataclass(frozen=True, slots=True)
class TakenReturn:
    """One return as it was judged; ``id`` is its 来表号, None in a dry run and for ignored files."""

    judgement: Judgement
    id: int | None = None

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody has to look at it."""
        return self.judgement.state in {FileState.NEEDS_REVIEW, FileState.REJECTED}

    def without_rows(self) -> TakenReturn:
        """The same answer without the rows that are kept by now, here and in what it replaces."""
        read, replaced = replace(self.judgement.read, rows=()), self.judgement.replaces
        light = replace(replaced, rows=()) if replaced is not None else None
        return replace(self, judgement=replace(self.judgement, read=read, digests=(), repeated=(), replaces=light))


class Intake:
    """One batch under way: what all its files share, and the taking-in of its files.

    Several files share one commit, which costs the disk more than all else; each is kept whole or not at all, and is
    answered for only after the commit.
    """

    def __init__(self, desk: Desk, campaign: Campaign, reader: ReturnReader, context: ReadContext) -> None:
        self._desk = desk
        self._campaign = campaign
        self._context = context
        self._reader = reader
        self._actor = desk.actor
        with desk.store.read() as view:
            self._form_ids = {form.name: form.id for form in campaigns.forms_of(view, campaign.id)}
            versions = campaigns.forms_of(view, campaign.id, all_versions=True)
            self._version_ids = {(form.name, form.version): form.id for form in versions}
            self._unit_ids = roster.unit_ids(view)
            self._seen = Seen(view, campaign.id)
        self.batch_id: int | None = None
        self.answered = 0
        """How many of the files given are answered for and kept as a whole."""

    def begin(self, source: str) -> None:
        """Note the batch, so that all its files can be taken back together."""
        head = self._head("收表开始")
        with self._desk.store.operation(
            head.name, actor=head.actor, at=head.at, campaign_id=head.campaign_id, summary=source
        ) as op:
            self.batch_id = submissions.start_batch(op, source=source, name=source)

    def take(self, files: Sequence[GivenFile], progress: Progress) -> Iterator[list[TakenReturn]]:
        """Take files in and answer for each (those inside an archive one by one), in their order, once it is kept.

        Cancelling keeps what was read before. DeskError when the data folder itself fails; files that were not
        answered for are then not kept.
        """
        told = Telling(progress, len(files))
        ahead = ReadAhead(self._reader, self._context_of, self._desk.helper, many=len(files) >= MANY)
        together: list[FileRead] = []
        begun = time.monotonic()
        try:
            for read in ahead.read(opened(files, told), told.again):
                if _is_enough(together) or time.monotonic() - begun > _LONGEST_TOGETHER:
                    yield from self._keep(together)
                    together, begun = [], time.monotonic()
                together.append(read)
        except Cancelled:
            yield from self._keep(together)
            raise
        yield from self._keep(together)

    def _context_of(self, file: GivenFile) -> ReadContext:
        return context_for(file, self._context, (self._campaign.outline.start, self._campaign.outline.end))

    def _keep(self, together: Sequence[FileRead]) -> Iterator[list[TakenReturn]]:
        """Keep files by one commit; where that fails, one by one, so that all are kept for which there is room."""
        try:
            answers = self._keep_by_one_commit(together)
        except DeskError:
            if len(together) < 2:
                raise
        else:
            yield from answers
            return
        for one in together:
            yield from self._keep_by_one_commit([one])

    def _keep_by_one_commit(self, together: Sequence[FileRead]) -> list[list[TakenReturn]]:
        if not any(read.sha256 for read in together):
            self.answered = max([self.answered, *(read.through for read in together)])
            return [_unkept(read) for read in together]
        with self._desk.store.originals.shelf() as shelf, self._desk.store.group() as group:
            answers = [self._keep_file(group, shelf, read) if read.sha256 else _unkept(read) for read in together]
            shelf.settle()
        self.answered = max([self.answered, *(read.through for read in together)])
        return answers

    def _keep_file(self, group: OperationGroup, shelf: Shelf, read: FileRead) -> list[TakenReturn]:
        with group.operation(self._head("收表"), read.file.name) as op:
            memory = StoredMemory(op, self._campaign.id, self._form_ids, self._unit_ids, self.batch_id, self._seen)
            says_correction = read.file.says_correction
            known = [with_memory(one, op, self._campaign.id) for one in read.reads]
            judged = judge_file(known, read.sha256, memory, says_correction=says_correction)
            if closed := standing_closings(op, self._campaign.id):
                judged = [kept_aside(one, closed, is_late=self._is_late(one.read, op)) for one in judged]
            judged = [held_against_others(one, op, self._campaign, self._unit_ids) for one in judged]
            original = shelf.keep(read.content, read.sha256, PurePosixPath(read.file.name).name)
            return [TakenReturn(judgement, self._store(op, judgement, original)) for judgement in judged]

    def _head(self, name: str) -> OperationHead:
        return OperationHead(name, self._actor, self._desk.clock(), self._campaign.id)

    def _store(self, op: Operation, judgement: Judgement, original: Original) -> int:
        new = self._new(op, judgement, original)
        submission_id = submissions.add(op, new)
        place = (self._newest(judgement.read), new.unit_id, new.period)
        is_first = not self._seen.has_place(place)
        has_sent = new.form_id is not None and new.unit_id is not None and self._seen.has_sender(*place[:2])
        self._seen.add(original.sha256, place)
        if new.state in {SubmissionState.ACCEPTED, SubmissionState.NEEDS_REVIEW} and new.form_id is not None:
            records.add_many(
                op,
                new_records(judgement),
                campaign_id=self._campaign.id,
                form_id=new.form_id,
                unit_id=new.unit_id,
                period=new.period,
                submission_id=submission_id,
            )
        if new.state in _REPLACES and None not in place and not (is_first and not judgement.overtakes):
            _set_aside(op, submissions.get(op, submission_id), judgement)
        if has_sent and new.form_id is not None and new.unit_id is not None and new.state in _REPLACES:
            weigh_waiting(op, new.form_id, new.unit_id)
        if judgement.answers is not None and new.state in _ANSWERS:
            submissions.supersede(op, judgement.answers, submission_id)
        return submission_id

    def _new(self, op: Operation, judgement: Judgement, original: Original) -> submissions.NewSubmission:
        read = judgement.read
        return submissions.NewSubmission(
            campaign_id=self._campaign.id,
            batch_id=self.batch_id,
            file=read.file,
            sheet=read.sheet,
            state=_KEPT[judgement.state],
            received_at=op.at,
            original=original,
            form_id=self._version_ids[read.form.name, read.form.version] if read.form else None,
            unit_id=self._unit_ids.get(read.unit) if read.unit else None,
            period=read.period.code if read.period else None,
            month=read.month,
            proposed_unit=read.proposed_unit or "",
            written_unit=read.written_unit,
            is_late=self._is_late(read, op),
            cumulative=judgement.is_cumulative,
            problems=judgement.problems,
            row_count=len(read.rows),
        )

    def _newest(self, read: ReadReturn) -> int | None:
        """The form by which a place is known, whichever version the return is of."""
        return self._form_ids.get(read.form.name) if read.form else None

    def _is_late(self, read: ReadReturn, op: Operation) -> bool:
        if read.form is None or read.period is None:
            return False
        return self._seen.is_late(op, read.form.name, read.period.code, op.at)


def _set_aside(op: Operation, kept: submissions.Submission, judgement: Judgement) -> None:
    """Let a return that counts take the place of what stood there."""
    outdone = outdone_by(op, kept)
    for other in outdone:
        submissions.supersede(op, other.id, kept.id)
    if judgement.overtakes:
        mark_later(op, kept)
    count_again(op, outdone)


def _is_enough(together: Sequence[FileRead]) -> bool:
    return len(together) >= MOST_TOGETHER or sum(len(read.content) for read in together) > _LARGEST_TOGETHER


def _unkept(read: FileRead) -> list[TakenReturn]:
    """The answer for a file of which nothing is kept: clutter, or what the disk does not give."""
    return [TakenReturn(Judgement(one, one.state, one.problems)) for one in read.reads]


def new_records(judgement: Judgement) -> list[records.NewRecord]:
    """The rows of a judged return as they are kept, each with the cells it came from."""
    return [
        records.NewRecord(
            row_number=row.number,
            values=row.values,
            occurred_on=row.occurred_on,
            state=RecordState.REPEATED if is_repeat else RecordState.LIVE,
            sheet=row.sheet,
            cell=row.area,
            raw=row.raw,
            extra=row.extra,
            digest=digest,
        )
        for row, digest, is_repeat in zip(judgement.read.rows, judgement.digests, judgement.repeated, strict=True)
    ]
