"""办实事 in the grid shows what 调度台账 says of the row at the cursor, and takes new progress from there."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from desk_app.services.ready_forms import take_ready_form
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.window import MainWindow


def ledger(window: MainWindow) -> LedgerRoom:
    desk = window.worker._open_desk()
    changes = take_ready_form(desk, desk.campaign(None), "办实事调度台账")
    window.worker.changed.emit(changes)
    window.go("ledger")
    room = window.house.room("ledger")
    assert isinstance(room, LedgerRoom)
    return room


def test_progress_is_entered_from_the_row_and_shown_beside_it(window: MainWindow) -> None:
    room = ledger(window)
    room.bar.choose("附件2")
    assert not room.followed.isVisible()
    room.bar.choose("附件5")
    room.grid.show_cell(room.model.index(0, 5))
    assert room.followed.isVisible()
    (one,) = room.followed.found
    assert one.said == "办实事调度台账：还没有登记进展"
    dialog = room.followed.ask(one)
    day, state, progress = (dialog.fields[key] for key in ("on_day", "state", "progress"))
    assert isinstance(day, QLineEdit)
    assert day.text() == "2023年4月3日"
    assert isinstance(state, QComboBox)
    assert isinstance(progress, QPlainTextEdit)
    state.setCurrentText("推进中")
    progress.setPlainText("已完成招标")
    dialog.save()
    assert window.notices.text.startswith("进展已登记")
    (one,) = room.followed.found
    assert one.said == "办实事调度台账（1次）：2023年4月3日，推进中，已完成招标"
    window.notices._ask_undo()
    (one,) = room.followed.found
    assert one.entries == 0
