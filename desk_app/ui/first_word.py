"""What an input method gives to a table without having composed it (《, ，) begins the cell instead of being lost."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

_EDITING = QAbstractItemView.State.EditingState


class TypedTable(QTableView):
    """A table whose cells are begun by typing over them."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  Qt's name
        """Let the opened editor have what the table was given."""
        idle = self.state() != _EDITING
        super().inputMethodEvent(event)
        said, editor = event.commitString(), QApplication.focusWidget()
        begun = idle and self.state() == _EDITING
        if begun and said and editor is not None and editor is not self:
            given = QInputMethodEvent()
            given.setCommitString(said)
            QApplication.sendEvent(editor, given)
