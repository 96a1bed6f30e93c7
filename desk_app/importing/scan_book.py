"""Scanned papers as pages: PDF by pypdfium2, pictures by Pillow, one page in memory at a time, codes by zxing-cpp."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from desk_app.forms.paper_code import decode, is_ours
from desk_app.importing.gate import damaged
from desk_app.importing.refusal import Refused
from desk_app.importing.sniff import FileKind, sniff

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 3000
_MOST_PIXELS = 120_000_000
_SHARPNESS = (170, 300)
_POINTS_AN_INCH = 72
_MOST_RENDERED = 24_000_000
_LARGEST_SIDE = 5200
_PASSWORD = "password"  # noqa: S105  a word of pdfium's message


@dataclass(frozen=True, slots=True)
class PageRead:
    """What one page says: the whole line of each of our codes on it, how far it is turned, and what else was seen.

    ``damaged`` tells of a code of ours that does not hold together, ``foreign`` of a QR code that is none of ours.
    """

    lines: tuple[str, ...] = ()
    turned: int = 0
    damaged: bool = False
    foreign: bool = False
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A page to be looked at: four bytes a pixel (red, green, blue, opaque), from the top."""

    width: int
    height: int
    pixels: bytes


class ScanBook:
    """An opened scan; ``close`` it. Refused for what cannot be opened, is locked or is larger than any scan."""

    def __init__(self, data: bytes) -> None:
        self._pdf: Any = None
        self._picture: Any = None
        kind = sniff(data)
        if kind is FileKind.PDF:
            self._pdf = _opened_pdf(data)
            self.pages = len(self._pdf)
        elif kind is FileKind.PICTURE:
            self._picture = _opened_picture(data)
            self.pages = int(getattr(self._picture, "n_frames", 1))
        else:
            raise Refused("no_scan", "不是PDF或图片，不能作为扫描件读取；表格文件请在“收表”里收。")
        if not 0 < self.pages <= MOST_PAGES:
            self.close()
            raise Refused("too_many_pages", f"有{self.pages}页，超过{MOST_PAGES}页的上限，请分成几个文件再收。")

    def close(self) -> None:
        """Let the file go."""
        for opened in (self._pdf, self._picture):
            if opened is not None:
                opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, place: int) -> PageRead:
        """The codes on a page (from 0); a page without any is looked at once more, sharper."""
        found = PageRead()
        for sharpness in _SHARPNESS:
            found = _codes(self._grey(place, sharpness))
            if found.lines or self._pdf is None:
                break
        return found

    def look(self, place: int, longest: int, turned: int = 0) -> Pixels:
        """A page to be looked at, upright again, its longer side so many pixels."""
        image = self._coloured(place, longest)
        if turned:
            image = image.rotate(turned, expand=True)
        image.thumbnail((longest, longest))
        shown = image.convert("RGBA")
        return Pixels(shown.width, shown.height, shown.tobytes())

    def _grey(self, place: int, sharpness: int) -> Image:
        if self._pdf is not None:
            return self._rendered(place, sharpness / _POINTS_AN_INCH, grey=True)
        image = self._frame(place, _LARGEST_SIDE).convert("L")
        image.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
        return image

    def _coloured(self, place: int, longest: int) -> Image:
        if self._pdf is not None:
            size = max(self._pdf.get_page_size(place))
            return self._rendered(place, longest / max(size, 1.0), grey=False)
        return self._frame(place, longest).convert("RGB")

    def _rendered(self, place: int, scale: float, *, grey: bool) -> Image:
        page = self._pdf[place]
        try:
            width, height = page.get_size()
            fits = (_MOST_RENDERED / max(width * height, 1.0)) ** 0.5
            bitmap = page.render(scale=min(scale, fits), grayscale=grey)
            try:
                return bitmap.to_pil().copy()  # type: ignore[no-any-return]  # it ships no types
            finally:
                bitmap.close()
        finally:
            page.close()

    def _frame(self, place: int, longest: int) -> Image:
        image: Image = self._picture
        if place:
            image.seek(place)
        elif getattr(image, "n_frames", 1) > 1:
            image.seek(0)
        if image.width * image.height > _MOST_PIXELS:
            raise Refused("too_large", "这一页的图片大得不合常理，没有读取，请降低扫描精度后重扫。")
        image.draft("RGB" if image.mode in {"RGB", "YCbCr"} else "L", (longest, longest))
        image.load()
        return image


def _opened_pdf(data: bytes) -> Any:
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _PASSWORD in str(error).lower():
            raise Refused("encrypted", "文件设有密码，请去掉密码后重扫或重报。") from error
        raise damaged(repr(error)) from error


def _opened_picture(data: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        return Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF", "BMP", "GIF"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise damaged(repr(error)) from error


def _codes(image: Image) -> PageRead:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    lines: list[str] = []
    turned, is_damaged, is_foreign = 0, False, False
    for one in zxingcpp.read_barcodes(image, formats=formats, return_errors=True):
        if not one.valid:
            continue
        if decode(one.text) is not None:
            lines.append(one.text)
            turned = round(one.orientation / 90) % 4 * 90
        elif is_ours(one.text):
            is_damaged = True
        else:
            is_foreign = True
    return PageRead(tuple(dict.fromkeys(lines)), turned, is_damaged, is_foreign)
