"""A list below a line that one writes in: what begins so, or has these initials; Enter takes what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from desk_app.services.initials import matches
from desk_app.ui.ledger.offers import Offer

_MOST = 12
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}


class Suggest(QObject):
    """Lives with the line; what is written freely stays as it is."""

    def __init__(self, edit: QLineEdit, offers: Sequence[Offer], *, closed: bool = False) -> None:
        """``closed`` where nothing else is known: Enter then takes the first that is offered."""
        super().__init__(edit)
        self._closed = closed
        self._edit = edit
        self._offers = tuple(offers)
        self._found: dict[str, str] = {}
        self._words = QStringListModel(self)
        self.list = QCompleter(self)
        self.list.setModel(self._words)
        self.list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.list.setMaxVisibleItems(_MOST)
        self.list.setWidget(edit)
        self.list.activated.connect(self._take)
        self.list.popup().installEventFilter(self)
        edit.textEdited.connect(self._offer)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer other things from now on."""
        self._offers = tuple(offers)

    def found(self, text: str) -> list[Offer]:
        """What to offer for a text: by its own characters or the first letters of their sounds."""
        wanted = text.strip()
        if not wanted:
            return []
        return [one for one in self._offers if one.text != wanted and matches(wanted, one.text)][:_MOST]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Take the chosen line with Enter or Tab, and let the key end the writing in the same stroke."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENDS:
            chosen = self.list.popup().currentIndex()
            if chosen.isValid():
                self._take(str(chosen.data()))
            elif self._closed and self._found and self._edit.text() not in {one.text for one in self._offers}:
                self._take(next(iter(self._found)))
            self.list.popup().hide()
            again = QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text())
            QCoreApplication.postEvent(self._edit, again)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _offer(self, text: str) -> None:
        offers = self.found(text)
        self._found = {one.shown: one.text for one in offers}
        self._words.setStringList(list(self._found))
        if offers:
            self.list.complete()
        else:
            self.list.popup().hide()

    @Slot(str)
    def _take(self, line: str) -> None:
        self._edit.setText(self._found.get(line, line))
