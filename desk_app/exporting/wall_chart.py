"""任务推进图 on paper: a chart for the wall, A3 or A4 landscape, readable in black and white."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.tasks import Mark
from desk_app.campaign.tasks_chart import Chart, ChartDot, ChartRow, RowKind, month_label
from desk_app.exporting.atomic import replacing
from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.page import mm
from desk_app.exporting.pdf_canvas import PaperCanvas
from desk_app.exporting.pdf_characters import CharacterReport
from desk_app.exporting.pdf_chart_pen import ChartPen, characters_of

_DONE, _OPEN, _BAND, _FAINT = 0.45, 0.85, 0.95, 0.6
ROWS_HEAD = "阶段、活动和定期工作"
LEGEND = (
    ("深色为已完成", "bar"),
    ("浅色为未完成", "open"),
    ("到期", "dot"),
    ("到期且已完成", "done"),
    ("逾期", "late"),
)
"""What the signs say, and which sign each is."""
_STYLE_OF = {RowKind.PHASE: Style.HEI, RowKind.ACTIVITY: Style.FANG, RowKind.DUTY: Style.KAI}


@dataclass(frozen=True, slots=True)
class Wall:
    """The sheet and its measures in points."""

    name: str
    width: float
    height: float
    margin: float
    title: float
    text: float
    row: float

    @property
    def room(self) -> float:
        """The height that is left for rows."""
        return self.height - 2 * self.margin - self.title * 2.6 - self.text * 5

    @property
    def label_width(self) -> float:
        """The column of labels."""
        return (self.width - 2 * self.margin) * 0.24


A4 = Wall("A4", mm(297), mm(210), mm(15), 20.0, 10.0, mm(9))
A3 = Wall("A3", mm(420), mm(297), mm(18), 28.0, 13.0, mm(12))
_TALLEST = 1.7  # a row of a chart with few rows, of the usual height


def until_words(chart: Chart) -> str:
    """截至2023年4月3日, and whether the campaign is over."""
    return f"截至{long_day(chart.today)}{'（已结束）' if chart.ended else ''}"


def today_words(chart: Chart) -> str:
    """今日 4月3日."""
    return f"今日 {chart.today.month}月{chart.today.day}日"


def write_wall_chart(chart: Chart, target: Path, fonts: FontBook, wall: Wall = A4) -> CharacterReport:
    """Write the chart as PDF, on as many sheets as its rows need; what is to be told of its characters.

    Whole or not at all.
    """
    content = BytesIO()
    canvas = PaperCanvas(content, chart.title)
    sheets, pens = _sheets(chart.rows, wall), []
    for number, rows in enumerate(sheets, start=1):
        pen = ChartPen(fonts, canvas.fonts)
        pens.append(pen)
        _Sheet(pen, chart, wall, rows).draw(number, len(sheets))
        canvas.add_page((wall.width, wall.height), pen.operators())
    canvas.finish()
    with replacing(target) as part:
        part.write_bytes(content.getbuffer())
    return characters_of(pens, fonts)


def _sheets(rows: tuple[ChartRow, ...], wall: Wall) -> list[tuple[ChartRow, ...]]:
    most = max(1, int(wall.room / wall.row))
    count = max(1, -(-len(rows) // most))
    each = -(-len(rows) // count) or 1
    return [rows[first : first + each] for first in range(0, len(rows), each)] or [()]


class _Sheet:
    """One sheet of the chart."""

    def __init__(self, pen: ChartPen, chart: Chart, wall: Wall, rows: tuple[ChartRow, ...]) -> None:
        self._pen, self._chart, self._wall, self._rows = pen, chart, wall, rows
        self._left = wall.margin + wall.label_width
        self._axis = wall.width - wall.margin - self._left
        self._head = wall.height - wall.margin - wall.title * 2.6
        self._top = self._head - wall.text * 2.2
        self._row = min(wall.room / max(1, len(rows)), wall.row * _TALLEST)
        self._bottom = self._top - self._row * len(rows)

    def draw(self, number: int, of: int) -> None:
        wall, pen = self._wall, self._pen
        middle = wall.width / 2
        pen.centred(self._chart.title, Style.TITLE, self._title_size(), middle, wall.height - wall.margin - wall.title)
        self._draw_months()
        for place, row in enumerate(self._rows):
            self._draw_row(row, self._top - self._row * (place + 0.5))
        pen.frame(wall.margin, self._bottom, wall.width - 2 * wall.margin, self._head - self._bottom, 0.8)
        pen.line(self._left, self._head, self._left, self._bottom, 0.8)
        self._draw_today()
        self._draw_foot(number, of)

    def _title_size(self) -> float:
        wall = self._wall
        width = self._pen.width(self._chart.title, Style.TITLE, wall.title)
        return min(wall.title, wall.title * (wall.width - 2 * wall.margin) / max(width, 1.0))

    def _x(self, share: float) -> float:
        return self._left + self._axis * share

    def _draw_months(self) -> None:
        pen, wall, size = self._pen, self._wall, self._wall.text
        middle = (self._head + self._top) / 2
        pen.box(wall.margin, self._top, wall.width - 2 * wall.margin, self._head - self._top, _BAND)
        pen.centred(ROWS_HEAD, Style.HEI, size, wall.margin + wall.label_width / 2, middle)
        months = self._chart.months
        for place, month in enumerate(months):
            begin = self._x(self._chart.place(month))
            end = self._x(self._chart.place(months[place + 1])) if place + 1 < len(months) else self._x(1.0)
            label = month_label(month, with_year=place == 0)
            wide = pen.width(label, Style.HEI, size * 0.9)
            fitting = size * 0.9 * min(1.0, (end - begin) * 0.94 / wide)
            pen.centred(label, Style.HEI, fitting, (begin + end) / 2, middle)
            if place:
                pen.line(begin, self._head, begin, self._bottom, 0.3, grey=_FAINT)
        pen.line(wall.margin, self._top, wall.width - wall.margin, self._top, 0.8)

    def _draw_row(self, row: ChartRow, y: float) -> None:
        pen, wall = self._pen, self._wall
        low = y - self._row / 2
        style, size = _STYLE_OF[row.kind], wall.text
        figure = pen.width(row.figure, Style.SONG, size * 0.9) + size * 0.6 if row.figure else 0.0
        lines = pen.broken(row.label, style, size, wall.label_width - size - figure, most=2)
        pitch = size * 1.2
        for place, text in enumerate(lines):
            pen.put(text, style, size, wall.margin + size * 0.5, y + pitch * ((len(lines) - 1) / 2 - place))
        if row.figure:
            pen.put(row.figure, Style.SONG, size * 0.9, self._left - figure, y)
        pen.line(wall.margin, low, wall.width - wall.margin, low, 0.3, grey=_FAINT)
        self._draw_bar(row, y)
        for dot in row.dots:
            self._draw_dot(row, dot, y)

    def _draw_bar(self, row: ChartRow, y: float) -> None:
        pen, wall = self._pen, self._wall
        if row.start is None or row.end is None or row.kind is RowKind.DUTY:
            if row.said:
                self._say(row.said, self._left + wall.text, y, wall.text * 0.9)
            return
        begin, end = (self._x(share) for share in self._chart.stretch(row.start, row.end))
        height = self._row * (0.46 if row.kind is RowKind.PHASE else 0.34)
        pen.box(begin, y - height / 2, end - begin, height, _OPEN)
        pen.box(begin, y - height / 2, (end - begin) * row.share, height, _DONE)
        pen.frame(begin, y - height / 2, end - begin, height, 0.5)
        if row.open_start:
            pen.arrow(begin + height * 0.7, y, -height * 0.4)
        if row.open_end:
            pen.arrow(end - height * 0.7, y, height * 0.4)
        if row.said and pen.width(row.said, Style.KAI, wall.text * 0.8) < self._x(1.0) - end - wall.text:
            self._say(row.said, end + wall.text * 0.8, y, wall.text * 0.8)

    def _say(self, text: str, x: float, y: float, size: float) -> None:
        """Words in a row, on white so that no line of a month runs through them."""
        width = self._pen.width(text, Style.KAI, size)
        self._pen.box(x - size * 0.2, y - size * 0.6, width + size * 0.4, size * 1.2, 1.0)
        self._pen.put(text, Style.KAI, size, x, y)

    def _draw_dot(self, row: ChartRow, dot: ChartDot, y: float) -> None:
        x = self._x(self._chart.stretch(dot.day, dot.day)[1])
        radius = self._wall.text * (0.28 if row.kind is RowKind.DUTY else 0.42)
        if row.kind is RowKind.DUTY:
            self._pen.diamond(x, y, radius, 1.0)
        elif dot.mark is Mark.LATE:
            self._pen.triangle(x, y, radius * 1.2, 0.0)
        else:
            self._pen.diamond(x, y, radius, 0.0 if dot.done == dot.count else 1.0)

    def _draw_today(self) -> None:
        if self._chart.shows_today:
            x = self._x(self._chart.place(self._chart.today))
            self._pen.line(x, self._head, x, self._bottom, 1.2, "5 3")
            size = self._wall.text * 0.9
            label = today_words(self._chart)
            half = self._pen.width(label, Style.HEI, size) / 2
            middle = min(max(x, self._left + half), self._x(1.0) - half)
            self._pen.centred(label, Style.HEI, size, middle, self._head + size * 0.9)

    def _draw_foot(self, number: int, of: int) -> None:
        pen, wall, size = self._pen, self._wall, self._wall.text * 0.9
        y, x = self._bottom - size * 1.8, wall.margin
        for words, sign in LEGEND:
            self._draw_sign(sign, x + size * 0.6, y, size)
            pen.put(words, Style.SONG, size, x + size * 1.6, y)
            x += size * 2.8 + pen.width(words, Style.SONG, size)
        pages = f"第 {number} 页 共 {of} 页　" if of > 1 else ""
        text = f"{pages}{until_words(self._chart)}"
        pen.put(text, Style.SONG, size, wall.width - wall.margin - pen.width(text, Style.SONG, size), y)

    def _draw_sign(self, sign: str, x: float, y: float, size: float) -> None:
        pen, radius = self._pen, size * 0.45
        if sign in {"bar", "open"}:
            pen.box(x - radius, y - radius * 0.7, radius * 2, radius * 1.4, _DONE if sign == "bar" else _OPEN)
            pen.frame(x - radius, y - radius * 0.7, radius * 2, radius * 1.4, 0.5)
        elif sign == "late":
            pen.triangle(x, y, radius, 0.0)
        else:
            pen.diamond(x, y, radius, 0.0 if sign == "done" else 1.0)
