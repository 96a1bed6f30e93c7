"""The lines of the 查找 box: places first, then what was found in the ledgers, form by form, then files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk_app.services.find_places import Place
from desk_app.services.search import FoundGroup, SearchAnswer

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST = 200
_EACH_KIND = 6
"""Places of one kind beside rows that were found; without a question all are offered."""


@dataclass(frozen=True, slots=True)
class FindLine:
    """One line: what it is, its words with the found ones marked, what stands quietly at the right.

    ``place`` is where Enter leads; a heading leads nowhere.
    """

    kind: str
    text: str
    where: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    place: Place | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it only says what follows."""
        return self.place is None

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        return "　".join(filter(None, (self.kind, self.text, self.where)))


class PlacesModel(QAbstractListModel):
    """What answers to the text typed so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Place, ...] = ()
        self._lines: list[FindLine] = []
        self._wanted = ""
        self._answer = SearchAnswer("")

    def offer(self, places: tuple[Place, ...]) -> None:
        """Search among these."""
        self._all = places
        self.search(self._wanted)

    def search(self, wanted: str) -> None:
        """Show the places that answer; rows found before stay only where they answer to the same words."""
        self._wanted = wanted
        self._fill()

    def take(self, answer: SearchAnswer) -> None:
        """Show what was found in the ledgers and among the files; an answer to another question is dropped."""
        if answer.words == self._wanted:
            self._answer = answer
            self._fill()

    @property
    def answer(self) -> SearchAnswer | None:
        """What was found for the text as it stands, None while it is being looked for."""
        return self._answer if self._answer.words == self._wanted else None

    def line(self, row: int) -> FindLine | None:
        """The line of a row, None where there is none."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def place(self, row: int) -> Place | None:
        """Where a row leads, None for a heading."""
        line = self.line(row)
        return line.place if line else None

    def next_row(self, row: int, step: int) -> int:
        """The next row that leads anywhere, the same one where there is none."""
        at = row + step
        while 0 <= at < len(self._lines):
            if not self._lines[at].is_heading:
                return at
            at += step
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None or line.is_heading:
            return Qt.ItemFlag.ItemIsEnabled if line else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line, for eyes and for a screen reader; the line itself for who draws it."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.spoken
        return None

    def _fill(self) -> None:
        self.beginResetModel()
        self._lines = [*self._places(), *(found_lines(self.answer) if self.answer else ())]
        self.endResetModel()

    def _places(self) -> Iterator[FindLine]:
        shown: Counter[str] = Counter()
        most = _EACH_KIND if self._wanted.strip() else _MOST
        for place in self._all:
            if shown[place.kind] < most and place.answers(self._wanted):
                shown[place.kind] += 1
                yield FindLine(place.kind, place.text, place.where, place.marks(self._wanted), place)
            if sum(shown.values()) == _MOST:
                return


def found_lines(answer: SearchAnswer) -> Iterator[FindLine]:
    """What was found, form by form with its best rows, then the files."""
    for group in answer.groups:
        yield FindLine("", group.title, group.campaign)
        yield from _rows(group, answer.words)
    if answer.files:
        yield FindLine("", "来表文件")
    for one in answer.files:
        place = Place(one.text, "文件", "intake", f"submission:{one.submission_id}", campaign_id=one.campaign_id)
        yield FindLine("文件", one.text, "", one.marks, place)


def _rows(group: FoundGroup, words: str) -> Sequence[FindLine]:
    count = f"{group.count}行以上" if group.more else f"{group.count}行"
    leads = Place(group.title, "台账", "ledger", f"words:{group.form}|{words}", campaign_id=group.campaign_id)
    if group.private:
        return [FindLine("台账", f"有{count}；涉及个人，这里不显示内容，回车到台账里看", place=leads)]
    lines = [
        FindLine(
            "记录", row.text, row.where, row.marks,
            Place(row.text, "记录", "ledger", f"record:{row.record_id}", campaign_id=group.campaign_id),
        )
        for row in group.rows
    ]  # fmt: skip
    if group.more or group.count > len(group.rows):
        lines.append(FindLine("台账", f"到台账里看全部{count}", place=leads))
    return lines
