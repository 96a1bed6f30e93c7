"""Which rows a ledger shows and in which lines: ids that come and go, rows fetched as they come into view, a draft."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QTimer, Signal

from desk_app.forms.definition import FormDefinition
from desk_app.services.ledger_found import NOTHING, LedgerFound
from desk_app.ui.ledger.entries import Entries, common_ends
from desk_app.ui.ledger.offers import Offers

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerGroup, LedgerRow

Index = QModelIndex | QPersistentModelIndex

UNIT, PERIOD, STATE, FIRST = 0, 1, 2, 3
DRAFT_UNIT, DRAFT_PERIOD = "单位", "期次"
HEADS = (DRAFT_UNIT, DRAFT_PERIOD, "状态")
_WINDOW = 100
_KEPT = 4_000
_FEW = 200


class LedgerLines(QAbstractTableModel):
    """Asks for rows by ``wanted(generation, ids)``; an answer to an older generation is dropped."""

    wanted = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form: FormDefinition | None = None
        self.may_write = True
        self.entries = Entries()
        self.offers = Offers()
        self._rows: OrderedDict[int, LedgerRow] = OrderedDict()
        self._problems = NOTHING
        self._pending: dict[tuple[int, str], str] = {}
        self._asked: set[int] = set()
        self._lacking: dict[int, None] = {}
        self._draft: dict[str, str] = {}
        self._units: tuple[str, ...] = ()
        self._periods: tuple[str, ...] = ()
        self.generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    @property
    def ids(self) -> Sequence[int]:
        """All rows by id, in order."""
        return self.entries.ids

    @property
    def form(self) -> FormDefinition | None:
        """The form that is shown."""
        return self._form

    @property
    def draft(self) -> dict[str, str]:
        """What stands in the empty row; unit and period under DRAFT_UNIT and DRAFT_PERIOD."""
        return self._draft

    @property
    def draft_before(self) -> int | None:
        """The row before which the new one is to stand; None at the foot."""
        return None if self.entries.groups else self.entries.id_at(self.entries.foot + 1)

    def take_form(self, form: FormDefinition | None, units: tuple[str, ...], periods: tuple[str, ...]) -> None:
        """Show another form, with no rows yet."""
        self.beginResetModel()
        self._form, self._units, self._periods = form, units, periods
        self._empty()
        self.endResetModel()

    def set_draft(self, unit: str, period: str, *, anew: bool = True) -> None:
        """Let new rows be of a unit and a period, as the bar above says; where that is open, as chosen here."""
        before = {} if anew else self._draft
        self._draft[DRAFT_UNIT] = unit or before.get(DRAFT_UNIT, "")
        self._draft[DRAFT_PERIOD] = period or before.get(DRAFT_PERIOD, "")
        self._tell_line(self.entries.foot)

    def fill_draft(self, texts: dict[str, str]) -> None:
        """Let the empty row hold what was half written before a fall, or what the roster says beside a name."""
        self._draft.update(texts)
        self._tell_line(self.entries.foot)

    def open_draft_at(self, line: int) -> bool:
        """Let the empty row stand before the row of a line; False where rows are grouped."""
        if self.entries.groups or not 0 <= line < self.entries.count:
            return False
        foot = self.entries.foot
        if line == foot:
            return True
        if self.beginMoveRows(QModelIndex(), foot, foot, QModelIndex(), line):
            self.entries.foot = line if line < foot else line - 1
            self.endMoveRows()
        return True

    def take_ids(
        self,
        ids: Sequence[int],
        problems: LedgerFound,
        touched: AbstractSet[int] = frozenset(),
        *,
        anew: bool = False,
        groups: tuple[LedgerGroup, ...] = (),
    ) -> None:
        """Show the rows of a new reading: changed in place where few came or went, else from the beginning."""
        self.generation += 1
        self._asked.clear()
        fresh = ids if isinstance(ids, array) else array("q", ids)
        if fresh != self.entries.ids or groups != self.entries.groups:
            self._take_changed(fresh, groups, anew=anew)
        self.take_problems(problems)
        self._forget(touched)

    def take_problems(self, problems: LedgerFound) -> None:
        """Mark cells."""
        if problems is not self._problems:
            self._problems = problems
            self._tell_all()

    def adopt(self, row_id: int) -> None:
        """Let the empty row become a stored one, with an empty one at the foot; the cursor stays where it is."""
        if self.entries.place_of(row_id) < 0 and not self.entries.groups:
            line, last = self.entries.foot, self.entries.count
            self.beginInsertRows(QModelIndex(), last, last)
            self.entries.put(line, row_id)
            self.entries.foot = last
            self.endInsertRows()
            for key, text in self._draft.items():
                if key not in HEADS:
                    self._pending[row_id, key] = text
            self._tell_line(line)
        self.clear_draft()

    def take_rows(self, generation: int, rows: Iterable[LedgerRow], first: int = -1) -> bool:
        """Take the answer to a question; False when it comes too late.

        ``first`` is the place from which on rows came that were not asked for: among very many none is looked for.
        """
        if generation != self.generation:
            return False
        if first >= 0:
            self.entries.know(first, _WINDOW)
        came = [self._take_row(row) for row in rows]
        self._tell_places([place for place in came if place is not None and place >= 0])
        if None in came:
            self._tell_all()
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        return True

    def _take_row(self, row: LedgerRow) -> int | None:
        """Keep a row that came; its place, where that is known."""
        self._rows[row.id] = row
        self._rows.move_to_end(row.id)
        self._asked.discard(row.id)
        for cell in [cell for cell in self._pending if cell[0] == row.id]:
            del self._pending[cell]
        return self.entries.known_place(row.id)

    def clear_draft(self) -> None:
        """Empty the empty row again, at the foot."""
        self._draft = {key: text for key, text in self._draft.items() if key in HEADS}
        self._tell_line(self.entries.foot)

    def drop_pending(self) -> None:
        """Show again what is stored, after a change was refused."""
        self._pending = {}
        self._tell_all()

    def row_of(self, record_id: int) -> int:
        """The line in which a row stands, -1 when it is not shown."""
        return self.entries.line_of(record_id)

    def record_at(self, line: int) -> int | None:
        """The row's id; None for the empty row and for a unit's heading."""
        return self.entries.id_at(line)

    def fold(self, unit: str) -> None:
        """Fold a unit's rows away, or open them."""
        self.beginResetModel()
        self.entries.folded ^= {unit}
        self.entries.arrange()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """All rows, headings, and the empty one."""
        return 0 if parent.isValid() or self._form is None else self.entries.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """Unit, period and state, then the form's columns."""
        return 0 if parent.isValid() or self._form is None else FIRST + len(self._form.columns)

    def _take_changed(self, ids: array[int], groups: tuple[LedgerGroup, ...], *, anew: bool) -> None:
        old = self.entries.ids
        alike = not anew and not groups and not self.entries.groups and len(old)
        start, end = common_ends(old, ids) if alike else (0, 0)
        gone, came = len(old) - start - end, len(ids) - start - end
        if alike and came > _FEW and self.entries.foot == len(old) == start:
            self._append(ids)
            return
        in_place = alike and gone + came <= _FEW
        if not in_place:
            self.beginResetModel()
            self.entries.take(ids[:] if len(ids) < _FEW else ids, groups)
            if anew:
                self._rows.clear()
            self.endResetModel()
            return
        if gone:
            self._remove(start, gone)
        for offset, row_id in enumerate(ids[start : start + came]):
            self._insert(row_id, start + offset)

    def _append(self, ids: array[int]) -> None:
        """The rest comes behind the rows that are there, and nothing that is looked at moves."""
        self.beginInsertRows(QModelIndex(), self.entries.foot, len(ids) - 1)
        self.entries.take(ids)
        self.endInsertRows()

    def _remove(self, place: int, count: int) -> None:
        foot = self.entries.foot
        for at in range(place + count - 1, place - 1, -1):
            line = self.entries.line_of_place(at)
            self.beginRemoveRows(QModelIndex(), line, line)
            self._rows.pop(self.entries.ids[at], None)
            self.entries.drop(at, 1)
            foot -= line < foot
            self.entries.foot = foot
            self.endRemoveRows()

    def _insert(self, row_id: int, place: int) -> None:
        foot = self.entries.foot
        line = place if place <= foot else place + 1
        self.beginInsertRows(QModelIndex(), line, line)
        self.entries.put(place, row_id)
        self.entries.foot = foot + (line <= foot)
        self.endInsertRows()

    def _want(self, line: int) -> None:
        """Remember the rows round one that is not here yet; they are asked for when the drawing is done."""
        place = self.entries.place_at(line) or 0
        if self.ids[place] in self._asked:
            return
        start = max(0, place - _WINDOW // 4)
        self.entries.know(start, _WINDOW)
        self._lack(one for one in self.entries.ids[start : start + _WINDOW] if one not in self._rows)

    def _lack(self, ids: Iterable[int]) -> None:
        fresh = [one for one in ids if one not in self._asked]
        self._asked.update(fresh)
        self._lacking |= dict.fromkeys(fresh)
        if self._lacking and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        lacking, self._lacking = self._lacking, {}
        if lacking:
            self.wanted.emit(self.generation, list(lacking))

    def _forget(self, touched: AbstractSet[int]) -> None:
        """Ask anew for changed rows that are here; the old ones are shown until the answer comes."""
        self._lack(row_id for row_id in self._rows if row_id in touched)

    def _tell_line(self, line: int) -> None:
        self._tell(line, line)

    def _tell_places(self, places: Sequence[int]) -> None:
        """Rows that came are drawn in one go."""
        lines = [line for place in places if (line := self.entries.line_of_place(place)) >= 0]
        if lines:
            self._tell(min(lines), max(lines))

    def _tell_all(self) -> None:
        self._tell(0, self.entries.count - 1)

    def _tell(self, first: int, last: int) -> None:
        if self._form is not None and 0 <= first <= last < self.entries.count:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _empty(self) -> None:
        self.generation += 1
        self.entries = Entries(has_foot=self.may_write)
        self._rows.clear()
        self._problems, self._pending = NOTHING, {}
        self._asked, self._lacking = set(), {}
        self._draft = {}
