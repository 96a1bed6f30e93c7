"""A Word plan as blocks: automatic numbers written out, changes taken as accepted, merged cells spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk_app.campaign.plan.document import Block, Line, PlanDocument, PlanTable, TableCell
from desk_app.importing.gate import Package, damaged
from desk_app.importing.grid import Grid
from desk_app.importing.plan.word_numbering import Styles, read_styles, render_numbers, style_of
from desk_app.importing.plan.word_pages import pages_of
from desk_app.importing.safe_xml import Element, attribute, local, parse
from desk_app.importing.word import nested_tables, struck_rows, table_grid
from desk_app.importing.word_text import TRANSPARENT, box_paragraphs, children, paragraph_text


def read_word_plan(package: Package) -> PlanDocument:
    """The paragraphs and tables of a .docx in its order; raises Refused when it is damaged."""
    part = package.part("word/document.xml")
    if part is None:
        raise damaged("no document part")
    root = parse(part)
    styles = read_styles(package)
    _join_struck_marks(root)
    render_numbers(root, package, styles)
    walk = _Walk(styles, pages_of(root))
    walk.block(next((element for element in root if local(element) == "body"), root))
    for name, word in (("footnotes", "脚注"), ("endnotes", "尾注")):
        walk.notes(package.part(f"word/{name}.xml"), word)
    return PlanDocument(tuple(walk.blocks), tuple(walk.struck))


def _join_struck_marks(root: Element) -> None:
    """A paragraph whose end was deleted under tracked changes runs on into the next one."""
    for paragraph in [one for one in root.iter() if local(one) == "p"]:
        following = paragraph.getnext()
        if not _mark_struck(paragraph) or following is None or local(following) != "p":
            continue
        content = [one for one in paragraph if local(one) != "pPr"]
        place = sum(local(one) == "pPr" for one in following)
        for offset, piece in enumerate(content):
            following.insert(place + offset, piece)


def _mark_struck(paragraph: Element) -> bool:
    properties = next((one for one in paragraph if local(one) == "pPr"), None)
    run = None if properties is None else next((one for one in properties if local(one) == "rPr"), None)
    return run is not None and any(local(one) in {"del", "moveFrom"} for one in run)


@dataclass
class _Walk:
    """Collects the blocks in document order."""

    styles: Styles
    pages: Mapping[Element, bool | None]
    blocks: list[Block] = field(default_factory=list)
    struck: list[tuple[int, int | None]] = field(default_factory=list)
    _lines: int = 0
    _tables: int = 0

    def block(self, container: Element) -> None:
        for element in container:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in TRANSPARENT:
                self.block(children(element))

    def _paragraph(self, element: Element) -> None:
        for boxed in box_paragraphs(element):
            self._text(paragraph_text(boxed), 0)
        text = paragraph_text(element)
        if not text.strip() and any(local(one) == "delText" and (one.text or "").strip() for one in element.iter()):
            self.struck.append((len(self.blocks), None))
        self._text(text, self._level(element))

    def notes(self, part: bytes | None, word: str) -> None:
        """The footnotes or endnotes, each a line behind the text; those of Word's own separators have no words."""
        if part is None:
            return
        said = [" ".join(_words(note)) for note in parse(part)]
        for number, text in enumerate((one for one in said if one), start=1):
            self._text(f"{word}{number}：{text}", 0)

    def _level(self, element: Element) -> int:
        properties = next((one for one in element if local(one) == "pPr"), None)
        own = None if properties is None else next((one for one in properties if local(one) == "outlineLvl"), None)
        value = "" if own is None else attribute(own, "val") or ""
        if value.isdecimal():
            return int(value) + 1 if int(value) < 9 else 0
        return self.styles.outline.get(style_of(element), 0)

    def _text(self, text: str, level: int) -> None:
        for piece in text.split("\n"):
            if piece.strip():
                self._lines += 1
                self.blocks.append(Line(len(self.blocks), self._lines, piece.strip(), level))

    def _table(self, element: Element) -> None:
        self._tables += 1
        grid = table_grid(element, f"第{self._tables}个表", ())
        self.struck.extend((len(self.blocks), row) for row in struck_rows(element))
        turned = self.pages.get(element)
        self.blocks.append(PlanTable(len(self.blocks), grid.name, spread(grid), landscape=turned))
        for inner in nested_tables(element):
            self._table(inner)


def _words(note: Element) -> list[str]:
    """The paragraphs of a note, those without words left out."""
    return [text for one in note.iter() if local(one) == "p" and (text := " ".join(paragraph_text(one).split()))]


def spread(grid: Grid) -> tuple[tuple[TableCell, ...], ...]:
    """The cells of a grid, each merged one repeated at every place it covers."""
    width = grid.width
    places = [
        [TableCell(grid.cell(row, column).text, row, column) for column in range(width)]
        for row in range(len(grid.rows))
    ]
    for merge in grid.merges:
        anchor = places[merge.top][merge.left]
        for row in range(merge.top, min(merge.bottom + 1, len(places))):
            for column in range(merge.left, min(merge.right + 1, width)):
                places[row][column] = anchor
    return tuple(tuple(row) for row in places)
