"""撤回本批 of scans: a paper that lost pages by it is what it was before them, and what is left waits to be noted."""

from __future__ import annotations

from pathlib import Path

from desk_app.services.desk import Desk
from desk_app.services.produce import print_form
from desk_app.services.send_back import redo_batch, undo_batch
from desk_app.services.signing_papers import note_many, note_scans, scan_papers
from desk_app.services.signing_scans import take_scans
from desk_app.services.values import Campaign, PaperState
from tests.services.paper_scans import as_pdf, lengthen, pages_of
from tests.services.sample_office import MARCH, TALKS, stands

OFFICE = "办公室"


def batches_of(desk: Desk, campaign: Campaign, folder: Path, *wanted: tuple[int, ...]) -> list[int]:
    """The office's paper of two pages, printed, and some of its pages taken in with each batch."""
    lengthen(desk, campaign, OFFICE)
    made = print_form(desk, campaign, TALKS, folder / "印", unit=OFFICE, period=MARCH)
    pages = pages_of(made.files[0])
    assert len(pages) == 2
    found = []
    for place, numbers in enumerate(wanted):
        path = as_pdf([pages[number - 1] for number in numbers], folder / f"{place}.pdf")
        found.append(take_scans(desk, campaign, [path]).batch_id or 0)
    return found


def note(desk: Desk, campaign: Campaign, batch: int, state: PaperState = PaperState.RECEIVED) -> None:
    note_many(desk, campaign, [one for one in scan_papers(desk, campaign, batch) if one.state is None], state)


def waiting(desk: Desk, campaign: Campaign) -> list[tuple[str, ...]]:
    return [one.problems for one in scan_papers(desk, campaign) if one.known]


def test_a_paper_of_two_batches_is_noted_no_more_when_either_is_withdrawn_and_the_other_waits(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    first, second = batches_of(desk, campaign, tmp_path, (1,), (2,))
    note(desk, campaign, second)
    for gone, missing in ((second, "缺第2页"), (first, "缺第1页")):
        assert stands(desk, campaign, OFFICE).paper == "已交"
        undo_batch(desk, campaign, gone)
        assert stands(desk, campaign, OFFICE).paper == "未交"
        assert waiting(desk, campaign) == [(missing,)]
        redo_batch(desk, gone)
    assert stands(desk, campaign, OFFICE).paper == "已交"
    assert waiting(desk, campaign) == []


def test_a_paper_that_is_whole_without_the_withdrawn_batch_stays_noted_until_the_other_goes_too(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    first, second = batches_of(desk, campaign, tmp_path, (1,), (2, 1))
    note(desk, campaign, second)
    undo_batch(desk, campaign, first)
    assert stands(desk, campaign, OFFICE).paper == "已交"
    undo_batch(desk, campaign, second)
    assert stands(desk, campaign, OFFICE).paper == "未交"


def test_a_page_that_completed_a_paper_noted_before_takes_back_only_its_own_noting(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    first, second = batches_of(desk, campaign, tmp_path, (1,), (2,))
    undo_batch(desk, campaign, second)
    note(desk, campaign, first, PaperState.UNSIGNED)
    redo_batch(desk, second)
    note(desk, campaign, second)
    assert stands(desk, campaign, OFFICE).paper == "已交"
    undo_batch(desk, campaign, second)
    assert stands(desk, campaign, OFFICE).paper == "缺签字"
    redo_batch(desk, second)
    undo_batch(desk, campaign, first)
    assert stands(desk, campaign, OFFICE).paper == "未交"
    assert waiting(desk, campaign) == [("缺第1页",)]


def test_a_paper_noted_twice_by_one_scan_is_nothing_again_when_the_scan_goes(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    (batch,) = batches_of(desk, campaign, tmp_path, (1, 2))
    (paper,) = scan_papers(desk, campaign, batch)
    note_scans(desk, campaign, paper, PaperState.UNSEALED)
    note_scans(desk, campaign, paper, PaperState.RECEIVED)
    undo_batch(desk, campaign, batch)
    assert stands(desk, campaign, OFFICE).paper == "未交"
