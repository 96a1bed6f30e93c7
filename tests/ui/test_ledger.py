"""台账: typed in, pasted into, walked and taken back, through the real window."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from desk_app.campaign.period import parse_period
from desk_app.services.ledger_found import NOTHING
from desk_app.services.ledger_rows import LedgerRow
from desk_app.services.overview import undoable_since
from desk_app.services.tally import tally_of
from desk_app.ui.ledger.cells import MARK_ROLE, Mark
from desk_app.ui.ledger.model import FIRST, STATE, LedgerModel
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.ledger.side import CARD
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import ThreadRunner

from .conftest import Make


def ledger(window: MainWindow) -> LedgerRoom:
    window.go("ledger")
    found = window.house.room("ledger")
    assert isinstance(found, LedgerRoom)
    settle()
    return found


@pytest.fixture
def room(window: MainWindow) -> LedgerRoom:
    return ledger(window)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def figure(window: MainWindow, unit: str = "办公室", period: str = "2023-03") -> int:
    desk, campaign = window.worker._desk, window.session.campaign
    assert desk is not None
    assert campaign is not None
    tally = next(one for one in tally_of(desk, campaign, parse_period(period)) if one.form.name == "大谈话统计表")
    return next((one.count for one in tally.units if one.unit == unit), 0)


def text(room: LedgerRoom, row: int, column: int) -> str:
    index = room.model.index(row, column)
    index.data()
    settle()
    return str(index.data())


def write(said: str) -> None:
    """As an input method gives Chinese to whatever has the keyboard."""
    given = QInputMethodEvent()
    given.setCommitString(said)
    QApplication.sendEvent(QApplication.focusWidget(), given)


def type_into(room: LedgerRoom, row: int, column: int, said: str) -> None:
    """Typing over a cell, ended by Enter."""
    room.grid.setFocus()
    room.grid.show_cell(room.model.index(row, column))
    QTest.keyClick(room.grid, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    if hasattr(editor, "selectAll"):
        editor.selectAll()
    elif hasattr(editor, "lineEdit"):
        editor.lineEdit().selectAll()
    write(said)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()


def steps(window: MainWindow) -> list[str]:
    assert window.worker._desk is not None
    return [one.name for one in undoable_since(window.worker._desk, window.session.campaign)]


def test_each_form_has_its_tab_in_annex_order_and_its_own_columns(room: LedgerRoom) -> None:
    tabs = room.bar.tabs
    titles = [tabs.tabText(place) for place in range(tabs.count())]
    assert titles == [
        "附件2 大谈话统计表",
        "附件3 大调研课题申报表",
        "附件4 提建议清单",
        "附件5 办实事征集表",
        "整改台账",
    ]
    assert room.bar.periods.currentText() == "2023年3月"
    assert room.model.headerData(FIRST + 1, Qt.Orientation.Horizontal) == "谈话人"
    tabs.setCurrentIndex(2)
    settle()
    assert room.model.headerData(FIRST + 1, Qt.Orientation.Horizontal) == "建议内容"
    assert room.model.rowCount() > 1


def test_rows_stand_in_the_bureaus_order_and_say_their_state_in_words(room: LedgerRoom) -> None:
    assert [text(room, row, 0) for row in (0, 9, 12)] == ["办公室", "机关党委", "人事科"]
    states = {text(room, row, STATE) for row in range(room.model.rowCount() - 1)}
    assert states == {"● 计入", "◆ 待核", "○ 前期已计"}


def test_chinese_typed_over_a_cell_is_stored_with_a_revision_and_can_be_taken_back(
    window: MainWindow, room: LedgerRoom
) -> None:
    place = FIRST + 7
    before = text(room, 0, place)
    type_into(room, 0, place, "三楼会议室")
    assert text(room, 0, place) == "三楼会议室"
    assert room.grid.current_row() == 1
    assert steps(window)[0] == "改正"
    room.grid.setFocus()
    QTest.keyClick(room.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert text(room, 0, place) == before
    QTest.keyClick(room.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert text(room, 0, place) == "三楼会议室"


def test_an_input_method_opens_the_editor_by_itself(room: LedgerRoom) -> None:
    room.grid.setFocus()
    room.grid.show_cell(room.model.index(0, FIRST + 7))
    assert room.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(room.grid, QInputMethodEvent("sanlou", []))
    assert QApplication.focusWidget() is room.grid
    write("三楼")
    editor = QApplication.focusWidget()
    assert editor is not room.grid
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert text(room, 0, FIRST + 7) == "三楼"


def test_a_composition_given_up_leaves_the_cell_as_it_was(room: LedgerRoom) -> None:
    before = text(room, 0, FIRST + 7)
    room.grid.setFocus()
    room.grid.show_cell(room.model.index(0, FIRST + 7))
    QApplication.sendEvent(room.grid, QInputMethodEvent("sanlou", []))
    QApplication.sendEvent(room.grid, QInputMethodEvent())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert text(room, 0, FIRST + 7) == before


def test_a_wrong_day_is_marked_in_words_and_f8_finds_it(window: MainWindow, room: LedgerRoom) -> None:
    type_into(room, 0, FIRST + 6, "2月30日")
    index = room.model.index(0, FIRST + 6)
    assert index.data(MARK_ROLE) == Mark.ERROR
    assert "错误1" in room.bar.found.text()
    room.grid.show_cell(room.model.index(room.model.rowCount() - 1, FIRST))
    QTest.keyClick(room.grid, Qt.Key.Key_F8)
    now = room.grid.currentIndex()
    assert (now.row(), now.column()) == (0, FIRST + 6)
    assert "没有30日" in room._said.text()
    type_into(room, 0, FIRST + 6, "3.6")
    assert text(room, 0, FIRST + 6) == "2023年3月6日"
    assert "错误" not in room.bar.found.text()


def test_undo_goes_on_after_the_folder_was_opened_anew_and_says_of_when(window: MainWindow, room: LedgerRoom) -> None:
    place = FIRST + 7
    before = text(room, 0, place)
    type_into(room, 0, place, "地下室")
    type_into(room, 0, place, "楼顶")
    window.session.open(window.session.outside.data)
    settle()
    window.go("ledger")
    settle()
    for said in ("地下室", before):
        room.grid.setFocus()
        QTest.keyClick(room.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert text(room, 0, place) == said
        assert "做的" in window.notices.text
    QTest.keyClick(room.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert text(room, 0, place) == "地下室"


def test_a_row_typed_at_the_foot_counts_and_the_cursor_stays_in_it(window: MainWindow, room: LedgerRoom) -> None:
    before = figure(window)
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    foot = room.model.rowCount() - 1
    for column, said in ((1, "林嘉禾"), (3, "罗文博"), (6, "3月28日"), (8, "谈心谈话")):
        type_into(room, foot, FIRST + column, said)
    assert room.model.rowCount() == foot + 2
    assert [text(room, foot, FIRST + column) for column in (1, 3, 6, 8)] == [
        "林嘉禾",
        "罗文博",
        "2023年3月28日",
        "谈心谈话",
    ]
    assert figure(window) == before + 1
    assert room.bar.found.text() == "没有问题"


def test_without_unit_and_period_what_is_typed_waits_in_the_foot_row(window: MainWindow, room: LedgerRoom) -> None:
    before = figure(window)
    foot = room.model.rowCount() - 1
    type_into(room, foot, FIRST + 1, "林嘉禾")
    assert "选好单位和期次" in window.notices.text
    assert text(room, foot, FIRST + 1) == "林嘉禾"
    assert figure(window) == before
    room.model.setData(room.model.index(foot, 0), "办公室")
    settle()
    assert figure(window) == before, "what must be written is still empty: the row waits and does not count"
    assert room.bar.found.text().startswith("▲ 错误")
    mine = next(
        row
        for row in range(room.model.rowCount())
        if text(room, row, STATE) == "◆ 待核" and text(room, row, 0) == "办公室"
    )
    for place, said in ((FIRST + 3, "许映雪"), (FIRST + 6, "3月5日"), (FIRST + 8, "谈心谈话")):
        type_into(room, mine, place, said)
    assert figure(window) == before + 1


def test_a_block_pasted_from_wps_is_one_step(window: MainWindow, room: LedgerRoom) -> None:
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    before, foot = figure(window), room.model.rowCount() - 1
    lines = [f'张三\t局长\t李四{n}\t"科员\n兼出纳"\t王五\t3月{n}日\t会议室\t谈心谈话\r\n' for n in range(1, 31)]
    QGuiApplication.clipboard().setText("".join(lines))
    room.grid.setFocus()
    room.grid.show_cell(room.model.index(foot - 1, FIRST + 1))
    QTest.keyClick(room.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert figure(window) == before + 29
    assert text(room, foot - 1, FIRST + 3) == "李四1"
    assert text(room, foot + 10, FIRST + 4) == "科员 兼出纳"
    assert steps(window)[0] == "粘贴"
    room.writer.undo()
    settle()
    assert figure(window) == before
    assert room.model.rowCount() == foot + 1
    assert text(room, foot - 1, FIRST + 3) != "李四1"


def test_a_block_that_is_too_wide_is_refused_and_nothing_is_lost_silently(window: MainWindow, room: LedgerRoom) -> None:
    QGuiApplication.clipboard().setText("会议室\t谈心谈话\t多出来的\n")
    room.grid.show_cell(room.model.index(0, FIRST + 7))
    before = text(room, 0, FIRST + 7)
    room.grid.paste_block()
    settle()
    assert "没有粘贴" in window.notices.text
    assert text(room, 0, FIRST + 7) == before


def test_cells_are_copied_as_wps_takes_them_and_cleared_as_one_step(window: MainWindow, room: LedgerRoom) -> None:
    view, model = room.grid, room.model
    first = [text(room, 0, FIRST + column) for column in (1, 2)]
    view.setFocus()
    view.show_cell(model.index(0, FIRST + 1))
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\t".join(first) + "\n"
    QTest.keyClick(view, Qt.Key.Key_Delete)
    settle()
    assert [text(room, 0, FIRST + column) for column in (1, 2)] == ["", ""]
    room.writer.undo()
    settle()
    assert [text(room, 0, FIRST + column) for column in (1, 2)] == first


def test_a_deleted_row_counts_no_more_until_it_is_taken_back(window: MainWindow, room: LedgerRoom) -> None:
    before, rows = figure(window), room.model.rowCount()
    room.grid.show_cell(room.model.index(0, FIRST))
    room.delete_rows()
    settle()
    assert (figure(window), room.model.rowCount()) == (before - 1, rows - 1)
    room.writer.undo()
    settle()
    assert (figure(window), room.model.rowCount()) == (before, rows)


def test_the_card_has_a_named_field_for_each_column_and_its_source(room: LedgerRoom) -> None:
    room.grid.show_cell(room.model.index(0, FIRST))
    room.open_side(CARD)
    settle()
    card = room.side.card
    form = room.bar.form
    assert form is not None
    assert [editor.accessibleName() for editor in card.editors.values()] == list(form.definition.labels)
    buddies = {one.buddy() for one in card.findChildren(QLabel)}
    assert set(card.editors.values()) <= buddies
    assert any("附件2 大谈话统计表（办公室）.xlsx" in one.text() for one in card.findChildren(QLabel))


def test_the_card_tells_the_history_and_leads_back(window: MainWindow, room: LedgerRoom) -> None:
    first = text(room, 0, FIRST + 7)
    room.open_side(CARD)
    room.grid.show_cell(room.model.index(0, FIRST))
    settle()
    card = room.side.card
    field = card.editors["place"]
    field.setFocus()
    field.set_text("小会议室")
    field.left.emit()
    settle()
    assert text(room, 0, FIRST + 7) == "小会议室"
    assert card.card is not None
    assert (card.card.revision, len(card.card.steps)) == (2, 2)
    assert any("→ “小会议室”" in one.text() for one in card.findChildren(QLabel))
    card.restore_asked.emit(card.card.id, card.card.steps[-1].operation_id)
    settle()
    assert text(room, 0, FIRST + 7) == first


def test_another_room_opens_a_record_by_an_errand(window: MainWindow, room: LedgerRoom) -> None:
    row_id = room.model.ids[20]
    window.go("home")
    window.go("ledger", f"record:{row_id}")
    settle()
    assert room.model.record_at(room.grid.current_row()) == row_id
    assert room.side.card.card is not None
    assert room.side.card.card.id == row_id
    window.go("ledger", "附件5||")
    settle()
    assert room.bar.tabs.tabText(room.bar.tabs.currentIndex()) == "附件5 办实事征集表"


def a_row(row_id: int, unit: str) -> LedgerRow:
    return LedgerRow(row_id, unit, "2023年3月", "", typed=False, values={}, source="")


def test_widening_the_filter_keeps_the_bureaus_order(room: LedgerRoom) -> None:
    everything = list(room.model.ids)
    room.bar.choose("附件2", "宣教科", "2023-03")
    settle()
    assert 0 < len(room.model.ids) < len(everything)
    room.bar.choose("附件2", "", "2023-03")
    settle()
    assert list(room.model.ids) == everything


def test_a_row_given_back_stands_where_it_stood(room: LedgerRoom) -> None:
    everything = list(room.model.ids)
    room.grid.show_cell(room.model.index(5, FIRST))
    room.delete_rows()
    settle()
    room.writer.undo()
    settle()
    assert list(room.model.ids) == everything


def test_an_answer_that_comes_too_late_is_dropped(room: LedgerRoom) -> None:
    model = LedgerModel()
    form = room.bar.form
    assert form is not None
    model.take_form(form.definition, (), ())
    model.take_ids(range(1, 501), NOTHING)
    late = model.generation
    model.take_ids(range(1000, 1500), NOTHING)
    assert not model.take_rows(late, [a_row(1000, "旧")])
    assert model.index(0, 0).data() == ""
    assert model.take_rows(model.generation, [a_row(1000, "新")])
    assert model.index(0, 0).data() == "新"


def test_only_the_rows_in_view_are_read_however_many_there_are(room: LedgerRoom, qtbot: QtBot) -> None:
    model = LedgerModel()
    form = room.bar.form
    assert form is not None
    asked: list[int] = []

    def answer(generation: int, ids: list[int]) -> None:
        asked.extend(ids)
        model.take_rows(generation, [a_row(one, f"第{one}") for one in ids])

    model.wanted.connect(answer)
    model.take_form(form.definition, (), ())
    model.take_ids(range(1, 100_001), NOTHING)
    room.grid.setModel(model)
    room.grid.scrollToBottom()
    settle()
    assert model.index(99_990, 0).data() == "第99991"
    room.grid.show_cell(model.index(50_000, 0))
    settle()
    assert model.index(50_000, 0).data() == "第50001"
    assert len(asked) < 1_000
    room.grid.setModel(room.model)


def test_the_models_keep_qts_contract(qtmodeltester: ModelTester, room: LedgerRoom) -> None:
    qtmodeltester.check(room.model)
    qtmodeltester.check(room.problems)
    type_into(room, 0, FIRST + 7, "三楼")
    room.delete_rows()
    settle()


@pytest.fixture
def touching() -> Iterator[set[str]]:
    """The names of all threads that speak to the database."""
    names: set[str] = set()

    def note(*_: object) -> None:
        names.add(threading.current_thread().name)

    event.listen(Engine, "before_cursor_execute", note)
    yield names
    event.remove(Engine, "before_cursor_execute", note)


def test_the_windows_thread_never_touches_the_database(
    make_window: Make, sample_window_data: None, threaded: ThreadRunner, touching: set[str], qtbot: QtBot
) -> None:
    window = make_window(threaded)
    window.session.open(window.context.outside.data)
    qtbot.waitUntil(lambda: window.session.campaign is not None)
    window.go("ledger")
    room = window.house.room("ledger")
    assert isinstance(room, LedgerRoom)
    qtbot.waitUntil(lambda: room.model.rowCount() > 10)
    qtbot.waitUntil(lambda: room.model.index(0, 0).data() == "办公室")
    room.model.setData(room.model.index(0, FIRST + 7), "三楼会议室")
    qtbot.waitUntil(lambda: "已保存" in window.notices.text)
    room.open_side(CARD)
    qtbot.waitUntil(lambda: room.side.card.card is not None)
    window.go("intake")
    intake = window.house.room("intake")
    qtbot.waitUntil(lambda: intake.lines.rowCount() > 0)  # type: ignore[attr-defined]
    assert touching
    assert all(name.startswith("desk") for name in touching)


@pytest.fixture
def sample_window_data(sample_folder: object, outside: object) -> None:
    import shutil

    shutil.copytree(str(sample_folder), outside.data)  # type: ignore[attr-defined]
