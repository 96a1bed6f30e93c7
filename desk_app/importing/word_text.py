"""The text of a Word paragraph as a person sees it: boxes, tabs and breaks kept, deleted text left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from desk_app.importing.safe_xml import Element, attribute, local

DROPPED = frozenset({"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "txbxContent", "rt", "Fallback", "sdtPr"})
"""What is no visible text, or was struck out, or is read elsewhere."""
TRANSPARENT = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice", "body"}
)
"""Wrappers that are looked through."""

_SYMBOLS = {
    "F0FE": "☑", "F052": "☑", "F0FD": "☒", "F054": "☒", "F0FC": "✓", "F050": "✓", "F0FB": "✗", "F04F": "✗",
    "F0A8": "□", "F06F": "□", "F0A3": "□", "F071": "□", "F06E": "■", "F0A7": "▪", "F06C": "●", "F0B7": "·",
}  # fmt: skip
_ASKS = re.compile(
    r"[\[［【〔(（<《]?\s*请?(?:在?此处)?(?:单击|点击|双击|轻触|选择|输入|填写|录入|键入|Click|Tap|Choose|Enter|Type|Select)",
    re.IGNORECASE,
)
_TRUE = {"1", "true", "on", None}


def paragraph_text(paragraph: Element) -> str:
    """All text of one paragraph that somebody wrote; the prompt of a control that is not filled in is none."""
    return "" if _is_prompt(paragraph) else "".join(_pieces(paragraph))


def children(element: Element) -> Element:
    """What to walk inside a wrapper: a content control's content, otherwise the wrapper itself."""
    if local(element) == "sdt":
        return next((child for child in element if local(child) == "sdtContent"), element)
    return element


def _is_prompt(paragraph: Element) -> bool:
    """Whether a paragraph stands in a control, around it or around its cell, that shows its prompt (单击选择一项)."""
    parent = paragraph.getparent()
    while parent is not None and local(parent) not in {"tr", "tbl", "body", "txbxContent"}:
        if local(parent) == "sdt" and _shows_prompt(parent):
            return True
        parent = parent.getparent()
    return False


def _shows_prompt(control: Element) -> bool:
    """Whether a control shows words that ask for an entry.

    The mark alone is not believed: an editor may leave it standing when the control is filled in.
    """
    properties = next((child for child in control if local(child) == "sdtPr"), None)
    mark = (
        next((child for child in properties if local(child) == "showingPlcHdr"), None)
        if properties is not None
        else None
    )
    if mark is None or attribute(mark, "val") not in _TRUE:
        return False
    shown = "".join(element.text or "" for element in control.iter() if local(element) == "t")
    return _ASKS.match(shown.strip()) is not None


def box_paragraphs(paragraph: Element) -> Iterator[Element]:
    """The paragraphs of text boxes anchored in this paragraph, each once."""
    for element in paragraph.iter():
        if local(element) == "txbxContent" and not _in_fallback(element, paragraph):
            yield from (inner for inner in element.iter() if local(inner) == "p")


def _in_fallback(element: Element, stop: Element) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not stop:
        if local(parent) == "Fallback":
            return True
        parent = parent.getparent()
    return False


def _pieces(container: Element) -> Iterator[str]:
    for element in container:
        name = local(element)
        if name in DROPPED or not name:
            continue
        leaf = _LEAVES.get(name)
        if leaf is not None:
            yield leaf(element)
        elif name == "sdt" and (box := _checkbox(element)) is not None:
            yield box
        elif name == "sdt" and _shows_prompt(element):
            continue
        else:
            yield from _pieces(element)


def _checkbox(control: Element) -> str | None:
    properties = next((child for child in control if local(child) == "sdtPr"), None)
    if properties is None:
        return None
    box = next((child for child in properties if local(child) == "checkbox"), None)
    if box is None:
        return None
    content = next((child for child in control if local(child) == "sdtContent"), None)
    if content is not None and len("".join(_pieces(content)).strip()) > 1:
        return None  # more than a box is shown: somebody wrote over it, and what is written counts
    checked = next((child for child in box if local(child) == "checked"), None)
    return "☑" if checked is not None and attribute(checked, "val") in _TRUE else "☐"


def _symbol(element: Element) -> str:
    code = (attribute(element, "char") or "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "□"


def _field_box(element: Element) -> str:
    """The box of an old form field; other fields show their text by themselves."""
    for box in element.iter():
        if local(box) == "checkBox":
            states = {local(child): attribute(child, "val") for child in box}
            state = states.get("checked", states.get("default", "0"))
            return "☑" if state in _TRUE else "☐"
    return ""


def _text(element: Element) -> str:
    return element.text or ""


_LEAVES: dict[str, Callable[[Element], str]] = {
    "t": _text,
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "br": lambda element: "" if attribute(element, "type") in {"page", "column"} else "\n",
    "cr": lambda _: "\n",
    "noBreakHyphen": lambda _: "-",
    "sym": _symbol,
    "fldChar": _field_box,
}
