"""What a copier makes of printed papers: pages at 150 dpi, turned, badly compressed, several papers in one file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.values import Campaign
from desk_app.storage import records, roster

DPI = 150
_MANY = 5


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


def lengthen(desk: Desk, campaign: Campaign, *units: str) -> None:
    """Let the talks' paper of each unit that has rows (or of these) need a second page: a place told at length."""
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        rows = list(records.counted(reader, campaign.id, period="2023-03"))
    mine: dict[str, list[int]] = {}
    for one in rows:
        if one.unit_id is not None and "place" in one.values and (not units or names[one.unit_id] in units):
            mine.setdefault(names[one.unit_id], []).append(one.id)
    edits = [CellEdit(ids[0], "place", "第二会议室" * (40 if len(ids) > _MANY else 60)) for ids in mine.values()]
    correct_cells(desk, campaign, edits)
