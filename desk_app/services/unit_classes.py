"""各科室 … of a campaign: what each class is proposed to mean, what a person confirmed, and who owes a task by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.roster import Roster, in_bureau_order
from desk_app.campaign.unit_classes import is_class, members_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import roster as rosters
from desk_app.storage import rulings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader

CLASS = "task.class"


@dataclass(frozen=True, slots=True)
class UnitClass:
    """A class as a plan writes it: the units proposed for it, and those that a person confirmed (None for nobody)."""

    written: str
    proposed: tuple[str, ...]
    confirmed: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Classes:
    """The classes of a campaign against the roster of today."""

    roster: Roster
    confirmed: Mapping[str, tuple[str, ...]]

    @property
    def has_roster(self) -> bool:
        """Whether there is a roster to expand them by."""
        return bool(self.roster.units)

    @property
    def units(self) -> tuple[tuple[str, str], ...]:
        """Every unit of the roster with its kind, in the bureau's order."""
        return tuple((unit.name, unit.kind) for unit in self.roster.units)

    def among(self, written: Iterable[str]) -> tuple[UnitClass, ...]:
        """The classes among the units that something names."""
        return tuple(
            UnitClass(one, members_of(one, self.roster), self.confirmed.get(one))
            for one in written
            if one in self.confirmed or is_class(one, self.roster)
        )

    def owing(self, written: Sequence[str]) -> tuple[str, ...]:
        """What is named, with each confirmed class as its members; what nobody confirmed stays as written."""
        found: list[str] = []
        for one in written:
            members = self.confirmed.get(one)
            found += [one] if members is None else members
        return tuple(dict.fromkeys(found))

    def answering(self, written: Sequence[str]) -> frozenset[str]:
        """Every name by which one may ask for it: as written, the roster's own name, the members of classes."""
        owing = self.owing(written)
        return frozenset({*written, *owing, *(self.roster.certain(one) or one for one in owing)})


def read_classes(reader: Reader, campaign: Campaign) -> Classes:
    """The classes of a campaign as they stand."""
    known = rosters.load(reader)
    found = {}
    for written, ruling in rulings.standing(reader, CLASS, campaign_id=campaign.id).items():
        units = ruling.decision.get("units") if ruling.decision else None
        if units:
            names = dict.fromkeys(known.certain(name) or name for name in units)
            found[written] = tuple(in_bureau_order(names, known))
    return Classes(known, found)


def confirm_class(desk: Desk, campaign: Campaign, written: str, units: Sequence[str]) -> ChangeSet:
    """展开单位: keep what a class means in every task and duty of the campaign; no units let it stand as written.

    DeskError without a roster, or for a unit that it does not hold.
    """
    with desk.store.read() as reader:
        known = rosters.load(reader)
    if not known.units:
        raise DeskError(f"还没有单位名册，展不开“{written}”，请先到“单位”读入名册。")
    strangers = [name for name in units if known.get(name) is None]
    if strangers:
        raise DeskError(f"名册里没有“{'、'.join(strangers)}”，请先在“单位”里登记。")
    name = "展开单位" if units else "不展开单位"
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = f"{written}：{len(units)}家" if units else written
        decision = {"units": in_bureau_order(units, known)} if units else {}
        rulings.decide(op, kind=CLASS, subject=written, decision=decision, campaign_id=campaign.id)
    return op.changes
