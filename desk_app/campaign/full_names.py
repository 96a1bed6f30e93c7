"""Units written with what stands above them: 云溪市水务局规划建设科, 水务局财审科, 机关党委机关第一党支部."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

_DIVISIONS = "省市县区州旗盟"
_SHORTEST = 3
_LONGEST = 40
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_BODY = re.compile(r"(?:局|厅|委员会|政府|总公司|集团)$")


def spellings_of(folded: str) -> tuple[str, ...]:
    """A body's folded name and what is left of it without its place: 云溪市水务局, 市水务局, 水务局."""
    cuts = [place for place, sign in enumerate(folded) if place and sign in _DIVISIONS]
    found = [folded, *(folded[place:] for place in cuts), *(folded[place + 1 :] for place in cuts)]
    return tuple(dict.fromkeys(name for name in found if len(name) >= _SHORTEST))


def is_body(name: str) -> bool:
    """Whether a name is that of a whole body (局, 厅 …), below which sections stand."""
    return bool(_BODY.search(name))


def splits(folded: str) -> Iterator[tuple[str, str]]:
    """Every way to part a folded name into what stands above and the unit itself, the longest first part first."""
    bare = _PARTY.sub("", folded)
    if len(bare) > _LONGEST:
        return
    for place in range(len(bare) - 2, 1, -1):
        yield bare[:place], bare[place:]


def unit_below(
    folded: str,
    uppers: Container[str],
    exact: Callable[[str], str | None],
    stands_above: Callable[[str, str], bool],
) -> str | None:
    """The one unit that a full name means, None where there is none or more than one.

    ``uppers`` are the spellings that can stand in front, ``exact`` knows a spelling's unit, ``stands_above`` whether a
    spelling is that of a body above a unit.
    """
    found = set()
    for above, rest in splits(folded):
        if above not in uppers:
            continue
        unit = exact(rest) or unit_below(rest, uppers, exact, stands_above)
        if unit is not None and stands_above(above, unit):
            found.add(unit)
    return found.pop() if len(found) == 1 else None
