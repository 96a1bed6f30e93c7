"""附入: any file put into a 件 of the archive (照片, 会议通知, 领导讲话), or a 件 of its own; each step can be undone.

A 件 of its own has a key ``own:<number of the step>``, a report that was filed as it was written ``report:…``. The
bytes are kept among the originals under their check code, survive backup and handing over, and go into the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk_app.importing.refusal import Refused
from desk_app.importing.secrecy_mark import refuse_marked
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.attachments import refuse_strange_file
from desk_app.services.desk import Desk
from desk_app.storage import archive_files, closings, history
from desk_app.storage.archive_files import ArchiveFile
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.reader import Reader

__all__ = ["ArchiveFile", "add_item", "file_copy", "file_report", "files_of", "opened_since", "put_in", "take_out"]

OWN, REPORT = "own:", "report:"
_FILED = "报告归入档案"
_LONGEST = 120
_READ_ONLY = 0o444


def put_in(
    desk: Desk, campaign: Campaign, key: str, paths: Sequence[Path], progress: Progress | None = None
) -> ChangeSet:
    """附入 files into a 件 that is there, all or none; the same bytes are stored once.

    DeskError for what is no file, is empty, too large, marked secret, or in this 件 already.
    """
    told = progress or Silent()
    for path in paths:
        _refuse(path)
    with desk.store.operation("附入文件", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        mine = [one for one in archive_files.of_campaign(op, campaign.id) if one.item == key]
        title = mine[0].title if mine else ""
        _keep(desk, op, campaign, key, title, paths, {(one.file, one.original) for one in mine}, told)
    return op.changes


def add_item(
    desk: Desk, campaign: Campaign, paths: Sequence[Path], title: str = "", progress: Progress | None = None
) -> tuple[str, ChangeSet]:
    """新增一件 of files alone; its key. Without a title it is called like its first file. DeskError as ``put_in``."""
    told = progress or Silent()
    if not paths:
        raise DeskError("还没有选要附入的文件。")
    named = title.strip() or paths[0].stem.strip()
    if len(named) > _LONGEST:
        raise DeskError(f"题名太长（超过{_LONGEST}字），请改短。")
    for path in paths:
        _refuse(path)
    with desk.store.operation("新增一件", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        key = f"{OWN}{op.id}"
        _keep(desk, op, campaign, key, named, paths, set(), told)
        op.summary = named
    return key, op.changes


def file_report(desk: Desk, campaign: Campaign, name: str, title: str, paths: Sequence[Path]) -> ChangeSet:
    """Keep a finished report (月报, 通报) as a 件; written anew it takes the place of what was kept under its name.

    What a person put beside it (签批件) stays.
    """
    key = f"{REPORT}{name}"
    with desk.store.operation(_FILED, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        before = _filed(op, [one for one in archive_files.of_campaign(op, campaign.id) if one.item == key])
        kept = [(path, desk.store.originals.keep(path)) for path in paths]
        same = [(one.file, one.original) for one in before] == [(path.name, one.name) for path, one in kept]
        if not same or opened_since(op, campaign.id, key, before):
            for old in before:
                archive_files.remove(op, old.id)
            for path, original in kept:
                archive_files.add(op, campaign.id, key, title, path.name, original)
        op.summary = title
    return op.changes


def _filed(reader: Reader, files: Sequence[ArchiveFile]) -> list[ArchiveFile]:
    """Of some files those that came in as a report, not by a person's hand."""
    made = {one.id: history.made_in(reader, "archive_file", one.id) for one in files}
    return [one for one in files if not made[one.id] or history.get(reader, made[one.id]).name == _FILED]


def opened_since(reader: Reader, campaign_id: int, key: str, files: Sequence[ArchiveFile]) -> str:
    """The period of a report whose 定稿 was taken back after the report was filed; empty where there is none."""
    mine = _filed(reader, files) if key.startswith(REPORT) else []
    if not mine:
        return ""
    code, filed_at = key.rpartition(":")[2], max(one.added_at for one in mine)
    known = closings.of_campaign(reader, campaign_id, period=code, standing=False)
    late = [one for one in known if one.reopened_at is not None and one.reopened_at > filed_at]
    return late[0].period.label if late else ""


def take_out(desk: Desk, campaign: Campaign, file_id: int) -> ChangeSet:
    """移出 a file; a 件 of files alone goes with its last one. Undoing brings it back. DeskError when it is gone."""
    with desk.store.operation("移出附入的文件", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = _known(op, file_id).file
        archive_files.remove(op, file_id)
    return op.changes


def files_of(reader: Reader, campaign_id: int) -> dict[str, tuple[ArchiveFile, ...]]:
    """The files by the key of their 件, in the order in which they were put in."""
    found: dict[str, list[ArchiveFile]] = {}
    for one in archive_files.of_campaign(reader, campaign_id):
        found.setdefault(one.item, []).append(one)
    return {key: tuple(mine) for key, mine in found.items()}


def file_copy(desk: Desk, file_id: int, folder: Path) -> Path:
    """A read-only copy under its own name, to be looked at; DeskError when it is gone, or not as it was put in."""
    with desk.store.read() as reader:
        one = _known(reader, file_id)
    target = folder / f"附入{file_id}" / one.file
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        if not desk.store.originals.copy_to(one.original, target):
            raise DeskError(f"附入的“{one.file}”在数据文件夹里找不到，或与存入时的校验码不符，请从备份恢复。")
        target.chmod(_READ_ONLY)
    return target


def _refuse(path: Path) -> None:
    refuse_strange_file(path)
    try:
        refuse_marked(path)
    except Refused as refusal:
        raise DeskError(f"“{path.name}”没有附入：{refusal}") from refusal


def _keep(
    desk: Desk,
    op: Operation,
    campaign: Campaign,
    key: str,
    title: str,
    paths: Sequence[Path],
    known: set[tuple[str, str]],
    progress: Progress,
) -> None:
    for place, path in enumerate(paths):
        progress.step(place, len(paths), path.name)
        kept = desk.store.originals.keep(path)
        if (path.name, kept.name) in known:
            raise DeskError(f"“{path.name}”已经在这一件里，内容也一样，没有再存。")
        known.add((path.name, kept.name))
        archive_files.add(op, campaign.id, key, title, path.name, kept)
    op.summary = "、".join(path.name for path in paths)


def _known(reader: Reader, file_id: int) -> ArchiveFile:
    one = archive_files.get(reader, file_id)
    if one is None:
        raise DeskError("这个文件已经移出，请刷新后再选。")
    return one
