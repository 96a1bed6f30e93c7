"""档案 in the window: the list of what there is, the archive put in order and made, looked into, handed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desk_app.services.archive_classes import ArchiveClass
from desk_app.services.archive_make import ArchiveWish
from desk_app.services.archive_verify import verify_archive
from desk_app.services.task_board import task_board
from desk_app.services.task_work import Entry, note_task
from desk_app.ui.archive.files_dialog import FilesDialog
from desk_app.ui.archive.items_model import KEPT, TITLE
from desk_app.ui.archive.make_dialog import MakeDialog
from desk_app.ui.archive.room import INSPECTION, ITEMS, KEEPING, ArchiveRoom
from desk_app.ui.ask_path import FilesQuestion, PathQuestion
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.ledger.side import CARD
from desk_app.ui.rooms import ROOMS
from desk_app.ui.window import MainWindow
from tests.ui.conftest import Make, outside_of

LEDGER = "form:整改台账:2023-03"
_NONE, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(window: MainWindow) -> ArchiveRoom:
    window.go("archive")
    found = window.house.room("archive")
    assert isinstance(found, ArchiveRoom)
    return found


def made(room: ArchiveRoom, folder: Path, *, personal: bool = True) -> Path:
    """File the sample through the dialog; the folder."""
    room.items_page.personal.setChecked(personal)
    room.ask_make()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MakeDialog)
    dialog.each.setChecked(False)
    dialog.fonds.setText("Z109")
    dialog.go.click()
    question = QApplication.activeModalWidget()
    assert isinstance(question, PathQuestion)
    question.fileSelected.emit(str(folder))
    question.close()
    return next(path for path in folder.iterdir() if path.is_dir())


def go_to(room: ArchiveRoom, key: str, column: int = TITLE) -> None:
    model = room.items_page.model
    room.items_page.table.setCurrentIndex(model.index(model.row_of(key), column))


def test_every_line_of_the_list_opens_its_thing(room: ArchiveRoom, window: MainWindow) -> None:
    lines = room.inspection_page.model.lines
    assert len(lines) > 40
    for row, line in enumerate(lines):
        window.go("archive")
        room.inspection_page.table.setCurrentIndex(room.inspection_page.model.index(row, 1))
        room.inspection_page.go.click()
        assert window.house.name == line.room
        assert window.notices.text == "", line.matter


def test_a_task_of_the_list_is_the_one_that_is_shown(room: ArchiveRoom, window: MainWindow) -> None:
    page = room.inspection_page
    row = next(row for row, one in enumerate(page.model.lines) if one.matter.startswith("16"))
    page.table.setCurrentIndex(page.model.index(row, 1))
    page.go.click()
    tasks = window.house.room("tasks")
    assert tasks.list.current is not None  # type: ignore[attr-defined]
    assert tasks.list.current.task.number == "16"  # type: ignore[attr-defined]


def test_only_what_lacks_something_is_shown_when_that_is_asked(room: ArchiveRoom) -> None:
    page = room.inspection_page
    everything = len(page.model.lines)
    page.only.setChecked(True)
    assert 0 < len(page.model.lines) < everything
    assert all(one.lacking for one in page.model.lines)
    assert f"尚缺{len(page.model.lines)}" in room.tabs.tabText(INSPECTION)


def test_the_list_is_written_three_ways(room: ArchiveRoom, tmp_path: Path) -> None:
    room.write_inspection(tmp_path / "目录")
    assert {path.suffix for path in (tmp_path / "目录").iterdir()} == {".pdf", ".xlsx", ".docx"}


def test_a_title_typed_a_class_picked_and_a_blank_pressed_are_kept_and_taken_back(
    room: ArchiveRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.tabs.setCurrentIndex(ITEMS)
    page = room.items_page
    go_to(room, LEDGER)
    assert page.model.setData(page.model.index(page.model.row_of(LEDGER), TITLE), "三月整改台账")
    page.klass.setCurrentIndex(page.klass.findText("理论学习"))
    page.klass.activated.emit(page.klass.currentIndex())
    assert page.current is not None
    assert (page.current.item.key, page.current.title, page.current.klass) == (
        LEDGER, "三月整改台账", ArchiveClass.STUDY,
    )  # fmt: skip
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.current.kept is False
    window.undo_last()
    assert page.current.kept is True


def test_alt_with_the_arrows_moves_an_item_and_return_opens_it(
    room: ArchiveRoom, window: MainWindow, qtbot: QtBot
) -> None:
    room.tabs.setCurrentIndex(ITEMS)
    page = room.items_page
    go_to(room, LEDGER)
    before = page.current
    assert before is not None
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.current is not None
    assert (page.current.item.key, page.current.number) == (LEDGER, (before.number or 0) - 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.house.name == "ledger"


def test_ticking_the_last_column_takes_a_personal_form_in(room: ArchiveRoom) -> None:
    page, key = room.items_page, "form:大谈话统计表:2023-03"
    index = page.model.index(page.model.row_of(key), KEPT)
    assert page.model.data(index, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    page.model.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert page.plan is not None
    assert page.plan.place(key).kept


def offers_no_change(window: MainWindow, qtbot: QtBot) -> None:
    """台账 of a folder that is only read: all is there to be seen, and nothing to change it with."""
    window.go("ledger")
    ledger = window.house.room("ledger")
    assert isinstance(ledger, LedgerRoom)
    ledger.bar.choose("附件3", period="")
    assert ledger.model.rowCount() == len(ledger.model.ids) > 0
    ledger.grid.show_cell(ledger.model.index(0, FIRST + 1))
    for key, held in ((Qt.Key.Key_A, _NONE), (Qt.Key.Key_Delete, _NONE), (Qt.Key.Key_Minus, _CONTROL)):
        window.notices.clear()
        qtbot.keyClick(ledger.grid, key, held)
        assert "只读副本" in window.notices.text
    window.notices.clear()
    assert ledger.grid.cells.open is None
    ledger.open_side(CARD)
    assert ledger.side.card.editors
    assert all(editor.isReadOnly() for editor in ledger.side.card.findChildren(QLineEdit))
    seen = {one.text() for one in ledger.findChildren(QPushButton) if not one.isHidden()}
    assert seen >= {"记录卡 F4", "查看原件(&O)", "打印这条记录"}
    assert not seen & {"删除行(&D)", "写说明 F9", "撤销", "恢复", "附上文件", "移去", "恢复到这时的内容"}
    ledger.split.open_second(is_open=False)


def test_the_archive_is_made_checked_looked_into_and_left_again(
    room: ArchiveRoom, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = made(room, tmp_path / "出")
    assert verify_archive(folder).whole
    room.keeping.check(folder)
    assert "完好" in room.keeping_page.verdict.text()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    office = window.session.overview
    assert office is not None
    room.keeping.look_into(folder)
    overview = window.session.overview
    assert overview is not None
    assert overview.folder == window.context.outside.archive_view
    assert window.read_only.isVisible()
    assert "只读" in window.read_only.text.text()
    assert "（只读）" in window.windowTitle()
    for one in ROOMS:
        window.go(one.name)
        assert window.house.name == one.name
        assert window.notices.text == "", one.name
    assert window.session.clock().year == 2023
    offers_no_change(window, qtbot)
    window.go("archive")
    room.items_page.kept.emit(LEDGER, False)  # noqa: FBT003  as the model tells it
    assert "只读副本" in window.notices.text
    window.read_only.leave()
    assert window.session.overview is not None
    assert window.session.overview.folder == office.folder
    assert not window.read_only.isVisible()
    assert not window.context.outside.archive_view.exists()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_where_persons_may_be_named_beside_the_forms_is_told_before_the_archive_is_made(
    room: ArchiveRoom, window: MainWindow, tmp_path: Path
) -> None:
    desk = window.worker._open_desk()
    campaign = desk.campaign(None)
    note_task(desk, campaign, task_board(desk, campaign).lines[0].key, Entry(text="请有关同志准备"))
    room.read_plan()
    room.ask_make()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MakeDialog)
    assert "任务进展1条是随手写的文字" in dialog.told.text()
    dialog.wordless.setChecked(True)
    wishes: list[ArchiveWish] = []
    dialog.wanted.disconnect()
    dialog.wanted.connect(lambda wish, _terms: wishes.append(wish))
    dialog.go.click()
    assert [one.with_words for one in wishes] == [False]
    room.items_page.personal.setChecked(True)
    room.ask_make()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MakeDialog)
    assert dialog.told.text() == ""
    assert dialog.wordless.isHidden()
    dialog.close()


def test_a_file_that_was_changed_is_listed_by_name(room: ArchiveRoom, window: MainWindow, tmp_path: Path) -> None:
    folder = made(room, tmp_path / "出")
    victim = folder / "归档目录" / "迎检目录.pdf"
    victim.write_bytes(b"x")
    room.keeping.check(folder)
    listed = room.keeping_page.differences
    assert [listed.item(row).text() for row in range(listed.count())] == [
        "改动　归档目录/迎检目录.pdf：内容与归档时不同。"
    ]
    assert "不一致" in window.notices.text


def test_what_is_no_archive_leaves_the_office_open_and_is_said(
    room: ArchiveRoom, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "别的").mkdir()
    room.keeping.look_into(tmp_path / "别的")
    assert window.session.overview is not None
    assert window.session.overview.folder == window.context.outside.data
    assert "不是归档" in window.notices.text


def test_the_work_is_handed_over_and_this_computer_only_looks_on_until_it_is_let(
    room: ArchiveRoom, window: MainWindow, tmp_path: Path
) -> None:
    room.tabs.setCurrentIndex(KEEPING)
    assert "未办任务25项" in room.keeping_page.matters.text()
    room.keeping.hand_over("李四", tmp_path / "盘", seal=True)
    assert len(list((tmp_path / "盘").glob("交接包*.zip"))) == 1
    assert "交接给李四" in window.read_only.text.text()
    assert window.read_only.back.isHidden()
    assert not room.keeping_page.hand.isEnabled()
    room.keeping.resume()
    assert not window.read_only.isVisible()
    assert room.keeping_page.hand.isEnabled()
    assert window.session.overview is not None
    assert window.session.overview.seal is None


def test_a_successors_empty_computer_opens_the_package_where_a_backup_is_asked_for(
    room: ArchiveRoom, make_window: Make, qapp: QApplication, tmp_path: Path
) -> None:
    room.keeping.hand_over("李四", tmp_path / "盘", seal=False)
    package = next((tmp_path / "盘").glob("*.zip"))
    from desk_app.ui.start import build_window
    from desk_app.ui.worker import SameThreadRunner

    window = build_window(qapp, outside_of(tmp_path / "新" / "data"), SameThreadRunner())
    assert window is not None
    try:
        window.show()
        window.session.open(window.context.outside.data)
        window.context.safekeeping.restore_from(package)
        assert "经办人：李四" in window.notices.text
        assert window.session.overview is not None
        assert window.session.overview.operator == "李四"
        assert window.session.campaign is not None
    finally:
        window.close()
        window.deleteLater()


def test_an_archive_is_checked_before_any_campaign_was_started(fresh: MainWindow, tmp_path: Path) -> None:
    fresh.go("archive")
    room = fresh.house.room("archive")
    assert isinstance(room, ArchiveRoom)
    assert not room.items_page.make.isEnabled()
    room.keeping.check(tmp_path)
    assert "不是归档" in fresh.notices.text


def test_a_photo_is_put_into_an_item_looked_at_and_taken_out_again(
    room: ArchiveRoom, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "启动会照片.jpg"
    photo.write_bytes(b"a photo")
    room.tabs.setCurrentIndex(ITEMS)
    go_to(room, "register")
    room.items_page.files.click()
    dialog = room.findChild(FilesDialog)
    assert isinstance(dialog, FilesDialog)
    assert not dialog.away.isEnabled()
    dialog.dropped.emit(dialog.key, [photo])
    assert dialog.list.count() == 1
    assert dialog.list.item(0).text().startswith("启动会照片.jpg　1KB　2023年4月3日 16:00")
    assert room.items_page.plan is not None
    assert room.items_page.plan.place("register").item.holds.endswith("附入1个")
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    dialog.look.click()
    assert Path(opened[0]).read_bytes() == b"a photo"
    dialog.away.click()
    assert dialog.list.count() == 0
    window.undo_last()
    assert dialog.list.count() == 1
    dialog.close()


def test_files_become_an_item_of_their_own(room: ArchiveRoom, window: MainWindow, tmp_path: Path) -> None:
    speech = tmp_path / "局长动员讲话.txt"
    speech.write_text("同志们", encoding="utf-8")
    room.tabs.setCurrentIndex(ITEMS)
    room.items_page.new.click()
    question = QApplication.activeModalWidget()
    assert isinstance(question, FilesQuestion)
    question.filesSelected.emit([str(speech)])
    question.close()
    assert "已新增一件" in window.notices.text
    assert room.items_page.plan is not None
    own = next(one for one in room.items_page.plan.places if one.title == "局长动员讲话")
    assert (own.klass, own.item.holds) == (ArchiveClass.OPENING, "文件1个")
    go_to(room, own.item.key)
    QTest.keyClick(room.items_page.table, Qt.Key.Key_Return)
    assert room.tabs.currentIndex() == ITEMS
