"""盒脊: strips to cut out and stick on the backs of the boxes, with the fields of DA/T 22-2015's box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from desk_app.exporting.atomic import replacing
from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.page import A4_LONG_MM, A4_SHORT_MM, mm
from desk_app.exporting.pdf_canvas import PaperCanvas
from desk_app.exporting.pdf_characters import CharacterReport
from desk_app.exporting.pdf_chart_pen import ChartPen, characters_of

_WIDTH, _HEIGHT = mm(A4_LONG_MM), mm(A4_SHORT_MM)
STRIP, TALL, GAP = mm(38), mm(184), mm(7)
_MARGIN = mm(13)
EACH = 6
FIELD = mm(15)
_CAPTION, _TEXT, _TITLE = 9.0, 12.0, 16.0
_LEAST = 9.0


@dataclass(frozen=True, slots=True)
class Spine:
    """One box. Empty fields stay empty, to be written by hand."""

    fonds: str
    year: str
    retention: str
    klass: str
    first: int
    last: int
    box: int
    title: str
    bureau: str

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Captions and what stands below them, from the top."""
        span = f"{self.first:04}—{self.last:04}" if self.last != self.first else f"{self.first:04}"
        return (
            ("全宗号", self.fonds),
            ("年度", self.year),
            ("保管期限", self.retention),
            ("机构（问题）", self.klass),
            ("起止件号", span),
            ("盒号", str(self.box)),
        )


def write_spines(spines: Sequence[Spine], target: Path, fonts: FontBook) -> CharacterReport:
    """Write the strips on A4 landscape, six a sheet; what is to be told of characters. Whole or not at all."""
    content = BytesIO()
    canvas = PaperCanvas(content, "盒脊")
    pens = []
    for sheet in sheets_of(spines):
        pen = ChartPen(fonts, canvas.fonts)
        pens.append(pen)
        for place, spine in enumerate(sheet):
            _draw(pen, spine, _MARGIN + place * (STRIP + GAP))
        canvas.add_page((_WIDTH, _HEIGHT), pen.operators())
    canvas.finish()
    with replacing(target) as part:
        part.write_bytes(content.getbuffer())
    return characters_of(pens, fonts)


def sheets_of(spines: Sequence[Spine]) -> list[Sequence[Spine]]:
    """The strips of each sheet."""
    return [spines[first : first + EACH] for first in range(0, len(spines), EACH)]


def _draw(pen: ChartPen, spine: Spine, left: float) -> None:
    bottom = (_HEIGHT - TALL) / 2
    top, middle = bottom + TALL, left + STRIP / 2
    pen.frame(left, bottom, STRIP, TALL, 0.8)
    y = top
    for place, (caption, text) in enumerate(spine.fields):
        if place == len(spine.fields) - 2:
            y = bottom + 2 * FIELD
            pen.line(left, y, left + STRIP, y, 0.5)
        pen.centred(caption, Style.HEI, _CAPTION, middle, y - FIELD * 0.25)
        pen.centred(text, Style.FANG, _fitting(pen, text), middle, y - FIELD * 0.68)
        y -= FIELD
        if place != len(spine.fields) - 1:
            pen.line(left, y, left + STRIP, y, 0.5)
    _upright(pen, spine, middle, top - 4 * FIELD, bottom + 2 * FIELD)


def _fitting(pen: ChartPen, text: str) -> float:
    wide = pen.width(text, Style.FANG, _TEXT)
    return _TEXT if wide <= STRIP - mm(3) else max(6.0, _TEXT * (STRIP - mm(3)) / wide)


def _upright(pen: ChartPen, spine: Spine, middle: float, top: float, bottom: float) -> None:
    """The campaign's title from top to bottom, in two columns from the right where one is too long."""
    room = top - bottom - mm(6)
    signs = list(spine.title)
    columns = 1 if len(signs) * _TITLE * 1.15 <= room else 2
    size = min(_TITLE, max(_LEAST, room * columns / (len(signs) + columns) / 1.15))
    each = max(1, int(room / (size * 1.15)))
    parts = [signs[first : first + each] for first in range(0, len(signs), each)][:3]
    for place, part in enumerate(parts):
        x = middle + ((len(parts) - 1) / 2 - place) * size * 1.5
        start = top - mm(3) - (room - len(part) * size * 1.15) / 2 * (len(parts) == 1)
        for number, sign in enumerate(part):
            pen.centred(sign, Style.TITLE, size, x, start - (number + 0.5) * size * 1.15)
