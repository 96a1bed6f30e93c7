"""签字盖章: which print a paper is, and 签字件与现有数据不符 as soon as the data says something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.paper_code import spaced
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.resubmission import CellChange, Comparison, compare, pair_rows
from desk_app.services.signing_content import ContentReader, PaperContent, from_structure
from desk_app.storage import campaigns, papers, prints, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.papers import PaperCopy
from desk_app.storage.prints import Place, Print
from desk_app.storage.reader import Reader
from desk_app.storage.states import PaperState

DIFFERS = "签字件与现有数据不符"
UNCOMPARED = "收到时还没有电子件，未能比对"
_CODE_ONLY = "这一稿不是在本机打印登记的，只知道识别码与现有数据不符，请对照纸面核对。"
_PARTLY = frozenset({PaperState.UNSIGNED, PaperState.UNSEALED})


@dataclass(frozen=True, slots=True)
class Signed:
    """The paper of one unit, form and period: its state, the print it is, when and by whom it was noted.

    ``revision`` is 0 where nothing had come in when it was noted, so that it can be held against nothing.
    ``differs`` where the data says something else now.
    """

    unit: str
    form: str
    period: Period
    state: PaperState
    revision: int
    code: str
    noted_at: datetime
    noted_by: str
    differs: bool = False

    @property
    def said(self) -> str:
        """第2稿（识别码 8F3K-Q2MX），2023年4月3日 王芳登记."""
        which = f"第{self.revision}稿（识别码 {spaced(self.code)}）" if self.revision else UNCOMPARED
        day = self.noted_at
        return f"{which}，{day.year}年{day.month}月{day.day}日 {self.noted_by}登记"


@dataclass(frozen=True, slots=True)
class Difference:
    """How the data differs from what was signed: cells, rows added and gone, ``why`` where cells cannot tell."""

    signed: Signed
    brief: str
    cells: tuple[CellChange, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    why: str = ""


def differing(desk: Desk, campaign: Campaign, periods: Iterable[str] | None = None) -> tuple[Signed, ...]:
    """签字件与现有数据不符: the noted papers (of some periods) whose data says something else by now."""
    return tuple(one for one in signed_papers(desk, campaign, periods) if one.differs)


def signed_papers(desk: Desk, campaign: Campaign, periods: Iterable[str] | None = None) -> tuple[Signed, ...]:
    """Every paper that is noted as more than 未交, by forms, periods and the bureau's order of units."""
    with desk.store.read() as reader:
        found = signed_at(reader, campaign, periods)
        forms = {one.name: one.position for one in campaigns.forms_of(reader, campaign.id)}
        order = {name: place for place, name in enumerate(roster.unit_ids(reader))}
    return tuple(
        sorted(found.values(), key=lambda one: (forms[one.form], one.period.sort_key(), order.get(one.unit, 0)))
    )


def signed_at(reader: Reader, campaign: Campaign, periods: Iterable[str] | None = None) -> dict[Place, Signed]:
    """The same by place, within a view of the data that stands."""
    wanted = None if periods is None else set(periods)
    noted = [
        one
        for one in papers.of_campaign(reader, campaign.id)
        if one.state is not PaperState.MISSING and (wanted is None or one.period in wanted)
    ]
    if not noted:
        return {}
    content = ContentReader(reader, campaign, tuple({one.period for one in noted}))
    known = prints.get_many(reader, [one.print_id for one in noted if one.print_id is not None], whole=False)
    names = roster.unit_names(reader)
    found = {}
    for one in noted:
        place = content.place(one.form_id, one.unit_id, one.period)
        found[place] = _signed(content, place, one, known.get(one.print_id or 0), names[one.unit_id])
    return found


def _signed(content: ContentReader, place: Place, one: PaperCopy, print_: Print | None, unit: str) -> Signed:
    form, period = content.newest_of(one.form_id).name, parse_period(one.period)
    if print_ is None:
        return Signed(unit, form, period, one.state, 0, "", one.noted_at, one.noted_by)
    differs = not is_still(content, place, print_)
    return Signed(unit, form, period, one.state, print_.revision, print_.code, one.noted_at, one.noted_by, differs)


def is_still(content: ContentReader, place: Place, print_: Print) -> bool:
    """Whether the data at a place says what a print says; equal rows are known by their marks and not read."""
    if print_.digests and print_.digests == content.mark(place):
        return True
    now = content.now(place)
    return now is not None and content.code(place, now) == print_.code


def differing_places(desk: Desk, campaign: Campaign, places: Iterable[Place]) -> frozenset[Place]:
    """Those of some places whose noted paper says something else than the data; cheap where no paper is noted."""
    with desk.store.read() as reader:
        return frozenset(place for place in places if _differs_at(reader, campaign, place))


def _differs_at(reader: Reader, campaign: Campaign, place: Place) -> bool:
    noted = papers.at_place(reader, *place)
    if noted is None or noted.state is PaperState.MISSING or noted.print_id is None:
        return False
    print_ = prints.get_many(reader, [noted.print_id], whole=False).get(noted.print_id)
    content = ContentReader(reader, campaign, (place[2],), (place[1],))
    return print_ is not None and not is_still(content, content.place(*place), print_)


def difference(desk: Desk, campaign: Campaign, unit: str, form: str, period: Period) -> Difference:
    """Which cells differ between the paper that was signed and the data; DeskError where no paper is noted there."""
    with desk.store.read() as reader:
        stored = campaigns.find_form(reader, campaign.id, form)
        unit_id = roster.unit_ids(reader).get(unit)
        noted = None if unit_id is None else papers.at_place(reader, stored.id, unit_id, period.code)
        if noted is None or noted.state is PaperState.MISSING:
            raise DeskError(f"{unit}{period.label}的{stored.name}还没有登记纸质件，没有可比对的。")
        content = ContentReader(reader, campaign, (period.code,), (noted.unit_id,))
        place = content.place(noted.form_id, noted.unit_id, noted.period)
        print_ = prints.get_many(reader, [noted.print_id]).get(noted.print_id) if noted.print_id else None
        signed = _signed(content, place, noted, print_, unit)
        return _difference(content, place, signed, print_)


def _difference(content: ContentReader, place: Place, signed: Signed, print_: Print | None) -> Difference:
    if not signed.differs or print_ is None:
        return Difference(signed, "与现有数据一致" if print_ is not None else UNCOMPARED)
    if print_.content is None:
        return Difference(signed, "内容有改动", why=_CODE_ONLY)
    before, now = from_structure(print_.content), content.now(place)
    if now is None:
        return Difference(signed, "电子件已撤回或退回", removed=tuple(map(_told, before.rows)), why="现在没有电子件。")
    definition = content.definition(place)
    compared = compare(definition, before.rows, now.rows)
    pairs = pair_rows(definition, before.rows, now.rows)
    added = tuple(_told(now.rows[one.after]) for one in pairs if one.before is None and one.after is not None)
    removed = tuple(_told(before.rows[one.before]) for one in pairs if one.after is None and one.before is not None)
    return Difference(signed, compared.in_brief(), compared.changed, added, removed, _why(before, now, compared))


def _why(before: PaperContent, now: PaperContent, compared: Comparison) -> str:
    if dict(before.headings) != dict(now.headings):
        return "签字后表样改过栏目。"
    return "" if not compared.equal else "栏目或格式有改动。"


def _told(row: Mapping[str, str]) -> str:
    return "　".join(text for text in row.values() if text)


def note_paper(
    op: Operation,
    campaign: Campaign,
    place: Place,
    state: PaperState,
    *,
    submission_id: int | None = None,
    print_id: int | None = None,
    content: ContentReader | None = None,
) -> int:
    """登记签字盖章 with the print that it is: the one named, else the data as it stands; the paper's id.

    A paper that came without its seal or signature and is complete now is still the print it was. ``content`` is
    given where many are noted, so that what they share is read once.
    """
    form_id, unit_id, period = place
    known = papers.at_place(op, form_id, unit_id, period)
    if state is PaperState.MISSING:
        print_id = None
    elif print_id is None and known is not None and known.state in _PARTLY and known.state is not state:
        print_id = known.print_id
    elif print_id is None:
        new = (content or ContentReader(op, campaign, (period,), (unit_id,))).as_print(place)
        print_id = None if new is None else prints.keep(op, new, printed=False)
    return papers.note(op, campaign_id=campaign.id, form_id=form_id, unit_id=unit_id, period=period, state=state,
                       submission_id=submission_id, print_id=print_id)  # fmt: skip
