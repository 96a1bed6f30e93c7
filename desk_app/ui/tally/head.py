"""The head of 统计: which view, which figures by which rule, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
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
    """One line: where there is no room for all, one after the other stands as a box or leaves its place to 更多.

    In a low room all of them do, so that the table keeps its height.
    """

    def __init__(self, room: TallyRoom) -> None:
        super().__init__(spacing=grid(room), fills=False)
        self.views = Choices("看法", VIEWS, named=False)
        self.bases = Choices("口径", tuple(Basis))
        self.measures = Choices("显示", tuple(Measure))
        papers = room.papers
        self.copy = button("复制未报", papers.copy_missing)
        self.copy.setToolTip("复制未报单位名单，可直接粘贴")
        self.more = MoreButton(room)
        summary, tally = button("汇总表", papers.ask_summary), button("统计表", papers.ask_tally)
        self._giving_way: tuple[QWidget, ...] = (self.copy, self.bases, self.measures, self.views, summary, tally)
        self._title = label("统计", TITLE)
        self._of_figures: tuple[QWidget, ...] = (
            self.bases, self.measures, self.copy, summary, tally, button("定稿", room.ask_closing), self.more,
        )  # fmt: skip
        for tool in (self._title, self.views, *self._of_figures):
            self.addWidget(tool)

    def fit(self, width: int, *, low: bool, figures: bool) -> None:
        """Show in one line what belongs to the view, ``figures`` while it is 数字; briefly in a ``low`` room."""
        shown = (self._title, self.views, *(self._of_figures if figures else ()))
        away = set(self._giving_way if low else self._to_give_way(width, shown))
        for choices in (self.views, self.bases, self.measures):
            choices.show_brief(brief=choices in away)
        for tool in self._of_figures:
            tool.setVisible(figures and (tool not in away or isinstance(tool, Choices)))

    def _to_give_way(self, width: int, shown: Sequence[QWidget]) -> Sequence[QWidget]:
        """The fewest that let all the others stand in one line; all where even that does not help."""
        for count in range(len(self._giving_way)):
            away = self._giving_way[:count]
            widths = [one for tool in shown if (one := self._width_of(tool, away=tool in away))]
            if sum(widths) + self.spacing() * (len(widths) - 1) <= width:
                return away
        return self._giving_way

    def _width_of(self, tool: QWidget, *, away: bool) -> int:
        if isinstance(tool, Choices):
            return tool.width_as(brief=away)
        return 0 if away else tool.sizeHint().width()
