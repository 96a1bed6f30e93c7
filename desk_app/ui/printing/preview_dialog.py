"""A paper looked at before it goes out, and sent to the printer from there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from desk_app.services.print_choice import PageImage, Preview
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label
from desk_app.ui.printing.page_view import PageView
from desk_app.ui.printing.paint import chosen_pages, new_printer
from desk_app.ui.printing.work import draw_pages, print_preview
from desk_app.ui.room import RoomContext


class PreviewDialog(DeskDialog):
    """The pages of a paper called ``name``; an heir adds what else can be done with it to ``bar``."""

    def __init__(self, parent: QWidget | None, context: RoomContext, name: str, preview: Preview) -> None:
        super().__init__(parent, name)
        self._context, self._name, self._preview = context, name, preview
        self._scales: dict[int, float] = {}
        self._printer: QPrinter | None = None
        self.view = PageView()
        self.view.wanted.connect(self._draw)
        self.bar = FlowLayout(spacing=grid(self, 0.75), fills=False)
        self.bar.addWidget(button("打印…", self._ask_printer, MAIN))
        for more in self.more_buttons():
            self.bar.addWidget(more)
        self.bar.addWidget(button("关闭", self.close))
        self.lines.addLayout(self.bar)
        if preview.remarks:
            self.lines.addWidget(label("\n".join(preview.remarks), QUIET, wrap=True))
        self.lines.addWidget(self.view, 1)
        self.suit(chars(self, 58), row_height(self) * 22)
        self.view.show_pages(preview.sizes)

    def more_buttons(self) -> Sequence[QPushButton]:
        """What stands between printing and closing."""
        return ()

    def print_on(self, printer: QPrinter) -> None:
        """Draw the pages on a printer."""
        places = chosen_pages(printer, len(self._preview.sizes))
        self._printer = printer
        job = partial(print_preview, preview=self._preview, printer=printer, places=places)
        self._context.worker.run(job, self._printed, text="打印")

    @Slot(object)
    def _draw(self, wanted: list[tuple[int, float]]) -> None:
        self._scales = dict(wanted)
        job = partial(draw_pages, content=self._preview.content, wanted=wanted)
        self._context.worker.run(job, self._drawn, key="preview.pages")

    def _drawn(self, images: list[tuple[int, PageImage]]) -> None:
        for place, image in images:
            self.view.put_image(place, self._scales[place], image)

    @Slot()
    def _ask_printer(self) -> None:
        self._printer = new_printer(self._preview, self._name)
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, len(self._preview.sizes))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.finished.connect(self._printer_chosen)
        QDialog.open(dialog)

    @Slot(int)
    def _printer_chosen(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted and self._printer is not None:
            self.print_on(self._printer)

    def _printed(self, pages: int) -> None:
        self._context.notices.done(f"{self._name}已送打印机，共{pages}页。")
