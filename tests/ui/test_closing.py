"""定稿 in the window: open points with their way, closing, opening again with a reason, and the note of changes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desk_app.campaign.period import month_period
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.figure_values import Measure
from desk_app.services.home_page import HomePage
from desk_app.services.people import keep_people
from desk_app.ui.rooms_home import HomeRoom
from desk_app.ui.tally.changes_dialog import ChangesDialog
from desk_app.ui.tally.closing_dialog import ClosingDialog
from desk_app.ui.tally.quota_page import QuotaPage
from desk_app.ui.tally.role_dialog import RoleDialog
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow
from tests.ui.march_tally import MARCH, march_room, window_desk  # noqa: F401  fixtures


def asked(room: TallyRoom) -> ClosingDialog:
    """定稿 opened."""
    room.ask_closing()
    return room.findChildren(ClosingDialog)[-1]


def test_what_is_open_must_be_seen_before_closing_and_each_point_leads_to_where_it_is_settled(
    room: TallyRoom, window: MainWindow
) -> None:
    dialog = asked(room)
    assert dialog.chosen == MARCH
    assert "未报2家：法规科、西城分局" in dialog.text
    assert not dialog.close_button.isEnabled()
    dialog.despite.setChecked(True)
    assert dialog.close_button.isEnabled()
    ways = [one for one in dialog.findChildren(QPushButton) if one.text() == "去认定"]
    ways[0].click()
    assert window.house.room("intake").isVisibleTo(window)


def test_a_period_is_closed_opened_again_with_a_reason_and_what_differs_is_shown_and_written(
    room: TallyRoom, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    shown = [[room.model.index(row, column).data() for column in range(room.model.columnCount())]
             for row in range(room.model.rowCount())]  # fmt: skip
    dialog = asked(room)
    dialog.despite.setChecked(True)
    dialog.close_now()
    assert "校验码" in dialog.text
    assert dialog.close_button.isHidden()
    room.refresh()
    assert "大谈话统计表2023年3月已定稿" in room.figures.remark.text()
    assert shown == [[room.model.index(row, column).data() for column in range(room.model.columnCount())]
                     for row in range(room.model.rowCount())]  # fmt: skip
    assert not dialog.reopen_button.isEnabled()
    assert dialog.which.currentText() == "撤销这一期全部2张表的定稿"
    dialog.reason.setText("谈话地点写错")
    assert dialog.reopen_button.isEnabled()
    dialog.reopen_now()
    room.figures.open_figure(room.model.index(0, 0))
    record = room.behind.rows.id_at(0) or 0
    correct_cells(desk, desk.campaign(None), [CellEdit(record, "place", "礼堂")])
    dialog.despite.setChecked(True)
    dialog.close_now()
    assert not dialog.notes_button.isHidden()
    assert "差别见“数据变动说明”" in dialog._hint.text()
    dialog.show_notes()
    note = dialog.findChildren(ChangesDialog)[-1]
    said = [[note.model.index(row, column).data() for column in range(note.model.columnCount())]
            for row in range(note.model.rowCount())]  # fmt: skip
    assert [line[2] for line in said] == ["记录改动"]
    assert said[0][4] == "谈话地点：礼堂"
    note.write_to(tmp_path / "说明")
    written = sorted(path.suffix for path in (tmp_path / "说明").iterdir())
    assert written == [".docx", ".pdf", ".xlsx"]


def test_one_form_alone_is_opened_again_where_it_is_chosen(room: TallyRoom) -> None:
    dialog = asked(room)
    dialog.despite.setChecked(True)
    dialog.close_now()
    dialog.which.setCurrentIndex(dialog.which.findText("整改台账"))
    dialog.reason.setText("漏了一行")
    dialog.reopen_now()
    assert "还没有定稿：整改台账" in dialog.text
    assert "大谈话统计表：" in dialog.text
    dialog.close()
    room.arrive("定稿:2023-02")
    assert room.findChildren(ClosingDialog)[-1].chosen == month_period(2023, 2)


def test_what_has_no_day_yet_is_never_in_the_colour_of_a_warning(window: MainWindow) -> None:
    home = window.house.room("home")
    assert isinstance(home, HomeRoom)
    shown = HomePage(
        title="专项", period="2023年3月", ended=False, steps=(), todos=(), due_this_week=(), overdue=(),
        undated=15, undated_title="15项时限待定", undated_parts="", recent=(), backup_at=None,
    )  # fmt: skip
    home._show(shown)
    found = next(one for one in home.findChildren(QPushButton) if one.text() == "15项时限待定")
    found.ensurePolished()
    text, warning = (one.palette().color(QPalette.ColorRole.ButtonText) for one in (found, window.notices._close))
    assert text == QGuiApplication.palette().color(QPalette.ColorRole.WindowText)
    assert text != warning


def test_units_below_one_fold_into_it_and_its_figure_opens_the_rows_of_all(room: TallyRoom) -> None:
    room.levels.setChecked(True)
    model = room.model
    units = [model.unit_of(row) for row in range(model.rowCount())]
    above = units.index("执法支队")
    assert units[above + 1] == "应急中心"
    room.measures.button(tuple(Measure).index(Measure.TOTAL)).click()
    together = model.figure(above, 0)
    assert together is not None
    room.figures.open_figure(model.index(above, 0))
    assert room.behind.rows.rowCount() == together
    below = model.figure(above + 1, 0) or 0
    room.figures.fold(above)
    assert "应急中心" not in [model.unit_of(row) for row in range(model.rowCount())]
    assert model.figure(above, 0) == together
    room.figures.fold(above)
    room.levels.setChecked(False)
    assert model.figure(above, 0) == together - below


def test_the_rule_of_late_returns_is_chosen_and_said(room: TallyRoom) -> None:
    assert "迟报计入原期" in room.figures.remark.text()
    room.more.late[1].trigger()
    room.refresh()
    assert "迟报计入下一期" in room.figures.remark.text()
    assert room.more.late[1].isChecked()


def test_a_requirement_shows_who_has_done_it_and_opens_the_rows(room: TallyRoom, tmp_path: Path) -> None:
    room.arrive("次数要求")
    page = room.quotas
    assert isinstance(page, QuotaPage)
    own = next(place for place, one in enumerate(page.checks) if one.title == "附件3大调研课题申报表")
    page.table.selectRow(own)
    lines = {page.lines_model.index(row, 0).data(): row for row in range(page.lines_model.rowCount())}
    counts = {unit: int(page.lines_model.index(row, 1).data()) for unit, row in lines.items()}
    assert counts["宣教科"] == 2
    page.open_rows(page.lines_model.index(lines["宣教科"], 1))
    assert page.behind.rows.rowCount() == 2
    page.write_to(tmp_path / "表")
    sheet = openpyxl.load_workbook(tmp_path / "表" / "次数要求完成情况表.xlsx").active
    texts = {str(cell.value) for line in sheet.iter_rows() for cell in line}  # type: ignore[union-attr]
    assert "宣教科" in texts


def test_a_requirement_of_persons_is_checked_once_somebody_names_them(
    room: TallyRoom, desk: Desk, qtbot: QtBot
) -> None:
    room.show_view(3)
    page = room.quotas
    assert isinstance(page, QuotaPage)
    titles = [one.title for one in page.checks]
    assert titles.count("附件3大调研课题申报表") == 1
    assert "申报调研课题（附件3）" not in titles
    page.table.selectRow(titles.index("讲专题党课"))
    assert not page.checks[titles.index("附件3大调研课题申报表")].roles
    page.ask_people()
    dialog = next(one for one in page.findChildren(RoleDialog) if one.isVisible())
    assert "还没有登记人员" in dialog.said
    assert not dialog.keep.isEnabled()
    dialog.close()
    keep_people(desk, [("沈维清", "办公室", "调研员", "", "", "", "")])
    page.ask_people()
    dialog = next(one for one in page.findChildren(RoleDialog) if one.isVisible())
    dialog.people.ticks.tick_only(["沈维清"])
    dialog.keep.click()
    qtbot.waitUntil(lambda: any("按指定的1人" in one.by_hand for one in page.checks))
