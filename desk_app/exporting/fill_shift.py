"""Rows put into a foreign sheet: what stands below moves down, and all that speaks of it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from openpyxl.formula.translate import Translator

from desk_app.exporting.fill_sheet import clear
from desk_app.exporting.marked_cells import address, place_of
from desk_app.exporting.marked_sheet import row_of, sheet_data
from desk_app.exporting.package_parts import Element, UnmarkableError, local, namespace

_REFERENCE = re.compile(
    r"(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?<![A-Za-z0-9_.$'!:])(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z0-9_.\u4e00-\u9fff]+)!)?"
    r"(?P<first>\$?[A-Z]{0,3}\$?[0-9]{1,7})(?::(?P<last>\$?[A-Z]{0,3}\$?[0-9]{1,7}))?(?![A-Za-z0-9_(.!\u4e00-\u9fff])"
)
_PART = re.compile(r"(\$?[A-Z]{0,3}\$?)([0-9]+)")
_UNMOVED = frozenset({"drawing", "legacyDrawing", "tableParts", "oleObjects", "controls", "picture"})
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2"})


@dataclass(frozen=True, slots=True)
class Shift:
    """``count`` rows put in behind row ``last`` (from 0) of a sheet."""

    sheet: str
    last: int
    count: int

    def row(self, number: int) -> int:
        """Where a row (from 1) stands afterwards."""
        return number + self.count if number > self.last + 1 else number

    def end(self, first: int, number: int) -> int:
        """Where a range of several rows ends afterwards: one that holds the last row holds the new ones too."""
        return number + self.count if number > self.last + (first == number) else number

    def area(self, text: str) -> str:
        """A cell or an area afterwards."""
        begin, sign, close = text.partition(":")
        first, last = (_PART.fullmatch(one) for one in (begin, close or begin))
        if first is None or last is None:
            return text
        moved = f"{first[1]}{self.row(int(first[2]))}"
        return f"{moved}:{last[1]}{self.end(int(first[2]), int(last[2]))}" if sign else moved

    def formula(self, text: str, home: str) -> str:
        """A formula of sheet ``home`` afterwards."""

        def moved(found: re.Match[str]) -> str:
            sheet, first, last = found["sheet"] or "", found["first"], found["last"]
            named = sheet[:-1].strip("'").replace("''", "'") if sheet else home
            is_cell = first is not None and (last is not None or any(map(str.isalpha, first)))
            if found["text"] is not None or named != self.sheet or not is_cell:
                return found[0]
            return sheet + self.area(f"{first}:{last}" if last else first)

        return _REFERENCE.sub(moved, text)


def refuse_unmovable(sheet: Element) -> None:
    """UnmarkableError for a sheet with pictures, notes or tables, whose places are told elsewhere."""
    if any(local(one) in _UNMOVED for one in sheet):
        raise UnmarkableError("what stands below cannot be moved")


def put_rows_in(sheet: Element, shift: Shift) -> None:
    """Put the rows in, each like the last one before them but empty; its own formulas go along."""
    data = sheet_data(sheet)
    pattern = row_of(data, shift.last)
    for row in (one for one in data if local(one) == "row"):
        number = int(row.get("r") or 0)
        if number > shift.last + 1:
            _renumber(row, shift.row(number))
    for place in range(shift.count, 0, -1):
        made = deepcopy(pattern)
        _renumber(made, shift.last + 1 + place)
        _emptied(made, shift.last, place)
        pattern.addnext(made)
    _move_areas(sheet, shift)


def _renumber(row: Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        if local(cell) == "c" and cell.get("r"):
            cell.set("r", address(number - 1, place_of(cell.get("r") or "")[1]))


def _emptied(row: Element, origin: int, down: int) -> None:
    for cell in row:
        formula = next((one.text for one in cell if local(one) == "f"), None)
        clear(cell)
        if formula:
            column = place_of(cell.get("r") or "A1")[1]
            moved = Translator(f"={formula}", origin=address(origin, column))
            element = cell.makeelement(f"{{{namespace(cell)}}}f", {})
            element.text = str(moved.translate_formula(address(origin + down, column)))[1:]
            cell.append(element)


def _move_areas(sheet: Element, shift: Shift) -> None:
    for one in sheet.iter():
        for key in ("ref", "sqref"):
            if local(one) not in {"c", "row", "f"} and one.get(key):
                one.set(key, " ".join(shift.area(area) for area in (one.get(key) or "").split()))
        if local(one) == "rowBreaks":
            for mark in one:
                mark.set("id", str(shift.row(int(mark.get("id") or 0))))
    _double_merges(sheet, shift)


def _double_merges(sheet: Element, shift: Shift) -> None:
    """Cells joined side by side in the last row are joined in the new ones; joined downwards they were stretched."""
    merges = next((one for one in sheet if local(one) == "mergeCells"), None)
    if merges is None:
        return
    for one in list(merges):
        begin, _, close = (one.get("ref") or "").partition(":")
        if not close or place_of(begin)[0] != shift.last:
            continue
        left, right = place_of(begin)[1], place_of(close)[1]
        one.set("ref", f"{begin}:{address(shift.last, right)}")
        for down in range(1, shift.count + 1):
            made = deepcopy(one)
            made.set("ref", f"{address(shift.last + down, left)}:{address(shift.last + down, right)}")
            merges.append(made)
    merges.set("count", str(len(merges)))


def follow(roots: Iterable[tuple[str, Element]], shift: Shift) -> None:
    """Let the formulas of all sheets, by their names, follow."""
    for name, root in roots:
        for one in root.iter():
            if local(one) in _FORMULAS and one.text:
                one.text = shift.formula(one.text, name)


def spell_out(sheet: Element) -> None:
    """Give each cell its own formula where several share one, so that they can move apart.

    UnmarkableError where one formula fills an area.
    """
    masters: dict[str, tuple[str, str]] = {}
    for cell in (one for one in sheet.iter() if local(one) == "c"):
        for one in (one for one in cell if local(one) == "f"):
            if one.get("t") in {"array", "dataTable"}:
                raise UnmarkableError("a formula over an area")
            if one.get("t") != "shared":
                continue
            key, place = one.get("si") or "", cell.get("r") or "A1"
            if one.text:
                masters[key] = (one.text, place)
            elif key in masters:
                text, origin = masters[key]
                one.text = str(Translator(f"={text}", origin=origin).translate_formula(place))[1:]
            one.attrib.clear()
