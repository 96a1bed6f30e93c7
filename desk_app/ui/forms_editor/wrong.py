"""Says once which of the office's own form files cannot be used; the program goes on without them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desk_app.ui.notices import Notices
from desk_app.ui.session import Session


class WrongForms(QObject):
    """Looks at the overview each time it is new; a sentence that was said already is not said again."""

    def __init__(self, owner: QObject, session: Session, notices: Notices) -> None:
        super().__init__(owner)
        self._session, self._notices = session, notices
        self._said: tuple[str, ...] = ()
        session.opened.connect(self._look)

    @Slot()
    def _look(self) -> None:
        overview = self._session.overview
        wrong = overview.wrong if overview is not None else ()
        if wrong and wrong != self._said:
            more = f"（另有{len(wrong) - 1}处，见“设置”里的“表样”）" if len(wrong) > 1 else ""
            self._notices.trouble(wrong[0] + more)
        self._said = wrong
