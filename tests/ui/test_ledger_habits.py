"""台账 as a spreadsheet is used: filled, inserted, moved, sorted, grouped, searched, explained; through the window."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView, QWidget
from pytestqt.modeltest import ModelTester

from desk_app.forms.definition import ColumnKind
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.people import keep_people
from desk_app.ui.ledger.asking import ConflictDialog, ReasonDialog
from desk_app.ui.ledger.cells import HEAD_ROLE, MARK_ROLE, Mark
from desk_app.ui.ledger.editors import ChoiceEditor, LineEditor
from desk_app.ui.ledger.find_dialog import FindDialog
from desk_app.ui.ledger.layout_prefs import LayoutPrefs
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.window import MainWindow

from .test_ledger import figure, ledger, settle, steps, text, type_into, write

KEY = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
SERIAL, TALKER, TALKER_POST, TALKEE, TALKEE_POST, RECORDER, DAY, PLACE, TYPE = range(FIRST, FIRST + 9)


@pytest.fixture
def room(window: MainWindow) -> LedgerRoom:
    return ledger(window)


@pytest.fixture
def office(window: MainWindow, room: LedgerRoom) -> LedgerRoom:
    """附件2 of 办公室 in March."""
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    return room


def press(room: LedgerRoom, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(room.grid, key, held)
    settle()


def stand(room: LedgerRoom, row: int, column: int, *, down: int = 0, right: int = 0) -> None:
    """The cursor on a cell, and what is chosen from there on."""
    room.grid.setFocus()
    room.grid.show_cell(room.model.index(row, column))
    for _ in range(down):
        QTest.keyClick(room.grid, KEY.Key_Down, SHIFT)
    for _ in range(right):
        QTest.keyClick(room.grid, KEY.Key_Right, SHIFT)


def column(room: LedgerRoom, which: int) -> list[str]:
    lines = range(room.model.rowCount())
    return [text(room, line, which) for line in lines if room.model.record_at(line) is not None]


def here(room: LedgerRoom) -> tuple[int, int]:
    now = room.grid.currentIndex()
    return now.row(), now.column()


def test_ctrl_d_fills_the_chosen_cells_down_as_one_step(window: MainWindow, office: LedgerRoom) -> None:
    before = column(office, PLACE)
    stand(office, 0, PLACE, down=2)
    press(office, KEY.Key_D, CONTROL)
    assert column(office, PLACE)[:3] == [before[0]] * 3
    assert column(office, PLACE)[3:] == before[3:]
    assert steps(window)[0] == "向下填充"
    press(office, KEY.Key_Z, CONTROL)
    assert column(office, PLACE) == before


def test_ctrl_d_in_one_cell_takes_what_stands_above_it(office: LedgerRoom) -> None:
    above = text(office, 0, TALKEE)
    stand(office, 1, TALKEE)
    press(office, KEY.Key_D, CONTROL)
    assert text(office, 1, TALKEE) == above


def test_the_handle_dragged_down_fills_the_cells_below(office: LedgerRoom) -> None:
    first = text(office, 0, PLACE)
    stand(office, 0, PLACE)
    viewport, handle = office.grid.viewport(), office.grid.handle
    start = handle.square().center()
    end = office.grid.visualRect(office.model.index(3, PLACE)).center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, QPoint(start.x(), (start.y() + end.y()) // 2))
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    settle()
    assert column(office, PLACE)[:4] == [first] * 4


def test_enter_after_a_run_of_tab_goes_to_where_the_run_began(office: LedgerRoom) -> None:
    stand(office, 0, TALKER)
    press(office, KEY.Key_Tab)
    press(office, KEY.Key_Tab)
    assert here(office) == (0, TALKEE)
    press(office, KEY.Key_Return)
    assert here(office) == (1, TALKER)
    press(office, KEY.Key_Return)
    assert here(office) == (2, TALKER)
    press(office, KEY.Key_Return, SHIFT)
    assert here(office) == (1, TALKER)


def test_a_run_of_tab_is_kept_while_one_writes_in_its_cells(office: LedgerRoom) -> None:
    stand(office, 0, RECORDER)
    press(office, KEY.Key_F2)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    settle()
    assert here(office) == (0, DAY)
    press(office, KEY.Key_F2)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    settle()
    press(office, KEY.Key_F2)
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    settle()
    assert here(office) == (1, RECORDER)


def test_tab_at_the_end_of_a_row_begins_the_next_one(office: LedgerRoom) -> None:
    stand(office, 0, TYPE)
    press(office, KEY.Key_Tab)
    assert here(office) == (1, FIRST)
    press(office, KEY.Key_Tab, SHIFT)
    assert here(office) == (0, TYPE)
    press(office, KEY.Key_Home)
    assert here(office) == (0, FIRST)
    press(office, KEY.Key_Left)
    assert here(office)[1] < FIRST


def test_delete_empties_many_cells_as_one_step(window: MainWindow, office: LedgerRoom) -> None:
    before = column(office, PLACE)
    stand(office, 0, PLACE, down=3)
    press(office, KEY.Key_Delete)
    assert column(office, PLACE)[:4] == [""] * 4
    press(office, KEY.Key_Z, CONTROL)
    assert column(office, PLACE) == before


def test_ctrl_semicolon_writes_today(office: LedgerRoom) -> None:
    stand(office, 0, DAY)
    press(office, KEY.Key_Semicolon, CONTROL)
    assert text(office, 0, DAY) == "2023年4月3日"


def test_a_row_is_inserted_before_the_cursor_and_the_serial_numbers_follow(
    window: MainWindow, office: LedgerRoom
) -> None:
    before, talkees = figure(window), column(office, TALKEE)
    stand(office, 1, TALKER)
    press(office, KEY.Key_Plus, CONTROL)
    assert here(office) == (1, TALKER)
    assert office.model.record_at(1) is None
    type_into(office, 1, TALKEE, "新来的人")
    assert column(office, TALKEE) == [talkees[0], "新来的人", *talkees[1:]]
    assert column(office, SERIAL) == [str(one + 1) for one in range(len(talkees) + 1)]
    assert figure(window) == before, "a row that lacks what must be written waits"
    office.writer.undo()
    settle()
    assert column(office, TALKEE) == talkees


def test_an_inserted_row_stands_there_on_the_paper_too(window: MainWindow, office: LedgerRoom) -> None:
    from desk_app.storage import records

    stand(office, 1, TALKER)
    press(office, KEY.Key_Insert, CONTROL)
    for place, text_ in ((TALKEE, "新来的人"), (TALKER, "林嘉禾"), (DAY, "3月5日"), (TYPE, "谈心谈话")):
        type_into(office, 1, place, text_)
    desk, campaign, form = window.worker._desk, window.session.campaign, office.bar.form
    assert desk is not None
    assert campaign is not None
    assert form is not None
    with desk.store.read() as reader:
        rows = records.counted(reader, campaign.id, form_id=form.id, period="2023-03")
    mine = [row.values["talkee"] for row in rows if row.id in set(office.model.ids)]
    assert mine[:2] == column(office, TALKEE)[:2]
    assert mine[1] == "新来的人"


def test_rows_are_doubled_below_themselves(window: MainWindow, office: LedgerRoom) -> None:
    before, talkees = figure(window), column(office, TALKEE)
    stand(office, 0, TALKEE)
    press(office, KEY.Key_D, CONTROL | SHIFT)
    assert column(office, TALKEE) == [talkees[0], *talkees]
    assert figure(window) == before + 1
    office.writer.undo()
    settle()
    assert column(office, TALKEE) == talkees


def test_alt_and_an_arrow_move_rows_and_the_step_can_be_taken_back(office: LedgerRoom) -> None:
    talkees = column(office, TALKEE)
    stand(office, 0, TALKEE)
    press(office, KEY.Key_Down, ALT)
    assert column(office, TALKEE) == [talkees[1], talkees[0], *talkees[2:]]
    assert column(office, SERIAL)[:3] == ["1", "2", "3"]
    assert office.model.index(here(office)[0], TALKEE).data() == talkees[0]
    press(office, KEY.Key_Z, CONTROL)
    assert column(office, TALKEE) == talkees


def test_a_row_dragged_by_its_number_goes_where_it_is_dropped(office: LedgerRoom) -> None:
    talkees = column(office, TALKEE)
    office.grid.verticalHeader().moveSection(3, 0)
    settle()
    assert column(office, TALKEE) == [talkees[3], *talkees[:3], *talkees[4:]]
    assert [office.grid.verticalHeader().logicalIndex(one) for one in range(4)] == [0, 1, 2, 3]


def test_rows_of_two_units_are_not_mixed(window: MainWindow, room: LedgerRoom) -> None:
    units = column(room, 0)
    border = next(line for line in range(len(units)) if units[line] != units[0])
    stand(room, border, TALKEE)
    press(room, KEY.Key_Up, ALT)
    assert "同一单位" in window.notices.text
    assert column(room, 0) == units


def test_days_and_units_are_sorted_as_such_and_never_by_pinyin(room: LedgerRoom) -> None:
    everything = list(room.model.ids)
    room.sorting.ask(DAY, "up")
    settle()
    days = [room.model.text_of(one, "talked_on") for one in room.model.ids]
    read = [
        tuple(int(part) for part in day.replace("年", " ").replace("月", " ").replace("日", "").split())
        for day in days
        if day
    ]
    assert read == sorted(read)
    assert len(read) > 10
    room.sorting.ask(0, "down")
    settle()
    units = list(dict.fromkeys(column(room, 0)))
    order = room.bar.all_units
    assert [order.index(unit) for unit in units] == sorted((order.index(unit) for unit in units), reverse=True)
    room.sorting.ask(0, "none")
    settle()
    assert list(room.model.ids) == everything


def test_sorted_rows_are_not_put_in_order_by_hand(window: MainWindow, office: LedgerRoom) -> None:
    office.sorting.ask(DAY, "down")
    settle()
    before = column(office, TALKEE)
    stand(office, 0, TALKEE)
    press(office, KEY.Key_Down, ALT)
    assert "先恢复局内排序" in window.notices.text
    assert column(office, TALKEE) == before


def test_words_are_looked_for_in_one_column_and_a_day_as_it_is_shown(room: LedgerRoom) -> None:
    day = text(room, 0, DAY)
    everything = room.model.rowCount()
    room.bar.words.setText(day.partition("年")[2])
    QTest.keyClick(room.bar.words, KEY.Key_Return)
    settle()
    assert 1 < room.model.rowCount() < everything
    assert {one.partition("年")[2] for one in column(room, DAY)} == {day.partition("年")[2]}
    name = column(room, TALKER)[0]
    room.bar.words.setText(name)
    room.bar.only_in("talkee")
    settle()
    assert all(name in one for one in column(room, TALKEE))
    room.bar.only_in("talker")
    settle()
    assert room.model.rowCount() > 1
    assert all(name in one for one in column(room, TALKER))


def test_a_word_that_is_only_the_name_of_a_stored_column_finds_nothing(room: LedgerRoom) -> None:
    room.bar.words.setText("talker")
    QTest.keyClick(room.bar.words, KEY.Key_Return)
    settle()
    assert len(room.model.ids) == 0


def test_rows_are_grouped_by_unit_with_their_counts_and_folded_away(
    room: LedgerRoom, qtmodeltester: ModelTester
) -> None:
    count = len(room.model.ids)
    room.bar.grouped.setChecked(True)
    settle()
    heads = [line for line in range(room.model.rowCount()) if room.model.index(line, 0).data(HEAD_ROLE)]
    said = [room.model.index(line, 0).data() for line in heads]
    assert said[0].startswith("▾ 办公室　")
    assert sum(int(one.rpartition("　")[2].removesuffix("行")) for one in said) == count
    order = room.bar.all_units
    units = [str(room.model.index(line, 0).data(HEAD_ROLE)) for line in heads]
    assert [order.index(unit) for unit in units] == sorted(order.index(unit) for unit in units)
    rows = room.model.rowCount()
    room.grid.folded.emit(units[0])
    settle()
    assert room.model.rowCount() == rows - int(said[0].rpartition("　")[2].removesuffix("行"))
    assert room.model.index(0, 0).data().startswith("▸")
    assert not room.model.flags(room.model.index(0, FIRST)) & Qt.ItemFlag.ItemIsEditable
    qtmodeltester.check(room.model)


def test_what_is_found_is_replaced_in_one_column_as_one_step(window: MainWindow, office: LedgerRoom) -> None:
    before, others = column(office, PLACE), column(office, TALKEE_POST)
    word = before[0][:2]
    stand(office, 1, PLACE, down=1)
    press(office, KEY.Key_H, CONTROL)
    dialog = next(one for one in office.findChildren(FindDialog) if one.isVisible())
    assert dialog.column.currentText() == "谈话地点"
    dialog.text.setText(word)
    dialog.new.setText("新楼")
    dialog.find_next()
    settle()
    hits = sum(word in one for one in before)
    assert dialog.said.text() == f"共{hits}格。"
    dialog.replace_all()
    settle()
    assert column(office, PLACE) == [one.replace(word, "新楼") for one in before]
    assert column(office, TALKEE_POST) == others
    assert dialog.said.text() == f"已替换{hits}格。"
    dialog.close()
    office.writer.undo()
    settle()
    assert column(office, PLACE) == before


def test_finding_walks_on_from_the_cursor_and_round_the_end(office: LedgerRoom) -> None:
    type_into(office, 1, PLACE, "独一无二甲")
    type_into(office, 4, PLACE, "独一无二乙")
    stand(office, 2, PLACE)
    dialog = FindDialog(office, office, "")
    dialog.text.setText("独一无二")
    dialog.find_next()
    settle()
    assert here(office) == (4, PLACE)
    dialog.find_next()
    settle()
    assert here(office) == (1, PLACE)
    dialog.text.setText("没有这个词")
    dialog.find_next()
    settle()
    assert "没有找到" in dialog.said.text()
    dialog.close()


def test_widths_and_frozen_columns_are_kept_for_each_form(window: MainWindow, room: LedgerRoom) -> None:
    room.grid.setColumnWidth(TALKEE, 222)
    room.layout_prefs._keep()
    room.grid.head_asked.emit(TALKER, "freeze")
    assert room.grid.frozen.count == TALKER + 1
    room.bar.choose("附件5")
    settle()
    assert room.grid.frozen.count == 0
    room.bar.choose("附件2")
    settle()
    assert room.grid.frozen.count == TALKER + 1
    assert abs(room.grid.columnWidth(TALKEE) - 222) <= 1
    again = LayoutPrefs(room.grid, window.wardrobe.prefs)
    room.grid.setColumnWidth(TALKEE, 90)
    form = room.bar.form
    assert form is not None
    again.fit(form.definition)
    assert abs(room.grid.columnWidth(TALKEE) - 222) <= 1


def test_a_cell_beside_frozen_columns_is_never_hidden_by_them(window: MainWindow, room: LedgerRoom) -> None:
    window.resize(760, 560)
    room.layout_prefs.freeze(TALKER + 1)
    settle()
    stand(room, 0, TYPE)
    for _ in range(6):
        press(room, KEY.Key_Left)
    rect = room.grid.visualRect(room.grid.currentIndex())
    assert rect.left() >= room.grid.frozen.width() - 1
    stand(room, 0, TALKER)
    press(room, KEY.Key_F2)
    opened = room.grid.cells.open
    assert opened is not None
    editor = opened[1]
    over = room.grid.mapFromGlobal(editor.mapToGlobal(editor.rect().center()))
    assert room.grid.childAt(over) in {editor, *editor.findChildren(QWidget)}
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    settle()
    assert room.grid.frozen._view is not None
    assert room.grid.frozen._view.isVisible()
    type_into(room, 0, TALKER, "赵清扬")
    assert text(room, 0, TALKER) == "赵清扬"


def test_in_a_narrow_grid_frozen_columns_leave_room_for_the_others(window: MainWindow, room: LedgerRoom) -> None:
    room.bar.choose("附件2", "", "2023-03")
    settle()
    room.layout_prefs.freeze(TALKEE_POST + 1)
    window.resize(683, 384)
    settle()
    assert 0 < room.grid.frozen.width() <= room.grid.viewport().width() * 2 / 3
    stand(room, 0, TYPE)
    assert room.grid.visualRect(room.grid.currentIndex()).left() >= room.grid.frozen.width() - 1
    window.resize(1900, 800)
    settle()
    assert room.grid.frozen.held == TALKEE_POST + 1


def test_where_there_is_little_height_a_long_editor_and_the_filters_in_use_stay_in_sight(
    window: MainWindow, room: LedgerRoom
) -> None:
    window.resize(683, 384)
    room.bar.choose("附件2")
    room.bar.only_in("place")
    settle()
    assert room.bar.column.isVisible()
    room.bar.choose("整改台账", "办公室")
    settle()
    assert not room.bar.column.isVisible(), "another form is looked through in all its columns"
    form = room.bar.form
    assert form is not None
    at = next(place for place, one in enumerate(form.definition.columns) if one.kind is ColumnKind.LONG)
    stand(room, room.model.entries.foot, FIRST + at)
    press(room, KEY.Key_F2)
    opened = room.grid.cells.open
    assert opened is not None
    write("一是抓紧制定方案，明确责任人；" * 20)
    settle()
    assert room.grid.viewport().rect().contains(opened[1].geometry())
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)


def test_a_frozen_heading_sorts_and_has_its_menu_as_any_other(window: MainWindow, room: LedgerRoom) -> None:
    window.resize(1366, 768)
    room.bar.choose("附件2", "", "2023-03")
    settle()
    room.layout_prefs.freeze(TALKER + 1)
    cover = next(one for one in room.grid.findChildren(QTableView) if one.accessibleName() == "冻结的栏目")
    head, before = cover.horizontalHeader(), column(room, TALKER)
    place = QPoint(head.sectionViewportPosition(TALKER) + 5, head.height() // 2)
    QTest.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert (room.sorting.column, head.isSortIndicatorShown(), head.sortIndicatorSection()) == (TALKER, True, TALKER)
    assert sorted(column(room, TALKER)) == sorted(before)
    assert column(room, TALKER) != before
    cover.setColumnWidth(TALKER, 222)
    assert room.grid.columnWidth(TALKER) == 222
    head.customContextMenuRequested.emit(place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "取消冻结").trigger()
    menu.close()
    assert room.grid.frozen.count == 0


def test_a_unit_is_offered_by_its_initials(room: LedgerRoom) -> None:
    room.bar.choose("整改台账", "办公室")
    settle()
    form = room.bar.form
    assert form is not None
    at = next(place for place, one in enumerate(form.definition.columns) if one.kind is ColumnKind.UNIT)
    stand(room, room.model.rowCount() - 1, FIRST + at)
    press(room, KEY.Key_F2)
    opened = room.grid.cells.open
    assert opened is not None
    line = opened[1]
    assert isinstance(line, LineEditor)
    assert line.suggest is not None
    assert [one.text for one in line.suggest.found("rsk")] == ["人事科"]
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)


def test_what_was_half_written_is_gone_on_with_at_its_end(office: LedgerRoom) -> None:
    before = text(office, 2, PLACE)
    stand(office, 2, PLACE)
    press(office, KEY.Key_F2)
    write("，写到一半")
    kept = office.as_left()
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    settle()
    office.take_as_left(kept)
    settle()
    opened = office.grid.cells.open
    assert opened is not None
    line = opened[1]
    assert isinstance(line, LineEditor)
    assert (line.text(), line.cursorPosition()) == (f"{before}，写到一半", len(before) + 5)
    QTest.keyClick(line, KEY.Key_Escape)


def test_one_unit_alone_is_not_grouped_and_that_is_said(window: MainWindow, office: LedgerRoom) -> None:
    assert not office.bar.grouped.isEnabled()
    office.grid.head_asked.emit(TALKER, "group")
    assert "没有可分的组" in window.notices.text
    office.bar.choose("附件2", "", "2023-03")
    settle()
    office.grid.head_asked.emit(TALKER, "group")
    settle()
    assert office.bar.grouped.isChecked()
    assert office.model.index(0, 0).data(HEAD_ROLE)


def test_the_windows_of_the_ledger_are_gone_when_they_are_closed(office: LedgerRoom) -> None:
    type_into(office, 0, DAY, "2023年2月5日")
    stand(office, 0, DAY)
    office.ask_replace()
    press(office, KEY.Key_F9)
    dialogs = [*office.findChildren(FindDialog), *office.findChildren(ReasonDialog)]
    known = [weakref.ref(one) for one in dialogs]
    for one in dialogs:
        one.close()
    del dialogs, one
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [one() for one in known] == [None, None]


def test_a_choice_is_found_by_its_initials(office: LedgerRoom) -> None:
    stand(office, 0, TYPE)
    press(office, KEY.Key_F2)
    editor = office.grid.cells.open
    assert editor is not None
    box = editor[1]
    assert isinstance(box, ChoiceEditor)
    assert [one.text for one in box.suggest.found("lz")] == ["廉政谈话"]
    box.select_all()
    write("lz")
    popup = box.suggest.list.popup()
    QTest.keyClick(popup, KEY.Key_Down)
    QTest.keyClick(popup, KEY.Key_Return)
    settle()
    settle()
    assert text(office, 0, TYPE) == "廉政谈话"


def test_a_choice_that_is_not_published_may_be_written(office: LedgerRoom) -> None:
    type_into(office, 0, TYPE, "回访谈话")
    assert text(office, 0, TYPE) == "回访谈话"


@pytest.fixture
def peopled(window: MainWindow) -> LedgerRoom:
    """The ledger once persons are registered."""
    desk = window.worker._desk
    assert desk is not None
    keep_people(desk, [("赵清扬", "办公室", "副主任", "", "", "", ""), ("钱敏行", "人事科", "科长", "", "", "", "")])
    room = ledger(window)
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    return room


def test_persons_are_offered_with_their_posts_those_of_the_unit_first(peopled: LedgerRoom) -> None:
    stand(peopled, 0, TALKER)
    press(peopled, KEY.Key_F2)
    opened = peopled.grid.cells.open
    assert opened is not None
    line = opened[1]
    assert isinstance(line, LineEditor)
    assert line.suggest is not None
    assert [one.shown for one in line.suggest.found("zq")] == ["赵清扬　办公室副主任"]
    assert [one.text for one in line.suggest.found("科")] == []


def test_a_person_of_the_roster_brings_the_post_which_can_be_taken_back_by_itself(
    window: MainWindow, peopled: LedgerRoom
) -> None:
    stand(peopled, 0, TALKER, right=1)
    press(peopled, KEY.Key_Delete)
    type_into(peopled, 0, TALKER, "赵清扬")
    assert text(peopled, 0, TALKER_POST) == "办公室副主任"
    assert "按名册补填" in window.notices.text
    assert steps(window)[0] == "按名册补填职务"
    peopled.writer.undo()
    settle()
    assert (text(peopled, 0, TALKER), text(peopled, 0, TALKER_POST)) == ("赵清扬", "")


def test_a_post_that_stands_there_is_never_overwritten(peopled: LedgerRoom) -> None:
    type_into(peopled, 0, TALKER_POST, "临时负责人")
    type_into(peopled, 0, TALKER, "赵清扬")
    assert text(peopled, 0, TALKER_POST) == "临时负责人"


def test_a_new_row_takes_the_post_with_the_name(window: MainWindow, peopled: LedgerRoom) -> None:
    foot = peopled.model.rowCount() - 1
    type_into(peopled, foot, TALKER, "赵清扬")
    assert text(peopled, foot, TALKER_POST) == "办公室副主任"
    assert "按名册补填" in window.notices.text


@pytest.mark.parametrize("said", ["2023.3.5", "2023-03-05", "2023年3月5日", "3月5日", "20230305", "三月五日"])
def test_a_day_is_read_in_every_spelling(office: LedgerRoom, said: str) -> None:
    type_into(office, 0, DAY, said)
    assert text(office, 0, DAY) == "2023年3月5日"


def test_a_day_that_may_be_two_is_asked(office: LedgerRoom) -> None:
    type_into(office, 0, DAY, "3/5")
    index = office.model.index(0, DAY)
    assert index.data(MARK_ROLE) == Mark.ERROR
    assert "先后不明" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert text(office, 0, DAY) == "3/5"


def test_what_stands_out_asks_for_a_reason_which_is_kept_with_the_row(window: MainWindow, office: LedgerRoom) -> None:
    type_into(office, 0, DAY, "2023年2月5日")
    index = office.model.index(0, DAY)
    assert index.data(MARK_ROLE) == Mark.REASON
    assert "需说明1" in office.bar.found.text()
    stand(office, 0, DAY)
    press(office, KEY.Key_F9)
    dialog = next(one for one in office.findChildren(ReasonDialog) if one.isVisible())
    dialog.save()
    assert "还没有写" in dialog.said.text()
    dialog.text.setPlainText("补报二月漏登的一次")
    dialog.save()
    settle()
    index = office.model.index(0, DAY)
    assert index.data(MARK_ROLE) == Mark.HINT
    assert "补报二月漏登的一次" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "需说明" not in office.bar.found.text()
    office.writer.undo()
    settle()
    assert office.model.index(0, DAY).data(MARK_ROLE) == Mark.REASON


def test_talker_and_talkee_in_one_person_want_a_reason(office: LedgerRoom) -> None:
    name = text(office, 0, TALKER)
    type_into(office, 0, TALKEE, name)
    assert office.model.index(0, TALKEE).data(MARK_ROLE) == Mark.REASON
    assert any("同一人" in one.text for one in office.problems.sentences)
    stand(office, 3, PLACE)
    press(office, KEY.Key_F8)
    assert here(office) == (0, TALKEE)


def test_f8_stops_at_the_wrong_cell_on_which_enter_has_just_landed(office: LedgerRoom) -> None:
    for row in (0, 1, 2):
        type_into(office, row, DAY, "2月30日")
    stand(office, 0, DAY)
    press(office, KEY.Key_F8)
    assert here(office) == (0, DAY)
    press(office, KEY.Key_Return)
    assert here(office) == (1, DAY)
    press(office, KEY.Key_F8)
    assert here(office) == (1, DAY)
    press(office, KEY.Key_F8)
    assert here(office) == (2, DAY)
    press(office, KEY.Key_F8)
    assert here(office) == (0, DAY)


def test_an_error_is_no_matter_of_reasons(window: MainWindow, office: LedgerRoom) -> None:
    type_into(office, 0, DAY, "2月30日")
    stand(office, 0, DAY)
    press(office, KEY.Key_F9)
    assert not [one for one in office.findChildren(ReasonDialog) if one.isVisible()]


def other_hand(window: MainWindow, room: LedgerRoom, said: str) -> None:
    """Somebody else changes the first row's place, and this window has not heard of it."""
    desk, campaign = window.worker._desk, window.session.campaign
    assert desk is not None
    assert campaign is not None
    correct_cells(desk, campaign, [CellEdit(room.model.ids[0], "place", said)])


def test_two_hands_on_one_cell_are_shown_both_and_the_person_chooses(window: MainWindow, office: LedgerRoom) -> None:
    stand(office, 0, PLACE)
    press(office, KEY.Key_F2)
    opened = office.grid.cells.open
    assert opened is not None
    opened[1].select_all()
    write("我写的地点")
    other_hand(window, office, "别人写的地点")
    settle()
    assert office.grid.cells.open is not None
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    settle()
    dialog = next(one for one in office.findChildren(ConflictDialog) if one.isVisible())
    assert text(office, 0, PLACE) == "别人写的地点"
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "用我写的").click()
    settle()
    assert text(office, 0, PLACE) == "我写的地点"


def test_what_stands_there_now_stays_when_the_person_lets_it(window: MainWindow, office: LedgerRoom) -> None:
    stand(office, 0, PLACE)
    press(office, KEY.Key_F2)
    opened = office.grid.cells.open
    assert opened is not None
    opened[1].select_all()
    write("我写的地点")
    other_hand(window, office, "别人写的地点")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    settle()
    dialog = next(one for one in office.findChildren(ConflictDialog) if one.isVisible())
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "留现在的").click()
    settle()
    assert text(office, 0, PLACE) == "别人写的地点"


def test_cells_out_of_view_are_copied_as_they_are(window: MainWindow, room: LedgerRoom) -> None:
    room.grid.setFocus()
    room.model._rows.clear()
    press(room, KEY.Key_A, CONTROL)
    press(room, KEY.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) >= len(room.model.ids)
    assert "……" not in QGuiApplication.clipboard().text()
    stand(room, 0, TALKER, down=4, right=2)
    room.model._rows.clear()
    press(room, KEY.Key_C, CONTROL)
    block = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert block == [[text(room, row, at) for at in (TALKER, TALKER_POST, TALKEE)] for row in range(5)]


def test_every_editor_takes_what_an_input_method_gives(office: LedgerRoom) -> None:
    for at in (TALKER, TALKER_POST, DAY, TYPE):
        stand(office, 0, at)
        press(office, KEY.Key_F2)
        opened = office.grid.cells.open
        assert opened is not None
        opened[1].select_all()
        given = QInputMethodEvent()
        given.setCommitString("二月二日" if at == DAY else "写下的字")
        QApplication.sendEvent(QApplication.focusWidget(), given)
        assert opened[1].text() == ("二月二日" if at == DAY else "写下的字")
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
        settle()


def test_undo_and_redo_go_back_through_everything_and_forward_again(window: MainWindow, office: LedgerRoom) -> None:
    before = [column(office, at) for at in (PLACE, TALKEE)]
    type_into(office, 0, PLACE, "甲地")
    stand(office, 0, PLACE, down=3)
    press(office, KEY.Key_D, CONTROL)
    QGuiApplication.clipboard().setText("孙一\n李二\n")
    stand(office, 1, TALKEE)
    press(office, KEY.Key_V, CONTROL)
    stand(office, 0, TALKEE)
    press(office, KEY.Key_Down, ALT)
    after = [column(office, at) for at in (PLACE, TALKEE)]
    assert after != before
    for _ in range(4):
        press(office, KEY.Key_Z, CONTROL)
    assert [column(office, at) for at in (PLACE, TALKEE)] == before
    for _ in range(4):
        press(office, KEY.Key_Y, CONTROL)
    assert [column(office, at) for at in (PLACE, TALKEE)] == after


def test_a_table_copied_from_a_page_is_pasted_and_an_empty_clipboard_changes_nothing(office: LedgerRoom) -> None:
    carried = QMimeData()
    carried.setHtml("<table><tr><td>甲地<br>二楼</td></tr><tr><td>乙地</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(carried)
    stand(office, 0, PLACE)
    press(office, KEY.Key_V, CONTROL)
    assert [office.model.text_of(office.model.ids[row], "place") for row in (0, 1)] == ["甲地\n二楼", "乙地"]
    QGuiApplication.clipboard().clear()
    stand(office, 0, PLACE)
    press(office, KEY.Key_V, CONTROL)
    assert office.model.text_of(office.model.ids[0], "place") == "甲地\n二楼"
