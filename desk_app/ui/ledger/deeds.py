"""What the ledger's grid was asked to do with whole blocks and rows, carried out on the rows they stand for."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desk_app.ui.ledger import jobs, write_jobs
from desk_app.ui.ledger.clipboard import Copied, copied
from desk_app.ui.ledger.ledger_grid import ACROSS, DELETE, DOUBLE, DOWN, FILL, INSERT, REASON, REDO, REPLACE, UNDO, UP
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.pasting import Ground

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerForm
    from desk_app.ui.ledger.clipboard import Carried
    from desk_app.ui.ledger.ledger_grid import LedgerGrid
    from desk_app.ui.ledger.model import LedgerModel
    from desk_app.ui.ledger.writing import LedgerWriter
    from desk_app.ui.room import RoomContext

_MOST_COPIED = 200_000
_SORTED = "现在按栏目排序、筛选或分组，看到的不是表里的顺序；请先恢复局内排序、清空查找，再调整顺序或插入。"


class LedgerDeeds(QObject):
    """``replace_asked()`` wants the window for finding and replacing, ``reason_asked()`` that for a reason."""

    replace_asked = Signal()
    reason_asked = Signal()

    def __init__(
        self, parent: QObject, context: RoomContext, grid: LedgerGrid, model: LedgerModel, writer: LedgerWriter
    ) -> None:
        super().__init__(parent)
        self._context, self._grid, self._model, self._writer = context, grid, model, writer
        self.in_order = True
        self.form: LedgerForm | None = None
        self._calls = {
            FILL: self.fill,
            ACROSS: self.fill_across,
            INSERT: self.insert,
            DOUBLE: self.double,
            DELETE: self.delete,
            REPLACE: self.replace_asked.emit,
            UP: self.up,
            DOWN: self.down,
            REASON: self.reason_asked.emit,
            UNDO: writer.undo,
            REDO: writer.redo,
        }
        grid.asked.connect(self._asked)
        grid.copied.connect(self.copy)
        grid.cleared.connect(self.clear)
        grid.cut.connect(self.cut)
        grid.written_over.connect(self.write_over)
        grid.edge_asked.connect(self.seek_edge)
        grid.pasted.connect(self.paste)
        grid.dragged.connect(self.drag)
        grid.filled.connect(self.fill_to)

    @Slot()
    def copy(self) -> bool:
        """Put the chosen cells on the clipboard, those out of view among them; False where there are too many.

        Of whole rows the form's own columns are taken, so that they can be pasted into another unit's.
        """
        spans, columns = self._grid.spans(), self._grid.columns()
        ids, keys = self._model.entries.ids_in(spans), self._keys()
        if len(ids) > _MOST_COPIED:
            self._context.notices.trouble(f"选了{len(ids)}行，一次最多复制{_MOST_COPIED}行；要整本的请用导出。")
            return False
        if ids and keys and self._model.form is not None:
            job = partial(jobs.block, form=self._model.form, ids=ids, keys=keys)
            self._context.worker.run(job, self._copied, text="复制" if len(ids) > 1_000 else "", key="ledger.copy")
        else:
            lines = [line for first, last in spans for line in range(first, last + 1)]
            self._copied(copied([[self._shown(line, column) for column in columns] for line in lines[:_MOST_COPIED]]))
        return True

    @Slot()
    def cut(self) -> None:
        """Copy the chosen cells, then empty them; nothing is emptied that was not copied."""
        if self.copy():
            self._clear(cut=True)

    @Slot()
    def clear(self) -> None:
        """Empty the chosen cells."""
        self._clear(cut=False)

    def _clear(self, *, cut: bool) -> None:
        keys, ids = self._keys(), self._model.entries.ids_in(self._grid.spans())
        if not ids:
            self._model.clear_draft()
        elif keys:
            self._writer.do(write_jobs.clear, ids=ids, keys=keys, cut=cut)

    @Slot(object)
    def paste(self, carried: Carried) -> None:
        """Lay a block from the first chosen cell on; over a larger choice that it divides, as often as it goes in."""
        spans, columns, model = self._grid.spans(), self._grid.columns(), self._model
        if not spans or not self._grid.currentIndex().isValid():
            return
        chosen = model.entries.ids_in(spans) if len(spans) == 1 else array("q")
        right = (model.key_at(at) for at in range(max(columns[0], FIRST), model.columnCount()))
        below = model.entries.ids_from(spans[0][0], carried.most_lines)
        self._writer.paste(carried, Ground(chosen, tuple(self._keys()), below, tuple(right)))

    @Slot(str)
    def write_over(self, text: str) -> None:
        """Ctrl+Enter: the same text in every chosen cell."""
        ids, keys = self._model.entries.ids_in(self._grid.spans()), self._keys()
        if ids and keys:
            self._writer.fill_over(text, ids, keys)
        elif not ids:
            self._model.setData(self._grid.currentIndex(), text)

    @Slot(int, int, int, bool)
    def seek_edge(self, line: int, column: int, way: int, reaching: bool) -> None:  # noqa: FBT001  a signal's own
        """A jump along a column whose rows are not all here: found out by the worker, then the cursor lands."""
        campaign, entries = self._context.session.campaign, self._model.entries
        place, key = entries.place_at(line), self._model.key_at(column)
        if campaign is None or self.form is None or place is None:
            return
        group = next((one for one in entries.groups if one.start <= place < one.start + one.count), None)
        start, count = (group.start, group.count) if group is not None else (0, len(entries.ids))
        found = partial(self._land, start=start, column=column, reaching=reaching)
        ids = entries.ids[start : start + count]
        job = partial(jobs.edge, campaign=campaign, form=self.form, ids=ids, key=key, at=place - start, way=way)
        self._context.worker.run(job, found, text="查找", key="ledger.edge")

    def _land(self, place: int, *, start: int, column: int, reaching: bool) -> None:
        line = self._model.entries.line_of_place(start + place)
        if line >= 0:
            self._grid.cursor_at.land(line, column, reaching=reaching)

    @Slot()
    def fill(self) -> None:
        """Ctrl+D: what stands in the first chosen row goes down; of one row alone, what stands above it comes down."""
        spans = self._grid.spans()
        first, last = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        self.fill_to(first - 1 if first == last else first, last)

    @Slot(int, int)
    def fill_to(self, first: int, last: int) -> None:
        """Give the cells of the chosen columns, below a line down to another, what stands in it."""
        source, keys = self._model.record_at(first), self._keys()
        ids = self._model.entries.ids_in([(first + 1, last)])
        if source is None or not ids or not keys:
            self._context.notices.done("上面没有可照着填的内容。")
        else:
            self._writer.do(write_jobs.fill, source_id=source, ids=ids, keys=keys)

    @Slot()
    def fill_across(self) -> None:
        """Ctrl+R: what stands in the first chosen column goes to the right; of one alone, what stands left of it."""
        columns, ids = self._grid.columns(), self._model.entries.ids_in(self._grid.spans())
        shown = [at for at in range(FIRST, self._model.columnCount()) if not self._grid.isColumnHidden(at)]
        if len(columns) == 1:
            columns = [*[at for at in shown if at < columns[0]][-1:], *columns]
        key, *keys = [self._model.key_at(one) for one in columns]
        if not key or not keys or not ids or self._model.form is None:
            self._context.notices.done("左边没有可照着填的内容。")
        else:
            form = self._model.form
            self._writer.do(write_jobs.fill_across, form=form, ids=ids, key=key, keys=keys)

    @Slot()
    def insert(self) -> None:
        """Begin a new row before the one at the cursor."""
        line = self._grid.current_row()
        if self._writer.refuses():
            return
        if not self.in_order:
            self._context.notices.done(_SORTED)
        elif self._model.open_draft_at(line):
            self._model.take_whose(line + 1)
            foot = self._model.entries.foot
            column = max(FIRST, self._grid.currentIndex().column())
            self._grid.show_cell(self._model.index(foot, column))
            self._context.notices.done("已空出一行，直接写；写了就保存，序号随之重排。")

    @Slot()
    def double(self) -> None:
        """Add the chosen rows once more, below the last of them."""
        ids = self._model.entries.ids_in(self._grid.spans())
        if ids:
            self._writer.do(write_jobs.double, self._writer.came, form_id=self.form.id if self.form else 0, ids=ids)

    @Slot()
    def delete(self) -> None:
        """删除 the chosen rows; in the empty row, what was begun."""
        ids = self._model.entries.ids_in(self._grid.spans())
        if ids:
            self._writer.delete(list(ids))
        else:
            self._model.clear_draft()

    @Slot()
    def up(self) -> None:
        """Move the chosen rows up by one."""
        spans = self._grid.spans()
        if spans and spans[0][0] > 0:
            self._move(spans, spans[0][0] - 1, before=True)

    @Slot()
    def down(self) -> None:
        """Move the chosen rows down by one."""
        spans = self._grid.spans()
        if spans:
            self._move(spans, spans[-1][1] + 1, before=False)

    @Slot(int, int)
    def drag(self, line: int, to: int) -> None:
        """A row was dragged before another line."""
        if self._model.record_at(to) is not None:
            self._move([(line, line)], to, before=True)
        else:
            self._move([(line, line)], to - 1, before=False)

    def _move(self, spans: list[tuple[int, int]], line: int, *, before: bool) -> None:
        ids, target = self._model.entries.ids_in(spans), self._model.record_at(line)
        if not self.in_order:
            self._context.notices.done(_SORTED)
        elif ids and target is not None and target not in ids:
            before_id, after_id = (target, None) if before else (None, target)
            self._writer.do(write_jobs.move, ids=ids, before_id=before_id, after_id=after_id)

    @Slot(str)
    def _asked(self, deed: str) -> None:
        self._calls[deed]()

    def _keys(self) -> list[str]:
        return [key for column in self._grid.columns() if (key := self._model.key_at(column))]

    def _shown(self, line: int, column: int) -> str:
        return str(self._model.index(line, column).data(Qt.ItemDataRole.EditRole) or "")

    def _copied(self, block: Copied) -> None:
        block.put(QGuiApplication.clipboard())
        if block.rows > 1:
            self._context.notices.done(f"已复制{block.rows}行，可粘贴到WPS。")
