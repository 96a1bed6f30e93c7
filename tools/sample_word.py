"""Writes the lines of a return as a Word file in the manner of the plan's annexes."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree
from sample_returns import Cell, Grid, Line, Look
from sample_sealing import sealed
from sample_workbooks import as_text

BODY_FONT, TITLE_FONT, HEAD_FONT = "仿宋_GB2312", "方正小标宋简体", "黑体"


def new_document(author: str) -> DocumentObject:
    """An empty A4 document with the fonts of an office and no trace of the library's own template."""
    document = Document()
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[key]
    core = document.core_properties
    core.author, core.last_modified_by, core.comments, core.title = author, author, "", ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = BODY_FONT, Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    return document


def write_line(paragraph: Paragraph, text: str, *, font: str = BODY_FONT, size: float = 12) -> None:
    """Adds one run in a Chinese font, which Word wants named twice."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run.font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def saved(document: DocumentObject) -> bytes:
    """The document's bytes, the same on every run."""
    out = BytesIO()
    document.save(out)
    return sealed(out.getvalue())


def word(grid: Grid, look: Look, author: str) -> bytes:
    """A return in Word on a landscape page."""
    document = new_document(author)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    table = write_grid(document, grid, look.box)
    if look.controls:
        _insert_tracked(table.cell(2, 7), "（东侧）")
        _wrap_cell(table.cell(1, 3))
    return saved(document)


def write_grid(document: DocumentObject, grid: Grid, box: str = "") -> Table:
    """Writes the lines: titles and notes as paragraphs, the rest as one table, which is returned."""
    rows = [line for line in grid.lines if line.kind in ("header", "data", "total")]
    table: Table | None = None
    for line in grid.lines:
        if line.kind in ("annex", "title", "unit", "note", "nil"):
            _write_spanning(document, line, box)
        elif table is None and line.kind == "header":
            table = _write_table(document, rows, grid.width)
    if table is None:
        raise ValueError("a form without headings")
    return table


def _write_spanning(document: DocumentObject, line: Line, box: str) -> None:
    """An annex number, title, unit line or note as a paragraph."""
    paragraph = document.add_paragraph()
    if line.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    text = as_text(line.cells[0])
    font, size = (TITLE_FONT, 18.0) if line.kind == "title" else (BODY_FONT, 12.0)
    write_line(paragraph, text, font=font, size=size)
    if line.kind == "unit" and box:
        write_line(paragraph, "        ")
        _tick_box(paragraph, box)
        write_line(paragraph, "零报告")


def _write_table(document: DocumentObject, rows: list[Line], width: int) -> Table:
    """The headings and everything below them."""
    table: Table = document.add_table(len(rows), width)
    table.style = "Table Grid"
    for line, row in zip(rows, table.rows, strict=True):
        for cell, value in zip(row.cells, line.cells, strict=True):
            _fill(cell, value, HEAD_FONT if line.kind == "header" else BODY_FONT)
    return table


def _fill(cell: _Cell, value: Cell, font: str) -> None:
    """One cell; a line break in the text becomes a second paragraph, as typed with Enter."""
    first, *others = as_text(value).split("\n")
    write_line(cell.paragraphs[0], first, font=font, size=10.5)
    for text in others:
        write_line(cell.add_paragraph(), text, font=font, size=10.5)


def _tick_box(paragraph: Paragraph, mark: str) -> None:
    """A check-box content control that shows ☑ or ☐, as Word makes it."""
    holder = paragraph.paragraph_format.element
    namespace = holder.nsmap["w14"]
    control, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    box = etree.SubElement(properties, f"{{{namespace}}}checkbox")
    etree.SubElement(box, f"{{{namespace}}}checked").set(f"{{{namespace}}}val", "1" if mark == "☑" else "0")
    content.append(_run(mark))
    control.append(properties)
    control.append(content)
    holder.append(control)


def _run(text: str) -> etree._Element:
    """A bare run of text."""
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    return run


def _wrap_cell(cell: _Cell) -> None:
    """Puts a whole table cell into a content control; a reader that walks rows by w:tc loses it."""
    inner = cell.paragraphs[0].paragraph_format.element.getparent()
    row = inner.getparent()
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    row.replace(inner, control)
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    content.append(inner)


def _insert_tracked(cell: _Cell, text: str) -> None:
    """Adds text as a tracked insertion, which belongs to what the cell says."""
    change = OxmlElement("w:ins")
    for name, value in (("w:id", "1"), ("w:author", "综合股"), ("w:date", "2023-03-28T09:00:00Z")):
        change.set(qn(name), value)
    change.append(_run(text))
    cell.paragraphs[-1].paragraph_format.element.append(change)
