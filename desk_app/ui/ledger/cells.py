"""How one cell of a form is shown and marked, wherever it stands."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from desk_app.forms.definition import Column, ColumnKind

Index = QModelIndex | QPersistentModelIndex

MARK_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2
OFFERS_ROLE = Qt.ItemDataRole.UserRole + 3
HEAD_ROLE = Qt.ItemDataRole.UserRole + 4
_WIDTHS = {ColumnKind.SERIAL: 4.0, ColumnKind.DATE: 8.5, ColumnKind.INTEGER: 6.0, ColumnKind.LONG: 18.0}
_HINTS = {
    ColumnKind.DATE: "如 3月5日、2023.3.5",
    ColumnKind.DUE: "如 2023年6月30日、长期坚持",
    ColumnKind.INTEGER: "整数",
    ColumnKind.PERSON: "姓名，或拼音首字母",
    ColumnKind.UNIT: "单位，或拼音首字母",
}


class Mark(StrEnum):
    """What a cell is marked with; the word is also what a screen reader says."""

    NONE = ""
    ERROR = "错误"
    REASON = "需说明"
    HINT = "提示"


def one_line(text: str) -> str:
    """A text for a line of a table."""
    return " ".join(text.split())


def wide(column: Column) -> float:
    """How wide a column begins, in characters."""
    return _WIDTHS.get(column.kind, max(5.0, min(column.width / 3.2, 14.0)))


def hint_for(column: Column) -> str:
    """What an empty editor says may be written here."""
    return _HINTS.get(column.kind) or ("必填" if column.required else "")
