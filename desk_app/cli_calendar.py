"""The command `calendar`: what falls due between two days, as lines for a person and a document for a program."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desk_app.campaign.calendar_days import long_day, weekday_word
from desk_app.cli_answer import Answer
from desk_app.cli_plan import day_said
from desk_app.services.calendar_items import CalendarItem, calendar_items, item_line
from desk_app.services.calendar_open import OpenItem, open_items, open_said
from desk_app.services.desk import Desk
from desk_app.services.task_board import task_board
from desk_app.services.values import Campaign


def calendar_answer(desk: Desk, campaign: Campaign, first: str, last: str, *, with_open: bool = False) -> Answer:
    """What falls due from one day to another, and what has no certain day; DeskError for a day that does not exist."""
    begin, end = day_said(first), day_said(last)
    items = calendar_items(desk, campaign, begin, end)
    undated = open_items(desk, task_board(desk, campaign))
    lines = [f"{long_day(item.day)}（{weekday_word(item.day)}）{item.until}　{item_line(item)}" for item in items]
    lines = lines or [f"{long_day(begin)}至{long_day(end)}没有到期事项。"]
    if campaign.ended:
        lines.insert(0, f"专项“{campaign.name}”已结束，以下只供查阅。")
    if undated:
        lines.append(f"{open_said(undated)}{'：' if with_open else '（加 --open 逐项列出）。'}")
    if with_open:
        lines += [_open_line(one) for one in undated]
    document = {
        "from": begin.isoformat(),
        "to": end.isoformat(),
        "ended": campaign.ended,
        "items": [_item(item) for item in items],
        "open": [_open(one) for one in undated],
    }
    return Answer(document, tuple(lines))


def _item(item: CalendarItem) -> dict[str, Any]:
    moment = item.day if item.clock is None else datetime.combine(item.day, item.clock)
    return {
        "date": moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat(),
        "kind": item.kind.value,
        "title": item.title,
        "units": list(item.units),
        "state": item.state or None,
        "offer": item.offer or None,
    }


def _open(one: OpenItem) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "title": one.title,
        "units": list(one.units),
        "deadline": one.text or None,
        "why": one.why or None,
    }


def _open_line(one: OpenItem) -> str:
    units = f"（{'、'.join(one.units)}）" if one.units else ""
    text = f"　原文“{one.text}”" if one.text else ""
    return f"时限待定　{one.kind}　{one.title}{units}{text}" + (f"　{one.why}" if one.why else "")
