"""A superior's own Word document filled in place: values put into its cells and lines, all else as it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy

from desk_app.exporting.fill_text import put_text
from desk_app.exporting.fill_values import HAS_FORMULA, BlockWrite, CellWrite, NotWritten, Spot, Value
from desk_app.exporting.package_parts import Element, Parts, UnmarkableError, local, namespace

LINES = "表外文字"
"""The name under which the lines outside the tables are addressed, by their number among the body's paragraphs."""
_FIELDS = frozenset({"fldSimple", "fldChar", "instrText"})
_INSIDE = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


def lines_of(data: bytes) -> tuple[str, ...]:
    """The texts of the paragraphs outside the tables; UnmarkableError for what is no such document."""
    parts = Parts(data)
    return tuple("".join(one.text or "" for one in _texts(line)) for line in _lines(parts.look(parts.main)))


def fill_document(
    data: bytes, numbers: Mapping[Spot, int], cells: Sequence[CellWrite], blocks: Sequence[BlockWrite] = ()
) -> tuple[bytes, tuple[NotWritten, ...]]:
    """The document with its values, and what was left as it is; ``numbers`` are the places of cells among all ``tc``.

    Raises UnmarkableError for a file that is built in no way that can be changed safely.
    """
    parts = Parts(data)
    filling = _Filling(parts.tree(parts.main), numbers)
    for one in cells:
        filling.cell(one)
    for block in blocks:
        filling.block(block)
    return parts.packed(), tuple(filling.left)


class _Filling:
    """One document being filled."""

    def __init__(self, root: Element, numbers: Mapping[Spot, int]) -> None:
        self._ns = namespace(root)
        self._cells = list(root.iter(f"{{{self._ns}}}tc"))
        self._lines = _lines(root)
        self._numbers = numbers
        self.left: list[NotWritten] = []

    def cell(self, one: CellWrite) -> None:
        """Write one value."""
        self._put(one.spot, self._place(one.spot), one.value, one.label)

    def block(self, one: BlockWrite) -> None:
        """Write rows; where the free ones are too few the last of them is doubled."""
        lines = [self._row(one, one.row + place) for place in range(one.free)]
        pattern = deepcopy(lines[-1])
        while len(lines) < len(one.rows):
            made = deepcopy(pattern)
            lines[-1].addnext(made)
            lines.append(made)
        orders = {column: self._order(one, column) for cells in one.rows[:1] for column, _ in cells}
        for place, cells in enumerate(one.rows):
            found = list(lines[place].iter(f"{{{self._ns}}}tc"))
            for column, value in cells:
                order = orders.get(column, -1)
                target = found[order] if 0 <= order < len(found) else None
                self._put((one.sheet, one.row + place, column), target, value)

    def _order(self, block: BlockWrite, column: int) -> int:
        """Which cell of its row a column is."""
        cell = self._place((block.sheet, block.row, column))
        row = self._row(block, block.row)
        return -1 if cell is None else list(row.iter(f"{{{self._ns}}}tc")).index(cell)

    def _row(self, block: BlockWrite, number: int) -> Element:
        """The row of a table, by any of its cells."""
        for (name, row, _), place in self._numbers.items():
            if (name, row) == (block.sheet, number) and place < len(self._cells):
                found = next((one for one in self._cells[place].iterancestors() if local(one) == "tr"), None)
                if found is not None:
                    return found
        raise UnmarkableError(f"no row {number}")

    def _place(self, spot: Spot) -> Element | None:
        name, row, _ = spot
        if name == LINES:
            return self._lines[row] if row < len(self._lines) else None
        number = self._numbers.get(spot, -1)
        return self._cells[number] if 0 <= number < len(self._cells) else None

    def _put(self, spot: Spot, target: Element | None, value: Value, label: str = "") -> None:
        why = "这里没有单独的一格" if target is None else _written(target, str(value), label)
        if why:
            self.left.append(NotWritten(spot, why))


def _lines(root: Element) -> list[Element]:
    body = next((one for one in root if local(one) == "body"), None)
    if body is None:
        raise UnmarkableError("no body")
    return [one for one in body if local(one) == "p"]


def _written(target: Element, value: str, label: str) -> str:
    """Write into a cell or a paragraph; why it was not, or empty."""
    if any(local(one) in _FIELDS for one in target.iter()):
        return HAS_FORMULA
    choices = [one.get(f"{{{namespace(one)}}}value") or one.get(f"{{{namespace(one)}}}displayText") or ""
               for one in target.iter() if local(one) == "listItem"]  # fmt: skip
    if choices and value not in choices:
        return f"下拉选项里没有“{value}”，没有填"
    texts = _texts(target)
    if label:
        return "" if put_text(texts, value, label) else f"这里没有“{label}”，不知填在哪里"
    if not texts:
        texts = [_fresh_text(target)]
    _shown(target)
    put_text(texts, value)
    return ""


def _texts(target: Element) -> list[Element]:
    return [one for one in target.iter() if local(one) == "t" and not any(local(up) in {"del", "moveFrom"}
            for up in one.iterancestors())]  # fmt: skip


def _fresh_text(target: Element) -> Element:
    """A run in the first paragraph, in the type that the paragraph's end has."""
    ns = namespace(target)
    paragraph = target if local(target) == "p" else _paragraph(target)
    if paragraph is None:
        raise UnmarkableError("a cell without a paragraph")
    run = next((one for one in paragraph.iter(f"{{{ns}}}r")), None)
    if run is None:
        run = paragraph.makeelement(f"{{{ns}}}r", {})
        paragraph.append(run)
        mark = next((two for one in paragraph if local(one) == "pPr" for two in one if local(two) == "rPr"), None)
        if mark is not None:
            kept = deepcopy(mark)
            for one in [one for one in kept if local(one) in {"ins", "del", "moveFrom", "moveTo", "rPrChange"}]:
                kept.remove(one)
            run.append(kept)
    made = run.makeelement(f"{{{ns}}}t", {})
    run.append(made)
    return made


def _paragraph(container: Element) -> Element | None:
    for one in container:
        if local(one) == "p":
            return one
        if local(one) in _INSIDE and (found := _paragraph(one)) is not None:
            return found
    return None


def _shown(target: Element) -> None:
    """A content control that is filled shows its value, no longer the words that ask for one."""
    for parent in list(target.iter()):
        for one in list(parent):
            asks = local(one) == "rStyle" and "laceholder" in "".join(map(str, one.attrib.values()))
            if asks or local(one) == "showingPlcHdr":
                parent.remove(one)
