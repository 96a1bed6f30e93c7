"""The cells of one sheet given a red ground in the file's own XML; values, formulas and all else stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from desk_app.exporting.marked_cells import FILL, address, place_of
from desk_app.exporting.package_parts import Element, Parts, UnmarkableError, local, namespace

_STYLES_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NO_STYLES = (
    '<styleSheet xmlns="{0}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs></styleSheet>'
)


class RedGround:
    """The styles of a workbook, each with its twin on red ground, made when first asked for."""

    def __init__(self, parts: Parts, relations: str) -> None:
        name = parts.related(parts.main, "styles")
        if name is None:
            name = _without_styles(parts, relations)
        self._root = parts.tree(name)
        self._ns = namespace(self._root)
        self._fill: int | None = None
        self._twins: dict[int, int] = {}

    def twin(self, style: int) -> int:
        """The number of the style that is like this one, on red ground."""
        if style not in self._twins:
            formats = self._list("cellXfs")
            known = [one for one in formats if local(one) == "xf"]
            if not known:
                raise UnmarkableError("no cell formats")
            made = deepcopy(known[style] if style < len(known) else known[0])
            made.set("fillId", str(self._red()))
            made.set("applyFill", "1")
            formats.append(made)
            formats.set("count", str(len(known) + 1))
            self._twins[style] = len(known)
        return self._twins[style]

    def _red(self) -> int:
        if self._fill is None:
            fills = self._list("fills")
            self._fill = sum(local(one) == "fill" for one in fills)
            fill = etree.SubElement(fills, f"{{{self._ns}}}fill")
            pattern = etree.SubElement(fill, f"{{{self._ns}}}patternFill", {"patternType": "solid"})
            etree.SubElement(pattern, f"{{{self._ns}}}fgColor", {"rgb": f"FF{FILL}"})
            etree.SubElement(pattern, f"{{{self._ns}}}bgColor", {"indexed": "64"})
            fills.set("count", str(self._fill + 1))
        return self._fill

    def _list(self, name: str) -> Element:
        found = next((one for one in self._root if local(one) == name), None)
        if found is None:
            raise UnmarkableError(f"no {name}")
        return found


def _without_styles(parts: Parts, relations: str) -> str:
    """A workbook without any style gets the plainest ones."""
    name = parts.free_name("xl/styles{}.xml")
    parts.put(name, _NO_STYLES.format(namespace(parts.look(parts.main))).encode())
    parts.declare(name, _STYLES_KIND)
    parts.relate(parts.main, f"{relations}/styles", name)
    return name


def redden(sheet: Element, ground: RedGround, cells: Iterable[str]) -> None:
    """Give cells of a sheet the red ground; a cell or row that the file has not is put in."""
    data = sheet_data(sheet)
    widths = column_styles(sheet)
    for cell in sorted(set(cells), key=place_of):
        row_number, column = place_of(cell)
        row = row_of(data, row_number)
        found = cell_of(row, row_number, column)
        kept = found.get("s")
        if kept is None and not len(found):
            kept = kept_style(row, widths, column)
        found.set("s", str(ground.twin(int(kept or 0))))


def sheet_data(sheet: Element) -> Element:
    """The part of a sheet that holds its rows."""
    data = next((one for one in sheet if local(one) == "sheetData"), None)
    if data is None:
        raise UnmarkableError("no sheet data")
    return data


def column_styles(sheet: Element) -> dict[int, int]:
    """The style that each column gives to cells of its own."""
    return {place: int(one.get("style") or 0) for one in _columns(sheet) for place in _span(one)}


def kept_style(row: Element, widths: dict[int, int], column: int) -> str:
    """The style that a cell which the file has not bears there: its row's, else its column's."""
    return row.get("s") or "0" if row.get("customFormat") in {"1", "true"} else str(widths.get(column, 0))


def _columns(sheet: Element) -> list[Element]:
    return [one for group in sheet if local(group) == "cols" for one in group if local(one) == "col"]


def _span(column: Element) -> range:
    first, last = int(column.get("min") or 1), int(column.get("max") or 1)
    return range(first - 1, min(last, 16_384))


def row_of(data: Element, number: int) -> Element:
    """The row of a number from 0; all rows bear their number afterwards, as some programs leave it out."""
    before = -1
    behind: Element | None = None
    for one in data:
        if local(one) != "row":
            continue
        before = int(one.get("r") or before + 2) - 1
        one.set("r", str(before + 1))
        if before == number:
            return one
        if before > number and behind is None:
            behind = one
    made = data.makeelement(f"{{{namespace(data)}}}row", {"r": str(number + 1)})
    if behind is None:
        data.append(made)
    else:
        behind.addprevious(made)
    return made


def cell_of(row: Element, number: int, column: int) -> Element:
    """The cell of a row's column, both from 0; one that the file has not is put in."""
    known: list[tuple[int, Element]] = []
    before = -1
    for one in row:
        if local(one) == "c":
            written = one.get("r")
            before = place_of(written)[1] if written else before + 1
            one.set("r", address(number, before))
            known.append((before, one))
    found = next((one for place, one in known if place == column), None)
    if found is not None:
        return found
    row.attrib.pop("spans", "")
    made = row.makeelement(f"{{{namespace(row)}}}c", {"r": address(number, column)})
    later = next((one for place, one in known if place > column), None)
    if later is not None:
        later.addprevious(made)
    elif known:
        known[-1][1].addnext(made)
    else:
        row.insert(0, made)
    return made
