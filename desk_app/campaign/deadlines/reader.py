"""The first door of the grammar: reads one expression."""

from __future__ import annotations

from datetime import date

from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.judge import judge
from desk_app.campaign.deadlines.scan import scan
from desk_app.campaign.deadlines.value import Deadline
from desk_app.campaign.deadlines.walk import read_atoms
from desk_app.campaign.holidays import Holidays


def read_deadline(
    text: str,
    on: date,
    within: tuple[date, date] | None = None,
    holidays: Holidays | None = None,
    *,
    earlier: date | None = None,
    years: tuple[date, date] | None = None,
    month: date | None = None,
) -> Deadline:
    """Read one expression, as it stands in a cell or on the command line; never raises, never corrects.

    ``on`` is the reference date, ``within`` the campaign's span; without ``holidays`` every day that needs the
    table is said to lack it. ``earlier`` is the nearest date before in the same section, which gives its year,
    ``years`` a stretch that tells years where there is no span, ``month`` the first day of the month that all is about.
    """
    frame = Frame(on, within, holidays or Holidays(), earlier, years, month=month)
    tokens = scan(text)
    return judge(text, tokens, list(read_atoms(tokens, frame)), frame)
