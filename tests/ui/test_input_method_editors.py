"""Every place in which one writes shows what is being composed and takes what is committed, from the first key on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desk_app.services.ready_forms import take_ready_form
from desk_app.ui.dialog_find import FindDialog as FindAnywhere
from desk_app.ui.forms_editor.columns_model import HEADING
from desk_app.ui.help.dialog import HelpDialog
from desk_app.ui.ledger.editors import ChoiceEditor, LineEditor, LongEditor
from desk_app.ui.ledger.find_dialog import FindDialog
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.ledger.side import CARD
from desk_app.ui.units.lines_view import LinesView
from desk_app.ui.units.room import UnitsRoom
from desk_app.ui.window import MainWindow

from .test_forms_editor import editing
from .test_forms_editor import opened as forms
from .test_ledger import ledger, settle, text

PINYIN = ("s", "sa", "san", "sanl", "sanlo", "sanlou")


@pytest.fixture
def room(window: MainWindow) -> LedgerRoom:
    return ledger(window)


def compose(*stages: str) -> None:
    """As an input method goes along, underlined, with its cursor at the end."""
    kinds = QInputMethodEvent.AttributeType
    for stage in stages:
        line = QTextCharFormat()
        line.setFontUnderline(True)
        looks = [
            QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(stage), line),
            QInputMethodEvent.Attribute(kinds.Cursor, len(stage), 1, None),
        ]
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(stage, looks))
        settle()


def commit(said: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(said)
    QApplication.sendEvent(QApplication.focusWidget(), event)
    settle()


def stand(room: LedgerRoom, column: int, row: int = 0) -> None:
    room.grid.setFocus()
    room.grid.show_cell(room.model.index(row, column))
    room.model.index(row, column).data()
    settle()


CELLS = [
    ("附件2", "talker", LineEditor, "三楼", "三楼"),
    ("附件2", "talker_post", LineEditor, "三楼主任", "三楼主任"),
    ("附件2", "talked_on", LineEditor, "三月六日", "2023年3月6日"),
    ("附件2", "place", LineEditor, "三楼会议室", "三楼会议室"),
    ("附件2", "type", ChoiceEditor, "三楼谈话", "三楼谈话"),
    ("附件4", None, LongEditor, "三楼设意见箱", "三楼设意见箱"),
]


def at(room: LedgerRoom, form: str, key: str | None) -> int:
    room.bar.choose(form, "", "2023-03" if form == "附件2" else "")
    settle()
    assert room.model.form is not None
    keys = room.model.form.keys
    return FIRST + (keys.index(key) if key is not None else len(keys) - 1)


@pytest.mark.parametrize(("form", "key", "kind", "said", "stored"), CELLS, ids=[f"{one[0]}-{one[1]}" for one in CELLS])
def test_the_first_key_on_a_cell_begins_the_composition_in_its_editor(
    room: LedgerRoom, form: str, key: str | None, kind: type[QWidget], said: str, stored: str
) -> None:
    column = at(room, form, key)
    stand(room, column)
    compose(*PINYIN)
    opened = room.grid.cells.open
    assert opened is not None
    assert isinstance(opened[1], kind)
    commit(said)
    assert opened[1].text() == said
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert text(room, 0, column) == stored


@pytest.mark.parametrize(("form", "key", "kind", "said", "stored"), CELLS, ids=[f"{one[0]}-{one[1]}" for one in CELLS])
def test_an_opened_cell_takes_a_second_word_behind_the_first(
    room: LedgerRoom, form: str, key: str | None, kind: type[QWidget], said: str, stored: str
) -> None:
    column = at(room, form, key)
    stand(room, column)
    QTest.keyClick(room.grid, Qt.Key.Key_F2)
    opened = room.grid.cells.open
    assert opened is not None
    opened[1].select_all()
    for part in (said[:2], said[2:]):
        if part:
            compose(*PINYIN)
            commit(part)
    assert opened[1].text() == said


@pytest.mark.parametrize(("form", "key", "kind", "said", "stored"), CELLS, ids=[f"{one[0]}-{one[1]}" for one in CELLS])
def test_what_is_given_without_being_composed_begins_the_cell_and_is_not_lost(
    room: LedgerRoom, form: str, key: str | None, kind: type[QWidget], said: str, stored: str
) -> None:
    column = at(room, form, key)
    stand(room, column)
    commit(said)
    opened = room.grid.cells.open
    assert opened is not None
    assert isinstance(opened[1], kind)
    assert opened[1].text() == said
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert text(room, 0, column) == stored


def test_the_growing_editor_grows_with_what_is_committed(room: LedgerRoom) -> None:
    stand(room, at(room, "附件4", None))
    compose(*PINYIN)
    opened = room.grid.cells.open
    assert opened is not None
    before = opened[1].height()
    for _ in range(20):
        commit("在三楼设意见箱，每周开一次，当场答复。")
    assert opened[1].height() > before


def test_tab_leads_from_long_text_to_the_next_cell_and_back(room: LedgerRoom) -> None:
    room.bar.choose("附件5", "", "")
    settle()
    assert room.model.form is not None
    column = FIRST + room.model.form.keys.index("content")
    stand(room, column)
    commit("三楼设意见箱")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle()
    assert QApplication.focusWidget() is room.grid
    assert room.grid.currentIndex().column() == column + 1
    assert text(room, 0, column) == "三楼设意见箱"
    stand(room, column)
    commit("二楼设意见箱")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    settle()
    assert room.grid.currentIndex().column() == column - 1
    assert text(room, 0, column) == "二楼设意见箱"


def test_what_is_being_composed_is_no_part_of_the_cell_until_it_is_committed(room: LedgerRoom) -> None:
    column = at(room, "附件2", "place")
    before = text(room, 0, column)
    stand(room, column)
    compose(*PINYIN)
    compose("")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert text(room, 0, column) == before


def test_the_empty_row_is_begun_by_an_input_method(room: LedgerRoom) -> None:
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    count = len(room.model.ids)
    stand(room, at(room, "附件2", "place"), row=room.model.entries.foot)
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    stand(room, FIRST + 7, row=room.model.entries.foot)
    compose(*PINYIN)
    commit("三楼")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert len(room.model.ids) == count + 1


def takes(field: QWidget, said: str = "三楼") -> str:
    field.setFocus()
    settle()
    assert QApplication.focusWidget() is field
    compose(*PINYIN)
    commit(said)
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    assert isinstance(field, QLineEdit)
    return field.text()


def test_search_bars_take_chinese(window: MainWindow, room: LedgerRoom) -> None:
    assert takes(room.bar.words) == "三楼"
    window.find()
    anywhere = window.findChild(FindAnywhere)
    assert anywhere is not None
    field = anywhere.findChild(QLineEdit)
    assert field is not None
    assert takes(field) == "三楼"
    anywhere.close()
    room.ask_replace()
    replace = room.findChild(FindDialog)
    assert replace is not None
    for one in replace.findChildren(QLineEdit):
        if one.isVisible() and not isinstance(one.parent(), QComboBox):
            one.clear()
            assert takes(one) == "三楼"
    replace.close()
    window.show_help()
    told = window.findChild(HelpDialog)
    assert told is not None
    assert takes(told.words) == "三楼"


def test_every_field_of_the_card_takes_chinese(room: LedgerRoom) -> None:
    stand(room, at(room, "附件2", "talker"))
    room.open_side(CARD)
    settle()
    for key in ("talker", "talker_post", "talked_on", "place", "type"):
        editor = room.side.card.editors[key]
        editor.select_all()
        field = editor.lineEdit() if isinstance(editor, ChoiceEditor) else editor
        assert field is not None
        field.clear()
        editor.setFocus()
        settle()
        compose(*PINYIN)
        commit("三楼")
        assert editor.text() == "三楼", key


def test_other_tables_one_types_into_lose_no_first_word_either(window: MainWindow) -> None:
    dialog = forms(window)
    editor = editing(dialog, "会议学习记录")
    editor.pages.setCurrentWidget(editor.columns)
    editor.activateWindow()
    settle()
    table = editor.columns.table
    table.setFocus()
    table.setCurrentIndex(editor.columns.model.index(1, HEADING))
    settle()
    commit("《名称》")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert editor.columns.model.lines[1].heading == "《名称》"
    editor.leave()
    dialog.close()
    settle()
    window.activateWindow()
    settle()
    window.go("units")
    room = window.house.room("units")
    assert isinstance(room, UnitsRoom)
    room.tabs.setCurrentIndex(1)
    settle()
    (people,) = [one for one in room.tabs.currentWidget().findChildren(LinesView) if one.isVisible()]
    people.setFocus()
    people.setCurrentIndex(people.model().index(people.model().rowCount() - 1, 0))
    settle()
    commit("许映雪")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    names = [people.model().index(row, 0).data() for row in range(people.model().rowCount())]
    assert "许映雪" in names


def test_the_fields_of_dialogs_take_chinese(window: MainWindow, room: LedgerRoom) -> None:
    desk = window.worker._open_desk()
    window.worker.changed.emit(take_ready_form(desk, desk.campaign(None), "办实事调度台账"))
    room.bar.choose("附件5", "", "")
    settle()
    room.grid.show_cell(room.model.index(0, FIRST + 1))
    settle()
    (one,) = room.followed.found
    dialog = room.followed.ask(one)
    settle()
    for field in dialog.fields.values():
        where = field.lineEdit() if isinstance(field, QComboBox) and field.isEditable() else field
        assert where is not None
        where.setFocus()
        settle()
        compose(*PINYIN)
        commit("三楼")
    texts = [one.toPlainText() if isinstance(one, QPlainTextEdit) else "" for one in dialog.fields.values()]
    assert texts.count("三楼") == 2
    dialog.close()
