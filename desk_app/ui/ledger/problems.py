"""The problems of a return, or of a ledger, as sentences that one walks through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView

if TYPE_CHECKING:
    from desk_app.services.ledger_found import LedgerFound

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


class LedgerSentences(Sequence[Sentence]):
    """What a ledger's problems say, each sentence made when it is looked at: there may be ten thousand."""

    def __init__(self, found: LedgerFound) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found.problems)

    @overload
    def __getitem__(self, place: int) -> Sentence: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sentence]: ...
    def __getitem__(self, place: int | slice) -> Sentence | Sequence[Sentence]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        one = self._found.problems[place]
        said = f"第{one.place + 1}行　{one.said}"
        return Sentence(said, one.is_error, one.record_id, one.key, asks_reason=one.grade.value == "需说明")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LedgerSentences) and other._found is self._found

    def __hash__(self) -> int:
        return hash(id(self._found))


class ProblemsModel(QAbstractListModel):
    """Sentences in the order in which they are walked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences: Sequence[Sentence] = ()

    @property
    def sentences(self) -> Sequence[Sentence]:
        """All of them."""
        return self._sentences

    def show(self, sentences: Sequence[Sentence]) -> None:
        """List other sentences."""
        fresh = tuple(sentences) if isinstance(sentences, list) else sentences
        if fresh != self._sentences:
            self.beginResetModel()
            self._sentences = fresh
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
