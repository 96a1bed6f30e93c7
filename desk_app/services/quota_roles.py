"""指定人员: whom a role of a requirement means, named by a person where the registered posts do not tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.duties import Per
from desk_app.campaign.people import LEADS, title_of
from desk_app.campaign.roster import Roster
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.quota_people import Named, in_role
from desk_app.storage import roster as rosters
from desk_app.storage import rulings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader

KIND = "quota.role"


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role as a plan writes it: who is in it by the registered posts, and whom a person named (None for nobody)."""

    written: str
    by_post: tuple[str, ...]
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RoleChoices:
    """The roles of a requirement, and the registered persons, each with how he is told apart, in 领导排序."""

    roles: tuple[RoleChoice, ...]
    people: tuple[tuple[str, str], ...]


def roles_of(per: Per, who: str) -> tuple[str, ...]:
    """The roles that a requirement names; who looks after whom (分管领导) is registered as 分管, not named here."""
    if per is Per.PAIR:
        sides = [one.strip() for one in who.split("—")]
        return tuple(dict.fromkeys(one for one in sides if one and not one.startswith(LEADS)))
    if per is Per.PERSON:
        return tuple(dict.fromkeys(one.strip() for one in who.replace("和", "、").split("、") if one.strip()))
    return ()


def named_roles(reader: Reader, campaign: Campaign) -> Named:
    """Whom the roles of a campaign mean, as far as a person named them."""
    known = rulings.standing(reader, KIND, campaign_id=campaign.id)
    return {role: tuple(one.decision["people"]) for role, one in known.items() if one.decision}


def role_choices(desk: Desk, campaign: Campaign, roles: Sequence[str]) -> RoleChoices:
    """What there is to choose from for some roles, as of today."""
    with desk.store.read() as reader:
        known = rosters.load(reader)
        named = named_roles(reader, campaign)
    day = desk.clock().date()
    choices = tuple(RoleChoice(role, _by_post(known, role, day), named.get(role)) for role in roles)
    people: dict[str, list[str]] = {}
    for one in known.people:
        people.setdefault(one.name, []).append(" ".join(part for part in (one.unit, title_of(one)) if part))
    shown = tuple((name, f"{name}（{'；'.join(posts)}）" if any(posts) else name) for name, posts in people.items())
    return RoleChoices(choices, shown)


def _by_post(known: Roster, role: str, day: date) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in known.people if in_role(person, role, day)))


def name_role(desk: Desk, campaign: Campaign, role: str, people: Sequence[str]) -> ChangeSet:
    """Keep whom a role means in every requirement of the campaign; nobody lets the posts tell it again.

    DeskError for a name that is not registered.
    """
    with desk.store.read() as reader:
        known = [person.name for person in rosters.load(reader).people]
    strangers = [name for name in people if name not in known]
    if strangers:
        raise DeskError(f"人员名单里没有“{'、'.join(strangers)}”，请先在“单位”的“人员和职务”里登记。")
    with desk.store.operation(
        "指定人员" if people else "不再指定人员", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id
    ) as op:
        op.summary = f"{role}：{len(people)}人" if people else role
        ordered = [name for name in dict.fromkeys(known) if name in people]
        rulings.decide(
            op, kind=KIND, subject=role, decision={"people": ordered} if ordered else {}, campaign_id=campaign.id
        )
    return op.changes
