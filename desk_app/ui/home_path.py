"""The period's path: 下发 › 收表 › 核对 › 统计 › 定稿 › 签字盖章 › 上报, each step by shape and word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, QUIET, card, label, row

if TYPE_CHECKING:
    from desk_app.services.home_page import Step


class StepMark(QWidget):
    """The shape of how far a step is: a tick, a filled ring, an empty ring; drawn, so that no font alters it."""

    def __init__(self, reached: str) -> None:
        super().__init__()
        self._reached = reached
        side = grid(self, 2)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the shape."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 16, self.height() / 16)
        quiet, accent = self.palette().placeholderText().color(), self.palette().brightText().color()
        painter.setPen(QPen(quiet if self._reached == "未开始" else accent, 1.5))
        if self._reached == "已办":
            painter.drawPolyline(QPolygonF([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4.5)]))
        else:
            painter.drawEllipse(QPointF(8, 8), 5, 5)
        if self._reached == "在办":
            painter.setBrush(accent)
            painter.drawEllipse(QPointF(8, 8), 2, 2)
        painter.end()


class PathStrip(QWidget):
    """All steps of a period in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, grid(self))

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show these steps instead of those before."""
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, step in enumerate(steps):
            self._flow.addWidget(_cell(step, is_last=place == len(steps) - 1))
        self.updateGeometry()


def _cell(step: Step, *, is_last: bool) -> QFrame:
    frame, lines = card()
    edge = grid(frame, 1.25)
    lines.setContentsMargins(edge, edge, edge, edge)
    lines.setSpacing(grid(frame, 0.5))
    word = f"{step.word} {step.figure}".strip()
    head = row(StepMark(step.reached.value), label(word, HEADING), stretch=True)
    if not is_last:
        head.addWidget(label("›", QUIET))
    lines.addLayout(head)
    lines.addWidget(label(step.said or step.reached.value, QUIET))
    frame.setMinimumWidth(chars(frame, 8))
    frame.setAccessibleName(f"{word}，{step.reached.value}，{step.said}".rstrip("，"))
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return frame
