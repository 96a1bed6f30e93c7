"""The papers that lie scanned: put together from their pages, with what is missing, double or no longer equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.paper_code import spaced, typed
from desk_app.problems import DeskError, Level, Problem
from desk_app.services.desk import Desk
from desk_app.services.scanned_paper import CONFIRMED, is_noted
from desk_app.services.signing import DIFFERS, is_still, note_paper
from desk_app.services.signing_content import ContentReader
from desk_app.services.signing_match import numbered
from desk_app.services.signing_scans import UNKNOWN_PAGES
from desk_app.storage import campaigns, papers, prints, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.prints import Print, ScanPage
from desk_app.storage.reader import Reader
from desk_app.storage.states import PaperState, SubmissionState
from desk_app.storage.submissions import Submission

_NO_CODE_WORD = "识别码认不出"


@dataclass(frozen=True, slots=True)
class PageAt:
    """Where a page lies: the kept file and the place in it (from 0), and by how much it is turned."""

    original: str
    file: str
    place: int
    number: int
    turned: int


@dataclass(frozen=True, slots=True)
class ScanPaper:
    """One paper as it was scanned, or the pages of one file that nobody knows (``known`` is False).

    ``scans`` are the submissions it lies in; ``unit``, ``form`` and ``period`` are empty where they are still to be
    named; ``problems`` say what is to be looked at, ``state`` is what was noted, None while nothing was.
    """

    scans: tuple[int, ...]
    known: bool
    unit: str
    form: str
    period: Period | None
    revision: int
    code: str
    of: int
    pages: tuple[PageAt, ...]
    problems: tuple[str, ...]
    state: PaperState | None = None
    print_id: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every page is there once and the data says what was signed."""
        return self.known and not self.problems

    @property
    def missing(self) -> str:
        """缺第2页: the pages of a known paper that were not scanned, empty where none is missing."""
        there = {one.number for one in self.pages}
        gone = [number for number in range(1, self.of + 1) if number not in there] if self.known else []
        return f"缺{numbered(gone)}" if gone else ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is still to be named before it can be noted."""
        said = (("单位", self.unit), ("报表", self.form), ("期次", self.period))
        return tuple(word for word, told in said if not told)

    @property
    def which(self) -> str:
        """第2稿 识别码 8F3K-Q2MX; of an unknown one the file's name."""
        return f"第{self.revision}稿　识别码 {spaced(self.code)}" if self.known else self.pages[0].file


def scan_papers(
    desk: Desk, campaign: Campaign, batch_id: int | None = None, among: Collection[int] | None = None
) -> tuple[ScanPaper, ...]:
    """The scans of a batch, or all that nobody has noted yet, as papers in the bureau's order; unknown pages last.

    Pages of the same print that came in another batch and are not noted yet stand with their paper. ``among`` asks
    for those scans alone, noted or not: a list that is looked at stays the same list.
    """
    with desk.store.read() as reader:
        scans = submissions.select_by(reader, campaign.id, states=[SubmissionState.SCAN])
        pages = prints.pages_of(reader, [one.id for one in scans])
        view = _View(reader, campaign, scans, pages)
        if among is not None:
            wanted = {one.id for one in scans if one.id in among}
        else:
            wanted = {one.id for one in scans if (batch_id is None and not is_noted(one)) or one.batch_id == batch_id}
        found = [view.paper(print_id, ids) for print_id, ids in view.by_print() if wanted & set(ids)]
        loose = [view.loose(one) for one in scans if one.id in wanted and one.id in view.unknown]
    found.sort(key=view.order)
    return (*found, *loose)


class _View:
    """All scans of a campaign with what their pages are, read once."""

    def __init__(
        self, reader: Reader, campaign: Campaign, scans: Sequence[Submission], pages: Sequence[ScanPage]
    ) -> None:
        self._scans = {one.id: one for one in scans}
        self._pages: dict[int, list[ScanPage]] = {}
        for page in pages:
            self._pages.setdefault(page.submission_id, []).append(page)
        self._names = roster.unit_names(reader)
        self._order = {name: place for place, name in enumerate(roster.unit_ids(reader))}
        self._forms = {one.id: one for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
        self._prints = prints.get_many(reader, [one.print_id for one in pages if one.print_id], whole=False)
        periods = {one.period for one in self._prints.values()}
        self._content = ContentReader(reader, campaign, tuple(periods))
        self._papers = {one.submission_id: one for one in papers.of_campaign(reader, campaign.id) if one.submission_id}
        self.unknown = {one.id for one in scans if all(page.print_id is None for page in self._pages.get(one.id, ()))}

    def by_print(self) -> list[tuple[int, tuple[int, ...]]]:
        """The scans that hold pages of the same print; those noted already stand apart from those that are not."""
        found: dict[tuple[int, bool], list[int]] = {}
        for submission_id, pages in self._pages.items():
            if pages[0].print_id is not None and submission_id in self._scans:
                key = (pages[0].print_id, is_noted(self._scans[submission_id]))
                found.setdefault(key, []).append(submission_id)
        return [(print_id, tuple(ids)) for (print_id, _), ids in found.items()]

    def paper(self, print_id: int, ids: tuple[int, ...]) -> ScanPaper:
        """One known paper, its pages in their order."""
        print_ = self._prints[print_id]
        own = [page for submission_id in ids for page in self._pages[submission_id]]
        own.sort(key=lambda page: (page.number, page.submission_id, page.place))
        of = max(page.pages for page in own)
        noted = next((self._papers[one] for one in ids if one in self._papers), None)
        return ScanPaper(
            scans=ids,
            known=True,
            unit=self._names[print_.unit_id],
            form=self._forms[print_.form_id].name,
            period=parse_period(print_.period),
            revision=print_.revision,
            code=print_.code,
            of=of,
            pages=tuple(map(self._at, own)),
            problems=tuple(self._said(print_, own, of)),
            state=noted.state if noted else None,
            print_id=print_id,
        )

    def loose(self, one: Submission) -> ScanPaper:
        """A file, or its pages, that no code tells of."""
        period = parse_period(one.period) if one.period else None
        unit = self._names.get(one.unit_id or 0, one.proposed_unit)
        form = self._forms[one.form_id].name if one.form_id is not None else ""
        own = self._pages.get(one.id) or [ScanPage(one.id, None, 0, 0, 0, 0)]
        said = tuple(problem.message for problem in one.problems if problem.code == UNKNOWN_PAGES)
        noted = self._papers.get(one.id)
        return ScanPaper(
            scans=(one.id,),
            known=False,
            unit=unit,
            form=form,
            period=period,
            revision=0,
            code="",
            of=len(own),
            pages=tuple(map(self._at, own)),
            problems=said or (_NO_CODE_WORD,),
            state=noted.state if noted else None,
        )

    def order(self, one: ScanPaper) -> tuple[int, str, int]:
        """By forms, periods and the bureau's order of units."""
        positions = {form.name: form.position for form in self._forms.values()}
        return (positions[one.form], one.period.code if one.period else "", self._order.get(one.unit, 0))

    def _at(self, page: ScanPage) -> PageAt:
        scan = self._scans[page.submission_id]
        return PageAt(scan.original, scan.file, page.place, page.number, page.turned)

    def _said(self, print_: Print, own: Sequence[ScanPage], of: int) -> list[str]:
        counted = Counter(page.number for page in own)
        missing = [number for number in range(1, of + 1) if number not in counted]
        double = sorted(number for number, count in counted.items() if count > 1)
        said = [f"缺{numbered(missing)}"] if missing else []
        said += [f"{numbered(double)}有两张以上"] if double else []
        more = sum(number > of for number in counted)
        said += [f"多出{more}页"] if more else []
        place = self._content.place(print_.form_id, print_.unit_id, print_.period)
        if not is_still(self._content, place, print_):
            said.append(DIFFERS)
        return said


def name_by_code(desk: Desk, campaign: Campaign, paper: ScanPaper, said: str) -> ChangeSet:
    """按识别码指定: the pages that nobody knows are those of the print whose 识别码 a person reads from the paper.

    They are the pages that are wanting beside those that are known. DeskError for what is no check code, for one that
    no print of this campaign bears, and for pages that are known.
    """
    if paper.known:
        raise DeskError(f"这几页已认出是{paper.unit}的，不能再指定；认错了的，请撤销那一步或撤回本批。")
    code = typed(said)
    if code is None:
        raise DeskError(f"“{said}”不是识别码，请照纸面页脚输入8位，如 8F3K-Q2MX。")
    with desk.store.operation("按识别码指定", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        found = prints.with_code(op, campaign.id, code)
        if len(found) != 1:
            why = "有不止一份" if found else "没有打印过这一份"
            raise DeskError(f"识别码“{spaced(code)}”{why}，请核对，或按〔去收表指定〕。")
        for scan_id in paper.scans:
            numbers, of = _numbers(op, campaign, found[0].id, len(prints.pages_of(op, [scan_id])))
            submissions.assign(op, scan_id, form_id=found[0].form_id, unit_id=found[0].unit_id, period=found[0].period)
            prints.name_pages(op, scan_id, found[0].id, numbers, of)
            _take_back(op, scan_id)
        op.summary = f"{paper.pages[0].file}：{spaced(code)}"
    return op.changes


def _take_back(op: Operation, scan_id: int) -> None:
    """What was noted of a scan before it was known whose it is holds no more."""
    papers.take_back(op, scan_id)
    problems = submissions.get(op, scan_id).problems
    submissions.set_problems(op, scan_id, tuple(one for one in problems if one.code != CONFIRMED))


def _numbers(reader: Reader, campaign: Campaign, print_id: int, count: int) -> tuple[list[int], int]:
    """Which pages of a print so many unknown ones are, in their order, and of how many; what is over comes behind."""
    scans = submissions.select_by(reader, campaign.id, states=[SubmissionState.SCAN])
    waiting = [one.id for one in scans if not is_noted(one)]
    known = [page for page in prints.pages_of(reader, waiting) if page.print_id == print_id]
    if not known:
        return list(range(1, count + 1)), count
    there, of = {page.number for page in known}, max(page.pages for page in known)
    wanting = [number for number in range(1, of + 1) if number not in there][:count]
    last = max(*there, of)
    return [*wanting, *range(last + 1, last + 1 + count - len(wanting))], of


def note_scans(desk: Desk, campaign: Campaign, paper: ScanPaper, state: PaperState) -> ChangeSet:
    """登记签字盖章 of one scanned paper: the scans are its 盖章扫描件, the paper is the print that they name.

    DeskError while its unit, form or period is still to be named, or when a scan was withdrawn meanwhile.
    """
    return note_many(desk, campaign, [paper], state)


def note_many(desk: Desk, campaign: Campaign, several: Sequence[ScanPaper], state: PaperState) -> ChangeSet:
    """The same of several papers in one step."""
    with desk.store.operation("登记签字盖章", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        ids = roster.unit_ids(op)
        told = []
        for paper in several:
            if paper.lacking or paper.period is None or paper.unit not in ids:
                lacking = "、".join(paper.lacking) or "单位"
                raise DeskError(f"还不知道“{paper.pages[0].file}”的{lacking}，请先到“收表”里指定。")
            form = campaigns.find_form(op, campaign.id, paper.form)
            label = f"{paper.unit}{paper.period.label}{form.name}"
            for scan_id in paper.scans:
                one = submissions.get(op, scan_id)
                if one.state is not SubmissionState.SCAN:
                    raise DeskError(f"“{one.file}”已撤回，不能登记。")
                kept = tuple(each for each in one.problems if each.code != CONFIRMED)
                note = Problem(one.file, Level.WARNING, f"已登记为{label}的盖章扫描件：{state.value}", CONFIRMED)
                submissions.set_problems(op, scan_id, (*kept, note))
                submissions.assign(op, scan_id, form_id=form.id, unit_id=ids[paper.unit], period=paper.period.code)
            place = (form.id, ids[paper.unit], paper.period.code)
            note_paper(op, campaign, place, state, submission_id=paper.scans[0], print_id=paper.print_id)
            for scan_id in paper.scans:
                papers.take_back(op, scan_id, but_of=place[1])
            told.append(f"{paper.unit} {form.name} {paper.period.label}")
        op.summary = f"{'、'.join(told[:3])}{f'等{len(told)}份' if len(told) > 3 else ''}：{state.value}"
    return op.changes
