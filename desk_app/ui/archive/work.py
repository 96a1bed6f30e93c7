"""What 档案 asks of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.archive_choices import ArchivePlan, ArchiveTerms
    from desk_app.services.archive_classes import ArchiveClass
    from desk_app.services.archive_inspection import Inspection
    from desk_app.services.archive_make import ArchiveMade, ArchiveWish
    from desk_app.services.archive_verify import Verified
    from desk_app.services.desk import Desk
    from desk_app.services.handover import HandoverMade, TakenOver
    from desk_app.services.handover_matters import OpenMatter
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign, ChangeSet
    from desk_app.ui.outside import Outside
    from desk_app.ui.worker import Worker


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says of one 件; None for what stays."""

    key: str
    klass: ArchiveClass | None = None
    title: str | None = None
    kept: bool | None = None


def read_inspection(desk: Desk, _progress: Progress, *, campaign: Campaign) -> Inspection:
    """迎检目录."""
    from desk_app.services.archive_inspection import inspection

    return inspection(desk, campaign)


def write_inspection(desk: Desk, _progress: Progress, *, campaign: Campaign, folder: Path) -> Made:
    """迎检目录 as files."""
    from desk_app.services.archive_inspection import print_inspection

    return print_inspection(desk, campaign, folder)


def read_plan(desk: Desk, _progress: Progress, *, campaign: Campaign, with_personal: bool) -> ArchivePlan:
    """The archive as it would be made."""
    from desk_app.services.archive_choices import archive_plan

    return archive_plan(desk, campaign, with_personal=with_personal)


def read_free_texts(desk: Desk, _progress: Progress, *, plan: ArchivePlan) -> tuple[str, ...]:
    """Where persons may be named beside the forms, in sentences."""
    from desk_app.services.archive_free_text import free_texts

    return free_texts(desk, plan).said


def choose(desk: Desk, _progress: Progress, *, campaign: Campaign, choice: Choice) -> ChangeSet:
    """Keep what is said of one 件."""
    from desk_app.services.archive_choices import choose as keep

    return keep(desk, campaign, choice.key, klass=choice.klass, title=choice.title, kept=choice.kept)


def put_in(desk: Desk, progress: Progress, *, campaign: Campaign, key: str, paths: Sequence[Path]) -> ChangeSet:
    """附入 files into a 件, or as a 件 of its own where no key is given."""
    from desk_app.services import archive_files

    if key:
        return archive_files.put_in(desk, campaign, key, paths, progress)
    return archive_files.add_item(desk, campaign, paths, progress=progress)[1]


def take_out(desk: Desk, _progress: Progress, *, campaign: Campaign, file_id: int) -> ChangeSet:
    """移出 a file."""
    from desk_app.services import archive_files

    return archive_files.take_out(desk, campaign, file_id)


def file_copy(desk: Desk, _progress: Progress, *, file_id: int, folder: Path) -> Path:
    """A read-only copy of a file."""
    from desk_app.services import archive_files

    return archive_files.file_copy(desk, file_id, folder)


def reorder(desk: Desk, _progress: Progress, *, campaign: Campaign, keys: Sequence[str]) -> ChangeSet:
    """Keep another order."""
    from desk_app.services.archive_choices import reorder as keep

    return keep(desk, campaign, keys)


def keep_terms(desk: Desk, _progress: Progress, *, terms: ArchiveTerms) -> None:
    """Keep the terms under which an archive is made."""
    from desk_app.services.archive_choices import keep_terms as keep

    if desk.store.writable:
        keep(desk, terms)


def make(desk: Desk, progress: Progress, *, campaign: Campaign, folder: Path, wish: ArchiveWish) -> ArchiveMade:
    """Make the archive of what stands there now, beside all else."""
    from desk_app.services.archive_at_rest import at_rest
    from desk_app.services.archive_make import make_archive

    with at_rest(desk, progress) as still:
        return make_archive(still, campaign, folder, wish, progress)


def verify(progress: Progress, *, path: Path) -> Verified:
    """Check an archive; no desk is needed."""
    from desk_app.services.archive_verify import verify_archive

    return verify_archive(path, progress)


def open_archive(progress: Progress, *, path: Path, folder: Path) -> None:
    """Put an archive's copy into the folder in which the window shows it; nothing may be open there."""
    from desk_app.services.archive_open import open_archive as put

    put(path, folder, progress, own_place=True)


def close_archive(_progress: Progress, *, folder: Path) -> None:
    """Take that folder away again."""
    from desk_app.services.archive_open import close_archive as take_away

    take_away(folder)


def read_matters(desk: Desk, _progress: Progress) -> tuple[OpenMatter, ...]:
    """What a successor must know."""
    from desk_app.services.handover_matters import open_matters

    return open_matters(desk)


def hand_over(desk: Desk, progress: Progress, *, folder: Path, taker: str, seal: bool) -> HandoverMade:
    """Write the package."""
    from desk_app.services.handover import make_handover

    return make_handover(desk, folder, taker, seal=seal, progress=progress)


def take_over(progress: Progress, *, worker: Worker, package: Path, outside: Outside) -> TakenOver:
    """Open a package as the office's data."""
    from desk_app.services.handover import open_handover

    worker.use_desk(None)
    return open_handover(package, outside.data, outside.clock(), progress)


def resume(_progress: Progress, *, folder: Path) -> None:
    """Let the office's data be written again."""
    from desk_app.services.handover import resume as break_seal

    break_seal(folder)
