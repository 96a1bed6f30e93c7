"""检查: is everything whole — the database page by page, every original byte by byte, the index of 查找 row by row."""

from __future__ import annotations

from desk_app.problems import DeskError, Level, Problem
from desk_app.progress import Progress, Silent
from desk_app.storage import search_index
from desk_app.storage.originals import named_originals
from desk_app.storage.store import Store
from desk_app.storage.whole import database_problems


def check(store: Store, progress: Progress | None = None) -> list[Problem]:
    """Everything that is not as it was written; an empty list when all is whole. Changes nothing."""
    watcher = progress or Silent()
    watcher.step(0, 1, "数据库")
    found = database_problems(store.folder.database, store.key)
    if found:
        return found
    watcher.step(0, 1, "查找索引")
    with store.read() as reader:
        found.extend(search_index.problems(reader))
        named = sorted(named_originals(reader))
    for place, name in enumerate(named):
        watcher.step(place, len(named), name)
        found.extend(_original(store, name))
    orphans = sorted(set(store.originals.names()) - set(named))
    found.extend(
        Problem(f"原件 {name}", Level.WARNING, "没有哪份来表用到这个原件；下次打开时会自动清理。", "original_orphaned")
        for name in orphans
    )
    return found


def _original(store: Store, name: str) -> list[Problem]:
    if not store.originals.path(name).is_file():
        return [Problem(f"原件 {name}", Level.ERROR, "原件不在数据文件夹里，请从备份恢复。", "original_missing")]
    try:
        is_whole = store.originals.is_whole(name)
    except DeskError as error:
        return [Problem(f"原件 {name}", Level.ERROR, str(error), "original_unreadable")]
    if is_whole:
        return []
    return [
        Problem(f"原件 {name}", Level.ERROR, "与入库时的校验码不符，已被改动或损坏，请从备份恢复。", "original_altered")
    ]
