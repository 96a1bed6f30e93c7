"""Of whom a quota speaks: the persons of a role, the pairs of two roles, the units of a class; or why nobody knows.

A role is read from the registered posts (职务), a person being in it when a post held that day says so; where a
person has named who is in it (指定人员), that holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from desk_app.campaign.people import LEADS
from desk_app.campaign.roster import Person, Roster
from desk_app.campaign.tasks import split_units
from desk_app.services.unit_classes import Classes

_HEADS = ("科室负责人", "主要负责同志", "部门负责人", "单位负责人", "负责人")
_HEAD_ENDINGS = ("长", "主任", "负责人", "书记")
_LEADERS = ("领导班子成员", "班子成员", "局领导")
_LEADER_POSTS = ("党组书记", "党组副书记", "党组成员", "局长", "副局长")

Named: TypeAlias = Mapping[str, tuple[str, ...]]
"""The persons of a role, by the role as the plan writes it, where a person named them."""
_NOBODY: Named = {}


@dataclass(frozen=True, slots=True)
class Subjects:
    """``names`` are single persons or units, ``pairs`` two persons each; ``why`` says what is not known of the rest."""

    names: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    why: tuple[str, ...] = ()


def persons_of(known: Roster, role: str, day: date, named: Named = _NOBODY) -> Subjects:
    """The persons of a role on a day in 领导排序, several roles joined by 和 or 、."""
    found: dict[str, None] = {}
    why = []
    for part in role.replace("和", "、").split("、"):
        mine = [person.name for person in known.people if in_role(person, part.strip(), day, named=named)]
        found.update(dict.fromkeys(mine))
        if not mine:
            why.append(_unknown(part.strip(), known))
    return Subjects(tuple(found), why=tuple(why))


def _unknown(role: str, known: Roster) -> str:
    if not known.people:
        return "无法核对：还没有登记人员和职务"
    return f"无法核对：没有登记职务为“{role}”的人员"


def in_role(person: Person, role: str, day: date, unit: str = "", named: Named = _NOBODY) -> bool:
    """Whether a person is in a role on a day, in one unit where it is named: as a person said, else by the posts."""
    if role in named:
        units = {person.unit, *(post.unit for post in person.posts if post.held_on(day))}
        return person.name in named[role] and (not unit or unit in units)
    posts = [post for post in person.posts if post.held_on(day) and (not unit or post.unit == unit)]
    if any(role.endswith(word) for word in _LEADERS):
        return any(word in post.title for post in posts for word in _LEADER_POSTS) and not any(
            "分局" in post.unit for post in posts
        )
    if any(role.endswith(word) for word in _HEADS):
        return any(
            post.title.endswith(_HEAD_ENDINGS) and not post.title.startswith("副") and "副" not in post.title
            and not post.party
            for post in posts
        )  # fmt: skip
    if role == "支部委员":
        return any(post.party and "委员" in post.title for post in posts)
    if role == "党员":
        return any(post.party for post in posts)
    return any(role in post.title for post in posts)


def pairs_of(known: Roster, who: str, day: date, named: Named = _NOBODY) -> Subjects:
    """The pairs of ``甲—乙``: within a party branch, by 分管, or everyone of one role with everyone of the other."""
    one, _, other = who.partition("—")
    one, other = one.strip(), other.strip()
    if not known.people:
        return Subjects(why=("无法核对：还没有登记人员和职务",))
    if one.startswith(LEADS):
        return _by_ties(known, other, day, named)
    if "支部" in one:
        return _in_branches(known, one, other, day, named)
    first, second = (persons_of(known, role, day, named) for role in (one, other))
    pairs = tuple((a, b) for a in first.names for b in second.names if a != b and b not in first.names)
    return Subjects(pairs=pairs, why=tuple(dict.fromkeys((*first.why, *second.why))))


def _by_ties(known: Roster, other: str, day: date, named: Named) -> Subjects:
    """Each leader with the heads of the units that he looks after; a unit without a tie is said, never counted as 0."""
    heads = [
        (unit.name, person.name)
        for unit in known.units
        for person in known.people
        if in_role(person, other, day, unit.name, named)
    ]
    if not heads:
        return Subjects(why=(_unknown(other, known),))
    pairs, wanting = [], []
    for unit, head in heads:
        leaders = [tie.person for tie in known.relations
                   if tie.kind == LEADS and tie.unit == unit and tie.holds_on(day)]  # fmt: skip
        pairs += [(leader, head) for leader in leaders if leader != head]
        if not leaders:
            wanting.append(unit)
    said = f"无法核对：未登记分管关系（{'、'.join(dict.fromkeys(wanting))}）"
    return Subjects(pairs=tuple(dict.fromkeys(pairs)), why=(said,) if wanting else ())


def _in_branches(known: Roster, one: str, other: str, day: date, named: Named) -> Subjects:
    """Pairs within one branch: its secretary with the other committee members, those with its party members."""
    pairs: list[tuple[str, str]] = []
    by_hand = {name for role in (one, other) for name in named.get(role, ())}
    for branch in _branches(known):
        mine = [person for person in known.people if _is_of_branch(known, person, branch, day, by_hand)]
        first, second = (
            [person.name for person in mine if in_role(person, role, day, "" if role in named else branch, named)]
            for role in (one, other)
        )
        pairs += [(a, b) for a in first for b in second if a != b and (b, a) not in pairs]
    why = () if pairs else (_unknown(one, known) if not _any(known, one, day, named) else _unknown(other, known),)
    return Subjects(pairs=tuple(dict.fromkeys(pairs)), why=why)


def _is_of_branch(known: Roster, person: Person, branch: str, day: date, by_hand: Collection[str]) -> bool:
    """Whether a person holds a post of a party branch, or, named by hand, works where it is."""
    if any(post.party and post.unit == branch and post.held_on(day) for post in person.posts):
        return True
    at_home = {branch, *(unit.name for unit in known.units if unit.branch == branch)}
    return person.name in by_hand and person.unit in at_home


def _any(known: Roster, role: str, day: date, named: Named) -> bool:
    return any(in_role(person, role, day, named=named) for person in known.people)


def _branches(known: Roster) -> Iterator[str]:
    units = {post.unit for person in known.people for post in person.posts if post.party}
    named = [unit.branch for unit in known.units if unit.branch] + [unit.name for unit in known.units]
    yield from dict.fromkeys(name for name in (*named, *sorted(units)) if name in units)


def units_of(classes: Classes, who: str) -> Subjects:
    """The units that a quota names, each class as a person confirmed it; what nobody confirmed cannot be checked."""
    known = {unit.name for unit in classes.roster.everyone}
    names: list[str] = []
    why = []
    for one in classes.owing(split_units(who)):
        unit = one if one in known else classes.roster.certain(one)
        if unit is None:
            why.append(one)
        else:
            names.append(unit)
    said = f"无法核对：“{'”“'.join(why)}”不是名册里的单位，也还没有在“任务”里展开成单位"
    return Subjects(tuple(dict.fromkeys(names)), why=(said,) if why else ())
