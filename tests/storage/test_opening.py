from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.problems import DeskError
from desk_app.storage import settings
from desk_app.storage.engine import connect
from desk_app.storage.keyfile import read_key
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk, dump

OPEN = """
import sys
from datetime import datetime
from pathlib import Path
from desk_app.problems import DeskError
from desk_app.storage.store import Store
try:
    Store.open(Path(sys.argv[1]), at=datetime(2023, 3, 1), writing=sys.argv[2] == "write").close()
except DeskError as error:
    print(error)
    raise SystemExit(2)
"""


def open_elsewhere(folder: Path, way: str = "write") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", OPEN, str(folder), way],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(folder: Path) -> str:
    """The sentence with which the folder is refused; asserts that nothing in it has changed."""
    before = files_of(folder)
    with pytest.raises(DeskError) as caught:
        Store.open(folder, at=AT)
    assert files_of(folder) == before
    return str(caught.value)


def test_what_was_stored_is_there_when_the_folder_is_opened_again(folder: Path, desk: Desk) -> None:
    desk.receive()
    before = dump(desk.store, history=True)
    desk.store.close()
    with Store.open(folder, at=AT) as again:
        assert dump(again, history=True) == before


def test_the_key_is_thirty_two_random_bytes_that_only_the_owner_reads(folder: Path, store: Store) -> None:
    assert len(bytes.fromhex(read_key(folder / "desk.key"))) == 32
    if os.name == "posix":
        assert stat.S_IMODE((folder / "desk.key").stat().st_mode) == 0o600


def test_nothing_in_the_database_file_can_be_read_without_the_key(folder: Path, store: Store) -> None:
    with store.operation("设置", actor="经办人", at=AT) as op:
        settings.put(op, "bureau", "a-word-that-would-stand-out")
    content = (folder / "desk.db").read_bytes()
    assert b"stand-out" not in content
    assert b"SQLite format" not in content
    assert not (folder / "desk.db-journal").exists() or (folder / "desk.db-journal").stat().st_size == 0


def test_a_database_whose_key_is_missing_is_refused(folder: Path, store: Store) -> None:
    store.close()
    (folder / "desk.key").unlink()
    assert "缺少密钥文件" in refused(folder)


def test_a_database_with_another_key_is_refused(folder: Path, store: Store) -> None:
    store.close()
    (folder / "desk.key").write_text("0" * 64 + "\n", encoding="ascii")
    assert "请从备份恢复" in refused(folder)


def test_a_key_file_that_holds_no_key_is_refused(folder: Path, store: Store) -> None:
    store.close()
    (folder / "desk.key").write_bytes(b"\xff\x00abc")
    assert "desk.key 已损坏" in refused(folder)


def test_a_lost_database_is_never_replaced_by_an_empty_one(folder: Path, desk: Desk) -> None:
    desk.receive()
    desk.store.close()
    (folder / "desk.db").unlink()
    assert "没有数据库" in refused(folder)


def test_a_database_cut_to_nothing_is_refused_while_originals_are_there(folder: Path, desk: Desk) -> None:
    desk.receive()
    desk.store.close()
    (folder / "desk.db").write_bytes(b"")
    assert "没有数据库" in refused(folder)


def test_a_file_that_is_no_database_is_refused(folder: Path, store: Store) -> None:
    store.close()
    (folder / "desk.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert "请从备份恢复" in refused(folder)


def test_a_making_that_was_cut_short_after_the_key_is_taken_up_again(folder: Path, store: Store) -> None:
    key = (folder / "desk.key").read_bytes()
    store.close()
    (folder / "desk.db").write_bytes(b"")
    with Store.open(folder, at=AT) as again, again.read() as reader:
        assert settings.everything(reader) == {}
    assert (folder / "desk.key").read_bytes() == key


def test_a_database_of_a_newer_program_is_refused(folder: Path, store: Store) -> None:
    store.close()
    connection = connect(folder / "desk.db", read_key(folder / "desk.key"))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "更新版本的程序" in refused(folder)


def test_a_folder_that_is_not_there_is_not_made_unless_asked(folder: Path) -> None:
    with pytest.raises(DeskError, match="没有本程序的数据"):
        Store.open(folder, create=False, at=AT)
    assert not folder.exists()


def test_a_second_window_is_refused_and_the_first_goes_on(folder: Path, store: Store) -> None:
    second = open_elsewhere(folder)
    assert second.returncode == 2
    assert "正被另一个窗口使用" in second.stdout
    with store.operation("设置", actor="经办人", at=AT) as op:
        settings.put(op, "bureau", "某局")


def test_a_second_window_may_read_and_is_kept_from_writing(folder: Path, desk: Desk) -> None:
    assert open_elsewhere(folder, "read").returncode == 0
    with Store.open(folder, at=AT, writing=False) as beside:
        assert dump(beside) == dump(desk.store)
        with pytest.raises(DeskError, match="只读"), beside.operation("设置", actor="经办人", at=AT):
            pass


def test_the_folder_is_free_again_when_the_window_closes(folder: Path, store: Store) -> None:
    store.close()
    assert open_elsewhere(folder).returncode == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the owner of everything may write anywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DeskError, match="不能写入"):
        Store.open(tmp_path / "数据", at=AT)
    tmp_path.chmod(0o700)


def test_opening_does_not_load_the_migration_library_when_nothing_is_due(folder: Path, store: Store) -> None:
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", OPEN + "\nassert not [name for name in sys.modules if name.startswith('alembic')]",
         str(folder), "write"],
        check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
