"""The scanned papers in a list: whose, of what, which pages, what is to be looked at, what was noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from desk_app.services.signing_papers import ScanPaper
from desk_app.services.values import PaperState

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_NOBODY = "认不出是谁的"


def headline(one: ScanPaper) -> str:
    """办公室　大谈话统计表　2023年3月."""
    words = (one.unit, one.form, one.period.label if one.period else "")
    said = "　".join(word for word in words if word)
    return said or _NOBODY


def below(one: ScanPaper) -> str:
    """What stands under it: what was noted, the pages, what is to be looked at."""
    count = f"{len(one.pages)}页" if len(one.pages) == one.of else f"{len(one.pages)}页（应{one.of}页）"
    noted = f"✓ {one.state.value}" if one.state is not None else "未登记"
    return "　".join((noted, count, *one.problems))


class ScanPapersModel(QAbstractListModel):
    """The papers; ``note`` changes what is shown of one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.papers: tuple[ScanPaper, ...] = ()

    def show(self, papers: Sequence[ScanPaper]) -> None:
        """Show other papers."""
        self.beginResetModel()
        self.papers = tuple(papers)
        self.endResetModel()

    def note(self, scans: tuple[int, ...], state: PaperState) -> None:
        """A paper was noted."""
        self.papers = tuple(replace(one, state=state) if one.scans == scans else one for one in self.papers)
        if self.papers:
            self.dataChanged.emit(self.index(0), self.index(len(self.papers) - 1))

    @property
    def scans(self) -> frozenset[int]:
        """The scans that the listed papers lie in."""
        return frozenset(scan for one in self.papers for scan in one.scans)

    @property
    def left(self) -> int:
        """How many nobody has noted."""
        return sum(one.state is None for one in self.papers)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a paper."""
        return 0 if parent.isValid() else len(self.papers)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Two lines; what is to be looked at stands out by colour and words."""
        if not index.isValid():
            return None
        one = self.papers[index.row()]
        if role == _ROLE.DisplayRole:
            return f"{headline(one)}\n{below(one)}"
        if role in (_ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            return f"{headline(one)}，{below(one)}，{one.which}"
        return _dress(one, role)


def _dress(one: ScanPaper, role: int) -> Any:
    """What was noted steps back, what is to be looked at stands out."""
    palette = QGuiApplication.palette()
    if role == _ROLE.ForegroundRole and one.state is not None and not one.missing:
        return palette.color(QPalette.ColorRole.PlaceholderText)
    if role == _ROLE.ForegroundRole and one.problems:
        return palette.color(QPalette.ColorRole.BrightText)
    if role == _ROLE.FontRole and one.state is None and one.problems:
        font = QFont(QGuiApplication.font())
        font.setBold(True)
        return font
    return None
