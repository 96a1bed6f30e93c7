"""Which waiting step was stored last, kept by the same commit; and what an older program kept of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.dialects.sqlite import insert

from desk_app.storage.reader import Reader
from desk_app.storage.store import Store
from desk_app.storage.tables import screen

_LAST = "step"


@dataclass(frozen=True, slots=True)
class Stored:
    """The last step that was stored of a run of the window, and the operation that it became."""

    journal: str
    number: int
    operation_id: int


def load(reader: Reader, name: str) -> Any:
    """What was kept under a name, None for nothing."""
    row = reader.first(select(screen.c.content).where(screen.c.name == name))
    return None if row is None else row.content


def last_stored(reader: Reader) -> Stored | None:
    """The last step that was stored, None for none."""
    kept = load(reader, _LAST)
    return None if kept is None else Stored(kept["journal"], kept["number"], kept["operation"])


@contextmanager
def noting_step(store: Store, journal: str, number: int) -> Iterator[None]:
    """Let the next operation of this thread say which waiting step it is, so that no step is ever stored twice."""

    def said(operation_id: int) -> Executable:
        content = {"journal": journal, "number": number, "operation": operation_id}
        made = insert(screen).values(name=_LAST, content=content)
        return made.on_conflict_do_update(index_elements=["name"], set_={"content": made.excluded.content})

    with store.noting(said):
        yield
