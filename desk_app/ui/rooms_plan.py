"""方案 until plans are read: says what will be there, and starts a further campaign from a template."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from desk_app.progress import Progress
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, button, card, label, row
from desk_app.ui.room import RoomContext
from desk_app.ui.rooms_later import PLAN, LaterRoom

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign


class PlanRoom(LaterRoom):
    """The plain words, and one thing that works already."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, PLAN)
        self.templates = QComboBox()
        self.name = QLineEdit()
        frame, inside = card()
        inside.addWidget(label("按模板再启动一个专项", HEADING))
        form = QFormLayout()
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self))
        for word, field in (("模板", self.templates), ("专项名称", self.name)):
            field.setAccessibleName(word)
            field.setMaximumWidth(chars(self, 26))
            named = label(word)
            named.setBuddy(field)
            form.addRow(named, field)
        inside.addLayout(form)
        inside.addLayout(row(button("启动专项", self.start)))
        self.lines.insertWidget(self.lines.count() - 1, frame)

    def refresh(self) -> None:
        """Offer the templates there are."""
        overview = self.session.overview
        self.templates.clear()
        self.templates.addItems(list(overview.templates) if overview else [])

    @Slot()
    def start(self) -> None:
        """Start the campaign and turn to it; a name that is taken is refused."""
        job = partial(_open, template=self.templates.currentText(), name=self.name.text().strip())
        self.worker.run(job, self._started, text="启动专项")

    def _started(self, campaign: Campaign) -> None:
        self.name.clear()
        self.session.turn_to(campaign.id)
        self.notices.done(f"已启动专项：{campaign.name}。")
        self.context.go("home", "")


def _open(desk: Desk, _progress: Progress, *, template: str, name: str) -> Campaign:
    from desk_app.services.open_campaign import open_from_template

    campaign, _ = open_from_template(desk, template, name=name or None)
    return campaign
