"""The table of figures: a line a unit, a column a form, 合计 at the end of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

from desk_app.services.figure_values import Counts, FigureCell, FigureColumn, FigureTable, Measure
from desk_app.services.figure_words import NOTHING, cell_text, comparison, sum_text
from desk_app.services.standing import NIL

Index = QModelIndex | QPersistentModelIndex
SUM = "合计"
_ROLE = Qt.ItemDataRole


class FiguresModel(QAbstractTableModel):
    """Shows one measure of a table of figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: FigureTable | None = None
        self.measure = Measure.CURRENT
        self.with_periods = False
        self.by_level = False
        self._folded: set[int] = set()
        self._lines: tuple[int, ...] = ()

    def show_table(self, table: FigureTable | None, *, with_periods: bool) -> None:
        """Show another table; ``with_periods`` names each form's own period in its heading."""
        self.beginResetModel()
        same = self.table is not None and table is not None and self.table.unit_ids == table.unit_ids
        self.table = table
        self.with_periods = with_periods
        self._folded = self._folded if same else set()
        self._order()
        self.endResetModel()

    def show_levels(self, *, by_level: bool) -> None:
        """Show each unit with all units below it (逐级合计), or every unit by itself."""
        self.beginResetModel()
        self.by_level = by_level
        self._order()
        self.endResetModel()

    def fold(self, row: int, *, folded: bool | None = None) -> bool:
        """Fold or unfold what is below a unit, or turn it over; whether there is anything below."""
        if self.table is None or not self.by_level or row >= len(self._lines):
            return False
        line = self._lines[row]
        if len(self.table.below(line)) == 1:
            return False
        now = line not in self._folded if folded is None else folded
        self.beginResetModel()
        self._folded = (self._folded | {line}) if now else (self._folded - {line})
        self._order()
        self.endResetModel()
        return True

    def _order(self) -> None:
        """The lines that stand open: by level each below the one above it, else in the bureau's order."""
        if self.table is None:
            self._lines = ()
        elif self.by_level:
            self._lines = self.table.in_order(self._folded)
        else:
            self._lines = tuple(range(len(self.table.units)))

    def show_measure(self, measure: Measure) -> None:
        """Show 本期, 累计, 上期, 较上期 or 人数."""
        self.measure = measure
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """The units, and 合计."""
        return 0 if parent.isValid() or self.table is None else len(self._lines) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """The forms, and 合计."""
        return 0 if parent.isValid() or self.table is None else len(self.table.columns) + 1

    def unit_of(self, row: int) -> str | None:
        """The unit of a line; None for 合计."""
        return self.table.units[self._lines[row]] if self.table and row < len(self._lines) else None

    def lines_of(self, row: int) -> tuple[int, ...]:
        """The table's lines whose figures a line shows: its own, by level those below it too, of 合计 all."""
        if self.table is None:
            return ()
        if row >= len(self._lines):
            return tuple(range(len(self.table.units)))
        return self.table.below(self._lines[row]) if self.by_level else (self._lines[row],)

    def places_of(self, column: int) -> tuple[int, ...]:
        """The table's columns that a column shows: one form, or all for 合计."""
        count = 0 if self.table is None else len(self.table.columns)
        return (column,) if column < count else tuple(range(count))

    def unit_ids_of(self, row: int) -> tuple[int, ...] | None:
        """The units whose rows a line's figures count; None for 合计."""
        if self.table is None or row >= len(self._lines):
            return None
        return tuple(self.table.unit_ids[line] for line in self.lines_of(row))

    def columns_of(self, column: int) -> tuple[FigureColumn, ...]:
        """The form of a column, or all of them for 合计."""
        if self.table is None:
            return ()
        return (self.table.columns[column],) if column < len(self.table.columns) else self.table.columns

    def title_of(self, row: int, column: int) -> str:
        """What a figure is of, in words."""
        form = self.columns_of(column)[0].form.name if column < self.columnCount() - 1 else "各表合计"
        units = self.unit_ids_of(row)
        below = f"（含下级{len(units) - 1}家）" if units is not None and len(units) > 1 else ""
        return f"{self.unit_of(row) or '全部单位'}{below}　{form}　{self.measure.value}"

    def figure(self, row: int, column: int) -> int | None:
        """The figure at a place; None where there is none."""
        return self._counts(row, column).of(self.measure)

    def is_uncompared(self, row: int, column: int) -> bool:
        """Whether a figure leaves somebody out of 较上期."""
        return bool(self._counts(row, column).uncompared)

    def _left_out(self, row: int, column: int) -> str:
        """Of a sum of 较上期, who is not compared and why."""
        lines = self.lines_of(row)
        if self.table is None or self.measure is not Measure.CHANGE or len(lines) == 1:
            return ""
        found = [comparison(self.table, place, lines) for place in self.places_of(column)]
        said = [one.said for one in found if one is not None and one.said]
        return f"：{'；'.join(said)}" if said else ""

    def row_wish(self, row: int) -> tuple[int, ...] | None:
        """The table's lines of a line; None for 合计, which has all rows."""
        return None if row >= len(self._lines) else self.lines_of(row)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The figure, or the state of a return that brought none."""
        if not index.isValid() or self.table is None:
            return None
        text = self._text(index.row(), index.column())
        if role == _ROLE.DisplayRole:
            return text
        if role in (_ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            return f"{self.title_of(index.row(), index.column())} {text}{self._left_out(index.row(), index.column())}"
        if role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return self._dress(index, text, role)

    def _dress(self, index: Index, text: str, role: int) -> Any:
        if role == _ROLE.FontRole and self._is_sum(index.row(), index.column()):
            return _bold()
        if role == _ROLE.ForegroundRole and (text == "0" or not any(map(str.isdecimal, text))):
            return _quiet()
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Units at the left, forms above."""
        if self.table is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            if role == _ROLE.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            return self._unit_heading(section, role)
        if role == _ROLE.DisplayRole:
            return self._heading(section)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return self._heading(section).replace("\n", " ")
        return None

    def _heading(self, section: int) -> str:
        if self.table is None or section >= len(self.table.columns):
            return SUM
        column = self.table.columns[section]
        form = column.form.definition
        lines = [form.annex, form.name, column.period.label if self.with_periods else ""]
        return "\n".join(line for line in lines if line)

    def _unit_heading(self, row: int, role: int) -> str | None:
        """By level a unit stands in below the one above it, with a mark of whether what is below it stands open."""
        name = self.unit_of(row)
        if role == _ROLE.AccessibleTextRole:
            return name or SUM
        if role != _ROLE.DisplayRole:
            return None
        if name is None or self.table is None or not self.by_level:
            return name or SUM
        line = self._lines[row]
        has_below = len(self.table.below(line)) > 1
        mark = ("▸" if line in self._folded else "▾") if has_below else "　"
        return f"{'　' * self.table.level_of(line)}{mark}{name}"

    def _is_sum(self, row: int, column: int) -> bool:
        return row == self.rowCount() - 1 or column == self.columnCount() - 1

    def _counts(self, row: int, column: int) -> Counts:
        table = self.table
        if table is None:
            return Counts()
        last_row, last_column = row >= len(self._lines), column == len(table.columns)
        if last_row:
            return table.whole() if last_column else table.column_sum(column)
        line = self._lines[row]
        if self.by_level:
            return table.rolled_sum(line) if last_column else table.rolled(line, column)
        return table.line_sum(line) if last_column else table.cells[line][column].counts

    def _text(self, row: int, column: int) -> str:
        if self.table is None or (self._is_sum(row, column) and self._is_not_asked(column)):
            return NOTHING
        counts = self._counts(row, column)
        if self.measure in {Measure.BEFORE, Measure.CHANGE}:
            lines = self.lines_of(row)
            if column == len(self.table.columns) or len(lines) > 1:
                return sum_text(counts, self.measure, self._of(lines, column))
            return cell_text(self.table.cells[lines[0]][column], self.measure)
        if self._is_sum(row, column):
            return self._number(counts.of(self.measure))
        return self._own_text(self.table.cells[self._lines[row]][column], counts)

    def _own_text(self, cell: FigureCell, counts: Counts) -> str:
        """本期, 累计 or 人数 of one line: the figure, or the state of a return that brought none."""
        if self.measure is Measure.TOTAL:
            return str(counts.total) if counts.total or cell.state else NOTHING
        if self.measure is Measure.PEOPLE and counts.people is None:
            return NOTHING
        if counts.current or (cell.settled and cell.state != NIL):
            return self._number(counts.of(self.measure))
        return cell.state or NOTHING

    def _of(self, lines: Sequence[int], column: int) -> str:
        """What a sum leaves out is counted in: units of a form, forms of a unit, or both."""
        if self.table is None or column < len(self.table.columns):
            return "家"
        return "张表" if len(lines) == 1 else "处"

    def _is_not_asked(self, column: int) -> bool:
        """Whether no unit owes the form in this period and none has sent anything of it."""
        if self.table is None or column >= len(self.table.columns):
            return False
        counts = self.table.column_sum(column)
        empty = not (counts.current or counts.total)
        return empty and not any(line[column].state for line in self.table.cells)

    @staticmethod
    def _number(value: int | None) -> str:
        return NOTHING if value is None else str(value)


def _bold() -> QFont:
    font = QFont(QGuiApplication.font())
    font.setBold(True)
    return font


def _quiet() -> QColor:
    return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
