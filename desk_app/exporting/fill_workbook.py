"""A superior's own workbook filled in place: values put into its cells, all else as it stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desk_app.exporting.fill_sheet import FilledSheet
from desk_app.exporting.fill_shift import Shift, follow, put_rows_in, refuse_unmovable, spell_out
from desk_app.exporting.fill_values import BlockWrite, CellWrite, NotWritten, Spot
from desk_app.exporting.marked_cells import place_of
from desk_app.exporting.marked_workbook import Book
from desk_app.exporting.package_parts import Element, Parts, UnmarkableError, local, namespace

_BEFORE_SETTING = frozenset({"sheets", "functionGroups", "externalReferences", "definedNames"})
_NO_ROOM = "空行只有{0}行，另有{1}行放不下（表里有图片、批注或成片的公式，不能插行）"


def fill_workbook(
    data: bytes, cells: Sequence[CellWrite], blocks: Sequence[BlockWrite] = ()
) -> tuple[bytes, tuple[NotWritten, ...]]:
    """The workbook with its values, and what was left as it is.

    Cells are addressed as they stand before rows are put in. Formulas are never written over; their kept results are
    taken out, so that they are counted anew when the file is opened. Raises UnmarkableError for a file that is built in
    no way that can be changed safely.
    """
    filling = _Filling(Parts(data))
    for one in cells:
        filling.cell(one)
    for block in sorted(blocks, key=lambda one: (one.sheet, -one.row)):
        filling.block(block)
    return filling.finished(), tuple(filling.left)


def formula_spots(data: bytes) -> frozenset[Spot]:
    """Where a workbook's formulas stand; UnmarkableError for what cannot be changed safely."""
    parts = Parts(data)
    book = Book(parts)
    found: set[Spot] = set()
    for name in book.names:
        root = parts.look(book.sheet(name))
        cells = (one for one in root.iter() if local(one) == "c" and any(local(two) == "f" for two in one))
        found |= {(name, *place_of(one.get("r") or "")) for one in cells if one.get("r")}
    return frozenset(found)


class _Filling:
    """One workbook being filled."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._book = parts, Book(parts)
        self._sheets: dict[str, FilledSheet] = {}
        self._shared = self._shared_texts()
        self.left: list[NotWritten] = []

    def cell(self, one: CellWrite) -> None:
        """Write one value."""
        sheet, row, column = one.spot
        why = self._sheet(sheet).put(row, column, one.value, one.label)
        if why:
            self.left.append(NotWritten(one.spot, why))

    def block(self, one: BlockWrite) -> None:
        """Write rows, more of them put in where the free ones are too few."""
        rows = one.rows
        more = len(rows) - one.free
        if more > 0 and not self._put_in(Shift(one.sheet, one.row + one.free - 1, more)):
            self.left.append(NotWritten((one.sheet, one.row, 0), _NO_ROOM.format(one.free, more)))
            rows = rows[: one.free]
        sheet = self._sheet(one.sheet)
        for place, cells in enumerate(rows):
            for column, value in cells:
                why = sheet.put(one.row + place, column, value)
                if why:
                    self.left.append(NotWritten((one.sheet, one.row + place, column), why))

    def finished(self) -> bytes:
        """The file; kept results of formulas taken out of every sheet."""
        for _, part in self._named_sheets():
            if any(local(one) == "f" for one in self._parts.look(part).iter()):
                for cell in self._parts.tree(part).iter():
                    _forget_result(cell)
        self._count_anew()
        return self._parts.packed()

    def _put_in(self, shift: Shift) -> bool:
        root = self._sheet(shift.sheet).root
        try:
            refuse_unmovable(root)
            sheets = [(name, self._parts.tree(part)) for name, part in self._named_sheets()]
            for _, one in sheets:
                spell_out(one)
        except UnmarkableError:
            return False
        follow(sheets, shift)
        put_rows_in(root, shift)
        for one in self._parts.tree(self._parts.main).iter():
            if local(one) == "definedName" and one.text:
                one.text = shift.formula(one.text, "")
        self._parts.drop_related(self._parts.main, "calcChain")
        return True

    def _sheet(self, name: str) -> FilledSheet:
        if name not in self._sheets:
            self._sheets[name] = FilledSheet(self._parts.tree(self._book.sheet(name)), self._shared)
        return self._sheets[name]

    def _named_sheets(self) -> Iterator[tuple[str, str]]:
        for name in self._book.names:
            part = self._book.sheet(name)
            if local(self._parts.look(part)) == "worksheet":
                yield name, part

    def _shared_texts(self) -> list[Element]:
        name = self._parts.related(self._parts.main, "sharedStrings")
        return [one for one in self._parts.look(name) if local(one) == "si"] if name else []

    def _count_anew(self) -> None:
        root = self._parts.tree(self._parts.main)
        setting = next((one for one in root if local(one) == "calcPr"), None)
        if setting is None:
            before = [one for one in root if local(one) in _BEFORE_SETTING]
            if not before:
                return
            setting = root.makeelement(f"{{{namespace(root)}}}calcPr", {})
            before[-1].addnext(setting)
        setting.set("fullCalcOnLoad", "1")


def _forget_result(cell: Element) -> None:
    if local(cell) == "c" and any(local(one) == "f" for one in cell):
        for one in [one for one in cell if local(one) == "v"]:
            cell.remove(one)
        cell.attrib.pop("t", "")
