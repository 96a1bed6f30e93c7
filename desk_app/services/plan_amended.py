"""阶段, 定期工作 and 次数要求 of a plan as a person set them right; what was read stays beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desk_app.campaign.calendar_days import long_day, until
from desk_app.campaign.calendar_rhythm import RHYTHM_WORDS
from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.duties import times_text
from desk_app.campaign.phases import phase_dates
from desk_app.campaign.plan import Duty, Phase
from desk_app.services.plan_doubts import Doubt, Stage
from desk_app.services.plan_outline import clock_of, day_of, doubt_of, phase_of
from desk_app.storage import plan_structure
from desk_app.storage.rulings import Ruling

AMENDED = "已更正"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person said of one thing of a plan, kept beside what was read: the words, their basis, 不列入."""

    decision: Mapping[str, Any]
    basis: str = ""

    @property
    def dropped(self) -> bool:
        """Whether it is none (不列入)."""
        return bool(self.decision.get("dropped"))

    def __contains__(self, name: str) -> bool:
        return name in self.decision


def kept_of(said: Mapping[str, Ruling], about: str) -> Kept:
    """What was last said of a thing; nothing where nothing was."""
    ruling = said.get(about)
    return Kept({}) if ruling is None else Kept(ruling.decision, ruling.basis)


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty or quota: ``duty`` as it was read, ``said`` as it holds, and whether a person said that it is none."""

    place: int
    duty: Duty
    said: Duty
    state: str
    dropped: bool = False
    amended: bool = False

    @property
    def about(self) -> str:
        """How its corrections are kept."""
        return f"duty/{self.place}"

    @property
    def kept(self) -> Duty:
        """As it holds, with the plan's own words for its deadline."""
        return replace(self.said, deadline=replace(self.said.deadline, text=self.duty.deadline.text))

    @property
    def when(self) -> str:
        """Rhythm and days in words that are read again to the same."""
        return when_words(self.said.deadline)

    @property
    def counted(self) -> str:
        """Rhythm, days and how often, on one line; the plan's own words until somebody set them right."""
        if not self.amended:
            return self.duty.deadline.text
        times = times_text(self.said.deadline.min_count, self.said.deadline.max_count)
        return "，".join(part for part in (self.when, times) if part)


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A stage: ``phase`` as it was read, ``said`` as it holds, and whether a person said that it is none."""

    place: int
    phase: Phase
    said: Phase
    dropped: bool = False
    amended: bool = False

    @property
    def about(self) -> str:
        """How its corrections are kept."""
        return f"phase/{self.place}"

    @property
    def when(self) -> str:
        """Its days in words."""
        return phase_words(self.said)


def duty_view(place: int, duty: Duty, state: str, kept: Kept, doubt: Doubt | None) -> DutyView:
    """A duty with what a person said of it; a ruling on its doubt holds where nothing was set right."""
    dropped, decision = kept.dropped, kept.decision
    if "deadline" in kept:
        deadline = plan_structure.deadline_from(decision["deadline"])
        said = replace(duty, content=decision["content"], who=decision["who"], deadline=deadline)
        return DutyView(place, duty, said, AMENDED, dropped, amended=True)
    day = _ruled(doubt)
    if day is None:
        return DutyView(place, duty, duty, state, dropped)
    ruled = replace(duty.deadline, kind=Kind.QUOTA, end=day, state=State.CLEAR, why=f"审定为{long_day(day)}前。")
    return DutyView(place, duty, replace(duty, deadline=ruled), "已审定", dropped)


def phase_view(place: int, phase: Phase, kept: Kept, doubt: Doubt | None) -> PhaseView:
    """A stage with what a person said of it."""
    dropped, decision = kept.dropped, kept.decision
    if "name" in kept:
        start, end = (date.fromisoformat(day) if (day := decision[key]) else None for key in ("start", "end"))
        said = settled_phase(replace(phase, name=decision["name"]), start, end, doubt=decision["doubt"])
        return PhaseView(place, phase, said, dropped, amended=True)
    day = _ruled(doubt)
    said = phase if day is None else settled_phase(phase, phase.start, day)
    return PhaseView(place, phase, said, dropped)


def settled_phase(phase: Phase, start: date | None, end: date | None, *, doubt: str = "") -> Phase:
    """A stage with days that a person gave; an end that is not given is open."""
    state = State.CONFIRM if doubt else State.CLEAR
    deadline = replace(phase.deadline, state=state, start=start, end=end, why=doubt or "按更正。")
    return replace(phase, start=start, end=end, deadline=deadline, open_start=start is None, open_end=end is None)


def when_words(deadline: Deadline) -> str:
    """A rhythm and its days so that reading the words gives the same, without doubt; empty where nothing is dated."""
    start, end = day_of(deadline.start), day_of(deadline.end)
    days = f"{long_day(start)}至{long_day(end)}" if start and end else f"{long_day(end)}前" if end else ""
    if end and not start and clock_of(deadline.end):
        days = f"{long_day(end)}{until(clock_of(deadline.end))}"
    if deadline.kind is not Kind.RECURRING or not deadline.recurrence:
        return days
    rhythm = RHYTHM_WORDS.get(deadline.recurrence, deadline.text)
    return f"{days}，{rhythm}" if doubt_of(deadline) and start and end else rhythm


def phase_words(phase: Phase) -> str:
    """A stage's days in words: an end that the plan leaves open is said, one in doubt is written out as read."""
    return phase_dates(phase_of(phase))


def _ruled(doubt: Doubt | None) -> date | None:
    return doubt.answer.day if doubt is not None and doubt.answer.stage is Stage.RULED else None
