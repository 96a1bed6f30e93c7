"""Draws the 识别码 of a page small into the foot margin: a QR code, and beside it what a person can read out."""

from __future__ import annotations

from functools import lru_cache

from desk_app.exporting.fonts import Style
from desk_app.exporting.page import Sheet, mm
from desk_app.exporting.pdf_pen import Pen
from desk_app.forms.paper_code import PaperCode, encode, spaced

SIDE_MM = 14.0
"""How large the QR code is: about three dots a module on a scan of 150 dpi."""
_BELOW_MM = 6.0
_GAP_MM = 1.5
_TEXT_SIZE = 7.5
_PITCH = 10.0
_EM = 1000


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of a line, row by row, without its quiet zone; a smudge of 15 % may be lost."""
    import segno

    made = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)


def code_lines(code: PaperCode) -> tuple[str, str]:
    """What stands beside the QR code."""
    return (f"识别码 {spaced(code.check)}", f"第{code.revision}稿 {code.page}/{code.pages}")


def paint_code(pen: Pen, area: Sheet, code: PaperCode, *, right: bool) -> None:
    """Draw a page's code below the type area, at its left edge or, where the page number stands there, its right."""
    side = mm(SIDE_MM)
    top = area.up(area.type_height + mm(_BELOW_MM))
    left = area.left + area.type_width - side if right else area.left
    _paint_modules(pen, modules(encode(code)), left, top, side)
    for line, text in enumerate(code_lines(code)):
        width = pen.width(text, Style.SONG, _TEXT_SIZE)
        x = left - mm(_GAP_MM) - width if right else left + side + mm(_GAP_MM)
        pen.text(text, Style.SONG, _TEXT_SIZE, x, top - side + _PITCH * (1 - line) + 1)


def _paint_modules(pen: Pen, rows: tuple[tuple[bool, ...], ...], left: float, top: float, side: float) -> None:
    size = side / len(rows)
    for down, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                pen.fill(left + start * size, top - (down + 1) * size, (end - start) * size, size)
            start = end + 1
