"""A store that tells of every change made through it, whoever made it, so that screens redraw from one source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from desk_app.services.desk import Desk
from desk_app.storage.group import OperationGroup
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.store import Store

Heard = Callable[[ChangeSet], None]


class WatchedStore(Store):
    """An open store with a listener; ``heard`` is called in the writing thread, after the change is kept."""

    def __init__(self, store: Store, heard: Heard) -> None:
        """Take the place of ``store``, which shares everything with this one and is not used on its own any more."""
        self.__dict__.update(store.__dict__)
        self._heard = heard

    @contextmanager
    def operation(
        self, name: str, *, actor: str, at: datetime, campaign_id: int | None = None, summary: str = ""
    ) -> Iterator[Operation]:
        """One named change, told of when it was kept and changed anything."""
        with super().operation(name, actor=actor, at=at, campaign_id=campaign_id, summary=summary) as op:
            yield op
        self._tell(op.changes)

    @contextmanager
    def group(self) -> Iterator[OperationGroup]:
        """Several named changes, told of one by one when all were kept."""
        with super().group() as group:
            yield group
        for changes in group.kept:
            self._tell(changes)

    def undo(self, operation_id: int, *, actor: str, at: datetime) -> ChangeSet:
        """Take an operation back, and tell of it."""
        changes = super().undo(operation_id, actor=actor, at=at)
        self._tell(changes)
        return changes

    def _tell(self, changes: ChangeSet) -> None:
        if changes.operation_id is not None:
            self._heard(changes)


def watch(desk: Desk, heard: Heard) -> None:
    """Let ``heard`` know of every change made through the desk from now on."""
    desk.store = WatchedStore(desk.store, heard)
