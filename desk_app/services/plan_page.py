"""方案核对: a document as it was read, with every ruling and correction beside it; its own text is never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from desk_app.campaign.deadlines import Deadline, Kind, State, read_deadline
from desk_app.campaign.plan import AnnexForm, ConflictKind, PlanReading, PlanTask, Source
from desk_app.forms.definition import FormDefinition
from desk_app.importing.plan.form_definitions import form_definitions
from desk_app.services.desk import Desk
from desk_app.services.plan_amended import DutyView, PhaseView, duty_view, kept_of, phase_view
from desk_app.services.plan_doubts import Answer, Doubt, Stage, doubts_of
from desk_app.services.plan_outline import clock_of, day_of
from desk_app.storage import definitions, plan_drafts
from desk_app.storage.plan_drafts import DraftHead
from desk_app.storage.reader import Reader
from desk_app.storage.rulings import Ruling

Rulings = Mapping[str, Ruling]
_STATES = {State.CLEAR: "明确", State.CONFIRM: "待确认", State.INVALID: "日期有误"}
_UNDATED = "无时限"
RULED, OPEN = "已审定", "时限待定"


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as it stands: the plan's own words beside what a person decided. ``basis`` is empty for the plan's own."""

    place: int
    task: PlanTask
    number: str
    activity: str
    units: str
    due: date | None
    state: str
    basis: str = ""
    dropped: bool = False
    corrected: bool = False

    @property
    def about(self) -> str:
        """How its corrections are kept."""
        return f"task/{self.place}"

    @property
    def clock(self) -> time | None:
        """The hour that the plan writes beside the very day that holds."""
        end = self.task.deadline.end
        return clock_of(end) if self.due is not None and day_of(end) == self.due else None

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where it stands, its deadline and its units after it."""
        others = (self.task.deadline_source, self.task.units_source)
        return (self.task.source, *(one for one in others if one is not None))


@dataclass(frozen=True, slots=True)
class FormView:
    """An annex form with the definition that is proposed or confirmed."""

    place: int
    form: AnnexForm
    definition: FormDefinition
    confirmed: bool = False
    dropped: bool = False

    @property
    def about(self) -> str:
        """How its corrections are kept."""
        return f"form/{self.place}"


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything that the room shows of one document."""

    head: DraftHead
    reading: PlanReading
    tasks: tuple[TaskView, ...]
    duties: tuple[DutyView, ...]
    forms: tuple[FormView, ...]
    phases: tuple[PhaseView, ...]
    doubts: tuple[Doubt, ...]
    opening: Mapping[str, Any]

    @property
    def open_doubts(self) -> int:
        """How many are not ruled yet."""
        return sum(one.answer.stage is not Stage.RULED for one in self.doubts)

    def doubt(self, about: str) -> Doubt:
        """The doubt that is kept so; KeyError when there is none."""
        for one in self.doubts:
            if one.about == about:
                return one
        raise KeyError(about)


def plan_page(desk: Desk, draft_id: int) -> PlanPage:
    """Open a document as it was left; KeyError when there is none."""
    with desk.store.read() as reader:
        return page_of(reader, draft_id)


def page_of(reader: Reader, draft_id: int) -> PlanPage:
    """The page through a reader that is there."""
    draft = plan_drafts.get(reader, draft_id)
    said = plan_drafts.rulings_on(reader, draft_id)
    reading = draft.reading
    found = doubts_of(reading)
    if draft.head.later:
        found = tuple(one for one in found if one.kind is not None)
    doubts = tuple(replace(one, answer=answer_of(said.get(one.about))) for one in found)
    opening = said.get("opening")
    tasks = _Tasks(reading, doubts, said)
    return PlanPage(
        head=draft.head,
        reading=reading,
        tasks=tuple(tasks.view(place) for place in range(len(reading.tasks))),
        duties=tuple(_duties(reading, doubts, said)),
        forms=tuple(_forms(reading, said)),
        phases=tuple(_phases(reading, doubts, said)),
        doubts=doubts,
        opening=opening.decision if opening is not None else {},
    )


def answer_of(ruling: Ruling | None) -> Answer:
    """What was last said of a doubt."""
    if ruling is None:
        return Answer(Stage.OPEN)
    said: dict[str, Any] = ruling.decision
    day = date.fromisoformat(said["day"]) if said.get("day") else None
    return Answer(Stage(said["stage"]), day, said.get("text", ""), ruling.basis, ruling.decided_by, ruling.decided_at)


def state_word(deadline: Deadline) -> str:
    """A deadline's state as the office says it."""
    if deadline.state is State.CLEAR and (deadline.kind is Kind.UNDATED or not deadline.text.strip()):
        return _UNDATED
    return _STATES[deadline.state]


def _duties(reading: PlanReading, doubts: tuple[Doubt, ...], said: Rulings) -> Iterator[DutyView]:
    known = {one.about: one for one in doubts}
    for place, one in enumerate(reading.duties):
        kept, doubt = kept_of(said, f"duty/{place}"), known.get(f"duty-due/{place}")
        yield duty_view(place, one, state_word(one.deadline), kept, doubt)


def _phases(reading: PlanReading, doubts: tuple[Doubt, ...], said: Rulings) -> Iterator[PhaseView]:
    known = {one.about: one for one in doubts}
    for place, one in enumerate(reading.phases):
        yield phase_view(place, one, kept_of(said, f"phase/{place}"), known.get(f"phase-due/{place}"))


def _forms(reading: PlanReading, said: Rulings) -> list[FormView]:
    made = []
    for place, (form, proposed) in enumerate(zip(reading.forms, form_definitions(reading), strict=True)):
        kept = kept_of(said, f"form/{place}")
        confirmed = kept.decision.get("definition")
        definition = proposed if confirmed is None else definitions.from_structure(confirmed)
        made.append(FormView(place, form, definition, confirmed is not None, kept.dropped))
    return made


class _Tasks:
    """What is decided of tasks, looked up by their places."""

    def __init__(self, reading: PlanReading, doubts: tuple[Doubt, ...], said: Rulings) -> None:
        self._reading = reading
        self._doubts = doubts
        self._said = said
        self._renamed = {
            quote.text.strip(): one.answer.text
            for one in doubts
            if one.kind is ConflictKind.ACTIVITY and one.answer.stage is Stage.RULED and one.answer.text
            for quote in one.quotes
        }

    def view(self, place: int) -> TaskView:
        task = self._reading.tasks[place]
        about = f"task/{place}"
        kept = kept_of(self._said, about)
        due, state, basis = self._due(place, task)
        if ruled := kept.decision.get("due"):
            due, state, basis = date.fromisoformat(ruled), RULED, kept.basis
        return TaskView(
            place=place,
            task=task,
            number=task.number or task.proposed_number or str(place + 1),
            activity=self._renamed.get(task.activity, task.activity),
            units=kept.decision.get("units") or self._units(place, task),
            due=due,
            state=state,
            basis=basis,
            dropped=kept.dropped,
            corrected=about in self._said,
        )

    def _units(self, place: int, task: PlanTask) -> str:
        for one in self._doubts:
            if one.kind is ConflictKind.UNIT and place in one.tasks and one.answer.stage is Stage.RULED:
                return one.answer.text or "、".join(task.unit_names)
        return "、".join(task.unit_names)

    def _due(self, place: int, task: PlanTask) -> tuple[date | None, str, str]:
        """The day that holds, its state in a word, and the ruling's basis."""
        on = [one for one in self._doubts if one.wants_day and place in one.tasks]
        for one in on:
            if one.answer.stage is Stage.RULED and one.answer.day is not None:
                return one.answer.day, RULED, one.answer.basis
        if task.due is not None:
            return task.due, state_word(task.deadline), ""
        near = any(one.wants_day and place in one.near for one in self._doubts)
        day = self._clear_end(task.deadline) if near and not on else None
        return day, "明确" if day is not None else state_word(task.deadline), ""

    def _clear_end(self, deadline: Deadline) -> date | None:
        """The stated day where its own words leave no doubt: what is doubted is another day in the task's words."""
        reading = self._reading
        end = day_of(deadline.end)
        if end is None or deadline.kind not in {Kind.BY, Kind.WINDOW}:
            return None
        start, last = reading.span
        within = (start, last) if start is not None and last is not None else None
        again = read_deadline(deadline.text, reading.reference_date or end, within)
        return end if again.state is State.CLEAR and day_of(again.end) == end else None
