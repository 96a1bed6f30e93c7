"""原表 beside the list: the sheet as it stood, walked by keys; mending leads to the same cell of 核对表."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from desk_app.ui.intake.original_model import OriginalModel
from desk_app.ui.ledger.cells import MARK_ROLE, Index, Mark
from desk_app.ui.ledger.delegate import CellDelegate
from desk_app.ui.ledger.grid import GridView
from desk_app.ui.look import chars, grid, row_height, text_width
from desk_app.ui.pieces import QUIET, ChoiceBox, label
from desk_app.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from desk_app.services.original_table import OriginalSheet, OriginalTable

_NARROWEST, _WIDEST, _LOOKED_AT = 3.0, 16.0, 200
_MOST_SPANS = 400
_LINES_ABOVE = 3
_WAITING = "正在读出原表……"


class ColourKeeper(CellDelegate):
    """What is written in a colour keeps it under the cursor too; a wrong cell is bold."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  Qt's name
        """Give the chosen cell's text the colour that it has anyway."""
        super().initStyleOption(option, index)
        shown: Any = option  # its parts are not in the stubs
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(colour, QColor):
            shown.palette.setColor(QPalette.ColorRole.HighlightedText, colour)
        if index.data(MARK_ROLE) == Mark.ERROR:
            shown.font.setBold(True)


class OriginalGrid(GridView):
    """Cells to look at; ``mend_asked(index)`` tells that one was opened, or typed over."""

    mend_asked = Signal(QModelIndex)

    def __init__(self, wardrobe: Wardrobe) -> None:
        super().__init__(wardrobe, "原表")
        self.setItemDelegate(ColourKeeper(wardrobe, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setStretchLastSection(False)
        self.doubleClicked.connect(self.mend_asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter, F2 and typing ask for the cell to be mended; everything else moves and copies."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        opens = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
        if plain and (opens or (event.text().isprintable() and event.text().strip())):
            self.mend_asked.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)


class OriginalPage(QWidget):
    """The sheets of one file, one at a time; ``mend_asked(record_id, key)`` names the cell that is to be mended."""

    mend_asked = Signal(int, str)
    stepped = Signal()

    def __init__(self, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.table: OriginalTable | None = None
        self.model = OriginalModel(wardrobe, self)
        self.grid = OriginalGrid(wardrobe)
        self.grid.setModel(self.model)
        self.grid.setMinimumHeight(row_height(self) * 5)
        self.sheets = ChoiceBox()
        self.sheets.setAccessibleName("工作表")
        self.sheets.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._around = label("", QUIET, wrap=True)
        self._why = label(_WAITING, QUIET, wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.5))
        for part in (self.sheets, self._around):
            lines.addWidget(part)
        lines.addWidget(self._why, 0, Qt.AlignmentFlag.AlignTop)
        lines.addWidget(self.grid, 100)
        lines.addStretch(1)
        self.sheets.activated.connect(self._pick)
        self.grid.mend_asked.connect(self._mend)
        self.grid.selectionModel().currentChanged.connect(self._step)
        self.show_table(None)

    def show_table(self, table: OriginalTable | None) -> None:
        """Show a file's sheets; None while they are being read."""
        same = table is not None and self.table is not None and table.submission_id == self.table.submission_id
        now = max(0, self.sheets.currentIndex()) if same else 0
        self.table = table
        found = table.sheets if table else ()
        self.sheets.clear()
        for one in found:
            self.sheets.addItem(one.place)
        self.sheets.setVisible(len(found) > 1)
        self.sheets.setCurrentIndex(min(now, len(found) - 1))
        self._show_sheet(found[min(now, len(found) - 1)] if found else None)
        self._why.setText(_WAITING if table is None else table.why)
        self._why.setVisible(not found)
        self.grid.setVisible(bool(found))

    @property
    def is_read(self) -> bool:
        """Whether there is a sheet to be seen."""
        return self.table is not None and bool(self.table.sheets)

    def go_to(self, record_id: int | None, key: str, cell: tuple[int, int] | None = None) -> bool:
        """Show where a cell stood, on whichever sheet; whether it is there."""
        order = [self.sheets.currentIndex(), *range(self.sheets.count())]
        for place in dict.fromkeys(order):
            if self.table is None or not 0 <= place < len(self.table.sheets):
                continue
            sheet = self.table.sheets[place]
            if record_id is not None and sheet.spot_of(record_id, key) is None:
                continue
            if place != self.sheets.currentIndex():
                self.sheets.setCurrentIndex(place)
                self._show_sheet(sheet)
            found = self.model.place_of(record_id, key, cell)
            if found.isValid():
                self.grid.show_cell(found)
                return True
        return False

    def _show_sheet(self, sheet: OriginalSheet | None) -> None:
        fresh = sheet is None or self.model.sheet is None or sheet.rows != self.model.sheet.rows
        self.model.show(sheet)
        around = list(sheet.before[-_LINES_ABOVE:]) if sheet else []
        if sheet is not None and sheet.cut:
            around.append(f"（还有{sheet.cut}行未列出，请用〔查看原件〕看全）")
        self._around.setText("\n".join(around))
        self._around.setVisible(bool(around))
        if fresh and sheet is not None:
            self._fit(sheet)

    def _fit(self, sheet: OriginalSheet) -> None:
        """Columns as wide as their data wants, merged cells over all they span."""
        merged = {(top, left) for top, left, _, width in sheet.merges if width > 1}
        for column in range(len(sheet.columns)):
            widest = max(
                (
                    text_width(str(self.model.index(place, column).data() or ""))
                    for place, line in enumerate(sheet.rows[:_LOOKED_AT])
                    if (place, column) not in merged and not _alone(line)
                ),
                default=0.0,
            )
            wrong = any(spot[1] == column for spot in sheet.marks)
            width = min(max(widest + (1.0 if wrong else 0.0), _NARROWEST), _WIDEST)
            self.grid.setColumnWidth(column, chars(self, width) + grid(self, 2))
        self.grid.clearSpans()
        for top, left, height, width in sheet.merges[:_MOST_SPANS]:
            self.grid.setSpan(top, left, height, min(width, len(sheet.columns) - left))
        for place, line in enumerate(sheet.rows[:_LOOKED_AT]):
            if _alone(line) and line[0] and (place, 0) not in merged and len(line) > 1 and not _is_linked(sheet, place):
                self.grid.setSpan(place, 0, 1, len(line))

    @Slot(int)
    def _pick(self, place: int) -> None:
        if self.table is not None and 0 <= place < len(self.table.sheets):
            self._show_sheet(self.table.sheets[place])

    @Slot(QModelIndex)
    def _mend(self, index: QModelIndex) -> None:
        link = self.model.link(index)
        if link is not None:
            self.mend_asked.emit(*link)

    @Slot(QModelIndex, QModelIndex)
    def _step(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.stepped.emit()


def _alone(line: tuple[str, ...]) -> bool:
    """Whether a line holds one text only: a title, a unit line."""
    return sum(bool(text) for text in line) == 1


def _is_linked(sheet: OriginalSheet, place: int) -> bool:
    return any((place, column) in sheet.links for column in range(len(sheet.columns)))
