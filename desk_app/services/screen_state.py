"""What the window showed and what was half written in it, kept with the data so that it is as safe as they are."""

from __future__ import annotations

from typing import Any

from desk_app.services.desk import Desk
from desk_app.storage import screens


def keep_screen(desk: Desk, name: str, content: Any) -> None:
    """Keep the state of a window as plain values; it is no step and stands in no history."""
    screens.keep(desk.store, name, content)


def kept_screen(desk: Desk, name: str) -> Any:
    """What was kept, None for nothing."""
    with desk.store.read() as reader:
        return screens.load(reader, name)
