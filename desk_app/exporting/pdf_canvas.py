"""reportlab's canvas as a bare carrier of finished pages: no unembedded Helvetica, no dates, pages packed at once."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import IO

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFInfo, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from desk_app.exporting.pdf_fonts import DocumentFonts

CREATOR = "专班台账"
_PDF_VERSION = (1, 4)


class _Info(PDFInfo):
    """Title and creator only: a date would make every copy of the same paper another file."""

    def format(self, document: PDFDocument) -> bytes:
        entries = {"Title": PDFString(self.title), "Creator": PDFString(self.creator)}
        return PDFDictionary({**entries, "Producer": PDFString(self.producer)}).format(document)


class PaperCanvas(Canvas):
    """Takes each page as finished operators and keeps it compressed until the file is saved.

    The file is the same from run to run (`invariant`); its identifier comes from its content.
    """

    _doc: PDFDocument  # the stubs leave both out
    _filename: IO[bytes]

    def __init__(self, target: IO[bytes], title: str) -> None:
        super().__init__(target, invariant=1, pageCompression=1, pdfVersion=_PDF_VERSION, lang="zh-CN")
        self._doc.info = _Info()
        self.setTitle(title)
        self.setCreator(CREATOR)
        self.fonts = DocumentFonts(self._doc)

    def _make_preamble(self) -> None:
        """Begin pages without a standard font: reportlab would list Helvetica unembedded in every file."""
        self._preamble = "1 0 0 1 0 0 cm"

    def add_page(self, size: tuple[float, float], operators: Iterable[str]) -> None:
        """Add one finished page of ``size`` in points."""
        self.setPageSize(size)
        self.showPage()
        content = "\n".join(operators).encode("ascii")
        self._doc.updateSignature(content)
        packed = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(content))
        self._doc.Pages.pages[-1].Contents = packed  # type: ignore[attr-defined]  # the page that showPage just made
        self._doc.Pages.pages[-1].stream = None  # type: ignore[attr-defined]  # same

    def finish(self) -> None:
        """Embed the fonts and write the file to its target."""
        self._doc.SaveToFile(self._filename, self)
