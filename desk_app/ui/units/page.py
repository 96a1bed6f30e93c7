"""A unit's own page, for when it rings: whom to call, what it owes, what is in, what is wrong, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desk_app.campaign.people import title_of
from desk_app.services.standing import received_words
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, TITLE, button, label
from desk_app.ui.tally.views import fit_columns, plain_table
from desk_app.ui.units.models import ReturnsModel, TasksModel

if TYPE_CHECKING:
    from desk_app.campaign.roster import Unit
    from desk_app.services.unit_page import UnitPage

_OWED = ("未报", "退回修改")


class UnitPagePanel(QWidget):
    """Its signals carry the unit's name and ask for what a person wants done with it.

    Other kinds of things about a unit (催报记录) get a tab of their own by `add_section`.
    """

    mend_asked = Signal(str)
    turn_asked = Signal(str)
    reissue_asked = Signal(str)
    print_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.page: UnitPage | None = None
        self.returns, self.tasks = ReturnsModel(self), TasksModel(self)
        self.table = plain_table("这家单位的报送情况", self.returns)
        self.tasks_table = plain_table("这家单位的任务", self.tasks)
        for table in (self.table, self.tasks_table):
            table.setMinimumHeight(row_height(self) * 5)
            table.verticalHeader().hide()
        self._name, self._sum = label("", TITLE, wrap=True), label("", "strong", wrap=True)
        self._reach, self._entry = label("", HEADING, wrap=True), label("", QUIET, wrap=True)
        self._people, self._wrong = label("", QUIET, wrap=True), label("", wrap=True)
        self._history, self._no_tasks = label("", wrap=True), label("", QUIET, wrap=True)
        self._reissue = button("再出空表", self._ask_reissue, MAIN)
        self._copy = button("复制催报内容", self.copy_reminder)
        self._acts = (
            self._reissue,
            self._copy,
            button("打印这家的附件表", self._ask_print),
            button("修改登记", self._ask_mend),
            button("单位变动", self._ask_turn),
        )
        self._remove = button("移出名册", self._ask_remove)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._lay_out()

    def add_section(self, widget: QWidget, title: str) -> None:
        """Give another kind of thing about the unit a tab of its own."""
        self.tabs.addTab(widget, title)

    def show_page(self, page: UnitPage) -> None:
        """Show another unit, or the same anew."""
        self.page = page
        unit = page.unit
        self._name.setText(f"{unit.name}（已停用）" if unit.active_to else unit.name)
        self._reach.setText(unit.reach or "联系人未登记")
        self._entry.setText("\n".join(f"{word}：{text}" for word, text in _facts(unit, page.below) if text))
        self._people.setText("人员：" + "、".join(_named(person.name, title_of(person)) for person in page.people))
        self._people.setVisible(bool(page.people))
        owed, waiting, done = page.counted(*_OWED), page.counted("待核"), page.counted("已收", "零报告")
        received = received_words(done, page.counted("零报告"), "份")
        self._sum.setText(f"未报{owed}份　待核{waiting}份　{received}" if page.returns else "没有要报的表")
        self._show_returns(page)
        self.tasks.show_tasks(page.tasks)
        fit_columns(self.tasks_table, 3, 22)
        self.tasks_table.setVisible(bool(page.tasks))
        self._no_tasks.setVisible(not page.tasks)
        self._history.setText("\n".join(turn.said for turn in unit.turns) or "没有改名、并入、停用等变动。")
        self.tabs.setTabText(0, f"报送（{len(page.returns)}）")
        self.tabs.setTabText(1, f"任务（{len(page.tasks)}）")
        self.tabs.setTabText(2, f"沿革（{len(unit.turns)}）")
        self._reissue.setVisible(bool(page.returns) and unit.reports)
        self._copy.setVisible(bool(self.reminder()))
        self._remove.setVisible(not page.returns or not any(one.rows is not None for one in page.returns))

    def reminder(self) -> str:
        """What one says on the telephone or sends: the forms that this unit still owes; empty for none."""
        return self.page.reminder if self.page is not None else ""

    def focus_first(self) -> None:
        """Take the keyboard to what can be done."""
        shown = (self._reissue, self._copy, *self._acts)
        next(act for act in shown if not act.isHidden()).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def copy_reminder(self) -> None:
        """Put the reminder on the clipboard."""
        QGuiApplication.clipboard().setText(self.reminder())

    def _show_returns(self, page: UnitPage) -> None:
        self.returns.show_returns(page.returns)
        fit_columns(self.table, 3, 14)
        self.table.setVisible(bool(page.returns))
        wrong = [f"{one.period.label}{one.form}　{problem}" for one in page.returns for problem in one.problems]
        self._wrong.setText("待改的格：\n" + "\n".join(wrong))
        self._wrong.setVisible(bool(wrong))

    @Slot()
    def _ask_reissue(self) -> None:
        self.reissue_asked.emit(self._unit_name)

    @Slot()
    def _ask_print(self) -> None:
        self.print_asked.emit(self._unit_name)

    @Slot()
    def _ask_mend(self) -> None:
        self.mend_asked.emit(self._unit_name)

    @Slot()
    def _ask_turn(self) -> None:
        self.turn_asked.emit(self._unit_name)

    @Slot()
    def _ask_remove(self) -> None:
        self.remove_asked.emit(self._unit_name)

    @property
    def _unit_name(self) -> str:
        return "" if self.page is None else self.page.unit.name

    def _lay_out(self) -> None:
        acts = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for act in (*self._acts, self._remove):
            acts.addWidget(act)
        lines = scrolling(self, beside=True)
        for one in (self._name, self._reach, self._entry, self._people):
            lines.addWidget(one)
        lines.addLayout(acts)
        lines.addWidget(self._sum)
        self.tabs.addTab(_column(self.table, self._wrong), "报送")
        self._no_tasks.setText("没有写明由这家单位承担的任务。方案里写“各科室”的，在“任务”里展开后列在这里。")
        self.tabs.addTab(_column(self.tasks_table, self._no_tasks), "任务")
        self.tabs.addTab(_column(self._history), "沿革")
        self.tabs.setMinimumWidth(chars(self, 12))
        lines.addWidget(self.tabs, 1)


def _facts(unit: Unit, below: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return (
        ("类别", unit.kind),
        ("又称", "、".join(unit.aliases)),
        ("所属党支部", unit.branch),
        ("上级单位", unit.parent),
        ("下级单位", "、".join(below)),
        ("报送", "" if unit.reports else "不向我们报送报表"),
    )


def _named(name: str, title: str) -> str:
    return f"{name}（{title}）" if title else name


def _column(*widgets: QLabel | QWidget) -> QWidget:
    held = QWidget()
    lines = QVBoxLayout(held)
    step = grid(held)
    lines.setContentsMargins(step, step, step, step)
    lines.setSpacing(step)
    for place, widget in enumerate(widgets):
        lines.addWidget(widget, 1 if place == 0 and not isinstance(widget, QLabel) else 0)
    lines.addStretch(0)
    return held


def scrolling(owner: QWidget, *, beside: bool = False) -> QVBoxLayout:
    """Make a widget a page, ``beside`` the tree or in its place, that scrolls where there is no room; its lines."""
    area, inner = QScrollArea(), QWidget()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setObjectName("page")
    area.setWidget(inner)
    whole = QVBoxLayout(owner)
    whole.setContentsMargins(grid(owner) if beside else 0, 0, 0, 0)
    whole.addWidget(area)
    lines = QVBoxLayout(inner)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(grid(owner, 0.75))
    return lines
