"""Which period a return is for: choice, hidden identity, titles, sheet, file name, folders, dates in the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.period import ONCE, Period, Rhythm, parse_period, period_of
from desk_app.forms.definition import FormDefinition
from desk_app.importing.clues import Clues, ReadContext
from desk_app.importing.names import Name
from desk_app.importing.period_words import PeriodHint, fitting, month_of, unfit, years_with_month
from desk_app.problems import DeskError, Level, Problem

_UNBOUND = {Rhythm.ONCE, Rhythm.ADHOC}


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """The period where it is certain, the month that was found, and what is to be said."""

    period: Period | None
    month: str | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Search:
    clues: Clues
    context: ReadContext
    rhythm: Rhythm
    dates: tuple[date, ...]

    def stated(self) -> list[tuple[str, tuple[Period, ...]]]:
        """What each source of weight says, in order; several periods of one source are its own doubt."""
        found: list[tuple[str, tuple[Period, ...]]] = []
        if self.context.period is not None:
            found.append(("所选期次", self._as_rhythm(self.context.period)))
        if self.clues.identity is not None and self.clues.identity.period:
            found.append(("空表自带的标识", self._from_code(self.clues.identity.period)))
        found.append(("表题", self._from_names(self.clues.titles)))
        if self.clues.sheet is not None:
            found.append(("工作表名", self._from_names([self.clues.sheet])))
        found.append(("文件名", self._from_names([self.clues.around.file])))
        return [(source, periods) for source, periods in found if periods]

    def from_folders(self) -> tuple[Period, ...]:
        """What the nearest folder that names a period says."""
        for folder in self.clues.around.folders:
            periods = self._from_names([folder])
            if periods:
                return periods
        return ()

    def from_dates(self) -> tuple[Period, ...]:
        """The periods in which the rows' dates lie."""
        return tuple(dict.fromkeys(period_of(day, self.rhythm) for day in self.dates))

    def unfit(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """What the file itself, and what its folders name that is no period of the form's rhythm, with its source."""
        own = [("表题", name) for name in self.clues.titles]
        if self.clues.sheet is not None:
            own.append(("工作表名", self.clues.sheet))
        own.append(("文件名", self.clues.around.file))
        folders = [("文件夹名", name) for name in self.clues.around.folders]
        first, second = (
            [(source, text) for source, name in names for text in unfit(name.time, self.rhythm)]
            for names in (own, folders)
        )
        return first, second

    def lacks_year(self) -> bool:
        """Whether the file itself names a stretch of time whose year nothing tells; folders then have no say."""
        own = [*self.clues.titles, self.clues.around.file]
        if self.clues.sheet is not None:
            own.append(self.clues.sheet)
        return self._undated(own)

    def folders_lack_year(self) -> bool:
        """Whether a folder names a stretch of time whose year nothing tells."""
        return self._undated(self.clues.around.folders)

    def _undated(self, names: Sequence[Name]) -> bool:
        return any(self._year(hint, [name]) is None for name in names for hint in name.time.hints)

    def _as_rhythm(self, period: Period) -> tuple[Period, ...]:
        if period.rhythm is self.rhythm:
            return (period,)
        if period.end is None or self.rhythm is Rhythm.WEEK:
            return ()
        return (period_of(period.end, self.rhythm),)

    def _from_code(self, code: str) -> tuple[Period, ...]:
        try:
            return self._as_rhythm(parse_period(code))
        except DeskError:
            return ()

    def _from_names(self, names: Sequence[Name]) -> tuple[Period, ...]:
        found: list[Period] = []
        for name in names:
            for hint in name.time.hints:
                year = self._year(hint, names)
                period = fitting(hint, year, self.rhythm) if year is not None else None
                if period is not None:
                    found.append(period)
            if self.rhythm is Rhythm.YEAR and not name.time.hints:
                found.extend(parse_period(str(year)) for year in name.time.years)
        return tuple(dict.fromkeys(found))

    def _year(self, hint: PeriodHint, near: Sequence[Name]) -> int | None:
        """A hint's own year, else one written beside it, on the file or its folders, in the rows, or by the span."""
        if hint.year is not None:
            return hint.year
        own = {year for name in near for year in _years(name)}
        if len(own) == 1:
            return own.pop()
        for name in (*self.clues.titles, self.clues.around.file, *self.clues.around.folders):
            years = set(_years(name))
            if len(years) == 1 and not _ahead_of(hint, name):
                return years.pop()
        in_rows = {day.year for day in self.dates}
        if len(in_rows) == 1:
            return in_rows.pop()
        if self.context.span is not None:
            possible = years_with_month(hint, self.context.span)
            return possible[0] if len(possible) == 1 else None
        return None


def find_period(
    clues: Clues, context: ReadContext, form: FormDefinition, dates: Iterable[date], where: str
) -> FoundPeriod:
    """Find the period of a form's return and the month it speaks of; a true disagreement is asked."""
    days = tuple(dates)
    rhythm = form.collected or Rhythm.ONCE
    month = _month(_Search(clues, context, Rhythm.MONTH, days))
    if rhythm in _UNBOUND:
        chosen = context.period if context.period is not None and context.period.rhythm is rhythm else ONCE
        return FoundPeriod(chosen, month)
    search = _Search(clues, context, rhythm, days)
    found = _with_unfit(search, _bound(search, where), where)
    if found.period is not None and month_of(found.period):
        month = month_of(found.period)
    return FoundPeriod(found.period, month, found.problems)


def _month(search: _Search) -> str | None:
    sources = [periods for _, periods in search.stated()]
    if not search.lacks_year():
        sources += [search.from_folders(), search.from_dates()]
    return next((month_of(periods[0]) for periods in sources if len(periods) == 1), None)


def _bound(search: _Search, where: str) -> FoundPeriod:
    stated = search.stated()
    single = [(source, periods[0]) for source, periods in stated if len(periods) == 1]
    for source, period in single[1:]:
        if period != single[0][1]:
            message = f"{single[0][0]}是{single[0][1].label}，{source}是{period.label}，两处不一致，请确认是哪一期"
            return FoundPeriod(None, None, (_asked(where, message, "period_disagrees", single[0][1], period),))
    if single:
        return _against_dates(search, single[0][0], single[0][1], where)
    if stated:
        names = "、".join(period.label for period in stated[0][1])
        message = f"{stated[0][0]}里有几个期次：{names}，请指定是哪一期"
        return FoundPeriod(None, None, (_asked(where, message, "period_several", *stated[0][1]),))
    return _without_statement(search, where)


def _with_unfit(search: _Search, found: FoundPeriod, where: str) -> FoundPeriod:
    """A quarter or 1-3月 on a monthly form: said where the period is told elsewhere, asked where only dates tell it."""
    if found.problems or found.period is None:
        return found
    own, folders = search.unfit()
    if search.stated() or search.from_folders():
        message = "与本表报送的期次不符，按{}登记，请核对"
        level, texts = Level.WARNING, own
    else:
        message = "与本表报送的期次不符，表内日期在{}，请确认是哪一期"
        level, texts = Level.ERROR, own or folders
    if not texts:
        return found
    said = f"{texts[0][0]}写的是“{texts[0][1]}”，{message.format(found.period.label)}"
    return FoundPeriod(found.period, found.month, (Problem(where, level, said, "period_unfit"),))


def _without_statement(search: _Search, where: str) -> FoundPeriod:
    folders, dates = search.from_folders(), search.from_dates()
    if search.lacks_year():
        message = "期次没有写明年份，请指定是哪一期"
    elif len(folders) == 1:
        return _against_dates(search, "文件夹名", folders[0], where)
    elif search.folders_lack_year():
        message = "期次没有写明年份，请指定是哪一期"
    elif len(dates) == 1:
        return FoundPeriod(dates[0], None)
    elif dates:
        message = "没有写明期次，表内日期又不在同一期，请指定是哪一期"
    else:
        message = "没有写明期次，文件名和文件夹名也看不出，请指定是哪一期"
    return FoundPeriod(None, None, (Problem(where, Level.ERROR, message, "period_unknown"),))


def _against_dates(search: _Search, source: str, period: Period, where: str) -> FoundPeriod:
    """A stated period holds unless every dated row lies outside it."""
    outside = [day for day in search.dates if not period.contains(day)]
    if search.dates and len(outside) == len(search.dates):
        others = search.from_dates()
        said = others[0].label if len(others) == 1 else "别的期次"
        message = f"{source}是{period.label}，而表内日期全在{said}，请确认是哪一期"
        both = (period, *others) if len(others) == 1 else (period,)
        return FoundPeriod(period, None, (_asked(where, message, "period_disagrees", *both),))
    return FoundPeriod(period, None)


def _asked(where: str, message: str, code: str, *periods: Period) -> Problem:
    """A question whose answer is one of some periods, named by their codes."""
    return Problem(where, Level.ERROR, message, code, proposed="、".join(period.code for period in periods))


def _years(name: Name) -> tuple[int, ...]:
    return (*name.time.years, *(hint.year for hint in name.time.hints if hint.year is not None))


def _ahead_of(hint: PeriodHint, name: Name) -> bool:
    """Whether a month is later than the one a folder is named for: 12月 inside 2023年1月 is another year's."""
    return any(other.rhythm is hint.rhythm and other.number < hint.number for other in name.time.hints)
