"""What is called by a name in quotation marks (“雷霆”采砂整治), wherever the paper names it: two names of one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Matter, Section
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.wording import fold

_NAME = re.compile(r"[“\"](?P<name>[^“”\"。；：《》]{2,14})[”\"](?P<tail>[\u4e00-\u9fff]{0,10})")
#: Words of policy (“两个维护”, “四个意识”) and of figures are no names of a work.
_SAYING = re.compile(r"^(?:[一二两三四五六七八九十\d]+[个大项种类条].{1,3}|[\d.]+)$")
#: 活动主题 above a line of its own: the name that the line is.
_THEME = re.compile(r"主题$")
#: What a campaign's name is followed by, where it is the campaign that is spoken of.
_WORK = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:行动|活动|工程|专项|整治|攻坚|计划|竞赛|实施|方案|工作)")
_LEAST_TAIL, _SHORT, _SURE_TAIL, _SHOWN = 2, 3, 4, 24

_Place = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class _Called:
    """One name with the words behind it and the two signs before it, at its place."""

    name: str
    tail: str
    head: str
    shown: str
    source: Source

    @property
    def place(self) -> _Place:
        """The paragraph or the row."""
        return self.source.block, self.source.row


@dataclass(frozen=True, slots=True)
class _Names:
    """All names of the paper; ``places`` is where the signs of each stand at all, marks or no marks."""

    called: dict[str, list[_Called]]
    places: dict[str, set[_Place]]
    titles: tuple[str, ...]
    title: str
    rows: frozenset[_Place]

    def is_title(self, name: str) -> bool:
        """Whether a part of the text is called so."""
        return any(name in title for title in self.titles)


def called_otherwise(
    written: Sequence[tuple[str, Source]],
    sections: Sequence[Section],
    listed: Sequence[PlanTask],
    matters: Sequence[Matter],
    title: str,
    known: Sequence[Conflict],
) -> Iterator[Conflict]:
    """Two names that share signs and the words behind them, where the paper never has both beside one another.

    A series (“春雷”执法检查 and “秋风”执法检查) has both among its headings or both among its rows.
    """
    rows = frozenset((task.source.block, task.source.row) for task in listed if task.source.row is not None)
    names = _names(written, sections, rows, fold(title))
    told = [fold(one.message) for one in known if one.kind in {ConflictKind.ACTIVITY, ConflictKind.ANNEX}]
    homes = {matter.place: {text.block for text in matter.texts} for matter in matters}
    for first, second in combinations(names.called, 2):
        if any(first in one and second in one for one in told):
            continue
        pair = _one_thing(names, first, second, homes)
        if pair is None:
            continue
        behind = _shared_tail(*pair)
        a, b = (replace(one.source, text=f"{one.shown}{one.tail[:behind]}"[:_SHOWN]) for one in pair)
        message = f"名称前后不一：{a.quoted}，{b.quoted}，请核定。"
        told.append(fold(message))
        yield Conflict(ConflictKind.ACTIVITY, a, b, message)


def _names(
    written: Sequence[tuple[str, Source]], sections: Sequence[Section], rows: frozenset[_Place], title: str
) -> _Names:
    called: dict[str, list[_Called]] = {}
    texts: dict[_Place, str] = {}
    for text, source in written:
        place = source.block, source.row
        texts[place] = f"{texts.get(place, '')}，{fold(text)}"
        for match in _NAME.finditer(text):
            name = fold(match["name"])
            if len(name) > 1 and not _SAYING.match(name):
                head = text[max(0, match.start() - _LEAST_TAIL) : match.start()]
                called.setdefault(name, []).append(_Called(name, match["tail"], head, f"“{match['name']}”", source))
    for section in sections:
        line = section.texts[-1] if len(section.texts) > 1 and _THEME.search(section.title) else None
        if line is not None and re.fullmatch(r"[\u4e00-\u9fff、， ]{4,20}", line.text.strip()):
            called.setdefault(fold(line.text), []).append(_Called(fold(line.text), "主题", "", line.text, line))
    places = {name: {place for place, text in texts.items() if name in text} for name in called}
    return _Names(called, places, tuple(fold(one.title) for one in sections), title, rows)


def _one_thing(
    names: _Names, first: str, second: str, homes: dict[tuple[int, int], set[int]]
) -> tuple[_Called, _Called] | None:
    """The first places of two names of one thing; None where they are names of two."""
    if first in second or second in first or not set(first) & set(second) or _two_things(names, first, second):
        return None
    one, two = names.places[first], names.places[second]
    pairs = [(a, b) for a in names.called[first] for b in names.called[second]]
    matter = next(((a, b) for a, b in pairs if _of_one_matter(a, b, homes)), None)
    if matter is not None and _alike(first, second, least=1):
        return matter
    if min(len(one), len(two)) > 1 and not _apart(one, two):
        return None
    if len(first) == len(second) and _nearly(first, second):
        whole = next(((a, b) for a, b in pairs if _is_whole(a, names) and _is_whole(b, names)), None)
        if whole is None and _is_campaign(first, second, names):
            whole = next(((a, b) for a, b in pairs if _WORK.match(a.tail) and _WORK.match(b.tail)), None)
        if whole is not None:
            return whole
    return _with_one_tail(names, first, second, pairs)


def _two_things(names: _Names, first: str, second: str) -> bool:
    """Whether the paper has both beside one another, or both among its headings or its rows."""
    one, two = names.places[first], names.places[second]
    return bool(
        one & two or (names.is_title(first) and names.is_title(second)) or (one & names.rows and two & names.rows)
    )


def _with_one_tail(
    names: _Names, first: str, second: str, pairs: Sequence[tuple[_Called, _Called]]
) -> tuple[_Called, _Called] | None:
    """The places where both names have the same words behind them."""
    one, two = names.places[first], names.places[second]
    a, b = max(pairs, key=lambda pair: _shared_around(*pair))
    shared = _shared_around(a, b)
    known = names.is_title(first) or names.is_title(second) or bool((one | two) & names.rows)
    if not shared or (len(one | two) == 2 and not known and shared < _SURE_TAIL and not _nearly(first, second)):
        return None
    return (a, b) if _alike(first, second, least=1 if shared > _SHORT else 2) else None


def _is_campaign(first: str, second: str, names: _Names) -> bool:
    """Whether one of two names stands in the title, one in several places and the other in only one."""
    counts = sorted(len(names.places[name]) for name in (first, second))
    return (first in names.title or second in names.title) and counts[0] == 1 < counts[1]


def _is_whole(one: _Called, names: _Names) -> bool:
    """Whether a name is all that a heading, or a cell, says."""
    return one.name in names.titles or fold(one.source.text) == one.name


def _nearly(first: str, second: str) -> bool:
    """Two thirds of a long name's signs in both."""
    shared = (Counter(first) & Counter(second)).total()
    return len(first) > _SHORT and shared * 3 >= max(len(first), len(second)) * 2


def _apart(one: set[_Place], two: set[_Place]) -> bool:
    """Whether one name stands only in text and the other only in tables."""
    inside = [{row is not None for _, row in places} for places in (one, two)]
    return len(inside[0]) == len(inside[1]) == 1 and inside[0] != inside[1]


def _of_one_matter(a: _Called, b: _Called, homes: dict[tuple[int, int], set[int]]) -> bool:
    """Whether one stands in the row of the part of the text in which the other stands."""
    row, text = (a, b) if a.source.row is not None else (b, a)
    if row.source.row is None or text.source.row is not None:
        return False
    return text.source.block in homes.get((row.source.block, row.source.row), set())


def _shared_around(a: _Called, b: _Called) -> int:
    """How many signs stand behind both names, or before both that end a sentence."""
    shared = _shared_tail(a, b)
    before = a.head == b.head and len(a.head) == _LEAST_TAIL and not a.tail and not b.tail
    return shared if shared >= _LEAST_TAIL else _LEAST_TAIL * before


def _shared_tail(a: _Called, b: _Called) -> int:
    shared = 0
    while shared < min(len(a.tail), len(b.tail)) and a.tail[shared] == b.tail[shared]:
        shared += 1
    return shared


def _alike(first: str, second: str, *, least: int) -> bool:
    """Half of the longer name's signs in both; of a short one ``least`` of them, or one of two."""
    shared = (Counter(first) & Counter(second)).total()
    if len(first) == len(second) and len(first) <= _SHORT:
        return shared >= min(least, len(first) - 1)
    return shared * 2 >= max(len(first), len(second))
