"""推进图 on screen: rows of stages, activities and duties along the months, walked through by key, said in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.campaign.tasks import Mark
from desk_app.campaign.tasks_chart import Chart, ChartDot, ChartRow, RowKind, month_label
from desk_app.ui.look import chars, row_height

_KEY = Qt.Key
_ROLE = QPalette.ColorRole
_LABEL, _MONTH, _FIGURE = 15, 4.2, 2.6
_EDGE, _LEAST_PIXELS = 4, 8
_STEPS = {_KEY.Key_Up: -1, _KEY.Key_Down: 1}


class ChartView(QWidget):
    """``row_chosen(ChartRow)`` tells where a person is; ``row_opened(ChartRow)`` that its tasks are wanted."""

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("任务推进图")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.chart = chart
        self.current = min(self.current, max(0, len(chart.rows) - 1))
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()
        self._tell()

    @property
    def row(self) -> ChartRow | None:
        """The row a person is on."""
        rows = self.chart.rows if self.chart else ()
        return rows[self.current] if self.current < len(rows) else None

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Room for every row, and for the name of every month."""
        months = len(self.chart.months) if self.chart else 12
        rows = len(self.chart.rows) if self.chart else 1
        return QSize(chars(self, _LABEL + _MONTH * months), round(row_height(self) * (rows * 1.15 + 2.4)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Up and down walk through the rows, Enter opens one."""
        key = _KEY(event.key())
        if key in _STEPS and self.chart:
            self._choose(min(max(self.current + _STEPS[key], 0), len(self.chart.rows) - 1))
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and self.row is not None:
            self.row_opened.emit(self.row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose the row under the pointer."""
        place = self._row_at(event.position().y())
        if place is not None:
            self._choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Open the row under the pointer."""
        if self._row_at(event.position().y()) is not None and self.row is not None:
            self.row_opened.emit(self.row)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint the whole chart."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._colour(_ROLE.Base))
        if self.chart is not None:
            self._paint_months(painter, self.chart)
            for place, row in enumerate(self.chart.rows):
                self._paint_row(painter, self.chart, row, place)
            self._paint_today(painter, self.chart)
        painter.end()

    def _choose(self, place: int) -> None:
        self.current = place
        self.update()
        self._tell()

    def _tell(self) -> None:
        row = self.row
        if row is not None:
            self.setAccessibleDescription(row.words)
            self.row_chosen.emit(row)

    def _row_at(self, y: float) -> int | None:
        place = int((y - self._head) / self._row_height)
        return place if self.chart and y >= self._head and place < len(self.chart.rows) else None

    @property
    def _head(self) -> float:
        return row_height(self) * 2.0

    @property
    def _row_height(self) -> float:
        return row_height(self) * 1.15

    @property
    def _left(self) -> float:
        return float(chars(self, _LABEL))

    def _x(self, share: float) -> float:
        return self._left + (self.width() - self._left - chars(self, 0.6)) * share

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _paint_months(self, painter: QPainter, chart: Chart) -> None:
        bottom = self._head + self._row_height * len(chart.rows)
        painter.setPen(QPen(self._colour(_ROLE.Mid), 1))
        high = row_height(self)
        for place, month in enumerate(chart.months):
            begin = self._x(chart.place(month))
            end = self._x(chart.place(chart.months[place + 1])) if place + 1 < len(chart.months) else self._x(1.0)
            painter.setPen(QPen(self._colour(_ROLE.Mid), 1))
            painter.drawLine(QPointF(begin, high), QPointF(begin, bottom))
            painter.setPen(self._colour(_ROLE.Text))
            label = month_label(month, with_year=place == 0)
            _write_fitting(painter, QRectF(begin, high, end - begin, high), label)
        painter.setPen(QPen(self._colour(_ROLE.Mid), 1))
        painter.drawLine(QPointF(0, self._head), QPointF(self.width(), self._head))

    def _paint_row(self, painter: QPainter, chart: Chart, row: ChartRow, place: int) -> None:
        top = self._head + self._row_height * place
        space = QRectF(0, top, self.width(), self._row_height)
        if place == self.current:
            painter.fillRect(space, self._colour(_ROLE.Highlight))
            if self.hasFocus():
                painter.setPen(QPen(self._colour(_ROLE.Accent), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(space.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(self._colour(_ROLE.Mid), 1))
        painter.drawLine(space.bottomLeft(), space.bottomRight())
        self._paint_label(painter, row, space)
        middle = space.center().y()
        if row.kind is not RowKind.DUTY:
            self._paint_bar(painter, chart, row, middle)
        for dot in row.dots:
            self._paint_dot(painter, chart, row, dot, middle)

    def _paint_label(self, painter: QPainter, row: ChartRow, space: QRectF) -> None:
        font = painter.font()
        font.setBold(row.kind is RowKind.PHASE)
        painter.setFont(font)
        painter.setPen(self._colour(_ROLE.Text))
        pad, figure = chars(self, 0.5), chars(self, _FIGURE) if row.figure else 0
        room = int(self._left) - 2 * pad - figure
        text = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, room)
        place = QRectF(pad, space.top(), room, space.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(self._colour(_ROLE.PlaceholderText))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRectF(self._left - pad - figure, space.top(), figure, space.height()), side, row.figure)

    def _paint_bar(self, painter: QPainter, chart: Chart, row: ChartRow, middle: float) -> None:
        if row.start is None or row.end is None:
            painter.setPen(self._colour(_ROLE.PlaceholderText))
            place = QRectF(self._left + chars(self, 0.5), middle - row_height(self) / 2, chars(self, 20),
                           row_height(self))  # fmt: skip
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), row.said)
            return
        begin, end = (self._x(share) for share in chart.stretch(row.start, row.end))
        height = self._row_height * (0.5 if row.kind is RowKind.PHASE else 0.4)
        bar = QRectF(begin, middle - height / 2, end - begin, height)
        painter.fillRect(bar, self._colour(_ROLE.Mid))
        painter.fillRect(
            QRectF(bar.left(), bar.top(), bar.width() * row.share, height), self._colour(_ROLE.PlaceholderText)
        )
        painter.setPen(QPen(self._colour(_ROLE.PlaceholderText), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        if row.open_start:
            self._arrow(painter, begin + height * 0.8, middle, -height * 0.35)
        if row.open_end:
            self._arrow(painter, end - height * 0.8, middle, height * 0.35)

    def _arrow(self, painter: QPainter, x: float, y: float, size: float) -> None:
        painter.setBrush(self._colour(_ROLE.PlaceholderText))
        high = abs(size)
        painter.drawPolygon(QPolygonF([QPointF(x, y - high), QPointF(x + size, y), QPointF(x, y + high)]))

    def _paint_dot(self, painter: QPainter, chart: Chart, row: ChartRow, dot: ChartDot, middle: float) -> None:
        x = self._x(chart.stretch(dot.day, dot.day)[1])
        radius = self._row_height * (0.11 if row.kind is RowKind.DUTY else 0.17)
        late = dot.mark is Mark.LATE
        painter.setPen(QPen(self._colour(_ROLE.BrightText if late else _ROLE.Text), 1))
        filled = late or dot.done == dot.count
        role = (_ROLE.BrightText if late else _ROLE.Text) if filled else _ROLE.Base
        painter.setBrush(self._colour(role))
        if late:
            low = QPointF(x, middle + radius * 1.1)
            shape = [QPointF(x - radius, middle - radius), QPointF(x + radius, middle - radius), low]
        else:
            shape = [QPointF(x, middle - radius), QPointF(x + radius, middle), QPointF(x, middle + radius),
                     QPointF(x - radius, middle)]  # fmt: skip
        painter.drawPolygon(QPolygonF(shape))

    def _paint_today(self, painter: QPainter, chart: Chart) -> None:
        if not chart.shows_today:
            return
        x = self._x(chart.place(chart.today))
        painter.setPen(QPen(self._colour(_ROLE.Accent), 1.4, Qt.PenStyle.DashLine))
        bottom = self._head + self._row_height * len(chart.rows)
        painter.drawLine(QPointF(x, row_height(self)), QPointF(x, bottom))
        label = f"今日 {chart.today.month}月{chart.today.day}日"
        width = painter.fontMetrics().horizontalAdvance(label)
        left = min(max(x - width / 2, self._left), self.width() - width - 2)
        painter.drawText(QRect(int(left), 0, width + 2, row_height(self)), int(Qt.AlignmentFlag.AlignVCenter), label)


def _write_fitting(painter: QPainter, space: QRectF, text: str) -> None:
    """Words in the middle of a space, in smaller type where they are wider: a year on the axis is never lost."""
    usual = painter.font()
    wide = painter.fontMetrics().horizontalAdvance(text)
    if wide > space.width() - _EDGE:
        smaller = QFont(usual)
        pixels = QFontInfo(usual).pixelSize() * (space.width() - _EDGE) / wide
        smaller.setPixelSize(max(_LEAST_PIXELS, int(pixels)))
        painter.setFont(smaller)
    painter.drawText(space, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.setFont(usual)
