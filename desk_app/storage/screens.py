"""What the screen showed and what was half written: kept beside history, so that it comes back after a fall."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from desk_app.storage.reader import Reader
from desk_app.storage.store import Store
from desk_app.storage.tables import screen


def load(reader: Reader, name: str) -> Any:
    """What was kept under a name, None for nothing."""
    row = reader.first(select(screen.c.content).where(screen.c.name == name))
    return None if row is None else row.content


def keep(store: Store, name: str, content: Any) -> None:
    """Keep what the screen shows; None forgets it. It is no operation: nobody takes it back, history knows nothing."""
    if content is None:
        store.write_aside(delete(screen).where(screen.c.name == name))
        return
    made = insert(screen).values(name=name, content=content)
    store.write_aside(made.on_conflict_do_update(index_elements=["name"], set_={"content": made.excluded.content}))
