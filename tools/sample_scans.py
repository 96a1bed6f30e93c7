"""Pictures of sealed paper: a JPG as a telephone takes it and a PDF as a scanner makes it. No text inside."""

from __future__ import annotations

import math
from io import BytesIO

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_WIDTH, _HEIGHT = 1120, 790
_COLUMNS = (60, 110, 210, 370, 470, 630, 720, 840, 950, 1060)
_PAPER, _INK, _RULE, _SEAL = (250, 249, 244), (60, 60, 70), (110, 110, 110), (200, 40, 40)


def photograph(unit: str) -> bytes:
    """A JPG of a filled and sealed 附件2; strokes stand for handwriting, different for each unit."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((300, 60, 820, 92), fill=_INK)
    for row in range(9):
        draw.line((60, 150 + row * 55, 1060, 150 + row * 55), fill=_RULE, width=2)
    for x in _COLUMNS:
        draw.line((x, 150, x, 590), fill=_RULE, width=2)
    _write_by_hand(draw, sum(map(ord, unit)))
    draw.ellipse((800, 520, 1000, 720), outline=_SEAL, width=6)
    draw.polygon([_star_point(corner) for corner in range(10)], fill=_SEAL)
    turned = image.rotate(-1.2, fillcolor=(225, 225, 222))
    out = BytesIO()
    turned.save(out, "JPEG", quality=55)
    return out.getvalue()


def _star_point(corner: int) -> tuple[float, float]:
    """One of the ten corners of the star in the middle of the seal."""
    radius, angle = (18 if corner % 2 else 46), math.pi * corner / 5
    return 900 + radius * math.sin(angle), 620 - radius * math.cos(angle)


def _write_by_hand(draw: ImageDraw.ImageDraw, seed: int) -> None:
    """Fills four rows of the table with strokes whose lengths follow from the seed."""
    for row in range(1, 5):
        for place, x in enumerate(_COLUMNS[:-1]):
            room = _COLUMNS[place + 1] - x - 20
            length = room * (40 + (seed * (row + place + 1)) % 60) // 100
            top = 172 + row * 55
            draw.line((x + 10, top, x + 10 + length, top + (seed + row) % 5), fill=_INK, width=9)


def scan(unit: str) -> bytes:
    """A PDF of one page that holds nothing but the picture."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), invariant=1)
    canvas.setTitle("盖章件")
    canvas.setAuthor(unit)
    canvas.setProducer("scanner")
    width, height = landscape(A4)
    canvas.drawImage(ImageReader(BytesIO(photograph(unit))), 0, 0, width, height)
    canvas.save()
    return out.getvalue()
