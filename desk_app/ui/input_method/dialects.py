"""What fcitx 4 and fcitx 5 are called on the desktop's own bus, and how each is spoken to.

Read off the interfaces that both programs publish (``busctl introspect``): ``org.fcitx.Fcitx.InputMethod`` of fcitx
4.2, ``org.fcitx.Fcitx.InputMethod1`` of fcitx 5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

APP = "desk-app"
PREEDIT, FORMATTED, UNFOCUS_COMMIT = 1 << 1, 1 << 4, 1 << 5
ABILITIES = PREEDIT | FORMATTED | UNFOCUS_COMMIT
"""What we tell it that we can: show what is being composed, with its underlines, and keep it when the field is left."""
_DISPLAY = re.compile(r":(\d+)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One of the two: its name on the bus, where its door is, and the shapes of what is said through it."""

    service: str
    door: str
    door_interface: str
    context_interface: str
    create: str
    create_signature: str
    abilities_signature: str
    key_signature: str

    def create_arguments(self, process: int) -> tuple[Any, ...]:
        """What to say when a context is asked for."""
        if self.create_signature == "si":
            return (APP, process)
        return ([("program", APP)],)

    def context_path(self, answer: tuple[Any, ...]) -> str:
        """Where the new context is, from the answer to that."""
        return f"/inputcontext_{answer[0]}" if isinstance(answer[0], int) else str(answer[0])

    def key(self, symbol: int, code: int, state: int, *, is_release: bool) -> tuple[Any, ...]:
        """A key as it is told; the time is left out, as nobody needs it."""
        release: int | bool = is_release if self.key_signature == "uuubu" else int(is_release)
        return (symbol, code, state, release, 0)


def dialects(display: str) -> tuple[Dialect, ...]:
    """Both, the newer first; fcitx 4 has the number of the screen in its name."""
    found = _DISPLAY.search(display)
    number = found[1] if found else "0"
    return (
        Dialect(
            "org.fcitx.Fcitx5", "/org/freedesktop/portal/inputmethod", "org.fcitx.Fcitx.InputMethod1",
            "org.fcitx.Fcitx.InputContext1", "CreateInputContext", "a(ss)", "t", "uuubu",
        ),
        Dialect(
            f"org.fcitx.Fcitx-{number}", "/inputmethod", "org.fcitx.Fcitx.InputMethod",
            "org.fcitx.Fcitx.InputContext", "CreateICv3", "si", "u", "uuuiu",
        ),
    )  # fmt: skip
