"""How many pages a file has on paper, where that can be told from the file itself."""

from __future__ import annotations

from pathlib import Path

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif"})


def pages_of(path: Path) -> int | None:
    """The pages of a PDF or a picture; None for what has none until it is printed, and for what cannot be opened."""
    suffix = path.suffix.lower()
    if suffix in _PICTURES:
        return 1
    if suffix != ".pdf":
        return None
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(document)
    finally:
        document.close()
