"""A memory stick of thirty awkward files through the real window with its worker thread, to the last question."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app import app, locations
from desk_app.services.intake_page import Kind
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.ui.intake.dialogs import ChooseDialog, ReasonDialog
from desk_app.ui.intake.hints_dialog import HintsDialog
from desk_app.ui.intake.room import IntakeRoom
from desk_app.ui.intake.tables import COMPARE, ORIGINAL, READ
from desk_app.ui.intake.text_dialog import TextDialog
from desk_app.ui.ledger.cells import MARK_ROLE, Mark
from desk_app.ui.opening import sample_clock
from desk_app.ui.outside import Outside
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import ThreadRunner
from tests.ui.awkward_stick import write_stick
from tests.ui.conftest import Make

LONGEST_WAIT = 60_000


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a campaign and a roster; copied, never opened by a test."""
    folder = tmp_path_factory.mktemp("office") / "data"
    desk = app.open_desk(folder, clock=sample_clock, own_fonts=False)
    with desk.store:
        open_from_template(desk, "学习宣传贯彻党的二十大精神")
        import_roster(desk, locations.shipped().sample / "单位名册.csv")
    return folder


class Stick:
    """The room with a hand at its keys, waiting until the worker has come to rest."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._bot = qtbot
        found = window.house.room("intake")
        assert isinstance(found, IntakeRoom)
        self.room = found

    def rest(self) -> None:
        """Let everything under way come to its end."""
        self._bot.waitUntil(lambda: not self.window.worker.busy, timeout=LONGEST_WAIT)
        QApplication.processEvents()
        self._bot.waitUntil(lambda: not self.window.worker.busy, timeout=LONGEST_WAIT)

    def drop(self, folder: Path) -> None:
        """Drop a folder on the room."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(folder))])
        keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        self.room.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, *keys))
        self.rest()

    def choose(self, part: str) -> None:
        """Choose the line of a file."""
        self.window.activateWindow()  # the offscreen screen gives it to nobody when a dialog closes
        place = next(place for place, line in enumerate(self.room.lines.lines) if part in line.file)
        self.room.list.selectRow(place)
        self.rest()

    def show(self, kind: Kind) -> None:
        """List one state."""
        self.room.counts.choose(kind)
        self.room._narrow()
        self.rest()

    def press(self, words: str) -> None:
        """Press an answer by its words."""
        button = next(one for one in self.room.pane.strip.buttons if one.accessibleName() == words)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.rest()

    def sentence(self, part: str) -> None:
        """Choose a sentence."""
        pane = self.room.pane
        place = next(place for place, one in enumerate(pane.items) if part in one.sentence.text)
        pane.sentences.setCurrentIndex(pane.problems.index(place))

    def said(self) -> str:
        """Everything that is said of the opened return."""
        return "\n".join(one.sentence.text for one in self.room.pane.items)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """The open dialog of a kind."""
        found = [one for one in self.room.findChildren(QWidget) if isinstance(one, kind) and one.isVisible()]
        assert len(found) == 1
        assert isinstance(found[0], QDialog)
        return found[0]

    def write(self, text: str) -> None:
        """Write into the dialog that asks for words, and give it."""
        dialog = self.dialog(TextDialog)
        assert isinstance(dialog, TextDialog)
        dialog.text.setPlainText(text)
        QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.rest()

    def count(self, kind: Kind) -> int:
        """How many lines of the page are of a state."""
        assert self.room._page is not None
        return self.room._page.count(kind)


@pytest.fixture
def stick(
    make_window: Make, threaded: ThreadRunner, outside: Outside, office_folder: Path, qtbot: QtBot, tmp_path: Path
) -> Stick:
    shutil.copytree(office_folder, outside.data)
    window = make_window(threaded)
    window.resize(1366, 768)
    window.session.open(outside.data)
    qtbot.waitUntil(lambda: not window.worker.busy, timeout=LONGEST_WAIT)
    window.go("intake")
    made = Stick(window, qtbot)
    made.rest()
    made.drop(write_stick(tmp_path / "U盘"))
    return made


def test_thirty_files_are_dropped_every_question_answered_all_taken_sent_back_undone_and_redone(stick: Stick) -> None:
    room = stick.room
    assert (stick.count(Kind.WAITING), stick.count(Kind.UNREADABLE), stick.count(Kind.SCAN)) == (5, 5, 3)
    faultless = stick.count(Kind.FAULTLESS)
    assert not {line.kind for line in room.lines.lines} & {Kind.FAULTLESS, Kind.REPLACED}

    _answer_all(stick)
    stick.choose("法规科")
    _mend_in_place(stick)
    assert room.accept_ready.text().startswith("接收已无误的3份")
    room.accept_ready.click()
    stick.rest()
    assert stick.count(Kind.WAITING) == 0
    assert stick.count(Kind.FAULTLESS) == faultless + 3

    stick.choose("人事科）盖章")
    room.pane.accept.click()
    stick.rest()
    assert not [line for line in room.lines.lines if "人事科）盖章" in line.file]  # nothing is left to be looked at
    stick.show(Kind.SCAN)
    stick.choose("人事科）盖章")
    assert "已登记为人事科2023年3月大谈话统计表的盖章扫描件" in stick.said()
    assert next(line for line in room.lines.lines if "人事科）盖章" in line.file).paper == "已交"

    stick.show(Kind.FAULTLESS)
    stick.choose("高新区分局")
    stick.press("转问单位…")
    stick.write("谈话双方为何是同一人？")
    assert "已转问：谈话双方为何是同一人？" in stick.said()
    room.lookout.copy_questions()
    stick.rest()
    assert "高新区分局：\n1．" in QGuiApplication.clipboard().text()
    room.pane.back.click()
    reason = stick.dialog(ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    reason._give()
    stick.rest()
    assert stick.count(Kind.SENT_BACK) == 1

    room.undo_batch.click()
    stick.rest()
    assert {line.kind for line in room._page.lines if line.kind is not Kind.DUPLICATE} == {Kind.WITHDRAWN}  # type: ignore[union-attr]
    room.redo_batch.click()
    stick.rest()
    assert (stick.count(Kind.SENT_BACK), stick.count(Kind.FAULTLESS)) == (1, faultless + 2)


def _answer_all(stick: Stick) -> None:
    """Unit, heading, whose file, which of two: each at its place."""
    room = stick.room
    stick.choose("西诚分局")
    stick.press("是“西城分局”")
    stick.choose("附件2 大谈话统计表（办公室）")
    stick.press("是“谈话时间”")
    stick.choose("附件2 大谈话统计表.xlsx")
    stick.press("指定单位、表、期次…")
    chooser = stick.dialog(ChooseDialog)
    assert isinstance(chooser, ChooseDialog)
    chooser.search.setText("yjzx")
    assert chooser.units.currentText() == "应急中心"
    chooser.search.setText("gxq")
    chooser._ok.click()
    stick.rest()
    assert "以本份为准" in [one.accessibleName() for one in room.pane.strip.buttons]
    stick.press("不采用本份")
    stick.choose("东城分局）补")
    stick.sentence("现又报零报告")
    stick.press("不采用本份")


def _mend_in_place(stick: Stick) -> None:
    """F8 to the wrong cell of the original, Enter into the same cell as it was read, the right day typed."""
    pane = stick.room.pane
    assert pane.tables.front == ORIGINAL
    QTest.keyClick(stick.room.list, Qt.Key.Key_F8)
    grid = pane.tables.page.grid
    wrong = grid.currentIndex()
    assert wrong.data() == "▲ 2023年3月32日"
    assert wrong.data(MARK_ROLE) == Mark.ERROR
    assert "错误：" in wrong.data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert pane.tables.front == READ
    editor = QApplication.focusWidget()
    assert editor is not None
    editor.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(editor, "3.2")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    stick.rest()
    assert "“2023年3月32日”改为“2023年3月2日”（经办人" in stick.said()
    pane.tables.turn(ORIGINAL)
    stick.rest()
    assert wrong.data() == "2023年3月32日 → 2023年3月2日"


def test_a_resubmission_is_seen_cell_by_cell_and_the_old_one_opens(stick: Stick) -> None:
    pane = stick.room.pane
    line = next(one for one in stick.room.lines.lines if "人事科）重报" in one.file)
    assert line.kind is Kind.AGAIN
    assert line.said.startswith("重报，替换")
    assert "所收；变动1格，新增1行" in line.said
    stick.choose("人事科）重报")
    assert pane.tables.front == COMPARE
    stick.rest()
    model = pane.tables.compare.model
    texts = [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]
    heads = [model.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole) for row in range(len(texts))]
    assert heads == ["◆ 改动 3", "＋ 新增 4"]
    assert "原 会议室\n新 三楼会议室" in texts[0]
    pane.tables.compare.all_rows.setChecked(True)
    assert model.rowCount() == 4
    action = pane.earlier.menu().actions()[0]
    assert "已被重报替换" in action.text()
    action.trigger()
    stick.rest()
    assert pane.opened is not None
    assert pane.opened.submission.state.value == "superseded"
    assert not pane.accept.isVisible()


def test_what_two_units_report_is_listed_and_leads_to_the_return(stick: Stick) -> None:
    stick.room.lookout.show_hints()
    stick.rest()
    dialog = stick.dialog(HintsDialog)
    assert isinstance(dialog, HintsDialog)
    texts = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
    assert texts == ["△ 几家同报", "", "△ 谈话双方同一人"]
    dialog.kinds.setCurrentIndex(dialog.kinds.findData("same_person"))
    dialog._narrow()
    dialog._open_line()
    stick.rest()
    assert stick.room.pane.opened is not None
    assert stick.room.pane.opened.unit == "高新区分局"


def test_the_list_narrows_by_initials_and_by_form(stick: Stick) -> None:
    room = stick.room
    room.counts.choose("无误")
    room.filters.words.setText("dqhj")
    assert [line.unit for line in room.lines.lines] == ["大气环境科"]
    room.filters.words.clear()
    room.filters.forms.setCurrentIndex(room.filters.forms.findData("附件4 提建议清单"))
    room.filters.changed.emit()
    assert [line.unit for line in room.lines.lines] == ["宣教科"]
    room.filters.words.setText("没有这样的")
    assert room.empty.isVisible()
    assert "筛选" in room.empty.text()


def test_an_earlier_batch_is_opened_again(stick: Stick, tmp_path: Path) -> None:
    first = stick.room._batch
    stick.drop(tmp_path / "U盘" / "2023年3月")
    assert stick.room._batch != first
    assert stick.count(Kind.DUPLICATE) > 20
    box = stick.room.batches
    box.setCurrentIndex(box.findData(first))
    box.activated.emit(box.currentIndex())
    stick.rest()
    assert stick.room._batch == first
    assert stick.count(Kind.SCAN) == 3


def test_the_tables_keep_qts_contract(stick: Stick, qtmodeltester: ModelTester) -> None:
    stick.show(Kind.AGAIN)
    stick.choose("人事科）重报")
    tables = stick.room.pane.tables
    tables.turn_to_comparison()
    stick.rest()
    qtmodeltester.check(tables.page.model)
    qtmodeltester.check(tables.compare.model)
