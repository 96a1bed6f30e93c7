"""帮助: the page of the room one is in, all others beside it, a search over all, and the printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.help.pages import HelpPage
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, button

_PRINTED = 12
_PAGE = Qt.ItemDataRole.UserRole


class HelpDialog(DeskDialog):
    """Stands beside the window, which goes on; ``tour`` and ``keys`` are what its buttons lead to."""

    def __init__(
        self,
        parent: QWidget | None,
        pages: Sequence[HelpPage],
        room: str,
        tour: Callable[[], None],
        keys: Callable[[], None],
    ) -> None:
        super().__init__(parent, "帮助")
        self._pages = tuple(pages)
        self._tour, self._keys = tour, keys
        self.words = QLineEdit()
        self.words.setPlaceholderText("在帮助里查找，可写几个词")
        self.words.setAccessibleName("在帮助里查找")
        self.words.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("帮助各页")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.setAccessibleName("帮助内容")
        self.text.setOpenLinks(False)
        self._lay_out()
        self.words.textChanged.connect(self._find)
        self.words.returnPressed.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(self._turned)
        self._offer(None)
        self.open_at(room)
        self.suit(chars(self, 58), row_height(self) * 20)

    def open_at(self, room: str) -> None:
        """Turn to a room's page, the first one for a room without."""
        self.words.clear()
        rooms = [page.room for page in self._pages]
        self.list.setCurrentRow(rooms.index(room) if room in rooms else 0)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_on(self, printer: QPrinter) -> None:
        """Put the page that is shown on paper."""
        document = QTextDocument()
        font = QFont(self.font())
        font.setPointSize(_PRINTED)
        document.setDefaultFont(font)
        document.setMarkdown(self.page.text)
        document.print_(printer)

    @property
    def page(self) -> HelpPage:
        """The page that is shown."""
        item = self.list.currentItem()
        return self._pages[int(item.data(_PAGE))] if item is not None else self._pages[0]

    def _lay_out(self) -> None:
        side = QWidget()
        down = QVBoxLayout(side)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(grid(self))
        down.addWidget(self.words)
        down.addWidget(self.list, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(side)
        parts.addWidget(self.text)
        parts.setSizes([chars(self, 15), chars(self, 43)])
        self.lines.addWidget(parts, 1)
        bar = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for text, call, kind in (
            ("五步导览", self._start_tour, ""),
            ("快捷键一览", self._show_keys, ""),
            ("打印这一页…", self._ask_printer, ""),
            ("关闭", self.close, MAIN),
        ):
            bar.addWidget(button(text, call, kind))
        self.lines.addLayout(bar)

    def _offer(self, words: Sequence[str] | None) -> None:
        self.list.clear()
        for place, page in enumerate(self._pages):
            said = page.found(words) if words else ""
            if said is None:
                continue
            item = QListWidgetItem(f"{page.title}\n{said}" if said else page.title)
            item.setData(_PAGE, place)
            item.setToolTip(said)
            self.list.addItem(item)

    @Slot(str)
    def _find(self, text: str) -> None:
        self._offer(text.split() or None)
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            self.text.setMarkdown(f"帮助里没有“{text}”。\n\n换个说法试试，或按 Ctrl+K 在台账、单位和表里查找。")

    @Slot()
    def _turned(self, *_: object) -> None:
        if self.list.currentItem() is not None:
            self.text.setMarkdown(self.page.text)
            wanted = self.words.text().split()
            if wanted:
                self.text.find(wanted[0])

    @Slot()
    def _start_tour(self) -> None:
        self.close()
        self._tour()

    @Slot()
    def _show_keys(self) -> None:
        self._keys()

    @Slot()
    def _ask_printer(self) -> None:
        self._printer = QPrinter()
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("打印")
        dialog.finished.connect(self._printer_chosen)
        QDialog.open(dialog)

    @Slot(int)
    def _printer_chosen(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self.print_on(self._printer)
