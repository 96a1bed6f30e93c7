"""What a plan asks: phases, activities, tasks, duties and annex forms, each with the place it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan.document import PlanDocument, Source


class Role(StrEnum):
    """What a unit is in a task."""

    LEAD = "牵头"
    HELP = "配合"
    ANSWER = "责任"


@dataclass(frozen=True, slots=True)
class UnitRole:
    """A unit or a class of units (各科室, never expanded here) as written, and its part."""

    name: str
    role: Role = Role.ANSWER


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of the campaign; ``open_start`` and ``open_end`` mark an end that the plan leaves to its surroundings."""

    name: str
    start: date | None
    end: date | None
    text: str
    deadline: Deadline
    source: Source
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """One activity (活动) of a plan; ``number`` as printed, such as 一."""

    number: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Dated:
    """A deadline inside a task's own words, and where it stands."""

    deadline: Deadline
    source: Source


@dataclass(frozen=True, slots=True)
class PlanTask:
    """任务事项: one thing asked of units by a time.

    ``number`` is as printed and None where lost, ``proposed_number`` what its neighbours say it was. ``deadline`` is
    the one stated for it (a cell, a tail, its sentence), ``inner`` others in its own words. ``annexes`` are the marks
    of the annex forms it asks for (附件2). ``people`` are persons named as responsible, who are no units.
    """

    number: str | None
    activity: str
    content: str
    units: tuple[UnitRole, ...]
    deadline: Deadline
    source: Source
    activity_number: str = ""
    inner: tuple[Dated, ...] = ()
    annexes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    units_source: Source | None = None
    deadline_source: Source | None = None
    proposed_number: str | None = None

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The units as written, each once, 牵头 and 配合 together."""
        return tuple(dict.fromkeys(unit.name for unit in self.units))

    @property
    def due(self) -> date | None:
        """The day it is due, only where that is beyond doubt."""
        deadline = self.deadline
        if deadline.state is not State.CLEAR or deadline.kind not in {Kind.BY, Kind.WINDOW} or deadline.end is None:
            return None
        return date(deadline.end.year, deadline.end.month, deadline.end.day)


@dataclass(frozen=True, slots=True)
class Duty:
    """定期工作 or 次数要求: what comes again, or must be done a number of times; ``who`` as the sentence says."""

    content: str
    who: str
    deadline: Deadline
    source: Source


@dataclass(frozen=True, slots=True)
class FormHeading:
    """A column of an annex form; ``groups`` are the headings that span it, from the top."""

    text: str
    groups: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The heading on one line."""
        return "".join(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class AnnexForm:
    """An annex table that units fill in; ``labels`` is set for a form of labels and values instead of rows.

    ``landscape`` is how its page lies in the plan's file, None where the file does not say.
    """

    annex: str
    title: str
    headings: tuple[FormHeading, ...]
    has_reporting_unit: bool
    source: Source
    note: str = ""
    blank_rows: int = 0
    labels: bool = False
    landscape: bool | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """One line of the list of annexes below the body."""

    mark: str
    title: str
    source: Source


class ConflictKind(StrEnum):
    """What two places of a plan disagree about."""

    DATE = "date"
    UNIT = "unit"
    ANNEX = "annex"
    ACTIVITY = "activity"
    NUMBER = "number"
    INVALID = "invalid_date"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction: two places quoted and one sentence; ``b`` is None where nothing stands against ``a``.

    ``days`` are the real days that either place gives, which a person may choose from.
    """

    kind: ConflictKind
    a: Source
    b: Source | None
    message: str
    activity: str = ""
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReading:
    """All that was understood of a plan; ``remarks`` are sentences on what was repaired, inferred or left out.

    ``body_tasks`` is what the body asks even where the task list says it again; ``is_plan`` is False for news.
    """

    title: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    reference_date: date | None = None
    span: tuple[date | None, date | None] = (None, None)
    phases: tuple[Phase, ...] = ()
    activities: tuple[PlanActivity, ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    duties: tuple[Duty, ...] = ()
    forms: tuple[AnnexForm, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[str, ...] = ()
    is_plan: bool = True
    body_tasks: tuple[PlanTask, ...] = field(default=(), repr=False)
    annexes: tuple[Annex, ...] = ()
    document: PlanDocument = field(default=PlanDocument(), repr=False)

    @property
    def open_questions(self) -> int:
        """How many things a person has to settle: contradictions and deadlines in doubt."""
        return len(self.conflicts) + sum(one.state is not State.CLEAR for one in self.deadlines)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """All deadlines of tasks, duties and phases."""
        return (
            *(task.deadline for task in self.tasks),
            *(duty.deadline for duty in self.duties),
            *(phase.deadline for phase in self.phases),
        )
