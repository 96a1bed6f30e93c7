"""What the organiser does with returns after they came in: mend, choose, send back, note, take back, type."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desk_app.campaign.period import ONCE, parse_period
from desk_app.locations import shipped
from desk_app.problems import DeskError, Level
from desk_app.services.accept import accept
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.intake_page import IntakeLine, Kind, intake_page
from desk_app.services.ledger_rows import LedgerFilter, LedgerForm, ledger_head, ledger_rows, ledger_view
from desk_app.services.open_return import open_return, original_copy
from desk_app.services.overview import undo
from desk_app.services.record_card import record_card, restore_values
from desk_app.services.send_back import register_nil, register_not_concerned, send_back, undo_batch
from desk_app.services.settle_return import settle
from desk_app.services.standing import standing_of
from desk_app.services.take_in import Choices, take_in
from desk_app.services.tally import tally_of
from desk_app.services.type_records import TypedRow, delete_rows, type_rows
from desk_app.services.values import Campaign

SAMPLE = shipped().forms.parent / "resources" / "sample"
FEBRUARY, MARCH = parse_period("2023-02"), parse_period("2023-03")
TALK = {"talker": "张三", "talkee": "李四", "talked_on": "3月5日", "type": "谈心谈话"}


def waiting(desk: Desk, campaign: Campaign, part: str) -> IntakeLine:
    return next(line for line in intake_page(desk, campaign).lines if part in line.file)


def talks(desk: Desk, campaign: Campaign) -> LedgerForm:
    return next(form for form in ledger_head(desk, campaign).forms if form.definition.name == "大谈话统计表")


def figure(desk: Desk, campaign: Campaign, unit: str, period: str, form: str = "大谈话统计表") -> int:
    tallies = tally_of(desk, campaign, parse_period(period))
    tally = next(one for one in tallies if one.form.name == form)
    return next((one.count for one in tally.units if one.unit == unit), 0)


def state(desk: Desk, campaign: Campaign, unit: str, period: str) -> str:
    standing = next(one for one in standing_of(desk, campaign, parse_period(period)) if one.form.name == "大谈话统计表")
    return next(one.electronic for one in standing.units if one.unit == unit)


def test_everything_that_asks_for_a_hand_stands_on_the_page_of_what_waits(desk: Desk, campaign: Campaign) -> None:
    page = intake_page(desk, campaign)
    assert {line.kind for line in page.lines} == {Kind.WAITING, Kind.UNREADABLE, Kind.SCAN}
    assert page.waiting == page.count(Kind.WAITING) == 8
    assert [batch.name for batch in page.batches] == ["2023年3月", "2023年2月", "2023年1月"]


def test_a_wrong_cell_is_marked_mended_and_then_accepted_and_the_tally_counts_it(
    desk: Desk, campaign: Campaign
) -> None:
    line = waiting(desk, campaign, "法规科")
    opened = open_return(desk, campaign, line.id)
    wrong = next(one for one in opened.problems if one.key)
    assert (wrong.key, wrong.problem.cell, opened.cell_errors) == ("talked_on", "G6", 1)
    before = figure(desk, campaign, "法规科", "2023-02")
    correct_cells(desk, campaign, [CellEdit(wrong.record_id or 0, "talked_on", "2月27日")])
    mended = open_return(desk, campaign, line.id)
    assert not mended.problems
    assert next(row for row in mended.rows if row.id == wrong.record_id).values["talked_on"] == "2023-02-27"
    assert intake_page(desk, campaign).ready == (line.id,)
    accept(desk, campaign, [str(line.id)])
    assert figure(desk, campaign, "法规科", "2023-02") == before + 3


def test_a_mend_that_is_wrong_again_is_said_at_the_same_place(desk: Desk, campaign: Campaign) -> None:
    line = waiting(desk, campaign, "法规科")
    wrong = next(one for one in open_return(desk, campaign, line.id).problems if one.key)
    correct_cells(desk, campaign, [CellEdit(wrong.record_id or 0, "talked_on", "2月31日")])
    again = [one for one in open_return(desk, campaign, line.id).problems if one.key]
    assert [(one.problem.where, one.problem.cell) for one in again] == [(wrong.problem.where, "G6")]
    assert "2月31日" in again[0].problem.message


def test_mending_is_undone_with_its_problem(desk: Desk, campaign: Campaign) -> None:
    line = waiting(desk, campaign, "法规科")
    before = open_return(desk, campaign, line.id)
    wrong = next(one for one in before.problems if one.key)
    changes = correct_cells(desk, campaign, [CellEdit(wrong.record_id or 0, "talked_on", "2月27日")])
    undo(desk, changes.operation_id or 0)
    assert open_return(desk, campaign, line.id) == before


def test_a_chosen_unit_answers_the_question_and_the_return_can_be_accepted(desk: Desk, campaign: Campaign) -> None:
    line = next(one for one in intake_page(desk, campaign).lines if one.kind is Kind.WAITING and not one.unit)
    unknown = line if not line.proposed_unit else waiting(desk, campaign, "附件2 大谈话统计表.xlsx")
    settle(desk, campaign, unknown.id, unit="水生态环境科", period=MARCH)
    opened = open_return(desk, campaign, unknown.id)
    assert (opened.unit, opened.period) == ("水生态环境科", MARCH)
    assert not any(one.problem.code.startswith("unit_") for one in opened.problems)
    assert any(one.problem.code == "which_counts" for one in opened.problems)
    assert any(one.problem.code == "date_outside" for one in opened.problems)


def test_a_return_sent_back_counts_no_more_and_says_why(desk: Desk, campaign: Campaign) -> None:
    line = next(
        one for one in intake_page(desk, campaign, 3).lines if one.unit == "水生态环境科" and one.kind is Kind.FAULTLESS
    )
    changes = send_back(desk, campaign, [line.id], "谈话地点请写全")
    assert figure(desk, campaign, "水生态环境科", "2023-03") == 0
    assert state(desk, campaign, "水生态环境科", "2023-03") == "退回修改"
    assert "谈话地点请写全" in waiting(desk, campaign, line.file).said
    undo(desk, changes.operation_id or 0)
    assert state(desk, campaign, "水生态环境科", "2023-03") == "已收"


def test_nothing_to_report_is_noted_by_hand_but_never_over_rows(desk: Desk, campaign: Campaign) -> None:
    missing = next(
        unit.unit
        for one in standing_of(desk, campaign, MARCH)
        if one.form.name == "大谈话统计表"
        for unit in one.missing
    )
    register_nil(desk, campaign, "大谈话统计表", missing, MARCH)
    assert state(desk, campaign, missing, "2023-03") == "零报告"
    with pytest.raises(DeskError, match="已收"):
        register_nil(desk, campaign, "大谈话统计表", "办公室", MARCH)


def test_a_unit_that_is_not_concerned_needs_a_reason(desk: Desk, campaign: Campaign) -> None:
    with pytest.raises(DeskError, match="原因"):
        register_not_concerned(desk, campaign, "大调研课题申报表", "水生态环境科", ONCE, " ")
    missing = next(
        unit.unit
        for one in standing_of(desk, campaign, MARCH)
        if one.form.name == "大谈话统计表"
        for unit in one.missing
    )
    register_not_concerned(desk, campaign, "大谈话统计表", missing, MARCH, "本月无在岗人员")
    assert state(desk, campaign, missing, "2023-03") == "不涉及"


def test_a_batch_taken_back_can_be_given_back_or_taken_in_again(desk: Desk, campaign: Campaign) -> None:
    before = figure(desk, campaign, "办公室", "2023-03")
    changes = undo_batch(desk, campaign, 3)
    assert figure(desk, campaign, "办公室", "2023-03") == 0
    report = take_in(desk, campaign, [SAMPLE / "来表" / "2023年3月"], Choices())
    assert report.batch_id == 4
    assert figure(desk, campaign, "办公室", "2023-03") == before
    with pytest.raises(DeskError):
        undo_batch(desk, campaign, 3)
    assert changes.operation_id


def test_a_batch_taken_back_leaves_what_it_replaced_as_it_was(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    form = talks(desk, campaign)
    register_nil(desk, campaign, form.definition.name, "法规科", MARCH)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["填报单位：法规科"])
    sheet.append(list(form.definition.labels))
    sheet.append(["1", "张三", "科长", "李四", "科员", "王五", "2023年3月5日", "会议室", "谈心谈话"])
    book.save(tmp_path / "附件2 大谈话统计表（法规科）3月.xlsx")
    report = take_in(desk, campaign, [tmp_path / "附件2 大谈话统计表（法规科）3月.xlsx"], Choices())
    assert state(desk, campaign, "法规科", "2023-03") == "已收"
    undo_batch(desk, campaign, report.batch_id or 0)
    assert state(desk, campaign, "法规科", "2023-03") == "零报告"


def test_a_typed_row_counts_is_traceable_and_goes_when_deleted(desk: Desk, campaign: Campaign) -> None:
    form = talks(desk, campaign)
    before = figure(desk, campaign, "办公室", "2023-03")
    _, ids = type_rows(desk, campaign, form.id, [TypedRow("办公室", MARCH, TALK)])
    assert figure(desk, campaign, "办公室", "2023-03") == before + 1
    card = record_card(desk, campaign, ids[0])
    assert (card.file, card.typed, card.values["talked_on"]) == ("手工录入", True, "2023-03-05")
    assert card.values["serial"] == str(before + 1)
    assert ids[0] in ledger_view(desk, campaign, form, LedgerFilter("办公室", "2023-03")).ids
    delete_rows(desk, campaign, ids)
    assert figure(desk, campaign, "办公室", "2023-03") == before
    assert ids[0] not in ledger_view(desk, campaign, form, LedgerFilter("办公室", "2023-03")).ids


def test_a_later_file_replaces_the_earlier_file_and_never_the_typed_rows(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    form = talks(desk, campaign)
    before = figure(desk, campaign, "办公室", "2023-03")
    type_rows(desk, campaign, form.id, [TypedRow("办公室", MARCH, TALK)])
    given = tmp_path / "附件2 大谈话统计表（办公室）3月 重报.xlsx"
    book = openpyxl.load_workbook(SAMPLE / "来表" / "2023年3月" / "附件2 大谈话统计表（办公室）.xlsx")
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.endswith("会议室"):
                cell.value = "三楼会议室"
    book.save(given)
    take_in(desk, campaign, [given], Choices(period=MARCH))
    assert figure(desk, campaign, "办公室", "2023-03") == before + 1
    counted = ledger_rows(desk, ledger_view(desk, campaign, form, LedgerFilter("办公室", "2023-03")).ids)
    assert sum(row.typed for row in counted) == 1


def test_a_typed_row_that_is_not_whole_is_listed_with_its_errors(desk: Desk, campaign: Campaign) -> None:
    form = talks(desk, campaign)
    _, ids = type_rows(desk, campaign, form.id, [TypedRow("办公室", MARCH, {"talker": "张三"})])
    view = ledger_view(desk, campaign, form, LedgerFilter("办公室", "2023-03"))
    mine = [problem for problem in view.problems if problem.record_id == ids[0]]
    assert [problem.key for problem in mine] == ["talkee", "talked_on", "type"]
    edits = [CellEdit(ids[0], key, text) for key, text in TALK.items()]
    correct_cells(desk, campaign, edits)
    view = ledger_view(desk, campaign, form, LedgerFilter("办公室", "2023-03"))
    assert not [problem for problem in view.problems if problem.record_id == ids[0]]


def test_the_way_back_to_an_earlier_wording_is_a_step_of_its_own(desk: Desk, campaign: Campaign) -> None:
    form = talks(desk, campaign)
    row_id = ledger_view(desk, campaign, form, LedgerFilter("办公室", "2023-03")).ids[0]
    first = record_card(desk, campaign, row_id)
    correct_cells(desk, campaign, [CellEdit(row_id, "place", "小会议室")])
    changed = record_card(desk, campaign, row_id)
    assert (changed.values["place"], changed.revision) == ("小会议室", 2)
    assert any("小会议室" in said for said in changed.steps[0].said)
    restore_values(desk, campaign, row_id, changed.steps[-1].operation_id)
    back = record_card(desk, campaign, row_id)
    assert (back.values, back.revision, len(back.steps)) == (first.values, 3, 3)


def test_words_find_rows_and_narrow_with_unit_and_period(desk: Desk, campaign: Campaign) -> None:
    form = talks(desk, campaign)
    everything = ledger_view(desk, campaign, form, LedgerFilter()).ids
    found = ledger_view(desk, campaign, form, LedgerFilter(words="廉政 会议室")).ids
    assert 0 < len(found) < len(everything)
    for row in ledger_rows(desk, found):
        assert "廉政" in str(row.values)
        assert "会议室" in str(row.values)


def test_the_original_is_shown_as_a_copy_that_cannot_be_written(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    line = waiting(desk, campaign, "法规科")
    copy = original_copy(desk, line.id, tmp_path)
    source = SAMPLE / "来表" / "2023年2月" / Path(line.file).name
    assert copy.read_bytes() == source.read_bytes()
    assert not copy.stat().st_mode & 0o222


def test_problems_are_found_again_at_cells_of_every_waiting_return(desk: Desk, campaign: Campaign) -> None:
    for line in intake_page(desk, campaign).lines:
        opened = open_return(desk, campaign, line.id)
        for one in opened.problems:
            assert bool(one.problem.cell) == (one.record_id is not None), one
            assert one.record_id is None or one.key
            assert one.problem.level in Level
