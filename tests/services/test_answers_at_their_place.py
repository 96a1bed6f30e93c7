"""Questions of a return answered one by one: kept, remembered, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError, Level
from desk_app.services.answer_return import answer_heading, keep_spelling, set_aside, take_as_nil
from desk_app.services.completion import Slot
from desk_app.services.completion_work import register_papers
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.corrections import revoke
from desk_app.services.inquiries import answer_inquiry, ask_unit, explain, message_text, of_units
from desk_app.services.intake_page import Kind, intake_page
from desk_app.services.questions import Answer, Deed, answers_to
from desk_app.services.scanned_paper import confirm_scan
from desk_app.services.send_back import redo_batch, send_back, undo_batch
from desk_app.services.settle_return import rule_on_repeats, settle
from desk_app.services.slip_faults import faults_of
from desk_app.services.standing import standing_of
from desk_app.services.unit_changes import Day, rename_unit
from desk_app.services.values import PaperState
from tests.services.returns_office import TALKS, ReturnsOffice
from tests.ui.awkward_stick import NEAR_HEADINGS, WRONG_DAY, good_rows, talk

MARCH = parse_period("2023-03")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    yield made
    made.desk.store.close()


def deeds(office: ReturnsOffice, submission_id: int, code: str) -> list[Deed]:
    return [one.deed for one in answers_to(office.open(submission_id), office.problem(submission_id, code))]


def test_a_near_heading_is_confirmed_once_and_never_asked_of_the_unit_again(office: ReturnsOffice) -> None:
    first = office.send("办公室", good_rows("办"), heads=NEAR_HEADINGS)
    assert deeds(office, first, "heading_near")[:2] == [Deed.HEADING, Deed.NO_HEADING]
    cell = office.problem(first, "heading_near").problem.cell
    answer_heading(office.desk, office.campaign, first, cell, is_right=True)
    assert office.codes(first) == ["heading_told"]
    office.accept(first)
    again = office.send("办公室", [talk("甲", "乙", "2023年4月3日")], month=4, heads=NEAR_HEADINGS)
    assert office.open(again).submission.state.value == "accepted"
    other = office.send("人事科", good_rows("人"), heads=NEAR_HEADINGS)
    assert "heading_near" in office.codes(other)


def test_an_answered_heading_is_not_asked_of_the_unit_under_its_new_name(office: ReturnsOffice) -> None:
    first = office.send("人事科", good_rows("人"), heads=NEAR_HEADINGS)
    cell = office.problem(first, "heading_near").problem.cell
    answer_heading(office.desk, office.campaign, first, cell, is_right=True)
    rename_unit(office.desk, "人事科", "人事教育科", Day(date(2023, 3, 20)))
    again = office.send("人事教育科", good_rows("人", 2), heads=NEAR_HEADINGS, said="重报")
    assert "heading_near" not in office.codes(again)


def test_a_heading_that_is_none_of_the_forms_keeps_its_content_beside_the_rows(office: ReturnsOffice) -> None:
    first = office.send("办公室", good_rows("办"), heads=NEAR_HEADINGS)
    cell = office.problem(first, "heading_near").problem.cell
    answer_heading(office.desk, office.campaign, first, cell, is_right=False)
    opened = office.open(first)
    assert [dict(row.extra) for row in opened.rows] == [{"谈话年月": f"2023年3月{day}日"} for day in (2, 3, 4)]
    assert all(row.values["talked_on"] == "" and row.occurred_on is None for row in opened.rows)
    assert "column_missing" in office.codes(first)
    again = office.send("办公室", good_rows("办", 2), heads=NEAR_HEADINGS, said="重报")
    assert "heading_near" not in office.codes(again)
    assert all("谈话年月" in row.extra for row in office.open(again).rows)


def test_a_heading_answered_before_the_unit_is_known_is_remembered_for_it_afterwards(office: ReturnsOffice) -> None:
    first = office.send("", good_rows("某"), heads=NEAR_HEADINGS)
    cell = office.problem(first, "heading_near").problem.cell
    answer_heading(office.desk, office.campaign, first, cell, is_right=True)
    settle(office.desk, office.campaign, first, unit="监测站")
    again = office.send("监测站", [talk("甲", "乙", "2023年4月3日")], month=4, heads=NEAR_HEADINGS)
    assert "heading_near" not in office.codes(again)


def test_a_word_that_is_meant_so_is_kept_and_not_said_again_of_any_unit(office: ReturnsOffice) -> None:
    first = office.send("办公室", [talk("甲", "乙", "2023年3月3日", "谈心谈")])
    about = office.problem(first, "choice_near")
    offered = answers_to(office.open(first), about)
    assert [(one.deed, one.value) for one in offered[:2]] == [(Deed.MEND, "谈心谈话"), (Deed.KEEP_WORD, "")]
    keep_spelling(office.desk, office.campaign, first, about.record_id or 0, about.key)
    assert office.codes(first) == []
    assert office.open(first).rows[0].values["type"] == "谈心谈"
    other = office.send("人事科", [talk("丙", "丁", "2023年3月4日", "谈心谈")])
    assert office.codes(other) == []


def test_january_ten_rows_february_the_same_and_five_more_are_asked_once(office: ReturnsOffice) -> None:
    ten = [talk("甲", f"乙{number}", f"2023年1月{number + 1}日") for number in range(10)]
    more = [talk("甲", f"丙{number}", f"2023年2月{number + 1}日") for number in range(5)]
    latest = [talk("甲", f"丁{number}", f"2023年3月{number + 1}日") for number in range(2)]
    office.send("办公室", ten, month=1)
    second = office.send("办公室", [*ten, *more], month=2)
    assert Deed.CUMULATIVE in deeds(office, second, "cumulative")
    rule_on_repeats(office.desk, office.campaign, second, cumulative=True)
    assert all(one.problem.level is Level.WARNING for one in office.open(second).problems)
    office.accept(second)
    assert office.figures("办公室", 2) == (5, 15)
    third = office.send("办公室", [*ten, *more, *latest], month=3)
    assert office.open(third).submission.state.value == "accepted"
    assert office.figures("办公室", 3) == (2, 17)


def test_rows_that_were_said_to_be_new_count_again_and_are_not_asked_of_again(office: ReturnsOffice) -> None:
    rows = [talk("甲", "乙", "2023年2月2日")]
    office.send("办公室", rows, month=2)
    march = office.send("办公室", [*rows, talk("甲", "丙", "2023年3月2日")], month=3)
    rule_on_repeats(office.desk, office.campaign, march, cumulative=False)
    assert "cumulative" not in office.codes(march)
    office.accept(march)
    assert office.figures("办公室", 3) == (2, 3)


def test_a_doubt_put_to_the_unit_stands_on_its_slip_until_the_answer_is_entered(office: ReturnsOffice) -> None:
    one = office.send("办公室", [talk("甲", "甲", "2023年3月3日"), WRONG_DAY])
    about = office.problem(one, "same_person")
    ask_unit(office.desk, office.campaign, one, about, "第1行谈话人和谈话对象为何是同一人？")
    with pytest.raises(DeskError, match="已转问"):
        ask_unit(office.desk, office.campaign, one, about, "再问一次")
    line = next(line for line in intake_page(office.desk, office.campaign).lines if line.id == one)
    assert (line.asked, line.said.startswith("已转问1处")) == (1, True)
    send_back(office.desk, office.campaign, [one], "")
    said = [each.fault.remedy for each in faults_of(office.open(one))]
    assert "第1行谈话人和谈话对象为何是同一人？" in said
    questions = of_units(office.desk, office.campaign)
    assert message_text(questions).startswith("办公室：\n1．大谈话统计表（2023年3月，")
    answer_inquiry(office.desk, office.campaign, questions[0].id, "重名，另一人是借调人员")
    assert of_units(office.desk, office.campaign) == ()
    assert office.open(one).inquiries[0].answer == "重名，另一人是借调人员"
    with pytest.raises(DeskError, match="已有答复"):
        answer_inquiry(office.desk, office.campaign, questions[0].id, "又答")


def test_what_was_asked_of_a_return_that_was_taken_back_is_asked_no_more(office: ReturnsOffice) -> None:
    one = office.send("办公室", [talk("甲", "甲", "2023年3月3日")])
    ask_unit(office.desk, office.campaign, one, office.problem(one, "same_person"), "为何？")
    batch = office.open(one).submission.batch_id or 0
    undo_batch(office.desk, office.campaign, batch)
    assert of_units(office.desk, office.campaign) == ()
    assert [line.asked for line in intake_page(office.desk, office.campaign, batch).lines] == [0]
    redo_batch(office.desk, batch)
    assert [each.question for each in of_units(office.desk, office.campaign)] == ["为何？"]


def test_an_explanation_eases_a_doubt_about_the_whole_and_never_a_wrong_cell(office: ReturnsOffice) -> None:
    one = office.send("办公室", good_rows("办"), heads=NEAR_HEADINGS[:-1])
    wrong = office.send("人事科", [WRONG_DAY])
    missing = office.problem(one, "column_missing")
    assert missing.problem.level is Level.ERROR
    explain(office.desk, office.campaign, one, missing, "本单位都是谈心谈话")
    assert office.problem(one, "column_missing").problem.level is Level.WARNING
    cell = office.problem(wrong, "date_impossible")
    assert Deed.EXPLAIN not in deeds(office, wrong, "date_impossible")
    explain(office.desk, office.campaign, wrong, cell, "就是这一天")
    assert office.open(wrong).cell_errors == 1


def test_what_is_not_adopted_counts_nowhere_and_what_stood_before_stands(office: ReturnsOffice) -> None:
    office.send("办公室", good_rows("办"))
    strange = office.send("办公室", [("外", "甲", "人", "乙", "丙", "2023年3月30日", "别处", "廉政谈话")])
    assert Deed.SET_ASIDE in deeds(office, strange, "which_counts")
    changes = set_aside(office.desk, office.campaign, [strange])
    assert office.open(strange).submission.state.value == "withdrawn"
    assert office.figures("办公室") == (3, 3)
    office.desk.store.undo(changes.operation_id or 0, actor="", at=office.now)
    assert office.open(strange).waits


def test_a_nil_report_with_rows_is_taken_as_nil_when_a_person_says_so(office: ReturnsOffice) -> None:
    one = office.send("办公室", good_rows("办"), said="零报告")
    assert Answer(Deed.ACCEPT, "按所填3行接收") in answers_to(office.open(one), office.problem(one, "nil_with_rows"))
    take_as_nil(office.desk, office.campaign, one)
    office.accept(one)
    assert office.open(one).submission.state.value == "nil"
    assert office.figures("办公室") == (0, 0)


def test_a_scan_becomes_the_paper_of_the_return_it_names_and_asks_no_more(office: ReturnsOffice) -> None:
    office.send("办公室", good_rows("办"))
    path = office.root / "扫" / "2023年3月" / f"附件2 {TALKS}（办公室）盖章.png"
    path.parent.mkdir(parents=True)
    Image.new("RGB", (30, 20), "white").save(path)
    scan = office.take(path)[0]

    def kinds() -> list[Kind]:
        return [line.kind for line in intake_page(office.desk, office.campaign).lines]

    def paper() -> str:
        form = next(one for one in standing_of(office.desk, office.campaign, MARCH) if one.form.name == TALKS)
        return next(unit.paper for unit in form.units if unit.unit == "办公室")

    assert (kinds(), paper()) == ([Kind.SCAN], "未交")
    changes = confirm_scan(office.desk, office.campaign, scan)
    assert (kinds(), paper()) == ([], "已交")
    office.desk.store.undo(changes.operation_id or 0, actor="", at=office.now)
    assert (kinds(), paper()) == ([Kind.SCAN], "未交")
    confirm_scan(office.desk, office.campaign, scan, unit="人事科")
    assert paper() == "未交"


def test_a_scan_stands_for_one_unit_and_for_none_once_its_batch_is_withdrawn(office: ReturnsOffice) -> None:
    path = office.root / "扫" / "2023年3月" / f"附件2 {TALKS}（办公室）盖章.png"
    path.parent.mkdir(parents=True)
    Image.new("RGB", (30, 20), "white").save(path)
    scan = office.take(path)[0]
    batch = office.open(scan).submission.batch_id or 0

    def standing() -> list[str]:
        form = next(one for one in standing_of(office.desk, office.campaign, MARCH) if one.form.name == TALKS)
        return [unit.paper for unit in form.units if unit.unit in {"办公室", "人事科"}]

    register_papers(office.desk, office.campaign, [Slot("人事科", TALKS, MARCH)], PaperState.UNSEALED)
    confirm_scan(office.desk, office.campaign, scan, unit="人事科")
    assert standing() == ["未交", "已交"]
    confirm_scan(office.desk, office.campaign, scan, unit="办公室")
    assert standing() == ["已交", "缺盖章"]
    undo_batch(office.desk, office.campaign, batch)
    assert standing() == ["未交", "缺盖章"]
    redo_batch(office.desk, batch)
    assert standing() == ["已交", "缺盖章"]
    register_papers(office.desk, office.campaign, [Slot("办公室", TALKS, MARCH)], PaperState.UNSIGNED)
    undo_batch(office.desk, office.campaign, batch)
    assert standing() == ["缺签字", "缺盖章"]


def test_a_batch_is_taken_back_and_brought_back_as_it_stood(office: ReturnsOffice) -> None:
    office.send("办公室", good_rows("办"))
    batch = office.open(office.send("人事科", good_rows("人"))).submission.batch_id or 0
    with pytest.raises(DeskError, match="没有撤回"):
        redo_batch(office.desk, batch)
    for _ in range(2):
        undo_batch(office.desk, office.campaign, batch)
        assert next(unit.count for unit in office.tally().units if unit.unit == "人事科") == 0
        redo_batch(office.desk, batch)
        assert office.figures("人事科") == (3, 3)
        assert office.figures("办公室") == (3, 3)


def test_a_correction_names_who_when_old_and_new_and_is_taken_back(office: ReturnsOffice) -> None:
    one = office.send("办公室", [WRONG_DAY])
    row = office.open(one).rows[0]
    correct_cells(office.desk, office.campaign, [CellEdit(row.id, "talked_on", "3月2日")])
    correct_cells(office.desk, office.campaign, [CellEdit(row.id, "talked_on", "3月3日")])
    mended = office.open(one).corrections
    assert [(each.first, each.now, each.actor) for each in mended] == [("2023年3月32日", "2023-03-03", "经办人")]
    assert mended[0].at == office.now
    revoke(office.desk, office.campaign, row.id, "talked_on")
    assert (office.open(one).corrections, office.open(one).cell_errors) == ((), 1)
    with pytest.raises(DeskError, match="没有可恢复"):
        revoke(office.desk, office.campaign, row.id, "talked_on")
