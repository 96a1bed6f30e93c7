"""Breaks text into lines as Chinese print does: between any two hanzi, but never against 禁则.

No sign of `NO_LINE_HEAD` begins a line and none of `NO_LINE_END` ends one (GB/T 15834-2011): the character before
is pushed down with it. Latin words, numbers with their units and dates stay whole while the line has room for them.
Widths are thousandths of an em; nothing here knows points, fonts or PDF.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import TypeAlias

from desk_app.exporting.fonts import printable

NO_LINE_HEAD = (
    "，。、；：？！）》」』”’…—～·•％‰℃°〉】〕］｝〗〙〛,.;:!?)]}%~/／＼｜–－々\u0300\u0301\u0302\u0303\u0308\u20dd"
)
NO_LINE_END = "（《「『“‘【〔［｛〈〖〘〚([{￥¥$＄№#＃@＠"
UNITS = "年月日号时分秒周岁次人个名位项份篇件期万亿千百元角米吨亩度级届条章节页卷册场批班组类户套台辆天"

Line: TypeAlias = tuple[str, int]
"""One line and its width in thousandths of an em."""

_LATIN = "0-9０-９A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
_WORD = rf"(?:[+\-±](?=[0-9]))?[{_LATIN}_]+(?:[.,:'’/\-_@&+=~#?%*．]+[{_LATIN}]+)*"
_DATE = r"[0-9]{2,4}年[0-9]{1,2}月(?:[0-9]{1,2}[日号])?|[0-9]{1,2}月[0-9]{1,2}[日号]"
_COUNTED = rf"第?{_WORD}(?:(?<=[0-9０-９])[万亿千百]?[{UNITS}]?)?"
TOKEN = re.compile(f"{_DATE}|{_WORD}(?:(?<=[0-9０-９])[万亿千百]?[{UNITS}]?)?[%％‰℃]?")
"""A word, number or date that ought to stay on one line."""

_HEAD, _END = re.escape(NO_LINE_HEAD), re.escape(NO_LINE_END)
_ENDING = rf"(?:(?<=[、）》】〉」』”’)\]]\.)[{_LATIN}]+(?:\s*[{_HEAD}])*)*"  # of files: 附件2（办公室）.pdf、.xlsx
_CLUSTER = re.compile(rf"\s*(?:[{_END}]\s*)*(?:{_DATE}|{_COUNTED}|\S)(?:\s*[{_HEAD}])*{_ENDING}\s*")
_PLAIN_PAIR = re.compile(rf"(?:(?![{UNITS}第])[一-鿿㐀-䶿]){{2}}")
_PARAGRAPH = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TIGHT = re.compile(rf"[{_LATIN}_{UNITS}]")
_JOINT = re.compile(r"[年月日号\-/_.,:@&=?~]")
_LOOK_AHEAD = 16  # enough to see a whole date
_CACHED = 20_000


def paragraphs(text: str) -> list[str]:
    """The text as it is printed, cut at its own line breaks."""
    shown = printable(text)
    return [shown] if shown.isprintable() else _PARAGRAPH.split(shown)


def clusters(paragraph: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of each piece that ought to stay together; between any two of them a line may end.

    ``start`` must itself be a place where a line may begin.
    """
    return (match.span() for match in _CLUSTER.finditer(paragraph, start, len(paragraph) if end is None else end))


class LineBreaker:
    """Breaks texts to one width; equal texts are measured once.

    ``widths`` gives a character's width, ``limit`` is the line's, both in thousandths of an em.
    """

    def __init__(self, widths: Mapping[str, int], limit: float) -> None:
        self._widths = widths
        self.limit = limit
        self._known: dict[str, tuple[Line, ...]] = {}

    def lines(self, text: str) -> tuple[Line, ...]:
        """The text's lines, at least one; no visible character is lost."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            known = self._known[text] = tuple(line for part in paragraphs(text) for line in self._broken(part))
        return known

    def _broken(self, text: str) -> list[Line]:
        ends = list(accumulate(map(self._widths.__getitem__, text), initial=0))
        if ends[-1] <= self.limit:
            return [(text, ends[-1])]
        lines, start = [], 0
        while start < len(text):
            end = self._line_end(text, ends, start)
            shown = text[start:end].rstrip()
            lines.append((shown, ends[start + len(shown)] - ends[start]))
            start = end
        return lines

    def _line_end(self, text: str, ends: list[int], start: int) -> int:
        """Where the line that begins at ``start`` ends, blanks after it included."""
        full = bisect_right(ends, ends[start] + self.limit) - 1
        reach = full
        while reach < len(text) and text[reach].isspace():
            reach += 1
        if reach >= len(text):
            return len(text)
        if reach > start + 1 and _PLAIN_PAIR.match(text, reach - 1, reach + 1):
            return reach
        last = _anchor(text, start, reach)
        for _, end in clusters(text, last, reach + _LOOK_AHEAD):
            if end > reach:
                break
            last = end
        return last if last > start else _forced_end(text, start, max(full, start + 1))


def _anchor(text: str, start: int, reach: int) -> int:
    """A place near ``reach``, but not before ``start``, that surely lies between two clusters."""
    for place in range(reach - 1, start, -1):
        if _PLAIN_PAIR.match(text, place - 1, place + 1):
            return place
    return start


def _forced_end(text: str, start: int, full: int) -> int:
    """Where a piece wider than the line is cut: after a joint, else between letters, against 禁则 only at last."""
    places = range(full, start, -1)
    return min(places, key=lambda place: _harm(text, place))


def _harm(text: str, place: int) -> int:
    """How bad a line end before ``text[place]`` is: 0 between words … 3 against 禁则."""
    if place >= len(text):
        return 0
    before, after = text[max(0, place - _LOOK_AHEAD) : place].rstrip()[-1:], text[place]
    if after in NO_LINE_HEAD or before in NO_LINE_END or after.isspace():
        return 3
    if text[place - 1].isspace():
        return 0
    if before and _JOINT.match(before):
        return 1
    return 2 if _TIGHT.match(before) and _TIGHT.match(after) else 1
