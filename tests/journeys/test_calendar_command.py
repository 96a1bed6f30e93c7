"""The command `calendar`, as an office and as another program call it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Program = Callable[..., Any]


def test_what_falls_due_is_told_as_a_document(opened: Program) -> None:
    document = opened("calendar", "--from", "2023-01-01", "--to", "2023-02-28", "--json").document
    assert (document["from"], document["to"]) == ("2023-01-01", "2023-02-28")
    assert [(item["date"], item["kind"]) for item in document["items"]] == [
        ("2023-01-18", "task"),
        ("2023-01-18", "task"),
        ("2023-02-28", "form"),
    ]
    assert document["items"][0]["units"] == ["机关党委", "人事科", "工会"]
    assert set(document["items"][0]) == {"date", "kind", "title", "units", "state", "offer"}


def test_what_falls_due_is_told_in_lines(opened: Program) -> None:
    told = opened("calendar", "--from", "2023-01-18", "--to", "2023-01-18")
    assert told.status == 0
    assert told.out.count("2023年1月18日（周三）　任务") == 2


def test_an_empty_stretch_says_so_and_a_wrong_day_is_refused_in_one_line(opened: Program) -> None:
    assert "没有到期事项" in opened("calendar", "--from", "2023-01-01", "--to", "2023-01-02").out
    wrong = opened("calendar", "--from", "2023-02-30", "--to", "2023-03-01")
    assert (wrong.status, len(wrong.err.strip().splitlines())) == (2, 1)
    assert opened("calendar", "--from", "2023-03-02", "--to", "2023-03-01").status == 2
