"""退回修改单: the returns that went back, unit by unit, with what each unit is told and was told before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from desk_app.campaign.period import Period, parse_period
from desk_app.campaign.roster import Roster
from desk_app.exporting.slip_paper import SlipLetter, SlipLine, SlipPart
from desk_app.forms.reading import CheckContext
from desk_app.problems import DeskError
from desk_app.services.corrections import corrections_of
from desk_app.services.desk import Desk
from desk_app.services.open_return import OpenedReturn
from desk_app.services.placing import place_problems
from desk_app.services.slip_faults import PlacedFault, faults_of, told_before
from desk_app.services.type_records import is_typed
from desk_app.storage import campaigns, outgoing, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.outgoing import Slip
from desk_app.storage.reader import Reader
from desk_app.storage.states import CURRENT_STATES, RecordState, SubmissionState
from desk_app.storage.submissions import Submission

Slot = tuple[int | None, int | None, str | None]


@dataclass(frozen=True, slots=True)
class SentBack:
    """One return that stands sent back, with all its unit must mend, and the slips that its place has had.

    ``slips`` are those of this very return, ``former`` what the last slip of an earlier return at its place said.
    """

    opened: OpenedReturn
    faults: tuple[PlacedFault, ...]
    slips: tuple[Slip, ...] = ()
    former: Slip | None = None
    times: int = 1

    @property
    def id(self) -> int:
        """Its 来表号."""
        return self.opened.submission.id

    @property
    def unit(self) -> str:
        """Whose it is."""
        return self.opened.unit

    @property
    def form(self) -> str:
        """The form's annex mark and short title."""
        form = self.opened.form
        return f"{form.annex} {form.name}".strip() if form else ""

    @property
    def file(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.opened.submission.file).name

    @property
    def slipped_at(self) -> datetime | None:
        """When its last slip was written, None for never."""
        return self.slips[-1].made_at if self.slips else None

    @property
    def again(self) -> str:
        """What became of the former slip's faults; empty the first time."""
        if self.former is None:
            return ""
        mine = [one.fault for one in self.faults]
        left = told_before(mine, self.former.faults)
        said = [f"第{self.times}次退回", f"上次指出{len(self.former.faults)}处"]
        said.append(f"已改{len(self.former.faults) - left}处" if left else "都已改正")
        if left:
            said.append(f"仍有{left}处未改")
        if len(mine) > left:
            said.append(f"另有{len(mine) - left}处是新出现的")
        return "，".join(said)


@dataclass(frozen=True, slots=True)
class SlipPage:
    """All that stands sent back, in the bureau's order, and in sentences what can have no slip yet."""

    returns: tuple[SentBack, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipTerms:
    """How slips are written: until when in words (empty: by hand), whom to call, whether with marked copies."""

    due: str = ""
    contact: str = ""
    marked: bool = True


def slip_page(
    desk: Desk,
    campaign: Campaign,
    *,
    period: Period | None = None,
    unit: str | None = None,
    ids: Iterable[int] | None = None,
) -> SlipPage:
    """The returns that stand sent back, narrowed by period, unit or 来表号.

    A return that a later one has taken the place of, or waits to, is not sent back any more.
    """
    with desk.store.read() as reader:
        return page_within(reader, campaign, period=period, unit=unit, ids=ids)


def page_within(
    reader: Reader,
    campaign: Campaign,
    *,
    period: Period | None = None,
    unit: str | None = None,
    ids: Iterable[int] | None = None,
) -> SlipPage:
    """The same as a step that is under way sees it."""
    units = roster.load(reader)
    known = units.match(unit).unit if unit else None
    if unit and known is None:
        raise DeskError(f"名册中没有“{unit}”这家单位，请用名册中的名称。")
    chosen, open_ones = _standing_back(reader, campaign)
    slips = outgoing.slips_of(reader, campaign.id)
    newest = newest_ids(reader, campaign.id)
    slots = {one.id: _slot(one, newest) for one in submissions.select_by(reader, campaign.id)}
    wanted = None if ids is None else set(ids)
    open_one = _Opening(reader, campaign, units)
    found = [
        _sent_back(open_one.open(one), slips, slots)
        for one in chosen
        if (wanted is None or one.id in wanted)
        and (period is None or one.period == period.code)
        and (known is None or open_one.unit_of(one) == known)
    ]
    left_out = [
        f"“{one.file}”还不知道是哪家单位、哪张表或哪一期，没有写退回修改单；请先在“收表”里指定。"
        for one in open_ones
        if (wanted is None or one.id in wanted) and known is None and period is None
    ]
    found.sort(key=lambda one: (units.order_of(one.unit), one.id))
    return SlipPage(tuple(found), tuple(left_out))


class _Opening:
    """Opens many returns as slips need them, what they share read once."""

    def __init__(self, reader: Reader, campaign: Campaign, units: Roster) -> None:
        self._reader, self._units = reader, units
        self._span = (campaign.outline.start, campaign.outline.end)
        self._names = roster.unit_names(reader)
        self._forms = {one.id: one.definition for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}

    def unit_of(self, one: Submission) -> str:
        """Whose a return is."""
        return self._names.get(one.unit_id or 0, "")

    def open(self, one: Submission) -> OpenedReturn:
        """The return with its rows and each problem at its place."""
        rows = tuple(
            row for row in records.of_submission(self._reader, one.id) if row.state is not RecordState.WITHDRAWN
        )
        period = parse_period(one.period) if one.period else None
        form = self._forms[one.form_id or 0]
        placed = place_problems(form, rows, one.problems, CheckContext(period, self._span, self._units))
        corrections = corrections_of(self._reader, form, rows)
        return OpenedReturn(one, self.unit_of(one), form, period, rows, tuple(placed), corrections=corrections)


def _standing_back(reader: Reader, campaign: Campaign) -> tuple[list[Submission], list[Submission]]:
    """The returns that went back and are the last at their place, and those whose place is not known."""
    newest = newest_ids(reader, campaign.id)
    latest: dict[Slot, Submission] = {}
    unknown = []
    for one in submissions.select_by(reader, campaign.id, states=CURRENT_STATES):
        slot = _slot(one, newest)
        if None in slot:
            unknown.append(one)
        elif not is_typed(one) and one.id >= latest.get(slot, one).id:
            latest[slot] = one
    back = SubmissionState.SENT_BACK
    return [one for one in latest.values() if one.state is back], [one for one in unknown if one.state is back]


def _slot(one: Submission, newest: Mapping[int, int]) -> Slot:
    """The place of a return, its form by the newest version."""
    return (newest.get(one.form_id or 0), one.unit_id, one.period)


def _sent_back(opened: OpenedReturn, slips: Sequence[Slip], slots: Mapping[int, Slot]) -> SentBack:
    one = opened.submission
    mine = tuple(slip for slip in slips if slip.submission_id == one.id)
    others = [slip for slip in slips if slip.submission_id < one.id and slots.get(slip.submission_id) == slots[one.id]]
    before = {slip.submission_id for slip in others}
    return SentBack(opened, faults_of(opened), mine, others[-1] if others else None, len(before) + 1)


def letters_of(
    desk: Desk, campaign: Campaign, returns: Sequence[SentBack], terms: SlipTerms, marked: Iterable[str] = ()
) -> list[SlipLetter]:
    """A letter a unit, its returns in annex order; ``marked`` are the units that get a marked copy with it."""
    by_unit: dict[str, list[SentBack]] = {}
    for one in returns:
        by_unit.setdefault(one.unit, []).append(one)
    with_copy = set(marked)
    return [
        SlipLetter(
            campaign.name,
            unit,
            tuple(_part(one) for one in mine),
            desk.clock().date(),
            terms.due,
            terms.contact,
            desk.bureau,
            unit in with_copy,
        )
        for unit, mine in by_unit.items()
    ]


def _part(one: SentBack) -> SlipPart:
    period = one.opened.period
    label = period.label if period is not None and period.start is not None else ""
    lines = [
        SlipLine(fault.place, fault.heading, fault.stands, fault.wrong, fault.remedy)
        for fault in (placed.fault for placed in one.faults)
    ]
    return SlipPart(one.form, label, one.file, tuple(lines), one.again)
