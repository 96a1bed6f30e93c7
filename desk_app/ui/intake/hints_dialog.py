"""查重存疑: double entries across units and doubtful rows of the whole campaign, each leading to its return."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.intake import answer_jobs
from desk_app.ui.intake.dialogs import picker
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.worker import Ticket, Worker

if TYPE_CHECKING:
    from desk_app.services.hints import Hint, HintPlace
    from desk_app.services.values import Campaign

Index = QModelIndex | QPersistentModelIndex
_HEADS = (("提示", 9.5), ("表", 8.0), ("单位", 8.0), ("期次", 6.5), ("内容", 17.0), ("来表", 15.0), ("行", 2.5))
_SEARCHING = "正在查找……可以先关上这里做别的。"
_NOTHING = "没有发现几家重复填报或难以成立的内容。"


class HintsModel(QAbstractTableModel):
    """One line a row that a hint speaks of; the hint's words stand at its first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Hint, HintPlace, bool, str], ...] = ()

    def show(self, hints: tuple[Hint, ...], words: dict[str, str]) -> None:
        """List other hints."""
        self.beginResetModel()
        self._rows = tuple(
            (hint, place, number == 0, words[hint.code]) for hint in hints for number, place in enumerate(hint.places)
        )
        self.endResetModel()

    def place(self, line: int) -> HintPlace | None:
        """The row that a line stands for."""
        return self._rows[line][1] if 0 <= line < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One line a row."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """As many as the head has."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The head's words."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADS[section][0]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; the whole hint as its hint."""
        if not index.isValid():
            return None
        hint, place, first, word = self._rows[index.row()]
        texts = (f"△ {word}" if first else "", hint.form if first else "", place.unit, place.period, place.text,
                 place.file, str(place.number))  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(texts[index.column()].split(" "))
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint.message if index.column() == 0 else texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{word}：{hint.message}" if index.column() == 0 else texts[index.column()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            bold = QFont()
            bold.setBold(True)
            return bold
        return None


class HintsDialog(DeskDialog):
    """``open_asked(submission_id)`` follows when a line is opened; closing it stops the search."""

    open_asked = Signal(int)

    def __init__(self, parent: QWidget | None, worker: Worker, campaign: Campaign) -> None:
        super().__init__(parent, "查重存疑")
        self._hints: tuple[Hint, ...] = ()
        self._words: dict[str, str] = {}
        self.model = HintsModel(self)
        self.said = label(_SEARCHING, QUIET, wrap=True)
        self.kinds = picker("提示的种类")
        self.kinds.setMaximumWidth(chars(self, 16))
        self.table = QTableView()
        self._dress_table()
        self.lines.addWidget(self.said)
        self.lines.addWidget(self.kinds)
        self.lines.addWidget(self.table, 1)
        self.lines.addStretch(0)
        self._open = button("打开这份来表", self._open_line, MAIN)
        self._open.setDefault(True)
        self.lines.addLayout(row(self._open, button("关闭", self.close)))
        self.kinds.activated.connect(self._narrow)
        self.table.activated.connect(self._open_line)
        job = partial(answer_jobs.read_hints, campaign=campaign)
        self._ticket: Ticket = worker.run(job, self._show, text="查重存疑", key="intake.hints")
        self.suit(chars(self, 72), row_height(self) * 18)
        self._look()

    def done(self, result: int) -> None:
        """Stop looking when nobody looks any more."""
        self._ticket.cancel()
        super().done(result)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("查重存疑")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(row_height(self))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setStretchLastSection(True)
        for place, (_word, wide) in enumerate(_HEADS):
            table.setColumnWidth(place, chars(self, wide))

    def _show(self, hints: tuple[Hint, ...]) -> None:
        from desk_app.services.hints import KINDS, counted_by_kind

        self._hints, self._words = hints, KINDS
        self.kinds.clear()
        self.kinds.addItem(f"全部{len(hints)}处", "")
        for code, count in counted_by_kind(hints).items():
            self.kinds.addItem(f"{KINDS[code]}{count}处", code)
        self.said.setText("只作提示，不影响接收和统计；回车打开所在的来表。" if hints else _NOTHING)
        self._narrow()

    @Slot()
    def _narrow(self, *_: object) -> None:
        wanted = self.kinds.currentData() or ""
        self.model.show(tuple(one for one in self._hints if not wanted or one.code == wanted), self._words)
        if self.model.rowCount():
            self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _look(self) -> None:
        there = bool(self.model.rowCount())
        self._open.setEnabled(there)
        self.table.setVisible(there)
        self.kinds.setVisible(bool(self._hints))

    @Slot()
    def _open_line(self, *_: object) -> None:
        place = self.model.place(self.table.currentIndex().row())
        if place is not None:
            self.close()
            self.open_asked.emit(place.submission_id)
