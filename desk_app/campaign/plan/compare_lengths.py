"""How long a stretch is said to last (9月1日至11月30日，为期四个月) against its own days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import number_of

_STRETCH = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})?[日号]?(?:起|开始)?[，,]?\s*[-—–~～至到]+\s*"
    r"(?:(?P<year2>20\d\d)年)?(?P<month2>\d{1,2})月(?P<day2>\d{1,2})?(?:[日号]|底|末)?(?:止|结束|前)?"
)
_LENGTH = re.compile(
    r"(?:为期|历时|用时|持续)(?:共)?(?P<length>[一二两三四五六七八九十]{1,3}|\d{1,3})(?P<unit>个月|天|日|周|个星期)(?![左半余多])"
)
#: How many days each has, and how far the two may be apart.
_UNITS = {"个月": (30.44, 0.75), "周": (7.0, 0.8), "个星期": (7.0, 0.8), "天": (1.0, 1.5), "日": (1.0, 1.5)}


def compare_lengths(said: Sequence[Source]) -> Iterator[Conflict]:
    """Every sentence with one stretch of days and one length behind it, where the two do not come out."""
    for source in said:
        for sentence in re.split(r"[。；;\n]", source.text):
            stretches, lengths = list(_STRETCH.finditer(sentence)), list(_LENGTH.finditer(sentence))
            if len(stretches) != 1 or len(lengths) != 1 or lengths[0].start() < stretches[0].end():
                continue
            days, length = _days(stretches[0]), number_of(lengths[0]["length"])
            one, apart = _UNITS[lengths[0]["unit"]]
            if days is None or length is None or abs(days / one - length) < apart:
                continue
            at = replace(source, text=sentence[stretches[0].start() : lengths[0].end()])
            message = f"{at.quoted}，按起止日期是{round(days / one)}{lengths[0]['unit']}，请核定。"
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
