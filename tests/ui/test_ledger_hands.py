"""台账 under a hand used to a spreadsheet: jumps, blocks chosen by key and mouse, cut, pasted over, gone back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.edges import edge
from desk_app.services.signing import DIFFERS, note_paper
from desk_app.storage import campaigns, roster
from desk_app.storage.states import PaperState
from desk_app.ui.dialog_crash import CrashDialog
from desk_app.ui.ledger.cells import MARK_ROLE, Mark
from desk_app.ui.ledger.clipboard_html import table_of
from desk_app.ui.ledger.editors import ChoiceEditor, LineEditor
from desk_app.ui.ledger.model import DRAFT_PERIOD, DRAFT_UNIT, FIRST
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import Ticket

from .test_ledger import figure, ledger, settle, steps, text, type_into
from .test_ledger_habits import (
    ALT,
    CONTROL,
    DAY,
    KEY,
    PLACE,
    SERIAL,
    SHIFT,
    TALKEE,
    TALKER,
    TALKER_POST,
    TYPE,
    column,
    here,
    press,
    stand,
)


@pytest.fixture
def room(window: MainWindow) -> LedgerRoom:
    return ledger(window)


@pytest.fixture
def office(window: MainWindow, room: LedgerRoom) -> LedgerRoom:
    """附件2 of 办公室 in March: nine rows."""
    room.bar.choose("附件2", "办公室", "2023-03")
    settle()
    return room


def chosen(room: LedgerRoom) -> tuple[list[tuple[int, int]], list[int]]:
    return room.grid.spans(), room.grid.columns()


def writing() -> QWidget:
    """The editor that is open."""
    editor = QApplication.focusWidget()
    assert editor is not None
    return editor


def clip(words: str) -> None:
    QGuiApplication.clipboard().setText(words)


def walked(filled: list[bool], start: int, way: int) -> int:
    """What Excel does, in the plainest words."""
    at = start
    while 0 <= at + way < len(filled):
        inside = filled[start] and filled[start + way]
        if inside and not filled[at + way]:
            break
        at += way
        if not inside and filled[at]:
            break
    return at


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.data())
def test_a_jump_ends_where_a_spreadsheets_does(filled: list[bool], data: st.DataObject) -> None:
    start, way = data.draw(st.integers(0, len(filled) - 1)), data.draw(st.sampled_from((1, -1)))
    assert edge(start, way, len(filled), filled.__getitem__) == walked(filled, start, way)


def test_ctrl_and_arrows_go_to_the_edge_of_what_is_filled(office: LedgerRoom) -> None:
    last = office.model.entries.foot - 1
    stand(office, 4, PLACE)
    press(office, KEY.Key_Delete)
    stand(office, 0, PLACE)
    press(office, KEY.Key_Down, CONTROL)
    assert here(office) == (3, PLACE), "above the gap"
    press(office, KEY.Key_Down, CONTROL)
    assert here(office) == (5, PLACE), "over the gap"
    press(office, KEY.Key_Down, CONTROL)
    assert here(office) == (last, PLACE)
    press(office, KEY.Key_Down, CONTROL)
    assert here(office) == (last + 1, PLACE), "the empty row"
    press(office, KEY.Key_Up, CONTROL)
    press(office, KEY.Key_Left, CONTROL)
    assert office.grid.currentIndex().column() < FIRST
    press(office, KEY.Key_End, CONTROL)
    assert here(office) == (last, TYPE)
    press(office, KEY.Key_Home, CONTROL)
    assert here(office)[0] == 0


def test_end_and_then_an_arrow_go_to_the_edge_too(office: LedgerRoom) -> None:
    last = office.model.entries.foot - 1
    stand(office, 1, PLACE)
    press(office, KEY.Key_End)
    assert here(office) == (1, PLACE), "End alone moves nothing"
    assert office._said.text().startswith("已按 End")
    press(office, KEY.Key_Down)
    assert here(office) == (last, PLACE)
    press(office, KEY.Key_Up)
    assert here(office) == (last - 1, PLACE), "it was for one arrow"
    press(office, KEY.Key_End)
    press(office, KEY.Key_Up, SHIFT)
    assert chosen(office) == ([(0, last - 1)], [PLACE])
    stand(office, 1, TALKER)
    press(office, KEY.Key_End)
    press(office, KEY.Key_Return)
    assert here(office) == (1, TYPE), "the last cell of the line"
    press(office, KEY.Key_End)
    press(office, KEY.Key_End)
    press(office, KEY.Key_Down)
    assert here(office) == (2, TYPE), "a second End gives it up"


def test_ctrl_r_fills_to_the_right_as_one_step(window: MainWindow, office: LedgerRoom) -> None:
    talkers, posts = column(office, TALKER), column(office, TALKER_POST)
    stand(office, 0, TALKER, down=1, right=1)
    press(office, KEY.Key_R, CONTROL)
    assert column(office, TALKER_POST) == [*talkers[:2], *posts[2:]]
    assert steps(window)[0] == "向右填充"
    press(office, KEY.Key_Z, CONTROL)
    stand(office, 3, TALKER_POST)
    press(office, KEY.Key_R, CONTROL)
    assert column(office, TALKER_POST) == [*posts[:3], talkers[3], *posts[4:]], "of one cell, what stands left of it"


def test_an_editor_that_cannot_be_made_is_an_accident_and_not_the_end(
    office: LedgerRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    fallen: list[str] = []

    def fall(*_: object, **__: object) -> None:
        raise ValueError("no editor")

    monkeypatch.setattr("desk_app.ui.ledger.delegate.editor_for", fall)
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: fallen.append(str(error)))
    stand(office, 0, PLACE)
    press(office, KEY.Key_F2)
    assert fallen == ["no editor"]
    assert office.grid.cells.open is None


def test_a_step_that_could_not_be_taken_back_can_be_asked_for_again(window: MainWindow, office: LedgerRoom) -> None:
    before = text(office, 0, PLACE)
    stand(office, 0, PLACE)
    press(office, KEY.Key_Delete)
    record_id, campaign = office.model.record_at(0), window.session.campaign
    assert record_id is not None
    assert campaign is not None
    desk = window.worker._open_desk()
    other = correct_cells(desk, campaign, [CellEdit(record_id, "place", "别处写的")])
    settle()
    press(office, KEY.Key_Z, CONTROL)
    assert text(office, 0, PLACE) == "别处写的"
    assert other.operation_id is not None
    desk.store.undo(other.operation_id, actor="", at=desk.clock())
    settle()
    press(office, KEY.Key_Z, CONTROL)
    assert text(office, 0, PLACE) == before


def test_a_jump_along_rows_that_were_not_fetched_asks_the_desk(office: LedgerRoom) -> None:
    stand(office, 6, PLACE)
    press(office, KEY.Key_Delete)
    stand(office, 0, PLACE)
    far = {office.model.record_at(line) for line in range(2, 9)}
    for row_id in far:
        office.model._rows.pop(row_id or 0)
    press(office, KEY.Key_Down, CONTROL | SHIFT)
    assert chosen(office) == ([(0, 5)], [PLACE])
    assert here(office) == (0, PLACE), "the cursor stays while a block is chosen"


def test_shift_moves_the_corner_and_the_cursor_stays(office: LedgerRoom) -> None:
    stand(office, 1, TALKER, down=2, right=1)
    assert chosen(office) == ([(1, 3)], [TALKER, TALKER_POST])
    assert here(office) == (1, TALKER)
    for _ in range(4):
        press(office, KEY.Key_Up, SHIFT)
    assert chosen(office)[0] == [(0, 1)], "past the cursor the block turns round"


def test_enter_and_tab_go_round_within_a_chosen_block(office: LedgerRoom) -> None:
    stand(office, 1, TALKER, down=1, right=1)
    been = []
    for _ in range(4):
        press(office, KEY.Key_Return)
        been.append(here(office))
    assert been == [(2, TALKER), (1, TALKER_POST), (2, TALKER_POST), (1, TALKER)]
    press(office, KEY.Key_Tab)
    assert here(office) == (1, TALKER_POST)
    assert chosen(office) == ([(1, 2)], [TALKER, TALKER_POST])


def test_shift_and_a_click_choose_up_to_the_click(office: LedgerRoom) -> None:
    stand(office, 1, TALKER)
    at = office.grid.visualRect(office.model.index(3, TALKEE)).center()
    QTest.mouseClick(office.grid.viewport(), Qt.MouseButton.LeftButton, SHIFT, at)
    assert chosen(office) == ([(1, 3)], [TALKER, TALKER_POST, TALKEE])
    assert here(office) == (1, TALKER)


def test_a_block_drawn_with_the_mouse_leaves_the_cursor_where_it_began(office: LedgerRoom) -> None:
    view = office.grid
    start, end = (view.visualRect(office.model.index(*cell)).center() for cell in ((1, TALKER), (3, TALKEE)))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert chosen(office)[0] == [(1, 3)]
    assert here(office) == (1, TALKER)


def test_shift_space_takes_the_row_and_ctrl_space_the_column(office: LedgerRoom) -> None:
    stand(office, 2, TALKER)
    press(office, KEY.Key_Space, SHIFT)
    assert chosen(office)[0] == [(2, 2)]
    assert TYPE in chosen(office)[1]
    stand(office, 2, TALKER)
    press(office, KEY.Key_Space, CONTROL)
    assert chosen(office) == ([(0, office.model.rowCount() - 1)], [TALKER])
    press(office, KEY.Key_Escape)
    assert chosen(office) == ([(2, 2)], [TALKER])
    assert QApplication.focusWidget() is office.grid, "Esc never leads out of the grid"


def test_an_arrow_ends_what_was_typed_over_a_cell_and_f2_lets_one_go_on_in_it(office: LedgerRoom) -> None:
    stand(office, 2, PLACE)
    QTest.keyClick(office.grid, KEY.Key_X)
    QTest.keyClick(writing(), KEY.Key_Down)
    settle()
    assert text(office, 2, PLACE) == "x"
    assert here(office) == (3, PLACE)
    stand(office, 3, PLACE)
    was = text(office, 3, PLACE)
    QTest.keyClick(office.grid, KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEditor)
    assert editor.selectedText() == "", "what stands there is gone on with, not typed over"
    QTest.keyClick(editor, KEY.Key_Y)
    assert editor.text() == was + "y"
    QTest.keyClick(editor, KEY.Key_Left)
    assert office.grid.cells.open is not None
    QTest.keyClick(editor, KEY.Key_Return)
    settle()
    assert text(office, 3, PLACE) == was + "y"


def test_backspace_opens_the_cell_empty_and_esc_gives_it_back(office: LedgerRoom) -> None:
    stand(office, 2, TALKEE)
    was = text(office, 2, TALKEE)
    QTest.keyClick(office.grid, KEY.Key_Backspace)
    assert office.grid.cells.open is not None
    assert office.grid.cells.open[1].text() == ""
    QTest.keyClick(writing(), KEY.Key_Escape)
    settle()
    assert text(office, 2, TALKEE) == was


def test_ctrl_enter_writes_into_every_chosen_cell_as_one_step(window: MainWindow, office: LedgerRoom) -> None:
    before = column(office, PLACE)
    stand(office, 1, PLACE, down=2)
    QTest.keyClick(office.grid, KEY.Key_K)
    QTest.keyClick(writing(), KEY.Key_Return, CONTROL)
    settle()
    assert column(office, PLACE) == [before[0], "k", "k", "k", *before[4:]]
    assert steps(window)[0] == "填充"
    press(office, KEY.Key_Z, CONTROL)
    assert column(office, PLACE) == before


def test_alt_down_opens_the_list_of_a_choice_and_what_is_taken_is_written(office: LedgerRoom) -> None:
    stand(office, 1, TYPE)
    QTest.keyClick(office.grid, KEY.Key_Down, ALT)
    assert office.grid.cells.open is not None
    editor = office.grid.cells.open[1]
    assert isinstance(editor, ChoiceEditor)
    wanted = next(at for at in range(1, editor.count()) if editor.itemText(at) != text(office, 1, TYPE))
    taken = editor.itemText(wanted)
    editor.setCurrentIndex(wanted)
    editor.activated.emit(wanted)
    editor.hidePopup()
    settle()
    assert text(office, 1, TYPE) == taken
    assert office.grid.cells.open is None


def test_one_cell_is_pasted_over_every_chosen_one_and_a_block_from_its_corner(
    window: MainWindow, office: LedgerRoom
) -> None:
    before = column(office, PLACE)
    clip("小会议室\n")
    stand(office, 1, PLACE, down=2)
    press(office, KEY.Key_V, CONTROL)
    assert column(office, PLACE) == [before[0], *["小会议室"] * 3, *before[4:]]
    assert steps(window)[0] == "粘贴"
    press(office, KEY.Key_Z, CONTROL)
    clip("甲处\n乙处\n")
    stand(office, 1, PLACE, down=1)
    press(office, KEY.Key_V, CONTROL)
    assert column(office, PLACE)[:4] == [before[0], "甲处", "乙处", before[3]]
    press(office, KEY.Key_Z, CONTROL)
    stand(office, 1, PLACE, down=3)
    press(office, KEY.Key_V, CONTROL)
    assert column(office, PLACE)[:6] == [before[0], "甲处", "乙处", "甲处", "乙处", before[5]]


def test_cut_cells_are_empty_and_on_the_clipboard(window: MainWindow, office: LedgerRoom) -> None:
    was = column(office, PLACE)
    stand(office, 1, PLACE, down=1)
    press(office, KEY.Key_X, CONTROL)
    assert column(office, PLACE)[:4] == [was[0], "", "", was[3]]
    assert QGuiApplication.clipboard().text() == f"{was[1]}\n{was[2]}\n"
    assert steps(window)[0] == "剪切"


def test_whole_rows_are_copied_so_that_they_can_be_pasted_as_new_ones(office: LedgerRoom) -> None:
    rows, first = office.model.entries.foot, text(office, 1, TALKEE)
    stand(office, 1, TALKER)
    press(office, KEY.Key_Space, SHIFT)
    press(office, KEY.Key_C, CONTROL)
    stand(office, rows, 0)
    press(office, KEY.Key_V, CONTROL)
    assert office.model.entries.foot == rows + 1
    assert text(office, rows, TALKEE) == first
    assert chosen(office)[0] == [(rows, rows)], "what was pasted is chosen"


def test_what_is_copied_stays_text_where_it_is_pasted(office: LedgerRoom) -> None:
    type_into(office, 0, PLACE, "0305")
    type_into(office, 1, PLACE, "<楼上>")
    stand(office, 0, PLACE, down=1)
    press(office, KEY.Key_C, CONTROL)
    held: QMimeData = QGuiApplication.clipboard().mimeData()
    assert held.text() == "0305\n<楼上>\n"
    assert 'mso-number-format:"\\@"' in held.html()
    assert table_of(held.html()) == [["0305"], ["<楼上>"]]


def test_after_a_step_back_one_sees_where_it_was(office: LedgerRoom) -> None:
    type_into(office, 1, PLACE, "走廊")
    stand(office, 7, TALKER)
    press(office, KEY.Key_Z, CONTROL)
    assert here(office) == (1, PLACE)
    stand(office, 7, TALKER)
    press(office, KEY.Key_Y, CONTROL)
    assert here(office) == (1, PLACE)


def test_after_rows_are_deleted_the_cursor_stands_on_the_next(office: LedgerRoom) -> None:
    after = text(office, 4, TALKEE)
    stand(office, 2, TALKEE, down=1)
    press(office, KEY.Key_Minus, CONTROL)
    assert here(office) == (2, TALKEE)
    assert text(office, 2, TALKEE) == after


def test_a_row_inserted_among_all_units_is_of_the_unit_before_which_it_stands(room: LedgerRoom) -> None:
    room.bar.choose("附件2", "", "2023-03")
    settle()
    unit, rows = text(room, 3, 0), len(room.model.ids)
    stand(room, 3, TALKER)
    press(room, KEY.Key_Plus, CONTROL)
    assert (room.model.draft[DRAFT_UNIT], room.model.draft[DRAFT_PERIOD]) == (unit, "2023年3月")
    type_into(room, 3, TALKEE, "新来的人")
    assert len(room.model.ids) == rows + 1
    assert text(room, 3, 0) == unit


def test_several_rows_are_doubled_as_a_block_below_the_last(office: LedgerRoom) -> None:
    before = column(office, DAY)
    stand(office, 1, TALKER, down=1)
    press(office, KEY.Key_D, CONTROL | SHIFT)
    assert column(office, DAY) == [*before[:3], *before[1:3], *before[3:]]
    assert column(office, SERIAL) == [str(one) for one in range(1, len(before) + 3)]


def test_a_new_row_with_an_error_is_never_said_to_count(window: MainWindow, office: LedgerRoom) -> None:
    before = figure(window)
    type_into(office, office.model.entries.foot, TALKEE, "只写了一格")
    assert "改好才计入" in window.notices.text
    assert figure(window) == before
    stand(office, 0, TALKEE)
    press(office, KEY.Key_D, CONTROL | SHIFT)
    assert "已计入" in window.notices.text


def test_a_wrong_cell_of_a_row_that_was_taken_in_is_said_to_count_all_the_same(
    window: MainWindow, office: LedgerRoom
) -> None:
    before = figure(window)
    type_into(office, 1, DAY, "2月30日")
    assert office.model.index(1, DAY).data(MARK_ROLE) == Mark.ERROR
    assert "1行照计" in office.bar.found.text()
    stand(office, 1, DAY)
    assert "这一行照计" in office._said.text()
    assert figure(window) == before


def test_every_kind_of_step_says_that_a_signed_paper_differs(window: MainWindow, office: LedgerRoom) -> None:
    desk, campaign = window.worker._desk, window.session.campaign
    assert desk is not None
    assert campaign is not None

    def sign() -> None:
        """The paper of what stands there now comes in signed."""
        with desk.store.operation("登记", actor="", at=desk.clock(), campaign_id=campaign.id) as op:
            form = campaigns.find_form(op, campaign.id, "附件2")
            place = (form.id, roster.unit_ids(op)["办公室"], "2023-03")
            note_paper(op, campaign, place, PaperState.MISSING)
            note_paper(op, campaign, place, PaperState.RECEIVED)

    sign()
    stand(office, 2, TALKER)
    press(office, KEY.Key_Minus, CONTROL)
    assert DIFFERS in window.notices.text
    press(office, KEY.Key_Z, CONTROL)
    assert DIFFERS not in window.notices.text, "it agrees again"
    press(office, KEY.Key_Y, CONTROL)
    assert DIFFERS in window.notices.text
    for key, held in ((KEY.Key_D, CONTROL | SHIFT), (KEY.Key_D, CONTROL), (KEY.Key_Delete, Qt.KeyboardModifier(0))):
        sign()
        stand(office, 2, PLACE, down=1)
        press(office, key, held)
        assert DIFFERS in window.notices.text, key
        press(office, key, held)
        assert DIFFERS not in window.notices.text, "once is enough"


def test_f6_leads_out_of_the_grid_to_the_filters(office: LedgerRoom) -> None:
    stand(office, 0, TALKER)
    press(office, KEY.Key_F6)
    assert QApplication.focusWidget() is office.bar.units


def test_a_line_with_fewer_cells_laid_over_a_larger_choice_leaves_the_rest_as_it_was(office: LedgerRoom) -> None:
    before, beside = column(office, TALKER_POST), column(office, TALKEE)
    clip("甲科长\t乙某\n丙科长\n")
    stand(office, 1, TALKER_POST, down=3, right=1)
    press(office, KEY.Key_V, CONTROL)
    assert column(office, TALKER_POST)[:6] == [before[0], "甲科长", "丙科长", "甲科长", "丙科长", before[5]]
    assert column(office, TALKEE)[:6] == [beside[0], "乙某", beside[2], "乙某", beside[4], beside[5]]


def test_ctrl_enter_over_too_many_cells_says_so(
    window: MainWindow, office: LedgerRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk_app.ui.ledger.paste_jobs.MOST_CELLS", 2)
    before = column(office, PLACE)
    stand(office, 1, PLACE, down=2)
    QTest.keyClick(office.grid, KEY.Key_K)
    QTest.keyClick(writing(), KEY.Key_Return, CONTROL)
    settle()
    assert column(office, PLACE) == before
    assert "一次最多写2格" in window.notices.text


def test_a_row_whose_adding_fell_is_typed_on_and_kept_whole(
    window: MainWindow, office: LedgerRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object, **__: object) -> None:
        raise ValueError("no row")

    count, foot = len(office.model.ids), office.model.entries.foot
    with monkeypatch.context() as fallen:
        fallen.setattr("desk_app.services.type_records.type_rows", fall)
        type_into(office, foot, TALKER, "赵清扬")
    dialog = window.findChild(CrashDialog)
    assert dialog is not None
    dialog.close()
    window.activateWindow()
    settle()
    assert len(office.model.ids) == count
    type_into(office, foot, TALKEE, "钱敏行")
    assert len(office.model.ids) == count + 1
    assert [text(office, foot, at) for at in (TALKER, TALKEE)] == ["赵清扬", "钱敏行"]


def test_a_paste_that_is_stopped_changes_nothing_and_says_so(window: MainWindow, office: LedgerRoom) -> None:
    def stop(ticket: Ticket) -> None:
        if ticket.text == "粘贴":
            ticket.cancel()

    count = len(office.model.ids)
    window.worker.started.connect(stop)
    QGuiApplication.clipboard().setText("甲\n乙\n")
    stand(office, office.model.entries.foot, TALKER)
    press(office, KEY.Key_V, CONTROL)
    assert len(office.model.ids) == count
    assert window.notices.text == "已停止，什么都没有改。"
    window.worker.started.disconnect(stop)
    press(office, KEY.Key_V, CONTROL)
    assert len(office.model.ids) == count + 2
