"""首页: the period's path, what to do first, what is due, what came in last, when the last backup was."""

from __future__ import annotations

from desk_app.ui.pieces import TITLE, label, page
from desk_app.ui.room import Room, RoomContext


class HomeRoom(Room):
    """The first page."""

    redraws_on = frozenset({"submission", "record", "collection", "unit", "campaign", "batch", "paper", "owing"})

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        lines = page(self)
        lines.addWidget(label("首页", TITLE))
        lines.addStretch(1)
