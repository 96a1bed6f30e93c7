"""打印: choose, see the very PDF, print it or save it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk_app.problems import DeskError
from desk_app.services.print_choice import PageImage, PaperKind, Preview
from desk_app.services.print_options import PrintOptions
from desk_app.ui.ask_path import ask_folder, usual_folder
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.nothing import Nothing
from desk_app.ui.pieces import LINK, MAIN, QUIET, TITLE, button, label
from desk_app.ui.printing import work
from desk_app.ui.printing.batch_acting import BatchActing
from desk_app.ui.printing.choices import Choices
from desk_app.ui.printing.list_dialog import PrintedDialog
from desk_app.ui.printing.page_view import PageView
from desk_app.ui.printing.paint import chosen_pages, new_printer
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.signing.acting import Signing

if TYPE_CHECKING:
    from desk_app.services.print_singles import PrintedPaper
    from desk_app.services.produce import Made

_SETTLE = 200
_KINDS = {"PDF": ".pdf", "Excel": ".xlsx", "Word": ".docx"}
_SHOWN_FILES, _FEW_FILES = 20, 3


class PrintRoom(Room):
    """The preview is the file: what is printed and saved is made by the same service from the same choice."""

    redraws_on = frozenset({"submission", "record", "collection", "unit", "owing", "form", "setting"})

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.choices = Choices()
        self.view = PageView()
        self.preview: Preview | None = None
        self.dialog: QPrintDialog | None = None
        self._printer: QPrinter | None = None
        self._folder: Path | None = None
        self._kinds: tuple[str, ...] = ()
        self._drawn_scale: dict[int, float] = {}
        self._where = label("", QUIET)
        self._remarks = label("", QUIET, wrap=True)
        self._nothing = Nothing(is_page=True)
        self.signing = Signing(self, context)
        self.printed: PrintedDialog | None = None
        self._after = [button("打印清单…", self.list_printed), button("收扫描件…", self.signing.ask_scans)]
        self._open_folder = button("打开所在文件夹", self.open_folder, LINK)
        self._print = button("打印…（Ctrl+P）", self.ask_printer, MAIN)
        self.batch = BatchActing(self, context)
        self._batch = button("整批打印…", self.batch.open)
        self._saves = [_save_button(name, self._save_pressed) for name in _KINDS]
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self.read_preview)
        self._lay_out()
        self.choices.changed.connect(self._timer.start)
        self.choices.units_wanted.connect(self._read_units)
        self.choices.code_wanted.connect(self._set_code)
        self.view.wanted.connect(self._draw)
        self.view.page_changed.connect(self._say_page)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.ask_printer)

    def refresh(self) -> None:
        """Read what there is to choose from, then the preview."""
        campaign = self.session.campaign
        if campaign is not None:
            self.worker.run(partial(work.read_options, campaign=campaign), self._offer, key="print.options")

    def arrive(self, errand: str) -> None:
        """``汇总表 附件2`` or ``各单位附件表 附件2 办公室``, parted by tabs: what another room wants printed."""
        words = [*errand.split("\t"), "", ""]
        if words[0] in {kind.value for kind in PaperKind}:
            self.choices.take(PaperKind(words[0]), words[1], words[2])
            self._timer.start()

    def first_focus(self) -> QWidget | None:
        """The first choice."""
        return self.choices.kind

    @Slot()
    def read_preview(self) -> None:
        """Make the PDF of what is chosen."""
        campaign, choice = self.session.campaign, self.choices.choice()
        if campaign is None or choice is None:
            return
        job = partial(work.make_preview, campaign=campaign, choice=choice)
        self.worker.run(job, self._show, failed=self._refused, text="准备打印预览", key="print.preview")

    @Slot()
    def ask_printer(self) -> None:
        """Ask which printer, which pages, how many copies."""
        if self.preview is None:
            return
        self._printer = new_printer(self.preview, self.choices.name)
        self.dialog = QPrintDialog(self._printer, self)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.setWindowTitle("打印")
        self.dialog.setMinMax(1, len(self.preview.sizes))
        self.dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        self._name_file(self.dialog)
        self.dialog.finished.connect(self._printer_chosen)
        QDialog.open(self.dialog)

    def _name_file(self, dialog: QPrintDialog) -> None:
        """Printing to a file begins with a file's name, where Qt's own dialog knows only the folder."""
        field = dialog.findChild(QLineEdit, "filename")
        if isinstance(field, QLineEdit) and field.text().endswith("/"):
            field.setText(f"{usual_folder()}/{self.choices.name}.pdf")

    def print_on(self, printer: QPrinter) -> None:
        """Draw the previewed PDF's pages on a printer."""
        campaign = self.session.campaign
        if self.preview is not None and campaign is not None:
            self._printer = printer
            places = chosen_pages(printer, len(self.preview.sizes))
            job = partial(work.print_preview, campaign=campaign, preview=self.preview, printer=printer, places=places)
            self.worker.run(job, self._printed, text="打印")

    def save_to(self, folder: Path, kinds: Sequence[str]) -> None:
        """Write what is chosen into a folder, one file a unit and kind."""
        campaign, choice = self.session.campaign, self.choices.choice()
        if campaign is not None and choice is not None:
            self._folder = folder
            job = partial(work.write_files, campaign=campaign, choice=choice, folder=folder, kinds=tuple(kinds))
            self.worker.run(job, self._saved, text="写出文件")

    @Slot()
    def list_printed(self) -> None:
        """打印清单: which papers are out."""
        campaign = self.session.campaign
        if campaign is not None:
            self.worker.run(partial(work.read_printed, campaign=campaign), self._list, key="print.list")

    def _list(self, printed: tuple[PrintedPaper, ...]) -> None:
        self.printed = PrintedDialog(self, self.context, printed)
        self.printed.open()

    @Slot()
    def open_folder(self) -> None:
        """Show where the files were written."""
        if self._folder is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self.notices.trouble(f"这台电脑上打不开文件夹窗口，文件在“{self._folder}”。")

    def _lay_out(self) -> None:
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, grid(self), 0)
        lines.setSpacing(grid(self))
        lines.addWidget(label("打印", TITLE))
        lines.addWidget(self.choices, 1)
        lines.addWidget(self._print)
        saves = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for one in (label("存为", QUIET), *self._saves):
            saves.addWidget(one)
        lines.addLayout(saves)
        lines.addWidget(self._batch)
        after = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for one in self._after:
            after.addWidget(one)
        lines.addLayout(after)
        lines.addWidget(self._open_folder)
        self._open_folder.hide()
        lines.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setObjectName("page")
        area.setWidget(left)
        area.setFixedWidth(chars(self, 18))
        across = QHBoxLayout(self)
        step = grid(self, 2)
        across.setContentsMargins(step, grid(self), step, grid(self))
        across.setSpacing(grid(self))
        across.addWidget(area)
        across.addLayout(self._right(), 1)

    def _right(self) -> QVBoxLayout:
        bar = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for text, call in (
            ("上一页", self.view.previous_page),
            ("下一页", self.view.next_page),
            ("放大", self.view.larger),
            ("缩小", self.view.smaller),
            ("适合宽度", self.view.fit_width),
            ("整页", self.view.fit_page),
        ):
            bar.addWidget(button(text, call))
        self._where.setMinimumWidth(chars(self, 7))
        bar.addWidget(self._where)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        lines = QVBoxLayout()
        lines.setSpacing(grid(self, 0.75))
        lines.addLayout(bar)
        lines.addWidget(self._remarks)
        lines.addWidget(self._pages, 1)
        return lines

    def _offer(self, options: PrintOptions) -> None:
        self.choices.offer(options, self.session.period)
        self.read_preview()

    @Slot()
    def _read_units(self) -> None:
        campaign, form = self.session.campaign, self.choices.chosen_form
        if campaign is not None and form is not None:
            job = partial(work.read_units, campaign=campaign, form=form.name, period=self.choices.chosen_period)
            self.worker.run(job, self.choices.show_units, key="print.units")

    @Slot(bool)
    def _set_code(self, on: bool) -> None:  # noqa: FBT001  Qt's signal
        campaign, form = self.session.campaign, self.choices.chosen_form
        if campaign is not None and form is not None:
            self.worker.run(partial(work.set_code, campaign=campaign, form=form.name, on=on), text="识别码")

    def _show(self, preview: Preview) -> None:
        self.preview = preview
        self._pages.setCurrentWidget(self.view)
        self.view.show_pages(preview.sizes)
        self._remarks.setText("\n".join(preview.remarks))
        self._remarks.setVisible(bool(preview.remarks))
        self._allow(yes=True)

    def _refused(self, refusal: DeskError) -> None:
        self.preview = None
        self._nothing.refuse(refusal, self.context.go)
        self._remarks.hide()
        self._where.setText("")
        self._pages.setCurrentWidget(self._nothing)
        self._allow(yes=False)

    def _allow(self, *, yes: bool) -> None:
        for one in (self._print, *self._saves):
            one.setEnabled(yes)

    @Slot(object)
    def _draw(self, wanted: list[tuple[int, float]]) -> None:
        if self.preview is not None:
            self._drawn_scale = dict(wanted)
            job = partial(work.draw_pages, content=self.preview.content, wanted=wanted)
            self.worker.run(job, self._drawn, key="print.pages")

    def _drawn(self, images: list[tuple[int, PageImage]]) -> None:
        for page, image in images:
            self.view.put_image(page, self._drawn_scale[page], image)

    @Slot(int)
    def _say_page(self, page: int) -> None:
        count = len(self.preview.sizes) if self.preview else 0
        self._where.setText(f"第{page + 1}页，共{count}页" if count else "")

    @Slot(int)
    def _printer_chosen(self, result: int) -> None:
        self.dialog = None
        if result == QDialog.DialogCode.Accepted and self._printer is not None:
            self.print_on(self._printer)

    def _printed(self, pages: int) -> None:
        target = self._printer.outputFileName() if self._printer else ""
        self._printer = None
        self.notices.done(f"已打印到文件“{target}”，共{pages}页。" if target else f"已送打印机，共{pages}页。")

    @Slot()
    def _save_pressed(self) -> None:
        pressed = self.sender()
        self._kinds = tuple(ending for one, ending in zip(self._saves, _KINDS.values(), strict=True) if one is pressed)
        ask_folder(self, "放在哪个文件夹", self._folder_chosen)

    def _folder_chosen(self, folder: Path) -> None:
        self.save_to(folder, self._kinds)

    def _saved(self, made: Made) -> None:
        self._open_folder.show()
        remarks = "".join(f"　{remark}" for remark in dict.fromkeys(made.remarks))
        self._open_folder.setToolTip(f"{self._folder}\n" + "\n".join(path.name for path in made.files[:_SHOWN_FILES]))
        where = self._folder.name if self._folder is not None else ""
        few = len(made.files) <= _FEW_FILES
        self.notices.done(f"已存{len(made.files)}个文件到“{where}”。{remarks if few else ''}")


def _save_button(name: str, call: Callable[[], None]) -> QPushButton:
    made = button(name, call)
    made.setAccessibleName(f"存为{name}")
    return made
