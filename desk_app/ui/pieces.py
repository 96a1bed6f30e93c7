"""Small pieces that every screen is made of: labels of one kind, buttons, rules, cards, scrolling pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk_app.ui.look import chars, grid

TITLE, HEADING, QUIET, STRONG, ACCENT, FIGURE = "title", "heading", "quiet", "strong", "accent", "figure"
MAIN, LINK = "main", "link"
CALM = "calm"
"""A link that is no warning: in the colour of the text, underlined."""


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A line of text of one kind; plain text only, so that a file's name is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def button(text: str, call: Callable[[], object] | None = None, kind: str = "") -> QPushButton:
    """A push button; ``call`` must be a bound method, never a lambda that holds the widget."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if kind:
        made.setProperty("kind", kind)
    if call is not None:
        made.clicked.connect(call)
    return made


class ChoiceBox(QComboBox):
    """A box to choose from whose text ends in an ellipsis where it has no room, never in half a character."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Leave it to Qt where there is surely room, else shorten the text."""
        if self.fontMetrics().horizontalAdvance(self.currentText()) < self.width() - 2 * self.height():
            super().paintEvent(event)
        else:
            self._draw_shortened()

    def _draw_shortened(self) -> None:
        """Draw the frame, then as much of the text as there is room for."""
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        painter.drawComplexControl(control, option)
        room = self.style().subControlRect(control, option, field, self).width() - 2
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = text  # type: ignore[attr-defined]  # PySide's own name for it
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("kind", "rule")
    made.setFixedHeight(1)
    return made


def row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side, from the left."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        made.addWidget(widget)
    if widgets:
        made.setSpacing(grid(widgets[0]))
    if stretch:
        made.addStretch(1)
    return made


def card() -> tuple[QFrame, QVBoxLayout]:
    """A quiet frame with room for lines, and its layout."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    lines = QVBoxLayout(frame)
    step = grid(frame, 2)
    lines.setContentsMargins(step, step, step, step)
    lines.setSpacing(grid(frame))
    return frame, lines


class _Column(QWidget):
    """A column no wider than lines are read with ease, whatever the size of the type."""

    def __init__(self, widest: float) -> None:
        super().__init__()
        self._widest = widest
        self.setMaximumWidth(chars(self, widest))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMaximumWidth(chars(self, self._widest))


def page(owner: QWidget, widest: float = 72) -> QVBoxLayout:
    """Make a widget a page that scrolls when the window is small; returns the layout of its column of lines.

    ``widest`` is the column's greatest width in Chinese characters.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    inner.setObjectName("page")
    area.setWidget(inner)
    outer = QVBoxLayout(owner)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    column = _Column(widest)
    across = QHBoxLayout(inner)
    step = grid(owner, 3)
    across.setContentsMargins(step, grid(owner, 2), step, step)
    across.addWidget(column, 1)
    across.addStretch(0)
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(grid(owner, 2))
    return lines


def line(*widgets: QWidget, grow: int = -1) -> QFrame:
    """Widgets in one line as a widget of its own; the one at ``grow`` takes what is left, else the end does."""
    frame = QFrame()
    across = QHBoxLayout(frame)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(grid(frame))
    for place, widget in enumerate(widgets):
        across.addWidget(widget, 1 if place == grow else 0)
    if grow < 0:
        across.addStretch(1)
    return frame


def emptied(lines: QVBoxLayout) -> QVBoxLayout:
    """The layout without anything in it."""
    while (item := lines.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    return lines
