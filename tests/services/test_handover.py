"""交接: a successor goes on where the other stopped, on a computer without data; the other's is read only if wished."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError
from desk_app.services.chasing import ChaseEntry, Matter, log_chase
from desk_app.services.desk import Desk
from desk_app.services.end_campaign import end_campaign
from desk_app.services.handover import BACKUP, PREFS, is_handover, make_handover, open_handover, resume
from desk_app.services.handover_matters import OWED, PROMISED, UNDONE, WAITS, open_matters, summary
from desk_app.services.home_page import home_page
from desk_app.services.open_campaign import name_the_office
from desk_app.services.safekeeping import check, write_backup
from desk_app.services.tally import tally_of
from desk_app.storage.restore import restore_backup
from tests.services.sample_office import FEBRUARY, NOW, TALKS, opened


@pytest.fixture
def desk(sample_pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(sample_pattern, tmp_path / "旧" / "data") as one:
        yield one


def totals(desk: Desk) -> list[tuple[str, int]]:
    return [(one.form.name, one.total) for one in tally_of(desk, desk.campaign(None), FEBRUARY)]


def promise(desk: Desk) -> None:
    matters = {"法规科": (Matter(TALKS, "2023-03"),)}
    log_chase(desk, desk.campaign(None), ChaseEntry(matters, answer="正在整理", promised_on=date(2023, 4, 6)))


def test_the_successor_goes_on_with_everything_and_is_the_operator(desk: Desk, tmp_path: Path) -> None:
    name_the_office(desk, "青屏市生态环境局", "张三")
    promise(desk)
    wanted, matters = totals(desk), open_matters(desk)
    made = make_handover(desk, tmp_path / "盘", "李四")
    assert is_handover(made.path)
    taken = open_handover(made.path, tmp_path / "新" / "data", NOW)
    assert (taken.giver, taken.taker, taken.bureau, taken.lost) == ("张三", "李四", "青屏市生态环境局", 0)
    after = open_desk(tmp_path / "新" / "data", clock=lambda: NOW, own_fonts=False)
    with after.store:
        assert after.actor == "李四"
        assert totals(after) == wanted
        assert open_matters(after) == matters
        assert check(after) == []
        promise(after)


def test_the_list_names_what_is_open_owed_waiting_and_promised(desk: Desk) -> None:
    promise(desk)
    found = open_matters(desk)
    kinds = {one.kind for one in found}
    assert {UNDONE, OWED, WAITS, PROMISED} <= kinds
    talks = next(one for one in found if one.kind == OWED and TALKS in one.matter and "2023年3月" in one.matter)
    assert (talks.unit, talks.state) == ("法规科、西城分局", "未报2家")
    promised = next(one for one in found if one.kind == PROMISED)
    assert (promised.unit, promised.due) == ("法规科", "2023年4月6日")
    assert "单位承诺1项" in summary(found)


def test_what_waits_is_counted_and_worded_as_on_the_first_page(desk: Desk) -> None:
    found = open_matters(desk)
    page = home_page(desk, desk.campaign(None), parse_period("2023-03"))
    (todo,) = [one.text for one in page.todos if "份来表待核" in one.text]
    said = todo.partition("，")[0]
    assert said in summary(found)
    assert said == f"{sum(one.count for one in found if one.kind == WAITS)}份来表待核"


def test_an_ended_campaign_asks_nothing_of_a_successor(desk: Desk) -> None:
    end_campaign(desk, desk.campaign(None).id)
    assert [one for one in open_matters(desk) if one.kind != "方案疑点"] == []


def test_the_paper_lists_the_same_and_bears_the_code_of_the_backup(desk: Desk, tmp_path: Path) -> None:
    made = make_handover(desk, tmp_path / "盘", "彭𬭚")
    (said,) = made.remarks
    assert "“𬭚”" in said
    with zipfile.ZipFile(made.path) as packed:
        packed.extractall(tmp_path / "开")
    sheet = openpyxl.load_workbook(tmp_path / "开" / "工作交接清单.xlsx").active
    assert sheet is not None
    texts = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert any(made.code in text for text in texts)
    for one in made.matters:
        assert any(one.matter == text for text in texts), one.matter
    restore_backup(tmp_path / "开" / BACKUP, tmp_path / "恢复", NOW)


def test_the_old_computer_is_read_only_if_wished_until_it_is_let_go_on(desk: Desk, tmp_path: Path) -> None:
    make_handover(desk, tmp_path / "盘", "李四", seal=True)
    folder = desk.store.folder.root
    desk.store.close()
    sealed = open_desk(folder, clock=lambda: NOW, own_fonts=False)
    with sealed.store:
        assert totals(sealed)
        with pytest.raises(DeskError, match="交接给李四"):
            name_the_office(sealed, "别的局", "别人")
        with pytest.raises(DeskError, match="交接给李四"):
            make_handover(sealed, tmp_path / "盘", "王五")
    assert resume(folder).name == "李四"
    again = open_desk(folder, clock=lambda: NOW, own_fonts=False)
    with again.store:
        name_the_office(again, "青屏市生态环境局", "张三")
    with pytest.raises(DeskError, match="不用解除"):
        resume(folder)


def test_a_restored_backup_of_a_sealed_office_is_not_sealed(desk: Desk, tmp_path: Path) -> None:
    make_handover(desk, tmp_path / "盘", "李四", seal=True)
    folder = desk.store.folder.root
    write_backup(desk, tmp_path / "备份.zip")
    desk.store.close()
    restore_backup(tmp_path / "备份.zip", folder, NOW)
    again = open_desk(folder, clock=lambda: NOW, own_fonts=False)
    with again.store:
        name_the_office(again, "青屏市生态环境局", "张三")


def test_a_damaged_mark_never_makes_a_folder_writable(desk: Desk, tmp_path: Path) -> None:
    make_handover(desk, tmp_path / "盘", "李四", seal=True)
    folder = desk.store.folder
    desk.store.close()
    folder.seal.write_text("{", encoding="utf-8")
    with pytest.raises(DeskError, match="只读标记"):
        open_desk(folder.root, clock=lambda: NOW, own_fonts=False)


def test_a_computer_with_work_of_its_own_is_not_taken_over(desk: Desk, sample_pattern: Path, tmp_path: Path) -> None:
    made = make_handover(desk, tmp_path / "盘", "李四")
    with opened(sample_pattern, tmp_path / "新" / "data") as other:
        before = totals(other)
    with pytest.raises(DeskError, match="本机已有数据"):
        open_handover(made.path, tmp_path / "新" / "data", NOW)
    again = open_desk(tmp_path / "新" / "data", clock=lambda: NOW, own_fonts=False)
    with again.store:
        assert totals(again) == before


def test_a_folder_with_somebody_elses_files_is_not_taken_over(desk: Desk, tmp_path: Path) -> None:
    made = make_handover(desk, tmp_path / "盘", "李四")
    (tmp_path / "文档").mkdir()
    (tmp_path / "文档" / "年终报告.txt").write_text("不能丢", encoding="utf-8")
    with pytest.raises(DeskError, match=r"“文档”里有别的文件（“年终报告\.txt”）"):
        open_handover(made.path, tmp_path / "文档", NOW)
    assert [path.name for path in (tmp_path / "文档").iterdir()] == ["年终报告.txt"]
    assert not list(tmp_path.glob("文档.*")), "nothing was moved out of the way"
    (tmp_path / "空").mkdir()
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store"):
        (tmp_path / "空" / name).write_bytes(b"of the file manager")
    assert open_handover(made.path, tmp_path / "空", NOW).aside is None
    assert not (tmp_path / "空" / "desktop.ini").exists()


def test_a_computer_on_which_the_program_was_only_started_counts_as_empty(desk: Desk, tmp_path: Path) -> None:
    made = make_handover(desk, tmp_path / "盘", "李四")
    started = open_desk(tmp_path / "新" / "data", clock=lambda: NOW, own_fonts=False)
    started.store.close()
    assert open_handover(made.path, tmp_path / "新" / "data", NOW).aside is not None


def test_what_the_window_looked_like_goes_along_but_not_its_place_on_the_screen(desk: Desk, tmp_path: Path) -> None:
    prefs = desk.store.folder.root / "window" / "window.ini"
    prefs.parent.mkdir()
    prefs.write_text("[General]\npercent=125\nplace=@ByteArray(abc)\nshade=dark\n", encoding="utf-8")
    made = make_handover(desk, tmp_path / "盘", "李四")
    with zipfile.ZipFile(made.path) as packed:
        assert PREFS in packed.namelist()
    open_handover(made.path, tmp_path / "新", NOW)
    kept = (tmp_path / "新" / "window" / "window.ini").read_text(encoding="utf-8")
    assert kept.splitlines() == ["[General]", "percent=125", "shade=dark"]


def test_a_successor_without_a_name_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="接收人姓名"):
        make_handover(desk, tmp_path / "盘", "  ")
    assert not (tmp_path / "盘").exists()


@pytest.fixture(scope="module")
def package(sample_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    base = tmp_path_factory.mktemp("package")
    with opened(sample_pattern, base / "data") as one:
        return make_handover(one, base / "盘", "李四").path.read_bytes()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_package_in_which_anything_was_altered_is_refused_or_opens_as_it_was(
    package: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A zip has bytes that say nothing (times of day, rights): those may differ, and all is there nevertheless."""
    base = tmp_path_factory.mktemp("altered")
    place, mask = data.draw(st.integers(0, len(package) - 1)), data.draw(st.integers(1, 255))
    path = base / "交接包.zip"
    path.write_bytes(package[:place] + bytes([package[place] ^ mask]) + package[place + 1 :])
    try:
        taken = open_handover(path, base / "data", datetime(2023, 4, 10))  # noqa: DTZ001  the office's own wall clock
    except DeskError as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017  either is right
        assert not (base / "data").exists()
    else:
        assert taken.taker == "李四"
        after = open_desk(base / "data", clock=lambda: NOW, own_fonts=False)
        with after.store:
            assert check(after) == []


def test_what_is_no_package_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    other = tmp_path / "别的.zip"
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("交接.json", json.dumps({"kind": "别的"}))
    assert is_handover(other)
    for path in (other, tmp_path / "没有.zip"):
        with pytest.raises(DeskError):
            open_handover(path, tmp_path / "新", NOW)
    assert not (tmp_path / "新").exists()
