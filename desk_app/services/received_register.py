"""收件登记: what came in, when, from whom, of what, as what, and who took it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import PurePosixPath

from desk_app.campaign.period import Period, parse_period
from desk_app.services.desk import Desk
from desk_app.services.send_back import NIL_BY_HAND
from desk_app.services.signing import DIFFERS, signed_at
from desk_app.services.type_records import TYPED
from desk_app.storage import campaigns, received, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.reader import Reader
from desk_app.storage.received import ReceivedFile, ReceivedPaper
from desk_app.storage.states import SubmissionState

ELECTRONIC, PAPER, BY_HAND, NIL_TOLD, SCANNED = "电子", "纸质", "手工录入", "登记", "扫描件"
UNKNOWN = "待认定"
_STATES = {
    SubmissionState.ACCEPTED: "已收",
    SubmissionState.NEEDS_REVIEW: "待核",
    SubmissionState.REJECTED: "打不开",
    SubmissionState.DUPLICATE: "重复",
    SubmissionState.NIL: "零报告",
    SubmissionState.SCAN: "盖章扫描件",
    SubmissionState.SENT_BACK: "退回修改",
    SubmissionState.SUPERSEDED: "已由重报替换",
}


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One thing that came in. ``way`` is how, ``state`` what became of it, ``taken_by`` who took it."""

    at: datetime
    unit: str
    form: str
    period: str
    file: str
    way: str
    state: str
    taken_by: str
    is_late: bool = False


def received_lines(
    desk: Desk,
    campaign: Campaign,
    *,
    period: Period | None = None,
    first: date | None = None,
    last: date | None = None,
) -> tuple[ReceivedLine, ...]:
    """Everything that came in, files and papers, in time; of one period or from one day to another where named.

    What came in one minute (the register tells no shorter time) stands in the bureau's order, then in annex order.
    """
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        forms = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
        wanted = None if period is None else period.code
        files = received.files(reader, campaign.id, wanted)
        papers = received.handed_in(reader, campaign.id)
        differing = _differing(reader, campaign, papers, wanted)
    lines = [
        ReceivedLine(
            one.received_at,
            names.get(one.unit_id or 0, UNKNOWN),
            forms.get(one.form_id or 0, UNKNOWN),
            _label(one.period),
            "" if one.file in {TYPED, NIL_BY_HAND} and not one.original else PurePosixPath(one.file).name,
            _way(one),
            _STATES[one.state],
            one.taken_by,
            one.is_late,
        )
        for one in files
    ]
    lines += [
        ReceivedLine(one.noted_at, names[one.unit_id], forms[one.form_id], _label(one.period), "", PAPER,
                     f"{one.state.value}（{DIFFERS}）" if one in differing else one.state.value, one.noted_by)
        for one in papers
        if wanted in (None, one.period)
    ]  # fmt: skip
    kept = [
        one for one in lines if (first is None or one.at.date() >= first) and (last is None or one.at.date() <= last)
    ]
    units = {name: place for place, name in enumerate(names.values())}
    annexes = {name: place for place, name in enumerate(dict.fromkeys(forms.values()))}

    def place_of(one: ReceivedLine) -> tuple[datetime, int, int, datetime]:
        minute = one.at.replace(second=0, microsecond=0)
        return minute, units.get(one.unit, len(units)), annexes.get(one.form, len(annexes)), one.at

    return tuple(sorted(kept, key=place_of))


def _differing(
    reader: Reader, campaign: Campaign, papers: Iterable[ReceivedPaper], period: str | None
) -> frozenset[ReceivedPaper]:
    """The papers, as they were noted last, whose data says something else by now."""
    newest = newest_ids(reader, campaign.id)
    signed = signed_at(reader, campaign, None if period is None else [period])
    differing = {(place, one.noted_at) for place, one in signed.items() if one.differs}
    return frozenset(
        one for one in papers if ((newest[one.form_id], one.unit_id, one.period), one.noted_at) in differing
    )


@lru_cache(maxsize=256)
def _label(code: str | None) -> str:
    return parse_period(code).label if code else UNKNOWN


def _way(one: ReceivedFile) -> str:
    if not one.original and one.file == NIL_BY_HAND:
        return NIL_TOLD
    if not one.original and one.file == TYPED:
        return BY_HAND
    return SCANNED if one.state is SubmissionState.SCAN else ELECTRONIC
