"""What a copier makes of printed papers: pages at 150 dpi, turned, badly compressed, several papers in one file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

DPI = 150


def pages_of(pdf: Path) -> list[Image.Image]:
    """The pages of a printed PDF as a copier sees them."""
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        return [
            document[place].render(scale=DPI / 72, grayscale=True).to_pil().copy() for place in range(len(document))
        ]
    finally:
        document.close()


def turned(page: Image.Image, degrees: float) -> Image.Image:
    """A page laid askew or upside down."""
    return page.rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def as_jpeg(page: Image.Image, path: Path, quality: int = 20) -> Path:
    """A page as a cheap copier keeps it."""
    held = io.BytesIO()
    page.convert("L").save(held, "JPEG", quality=quality, dpi=(DPI, DPI))
    path.write_bytes(held.getvalue())
    return path


def as_pdf(pages: Sequence[Image.Image], path: Path) -> Path:
    """Pages in one file."""
    first, *others = [page.convert("L") for page in pages]
    first.save(path, "PDF", save_all=True, append_images=others, resolution=DPI)
    return path


def blank() -> Image.Image:
    """A page with nothing on it."""
    return Image.new("L", (1240, 1754), 255)
