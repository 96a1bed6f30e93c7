"""What 整批打印 does from the window: asks, plans, asks where to, prints in the worker, goes on after a stop."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desk_app.problems import DeskError
from desk_app.services.print_batch_wish import Target
from desk_app.services.print_choice import Preview
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.printing import batch_work
from desk_app.ui.printing.batch_dialog import BatchDialog
from desk_app.ui.printing.batch_work import BatchChoices
from desk_app.ui.printing.paint import new_printer
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.print_batch import BatchResult
    from desk_app.services.print_batch_plan import BatchPlan
    from desk_app.services.print_batch_wish import BatchWish
    from desk_app.services.print_presets import PrintPreset


class BatchActing(QObject):
    """One for a room; it holds the dialog while it is open."""

    def __init__(self, room: QWidget, context: RoomContext) -> None:
        super().__init__(room)
        self._room, self._context = room, context
        self.dialog: BatchDialog | None = None
        self.print_dialog: QPrintDialog | None = None
        self._printer: QPrinter | None = None
        self._plan: BatchPlan | None = None
        self._resumed: tuple[str, bool | None] | None = None

    @Slot()
    def open(self) -> None:
        """Read what there is to choose from, then ask."""
        campaign = self._context.session.campaign
        if campaign is not None:
            self._context.worker.run(partial(batch_work.read_choices, campaign=campaign), self._ask, key="batch.read")

    def start(self, plan: BatchPlan, printer: QPrinter | None = None) -> None:
        """Print a plan."""
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(batch_work.begin, campaign=campaign, batch_plan=plan, printer=printer)
            self._context.worker.run(job, self._printed, failed=self._stopped, text="整批打印")
            self._close()

    def go_on(self, name: str, came_out: bool | None, printer: QPrinter | None = None) -> None:  # noqa: FBT001  as the dialog's signal has it
        """Print what a stopped batch has left."""
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(batch_work.go_on, campaign=campaign, name=name, printer=printer, came_out=came_out)
            self._context.worker.run(job, self._printed, failed=self._stopped, text="接着印")
            self._close()

    def _ask(self, choices: BatchChoices) -> None:
        campaign = self._context.session.campaign
        if campaign is None:
            return
        self.dialog = BatchDialog(self._room, choices, campaign.name)
        self._targets = {one.id: Target[one.wish["target"]] for one in choices.stopped}
        self.dialog.checked.connect(self._check)
        self.dialog.started.connect(self._where_to)
        self.dialog.preset_changed.connect(self._keep_preset)
        self.dialog.resumed.connect(self._resume)
        self.dialog.dropped.connect(self._drop)
        self.dialog.finished.connect(self._gone)
        self.dialog.open()

    @Slot(object)
    def _check(self, wish: BatchWish) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            # The folder is asked when it is known that there is something to write.
            asked = wish if wish.target is Target.PRINTER else replace(wish, out=Path())
            job = partial(batch_work.plan, campaign=campaign, wish=asked)
            self._context.worker.run(job, self._checked, failed=self._refused, text="打印前的检查", key="batch.plan")

    def _checked(self, plan: BatchPlan) -> None:
        if self.dialog is not None:
            self.dialog.show_plan(plan)

    def _refused(self, refusal: DeskError) -> None:
        if self.dialog is not None:
            self.dialog.say(str(refusal))

    @Slot(object)
    def _where_to(self, plan: BatchPlan) -> None:
        self._plan, self._resumed = plan, None
        if plan.wish.target is Target.PRINTER:
            self._ask_printer()
        elif self.dialog is not None:
            ask_folder(self.dialog, "放在哪个文件夹", self._folder_chosen)

    def _folder_chosen(self, folder: Path) -> None:
        campaign = self._context.session.campaign
        if self._plan is not None and campaign is not None:
            # Names heed what stands in the folder, so the plan is made for it.
            wish = replace(self._plan.wish, out=folder)
            job = partial(batch_work.plan, campaign=campaign, wish=wish)
            self._context.worker.run(job, self.start, failed=self._refused, text="打印前的检查")

    def _ask_printer(self) -> None:
        self._printer = new_printer(Preview(b"", ()), "整批打印")
        self.print_dialog = QPrintDialog(self._printer, self.dialog)
        self.print_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.print_dialog.setWindowTitle("整批打印")
        self.print_dialog.finished.connect(self._printer_chosen)
        QDialog.open(self.print_dialog)

    @Slot(int)
    def _printer_chosen(self, result: int) -> None:
        self.print_dialog = None
        if result != QDialog.DialogCode.Accepted:
            return
        if self._resumed is not None:
            self.go_on(*self._resumed, self._printer)
        elif self._plan is not None:
            self.start(self._plan, self._printer)

    @Slot(str, object)
    def _resume(self, name: str, came_out: bool | None) -> None:  # noqa: FBT001  Qt's signal
        if self._targets.get(name) is Target.PRINTER:
            self._resumed = (name, came_out)
            self._ask_printer()
        else:
            self.go_on(name, came_out)

    @Slot(str)
    def _drop(self, name: str) -> None:
        self._context.worker.run(partial(batch_work.drop, name=name), self._dropped)

    def _dropped(self, _: None) -> None:
        self._close()
        self._context.notices.done("这一批没有印的不再印；印过的仍在打印清单里。")

    @Slot(str, object)
    def _keep_preset(self, form: str, preset: PrintPreset) -> None:
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(batch_work.keep_preset, campaign=campaign, form=form, preset=preset)
            self._context.worker.run(job, key="batch.preset")

    def _printed(self, done: BatchResult) -> None:
        pages = f"、{done.pages}页" if done.pages else ""
        where = f"，在“{done.files[0].parent}”（内有打印清单）" if done.files else "，已送打印机"
        self._context.notices.done(f"整批打印完：共{done.papers}份{pages}{where}。")

    def _stopped(self, refusal: DeskError) -> None:
        self._context.notices.trouble(f"{refusal}　已印的都记在打印清单里，再点“整批打印”可以接着印。")

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.close()

    @Slot()
    def _gone(self, *_: object) -> None:
        self.dialog = None
