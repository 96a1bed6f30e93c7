"""定稿 and 撤销定稿: a period's figures frozen with their rows, and opened again only with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.services.closing_checks import ClosePoint, close_points
from desk_app.services.closing_freeze import FormToClose, Freezing, tables_of
from desk_app.services.closing_overtaken import Overtaken, overtaken
from desk_app.services.desk import Desk
from desk_app.services.figure_times import late_rule_of
from desk_app.services.tally import closed_by_place, tally_of
from desk_app.storage import closings, collections
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing
from desk_app.storage.operations import ChangeSet

__all__ = ["ClosePoint", "Closing", "ClosingState", "close_period", "closing_state", "reopen_period"]


@dataclass(frozen=True, slots=True)
class ClosingState:
    """Where a period stands: the closings that hold, the forms still open, and what is open before they are closed.

    ``overtaken`` are closings, of this period or later, whose 累计 an earlier period no longer bears out.
    """

    period: Period
    closed: tuple[Closing, ...]
    open_forms: tuple[str, ...]
    points: tuple[ClosePoint, ...]
    overtaken: tuple[Overtaken, ...] = ()


def closing_state(
    desk: Desk, campaign: Campaign, period: Period, forms: Sequence[str] = (), *, checks: bool = True
) -> ClosingState:
    """What is closed of a period and, for what is not, the points to look at first; of some forms where named."""
    open_forms = [one.form for one in _to_close(desk, campaign, period, forms) if not one.is_quoted]
    with desk.store.read() as reader:
        known = closings.of_campaign(reader, campaign.id, period=period.code, standing=True)
    mine = tuple(one for one in known if not one.is_quoted and (not forms or one.form in forms))
    points = close_points(desk, campaign, period, open_forms) if checks and open_forms else ()
    return ClosingState(period, mine, tuple(open_forms), points, overtaken_by(desk, campaign, period, forms))


def overtaken_by(desk: Desk, campaign: Campaign, period: Period, forms: Sequence[str] = ()) -> tuple[Overtaken, ...]:
    """The overtaken closings that a period has to do with: its own, and later ones that it overtook."""
    return tuple(
        one
        for one in overtaken(desk, campaign)
        if (one.closing.period == period or period in one.since) and (not forms or one.closing.form in forms)
    )


def close_period(desk: Desk, campaign: Campaign, period: Period, forms: Sequence[str] = ()) -> tuple[Closing, ...]:
    """Freeze the open forms of a period, or only some; all of it or nothing. DeskError when none is open.

    With all forms of the period closed, the figures of forms collected otherwise are kept as that period's page quotes
    them. What was known to be open is kept with the figures.
    """
    with desk.store.operation("定稿", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        wanted = _to_close(desk, campaign, period, forms)
        own = [one for one in wanted if not one.is_quoted]
        if not own:
            raise DeskError(_nothing_open(desk, campaign, period))
        points = tuple(one.text for one in close_points(desk, campaign, period, [one.form for one in own]))
        rule = late_rule_of(op, campaign).value
        freezing = Freezing(op, desk, campaign, tables_of(desk, campaign, period), tally_of(desk, campaign, period))
        made = [freezing.keep(one, rule, () if one.is_quoted else points) for one in wanted]
        op.summary = f"{period.label}：{'、'.join(one.form for one in own)}"
    with desk.store.read() as reader:
        kept = [closings.get(reader, closing_id) for closing_id in made]
    return tuple(one for one in kept if not one.is_quoted)


def _to_close(desk: Desk, campaign: Campaign, period: Period, forms: Sequence[str]) -> list[FormToClose]:
    tallies = tally_of(desk, campaign, period)
    known = {one.form.name: one for one in tallies}
    for name in forms:
        if name not in known or not known[name].is_owed:
            names = "、".join(one.form.name for one in tallies if one.is_owed) or "（无）"
            raise DeskError(f"{period.label}没有“{name}”这张表可以定稿，这一期的表有：{names}。")
    wanted = [
        FormToClose(one.form.name, is_quoted=False)
        for one in tallies
        if one.closing is None and one.is_owed and (not forms or one.form.name in forms)
    ]
    left = {one.form.name for one in tallies if one.closing is None and one.is_owed} - {one.form for one in wanted}
    if left:
        return wanted
    return wanted + [
        FormToClose(one.form.name, is_quoted=True) for one in tallies if not one.is_owed and one.closing is None
    ]


def _nothing_open(desk: Desk, campaign: Campaign, period: Period) -> str:
    with desk.store.read() as reader:
        closed = [place for place in closed_by_place(reader, campaign) if place[1] == period.code]
    if closed:
        return f"{period.label}已经定稿，不必再定；要改动请先撤销定稿。"
    return f"{period.label}没有可以定稿的表，请换一个期次。"


def reopen_period(desk: Desk, campaign: Campaign, period: Period, reason: str, forms: Sequence[str] = ()) -> ChangeSet:
    """撤销定稿 of a period, or of some forms, with the reason; what was frozen stays for 数据变动说明.

    DeskError without a reason, or when nothing of it is closed.
    """
    if not reason.strip():
        raise DeskError("撤销定稿要写明理由，理由会写进数据变动说明。")
    with desk.store.operation("撤销定稿", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        known = closings.of_campaign(op, campaign.id, period=period.code, standing=True)
        own = [one for one in known if not one.is_quoted and (not forms or one.form in forms)]
        if not own:
            named = f"的{'、'.join(forms)}" if forms else ""
            raise DeskError(f"{period.label}{named}没有定稿，不必撤销。")
        quoted = [one for one in known if one.is_quoted]
        closings.reopen(op, [one.id for one in (*own, *quoted)], reason.strip())
        for one in own:
            if one.collection_id is not None:
                collections.reopen(op, one.collection_id)
        op.summary = f"{period.label}：{'、'.join(one.form for one in own)}（{reason.strip()}）"
    return op.changes
