"""The screen as it was left, kept every two seconds in the encrypted data: after a fall it comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.ui.window import MainWindow

_EVERY = 2_000
_NAME = "window"


class ScreenKeeper(QObject):
    """Keeps which room stands open, on which campaign and period, and what the ledger shows and holds half written."""

    def __init__(self, window: MainWindow, *, fell: bool) -> None:
        super().__init__(window)
        self._window = window
        self._fell = fell
        self._last: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.keep)
        window.session.opened.connect(self._opened)
        window.session.switched.connect(self._timer.stop)

    @Slot()
    def keep(self) -> None:
        """Keep the screen, where anything of it has changed."""
        now = self._now()
        if now and now != self._last:
            self._last = now
            self._window.worker.run(partial(_keep, content=now), failed=_let_be, key="screen")

    @Slot()
    def _opened(self) -> None:
        if self._fell:
            self._fell = False
            self._window.worker.run(_read, self._take, failed=_let_be, key="screen.read")
        elif not self._timer.isActive():
            self._timer.start()

    def _now(self) -> dict[str, Any]:
        window, session = self._window, self._window.session
        campaign = session.campaign
        if session.overview is None or campaign is None:
            return {}
        ledger = window.house.built("ledger")
        return {
            "room": window.house.name,
            "campaign": campaign.id,
            "period": session.period.code if session.period else "",
            "ledger": ledger.as_left() if ledger is not None else {},
        }

    def _take(self, kept: Any) -> None:
        """Turn to where the person was, if that is still there."""
        self._timer.start()
        window, session = self._window, self._window.session
        if not isinstance(kept, dict) or session.overview is None:
            return
        known = {one.campaign.id: one for one in session.overview.campaigns}
        current = known.get(kept.get("campaign", 0))
        if current is None:
            return
        session.choose_campaign(current.campaign.id)
        period = next((one for one in current.periods if one.code == kept.get("period")), None)
        session.choose_period(period)
        if kept.get("room") in window.house.names:
            window.go(str(kept["room"]))
        if kept.get("ledger"):
            window.house.room("ledger").take_as_left(kept["ledger"])
            half = kept["ledger"].get("editor") or any(
                text for text in dict(kept["ledger"].get("draft") or {}).values()
            )
            if half and kept.get("room") == "ledger":
                window.notices.done("上次没有正常关闭，已回到当时的地方；写到一半的内容还在。")


def _let_be(_refusal: Exception) -> None:
    """What the screen showed is worth no word of trouble."""


def _keep(desk: Desk, _progress: Progress, *, content: dict[str, Any]) -> None:
    from desk_app.services.screen_state import keep_screen

    keep_screen(desk, _NAME, content)


def _read(desk: Desk, _progress: Progress) -> Any:
    from desk_app.services.screen_state import kept_screen

    return kept_screen(desk, _NAME)
