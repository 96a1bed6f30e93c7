"""How long a stretch is said to last (9月1日至11月30日，为期四个月) against its own days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import number_of

_LASTS = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})?[日号]?(?:起)?\s*[-—–~～至到]+\s*"
    r"(?:(?P<year2>20\d\d)年)?(?P<month2>\d{1,2})月(?P<day2>\d{1,2})?(?:[日号]|底|末)?(?:止|结束|前)?[，,、（(]?\s*"
    r"(?:总共|一共|共|总)?(?:为期|历时|用时|持续)(?P<length>[一二两三四五六七八九十]{1,2}|\d{1,2})个月(?![左半余多])"
)
_MONTH, _APART = 30.44, 0.75


def compare_lengths(said: Sequence[Source]) -> Iterator[Conflict]:
    """Every stretch of whole days whose months, counted, are not as many as the words behind it say."""
    for source in said:
        for match in _LASTS.finditer(source.text):
            days, months = _days(match), number_of(match["length"])
            if days is None or months is None or abs(days / _MONTH - months) < _APART:
                continue
            at = Source(source.block, source.where, match[0], source.start, source.end, source.row, source.column)
            message = f"{at.quoted}，按起止日期是{round(days / _MONTH)}个月，请核定。"
            yield Conflict(ConflictKind.NUMBER, at, None, message)


def _days(match: re.Match[str]) -> int | None:
    """How many days the stretch has, first and last among them; None where it ends before it begins."""
    year = int(match["year"] or match["year2"] or 2025)
    end_year = int(match["year2"] or year)
    try:
        first = date(year, int(match["month"]), int(match["day"] or 1))
        month = date(end_year, int(match["month2"]), int(match["day2"] or 1))
    except ValueError:
        return None
    last = month if match["day2"] else (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return (last - first).days + 1 if first < last else None
