"""查找 (Ctrl+K) through the window: rows of the ledgers as one types, keys only, persons never shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.services import search as finding
from desk_app.services.search import FoundGroup, FoundLine, SearchAnswer
from desk_app.storage import campaigns, records
from desk_app.ui.dialog_find import FindDialog
from desk_app.ui.find.model import FindLine, PlacesModel
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.rooms import ROOMS
from desk_app.ui.tasks.room import TaskRoom
from desk_app.ui.window import MainWindow


def opened(window: MainWindow) -> FindDialog:
    window.find()
    dialog = window.findChild(FindDialog)
    assert dialog is not None
    return dialog


def a_cell(window: MainWindow, form: str, key: str) -> str:
    desk = window.worker._desk
    assert desk is not None
    with desk.store.read() as reader:
        campaign = campaigns.list_campaigns(reader)[0]
        form_id = campaigns.find_form(reader, campaign.id, form).id
        return str(records.counted(reader, campaign.id, form_id=form_id)[0].values[key])


def lines(dialog: FindDialog) -> list[FindLine]:
    return [line for row in range(dialog.model.rowCount()) if (line := dialog.model.line(row)) is not None]


def ask(dialog: FindDialog, qtbot: QtBot, words: str) -> list[FindLine]:
    dialog.field.setText(words)
    qtbot.waitUntil(lambda: dialog.model.answer is not None)
    return lines(dialog)


def test_a_row_is_found_as_one_types_and_enter_opens_it_in_the_ledger(window: MainWindow, qtbot: QtBot) -> None:
    word = a_cell(window, "办实事征集表", "matter")[:4]
    dialog = opened(window)
    found = ask(dialog, qtbot, word)
    row = next(line for line in found if line.kind == "记录")
    assert row.place is not None
    assert any(row.text[start:end] == word for start, end in row.marks)
    while dialog.model.line(dialog.list.currentIndex().row()) != row:
        QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert ROOMS[window.house.place].name == "ledger"
    room = window.house.room("ledger")
    assert isinstance(room, LedgerRoom)
    wanted = int(row.place.errand.removeprefix("record:"))
    qtbot.waitUntil(lambda: room._current_id() == wanted)


def test_a_persons_name_is_counted_never_shown_and_leads_to_the_ledger_filtered(
    window: MainWindow, qtbot: QtBot
) -> None:
    name = a_cell(window, "大谈话统计表", "talkee")
    dialog = opened(window)
    found = ask(dialog, qtbot, name)
    counted = next(line for line in found if line.kind == "台账")
    assert "不显示内容" in counted.text
    assert counted.place is not None
    assert not any(line.kind == "记录" and name in line.text for line in found)
    dialog._select(found.index(counted))
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    room = window.house.room("ledger")
    assert isinstance(room, LedgerRoom)
    qtbot.waitUntil(lambda: room.bar.words.text() == name)
    assert room.bar.form is not None
    assert room.bar.form.definition.name == "大谈话统计表"
    assert room.bar.period is None


def test_a_task_is_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window)
    place = next(one for one in dialog.model._all if one.kind == "任务")
    found = ask(dialog, qtbot, place.text)
    task = next(line for line in found if line.kind == "任务")
    dialog._select(found.index(task))
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    room = window.house.room("tasks")
    assert isinstance(room, TaskRoom)
    assert room.list.current is not None
    assert place.errand == f"task:{room.list.current.key}"


def test_until_the_index_is_built_the_search_says_so_and_the_window_builds_it_by_itself(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(window)
    ask(dialog, qtbot, "办公室")
    assert "还没有编入索引" in dialog.said.text()
    before = [line.spoken for line in lines(dialog)]
    desk = window.worker._desk
    assert desk is not None
    qtbot.waitUntil(lambda: finding.index_reach(desk).waiting == 0, timeout=10_000)
    dialog.field.clear()
    ask(dialog, qtbot, "办公室")
    qtbot.waitUntil(lambda: "台账里有" in dialog.said.text() and "还没有编入索引" not in dialog.said.text())
    assert [line.spoken for line in lines(dialog)] == before


def test_the_keys_pass_over_headings(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window)
    found = ask(dialog, qtbot, a_cell(window, "办实事征集表", "matter")[:2])
    assert any(line.is_heading for line in found)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp, *[Qt.Key.Key_Down] * len(found)):
        QTest.keyClick(dialog.field, key)
        assert not found[dialog.list.currentIndex().row()].is_heading


def test_words_that_stand_nowhere_are_answered_by_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window)
    assert ask(dialog, qtbot, "没有这样的字词") == []
    assert "没有找到" in dialog.said.text()


def test_the_model_with_found_rows_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = PlacesModel()
    model.search("电梯")
    row = FoundLine(1, "办公室　2023年3月", "老旧小区加装电梯", ((6, 8),))
    group = FoundGroup(1, "专项", "办实事征集表", "附件5 办实事征集表", 7, more=True, private=False, rows=(row,))
    model.take(SearchAnswer("电梯", (group,)))
    assert model.rowCount() == 3
    model.take(SearchAnswer("别的"))
    assert model.rowCount() == 3
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
