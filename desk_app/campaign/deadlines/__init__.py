"""时限: reads deadlines as official Chinese writes them; small, strict, never silently corrected."""

from desk_app.campaign.deadlines.finder import Found, find_deadlines
from desk_app.campaign.deadlines.reader import read_deadline
from desk_app.campaign.deadlines.value import Deadline, Kind, State

__all__ = ["Deadline", "Found", "Kind", "State", "find_deadlines", "read_deadline"]
