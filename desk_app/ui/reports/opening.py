"""The ways from 统计 to what hands figures on; each dialog is read in only when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desk_app.ui.reports import work
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.campaign.period import Period
    from desk_app.services.print_choice import Preview
    from desk_app.services.values import Campaign
    from desk_app.ui.reports.report_dialog import ReportDialog
    from desk_app.ui.reports.superior_dialog import SuperiorDialog


class Reports(QObject):
    """Opens 填上级表, 月报、通报, 统计图 for the session's campaign."""

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

    @Slot()
    def ask_charts(self) -> None:
        """统计图 of the period that the window stands in."""
        session = self._context.session
        period = session.period or (session.current.current if session.current else None)
        if session.campaign is not None and period is not None:
            job = partial(work.preview_charts, campaign=session.campaign, period=period)
            show = partial(self._show_charts, session.campaign, period)
            self._context.worker.run(job, show, text="画统计图", key="charts")

    def _show_charts(self, campaign: Campaign, period: Period, preview: Preview) -> None:
        from desk_app.ui.reports.chart_dialog import ChartDialog

        ChartDialog(self._owner, self._context, campaign, period, preview).open()
