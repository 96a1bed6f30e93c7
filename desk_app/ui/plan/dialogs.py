"""Small questions of 方案: one basis for all proposals, what a dropped file is, and 疑点核对单 before it is printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desk_app.services.print_choice import PageImage, Preview
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.plan import work
from desk_app.ui.printing.page_view import PageView
from desk_app.ui.printing.paint import chosen_pages, new_printer
from desk_app.ui.printing.work import draw_pages, print_preview
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.produce import Made

_NAME = "疑点核对单"


class BasisDialog(DeskDialog):
    """``given(text)`` follows."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None, count: int) -> None:
        super().__init__(parent, "按核对单审定")
        self.text = QLineEdit()
        self.text.setAccessibleName("依据")
        self.text.setPlaceholderText("如：某局长1月5日在疑点核对单上签字")
        self.lines.addWidget(label(f"已选定拟按的{count}处疑点，全部按拟定的办法审定。", wrap=True))
        self.lines.addWidget(label("依据", QUIET))
        self.lines.addWidget(self.text)
        ok = button("审定(&D)", self._give, MAIN)
        ok.setDefault(True)
        self.lines.addLayout(row(ok, button("取消", self.close)))
        self.fit(chars(self, 34))

    @Slot()
    def _give(self) -> None:
        text = self.text.text().strip()
        self.close()
        self.given.emit(text)


class WhatDialog(DeskDialog):
    """A file was dropped while a campaign goes on: ``answered(path, later)``."""

    answered = Signal(object, bool)

    def __init__(self, parent: QWidget | None, path: Path, campaign: str) -> None:
        super().__init__(parent, "读入文件")
        self._path = path
        self.lines.addWidget(label(f"“{path.name}”是：", wrap=True))
        self.lines.addLayout(row(button("新专项的方案", self._plan, MAIN)))
        self.lines.addLayout(row(button(f"“{campaign}”的后续文件（补充、延期、新版本）", self._later)))
        self.lines.addLayout(row(button("取消", self.close)))

    @Slot()
    def _plan(self) -> None:
        self._answer(later=False)

    @Slot()
    def _later(self) -> None:
        self._answer(later=True)

    def _answer(self, *, later: bool) -> None:
        self.close()
        self.answered.emit(self._path, later)


class DoubtPaperDialog(DeskDialog):
    """The very PDF that is printed, and the files that can be written."""

    def __init__(self, parent: QWidget | None, context: RoomContext, draft_id: int, preview: Preview) -> None:
        super().__init__(parent, _NAME)
        self._context = context
        self._draft_id = draft_id
        self._preview = preview
        self._scales: dict[int, float] = {}
        self._kinds: tuple[str, ...] = ()
        self._printer: QPrinter | None = None
        self.view = PageView()
        self.view.wanted.connect(self._draw)
        bar = FlowLayout(spacing=grid(self, 0.75), fills=False)
        self.saves = [button(f"存为{word}", self._save) for word in ("PDF、Excel、Word", "PDF", "Excel", "Word")]
        for one in (button("打印…", self._ask_printer, MAIN), *self.saves, button("关闭", self.close)):
            bar.addWidget(one)
        self.lines.addLayout(bar)
        if preview.remarks:
            self.lines.addWidget(label("\n".join(preview.remarks), QUIET, wrap=True))
        self.lines.addWidget(self.view, 1)
        self.suit(chars(self, 62), row_height(self) * 22)
        self.view.show_pages(preview.sizes)

    def write_to(self, folder: Path, kinds: tuple[str, ...]) -> None:
        """Write the files."""
        job = partial(work.write, draft_id=self._draft_id, folder=folder, kinds=kinds)
        self._context.worker.run(job, self._written, text="写出疑点核对单")

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
        self._context.worker.run(job, self._drawn, key="plan.pages")

    def _drawn(self, images: list[tuple[int, PageImage]]) -> None:
        for place, image in images:
            self.view.put_image(place, self._scales[place], image)

    @Slot()
    def _ask_printer(self) -> None:
        self._printer = new_printer(self._preview, _NAME)
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

    @Slot()
    def _save(self) -> None:
        place = self.saves.index(self.sender())  # type: ignore[arg-type]  # one of our own buttons
        every = (".pdf", ".xlsx", ".docx")
        self._kinds = every if place == 0 else (every[place - 1],)
        ask_folder(self, f"{_NAME}放在哪个文件夹", self._folder_chosen)

    def _folder_chosen(self, folder: Path) -> None:
        self.write_to(folder, self._kinds)

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        self._context.notices.done(f"已写到“{made.files[0].parent}”：{names}。{'　'.join(made.remarks)}")

    def _printed(self, pages: int) -> None:
        self._context.notices.done(f"疑点核对单已送打印机，共{pages}页。")
