"""The list of calls on the screen, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from desk_app.services.chasing import AWAITED, KEPT, PASSED, ChaseLine
from desk_app.services.initials import matches

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
HEADINGS = ("时间", "单位", "催报内容", "方式", "接听人", "答复", "承诺", "经办人")


class ChasesModel(QAbstractTableModel):
    """Shows calls through a search, or only those whose promise is still open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ChaseLine, ...] = ()
        self.lines: tuple[ChaseLine, ...] = ()

    def show_lines(self, lines: Sequence[ChaseLine], typed: str, *, only_open: bool) -> None:
        """Show other calls."""
        self.beginResetModel()
        self._all = tuple(lines)
        self.lines = tuple(one for one in self._all if _answers(one, typed, only_open=only_open))
        self.endResetModel()

    def sift(self, typed: str, *, only_open: bool) -> None:
        """Show what answers to another search."""
        self.show_lines(self._all, typed, only_open=only_open)

    @property
    def total(self) -> int:
        """How many calls there are."""
        return len(self._all)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a call."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """What is told of each."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is told of a call."""
        if not index.isValid():
            return None
        one = self.lines[index.row()]
        text = _texts(one)[index.column()]
        if role == _ROLE.DisplayRole:
            return text
        if role == _ROLE.AccessibleTextRole:
            return f"{HEADINGS[index.column()]}：{text or '空'}"
        if role == _ROLE.ToolTipRole:
            return text or None
        if role == _ROLE.ForegroundRole and one.outcome == KEPT:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """The headings, and the lines' numbers."""
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        return HEADINGS[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)


def _texts(one: ChaseLine) -> tuple[str, ...]:
    kept = one.kept
    at = kept.chased_at
    when = f"{at.month}月{at.day}日 {at:%H:%M}"
    promise = f"{one.promise}（{one.outcome}）" if one.outcome else one.promise
    return (when, one.unit, one.about, kept.way.value, kept.whom, kept.answer, promise, kept.noted_by)


def _answers(one: ChaseLine, typed: str, *, only_open: bool) -> bool:
    if only_open and one.outcome not in (AWAITED, PASSED):
        return False
    return all(any(matches(word, name) for name in (one.unit, one.kept.whom)) for word in typed.split())
