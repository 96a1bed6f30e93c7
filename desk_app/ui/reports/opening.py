"""The ways from 统计 to what hands figures on; each dialog is read in only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.ui.reports.report_dialog import ReportDialog
    from desk_app.ui.reports.superior_dialog import SuperiorDialog


class Reports(QObject):
    """Opens 填上级表 and 月报、通报 for the session's campaign."""

    def __init__(self, owner: QWidget, context: RoomContext) -> None:
        super().__init__(owner)
        self._owner, self._context = owner, context

    @Slot()
    def ask_superior(self) -> SuperiorDialog | None:
        """填上级表."""
        from desk_app.ui.reports.superior_dialog import SuperiorDialog

        campaign = self._context.session.campaign
        if campaign is None:
            return None
        dialog = SuperiorDialog(self._owner, self._context, campaign)
        dialog.open()
        return dialog

    @Slot()
    def ask_report(self) -> ReportDialog | None:
        """月报、通报."""
        from desk_app.ui.reports.report_dialog import ReportDialog

        campaign = self._context.session.campaign
        if campaign is None:
            return None
        dialog = ReportDialog(self._owner, self._context, campaign)
        dialog.open()
        return dialog
