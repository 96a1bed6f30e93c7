"""收表: files taken in one by one, each in a transaction of its own, nothing lost and nothing stored half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.forms.definition import FormDefinition
from desk_app.forms.reading import Span
from desk_app.importing.converter import Converter
from desk_app.importing.helper_settings import Helper
from desk_app.importing.results import FileState
from desk_app.importing.returns import ReadContext, ReturnReader
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.batch_memory import BatchMemory
from desk_app.services.desk import Desk
from desk_app.services.given_files import GivenFile, list_given
from desk_app.services.intake import Intake, TakenReturn
from desk_app.services.judging import Judgement, judge_file
from desk_app.services.opened_files import Telling, opened
from desk_app.services.parcel_file import is_parcel
from desk_app.services.parcel_take import answer_parcel, look_at
from desk_app.services.read_ahead import MANY, ReadAhead
from desk_app.services.read_files import FileRead, context_for, rejected
from desk_app.services.safekeeping import backup_after_batch
from desk_app.storage.campaigns import Campaign

__all__ = ["Choices", "IntakeReport", "TakenReturn", "back_up_batch", "look_only", "take_in"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has said beforehand: the unit, form or period of all files, and another roster to go by.

    ``converter`` is the program for old files (.doc), the desk's own when None is named; ``answers`` decide what
    a 报送包 asks, by the question's key or its kind.
    """

    period: Period | None = None
    unit: str | None = None
    form: FormDefinition | None = None
    roster: Roster | None = None
    converter: Converter | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def context(self) -> ReadContext:
        """What every file is read with."""
        return ReadContext(self.period, self.unit, self.form, converter=self.converter)


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What a batch came to, in the order in which the files were read.

    ``remarks`` are sentences on the batch as a whole, such as a backup that could not be made; ``parcels`` are the
    报送包 of which nothing was taken, because something of them has to be decided first.
    """

    taken: tuple[TakenReturn, ...]
    batch_id: int | None = None
    remarks: tuple[str, ...] = ()
    parcels: tuple[Path, ...] = ()

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
    helper: Helper | None = None,
) -> IntakeReport:
    """Read and judge files as a batch would, storing nothing (``--dry-run``).

    With a ``helper`` no file takes more time or memory than in a batch.
    """
    memory = BatchMemory()
    given = list_given(paths)
    answers = {file.path: [look_at(file.path)] for file in given if is_parcel(file.path)}
    files = [file for file in given if file.path not in answers]
    reader = ReturnReader(forms, choices.roster or Roster(()))
    told = Telling(progress or Silent(), len(files))
    ahead = ReadAhead(reader, lambda file: context_for(file, choices.context, span), helper, many=len(files) >= MANY)
    for read in ahead.read(opened(files, told), told.again):
        taken = [TakenReturn(judgement) for judgement in _judged(read, memory)]
        answers.setdefault(read.file.path, []).extend(taken)
    return IntakeReport(tuple(taken for file in given for taken in answers.pop(file.path, ())))


def _judged(read: FileRead, memory: BatchMemory) -> list[Judgement]:
    """A file's returns as the batch so far lets them be judged."""
    judged = judge_file(read.reads, read.sha256, memory, says_correction=read.file.says_correction)
    for judgement in judged:
        memory.remember(judgement)
    if any(judgement.state not in {FileState.REJECTED, FileState.IGNORED} for judgement in judged):
        memory.remember_file(read.sha256, read.file.name)
    return judged


def take_in(
    desk: Desk,
    campaign: Campaign,
    paths: Sequence[Path],
    choices: Choices,
    progress: Progress | None = None,
    *,
    rows: bool = True,
    backs_up: bool = True,
) -> IntakeReport:
    """Take in all files below the paths, one transaction a file, and back the data up afterwards.

    A file that cannot be read from the disk is answered as rejected and the batch goes on. A trouble of the data
    folder itself (disk full) ends the batch: what was taken before stays, and this file and all behind it are answered
    as rejected, not stored. Cancelling keeps what was taken. Without ``rows`` the report does not hold the returns'
    rows, so that thousands of files take no more memory than a few. Without ``backs_up`` the caller does it.
    """
    listed = _outside_the_data(list_given(paths), desk.store.folder.root)
    parcels = [file.path for file in listed if is_parcel(file.path)]
    given = [file for file in listed if file.path not in parcels]
    if parcels and not given:
        return _with_parcels(desk, campaign, IntakeReport(()), parcels, choices, backs_up=backs_up)
    intake = intake_of(desk, campaign, choices)
    intake.begin("、".join(path.name for path in paths))
    answered: list[list[TakenReturn]] = []
    try:
        for answer in intake.take(given, progress or Silent()):
            answered.append(answer if rows else [taken.without_rows() for taken in answer])  # noqa: PERF401  stays when it fails
    except Cancelled:
        if backs_up and any(taken.id is not None for answer in answered for taken in answer):
            back_up_batch(desk)
        raise
    except DeskError as refusal:
        answered += [_not_taken(file, f"没有收入：{refusal}") for file in given[intake.answered :]]
    taken = tuple(taken for answer in answered for taken in answer)
    return _with_parcels(desk, campaign, IntakeReport(taken, intake.batch_id), parcels, choices, backs_up=backs_up)


def _with_parcels(
    desk: Desk, campaign: Campaign, report: IntakeReport, paths: Sequence[Path], choices: Choices, *, backs_up: bool
) -> IntakeReport:
    """The report with the parcels behind the files, each taken as a batch of its own, then the backup."""
    taken, waiting = list(report.taken), []
    for path in paths:
        answers, waits = answer_parcel(desk, campaign, path, choices.answers)
        taken += answers
        if waits:
            waiting.append(path)
    remarks = back_up_batch(desk) if backs_up else ()
    return IntakeReport(tuple(taken), report.batch_id, remarks, tuple(waiting))


def intake_of(desk: Desk, campaign: Campaign, choices: Choices) -> Intake:
    """A batch about to begin; DeskError when there is no roster yet."""
    known = replace(choices, converter=choices.converter or desk.converter)
    reader = ReturnReader(desk.versions_of(campaign), choices.roster or desk.roster())
    return Intake(desk, campaign, reader, known.context)


def back_up_batch(desk: Desk) -> tuple[str, ...]:
    """Back up after the batch; a backup that fails takes nothing from what was stored, and is said."""
    try:
        backup_after_batch(desk)
    except DeskError as refusal:
        return (f"已收的都已保存，但自动备份没有做成：{refusal}",)
    return ()


def _not_taken(file: GivenFile, said: str) -> list[TakenReturn]:
    return [TakenReturn(Judgement(read, read.state, read.problems)) for read in rejected(file, said).reads]


def _outside_the_data(given: list[GivenFile], data: Path) -> list[GivenFile]:
    """The files without the program's own, when the data folder lies below what was given."""
    return [file for file in given if data.resolve() not in file.path.resolve().parents]
