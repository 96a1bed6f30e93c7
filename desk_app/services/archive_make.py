"""归档: everything of a campaign written into one folder by 件, with its catalogue, its codes and a copy to look into.

The folder is built under a hidden name beside its place and renamed when all of it is on the disk: a cancelled,
failed or killed making leaves no half archive; what a killed one left is swept by the next.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.exporting.file_names import safe_name
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.archive_catalogue import Entry, write_catalogue
from desk_app.services.archive_choices import ArchivePlan, archive_plan
from desk_app.services.archive_copy import CopyChoice, write_copy
from desk_app.services.archive_fill import Filler
from desk_app.services.archive_free_text import free_texts
from desk_app.services.archive_manifest import MANIFEST, content_code, manifest_text, said_code
from desk_app.services.archive_names import folder_name
from desk_app.services.archive_note import NOTE, covering_note
from desk_app.services.archive_zip import write_zip
from desk_app.services.desk import Desk
from desk_app.services.font_remarks import joined, remarks_of_many
from desk_app.storage.campaigns import Campaign
from desk_app.storage.durable import make_folder, sync_folder
from desk_app.storage.errors import disk_errors
from desk_app.storage.folder import DataFolder
from desk_app.storage.lock import FolderLock

COPY = "数据副本"
_PREFIX = ".~归档-"
_FEW_CHARACTERS = 12  # named in what is said at once; all of them stand in the archive's own note


@dataclass(frozen=True, slots=True)
class ArchiveWish:
    """How an archive is made: with what names persons, with each unit's own papers, zipped beside the folder.

    ``with_words`` keeps free words beside the forms: the calls (催报记录) and the notes on tasks (任务进展).
    """

    with_personal: bool = False
    each_unit: bool = True
    zipped: bool = False
    with_words: bool = True


@dataclass(frozen=True, slots=True)
class ArchiveMade:
    """What was made: the folder, the zip where asked for, how much, the code that paper and files share, remarks.

    ``files`` counts as a check does: every file but 校验码.txt, which lists them. ``characters`` tells which ones
    another font drew in the papers.
    """

    folder: Path
    zipped: Path | None
    items: int
    files: int
    code: str
    rehearsal: bool
    remarks: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()


def make_archive(
    desk: Desk, campaign: Campaign, out: Path, wish: ArchiveWish | None = None, progress: Progress | None = None
) -> ArchiveMade:
    """Make the archive of a campaign below ``out``; while the campaign goes on it is a rehearsal (演练) and says so.

    DeskError, with nothing left behind, when there is nothing to file or the disk refuses.
    """
    wished, watcher = wish or ArchiveWish(), progress or Silent()
    plan = archive_plan(desk, campaign, with_personal=wished.with_personal)
    if not plan.kept:
        raise DeskError("没有一件要归档的，请先在归档目录里选“归入”。")
    rehearsal = not plan.holding.campaign.ended
    name = archive_name(campaign, rehearsal=rehearsal, day=f"{desk.clock():%Y%m%d}")
    with _built(out) as temp:
        making = _Making(desk, plan, wished, watcher, temp / "folder", name, rehearsal=rehearsal)
        making.write()
        packed = temp / "archive.zip" if wished.zipped else None
        if packed is not None:
            write_zip(temp / "folder", name, packed, watcher)
        folder, zipped = _put_in_place(temp, out, name, packed)
    return ArchiveMade(
        folder, zipped, len(plan.kept), len(making.codes), said_code(content_code(making.codes)), rehearsal,
        tuple(making.remarks), tuple(making.characters),
    )  # fmt: skip


def archive_name(campaign: Campaign, *, rehearsal: bool, day: str) -> str:
    """What the folder is called."""
    return f"{folder_name(campaign.name)} 归档{'演练' if rehearsal else ''}{day}"


class _Making:
    """One archive under way."""

    def __init__(
        self, desk: Desk, plan: ArchivePlan, wish: ArchiveWish, progress: Progress, folder: Path, name: str, *,
        rehearsal: bool,
    ) -> None:  # fmt: skip
        self._desk, self._plan, self._wish, self._progress = desk, plan, wish, progress
        self._folder, self._name, self._rehearsal = folder, name, rehearsal
        self.codes: dict[str, str] = {}
        self.remarks: list[str] = []
        self.characters: list[str] = []

    def write(self) -> None:
        """Everything, the manifest last."""
        self._folder.mkdir()
        texts = free_texts(self._desk, self._plan)
        self.remarks += replace(texts, wordless=not self._wish.with_words).said
        entries = self._items()
        self._progress.step(len(entries), len(entries), "数据副本")
        (self._folder / COPY).mkdir()
        campaign = self._plan.holding.campaign
        choice = CopyChoice(
            self._plan.hidden_forms,
            tuple(one.item.key for one in self._plan.places if not one.kept),
            self._wish.with_personal,
            self._wish.with_words,
        )
        lost = write_copy(self._desk, campaign, self._name, self._folder / COPY, choice, self._progress)
        if lost:
            self.remarks.append(f"有{lost}个原件在数据文件夹里缺失或已损坏，数据副本里也没有。")
        self._hash()
        code = said_code(content_code(self.codes))
        self._progress.step(len(entries), len(entries), "归档文件目录")
        catalogue = write_catalogue(self._desk, self._plan, entries, self._folder, self._name, code)
        drawn = joined([*(one.filled.characters for one in entries), catalogue.characters])
        self.characters += remarks_of_many("归档的PDF", drawn, _FEW_CHARACTERS)
        said = remarks_of_many("归档的PDF", drawn)
        note = covering_note(self._desk, self._plan, self._name, code, said, rehearsal=self._rehearsal)
        (self._folder / NOTE).write_bytes(note.replace("\n", "\r\n").encode("utf-8-sig"))
        self._hash()
        _write_synced(self._folder / MANIFEST, manifest_text(self.codes))
        for folder in (self._folder, *(path for path in self._folder.rglob("*") if path.is_dir())):
            sync_folder(folder)

    def _items(self) -> list[Entry]:
        filler = Filler(
            self._desk,
            self._plan.holding,
            self._progress,
            each_unit=self._wish.each_unit,
            hidden=self._plan.hidden_originals,
            with_persons=not self._plan.hidden,
            with_words=self._wish.with_words,
            hidden_forms=frozenset(form for form, _ in self._plan.hidden_forms),
        )
        entries = []
        for done, place in enumerate(self._plan.kept):
            self._progress.step(done, len(self._plan.kept), place.title)
            into = self._folder / place.klass.folder / f"{place.number:04} {folder_name(place.title)}"
            into.parent.mkdir(exist_ok=True)
            filled = filler.fill(place, into)
            self.remarks += [f"第{place.number:04}件：{text}。" for text in filled.remarks]
            entries.append(Entry(place, filled))
        return entries

    def _hash(self) -> None:
        """The codes of what was written since, each file safely on the disk; the bytes are streamed."""
        for path in sorted(one for one in self._folder.rglob("*") if one.is_file()):
            name = path.relative_to(self._folder).as_posix()
            if name not in self.codes:
                self._progress.step(0, 0, f"校验码 {path.name}")
                with path.open("rb+") as file:
                    self.codes[name] = hashlib.file_digest(file, "sha256").hexdigest()
                    os.fsync(file.fileno())


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _built(out: Path) -> Iterator[Path]:
    """A hidden folder to build in, gone when the making ends however it ends."""
    existed = out.exists()
    with disk_errors(f"归档到“{out.name}”"):
        make_folder(out)
        _sweep(out)
        temp = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=out))
        lock = FolderLock(DataFolder(temp).lock)
    try:
        try:
            yield temp
        except OSError as error:
            raise DeskError(
                f"归档没有做成（{reason_of(error)}），没有留下半份；请换一个位置或清理磁盘后重做。"
            ) from error
    finally:
        lock.release()
        shutil.rmtree(temp, ignore_errors=True)
        if not existed:
            with suppress(OSError):
                out.rmdir()


def _sweep(out: Path) -> None:
    """Remove what a killed making has left; what another one is at is locked and stays."""
    for left in [path for path in out.iterdir() if path.name.startswith(_PREFIX) and path.is_dir()]:
        with suppress(DeskError):
            FolderLock(DataFolder(left).lock).release()
            shutil.rmtree(left, ignore_errors=True)


def _put_in_place(temp: Path, out: Path, name: str, packed: Path | None) -> tuple[Path, Path | None]:
    """Rename what is whole to its name, a free one where the name is taken."""
    number, given = 1, name
    while (out / given).exists() or (out / safe_name(given, ".zip")).exists():
        number += 1
        given = f"{name}（{number}）"
    folder, zipped = out / given, out / safe_name(given, ".zip")
    if packed is not None:
        packed.rename(zipped)
    (temp / "folder").rename(folder)
    sync_folder(out)
    return folder, zipped if packed is not None else None
