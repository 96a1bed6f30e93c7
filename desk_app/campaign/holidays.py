"""节假日表: holidays, make-up working days and festivals, read from a folder that the office can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError

_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Stretch:
    """One holiday (放假) from its first to its last day."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """One year's table; ``arranged`` tells whether the yearly notice on holidays has been entered."""

    year: int
    arranged: bool = False
    workdays: frozenset[date] = frozenset()
    festivals: Mapping[str, date] = field(default_factory=dict)
    holidays: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was counted out, and the years for which the table had nothing to count with."""

    day: date
    missing: tuple[int, ...] = ()


@dataclass(frozen=True)
class Holidays:
    """The holiday table of all years; where a year is missing it says so and never pretends."""

    years: Mapping[int, HolidayYear] = field(default_factory=dict)

    @cached_property
    def _free(self) -> frozenset[date]:
        stretches = (stretch for table in self.years.values() for stretch in table.holidays)
        return frozenset(day for stretch in stretches for day in _days(stretch.start, stretch.end))

    @cached_property
    def _made_up(self) -> frozenset[date]:
        return frozenset(day for table in self.years.values() for day in table.workdays)

    def has(self, year: int) -> bool:
        """Whether the year's notice on holidays is in the table."""
        return year in self.years and self.years[year].arranged

    def is_workday(self, day: date) -> bool:
        """Whether an office works on a day; in a year without data Monday to Friday are taken."""
        return day in self._made_up or (day.weekday() < 5 and day not in self._free)

    def working_day_after(self, day: date, count: int) -> Reckoned:
        """The ``count``-th working day after a day (before it, where negative); the day itself is not counted."""
        step = timedelta(days=1 if count >= 0 else -1)
        left, missing = abs(count), set[int]()
        while left:
            day += step
            if not self.has(day.year):
                missing.add(day.year)
            left -= self.is_workday(day)
        return Reckoned(day, tuple(sorted(missing)))

    def festival(self, name: str, year: int) -> date | None:
        """The day of a festival in a year; None where the table does not have it."""
        table = self.years.get(year)
        return table.festivals.get(name) if table else None

    def holiday(self, name: str, year: int) -> Stretch | None:
        """The holiday of a festival: the one of its name, else the one in which its day lies."""
        table = self.years.get(year)
        if table is None:
            return None
        day = table.festivals.get(name)
        found = (stretch for stretch in table.holidays if day is not None and stretch.start <= day <= stretch.end)
        return next(found, None)


def load_holidays(folder: Path) -> Holidays:
    """Read every ``*.toml`` of a folder, one a year; raises DeskError naming the file and what is wrong there."""
    return _all_years(tuple((path.name, _content(path)) for path in sorted(folder.glob("*.toml"))))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DeskError(f"节假日表 {path.name} 打不开（{reason_of(error)}）。") from error


@lru_cache(maxsize=4)
def _all_years(files: tuple[tuple[str, bytes], ...]) -> Holidays:
    """The years of files by name and content; nearly every page asks for the same ones."""
    years: dict[int, HolidayYear] = {}
    for name, content in files:
        table = _read(name, content)
        if table.year in years:
            raise DeskError(f"节假日表 {name}：{table.year}年已在另一个文件中，请只保留一份。")
        years[table.year] = table
    return Holidays(years)


def _read(name: str, content: bytes) -> HolidayYear:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"节假日表 {name} 写法有误，请对照其他年份的文件改正，并用 UTF-8 编码保存。") from error
    except ValueError as error:
        raise DeskError(f"节假日表 {name} 中有不存在的日期，请改正。") from error
    try:
        return _year(table)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DeskError(f"节假日表 {name} 缺少内容或填写有误（{error}），请对照其他年份的文件改正。") from error


def _year(table: dict[str, Any]) -> HolidayYear:
    year = table["year"]
    if type(year) is not int or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"年份 {year}")
    return HolidayYear(
        year,
        table.get("arranged", False) is True,
        frozenset(_day(day) for day in table.get("workdays", [])),
        {str(name): _day(day) for name, day in table.get("festivals", {}).items()},
        tuple(_stretch(one) for one in table.get("holidays", [])),
    )


def _stretch(table: dict[str, Any]) -> Stretch:
    stretch = Stretch(str(table["name"]), _day(table["start"]), _day(table["end"]))
    if not timedelta(0) <= stretch.end - stretch.start <= timedelta(days=60):
        raise ValueError(f"{stretch.name}放假起止日期")
    return stretch


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"日期 {value}")  # noqa: TRY004  the file's fault, told as one
    return value


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=offset) for offset in range((end - start).days + 1)]
