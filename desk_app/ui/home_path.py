"""The period's path: 下发 › 收表 › 核对 › 统计 › 定稿 › 签字盖章 › 上报, each step by shape and word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, QUIET, card, label, row

if TYPE_CHECKING:
    from desk_app.services.home_page import Step

_SHAPES = {"已办": "✓", "在办": "●", "未开始": "○"}


class PathStrip(QWidget):
    """All steps of a period in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, grid(self))

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show these steps instead of those before."""
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for place, step in enumerate(steps):
            self._flow.addWidget(_cell(step, is_last=place == len(steps) - 1))
        self.updateGeometry()


def _cell(step: Step, *, is_last: bool) -> QFrame:
    frame, lines = card()
    lines.setSpacing(grid(frame, 0.5))
    word = f"{step.word} {step.figure}".strip()
    shape = label(_SHAPES[step.reached.value], "accent" if step.reached.value != "未开始" else QUIET)
    head = row(shape, label(word, HEADING), stretch=True)
    if not is_last:
        head.addWidget(label("›", QUIET))
    lines.addLayout(head)
    lines.addWidget(label(step.said or step.reached.value, QUIET))
    frame.setMinimumWidth(chars(frame, 8.5))
    frame.setAccessibleName(f"{word}，{step.reached.value}，{step.said}".rstrip("，"))
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return frame


def emptied(lines: QVBoxLayout) -> QVBoxLayout:
    """The layout without anything in it."""
    while (item := lines.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
    return lines
