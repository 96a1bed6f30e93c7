"""上报率: every return owed is counted once, in one column; the order is the bureau's unless ranks are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import ONCE
from desk_app.services.closing import close_period, closing_state, reopen_period
from desk_app.services.completion import Slot
from desk_app.services.completion_print import print_rates
from desk_app.services.completion_work import register_excused
from desk_app.services.data_changes import last_changes
from desk_app.services.desk import Desk
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.missing_list import until_words
from desk_app.services.overview import undo
from desk_app.services.paperwork import tally_page
from desk_app.services.report_draft import draft_report
from desk_app.services.report_rates import RateWish, percent, rates_text, report_rates
from desk_app.services.report_template import Template
from desk_app.services.send_back import send_back
from desk_app.services.values import Campaign
from desk_app.storage import collections
from tests.services.sample_office import DEEDS, FEBRUARY, JANUARY, MARCH, TALKS, opened, set_clock, stands


@pytest.fixture
def desk(sample_pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(sample_pattern, tmp_path / "data") as desk:
        yield desk


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return desk.campaign(None)


def test_every_return_that_is_owed_is_counted_in_one_column(desk: Desk, campaign: Campaign) -> None:
    for wish in (RateWish(MARCH), RateWish(ONCE), RateWish(MARCH, cumulative=True), RateWish(None)):
        table = report_rates(desk, campaign, wish)
        for one in (*table.lines, table.whole):
            assert one.owed == one.in_time + one.late + one.waiting + one.missing
        assert table.whole.owed == sum(one.owed for one in table.lines)
        assert table.whole.missing == sum(one.missing for one in table.lines)


def test_a_late_return_is_late_and_not_in_time(desk: Desk, campaign: Campaign) -> None:
    table = report_rates(desk, campaign, RateWish(ONCE, forms=(DEEDS,)))
    late = {one.unit: (one.in_time, one.late, one.came, one.punctual) for one in table.lines if one.late}
    assert late == {"高新区分局": (0, 1, "100%", "0%")}


def test_the_bureaus_order_holds_until_ranks_are_asked_for(desk: Desk, campaign: Campaign) -> None:
    order = [unit.name for unit in desk.roster().units]
    plain = report_rates(desk, campaign, RateWish(MARCH, cumulative=True))
    assert [one.unit for one in plain.lines] == [name for name in order if name in {one.unit for one in plain.lines}]
    ranked = report_rates(desk, campaign, RateWish(MARCH, cumulative=True, ranked=True))
    rates = [(one.in_time + one.late) / one.owed for one in ranked.lines]
    assert rates == sorted(rates, reverse=True)
    assert {one.unit for one in ranked.lines} == {one.unit for one in plain.lines}
    assert ranked.place_of(0) == ranked.place_of(1) == 1


def test_cumulative_rates_count_only_what_was_due_and_say_what_they_left_out(desk: Desk, campaign: Campaign) -> None:
    table = report_rates(desk, campaign, RateWish(MARCH, cumulative=True))
    assert table.forms == (TALKS, DEEDS)
    assert table.whole.owed == 4 * len(desk.roster().reporting)
    assert "大调研课题申报表、提建议清单时限待定，未计入" in table.remarks


def test_rates_up_to_a_period_do_not_grow_by_what_was_due_after_it(desk: Desk, campaign: Campaign) -> None:
    january = report_rates(desk, campaign, RateWish(JANUARY, cumulative=True))  # asked in April
    assert january.forms == (TALKS,)
    assert january.whole.owed == len(desk.roster().reporting)
    assert "时限在2023年1月31日以后的1期（表）未计入" in january.remarks
    assert report_rates(desk, campaign, RateWish(FEBRUARY, cumulative=True)).forms == (TALKS, DEEDS)


def test_rates_of_a_closed_period_stand_and_who_was_not_due_by_then_is_never_told_to_be_overdue(
    desk: Desk, campaign: Campaign
) -> None:
    with desk.store.operation("时限", actor="试", at=desk.clock()) as op:
        known = collections.of_campaign(op, campaign.id, period="2023-03")
        collections.set_due(op, next(one.id for one in known if one.form == TALKS), date(2023, 4, 5), None, "报送通知")
    assert closing_state(desk, campaign, MARCH).points[0].text == (
        "大谈话统计表未报2家：法规科、西城分局（时限未到，定稿后到的另放一边，不计数）"
    )
    close_period(desk, campaign, MARCH)
    waiting = stands(desk, campaign, "环评科")
    assert waiting.electronic == "待核"

    def told() -> tuple[object, ...]:
        table = report_rates(desk, campaign, RateWish(MARCH))
        said = rates_text(table).removeprefix(until_words(desk.clock()))
        letter = draft_report(desk, campaign, Template("试", "[?请{逾期未报单位}说明。]{未报单位}"), MARCH).text
        return (said, table.lines, letter, figure_table(desk, campaign, MARCH, Basis.REPORTED).remarks)

    before = told()
    assert str(before[0]).endswith("大谈话统计表定稿时时限未到，未报的不算逾期。")
    assert before[2] == "法规科、西城分局"
    paper = tally_page(desk, campaign, MARCH)
    assert "；迟报计入原期；" in paper.note
    assert paper.note.endswith("大谈话统计表定稿时时限未到，未报的不算逾期。")
    assert paper.footnotes == ()  # all in one place
    set_clock(desk, datetime(2023, 4, 20, 9))  # noqa: DTZ001  the office's own wall clock
    send_back(desk, campaign, [waiting.submission_id or 0], "少一行")
    assert told() == before
    reopen_period(desk, campaign, MARCH, "环评科要改")
    assert "请法规科、环评科、西城分局说明。" in str(told()[2])
    send_back(desk, campaign, [stands(desk, campaign, "办公室").submission_id or 0], "重填")
    close_period(desk, campaign, MARCH)  # all within one second
    note = last_changes(desk, campaign, MARCH)
    moved = [one for one in note.figures if one.measure == "退回修改次数"]
    assert [(one.unit, one.old, one.new) for one in moved] == [("办公室", "0", "1"), ("环评科", "0", "1")]
    assert {(one.unit, one.kind, one.why) for one in note.rows} == {("办公室", "不再计入", "2023年4月20日退回修改")}


def test_who_is_not_concerned_owes_nothing(desk: Desk, campaign: Campaign) -> None:
    register_excused(desk, campaign, [Slot("法规科", TALKS, MARCH)], "本期无此项工作")
    table = report_rates(desk, campaign, RateWish(MARCH))
    assert "法规科" not in {one.unit for one in table.lines}
    assert table.whole.owed == len(desk.roster().reporting) - 1


def test_sendings_back_are_counted_and_not_counted_any_more_once_taken_back(desk: Desk, campaign: Campaign) -> None:
    number = stands(desk, campaign, "办公室").submission_id or 0
    first = send_back(desk, campaign, [number], "时间不对")

    def times() -> tuple[int, int]:
        found = next(one for one in report_rates(desk, campaign, RateWish(MARCH)).lines if one.unit == "办公室")
        return found.sent_back, found.missing

    assert times() == (1, 1)
    taken_back = undo(desk, first.operation_id or 0)
    assert times() == (0, 0)
    undo(desk, taken_back.operation_id or 0)
    assert times() == (1, 1)


def test_the_sentences_name_who_is_late_and_missing_with_how_many(desk: Desk, campaign: Campaign) -> None:
    said = rates_text(report_rates(desk, campaign, RateWish(MARCH)))
    assert said.startswith(
        "截至4月3日16时，2023年3月应报16份，按时12份，迟报0份，待核2份，未报2份，上报率75%，按时率75%"
    )
    assert "未报的有法规科（1份）、西城分局（1份）。" in said


def test_the_table_goes_out_as_pdf_excel_word_and_text(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    made = print_rates(desk, campaign, RateWish(MARCH), tmp_path)
    assert [path.suffix for path in made.files] == [".pdf", ".xlsx", ".docx", ".txt"]
    sheet = openpyxl.load_workbook(made.files[1]).active
    assert sheet is not None
    said = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    assert {"法规科", "75%", "按时率"} <= said
    assert "名次" not in said


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_is_never_rounded_to_all_nor_to_nothing(part: int, whole: int) -> None:
    part = min(part, whole)
    said = percent(part, whole)
    assert (said == "100%") == (part == whole)
    assert (said == "0%") == (part == 0)
    assert abs(float(said.removesuffix("%")) - 100 * part / whole) <= 0.1
