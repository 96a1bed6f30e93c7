"""The line at the foot of the window that says what was done, with 撤销 beside it, instead of a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desk_app.problems import DeskError
from desk_app.ui.look import grid
from desk_app.ui.pieces import LINK, button, label

_STAYS = 12_000


class Notices(QFrame):
    """One notice at a time; what was done goes away by itself, a trouble stays until it is closed."""

    undo_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._operation: int | None = None
        self._said, self._is_open = "", False
        self._text = label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = button("全文", self.open_whole, LINK)
        self._undo = button("撤销", self._ask_undo, LINK)
        self._close = button("知道了", self.clear, LINK)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(grid(self, 2), grid(self, 0.5), grid(self), grid(self, 0.5))
        line.addWidget(self._text, 1)
        line.addWidget(self._more)
        line.addWidget(self._undo)
        line.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, empty for nothing."""
        return self._said if not self.isHidden() else ""

    def done(self, text: str, operation_id: int | None = None) -> None:
        """Say that something was done; with an operation's id 撤销 is offered."""
        self._show(text, operation_id, trouble=False)
        self._timer.start()

    def trouble(self, problem: DeskError | str) -> None:
        """Say what went wrong and what to do; stays until it is closed."""
        self._timer.stop()
        self._show(str(problem), None, trouble=True)

    @Slot()
    def open_whole(self) -> None:
        """Show all of what has no room in the line, over the room, until it is closed."""
        self._is_open = True
        self._timer.stop()
        self._more.hide()
        self._text.setText(self._said)

    def fit(self, width: int) -> None:
        """Keep to one line of a width, so that no button is covered, until all of it is asked for."""
        line, metrics = self._line, self._text.fontMetrics()
        beside = [one for one in (self._undo, self._close) if not one.isHidden()]
        edges, gap = self.contentsMargins() + line.contentsMargins(), max(0, line.spacing())
        room = width - edges.left() - edges.right() - sum(one.sizeHint().width() + gap for one in beside) - gap
        is_long = metrics.horizontalAdvance(self._said) > room
        shown = self._said
        if is_long and not self._is_open:
            room -= self._more.sizeHint().width() + gap
            shown = metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, room)
        self._more.setVisible(is_long and not self._is_open)
        if self._text.text() != shown:
            self._text.setText(shown)

    @Slot()
    def clear(self) -> None:
        """Say nothing any more."""
        self._operation = None
        self.hide()

    @Slot()
    def _ask_undo(self) -> None:
        operation = self._operation
        self.clear()
        if operation is not None:
            self.undo_asked.emit(operation)

    def _show(self, text: str, operation_id: int | None, *, trouble: bool) -> None:
        self._operation = operation_id
        self._said, self._is_open = text, False
        self._text.setText(text)
        self._text.setToolTip(text)
        self._text.setAccessibleName(text)
        self._undo.setVisible(operation_id is not None)
        self.setProperty("trouble", trouble)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
