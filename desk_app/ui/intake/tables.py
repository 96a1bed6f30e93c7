"""The three tables of an opened return, one at a time: 原表 as it stood, 核对表 as it was read, 重报比较."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desk_app.ui.intake.compare_view import ComparePage
from desk_app.ui.intake.original_view import OriginalPage
from desk_app.ui.intake.return_model import ReturnModel
from desk_app.ui.ledger.cells import wide
from desk_app.ui.ledger.grid import GridView
from desk_app.ui.ledger.problems import next_cell
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from desk_app.services.open_return import OpenedReturn
    from desk_app.services.original_table import OriginalTable

ORIGINAL, READ, COMPARE = range(3)
_WORDS = ("原表(&Y)", "核对表(&H)", "重报比较(&C)")
Place = tuple[int | None, str, tuple[int, int] | None]
"""A cell by its record and column, or by where it stood in the sheet."""


def is_scan(opened: OpenedReturn) -> bool:
    """Whether it is a picture or PDF, which has no table to be seen."""
    return opened.submission.state.value == "scan"


class Tables(QWidget):
    """``stepped(place)`` names the cell under the cursor; what is read only when it is looked at is asked for.

    ``original_wanted()`` asks for the sheets of the original, ``comparison_wanted(id)`` for what is changed of another.
    """

    stepped = Signal(object)
    original_wanted = Signal()
    comparison_wanted = Signal(int)

    def __init__(self, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.opened: OpenedReturn | None = None
        self._quiet = False
        self._mended: tuple[int, int] | None = None
        self.model = ReturnModel(self)
        self.table = GridView(wardrobe, "来表内容")
        self.table.setModel(self.model)
        self.table.setMinimumHeight(row_height(self) * 5)
        self.page = OriginalPage(wardrobe)
        self.compare = ComparePage(wardrobe)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("看哪张表")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        for word, widget in zip(_WORDS, (self.page, self.table, self.compare), strict=True):
            self.tabs.addTab(word)
            self._stack.addWidget(widget)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.5))
        lines.addWidget(self.tabs)
        lines.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._turned)
        self.page.mend_asked.connect(self._mend)
        self.page.stepped.connect(self._stepped_there)
        self.table.selectionModel().currentChanged.connect(self._stepped_here)
        self.model.edited.connect(self._note_mended)

    @property
    def front(self) -> int:
        """Which of the three is seen."""
        return self.tabs.currentIndex()

    def show_return(self, opened: OpenedReturn | None, *, fresh: bool) -> None:
        """Show a return's rows; a fresh one begins with its original where it has one."""
        self.opened = opened
        self.model.show(opened, editable=opened is not None and opened.waits)
        has_original = opened is not None and bool(opened.submission.original) and not is_scan(opened)
        has_rows = opened is not None and bool(opened.rows)
        has_other = opened is not None and opened.replaces is not None and opened.form is not None
        for place, there in ((ORIGINAL, has_original), (READ, has_rows), (COMPARE, has_other)):
            self.tabs.setTabVisible(place, there)
        if fresh:
            self._mended = None
            self.page.show_table(None)
            self.compare.show_comparison(None)
            self._fit_columns()
            self.turn(COMPARE if has_other and _is_again(opened) else ORIGINAL if has_original else READ)
        elif not self.tabs.isTabVisible(self.front):
            self.turn(ORIGINAL if has_original else READ)
        self._fetch()

    def begin(self, places: Sequence[Place]) -> None:
        """Begin at the first wrong cell, else at the first."""
        found = [cell for place in places if (cell := self._here(place)).isValid()]
        self._quiet = True
        self.table.scrollToTop()
        self.table.show_cell(found[0] if found else self.model.index(0, 0))
        self._quiet = False

    def show_original(self, table: OriginalTable, wrong: Sequence[Place]) -> None:
        """Show the sheets of the original, at the first wrong cell when they are new."""
        fresh = self.page.table is None or self.page.table.submission_id != table.submission_id
        self._quiet = True
        self.page.show_table(table)
        if fresh and self.page.is_read:
            if not any(self.page.go_to(*place) for place in wrong):
                self.page.grid.show_cell(self.page.model.index(0, 0))
            self.page.grid.scrollToTop()
            self.page.grid.show_current()
        self._quiet = False
        if not self.page.is_read and self.tabs.isTabVisible(READ) and self.front == ORIGINAL:
            self.turn(READ)

    def turn(self, place: int) -> None:
        """Bring one of the three to the front."""
        self.tabs.setCurrentIndex(place)
        self._stack.setCurrentIndex(place)

    def turn_to_comparison(self) -> None:
        """Bring the comparison to the front, with the keyboard in it."""
        if self.tabs.isTabVisible(COMPARE):
            self.turn(COMPARE)
            self.compare.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Give the keyboard to the table that is seen."""
        grids = (self.page.grid, self.table, self.compare.grid)
        grids[self.front].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_current(self) -> None:
        """Bring the cursor into view, after the table has become smaller."""
        self.table.show_current()
        self.page.grid.show_current()

    def go_to(self, record_id: int | None, key: str, cell: tuple[int, int] | None, *, focus: bool) -> bool:
        """Show a cell in the table that is seen, or in the other where it stands only there."""
        place = (record_id, key, cell)
        here = self._here(place)
        if here.isValid():
            self.table.show_cell(here)
        there = self.page.go_to(record_id, key, cell) if self.page.is_read else False
        if self.front == COMPARE or (self.front == ORIGINAL and not there and here.isValid()):
            self.turn(ORIGINAL if there else READ)
        elif self.front == READ and there and not here.isValid():
            self.turn(ORIGINAL)
        if focus and (there or here.isValid()):
            self.take_focus()
        return there or here.isValid()

    def next_of(self, places: Sequence[Place]) -> bool:
        """Go to the next of some cells in the table that is seen; whether there is any."""
        if self.front == ORIGINAL and self.page.is_read:
            now = self.page.grid.currentIndex()
            cell = next_cell(self.page.model.wrong_cells(), (now.row(), now.column()))
            if cell is not None:
                self.page.grid.show_cell(self.page.model.index(*cell))
                self.page.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        now = self.table.currentIndex()
        here = self._mended or (now.row(), now.column())
        self._mended = None
        found = [(one.row(), one.column()) for place in places if (one := self._here(place)).isValid()]
        cell = next_cell(found, here)
        if cell is not None:
            self.turn(READ)
            self.table.show_cell(self.model.index(*cell))
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return cell is not None

    @Slot(int, str, str)
    def _note_mended(self, record_id: int, key: str, _text: str) -> None:
        """Enter goes down after a cell was mended; what is next counts from the mended cell, or one is passed over."""
        cell = self._here((record_id, key, None))
        self._mended = (cell.row(), cell.column()) if cell.isValid() else None

    def _here(self, place: Place) -> QModelIndex:
        return self.model.place_of(place[0], place[1])

    @Slot(int)
    def _turned(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._fetch()

    def _fetch(self) -> None:
        """Ask for what is looked at and was not read yet, and for the marks anew."""
        if self.opened is None:
            return
        if self.front == ORIGINAL:
            self.original_wanted.emit()
        elif self.front == COMPARE and self.opened.replaces is not None:
            self.comparison_wanted.emit(self.opened.replaces)

    @Slot(int, str)
    def _mend(self, record_id: int, key: str) -> None:
        """From the original into the same cell as it was read, opened to be mended."""
        cell = self._here((record_id, key, None))
        if cell.isValid():
            self.turn(READ)
            self.table.show_cell(cell)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if cell.flags() & Qt.ItemFlag.ItemIsEditable:
                self.table.edit(cell)

    @Slot()
    def _stepped_there(self) -> None:
        index = self.page.grid.currentIndex()
        if index.isValid() and self.front == ORIGINAL and not self._quiet:
            link = self.page.model.link(index)
            spot = (index.row(), index.column())
            if link is not None:
                self.table.show_cell(self._here((*link, None)))
            self.stepped.emit((*(link or (None, "")), spot))

    @Slot(QModelIndex, QModelIndex)
    def _stepped_here(self, now: QModelIndex, _before: QModelIndex) -> None:
        cell = self.model.cell(now)
        if self._mended is not None and not _is_beside((now.row(), now.column()), self._mended):
            self._mended = None
        if cell is not None and self.front == READ and not self._quiet:
            self.stepped.emit((*cell, None))

    def _fit_columns(self) -> None:
        form = self.opened.form if self.opened else None
        for place, column in enumerate(form.columns if form else ()):
            self.table.setColumnWidth(place, chars(self, wide(column)) + grid(self, 2))


def _is_beside(now: tuple[int, int], mended: tuple[int, int]) -> bool:
    """Whether the cursor is where Enter or Tab has led it from a mended cell."""
    return abs(now[0] - mended[0]) + abs(now[1] - mended[1]) <= 1


def _is_again(opened: OpenedReturn | None) -> bool:
    """Whether it has taken the place of one that counted: what it changed is what one wants to see of it."""
    from desk_app.services.judging import RESUBMISSION

    if opened is None or opened.waits:
        return False
    return any(one.problem.code == RESUBMISSION for one in opened.problems)
