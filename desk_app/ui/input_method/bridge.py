"""The window's side: keys go to the input method first, and what it composes and commits into the field in hand.

No key waits for an answer: it is held back, and given to the window in its turn when the input method does not want
it. An input method that does not answer for a second is left alone until it does.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextCharFormat,
    QWindow,
)

from desk_app.ui.input_method.fcitx import Composed, Fcitx
from desk_app.ui.input_method.keys import key_of

_PATIENCE, _SOON = 1_000, 400
_HIGHLIGHT = 1 << 4
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}


@dataclass(eq=False)
class _Held:
    """A key whose answer has not come yet, and the window that it is for."""

    window: QWindow
    event: QKeyEvent
    taken: bool | None = None


class Bridge(QObject):
    """Lives as long as the application; follows the keyboard from field to field."""

    def __init__(self, app: QGuiApplication, fcitx: Fcitx) -> None:
        super().__init__(app)
        self._fcitx = fcitx
        self._held: deque[_Held] = deque()
        self._giving = False
        self._silent = False
        self._composed = ""
        self._field: QObject | None = None
        self._window: QWindow | None = None
        self._place = QRect()
        self._told: bool | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._give_up)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self._heed_field)
        fcitx.committed.connect(self._commit)
        fcitx.composing.connect(self._compose)
        fcitx.forwarded.connect(self._forward)
        fcitx.went.connect(self._went)
        app.focusWindowChanged.connect(self._window_changed)
        app.focusObjectChanged.connect(self._field_changed)
        app.inputMethod().cursorRectangleChanged.connect(self._point)
        self._window_changed(app.focusWindow())
        self._field_changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Hold back keys on their way to the window; what is being composed goes before shortcuts."""
        kind = event.type()
        if isinstance(watched, QWindow):
            if kind in _KEYS and isinstance(event, QKeyEvent):
                return self._offer(watched, event)
            if kind == QEvent.Type.MouseButtonPress and self._composed:
                self._end_composing()
        elif kind == QEvent.Type.ShortcutOverride and self._composed:
            event.accept()
            return True
        return False

    def _offer(self, window: QWindow, event: QKeyEvent) -> bool:
        if self._giving or not self._fcitx.is_there or not self._heed_field():
            return False
        if self._silent and not self._held:
            self._ask(_Held(window, _copy(event)), waits=False)
            return False
        held = _Held(window, _copy(event))
        self._held.append(held)
        self._timer.start()
        self._ask(held, waits=True)
        return True

    def _ask(self, held: _Held, *, waits: bool) -> None:
        def answered(taken: bool) -> None:  # noqa: FBT001  a plain answer
            self._silent = False
            held.taken = taken
            if waits:
                self._give()

        one = held.event
        release = one.type() == QEvent.Type.KeyRelease
        symbol, code, state = one.nativeVirtualKey(), one.nativeScanCode(), one.nativeModifiers()
        self._fcitx.key(symbol, code, state, is_release=release, answered=answered)

    def _give(self) -> None:
        """Let the keys that were not taken go their way, in their order."""
        while self._held and self._held[0].taken is not None:
            first = self._held.popleft()
            if not first.taken:
                self._send(first.window, first.event)
        if not self._held:
            self._timer.stop()

    def _send(self, window: QWindow, event: QKeyEvent) -> None:
        target = window if shiboken6.isValid(window) else QGuiApplication.focusWindow()
        if target is None:
            return
        self._giving = True
        try:
            QCoreApplication.sendEvent(target, event)
        finally:
            self._giving = False

    @Slot()
    def _give_up(self) -> None:
        self._silent = True
        self._went()

    @Slot()
    def _went(self) -> None:
        """Nobody will answer: let every key go its way, and end what was being composed."""
        for held in self._held:
            held.taken = bool(held.taken)
        self._give()
        self._compose([], 0)

    @Slot(str)
    def _commit(self, text: str) -> None:
        self._composed = ""
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._tell(event)

    @Slot(object, int)
    def _compose(self, parts: Composed, cursor: int) -> None:
        text = "".join(part for part, _ in parts)
        if not text and not self._composed:
            return
        self._composed = text
        self._tell(QInputMethodEvent(text, _looks(parts, cursor)))

    @Slot(int, int, bool)
    def _forward(self, symbol: int, state: int, is_release: bool) -> None:  # noqa: FBT001  a signal's argument
        known, window = key_of(symbol, state), QGuiApplication.focusWindow()
        if known is not None and window is not None:
            key, held, text = known
            kind = QEvent.Type.KeyRelease if is_release else QEvent.Type.KeyPress
            self._send(window, QKeyEvent(kind, key, held, text))

    @Slot()
    def _field_changed(self, *_: object) -> None:
        """What was being composed stays in the field that is left, as its letters."""
        field = QGuiApplication.focusObject()  # the signal names a field that may have been left since
        if field is self._field:
            return
        before, self._field = self._field, field
        if before is not None and shiboken6.isValid(before):
            if self._composed:
                self._end_composing(before)
            before.removeEventFilter(self)
        if field is not None:
            field.installEventFilter(self)
        self._told = None
        self._heed_field()
        self._later.start()
        self._point()

    @Slot(QWindow)
    def _window_changed(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
        else:
            self._told = False
            self._fcitx.focus(has_focus=False)

    def _heed_field(self) -> bool:
        """Whether the field takes text now, which a table does as soon as a cell can be written in; told when new."""
        if QGuiApplication.focusObject() is not self._field:
            self._field_changed()
        takes = _takes_text(self._field)
        if takes is not self._told:
            self._told = takes
            self._fcitx.focus(has_focus=takes)
        return takes

    def _end_composing(self, field: QObject | None = None) -> None:
        text, self._composed = self._composed, ""
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._tell(event, field)
        self._fcitx.reset()

    def _tell(self, event: QInputMethodEvent, field: QObject | None = None) -> None:
        target = field or QGuiApplication.focusObject()
        if target is not None and shiboken6.isValid(target):
            QCoreApplication.sendEvent(target, event)

    @Slot()
    def _point(self) -> None:
        """Tell where one writes, in the screen's own dots."""
        window = QGuiApplication.focusWindow()
        place = QGuiApplication.inputMethod().cursorRectangle().toRect()
        if window is None or not self._fcitx.is_there or not self._heed_field():
            return
        corner, scale = window.screen().geometry().topLeft(), window.devicePixelRatio()
        at = window.mapToGlobal(place.topLeft()) - corner
        shown = QRect(QPoint(round(at.x() * scale), round(at.y() * scale)) + corner, place.size() * scale)
        if shown != self._place:
            self._place = shown
            self._fcitx.point(shown)


def _takes_text(field: QObject | None) -> bool:
    if field is None or not shiboken6.isValid(field):
        return False
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImHints)
    QCoreApplication.sendEvent(field, asked)
    hints = Qt.InputMethodHint(asked.value(Qt.InputMethodQuery.ImHints) or 0)
    return bool(asked.value(Qt.InputMethodQuery.ImEnabled)) and not hints & Qt.InputMethodHint.ImhHiddenText


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(), event.key(), event.modifiers(),
        event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers(),
        event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip


def _looks(parts: Composed, cursor: int) -> list[QInputMethodEvent.Attribute]:
    """Underlines, the part in hand on the ground of a selection, and the cursor, counted in bytes of UTF-8."""
    whole = "".join(part for part, _ in parts)
    kinds = QInputMethodEvent.AttributeType
    found, start = [], 0
    for text, look in parts:
        form = QTextCharFormat()
        form.setFontUnderline(True)
        if look & _HIGHLIGHT:
            palette = QGuiApplication.palette()
            form.setBackground(palette.highlight())
            form.setForeground(palette.highlightedText())
        length = _utf16(text)
        found.append(QInputMethodEvent.Attribute(kinds.TextFormat, start, length, form))
        start += length
    before = whole if cursor < 0 else whole.encode()[:cursor].decode(errors="ignore")
    found.append(QInputMethodEvent.Attribute(kinds.Cursor, _utf16(before), 1, None))
    return found


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
