"""What a deadline is read against: the reference date, the campaign's span, the holiday table, an earlier date."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from desk_app.campaign.holidays import Holidays


@dataclass(frozen=True, slots=True)
class Frame:
    """``on`` is the reference date, ``within`` the campaign's span, ``earlier`` the last date before in the text."""

    on: date
    within: tuple[date, date] | None = None
    holidays: Holidays = field(default_factory=Holidays)
    earlier: date | None = None

    def after(self, day: date | None) -> Frame:
        """The frame for what stands behind a date."""
        return self if day is None else replace(self, earlier=day)
