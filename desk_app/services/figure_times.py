"""The times that a form's figures speak of: 本期, 累计 and 上期, by the return's period or the day of the thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from desk_app.campaign.period import Period, Rhythm, parse_period, period_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import closings, collections, figures, rulings
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.figures import Stretch
from desk_app.storage.frozen import REPORTED, Times, times_of
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

    In such a month a form stands with the returns that were found to belong to it. A form collected once has no
    period before, in whatever month it is looked at; nor has the first period of a campaign, though something may have
    happened before it: nobody was asked for that.
    """
    if form.definition.collected is Rhythm.ONCE:
        return replace(_times_of_form(reader, campaign, form, period, basis, asked), before=None)
    return _times_of_form(reader, campaign, form, period, basis, asked)


def _times_of_form(
    reader: Reader, campaign: Campaign, form: StoredForm, period: Period, basis: Basis, asked: Period | None
) -> Stretches:
    if basis is Basis.HAPPENED:
        span = asked or period
        before = before_of(span)
        known = {one.period for one in collections.of_campaign(reader, campaign.id) if one.form == form.name}
        return Stretches(
            Stretch(first=span.start, last=span.end),
            Stretch(last=span.end),
            None if before is None or before not in known else Stretch(first=before.start, last=before.end),
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
    times = _times(known, late_rule_of(reader, campaign), _held(reader, campaign, form))
    until = [times[one] for one in known if one == period or _ends_by(one, period)]
    before = before_of(period)
    return Stretches(
        _stretch([times[period]]),
        Stretch() if period.end is None else _stretch(until),
        None if before is None or before not in known else _stretch([times[before]]),
    )


def _held(reader: Reader, campaign: Campaign, form: StoredForm) -> dict[str, Times]:
    """What the form's closed periods count, by the periods' codes."""
    standing = closings.of_campaign(reader, campaign.id, standing=True)
    return {one.period.code: times_of(one.sums) for one in standing if one.form == form.name and not one.is_quoted}


def _times(known: Sequence[Period], rule: LateRule, held: Mapping[str, Times]) -> dict[Period, Times]:
    """Which returns count in each period: a closed one's as it was closed, late ones in exactly one period."""
    bounded = sorted((one for one in known if one.end is not None), key=Period.sort_key)
    late: dict[str, set[str]] = {one.code: set() if one in bounded else {one.code} for one in known}
    for place, one in enumerate(bounded):
        late[_home_of_late(place, bounded, rule, held)].add(one.code)
    return {
        one: held[one.code] if one.code in held else Times(frozenset({one.code}), frozenset(late[one.code]))
        for one in known
    }


def _home_of_late(place: int, bounded: Sequence[Period], rule: LateRule, held: Mapping[str, Times]) -> str:
    """The period in which late returns of a period count: a closed one that holds them, else the nearest open one.

    The last period has nowhere to hand its own; what a closed period did not count is the next open one's.
    """
    own = bounded[place].code
    for code, times in held.items():
        if times.takes(own, is_late=True):
            return code
    after = [one.code for one in bounded[place + 1 :]]
    wished = [*after[:1], own, *after[1:]] if rule is LateRule.NEXT else [own, *after]
    return next((code for code in wished if code not in held), own)


def _stretch(times: Sequence[Times]) -> Stretch:
    """Some periods' returns together; without ``late_periods`` where lateness makes no difference."""
    on_time = frozenset[str]().union(*(one.periods for one in times))
    late = frozenset[str]().union(*(one.periods if one.late_periods is None else one.late_periods for one in times))
    return Stretch(periods=on_time, late_periods=None if late == on_time else late)


def before_of(period: Period) -> Period | None:
    """The period before; None for one without bounds."""
    return None if period.start is None else period_of(period.start - timedelta(days=1), period.rhythm)


def _ends_by(one: Period, period: Period) -> bool:
    return one.end is None or (period.end is not None and one.end <= period.end)
