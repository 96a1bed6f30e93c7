"""The times that a form's figures speak of: 本期, 累计 and 上期, by the return's period or the day of the thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from desk_app.campaign.period import Period, parse_period, period_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import collections, figures, rulings
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.figures import Stretch
from desk_app.storage.frozen import REPORTED
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader

_RULE = "late_rule"


class Basis(StrEnum):
    """口径: in which time a row counts."""

    REPORTED = REPORTED
    HAPPENED = "按发生时间"


class LateRule(StrEnum):
    """Where a return that came late counts, said on every page of figures."""

    OWN = "迟报计入原期"
    NEXT = "迟报计入下一期"


@dataclass(frozen=True, slots=True)
class Stretches:
    """The times of one form's figures: 本期, 累计, and the period before, None where there is none."""

    current: Stretch
    total: Stretch
    before: Stretch | None


def late_rule_of(reader: Reader, campaign: Campaign) -> LateRule:
    """The rule a campaign's figures follow; nobody having chosen, a late return counts in its own period."""
    known = rulings.standing(reader, _RULE, campaign_id=campaign.id)
    return LateRule(known[""].decision) if "" in known else LateRule.OWN


def choose_late_rule(desk: Desk, campaign: Campaign, rule: LateRule) -> ChangeSet:
    """Let late returns count by another rule from now on; closed periods keep the rule they were closed by."""
    with desk.store.read() as reader:
        if late_rule_of(reader, campaign) is rule:
            raise DeskError(f"统计现在就是“{rule.value}”，不用再改。")
    with desk.store.operation("迟报计法", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        rulings.decide(op, kind=_RULE, subject="", decision=rule.value, campaign_id=campaign.id)
        op.summary = rule.value
    return op.changes


def stretches_of(
    reader: Reader, campaign: Campaign, form: StoredForm, period: Period, basis: Basis, *, asked: Period | None = None
) -> Stretches:
    """The times of a form's figures in a period of its own, or in the month ``asked`` for that is none of its own.

    In such a month a form stands with the returns that were found to belong to it.
    """
    if basis is Basis.HAPPENED:
        span = asked or period
        before = before_of(span)
        return Stretches(
            Stretch(first=span.start, last=span.end),
            Stretch(last=span.end),
            None if before is None else Stretch(first=before.start, last=before.end),
        )
    if asked is not None and asked.rhythm is not period.rhythm:
        before = before_of(asked)
        return Stretches(
            Stretch(month=asked.code),
            Stretch(until_month=asked.code),
            None if before is None else Stretch(month=before.code),
        )
    return _of_returns(reader, campaign, form, period)


def _of_returns(reader: Reader, campaign: Campaign, form: StoredForm, period: Period) -> Stretches:
    known = [one.period for one in collections.of_campaign(reader, campaign.id) if one.form == form.name]
    met = (parse_period(code) for code in figures.periods_of(reader, campaign.id, form.id))
    known += [one for one in dict.fromkeys((period, *met)) if one not in known]
    bounded = sorted((one for one in known if one.end is not None), key=Period.sort_key)
    is_next = late_rule_of(reader, campaign) is LateRule.NEXT and period in bounded
    times = {one: _counting_in(one, bounded) if is_next else (frozenset({one.code}), None) for one in known}
    until = [one for one in known if one == period or _ends_by(one, period)]
    on_time = frozenset().union(*(times[one][0] for one in until))
    late = frozenset().union(*(times[one][1] or () for one in until)) if is_next else None
    before = before_of(period)
    return Stretches(
        Stretch(periods=times[period][0], late_periods=times[period][1]),
        Stretch() if period.end is None else Stretch(periods=on_time, late_periods=late),
        None
        if before is None or before not in known
        else Stretch(periods=times[before][0], late_periods=times[before][1]),
    )


def _counting_in(period: Period, bounded: list[Period]) -> tuple[frozenset[str], frozenset[str] | None]:
    """What counts in a period: its own returns in time, the late ones before; the last has nowhere to hand its own."""
    if period not in bounded:
        return frozenset({period.code}), frozenset({period.code})
    place = bounded.index(period)
    late = {bounded[place - 1].code} if place else set()
    if place == len(bounded) - 1:
        late.add(period.code)
    return frozenset({period.code}), frozenset(late)


def before_of(period: Period) -> Period | None:
    """The period before; None for one without bounds."""
    return None if period.start is None else period_of(period.start - timedelta(days=1), period.rhythm)


def _ends_by(one: Period, period: Period) -> bool:
    return one.end is None or (period.end is not None and one.end <= period.end)
