"""完成情况 and 催报记录 in the window: the matrix by keyboard, what is registered from it, calls, papers, 领导要数."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.services.chasing import ChaseEntry, Matter, chase_lines
from desk_app.services.completion import Slot, Track
from desk_app.services.desk import Desk
from desk_app.services.values import PaperState
from desk_app.ui.completion.chase_dialog import ChaseDialog
from desk_app.ui.completion.chases_model import ChasesModel
from desk_app.ui.completion.matrix_model import MatrixFilter, MatrixModel
from desk_app.ui.completion.page import CompletionPage
from desk_app.ui.completion.paper_dialog import PapersDialog, PapersSaid
from desk_app.ui.completion.work import Paper, Span
from desk_app.ui.dialog_figures import FiguresDialog
from desk_app.ui.intake.room import IntakeRoom
from desk_app.ui.intake.text_dialog import TextDialog
from desk_app.ui.rooms import ROOMS
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow


@pytest.fixture
def room(window: MainWindow) -> TallyRoom:
    window.go("tally", "完成情况")
    made = window.house.room("tally")
    assert isinstance(made, TallyRoom)
    return made


@pytest.fixture
def page(room: TallyRoom) -> CompletionPage:
    assert room.completion is not None
    return room.completion


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.worker._open_desk()


def place(page: CompletionPage, unit: str, column: int = 0) -> QModelIndex:
    rows = [one.name for one in page.model.rows]
    return page.model.index(rows.index(unit) + 1, column)


def choose(page: CompletionPage, *units: str) -> None:
    page.view.setCurrentIndex(place(page, units[0]))
    for unit in units[1:]:
        page.view.selectionModel().select(place(page, unit), QItemSelectionModel.SelectionFlag.Select)


def press(page: CompletionPage, qtbot: QtBot, key: Qt.Key) -> None:
    page.view.setFocus()
    qtbot.keyClick(page.view, key)


def test_the_matrix_shows_the_sessions_period_with_the_sum_of_all_first(page: CompletionPage) -> None:
    model = page.model
    assert model.headerData(0, Qt.Orientation.Horizontal) == "附件2\n大谈话统计表\n2023年3月"
    assert model.headerData(0, Qt.Orientation.Vertical) == "全部单位（16）"
    assert model.index(0, 0).data() == "收12/16 · 纸质0/16"
    assert place(page, "办公室").data() == "已收 · 纸质未交"
    assert place(page, "法规科").data() == "未报"
    assert place(page, "办公室", 1).data() == "—"


def test_several_periods_stand_side_by_side(page: CompletionPage) -> None:
    page.bar.span.setCurrentIndex(list(Span).index(Span.THREE))
    page.bar.span.activated.emit(1)
    talks = [one.period.code for one in page.model.shown.columns if one.form.name == "大谈话统计表"]  # type: ignore[union-attr]
    assert talks == ["2023-01", "2023-02", "2023-03"]
    page.bar.span.setCurrentIndex(list(Span).index(Span.ALL))
    page.bar.span.activated.emit(2)
    forms = {one.form.name for one in page.model.shown.columns}  # type: ignore[union-attr]
    assert {"大谈话统计表", "提建议清单", "办实事征集表"} <= forms
    late = next(
        place for place, one in enumerate(page.model.columns) if "办实事" in page.model.shown.columns[one].form.name
    )  # type: ignore[union-attr]
    assert place(page, "土壤环境科", late).data() == "逾期未报"


def test_only_who_has_not_sent_is_shown_where_that_is_asked_for(page: CompletionPage) -> None:
    page.choose("有未报的")
    assert [one.name for one in page.model.rows] == ["法规科", "西城分局"]
    assert page.model.index(0, 0).data() == "收0/2 · 纸质0/2"
    page.bar.standing.setCurrentIndex(0)
    page.bar.search.setText("bgs")
    page.bar.sifted.emit()
    assert [one.name for one in page.model.rows] == ["办公室"]


def test_units_below_are_folded_into_the_sum_of_the_one_above(page: CompletionPage, qtbot: QtBot) -> None:
    page.view.setCurrentIndex(place(page, "执法支队"))
    press(page, qtbot, Qt.Key.Key_Minus)
    assert "应急中心" not in [one.name for one in page.model.rows]
    assert place(page, "执法支队").data() == "收1/2 · 纸质0/2"
    press(page, qtbot, Qt.Key.Key_Plus)
    assert "应急中心" in [one.name for one in page.model.rows]
    assert page.model.headerData(place(page, "应急中心").row(), Qt.Orientation.Vertical) == "应急中心（属执法支队）"
    page.bar.folded.click()
    assert "应急中心" not in [one.name for one in page.model.rows]
    assert page.model.index(0, 0).data() == "收12/16 · 纸质0/16"


def test_enter_opens_the_return_and_where_nothing_is_in_the_ledger(
    page: CompletionPage, window: MainWindow, qtbot: QtBot
) -> None:
    choose(page, "法规科")
    press(page, qtbot, Qt.Key.Key_Return)
    assert ROOMS[window.house.place].name == "ledger"
    window.go("tally")
    choose(page, "办公室")
    number = page.model.standing(page.view.currentIndex().row(), 0).submission_id  # type: ignore[union-attr]
    press(page, qtbot, Qt.Key.Key_Return)
    intake = window.house.room("intake")
    assert window.house.currentWidget() is intake
    assert isinstance(intake, IntakeRoom)
    assert intake.pane.opened is not None
    assert intake.pane.opened.submission.id == number


def test_a_key_registers_nil_reports_of_all_that_is_chosen_and_undo_takes_them_back(
    page: CompletionPage, window: MainWindow, qtbot: QtBot
) -> None:
    choose(page, "法规科", "西城分局")
    press(page, qtbot, Qt.Key.Key_L)
    assert place(page, "法规科").data().startswith("零报告")
    assert place(page, "西城分局").data().startswith("零报告")
    assert "2项" in window.notices.text
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert place(page, "法规科").data() == "未报"


def test_not_concerned_asks_why_and_the_same_key_lets_it_owe_again(page: CompletionPage, qtbot: QtBot) -> None:
    choose(page, "法规科")
    press(page, qtbot, Qt.Key.Key_X)
    dialog = page.findChild(TextDialog)
    assert dialog is not None
    dialog.text.setPlainText("本期无此项工作")
    dialog._ok.click()
    assert place(page, "法规科").data() == "不涉及"
    assert "本期无此项工作" in place(page, "法规科").data(Qt.ItemDataRole.ToolTipRole)
    choose(page, "法规科")
    press(page, qtbot, Qt.Key.Key_X)
    assert place(page, "法规科").data() == "未报"


def test_papers_of_what_is_chosen_are_registered_from_the_menu(page: CompletionPage) -> None:
    choose(page, "办公室", "机关党委")
    next(one for one in page.acts.menu.actions() if one.data() == "缺盖章").trigger()
    assert place(page, "办公室").data() == "已收 · 纸质缺盖章"
    assert place(page, "机关党委").data() == "已收 · 纸质缺盖章"


def test_papers_are_ticked_off_as_they_lie_on_the_counter(page: CompletionPage, qtbot: QtBot) -> None:
    page.acts.ask_many()
    dialog = page.findChild(PapersDialog)
    assert dialog is not None
    for typed in ("bgs", "rsk"):
        dialog.search.setText(typed)
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    said: list[PapersSaid] = []
    dialog.said.connect(said.append)
    dialog.keep()
    assert [one.unit for one in said[0].slots] == ["办公室", "人事科"]
    assert said[0].state is PaperState.RECEIVED
    assert place(page, "人事科").data() == "已收 · 纸质已交"
    assert page.model.index(0, 0).data() == "收12/16 · 纸质2/16"


def test_a_call_is_noted_from_the_matrix_by_keys_alone(page: CompletionPage, desk: Desk, qtbot: QtBot) -> None:
    choose(page, "法规科")
    press(page, qtbot, Qt.Key.Key_C)
    dialog = page.acts.chase.dialog
    assert dialog is not None
    assert "邵清越" in dialog.whom.text()
    dialog.answer.setText("明天上午报")
    dialog.promised.setChecked(True)
    dialog.day.setDate(dialog.day.date().addDays(1))
    qtbot.keyClick(dialog.answer, Qt.Key.Key_Return)
    kept = chase_lines(desk, desk.campaign(None))[0]
    assert (kept.unit, kept.kept.answer, kept.kept.promised_on) == ("法规科", "明天上午报", date(2023, 4, 4))
    assert place(page, "法规科").data() == "未报 · 承诺4月4日"
    page.choose("有承诺的")
    assert [one.name for one in page.model.rows] == ["法规科"]


def test_the_sum_of_all_stands_for_everybody_who_owes(page: CompletionPage, desk: Desk) -> None:
    page.view.setCurrentIndex(page.model.index(0, 0))
    page.acts.ask_chase()
    dialog = page.acts.chase.dialog
    assert dialog is not None
    dialog.copy_message()
    text = QGuiApplication.clipboard().text()
    assert [line.split("：")[0] for line in text.split("\n")] == ["法规科", "西城分局"]
    dialog.keep()
    lines = chase_lines(desk, desk.campaign(None))
    assert sorted(one.unit for one in lines) == ["法规科", "西城分局"]
    assert {one.kept.way.value for one in lines} == {"内网消息"}


def test_who_has_sent_everything_is_asked_for_the_paper_only(page: CompletionPage) -> None:
    choose(page, "办公室")
    page.acts.ask_chase()
    dialog = page.acts.chase.dialog
    assert dialog is not None
    assert dialog.entry().matters == {"办公室": (Matter("大谈话统计表", "2023-03", paper=True),)}


def test_the_calls_are_listed_mended_deleted_and_brought_back(
    room: TallyRoom, page: CompletionPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.acts.chase.ask(page_ask(page))
    page.acts.chase.keep(ChaseEntry({"法规科": (Matter("大谈话统计表", "2023-03"),)}, answer="没人接"))
    room.show_view(2)
    chases = room.chases
    assert chases is not None
    assert chases.model.index(0, 1).data() == "法规科"
    chases.table.setFocus()
    chases.ask_mend()
    dialog = chases.findChild(ChaseDialog)
    assert dialog is not None
    assert dialog.answer.text() == "没人接"
    dialog.answer.setText("回电：明天报")
    dialog.keep()
    assert chases.model.index(0, 5).data() == "回电：明天报"
    qtbot.keyClick(chases.table, Qt.Key.Key_Delete)
    assert chases.model.rowCount() == 0
    window.undo_last()
    assert chases.model.rowCount() == 1


def page_ask(page: CompletionPage) -> object:
    from desk_app.ui.completion.chase_dialog import ChaseAsk

    assert page.model.shown is not None
    return ChaseAsk({"法规科": (Matter("大谈话统计表", "2023-03"),)}, page.model.shown.at)


def test_the_first_page_leads_to_the_promises_of_today_and_to_who_is_missing(
    page: CompletionPage, window: MainWindow
) -> None:
    page.acts.chase.ask(page_ask(page))  # type: ignore[arg-type]
    page.acts.chase.keep(ChaseEntry({"法规科": (Matter("大谈话统计表", "2023-03"),)}, promised_on=date(2023, 4, 3)))
    window.go("home")
    home = window.house.room("home")
    assert any(one.text() == "承诺今日报送1家：法规科" for one in home.findChildren(QLabel))
    press_button(home.findChildren(QPushButton), "看催报记录")
    room = window.house.room("tally")
    assert isinstance(room, TallyRoom)
    assert window.house.currentWidget() is room
    assert room.chases is not None
    assert room.chases.only_open.isChecked()
    window.go("home")
    press_button(home.findChildren(QPushButton), "看完成情况")
    assert [one.name for one in page.model.rows] == ["法规科", "西城分局"]


def press_button(buttons: list[QPushButton], text: str) -> None:
    next(one for one in buttons if one.text() == text and not one.isHidden()).click()


@pytest.mark.parametrize("paper", list(Paper), ids=lambda paper: paper.name)
def test_every_paper_of_the_menu_is_written(
    page: CompletionPage, window: MainWindow, tmp_path: Path, paper: Paper
) -> None:
    page.papers.write(paper, tmp_path / "成果")
    written = {path.suffix for path in (tmp_path / "成果").iterdir()}
    assert {".pdf", ".xlsx"} <= written
    assert "已写到" in window.notices.text


def test_the_list_of_the_missing_is_copied_as_it_is_shown(page: CompletionPage) -> None:
    page.papers.copy_missing()
    assert QGuiApplication.clipboard().text().endswith("未报2家：法规科、西城分局。")
    page.papers.copy_rates()
    assert "上报率75%" in QGuiApplication.clipboard().text()


def test_copied_figures_are_kept_and_found_again_with_what_changed_since(
    page: CompletionPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_figures()
    first = window.findChild(FiguresDialog)
    assert first is not None
    told = first.text
    first.copy()
    assert QGuiApplication.clipboard().text() == told
    choose(page, "法规科")
    press(page, qtbot, Qt.Key.Key_L)
    window.show_figures()
    again = window.findChildren(FiguresDialog)[-1]
    assert again.text != told
    again.earlier.setCurrentIndex(1)
    again.earlier.activated.emit(1)
    assert again.text == told
    again.copy()
    assert QGuiApplication.clipboard().text() == told


def test_one_page_of_the_figures_is_written_and_kept(window: MainWindow, tmp_path: Path) -> None:
    window.show_figures()
    dialog = window.findChild(FiguresDialog)
    assert dialog is not None
    dialog.write_to(tmp_path)
    assert [path.name for path in tmp_path.glob("领导要数*")] == ["领导要数 2023-04-03 1600.pdf"]
    window.show_figures()
    assert window.findChildren(FiguresDialog)[-1].earlier.count() == 2


def test_the_models_keep_qts_contract(page: CompletionPage, room: TallyRoom, qtmodeltester: ModelTester) -> None:
    room.show_view(2)
    assert room.chases is not None
    for model in (page.model, room.chases.model, MatrixModel(), ChasesModel()):
        qtmodeltester.check(model)


def test_every_place_is_read_aloud_with_what_it_is_of(page: CompletionPage) -> None:
    spoken = place(page, "法规科").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "法规科　附件2 大谈话统计表　2023年3月　未报"
    assert "应报16　已收12　零报告0　待核2　未报2" in page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_one_track_alone_can_be_shown(page: CompletionPage) -> None:
    page.model.sift(MatrixFilter(), Track.PAPER)
    assert place(page, "办公室").data() == "未交"
    page.model.sift(MatrixFilter(standing="纸质没交齐的"), Track.ELECTRONIC)
    assert len(page.model.rows) == 16
    assert page.model.slot(1, 0) == Slot("办公室", "大谈话统计表", page.model.shown.columns[0].period)  # type: ignore[union-attr]


def test_a_call_is_noted_on_the_units_own_page_about_all_that_it_owes(window: MainWindow, desk: Desk) -> None:
    from desk_app.ui.units.room import UnitsRoom

    window.go("units", "西城分局")
    room = window.house.room("units")
    assert isinstance(room, UnitsRoom)
    room.calls.note.click()
    dialog = room.calls.entering.dialog
    assert dialog is not None
    owed = {(one.form, one.period.code) for one in room.panel.page.returns if one.state in ("未报", "退回修改")}  # type: ignore[union-attr]
    assert {(one.form, one.period) for one in dialog.entry().matters["西城分局"]} == owed
    dialog.answer.setText("下午报")
    dialog.keep()
    assert [one.kept.answer for one in chase_lines(desk, desk.campaign(None))] == ["下午报"]
    assert room.calls.model.rowCount() == 1
    window.go("units", "办公室")
    assert room.calls.model.rowCount() == 0
