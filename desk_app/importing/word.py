"""Reads Word tables by a walk over the XML: content controls, ticked boxes and accepted insertions are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from desk_app.forms.identity import PROPERTY_NAME
from desk_app.importing.gate import Package, check_area, damaged
from desk_app.importing.grid import EMPTY, Cell, Document, Grid, Merge, Origin
from desk_app.importing.hidden_identity import identity_of
from desk_app.importing.main_part import main_part
from desk_app.importing.package_notes import package_notes
from desk_app.importing.raw_xlsx import property_texts
from desk_app.importing.safe_xml import Element, attribute, local, parse
from desk_app.importing.word_text import DROPPED, box_paragraphs, children, paragraph_text

_MAX_SPAN = 1000
_CONTENT = DROPPED | {"p", "tbl", "tr", "tc"}
_PAGE_HEAD = re.compile(r"word/header\d*\.xml", re.IGNORECASE)


def read_docx(package: Package) -> Document:
    """Read all tables of a .docx with the paragraphs around them; raises Refused with one sentence."""
    part = package.part(main_part(package, "word/document.xml"))
    if part is None:
        raise damaged("no document part")
    root = parse(part)
    walk = _Walk()
    for body in bodies_of(root):
        walk.block(body)
    walk.close()
    identity, said = identity_of([*property_texts(package, PROPERTY_NAME), *_variables(package)])
    said = (*said, *package_notes(package))
    return Document(tuple(walk.grids), identity, tuple(walk.lines), said, tuple(dict.fromkeys(_page_heads(package))))


def bodies_of(root: Element) -> list[Element]:
    """The document's body; some makers write several."""
    return [element for element in root if local(element) == "body"] or [root]


def _page_heads(package: Package) -> Iterator[str]:
    """The lines of all page headers, tables inside them cell by cell."""
    for name in sorted(name for name in package.parts if _PAGE_HEAD.fullmatch(name)):
        for line in _block_lines(parse(package.parts[name])):
            if line.strip():
                yield line.strip()


def _variables(package: Package) -> list[str]:
    """The texts of the document variable in which a blank of ours carries its identity a second time."""
    settings = package.part("word/settings.xml")
    if settings is None or PROPERTY_NAME.encode() not in settings:
        return []
    return [
        attribute(element, "val") or ""
        for element in parse(settings).iter()
        if local(element) == "docVar" and attribute(element, "name") == PROPERTY_NAME
    ]


@dataclass
class _Walk:
    """Collects paragraphs and tables in document order."""

    grids: list[Grid] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    _pending: list[str] = field(default_factory=list)

    def block(self, container: Element) -> None:
        for element in container:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "r":
                self._line(paragraph_text(element))
            elif name not in DROPPED:
                self.block(children(element))

    def close(self) -> None:
        self._give_after()

    def _paragraph(self, element: Element) -> None:
        for boxed in box_paragraphs(element):
            self._line(paragraph_text(boxed))
        self._line(paragraph_text(element))

    def _line(self, text: str) -> None:
        if text.strip():
            self._pending.append(text.strip())
            self.lines.append(text.strip())

    def _give_after(self) -> None:
        if self.grids and self._pending:
            last = self.grids[-1]
            self.grids[-1] = _with_after(last, tuple(self._pending))

    def _table(self, element: Element) -> None:
        self._give_after()
        before, self._pending = tuple(self._pending), []
        self._add(element, before)

    def _add(self, element: Element, before: tuple[str, ...], inside: str = "") -> None:
        grid = replace(table_grid(element, f"第{len(self.grids) + 1}个表", before), inside=inside)
        self.grids.append(grid)
        for nested in nested_tables(element):
            self._add(nested, (*before, *grid.lines(0, len(grid.rows))), grid.name)


def _with_after(grid: Grid, after: tuple[str, ...]) -> Grid:
    return replace(grid, after=after)


def nested_tables(table: Element) -> Iterator[Element]:
    """The tables that stand directly inside the cells of this one."""
    for element in table:
        name = local(element)
        if name == "tbl":
            yield element
        elif name not in DROPPED:
            yield from nested_tables(element)


def table_grid(table: Element, name: str, before: tuple[str, ...]) -> Grid:
    """Lay one table out on its grid of columns, merges included."""
    rows: list[tuple[Cell, ...]] = []
    merges: list[Merge] = []
    open_merges: dict[int, Merge] = {}
    for number, row in enumerate(rows_of(table)):
        cells: list[Cell] = [EMPTY] * span_of(row, "gridBefore", 0)
        still_open: dict[int, Merge] = {}
        for cell in cells_of(row):
            left, width = len(cells), span_of(cell, "gridSpan", 1)
            merge = _vertical(cell, number, left, width, open_merges)
            if merge is not None:
                still_open[left] = merge
            elif width > 1:
                merges.append(Merge(number, left, number, left + width - 1))
            text = "" if merge is not None and merge.top < number else _cell_text(cell)
            cells.extend([Cell(text) if text else EMPTY, *[EMPTY] * (width - 1)])
        merges.extend(_finished(open_merges, still_open))
        open_merges = still_open
        rows.append(tuple(cells))
    merges.extend(open_merges.values())
    check_area(len(rows), max(map(len, rows), default=0), name)
    kept = tuple(merge for merge in merges if (merge.top, merge.left) != (merge.bottom, merge.right))
    return Grid(name=name, rows=tuple(rows), origin=Origin.WORD, merges=kept, before=before)


def _finished(before: dict[int, Merge], now: dict[int, Merge]) -> Iterator[Merge]:
    """The vertical merges that the row just read did not continue."""
    for left, merge in before.items():
        grown = now.get(left)
        if grown is None or grown.top != merge.top:
            yield merge


def _vertical(cell: Element, number: int, left: int, width: int, open_merges: dict[int, Merge]) -> Merge | None:
    """The vertical merge this cell begins or continues, grown to this row."""
    mark = _property(cell, "vMerge")
    if mark is None:
        return None
    above = open_merges.get(left)
    if attribute(mark, "val") == "restart" or above is None:
        return Merge(number, left, number, left + width - 1)
    return Merge(above.top, above.left, number, above.right)


def rows_of(container: Element) -> Iterator[Element]:
    """The rows of a table that were not struck out."""
    for element in container:
        name = local(element)
        if name == "tr":
            if _row_mark(element, "del") is None:
                yield element
        elif name not in _CONTENT:
            yield from rows_of(children(element))


def struck_rows(table: Element) -> list[int]:
    """For each row that tracked changes took away, how many rows that stay are above it."""
    kept, found = 0, []
    for element in table.iter():
        if local(element) != "tr" or next(element.iterancestors(table.tag)) is not table:
            continue
        if _row_mark(element, "del") is not None:
            found.append(kept)
        else:
            kept += 1
    return found


def cells_of(container: Element) -> Iterator[Element]:
    """The cells of a row, content controls looked through."""
    for element in container:
        name = local(element)
        if name == "tc":
            yield element
        elif name not in _CONTENT:
            yield from cells_of(children(element))


def _row_mark(row: Element, name: str) -> Element | None:
    properties = next((child for child in row if local(child) == "trPr"), None)
    return None if properties is None else next((mark for mark in properties if local(mark) == name), None)


def _property(cell: Element, name: str) -> Element | None:
    properties = next((child for child in cell if local(child) in {"tcPr", "trPr"}), None)
    return None if properties is None else next((mark for mark in properties if local(mark) == name), None)


def span_of(element: Element, name: str, default: int) -> int:
    """How many columns a cell spans (``gridSpan``), or a row leaves out before its first (``gridBefore``)."""
    mark = _property(element, name)
    value = (attribute(mark, "val") or "") if mark is not None else ""
    return min(int(value), _MAX_SPAN) if value.isdecimal() and int(value) >= default else default


def _cell_text(cell: Element) -> str:
    """A cell's paragraphs as lines; a table inside it as lines of its own."""
    return "\n".join(_block_lines(cell)).rstrip("\n") if len(cell) else ""


def _block_lines(container: Element) -> Iterator[str]:
    """The lines of a cell or page header; text that some makers write outside any paragraph is a line as well."""
    for element in container:
        name = local(element)
        if name == "r":
            yield from filter(None, [paragraph_text(element)])
        elif name == "p":
            yield from (paragraph_text(boxed) for boxed in box_paragraphs(element))
            yield paragraph_text(element)
        elif name == "tbl":
            for row in rows_of(element):
                yield "\t".join(_cell_text(inner) for inner in cells_of(row))
        elif name not in DROPPED:
            yield from _block_lines(children(element))
