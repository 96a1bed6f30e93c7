"""Checks of a return as a whole: dates against its period, rows against its quota, hidden sheets against shown ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.period import Period, Rhythm, period_of
from desk_app.forms.definition import FormDefinition
from desk_app.importing.results import FileState, ReadReturn, ReadRow
from desk_app.importing.tables import FoundTable
from desk_app.problems import Level, Problem


def out_of_period(rows: Sequence[ReadRow], period: Period | None, where: str) -> Iterator[Problem]:
    """Rows of other periods beside rows of this one: sent again, sent late or wrongly dated; a person says which."""
    if period is None or period.start is None or period.end is None or period.rhythm in {Rhythm.ONCE, Rhythm.ADHOC}:
        return
    days: list[date] = [row.occurred_on for row in rows if row.occurred_on is not None]
    earlier = sorted(day for day in days if day < period.start)
    later = sorted(day for day in days if day > period.end)
    if len(earlier) + len(later) == len(days):
        return
    if earlier:
        message = f"有{len(earlier)}行发生在本期之前（{_labels(earlier, period)}），是否为累计报送，请确认"
        yield Problem(where, Level.ERROR, message, "cumulative")
    if later:
        message = f"有{len(later)}行发生在本期之后（{_labels(later, period)}），请核对日期，或确认属于哪一期"
        yield Problem(where, Level.ERROR, message, "after_period")


def _labels(days: Sequence[date], period: Period) -> str:
    return "、".join(dict.fromkeys(period_of(day, period.rhythm).label for day in days))


def over_quota(form: FormDefinition, rows: Sequence[ReadRow], where: str) -> Iterator[Problem]:
    """A word when a unit sends more rows than the plan allows it."""
    most = form.quota.most if form.quota is not None else None
    if most is not None and len(rows) > most:
        yield Problem(where, Level.WARNING, f"报了{len(rows)}行，规定最多{most}行，请核对", "over_quota")


def hidden_twins(tables: Sequence[FoundTable], returns: Sequence[ReadReturn]) -> list[ReadReturn]:
    """A hidden sheet beside a visible one of the same unit, form and period is asked: it may be an old copy.

    Hidden sheets come behind the visible ones, so that it is they that are asked.
    """
    shown = [
        found
        for found, table in zip(returns, tables, strict=True)
        if not table.grid.hidden and found.state in {FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.NIL}
    ]
    judged = [
        (table.grid.hidden, _asked_hidden(found, next((item for item in shown if _same_return(item, found)), None)))
        if table.grid.hidden
        else (False, found)
        for found, table in zip(returns, tables, strict=True)
    ]
    return [found for _, found in sorted(judged, key=lambda pair: pair[0])]


def _same_return(one: ReadReturn, other: ReadReturn) -> bool:
    return (one.unit, one.form, one.period) == (other.unit, other.form, other.period)


def _asked_hidden(found: ReadReturn, shown: ReadReturn | None) -> ReadReturn:
    if shown is None:
        return found
    message = f"此工作表被隐藏，与工作表“{shown.sheet}”是同一单位、同一期、同一张表，没有计入，请确认以哪一处为准"
    said = Problem(f"工作表“{found.sheet}”", Level.ERROR, message, "hidden_twin")
    return replace(found, state=FileState.NEEDS_REVIEW, problems=(*found.problems, said))
