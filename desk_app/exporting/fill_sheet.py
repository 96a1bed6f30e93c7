"""Cells of one foreign sheet given values in the file's own XML: style, merges and all else stay as they were."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from desk_app.exporting.fill_text import put_text
from desk_app.exporting.fill_values import HAS_FORMULA, Value
from desk_app.exporting.marked_cells import place_of
from desk_app.exporting.marked_sheet import cell_of, column_styles, kept_style, row_of, sheet_data
from desk_app.exporting.package_parts import Element, local, namespace
from desk_app.exporting.word_xml import legal

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTENT = frozenset({"v", "is", "f"})


class FilledSheet:
    """One sheet and the texts that its cells share with others."""

    def __init__(self, sheet: Element, shared: list[Element]) -> None:
        self.root = sheet
        self._shared = shared
        self._styles = column_styles(sheet)

    def put(self, row: int, column: int, value: Value, label: str = "") -> str:
        """Write one value; why it was not, or empty."""
        line = row_of(sheet_data(self.root), row)
        cell = cell_of(line, row, column)
        if any(local(one) == "f" for one in cell):
            return HAS_FORMULA
        if isinstance(value, str) and not label and not self._is_offered(row, column, value):
            return f"下拉选项里没有“{value}”，没有填"
        if cell.get("s") is None and not len(cell):
            cell.set("s", kept_style(line, self._styles, column))
        if label:
            return "" if self._behind(cell, str(value), label) else f"这一格里没有“{label}”，不知填在哪里"
        clear(cell)
        ns = namespace(cell)
        if isinstance(value, int):
            etree.SubElement(cell, f"{{{ns}}}v").text = str(value)
        elif value:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{{{ns}}}is"), f"{{{ns}}}t")
            text.set(_SPACE, "preserve")
            text.text = legal(value)
        return ""

    def _is_offered(self, row: int, column: int, value: str) -> bool:
        """Whether a cell with a drop-down of written-out choices takes a value."""
        for one in (two for group in self.root if local(group) == "dataValidations" for two in group):
            listed = next((two.text or "" for two in one if local(two) == "formula1"), "")
            holds = any(_holds(area, row, column) for area in (one.get("sqref") or "").split())
            if one.get("type") == "list" and listed.startswith('"') and holds:
                return value in [choice.strip() for choice in listed.strip('"').split(",")]
        return True

    def _behind(self, cell: Element, value: str, label: str) -> bool:
        """Write behind a word of the cell, its runs kept; a shared text becomes the cell's own first."""
        ns = namespace(cell)
        holder = next((one for one in cell if local(one) == "is"), None)
        if cell.get("t") == "s":
            number = int(next((one.text for one in cell if local(one) == "v"), None) or -1)
            if not 0 <= number < len(self._shared):
                return False
            holder = deepcopy(self._shared[number])
            holder.tag = f"{{{ns}}}is"
            clear(cell)
            cell.set("t", "inlineStr")
            cell.append(holder)
        if holder is None:
            return False
        phonetic = {one for part in holder.iter(f"{{{ns}}}rPh") for one in part}
        spoken = [one for one in holder.iter(f"{{{ns}}}t") if one not in phonetic]
        return put_text(spoken, value, label)


def _holds(area: str, row: int, column: int) -> bool:
    begin, _, close = area.partition(":")
    try:
        (top, left), (bottom, right) = place_of(begin), place_of(close or begin)
    except ValueError:
        return False
    return top <= row <= bottom and left <= column <= right


def clear(cell: Element) -> None:
    """Take a cell's content, never its style."""
    for one in [one for one in cell if local(one) in _CONTENT]:
        cell.remove(one)
    cell.attrib.pop("t", "")
