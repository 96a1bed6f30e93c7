"""Papers as Word documents, written part by part: only our own styles, the same paper gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desk_app.exporting.atomic import replacing
from desk_app.exporting.excel_word_layout import Layout
from desk_app.exporting.paper import Paper
from desk_app.exporting.record_lattice import record_sheets
from desk_app.exporting.record_layout import RecordLayout
from desk_app.exporting.word_body import document_xml
from desk_app.exporting.word_parts import fixed_parts
from desk_app.forms.identity import encode

_STAMP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_SIZE = 12.0
_READABLE = 0o600 << 16


def write_docx(paper: Paper, target: Path, *, blank: bool = False) -> None:
    """Write one paper as a Word document; its identity goes into a property and a document variable.

    A ``blank`` lets whoever fills it in choose from a column's list, or write another word. Control signs that XML
    cannot hold are written as their visible pictures. Raises DeskError for half a code unit in a text, or when the
    file cannot be written; an older file of that name then stands as it was.
    """
    write_documents([paper], target, blank=blank)


def write_documents(papers: Sequence[Paper], target: Path, *, blank: bool = False) -> None:
    """Write several papers into one document, each from a new page; the first gives title, identity and foot.

    All of them stand upright, or all lie; a paper without columns is text alone.
    """
    paper = papers[0]
    sheets = [each for one in papers for each in record_sheets(one)]
    layouts = [RecordLayout(each) if each.record else Layout(each) for each in sheets]
    size = next((one.size for one in layouts if one.paper.columns), _SIZE)
    line = encode(paper.identity) if paper.identity else ""
    code = paper.code.shown if paper.code is not None else ""
    parts = fixed_parts(paper.title, size, line, page_of=paper.page_of, code=code)
    write_package(target, parts, document_xml(layouts, blank=blank))


def write_package(target: Path, parts: Iterable[tuple[str, str]], document: Iterable[str]) -> None:
    """Write a document from its fixed parts and its text piece by piece; whole or not at all."""
    with replacing(target) as temp, ZipFile(temp, "w", ZIP_DEFLATED) as package:
        for name, xml in parts:
            _write(package, name, (xml,))
        _write(package, "word/document.xml", document)


def _write(package: ZipFile, name: str, pieces: Iterable[str]) -> None:
    entry = ZipInfo(name, _STAMP)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    with package.open(entry, "w") as part:
        for piece in pieces:
            part.write(piece.encode())
