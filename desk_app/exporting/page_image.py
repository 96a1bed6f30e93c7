"""Pages of a PDF as pictures: what is previewed and what goes to the printer is the PDF itself, nothing drawn twice."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's width and height in points (1/72 inch)."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as raw pixels: four bytes each (red, green, blue, opaque), ``stride`` bytes a line, from the top."""

    width: int
    height: int
    stride: int
    pixels: bytes


class PdfPages:
    """An opened PDF. One thread at a time may use it, or any other of its kind: the library under it knows no two."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]  # it ships no types

        self._document = pypdfium2.PdfDocument(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def sizes(self) -> tuple[PageSize, ...]:
        """The size of every page."""
        return tuple(PageSize(*self._document.get_page_size(place)) for place in range(len(self._document)))

    def image(self, place: int, scale: float, *, for_paper: bool = False) -> PageImage:
        """A page (from 0) on white, ``scale`` pixels a point; ``for_paper`` draws as printers like it."""
        page = self._document[place]
        try:
            bitmap = page.render(
                scale=scale,
                fill_color=(255, 255, 255, 255),
                rev_byteorder=True,
                prefer_bgrx=True,
                maybe_alpha=False,
                optimize_mode="print" if for_paper else None,
            )
            try:
                return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                bitmap.close()
        finally:
            page.close()


def scale_for(dots_an_inch: float) -> float:
    """Pixels a point for a resolution."""
    return dots_an_inch / _POINTS_AN_INCH
