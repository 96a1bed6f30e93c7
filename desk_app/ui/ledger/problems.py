"""The problems of a return, or of a ledger, as sentences that one walks through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView

Index = QModelIndex | QPersistentModelIndex
SIGNS = {"错误": "▲", "需说明": "◆", "提示": "△"}
"""The three grades and their shapes, the gravest first."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One problem said, and where it leads; no record for what concerns the whole."""

    text: str
    is_error: bool
    record_id: int | None = None
    key: str = ""
    asks_reason: bool = False

    @property
    def grade(self) -> str:
        """The word for how grave it is."""
        return "错误" if self.is_error else "需说明" if self.asks_reason else "提示"

    @property
    def shown(self) -> str:
        """The sentence with its shape before it."""
        return f"{SIGNS[self.grade]} {self.text}"


class ProblemsModel(QAbstractListModel):
    """Sentences in the order in which they are walked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of them."""
        return self._sentences

    def show(self, sentences: Sequence[Sentence]) -> None:
        """List other sentences."""
        if tuple(sentences) != self._sentences:
            self.beginResetModel()
            self._sentences = tuple(sentences)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a sentence."""
        return 0 if parent.isValid() else len(self._sentences)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The sentence, and the whole of it as its hint."""
        if not index.isValid():
            return None
        one = self._sentences[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.shown
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.grade}：{one.text}"
        return None


def problem_list(model: ProblemsModel) -> QListView:
    """The sentences as a list, each as long as it needs."""
    made = QListView()
    made.setModel(model)
    made.setAccessibleName("问题")
    made.setWordWrap(True)
    made.setTextElideMode(Qt.TextElideMode.ElideNone)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSpacing(2)
    return made


def next_cell(cells: Sequence[tuple[int, int]], here: tuple[int, int]) -> tuple[int, int] | None:
    """The first of some cells after a place, from the beginning again after the last; None where there is none."""
    ordered = sorted(cells)
    return next((cell for cell in ordered if cell > here), ordered[0] if ordered else None)
