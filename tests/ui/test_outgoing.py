"""退回修改单 and 报送包 through the window: asked in dialogs, written, said, decided, taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.services.desk import Desk
from desk_app.services.intake_page import Kind
from desk_app.services.open_campaign import list_campaigns, name_the_office
from desk_app.services.parcel_out import make_parcel
from desk_app.services.slips import slip_page
from desk_app.services.values import Campaign
from desk_app.ui.intake.dialogs import ReasonDialog
from desk_app.ui.intake.room import IntakeRoom
from desk_app.ui.opening import sample_clock
from desk_app.ui.outgoing.slips_dialog import SlipsDialog
from desk_app.ui.printing.preview_dialog import PreviewDialog
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow


@pytest.fixture
def room(window: MainWindow) -> IntakeRoom:
    window.go("intake")
    found = window.house.room("intake")
    assert isinstance(found, IntakeRoom)
    return found


def behind(window: MainWindow) -> tuple[Desk, Campaign]:
    desk, campaign = window.worker._desk, window.session.campaign
    assert desk is not None
    assert campaign is not None
    return desk, campaign


def send_back(room: IntakeRoom, part: str) -> SlipsDialog:
    """Send one return back by the window's own buttons; the dialog that this leads to."""
    place = next(place for place, line in enumerate(room.lines.lines) if part in line.file)
    room.list.selectRow(place)
    room.pane.back.click()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ReasonDialog)
    QTest.keyClick(asked.text, Qt.Key.Key_Return)
    QApplication.processEvents()
    dialog = room.slips.dialog
    assert dialog is not None
    return dialog


def test_sending_back_leads_to_the_slip_with_that_return_ticked(room: IntakeRoom) -> None:
    dialog = send_back(room, "法规科")
    assert len(dialog.chosen) == 1
    assert "法规科" in dialog.list.model().index(0, 0).data()
    assert dialog._said.text() == "将给1家单位出单，1份表共1处；每家一个文件夹。"


def test_a_slip_is_written_said_and_taken_back(window: MainWindow, room: IntakeRoom, tmp_path: Path) -> None:
    dialog = send_back(room, "法规科")
    dialog.due.setText("2023年4月10日")
    dialog.contact.setText("王芳 8765")
    room.slips.write_to(tmp_path / "退回")
    assert "已给1家单位写好退回修改单，标出错处的文件1个" in window.notices.text
    assert (tmp_path / "退回" / "法规科" / "退回修改单（法规科）.pdf").is_file()
    desk, campaign = behind(window)
    assert slip_page(desk, campaign).returns[0].slips[0].due == "2023年4月10日"
    window.notices._ask_undo()
    assert not slip_page(desk, campaign).returns[0].slips


def test_the_text_is_copied_and_nothing_is_written_or_remembered(window: MainWindow, room: IntakeRoom) -> None:
    dialog = send_back(room, "法规科")
    dialog.copy.click()
    assert QApplication.clipboard().text().startswith("法规科：你单位附件2 大谈话统计表（2023年2月）有1处需修改")
    assert "已复制1家单位的退回文字" in window.notices.text
    desk, campaign = behind(window)
    assert not slip_page(desk, campaign).returns[0].slips


def test_the_slip_is_seen_before_it_is_printed(room: IntakeRoom) -> None:
    dialog = send_back(room, "法规科")
    dialog.look.click()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, PreviewDialog)
    assert len(shown._preview.sizes) == 1
    shown.close()


def test_usual_days_propose_the_date(room: IntakeRoom) -> None:
    dialog = send_back(room, "法规科")
    assert dialog.due.text() == ""
    dialog.days.setValue(3)
    assert dialog.due.text() == "2023年4月6日"
    dialog.days.setValue(0)
    assert dialog.due.text() == ""


def test_without_anything_sent_back_the_dialog_says_what_to_do(room: IntakeRoom) -> None:
    room.slip.click()
    dialog = room.slips.dialog
    assert dialog is not None
    assert "没有退回修改的来表" in dialog._said.text()
    assert not dialog.go.isEnabled()


@pytest.fixture
def parcel(sample_folder: Path, tmp_path: Path) -> Path:
    """What a branch hands over whose own units this office does not know by name, and one that it has heard from."""
    shutil.copytree(sample_folder, tmp_path / "branch")
    desk = open_desk(tmp_path / "branch", clock=sample_clock, own_fonts=False)
    with desk.store:
        name_the_office(desk, "青屏市生态环境局东城分局", "")
        return make_parcel(desk, list_campaigns(desk)[0], tmp_path / "stick", period=parse_period("2023-02")).path


def test_a_dropped_parcel_asks_what_must_be_decided_and_is_taken_in_and_back(
    window: MainWindow, room: IntakeRoom, parcel: Path
) -> None:
    room.take([parcel])
    dialog = room.parcels.dialog
    assert dialog is not None
    assert not dialog.go.isEnabled()
    assert "要先定的" in window.notices.text
    first = next(iter(dialog.boxes.values()))
    place = next(number for number in range(first.count()) if "自己的" in first.itemText(number))
    first.setCurrentIndex(place)
    first.activated.emit(place)
    for key in [key for key in dialog.boxes if key.startswith("received.")]:
        box = dialog.boxes[key]
        if key not in dialog.decisions:
            box.setCurrentIndex(1)
            box.activated.emit(1)
    for key in [key for key in dialog.boxes if key not in dialog.decisions]:
        dialog.boxes[key].setCurrentIndex(1)
        dialog.boxes[key].activated.emit(1)
    assert dialog.go.isEnabled(), dialog._said.text()
    dialog.go.click()
    assert "报送包已收下" in window.notices.text
    assert {line.kind for line in room.lines.lines} | {Kind.FAULTLESS} == {Kind.FAULTLESS}
    window.notices._ask_undo()
    room.take([parcel])
    assert room.parcels.dialog is not None, "taken back, it can be taken in again"


def test_one_decision_goes_for_all_of_its_kind_only_while_that_is_ticked(room: IntakeRoom, parcel: Path) -> None:
    room.take([parcel])
    dialog = room.parcels.dialog
    assert dialog is not None
    dialog.alike.setChecked(False)
    key, box = next(iter(dialog.boxes.items()))
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert list(dialog.decisions) == [key]


def test_a_damaged_parcel_is_refused_in_one_sentence(window: MainWindow, room: IntakeRoom, parcel: Path) -> None:
    parcel.write_bytes(parcel.read_bytes()[:-1])
    room.take([parcel])
    assert room.parcels.dialog is None
    assert "已损坏或被改动" in window.notices.text


def test_a_parcel_for_the_superior_office_is_made_from_the_figures(window: MainWindow, tmp_path: Path) -> None:
    window.go("tally")
    room = window.house.room("tally")
    assert isinstance(room, TallyRoom)
    room.parcels.ask_out()
    dialog = room.parcels.out_dialog
    assert dialog is not None
    dialog.period_picked.emit(parse_period("2023-02"))
    assert dialog.period.currentText() == "2023年2月"
    assert "大谈话统计表" in dialog.forms.ticks.ticked
    dialog._answer()
    asked = QApplication.activeModalWidget()
    assert asked is not None
    asked.close()
    room.parcels.write_to(tmp_path)
    assert [path.suffix for path in tmp_path.iterdir() if path.name.startswith("报送包")] == [".bsb"]
    assert "校验码" in window.notices.text
