"""The short names that a plan gives to units: 市电子商务公共服务中心（以下简称电商中心）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.passages import Passage
from desk_app.importing.plan.units import is_unit

_SHORT = re.compile(
    r"(?P<full>[\u4e00-\u9fff]{4,30})[（(，,]?(?:以下|(?<!以)下文?|后文)(?:统一|统)?简?称[为：:]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"]?(?=[）)、，,；;])"
)
#: 活动由党群工作部（以下简称党群部）组织: what stands before the name.
_BEFORE_NAME = re.compile(r"(?<![自理缘])由|请(?!示)|会同")


def short_names(passages: Sequence[Passage]) -> tuple[tuple[str, str], ...]:
    """Each short name, folded for comparing, with the unit's full name."""
    found: dict[str, str] = {}
    for passage in passages:
        for match in _SHORT.finditer(passage.text):
            full = _BEFORE_NAME.split(match["full"])[-1]
            if is_unit(full) and is_unit(match["short"]) and len(full) > len(match["short"]):
                found.setdefault(fold(match["short"]), full)
    return tuple(found.items())
