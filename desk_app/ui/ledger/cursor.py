"""The cursor of a grid: moves, jumps and reaches as a spreadsheet's, and keeps its cell while a block is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from desk_app.services.edges import edge

if TYPE_CHECKING:
    from desk_app.ui.ledger.grid import GridView

_KEY = Qt.Key
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ENTER, _TAB = {_KEY.Key_Return, _KEY.Key_Enter}, {_KEY.Key_Tab, _KEY.Key_Backtab}
_WAYS = {_KEY.Key_Up: (-1, 0), _KEY.Key_Down: (1, 0), _KEY.Key_Left: (0, -1), _KEY.Key_Right: (0, 1)}
_HELD = {_KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_Alt, _KEY.Key_Meta}
_FLAGS = QItemSelectionModel.SelectionFlag
Place = tuple[int, int]


class Cursor:
    """One cell is the cursor's; what is chosen reaches from it to another corner, which alone moves with Shift."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._run: int | None = None
        self._reach: QPersistentModelIndex | None = None
        self._at_end = False

    @property
    def awaits_way(self) -> bool:
        """Whether End was pressed, so that the next arrow leads to the edge of what is filled."""
        return self._at_end

    def put(self, index: QModelIndex) -> None:
        """Stand on a cell, which alone is chosen; a run of Tab ends there."""
        self._run = None
        self._stand(index)

    def pressed(self) -> None:
        """The mouse takes over."""
        self._run = self._reach = None

    def stretch(self, index: QModelIndex, *, follow: bool = True) -> None:
        """Choose from the cursor to a cell, and ``follow`` it with the eye; the cursor stays."""
        now = self._view.currentIndex()
        if not now.isValid() or not index.isValid():
            return
        model = self._view.model()
        rows, columns = sorted((now.row(), index.row())), sorted((now.column(), index.column()))
        block = QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))
        self._view.selectionModel().select(block, _FLAGS.ClearAndSelect)
        self._reach = QPersistentModelIndex(index)
        if follow:
            self._view.scrollTo(index)

    def stay(self, index: QModelIndex) -> None:
        """After a block was drawn with the mouse, be in the cell in which it began."""
        chosen = self._view.selectionModel()
        if index.isValid() and index != self._view.currentIndex() and chosen.isSelected(index):
            corner = self._view.currentIndex()
            chosen.setCurrentIndex(index, _FLAGS.NoUpdate)
            self._reach = QPersistentModelIndex(corner)

    def alone(self) -> None:
        """Give up what is chosen beside the cursor's own cell."""
        self.put(self._view.currentIndex())

    def step(self, event: QKeyEvent) -> bool:
        """Take a key that moves or chooses; False for any other."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held & ~(_SHIFT | _CONTROL) or key in _HELD:
            return False
        back, control = bool(held & _SHIFT), bool(held & _CONTROL)
        ended = self._turn_end(on=key == _KEY.Key_End and not control and not self._at_end)
        if key == _KEY.Key_End and not control:
            return True
        if ended and (key in _WAYS or key in _ENTER or key == _KEY.Key_Home):
            return self._move(_KEY.Key_End if key in _ENTER else key, back=back, control=key not in _ENTER, ended=True)
        if key in _ENTER and not control:
            self.enter(-1 if back else 1)
        elif key in _TAB and not control:
            self.tab(-1 if back or key == _KEY.Key_Backtab else 1)
        elif key == _KEY.Key_Space and back is not control:
            self._whole(rows=back)
        else:
            return self._move(key, back=back, control=control)
        return True

    def _turn_end(self, *, on: bool) -> bool:
        """End waits for a way, or no longer; whether it did until now."""
        before, self._at_end = self._at_end, on
        if before is not on:
            self._view.end_pressed.emit(on)
        return before

    def enter(self, down: int) -> None:
        """One row down (or up); after a run of Tab back to where it began; within a chosen block to its next cell."""
        now, run = self._view.currentIndex(), self._run
        self._run = None
        if run is None and self._within(down=down):
            return
        line = now.row() + down
        if 0 <= line < self._view.model().rowCount():
            self._stand(self._view.model().index(line, now.column() if run is None else run))

    def tab(self, right: int) -> None:
        """To the next cell in which one writes, at the end of a row into the next one; within a block to its next."""
        if self._within(right=right):
            return
        now, model = self._view.currentIndex(), self._view.model()
        shown, line = self._stops(now.row()), now.row() + right
        if self._run is None and right > 0:
            self._run = now.column()
        places = [one for one in shown if (one > now.column() if right > 0 else one < now.column())]
        if places:
            self._stand(model.index(now.row(), places[0] if right > 0 else places[-1]))
        elif shown and 0 <= line < model.rowCount():
            self._run = None
            if right > 0:
                self._show_left()
            self._stand(model.index(line, self._stops(line)[0 if right > 0 else -1]))

    def land(self, line: int, column: int, *, reaching: bool) -> None:
        """Arrive where a jump leads."""
        index = self._view.model().index(line, column)
        if reaching:
            self.stretch(index)
        else:
            self._stand(index)

    def _stand(self, index: QModelIndex) -> None:
        if index.isValid():
            self._reach = None
            self._view.selectionModel().setCurrentIndex(index, _FLAGS.ClearAndSelect)
            self._view.scrollTo(index)

    def _move(self, key: Qt.Key, *, back: bool, control: bool, ended: bool = False) -> bool:
        """Arrows, Home, End, Page: with Control to the edge, with Shift choosing; Home after End to the last cell."""
        start = self._from(reaching=back)
        if start is None:
            return False
        if key in _WAYS:
            target = self._jump(start, _WAYS[key], reaching=back) if control else self._beside(start, _WAYS[key])
        elif key in {_KEY.Key_Home, _KEY.Key_End}:
            target = self._end(start, last=ended or key == _KEY.Key_End, whole=control)
        elif key in {_KEY.Key_PageUp, _KEY.Key_PageDown} and not control:
            target = self._page(start, 1 if key == _KEY.Key_PageDown else -1)
        else:
            return False
        self._run = None
        if target is not None:
            if key == _KEY.Key_Home and not ended:
                self._show_left()
            self.land(*target, reaching=back)
        return True

    def _from(self, *, reaching: bool) -> Place | None:
        now = self._view.currentIndex()
        if not now.isValid():
            return None
        if reaching and self._reach is not None and self._reach.isValid():
            return self._reach.row(), self._reach.column()
        return now.row(), now.column()

    def _beside(self, start: Place, way: Place) -> Place:
        line = min(max(start[0] + way[0], 0), self._view.model().rowCount() - 1)
        shown = self._shown()
        if not way[1] or not shown:
            return line, start[1]
        places = [one for one in shown if (one > start[1] if way[1] > 0 else one < start[1])]
        return line, (places[0] if way[1] > 0 else places[-1]) if places else start[1]

    def _jump(self, start: Place, way: Place, *, reaching: bool) -> Place | None:
        """To the edge of what is filled; None where the view must ask first, and lands later."""
        filled: Callable[[int], bool | None]
        if way[1]:
            shown = self._shown()
            at = shown.index(start[1]) if start[1] in shown else 0
            found = edge(at, way[1], len(shown), lambda place: bool(self._view.is_filled(start[0], shown[place])))
            return start[0], shown[found or 0]
        filled = lambda line: self._view.is_filled(line, start[1])  # noqa: E731  one line, said once
        found = edge(start[0], way[0], self._view.model().rowCount(), filled)
        if found is None:
            self._view.ask_edge(start[0], start[1], way[0], reaching=reaching)
            return None
        return found, start[1]

    def _end(self, start: Place, *, last: bool, whole: bool) -> Place:
        line = start[0] if not whole else self._view.last_line() if last else 0
        shown = (self._shown() if last else self._stops(line)) or [start[1]]
        return line, shown[-1 if last else 0]

    def _show_left(self) -> None:
        """What stands before the first cell in which one writes (状态) is seen with it."""
        self._view.horizontalScrollBar().setValue(self._view.horizontalScrollBar().minimum())

    def _stops(self, line: int) -> list[int]:
        """The columns of a line in which one writes; all that are to be seen where there is none."""
        model, shown = self._view.model(), self._shown()
        writable = [one for one in shown if model.flags(model.index(line, one)) & Qt.ItemFlag.ItemIsEditable]
        return writable or shown

    def _page(self, start: Place, down: int) -> Place:
        """A screen on, so that the cursor stands as high in it as before."""
        view = self._view
        high = max(1, view.viewport().height() // max(1, view.verticalHeader().defaultSectionSize()))
        if view.verticalScrollMode() == QAbstractItemView.ScrollMode.ScrollPerItem:
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() + down * high)
        return min(max(start[0] + down * high, 0), view.model().rowCount() - 1), start[1]

    def _within(self, *, down: int = 0, right: int = 0) -> bool:
        """Go on within a chosen block, round its end; False where no block is chosen."""
        now, chosen = self._view.currentIndex(), self._view.selectionModel().selection()
        if self._run is not None or chosen.count() != 1 or not chosen.at(0).contains(now):
            return False
        block = chosen.at(0)
        columns = [one for one in self._shown() if block.left() <= one <= block.right()]
        high = block.bottom() - block.top() + 1
        if high * len(columns) < 2 or now.column() not in columns:
            return False
        line, at = now.row() - block.top(), columns.index(now.column())
        if down:
            at = (at + (line + down) // high) % len(columns)
            line = (line + down) % high
        else:
            line = (line + (at + right) // len(columns)) % high
            at = (at + right) % len(columns)
        target = self._view.model().index(block.top() + line, columns[at])
        self._view.selectionModel().setCurrentIndex(target, _FLAGS.NoUpdate)
        self._reach = None
        self._view.scrollTo(target)
        return True

    def _whole(self, *, rows: bool) -> None:
        """Choose the rows, or the columns, of what is chosen."""
        chosen, model = self._view.selectionModel(), self._view.model()
        wide = _FLAGS.Rows if rows else _FLAGS.Columns
        now = chosen.selection()
        if not now.count():
            now = QItemSelection(self._view.currentIndex(), self._view.currentIndex())
        if rows:
            chosen.select(now, _FLAGS.ClearAndSelect | wide)
            return
        spans = [(now.at(place).left(), now.at(place).right()) for place in range(now.count())]
        whole = QItemSelection()
        for left, right in spans:
            whole.select(model.index(0, left), model.index(model.rowCount() - 1, right))
        chosen.select(whole, _FLAGS.ClearAndSelect)

    def _shown(self) -> list[int]:
        return [one for one in range(self._view.model().columnCount()) if not self._view.isColumnHidden(one)]
