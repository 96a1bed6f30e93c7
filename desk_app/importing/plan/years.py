"""What tells the year of a date beside the span: the stretch of the phases, and the years of title and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from desk_app.campaign.plan.model import Phase
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.passages import PassageKind

_LONGEST, _LEAD = timedelta(days=800), timedelta(days=120)
_LEAST_PHASES = 2
_FEAST = re.compile(r"元旦|春节|两节|岁末年初|今冬明春|冬春|跨年")
_YEAR_NAMED = re.compile(r"(?<!\d)(20\d\d)\s*(?=年|[-—–－~～至到]+\s*20\d\d\s*年)")

_MONTH_NAMED = re.compile(
    r"(?:(20\d\d)年)?(\d{1,2})月份?(?![\d—–~～至到底初日-]|[上中下]旬)[^，。]*(?:工作|重点|计划|安排|任务|要点|清单)"
)
_ANY_MONTH = re.compile(r"\d{1,2}月")
#: 关于报送6月工作计划的通知: the paper speaks of a month and is not that month's plan.
_OF_ANOTHER = re.compile(r"报送|上报|总结|通报|情况|调整|通知$")
_HALF_YEAR = 6


def with_years(context: Context, phases: Sequence[Phase], title: str | None) -> Context:
    """The context with what tells years: phases where no span is stated, and the years that title and headings name."""
    said = [one.text for one in context.passages if one.kind is PassageKind.TITLE]
    said += [heading.name for one in context.passages for heading in one.path]
    years = frozenset(int(year) for text in said for year in _YEAR_NAMED.findall(text))
    context = replace(context, named_years=years, title_year=_title_year(title or ""), known={})
    context = replace(context, month=_title_month(title or "", context.on))
    days = [day for one in phases for day in (one.start, one.end) if day is not None]
    if context.within is None and context.issued is not None and context.title_year == context.issued.year + 1:
        context = replace(context, years=(context.issued, date(context.title_year, 12, 31)))
    if context.within is not None or len(phases) < _LEAST_PHASES or not days:
        return context
    first, last = min(days), max(days)
    whole = (last - first) < _LONGEST
    if context.issued is not None and first - _LEAD <= context.issued <= first:
        first = context.issued
    return replace(context, years=(first, last), phased=True) if whole else context


def _title_year(title: str) -> int | None:
    """The one year that a plan's title is about (2025年工作要点); a festival's year in it is none."""
    years = {int(year) for year in _YEAR_NAMED.findall(title)}
    return years.pop() if len(years) == 1 and not _FEAST.search(title) else None


def _title_month(title: str, on: date) -> date | None:
    """The first day of the one month that a plan's title is about (2026年6月重点工作安排)."""
    said = "".join(title.split())
    match = _MONTH_NAMED.search(said)
    if match is None or _OF_ANOTHER.search(said) or len(_ANY_MONTH.findall(said)) != 1 or not 1 <= int(match[2]) <= 12:
        return None
    year = int(match[1]) if match[1] else on.year + (on.month - int(match[2]) >= _HALF_YEAR)
    return date(year, int(match[2]), 1)
