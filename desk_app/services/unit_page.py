"""A unit rings: found by its initials, its page says what it owes, what is in, what waits, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Person, Roster, Unit
from desk_app.problems import DeskError, Level
from desk_app.services.desk import Desk
from desk_app.services.initials import begins, matches
from desk_app.services.standing import FormStanding, standing_of_periods
from desk_app.storage import collections, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader
from desk_app.storage.states import CURRENT_STATES
from desk_app.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """One form in one period as this unit stands in it; ``rows`` is None while nothing is in."""

    period: Period
    form: str
    state: str
    late: str
    due_at: datetime | None
    rows: int | None
    wrong: int
    file: str
    paper: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything about one unit in one campaign, the latest period first."""

    unit: Unit
    returns: tuple[UnitReturn, ...]
    people: tuple[Person, ...]

    def counted(self, *states: str) -> int:
        """How many of its returns stand in one of these states."""
        return sum(one.state in states for one in self.returns)


def known_roster(desk: Desk) -> Roster:
    """The roster, empty when none was read in yet."""
    with desk.store.read() as reader:
        return roster.load(reader)


def refuse_without_units(desk: Desk) -> None:
    """DeskError where no roster was read in yet, in the words of the window."""
    if not known_roster(desk).units:
        raise DeskError("还没有单位名册，请先到“单位”里读入名册文件。")


def found_units(known: Roster, typed: str) -> tuple[Unit, ...]:
    """The units whose name, alias or contact answers to what was typed; those that begin with it first."""
    if not typed.strip():
        return known.units
    found = [unit for unit in known.units if any(matches(typed, name) for name in _names(unit))]
    return tuple(sorted(found, key=lambda unit: not any(begins(typed, name) for name in (unit.name, *unit.aliases))))


def _names(unit: Unit) -> tuple[str, ...]:
    return (unit.name, *unit.aliases, unit.contact)


def unit_page(desk: Desk, campaign: Campaign | None, name: str) -> UnitPage | None:
    """The page of a unit of the roster, with its returns where a campaign is open; None when it is not in it."""
    known = known_roster(desk)
    unit = known.get(name)
    if unit is None:
        return None
    people = tuple(
        person for person in known.people if person.unit == name or any(post.unit == name for post in person.posts)
    )
    returns = _returns(desk, campaign, name) if campaign is not None else ()
    return UnitPage(unit, returns, people)


def _returns(desk: Desk, campaign: Campaign, name: str) -> tuple[UnitReturn, ...]:
    today = desk.clock().date()
    with desk.store.read() as reader:
        known = {one.period.code: one.period for one in collections.of_campaign(reader, campaign.id)}
        sent = _sent(reader, campaign, roster.unit_ids(reader)[name])
    begun = [one for one in known.values() if one.start is None or one.start <= today or _has(sent, one)]
    latest_first: list[Period] = sorted(begun, key=Period.sort_key, reverse=True)
    found = [
        made
        for standing in standing_of_periods(desk, campaign, latest_first)
        if (made := _return(standing, name, sent)) is not None
    ]
    return tuple(found)


def _has(sent: dict[tuple[int, str], Submission], period: Period) -> bool:
    return any(code == period.code for _, code in sent)


def _sent(reader: Reader, campaign: Campaign, unit_id: int) -> dict[tuple[int, str], Submission]:
    """What speaks for each form and period: a settled one before one that waits, a file before what was typed here."""
    found: dict[tuple[int, str], Submission] = {}
    every: Sequence[Submission] = submissions.select_by(reader, campaign.id, unit_id=unit_id, states=CURRENT_STATES)
    settled = ("accepted", "nil")
    for one in sorted(every, key=lambda one: (one.state.value in settled, bool(one.sha256), one.id)):
        if one.form_id is not None and one.period is not None:
            found[one.form_id, one.period] = one
    return found


def _return(standing: FormStanding, name: str, sent: dict[tuple[int, str], Submission]) -> UnitReturn | None:
    unit = next((one for one in standing.units if one.unit == name), None)
    if unit is None:
        return None
    mine = sent.get((standing.form.id, standing.period.code))
    return UnitReturn(
        standing.period,
        standing.form.name,
        unit.electronic,
        unit.late,
        standing.due_at,
        None if mine is None else mine.row_count,
        0 if mine is None else sum(problem.level is Level.ERROR for problem in mine.problems),
        "" if mine is None else mine.file,
        unit.paper,
    )
