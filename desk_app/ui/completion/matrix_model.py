"""The matrix on the screen: 全部 first, then the units in the bureau's order, those above others folded or open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from desk_app.services.completion import Completion, CompletionColumn, CompletionRow, Slot, Sum, Track, cell_words
from desk_app.services.initials import matches
from desk_app.services.signing import DIFFERS
from desk_app.services.standing import CAME_LATE, NOT_CONCERNED, OVERDUE, SENT_BACK, WAITING, UnitStanding

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
ALL, NOTHING = "全部单位", "—"
_RECEIVED_PAPER = "已交"


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What is shown: units by a few signs and their kind, forms by name, returns by how they stand; empty for all."""

    typed: str = ""
    kind: str = ""
    form: str = ""
    standing: str = ""


STANDINGS = ("有未报的", "逾期未报的", "待核的", "退回修改的", "迟报的", "纸质没交齐的", "有承诺的", "签字件不符的")


class MatrixModel(QAbstractTableModel):
    """Shows a matrix through a filter; row 0 sums up what is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Completion | None = None
        self.filter = MatrixFilter()
        self.track = Track.BOTH
        self._short = False
        self.rows: tuple[CompletionRow, ...] = ()
        self.columns: tuple[int, ...] = ()
        self._folded: set[str] = set()
        self._passing: tuple[str, ...] = ()
        self._sums: tuple[Sum, ...] = ()

    def show_matrix(self, shown: Completion | None) -> None:
        """Show another matrix, through the same filter."""
        self.shown = shown
        self._sift()

    def sift(self, chosen: MatrixFilter, track: Track) -> None:
        """Show what passes another filter."""
        self.filter, self.track = chosen, track
        self._sift()

    def shorten(self, *, short: bool) -> None:
        """Head the columns in two lines where a screen is low, else in three."""
        if short != self._short:
            self._short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.columnCount() - 1))

    def fold(self, unit: str, *, folded: bool) -> None:
        """Fold the units below one into it, or open them."""
        before = unit in self._folded
        (self._folded.add if folded else self._folded.discard)(unit)
        if before != folded:
            self._sift()

    def fold_all(self, *, folded: bool) -> None:
        """Show only the uppermost units with their sums, or every unit."""
        parents = {row.name for row in self.shown.rows if row.is_parent} if self.shown else set()
        self._folded = parents if folded else set()
        self._sift()

    def is_folded(self, unit: str) -> bool:
        """Whether the units below it stand in its sums."""
        return unit in self._folded

    @property
    def units(self) -> tuple[str, ...]:
        """The units that pass the filter, folded ones too."""
        return self._passing

    def row_of(self, row: int) -> CompletionRow | None:
        """The unit of a line; None for 全部单位."""
        return self.rows[row - 1] if 0 < row <= len(self.rows) else None

    def column_of(self, column: int) -> CompletionColumn | None:
        """The form and period of a column."""
        if self.shown is None or not 0 <= column < len(self.columns):
            return None
        return self.shown.columns[self.columns[column]]

    def standing(self, row: int, column: int) -> UnitStanding | None:
        """Where one return stands; None for sums and where nothing is owed."""
        line = self.row_of(row)
        return None if line is None or self.shown is None else self.shown.cell(line.name, self.columns[column])

    def slot(self, row: int, column: int) -> Slot | None:
        """The place of a return by name."""
        line, at = self.row_of(row), self.column_of(column)
        if line is None or at is None or self.standing(row, column) is None:
            return None
        return Slot(line.name, at.form.name, at.period)

    def sum_at(self, row: int, column: int) -> Sum | None:
        """The sum of a place: of all that is shown, or of a unit with all below it; None for a single return."""
        if self.shown is None:
            return None
        line = self.row_of(row)
        if line is None:
            return self._sums[self.columns[column]]
        if line.is_parent and (self.is_folded(line.name) or self.standing(row, column) is None):
            return self.shown.below(line.name)[self.columns[column]]
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """全部单位, and the units."""
        return 0 if parent.isValid() or self.shown is None else len(self.rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """The forms and periods."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The words of a place."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _ROLE.DisplayRole:
            return self._text(row, column)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return self._told(row, column)
        if role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return self._dress(row, column, role)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Units at the left, set in below the unit above them; forms and periods above."""
        if orientation == Qt.Orientation.Vertical:
            return self._side(section, role)
        column = self.column_of(section)
        if column is None or role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return None
        form = column.form.definition
        parts = [form.annex, form.name, column.period.label]
        if self._short and role == _ROLE.DisplayRole:
            parts = [form.annex or form.name, column.period.label]
        return ("\n" if role == _ROLE.DisplayRole else " ").join(part for part in parts if part)

    def _side(self, section: int, role: int) -> Any:
        line = self.row_of(section)
        if role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if line is None:
            return f"{ALL}（{len(self._passing)}）"
        folded = self.is_folded(line.name)
        if role == _ROLE.AccessibleTextRole:
            return line.name + (("，下级已合并" if folded else "，下级已展开") if line.is_parent else "")
        sign = ("▸ " if folded else "▾ ") if line.is_parent else ""
        whose = f"（属{line.above[0]}）" if line.apart else ""
        return f"{'　' * line.level}{sign}{line.name}{whose}"

    def _text(self, row: int, column: int) -> str:
        total = self.sum_at(row, column)
        if total is not None:
            return sum_words(total, self.track)
        one, at = self.standing(row, column), self.column_of(column)
        if one is None or at is None:
            return NOTHING
        said = [word for word in cell_words(one, at, self.track) if word]
        return " · ".join([*said, *self._promise(one, at)]) or NOTHING

    def _promise(self, one: UnitStanding, at: CompletionColumn) -> list[str]:
        if self.shown is None or one.unit not in self.shown.promises:
            return []
        today = self.shown.at.date()
        return [
            promise.said(today).removesuffix("报送")
            for promise in self.shown.promises[one.unit]
            if any((matter.form, matter.period) == (at.form.name, at.period.code) for matter in promise.matters)
        ]

    def _told(self, row: int, column: int) -> str:
        line, at = self.row_of(row), self.column_of(column)
        if at is None:
            return ""
        whose = ALL if line is None else line.name
        head = f"{whose}　{at.label}　{at.period.label}"
        total = self.sum_at(row, column)
        if total is not None:
            return f"{head}（含下级）　{sum_told(total)}" if line else f"{head}　{sum_told(total)}"
        one = self.standing(row, column)
        text = self._text(row, column)
        if one is None:
            return f"{head}　{text}"
        signed = f"　{DIFFERS}：{one.signed}" if one.differs else f"　纸质件：{one.signed}" if one.signed else ""
        return f"{head}　{text}" + (f"（{one.reason}）" if one.reason else "") + signed

    def _dress(self, row: int, column: int, role: int) -> Any:
        if role not in (_ROLE.FontRole, _ROLE.ForegroundRole):
            return None
        one = self.standing(row, column)
        if self.sum_at(row, column) is not None:
            return _bold() if role == _ROLE.FontRole else None
        late = one is not None and one.late == OVERDUE and self.track is not Track.PAPER
        late = late or (one is not None and one.differs and self.track is not Track.ELECTRONIC)
        if role == _ROLE.FontRole:
            return _bold() if late else None
        if late:
            return QGuiApplication.palette().color(QPalette.ColorRole.BrightText)
        if one is None or one.electronic == NOT_CONCERNED:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None

    def _sift(self) -> None:
        self.beginResetModel()
        shown, chosen = self.shown, self.filter
        if shown is None:
            self.rows, self.columns, self._passing, self._sums = (), (), (), ()
        else:
            self.columns = tuple(place for place, one in enumerate(shown.columns) if chosen.form in ("", one.form.name))
            passing = [row for row in shown.rows if self._passes(shown, row)]
            self._passing = tuple(row.name for row in passing if row.name in shown.cells)
            self.rows = tuple(row for row in passing if self._folded.isdisjoint(row.above))
            whole = len(self._passing) == len(shown.cells)
            self._sums = shown.whole if whole else shown.summed(self._passing)
        self.endResetModel()

    def _passes(self, shown: Completion, row: CompletionRow) -> bool:
        chosen = self.filter
        if chosen.kind and row.unit.kind != chosen.kind:
            return False
        if chosen.typed:
            names = (row.unit.name, *row.unit.aliases)
            if not all(any(matches(word, name) for name in names) for word in chosen.typed.split()):
                return False
        if not chosen.standing:
            return True
        if chosen.standing == STANDINGS[6]:
            return row.name in shown.promises
        cells = shown.cells.get(row.name, ())
        return any(
            one is not None and stands(one, shown.columns[place], chosen.standing)
            for place, one in enumerate(cells)
            if chosen.form in ("", shown.columns[place].form.name)
        )


def stands(one: UnitStanding, column: CompletionColumn, standing: str) -> bool:
    """Whether a return stands as a filter asks."""
    answers = {
        "有未报的": one.is_missing,
        "逾期未报的": one.late == OVERDUE,
        "待核的": one.electronic == WAITING,
        "退回修改的": one.electronic == SENT_BACK,
        "迟报的": one.late == CAME_LATE,
        "签字件不符的": one.differs,
        "纸质没交齐的": column.wants_paper and one.electronic != NOT_CONCERNED and one.paper != _RECEIVED_PAPER,
    }
    return answers.get(standing, False)


def sum_words(total: Sum, track: Track) -> str:
    """收12/16 · 纸质6/16."""
    if not total.owed:
        return NOTHING
    electronic, paper = f"收{total.done}/{total.owed}", f"纸质{total.papers}/{total.owed}"
    return {Track.ELECTRONIC: electronic, Track.PAPER: paper}.get(track, f"{electronic} · {paper}")


def sum_told(total: Sum) -> str:
    """The whole sum in words."""
    said = [f"应报{total.owed}", f"已收{total.received}", f"零报告{total.nil}"]
    said += [f"待核{total.waiting}"] if total.waiting else []
    said += [f"退回修改{total.sent_back}"] if total.sent_back else []
    said.append(f"未报{total.missing - total.sent_back}")
    marks = [f"逾期{total.overdue}"] * bool(total.overdue) + [f"迟报{total.late}"] * bool(total.late)
    return "　".join(said) + (f"；其中{'、'.join(marks)}" if marks else "") + f"；纸质已交{total.papers}"


def _bold() -> QFont:
    font = QFont(QGuiApplication.font())
    font.setBold(True)
    return font
