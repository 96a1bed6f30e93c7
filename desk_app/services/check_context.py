"""What the rows of a return are checked against."""

from __future__ import annotations

from desk_app.campaign.period import parse_period
from desk_app.forms.reading import CheckContext
from desk_app.storage import roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader
from desk_app.storage.submissions import Submission


def context_of(reader: Reader, campaign: Campaign, one: Submission) -> CheckContext:
    """What the rows of a return are checked against."""
    period = parse_period(one.period) if one.period else None
    return CheckContext(period, (campaign.outline.start, campaign.outline.end), roster.load(reader))
