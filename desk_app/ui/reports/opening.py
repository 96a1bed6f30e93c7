"""The ways from 统计 to what hands figures on; each dialog is read in only when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desk_app.services.workbook_out import BookWish
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.reports import work
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from pathlib import Path

    from desk_app.campaign.period import Period
    from desk_app.services.print_choice import Preview
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign
    from desk_app.ui.reports.report_dialog import ReportDialog
    from desk_app.ui.reports.superior_dialog import SuperiorDialog
    from desk_app.ui.tally.room import TallyRoom

_MOST_NAMES = 4


class Reports(QObject):
    """Opens 填上级表, 月报、通报, 统计图 for the session's campaign."""

    def __init__(self, owner: TallyRoom, context: RoomContext) -> None:
        super().__init__(owner)
        self._owner, self._context = owner, context
        self._wish = BookWish()

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

    @Slot()
    def ask_compiled(self) -> None:
        """汇编 of the form under the cursor, in one table."""
        ask_folder(self._owner, "汇编放在哪个文件夹", self.write_compiled)

    @Slot()
    def ask_one_by_one(self) -> None:
        """汇编 of the form under the cursor, a page a row behind a table of contents."""
        ask_folder(self._owner, "汇编放在哪个文件夹", self.write_one_by_one)

    @Slot()
    def ask_book(self) -> None:
        """整套Excel: in one workbook or one a unit, with what names persons or without."""
        from desk_app.ui.reports.book_dialog import BookDialog

        dialog = BookDialog(self._owner)
        dialog.wanted.connect(self._ask_book_folder)
        dialog.open()

    @Slot(object)
    def _ask_book_folder(self, wish: BookWish) -> None:
        self._wish = wish
        ask_folder(self._owner, "整套Excel放在哪个文件夹", self.write_book)

    def write_compiled(self, folder: Path) -> None:
        """Write the compilation in one table."""
        self._compile(folder, one_by_one=False)

    def write_one_by_one(self, folder: Path) -> None:
        """Write the compilation page by page."""
        self._compile(folder, one_by_one=True)

    def write_book(self, folder: Path) -> None:
        """Write the whole campaign as it was asked last."""
        session = self._context.session
        if session.campaign is not None:
            job = partial(
                work.export_books, campaign=session.campaign, period=session.period, folder=folder, wish=self._wish
            )
            self._context.worker.run(job, self._written, text="导出整套Excel")

    def _compile(self, folder: Path, *, one_by_one: bool) -> None:
        room = self._owner
        columns = room.model.columns_of(max(0, room.table.currentIndex().column()))
        campaign = self._context.session.campaign
        if campaign is not None and columns:
            asked = [(one.form.name, None if one.period.start is None else one.period) for one in columns]
            job = partial(work.compile_forms, campaign=campaign, asked=asked, folder=folder, one_by_one=one_by_one)
            self._context.worker.run(job, self._written, text="汇编")

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files[:_MOST_NAMES])
        more = f"等{len(made.files)}个文件" if len(made.files) > _MOST_NAMES else ""
        self._context.notices.done(f"已写到“{made.files[0].parent}”：{names}{more}。{''.join(made.remarks)}")
