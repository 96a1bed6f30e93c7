"""One PDF of very many papers, page after page straight onto the disk: memory stays flat, and a stop loses nothing.

What a paper added is told as a `SpoolMark`; with the marks of the papers before it, a half-written file is gone on
with where it was, and becomes the same file, byte for byte, as one that was never stopped.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any

from reportlab.pdfbase.pdfdoc import BasicFonts, PDFDocument, PDFIndirectObject

from desk_app.exporting.fonts import Face, FontBook
from desk_app.exporting.pdf_canvas import CREATOR
from desk_app.exporting.pdf_fonts import DocumentFonts

_HEAD = b"%PDF-1.4\n%\xe4\xb8\x93\xe7\x8f\xad\n"
_CATALOG, _PAGES, _RESOURCES, _INFO = 1, 2, 3, 4
_FIRST = 5
_OBJECTS_A_PAGE = 2


@dataclass(frozen=True, slots=True)
class SpoolMark:
    """What one paper added: where the file ends behind it, where each page's two objects begin, and new letters.

    ``letters`` are the characters that came new, in their order, by font file and its index.
    """

    end: int
    pages: tuple[tuple[int, int], ...]
    letters: tuple[tuple[str, int, str], ...]

    @property
    def structure(self) -> list[Any]:
        """As plain lists, to be kept."""
        return [self.end, [list(page) for page in self.pages], [list(one) for one in self.letters]]


def spool_mark(kept: Sequence[Any]) -> SpoolMark:
    """The mark that was kept."""
    end, pages, letters = kept
    return SpoolMark(int(end), tuple((page[0], page[1]) for page in pages), tuple((a, b, c) for a, b, c in letters))


class PdfSpool:
    """Carries finished pages to a file that is open for reading and writing, and embeds the fonts at the end."""

    def __init__(self, file: IO[bytes], title: str, book: FontBook, marks: Sequence[SpoolMark] = ()) -> None:
        self._file, self._title = file, title
        self._document = PDFDocument(compression=1, invariant=1)
        self.fonts = DocumentFonts(self._document)
        self._offsets: list[tuple[int, int]] = [page for mark in marks for page in mark.pages]
        self._marked = len(self._offsets)
        faces = {(face.path.name, face.index): face for chain in book.chains.values() for face in chain}
        for mark in marks:
            for name, index, letters in mark.letters:
                embedded = self.fonts.embedded(faces[name, index])
                for letter in letters:
                    embedded[letter]
        self._known = self._counts()
        self.last_size = (0.0, 0.0)
        end = marks[-1].end if marks else 0
        file.seek(end)
        file.truncate()
        if not marks:
            file.write(_HEAD)

    def add_page(self, size: tuple[float, float], operators: Iterable[str]) -> None:
        """Write one finished page of ``size`` in points."""
        self.last_size = size
        number = _FIRST + _OBJECTS_A_PAGE * len(self._offsets)
        packed = zlib.compress("\n".join(operators).encode("ascii"))
        content = self._file.tell()
        self._file.write(f"{number} 0 obj\n<</Filter/FlateDecode/Length {len(packed)}>>stream\n".encode())
        self._file.write(packed)
        self._file.write(b"\nendstream\nendobj\n")
        page = self._file.tell()
        self._file.write(
            f"{number + 1} 0 obj\n<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {size[0]:.4f} {size[1]:.4f}]"
            f"/Resources {_RESOURCES} 0 R/Contents {number} 0 R>>\nendobj\n".encode()
        )
        self._offsets.append((content, page))

    def mark(self) -> SpoolMark:
        """What was added since the last mark; all of it is handed to the system first."""
        self._file.flush()
        now = self._counts()
        letters = tuple(
            (face.path.name, face.index, "".join(list(self.fonts.embedded(face))[self._known.get(face, 0) :]))
            for face in now
            if now[face] > self._known.get(face, 0)
        )
        made = SpoolMark(self._file.tell(), tuple(self._offsets[self._marked :]), letters)
        self._known, self._marked = now, len(self._offsets)
        return made

    def finish(self) -> None:
        """Write the fonts, the list of pages and the table of contents of the file."""
        offsets = {
            _FIRST + _OBJECTS_A_PAGE * place + part: offset
            for place, pair in enumerate(self._offsets)
            for part, offset in enumerate(pair)
        }
        self._write_fonts(offsets)
        kids = " ".join(f"{_FIRST + _OBJECTS_A_PAGE * place + 1} 0 R" for place in range(len(self._offsets)))
        title = self._title.encode("utf-16-be", "replace").hex()
        maker = CREATOR.encode("utf-16-be").hex()
        fonts = self._document.idToObject[BasicFonts].format(self._document).decode("latin-1")  # type: ignore[attr-defined]  # it is a PDFDictionary
        for number, body in (
            (_CATALOG, f"<</Type/Catalog/Pages {_PAGES} 0 R/Lang(zh-CN)>>"),
            (_PAGES, f"<</Type/Pages/Count {len(self._offsets)}/Kids[{kids}]>>"),
            (_RESOURCES, f"<</Font {fonts}/ProcSet[/PDF/Text]>>"),
            (_INFO, f"<</Title<FEFF{title}>/Creator<FEFF{maker}>>>"),
        ):
            offsets[number] = self._file.tell()
            self._file.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
        self._write_table(offsets)

    def _counts(self) -> dict[Face, int]:
        return {one.face: len(one) for one in self.fonts.all()}

    def _write_fonts(self, offsets: dict[int, int]) -> None:
        document = self._document
        before = document.objectcounter = max(offsets, default=_INFO)
        for embedded in self.fonts.all():
            embedded.addObjects(document)
        for number in range(before + 1, document.objectcounter + 1):
            name = document.numberToId[number]
            offsets[number] = self._file.tell()
            self._file.write(PDFIndirectObject(name, document.idToObject[name]).format(document))

    def _write_table(self, offsets: dict[int, int]) -> None:
        start, count = self._file.tell(), max(offsets) + 1
        self._file.write(f"xref\n0 {count}\n0000000000 65535 f \n".encode())
        for number in range(1, count):
            self._file.write(f"{offsets[number]:010d} 00000 n \n".encode())
        mark = sha256(repr((self._title, self._offsets[-1:], start)).encode()).hexdigest()[:32]
        self._file.write(
            f"trailer\n<</Size {count}/Root {_CATALOG} 0 R/Info {_INFO} 0 R/ID[<{mark}><{mark}>]>>\n"
            f"startxref\n{start}\n%%EOF\n".encode()
        )
