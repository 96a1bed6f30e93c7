"""What a deadline is read against: the reference date, the campaign's span, the holiday table, an earlier date."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from desk_app.campaign.holidays import Holidays


@dataclass(frozen=True, slots=True)
class Frame:
    """``on`` is the reference date, ``within`` the campaign's span, ``earlier`` the last date before in the text.

    ``years`` is a stretch that only tells years (the phases of a plan that states no span); ``beside`` is set when the
    earlier date stands in the same text with its year, which then goes before the span, ``inferred`` when its own year
    was only reckoned. ``base`` is the last date with a year in figures, from which 次年 counts;
    ``month`` the first day of the one month that the paper is about, to which its bare days belong.
    """

    on: date
    within: tuple[date, date] | None = None
    holidays: Holidays = field(default_factory=Holidays)
    earlier: date | None = None
    years: tuple[date, date] | None = None
    beside: bool = False
    inferred: bool = False
    base: date | None = None
    month: date | None = None

    def after(self, day: date | None, *, written: bool = True, counted: bool = False) -> Frame:
        """The frame for what stands behind a date; ``written`` is False where its year was only reckoned.

        ``counted`` is set where its year was itself counted from another (次年).
        """
        if day is None:
            return self
        inferred = not written and (self.earlier is None or self.inferred)
        base = self.base or self.earlier if counted or not written else day
        return replace(self, earlier=day, beside=written or self.beside, inferred=inferred, base=base)
