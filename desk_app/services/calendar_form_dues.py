"""报送时限 of a campaign's forms after its start: what holds, what the plan says, and a ruling with its basis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.calendar_days import long_day, short_day, until
from desk_app.campaign.deadlines import Deadline, State, find_deadlines, read_deadline
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.model import CampaignOutline
from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.services.calendar_due_change import FORM_DUE, change_due
from desk_app.services.calendar_due_rule import DueDay, Reading, due_days
from desk_app.services.desk import Desk, collected_forms
from desk_app.services.plan_form_asks import FormAsk, asks_of, names_a_day
from desk_app.services.plan_outline import clock_of, day_of
from desk_app.services.plan_page import PlanPage, page_of
from desk_app.services.task_board import holidays_of
from desk_app.storage import campaigns, collections, plan_drafts, rulings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.collections import Collection
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader
from desk_app.storage.rulings import Ruling

EVERY = "every"
"""In place of a period's code: all periods that are not 定稿."""


@dataclass(frozen=True, slots=True)
class PeriodDue:
    """The day of one period of a form with its basis; ``earlier`` are the days before, in words, the oldest first."""

    collection: Collection
    earlier: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The period's code."""
        return self.collection.period.code

    @property
    def label(self) -> str:
        """The period in words."""
        return self.collection.period.label

    @property
    def is_closed(self) -> bool:
        """Whether it is 定稿, so that its day is moved no more."""
        return self.collection.closed_at is not None

    @property
    def said(self) -> str:
        """The day in words; 时限待定 where there is none."""
        day = self.collection.due_on
        return f"{long_day(day)}{until(self.collection.due_clock)}" if day is not None else "时限待定"


@dataclass(frozen=True, slots=True)
class FormDue:
    """A collected form with the days of its periods, and the places of the plan that ask for it."""

    name: str
    annex: str
    rhythm: Rhythm
    periods: tuple[PeriodDue, ...]
    asks: tuple[FormAsk, ...] = ()

    @property
    def title(self) -> str:
        """附件3 大调研课题申报表."""
        return f"{self.annex} {self.name}".strip()

    @property
    def is_open(self) -> bool:
        """Whether a period that still can be has no day."""
        return any(one.collection.due_on is None and not one.is_closed for one in self.periods)


@dataclass(frozen=True, slots=True)
class DueSaid:
    """报送时限 as a person decided it: of which form and period (or `EVERY`), in which words, on what basis.

    ``onwards`` lets it hold from that period on.
    """

    form: str
    period: str
    text: str
    basis: str
    onwards: bool = False


@dataclass(frozen=True, slots=True)
class DueRuled:
    """What was kept: the changes, the periods' new days in words, and how lateness moved."""

    changes: ChangeSet
    days: tuple[str, ...]
    late: tuple[str, ...] = ()


def form_dues(desk: Desk, campaign: Campaign) -> tuple[FormDue, ...]:
    """Every collected form of a campaign in its order, with what the plan from which it was started says of each."""
    holidays = holidays_of(desk)
    with desk.store.read() as reader:
        known = collections.of_campaign(reader, campaign.id)
        ruled = rulings.every(reader, FORM_DUE, campaign_id=campaign.id)
        page, outline = _page(reader, campaign), campaigns.get(reader, campaign.id).outline
        forms = [one.definition for one in collected_forms(reader, campaign) if one.definition.owed]
    found = []
    for form in forms:
        mine = [PeriodDue(one, _earlier(ruled.get(str(one.id), ()))) for one in known if one.form == form.name]
        asks = asks_of(page, form, holidays) if page is not None else tuple(_outlined(outline, form, holidays))
        if mine and form.collected is not None:
            found.append(FormDue(form.name, form.annex, form.collected, tuple(mine), asks))
    return tuple(found)


def _page(reader: Reader, campaign: Campaign) -> PlanPage | None:
    heads = [one for one in plan_drafts.heads(reader) if one.campaign_id == campaign.id and not one.later]
    return page_of(reader, heads[0].id) if heads else None


def _earlier(decided: Sequence[Ruling]) -> tuple[str, ...]:
    return tuple(
        f"原{short_day(date.fromisoformat(one.decision['day']))}（{one.basis or '方案'}）"
        for one in decided[:-1]
        if one.decision.get("day")
    )


def _outlined(outline: CampaignOutline, form: FormDefinition, holidays: Holidays) -> Iterator[FormAsk]:
    """The same from a template, whose tasks and duties are all there is of a plan."""
    named = [(f"任务{one.number}", one.content, one.deadline) for one in outline.tasks]
    named += [("次数要求", one.content, one.deadline) for one in outline.quotas]
    named += [("定期工作", one.content, one.deadline) for one in outline.duties]
    for where, content, deadline in named:
        if _names(form, "".join(content.split())):
            yield from _timed(where, content, deadline, outline, holidays)


def _names(form: FormDefinition, text: str) -> bool:
    place = text.find(form.annex) if form.annex else -1
    return place >= 0 and not text[place + len(form.annex) :][:1].isdigit()


def _timed(where: str, content: str, deadline: str, outline: CampaignOutline, holidays: Holidays) -> Iterator[FormAsk]:
    within = (outline.start, outline.end)
    has_own = False
    for found in find_deadlines(content, outline.start, within, holidays):
        words, one = content[found.start : found.end], found.deadline
        if names_a_day(one, words):
            day, has_own = None if one.state is State.INVALID else day_of(one.end), True
            yield FormAsk(where, words, day, clock_of(one.end), _doubt(one), f"{where}写“{words}”")
    again = read_deadline(deadline, outline.start, within, holidays)
    if not has_own and names_a_day(again, deadline):
        yield FormAsk(where, deadline, None, None, _doubt(again), f"{where}写“{deadline}”")


def _doubt(deadline: Deadline) -> str:
    return "" if deadline.state is State.CLEAR else deadline.why


def days_said(form: FormDue, said: DueSaid, reading: Reading) -> tuple[str, ...]:
    """The day of each period by what is typed, in words; DeskError with how to write it."""
    periods = _chosen(form, said)
    days = due_days(said.text, [one.collection.period for one in periods], reading)
    return tuple(_said_of(form, one, days[one.code]) for one in periods)


def rule_due(desk: Desk, campaign: Campaign, said: DueSaid) -> DueRuled:
    """认定报送时限: let the day hold with its basis; 迟报 is weighed anew, the day before stays in the record.

    DeskError without a basis, for words that leave a doubt, and for a period that is 定稿.
    """
    basis = said.basis.strip()
    if not basis:
        raise DeskError("认定报送时限要写依据，如方案的原句、“局领导批示”“补充通知第2条”。")
    form, periods, days = _decided(desk, campaign, said)
    moved = [one for one in periods if _holds_not(one.collection, days[one.code], basis)]
    if not moved:
        raise DeskError(f"“{form.title}”的报送时限和依据本来就是这样，没有改动。")
    with desk.store.operation("认定报送时限", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = f"{form.title} {said.text.strip()}"[:30]
        weighed = [change_due(op, campaign, one.collection.id, days[one.code], basis) for one in moved]
    shown = tuple(_said_of(form, one, days[one.code]) for one in moved)
    return DueRuled(op.changes, shown, tuple(one.said for one in weighed if one.before != one.now))


def due_reading(desk: Desk, campaign: Campaign) -> Reading:
    """What a typed day is read against: today, or the campaign's first day outside its span."""
    with desk.store.read() as reader:
        outline = campaigns.get(reader, campaign.id).outline
    today = desk.clock().date()
    on = today if outline.start <= today <= outline.end else outline.start
    return Reading(on, (outline.start, outline.end), holidays_of(desk))


def _holds_not(one: Collection, due: DueDay, basis: str) -> bool:
    return (one.due_on, one.due_clock, one.due_basis) != (due.day, due.clock, basis)


def _decided(desk: Desk, campaign: Campaign, said: DueSaid) -> tuple[FormDue, tuple[PeriodDue, ...], dict[str, DueDay]]:
    form = next((one for one in form_dues(desk, campaign) if one.name == said.form), None)
    if form is None:
        raise DeskError(f"专项里没有要收的表“{said.form}”，请核对表名。")
    periods = _chosen(form, said)
    reading = due_reading(desk, campaign)
    return form, periods, dict(due_days(said.text, [one.collection.period for one in periods], reading))


def _chosen(form: FormDue, said: DueSaid) -> tuple[PeriodDue, ...]:
    codes = [one.code for one in form.periods]
    if said.period == EVERY:
        first, last = 0, len(codes)
    elif said.period in codes:
        first = codes.index(said.period)
        last = len(codes) if said.onwards else first + 1
    else:
        raise DeskError(f"“{form.title}”没有“{said.period}”这一期。")
    chosen = tuple(one for one in form.periods[first:last] if not one.is_closed)
    if not chosen:
        raise DeskError(f"“{form.title}”选的期次都已定稿，时限不再改动；要改的请先撤销定稿。")
    return chosen


def _said_of(form: FormDue, one: PeriodDue, due: DueDay) -> str:
    period = f"{one.label}：" if form.rhythm is not Rhythm.ONCE else ""
    return f"{period}{long_day(due.day)}{until(due.clock)}"
