"""收扫描件: a folder of scans read page by page, each page known by its 识别码, every file kept byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from desk_app.importing.refusal import Refused
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader
from desk_app.importing.scan_reader import ScanReader
from desk_app.problems import DeskError, Level, Problem
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.given_files import GivenFile, list_given
from desk_app.services.opened_files import Telling, opened
from desk_app.services.read_files import FileRead, Opened, context_for
from desk_app.services.safekeeping import backup_after_batch
from desk_app.services.scanned_paper import is_noted
from desk_app.services.signing_content import ContentReader
from desk_app.services.signing_match import Matched, PageMatcher, numbered, page_words
from desk_app.storage import campaigns, prints, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.prints import NewPrint, ScanPage
from desk_app.storage.states import SubmissionState
from desk_app.storage.submissions import NewSubmission, Submission

TAKEN = "收扫描件"
UNKNOWN_PAGES = "scan_pages"
"""The code of what is said of a scan's pages that are not known."""


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """What became of one file: how many pages it has, how many were known, and what is to be said of the rest."""

    file: str
    pages: int = 0
    known: int = 0
    remarks: tuple[str, ...] = ()
    taken: bool = False


@dataclass(frozen=True, slots=True)
class ScanBatch:
    """A batch of scans; without a number where no file was taken, and then nothing is kept."""

    batch_id: int | None
    files: tuple[ScannedFile, ...]
    remarks: tuple[str, ...] = ()


def take_scans(
    desk: Desk, campaign: Campaign, paths: Sequence[Path], progress: Progress | None = None, *, backs_up: bool = True
) -> ScanBatch:
    """Read all scans below the paths and keep them, one step a file; nobody's paper is noted yet.

    One page is in memory at a time. A file that is no scan, or cannot be opened, is said and left. Cancelling keeps
    the files that were read before; 撤回本批 takes all of them back. Whoever backs up beside all else says so by
    ``backs_up``. DeskError when a path does not exist.
    """
    data = desk.store.folder.root.resolve()
    given = [one for one in list_given(paths) if data not in one.path.resolve().parents]
    told = _Pages(progress or Silent(), len(given))
    batch = _Batch(desk, campaign, "、".join(path.name for path in paths))
    files: list[ScannedFile] = []
    with ScanReader(desk.helper, told.again) as reader:
        for one in opened(given, told):
            if isinstance(one, FileRead):
                files += [ScannedFile(one.file.name, remarks=_said(one.reads[0]))] if _is_told(one) else []
            else:
                files.append(batch.take(one, reader, told))
    remarks = back_up_scans(desk) if backs_up and batch.batch_id is not None else ()
    return ScanBatch(batch.batch_id, tuple(files), remarks)


def back_up_scans(desk: Desk) -> tuple[str, ...]:
    """Back up after scans were taken; what is to be said where that was refused: the scans are kept all the same."""
    try:
        backup_after_batch(desk)
    except DeskError as refusal:
        return (f"扫描件都已保存，但自动备份没有做成：{refusal}",)
    return ()


def read_waiting(desk: Desk, campaign: Campaign, progress: Progress | None = None) -> int:
    """Read the codes of scans that came among other files (收表), known only by their names so far; how many were.

    A file is read once; one that cannot be opened stays as its name says.
    """
    with desk.store.read() as reader:
        scans = submissions.select_by(reader, campaign.id, states=[SubmissionState.SCAN])
        read = {page.submission_id for page in prints.pages_of(reader, [one.id for one in scans])}
    waiting = [one for one in scans if one.id not in read and one.original and not is_noted(one)]
    if not waiting or not desk.store.writable:
        return 0
    told = _Pages(progress or Silent(), len(waiting))
    batch = _Batch(desk, campaign, "")
    with ScanReader(desk.helper, told.again) as scan_reader:
        return sum(batch.read_again(place, one, scan_reader, told) for place, one in enumerate(waiting))


class _Pages(Telling):
    """Tells of the page that is read."""

    def page(self, place: int, name: str, number: int, count: int) -> None:
        """Tell that a page is next; raises Cancelled when a person has stopped it."""
        self.step(place, f"{name}　第{number + 1}页，共{count}页" if count > 1 else name)


class _Batch:
    """One batch under way; each file is kept with its pages by a step of its own."""

    def __init__(self, desk: Desk, campaign: Campaign, source: str) -> None:
        self._desk, self._campaign, self._source = desk, campaign, source
        self._by_name = ReturnReader(desk.forms_of(campaign), desk.roster())
        self._actor = desk.actor
        self.batch_id: int | None = None
        self._place = 0
        with desk.store.read() as reader:
            self._matcher = PageMatcher(reader, campaign)
            self._units = roster.unit_ids(reader)
            self._forms = {one.name: one.id for one in campaigns.forms_of(reader, campaign.id)}

    def take(self, one: Opened, reader: ScanReader, told: _Pages) -> ScannedFile:
        """Read one scan and keep it; what cannot be opened is said and not kept."""
        name, place = one.file.name, self._place
        self._place = max(self._place, one.through)
        try:
            count = reader.open(one.content)
        except Refused as refusal:
            return ScannedFile(name, remarks=(str(refusal),))
        pages = []
        for number in range(count):
            told.page(place, name, number, count)
            pages.append(self._matcher.match(number, reader.read(number)))
        read = one.read(self._by_name.read(one.source, self._context(one.file)))
        if not read.sha256 or read.reads[0].state is not FileState.SCAN:
            return ScannedFile(name, count, remarks=_said(read.reads[0]))
        return self._keep(read, pages)

    def read_again(self, number: int, one: Submission, reader: ScanReader, told: _Pages) -> bool:
        """Read a scan that lies there by its codes; whether any page is known now."""
        try:
            count = reader.open(self._desk.store.originals.read(one.original))
        except (Refused, DeskError):
            count = 0
        pages = []
        for place in range(count):
            told.page(number, one.file, place, count)
            pages.append(self._matcher.match(place, reader.read(place)))
        known = [page for page in pages if page.code is not None]
        store, at = self._desk.store, self._desk.clock()
        with store.operation(TAKEN, actor=self._actor, at=at, campaign_id=self._campaign.id, summary=one.file) as op:
            if not known:
                prints.add_pages(op, [_page(one.id, None, page) for page in pages or [Matched(0)]])
                return False
            new = NewSubmission(
                campaign_id=self._campaign.id, batch_id=one.batch_id, file=one.file, state=SubmissionState.SCAN,
                received_at=one.received_at, original=Original(one.original, one.sha256, one.size),
            )  # fmt: skip
            self._keep_papers(op, new, known, count)
            loose = [page for page in pages if page.code is None]
            if loose:
                self._keep_loose(op, new, loose, None)
            submissions.set_state(op, [one.id], SubmissionState.WITHDRAWN)
        return True

    def _context(self, file: GivenFile) -> ReadContext:
        return context_for(file, ReadContext(), (self._campaign.outline.start, self._campaign.outline.end))

    def _keep(self, read: FileRead, pages: Sequence[Matched]) -> ScannedFile:
        name, count = read.file.name, len(pages)
        loose = [one for one in pages if one.code is None]
        store, at = self._desk.store, self._desk.clock()
        with store.operation(TAKEN, actor=self._actor, at=at, campaign_id=self._campaign.id, summary=name) as op:
            if _is_known(op, self._campaign, read.sha256):
                return ScannedFile(name, count, remarks=("同一份文件已收过，没有再收",))
            if self.batch_id is None:
                self.batch_id = submissions.start_batch(op, source=self._source, name=self._source)
            original = store.originals.keep_bytes(read.content, PurePosixPath(name).name)
            new = NewSubmission(
                campaign_id=self._campaign.id, batch_id=self.batch_id, file=name, state=SubmissionState.SCAN,
                received_at=op.at, original=original,
            )  # fmt: skip
            self._keep_papers(op, new, [one for one in pages if one.code is not None], count)
            if loose:
                self._keep_loose(op, new, loose, read.reads[0] if len(loose) == count else None)
        return ScannedFile(name, count, count - len(loose), tuple(page_words(loose, count)), taken=True)

    def _keep_papers(self, op: Operation, new: NewSubmission, pages: Sequence[Matched], count: int) -> None:
        """A submission for each paper that the file has pages of; a file may hold many units' papers."""
        mine: dict[int, list[Matched]] = {}
        for one in pages:
            mine.setdefault(self._print_of(op, one), []).append(one)
        for print_id, own in mine.items():
            code = own[0].code
            if code is None:
                continue
            form_id, unit_id, period = self._matcher.place_of(code)
            sheet = "" if len(own) == count else numbered([one.place + 1 for one in own])
            placed = replace(new, form_id=form_id, unit_id=unit_id, period=period, sheet=sheet)
            submission_id = submissions.add(op, placed)
            prints.add_pages(op, [_page(submission_id, print_id, one) for one in own])

    def _print_of(self, op: Operation, one: Matched) -> int:
        """The print that a page names; one that was not noted here is known by its check code alone."""
        if one.code is None:
            raise ValueError("a page without a code names no print")
        place, check = self._matcher.place_of(one.code), one.code.check
        known = prints.find(op, *place, check)
        if known is not None:
            return known.id
        now = ContentReader(op, self._campaign, (place[2],), (place[1],)).as_print(place)
        if now is None or now.code != check:
            form_id, unit_id, period = place
            now = NewPrint(campaign_id=self._campaign.id, form_id=form_id, unit_id=unit_id, period=period, code=check,
                           content=None)  # fmt: skip
        return prints.keep(op, replace(now, revision=one.code.revision), printed=False)

    def _keep_loose(
        self, op: Operation, new: NewSubmission, loose: Sequence[Matched], named: ReadReturn | None
    ) -> None:
        """The pages that are not known; of a file without any code its name proposes whose it is."""
        said = page_words(loose, 1 if len(loose) == 1 and named is not None else len(loose) + 1)
        problems = tuple(Problem("扫描件", Level.WARNING, one, UNKNOWN_PAGES) for one in said)
        told = replace(new, problems=problems)
        if named is None:
            told = replace(told, sheet=numbered([one.place + 1 for one in loose]))
        else:
            told = replace(
                told,
                form_id=self._forms.get(named.form.name) if named.form else None,
                unit_id=self._units.get(named.unit) if named.unit else None,
                period=named.period.code if named.period else None,
                month=named.month,
                proposed_unit=named.proposed_unit or "",
                written_unit=named.written_unit,
            )
        submission_id = submissions.add(op, told)
        prints.add_pages(op, [_page(submission_id, None, one) for one in loose])


def _page(submission_id: int, print_id: int | None, one: Matched) -> ScanPage:
    number, pages = (one.code.page, one.code.pages) if one.code is not None else (0, 0)
    return ScanPage(submission_id, print_id, one.place, number, pages, one.turned)


def _is_known(op: Operation, campaign: Campaign, sha256: str) -> bool:
    known = submissions.with_content(op, sha256)
    return any(one.campaign_id == campaign.id and one.state is SubmissionState.SCAN for one in known)


def _is_told(read: FileRead) -> bool:
    return read.reads[0].state is not FileState.IGNORED


def _said(read: ReadReturn) -> tuple[str, ...]:
    return tuple(problem.message for problem in read.problems) or ("不是扫描件，没有收",)
