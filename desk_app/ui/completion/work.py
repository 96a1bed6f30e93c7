"""What 完成情况 and 催报 ask of the services, run in the worker's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.chasing import ChaseEntry, ChaseLine
    from desk_app.services.completion import Completion, Slot, Track
    from desk_app.services.completion_work import Registered
    from desk_app.services.desk import Desk
    from desk_app.services.produce import Made
    from desk_app.services.standing import FormStanding
    from desk_app.services.values import Campaign, ChangeSet, PaperState


class Span(StrEnum):
    """How many periods stand side by side."""

    CURRENT = "只看本期"
    THREE = "最近三期"
    ALL = "全部期次"


class Paper(StrEnum):
    """What goes out as files."""

    MATRIX = "完成情况表"
    MISSING = "未报单位名单"
    TICKS = "报送情况表（空白，手工打勾）"
    RATES = "上报率（本期）"
    RATES_SUM = "上报率（累计）"
    RATES_RANKED = "上报率（累计，排名次）"
    REGISTER = "收件登记（本期）"
    REGISTER_ALL = "收件登记（全部）"
    CHASES = "催报记录"


@dataclass(frozen=True, slots=True)
class PaperWish:
    """One paper: of what is shown, in which period, of which units and forms, None for all."""

    paper: Paper
    shown: Completion
    period: Period | None
    track: Track
    units: tuple[str, ...]
    standings: tuple[FormStanding, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts to paste: the list of the missing, the messages to units, the sentences of the rates."""

    missing: str
    messages: str


def read_matrix(
    desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None, span: Span
) -> Completion:
    """The matrix of the periods that a span names, seen from the chosen one."""
    from desk_app.services.completion import completion

    found = completion(desk, campaign, periods_of(desk, campaign, period, span))
    _ = found.whole  # summed here, so that the window need not
    return found


def periods_of(desk: Desk, campaign: Campaign, period: Period | None, span: Span) -> list[Period | None]:
    """The chosen period; it and the two before; or all that have begun."""
    from desk_app.services.completion import begun_periods

    if span is Span.CURRENT:
        return [period]
    begun = begun_periods(desk, campaign)
    if span is Span.ALL:
        return list(begun)
    if period is None or period.end is None:
        bounded = [one for one in begun if one.end is not None]
        return [*(one for one in begun if one.end is None), *bounded[-3:]]
    mine = [one for one in begun if one.rhythm is period.rhythm and one.end is not None and one.end <= period.end]
    return list(mine[-3:]) or [period]


def register_nils(desk: Desk, _progress: Progress, *, campaign: Campaign, slots: Sequence[Slot]) -> Registered:
    """登记零报告."""
    from desk_app.services.completion_work import register_nils as register

    return register(desk, campaign, slots)


def register_excused(
    desk: Desk, _progress: Progress, *, campaign: Campaign, slots: Sequence[Slot], reason: str
) -> Registered:
    """登记不涉及."""
    from desk_app.services.completion_work import register_excused as register

    return register(desk, campaign, slots, reason)


def register_owing(desk: Desk, _progress: Progress, *, campaign: Campaign, slots: Sequence[Slot]) -> Registered:
    """撤销不涉及."""
    from desk_app.services.completion_work import register_owing as register

    return register(desk, campaign, slots)


def register_papers(
    desk: Desk, _progress: Progress, *, campaign: Campaign, slots: Sequence[Slot], state: PaperState
) -> Registered:
    """登记签字盖章."""
    from desk_app.services.completion_work import register_papers as register

    return register(desk, campaign, slots, state)


def log_chase(desk: Desk, _progress: Progress, *, campaign: Campaign, entry: ChaseEntry) -> ChangeSet:
    """登记催报."""
    from desk_app.services.chasing import log_chase as log

    return log(desk, campaign, entry)


def mend_chase(desk: Desk, _progress: Progress, *, campaign: Campaign, chase_id: int, entry: ChaseEntry) -> ChangeSet:
    """改催报记录."""
    from desk_app.services.chasing import mend_chase as mend

    return mend(desk, campaign, chase_id, entry)


def remove_chases(desk: Desk, _progress: Progress, *, campaign: Campaign, ids: Sequence[int]) -> ChangeSet:
    """删除催报记录."""
    from desk_app.services.chasing import remove_chases as remove

    return remove(desk, campaign, ids)


def read_chases(
    desk: Desk, _progress: Progress, *, campaign: Campaign, unit: str | None = None
) -> tuple[ChaseLine, ...]:
    """The calls, the latest first."""
    from desk_app.services.chasing import chase_lines

    return chase_lines(desk, campaign, unit)


def read_messages(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    standings: Sequence[FormStanding],
    units: Sequence[str] | None,
) -> Texts:
    """What is to be pasted about the units (None: all) that owe in some standings."""
    from desk_app.services.missing_list import list_text, messages, missing_of

    missing = missing_of(desk, campaign, standings, None if units is None else set(units))
    return Texts(list_text(missing, desk.clock()), messages(desk, missing))


def read_rates_text(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None) -> str:
    """The sentences for a 通报."""
    from desk_app.services.report_rates import RateWish, rates_text, report_rates

    return rates_text(report_rates(desk, campaign, RateWish(period)))


def write_paper(desk: Desk, _progress: Progress, *, campaign: Campaign, wish: PaperWish, folder: Path) -> Made:
    """One paper as the kinds of file that it is wanted as."""
    from desk_app.services import completion_print as printing
    from desk_app.services.report_rates import RateWish

    paper, period = wish.paper, wish.period
    if paper is Paper.MATRIX:
        return printing.print_matrix(desk, wish.shown, folder, wish.units, wish.track)
    if paper is Paper.MISSING:
        return printing.print_missing_list(desk, campaign, wish.standings, folder, units=set(wish.units))
    if paper is Paper.TICKS:
        return printing.print_tick_sheet(desk, campaign, [period], folder)
    if paper in (Paper.REGISTER, Paper.REGISTER_ALL):
        return printing.print_register(desk, campaign, folder, period=period if paper is Paper.REGISTER else None)
    if paper is Paper.CHASES:
        return printing.print_chases(desk, campaign, folder)
    rates = RateWish(period, cumulative=paper is not Paper.RATES, ranked=paper is Paper.RATES_RANKED)
    return printing.print_rates(desk, campaign, rates, folder)


def write_chases(desk: Desk, _progress: Progress, *, campaign: Campaign, folder: Path) -> Made:
    """催报记录 as PDF and Excel."""
    from desk_app.services.completion_print import print_chases

    return print_chases(desk, campaign, folder)
