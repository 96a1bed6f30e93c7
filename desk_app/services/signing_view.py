"""Pages of kept scans as pictures, so that a person sees what is noted; one file is open at a time."""

from __future__ import annotations

from desk_app.exporting.page_image import PageImage
from desk_app.importing.refusal import Refused
from desk_app.importing.scan_reader import ScanReader
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.signing_papers import PageAt


class ScanViewer:
    """Shows pages in a helper process of its own; ``close`` ends it. One thread at a time may use it."""

    def __init__(self) -> None:
        self._reader: ScanReader | None = None
        self._open = ""

    def image(self, desk: Desk, page: PageAt, longest: int) -> PageImage:
        """A page upright, its longer side so many pixels; DeskError when the scan is gone, altered or unreadable."""
        try:
            reader = self._opened(desk, page.original)
            found = reader.look(page.place, longest, page.turned)
        except Refused as refusal:
            self._open = ""
            raise DeskError(f"“{page.file}”第{page.place + 1}页显示不了：{refusal}") from refusal
        return PageImage(found.width, found.height, found.width * 4, found.pixels)

    def close(self) -> None:
        """End the helper."""
        if self._reader is not None:
            self._reader.close()
        self._reader, self._open = None, ""

    def _opened(self, desk: Desk, original: str) -> ScanReader:
        if self._reader is None:
            self._reader = ScanReader(desk.helper)
        if self._open != original:
            self._reader.open(desk.store.originals.read(original))
            self._open = original
        return self._reader
