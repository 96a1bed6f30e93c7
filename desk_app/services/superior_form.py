"""上级表: what is known of a superior's own file: which of its cells takes which figure, pointed out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from desk_app.exporting.fill_values import Spot
from desk_app.forms.definition import Rule
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.figure_values import Measure
from desk_app.storage import campaigns, rulings
from desk_app.storage.campaigns import Campaign

KIND = "superior_form"
SERIAL, UNIT = "#", "@"
"""What a column of a block of rows takes that is no column of the ledger: 序号, 单位."""


class What(StrEnum):
    """What a place takes."""

    FIGURE = "一个数"
    BY_UNIT = "逐单位的数"
    ROWS = "台账的各行"
    BUREAU = "本单位全称"
    DAY = "填报日期"
    PERIOD = "期次"
    OPERATOR = "经办人"


class Report(StrEnum):
    """How returns stand, as a figure."""

    NONE = ""
    OWED = "应报"
    CAME = "已报"
    NIL = "零报告"
    WAITING = "待核"
    MISSING = "未报"
    LATE = "迟报"
    RATE = "上报率"


@dataclass(frozen=True, slots=True)
class Take:
    """One figure: of which form, 本期 or 累计, which column by which rule (rows are counted where none is named).

    ``word`` in ``word_column`` narrows it to rows that say so; ``unit`` is empty for the whole bureau, and a unit
    stands with all units below it unless ``alone``; ``report`` asks how returns stand instead.
    """

    what: What = What.FIGURE
    form: str = ""
    measure: Measure = Measure.CURRENT
    column: str = ""
    rule: Rule = Rule.COUNT
    word_column: str = ""
    word: str = ""
    unit: str = ""
    alone: bool = False
    report: Report = Report.NONE


@dataclass(frozen=True, slots=True)
class Anchor:
    """By which words a cell is known again: its own, those above it and those left of it, without figures.

    ``columns`` are the heads of all columns of its table, ``rows`` the labels of all its lines, both with figures;
    empty where there are none, and in what was pointed out before they were kept.
    """

    own: str = ""
    above: str = ""
    left: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockColumn:
    """A column of a block of rows: where it stands, under which heading, and what of a row it takes."""

    column: int
    heading: str
    key: str


@dataclass(frozen=True, slots=True)
class Filling:
    """One place of the file and what it takes.

    ``label`` is the word of the cell that the value stands behind; ``names`` the column that units are named in, for
    figures unit by unit from this cell downwards; ``columns`` those of a block of rows that begins here.
    """

    spot: Spot
    take: Take
    anchor: Anchor = Anchor()
    label: str = ""
    names: int = -1
    columns: tuple[BlockColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class SuperiorForm:
    """A superior's file as it was pointed out: its name, kind (``.xlsx``), the words in it, the places filled."""

    name: str
    suffix: str
    words: tuple[str, ...]
    fillings: tuple[Filling, ...]


def keep_form(desk: Desk, campaign: Campaign, form: SuperiorForm) -> None:
    """Keep what was pointed out for a form, in the place of what was kept under its name. DeskError without a name."""
    if not form.name.strip():
        raise DeskError("请给这张上级表起个名称，下次好认。")
    with desk.store.operation("上级表对应", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        decision = asdict(form)
        rulings.decide(op, kind=KIND, subject=form.name, decision=decision, campaign_id=campaign.id)
        op.summary = f"{form.name}：{len(form.fillings)}处"


def forget_form(desk: Desk, campaign: Campaign, name: str) -> None:
    """Keep a form no longer; DeskError when there is none of the name."""
    if all(one.name != name for one in known_forms(desk, campaign)):
        raise DeskError(f"没有记下“{name}”这张上级表。")
    with desk.store.operation("不再记上级表对应", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        rulings.decide(op, kind=KIND, subject=name, decision={}, campaign_id=campaign.id)
        op.summary = name


def known_forms(desk: Desk, campaign: Campaign) -> tuple[SuperiorForm, ...]:
    """The forms that were pointed out in a campaign."""
    with desk.store.read() as reader:
        known = rulings.standing(reader, KIND, campaign_id=campaign.id)
    return tuple(_form(one.decision) for one in known.values() if one.decision)


@dataclass(frozen=True, slots=True)
class CarriedForm:
    """A form that was pointed out in another campaign, and which one."""

    campaign: str
    form: SuperiorForm


def forms_elsewhere(desk: Desk, campaign: Campaign) -> tuple[CarriedForm, ...]:
    """The forms that were pointed out in other campaigns and not in this one, each as it was pointed out last."""
    with desk.store.read() as reader:
        own = rulings.standing(reader, KIND, campaign_id=campaign.id)
        others = [
            (one.decided_at, other.name, one.decision)
            for other in campaigns.list_campaigns(reader)
            if other.id != campaign.id
            for one in rulings.standing(reader, KIND, campaign_id=other.id).values()
            if one.decision and one.subject not in own
        ]
    others.sort(key=lambda one: one[0])
    newest = {kept["name"]: CarriedForm(name, _form(kept)) for _, name, kept in others}
    return tuple(newest.values())


def _form(kept: Mapping[str, Any]) -> SuperiorForm:
    fillings = tuple(_filling(one) for one in kept["fillings"])
    return SuperiorForm(kept["name"], kept["suffix"], tuple(kept["words"]), fillings)


def _anchor(kept: Mapping[str, Any]) -> Anchor:
    columns, rows = tuple(kept.get("columns", ())), tuple(kept.get("rows", ()))
    return Anchor(kept["own"], kept["above"], kept["left"], columns, rows)


def _filling(kept: Mapping[str, Any]) -> Filling:
    take = kept["take"]
    sheet, row, column = kept["spot"]
    return Filling(
        (sheet, row, column),
        Take(
            What(take["what"]),
            take["form"],
            Measure(take["measure"]),
            take["column"],
            Rule(take["rule"]),
            take["word_column"],
            take["word"],
            take["unit"],
            take["alone"],
            Report(take["report"]),
        ),
        _anchor(kept["anchor"]),
        kept["label"],
        kept["names"],
        tuple(BlockColumn(**one) for one in kept["columns"]),
    )
