"""What 签字盖章 asks of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.progress import Progress
from desk_app.services.completion import Slot
from desk_app.services.print_choice import PageImage

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.signing import Difference
    from desk_app.services.signing_papers import PageAt, ScanPaper
    from desk_app.services.signing_scans import ScanBatch
    from desk_app.services.signing_view import ScanViewer
    from desk_app.services.values import Campaign, ChangeSet, PaperState


@dataclass(frozen=True, slots=True)
class Scanned:
    """The papers to be looked at, and the batch that was just read, None where only what lies there was asked for."""

    papers: tuple[ScanPaper, ...]
    batch: ScanBatch | None = None


@dataclass(frozen=True, slots=True)
class Relisted:
    """The same list as it stands after a step, and what the step changed."""

    papers: tuple[ScanPaper, ...]
    changes: ChangeSet


def take_scans(desk: Desk, progress: Progress, *, campaign: Campaign, paths: Sequence[Path]) -> Scanned:
    """收扫描件, and the papers that came of it; backed up afterwards."""
    from desk_app.services.signing_papers import scan_papers
    from desk_app.services.signing_scans import take_scans as take

    batch = take(desk, campaign, paths, progress, backs_up=False)
    return Scanned(scan_papers(desk, campaign, batch.batch_id) if batch.batch_id is not None else (), batch)


def back_up(desk: Desk, _progress: Progress) -> str:
    """Back up after a batch, beside all else; what is to be said of it, empty where it was made."""
    from desk_app.services.signing_scans import back_up_scans

    return "".join(back_up_scans(desk))


def read_scans(desk: Desk, progress: Progress, *, campaign: Campaign) -> Scanned:
    """All scans that nobody has noted yet, those that came in 收表 read by their codes first."""
    from desk_app.services.signing_papers import scan_papers
    from desk_app.services.signing_scans import read_waiting

    read_waiting(desk, campaign, progress)
    return Scanned(scan_papers(desk, campaign))


def note_scans(
    desk: Desk, _progress: Progress, *, campaign: Campaign, paper: ScanPaper, state: PaperState
) -> ChangeSet:
    """登记签字盖章 of one scanned paper."""
    from desk_app.services.signing_papers import note_scans as note

    return note(desk, campaign, paper, state)


def name_by_code(
    desk: Desk, _progress: Progress, *, campaign: Campaign, paper: ScanPaper, said: str, among: Collection[int]
) -> Relisted:
    """按识别码指定, and the same list as it then stands."""
    from desk_app.services.signing_papers import name_by_code as name
    from desk_app.services.signing_papers import scan_papers

    changes = name(desk, campaign, paper, said)
    return Relisted(scan_papers(desk, campaign, among=among), changes)


def undo_step(
    desk: Desk, _progress: Progress, *, campaign: Campaign, operation_id: int, among: Collection[int]
) -> Relisted:
    """撤销 of a step that the list was used for, and the same list as it then stands."""
    from desk_app.services.overview import undo
    from desk_app.services.signing_papers import scan_papers

    changes = undo(desk, operation_id)
    return Relisted(scan_papers(desk, campaign, among=among), changes)


def take_back(desk: Desk, _progress: Progress, *, campaign: Campaign, batch_id: int) -> ChangeSet:
    """撤回本批."""
    from desk_app.services.send_back import undo_batch

    return undo_batch(desk, campaign, batch_id)


def show_page(desk: Desk, _progress: Progress, *, viewer: ScanViewer, page: PageAt, longest: int) -> PageImage:
    """A page to be looked at."""
    return viewer.image(desk, page, longest)


def close_viewer(_desk: Desk, _progress: Progress, *, viewer: ScanViewer) -> None:
    """No page is looked at any more."""
    viewer.close()


def read_difference(desk: Desk, _progress: Progress, *, campaign: Campaign, slot: Slot) -> Difference:
    """How a signed paper differs from the data."""
    from desk_app.services.signing import difference

    return difference(desk, campaign, slot.unit, slot.form, slot.period)
