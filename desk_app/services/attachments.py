"""附件 of a record: files put to it, looked at as read-only copies, and taken away again; each step can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.storage import attachments, records
from desk_app.storage.attachments import Attachment
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet

_READ_ONLY = 0o444
_MOST = 500 * 1024 * 1024
_GONE = "这条记录已不在台账里，附件没有存；请刷新后再选。"


def attach(
    desk: Desk, campaign: Campaign, record_id: int, paths: Sequence[Path], progress: Progress | None = None
) -> ChangeSet:
    """附上文件: copy files into the data folder's own store and put them to a record, all or none.

    The same bytes are stored once. DeskError when the record is gone, or for what is no file, is empty, too large or
    there already.
    """
    told = progress or Silent()
    for path in paths:
        refuse_strange_file(path)
    with desk.store.operation("附上文件", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        if not records.get_many(op, [record_id]):
            raise DeskError(_GONE)
        known = {(one.file, one.original) for one in attachments.of_record(op, record_id)}
        for place, path in enumerate(paths):
            told.step(place, len(paths), path.name)
            kept = desk.store.originals.keep(path)
            if (path.name, kept.name) in known:
                raise DeskError(f"“{path.name}”已经附在这条记录上，内容也一样，没有再存。")
            known.add((path.name, kept.name))
            attachments.add(op, campaign.id, record_id, path.name, kept)
        op.summary = "、".join(path.name for path in paths)
    return op.changes


def detach(desk: Desk, campaign: Campaign, attachment_id: int) -> ChangeSet:
    """移去附件: the file is no longer the record's; undoing brings it back. DeskError when it is gone already."""
    with desk.store.operation("移去附件", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = _known(attachments.get(op, attachment_id)).file
        attachments.remove(op, attachment_id)
    return op.changes


def attachment_copy(desk: Desk, attachment_id: int, folder: Path) -> Path:
    """A read-only copy under its own name, to be looked at with the system's program; each call makes its own folder.

    DeskError when the attachment is gone, or its file is missing or does not bear its check code any more.
    """
    with desk.store.read() as reader:
        one = _known(attachments.get(reader, attachment_id))
    target = folder / f"附件{attachment_id}" / one.file
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    if not desk.store.originals.copy_to(one.original, target):
        raise DeskError(f"附件“{one.file}”在数据文件夹里找不到，或与存入时的校验码不符，请从备份恢复。")
    target.chmod(_READ_ONLY)
    return target


def _known(one: Attachment | None) -> Attachment:
    if one is None:
        raise DeskError("这个附件已经移去，请刷新后再选。")
    return one


def refuse_strange_file(path: Path) -> None:
    """DeskError for what is no file, is empty, or too large to be kept."""
    if not path.is_file():
        raise DeskError(f"“{path.name}”不是一个文件，没有附上；文件夹请先打成压缩包。")
    size = path.stat().st_size
    if not size:
        raise DeskError(f"“{path.name}”是空文件，没有附上。")
    if size > _MOST:
        raise DeskError(f"“{path.name}”超过{_MOST // 1024 // 1024}MB，没有附上；请压缩或分开后再附。")
