"""Writes text and rules as PDF operators for one page."""

from __future__ import annotations

from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.pdf_fonts import DocumentFonts, EmbeddedFace

_EM = 1000


class Pen:
    """Collects one page's operators; places are PDF points from the sheet's lower left corner."""

    def __init__(self, book: FontBook, fonts: DocumentFonts) -> None:
        self._book, self._fonts = book, fonts
        self._texts: list[str] = []
        self._rules: list[str] = []
        self._fills: list[str] = []
        self._current: tuple[str, float] = ("", 0.0)

    def text(self, text: str, style: Style, size: float, x: float, y: float) -> None:
        """A line of printable text that begins at ``x`` on the base line ``y``."""
        self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        self._show(text, style, size)

    def turned_text(self, text: str, style: Style, size: float, x: float, y: float) -> None:
        """The same, turned clockwise by a quarter: it runs down the sheet."""
        self._texts.append(f"0 -1 1 0 {x:.2f} {y:.2f} Tm")
        self._show(text, style, size)

    def _show(self, text: str, style: Style, size: float) -> None:
        for face, part in self._book.styled(style).runs(text):
            embedded = self._fonts.embedded(face)
            self._texts.append(self._operator(embedded, part, size))

    def _operator(self, embedded: EmbeddedFace, part: str, size: float) -> str:
        if self._current == (embedded.name, size):
            return f"{embedded.encoded(part)} Tj"
        self._current = (embedded.name, size)
        return f"/{embedded.name} {size:g} Tf {embedded.encoded(part)} Tj"

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A rule from one point to another."""
        self._rules.append(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l")

    def stroke(self, width: float) -> None:
        """Draw the rules collected since the last stroke in this width."""
        self._rules.append(f"{width:g} w S" if self._rules else "")

    def frame(self, x: float, y: float, width: float, height: float, thickness: float) -> None:
        """A rectangle's outline."""
        self._rules.append(f"{thickness:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def fill(self, x: float, y: float, width: float, height: float) -> None:
        """A black rectangle."""
        self._fills.append(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re")

    def width(self, text: str, style: Style, size: float) -> float:
        """How wide a line of text is."""
        return self._book.styled(style).width(text) * size / _EM

    def operators(self) -> list[str]:
        """The page's operators: rules below, text above."""
        filled = [*self._fills, "f"] if self._fills else []
        return ["2 J", *self._rules, *filled, "BT", *self._texts, "ET"]
