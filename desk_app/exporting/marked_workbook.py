"""A copy of a unit's own workbook with the wrong cells on red ground and a 批注 beside each; all else as it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from lxml import etree

from desk_app.exporting.marked_cells import AUTHOR, CellMark, place_of
from desk_app.exporting.marked_sheet import RedGround, redden
from desk_app.exporting.package_parts import Element, Parts, UnmarkableError, local, namespace
from desk_app.exporting.word_xml import legal

_COMMENTS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND = frozenset({
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems",
    "tableParts", "extLst",
})  # fmt: skip
"""What stands behind the reference to the notes' shapes in a sheet (ECMA-376, CT_Worksheet)."""
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY_VML = f"<xml {_SPACES}></xml>"
_SHAPE_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f"<v:shape {_SPACES} "
    'id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:200pt;height:70pt;z-index:{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left},15,{row},2,{right},15,{below},4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_FIRST_SHAPE = 1025


def mark_workbook(data: bytes, marks: Sequence[CellMark]) -> bytes:
    """The workbook with its marks; raises UnmarkableError when it is built in no way that can be changed safely."""
    parts = Parts(data)
    book = Book(parts)
    ground = RedGround(parts, book.relations)
    ordered = sorted(marks, key=lambda one: one.sheet)
    for name, group in groupby(ordered, key=lambda one: one.sheet):
        mine = list(group)
        part = book.sheet(name)
        redden(parts.tree(part), ground, [one.cell for one in mine])
        _Notes(parts, part, book.relations).write(mine)
    return parts.packed()


class Book:
    """The workbook's sheets by name."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._root = parts.look(parts.main)
        kinds = [kind for kind, _, _ in parts.relations(parts.main)]
        found = next((kind.rpartition("/")[0] for kind in kinds if kind.endswith("/worksheet")), "")
        if not found:
            raise UnmarkableError("no worksheets")
        self.relations = found
        """The address that the kinds of reference begin with; strict files have another."""

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets' names in their order."""
        return tuple(one.get("name") or "" for one in self._root.iter() if local(one) == "sheet" and one.get("name"))

    def sheet(self, name: str) -> str:
        """The part of a sheet."""
        targets = {key: target for _, target, key in self._parts.relations(self._parts.main)}
        for one in self._root.iter():
            if local(one) == "sheet" and one.get("name") == name:
                key = next((value for word, value in one.items() if str(word).endswith("}id")), "")
                if key in targets:
                    return targets[key]
        raise UnmarkableError(f"no sheet {name}")


class _Notes:
    """The 批注 of one sheet: their texts in one part, their shapes in another."""

    def __init__(self, parts: Parts, sheet: str, relations: str) -> None:
        self._parts, self._sheet, self._relations = parts, sheet, relations

    def write(self, marks: Sequence[CellMark]) -> None:
        root = self._comments()
        ns = namespace(root)
        author = _author(root)
        written = {one.get("ref"): one for one in root.iter(f"{{{ns}}}comment")}
        rows = next(one for one in root if local(one) == "commentList")
        fresh = []
        for mark in marks:
            before = written.get(mark.cell)
            if before is None:
                before = etree.SubElement(rows, f"{{{ns}}}comment", {"ref": mark.cell, "authorId": author})
                etree.SubElement(before, f"{{{ns}}}text")
                written[mark.cell] = before
                fresh.append(mark.cell)
            _say(before, ns, mark.text)
        self._shapes(fresh)

    def _comments(self) -> Element:
        name = self._parts.related(self._sheet, "comments")
        if name is None:
            ns = namespace(self._parts.look(self._sheet))
            name = self._parts.free_name("xl/comments{}.xml")
            self._parts.put(name, f'<comments xmlns="{ns}"><authors/><commentList/></comments>'.encode())
            self._parts.declare(name, _COMMENTS_KIND)
            self._parts.relate(self._sheet, f"{self._relations}/comments", name)
        return self._parts.tree(name)

    def _shapes(self, cells: Sequence[str]) -> None:
        if not cells:
            return
        name = self._drawing()
        content = self._parts.content(name)
        end = content.rfind(b"</xml>")
        if end < 0:
            raise UnmarkableError("notes' shapes of another kind")
        last = max((int(one) for one in _SHAPE_ID.findall(content)), default=_FIRST_SHAPE - 1)
        made = "" if b"_x0000_t202" in content else _SHAPE_TYPE
        made += "".join(_shape(cell, last + place) for place, cell in enumerate(cells, start=1))
        self._parts.put(name, content[:end] + made.encode() + content[end:])

    def _drawing(self) -> str:
        sheet = self._parts.tree(self._sheet)
        known = next((one for one in sheet if local(one) == "legacyDrawing"), None)
        if known is not None:
            key = next((value for word, value in known.items() if str(word).endswith("}id")), "")
            targets = {one: target for _, target, one in self._parts.relations(self._sheet)}
            if key not in targets:
                raise UnmarkableError("notes' shapes are not there")
            return targets[key]
        name = self._parts.free_name("xl/drawings/vmlDrawing{}.vml")
        self._parts.put(name, _EMPTY_VML.encode())
        self._parts.declare_suffix("vml", _VML_KIND)
        key = self._parts.relate(self._sheet, f"{self._relations}/vmlDrawing", name)
        made = sheet.makeelement(f"{{{namespace(sheet)}}}legacyDrawing", {f"{{{self._relations}}}id": key})
        behind = next((one for one in sheet if local(one) in _BEHIND), None)
        if behind is None:
            sheet.append(made)
        else:
            behind.addprevious(made)
        return name


def _author(root: Element) -> str:
    authors = next((one for one in root if local(one) == "authors"), None)
    if authors is None:
        raise UnmarkableError("notes without authors")
    names = [one.text for one in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{namespace(root)}}}author").text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _say(comment: Element, ns: str, text: str) -> None:
    """Add a line to a note; what somebody wrote there before stays above it."""
    holder = next((one for one in comment if local(one) == "text"), None)
    if holder is None:
        holder = etree.SubElement(comment, f"{{{ns}}}text")
    words = "".join(one.text or "" for one in holder.iter(f"{{{ns}}}t"))
    run = etree.SubElement(holder, f"{{{ns}}}r")
    piece = etree.SubElement(run, f"{{{ns}}}t")
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    piece.text = ("\n" if words else "") + legal(text)
    plain = next((one for one in holder if local(one) == "t"), None)
    if plain is not None:
        first = holder.makeelement(f"{{{ns}}}r", {})
        plain.addprevious(first)
        first.append(plain)


def _shape(cell: str, number: int) -> str:
    row, column = place_of(cell)
    return _SHAPE.format(number=number, row=row, column=column, left=column + 1, right=column + 4, below=row + 4)
