"""The calendar file: read back it says what went in, its lines are short, its events keep their names."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desk_app.exporting.ical import CalendarEvent, calendar_text, event_uid, write_calendar

_ESCAPES = {"\\n": "\n", "\\N": "\n"}
STAMP = datetime(2023, 4, 3, 9, 0)  # noqa: DTZ001  the office's own wall clock
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=200)


def read(text: str) -> list[dict[str, str]]:
    """A small reader of our own, straight from RFC 5545: unfold, split, unescape."""
    assert text.endswith("\r\n")
    lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in {"END", "BEGIN"}:
            events[-1][name] = re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[0], match[1]), value)
    return events


@given(TEXTS, TEXTS, st.dates(date(1900, 1, 1)))
def test_what_goes_in_is_read_back_and_no_line_is_longer_than_75_octets(
    summary: str, description: str, day: date
) -> None:
    event = CalendarEvent("甲", day, summary, description)
    text = calendar_text("专项", [event], STAMP)
    for line in text.split("\r\n"):
        assert len(line.encode("utf-8")) <= 75
        assert "\n" not in line
    found = read(text)[0]
    assert found["SUMMARY"] == summary
    assert found.get("DESCRIPTION", "") == description
    assert found["DTSTART;VALUE=DATE"] == f"{day:%Y%m%d}"


def test_a_stamp_is_in_universal_time_and_a_day_ends_where_the_next_begins() -> None:
    found = read(calendar_text("专项", [CalendarEvent("甲", date(2023, 12, 31), "年底")], STAMP))[0]
    assert found["DTSTAMP"] == "20230403T010000Z"
    assert found["DTEND;VALUE=DATE"] == "20240101"


def test_an_event_keeps_its_name_whatever_its_words_and_no_two_share_one() -> None:
    assert event_uid("专项|task|1") == event_uid("专项|task|1")
    assert event_uid("专项|task|1") != event_uid("专项|task|2")


def test_equal_events_make_an_equal_file(tmp_path: Path) -> None:
    events = [CalendarEvent("甲", date(2023, 3, 31), "谈话；谈心, 谈话"), CalendarEvent("乙", date(2023, 4, 1), "二")]
    for name in ("一.ics", "二.ics"):
        write_calendar(tmp_path / name, "专项", events, STAMP)
    first = (tmp_path / "一.ics").read_bytes()
    assert first == (tmp_path / "二.ics").read_bytes()
    assert first.decode("utf-8").startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
