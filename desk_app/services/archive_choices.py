"""What the organiser says of the archive before it is made: class, title, order, in or out, and the archive's terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from desk_app.problems import DeskError
from desk_app.services.archive_classes import ArchiveClass
from desk_app.services.archive_items import ArchiveItem, Holding, ItemKind, archive_holdings
from desk_app.services.desk import Desk
from desk_app.storage import rulings, settings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader

ITEM, ORDER, TERMS = "archive.item", "archive.order", "archive.terms"
RETENTIONS = {"永久": "Y", "30年": "D30", "10年": "D10"}
"""保管期限 and its code in a 档号 (DA/T 22-2015, 归档文件整理规则)."""
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class ArchiveTerms:
    """What only the archives office knows; left empty it is left empty on paper, to be written by hand.

    ``fonds`` is 全宗号, ``fonds_name`` 全宗名称, ``retention`` 保管期限.
    """

    fonds: str = ""
    fonds_name: str = ""
    retention: str = ""

    def number(self, year: int, place: int) -> str:
        """档号 of a 件 (全宗号-WS·年度-保管期限-件号), empty while its parts are not known."""
        code = RETENTIONS.get(self.retention)
        return f"{self.fonds}-WS·{year}-{code}-{place:04}" if self.fonds and code else ""


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """One 件 in its place: ``number`` is its 件号, None where it is left out; ``moved`` that a person said so."""

    item: ArchiveItem
    number: int | None
    klass: ArchiveClass
    title: str
    moved: bool = False
    out: str = ""

    @property
    def kept(self) -> bool:
        """Whether it goes into the archive."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """The archive as it would be made now."""

    holding: Holding
    places: tuple[ArchivePlace, ...]
    terms: ArchiveTerms

    @property
    def kept(self) -> tuple[ArchivePlace, ...]:
        """What goes in, in order."""
        return tuple(one for one in self.places if one.kept)

    @property
    def hidden(self) -> tuple[ArchivePlace, ...]:
        """What names persons and is left out."""
        return tuple(one for one in self.places if not one.kept and one.item.personal)

    @property
    def hidden_forms(self) -> tuple[tuple[str, str], ...]:
        """The forms and periods that name persons and are left out."""
        found = [(one.item.subject, one.item.period.code) for one in self.hidden if one.item.period]
        if any(one.item.kind is ItemKind.STRAY for one in self.hidden):
            names = self.holding.form_names
            found += [(names[one.form_id], one.period or "") for one in self.holding.stray if one.form_id]
        return tuple(dict.fromkeys(found))

    @property
    def hidden_originals(self) -> frozenset[str]:
        """The received files that hold such a form, be it beside another."""
        holding, found = self.holding, set[str]()
        for key in self.hidden_forms:
            found |= {one.original for one in holding.returns.get(key, ())}
            found |= {one.original for one in holding.attached.get(key, ())}
        return frozenset(found - {""})

    def place(self, key: str) -> ArchivePlace:
        """The place of an item; DeskError when there is none."""
        for one in self.places:
            if one.item.key == key:
                return one
        raise DeskError(f"没有“{key}”这一件；请用 archive list 列出的件名。")


def archive_plan(desk: Desk, campaign: Campaign, *, with_personal: bool = False) -> ArchivePlan:
    """The proposals with what the organiser has said of them, numbered through the six classes."""
    holding = archive_holdings(desk, campaign)
    with desk.store.read() as reader:
        said = {key: dict(one.decision or {}) for key, one in
                rulings.standing(reader, ITEM, campaign_id=campaign.id).items()}  # fmt: skip
        order = rulings.standing(reader, ORDER, campaign_id=campaign.id).get("all")
        terms = read_terms(reader)
    ordered = _ordered(holding.items, said, list(order.decision or ()) if order else [])
    places: list[ArchivePlace] = []
    number = 0
    for item in ordered:
        mine = said.get(item.key, {})
        out = _why_out(item, mine, with_personal=with_personal)
        number += not out
        places.append(ArchivePlace(
            item, None if out else number, _class(item, mine), str(mine.get("title") or item.title), bool(mine), out
        ))  # fmt: skip
    return ArchivePlan(holding, tuple(places), terms)


def _why_out(item: ArchiveItem, said: Mapping[str, Any], *, with_personal: bool) -> str:
    if "kept" in said:
        return "" if said["kept"] else "经办人不归入"
    return "涉及个人，默认不归入" if item.personal and not with_personal else ""


def _class(item: ArchiveItem, said: Mapping[str, Any]) -> ArchiveClass:
    return ArchiveClass(said["class"]) if said.get("class") else item.klass


def _ordered(
    items: Sequence[ArchiveItem], said: Mapping[str, Mapping[str, Any]], order: Sequence[str]
) -> list[ArchiveItem]:
    """By class, then as the organiser has put them; what is newer than that order stands behind, as proposed."""
    known = {key: place for place, key in enumerate(order)}
    proposed = {item.key: place for place, item in enumerate(items)}

    def place(item: ArchiveItem) -> tuple[int, int, int]:
        klass = _class(item, said.get(item.key, {}))
        return (klass.number, known.get(item.key, len(known)), proposed[item.key])

    return sorted(items, key=place)


def choose(
    desk: Desk,
    campaign: Campaign,
    key: str,
    *,
    klass: ArchiveClass | None = None,
    title: str | None = None,
    kept: bool | None = None,
) -> ChangeSet:
    """Keep what the organiser says of one 件; an empty title is the proposed one again."""
    plan = archive_plan(desk, campaign)
    plan.place(key)
    if title is not None and len(title.strip()) > _LONGEST:
        raise DeskError(f"题名太长（超过{_LONGEST}字），请改短。")
    with desk.store.operation("整理归档目录", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        known = rulings.standing(op, ITEM, campaign_id=campaign.id).get(key)
        before = dict(known.decision or {}) if known else {}
        wished: dict[str, Any] = {
            **({"class": klass.value} if klass else {}),
            **({"title": title.strip()} if title is not None else {}),
            **({"kept": kept} if kept is not None else {}),
        }
        if {**before, **wished} != before:
            rulings.decide(op, kind=ITEM, subject=key, decision={**before, **wished}, campaign_id=campaign.id)
        op.summary = plan.place(key).title
    return op.changes


def reorder(desk: Desk, campaign: Campaign, keys: Sequence[str]) -> ChangeSet:
    """Keep the order in which the items stand within their classes."""
    with desk.store.operation("调整归档顺序", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        rulings.decide(op, kind=ORDER, subject="all", decision=list(keys), campaign_id=campaign.id)
    return op.changes


def moved(plan: ArchivePlan, key: str, step: int) -> list[str] | None:
    """The order with one item moved among those of its class; None where it cannot go further."""
    place = plan.place(key)
    mine = [one.item.key for one in plan.places if one.klass is place.klass]
    at = mine.index(key)
    if not 0 <= at + step < len(mine):
        return None
    mine.insert(at + step, mine.pop(at))
    keys: list[str] = []
    for klass in ArchiveClass:
        keys += mine if klass is place.klass else [one.item.key for one in plan.places if one.klass is klass]
    return keys


def read_terms(reader: Reader) -> ArchiveTerms:
    """The terms that were kept."""
    kept = settings.get(reader, TERMS, {})
    return replace(ArchiveTerms(), **{name: str(kept.get(name, "")) for name in asdict(ArchiveTerms())})


def keep_terms(desk: Desk, terms: ArchiveTerms) -> ChangeSet:
    """Keep the terms for every archive of the office; DeskError for a 保管期限 that is none."""
    if terms.retention and terms.retention not in RETENTIONS:
        raise DeskError(f"保管期限“{terms.retention}”不是{'、'.join(RETENTIONS)}之一。")
    with desk.store.operation("登记归档信息", actor=desk.actor, at=desk.clock()) as op:
        if read_terms(op) != terms:
            settings.put(op, TERMS, asdict(terms))
    return op.changes
