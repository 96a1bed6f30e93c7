"""再出空表: a unit that has lost its blanks gets those it still owes once more, whatever period they belong to."""

from __future__ import annotations

from pathlib import Path

from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.services.produce import Made, write_blanks
from desk_app.services.standing import NOT_IN, SENT_BACK
from desk_app.services.unit_page import unit_page
from desk_app.storage.campaigns import Campaign

_OWED = frozenset({NOT_IN, SENT_BACK})


def reissue_blanks(desk: Desk, campaign: Campaign, unit: str, out: Path, progress: Progress) -> Made:
    """Write the blanks of what a unit still owes into a folder; where it owes nothing, those of every form's 本期."""
    page = unit_page(desk, campaign, unit)
    owed = [] if page is None else [(one.form, one.period) for one in page.returns if one.state in _OWED]
    if not owed:
        return write_blanks(desk, campaign, out, unit=unit, progress=progress)
    files: list[Path] = []
    for place, (form, period) in enumerate(owed):
        progress.step(place, len(owed), f"{period.label}{form}")
        files += write_blanks(desk, campaign, out, form_said=form, unit=unit, period=period).files
    return Made(tuple(files))
