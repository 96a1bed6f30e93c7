"""Lists of findings (小区, 隐患情况, 整改时限): a row is known by where it is, beside what is to be put right."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

#: Where a finding is, and what is found or done there.
_PLACE = re.compile(
    r"^(?:所在|整改|隐患|问题|挂牌|督办|具体|排查|点位)?(?:小区|楼栋|楼宇|点位|地点|地址|位置|部位|场所|路段|路口|建筑|建筑物|企业|工程|设施|村庄|村名|区域|河段|门店|商户|学校|站点|桥梁|水库|房屋)"
    r"(?:名称|位置|(?:小区|楼栋|点位|路段|场所))?(?:[（(].*)?$"
)
_FAULT = re.compile(r"隐患|问题|病害|缺陷|风险|短板|违法|违规|违章|整改|治理措施|处置措施")


def with_place(content: Sequence[int], names: Sequence[str], taken: Collection[int | None]) -> list[int]:
    """The columns that tell a row's task, with the place before them where they tell of a finding there.

    ``names`` are the headings of all columns, ``taken`` the columns that say something else.
    """
    if not any(_FAULT.search(names[column]) for column in content):
        free = (column for column, name in enumerate(names) if column not in taken and _FAULT.search(name))
        fault = next(free, None) if _PLACE.match(names[content[0]]) else None
        return list(content) if fault is None or fault in content else [*content, fault]
    place = next((column for column, name in enumerate(names[: content[0]]) if _PLACE.match(name)), None)
    return list(content) if place is None or place in taken else [place, *content]
