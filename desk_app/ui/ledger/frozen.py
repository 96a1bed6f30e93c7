"""The first columns stay where they are while the others scroll: a second view of the same cells, laid over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

if TYPE_CHECKING:
    from desk_app.ui.ledger.ledger_grid import LedgerGrid

_EDGE = 2
_MOST = 2 / 3


class FrozenColumns(QObject):
    """``count`` columns from the left; 0 for none. Writing always happens in the grid itself."""

    def __init__(self, grid: LedgerGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self.count = 0
        self._view: QTableView | None = None
        self._heads: Sequence[int] = ()

    def freeze(self, count: int) -> None:
        """Freeze so many columns; the cover is made when it is first needed."""
        self.count = max(0, count)
        if self.count and self._view is None:
            self._make()
        self.place()

    def place(self) -> None:
        """Lay the cover over the columns as wide and high as they are."""
        view, grid = self._view, self._grid
        if view is None:
            return
        held = self.held
        view.setVisible(bool(held) and grid.model().columnCount() > held)
        if not held:
            return
        if view.model() is not grid.model():
            view.setModel(grid.model())
            view.setSelectionModel(grid.selectionModel())
        for column in range(grid.model().columnCount()):
            view.setColumnHidden(column, column >= held or grid.isColumnHidden(column))
            view.setColumnWidth(column, grid.columnWidth(column))
        view.verticalHeader().setMinimumSectionSize(grid.verticalHeader().minimumSectionSize())
        view.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
        self._place_head(view.horizontalHeader())
        self._span(view)
        frame = grid.frameWidth()
        left = grid.verticalHeader().width() + frame
        view.setGeometry(left, frame, self.width() + _EDGE, grid.viewport().height() + grid.horizontalHeader().height())
        view.verticalScrollBar().setValue(grid.verticalScrollBar().value())

    def span(self, heads: Sequence[int]) -> None:
        """Let a unit's heading go over all frozen columns."""
        self._heads = heads
        if self._view is not None:
            self._span(self._view)

    def _span(self, view: QTableView) -> None:
        view.clearSpans()
        for line in self._heads if self.held > 1 else ():
            view.setSpan(line, 0, 1, self.held)

    def _place_head(self, head: QHeaderView) -> None:
        """As high as the grid's own, and with its sign for the order."""
        own = self._grid.horizontalHeader()
        head.setFixedHeight(own.height())
        head.setSortIndicatorShown(own.isSortIndicatorShown())
        head.setSortIndicator(own.sortIndicatorSection(), own.sortIndicatorOrder())

    @property
    def held(self) -> int:
        """How many of them stay: in a narrow grid fewer, for one could not get to the others behind them."""
        grid, wide = self._grid, 0
        for column in range(min(self.count, grid.model().columnCount())):
            wide += 0 if grid.isColumnHidden(column) else grid.columnWidth(column)
            if wide > grid.viewport().width() * _MOST:
                return column
        return self.count

    def width(self) -> int:
        """How wide the frozen columns are together."""
        columns = range(min(self.held, self._grid.model().columnCount()))
        return sum(self._grid.columnWidth(one) for one in columns if not self._grid.isColumnHidden(one))

    def uncover(self, column: int) -> None:
        """Scroll so that a cell is not below the cover; a frozen one is shown at the very left."""
        if not self.held:
            return
        bar = self._grid.horizontalScrollBar()
        if column < self.held:
            bar.setValue(0)
        else:
            hidden = self.width() - self._grid.columnViewportPosition(column)
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def show_writing(self, *, in_column: int | None) -> None:
        """Go out of the way while a frozen cell is written in, and come back."""
        if self._view is not None:
            self._view.setVisible(bool(self.held) and (in_column is None or in_column >= self.held))

    def _make(self) -> None:
        grid = self._grid
        view = QTableView(grid)
        self._view = view
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setFocusProxy(grid)
        view.setItemDelegate(grid.cells.another())  # one for both would give each editor to both
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.setAccessibleName("冻结的栏目")
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(grid.verticalScrollMode())
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._make_head(view.horizontalHeader())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.setFrameShape(QTableView.Shape.NoFrame)
        view.setStyleSheet("QTableView { border: 0; border-right: 2px solid palette(mid); }")
        view.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        grid.horizontalHeader().sectionResized.connect(self._resized)
        view.doubleClicked.connect(self._write)
        view.clicked.connect(grid.clicked)

    def _make_head(self, head: QHeaderView) -> None:
        """A frozen heading does what the grid's own does: sorts, is made wider, has its menu."""
        own = self._grid.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(own.defaultAlignment())
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._head_menu)
        head.sectionDoubleClicked.connect(own.sectionDoubleClicked)
        head.sectionResized.connect(self._drawn_wider)

    @Slot(int, int, int)
    def _drawn_wider(self, column: int, _old: int, new: int) -> None:
        if new and self._grid.columnWidth(column) != new:
            self._grid.setColumnWidth(column, new)

    @Slot(QPoint)
    def _head_menu(self, at: QPoint) -> None:
        if self._view is not None:
            head = self._view.horizontalHeader()
            self._grid.head_menu(head.logicalIndexAt(at)).popup(head.mapToGlobal(at))

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        if self._view is not None:
            place = self._grid.viewport().mapFromGlobal(self._view.viewport().mapToGlobal(at))
            self._grid.customContextMenuRequested.emit(place)

    @Slot(int, int, int)
    def _resized(self, _column: int, _old: int, _new: int) -> None:
        self.place()

    @Slot(QModelIndex)
    def _write(self, index: QModelIndex) -> None:
        self._grid.edit(index)
