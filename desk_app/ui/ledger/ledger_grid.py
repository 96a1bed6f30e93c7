"""The ledger's grid: fills down, inserts, doubles and moves rows, sorts by a heading, freezes the first columns."""

from __future__ import annotations

from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QItemSelectionRange, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QWidget

from desk_app.ui.ledger.cells import COLUMN_ROLE, HEAD_ROLE, Index
from desk_app.ui.ledger.clipboard import carried
from desk_app.ui.ledger.delegate import CellDelegate
from desk_app.ui.ledger.editors import ChoiceEditor
from desk_app.ui.ledger.fill_handle import FillHandle
from desk_app.ui.ledger.frozen import FrozenColumns
from desk_app.ui.ledger.grid import GridView
from desk_app.ui.wardrobe import Wardrobe

_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_PAD = Qt.KeyboardModifier.KeypadModifier
FILL, INSERT, DOUBLE, DELETE, REPLACE, UP, DOWN = "fill", "insert", "double", "delete", "replace", "up", "down"
ACROSS = "across"
REASON, UNDO, REDO = "reason", "undo", "redo"
_KEYS = {
    (Qt.Key.Key_D, _CONTROL): FILL,
    (Qt.Key.Key_R, _CONTROL): ACROSS,
    (Qt.Key.Key_Insert, _CONTROL): INSERT,
    (Qt.Key.Key_Plus, _CONTROL): INSERT,
    (Qt.Key.Key_Plus, _CONTROL | _SHIFT): INSERT,
    (Qt.Key.Key_D, _CONTROL | _SHIFT): DOUBLE,
    (Qt.Key.Key_Minus, _CONTROL): DELETE,
    (Qt.Key.Key_H, _CONTROL): REPLACE,
    (Qt.Key.Key_F, _CONTROL): REPLACE,
    (Qt.Key.Key_Up, _ALT): UP,
    (Qt.Key.Key_Down, _ALT): DOWN,
}
MENU = (
    (FILL, "向下填充", "Ctrl+D"),
    (ACROSS, "向右填充", "Ctrl+R"),
    (INSERT, "在上面插入一行", "Ctrl++"),
    (DOUBLE, "复制所选行", "Ctrl+Shift+D"),
    (UP, "上移", "Alt+上"),
    (DOWN, "下移", "Alt+下"),
    (DELETE, "删除所选行", "Ctrl+-"),
    (REPLACE, "查找和替换……", "Ctrl+H"),
    (REASON, "写说明……", "F9"),
    (UNDO, "撤销", "Ctrl+Z"),
    (REDO, "恢复", "Ctrl+Y"),
)
_WRITING = {
    QAbstractItemView.EditTrigger.AnyKeyPressed,
    QAbstractItemView.EditTrigger.EditKeyPressed,
    QAbstractItemView.EditTrigger.DoubleClicked,
}
Span = tuple[int, int]


@runtime_checkable
class Filled(Protocol):
    """A model that knows which cells are filled without fetching them."""

    def is_filled(self, line: int, column: int) -> bool | None:
        """Whether anything stands in a cell; None where its row is not here yet."""


class LedgerGrid(GridView):
    """``asked(deed)`` tells one of the deeds above, ``copied()`` that a block is wanted on the clipboard.

    ``pasted(carried)`` gives what lies on the clipboard, not read yet.

    ``dragged(line, to)`` tells that a row was dragged before another line, ``filled(first, last)`` that the cells of
    the selection's first line are to go down to a line; ``head_asked(column, deed)`` what a heading's menu was asked.
    """

    asked = Signal(str)
    copied = Signal()
    cut = Signal()
    dragged = Signal(int, int)
    filled = Signal(int, int)
    head_asked = Signal(int, str)
    folded = Signal(str)
    edge_asked = Signal(int, int, int, bool)
    refused = Signal()

    def __init__(self, wardrobe: Wardrobe, name: str, parent: QWidget | None = None) -> None:
        super().__init__(wardrobe, name, parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.may_write = True
        self.frozen = FrozenColumns(self)
        self.handle = FillHandle(self)
        self.handle.filled.connect(self.filled)
        rows = self.verticalHeader()
        rows.setSectionsMovable(True)
        rows.setToolTip("按住行号拖动可调整顺序")
        rows.sectionMoved.connect(self._dragged)
        self._putting_back = False
        heads = self.horizontalHeader()
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._head_menu)
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(False)
        heads.setStretchLastSection(True)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.clicked.connect(self._clicked)

    @property
    def cells(self) -> CellDelegate:
        """What draws and opens cells."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CellDelegate)  # noqa: S101  set when the grid was made
        return delegate

    def spans(self) -> list[Span]:
        """The chosen lines as spans (first, last), without looking at every cell; the cursor's where none is chosen."""
        found = sorted((one.top(), one.bottom()) for one in self._ranges())
        if not found and self.currentIndex().isValid():
            found = [(self.current_row(), self.current_row())]
        merged: list[Span] = []
        for first, last in found:
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    def _ranges(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(place) for place in range(chosen.count())]

    def columns(self) -> list[int]:
        """The chosen columns that are to be seen, in order."""
        chosen = {
            column
            for one in self._ranges()
            for column in range(one.left(), one.right() + 1)
            if not self.isColumnHidden(column)
        }
        return sorted(chosen) or [self.currentIndex().column()]

    def is_filled(self, line: int, column: int) -> bool | None:
        """As the ledger knows it, without asking for rows that are not here."""
        model = self.model()
        return model.is_filled(line, column) if isinstance(model, Filled) else super().is_filled(line, column)

    def ask_edge(self, line: int, column: int, way: int, *, reaching: bool) -> None:
        """Leave it to whoever can read rows that are not in view."""
        self.edge_asked.emit(line, column, way, reaching)

    def last_line(self) -> int:
        """The last row; below it is only the empty one."""
        model, last = self.model(), self.model().rowCount() - 1
        return last - 1 if isinstance(model, Filled) and last and model.is_filled(last, 0) is False else last

    def copy_block(self) -> None:
        """Leave it to whoever can read rows that are not in view."""
        self.copied.emit()

    def cut_block(self) -> None:
        """Leave it to whoever copies."""
        self.cut.emit()

    def paste_block(self) -> None:
        """Leave it to whoever can read a hundred thousand lines beside the window."""
        self.pasted.emit(carried())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """The ledger's own keys first."""
        if self.state() != QAbstractItemView.State.EditingState and self._ledger_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _ledger_key(self, event: QKeyEvent) -> bool:
        """Open a cell's choices, fold a unit away, or ask for a deed."""
        key, held, now = Qt.Key(event.key()), event.modifiers() & ~_PAD, self.currentIndex()
        unit, column = now.data(HEAD_ROLE), now.data(COLUMN_ROLE)
        if (key, held) == (Qt.Key.Key_Down, _ALT) and column is not None and column.choices and self._is_one_column():
            self._open_choices(now)
        elif unit and key == Qt.Key.Key_Space and not held:
            self.folded.emit(str(unit))
        elif (key, held) in _KEYS:
            self.asked.emit(_KEYS[key, held])
        else:
            return False
        return True

    def _is_one_column(self) -> bool:
        return len(self.columns()) == 1

    def _open_choices(self, index: QModelIndex) -> None:
        """Alt+Down, as a spreadsheet opens the list of a cell."""
        if self.edit(index, QAbstractItemView.EditTrigger.EditKeyPressed) and self.cells.open is not None:
            editor = self.cells.open[1]
            if isinstance(editor, ChoiceEditor):
                editor.showPopup()

    def _leave(self, event: QKeyEvent) -> bool:
        """Esc gives up what is chosen; F6 alone leads out, so that Esc pressed twice never does."""
        if event.key() == Qt.Key.Key_Escape:
            self.cursor_at.alone()
            return True
        return super()._leave(event)

    def edit(  # type: ignore[override]  # one method for Qt's two
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Let the frozen columns make way for the editor of one of their cells; where nothing is written, say so."""
        if not self.may_write and trigger in _WRITING and index.isValid():
            self.refused.emit()
            return False
        opened = super().edit(index, trigger, event)
        if opened and self.state() == QAbstractItemView.State.EditingState:
            self.frozen.show_writing(in_column=index.column())
        return opened

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802  Qt's name
        """The frozen columns come back."""
        self.frozen.show_writing(in_column=None)
        super().closeEditor(editor, hint)

    def scrollTo(  # noqa: N802  Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Never leave a cell below the frozen columns."""
        super().scrollTo(index, hint)
        self.frozen.uncover(index.column())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The frozen columns follow."""
        super().resizeEvent(event)
        self.frozen.place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the small square by which cells are filled down."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.handle.paint(painter, self.palette())
        painter.end()

    def _own_key(self, event: QKeyEvent) -> bool:
        return super()._own_key(event) or (Qt.Key(event.key()), event.modifiers() & ~_PAD) in _KEYS

    @Slot(int, int, int)
    def _dragged(self, line: int, old: int, new: int) -> None:
        """Put the heading back where it was, and tell what was wanted; the rows themselves move when it is stored."""
        if self._putting_back:
            return
        self._putting_back = True
        self.verticalHeader().moveSection(new, old)
        self._putting_back = False
        if old != new:
            self.dragged.emit(line, new if new < old else new + 1)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        unit = index.data(HEAD_ROLE)
        if unit:
            self.folded.emit(str(unit))

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.offer_deeds(menu)
        menu.popup(self.viewport().mapToGlobal(at))

    def offer_deeds(self, menu: QMenu) -> None:
        """Put into a menu what can be done with rows, each with its keys."""
        for deed, text, keys in MENU:
            action = QAction(f"{text}\t{keys}", menu)
            action.setData(deed)
            menu.addAction(action)
        menu.aboutToShow.connect(partial(_offer_only_reading, menu, self))
        menu.triggered.connect(self._chosen)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self.asked.emit(str(action.data()))

    @Slot(QPoint)
    def _head_menu(self, at: QPoint) -> None:
        column = self.horizontalHeader().logicalIndexAt(at)
        self.head_menu(column).popup(self.horizontalHeader().mapToGlobal(at))

    def head_menu(self, column: int) -> QMenu:
        """What can be done with a column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        deeds = [("up", "从小到大排序"), ("down", "从大到小排序"), ("none", "恢复局内排序"), ("only", "只在这一栏查找")]
        deeds.append(("group", "按单位分组（再选一次取消）"))
        deeds.append(("free", "取消冻结") if self.frozen.count else ("freeze", "冻结到这一栏"))
        for deed, text in deeds:
            action = QAction(text, menu)
            action.setData((column, deed))
            menu.addAction(action)
        menu.triggered.connect(self._head_chosen)
        return menu

    @Slot(QAction)
    def _head_chosen(self, action: QAction) -> None:
        column, deed = action.data()
        self.head_asked.emit(column, deed)


def _offer_only_reading(menu: QMenu, view: LedgerGrid) -> None:
    """Where nothing may be changed, of the deeds only that which changes nothing."""
    for action in menu.actions():
        if action.data() is not None:
            action.setVisible(view.may_write or action.data() == REPLACE)
