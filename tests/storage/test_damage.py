"""Damage and full disks: noticed, said in one sentence, and never read as truth."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.problems import DeskError
from desk_app.storage import records
from desk_app.storage.check import check
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk, dump, new_record

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX's")


def flip(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ (1 << place % 8)]))


def test_one_flipped_bit_anywhere_in_the_database_is_noticed_and_never_read_as_truth(folder: Path, desk: Desk) -> None:
    desk.receive(rows=300)
    truth = dump(desk.store, history=True)
    desk.store.close()
    database = folder / "desk.db"
    size = database.stat().st_size
    spots = random.Random(7)
    for place in [0, 15, 16, 4095, 4096, size - 1, *(spots.randrange(size) for _ in range(40))]:
        flip(database, place)
        try:
            with Store.open(folder, at=AT) as store:
                assert [problem.code for problem in check(store)] == ["page_damaged"], place
                assert dump(store, history=True) == truth, place
        except DeskError as error:
            assert "请从备份恢复" in str(error)  # noqa: PT017  either door may notice
        flip(database, place)
    with Store.open(folder, at=AT) as store:
        assert dump(store, history=True) == truth
        assert check(store) == []


def test_check_finds_originals_that_are_lost_altered_or_unneeded(desk: Desk) -> None:
    desk.receive("办公室")
    desk.receive("法规科")
    lost, altered = sorted(desk.store.originals.names())
    desk.store.originals.path(lost).unlink()
    desk.store.originals.path(altered).write_bytes(b"x")
    desk.store.originals.keep_bytes(b"nobody's", "a.doc")
    assert sorted(problem.code for problem in check(desk.store)) == [
        "original_altered",
        "original_missing",
        "original_orphaned",
    ]


def test_check_finds_rows_that_have_lost_what_they_belong_to(desk: Desk) -> None:
    desk.receive()
    with desk.store.engine.connect() as connection:
        connection.rollback()
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("DELETE FROM unit")
        driver.execute("PRAGMA foreign_keys = ON")
    assert {problem.code for problem in check(desk.store)} == {"row_dangling"}


def test_a_full_database_says_so_and_takes_everything_back(desk: Desk) -> None:
    desk.receive()
    before = dump(desk.store, history=True)
    with desk.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(DeskError, match="磁盘空间已满"):
        desk.receive("法规科", rows=5000)
    assert dump(desk.store, history=True) == before


def test_what_is_written_after_a_swallowed_error_is_not_kept_either(desk: Desk) -> None:
    submission, _ = desk.receive()
    before = dump(desk.store, history=True)
    with desk.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    rows = [new_record(number) for number in range(5000)]
    operation = desk.store.operation("收表", actor="经办人", at=AT)
    with pytest.raises(DeskError, match="已经出错"), operation as op:  # noqa: PT012  all of it is one operation
        common = {"campaign_id": desk.campaign, "form_id": desk.form, "unit_id": None, "period": None}
        with pytest.raises(DeskError, match="磁盘空间已满"):
            records.add_many(op, rows, submission_id=submission, **common)
        records.add_many(op, rows[:1], submission_id=submission, **common)
    assert dump(desk.store, history=True) == before


LIMITED = """
import resource, signal, sys
from pathlib import Path
from desk_app.problems import DeskError
from desk_app.storage.store import Store
from tests.storage.bureau import AT, Desk, dump
from desk_app.storage import campaigns, roster
folder, what = Path(sys.argv[1]), sys.argv[2]
with Store.open(folder, at=AT) as store:
    with store.read() as reader:
        campaign = campaigns.find(reader, "二十大").id
        desk = Desk(store, campaign, campaigns.find_form(reader, campaign, "附件2").id, roster.unit_ids(reader))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = dump(store, history=True)
    size = (folder / "desk.db").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192 if what == "database" else 10, resource.RLIM_INFINITY))
    try:
        if what == "database":
            desk.receive(rows=20000)
        else:
            store.originals.keep_bytes(b"x" * 100, "a.xlsx")
    except DeskError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert dump(store, history=True) == before
    assert not list((folder / "originals").glob(".desk-tmp-*"))
"""


@posix_only
@pytest.mark.parametrize("what", ["database", "original"])
def test_a_disk_that_takes_no_more_says_so_and_nothing_is_half_done(folder: Path, desk: Desk, what: str) -> None:
    desk.store.close()
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", LIMITED, str(folder), what],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "磁盘" in done.stdout
    with Store.open(folder, at=AT) as store:
        assert check(store) == []
