"""设置: own bureau's name, operator, size of type, light or dark, data folder, fonts, backup, restore, check."""

from __future__ import annotations

from desk_app.ui.pieces import TITLE, label, page
from desk_app.ui.room import Room, RoomContext


class SettingsRoom(Room):
    """What a person may set."""

    redraws_on = frozenset({"setting"})
    needs_campaign = False

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        lines = page(self)
        lines.addWidget(label("设置", TITLE))
        lines.addStretch(1)
