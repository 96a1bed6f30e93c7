"""Who does a thing by the clause that names it, and who by the row of a list that has the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from desk_app.campaign.plan.compare_units import is_class, known_unit, local, place_of
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.shared_words import own_words
from desk_app.campaign.plan.wording import fold, left_out, pairs_of

_LEAST, _LEAST_WHOLE, _LEAST_OWN, _LEAST_SHARE = 6, 4, 3, 0.5
#: A class that may hold whoever acts: 各科室, 各责任单位.
_ANYONE = re.compile(r"(?:科室|处室|股室|部室|部门|单位|机构|责任人|支部|党组织)$")
#: Deeds at a work of somebody else's.
_BESIDE = re.compile(
    r"配合|支持|协助|监督|督促|指导|参与|参加|督导|督查|检查|抽查|考核|验收|审核|汇总|通报|评估|对接|协调"
)


@dataclass(frozen=True, slots=True)
class Doing:
    """A clause of the body that tells who does what; ``who`` as written, ``text`` without them."""

    who: tuple[str, ...]
    text: str
    source: Source


def compare_doers(
    doings: Sequence[Doing],
    listed: Sequence[PlanTask],
    known: Sequence[Conflict],
    aliases: Mapping[str, str],
    title: str,
) -> Iterator[Conflict]:
    """Every row whose words only one clause of the body has, and whose units are none of those who act there."""
    told = [at for one in known if one.kind is ConflictKind.UNIT for at in (one.a, one.b) if at]
    rows = {(at.block, at.row) for at in told}
    units = {known_unit(name, aliases) for row in listed for name in row.unit_names}
    for doing, row, words in _met(doings, listed, fold(title)):
        said = any(at.block == doing.source.block and set(doing.who) & set(at.text.split("、")) for at in told)
        if said or (row.source.block, row.source.row) in rows or not _apart(doing, row, units, aliases):
            continue
        a, b = replace(doing.source, text="、".join(doing.who)), place_of(row)
        message = f"“{words}”的责任单位前后不一：{a.quoted}，{b.quoted}，请核定。"
        yield Conflict(ConflictKind.UNIT, a, b, message, row.activity)


def _met(doings: Sequence[Doing], listed: Sequence[PlanTask], title: str) -> Iterator[tuple[Doing, PlanTask, str]]:
    """Each row and the one clause that has a run of its words, where no other row and no other clause has them."""
    rows = list({(row.source.block, row.source.row): row for row in listed if row.source.row is not None}.values())
    said, cells = [fold(one.text) for one in doings], [fold(row.content) for row in rows]
    found: dict[int, list[tuple[int, str]]] = {}
    for at, place in _near(said, cells):
        words = _run(said[at], cells[place])
        if words and words not in title and sum(words in one for one in cells) == 1:
            found.setdefault(place, []).append((at, words))
    for place, homes in found.items():
        if len(homes) == 1 and sum(homes[0][1] in one for one in said) == 1:
            yield doings[homes[0][0]], rows[place], homes[0][1]


def _near(said: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Clauses and rows that share as many pairs of signs as a run has."""
    homes: dict[str, list[int]] = {}
    for at, text in enumerate(said):
        for pair in pairs_of(text):
            homes.setdefault(pair, []).append(at)
    for place, text in enumerate(cells):
        shared = Counter(at for pair in pairs_of(text) for at in homes.get(pair, ()))
        least = min(_LEAST, len(text)) - 1
        yield from ((at, place) for at, count in sorted(shared.items()) if count >= least)


def _run(said: str, cell: str) -> str:
    """The longest run of signs of a clause and a row; empty where it is too little to tell the matter by."""
    match = SequenceMatcher(None, said, cell, autojunk=False).find_longest_match()
    words = said[match.a : match.a + match.size]
    whole = len(words) == len(cell) >= _LEAST_WHOLE
    if not whole and (len(words) < _LEAST or len(words) < len(cell) * _LEAST_SHARE):
        return ""
    return words if whole or len(own_words(words)) >= _LEAST_OWN else ""


def _apart(doing: Doing, row: PlanTask, units: Collection[str], aliases: Mapping[str, str]) -> bool:
    """Whether those who act are units of the list, and none of them answers for the row or helps in it."""
    asked = {known_unit(name, aliases): name for name in row.unit_names}
    acting = [known_unit(name, aliases) for name in doing.who]
    if not asked or not acting or any(map(is_class, doing.who)) or _BESIDE.search(doing.text):
        return False
    if any(is_class(name) and _ANYONE.search(name) for name in asked.values()) or all(map(is_class, asked.values())):
        return False
    return not any(
        one == two or local(one, {two}) or left_out(*sorted((one, two), key=len)) for one in acting for two in asked
    ) and all(one in units for one in acting)
