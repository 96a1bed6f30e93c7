"""Before 定稿: what is still open in a period, each point with the way to where it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import Period
from desk_app.problems import Level
from desk_app.services.desk import Desk
from desk_app.services.inquiries import of_units
from desk_app.services.judging import CUMULATIVE
from desk_app.services.quota_values import QuotaCheck
from desk_app.services.quotas import due_quotas
from desk_app.services.standing import NOT_IN, SENT_BACK, FormStanding, standing_of
from desk_app.storage import closings, collections, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader
from desk_app.storage.states import SubmissionState
from desk_app.storage.submissions import Submission

_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class ClosePoint:
    """One thing that is open: the sentence, the button's words, and the room and errand where it is settled."""

    text: str
    button: str
    room: str
    errand: str = ""
    units: tuple[str, ...] = ()


def close_points(desk: Desk, campaign: Campaign, period: Period, forms: Sequence[str]) -> tuple[ClosePoint, ...]:
    """What is open in some forms of a period: missing units, waiting returns, faults, repeats, questions, quotas."""
    standings = [one for one in standing_of(desk, campaign, period) if one.form.name in forms]
    with desk.store.read() as reader:
        mine = [
            one
            for standing in standings
            for one in submissions.select_by(reader, campaign.id, form_id=standing.form.id, period=period.code)
        ]
        earlier = _earlier(reader, campaign, period, forms)
    questions = of_units(desk, campaign)
    found = [*_missing(standings), *_waiting(mine), *_faults(mine), *earlier]
    asked = [one for one in questions if one.period == period.label and one.form in forms]
    if asked:
        names = _names(tuple(dict.fromkeys(one.unit for one in asked)))
        found.append(ClosePoint(f"转问单位的{len(asked)}处还没有答复：{names}", "去收表", "intake", "待核"))
    found += [_quota(one) for one in due_quotas(desk, campaign, period, forms) if not one.is_met]
    return tuple(found)


def _names(names: tuple[str, ...], of: str = "家") -> str:
    return "、".join(names[:_MOST_NAMES]) + (f"等{len(names)}{of}" if len(names) > _MOST_NAMES else "")


def _missing(standings: Sequence[FormStanding]) -> Iterator[ClosePoint]:
    for one in standings:
        for state in (NOT_IN, SENT_BACK):
            units = tuple(unit.unit for unit in one.units if unit.electronic == state)
            if units and one.form.definition.owed:
                word = "未报" if state == NOT_IN else "退回修改后还没有重报"
                when = "时限待定" if one.due_at is None else "时限未到"
                early = f"（{when}，定稿后到的另放一边，不计数）" if one.undue else ""
                text = f"{one.form.name}{word}{len(units)}家：{_names(units)}{early}"
                yield ClosePoint(text, "看未报单位", "tally", f"完成情况:{state}", units)


def _waiting(mine: Sequence[Submission]) -> Iterator[ClosePoint]:
    waiting = [one for one in mine if one.state is SubmissionState.NEEDS_REVIEW]
    repeats = [one for one in waiting if any(said.code == CUMULATIVE and said.level is Level.ERROR
                                             for said in one.problems)]  # fmt: skip
    if repeats:
        text = f"{len(repeats)}份来表有与此前期次相同的行，是不是累计报送还没有认定"
        yield ClosePoint(text, "去认定", "intake", _first(repeats))
    others = [one for one in waiting if one not in repeats]
    if others:
        yield ClosePoint(f"{len(others)}份来表待核，还没有计数", "去核对", "intake", _first(others))


def _first(returns: Sequence[Submission]) -> str:
    return f"submission:{returns[0].id}" if len(returns) == 1 else "待核"


def _faults(mine: Sequence[Submission]) -> Iterator[ClosePoint]:
    """Returns that count with cells that were found wrong."""
    wrong = [
        one
        for one in mine
        if one.state is SubmissionState.ACCEPTED
        and any(said.level is Level.ERROR and said.cell for said in one.problems)
    ]
    if wrong:
        files = "、".join(f"“{one.file.rpartition('/')[2]}”" for one in wrong[:3])
        more = "等" if len(wrong) > 3 else ""
        yield ClosePoint(f"已收的{len(wrong)}份来表还有错格：{files}{more}", "去改", "ledger", "错误")


def _earlier(reader: Reader, campaign: Campaign, period: Period, forms: Sequence[str]) -> list[ClosePoint]:
    """Earlier periods that are open: what still changes there moves 累计 of later ones."""
    held = {(one.form, one.period.code) for one in closings.of_campaign(reader, campaign.id, standing=True)}
    open_ones = [
        one
        for one in collections.of_campaign(reader, campaign.id)
        if one.form in forms and one.period.end is not None and period.start is not None
        and one.period.end < period.start and (one.form, one.period.code) not in held
    ]  # fmt: skip
    if not open_ones:
        return []
    labels = _names(tuple(dict.fromkeys(one.period.label for one in open_ones)), "期")
    return [
        ClosePoint(
            f"此前还有期次没有定稿：{labels}；那些期次再有变动，本期定下的累计不跟着变", "看统计", "tally", "数字"
        )
    ]


def _quota(one: QuotaCheck) -> ClosePoint:
    if one.why:
        return ClosePoint(f"{one.title}：{one.why}", "看次数要求", "tally", "次数要求")
    who = tuple(line.subject for line in one.lacking)
    waits = sum(line.waiting for line in one.lacking)
    held = f"，其中{waits}个有来表待核" if waits else ""
    text = f"{one.title}：还差{len(who)}个（{_names(who, '个')}）{held}" if who else f"{one.title}：有超出的"
    return ClosePoint(text, "看次数要求", "tally", "次数要求", who)
