"""下发空表 from the window: asks what shall go out and where, has it written, says where it lies."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desk_app.progress import Progress
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.campaign.period import Period
    from desk_app.services.desk import Desk
    from desk_app.services.issuing import Issued, IssueWish
    from desk_app.services.values import Campaign
    from desk_app.ui.issue_dialog import IssueChoices, IssueDialog

_KEY = "issue.choices"


class IssueBlanks(QObject):
    """Issues the blanks of the session's campaign."""

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._parent = parent
        self._context = context
        self._wish: IssueWish | None = None
        self._out = Path()
        self.dialog: IssueDialog | None = None

    def ask(self) -> None:
        """Ask what shall go out, beginning with the session's period."""
        self.dialog = None
        if self._context.session.campaign is None:
            self._context.notices.done("还没有启动专项，没有空表可下发。")
        self._read(self._context.session.period)

    def write_to(self, out: Path) -> None:
        """Write what was wished below a folder; all of the session's period where nothing was asked."""
        from desk_app.services.issuing import IssueWish

        campaign = self._context.session.campaign
        if campaign is not None:
            self._out = out
            wish = self._wish or IssueWish(self._context.session.period)
            job = partial(_issue, campaign=campaign, out=out, wish=wish)
            self._context.worker.run(job, self._issued, text="下发空表")

    def _read(self, period: Period | None) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(_choices, campaign=campaign, period=period)
            self._context.worker.run(job, self._show, key=_KEY)

    def _show(self, choices: IssueChoices) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.offer(choices)
            return
        from desk_app.ui.issue_dialog import IssueDialog

        current = self._context.session.current
        self.dialog = IssueDialog(self._parent, current.periods if current else (), choices)
        self.dialog.period_picked.connect(self._read)
        self.dialog.wanted.connect(self._where)
        self.dialog.open()

    @Slot(object)
    def _where(self, wish: IssueWish) -> None:
        self._wish = wish
        if self.dialog is not None:
            ask_folder(self.dialog, "空表写到哪个文件夹", self._chosen)

    def _chosen(self, out: Path) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = None
        self.write_to(out)

    def _issued(self, issued: Issued) -> None:
        self._wish = None
        files = issued.made.files
        what = f"“{files[0].name}”" if len(files) == 1 else f"共{len(files)}个文件"
        said = "".join(f"　{remark}" for remark in dict.fromkeys(issued.made.remarks))
        text = f"已给{issued.units}家单位写好空表，{what}，在“{self._out}”，并已登记下发。{said}"
        self._context.notices.done(text, issued.operation_id)


def _choices(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None) -> IssueChoices:
    from desk_app.services.issuing import issue_page
    from desk_app.services.office_words import office_words
    from desk_app.ui.issue_dialog import IssueChoices

    units = tuple(unit.name for unit in desk.roster().reporting)
    return IssueChoices(period, issue_page(desk, campaign, period), units, office_words(desk).contact)


def _issue(desk: Desk, progress: Progress, *, campaign: Campaign, out: Path, wish: IssueWish) -> Issued:
    from desk_app.services.issuing import issue_blanks

    return issue_blanks(desk, campaign, out, wish, progress)
