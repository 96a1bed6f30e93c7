"""The command `calendar`: what falls due between two days, as lines for a person and a document for a program."""

from __future__ import annotations

from typing import Any

from desk_app.campaign.calendar_days import long_day, weekday_word
from desk_app.cli_answer import Answer
from desk_app.cli_plan import day_said
from desk_app.services.calendar_items import CalendarItem, calendar_items, item_line
from desk_app.services.desk import Desk
from desk_app.services.values import Campaign


def calendar_answer(desk: Desk, campaign: Campaign, first: str, last: str) -> Answer:
    """What falls due from one day to another; DeskError for a day that does not exist."""
    begin, end = day_said(first), day_said(last)
    items = calendar_items(desk, campaign, begin, end)
    lines = [f"{long_day(item.day)}（{weekday_word(item.day)}）　{item_line(item)}" for item in items]
    document = {"from": begin.isoformat(), "to": end.isoformat(), "items": [_item(item) for item in items]}
    return Answer(document, tuple(lines) or (f"{long_day(begin)}至{long_day(end)}没有到期事项。",))


def _item(item: CalendarItem) -> dict[str, Any]:
    return {
        "date": item.day.isoformat(),
        "kind": item.kind.value,
        "title": item.title,
        "units": list(item.units),
        "state": item.state or None,
        "offer": item.offer or None,
    }
