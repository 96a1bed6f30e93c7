"""疑点: what the leader has to settle in a plan, with both quotations, what may be chosen, and what it touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk_app.campaign.deadlines import Deadline, State
from desk_app.campaign.plan import Conflict, ConflictKind, PlanReading, PlanTask, Source
from desk_app.campaign.plan.wording import fold
from desk_app.services.plan_outline import day_of

_DAYS = frozenset({ConflictKind.DATE, ConflictKind.INVALID})
_KINDS = {
    ConflictKind.DATE: "时限",
    ConflictKind.INVALID: "时限",
    ConflictKind.UNIT: "责任单位",
    ConflictKind.ANNEX: "附件号",
    ConflictKind.ACTIVITY: "活动名称",
    ConflictKind.NUMBER: "内容",
}

_LOST_NUMBER, _LEAPING = re.compile(r"没有序号，按前后应为第(\d+)项"), "任务清单的序号"


class Stage(StrEnum):
    """How far a doubt is settled."""

    OPEN = "未定"
    PROPOSED = "拟按"
    RULED = "审定"
    PUT_OFF = "暂缓"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen for a doubt: a day or words, on what basis, by whom it was entered and when."""

    stage: Stage
    day: date | None = None
    text: str = ""
    basis: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def said(self) -> str:
        """The answer as it is read; empty while there is none."""
        return said_day(self.day) if self.day is not None else self.text


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that the plan itself offers."""

    label: str
    day: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to be settled. ``about`` is how its rulings are kept; ``of`` the word for what it is about.

    ``tasks`` are the places of the tasks whose stated deadline (or units) hang on it, ``near`` of those in whose
    words it lies. ``rows`` name what else hangs on it. ``wants_day`` says that the answer is a day.
    """

    about: str
    number: int
    of: str
    name: str
    message: str
    quotes: tuple[Source, ...]
    choices: tuple[Choice, ...]
    wants_day: bool
    kind: ConflictKind | None = None
    tasks: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    answer: Answer = Answer(Stage.OPEN)

    @property
    def short(self) -> str:
        """What it is about, on one line."""
        return f"{self.name}·{self.of}" if self.name else self.of


def said_day(day: date) -> str:
    """A day as an office writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def doubts_of(reading: PlanReading) -> tuple[Doubt, ...]:
    """Every contradiction, then the deadlines in doubt of which no contradiction speaks, in the document's order."""
    made = [_of_conflict(place, one, reading) for place, one in enumerate(reading.conflicts)]
    spoken = {place for one in made if one.wants_day for place in (*one.tasks, *one.near)}
    made += _of_tasks(reading, spoken)
    made += _of_others(reading)
    return tuple(_numbered(made))


def _numbered(doubts: Sequence[Doubt]) -> Iterator[Doubt]:
    from dataclasses import replace

    for number, one in enumerate(doubts, start=1):
        yield replace(one, number=number)


def _of_conflict(place: int, conflict: Conflict, reading: PlanReading) -> Doubt:
    wants_day = conflict.kind in _DAYS
    quotes = tuple(source for source in (conflict.a, conflict.b) if source is not None)
    tasks, near = _touched(conflict, quotes, reading) if wants_day else (_holders(conflict, quotes, reading), ())
    deadlines = [reading.tasks[one].deadline for one in tasks]
    return Doubt(
        about=f"doubt/{place}",
        number=0,
        of=_KINDS[conflict.kind],
        name=conflict.activity,
        message=conflict.message,
        quotes=quotes,
        choices=_days(conflict.days, deadlines) if wants_day else _numbers(conflict) or _words(quotes),
        wants_day=wants_day,
        kind=conflict.kind,
        tasks=tasks,
        near=near,
    )


def _days(days: Sequence[date], deadlines: Sequence[Deadline]) -> tuple[Choice, ...]:
    every = [*days]
    for one in deadlines:
        if one.state is not State.INVALID and (end := day_of(one.end)) is not None:
            every.append(end)
        every.extend(one.candidates)
    return tuple(Choice(said_day(day), day) for day in sorted(set(every)))


def _numbers(conflict: Conflict) -> tuple[Choice, ...]:
    """A row's lost, double or leaping number: what is done with it, for its neighbours' text is no answer."""
    if conflict.kind is not ConflictKind.NUMBER:
        return ()
    lost = _LOST_NUMBER.search(conflict.message)
    if lost is not None:
        said = (f"补为第{lost[1]}项", "照原样，不编序号")
    elif conflict.message.startswith(_LEAPING):
        said = ("照原序号，不改", "按先后重新编号")
    else:
        return ()
    return tuple(Choice(text, text=text) for text in said)


def _words(quotes: Sequence[Source]) -> tuple[Choice, ...]:
    texts = dict.fromkeys(one.text.strip() for one in quotes if one.text.strip())
    return tuple(Choice(text, text=text) for text in texts) if len(texts) > 1 else ()


def _touched(
    conflict: Conflict, quotes: Sequence[Source], reading: PlanReading
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    stated, near = [], []
    for place, task in enumerate(reading.tasks):
        if any(_states(task, quote, conflict.activity) for quote in quotes):
            stated.append(place)
        elif any(_holds(task, quote) for quote in quotes):
            near.append(place)
    return tuple(stated), tuple(near)


def _states(task: PlanTask, quote: Source, activity: str) -> bool:
    """Whether a quotation is a task's stated deadline, or the same words for the same activity."""
    said, quoted = fold(task.deadline.text), fold(quote.text)
    if not said or not quoted or (said not in quoted and quoted not in said):
        return False
    source = task.deadline_source or task.source
    if _same_place(source, quote):
        return True
    return bool(activity) and task.activity == activity and said == quoted


def _holds(task: PlanTask, quote: Source) -> bool:
    return _same_place(task.source, quote) or any(_same_place(one.source, quote) for one in task.inner)


def _same_place(one: Source, two: Source) -> bool:
    if one.block != two.block or (one.row, one.column) != (two.row, two.column):
        return False
    return one.row is not None or (one.start < two.end and two.start < one.end)


def _holders(conflict: Conflict, quotes: Sequence[Source], reading: PlanReading) -> tuple[int, ...]:
    """The tasks whose units a contradiction about units quotes."""
    if conflict.kind is not ConflictKind.UNIT:
        return ()
    return tuple(
        place
        for place, task in enumerate(reading.tasks)
        if task.units_source is not None and any(_same_place(task.units_source, quote) for quote in quotes)
    )


def _of_tasks(reading: PlanReading, spoken: set[int]) -> list[Doubt]:
    """One doubt for all tasks that share one place of a deadline in doubt."""
    runs: dict[tuple[object, ...], list[int]] = {}
    for place, task in enumerate(reading.tasks):
        if task.deadline.state is not State.CLEAR and place not in spoken:
            source = task.deadline_source or task.source
            runs.setdefault((source.block, source.row, source.column, task.deadline.text), []).append(place)
    made = []
    for places in runs.values():
        first = reading.tasks[places[0]]
        source = first.deadline_source or first.source
        about = f"task-due/{places[0]}"
        made.append(_of_deadline(about, first.activity, "时限", first.deadline, source, tuple(places)))
    return made


def _of_others(reading: PlanReading) -> Iterator[Doubt]:
    """Duties and stages only where their date does not exist: an open end is marked in their list, and no doubt."""
    for place, duty in enumerate(reading.duties):
        if duty.deadline.state is State.INVALID:
            yield _of_deadline(f"duty-due/{place}", duty.who, "次数要求时限", duty.deadline, duty.source)
    for place, phase in enumerate(reading.phases):
        if phase.deadline.state is State.INVALID:
            yield _of_deadline(f"phase-due/{place}", phase.name, "阶段起止", phase.deadline, phase.source)


def _of_deadline(
    about: str, name: str, of: str, deadline: Deadline, source: Source, tasks: tuple[int, ...] = ()
) -> Doubt:
    return Doubt(about, 0, of, name, deadline.why, (source,), _days((), [deadline]), wants_day=True, tasks=tasks)
