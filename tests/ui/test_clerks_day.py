"""A clerk's day at 收表: January to March asked once and counted once; what nobody can read, what comes again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desk_app.campaign.period import month_period
from desk_app.forms.showing import shown
from desk_app.services.figure_values import Measure
from desk_app.services.intake_page import Kind
from desk_app.ui.completion.page import CompletionPage
from desk_app.ui.intake.dialogs import ChooseDialog
from desk_app.ui.intake.lines_model import COLUMNS
from desk_app.ui.intake.room import IntakeRoom
from desk_app.ui.intake.tables import COMPARE, READ
from desk_app.ui.look import chars
from desk_app.ui.outside import Outside
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.units.room import UnitsRoom
from desk_app.ui.units.turn_dialog import MERGE, TurnDialog
from desk_app.ui.window import MainWindow
from tests.services.test_life_of_a_return import FEBRUARY, JANUARY, MARCH, Office, Row, talk
from tests.ui.conftest import Make

TEN = [talk(f"谈{place:02d}", f"2023年1月{place + 3}日") for place in range(10)]
FIVE = [talk(f"话{place:02d}", f"2023年2月{place + 3}日") for place in range(5)]
THREE = [talk(f"记{place:02d}", f"2023年3月{place + 3}日") for place in range(3)]
BAD = [
    talk("李一", "2023年3月31日"),
    talk("李二", "2023年2月30日"),
    talk("李三", "2023年2月31日"),
    talk("李四", "2023年4月31日"),
]


class Day:
    """The window on the office's own data, and the stick that files come on."""

    def __init__(self, window: MainWindow, office: Office) -> None:
        self.window = window
        self.office = office
        window.resize(1366, 768)
        window.go("intake")
        found = window.house.room("intake")
        assert isinstance(found, IntakeRoom)
        self.room = found

    def bring(self, rows: list[Row], **named: object) -> None:
        """A file on the stick, taken in through the window."""
        self.room.take([self.office.book(rows, **named)])  # type: ignore[arg-type]
        QApplication.processEvents()

    def press(self, words: str) -> None:
        """The answer of these words, pressed by key."""
        button = next(one for one in self.room.pane.strip.buttons if one.accessibleName() == words)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        QApplication.processEvents()

    def said(self) -> list[str]:
        return [one.sentence.text for one in self.room.pane.items]

    def line(self, part: str = "") -> int:
        return next(place for place, one in enumerate(self.room.lines.lines) if part in one.file)


@pytest.fixture
def day(make_window: Make, outside: Outside, tmp_path: Path) -> Day:
    office = Office(tmp_path)
    office.desk.store.close()
    window = make_window()
    window.session.open(outside.data)
    return Day(window, office)


def home_words(window: MainWindow) -> str:
    window.go("home")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    return "\n".join(one.text() for one in window.house.room("home").findChildren(QLabel) if one.isVisible())


def figures(window: MainWindow, period: object) -> tuple[str, str]:
    """本期 and 累计 of 办公室, as the cells of 统计 show them."""
    window.session.choose_period(period)  # type: ignore[arg-type]
    window.go("tally")
    room = window.house.room("tally")
    assert isinstance(room, TallyRoom)
    table = room.model.table
    assert table is not None
    at = (table.units.index("办公室"), [one.form.name for one in table.columns].index("大谈话统计表"))
    seen = []
    for measure in (Measure.CURRENT, Measure.TOTAL):
        room.measures.button(tuple(Measure).index(measure)).click()
        QApplication.processEvents()
        seen.append(str(room.model.index(*at).data()))
    return seen[0], seen[1]


def test_january_to_march_are_asked_once_and_the_window_shows_this_period_and_all(day: Day) -> None:
    room, window = day.room, day.window
    day.bring(TEN, period=JANUARY)
    assert room._page is not None
    assert room._page.count(Kind.FAULTLESS) == 1
    day.bring([*TEN, *FIVE], period=FEBRUARY)
    room.list.selectRow(day.line())
    assert room.pane.opened is not None
    assert any("有10行与此前期次已收的完全相同，疑为累计报送" in said for said in day.said())
    day.press("是累计报送")
    assert "以后不再问" in window.notices.text
    room.pane.accept.click()
    assert "已接收办公室的大谈话统计表" in window.notices.text
    assert figures(window, FEBRUARY) == ("5", "15")
    window.go("intake")
    day.bring([*TEN, *FIVE, *THREE], period=MARCH)
    assert room._page.count(Kind.WAITING) == 0
    room.counts.choose(Kind.FAULTLESS)
    room._narrow()
    assert any("累计报送：15行此前已收，本期计3行" in said for said in day.said())
    assert figures(window, MARCH) == ("3", "18")
    assert figures(window, JANUARY) == ("10", "10")


def test_rows_that_a_later_period_has_are_answered_before_they_are_taken_from_it(day: Day) -> None:
    room = day.room
    day.bring([*TEN, *FIVE], period=FEBRUARY)
    room.list.selectRow(day.line())
    if room.pane.accept.isVisible():
        room.pane.accept.click()
    day.bring(TEN, period=JANUARY)
    room.list.selectRow(day.line("2023年1月"))
    assert any("更晚期次" in said for said in day.said())
    assert not room.pane.accept.isEnabled()
    assert "请先在上面答复是不是累计报送" in room.pane._why.text()
    day.press("是累计报送")
    assert room.pane.accept.isEnabled()


def test_a_file_that_nobody_can_read_stands_on_the_first_page_until_it_is_dealt_with(day: Day, tmp_path: Path) -> None:
    broken = tmp_path / "附件2 大谈话统计表（法规科）.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook at all")
    day.room.take([broken])
    assert "1份文件打不开" in home_words(day.window)
    day.window.go("intake", "待核")
    day.room.list.selectRow(day.line("法规科"))
    day.press("已另行处理，不再列出")
    assert not day.room.lines.lines
    assert "打不开" not in home_words(day.window)
    day.window.notices.clear()
    day.window.undo_last()
    assert "1份文件打不开" in home_words(day.window)


def test_what_comes_again_is_said_in_the_list_and_opens_as_a_comparison(day: Day) -> None:
    day.bring(THREE, period=MARCH)
    changed = [(*THREE[0][:-2], "三楼", THREE[0][-1]), *THREE[1:], talk("记九", "2023年3月20日")]
    day.bring(changed, period=MARCH, said="重报")
    line = day.room.lines.lines[day.line()]
    assert line.kind is Kind.AGAIN
    now = day.window.session.clock()
    assert line.said == f"重报，替换{now.month}月{now.day}日所收；变动1格，新增1行"
    day.room.list.selectRow(0)
    assert day.room.pane.tables.front == COMPARE
    model = day.room.pane.tables.compare.model
    heads = [model.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole) for row in range(2)]
    assert [head.split()[1] for head in heads] == ["改动", "新增"]
    assert any(answer.words == "看比较" for answer in day.room.pane.strip.answers)


def test_f8_after_a_mended_cell_leads_to_the_very_next_wrong_one(day: Day) -> None:
    day.bring(BAD, period=MARCH)
    room = day.room
    room.list.selectRow(day.line())
    room.pane.tables.turn(READ)
    seen = []
    for _ in range(3):
        seen.append(str(room.pane.table.currentIndex().data()))
        room.pane.table.edit(room.pane.table.currentIndex())
        editor = QApplication.focusWidget()
        assert editor is not None
        editor.selectAll()  # type: ignore[attr-defined]
        QTest.keyClicks(editor, f"3.{len(seen)}")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
        QTest.keyClick(room.pane.table, Qt.Key.Key_F8)
    assert seen == ["2023年2月30日", "2023年2月31日", "2023年4月31日"]
    assert room.pane.accept.isEnabled()
    values = [shown(room.pane.opened.form.columns[6], row.values["talked_on"]) for row in room.pane.opened.rows]  # type: ignore[union-attr]
    assert values[1:] == ["2023年3月1日", "2023年3月2日", "2023年3月3日"]


@pytest.mark.parametrize("width", [1366, 1920])
def test_what_is_wrong_is_seen_in_the_list_on_the_smallest_screen(day: Day, width: int) -> None:
    day.bring(BAD, period=MARCH)
    day.window.resize(width, 768)
    for _ in range(3):
        QApplication.processEvents()
    view = day.room.list
    place = [column[0] for column in COLUMNS].index("问题")
    left = view.columnViewportPosition(place)
    assert view.viewport().width() - left >= chars(view, 7)
    assert not view.horizontalScrollBar().maximum()


def test_the_numbers_of_the_list_are_seen_whole_on_the_smallest_screen(day: Day) -> None:
    day.bring([*TEN, *FIVE], period=MARCH)
    for _ in range(3):
        QApplication.processEvents()
    view = day.room.list
    names = [column[0] for column in COLUMNS]
    for name in ("状态", "单位", "表", "期次", "行", "电／纸"):
        index = day.room.lines.index(day.line(), names.index(name))
        wanted = view.fontMetrics().horizontalAdvance(str(index.data())) + 2 * view.style().pixelMetric(
            view.style().PixelMetric.PM_FocusFrameHMargin
        )
        assert view.columnWidth(names.index(name)) >= wanted, name


def test_each_press_of_larger_is_a_step_of_its_own(day: Day) -> None:
    before = day.window.wardrobe.look.percent
    for _ in range(3):
        QTest.keyClick(day.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
    assert day.window.wardrobe.look.percent == before + 30
    QTest.keyClick(day.window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert day.window.wardrobe.look.percent == before + 20
    day.window.wardrobe.size(100)


@pytest.mark.parametrize("percent", [100, 160, 200])
def test_a_unit_can_be_taken_off_the_roster_at_every_size(day: Day, percent: int) -> None:
    day.window.wardrobe.size(percent)
    day.window.go("units", "法规科")
    room = day.window.house.room("units")
    assert isinstance(room, UnitsRoom)
    for _ in range(4):
        QApplication.processEvents()
    button = room.panel._remove
    assert button.isVisible()
    inside = button.parentWidget()
    assert inside is not None
    assert inside.rect().contains(button.geometry())
    last = room.panel._acts[-1].geometry()
    assert not last.intersects(button.geometry())
    below = room.panel._sum.geometry()
    assert button.geometry().bottom() <= below.top()
    day.window.wardrobe.size(100)


def test_registering_a_nil_report_proposes_this_period(day: Day) -> None:
    day.room.decisions.ask_nil()
    dialog = day.window.findChild(ChooseDialog) or day.room.findChild(ChooseDialog)
    assert isinstance(dialog, ChooseDialog)
    dialog.search.setText("fgk")
    dialog.forms.setCurrentIndex(dialog.forms.findData("大谈话统计表"))
    assert dialog.units.currentData() == "法规科"
    now = day.window.session.clock()
    expected = month_period(2023, 4) if now.year > 2023 or now.month > 4 else month_period(2023, now.month)
    assert "（本期）" in dialog.periods.currentText()
    assert dialog.periods.currentData() == expected.code
    dialog.close()


def test_the_unit_to_merge_into_is_found_by_initials(day: Day) -> None:
    day.window.go("units")
    room = day.window.house.room("units")
    assert isinstance(room, UnitsRoom)
    room.changing.ask_turn("法规科")
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, TurnDialog) and one.isVisible()]
    assert isinstance(dialog, TurnDialog)
    dialog.kind.setCurrentText(MERGE)
    QTest.keyClicks(dialog.other, "bgs")
    assert dialog._offered.stringList()[0] == "办公室"
    assert "法规科" not in dialog._offered.stringList()
    dialog.close()


def test_no_nil_report_is_offered_where_a_return_is_in(day: Day) -> None:
    day.bring(THREE, period=MARCH)
    day.window.session.choose_period(MARCH)
    day.window.go("tally", "完成情况")
    page = day.window.findChild(CompletionPage)
    assert isinstance(page, CompletionPage)
    names = [row.name for row in page.model.rows]
    page.view.setCurrentIndex(page.model.index(names.index("办公室"), 0))
    assert not page.acts.nil.isEnabled()
    page.view.setCurrentIndex(page.model.index(names.index("法规科"), 0))
    assert page.acts.nil.isEnabled()


def test_without_a_roster_the_leaders_figures_say_what_to_do_first(fresh: MainWindow) -> None:
    from desk_app.services.open_campaign import open_from_template
    from desk_app.ui.dialog_figures import FiguresDialog

    fresh.worker.run(lambda desk, _progress: open_from_template(desk, "学习宣传贯彻党的二十大精神"))
    fresh.session.open(fresh.context.outside.data)
    fresh.show_figures()
    dialog = fresh.findChild(FiguresDialog)
    assert dialog is not None
    assert "还没有单位名册" in dialog.text
    assert "从来表、从方案生成名册" in dialog.text
    assert not dialog._copy_button.isEnabled()


def test_ties_are_written_beside_the_people(day: Day, tmp_path: Path) -> None:
    import csv

    day.window.go("units")
    room = day.window.house.room("units")
    assert isinstance(room, UnitsRoom)
    room.people_page.keep_asked.emit([("张局", "办公室", "局长", "", "", "", "")])
    room.ties_page.keep_asked.emit([("张局", "分管", "法规科", "2023年1月1日", "")])
    room.files.export_ties_to(tmp_path / "分管和联系.csv")
    with (tmp_path / "分管和联系.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["姓名", "关系", "单位", "自", "至"], ["张局", "分管", "法规科", "2023年1月1日", ""]]


def test_nothing_of_the_day_is_left_out_of_the_numbers_by_command(day: Day, capsys: pytest.CaptureFixture[str]) -> None:
    from desk_app.cli import run

    day.bring(TEN, period=JANUARY)
    data = day.window.context.outside.data
    day.window.close()
    assert run(["--data", str(data), "--json", "tally", "--period", "2023-01"]) == 0
    (form,) = [one for one in json.loads(capsys.readouterr().out)["forms"] if one["form"] == "大谈话统计表"]
    assert form["total"] == 10
