"""完成情况: the matrix agrees with the standings, sums with its parts, and what is registered from it can be undone."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from desk_app.campaign.period import ONCE
from desk_app.campaign.roster import Unit
from desk_app.problems import DeskError
from desk_app.services.completion import Completion, Slot, Track, begun_periods, cell_words, completion
from desk_app.services.completion_print import print_matrix, print_missing_list, print_register, print_tick_sheet
from desk_app.services.completion_work import (
    register_excused,
    register_nils,
    register_owing,
    register_papers,
)
from desk_app.services.desk import Desk
from desk_app.services.missing_list import late_days, list_text, messages, missing_of, unit_message
from desk_app.services.overview import undo
from desk_app.services.received_register import PAPER, received_lines
from desk_app.services.roster_work import UnitEntry, mend_unit
from desk_app.services.send_back import send_back
from desk_app.services.standing import NIL, NOT_CONCERNED, standing_of
from desk_app.services.tally import tally_of
from desk_app.services.values import Campaign, PaperState
from desk_app.storage import roster
from tests.services.sample_office import ADVICE, DEEDS, LEDGER, MARCH, NOW, TALKS, stands


def column(shown: Completion, form: str, period: str = "2023-03") -> int:
    return next(place for place, one in enumerate(shown.columns) if (one.form.name, one.period.code) == (form, period))


def texts(path: Path) -> set[str]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}


def test_the_matrix_says_of_every_return_what_the_standings_say(desk: Desk, campaign: Campaign) -> None:
    periods = begun_periods(desk, campaign)
    shown = completion(desk, campaign, periods)
    counted = 0
    for period in periods:
        for standing in standing_of(desk, campaign, period):
            place = column(shown, standing.form.name, period.code)
            for unit in standing.units:
                assert shown.cell(unit.unit, place) == unit
                counted += 1
    assert counted == sum(one is not None for line in shown.cells.values() for one in line)


def test_units_stand_in_the_bureaus_order_and_forms_by_annex_with_their_periods_in_time(
    desk: Desk, campaign: Campaign
) -> None:
    shown = completion(desk, campaign, begun_periods(desk, campaign))
    order = [unit.name for unit in desk.roster().everyone]
    assert [row.name for row in shown.rows] == [name for name in order if name in shown.cells]
    talks = [one.period.code for one in shown.columns if one.form.name == TALKS]
    assert talks == sorted(talks)
    forms = list(dict.fromkeys(one.form.name for one in shown.columns))
    assert forms == ["大谈话统计表", "大调研课题申报表", "提建议清单", "办实事征集表", "整改台账"]


def test_nobody_owes_in_march_what_is_collected_once_nor_what_is_sent_by_whoever_has_something(
    desk: Desk, campaign: Campaign
) -> None:
    shown = completion(desk, campaign, [MARCH])
    assert {one.form.name for one in shown.columns} == {TALKS, LEDGER}
    ledger = column(shown, LEDGER)
    assert shown.cell("办公室", ledger) is None
    assert shown.whole[ledger].missing == 0


def test_the_sums_of_all_are_counted_again_from_the_cells(desk: Desk, campaign: Campaign) -> None:
    shown = completion(desk, campaign, begun_periods(desk, campaign))
    for place, total in enumerate(shown.whole):
        states = Counter(line[place].electronic for line in shown.cells.values() if line[place])  # type: ignore[union-attr]
        assert total.owed == sum(states.values()) - states[NOT_CONCERNED]
        assert (total.received, total.nil, total.waiting) == (states["已收"], states[NIL], states["待核"])
        assert total.missing == states["未报"] + states["退回修改"]


def test_a_unit_above_others_is_summed_with_all_below_it_to_the_last_level(desk: Desk, campaign: Campaign) -> None:
    known = desk.roster()
    units = (*known.units, Unit("应急一队", parent="应急中心", kind="二级机构"))
    with desk.store.operation("x", actor="甲", at=NOW) as op:
        roster.save(op, type(known)(units, known.people, known.relations))
    shown = completion(desk, campaign, [MARCH])
    place = column(shown, TALKS)
    mine = [shown.cell(name, place) for name in ("执法支队", "应急中心", "应急一队")]
    assert shown.below("执法支队")[place].owed == 3
    assert shown.below("执法支队")[place].missing == sum(one.is_missing for one in mine if one)
    assert shown.below("应急中心")[place].owed == 2
    rows = {row.name: row for row in shown.rows}
    assert rows["应急一队"].above == ("应急中心", "执法支队")
    assert rows["执法支队"].is_parent
    assert rows["应急中心"].apart


def test_a_ring_of_units_above_each_other_does_not_hang(desk: Desk, campaign: Campaign) -> None:
    known = desk.roster()
    units = (*known.units, Unit("甲队", parent="乙队"), Unit("乙队", parent="甲队"))
    with desk.store.operation("x", actor="甲", at=NOW) as op:
        roster.save(op, type(known)(units, known.people, known.relations))
    shown = completion(desk, campaign, [MARCH])
    assert shown.below("甲队")[column(shown, TALKS)].owed == 2


def test_an_outstanding_paper_goes_without_saying_while_nothing_is_in(desk: Desk, campaign: Campaign) -> None:
    shown = completion(desk, campaign, [MARCH])
    place = column(shown, TALKS)
    at = shown.columns[place]
    assert cell_words(shown.cell("法规科", place), at) == ("未报", "")
    assert cell_words(shown.cell("办公室", place), at) == ("已收", "纸质未交")
    assert cell_words(shown.cell("法规科", place), at, Track.PAPER) == ("", "未交")
    assert cell_words(shown.cell("办公室", place), at, Track.ELECTRONIC) == ("已收", "")


def test_late_is_a_mark_in_words(desk: Desk, campaign: Campaign) -> None:
    shown = completion(desk, campaign, [ONCE])
    place = column(shown, DEEDS, "once")
    assert cell_words(shown.cell("土壤环境科", place), shown.columns[place], Track.ELECTRONIC) == ("逾期未报", "")
    assert cell_words(shown.cell("高新区分局", place), shown.columns[place], Track.ELECTRONIC) == ("已收（迟报）", "")


def test_papers_are_registered_in_bulk_in_one_step_that_can_be_taken_back(desk: Desk, campaign: Campaign) -> None:
    units = ["办公室", "机关党委", "法规科"]
    done = register_papers(desk, campaign, [Slot(unit, TALKS, MARCH) for unit in units], PaperState.RECEIVED)
    assert [stands(desk, campaign, unit).paper for unit in units] == ["已交"] * 3
    assert stands(desk, campaign, "法规科").electronic == "未报"
    register_papers(desk, campaign, [Slot("办公室", TALKS, MARCH)], PaperState.UNSEALED)
    assert stands(desk, campaign, "办公室").paper == "缺盖章"
    assert done.changes.operation_id is not None
    with pytest.raises(DeskError, match="请先撤销那一步"):
        undo(desk, done.changes.operation_id)


def test_a_paper_of_a_period_that_a_form_has_not_is_refused_and_nothing_is_kept(desk: Desk, campaign: Campaign) -> None:
    with pytest.raises(DeskError, match="没有“2023年3月”这一期"):
        register_papers(
            desk, campaign, [Slot("办公室", TALKS, MARCH), Slot("办公室", ADVICE, MARCH)], PaperState.RECEIVED
        )
    assert stands(desk, campaign, "办公室").paper == "未交"


def test_nil_reports_of_many_units_leave_alone_what_is_in_and_say_so(desk: Desk, campaign: Campaign) -> None:
    done = register_nils(desk, campaign, [Slot(unit, TALKS, MARCH) for unit in ("法规科", "办公室", "西城分局")])
    assert (done.count, len(done.left_out)) == (2, 1)
    assert "办公室" in done.left_out[0]
    assert "已收" in done.left_out[0]
    assert stands(desk, campaign, "西城分局").electronic == NIL
    undo(desk, done.changes.operation_id or 0)
    assert stands(desk, campaign, "西城分局").electronic == "未报"


def test_not_concerned_needs_a_reason_which_is_kept_and_can_be_taken_back_by_hand(
    desk: Desk, campaign: Campaign
) -> None:
    slots = [Slot(unit, TALKS, MARCH) for unit in ("法规科", "西城分局")]
    with pytest.raises(DeskError, match="写明原因"):
        register_excused(desk, campaign, slots, " ")
    register_excused(desk, campaign, slots, "本期无此项工作")
    found = stands(desk, campaign, "法规科")
    assert (found.electronic, found.reason, found.late) == (NOT_CONCERNED, "本期无此项工作", "")
    assert register_owing(desk, campaign, slots[:1]).count == 1
    assert stands(desk, campaign, "法规科").electronic == "未报"
    assert stands(desk, campaign, "西城分局").electronic == NOT_CONCERNED
    with pytest.raises(DeskError, match="没有登记不涉及"):
        register_owing(desk, campaign, slots[:1])


def test_days_late_begin_the_minute_after_and_grow_by_the_day() -> None:
    due = datetime(2023, 3, 31, 12, 0)  # noqa: DTZ001  the office's own wall clock
    assert late_days(None, NOW) == 0
    assert late_days(due, due) == 0
    assert late_days(due, due.replace(minute=1)) == 1
    assert late_days(due, NOW) == 3


def test_the_list_of_the_missing_names_each_form_with_deadline_and_days_late(desk: Desk, campaign: Campaign) -> None:
    standings = [*standing_of(desk, campaign, MARCH), *standing_of(desk, campaign, ONCE)]
    missing = missing_of(desk, campaign, standings)
    assert {(one.unit, one.form) for one in missing} == {
        (unit.unit, standing.form.name) for standing in standings for unit in standing.missing
    }
    text = list_text(missing, NOW)
    assert text.startswith("截至4月3日16时未报单位名单：\n附件2 大谈话统计表（2023年3月），未报2家：法规科、西城分局。")
    assert "附件5 办实事征集表，2月28日截止，已逾期34天，未报1家：土壤环境科。" in text
    assert list_text((), NOW) == "截至4月3日16时，应报单位均已报送。"


def test_each_unit_has_a_message_of_its_own_that_tells_sent_back_from_never_sent(
    desk: Desk, campaign: Campaign
) -> None:
    send_back(desk, campaign, [stands(desk, campaign, "办公室").submission_id or 0], "时间不对")
    missing = missing_of(desk, campaign, standing_of(desk, campaign, MARCH))
    said = dict(line.split("：", 1) for line in messages(desk, missing).split("\n"))
    assert list(said) == ["办公室", "法规科", "西城分局"]
    assert said["办公室"].startswith("退回修改的大谈话统计表（2023年3月），请改好后尽快重报")
    assert said["法规科"].startswith(
        "尚未收到你单位报送的大谈话统计表（2023年3月），请尽快报送；没有内容的，请报零报告"
    )
    assert unit_message((), "") == ""


def test_the_list_goes_out_as_pdf_excel_and_text_with_whom_to_call(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = print_missing_list(desk, campaign, standing_of(desk, campaign, MARCH), tmp_path)
    assert [path.suffix for path in made.files] == [".pdf", ".xlsx", ".txt"]
    said = texts(made.files[1])
    contact = desk.roster().get("法规科").contact  # type: ignore[union-attr]
    assert {"法规科", "西城分局", contact} <= said
    assert "办公室" not in said
    assert "西城分局" in made.files[2].read_text("utf-8-sig")


def test_the_matrix_on_paper_has_every_shown_unit_and_its_sums(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    shown = completion(desk, campaign, [MARCH])
    made = print_matrix(desk, shown, tmp_path, [row.name for row in shown.rows])
    said = texts(made.files[1])
    assert {row.name for row in shown.rows} <= said
    assert f"{shown.whole[0].done}/{shown.whole[0].owed}" in said


def test_more_periods_than_a_page_holds_go_form_by_form(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    shown = completion(desk, campaign, begun_periods(desk, campaign))
    made = print_matrix(desk, shown, tmp_path, ["办公室"], kinds=(".xlsx",))
    assert len(made.files) == len({one.form.name for one in shown.columns})


def test_the_tick_sheet_is_empty_and_asks_nobody_for_what_he_does_not_owe(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    register_excused(desk, campaign, [Slot("法规科", TALKS, MARCH)], "本期无此项工作")
    made = print_tick_sheet(desk, campaign, [MARCH], tmp_path)
    said = texts(made.files[1])
    assert {"办公室", "西城分局", TALKS, "电子", "纸质"} <= said
    assert "法规科" not in said
    assert "已收" not in said
    assert LEDGER not in said


def test_the_register_has_every_file_and_paper_with_who_took_it(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    from desk_app.services.open_campaign import name_the_office

    name_the_office(desk, desk.bureau, "王芳")
    before = received_lines(desk, campaign)
    register_papers(desk, campaign, [Slot("办公室", TALKS, MARCH)], PaperState.UNSIGNED)
    done = register_nils(desk, campaign, [Slot("法规科", TALKS, MARCH)])
    lines = received_lines(desk, campaign)
    assert len(lines) == len(before) + 2
    paper = next(one for one in lines if one.way == PAPER)
    assert (paper.unit, paper.form, paper.state, paper.taken_by) == ("办公室", TALKS, "缺签字", "王芳")
    nil = next(one for one in lines if one.unit == "法规科" and one.state == NIL and one.way == "登记")
    assert nil.taken_by == "王芳"
    assert [one.at for one in lines] == sorted(one.at for one in lines)
    known = desk.roster()
    for at in {one.at for one in lines}:
        came = [known.order_of(one.unit) for one in lines if one.at == at]
        assert came == sorted(came), "what came together stands in the bureau's order, not in that of file names"
    undo(desk, done.changes.operation_id or 0)
    assert len(received_lines(desk, campaign)) == len(before) + 1
    march = received_lines(desk, campaign, period=MARCH)
    assert march
    assert {one.period for one in march} == {"2023年3月"}
    made = print_register(desk, campaign, tmp_path, period=MARCH)
    assert {one.file for one in march if one.file} <= texts(made.files[1])


def test_a_paper_that_came_twice_stands_twice_in_the_register_of_what_came(desk: Desk, campaign: Campaign) -> None:
    slot = [Slot("办公室", TALKS, MARCH)]
    for state in (PaperState.UNSEALED, PaperState.RECEIVED):
        register_papers(desk, campaign, slot, state)
    wrong = register_papers(desk, campaign, [Slot("人事科", TALKS, MARCH)], PaperState.UNSIGNED)
    assert wrong.changes.operation_id is not None
    undo(desk, wrong.changes.operation_id)
    lines = [one for one in received_lines(desk, campaign, period=MARCH) if one.way == PAPER]
    mine = [(one.unit, one.state) for one in lines if one.unit in {"办公室", "人事科"}]
    assert mine == [("办公室", "缺盖章"), ("办公室", "已交")]


def test_a_unit_set_to_report_no_more_keeps_what_it_sent_in_every_room(desk: Desk, campaign: Campaign) -> None:
    def counted() -> tuple[int, dict[str, str]]:
        (tally,) = [one for one in tally_of(desk, campaign, MARCH) if one.form.name == TALKS]
        (standing,) = [one for one in standing_of(desk, campaign, MARCH) if one.form.name == TALKS]
        return sum(one.count for one in tally.units if one.unit == "办公室"), {
            one.unit: one.electronic for one in standing.units
        }

    rows, before = counted()
    assert rows
    assert before["办公室"] == "已收"
    assert before["法规科"] == "未报"
    for name in ("办公室", "法规科"):
        unit = desk.roster().get(name)
        assert unit is not None
        mend_unit(
            desk,
            name,
            UnitEntry(unit.aliases, unit.contact, unit.branch, unit.phone, unit.kind, unit.parent, reports=False),
        )
    again, after = counted()
    assert (again, after["办公室"]) == (rows, "已收")
    assert "法规科" not in after
    (standing,) = [one for one in standing_of(desk, campaign, MARCH) if one.form.name == TALKS]
    assert next(one.reason for one in standing.units if one.unit == "办公室") == "名册里已改为不报送，报过的照计"
