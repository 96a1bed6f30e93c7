"""任务: every task of a campaign with its state, its two dates and their basis, its notes, and what time says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from desk_app.campaign.holidays import Holidays, load_holidays
from desk_app.campaign.model import CampaignOutline, Task
from desk_app.campaign.tasks import (
    DueWord,
    Mark,
    TaskState,
    Thresholds,
    due_words,
    is_lasting,
    is_own_plan,
    mark_of,
    proposed_inner,
    split_units,
    task_keys,
)
from desk_app.services.desk import BUREAU, Desk
from desk_app.services.unit_classes import Classes, read_classes
from desk_app.storage import campaigns, rulings, settings, task_notes
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader
from desk_app.storage.rulings import Ruling
from desk_app.storage.task_notes import TaskNote

__all__ = [
    "DATES",
    "LATE",
    "NEAR",
    "ORIGIN",
    "REVIEW",
    "DateRuling",
    "TaskBoard",
    "TaskLine",
    "TaskNote",
    "evidence_file",
    "find_line",
    "holidays_of",
    "task_board",
    "thresholds_of",
]

DATES, ORIGIN, REVIEW = "task.dates", "task.origin", "task.review"
NEAR, LATE = "task.near_days", "task.late_days"


@dataclass(frozen=True, slots=True)
class DateRuling:
    """What a person decided of a task's dates: both days (None for none), the basis, who and when.

    The hours hold where they were ``clocked``, else the plan's own on the plan's own day. ``proposes`` says
    that only 上报时限 was decided, so that 局内时限 is proposed from it.
    """

    inner: date | None
    report: date | None
    basis: str
    decided_by: str
    decided_at: datetime
    proposes: bool = False
    inner_clock: time | None = None
    report_clock: time | None = None
    clocked: bool = False

    @property
    def day(self) -> date | None:
        """The day that counts by it."""
        return self.inner or self.report


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as it stands. ``inner`` is 局内时限, ``report`` 上报时限; ``proposed`` says that nobody confirmed inner.

    ``said`` stands where there is no day: 时限待定, 无时限. ``review`` is 回看日期, set by hand where there is none.
    ``units`` are as written, ``owing`` the same with confirmed classes (各科室) as their members, ``answering`` by
    the roster's own names. ``earlier`` are the days that held before ``ruling``, with their basis, the oldest first.
    """

    key: str
    task: Task
    units: tuple[str, ...]
    state: TaskState
    inner: date | None
    report: date | None
    proposed: bool
    said: DueWord
    mark: Mark
    ruling: DateRuling | None = None
    earlier: tuple[DateRuling, ...] = ()
    notes: tuple[TaskNote, ...] = ()
    inner_clock: time | None = None
    report_clock: time | None = None
    review: date | None = None
    owing: tuple[str, ...] = ()
    answering: frozenset[str] = frozenset()

    @property
    def clock(self) -> time | None:
        """The hour of the day that counts, where one is written."""
        return self.inner_clock if self.inner is not None else self.report_clock

    @property
    def can_be_reviewed(self) -> bool:
        """Whether 回看日期 makes sense: it has no day, or goes on after it."""
        return self.due is None or is_lasting(self.task.deadline)

    @property
    def due(self) -> date | None:
        """The day that counts: 局内时限, else 上报时限."""
        return self.inner or self.report

    @property
    def evidence(self) -> tuple[TaskNote, ...]:
        """The notes that bear evidence: a kept file, or what was said when it was done."""
        return tuple(note for note in self.notes if note.original or (note.state is TaskState.DONE and note.text))

    @property
    def moved(self) -> bool:
        """Whether a day was set otherwise than the plan's own."""
        return self.ruling is not None


@dataclass(frozen=True, slots=True)
class TaskBoard:
    """All tasks of a campaign in the plan's order, on the day on which they were read."""

    campaign: Campaign
    lines: tuple[TaskLine, ...]
    today: date
    thresholds: Thresholds
    own_plan: bool
    ended: bool
    now: datetime
    classes: Classes

    @property
    def outline(self) -> CampaignOutline:
        """The campaign's outline."""
        return self.campaign.outline

    @property
    def activities(self) -> tuple[str, ...]:
        """The activities that tasks name, in the plan's order."""
        return tuple(dict.fromkeys(line.task.activity for line in self.lines if line.task.activity))

    @property
    def units(self) -> tuple[str, ...]:
        """The units that tasks name, as written and as confirmed classes have them, as they first stand."""
        return tuple(dict.fromkeys(unit for line in self.lines for unit in (*line.units, *line.owing)))


def holidays_of(desk: Desk) -> Holidays:
    """The holiday table beside the fonts; empty where there is none."""
    return load_holidays(desk.font_folder.parent / "holidays")


def task_board(desk: Desk, campaign: Campaign, holidays: Holidays | None = None) -> TaskBoard:
    """Read every task of a campaign as it stands."""
    table = holidays or holidays_of(desk)
    now = desk.clock()
    with desk.store.read() as reader:
        fresh = campaigns.get(reader, campaign.id)
        facts = _Facts(reader, fresh, now, table)
        lines = tuple(facts.line(key, task) for key, task in _keyed(fresh.outline))
        return TaskBoard(fresh, lines, now.date(), facts.thresholds, facts.own_plan, facts.ended, now, facts.classes)


def find_line(board: TaskBoard, key: str) -> TaskLine:
    """The task of a key; KeyError when there is none."""
    for line in board.lines:
        if line.key == key:
            return line
    raise KeyError(key)


def _keyed(outline: CampaignOutline) -> zip[tuple[str, Task]]:
    return zip(task_keys(outline.tasks), outline.tasks, strict=True)


class _Facts:
    """What all lines of a board need, read once."""

    def __init__(self, reader: Reader, campaign: Campaign, now: datetime, holidays: Holidays) -> None:
        outline = campaign.outline
        self.thresholds = thresholds_of(reader)
        self.own_plan = _own_plan(reader, campaign)
        self.ended = campaign.ended
        self.classes = read_classes(reader, campaign)
        self._now = now
        self._holidays = holidays
        self._notes = task_notes.of_campaign(reader, campaign.id)
        self._rulings: Mapping[str, tuple[Ruling, ...]] = rulings.every(reader, DATES, campaign_id=campaign.id)
        self._reviews = rulings.standing(reader, REVIEW, campaign_id=campaign.id)
        self._words = due_words(outline, (task.deadline for task in outline.tasks if task.due is None), holidays)

    def line(self, key: str, task: Task) -> TaskLine:
        notes = self._notes.get(key, ())
        state = next((note.state for note in reversed(notes) if note.state is not None), TaskState.NOT_BEGUN)
        decided = [_date_ruling(one) for one in self._rulings.get(key, ())]
        ruling = decided[-1] if decided else None
        inner, report, proposed = self._dates(task, ruling)
        inner_clock, report_clock = _clocks(task, ruling, inner, report)
        due, clock = (inner, inner_clock) if inner else (report, report_clock)
        units = split_units(task.units)
        return TaskLine(
            key=key,
            task=task,
            units=units,
            state=state,
            inner=inner,
            report=report,
            proposed=proposed,
            said=DueWord.DATED if due else self._words.get(task.deadline, DueWord.OPEN),
            mark=Mark.NONE if self.ended else mark_of(state, due, self._now, self.thresholds, clock),
            ruling=ruling,
            earlier=tuple(one for one in decided[:-1] if one is not None),
            notes=notes,
            inner_clock=inner_clock,
            report_clock=report_clock,
            review=_day_of(self._reviews.get(key)),
            owing=self.classes.owing(units),
            answering=self.classes.answering(units),
        )

    def _dates(self, task: Task, ruling: DateRuling | None) -> tuple[date | None, date | None, bool]:
        if ruling is not None and ruling.proposes and ruling.report is not None:
            return proposed_inner(ruling.report, self._holidays), ruling.report, True
        if ruling is not None:
            return ruling.inner, ruling.report, False
        if self.own_plan or task.due is None:
            return task.due, None, False
        return proposed_inner(task.due, self._holidays), task.due, True


def _day_of(ruling: Ruling | None) -> date | None:
    """回看日期; none after it was taken away."""
    day = ruling.decision.get("day") if ruling is not None and ruling.decision else None
    return date.fromisoformat(day) if day else None


def _date_ruling(ruling: Ruling | None) -> DateRuling | None:
    if ruling is None or not ruling.decision:
        return None
    decision: dict[str, Any] = ruling.decision
    inner, report = (date.fromisoformat(day) if (day := decision.get(name)) else None for name in ("inner", "report"))
    said = (decision.get(f"{name}_clock") for name in ("inner", "report"))
    inner_clock, report_clock = (time.fromisoformat(at) if at else None for at in said)
    proposes = bool(decision.get("proposed"))
    return DateRuling(
        inner, report, ruling.basis, ruling.decided_by, ruling.decided_at, proposes, inner_clock, report_clock,
        clocked="inner_clock" in decision,
    )  # fmt: skip


def _clocks(
    task: Task, ruling: DateRuling | None, inner: date | None, report: date | None
) -> tuple[time | None, time | None]:
    """The hours: as ruled, else the plan's own on the plan's own day."""
    own_inner, own_report = (task.clock if day == task.due else None for day in (inner, report))
    if ruling is None or not ruling.clocked:
        return own_inner, own_report
    return ruling.inner_clock, ruling.report_clock


def thresholds_of(reader: Reader) -> Thresholds:
    """The office's own thresholds of 临期 and 逾期."""
    usual = Thresholds()
    return Thresholds(int(settings.get(reader, NEAR, usual.near)), int(settings.get(reader, LATE, usual.late)))


def _own_plan(reader: Reader, campaign: Campaign) -> bool:
    said = rulings.standing(reader, ORIGIN, campaign_id=campaign.id).get(campaign.name)
    if said is not None:
        return bool(said.decision)
    return is_own_plan(campaign.outline.issuer, str(settings.get(reader, BUREAU, "")))


def evidence_file(desk: Desk, note: TaskNote, folder: Path) -> Path:
    """A copy of a kept file under the name it came by, to be looked at; the original stays untouched."""
    target = folder / Path(note.file).name
    target.write_bytes(desk.store.originals.read(note.original))
    return target
