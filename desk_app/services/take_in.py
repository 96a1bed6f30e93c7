"""收表: files taken in one by one, each in a transaction of its own, nothing lost and nothing stored half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.forms.definition import FormDefinition
from desk_app.forms.reading import Span
from desk_app.importing.converter import Converter
from desk_app.importing.gate import MAX_SIZE
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile, is_clutter
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError, Level, Problem
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.given_files import GivenFile, list_given
from desk_app.services.judging import Judgement, judge
from desk_app.services.memory import BatchMemory, StoredMemory, outdone_by
from desk_app.services.repeats import count_again, mark_later
from desk_app.services.safekeeping import backup_after_batch
from desk_app.storage import campaigns, collections, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.states import RecordState, SubmissionState

_KEPT = {
    FileState.ACCEPTED: SubmissionState.ACCEPTED,
    FileState.NEEDS_REVIEW: SubmissionState.NEEDS_REVIEW,
    FileState.REJECTED: SubmissionState.REJECTED,
    FileState.NIL: SubmissionState.NIL,
    FileState.SCAN: SubmissionState.SCAN,
    FileState.DUPLICATE: SubmissionState.DUPLICATE,
}
_ANSWERS = {SubmissionState.ACCEPTED, SubmissionState.NIL, SubmissionState.NEEDS_REVIEW}
_REPLACES = {SubmissionState.ACCEPTED, SubmissionState.NIL}


class ChangedWhileReadError(DeskError):
    """One file was being written while it was read; the others of its batch are taken all the same."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has said beforehand: the unit, form or period of all files, and another roster to go by.

    ``converter`` is the program for old files (.doc), the desk's own when None is named.
    """

    period: Period | None = None
    unit: str | None = None
    form: FormDefinition | None = None
    roster: Roster | None = None
    converter: Converter | None = None


@dataclass(frozen=True, slots=True)
class TakenReturn:
    """One return as it was judged; ``id`` is its 来表号, None in a dry run and for ignored files."""

    judgement: Judgement
    id: int | None = None

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody has to look at it."""
        return self.judgement.state in {FileState.NEEDS_REVIEW, FileState.REJECTED}


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What a batch came to, in the order in which the files were read.

    ``remarks`` are sentences on the batch as a whole, such as a backup that could not be made.
    """

    taken: tuple[TakenReturn, ...]
    batch_id: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """Whether anything of it has to be looked at."""
        return bool(self.remarks) or any(taken.needs_a_person for taken in self.taken)

    def count(self, state: FileState) -> int:
        """How many returns came to a state."""
        return sum(taken.judgement.state is state for taken in self.taken)


def look_only(
    forms: Sequence[FormDefinition],
    paths: Sequence[Path],
    choices: Choices,
    progress: Progress | None = None,
    *,
    span: Span | None = None,
) -> IntakeReport:
    """Read and judge files as a batch would, storing nothing (``--dry-run``)."""
    memory = BatchMemory()
    taken: list[TakenReturn] = []
    reader = ReturnReader(forms, choices.roster or Roster(()))
    given = list_given(paths)
    for place, file in enumerate(given):
        (progress or Silent()).step(place, len(given), file.name)
        reads, sha256 = _read(file, reader, choices, span)
        judged = [judge(read, sha256, memory, says_correction=file.says_correction) for read in reads]
        for judgement in judged:
            memory.remember(judgement)
        if any(judgement.state not in {FileState.REJECTED, FileState.IGNORED} for judgement in judged):
            memory.remember_file(sha256, file.name)
        taken.extend(TakenReturn(judgement) for judgement in judged)
    return IntakeReport(tuple(taken))


class Intake:
    """One batch under way: what all its files share, and the taking-in of one file."""

    def __init__(self, desk: Desk, campaign: Campaign, choices: Choices) -> None:
        self._desk = desk
        self._campaign = campaign
        self._choices = replace(choices, converter=choices.converter or desk.converter)
        self._actor = desk.actor
        with desk.store.read() as reader:
            self._forms = campaigns.forms_of(reader, campaign.id)
            self._unit_ids = roster.unit_ids(reader)
        self._form_ids = {form.name: form.id for form in self._forms}
        self._reader = ReturnReader([form.definition for form in self._forms], choices.roster or desk.roster())
        self.batch_id: int | None = None

    def begin(self, source: str) -> None:
        """Note the batch, so that all its files can be taken back together."""
        with self._operation("收表开始", source) as op:
            self.batch_id = submissions.start_batch(op, source=source, name=source)

    def take(self, file: GivenFile) -> list[TakenReturn]:
        """Take one file in: its original kept and all its returns stored, or nothing of it."""
        span = (self._campaign.outline.start, self._campaign.outline.end)
        reads, sha256 = _read(file, self._reader, self._choices, span)
        if not sha256:
            return [TakenReturn(Judgement(read, read.state, read.problems)) for read in reads]
        with self._operation("收表", file.name) as op:
            memory = StoredMemory(op, self._campaign.id, self._form_ids, self._unit_ids, self.batch_id)
            judged = [judge(read, sha256, memory, says_correction=file.says_correction) for read in reads]
            original = self._desk.store.originals.keep(file.path)
            if original.sha256 != sha256:
                raise ChangedWhileReadError(f"文件“{file.name}”在读取时被改动了，请稍后再收一次。")
            return [TakenReturn(judgement, self._store(op, judgement, original)) for judgement in judged]

    def _operation(self, name: str, summary: str) -> AbstractContextManager[Operation]:
        return self._desk.store.operation(
            name, actor=self._actor, at=self._desk.clock(), campaign_id=self._campaign.id, summary=summary
        )

    def _store(self, op: Operation, judgement: Judgement, original: Original) -> int:
        read = judgement.read
        state = _KEPT[judgement.state]
        form_id = self._form_ids.get(read.form.name) if read.form else None
        unit_id = self._unit_ids.get(read.unit) if read.unit else None
        period = read.period.code if read.period else None
        keeps_rows = state in {SubmissionState.ACCEPTED, SubmissionState.NEEDS_REVIEW} and form_id is not None
        new = submissions.NewSubmission(
            campaign_id=self._campaign.id,
            batch_id=self.batch_id,
            file=read.file,
            sheet=read.sheet,
            state=state,
            received_at=op.at,
            original=original,
            form_id=form_id,
            unit_id=unit_id,
            period=period,
            month=read.month,
            proposed_unit=read.proposed_unit or "",
            written_unit=read.written_unit,
            is_late=self._is_late(read, op),
            cumulative=judgement.is_cumulative,
            problems=judgement.problems,
            row_count=len(read.rows),
        )
        submission_id = submissions.add(op, new)
        if keeps_rows and form_id is not None:
            records.add_many(
                op,
                new_records(judgement),
                campaign_id=self._campaign.id,
                form_id=form_id,
                unit_id=unit_id,
                period=period,
                submission_id=submission_id,
            )
        if state in _REPLACES and None not in (form_id, unit_id, period):
            kept = submissions.get(op, submission_id)
            outdone = outdone_by(op, kept)
            for other in outdone:
                submissions.supersede(op, other.id, submission_id)
            if judgement.overtakes:
                mark_later(op, kept)
            count_again(op, outdone)
        if judgement.answers is not None and state in _ANSWERS:
            submissions.supersede(op, judgement.answers, submission_id)
        return submission_id

    def _is_late(self, read: ReadReturn, op: Operation) -> bool:
        if read.form is None or read.period is None:
            return False
        return collections.is_late(op, self._campaign.id, read.form.name, read.period.code, op.at)


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


def take_in(
    desk: Desk,
    campaign: Campaign,
    paths: Sequence[Path],
    choices: Choices,
    progress: Progress | None = None,
) -> IntakeReport:
    """Take in all files below the paths, one transaction a file, and back the data up afterwards.

    A file that cannot be read from the disk is answered as rejected and the batch goes on. A trouble of the data
    folder itself (disk full) ends the batch: what was taken before stays, and this file and all behind it are answered
    as rejected, not stored. Cancelling between two files keeps what was taken.
    """
    given = _outside_the_data(list_given(paths), desk.store.folder.root)
    intake = Intake(desk, campaign, choices)
    intake.begin("、".join(path.name for path in paths))
    taken: list[TakenReturn] = []
    for place, file in enumerate(given):
        (progress or Silent()).step(place, len(given), file.name)
        try:
            taken.extend(intake.take(file))
        except ChangedWhileReadError as refusal:
            taken.append(TakenReturn(_rejected(file, f"没有收入：{refusal}")))
        except DeskError as refusal:
            said = f"没有收入：{refusal}"
            taken.extend(TakenReturn(_rejected(unread, said)) for unread in given[place:])
            break
    return IntakeReport(tuple(taken), intake.batch_id, tuple(_back_up(desk)))


def _back_up(desk: Desk) -> Iterator[str]:
    """Back up after the batch; a backup that fails takes nothing from what was stored, and is said."""
    try:
        backup_after_batch(desk)
    except DeskError as refusal:
        yield f"已收的都已保存，但自动备份没有做成：{refusal}"


def _rejected(file: GivenFile, said: str) -> Judgement:
    read = _unreadable(file, said)
    return Judgement(read, read.state, read.problems)


def _outside_the_data(given: list[GivenFile], data: Path) -> list[GivenFile]:
    """The files without the program's own, when the data folder lies below what was given."""
    return [file for file in given if data.resolve() not in file.path.resolve().parents]


def _read(file: GivenFile, reader: ReturnReader, choices: Choices, span: Span | None) -> tuple[list[ReadReturn], str]:
    """The returns that a file holds and its SHA-256; what the disk does not give is one rejected return."""
    context = ReadContext(choices.period, choices.unit, choices.form, span, file.given_folder, choices.converter)
    if is_clutter(file.name):
        return [ReadReturn(file.name, FileState.IGNORED)], ""
    try:
        size = file.path.stat().st_size
        data = b"" if size > MAX_SIZE else file.path.read_bytes()
    except OSError as error:
        return [_unreadable(file, f"读不出来（{reason_of(error)}），请确认U盘插好、文件没有被占用，再收一次")], ""
    if size > MAX_SIZE:
        return [
            _unreadable(file, f"有{size // 1_048_576}MB，超过{MAX_SIZE // 1_048_576}MB，不像是填报的表，请核对")
        ], ""
    return reader.read(SourceFile(file.name, data), context), hashlib.sha256(data).hexdigest()


def _unreadable(file: GivenFile, said: str) -> ReadReturn:
    return ReadReturn(file.name, FileState.REJECTED, problems=(Problem("文件", Level.ERROR, said, "unreadable"),))
