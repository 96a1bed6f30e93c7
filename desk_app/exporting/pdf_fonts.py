"""Embeds fonts into a PDF as subsets that are called by glyph number (Type 0, Identity-H) and can be copied from.

reportlab's own embedding cuts a font into pieces of 256 characters and writes characters above U+FFFF wrongly
into the table by which text is copied; here a font is one object, and the table is UTF-16 throughout.
Sources: ISO 32000-1, 9.7 (composite fonts) and 9.10.3 (ToUnicode).
"""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby

from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from desk_app.exporting.font_subset import subset_program
from desk_app.exporting.fonts import Face

_SYMBOLIC = 4
_FULL_EM = 1000
_STEM = 80
_BLOCK = 100  # a bfchar block may hold 100 entries


class EmbeddedFace(dict[str, str]):
    """One face within one document: a character gives its code in hexadecimal, numbered as characters come."""

    def __init__(self, face: Face, name: str) -> None:
        super().__init__()
        self.face, self.name = face, name

    def __missing__(self, char: str) -> str:
        code = self[char] = f"{len(self) + 1:04X}"
        return code

    def encoded(self, text: str) -> str:
        """The text as a PDF string."""
        return f"<{''.join(map(self.__getitem__, text))}>"

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802  reportlab calls it so
        """Add the font's objects to the document, when all its characters are known."""
        font = self.face.font
        glyphs = [0, *(font.glyph_of(ord(char)) for char in self)]
        tag = self._tag()
        program = _stream(subset_program(font, glyphs))
        program.dictionary["Length1"] = len(program.content)
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(tag),
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(font.box),
                "ItalicAngle": 0,
                "Ascent": font.ascent,
                "Descent": font.descent,
                "CapHeight": font.ascent,
                "StemV": _STEM,
                "FontFile2": _reference(doc, program, f"{self.name}-program"),
            }
        )
        descendant = self._descendant(tag, _reference(doc, descriptor, f"{self.name}-descriptor"))
        composite = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(tag),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([_reference(doc, descendant, f"{self.name}-descendant")]),
                "ToUnicode": _reference(doc, _stream(self._to_unicode()), f"{self.name}-unicode"),
            }
        )
        doc.idToObject[BasicFonts].dict[self.name] = _reference(doc, composite, self.name)  # type: ignore[attr-defined]  # it is a PDFDictionary

    def _tag(self) -> str:
        """A subset's name: six letters from what it holds, so that equal input gives an equal file."""
        digest = sha256("".join(self).encode("utf-8", "surrogatepass")).digest()
        letters = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        return f"{letters}+{self.face.path.stem.replace(' ', '')}"

    def _descendant(self, tag: str, descriptor: object) -> PDFDictionary:
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(tag),
                "CIDSystemInfo": PDFDictionary(system),
                "CIDToGIDMap": PDFName("Identity"),
                "DW": _FULL_EM,
                "W": self._widths(),
                "FontDescriptor": descriptor,
            }
        )

    def _widths(self) -> PDFArray:
        """Widths of those that are not a full em, in runs: first code, then the widths."""
        numbered = enumerate((self.face.font.width(ord(char)) for char in self), start=1)
        narrow = [(code, width) for code, width in numbered if width != _FULL_EM]
        parts: list[object] = []
        for _, group in groupby(enumerate(narrow), lambda item: item[1][0] - item[0]):
            run = [pair for _, pair in group]
            parts += [run[0][0], PDFArray([width for _, width in run])]
        return PDFArray(parts)

    def _to_unicode(self) -> bytes:
        pairs = [f"<{code}> <{char.encode('utf-16-be', 'surrogatepass').hex().upper()}>" for char, code in self.items()]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for first in range(0, len(pairs), _BLOCK):
            block = pairs[first : first + _BLOCK]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


def _reference(doc: PDFDocument, thing: object, name: str) -> PDFObject:
    """Make a thing an object of its own; returns what stands in its place."""
    reference: PDFObject = doc.Reference(thing, name)  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    return reference


def _stream(content: bytes) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])


class DocumentFonts:
    """The faces that one document has used so far."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self._faces: dict[Face, EmbeddedFace] = {}

    def embedded(self, face: Face) -> EmbeddedFace:
        """The face within this document; it is added at its first use."""
        if face not in self._faces:
            embedded = self._faces[face] = EmbeddedFace(face, f"F{len(self._faces) + 1}")
            self._document.delayedFonts.append(embedded)
        return self._faces[face]

    def all(self) -> tuple[EmbeddedFace, ...]:
        """All of them, in the order in which they came."""
        return tuple(self._faces.values())
