"""The annexes that a text names by their numbers."""

from __future__ import annotations

import re

from desk_app.campaign.plan.wording import number_of

_ANNEX = re.compile(r"附\s*[件表]\s*([\d一二三四五六七八九十]{1,3})")
_ONLY_ANNEX = re.compile(r"[（(](?:见|详见)?附\s*[件表][）)]|见附\s*[件表]")


def annexes_in(text: str) -> tuple[str, ...]:
    """The annex marks that a text names, as 附件2."""
    found = tuple(dict.fromkeys(f"附件{_figure(number)}" for number in _ANNEX.findall(text)))
    return found or (("附件",) if _ONLY_ANNEX.search(text) else ())


def _figure(number: str) -> str:
    value = number_of(number)
    return number if value is None else str(value)
