"""Reads the tables of an html page that bears the extension .xls, as old systems export them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from desk_app.importing.delimited import decode_text
from desk_app.importing.gate import check_area, check_secrecy, damaged
from desk_app.importing.grid import EMPTY, Cell, Document, Grid, Merge, Origin
from desk_app.importing.safe_xml import Element, local

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MAX_SPAN = 1000


def read_html(data: bytes) -> Document:
    """Read all tables of an html page; raises Refused when none can be made of it."""
    text = _decode(data)
    check_secrecy((_BLANKS.sub("", re.sub(r"<[^>]*>", "", text)),))
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(repr(error)) from error
    grids: list[Grid] = []
    before: list[str] = []
    for element in _blocks(root):
        if local(element) == "table":
            grids.append(_grid(element, f"第{len(grids) + 1}个表", tuple(before)))
            before = []
        elif text_of(element).strip():
            before.append(text_of(element).strip())
    if grids and before:
        last = grids[-1]
        grids[-1] = Grid(last.name, last.rows, last.origin, last.merges, before=last.before, after=tuple(before))
    return Document(tuple(grids), lines=tuple(before))


def _decode(data: bytes) -> str:
    match = _CHARSET.search(data[:2048])
    name = match[1].decode().lower() if match else ""
    if name.startswith("gb"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return decode_text(data)
    text = decode_text(data)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _blocks(element: Element) -> Iterator[Element]:
    for child in element:
        name = local(child)
        if name in {"head", "script", "style"} or not name:
            continue
        if name == "table" or not any(local(inner) in {"table", "p", "div"} for inner in child.iterdescendants()):
            yield child
        else:
            yield from _blocks(child)


def text_of(element: Element) -> str:
    """An element's text with its line breaks, other white space folded as a browser does."""
    return "".join(_pieces(element)).replace("\xa0", " ")


def _pieces(element: Element) -> Iterator[str]:
    yield _BLANKS.sub(" ", element.text or "")
    for child in element:
        name = local(child)
        if name == "br":
            yield "\n"
        elif name and name not in {"script", "style"}:
            yield from _pieces(child)
        yield _BLANKS.sub(" ", child.tail or "")


def _grid(table: Element, name: str, before: tuple[str, ...]) -> Grid:
    rows: list[list[Cell]] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(_own_rows(table)):
        cells: list[Cell] = []
        for cell in (child for child in row if local(child) in {"td", "th"}):
            while (number, len(cells)) in taken:
                cells.append(EMPTY)
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            left = len(cells)
            if down > 1 or right > 1:
                merges.append(Merge(number, left, number + down - 1, left + right - 1))
                taken.update((number + r, left + c) for r in range(1, down) for c in range(right))
            text = text_of(cell).strip()
            cells.extend([Cell(text) if text else EMPTY, *[EMPTY] * (right - 1)])
        rows.append(cells)
    check_area(len(rows), max(map(len, rows), default=0), name)
    return Grid(name, tuple(tuple(row) for row in rows), Origin.TEXT, tuple(merges), before=before)


def _own_rows(table: Element) -> Iterator[Element]:
    for child in table:
        name = local(child)
        if name == "tr":
            yield child
        elif name in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if local(row) == "tr")


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() else 1
