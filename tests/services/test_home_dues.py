"""首页 counts what 任务 and 日历 count, with a roster and without one, and names the open doubts of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from desk_app.app import open_desk
from desk_app.campaign.tasks import Mark
from desk_app.locations import shipped
from desk_app.services.calendar_items import ItemKind, calendar_items
from desk_app.services.calendar_open import open_items
from desk_app.services.desk import Desk
from desk_app.services.end_campaign import end_campaign
from desk_app.services.home_page import HomePage, home_page
from desk_app.services.plan_desk import answer_doubt, documents
from desk_app.services.plan_doubts import Answer, Stage
from desk_app.services.plan_page import plan_page
from desk_app.services.plan_start import open_from_plan
from desk_app.services.sample_desk import StoryClock
from desk_app.services.task_board import task_board
from desk_app.services.values import Campaign
from tests.services.sample_office import MARCH, opened, set_clock

PLAN = shipped().sample / "方案.docx"
LATER = datetime(2023, 8, 14, 9, 0)  # noqa: DTZ001  the office's own wall clock
EVER = (date(2022, 1, 1), date(2025, 1, 1))


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Desk]:
    """A desk with a campaign begun from a plan, and no roster."""
    desk = open_desk(tmp_path / "data", clock=StoryClock(LATER), own_fonts=False)
    open_from_plan(desk, PLAN)
    yield desk
    desk.store.close()


def agrees(desk: Desk, campaign: Campaign, shown: HomePage) -> int:
    """The figures of 任务 and 日历 beside those of 首页; how many are late."""
    board = task_board(desk, campaign)
    forms = [one for one in calendar_items(desk, campaign, *EVER) if one.kind is ItemKind.FORM]
    late = sum(one.mark is Mark.LATE for one in (*board.lines, *forms))
    assert len(shown.overdue) == late
    assert shown.undated == len(open_items(desk, board))
    return late


def test_without_a_roster_late_tasks_and_what_has_no_day_are_counted_all_the_same(bare: Desk) -> None:
    campaign = bare.campaign(None)
    shown = home_page(bare, campaign, None)
    assert agrees(bare, campaign, shown) > 0
    assert shown.undated > 0
    assert [one.day for one in shown.overdue] == sorted(one.day for one in shown.overdue)


@pytest.mark.parametrize("at", [datetime(2023, 4, 3, 16), datetime(2023, 5, 29, 9), LATER])  # noqa: DTZ001
def test_tasks_and_owed_returns_are_counted_together_at_every_time(
    sample_pattern: Path, tmp_path: Path, at: datetime
) -> None:
    with opened(sample_pattern, tmp_path / "data") as desk:
        set_clock(desk, at)
        campaign = desk.campaign(None)
        shown = home_page(desk, campaign, MARCH)
        agrees(desk, campaign, shown)
        assert all(one.day >= at.date() for one in shown.due_this_week)


def test_an_ended_campaign_counts_nothing(sample_pattern: Path, tmp_path: Path) -> None:
    with opened(sample_pattern, tmp_path / "data") as desk:
        set_clock(desk, LATER)
        campaign = desk.campaign(None)
        assert home_page(desk, campaign, MARCH).overdue
        end_campaign(desk, campaign.id)
        shown = home_page(desk, campaign, MARCH)
        assert (shown.due_this_week, shown.overdue, shown.undated) == ((), (), 0)


def test_the_open_doubts_stand_in_what_to_do_first_until_they_are_ruled(bare: Desk) -> None:
    campaign = bare.campaign(None)
    (head,) = documents(bare)
    doubts = plan_page(bare, head.id).doubts
    assert doubts
    (line,) = [one for one in home_page(bare, campaign, None).todos if one.room == "plan"]
    assert line.text == f"方案还有{len(doubts)}处疑点未审定"
    assert (line.button, line.errand) == ("疑点核对单", "疑点")
    for one in doubts:
        answer_doubt(
            bare, head.id, one.about, Answer(Stage.RULED, day=LATER.date(), text="按正文", basis="局党组会议定")
        )
    assert not [one for one in home_page(bare, campaign, None).todos if one.room == "plan"]
