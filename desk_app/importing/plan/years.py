"""What tells the year of a date beside the span: the stretch of the phases, and the years of title and headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from desk_app.campaign.plan.model import Phase
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.passages import PassageKind

_YEAR, _LEAD = timedelta(days=366), timedelta(days=120)
_LEAST_PHASES = 2
_FEAST = re.compile(r"元旦|春节|两节|岁末年初|今冬明春|冬春|跨年")
_YEAR_NAMED = re.compile(r"(?<!\d)(20\d\d)\s*(?=年|[-—–－~～至到]+\s*20\d\d\s*年)")


def with_years(context: Context, phases: Sequence[Phase], title: str | None) -> Context:
    """The context with what tells years: phases where no span is stated, and the years that title and headings name."""
    said = [one.text for one in context.passages if one.kind is PassageKind.TITLE]
    said += [heading.name for one in context.passages for heading in one.path]
    years = frozenset(int(year) for text in said for year in _YEAR_NAMED.findall(text))
    context = replace(context, named_years=years, title_year=_title_year(title or ""), known={})
    days = [day for one in phases for day in (one.start, one.end) if day is not None]
    if context.within is None and context.issued is not None and context.title_year == context.issued.year + 1:
        context = replace(context, years=(context.issued, date(context.title_year, 12, 31)))
    if context.within is not None or len(phases) < _LEAST_PHASES or not days:
        return context
    first, last = min(days), max(days)
    if context.issued is not None and first - _LEAD <= context.issued <= first:
        first = context.issued
    return replace(context, years=(first, last), phased=True) if (last - first) < _YEAR else context


def _title_year(title: str) -> int | None:
    """The one year that a plan's title is about (2025年工作要点); a festival's year in it is none."""
    years = {int(year) for year in _YEAR_NAMED.findall(title)}
    return years.pop() if len(years) == 1 and not _FEAST.search(title) else None
