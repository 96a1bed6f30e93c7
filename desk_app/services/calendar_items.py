"""日历: what falls due between two days, each with its source; days off are told and an earlier day is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from desk_app.campaign.calendar_days import offer_text, short_day, until
from desk_app.campaign.calendar_rhythm import parse_recurrence, rhythm_word
from desk_app.campaign.duties import Duty, Quota, times_text
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.model import CampaignOutline
from desk_app.campaign.tasks import Mark, TaskState, Thresholds, mark_of, split_units, task_title
from desk_app.problems import DeskError
from desk_app.services.calendar_due_change import FORM_DUE
from desk_app.services.chasing import AWAITED, promised_lines
from desk_app.services.desk import Desk
from desk_app.services.standing import OVERDUE, FormStanding, standing_of_periods
from desk_app.services.task_board import TaskBoard, TaskLine, holidays_of, task_board
from desk_app.storage import collections, rulings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.collections import Collection
from desk_app.storage.rulings import Ruling

_COUNTED = re.compile(r"\d+\s*次")
_LONGEST_SPAN = 366 * 20


class ItemKind(StrEnum):
    """What falls on a day."""

    TASK = "task"
    REPORT = "report"
    FORM = "form"
    PHASE_BEGIN = "phase_begin"
    PHASE_END = "phase_end"
    DUTY = "duty"
    QUOTA = "quota"
    REVIEW = "review"
    PROMISE = "promise"

    @property
    def label(self) -> str:
        """The word for it."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    ItemKind.TASK: "任务",
    ItemKind.REPORT: "上报",
    ItemKind.FORM: "报表",
    ItemKind.PHASE_BEGIN: "阶段开始",
    ItemKind.PHASE_END: "阶段结束",
    ItemKind.DUTY: "定期工作",
    ItemKind.QUOTA: "次数要求",
    ItemKind.REVIEW: "回看",
    ItemKind.PROMISE: "承诺",
}
_NO_DUE = frozenset({ItemKind.PHASE_BEGIN, ItemKind.PHASE_END, ItemKind.REVIEW, ItemKind.PROMISE})


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on one day. ``state`` and ``mark`` are words; ``offer`` an earlier day, never taken unasked.

    ``source`` says where it comes from; ``key`` names the task, ``form`` the form where it is one; ``clock`` is the
    hour where one is written. What is ``daily`` clashes with nothing.
    """

    day: date
    kind: ItemKind
    title: str
    units: tuple[str, ...] = ()
    state: str = ""
    mark: Mark = Mark.NONE
    offer: str = ""
    source: str = ""
    key: str = ""
    clock: time | None = None
    daily: bool = False
    form: str = ""

    @property
    def is_due(self) -> bool:
        """Whether something is owed on this day; the ends of stages, 回看 and units' promises only mark it."""
        return self.kind not in _NO_DUE

    @property
    def is_kept(self) -> bool:
        """Whether it belongs into a calendar of one's own: what is due, and 回看."""
        return self.is_due or self.kind is ItemKind.REVIEW

    @property
    def until(self) -> str:
        """12:00前; empty for a mere day."""
        return until(self.clock)


def calendar_items(desk: Desk, campaign: Campaign, first: date, last: date) -> tuple[CalendarItem, ...]:
    """What falls due from one day to another, in the order of days; DeskError for a span that is none."""
    if first > last:
        raise DeskError("起日不能晚于止日。")
    if (last - first).days > _LONGEST_SPAN:
        raise DeskError("起止相隔太长，请缩短到20年以内。")
    holidays = holidays_of(desk)
    return items_of(desk, task_board(desk, campaign, holidays), first, last, holidays)


def items_of(desk: Desk, board: TaskBoard, first: date, last: date, holidays: Holidays) -> tuple[CalendarItem, ...]:
    """The same from a board that was read already."""
    found = [
        *_phases(board.outline),
        *_tasks(board, holidays),
        *_forms(desk, board, first, last, holidays),
        *_duties(board, first, last, holidays),
        *_promises(desk, board, first, last),
        *(_quota(board, quota, holidays) for quota in board.outline.quotas if quota.end and not quota.doubt),
    ]
    order = {kind: place for place, kind in enumerate(ItemKind)}
    within = [_still_offered(one, board) for one in found if first <= one.day <= last]
    return tuple(sorted(within, key=lambda one: (one.day, order[one.kind])))


def _still_offered(item: CalendarItem, board: TaskBoard) -> CalendarItem:
    """Without the offer of an earlier day where the day is past, or nothing is asked any more."""
    return replace(item, offer="") if item.offer and (board.ended or item.day < board.today) else item


def _phases(outline: CampaignOutline) -> Iterator[CalendarItem]:
    for phase in outline.phases:
        if phase.doubt:
            continue
        begin, end = phase.within(outline.start, outline.end)
        note = "（方案未写明，按专项起止计）"
        begin_note, end_note = note if phase.open_start else "", note if phase.open_end else ""
        name = f"{phase.name.removesuffix('阶段')}阶段"
        yield CalendarItem(begin, ItemKind.PHASE_BEGIN, f"{name}开始{begin_note}", source=phase.text)
        yield CalendarItem(end, ItemKind.PHASE_END, f"{name}结束{end_note}", source=phase.text)


def _tasks(board: TaskBoard, holidays: Holidays) -> Iterator[CalendarItem]:
    for line in board.lines:
        if line.inner is not None:
            yield _task_item(line, line.inner, ItemKind.TASK, line.mark, line.inner_clock, holidays)
        if line.report is not None:
            clock = line.report_clock
            mark = mark_of(line.state, line.report, board.now, board.thresholds, clock)
            yield _task_item(line, line.report, ItemKind.REPORT, Mark.NONE if board.ended else mark, clock, holidays)
        if line.review is not None and line.can_be_reviewed:
            yield CalendarItem(
                line.review, ItemKind.REVIEW, task_title(line.task), line.owing, line.state.value, key=line.key
            )


def _task_item(
    line: TaskLine, day: date, kind: ItemKind, mark: Mark, clock: time | None, holidays: Holidays
) -> CalendarItem:
    state, offer = line.state.value, "" if line.state is TaskState.DONE else offer_text(day, holidays)
    source = (
        f"任务清单{line.task.number}：{line.task.deadline}" if line.task.deadline else f"任务清单{line.task.number}"
    )
    inner = "" if line.report is None or kind is ItemKind.REPORT else f"（局内时限{'，拟' if line.proposed else ''}）"
    title = f"{task_title(line.task)}{inner}"
    return CalendarItem(day, kind, title, line.owing, state, mark, offer, source, line.key, clock)


def _forms(desk: Desk, board: TaskBoard, first: date, last: date, holidays: Holidays) -> Iterator[CalendarItem]:
    with desk.store.read() as reader:
        dues = [
            one
            for one in collections.of_campaign(reader, board.campaign.id)
            if one.due_on is not None and first <= one.due_on <= last
        ]
        earlier = rulings.every(reader, FORM_DUE, campaign_id=board.campaign.id)
    standings = _standings(desk, board.campaign, dues)
    for one in dues:
        if one.due_on is not None:
            item = _form_item(one, one.due_on, standings.get((one.form, one.period.code)), board, holidays)
            yield replace(item, source=_with_earlier(item.source, earlier.get(str(one.id), ())))


def _with_earlier(basis: str, decided: tuple[Ruling, ...]) -> str:
    """The basis of a form's day, and the days that held before it with theirs."""
    told = [
        f"原{short_day(date.fromisoformat(one.decision['day']))}（{one.basis or '方案'}）"
        for one in decided[:-1]
        if one.decision.get("day")
    ]
    return "；".join(part for part in (basis, *told) if part)


def _standings(desk: Desk, campaign: Campaign, dues: list[Collection]) -> dict[tuple[str, str], FormStanding]:
    """Where the returns stand, period by period; nothing while there is no roster."""
    if not desk.known_units():
        return {}
    periods = {one.period.code: one.period for one in dues}.values()
    return {(one.form.name, one.period.code): one for one in standing_of_periods(desk, campaign, periods)}


def _form_item(
    one: Collection, day: date, standing: FormStanding | None, board: TaskBoard, holidays: Holidays
) -> CalendarItem:
    missing = standing.missing if standing else ()
    owed = standing is not None and standing.form.definition.owed
    state = "" if standing is None or not owed else f"未报{len(missing)}家" if missing else "已收齐"
    if board.ended:
        state, missing = "", ()
    mark = Mark.NONE
    if missing and owed and one.closed_at is None:
        is_late = any(unit.late == OVERDUE for unit in missing)
        near = Thresholds(board.thresholds.near, 0)
        mark = Mark.LATE if is_late else mark_of(TaskState.UNDER_WAY, day, board.now, near)
    units = tuple(unit.unit for unit in missing) if owed else ()
    period = f"（{one.period.label}）" if one.period.start else ""
    offer = offer_text(day, holidays) if missing else ""
    title, clock = f"{one.form}{period}", one.due_clock
    return CalendarItem(day, ItemKind.FORM, title, units, state, mark, offer, one.due_basis, clock=clock, form=one.form)


def _promises(desk: Desk, board: TaskBoard, first: date, last: date) -> Iterator[CalendarItem]:
    """What units have promised for a day: 承诺今日报送 on the day itself; never a mark, for it is no deadline."""
    for one in () if board.ended else promised_lines(desk, board.campaign, first, last):
        day = one.kept.promised_on
        if day is not None:
            today = one.outcome == AWAITED and day == board.today
            state = "承诺今日报送" if today else one.outcome
            source = f"催报记录：{short_day(one.kept.chased_at.date())}{one.kept.way.value}"
            title = f"{one.unit}报{one.about}"
            yield CalendarItem(day, ItemKind.PROMISE, title, (), state, source=source, clock=one.kept.promised_clock)


def _duties(board: TaskBoard, first: date, last: date, holidays: Holidays) -> Iterator[CalendarItem]:
    outline = board.outline
    for duty in outline.duties:
        recurrence = parse_recurrence(duty.recurrence)
        if recurrence is None or duty.doubt:
            continue
        daily = recurrence.frequency == "DAILY"
        begin, end = duty.start or outline.start, duty.end or outline.end
        title, units = duty_title(duty), board.classes.owing(split_units(duty.who))
        for day in recurrence.days(max(first, begin), min(last, end), begin):
            offer = "" if daily else offer_text(day, holidays)
            yield CalendarItem(day, ItemKind.DUTY, title, units, offer=offer, source=duty.deadline, daily=daily)


def duty_title(duty: Duty) -> str:
    """What comes again, with its rhythm and how often, where its own words do not say so already."""
    words, rhythm = duty.content.rstrip("。；"), rhythm_word(duty.recurrence)
    times = times_text(duty.min_count, duty.max_count)
    said = f"（{times}）" if times and not _COUNTED.search(words) else ""
    return f"{words}{said}" if rhythm in words else f"{rhythm}：{words}{said}"


def _quota(board: TaskBoard, quota: Quota, holidays: Holidays) -> CalendarItem:
    day = quota.end or date.min
    units = board.classes.owing(split_units(quota.who))
    offer = offer_text(day, holidays)
    return CalendarItem(day, ItemKind.QUOTA, quota_title(quota), units, offer=offer, source=quota.deadline)


def quota_title(quota: Quota) -> str:
    """What is asked so many times, with how often of whom."""
    words = quota.content.rstrip("。；")
    return f"{words}（{quota.per.label}{times_text(quota.min_count, quota.max_count)}）"


def item_line(item: CalendarItem) -> str:
    """One thing in words, without its day."""
    tail = "，".join(part for part in (item.state, item.mark.value, item.offer) if part)
    units = f"（{'、'.join(item.units)}）" if item.units else ""
    return f"{item.kind.label}　{item.title}{units}" + (f"　{tail}" if tail else "")


def day_words(day: date, items: tuple[CalendarItem, ...]) -> str:
    """What a screen reader says of a day: 3月31日，2项到期，1项逾期."""
    due = [one for one in items if one.is_due]
    parts = [short_day(day)]
    if due:
        parts.append(f"{len(due)}项到期")
    parts += [f"{count}项{mark.value}" for mark in (Mark.LATE, Mark.NEAR) if (count := _count(due, mark))]
    parts += [one.title for one in items if one.kind in (ItemKind.PHASE_BEGIN, ItemKind.PHASE_END)]
    reviews = sum(one.kind is ItemKind.REVIEW for one in items)
    parts += [f"{reviews}项回看"] if reviews else []
    return "，".join(parts)


def _count(items: list[CalendarItem], mark: Mark) -> int:
    return sum(one.mark is mark for one in items)
