"""What stands in a file beside its cells: comments (批注) and text boxes, no data, but never dropped unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk_app.importing.gate import Package
from desk_app.importing.safe_xml import Element, attribute, local, parse
from desk_app.problems import Level, Problem

OWN_AUTHORS = ("退回修改", "专班台账")
"""Comments by this program are what a copy sent back was marked with; they need no word."""

_COMMENTS = re.compile(r"(?:xl/(?:comments\d*|comments/comment\d+)|word/comments)\.xml", re.IGNORECASE)
_DRAWINGS = re.compile(r"xl/drawings/drawing\d+\.xml", re.IGNORECASE)
_SHOWN, _LONGEST = 3, 20


def asides(package: Package) -> Iterator[Problem]:
    """A word on comments and on text boxes over a sheet, with the first of them."""
    comments = [text for part in _parts(package, _COMMENTS) for text in _comments(part)]
    if comments:
        yield _said(f"文件里有批注{_listed(comments)}，没有作为数据，请核对", "comments")
    boxes = [text for part in _parts(package, _DRAWINGS) for text in _boxes(part)]
    if boxes:
        yield _said(f"表上有文本框{_listed(boxes)}，没有作为数据，请核对", "text_boxes")


def _parts(package: Package, pattern: re.Pattern[str]) -> Iterator[Element]:
    for name, part in package.parts.items():
        if pattern.fullmatch(name):
            yield parse(part)


def _comments(root: Element) -> Iterator[str]:
    """Each comment's text with the cell it stands at, those of this program left out."""
    authors = ["".join(map(str, element.itertext())) for element in root.iter() if local(element) == "author"]
    for element in root.iter():
        if local(element) != "comment":
            continue
        place = element.get("authorId") or ""
        named = authors[int(place)] if place.isdecimal() and int(place) < len(authors) else ""
        text = _text(element)
        if text and (named or attribute(element, "author")) not in OWN_AUTHORS:
            yield f"{element.get('ref') or ''}{text}"


def _boxes(root: Element) -> Iterator[str]:
    for element in root.iter():
        if local(element) == "txBody" and (text := _text(element)):
            yield text


def _text(element: Element) -> str:
    """All runs of text below an element, blanks folded."""
    pieces = [piece.text or "" for piece in element.iter() if local(piece) == "t"]
    return " ".join("".join(pieces).split())


def _listed(texts: list[str]) -> str:
    shown = "、".join(f"“{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}”" for text in texts[:_SHOWN])
    return shown + (f"等{len(texts)}处" if len(texts) > _SHOWN else "")


def _said(message: str, code: str) -> Problem:
    return Problem("文件", Level.WARNING, message, code)
