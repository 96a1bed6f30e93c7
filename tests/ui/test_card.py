"""记录卡: fields as the form groups them, what may stand in them, what is wrong in them, and what became of the row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desk_app.services.initials import letters_of
from desk_app.services.people import keep_people
from desk_app.services.ready_forms import take_ready_form
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.ui.ledger import originals
from desk_app.ui.ledger.editors import ChoiceEditor, LineEditor, LongEditor
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.ledger.side import CARD
from desk_app.ui.ledger.source_dialog import SourceDialog
from desk_app.ui.window import MainWindow

from .test_input_method_editors import commit, compose
from .test_ledger import ledger, settle, text, write

READY = ("月报", "谈心谈话记录表", "民主评议表", "民生实事责任分解表", "办实事调度台账")


@pytest.fixture
def room(window: MainWindow) -> LedgerRoom:
    desk = window.worker._open_desk()
    for name in READY:
        take_ready_form(desk, desk.campaign(None), name)
    keep_people(desk, [("许映雪", "办公室", "主任", "", "", "", "")])
    return ledger(window)


def begin(room: LedgerRoom, form: str, key: str, said: str, unit: str = "办公室") -> int:
    """A row of the form is entered, and its card opened; the row's id."""
    desk, campaign = room.worker._open_desk(), room.session.campaign
    assert campaign is not None
    room.bar.choose(form, unit, "")
    assert room.bar.form is not None
    periods = room.bar.form.periods
    period = next((one for one in periods if one.code == "2023-03"), periods[-1])
    changes, (row_id,) = type_rows(desk, campaign, room.bar.form.id, [TypedRow(unit, period, {key: said})])
    room.worker.changed.emit(changes)
    room.bar.choose(form, unit, period.code)
    settle()
    room.grid.show_cell(room.model.place_of(row_id, key))
    room.open_side(CARD)
    settle()
    return row_id


def labels(room: LedgerRoom) -> list[str]:
    return [one.text() for one in room.side.card.findChildren(QLabel) if one.isVisible()]


def field(room: LedgerRoom, key: str) -> LineEditor | ChoiceEditor | LongEditor:
    return room.side.card.editors[key]


def top(room: LedgerRoom, key: str) -> int:
    return field(room, key).mapTo(room.side.card, field(room, key).rect().topLeft()).y()


def enter(editor: QWidget, said: str) -> None:
    editor.setFocus()
    settle()
    write(said)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle()


def test_the_card_groups_the_columns_and_sets_short_ones_side_by_side(room: LedgerRoom) -> None:
    begin(room, "月报", "studies", "4")
    assert "工作开展情况" in labels(room)
    assert top(room, "studies") == top(room, "discussions") == top(room, "lessons") < top(room, "talks")
    assert field(room, "features").width() > 2 * field(room, "studies").width()
    begin(room, "谈心谈话记录表", "talker", "许映雪")
    assert "工作开展情况" not in labels(room)
    assert top(room, "talker") == top(room, "talker_post") < top(room, "talkee") == top(room, "talkee_post")


def test_a_person_and_the_post_stand_in_one_line_whatever_comes_before(room: LedgerRoom) -> None:
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    room.grid.show_cell(room.model.index(0, FIRST))
    room.open_side(CARD)
    settle()
    assert top(room, "serial") < top(room, "talker") == top(room, "talker_post")
    assert top(room, "talkee") == top(room, "talkee_post") > top(room, "talker")


def test_the_look_at_the_original_marks_the_rows_own_line_and_opens_the_whole_as_a_copy(
    room: LedgerRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    class Services:
        @staticmethod
        def openUrl(url: QUrl) -> bool:  # noqa: N802  Qt's name
            opened.append(Path(url.toLocalFile()))
            return True

    monkeypatch.setattr(originals, "QDesktopServices", Services)
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    room.grid.show_cell(room.model.index(1, FIRST))
    room.open_side(CARD)
    settle()
    card = room.side.card
    (look,) = [one for one in card.findChildren(QPushButton) if one.isVisible() and one.text() == "查看原件"]
    look.click()
    (dialog,) = [one for one in room.findChildren(SourceDialog) if one.isVisible()]
    assert card.card is not None
    assert dialog.view.file == card.card.file == "附件2 大谈话统计表（办公室）.xlsx"
    marked = dialog.view.lines[dialog.view.marked_line]
    assert card.card.area.startswith(f"A{marked.number}:")
    assert card.card.texts["talker"] in marked.texts
    assert dialog.table.currentIndex().row() == dialog.view.marked_line
    (whole,) = [one for one in dialog.findChildren(QPushButton) if one.text().startswith("打开整个文件")]
    whole.click()
    assert opened[0].name == card.card.file
    dialog.close()


def test_of_a_typed_row_it_is_said_that_there_is_no_original(window: MainWindow, room: LedgerRoom) -> None:
    begin(room, "谈心谈话记录表", "place", "三楼")
    room.see_original()
    assert "没有原件可看" in window.notices.text
    assert not room.findChildren(SourceDialog)


def test_a_row_changed_thrice_goes_back_to_any_of_its_wordings(room: LedgerRoom) -> None:
    row_id = begin(room, "谈心谈话记录表", "place", "三楼")
    for said in ("二楼", "一楼", "地下室"):
        editor = field(room, "place")
        editor.select_all()
        enter(editor, said)
    card = room.side.card
    names = [
        one.accessibleName()
        for one in card.findChildren(QPushButton)
        if one.isVisible() and "稿" in one.accessibleName()
    ]
    assert [name[:7] for name in names] == ["恢复到第3稿（", "恢复到第2稿（", "恢复到第1稿（"]
    (back,) = [one for one in card.findChildren(QPushButton) if one.accessibleName() == names[1]]
    back.click()
    settle()
    assert room.model.place_of(row_id, "place").data() == "二楼"
    assert field(room, "place").text() == "二楼"
    assert card.card is not None
    assert card.card.revision == 5
    assert (card.card.steps[0].name, card.card.steps[0].said) == ("恢复到以前的内容", ("谈话地点：“地下室” → “二楼”",))


CARD_FIELDS = [
    ("谈心谈话记录表", "talker", LineEditor),
    ("谈心谈话记录表", "talker_post", LineEditor),
    ("谈心谈话记录表", "talked_on", LineEditor),
    ("谈心谈话记录表", "content", LongEditor),
    ("民主评议表", "opinion", ChoiceEditor),
    ("民生实事责任分解表", "unit", LineEditor),
    ("民生实事责任分解表", "due", LineEditor),
    ("办实事调度台账", "matter", ChoiceEditor),
    ("办实事调度台账", "state", ChoiceEditor),
    ("月报", "features", LongEditor),
]


@pytest.mark.parametrize(("form", "key", "kind"), CARD_FIELDS, ids=[f"{one[0]}-{one[1]}" for one in CARD_FIELDS])
def test_each_kind_of_field_shows_what_is_composed_and_keeps_what_is_given(
    room: LedgerRoom, form: str, key: str, kind: type[QWidget]
) -> None:
    other = {"谈心谈话记录表": "place", "民主评议表": "person", "办实事调度台账": "progress", "月报": "plans"}
    row_id = begin(room, form, other.get(form, "matter"), "三楼")
    editor = field(room, key)
    assert isinstance(editor, kind)
    said = (
        "基本满意" if key == "opinion" else "6月底前" if key == "due" else "三月六日" if key == "talked_on" else "三楼"
    )
    editor.setFocus()
    settle()
    compose("s", "sa", "san")
    commit(said)
    assert editor.text() == said
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    settle()
    stored = "2023年3月6日" if key == "talked_on" else said
    assert room.model.place_of(row_id, key).data() == stored


def test_long_text_in_the_card_is_seen_whole_without_a_bar(room: LedgerRoom) -> None:
    begin(room, "谈心谈话记录表", "content", "一是谈思想；\n二是谈工作；\n三是谈生活；\n四是谈打算。")
    content = field(room, "content")
    assert isinstance(content, LongEditor)
    assert not content.verticalScrollBar().isVisible()
    lines = int(content.document().size().height())
    assert lines >= 4
    assert content.viewport().height() >= lines * content.fontMetrics().lineSpacing()


def test_the_card_offers_persons_and_units_by_initials_and_fills_the_post_in(room: LedgerRoom) -> None:
    begin(room, "谈心谈话记录表", "place", "三楼")
    talker = field(room, "talker")
    assert isinstance(talker, LineEditor)
    assert talker.suggest is not None
    assert [one.text for one in talker.suggest.found("xyx")] == ["许映雪"]
    enter(talker, "许映雪")
    assert field(room, "talker_post").text() == "办公室主任"
    begin(room, "民生实事责任分解表", "matter", "噪声整治")
    unit = field(room, "unit")
    assert isinstance(unit, LineEditor)
    assert unit.suggest is not None
    assert "东城分局" in [one.text for one in unit.suggest.found("dcfj")]


def test_the_card_says_of_a_field_what_the_table_says_of_its_cell(room: LedgerRoom) -> None:
    row_id = begin(room, "民生实事责任分解表", "matter", "噪声整治")
    assert any(one.startswith("▲ 责任单位必填") for one in labels(room))
    enter(field(room, "unit"), "外事侨务办")
    index = room.model.place_of(row_id, "unit")
    said = str(index.data(Qt.ItemDataRole.ToolTipRole)).split("\n")[0]
    assert f"◆ {said}（按 F9 写说明）" in labels(room)
    begin(room, "办实事调度台账", "matter", "没有登记过的事")
    assert any(one.startswith("△ 办实事事项在“办实事征集表”里没有") for one in labels(room))


def test_the_story_tells_when_a_row_came_to_count_and_one_deed_is_one_step(room: LedgerRoom) -> None:
    begin(room, "民主评议表", "person", "许映雪")
    assert "有错误没有改正，转为待核，不计入" in labels(room)
    enter(field(room, "opinion"), "基本满意")
    card = room.side.card.card
    assert card is not None
    assert [step.said for step in card.steps] == [
        ("评议意见：填“基本满意”", "错误已改正，计入"),
        ("登入台账", "有错误没有改正，转为待核，不计入"),
    ]
    room.writer.undo()
    settle()
    again = room.side.card.card
    assert again is not None
    assert again.steps[0].said == ("评议意见：“基本满意” → “”", "有错误没有改正，转为待核，不计入")
    assert "归属或期次变动" not in " ".join(labels(room))


def test_a_ledger_that_follows_offers_the_matters_of_its_unit(room: LedgerRoom) -> None:
    room.bar.choose("附件5", "", "")
    settle()
    column = FIRST + 1
    matter = text(room, 0, column)
    unit = text(room, 0, 0)
    row_id = begin(room, "办实事调度台账", "progress", "已完成招标", unit)
    offered = field(room, "matter")
    assert isinstance(offered, ChoiceEditor)
    assert matter in [offered.itemText(place) for place in range(offered.count())]
    first = "".join(letters_of(sign)[:1] for sign in matter[:4])
    assert matter in [one.text for one in offered.suggest.found(first)]
    cell = room.model.place_of(row_id, "matter")
    room.grid.setFocus()
    room.grid.show_cell(cell)
    QTest.keyClick(room.grid, Qt.Key.Key_F2)
    settle()
    assert room.grid.cells.open is not None
    opened = room.grid.cells.open[1]
    assert isinstance(opened, ChoiceEditor)
    opened.set_text(matter)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert room.model.place_of(row_id, "matter").data() == matter
    assert not any("进展挂接不上" in one for one in labels(room))
