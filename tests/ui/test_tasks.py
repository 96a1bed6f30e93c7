"""任务: the list, the calendar and the chart on the sample, by key and by word; everything written goes to a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QModelIndex, Qt, QTime
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.campaign.tasks import Mark, TaskState, Thresholds
from desk_app.services.calendar_open import open_title
from desk_app.services.end_campaign import end_campaign
from desk_app.services.plan_form_asks import FormAsk
from desk_app.services.task_work import Entry
from desk_app.ui.tasks.class_dialog import ClassDialog
from desk_app.ui.tasks.dialogs import CountingSaid, DatesDialog
from desk_app.ui.tasks.form_due_dialog import FormDueDialog
from desk_app.ui.tasks.list_model import HEADINGS, MATTER, STATE, TaskFilter
from desk_app.ui.tasks.month_model import MonthModel
from desk_app.ui.tasks.open_dialog import OpenDialog
from desk_app.ui.tasks.room import TaskRoom
from desk_app.ui.tasks.settling import ReviewDialog
from desk_app.ui.tasks.work import DatesSaid, Paper
from desk_app.ui.window import MainWindow

_ROLE = Qt.ItemDataRole
TODAY = date(2023, 4, 3)


@pytest.fixture
def room(window: MainWindow) -> TaskRoom:
    window.go("tasks")
    found = window.house.room("tasks")
    assert isinstance(found, TaskRoom)
    return found


def column(room: TaskRoom, place: int) -> list[str]:
    model = room.list.model
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def words(room: TaskRoom, day: date) -> str:
    model = room.calendar.month
    return str(model.index_of(day).data(_ROLE.AccessibleTextRole))


def press(qtbot: QtBot, room: TaskRoom, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(room.calendar.view, key)


def test_the_models_keep_qt_s_rules(room: TaskRoom, qtmodeltester: ModelTester) -> None:
    for model in (room.list.model, room.calendar.month, room.calendar.agenda):
        qtmodeltester.check(model)


def test_the_list_shows_every_task_in_the_plan_s_order_with_its_state(room: TaskRoom) -> None:
    assert column(room, 0) == [str(number) for number in range(1, 26)]
    assert column(room, STATE)[21] == "逾期 未启动"
    model = room.list.model
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in range(len(HEADINGS))] == list(HEADINGS)
    undated = model.index(model.row_of("19"), 4)
    assert (undated.data(), undated.data(_ROLE.ToolTipRole)) == ("时限待定", "时限待定，方案写作“2023年23月底前”")


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (TaskFilter(unit="工会"), 2),
        (TaskFilter(activity="一、大培训活动"), 6),
        (TaskFilter(standing="逾期"), 2),
        (TaskFilter(standing="时限待定"), 12),
        (TaskFilter(unit="工会", standing="时限待定"), 0),
    ],
)
def test_a_filter_leaves_what_it_names(room: TaskRoom, wanted: TaskFilter, count: int) -> None:
    room.list.choose(wanted)
    assert room.list.model.rowCount() == count
    assert room.list.filter == wanted


def test_an_errand_leads_to_what_is_late_and_a_view_by_its_name(window: MainWindow, room: TaskRoom) -> None:
    window.go("tasks", "逾期")
    assert {line.mark for line in room.list.model.lines} == {Mark.LATE}
    window.go("tasks", "日历")
    assert room.first_focus() is room.calendar.view


def test_what_is_noted_beside_the_list_stands_there_at_once_and_can_be_taken_back(
    window: MainWindow, room: TaskRoom
) -> None:
    room.list.go_to("22")
    detail = room.list.detail
    detail.state.setCurrentText(TaskState.DONE.value)
    detail.text.setPlainText("已走访12户")
    detail.keep()
    assert column(room, STATE)[21] == "已完成"
    assert detail.text.toPlainText() == ""
    assert detail.line is not None
    assert [note.text for note in detail.line.notes] == ["已走访12户"]
    window.undo_last()
    assert column(room, STATE)[21] == "逾期 未启动"


def test_done_without_evidence_is_refused_and_nothing_written_is_lost(window: MainWindow, room: TaskRoom) -> None:
    room.list.go_to("22")
    room.list.detail.state.setCurrentText(TaskState.DONE.value)
    room.list.detail.keep()
    assert "佐证" in window.notices.text
    assert room.list.detail.state.currentText() == TaskState.DONE.value


def test_what_is_being_written_stays_while_the_screen_is_drawn_anew(room: TaskRoom) -> None:
    room.list.go_to("1")
    room.list.detail.text.setPlainText("写到一半")
    room.refresh()
    assert room.list.detail.text.toPlainText() == "写到一半"


def test_what_is_being_written_waits_while_another_task_is_looked_at(room: TaskRoom, tmp_path: Path) -> None:
    detail = room.list.detail
    room.list.go_to("1")
    detail.text.setPlainText("写到一半")
    detail.state.setCurrentText(TaskState.UNDER_WAY.value)
    detail.take_file(tmp_path / "照片.jpg")
    room.list.go_to("2")
    assert detail.entry == Entry()
    room.list.go_to("1")
    assert detail.entry == Entry(TaskState.UNDER_WAY, "写到一半", tmp_path / "照片.jpg")


def test_enter_on_a_task_leads_to_where_progress_is_written(room: TaskRoom, qtbot: QtBot) -> None:
    room.list.table.setFocus()
    qtbot.keyClick(room.list.table, Qt.Key.Key_Return)
    assert room.list.detail.text.hasFocus()


def test_a_file_as_evidence_is_kept_and_opens_as_a_copy(
    room: TaskRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = tmp_path / "签到表.pdf"
    proof.write_bytes(b"%PDF-1.4 signed")
    room.list.go_to("22")
    room.list.detail.take_file(proof)
    room.list.detail.state.setCurrentText(TaskState.DONE.value)
    room.list.detail.keep()
    proof.unlink()
    opened: list[Path] = []
    monkeypatch.setattr(room, "_open_copy", opened.append)
    assert room.list.detail.line is not None
    room.show_evidence(room.list.detail.line.evidence[0].id)
    assert opened[0].name == "签到表.pdf"
    assert opened[0].read_bytes() == b"%PDF-1.4 signed"


def test_a_ruled_date_shows_its_basis_and_the_plan_s_words(room: TaskRoom) -> None:
    room.list.go_to("19")
    room.rule(DatesSaid("19", date(2023, 4, 7), None, "局党组会议定"))
    line = room.list.detail.line
    assert line is not None
    assert (line.due, line.mark) == (date(2023, 4, 7), Mark.NEAR)
    said = {label.text() for label in room.list.detail.findChildren(type(room._row_said))}
    assert "方案时限：2023年23月底前" in said
    assert any(text.startswith("依据：局党组会议定") for text in said)
    room.restore()
    assert room.list.detail.line is not None
    assert room.list.detail.line.due is None


def test_the_question_for_dates_wants_a_basis_first(room: TaskRoom) -> None:
    room.list.go_to("19")
    room.ask_dates()
    dialog = next(one for one in room.findChildren(QDialog) if isinstance(one, DatesDialog))
    assert not dialog.keep.isEnabled()
    dialog.basis.setText("补充通知")
    dialog.inner.tick.setChecked(True)
    assert dialog.keep.isEnabled()
    dialog.say()
    assert room.list.detail.line is not None
    assert room.list.detail.line.due == TODAY


def test_own_thresholds_and_a_superior_s_plan_are_kept(room: TaskRoom) -> None:
    room.count_so(CountingSaid(Thresholds(90, 0), own_plan=False))
    assert room.shown is not None
    assert room.shown.board.thresholds == Thresholds(90, 0)
    assert not room.shown.board.own_plan
    assert room.shown.board.lines[0].proposed
    assert room.shown.board.lines[0].mark is Mark.NEAR


def test_the_calendar_begins_today_on_a_week_from_monday_and_says_each_day_in_words(room: TaskRoom) -> None:
    room.show_view(1)
    model = room.calendar.month
    assert room.calendar.view.day == TODAY
    assert [model.headerData(place, Qt.Orientation.Horizontal) for place in range(7)][::6] == ["周一", "周日"]
    assert (model.rowCount(), model.columnCount()) == (6, 7)
    assert words(room, TODAY) == "4月3日，今天"
    room.calendar.view.go(date(2023, 1, 18))
    assert words(room, date(2023, 1, 18)) == "1月18日，2项到期，2项逾期"


def test_the_keyboard_walks_by_day_week_and_month_and_leaves_the_page(room: TaskRoom, qtbot: QtBot) -> None:
    room.show_view(1)
    view, key = room.calendar.view, Qt.Key
    press(qtbot, room, key.Key_Left)
    assert view.day == date(2023, 4, 2)
    press(qtbot, room, key.Key_Up)
    assert (view.day, room.calendar.month.month) == (date(2023, 3, 26), date(2023, 3, 1))
    view.go(date(2023, 1, 31))
    press(qtbot, room, key.Key_PageDown)
    assert view.day == date(2023, 2, 28)
    press(qtbot, room, key.Key_PageUp, key.Key_Right, key.Key_Down)
    assert view.day == date(2023, 2, 5)
    press(qtbot, room, key.Key_Home)
    assert view.day == TODAY


def test_the_calendar_s_ends_of_time_are_no_cliff(room: TaskRoom, qtbot: QtBot) -> None:
    room.show_view(1)
    for day, way in ((date(1900, 1, 1), Qt.Key.Key_PageUp), (date(2199, 12, 31), Qt.Key.Key_PageDown)):
        room.calendar.view.go(day)
        press(qtbot, room, way)
        assert room.calendar.view.day.year == day.year


def test_the_agenda_follows_the_day_and_opens_its_task(room: TaskRoom) -> None:
    room.show_view(1)
    room.calendar.view.go(date(2023, 6, 30))
    agenda = room.calendar.agenda
    assert [item.key for item in agenda.items] == ["1", "2", "3", "4", "5", "6"]
    assert room.calendar.list.currentIndex().row() == 0
    assert "撞期" in room.calendar._load.text()
    room.calendar.list.activated.emit(agenda.index(2, 1))
    assert room.views.checkedId() == 0
    assert room.list.current is not None
    assert room.list.current.key == "3"


def test_an_empty_month_model_answers_every_place() -> None:
    model = MonthModel(TODAY)
    assert model.day_at(QModelIndex()) is None
    assert not model.index_of(date(2023, 7, 1)).isValid()
    assert all(model.index(row, day).data() for row in range(6) for day in range(7))


def test_the_chart_is_walked_through_by_key_and_says_each_row(room: TaskRoom, qtbot: QtBot) -> None:
    room.show_view(2)
    assert room.chart.accessibleDescription().startswith("活动：一、大培训活动，2023年1月1日至6月30日")
    for _ in range(6):
        qtbot.keyClick(room.chart, Qt.Key.Key_Down)
    assert "2项逾期" in room._row_said.text()
    qtbot.keyClick(room.chart, Qt.Key.Key_Return)
    assert room.list.filter.activity == "七、送温暖活动"
    assert room.list.model.rowCount() == 2


def test_every_paper_of_the_menu_is_written(room: TaskRoom, tmp_path: Path) -> None:
    room.list.choose(TaskFilter(unit="工会"))
    room.list.table.selectAll()
    for paper in Paper:
        room.papers.write(paper, tmp_path)
    room.papers.write_days(tmp_path / "日程.ics")
    names = {path.name for path in tmp_path.iterdir()}
    papers = (
        "单位负担表",
        "本周工作单 2023-04-03",
        "任务事项一览（工会）",
        "任务推进图（A4）",
        "任务推进图（A3）",
        "提醒单 2023-04-03",
    )
    for wanted in (
        *(f"{paper}.pdf" for paper in papers),
        "催办单 2023-04-03.pdf",
        "任务事项一览（工会）.xlsx",
        "日程.ics",
    ):
        assert wanted in names


def test_another_campaign_shows_its_own_tasks_without_the_old_filter(window: MainWindow, room: TaskRoom) -> None:
    from desk_app.services.open_campaign import open_from_template

    room.list.choose(TaskFilter(unit="工会"))
    other, _ = open_from_template(window.worker._open_desk(), "深化作风建设八扬八治活动")
    window.session.turn_to(other.id)
    assert room.list.model.rowCount() == 13
    assert room.list.filter == TaskFilter()
    assert room.chart.chart is not None
    assert [row.label for row in room.chart.chart.rows][:2] == ["学习教育和动员部署", "调查研究和问题查摆"]


def test_the_whole_words_of_a_task_are_told_where_its_cell_is_too_narrow(room: TaskRoom) -> None:
    index = room.list.model.index(0, MATTER)
    assert index.data() == "落实局党组会“第一议题”制度"
    assert index.data(_ROLE.ToolTipRole) == "1.落实局党组会“第一议题”制度。"


def test_every_view_is_painted_at_large_type_too(window: MainWindow, room: TaskRoom, qapp: QApplication) -> None:
    window.resize(900, 600)
    for percent in (100, 160):
        window.wardrobe.size(percent)
        for place in range(3):
            room.show_view(place)
            qapp.processEvents()
            assert not window.grab().isNull()
    window.wardrobe.size(100)


def test_a_note_without_words_is_refused(window: MainWindow, room: TaskRoom) -> None:
    room.list.go_to("1")
    room.note(Entry())
    assert "还没有写" in window.notices.text


def dialog(room: TaskRoom, kind: type[QDialog]) -> QDialog:
    return next(one for one in room.findChildren(QDialog) if isinstance(one, kind) and one.isVisible())


def link(room: TaskRoom, text: str) -> QPushButton:
    return next(one for one in room.list.detail.findChildren(QPushButton) if text in (one.text(), one.accessibleName()))


def test_a_class_of_units_is_proposed_confirmed_by_a_person_and_then_found_by_each_member(
    window: MainWindow, room: TaskRoom
) -> None:
    assert room.list.unit.findText("大气环境科") < 0
    room.list.choose(TaskFilter(unit="各科室"))
    keys = [line.key for line in room.list.model.lines]
    assert keys
    link(room, "展开单位：各科室").click()
    asked = dialog(room, ClassDialog)
    assert isinstance(asked, ClassDialog)
    assert asked.choice.currentText() == "各科室"
    assert asked.ticked == ["办公室", "机关党委", "人事科", "宣教科", "法规科", "大气环境科", "水生态环境科",
                            "土壤环境科", "环评科", "监测科"]  # fmt: skip
    asked.units.item(0).setCheckState(Qt.CheckState.Unchecked)
    asked.keep.click()
    assert window.notices.text == "已展开单位。"
    room.list.choose(TaskFilter(unit="大气环境科"))
    assert set(keys) <= {line.key for line in room.list.model.lines}
    room.list.choose(TaskFilter(unit="各科室"))
    assert [line.key for line in room.list.model.lines] == keys
    assert all("各科室" in text for text in column(room, 3))
    window.undo_last()
    assert room.list.unit.findText("大气环境科") < 0


def test_a_day_to_look_again_is_set_by_hand_shown_and_taken_away(window: MainWindow, room: TaskRoom) -> None:
    room.list.go_to("19")
    link(room, "设回看日期").click()
    asked = dialog(room, ReviewDialog)
    assert isinstance(asked, ReviewDialog)
    asked.edit.setDate(QDate(2023, 4, 20))
    asked._keep()
    assert window.notices.text == "已设回看日期。"
    assert column(room, 4)[18] == "回看4月20日"
    assert column(room, STATE)[18] == "未启动"
    assert words(room, date(2023, 4, 20)) == "4月20日，1项回看"
    link(room, "改回看日期").click()
    asked = dialog(room, ReviewDialog)
    assert isinstance(asked, ReviewDialog)
    asked._drop()
    assert column(room, 4)[18] == "时限待定"


def test_the_calendar_says_what_it_does_not_list_and_leads_to_it(room: TaskRoom) -> None:
    room.show_view(1)
    assert room.shown is not None
    assert room.calendar.open.text() == open_title(room.shown.undated)
    room.calendar.open.click()
    asked = dialog(room, OpenDialog)
    assert isinstance(asked, OpenDialog)
    row = next(place for place, one in enumerate(asked.model.items) if one.key == "19")
    asked.table.selectRow(row)
    asked.go.click()
    assert room.views.checkedId() == 0
    assert room.list.current is not None
    assert room.list.current.key == "19"


def test_a_campaign_that_has_ended_sends_no_slips(window: MainWindow, room: TaskRoom, tmp_path: Path) -> None:
    assert window.session.campaign is not None
    end_campaign(window.worker._open_desk(), window.session.campaign.id)
    room.list.table.selectAll()
    room.papers.write(Paper.URGE, tmp_path)
    assert "已结束，不再提醒、催办" in window.notices.text
    assert not list(tmp_path.glob("*.pdf"))


def due_dialog(room: TaskRoom) -> FormDueDialog:
    found = dialog(room, FormDueDialog)
    assert isinstance(found, FormDueDialog)
    return found


def test_the_first_page_counts_what_has_no_day_as_this_room_does_and_a_click_lists_exactly_these(
    window: MainWindow, room: TaskRoom
) -> None:
    assert room.shown is not None
    said = open_title(room.shown.undated)
    assert room.list.open.text() == said
    window.go("home")
    found = [one for one in window.house.room("home").findChildren(QPushButton) if one.text() == said]
    found[-1].click()
    assert window.house.currentWidget() is room
    asked = dialog(room, OpenDialog)
    assert isinstance(asked, OpenDialog)
    assert asked.model.items == room.shown.undated


def test_a_form_s_day_is_laid_out_before_it_is_kept_wants_a_basis_and_can_be_taken_back(
    window: MainWindow, room: TaskRoom
) -> None:
    window.go("tasks", "报送时限:大谈话统计表")
    asked = due_dialog(room)
    assert asked.form.name == "大谈话统计表"
    asked.text.setText("23月底前")
    assert "没有“23月”" in asked._preview.text()
    assert not asked.keep.isEnabled()
    asked.text.setText("每期次月5日12时前")
    assert asked._preview.text().startswith("即：2023年1月：2023年2月5日12:00前；")
    assert not asked.keep.isEnabled()
    asked.basis.setEditText("局领导4月3日批示")
    asked.keep.click()
    assert room.shown is not None
    (form,) = [one for one in room.shown.forms if one.name == "大谈话统计表"]
    assert {one.collection.due_basis for one in form.periods} == {"局领导4月3日批示"}
    assert "报表" in words(room, date(2023, 4, 5)) or "1项到期" in words(room, date(2023, 4, 5))
    assert not [one for one in room.shown.undated if one.form == "大谈话统计表"]
    window.undo_last()
    assert [one for one in room.shown.undated if one.form == "大谈话统计表"]


def test_a_form_in_the_calendar_and_in_the_list_of_open_days_leads_to_its_day(room: TaskRoom) -> None:
    room.settling.show_open()
    asked = dialog(room, OpenDialog)
    assert isinstance(asked, OpenDialog)
    row = next(place for place, one in enumerate(asked.model.items) if one.form == "提建议清单")
    asked.table.selectRow(row)
    asked.go.click()
    found = due_dialog(room)
    assert found.form.name == "提建议清单"
    places = [found.basis.itemText(place) for place in range(found.basis.count())]
    assert any("23月底前" in one for one in places)
    found.basis.setCurrentIndex(0)
    found.basis.activated.emit(0)
    assert found.text.text() == ""  # 23月底前 is no day, and none is put in its place
    found.text.setText("4月20日")
    found.basis.setEditText("补充通知")
    found.keep.click()
    room.show_view(1)
    room.calendar.view.go(date(2023, 4, 20))
    row = next(place for place, one in enumerate(room.calendar.agenda.items) if one.form == "提建议清单")
    room.calendar._open(room.calendar.agenda.index(row, 1))
    assert due_dialog(room).form.name == "提建议清单"


def test_a_ruled_date_may_carry_an_hour_and_lose_it_again(room: TaskRoom) -> None:
    for clock in (time(12, 30), None):
        room.list.go_to("19")
        room.ask_dates()
        asked = dialog(room, DatesDialog)
        assert isinstance(asked, DatesDialog)
        asked.inner.tick.setChecked(True)
        asked.inner.edit.setDate(QDate(2023, 4, 3))
        asked.inner.hour.setChecked(clock is not None)
        if clock is not None:
            asked.inner.time.setTime(QTime(clock.hour, clock.minute))
        assert asked.inner.time.isEnabled() is (clock is not None)
        asked.basis.setText("局领导批示")
        asked.keep.click()
        line = room.list.detail.line
        assert line is not None
        assert (line.due, line.clock) == (date(2023, 4, 3), clock)


def test_a_place_of_the_plan_taken_as_the_basis_brings_its_day_which_stays_open_to_change(room: TaskRoom) -> None:
    assert room.shown is not None
    (form,) = [one for one in room.shown.forms if one.name == "大调研课题申报表"]
    ask = FormAsk("正文第11段", "2023年2月15日12时底前", date(2023, 2, 15), time(12), "“15日底”写法有误，请确认。")
    found = FormDueDialog(room, [replace(form, asks=(ask,))], room.shown.reading)
    found.basis.setCurrentIndex(0)
    found.basis.activated.emit(0)
    assert found.text.text() == "2023年2月15日12:00前"
    assert found._preview.text() == "即：2023年2月15日12:00前。"
    assert found.said.basis == "方案正文第11段写“2023年2月15日12时底前”"
    assert found.keep.isEnabled()
    found.close()
