"""Keys that an input method gives back, by the numbers that X gives to keys (keysymdef.h), as Qt's."""

from __future__ import annotations

from PySide6.QtCore import Qt

_KEYS = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF09: Qt.Key.Key_Tab,
    0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape,
    0xFF50: Qt.Key.Key_Home,
    0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up,
    0xFF53: Qt.Key.Key_Right,
    0xFF54: Qt.Key.Key_Down,
    0xFF55: Qt.Key.Key_PageUp,
    0xFF56: Qt.Key.Key_PageDown,
    0xFF57: Qt.Key.Key_End,
    0xFF8D: Qt.Key.Key_Enter,
    0xFFFF: Qt.Key.Key_Delete,
}
_MODIFIERS = {
    1 << 0: Qt.KeyboardModifier.ShiftModifier,
    1 << 2: Qt.KeyboardModifier.ControlModifier,
    1 << 3: Qt.KeyboardModifier.AltModifier,
}
_LATIN = (0x20, 0x7E)
_UNICODE = 0x01000000


def key_of(symbol: int, state: int) -> tuple[Qt.Key, Qt.KeyboardModifier, str] | None:
    """The key, what is held beside it, and its text; None for a key that nobody would give back."""
    held = Qt.KeyboardModifier.NoModifier
    for bit, modifier in _MODIFIERS.items():
        if state & bit:
            held |= modifier
    if symbol in _KEYS:
        return _KEYS[symbol], held, ""
    sign = symbol - _UNICODE if symbol > _UNICODE else symbol
    if _LATIN[0] <= sign <= _LATIN[1]:
        return Qt.Key(ord(chr(sign).upper())), held, chr(sign)
    return None
