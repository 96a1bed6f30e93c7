"""Items in figures that are numbered through a section: a number that comes twice, or one that is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from desk_app.campaign.plan.matters import Section
from desk_app.campaign.plan.model import Conflict, ConflictKind

_LEAST = 4


def item_leaps(sections: Sequence[Section], struck: Collection[tuple[int, int | None]]) -> Iterator[Conflict]:
    """8., 9., 9., 10.: one item of a row that else runs on by one is misnumbered; where more breaks, it is no row."""
    items = [one for one in sections if one.number]
    for under in dict.fromkeys(one.under for one in items):
        breaks = []
        row = [one for one in items if one.under == under]
        for one, two in pairwise(row):
            step = int(two.number) - int(one.number)
            gone = any((place, None) in struck for place in range(one.texts[0].block + 1, two.texts[0].block + 1))
            if step != 1 and int(two.number) != 1 and not gone:
                breaks.append((one, two, step))
        steps = [step for _, _, step in breaks]
        if len(row) < _LEAST or steps not in ([0], [2], [2, 0], [0, 2]):
            continue
        one, two, step = breaks[0]
        a, b = (replace(part.texts[0], text=f"{part.number}.{part.title}") for part in (one, two))
        what = "重复" if step == 0 else f"由{one.number}跳到{two.number}"
        message = f"正文的编号{what}：{a.quoted}，{b.quoted}，请核定。"
        yield Conflict(ConflictKind.NUMBER, a, b, message)
