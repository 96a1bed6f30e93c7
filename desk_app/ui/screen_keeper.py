"""The screen as it was left and what waits to be stored, put on the disk every two seconds; back after a fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desk_app.problems import DeskError
from desk_app.progress import Progress

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from desk_app.services.desk import Desk
    from desk_app.services.screen_state import Drafts, Step
    from desk_app.ui.ledger.put_back import PutBack
    from desk_app.ui.ledger.under_way import Waiting
    from desk_app.ui.window import MainWindow

_EVERY = 2_000
#: Seconds that a closing window waits for a disk that does not answer.
_LONGEST = 20
_NAME = "window"
_BACK = "上次没有正常关闭，已回到当时的地方；写到一半的内容还在。"


@dataclass(frozen=True)
class _Found:
    """What lay in the file of drafts, what was stored of it, and the trouble of reading it."""

    drafts: Drafts
    kept: Any = None
    done: PutBack | None = None
    trouble: str = ""


class ScreenKeeper(QObject):
    """Keeps which room stands open, on which campaign and period, and what the ledger shows and holds half written.

    It is written in a thread of its own, beside the worker, which a long job holds for minutes.
    """

    def __init__(self, window: MainWindow, *, fell: bool) -> None:
        super().__init__(window)
        self._window = window
        self._fell = fell
        self._paper: _Paper | None = None
        self._last: tuple[dict[str, Any], tuple[Waiting, ...]] = ({}, ())
        self._said = ""
        self._pool: ThreadPoolExecutor | None = None
        self._under_way: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.keep)
        window.session.opened.connect(self._opened)
        window.session.switched.connect(self._let_go)

    @Slot()
    def keep(self) -> None:
        """Keep the screen and what waits, where anything of it has changed; one piece of writing at a time."""
        if self._under_way is None or self._under_way.done():
            self._hear()
            self._keep()

    def close(self) -> None:
        """The window goes: what is being written ends as if one had left its cell, and is on the disk before all else.

        The worker does no more than it has in hand; what still waits is stored when the data is opened again.
        """
        focus = QApplication.focusWidget()
        if focus is not None and self._window.isAncestorOf(focus):
            focus.clearFocus()
        self._timer.stop()
        if self._waiting() or self._last[1]:
            self._keep()
        if self._under_way is not None:
            from concurrent.futures import wait

            wait([self._under_way], timeout=_LONGEST)
        if self._pool is not None:
            self._pool.shutdown(wait=False)
        self._paper = None

    def _keep(self) -> None:
        now, waiting = self._now(), self._waiting()
        if self._paper is None or not now or (now, waiting) == self._last:
            return
        self._last = (now, waiting)
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(1, thread_name_prefix="desk-draft")
        self._under_way = self._pool.submit(self._paper.write, now, waiting)

    def _hear(self) -> None:
        """A disk that takes nothing is said once, and tried again until it does; heard in the window's own thread."""
        refused = None if self._under_way is None else self._under_way.exception()
        self._under_way = None
        if refused is not None and not isinstance(refused, DeskError):
            raise refused
        refusal = "" if refused is None else str(refused)
        if refusal:
            self._last = ({}, ())
        if refusal and refusal != self._said and self._paper is not None:
            self._window.notices.trouble(refusal)
        self._said = refusal

    @Slot()
    def _let_go(self) -> None:
        self._timer.stop()
        self._paper, self._last = None, ({}, ())

    @Slot()
    def _opened(self) -> None:
        if not self._timer.isActive() and self._paper is None and not self._window.session.read_only_because:
            self._timer.start()
            fell, self._fell = self._fell, False
            self._window.worker.run(partial(_read, fell=fell), self._take, key="screen.read")

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

    def _waiting(self) -> tuple[Waiting, ...]:
        ledger = self._window.house.built("ledger")
        return ledger.waiting() if ledger is not None else ()

    def _take(self, found: _Found) -> None:
        """Say what was stored late, and turn to where the person was, if that is still there."""
        self._paper, done = _Paper(found.drafts), found.done
        rows = done.rows if done is not None else {}
        told = [_BACK] if isinstance(found.kept, dict) and self._turn_back(found.kept, rows) else []
        told += [f"上次关闭时没来得及存的{done.count}步，现已补存。"] if done is not None and done.count else []
        refused = [found.trouble] if found.trouble else done.refused if done is not None else []
        if refused:
            self._window.notices.trouble("".join([*told, *refused]))
        elif told:
            self._window.notices.done("".join(told))
        if done is not None and done.conflicts:
            self._ask_which(done)

    def _ask_which(self, done: PutBack) -> None:
        from desk_app.ui.ledger.room import LedgerRoom

        self._window.go("ledger")
        room = self._window.house.room("ledger")
        if isinstance(room, LedgerRoom):
            for conflict in done.conflicts:
                room.writer.conflicted.emit(conflict)

    def _turn_back(self, kept: dict[str, Any], rows: Mapping[int, int]) -> bool:
        """Whether something half written is to be seen again."""
        window, session = self._window, self._window.session
        known = {one.campaign.id: one for one in session.overview.campaigns} if session.overview else {}
        current = known.get(kept.get("campaign", 0))
        if current is None:
            return False
        session.choose_campaign(current.campaign.id)
        period = next((one for one in current.periods if one.code == kept.get("period")), None)
        session.choose_period(period)
        if kept.get("room") in window.house.names:
            window.go(str(kept["room"]))
        ledger = kept.get("ledger")
        if not ledger:
            return False
        _be_of_row(ledger, rows.get(ledger.get("adds") or 0))
        window.house.room("ledger").take_as_left(ledger)
        from desk_app.ui.ledger.model import HEADS

        half = ledger.get("editor") or any(key not in HEADS for key in ledger.get("draft") or {})
        return bool(half) and kept.get("room") == "ledger"


class _Paper:
    """What lies in the file of drafts, so that only what is new is written; used by the keeper's thread alone."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._screen: dict[str, Any] = {}
        self._waiting: dict[int, tuple[Waiting, Step]] = {}

    def write(self, screen: dict[str, Any], waiting: tuple[Waiting, ...]) -> None:
        """Put there what is new, and take away what is stored; DeskError where the disk does not take it."""
        from desk_app.services.screen_state import Step

        now = {
            one.number: known if (known := self._waiting.get(one.number)) is not None and known[0] is one
            else (one, Step(one.journal, one.number, one.content()))
            for one in waiting
        }  # fmt: skip
        new = [step for number, (one, step) in now.items() if self._waiting.get(number, (None,))[0] is not one]
        gone = [step for number, (_, step) in self._waiting.items() if number not in now]
        self._drafts.keep(_NAME, screen if screen != self._screen else None, new, gone)
        self._screen, self._waiting = screen, now


def _be_of_row(ledger: dict[str, Any], row: int | None) -> None:
    """The empty row had become one of its own: what was half written stands in that one."""
    for place in (ledger, ledger.get("editor")):
        if row is not None and isinstance(place, dict) and place.get("record") is None:
            place["record"] = row


def _read(desk: Desk, progress: Progress, *, fell: bool) -> _Found:
    from desk_app.services.screen_state import kept_screen

    drafts = desk.store.drafts
    try:
        kept = kept_screen(desk, _NAME) if fell else None
        if not drafts.steps():
            return _Found(drafts, kept)
        from desk_app.ui.ledger.put_back import put_back

        return _Found(drafts, kept, put_back(desk, progress))
    except DeskError as refusal:
        return _Found(drafts, trouble=str(refusal))
