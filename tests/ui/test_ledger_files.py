"""记录卡: files attached, looked at, taken away and back; the record on paper."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.record_preview import RecordPreviewDialog
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.ledger.side import CARD
from desk_app.ui.printing.preview_dialog import PreviewDialog
from desk_app.ui.window import MainWindow


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


@pytest.fixture
def room(window: MainWindow) -> LedgerRoom:
    window.go("ledger")
    found = window.house.room("ledger")
    assert isinstance(found, LedgerRoom)
    settle()
    found.grid.show_cell(found.model.index(0, FIRST + 1))
    found.open_side(CARD)
    settle()
    return found


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    made = tmp_path / "谈话照片.png"
    made.write_bytes(b"\x89PNG")
    return made


def words(room: LedgerRoom) -> str:
    return "\n".join(one.text() for one in room.side.card.attached.findChildren(QLabel) if not one.isHidden())


def links(room: LedgerRoom) -> dict[str, QPushButton]:
    return {one.text(): one for one in room.side.card.attached.findChildren(QPushButton) if one.isVisible()}


def drop(room: LedgerRoom, path: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    room.side.card.attached.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), copy, carried, left, none))
    settle()


def test_a_dropped_file_stands_on_the_card_with_its_size_time_and_check_code(room: LedgerRoom, photo: Path) -> None:
    assert "还没有附件" in words(room)
    drop(room, photo)
    assert "谈话照片.png" in links(room)
    assert "1KB" in words(room)
    assert "校验码" in words(room)


def test_a_file_is_opened_as_a_read_only_copy(room: LedgerRoom, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_it(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_it)
    drop(room, photo)
    links(room)["谈话照片.png"].click()
    settle()
    assert [(one.name, one.read_bytes()) for one in opened] == [("谈话照片.png", b"\x89PNG")]
    assert "只读副本" in room.notices.text


def test_a_file_taken_away_comes_back_with_ctrl_z(room: LedgerRoom, photo: Path) -> None:
    drop(room, photo)
    links(room)["移去"].click()
    settle()
    assert "还没有附件" in words(room)
    room.grid.setFocus()
    QTest.keyClick(room.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "谈话照片.png" in links(room)


def test_files_that_came_and_went_stand_in_the_story_and_lead_nowhere_back(room: LedgerRoom, photo: Path) -> None:
    drop(room, photo)
    links(room)["移去"].click()
    settle()
    room.grid.setFocus()
    QTest.keyClick(room.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    card = room.side.card.card
    assert card is not None
    assert [step.said for step in card.steps if step.of_files] == [
        ("附上“谈话照片.png”",),
        ("移去“谈话照片.png”",),
        ("附上“谈话照片.png”",),
    ]
    assert [step.undone for step in card.steps[:3]] == [False, True, False]
    assert "恢复到这时的内容" not in {one.text() for one in room.side.card._story.findChildren(QPushButton)}


def test_files_are_those_of_the_record_that_is_shown(room: LedgerRoom, photo: Path) -> None:
    drop(room, photo)
    room.grid.show_cell(room.model.index(1, FIRST + 1))
    settle()
    assert "还没有附件" in words(room)
    room.grid.show_cell(room.model.index(0, FIRST + 1))
    settle()
    assert "谈话照片.png" in links(room)


def test_a_refused_file_is_told_in_one_sentence(room: LedgerRoom, tmp_path: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    drop(room, empty)
    assert "空文件" in room.notices.text
    assert "还没有附件" in words(room)


def test_the_record_is_seen_on_its_form_before_it_is_printed(window: MainWindow, room: LedgerRoom) -> None:
    room.side.card.print_asked.emit()
    settle()
    found = window.findChildren(PreviewDialog)
    assert [one.windowTitle() for one in found] == ["大谈话统计表 办公室 第1行"]
    found[0].close()
    settle()
    assert window.findChildren(PreviewDialog) == []


def test_the_records_paper_is_kept_as_pdf_excel_and_word_and_holds_what_the_card_says(
    window: MainWindow, room: LedgerRoom, tmp_path: Path
) -> None:
    room.side.card.print_asked.emit()
    settle()
    (dialog,) = window.findChildren(RecordPreviewDialog)
    assert {"存为PDF…", "存为Excel…", "存为Word…"} <= {one.text() for one in dialog.findChildren(QPushButton)}
    for end in (".pdf", ".xlsx", ".docx"):
        dialog.save_to(tmp_path / f"记录{end}")
        settle()
        assert f"记录{end}" in window.notices.text
    assert room.side.card.card is not None
    talker = str(room.side.card.card.values["talker"])
    assert talker in "".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "记录.pdf").pages)
    sheet = openpyxl.load_workbook(tmp_path / "记录.xlsx").worksheets[0]
    assert talker in {str(cell.value) for row in sheet.iter_rows() for cell in row}
    cells = [
        cell.text
        for table in docx.Document(str(tmp_path / "记录.docx")).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert talker in cells
    dialog.save_to(tmp_path / "记录.txt")
    settle()
    assert "请换一个文件名" in window.notices.text
    assert not (tmp_path / "记录.txt").exists()
    dialog.close()
