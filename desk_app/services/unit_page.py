"""A unit rings: found by its initials, its page says what it owes, what is in, what waits, and whom to call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from desk_app.campaign.people import people_of
from desk_app.campaign.period import Period
from desk_app.campaign.roster import Person, Roster, Unit
from desk_app.problems import DeskError, Level
from desk_app.services.desk import Desk
from desk_app.services.initials import begins, matches
from desk_app.services.missing_list import missing_of, unit_message
from desk_app.services.office_words import office_words
from desk_app.services.standing import FormStanding, standing_of_periods
from desk_app.services.task_board import task_board
from desk_app.storage import collections, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.reader import Reader
from desk_app.storage.states import CURRENT_STATES
from desk_app.storage.submissions import Submission

Slot: TypeAlias = tuple[int, str]
_SETTLED = frozenset({"accepted", "nil"})


@dataclass(frozen=True, slots=True)
class Sent:
    """The return that speaks for a form and period, and how many rows stand there with those typed beside it."""

    speaking: Submission
    rows: int


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
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitTask:
    """One task that the unit answers for: ``written`` is how the plan names it there (办公室, 各科室)."""

    content: str
    written: str
    state: str
    due: date | None
    mark: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything about one unit in one campaign, the latest period first; ``reminder`` is its 催报 to paste."""

    unit: Unit
    returns: tuple[UnitReturn, ...]
    people: tuple[Person, ...]
    tasks: tuple[UnitTask, ...] = ()
    below: tuple[str, ...] = ()
    reminder: str = ""

    def counted(self, *states: str) -> int:
        """How many of its returns stand in one of these states."""
        return sum(one.state in states for one in self.returns)


def known_roster(desk: Desk) -> Roster:
    """The roster, empty when none was read in yet."""
    with desk.store.read() as reader:
        return roster.load(reader)


class NoRosterError(DeskError):
    """What was asked for wants units, and there are none yet."""


def refuse_without_units(desk: Desk) -> None:
    """NoRosterError where no roster was read in yet, in the words of the window."""
    if not known_roster(desk).units:
        raise NoRosterError("还没有单位名册，请先到“单位”里读入名册文件，或从来表生成名册。")


def found_units(known: Roster, typed: str) -> tuple[Unit, ...]:
    """The units that answer to every word typed, by name, alias, kind or contact; those that begin with it first.

    Units at rest are found too, behind the others.
    """
    words = typed.split()
    if not words:
        return known.units
    found = [unit for unit in known.everyone if all(_answers(unit, word) for word in words)]
    return tuple(sorted(found, key=lambda unit: (unit.active_to is not None, not _begins(unit, words[0]))))


def _answers(unit: Unit, word: str) -> bool:
    names = (unit.name, *unit.aliases, *unit.former_names, unit.kind, unit.contact)
    return any(matches(word, name) for name in names) or (word.isdecimal() and word in unit.phone)


def _begins(unit: Unit, word: str) -> bool:
    return any(begins(word, name) for name in (unit.name, *unit.aliases))


def unit_page(desk: Desk, campaign: Campaign | None, name: str) -> UnitPage | None:
    """The page of a unit of the roster, with its returns where a campaign is open; None when it is not in it."""
    known = known_roster(desk)
    unit = known.get(name)
    if unit is None:
        return None
    standings = _standings(desk, campaign, name) if campaign is not None and known.units else []
    returns = _returns(desk, campaign, name, standings) if campaign is not None else ()
    reminder = _reminder(desk, campaign, name, standings) if campaign is not None else ""
    tasks = _tasks(desk, campaign, unit) if campaign is not None else ()
    below = tuple(one.name for one in known.below(name))
    return UnitPage(unit, returns, people_of(known, name, desk.clock().date()), tasks, below, reminder)


def _tasks(desk: Desk, campaign: Campaign, unit: Unit) -> tuple[UnitTask, ...]:
    board = task_board(desk, campaign)
    return tuple(
        UnitTask(line.task.content, "、".join(line.units), line.state.value, line.due, line.mark.value)
        for line in board.lines
        if unit.name in line.answering
    )


def _reminder(desk: Desk, campaign: Campaign, name: str, standings: Sequence[FormStanding]) -> str:
    """The same words that 催报 of all units has for this one."""
    return unit_message(missing_of(desk, campaign, standings, [name]), office_words(desk).contact)


def _standings(desk: Desk, campaign: Campaign, name: str) -> list[FormStanding]:
    """The unit's standing in every period that has begun or in which it has sent something, the latest first."""
    today = desk.clock().date()
    with desk.store.read() as reader:
        known = {one.period.code: one.period for one in collections.of_campaign(reader, campaign.id)}
        sent = _sent(reader, campaign, roster.unit_ids(reader)[name])
    begun = [one for one in known.values() if one.start is None or one.start <= today or _has(sent, one)]
    latest_first: list[Period] = sorted(begun, key=Period.sort_key, reverse=True)
    return standing_of_periods(desk, campaign, latest_first, only=name)


def _returns(desk: Desk, campaign: Campaign, name: str, standings: Sequence[FormStanding]) -> tuple[UnitReturn, ...]:
    if not standings:
        return ()
    with desk.store.read() as reader:
        sent = _sent(reader, campaign, roster.unit_ids(reader)[name])
    return tuple(made for one in standings if (made := _return(one, name, sent)) is not None)


def _has(sent: dict[Slot, Sent], period: Period) -> bool:
    return any(code == period.code for _, code in sent)


def _sent(reader: Reader, campaign: Campaign, unit_id: int) -> dict[Slot, Sent]:
    """What speaks for each form and period: a settled one before one that waits, a file before what was typed here.

    Rows that were typed beside a file that counts are counted with it.
    """
    newest = newest_ids(reader, campaign.id)
    found: dict[Slot, Sent] = {}
    rows: Counter[Slot] = Counter()
    every: Sequence[Submission] = submissions.select_by(reader, campaign.id, unit_id=unit_id, states=CURRENT_STATES)
    for one in sorted(every, key=lambda one: (one.state.value in _SETTLED, bool(one.sha256), one.id)):
        if one.form_id is not None and one.period is not None:
            slot = (newest[one.form_id], one.period)
            settled = one.state.value in _SETTLED
            rows[slot] += one.row_count if settled else 0
            found[slot] = Sent(one, rows[slot] if settled else one.row_count)
    return found


def _return(standing: FormStanding, name: str, sent: dict[Slot, Sent]) -> UnitReturn | None:
    unit = next((one for one in standing.units if one.unit == name), None)
    if unit is None:
        return None
    mine = sent.get((standing.form.id, standing.period.code))
    problems = () if mine is None else mine.speaking.problems
    return UnitReturn(
        standing.period,
        standing.form.name,
        unit.electronic,
        unit.late,
        standing.due_at,
        None if mine is None else mine.rows,
        sum(problem.level is Level.ERROR for problem in problems),
        "" if mine is None else mine.speaking.file,
        unit.paper,
        tuple(f"{problem.where}：{problem.message}" for problem in problems if problem.level is Level.ERROR),
    )
