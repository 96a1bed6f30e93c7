"""What 打印 can choose from: the campaign's forms with their periods, and the units with where their returns stand."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.campaign.period import Period
from desk_app.services.desk import Desk, current_period
from desk_app.services.signing_print import bears_code
from desk_app.services.standing import standing_of
from desk_app.storage import campaigns, collections, roster
from desk_app.storage.campaigns import Campaign

_DIFFERS = "与签字件不符"


@dataclass(frozen=True, slots=True)
class PrintableForm:
    """One form: how it is called, its periods in time, and the one to begin with; none for a form nobody sends.

    ``coded`` where its papers bear their 识别码.
    """

    name: str
    label: str
    periods: tuple[Period, ...]
    current: Period | None
    coded: bool = True

    @property
    def collected(self) -> bool:
        """Whether units send it."""
        return bool(self.periods)


@dataclass(frozen=True, slots=True)
class PrintableUnit:
    """A unit with the state of its return, empty where it owes none, and what is to be said of its signed paper."""

    name: str
    state: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """All there is to choose from in one campaign."""

    forms: tuple[PrintableForm, ...]
    periods: tuple[Period, ...]


def print_options(desk: Desk, campaign: Campaign) -> PrintOptions:
    """The forms in annex order, and all periods in time."""
    now = desk.clock()
    with desk.store.read() as reader:
        known = collections.of_campaign(reader, campaign.id)
        made = []
        for form in campaigns.forms_of(reader, campaign.id):
            periods = tuple(one.period for one in known if one.form == form.name)
            current = current_period(reader, campaign, form, now) if periods else None
            label = f"{form.definition.annex} {form.name}".strip()
            made.append(PrintableForm(form.name, label, periods, current, bears_code(reader, form.name)))
    ordered = sorted({one.period.code: one.period for one in known}.values(), key=Period.sort_key)
    return PrintOptions(tuple(made), tuple(ordered))


def printable_units(desk: Desk, campaign: Campaign, form: str, period: Period | None) -> tuple[PrintableUnit, ...]:
    """The reporting units in the bureau's order with the state of their return of a form and period."""
    with desk.store.read() as reader:
        reporting = roster.load(reader).reporting
    if not reporting:
        return ()
    standings = [one for one in standing_of(desk, campaign, period) if one.form.name == form]
    states = {unit.unit: unit.electronic for one in standings for unit in one.units}
    differing = {unit.unit for one in standings for unit in one.units if unit.differs}
    return tuple(
        PrintableUnit(unit.name, states.get(unit.name, ""), _DIFFERS if unit.name in differing else "")
        for unit in reporting
    )
