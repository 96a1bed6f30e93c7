"""The card of 设置 that lists the campaigns, each with 选用常用表 and with 结束专项 or 恢复专项, asked once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desk_app.campaign.calendar_days import long_day
from desk_app.progress import Progress
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.forms_editor.list_dialog import FormsDialog
from desk_app.ui.look import chars
from desk_app.ui.notices import Notices
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, card, emptied, label, line, row
from desk_app.ui.ready_forms_dialog import ReadyFormsDialog
from desk_app.ui.session import Session

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.end_campaign import Unfinished
    from desk_app.services.values import Campaign, ChangeSet


class CampaignsCard(QObject):
    """``frame`` is the card; it follows the session's overview."""

    def __init__(self, owner: QWidget, session: Session, notices: Notices) -> None:
        super().__init__(owner)
        self._owner, self._session, self._notices = owner, session, notices
        self.frame, inside = card()
        inside.addWidget(label("专项", HEADING))
        inside.addWidget(label("办完的专项可以结束：变灰，不再提醒；登记的内容都在，随时可以恢复。", QUIET, wrap=True))
        self._lines = QVBoxLayout()
        inside.addLayout(self._lines)
        session.opened.connect(self.show)
        self.show()

    @Slot()
    def show(self) -> None:
        """Show the campaigns as they stand."""
        lines = emptied(self._lines)
        overview = self._session.overview
        known = [one.campaign for one in overview.campaigns] if overview else []
        self.frame.setVisible(bool(known))
        for one in known:
            lines.addWidget(self._line(one))

    def _line(self, one: Campaign) -> QFrame:
        word = "恢复专项" if one.ended else "结束专项"
        act = button(word, self._ask)
        act.setObjectName(f"turn{one.id}")
        act.setAccessibleName(f"{word}：{one.name}")
        forms = button("选用常用表", self._ask_forms)
        forms.setObjectName(f"forms{one.id}")
        forms.setAccessibleName(f"选用常用表：{one.name}")
        forms.setVisible(not one.ended)
        span = f"{long_day(one.outline.start)}至{long_day(one.outline.end)}"
        box = QWidget()
        down = QVBoxLayout(box)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(label(one.name, QUIET if one.ended else "", wrap=True))
        down.addWidget(label(f"{'已结束' if one.ended else '在办'}　{span}", QUIET, wrap=True))
        edit = button("表样", self._ask_edit)
        edit.setObjectName(f"edit{one.id}")
        edit.setAccessibleName(f"表样：{one.name}")
        edit.setVisible(not one.ended)
        return line(box, forms, edit, act, grow=0)

    @Slot()
    def _ask(self) -> None:
        wanted = int(self.sender().objectName().removeprefix("turn"))
        overview = self._session.overview
        for one in overview.campaigns if overview else ():
            if one.campaign.id == wanted:
                job = partial(_read, campaign=one.campaign)
                self._session.worker.run(job, self._confirm)

    @Slot()
    def _ask_forms(self) -> None:
        wanted = int(self.sender().objectName().removeprefix("forms"))
        overview = self._session.overview
        for one in overview.campaigns if overview else ():
            if one.campaign.id == wanted:
                ReadyFormsDialog(self._owner, self._session.worker, self._notices, one.campaign).open()

    @Slot()
    def _ask_edit(self) -> None:
        wanted = int(self.sender().objectName().removeprefix("edit"))
        overview = self._session.overview
        for one in overview.campaigns if overview else ():
            if one.campaign.id == wanted:
                FormsDialog(self._owner, self._session.worker, self._notices, one.campaign).open()

    def _confirm(self, found: tuple[Campaign, Unfinished]) -> None:
        EndDialog(self._owner, *found, self).open()

    def turn(self, campaign: Campaign) -> None:
        """End it, or take it up again."""
        job = partial(_turn, campaign=campaign)
        self._session.worker.run(job, self._turned, text="恢复专项" if campaign.ended else "结束专项")

    def _turned(self, changes: ChangeSet) -> None:
        self._notices.done(f"已{changes.name}。", changes.operation_id)


class EndDialog(DeskDialog):
    """Says what it means, then does it."""

    def __init__(self, parent: QWidget, campaign: Campaign, left: Unfinished, owner: CampaignsCard) -> None:
        word = "恢复专项" if campaign.ended else "结束专项"
        super().__init__(parent, word)
        self._campaign, self._owner = campaign, owner
        if campaign.ended:
            said = f"恢复“{campaign.name}”后，照常标临期、逾期，照常列出待办。"
        else:
            said = f"结束“{campaign.name}”后，不再标临期、逾期，不再列出待办；登记的内容都在，随时可以恢复。{left.said}"
        self.lines.addWidget(label(said, wrap=True))
        self.act = button(word, self._do, MAIN)
        self.lines.addLayout(row(self.act, button("取消", self.close)))
        self.fit(chars(self, 34))

    @Slot()
    def _do(self) -> None:
        self.close()
        self._owner.turn(self._campaign)


def _read(desk: Desk, _progress: Progress, *, campaign: Campaign) -> tuple[Campaign, Unfinished]:
    from desk_app.services.end_campaign import unfinished

    return campaign, unfinished(desk, campaign)


def _turn(desk: Desk, _progress: Progress, *, campaign: Campaign) -> ChangeSet:
    from desk_app.services.end_campaign import end_campaign, reopen_campaign

    return (reopen_campaign if campaign.ended else end_campaign)(desk, campaign.id)
