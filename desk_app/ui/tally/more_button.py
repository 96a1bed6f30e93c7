"""更多▾ of 统计: 逐级, 分栏, where late returns count, 导出报送包, 填上级表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from desk_app.services.figure_times import LateRule
from desk_app.ui.completion.menus import SIGN
from desk_app.ui.look import grid

if TYPE_CHECKING:
    from desk_app.ui.tally.room import TallyRoom


class MoreButton(QPushButton):
    """Keeps the actions; ``rule_chosen`` tells the place of the rule that was picked."""

    rule_chosen = Signal(int)

    def __init__(self, room: TallyRoom) -> None:
        super().__init__("更多")
        self.setAccessibleName("更多：逐级、分栏、迟报计法、导出报送包、填上级表")
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.levels = menu.addAction("逐级合计")
        self.levels.setCheckable(True)
        self.levels.setToolTip("上级单位的数字含下级；在单位上双击或按空格展开、收起")
        self.columns = menu.addAction("分栏统计")
        self.columns.setToolTip("这张表各栏的合计、人数等")
        self.columns.triggered.connect(room.figures.show_columns)
        menu.addSeparator()
        self._rules = QActionGroup(self)
        self.late = tuple(self._rule(menu, rule) for rule in LateRule)
        menu.addSeparator()
        papers = room.papers
        for text, call in (
            ("复制未报", papers.copy_missing),
            ("汇总表", papers.ask_summary),
            ("统计表", papers.ask_tally),
        ):
            menu.addAction(text).triggered.connect(call)
        menu.addAction("导出报送包").triggered.connect(room.parcels.ask_out)
        menu.addAction("统计图").triggered.connect(room.reports.ask_charts)
        menu.addAction("月报、通报").triggered.connect(room.reports.ask_report)
        menu.addAction("填上级表").triggered.connect(room.reports.ask_superior)
        menu.addSeparator()
        for text, call in (
            ("汇编（所选的表）", room.reports.ask_compiled),
            ("汇编（一条一页）", room.reports.ask_one_by_one),
            ("导出整套Excel…", room.reports.ask_book),
        ):
            menu.addAction(text).triggered.connect(call)
        self._rules.triggered.connect(self._picked)
        self.setMenu(menu)
        self.setStyleSheet(SIGN.format(grid(self, 2.5), grid(self, 0.75)))

    def _rule(self, menu: QMenu, rule: LateRule) -> QAction:
        made = menu.addAction(rule.value)
        made.setCheckable(True)
        self._rules.addAction(made)
        return made

    def show_rule(self, rule: LateRule) -> None:
        """Mark the rule in use."""
        self.late[tuple(LateRule).index(rule)].setChecked(True)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        self.rule_chosen.emit(self.late.index(action))
