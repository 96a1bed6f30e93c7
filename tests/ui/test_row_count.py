"""The line below a ledger: how many rows are shown, and how many of them count."""

from __future__ import annotations

import re

import pytest

from desk_app.campaign.period import parse_period
from desk_app.services.tally import tally_of
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.window import MainWindow

from .test_ledger import ledger, settle


@pytest.fixture
def room(window: MainWindow) -> LedgerRoom:
    return ledger(window)


def said(room: LedgerRoom) -> tuple[int, int | None]:
    settle()
    found = re.fullmatch(
        r"共(\d+)行(?:，其中计入(\d+)行（待核和前期已计的不计入）)?；最下面一行（＋）.*", room._rows_said
    )
    assert found is not None, room._rows_said
    return int(found[1]), int(found[2]) if found[2] else None


def counted(window: MainWindow, code: str) -> int:
    desk = window.worker._open_desk()
    tally = tally_of(desk, desk.campaign(None), parse_period(code))
    return next(sum(unit.count for unit in one.units) for one in tally if one.form.name == "大谈话统计表")


def test_where_some_rows_do_not_count_the_number_that_does_is_that_of_the_tally(
    window: MainWindow, room: LedgerRoom
) -> None:
    room.bar.choose("附件2", "", "2023-03")
    shown, counting = said(room)
    assert shown == len(room.model.ids)
    assert counting is not None
    assert counting == counted(window, "2023-03") < shown


def test_where_all_rows_count_nothing_more_is_said_and_a_filter_counts_what_it_shows(room: LedgerRoom) -> None:
    room.bar.choose("附件2", "办公室", "2023-01")
    shown, counting = said(room)
    assert shown == len(room.model.ids) > 0
    assert counting is None
    room.bar.choose("附件2", "", "", words="廉政")
    found, of_them = said(room)
    room.bar.choose("附件2", "", "")
    whole, of_all = said(room)
    assert of_them is not None
    assert of_all is not None
    assert found < whole
    assert of_them < found
    assert of_all - of_them <= whole - found
