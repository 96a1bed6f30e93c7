"""The units of a sentence that does nothing but name them: 报送单位为市直各部门."""

from __future__ import annotations

import re

from desk_app.campaign.plan.model import UnitRole
from desk_app.importing.plan.units import is_unit, split_units

_NAMED = re.compile(
    r"(?:报送|责任|填报|上报|实施|牵头|落实|承办)(?:单位|部门|主体|科室)(?:不变[，,])?(?:由[^，。；]{2,20}?(?:调整|变更|改))?"
    r"(?:分别|仍旧|仍然|仍|现|统一|暂|相应)*[为是][：:]?(?P<names>[^。；;]{2,60})"
)


def named_units(text: str) -> tuple[UnitRole, ...]:
    """The units of a sentence that only names them: 报送单位为市直各部门; 责任单位仍为养老科，…."""
    match = _NAMED.search(text)
    found: list[UnitRole] = []
    for piece in re.split(r"[，,]", match["names"]) if match is not None else ():
        named = split_units(piece)
        if not named or not all(is_unit(unit.name) for unit in named):
            break
        found.extend(named)
    return tuple(dict.fromkeys(found))
