"""Writes resources/holidays/*.toml: statutory holidays, make-up working days, festival dates, one file a year.

The holidays are the State Council's yearly notices as the package ``chinesecalendar`` lists them; only this script
needs it. Lunar festivals are computed (new moons and solar terms) and held against those holidays.

    python tools/make_holidays.py resources/holidays
"""

from __future__ import annotations

import math
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar
from chinese_calendar import constants

FIRST, LAST = 2004, 2030
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "Mid-autumn Festival": "中秋",
    "National Day": "国庆",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
FIXED = {
    "元旦": (1, 1), "妇女节": (3, 8), "植树节": (3, 12), "劳动节": (5, 1), "青年节": (5, 4), "儿童节": (6, 1),
    "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1),
}  # fmt: skip
#: Lunar festival: the solar term that lies in its lunar month, the day of that month.
LUNAR = {"春节": ("雨水", 1), "元宵": ("雨水", 15), "端午": ("夏至", 5), "中秋": ("秋分", 15), "重阳": ("霜降", 9)}
ARRANGED = {day.year for day in constants.holidays}


def new_moon(number: int) -> date:
    """The Beijing day of a new moon, counted from January 2000 (Meeus, Astronomical Algorithms, chapter 49)."""
    t = number / 1236.85
    day = 2451550.09766 + 29.530588861 * number + 0.00015437 * t * t
    e = 1 - 0.002516 * t
    sun = math.radians(2.5534 + 29.1053567 * number)
    moon = math.radians(201.5643 + 385.81693528 * number)
    width = math.radians(160.7108 + 390.67050284 * number)
    node = math.radians(124.7746 - 1.56375588 * number)
    for factor, angle in (
        (-0.4072, moon), (0.17241 * e, sun), (0.01608, 2 * moon), (0.01039, 2 * width), (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun), (0.00208 * e * e, 2 * sun), (-0.00111, moon - 2 * width),
        (-0.00057, moon + 2 * width), (0.00056 * e, 2 * moon + sun), (-0.00042, 3 * moon),
        (0.00042 * e, sun + 2 * width), (0.00038 * e, sun - 2 * width), (-0.00024 * e, 2 * moon - sun),
        (-0.00017, node),
    ):  # fmt: skip
        day += factor * math.sin(angle)
    # About 70 s from dynamical to universal time, eight hours to Beijing.
    moment = datetime(2000, 1, 1, 12) + timedelta(days=day - 2451545.0 - 70 / 86400, hours=8)  # noqa: DTZ001  naive on purpose
    return moment.date()


def lunar_day(year: int, term: str, day: int) -> date:
    """A day of the lunar month in which a solar term lies."""
    terms = chinese_calendar.get_solar_terms(date(year, 1, 1), date(year, 12, 31))
    inside = next(found for found, name in terms if name == term)
    number = round((inside.toordinal() - date(2000, 1, 6).toordinal()) / 29.530588861) + 1
    while new_moon(number) > inside:
        number -= 1
    return new_moon(number) + timedelta(days=day - 1)


def festivals(year: int) -> dict[str, date]:
    """Every festival of a year, in the order of the calendar."""
    found = {name: date(year, month, day) for name, (month, day) in FIXED.items()}
    found |= {name: lunar_day(year, term, day) for name, (term, day) in LUNAR.items()}
    found["除夕"] = found["春节"] - timedelta(days=1)
    terms = chinese_calendar.get_solar_terms(date(year, 4, 1), date(year, 4, 30))
    found["清明"] = next(day for day, name in terms if name == "清明")
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def stretches(days: dict[date, str]) -> list[tuple[str, list[date]]]:
    """Days of one name that hang together, over a weekend too."""
    found: list[tuple[str, list[date]]] = []
    for day, name in sorted(days.items()):
        if found and found[-1][0] == NAMES[name] and only_free(found[-1][1][-1], day):
            found[-1][1].append(day)
        else:
            found.append((NAMES[name], [day]))
    return found


def only_free(first: date, last: date) -> bool:
    """Whether nobody works on the days between two days."""
    between = range(first.toordinal() + 1, last.toordinal())
    return all(chinese_calendar.is_holiday(date.fromordinal(number)) for number in between)


def owner(name: str, day: date) -> int:
    """The year whose notice arranged a day: the last days of December belong to the next New Year."""
    return day.year + 1 if name == "元旦" and day.month == 12 else day.year


def year_file(year: int) -> str:
    """The text of one year's file; a year without notice has festivals only."""
    lines = [f"# {year}年节假日安排。arranged 为 false 表示放假通知尚未录入，可由本单位按通知补录。"]
    lines += [f"year = {year}", f"arranged = {str(year in ARRANGED).lower()}"]
    if year in ARRANGED:
        made_up = [day for day, name in sorted(constants.workdays.items()) if owner(NAMES[name], day) == year]
        lines += ["# 调休上班日", "workdays = [" + ", ".join(day.isoformat() for day in made_up) + "]"]
    lines += ["", "# 节日当天", "[festivals]"]
    lines += [f'"{name}" = {day.isoformat()}' for name, day in festivals(year).items()]
    for name, days in stretches(constants.holidays) if year in ARRANGED else []:
        if owner(name, days[-1]) == year:
            lines += ["", "[[holidays]]", f'name = "{name}"', f"start = {days[0]}", f"end = {days[-1]}"]
    return "\n".join(lines) + "\n"


def check(year: int) -> None:
    """A lunar festival must lie in its own holidays (Mid-autumn may fall into those of National Day)."""
    for name in ("春节", "清明", "端午", "中秋"):
        day = festivals(year)[name]
        if year >= 2008 and not chinese_calendar.is_holiday(day):
            raise SystemExit(f"{name} {day} lies in no holiday")


def main() -> None:
    """Write every year's file into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for year in range(FIRST, LAST + 1):
        if year in ARRANGED:
            check(year)
        (folder / f"{year}.toml").write_text(year_file(year), encoding="utf-8")


if __name__ == "__main__":
    main()
