"""The names found in files and plans, each with what a person decides of it: a unit, another's 又称, or nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desk_app.services.roster_proposal import Confirmed, FoundName, Proposal

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("认定", "名称", "拟定类别", "出现", "出处", "相近的名称")
_ROLE = Qt.ItemDataRole
_CHOICE, _KIND = 0, 2


class Choice(StrEnum):
    """What becomes of a name."""

    OWN = "列入"
    ALIAS = "又称"
    OPEN = "待认定"
    LEFT = "不列入"


class ProposalModel(QAbstractTableModel):
    """Near names are open until a person decides; all others are proposed as units. ``decided`` tells of a change."""

    decided = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[FoundName, ...] = ()
        self._choices: list[Choice] = []
        self._kinds: list[str] = []

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what was found."""
        self.beginResetModel()
        self._names = proposal.names
        self._choices = [Choice.OPEN if one.near else Choice.OWN for one in proposal.names]
        self._kinds = [one.kind for one in proposal.names]
        self.endResetModel()
        self.decided.emit()

    def decide(self, rows: list[int], choice: Choice) -> None:
        """Let names be what a person says; a name that is near to nothing cannot be an alias."""
        for row in rows:
            if choice is not Choice.ALIAS or self._names[row].near:
                self._choices[row] = choice
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(HEADINGS) - 1))
            self.decided.emit()

    def next_choice(self, row: int) -> None:
        """Go on to the next thing that the name may be."""
        near = bool(self._names[row].near)
        order = [Choice.ALIAS, Choice.OWN, Choice.LEFT] if near else [Choice.OWN, Choice.LEFT]
        now = self._choices[row]
        place = order.index(now) + 1 if now in order else 0
        self.decide([row], order[place % len(order)])

    def count(self, choice: Choice) -> int:
        """How many names are held to be this."""
        return self._choices.count(choice)

    @property
    def confirmed(self) -> tuple[Confirmed, ...]:
        """What a person has decided, in the order shown."""
        made = []
        for name, choice, kind in zip(self._names, self._choices, self._kinds, strict=True):
            if choice is Choice.OWN:
                made.append(Confirmed(name.name, kind))
            elif choice is Choice.ALIAS:
                made.append(Confirmed(name.name, alias_of=name.near))
        return tuple(made)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a name."""
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  the same
        """One column a heading."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What was found of a name."""
        if not index.isValid():
            return None
        name, choice = self._names[index.row()], self._choices[index.row()]
        if role == _ROLE.ForegroundRole:
            return _colour(QPalette.ColorRole.PlaceholderText) if choice is Choice.LEFT else None
        if role not in (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return None
        near = f"{name.near}（{'名册中，' if name.near_known else ''}{name.reason}）" if name.near else ""
        decided = f"{choice.value}→{name.near}" if choice is Choice.ALIAS else choice.value
        texts = (
            decided,
            ("　　" if name.near and not name.near_known else "") + name.name,
            self._kinds[index.row()],
            f"{name.count}份",
            "、".join(name.sources),
            near,
        )
        text = texts[index.column()]
        if role == _ROLE.ToolTipRole:
            return "\n".join(name.files[:10]) if index.column() in (3, 4) else text or None
        return f"{HEADINGS[index.column()]}：{text or '空'}" if role == _ROLE.AccessibleTextRole else text

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802  Qt's name
        """Take another kind."""
        if role != _ROLE.EditRole or index.column() != _KIND:
            return False
        self._kinds[index.row()] = str(value).strip()
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The kind can be typed."""
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() == _KIND else base

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Headings above, numbers at the left."""
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return HEADINGS[section] if 0 <= section < len(HEADINGS) else None


def _colour(role: QPalette.ColorRole) -> QColor:
    return QGuiApplication.palette().color(role)
