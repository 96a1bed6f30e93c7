from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Cancellable
from desk_app.storage import version
from desk_app.storage.backup import auto_backup, automatic_backups, write_backup
from desk_app.storage.check import check
from desk_app.storage.lock import FolderLock
from desk_app.storage.restore import restore_backup
from desk_app.storage.store import Store
from desk_app.storage.whole import GaveWay, database_problems
from tests.storage.bureau import AT, Desk, dump


def originals(store: Store) -> dict[str, bytes]:
    return {name: store.originals.read(name) for name in store.originals.names()}


@pytest.fixture
def packed(desk: Desk, tmp_path: Path) -> Path:
    desk.receive("办公室")
    desk.receive("法规科", rows=40)
    path = tmp_path / "备份.zip"
    write_backup(desk.store, path, AT)
    return path


def test_a_backup_restored_in_a_new_folder_is_the_same_desk(desk: Desk, packed: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一台" / "数据"
    done = restore_backup(packed, other, AT)
    assert done.aside is None
    with Store.open(other, at=AT) as store:
        assert dump(store, history=True) == dump(desk.store, history=True)
        assert originals(store) == originals(desk.store)
        assert check(store) == []


def test_restoring_moves_the_present_data_aside_and_deletes_nothing(folder: Path, desk: Desk, packed: Path) -> None:
    then = dump(desk.store)
    desk.receive("东城分局")
    now = dump(desk.store)
    desk.store.close()
    done = restore_backup(packed, folder, AT)
    assert done.aside is not None
    with Store.open(folder, at=AT) as store:
        assert dump(store) == then
    with Store.open(done.aside, at=AT) as store:
        assert dump(store) == now
    again = restore_backup(packed, folder, AT)
    assert again.aside not in (None, done.aside)


def test_restoring_over_an_open_window_is_refused(folder: Path, desk: Desk, packed: Path) -> None:
    with pytest.raises(DeskError, match="正被另一个窗口使用"):
        restore_backup(packed, folder, AT)
    desk.receive("东城分局")


def test_a_restoring_cut_short_between_two_names_is_not_taken_for_an_empty_desk(folder: Path, desk: Desk) -> None:
    desk.store.close()
    folder.rename(folder.with_name("数据.before-restore-20230301-083000"))
    with pytest.raises(DeskError, match="恢复没有做完"):
        Store.open(folder, at=AT)


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def alter_manifest(members: dict[str, bytes], change: Callable[[dict[str, object]], None]) -> None:
    manifest = json.loads(members["manifest.json"])
    change(manifest)
    members["manifest.json"] = json.dumps(manifest).encode()


def add_outside(members: dict[str, bytes]) -> None:
    members["../outside.txt"] = b"x"
    entry = {
        "name": "../outside.txt",
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        "size": 1,
    }
    alter_manifest(members, lambda manifest: manifest["members"].append(entry))  # type: ignore[attr-defined]


def other_key(members: dict[str, bytes]) -> None:
    from hashlib import sha256

    members["desk.key"] = b"0" * 64 + b"\n"

    def resign(manifest: dict[str, object]) -> None:
        for member in manifest["members"]:  # type: ignore[attr-defined]
            if member["name"] == "desk.key":
                member["sha256"] = sha256(members["desk.key"]).hexdigest()

    alter_manifest(members, resign)


def other_end(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


DAMAGES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "no manifest": lambda members: members.pop("manifest.json") and None,
    "manifest of another": lambda members: alter_manifest(members, lambda one: one.update(kind="other")),
    "manifest that is no mapping": lambda members: members.update({"manifest.json": b"[1]"}),
    "member lost": lambda members: members.pop(next(name for name in members if name.startswith("originals"))) and None,
    "member added": lambda members: members.update({"originals/aa/x.exe": b"x"}),
    "member altered": lambda members: members.update({"desk.db": other_end(members["desk.db"])}),
    "path outside": add_outside,
    "key of another": other_key,
    "version of another": lambda members: alter_manifest(members, lambda one: one.update(schema_version="0000")),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_altered_archive_is_refused_and_changes_nothing(
    damage: str, folder: Path, desk: Desk, packed: Path, tmp_path: Path
) -> None:
    rewrite(packed, DAMAGES[damage])
    desk.store.close()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DeskError, match="不是本程序的备份，或备份已损坏"):
        restore_backup(packed, folder, AT)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_truncated_archive_is_refused_wherever_it_is_cut(desk: Desk, packed: Path, tmp_path: Path) -> None:
    whole = packed.read_bytes()
    for size in (0, 10, len(whole) // 3, len(whole) - 30, len(whole) - 1):
        packed.write_bytes(whole[:size])
        with pytest.raises(DeskError):
            restore_backup(packed, tmp_path / "新", AT)
        assert not (tmp_path / "新").exists()


def test_a_flipped_bit_anywhere_in_an_archive_is_refused_or_without_effect(packed: Path, tmp_path: Path) -> None:
    whole = packed.read_bytes()
    truth = tmp_path / "truth"
    restore_backup(packed, truth, AT)
    wanted = {path.relative_to(truth): path.read_bytes() for path in truth.rglob("*") if path.is_file()}
    for place in range(0, len(whole), len(whole) // 40):
        packed.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        target = tmp_path / "新"
        try:
            restore_backup(packed, target, AT)
        except DeskError:
            assert not target.exists()
        else:
            assert {
                path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()
            } == wanted
            shutil.rmtree(target)


def test_an_archive_of_a_newer_program_is_refused(packed: Path, tmp_path: Path) -> None:
    rewrite(packed, lambda members: alter_manifest(members, lambda one: one.update(schema_version="9999")))
    with pytest.raises(DeskError, match="更新版本的程序"):
        restore_backup(packed, tmp_path / "新", AT)


def test_a_backup_that_does_not_read_back_leaves_the_older_one(
    desk: Desk, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = packed.read_bytes()
    monkeypatch.setattr(version, "CURRENT", "0000")
    with pytest.raises(DeskError):
        write_backup(desk.store, packed, AT)
    assert packed.read_bytes() == older
    assert [path.name for path in packed.parent.iterdir() if path.name.startswith(".")] == []


def test_a_damaged_database_makes_no_backup(folder: Path, desk: Desk, packed: Path) -> None:
    older = packed.read_bytes()
    database = folder / "desk.db"
    content = bytearray(database.read_bytes())
    for place in range(3 * 4096, len(content), 4096):
        content[place] ^= 1
    database.write_bytes(content)
    with pytest.raises(DeskError):
        write_backup(desk.store, packed, AT)
    assert packed.read_bytes() == older


def test_lost_and_altered_originals_are_named_and_all_else_is_kept(desk: Desk, packed: Path, tmp_path: Path) -> None:
    lost, altered = sorted(desk.store.originals.names())
    desk.store.originals.path(lost).unlink()
    desk.store.originals.path(altered).write_bytes(b"x")
    desk.receive("东城分局")
    manifest = write_backup(desk.store, packed, AT)
    assert sorted(manifest.missing) == [lost, altered]
    assert len([member for member in manifest.members if member.name.startswith("originals/")]) == 1
    assert restore_backup(packed, tmp_path / "新", AT).manifest == manifest


def test_a_cancelled_backup_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.receive()
    stopped = Cancellable()
    stopped.cancel()
    with pytest.raises(Cancelled):
        write_backup(desk.store, tmp_path / "out" / "备份.zip", AT, stopped)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_backup_that_nobody_asked_for_lets_those_who_write_go_first(desk: Desk, tmp_path: Path) -> None:
    desk.receive("办公室", rows=2_000)
    target = tmp_path / "copy.db"
    desk.store._wanted.set()
    with pytest.raises(GaveWay):
        desk.store.snapshot(target, gives_way=True)
    assert not target.exists()
    desk.receive("法规科")
    desk.store.snapshot(target, gives_way=True)
    assert database_problems(target, desk.store.key) == []


def test_one_backup_a_day_and_one_a_batch_and_older_ones_are_thinned(desk: Desk) -> None:
    assert auto_backup(desk.store, AT) is not None
    assert auto_backup(desk.store, AT + timedelta(hours=3)) is None
    assert auto_backup(desk.store, AT + timedelta(hours=3), "batch") is not None
    (desk.store.folder.backups / "我的备份.zip").write_bytes(b"by hand")
    assert auto_backup(desk.store, AT + timedelta(days=5)) is not None
    kept = [(one.made_at - AT) / timedelta(hours=1) for one in automatic_backups(desk.store)]
    assert kept == [120.0, 3.0]
    assert (desk.store.folder.backups / "我的备份.zip").exists()


def test_two_backups_of_one_second_do_not_displace_each_other(desk: Desk) -> None:
    assert auto_backup(desk.store, AT, "batch") != auto_backup(desk.store, AT, "batch")
    assert len(automatic_backups(desk.store)) == 2


def test_restoring_into_an_empty_folder_leaves_nothing_aside(packed: Path, tmp_path: Path) -> None:
    target = tmp_path / "新"
    target.mkdir()
    FolderLock(target / "desk.lock").release()
    restored = restore_backup(packed, target, AT)
    assert restored.aside is None
    assert restored.manifest.program_version


def test_what_a_killed_restoring_left_beside_the_data_is_cleared_by_the_next(packed: Path, tmp_path: Path) -> None:
    left = tmp_path / ".新.restoring-abc"
    left.mkdir()
    (left / "desk.key").write_text("half", encoding="ascii")
    restore_backup(packed, tmp_path / "新", AT)
    assert not left.exists()


@pytest.mark.parametrize(
    "place", ["forms/本局专项/学习记录.toml", "reports/月报.txt", "printing/2023-04-03 整批打印.jsonl"]
)
def test_what_the_office_wrote_itself_travels_in_a_backup_and_strange_names_beside_backups_do_no_harm(
    tmp_path: Path, place: str
) -> None:
    at = datetime(2023, 4, 3, 9)  # noqa: DTZ001  wall time
    own = tmp_path / "data" / place
    with Store.open(tmp_path / "data", at=at) as store:
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text('name = "学习记录"\n', encoding="utf-8")
        store.folder.backups.mkdir(exist_ok=True)
        (store.folder.backups / "desk-20231399-000000-daily.zip").write_bytes(b"")
        assert auto_backup(store, at) is not None
        write_backup(store, tmp_path / "备份.zip", at)
    restore_backup(tmp_path / "备份.zip", tmp_path / "新电脑", at)
    assert (tmp_path / "新电脑" / place).read_bytes() == own.read_bytes()
