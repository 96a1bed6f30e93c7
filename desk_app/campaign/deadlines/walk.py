"""Walks over the tokens of a text and gathers everything that is said about time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from desk_app.campaign.deadlines.anchors import read_anchor
from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.counts import read_count
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.names import read_feasts, read_name
from desk_app.campaign.deadlines.rhythms import read_rhythm
from desk_app.campaign.deadlines.scan import Token
from desk_app.campaign.deadlines.spans import read_span

_DATED = {"by", "window", "from", "feasts", "year"}
_THINGS = re.compile(
    r"\d{1,3}号(?:[、和及至-]\d{1,3}号?)*[楼栋院门机泵仓库厂线桥闸塔炉房井站车岛窗标馆池坝地岗舱船煤矿]"
)
_LONGEST_THINGS = 14
_UNITS = {"year", "month", "day", "quarter", "xun"}


def read_atoms(tokens: Sequence[Token], frame: Frame) -> Iterator[Atom]:
    """Everything said about time, in order; a date gives its year to those behind it."""
    place = 0
    while place < len(tokens):
        atom = _at(tokens, place, frame)
        if atom is None:
            if _half_read(tokens, place):
                yield Atom("leftover", place, place + 1, word=tokens[place].text)
            elif (
                tokens[place].kind == "num"
                and place + 1 < len(tokens)
                and tokens[place + 1].kind in _UNITS
                and not _numbers_a_thing(tokens, place)
            ):
                yield Atom("leftover", place, place + 2, word=tokens[place].text + tokens[place + 1].text)
            place += 1
            continue
        yield atom
        if atom.sort in _DATED:
            frame = frame.after(
                atom.end or atom.start, written=_has_year(tokens, atom), counted=_counts_on(tokens, atom)
            )
        place = max(atom.last, place + 1)


def _numbers_a_thing(tokens: Sequence[Token], place: int) -> bool:
    """3号、5号仓库, 8号线: the number of a place, and no day."""
    return _THINGS.match("".join(token.text for token in tokens[place : place + _LONGEST_THINGS])) is not None


def _has_year(tokens: Sequence[Token], atom: Atom) -> bool:
    """Whether a date has its year in so many words or figures."""
    inside = tokens[atom.first : atom.last]
    return any(
        token.kind in {"year", "yearword"} or (len(token.text) in {4, 8} and token.text.isdecimal()) for token in inside
    )


def _counts_on(tokens: Sequence[Token], atom: Atom) -> bool:
    """Whether its year is counted from the one before (次年)."""
    return any(token.kind == "yearword" for token in tokens[atom.first : atom.last])


def _half_read(tokens: Sequence[Token], place: int) -> bool:
    """The first of 4、7月, where it is no item number at the head of the text."""
    ahead = tokens[place : place + 4]
    if place and tokens[place - 1].text == "第" and ahead[0].kind == "num":
        return len(ahead) > 1 and ahead[1].text in {"周", "星期", "旬"}
    if place == 0 or len(ahead) < 4 or ahead[0].kind != "num" or ahead[2].kind != "num":
        return False
    return ahead[1].text in {"、", "和"} and ahead[3].kind in {"month", "day"}


def _at(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    readers: tuple[Callable[[], Atom | None], ...] = (
        lambda: read_name(tokens, place, frame),
        lambda: read_feasts(tokens, place, frame),
        lambda: read_rhythm(tokens, place),
        lambda: read_span(tokens, place, frame),
        lambda: read_anchor(tokens, place, frame),
        lambda: read_count(tokens, place),
    )
    try:
        return next((atom for read in readers if (atom := read()) is not None), None)
    except (OverflowError, ValueError) as error:
        if not _beyond(error):
            raise
        return Atom("bad", place, place + 1, doubts=("日期超出可推算的范围",))


def _beyond(error: Exception) -> bool:
    """Whether reckoning left the calendar of the years 1 to 9999; any other fault is ours."""
    return isinstance(error, OverflowError) or str(error).startswith("year")
