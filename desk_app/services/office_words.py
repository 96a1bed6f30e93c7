"""What the office says of itself on papers that go out: whom to call, and how long units usually have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.campaign.calendar_days import long_day
from desk_app.services.desk import Desk
from desk_app.storage import settings
from desk_app.storage.operations import Operation

_CONTACT, _DAYS = "contact", "slip.days"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """联系人 (name and telephone, as it is printed), and the days a unit has to mend a return, 0 for none set."""

    contact: str
    days: int


def office_words(desk: Desk) -> OfficeWords:
    """What was said last; at first the operator stands for the contact, and no term is proposed."""
    with desk.store.read() as reader:
        contact = settings.get(reader, _CONTACT)
        days = settings.get(reader, _DAYS, 0)
    return OfficeWords(str(contact) if contact is not None else desk.actor, int(days))


def keep_words(op: Operation, *, contact: str | None = None, days: int | None = None) -> None:
    """Remember what was said, for the next paper; only what differs is a change."""
    for key, value, default in ((_CONTACT, contact, None), (_DAYS, days, 0)):
        if value is not None and settings.get(op, key, default) != value:
            settings.put(op, key, value)


def proposed_day(today: date, days: int) -> date | None:
    """The day a unit has until, moved off a week-end; None where no term is set."""
    if days <= 0:
        return None
    day = today + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= _SATURDAY else day


def proposed_due(today: date, days: int) -> str:
    """The same as it is printed; empty where no term is set, to be filled in by hand."""
    day = proposed_day(today, days)
    return long_day(day) if day is not None else ""
