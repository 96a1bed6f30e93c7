"""A form's day moves: the new one with its basis, every earlier one in the record, and who came late weighed anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from desk_app.services.calendar_due_rule import DueDay
from desk_app.storage import collections, rulings, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation

FORM_DUE = "form.due"
"""The kind of the rulings that keep each day of a form's period with its basis, earlier ones among them."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How many returns of a period there are, and how many of them came late before and come late now."""

    name: str
    returns: int
    before: int
    now: int

    @property
    def said(self) -> str:
        """In a sentence; empty where nothing was sent yet."""
        return f"{self.name}的迟报原{self.before}份，重算后{self.now}份" if self.returns else ""


def change_due(op: Operation, campaign: Campaign, collection: int, due: DueDay | None, basis: str) -> Weighed:
    """Set the day of a form's period, None for 时限待定; the day that held before stays with its own basis."""
    one = collections.get(op, collection)
    if str(one.id) not in rulings.standing(op, FORM_DUE, campaign_id=campaign.id):
        _note(op, campaign, one.id, one.due_on, one.due_clock, one.due_basis)
    day, clock = (due.day, due.clock) if due is not None else (None, None)
    collections.set_due(op, one.id, day, clock, basis)
    _note(op, campaign, one.id, day, clock, basis)
    last = collections.get(op, one.id).due_at
    mine = submissions.select_by(op, campaign.id, form_id=one.form_id, period=one.period.code)
    before = sum(each.is_late for each in mine)
    late = {each.id for each in mine if last is not None and each.received_at > last}
    for is_late in (True, False):
        ids = [each.id for each in mine if (each.id in late) is is_late]
        op.update_many("submission", ids, {"is_late": is_late})
    return Weighed(f"{one.form}（{one.period.label}）", len(mine), before, len(late))


def _note(op: Operation, campaign: Campaign, collection: int, day: date | None, clock: time | None, basis: str) -> None:
    decision = {"day": day and day.isoformat(), "clock": clock and clock.isoformat()}
    rulings.decide(op, kind=FORM_DUE, subject=str(collection), decision=decision, basis=basis, campaign_id=campaign.id)
