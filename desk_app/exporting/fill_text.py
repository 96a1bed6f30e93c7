"""The text of a foreign cell or paragraph changed in place: its runs, and with them its type, stay as they were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk_app.exporting.package_parts import Element
from desk_app.exporting.word_xml import legal

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROOM = re.compile(r"[\s_＿　]*")
_LABEL = re.compile(r"[^\s：:_＿　][^：:_＿\s　]*[：:]")
_APART = "　　"


def labels_in(text: str) -> tuple[str, ...]:
    """The words of a cell that a value is written behind (填报单位：), in their order."""
    return tuple(dict.fromkeys(_LABEL.findall(text)))


def own_label(text: str) -> str:
    """The one label of a cell that says nothing else; empty where there is none, or more."""
    found = labels_in(text)
    return found[0] if len(found) == 1 and not text.rpartition(found[0])[2].strip(" \t\r\n_＿　") else ""


def spot_behind(text: str, label: str) -> tuple[int, int] | None:
    """Where the room behind a label begins and ends; None where the label does not stand there."""
    start = text.find(label)
    if not label or start < 0:
        return None
    begin = start + len(label)
    room = _ROOM.match(text, begin)
    return begin, room.end() if room else begin


def put_text(texts: Sequence[Element], value: str, label: str = "") -> bool:
    """Write a value into text elements that stand behind each other; whether its label was there.

    Without a label all of the text is replaced, with one only the room behind it.
    """
    whole = "".join(one.text or "" for one in texts)
    spot = spot_behind(whole, label) if label else (0, len(whole))
    if spot is None or not texts:
        return False
    start, end = spot
    said = legal(value) + (_APART if end < len(whole) else "")
    at, written = 0, False
    for place, one in enumerate(texts):
        text = one.text or ""
        behind = at + len(text)
        first, last = min(max(start - at, 0), len(text)), min(max(end - at, 0), len(text))
        is_here = start < behind or (start == behind and (start == end or place == len(texts) - 1))
        one.text = text[:first] + (said if is_here and not written else "") + text[last:]
        one.set(_SPACE, "preserve")
        written = written or is_here
        at = behind
    return written
