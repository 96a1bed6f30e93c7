from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.problems import DeskError
from desk_app.storage.originals import Originals
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk


def names(store: Store) -> list[str]:
    return sorted(store.originals.names())


def test_the_same_bytes_are_stored_once_under_their_hash(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "附件2（办公室）.XLSX"
    source.write_bytes(b"content")
    first = store.originals.keep(source)
    again = store.originals.keep_bytes(b"content", "copy.xlsx")
    assert first == again
    assert first.name == f"{first.sha256[:2]}/{first.sha256}.xlsx"
    assert first.size == 7
    assert store.originals.read(first.name) == b"content"
    assert names(store) == [first.name]


@pytest.mark.parametrize("file", ["无后缀", "怪.后缀", "a.b c", "x.abcdefghijklmnop", "..", "a.tar.GZ"])
def test_only_plain_suffixes_become_part_of_a_name(store: Store, file: str) -> None:
    kept = store.originals.keep_bytes(file.encode(), file)
    assert store.originals.path(kept.name).is_file()
    assert kept.name.endswith(".gz") == file.endswith("GZ")


@pytest.mark.parametrize("name", ["../desk.key", "ab/../../desk.key", "/etc/passwd", ""])
def test_what_is_no_name_of_an_original_is_never_looked_up(store: Store, name: str) -> None:
    with pytest.raises(DeskError, match="不是原件的名称"):
        store.originals.read(name)


def test_an_altered_or_lost_original_is_refused(store: Store) -> None:
    kept = store.originals.keep_bytes(b"content", "a.xlsx")
    store.originals.path(kept.name).write_bytes(b"CONTENT")
    with pytest.raises(DeskError, match="校验码不符"):
        store.originals.read(kept.name)
    store.originals.path(kept.name).unlink()
    with pytest.raises(DeskError, match="不在数据文件夹里"):
        store.originals.read(kept.name)


def test_an_altered_original_is_mended_when_the_file_comes_again(store: Store) -> None:
    kept = store.originals.keep_bytes(b"content", "a.xlsx")
    store.originals.path(kept.name).write_bytes(b"CONTENT")
    store.originals.keep_bytes(b"content", "a.xlsx")
    assert store.originals.read(kept.name) == b"content"


def test_opening_sweeps_what_nothing_names_and_leaves_foreign_files_alone(folder: Path, desk: Desk) -> None:
    desk.receive()
    named = names(desk.store)
    desk.store.originals.keep_bytes(b"nobody names me", "b.xlsx")
    (folder / "originals" / ".desk-tmp-0123").write_bytes(b"half")
    (folder / "originals" / "说明.txt").write_bytes(b"somebody's own")
    (folder / "backups" / ".desk-tmp-4567").mkdir(parents=True)
    (folder / "backups" / ".desk-tmp-4567" / "desk.db").write_bytes(b"half")
    desk.store.close()
    with Store.open(folder, at=AT) as again:
        assert names(again) == named
    assert not (folder / "originals" / ".desk-tmp-0123").exists()
    assert (folder / "originals" / "说明.txt").exists()
    assert list((folder / "backups").iterdir()) == []


def test_the_original_of_an_undone_return_stays_for_its_restoring(folder: Path, desk: Desk) -> None:
    _, operation = desk.receive()
    named = names(desk.store)
    undone = desk.store.undo(operation, actor="经办人", at=AT)
    desk.store.close()
    with Store.open(folder, at=AT) as again:
        assert names(again) == named
        again.undo(undone.operation_id or 0, actor="经办人", at=AT)
        assert again.originals.read(named[0])


def test_a_file_that_is_not_there_is_said_by_name(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"没有这份\.xlsx"):
        Originals(tmp_path).keep(tmp_path / "没有这份.xlsx")
