"""What every part of the plan reader needs: the document put in order, and how its deadlines are to be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Found, Kind, State, find_deadlines, read_deadline
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.plan.document import PlanDocument
from desk_app.importing.plan.clauses import date_length, last_day, sentences, year_below
from desk_app.importing.plan.news import demands, may_ask
from desk_app.importing.plan.passages import Heading, Passage, PassageKind
from desk_app.importing.plan.told import TOLD, is_superseded, is_told, newest

#: 3.31, 6/30前 in a cell of times.
_DOTTED = re.compile(r"^\s*(\d{1,2})[.．/](\d{1,2})\s*日?\s*((?:之|以)?前)?\s*$")
#: 6.1—6.7.
_DOTTED_RANGE = re.compile(
    r"^\s*(\d{1,2})[.．/](\d{1,2})\s*日?\s*(?:[-—–－~～至到]+)\s*(\d{1,2})[.．/](\d{1,2})\s*日?\s*((?:之|以)?前)?\s*$"
)
_YEAR = re.compile(r"\d{4}\s*[年./-]")
_MONTH = re.compile(r"月|季|年底")
#: What begins on the day that the paper bears.
_OWN_DAY = re.compile(r"即日|(?:印发|下发|发布|公布|发文|成文)(?:之日|当日|当天|日)")
_SEASON = re.compile(r"年[春夏秋冬](?!节|至日)|[春夏秋冬]季")
_DAY_HEAD = re.compile(
    r"^\s*(?:\d{1,2}[.、]\s*)?(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:[（(][^（）()]{2,6}[）)])?\s*[：:](?!\d)"
)
_BEFORE_SEASON = re.compile(
    r"(?:入汛|主?汛期|汛|雨季|供暖期?|采暖期?|封冻|上冻|冰冻期?|台风季节?|高温季节?|用电高峰|旺季)(?:到来|来临|开始|结束)?之?前(?![景沿述])"
)
_NOT_ITS_OWN = {Kind.MENTION, Kind.FROM, Kind.WINDOW}
_OWN_DEED = 4
_DATED = {Kind.BY, Kind.WINDOW}


@dataclass(frozen=True)
class Context:
    """One document under reading; ``on`` is its reference date, ``within`` its span where both ends are known.

    ``anchored`` is False where the document gives no date to rely on and ``on`` is only likely; ``issued`` is
    the day that it bears itself, ``known`` what was found already, since several readers ask for the same words.
    ``years`` is the stretch of its phases where it states no span, ``named_years`` are those of title and headings,
    ``title_year`` the one year that the title is about, ``month`` the first day of its one month; ``reports`` where the
    paper tells what was done.
    """

    document: PlanDocument
    passages: tuple[Passage, ...]
    on: date
    within: tuple[date, date] | None
    holidays: Holidays
    anchored: bool = True
    issued: date | None = None
    years: tuple[date, date] | None = None
    named_years: frozenset[int] = frozenset()
    title_year: int | None = None
    month: date | None = None
    phased: bool = False
    reports: bool = False
    known: dict[object, list[Found]] = field(default_factory=dict, compare=False, repr=False)

    def read(self, text: str, earlier: date | None = None) -> Deadline:
        """One deadline as it stands in a cell or tail."""
        joined = " ".join(text.split("\n"))
        return self._season(
            read_deadline(
                joined, self.on, self.within, self.holidays, earlier=earlier, years=self.years, month=self.month
            )
        )

    def _season(self, deadline: Deadline) -> Deadline:
        """A season (2024年冬) has no days of its own: asked."""
        if deadline.end is None and deadline.state is State.CLEAR and (match := _BEFORE_SEASON.search(deadline.text)):
            return deadline.asked(f"“{match[0]}”没有确定的日期，请确认。")
        if deadline.end is not None and deadline.state is State.CLEAR and _SEASON.search(deadline.text):
            return deadline.asked("只写了季节，没有确定的起止日期，请确认。")
        return self._sure(deadline)

    def due(self, text: str, earlier: date | None = None) -> Deadline:
        """A deadline stated as such in a cell or tail: one that gives no time is asked about, never passed over."""
        if ranged := _DOTTED_RANGE.match(text):
            first, last = f"{ranged[1]}月{ranged[2]}日", f"{ranged[3]}月{ranged[4]}日{ranged[5] or ''}"
            return replace(self.read(f"{first}至{last}", earlier), text=text.strip())
        dotted = _DOTTED.match(text)
        if dotted is not None and 1 <= int(dotted[1]) <= 12:
            return replace(self.read(f"{dotted[1]}月{dotted[2]}日{dotted[3] or ''}", earlier), text=text.strip())
        read = self.read(text, earlier)
        if text.strip() and read.kind is Kind.MENTION and read.state is State.CLEAR:
            return read.asked(f"时限一处写的是“{text.strip()}”，未能读作确定的时间，请确认。")
        return self._of_titled_list(read)

    def find(self, text: str, earlier: date | None = None) -> list[Found]:
        """The deadlines in running text."""
        key = (text, earlier, self.on, self.within, self.anchored, self.years)
        if key not in self.known:
            self.known[key] = self._find(text, earlier)
        return list(self.known[key])

    def _find(self, text: str, earlier: date | None) -> list[Found]:
        found = self._heading_day(text, earlier, self._stated(text, earlier))
        found = [self._renewed(one, earlier) for one in found]
        found = self._before_season(text, found)
        parts = [part for one in found for part in self._apart(one, text, earlier)]
        asked = [part for part in parts if not is_superseded(text, part.start, part.end)]
        return [replace(part, deadline=self._told(part, text) or self._sure(part.deadline)) for part in asked]

    def _stated(self, text: str, earlier: date | None) -> list[Found]:
        """What a text says by the grammar; a year handed on that the document itself does not bear out is asked."""
        found = find_deadlines(
            text, self.on, self.within, self.holidays, earlier=earlier, years=self.years, month=self.month
        )
        headed = earlier is not None and (earlier.month, earlier.day) == (1, 1)
        if earlier is None or headed or not any(one.deadline.end is not None for one in found):
            return found
        alone = find_deadlines(text, self.on, self.within, self.holidays, years=self.years, month=self.month)
        if len(alone) != len(found):
            return found
        pairs = zip(found, alone, strict=True)
        return [replace(one, deadline=self._handed_on(one.deadline, other.deadline)) for one, other in pairs]

    def _heading_day(self, text: str, earlier: date | None, found: list[Found]) -> list[Found]:
        """9月1日：召开启动会: the day at the head of a line of a schedule is when it is due, and no past event."""
        match = _DAY_HEAD.match(text)
        if match is None:
            return found
        start, end = match.span("day")
        if any(one.start < end and one.deadline.kind not in _NOT_ITS_OWN for one in found):
            return found
        read = self.read(match["day"], earlier)
        if read.kind is not Kind.BY or read.end is None or date(read.end.year, read.end.month, read.end.day) < self.on:
            return found
        return [Found(read, start, end), *(one for one in found if one.start >= end)]

    def _before_season(self, text: str, found: list[Found]) -> list[Found]:
        """主汛期前, 入汛前: a time without a day is asked, where the clause gives no other."""
        match = _BEFORE_SEASON.search(text)
        if match is None or any(one.deadline.kind is not Kind.MENTION for one in found):
            return found
        why = f"“{match[0]}”没有确定的日期，请确认。"
        return [*found, Found(Deadline(match[0], Kind.RELATIVE, state=State.CONFIRM, why=why), *match.span())]

    def _handed_on(self, one: Deadline, alone: Deadline) -> Deadline:
        """A date whose year differs by what stands above it and by the document's own day."""
        if one.end is None or alone.end is None or one.state is not State.CLEAR or one.kind not in _DATED:
            return one
        if one.end.year == alone.end.year:
            return one
        if one.end.year in self.named_years and alone.end.year not in self.named_years:
            return one
        other = date(alone.end.year, alone.end.month, alone.end.day)
        own = date(one.end.year, one.end.month, one.end.day)
        return one.asked(f"没有写年份，承上文为{own.year}年，按本文日期为{other.year}年，请确认。", own, other)

    def _told(self, one: Found, text: str) -> Deadline | None:
        """A date that asks nothing, as a mention; None for one that may ask."""
        told = is_told(text, one.start, one.end, one.deadline, self.issued)
        if not told and not (self.reports and self._reported(one, text)):
            return None
        return replace(one.deadline, kind=Kind.MENTION, recurrence=None, state=State.CLEAR, why=TOLD)

    def _reported(self, one: Found, text: str) -> bool:
        """A date of a report in a sentence that asks nothing, or that was past on the report's own day."""
        start, end = next(
            ((first, last) for first, last in sentences(text) if first <= one.start < last), (0, len(text))
        )
        if one.deadline.state is State.INVALID:
            return False
        if demands(text[start:end]):
            return False
        if self._of_a_past_year(one.deadline):
            return True
        clause = re.split(r"[，,；;]", text[one.end : end])[0]
        if not may_ask(one.deadline.text[-1:] + clause) and not may_ask(one.deadline.text):
            return True
        day = one.deadline.end
        if day is None or self.issued is None or _YEAR.search(one.deadline.text):
            return False
        return (day.month, day.day) < (self.issued.month, self.issued.day)

    def _of_a_past_year(self, deadline: Deadline) -> bool:
        """Whether a report on the year before its own (2025年度…的通报, of 2026) gives a time without a year."""
        told_of = self.title_year
        return told_of is not None and told_of < self.on.year and not _YEAR.search(deadline.text)

    def _renewed(self, one: Found, earlier: date | None) -> Found:
        """6月30日推迟到9月20日: the new date alone is due."""
        begin = newest(one.deadline.text)
        if not begin:
            return one
        return replace(one, deadline=self.read(one.deadline.text[begin:], earlier), start=one.start + begin)

    def _sure(self, deadline: Deadline) -> Deadline:
        """A date without a year in a document without one is asked: its year is only that of the day of reading."""
        dated = deadline.end is not None and deadline.kind is not Kind.RECURRING
        if self.anchored and dated and not _YEAR.search(deadline.text) and self.title_year == self.on.year + 1:
            return self._of_title(deadline)
        if self.issued is None and deadline.state is State.CLEAR and dated and _OWN_DAY.search(deadline.text):
            return deadline.asked("文中没有落款日期，起始之日无从推算，请确认。")
        if not dated or deadline.state is not State.CLEAR or _YEAR.search(deadline.text):
            return deadline
        if self.anchored or deadline.end is None:
            return deadline
        return deadline.asked(f"文中没有可推算年份的日期，年份暂按{deadline.end.year}年推算，请确认。")

    def _of_titled_list(self, read: Deadline) -> Deadline:
        """A stated time of a plan for the next year that may still be of this one: shown in the plan's, and asked."""
        if read.end is None or self.title_year != self.on.year + 1 or read.state is not State.CONFIRM:
            return read
        own = date(read.end.year, read.end.month, read.end.day)
        if read.candidates[:2] != (_next_year(own), own):
            return read
        return replace(read, start=read.start and _next_year(read.start), end=_next_year(own))

    def _of_title(self, deadline: Deadline) -> Deadline:
        """A date of this year in a plan for the next one: what is past is of the next year, the rest is asked."""
        end = deadline.end
        if end is None or self.title_year != self.on.year + 1 or self.within is not None or self.phased:
            return deadline
        if end.year != self.on.year or deadline.kind not in _DATED or not _MONTH.search(deadline.text):
            return deadline
        own = date(end.year, end.month, end.day)
        if own < self.on:
            start = deadline.start and _next_year(deadline.start)
            why = f"未写年份，标题为{self.title_year}年，按{self.title_year}年计。"
            return replace(deadline, start=start, end=_next_year(own), state=State.CLEAR, why=why)
        why = f"没有写年份，标题为{self.title_year}年，本文日期为{self.on.year}年，请确认。"
        return deadline.asked(why, _next_year(own), own)

    def _apart(self, one: Found, text: str, earlier: date | None) -> list[Found]:
        """A date with its own deed and a rhythm in the next clause (3月底前制定…，每半年报送…) are two deadlines."""
        said = text[one.start : one.end]
        cut = max(said.rfind(sign) for sign in "，,；;")
        if (
            one.deadline.kind not in {Kind.RECURRING, Kind.QUOTA}
            or cut < 0
            or len(said[:cut]) - date_length(said[:cut]) < _OWN_DEED
        ):
            return [one]
        parts = []
        for start, piece in ((one.start, said[:cut]), (one.start + cut + 1, said[cut + 1 :])):
            inside = self._stated(piece, earlier)
            parts += [Found(part.deadline, start + part.start, start + part.end) for part in inside]
        kinds = [part.deadline.kind for part in parts]
        if len(kinds) != 2 or parts[0].deadline.end is None:
            return [one]
        if one.deadline.kind is Kind.QUOTA:
            return parts if kinds[1] is Kind.BY and kinds[0] in {Kind.QUOTA, Kind.BY} else [one]
        return parts if kinds[0] in _DATED and kinds[1] is Kind.RECURRING else [one]


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def dated_sentences(
    context: Context, kinds: Collection[PassageKind]
) -> Iterator[tuple[Passage, int, str, list[Found]]]:
    """Each sentence of the passages of some kinds: passage, where it begins in it, text, and its deadlines.

    A missing year comes from the sentence before, or from the heading of the section.
    """
    earlier: date | None = None
    above: tuple[Heading, ...] = ()
    for passage in context.passages:
        earlier, above = year_below(passage.path, above, earlier, context.on), passage.path
        for start, end in sentences(passage.text) if passage.kind in kinds else ():
            text = passage.text[start:end]
            found = context.find(text, earlier)
            yield passage, start, text, found
            earlier = last_day(found, earlier)
