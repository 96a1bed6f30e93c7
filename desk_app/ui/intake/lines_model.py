"""The list of returned files as a table: state by shape and word, what was understood, what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from desk_app.services.intake_page import IntakeLine

Index = QModelIndex | QPersistentModelIndex

SHAPES = {
    "待核": "◆",
    "打不开": "×",
    "退回修改": "←",
    "重复": "＝",
    "扫描件": "□",
    "重报": "↻",
    "零报告": "○",
    "无误": "√",
    "已被重报替换": "→",
    "已撤回": "－",
}
_UNKNOWN = "？"
Show = Callable[["IntakeLine"], str]


def _unit(line: IntakeLine) -> str:
    return line.unit or (f"{line.proposed_unit}{_UNKNOWN}" if line.proposed_unit else _UNKNOWN)


def _tracks(line: IntakeLine) -> str:
    return "／".join(part for part in (line.electronic, line.paper) if part)


COLUMNS: tuple[tuple[str, float, float, Show], ...] = (
    ("状态", 4.6, 5.2, lambda line: f"{SHAPES[line.kind]} {line.kind}"),
    ("文件", 5, 11, lambda line: line.file),
    ("单位", 4, 5.5, _unit),
    ("表", 3, 3.2, lambda line: line.form.partition(" ")[0] or _UNKNOWN),
    ("期次", 5.2, 5.6, lambda line: line.period or _UNKNOWN),
    ("行", 2, 2, lambda line: str(line.rows) if line.rows else ""),
    ("电／纸", 5.8, 6, _tracks),
    ("问题", 7.5, 24, lambda line: line.said),
)
"""Word, least and wished-for width in characters, and what is shown."""
_WHOLE: dict[str, Show] = {"表": lambda line: line.form or _UNKNOWN}


class LinesModel(QAbstractTableModel):
    """Lines as they were given; ``line(row)`` gives one back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[IntakeLine, ...] = ()

    @property
    def lines(self) -> tuple[IntakeLine, ...]:
        """What is listed."""
        return self._lines

    def show(self, lines: tuple[IntakeLine, ...]) -> None:
        """List other lines."""
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def line(self, row: int) -> IntakeLine | None:
        """The line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, line_id: int) -> int:
        """The row of a line, -1 when it is not listed."""
        return next((row for row, line in enumerate(self._lines) if line.id == line_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """As many as the head has."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The head's words."""
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0] if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the whole of them as its hint."""
        line = self.line(index.row())
        if line is None or not 0 <= index.column() < len(COLUMNS):
            return None
        name, _, _, show = COLUMNS[index.column()]
        whole = _WHOLE.get(name, show)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(show(line).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(problem.message for problem in line.problems) if name == "问题" else whole(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}：{whole(line)}"
        if role == Qt.ItemDataRole.FontRole and index.column() == 0 and line.errors:
            bold = QFont()
            bold.setBold(True)
            return bold
        return None
