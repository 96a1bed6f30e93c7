"""A copy of a unit's own Word document with the wrong cells on red ground and a 批注 at each; all else as it stood."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from desk_app.exporting.marked_cells import AUTHOR, FILL
from desk_app.exporting.package_parts import Element, Parts, UnmarkableError, local, namespace
from desk_app.exporting.word_xml import legal

_COMMENTS_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_BEHIND_SHADE = frozenset({
    "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel",
    "cellMerge", "tcPrChange",
})  # fmt: skip
_LOOKED_THROUGH = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


def mark_document(data: bytes, marks: Mapping[int, str]) -> bytes:
    """The document with its marks: a remark for each cell, named by its number among all ``tc`` elements from 0.

    Raises UnmarkableError when it is built in no way that can be changed safely.
    """
    parts = Parts(data)
    root = parts.tree(parts.main)
    ns = namespace(root)
    cells = list(root.iter(f"{{{ns}}}tc"))
    comments = _comments(parts, ns)
    number = 1 + max((int(one.get(f"{{{ns}}}id") or 0) for one in comments), default=-1)
    for place, text in sorted(marks.items()):
        if place >= len(cells):
            raise UnmarkableError(f"no cell {place}")
        _shade(cells[place], ns)
        _note(cells[place], ns, number)
        _write(comments, ns, number, text)
        number += 1
    return parts.packed()


def _comments(parts: Parts, ns: str) -> Element:
    name = parts.related(parts.main, "comments")
    if name is None:
        kind = next((kind for kind, _, _ in parts.relations(parts.main) if kind.endswith(("/styles", "/settings"))), "")
        base = kind.rpartition("/")[0] or "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        name = parts.free_name("word/comments{}.xml")
        parts.put(name, f'<w:comments xmlns:w="{ns}"/>'.encode())
        parts.declare(name, _COMMENTS_KIND)
        parts.relate(parts.main, f"{base}/comments", name)
    return parts.tree(name)


def _shade(cell: Element, ns: str) -> None:
    properties = next((one for one in cell if local(one) == "tcPr"), None)
    if properties is None:
        properties = cell.makeelement(f"{{{ns}}}tcPr", {})
        cell.insert(0, properties)
    for one in [one for one in properties if local(one) == "shd"]:
        properties.remove(one)
    made = properties.makeelement(f"{{{ns}}}shd", {
        f"{{{ns}}}val": "clear", f"{{{ns}}}color": "auto", f"{{{ns}}}fill": FILL,
    })  # fmt: skip
    behind = next((one for one in properties if local(one) in _BEHIND_SHADE), None)
    if behind is None:
        properties.append(made)
    else:
        behind.addprevious(made)


def _note(cell: Element, ns: str, number: int) -> None:
    """Let the note speak of the cell's first paragraph."""
    paragraph = _paragraph(cell)
    if paragraph is None:
        raise UnmarkableError("a cell without a paragraph")
    key = {f"{{{ns}}}id": str(number)}
    start = paragraph.makeelement(f"{{{ns}}}commentRangeStart", key)
    paragraph.insert(1 if len(paragraph) and local(paragraph[0]) == "pPr" else 0, start)
    etree.SubElement(paragraph, f"{{{ns}}}commentRangeEnd", key)
    run = etree.SubElement(paragraph, f"{{{ns}}}r")
    etree.SubElement(run, f"{{{ns}}}commentReference", key)


def _paragraph(container: Element) -> Element | None:
    for one in container:
        if local(one) == "p":
            return one
        if local(one) in _LOOKED_THROUGH and (found := _paragraph(one)) is not None:
            return found
    return None


def _write(comments: Element, ns: str, number: int, text: str) -> None:
    attributes = {f"{{{ns}}}id": str(number), f"{{{ns}}}author": AUTHOR, f"{{{ns}}}initials": "退"}
    made = etree.SubElement(comments, f"{{{ns}}}comment", attributes)
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(made, f"{{{ns}}}p"), f"{{{ns}}}r")
        piece = etree.SubElement(run, f"{{{ns}}}t")
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        piece.text = legal(line)
