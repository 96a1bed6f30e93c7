"""The head of 统计: which view, which figures by which rule, and what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import Measure
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid
from desk_app.ui.pieces import TITLE, button, label
from desk_app.ui.tally.choices import Choices
from desk_app.ui.tally.more_button import MoreButton

if TYPE_CHECKING:
    from desk_app.ui.tally.room import TallyRoom

VIEWS = ("数字", "完成情况", "催报记录", "次数要求")


class TallyHead(FlowLayout):
    """One line where the room is low, so that the table keeps its height; what 更多 has as well gives way first."""

    def __init__(self, room: TallyRoom) -> None:
        super().__init__(spacing=grid(room), fills=False)
        self.views = Choices("看法", VIEWS, named=False)
        self.bases = Choices("口径", tuple(Basis))
        self.measures = Choices("显示", tuple(Measure))
        papers = room.papers
        self.copy = button("复制未报", papers.copy_missing)
        self.copy.setToolTip("复制未报单位名单，可直接粘贴")
        self.more = MoreButton(room)
        self._lesser = (self.copy, button("汇总表", papers.ask_summary), button("统计表", papers.ask_tally))
        self._of_figures: tuple[QWidget, ...] = (
            self.bases, self.measures, *self._lesser, button("定稿", room.ask_closing), self.more,
        )  # fmt: skip
        for tool in (label("统计", TITLE), self.views, *self._of_figures):
            self.addWidget(tool)

    def fit(self, *, low: bool, figures: bool) -> None:
        """Show what belongs to the view, briefly in a ``low`` room; ``figures`` while 数字 is the view."""
        for choices in (self.views, self.bases, self.measures):
            choices.show_brief(brief=low)
        for tool in self._of_figures:
            tool.setVisible(figures and not (low and tool in self._lesser))
