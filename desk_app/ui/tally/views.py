"""Tables as these rooms show them: a frozen first column with a heading of its own, one row height, Tab leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QSizePolicy, QTableView

from desk_app.ui.look import chars, row_height

_LOOKED_AT = 60


def plain_table(name: str, model: QAbstractItemModel) -> QTableView:
    """A table to read: whole rows chosen, no line numbers wrapped, the keyboard free to leave by Tab."""
    made = QTableView()
    prepare(made, name, model)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return made


def prepare(table: QTableView, name: str, model: QAbstractItemModel) -> None:
    """What all tables have in common."""
    table.setAccessibleName(name)
    table.setModel(model)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setAlternatingRowColors(True)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    _fit_to_type(table)
    table.installEventFilter(_Follower(table))


def wrap_lines(table: QTableView) -> None:
    """Let a short table's lines be as high as their words need, the last column taking what width is left."""
    table.setWordWrap(True)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().sectionResized.connect(table.resizeRowsToContents)


def _fit_to_type(table: QTableView) -> None:
    table.verticalHeader().setMinimumSectionSize(row_height(table))
    table.verticalHeader().setDefaultSectionSize(row_height(table))
    table.verticalHeader().setMinimumWidth(chars(table, 2))
    table.horizontalHeader().setMinimumSectionSize(chars(table, 3))


class _Follower(QObject):
    """Lets a table's rows follow the type while the window stands."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Fit anew when the type has changed."""
        if watched is self._table and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            _fit_to_type(self._table)
        return False


class FrozenTable(QTableView):
    """A table whose vertical header is its first column, with a heading in the corner."""

    def __init__(self, name: str, corner: str, model: QAbstractItemModel) -> None:
        super().__init__()
        prepare(self, name, model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerButtonEnabled(False)
        self._corner = QLabel(corner, self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._corner.setProperty("kind", "strong")
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.horizontalHeader().geometriesChanged.connect(self._place_corner)
        self.verticalHeader().geometriesChanged.connect(self._place_corner)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep the corner's heading in its corner."""
        super().resizeEvent(event)
        self._place_corner()

    @Slot()
    def _place_corner(self) -> None:
        edge = self.frameWidth()
        self._corner.setGeometry(edge, edge, self.verticalHeader().width(), self.horizontalHeader().height())


def fit_columns(
    table: QTableView,
    least: float,
    most: float,
    *,
    lines: Iterable[int] | None = None,
    wide: Mapping[int, float] | None = None,
) -> None:
    """Give each column the width of its heading and first rows (or ``lines``), within bounds of characters.

    ``wide`` names columns that may be wider.
    """
    model = table.model()
    wanted = list(range(min(_LOOKED_AT, model.rowCount()))) if lines is None else list(lines)
    metrics = table.fontMetrics()
    lower, pad = chars(table, least), chars(table, 1.6)
    for column in range(model.columnCount()):
        heading = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        texts = [*heading.split("\n")]
        texts += [str(model.index(row, column).data() or "") for row in wanted]
        width = max(metrics.horizontalAdvance(text) for text in texts) + pad
        upper = chars(table, (wide or {}).get(column, most))
        table.setColumnWidth(column, min(max(width, lower), upper))


def fill_width(table: QTableView, most: float) -> None:
    """Share what is left of a table's width among its columns, none becoming more than ``most`` times as wide."""
    columns = table.model().columnCount()
    used = sum(table.columnWidth(column) for column in range(columns))
    left = table.viewport().width() - used
    if columns and left > 0:
        for column in range(columns):
            own = table.columnWidth(column)
            table.setColumnWidth(column, own + min(left // columns, round(own * (most - 1))))


class ElidedLabel(QLabel):
    """One line of plain text that ends in an ellipsis where it has no room; the whole of it is its tool tip."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw what there is room for."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()
