"""Automatic backups copy each original once; every one of them puts the whole desk back."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from desk_app.storage.backup import auto_backup, automatic_backups, write_backup
from desk_app.storage.check import check
from desk_app.storage.restore import restore_backup
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk, dump

HOUR = timedelta(hours=1)


def packs(store: Store) -> list[Path]:
    return sorted(store.folder.backups.glob("originals-*.zip"))


def inside(paths: list[Path]) -> list[str]:
    return sorted(name for path in paths for name in zipfile.ZipFile(path).namelist())


@pytest.fixture
def twice(desk: Desk) -> Desk:
    """Two returns, each followed by an automatic backup."""
    desk.receive("办公室")
    auto_backup(desk.store, AT, "batch")
    desk.receive("法规科", rows=40)
    auto_backup(desk.store, AT + HOUR, "batch")
    return desk


def test_each_original_is_copied_once_and_every_backup_restores_its_whole_moment(twice: Desk, tmp_path: Path) -> None:
    store = twice.store
    assert inside(packs(store)) == sorted(store.originals.names())
    auto_backup(store, AT + 2 * HOUR, "batch")
    assert len(packs(store)) == 2
    newest, _, oldest = automatic_backups(store)
    done = restore_backup(newest.path, tmp_path / "新", AT)
    assert done.lost == 0
    with Store.open(tmp_path / "新", at=AT) as other:
        assert dump(other, history=True) == dump(store, history=True)
        assert sorted(other.originals.names()) == sorted(store.originals.names())
        assert check(other) == []
    restore_backup(oldest.path, tmp_path / "旧", AT)
    with Store.open(tmp_path / "旧", at=AT) as other:
        assert len(list(other.originals.names())) == 1
        assert check(other) == []


def test_originals_of_a_pack_that_is_damaged_are_counted_and_all_else_is_put_back(twice: Desk, tmp_path: Path) -> None:
    first = packs(twice.store)[0]
    content = bytearray(first.read_bytes())
    content[90] ^= 1
    first.write_bytes(content)
    newest = automatic_backups(twice.store)[0]
    done = restore_backup(newest.path, tmp_path / "新", AT)
    assert done.lost == 1
    assert len(done.manifest.missing) == 1
    with Store.open(tmp_path / "新", at=AT) as other:
        assert dump(other) == dump(twice.store)
        assert [problem.code for problem in check(other)] == ["original_missing"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"PK")])
def test_a_pack_that_is_gone_or_cut_is_made_again_by_the_next_backup(harm: object, twice: Desk, tmp_path: Path) -> None:
    harm(packs(twice.store)[0])  # type: ignore[operator]
    path = auto_backup(twice.store, AT + 2 * HOUR, "batch")
    assert path is not None
    assert restore_backup(path, tmp_path / "新", AT).lost == 0


def test_a_backup_of_the_user_s_own_needs_nothing_beside_it(twice: Desk, tmp_path: Path) -> None:
    write_backup(twice.store, tmp_path / "U盘" / "备份.zip", AT)
    assert restore_backup(tmp_path / "U盘" / "备份.zip", tmp_path / "新", AT).lost == 0
    with Store.open(tmp_path / "新", at=AT) as other:
        assert check(other) == []


def test_a_pack_s_name_that_leads_elsewhere_is_no_backup_of_ours(twice: Desk, tmp_path: Path) -> None:
    from desk_app.problems import DeskError

    newest = automatic_backups(twice.store)[0].path
    with zipfile.ZipFile(newest) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["manifest.json"] = members["manifest.json"].replace(b"originals-2", b"../../evil-2")
    with zipfile.ZipFile(newest, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(DeskError, match="不是本程序的备份"):
        restore_backup(newest, tmp_path / "新", AT)
