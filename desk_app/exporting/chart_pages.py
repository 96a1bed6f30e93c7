"""Charts as vector pages: bars lie beside their names, which are never cut; greys and signs read in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from desk_app.exporting.atomic import replacing
from desk_app.exporting.chart_values import ChartData, ChartKind
from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.page import A4_LONG_MM, A4_SHORT_MM, mm
from desk_app.exporting.pdf_canvas import PaperCanvas
from desk_app.exporting.pdf_characters import CharacterReport
from desk_app.exporting.pdf_chart_pen import ChartPen, characters_of

_GREYS = (0.25, 0.62, 0.88, 0.45, 0.75, 1.0)
_DASHES = ("", "6 3", "2 2", "8 2 2 2", "1 2", "10 4")
_MARGIN, _TITLE, _TEXT, _SMALL = mm(20), 20.0, 11.0, 9.5
_ROW = mm(8.5)
_FAINT = 0.75
_TICKS = 5


@dataclass(frozen=True, slots=True)
class ChartPdf:
    """The charts' PDF, and what is to be told of its characters."""

    content: bytes
    characters: CharacterReport


def chart_pdf(charts: Sequence[ChartData], fonts: FontBook) -> ChartPdf:
    """The charts as PDF, upright for bars and lying for lines; bars go on over as many pages as they need.

    MissingCharacterError names all characters that no font has.
    """
    content = BytesIO()
    canvas = PaperCanvas(content, charts[0].title if charts else "图表")
    pages = [page for chart in charts for page in _parts(chart)]
    pens = []
    for number, chart in enumerate(pages, start=1):
        pens.append(pen := ChartPen(fonts, canvas.fonts))
        lies = chart.kind is ChartKind.LINES
        sides = (mm(A4_LONG_MM), mm(A4_SHORT_MM)) if lies else (mm(A4_SHORT_MM), mm(A4_LONG_MM))
        page = _Lines(pen, chart, sides) if lies else _Bars(pen, chart, sides)
        page.draw(f"第 {number} 页 共 {len(pages)} 页" if len(pages) > 1 else "")
        canvas.add_page(sides, pen.operators())
    characters = characters_of(pens, fonts)
    canvas.finish()
    return ChartPdf(content.getvalue(), characters)


def write_charts(charts: Sequence[ChartData], target: Path, fonts: FontBook) -> CharacterReport:
    """Write the charts as a PDF file, whole or not at all; what is to be told of its characters."""
    drawn = chart_pdf(charts, fonts)
    with replacing(target) as part:
        part.write_bytes(drawn.content)
    return drawn.characters


def _parts(chart: ChartData) -> list[ChartData]:
    """A chart of many bars page by page, all to one measure."""
    if chart.kind is ChartKind.LINES:
        return [chart]
    room = mm(A4_LONG_MM) - 2 * _MARGIN - _TITLE * 5 - _TEXT * 4
    most = max(1, int(room / (_ROW * (0.35 + 0.35 * len(chart.series)))))
    most = -(-len(chart.names) // -(-len(chart.names) // most)) if chart.names else 1
    top = chart.top
    return [
        replace(
            chart,
            names=chart.names[first : first + most],
            series=tuple(replace(one, values=one.values[first : first + most]) for one in chart.series),
            most=top,
        )
        for first in range(0, max(1, len(chart.names)), most)
    ]


class _Page:
    """What both kinds have in common: title, legend, notes, number."""

    def __init__(self, pen: ChartPen, chart: ChartData, sides: tuple[float, float]) -> None:
        self._pen, self._chart = pen, chart
        self._width, self._height = sides
        self._inner = self._width - 2 * _MARGIN
        self._top = self._height - _MARGIN

    def draw(self, number: str) -> None:
        self._draw_title()
        if len(self._chart.series) > 1:
            self._draw_legend()
        bottom = self._draw_notes(number)
        self._draw_figure(bottom + _TEXT * 1.5)

    def _draw_title(self) -> None:
        for line in self._pen.broken(self._chart.title, Style.TITLE, _TITLE, self._inner):
            self._pen.centred(line, Style.TITLE, _TITLE, self._width / 2, self._top - _TITLE / 2)
            self._top -= _TITLE * 1.4
        self._top -= _TEXT

    def _draw_legend(self) -> None:
        x = _MARGIN
        for place, one in enumerate(self._chart.series):
            width = _TEXT * 3.2 + self._pen.width(one.name, Style.SONG, _TEXT)
            if x > _MARGIN and x + width > self._width - _MARGIN:
                x, self._top = _MARGIN, self._top - _TEXT * 1.6
            self._sign(place, x, self._top)
            self._pen.put(one.name, Style.SONG, _TEXT, x + _TEXT * 2.2, self._top)
            x += width
        self._top -= _TEXT * 2

    def _draw_notes(self, number: str) -> float:
        lines = [line for note in self._chart.notes for line in self._pen.broken(note, Style.SONG, _SMALL, self._inner)]
        y = _MARGIN + _SMALL * 1.5 * max(0, len(lines) - 1)
        for place, line in enumerate(lines):
            self._pen.put(line, Style.SONG, _SMALL, _MARGIN, y - place * _SMALL * 1.5)
        if number:
            self._pen.centred(number, Style.SONG, _SMALL, self._width / 2, _MARGIN * 0.5)
        return y + _SMALL

    def _sign(self, place: int, x: float, y: float) -> None:
        raise NotImplementedError

    def _draw_figure(self, bottom: float) -> None:
        raise NotImplementedError


class _Bars(_Page):
    """Names at the left with their bars, values at the bars' ends."""

    def _sign(self, place: int, x: float, y: float) -> None:
        self._pen.box(x, y - _TEXT * 0.4, _TEXT * 1.8, _TEXT * 0.8, _GREYS[place % len(_GREYS)])
        self._pen.frame(x, y - _TEXT * 0.4, _TEXT * 1.8, _TEXT * 0.8, 0.5)

    def _draw_figure(self, bottom: float) -> None:
        chart, pen = self._chart, self._pen
        widest = max((pen.width(name, Style.FANG, _TEXT) for name in chart.names), default=0.0)
        room = min(widest, self._inner * 0.38)
        left = _MARGIN + room + _TEXT * 0.6
        ends = [chart.shown(value) for one in chart.series for value in one.values]
        end = max((pen.width(text, Style.SONG, _SMALL) for text in ends), default=0.0) + _SMALL
        across = self._width - _MARGIN - end - left
        rows = max(1, len(chart.names))
        pitch = min((self._top - _TEXT - bottom) / rows, _ROW * (0.5 + 0.5 * len(chart.series)) * 1.25)
        low = self._top - pitch * rows
        for tick in range(_TICKS + 1):
            x = left + across * tick / _TICKS
            pen.line(x, self._top, x, low, 0.3, grey=_FAINT)
            text = f"{chart.top * tick / _TICKS:g}{chart.unit}"
            pen.centred(text, Style.SONG, _SMALL, x, low - _SMALL)
        for place, name in enumerate(chart.names):
            middle = self._top - pitch * (place + 0.5)
            self._draw_name(name, room, middle, pitch)
            for number, one in enumerate(chart.series):
                self._draw_bar(one.values[place], number, left, across, middle, pitch * 0.76)
        pen.line(left, self._top, left, low, 0.8)

    def _draw_name(self, name: str, room: float, middle: float, pitch: float) -> None:
        """The whole name: on as many lines as it needs, smaller where they would not fit their strip."""
        size = _TEXT
        lines = self._pen.broken(name, Style.FANG, size, room + 0.1)
        while len(lines) * size * 1.15 > pitch and size > 5:
            size -= 0.5
            lines = self._pen.broken(name, Style.FANG, size, room + 0.1)
        for place, line in enumerate(lines):
            x = _MARGIN + room - self._pen.width(line, Style.FANG, size)
            self._pen.put(line, Style.FANG, size, x, middle + size * 1.15 * ((len(lines) - 1) / 2 - place))

    def _draw_bar(
        self, value: float | None, number: int, left: float, across: float, middle: float, strip: float
    ) -> None:
        chart, pen = self._chart, self._pen
        each = strip / len(chart.series)
        y = middle + strip / 2 - each * (number + 1)
        long = across * (value or 0.0) / max(chart.top, 1e-9)
        if long:
            pen.box(left, y + each * 0.08, long, each * 0.84, _GREYS[number % len(_GREYS)])
            pen.frame(left, y + each * 0.08, long, each * 0.84, 0.5)
        size = min(_SMALL, each * 0.95)
        pen.put(chart.shown(value), Style.SONG, size, left + long + size * 0.4, y + each / 2)


class _Lines(_Page):
    """Periods along the foot, a line a series, each with a dash and a sign of its own and its values at the points."""

    def _sign(self, place: int, x: float, y: float) -> None:
        self._pen.line(x, y, x + _TEXT * 1.8, y, 1.2, _DASHES[place % len(_DASHES)])
        self._mark(place, x + _TEXT * 0.9, y)

    def _mark(self, place: int, x: float, y: float) -> None:
        radius = 3.2
        if place % 3 == 0:
            self._pen.diamond(x, y, radius, 0.0)
        elif place % 3 == 1:
            self._pen.triangle(x, y, radius, 1.0)
        else:
            self._pen.box(x - radius * 0.8, y - radius * 0.8, radius * 1.6, radius * 1.6, 0.6)
            self._pen.frame(x - radius * 0.8, y - radius * 0.8, radius * 1.6, radius * 1.6, 0.6)

    def _draw_figure(self, bottom: float) -> None:
        chart, pen = self._chart, self._pen
        left = _MARGIN + pen.width(f"{chart.top:g}", Style.SONG, _SMALL) + _SMALL
        count = len(chart.names)
        step = (self._width - _MARGIN - left) / max(1, count)
        names = [pen.broken(name, Style.SONG, _SMALL, step * 0.94) for name in chart.names]
        low = bottom + _SMALL * 1.3 * max((len(lines) for lines in names), default=1) + _SMALL * 0.5
        high = self._top - _TEXT
        for tick in range(_TICKS + 1):
            y = low + (high - low) * tick / _TICKS
            pen.line(left, y, self._width - _MARGIN, y, 0.3, grey=_FAINT)
            text = f"{chart.top * tick / _TICKS:g}"
            pen.put(text, Style.SONG, _SMALL, left - pen.width(text, Style.SONG, _SMALL) - _SMALL * 0.4, y)
        places = [left + step * (place + 0.5) for place in range(count)]
        for x, lines in zip(places, names, strict=True):
            for number, line in enumerate(lines):
                pen.centred(line, Style.SONG, _SMALL, x, low - _SMALL * (1.0 + 1.3 * number))
        for number in range(len(chart.series)):
            self._draw_line(number, places, low, high)
        pen.line(left, low, self._width - _MARGIN, low, 0.8)
        pen.line(left, low, left, high, 0.8)

    def _draw_line(self, number: int, places: list[float], low: float, high: float) -> None:
        chart, pen = self._chart, self._pen
        points = [
            (x, low + (high - low) * value / max(chart.top, 1e-9), value)
            for x, value in zip(places, chart.series[number].values, strict=True)
            if value is not None
        ]
        for (x0, y0, _), (x1, y1, _) in pairwise(points):
            pen.line(x0, y0, x1, y1, 1.2, _DASHES[number % len(_DASHES)])
        for x, y, value in points:
            self._mark(number, x, y)
            text = f"{value:g}"
            width = pen.width(text, Style.SONG, _SMALL)
            pen.box(x - width / 2 - 1, y + _SMALL * 0.5, width + 2, _SMALL, 1.0)
            pen.centred(text, Style.SONG, _SMALL, x, y + _SMALL)
