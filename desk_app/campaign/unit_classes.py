"""各科室, 各党支部, 各单位 …: which units of the roster a class in a plan may mean; proposed, never taken by itself."""

from __future__ import annotations

import re

from desk_app.campaign.roster import Roster, Unit, fold_name

_EVERY = re.compile(r"各|全体|所有|每个|每家")
_PEOPLE = re.compile(r"党员|干部|职工|领导|同志|成员|书记|负责人|人员|群众|青年|团员|群团|工会|妇联|团委")
_PARTY = re.compile(r"党支部|党总支|党委|党组织|支部")
_EVERYBODY = ("单位", "部门和单位")
_ALIKE = {
    "科室": ("科室", "处室", "股室", "机关科室", "内设机构"),
    "处室": ("处室", "科室", "内设机构"),
    "部门": ("科室", "处室", "股室", "部门", "内设机构"),
    "机构": ("机构",),
    "直属单位": ("二级机构", "直属单位", "事业单位", "下属单位"),
    "二级机构": ("二级机构", "直属单位", "事业单位", "下属单位"),
    "二级单位": ("二级机构", "二级单位", "直属单位", "事业单位"),
    "下属单位": ("二级机构", "下属单位", "直属单位", "事业单位"),
    "事业单位": ("事业单位", "二级机构", "直属单位"),
    "分局": ("分局", "县区局"),
    "党组织": ("党支部", "党总支", "党委", "党组织"),
    "党支部": ("党支部", "支部"),
    "支部": ("党支部", "支部"),
}


def is_class(written: str, roster: Roster) -> bool:
    """Whether what a plan names is a class of units, and neither a unit of the roster nor a group of people."""
    folded = fold_name(written)
    if not folded or roster.certain(written) is not None or _PEOPLE.search(folded):
        return False
    return _EVERY.search(folded) is not None or folded in _kinds(roster) or folded in _ALIKE


def members_of(written: str, roster: Roster) -> tuple[str, ...]:
    """The units that a class may mean, by their kinds, in the bureau's order; none where the roster tells none."""
    folded = fold_name(written)
    wanted = _wanted(folded, _kinds(roster))
    party = _PARTY.search(folded) is not None
    everybody = not wanted and not party and any(word in folded for word in _EVERYBODY)
    return tuple(unit.name for unit in roster.units if _belongs(unit, wanted, everybody=everybody))


def _kinds(roster: Roster) -> frozenset[str]:
    return frozenset(fold_name(unit.kind) for unit in roster.units if unit.kind.strip())


def _wanted(folded: str, kinds: frozenset[str]) -> frozenset[str]:
    """The roster's kinds that a class names, the longest words first so that 直属单位 is no 单位."""
    found: set[str] = set()
    rest = folded
    for word in sorted({*kinds, *_ALIKE}, key=len, reverse=True):
        if word and word in rest:
            alike = {fold_name(one) for one in _ALIKE.get(word, (word,))} | {word}
            found |= alike & kinds
            rest = rest.replace(word, "\0")
    if _PARTY.search(folded) is not None:
        return frozenset(kind for kind in found if _PARTY.search(kind) is not None)
    return frozenset() if any(word in rest for word in _EVERYBODY) else frozenset(found)


def _belongs(unit: Unit, wanted: frozenset[str], *, everybody: bool) -> bool:
    kind = fold_name(unit.kind)
    if everybody:
        return bool(kind) and _PARTY.search(kind) is None
    return kind in wanted
