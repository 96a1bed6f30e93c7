"""Where a cell that was read from a Word document stands in the file, so that a copy of it can be marked there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desk_app.importing.gate import damaged, open_package
from desk_app.importing.grid import address_of
from desk_app.importing.main_part import main_part
from desk_app.importing.safe_xml import Element, local, parse
from desk_app.importing.word import bodies_of, cells_of, nested_tables, rows_of, span_of
from desk_app.importing.word_text import DROPPED, children

_CLOSED = DROPPED | {"p"}


def cell_numbers(data: bytes, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """For each table's name and cell address the cell's number among all ``tc`` of the document, from 0.

    A place in the middle of a merged cell has none. Raises Refused for what is no such document.
    """
    package = open_package(data)
    part = package.part(main_part(package, "word/document.xml"))
    if part is None:
        raise damaged("no document part")
    root = parse(part)
    numbers = {element: number for number, element in enumerate(one for one in root.iter() if local(one) == "tc")}
    found: dict[tuple[str, str], int] = {}
    for number, table in enumerate((table for body in bodies_of(root) for table in _tables(body)), start=1):
        for row, column, cell in _places(table):
            found[f"第{number}个表", address_of(row, column)] = numbers[cell]
    return {place: found[place] for place in wanted if place in found}


def _tables(container: Element) -> Iterator[Element]:
    """The tables in the order in which they are read, those inside a cell behind the one they stand in."""
    for element in container:
        if local(element) == "tbl":
            yield from _with_inner(element)
        elif local(element) not in _CLOSED:
            yield from _tables(children(element))


def _with_inner(table: Element) -> Iterator[Element]:
    yield table
    for inner in nested_tables(table):
        yield from _with_inner(inner)


def _places(table: Element) -> Iterator[tuple[int, int, Element]]:
    for number, row in enumerate(rows_of(table)):
        column = span_of(row, "gridBefore", 0)
        for cell in cells_of(row):
            yield number, column, cell
            column += span_of(cell, "gridSpan", 1)
