"""撤回本批 of scans: a paper whose pages came with several batches is told apart again when one of them goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desk_app.services.scanned_paper import CONFIRMED, is_noted
from desk_app.storage import history, papers, prints, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.papers import PaperCopy
from desk_app.storage.reader import Reader
from desk_app.storage.states import SubmissionState
from desk_app.storage.submissions import Submission


def let_go(op: Operation, campaign: Campaign, leaving: Sequence[Submission]) -> None:
    """Before scans are withdrawn: the papers that lose pages by it are what they were before those were noted.

    A paper that is whole without them stays noted; of another the scans that stay are to be noted again.
    """
    gone = {one.id for one in leaving if one.state is SubmissionState.SCAN}
    touched = {page.print_id for page in prints.pages_of(op, gone) if page.print_id is not None}
    for paper in papers.of_campaign(op, campaign.id) if touched else ():
        if paper.submission_id is not None and paper.print_id in touched:
            _let_go(op, paper, gone)


def _let_go(op: Operation, paper: PaperCopy, gone: set[int]) -> None:
    scans = _noted_scans(op, paper)
    lost = [one for one in scans if one.id in gone]
    rest = [one for one in scans if one.id not in gone]
    if not lost:
        return
    if _is_whole(op, paper, rest):
        if paper.submission_id in gone:
            papers.stand_on(op, paper.id, rest[0].id)
        return
    since = min(_noted_in(op, paper, one) for one in lost)
    for one in rest:
        if _noted_in(op, paper, one) >= since:
            kept = tuple(problem for problem in one.problems if problem.code != CONFIRMED)
            submissions.set_problems(op, one.id, kept)
    papers.take_back_to(op, paper.id, since)


def _noted_scans(reader: Reader, paper: PaperCopy) -> list[Submission]:
    """The scans that were noted as a paper and hold pages of the print that it is."""
    found = submissions.select_by(
        reader, paper.campaign_id, form_id=paper.form_id, unit_id=paper.unit_id, period=paper.period,
        states=[SubmissionState.SCAN],
    )  # fmt: skip
    own = {page.submission_id for page in _pages(reader, paper, found)}
    return [one for one in found if one.id in own and is_noted(one)]


def _is_whole(reader: Reader, paper: PaperCopy, scans: Iterable[Submission]) -> bool:
    pages = _pages(reader, paper, scans)
    return bool(pages) and {page.number for page in pages} >= set(range(1, max(page.pages for page in pages) + 1))


def _pages(reader: Reader, paper: PaperCopy, scans: Iterable[Submission]) -> list[prints.ScanPage]:
    return [page for page in prints.pages_of(reader, [one.id for one in scans]) if page.print_id == paper.print_id]


def _noted_in(reader: Reader, paper: PaperCopy, scan: Submission) -> int:
    """The first operation that noted a scan as a paper and holds."""
    both = papers.steps_of(reader, paper.id) & history.standing_steps(reader, "submission", scan.id)
    return min(both, default=0)
