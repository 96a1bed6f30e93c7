"""整批打印 from the window: checked, told, printed, stopped and gone on with."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desk_app.campaign.period import month_period
from desk_app.progress import Silent
from desk_app.services.print_batch_plan import lists_of, plan_batch
from desk_app.services.print_batch_wish import BatchWish, Target
from desk_app.services.print_choice import Preview
from desk_app.ui.printing.batch_dialog import BatchDialog
from desk_app.ui.printing.paint import new_printer
from desk_app.ui.printing.room import PrintRoom
from desk_app.ui.window import MainWindow

MARCH = month_period(2023, 3)


@pytest.fixture
def room(window: MainWindow) -> PrintRoom:
    window.session.choose_period(MARCH)
    window.go("print")
    found = window.house.room("print")
    assert isinstance(found, PrintRoom)
    return found


@pytest.fixture
def dialog(room: PrintRoom, qtbot: QtBot) -> BatchDialog:
    room.batch.open()
    made = room.batch.dialog
    assert made is not None
    qtbot.waitExposed(made)
    return made


def press(qtbot: QtBot, dialog: BatchDialog) -> None:
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)


def test_a_batch_is_checked_told_and_written_with_its_list(
    window: MainWindow, room: PrintRoom, dialog: BatchDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.forms.ticks.tick_only(["大谈话统计表"])
    dialog.period.setCurrentIndex(dialog.period.findText(MARCH.label))
    dialog.period.activated.emit(dialog.period.currentIndex())
    dialog.name.box.setEditText("{附件}+{单位}")
    assert "附件2+" in dialog.name.said.text()
    press(qtbot, dialog)
    assert dialog.told.toPlainText().startswith("共")
    assert "开始打印" in dialog.go.text()
    dialog.go.click()
    room.batch._folder_chosen(tmp_path / "out")
    desk = window.worker._open_desk()
    written = sorted(path.name for path in (tmp_path / "out").glob("*.pdf"))
    assert written == sorted(f"附件2+{unit.name}.pdf" for unit in desk.roster().reporting)
    assert list((tmp_path / "out").glob("打印清单*.xlsx"))
    assert [one.ended for one in lists_of(desk).every()] == [True]
    assert room.batch.dialog is None


def test_a_changed_wish_is_checked_again_before_it_is_printed(dialog: BatchDialog, qtbot: QtBot) -> None:
    press(qtbot, dialog)
    assert "开始打印" in dialog.go.text()
    dialog.units.ticks.tick_only(["办公室"])
    assert dialog.go.text() == "检查"
    dialog.name.box.setEditText("{天气}")
    assert not dialog.go.isEnabled()
    assert "不认识" in dialog.name.said.text()


def test_how_a_form_is_printed_is_kept_for_the_next_time(room: PrintRoom, dialog: BatchDialog, qtbot: QtBot) -> None:
    dialog.forms.setCurrentIndex(dialog.forms.model().index(1, 0))
    dialog.preset.copies.setValue(3)
    qtbot.mouseClick(dialog.preset.double, Qt.MouseButton.LeftButton)
    form = dialog.forms_of_choice[1]
    dialog.close()
    room.batch.open()
    again = room.batch.dialog
    assert again is not None
    again.forms.setCurrentIndex(again.forms.model().index(1, 0))
    assert again.preset.copies.value() == 3
    assert again.preset.double.isChecked()
    assert form in again.preset._whose.text()


def test_each_paper_is_a_job_of_its_own_on_the_printer_and_noted_with_its_pages(
    window: MainWindow, room: PrintRoom, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = window.worker._open_desk()
    wish = BatchWish(("大谈话统计表",), ("办公室", "人事科"), period=MARCH, target=Target.PRINTER)
    plan = plan_batch(desk, desk.campaign(None), wish, Silent())
    printer = new_printer(Preview(b"", ()), "整批打印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    printer.setResolution(72)
    room.batch.start(plan, printer)
    batch = next(iter(lists_of(desk).every()))
    assert batch.ended
    for item, (_, done) in zip(plan.items, sorted(batch.done.items()), strict=True):
        with pypdfium2.PdfDocument(tmp_path / f"纸 {item.stem}.pdf") as document:
            assert len(document) == done.pages


def test_a_stopped_batch_is_offered_when_the_dialog_is_opened_and_goes_on(
    window: MainWindow, room: PrintRoom, qtbot: QtBot, tmp_path: Path
) -> None:
    from desk_app.problems import Cancelled
    from desk_app.services.print_batch import begin_batch, run_batch

    class Stop:
        def step(self, done: int, total: int, text: str) -> None:
            if done == 3:
                raise Cancelled

    desk = window.worker._open_desk()
    campaign = desk.campaign(None)
    plan = plan_batch(desk, campaign, BatchWish(("大谈话统计表",), period=MARCH, out=tmp_path), Silent())
    batch = begin_batch(desk, campaign, plan)
    with pytest.raises(Cancelled):
        run_batch(desk, campaign, batch.id, Stop())
    room.batch.open()
    assert room.batch.dialog is not None
    room.batch.dialog._resume()
    assert lists_of(desk).load(batch.id).ended
    assert len(list(tmp_path.glob("附件2*.pdf"))) == len(plan.items)
