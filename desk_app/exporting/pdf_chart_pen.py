"""A pen that also fills boxes, draws dashes and small signs, and sets text within a width: for charts and slips."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.exporting.fonts import FontBook, Style, printable
from desk_app.exporting.linebreak import LineBreaker
from desk_app.exporting.page import CENTRE_OF_EM
from desk_app.exporting.pdf_characters import CharacterReport, examine_texts
from desk_app.exporting.pdf_fonts import DocumentFonts
from desk_app.exporting.pdf_pen import Pen

_EM = 1000


class ChartPen(Pen):
    """Places are PDF points from the sheet's lower left corner; ``grey`` is 0 for black, 1 for white."""

    def __init__(self, book: FontBook, fonts: DocumentFonts) -> None:
        super().__init__(book, fonts)
        self._widths_of = book.styled
        self.said: dict[Style, dict[str, None]] = {}

    def box(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A filled box."""
        self._rules.append(f"q {grey:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")

    def diamond(self, x: float, y: float, radius: float, grey: float) -> None:
        """A diamond about a point, outlined in black."""
        corners = ((x, y + radius), (x + radius, y), (x, y - radius), (x - radius, y))
        self._polygon(corners, grey)

    def triangle(self, x: float, y: float, radius: float, grey: float) -> None:
        """A triangle that points down, about a point."""
        self._polygon(((x - radius, y + radius * 0.8), (x + radius, y + radius * 0.8), (x, y - radius)), grey)

    def arrow(self, x: float, y: float, size: float) -> None:
        """A small arrow head: to the right for a positive size, to the left for a negative one."""
        self._polygon(((x, y + abs(size)), (x + size, y), (x, y - abs(size))), 0.0)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float, dash: str = "", grey: float = 0) -> None:
        """A rule in its own width and grey, dashed where asked (``4 3``)."""
        self._rules.append(f"q {grey:g} G [{dash}] 0 d {width:g} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S Q")

    def width(self, text: str, style: Style, size: float) -> float:
        """How wide a text is."""
        return self._widths_of(style).width(printable(text)) * size / _EM

    def put(self, text: str, style: Style, size: float, x: float, y: float) -> None:
        """A text whose letters stand about the height ``y`` in their middle."""
        self.said.setdefault(style, {})[text] = None
        self.text(printable(text), style, size, x, y - CENTRE_OF_EM * size)

    def centred(self, text: str, style: Style, size: float, x: float, y: float) -> None:
        """The same, its middle at ``x``."""
        self.put(text, style, size, x - self.width(text, style, size) / 2, y)

    def broken(self, text: str, style: Style, size: float, width: float, most: int = 0) -> list[str]:
        """A text in lines of a width; with ``most`` the last one kept ends in an ellipsis where more would follow."""
        breaker = LineBreaker(self._widths_of(style).widths, width * _EM / size)
        lines = [line for line, _ in breaker.lines(text)]
        if most and len(lines) > most:
            last = lines[most - 1]
            while last and self.width(f"{last}…", style, size) > width:
                last = last[:-1]
            lines = [*lines[: most - 1], f"{last}…"]
        return lines

    def _polygon(self, corners: tuple[tuple[float, float], ...], grey: float) -> None:
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(corners))
        self._rules.append(f"q {grey:g} g 0.6 w {path} h B Q")


def characters_of(pens: Iterable[ChartPen], fonts: FontBook) -> CharacterReport:
    """What is to be told of the characters that some pens have set."""
    styles: dict[Style, dict[str, None]] = {}
    for pen in pens:
        for style, texts in pen.said.items():
            styles.setdefault(style, {}).update(texts)
    return examine_texts(styles, fonts)
