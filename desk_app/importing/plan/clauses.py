"""Sentences and clauses of running text, and the years that they hand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from desk_app.campaign.deadlines import Found, Kind
from desk_app.importing.plan.bare_clauses import has_subject
from desk_app.importing.plan.passages import Heading

_DATE = re.compile(
    r"\d{4}[-.．/]\d{1,2}[-.．/]\d{1,2}(?:之?前|以前)?|(?:\d{2,4}\s*年\s*)?\d{1,2}\s*月\s*(?:\d{1,2}\s*日?|[上中下]旬)?(?:底|末|初)?(?:之?前|以前)?|(?:\d{4}年?)?年底前?"
)
_YEAR = re.compile(r"\d{4}\s*[年./-]")
_CLOCK = re.compile(r"(?<=\d)[：:](?=\d)")
_HEADED_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年(?!以来|前|底|来)")
_NEXT_MONTH = re.compile(r"[；;][^。；;]{0,30}(?:次月|翌月|下月)\s*\d{1,2}\s*日")
_HELPS = re.compile(r"(?:配合|协助|协办|参与|参加)[^，,；;]{0,4}$")
_LEAST_DEED = 4
_CUTS = "，,；;。：:、"


def unclocked(text: str) -> str:
    """The text at its length, the colon of a clock time (17:00) no longer one, so that it parts no clause."""
    return _CLOCK.sub("∶", text)


def _unbracketed(text: str) -> str:
    """The text at its length, what stands in brackets (县（市、区）) no longer parted."""
    return re.sub(r"[（(][^（）()]*[）)]", lambda match: "□" * len(match[0]), text)


def last_day(found: list[Found], before: date | None) -> date | None:
    """The last date that a text gave, from which the next takes its year; a past event (2023年以来) gives none."""
    for one in reversed(found):
        day = one.deadline.end or one.deadline.start
        if one.deadline.kind is not Kind.MENTION and day is not None and _own_year(one.deadline.text):
            return date(day.year, day.month, day.day)
    return before


def _own_year(text: str) -> bool:
    """Whether a deadline names its year; 次年 counts from another."""
    return "年" in re.sub(r"[次翌当]年|第二年|年[底末初内中]|全年", "", text) or bool(_YEAR.search(text))


def headed_year(path: Sequence[Heading]) -> date | None:
    """The year that the nearest heading names (二、2025年重点工作), from which dates below it take theirs."""
    for heading in reversed(path):
        years = {int(one) for one in _HEADED_YEAR.findall(heading.name)}
        if len(years) == 1 and not re.search(r"\d月", heading.name):
            return date(years.pop(), 1, 1)
    return None


def year_below(path: Sequence[Heading], before: Sequence[Heading], earlier: date | None, on: date) -> date | None:
    """The date from which those under a heading take their year: its own, else in one section the one handed on.

    Below a section only a year that is not over counts (2025年遗留问题整改 is work of another one).
    """
    own = headed_year(path)
    if list(path[:1]) != list(before[:1]):
        return own
    return earlier if own is None or own == headed_year(before) or own.year < on.year else own


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The stretches of a text between full stops, brackets kept whole."""
    end = len(text) if end is None else end
    depth, begin = 0, start
    for place in range(start, end):
        sign = text[place]
        depth += sign in "（(［[〔【“"
        depth -= sign in "）)］]〕】”" and depth > 0
        if (
            sign in "。；;！\n"
            and depth == 0
            and not (sign in "；;" and _each_month(text[begin:place], text[place:end]))
        ):
            yield begin, place + 1
            begin = place + 1
    if text[begin:end].strip():
        yield begin, end


def _each_month(before: str, behind: str) -> bool:
    """每月25日前报送；汇总后于次月5日前上报: a day of the next month that comes each month too."""
    return "每月" in before and _NEXT_MONTH.match(behind) is not None


def date_length(text: str) -> int:
    """How many signs of a text are those of dates."""
    return sum(match.end() - match.start() for match in _DATE.finditer(text))


def date_words(text: str) -> tuple[int, int]:
    """Where the date itself stands in a deadline's text, counts and other words left aside."""
    match = _DATE.search(text)
    return (0, len(text)) if match is None else match.span()


def _cut_between(plain: str, begin: int, first: int, last: int) -> int:
    """The stop between two dates at which the second one's words begin; -1 where none stands there.

    It is the last one, or where somebody else is asked behind the deed that begins at ``begin``:
    …确定名单，信息部做好页面，4月10日前上线.
    """
    stops = [place for place in range(first, last) if plain[place] in _CUTS]
    for stop, behind in pairwise(stops):
        clause = plain[stop + 1 : behind]
        told = stop - begin - date_length(plain[begin:stop]) >= _LEAST_DEED
        if told and plain[stop] in "，,；;" and has_subject(clause) and not _HELPS.search(clause):
            return stop
    return stops[-1] if stops else -1


def clauses_of(said: str, found: Sequence[Found]) -> list[tuple[int, int]]:
    """The stretch of a sentence that each of its deadlines speaks in, cut at the stops between two of them."""
    starts: list[int] = []
    plain = _unbracketed(unclocked(said))
    for place, one in enumerate(found):
        if place == 0:
            starts.append(0)
            continue
        cut = _cut_between(plain, starts[-1], found[place - 1].end, one.start)
        starts.append(starts[-1] if cut < 0 else cut + 1)
    ends = [
        next((later for later in starts[place + 1 :] if later > start), len(said)) for place, start in enumerate(starts)
    ]
    return list(zip(starts, ends, strict=True))
