"""改表样 of a form in use: figures, places and papers go over both versions, and former blanks are still taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import Rhythm, parse_period
from desk_app.forms.definition import Column, Due, FormDefinition
from desk_app.forms.rules import CheckRule, Relation, RuleLevel
from desk_app.importing.results import FileState
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.form_versions import forms_in_use, revise_form
from desk_app.services.issuing import IssueWish, issue_blanks, issue_page
from desk_app.services.keep_roster import import_roster
from desk_app.services.leader_figures import leader_figures
from desk_app.services.ledger_rows import LedgerFilter, ledger_head, ledger_view
from desk_app.services.open_campaign import open_from_template
from desk_app.services.overview import undo
from desk_app.services.parcel_out import make_parcel
from desk_app.services.produce import print_form, write_blanks
from desk_app.services.record_card import record_card
from desk_app.services.standing import standing_of
from desk_app.services.take_in import Choices, take_in
from desk_app.services.tally import tally_of
from desk_app.services.values import Campaign
from desk_app.storage import campaigns, collections, submissions

TALKS, FEBRUARY, MARCH = "大谈话统计表", parse_period("2023-02"), parse_period("2023-03")
ROW = ("1", "林嘉禾", "局长", "许映雪", "科员", "周明远", "2023年3月5日", "三楼", "谈心谈话")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=lambda: datetime(2023, 3, 25, 9), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    open_from_template(opened, "学习宣传贯彻党的二十大精神")
    import_roster(opened, shipped().sample / "单位名册.csv")
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return desk.campaign(None)


def newest(desk: Desk, campaign: Campaign, name: str = TALKS) -> tuple[int, FormDefinition]:
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, name)
    return form.id, form.definition


def blank(desk: Desk, campaign: Campaign, folder: Path, unit: str, *rows: tuple[str, ...]) -> Path:
    """One unit's own blank of today's version for March, filled below its head."""
    made = write_blanks(desk, campaign, folder, form_said=TALKS, unit=unit, period=MARCH)
    path = next(file for file in made.files if file.suffix == ".xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "序号")
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            sheet.cell(head + number, place).value = text
    book.save(path)
    return path


def with_result(desk: Desk, campaign: Campaign) -> None:
    """The second version: 谈话地点 goes, 谈话效果 comes, under new keys as a blank table gives them."""
    form_id, form = newest(desk, campaign)
    kept = [replace(column, key=f"n{place}") for place, column in enumerate(form.columns) if column.key != "place"]
    revise_form(desk, campaign, form_id, replace(form, columns=(*kept, Column("result", "谈话效果"))))


@pytest.fixture
def two(desk: Desk, campaign: Campaign, tmp_path: Path) -> list[str]:
    """办公室 sent by the first version, 人事科 by its blank of the first after the change, 法规科 by the second."""
    take_in(desk, campaign, [blank(desk, campaign, tmp_path / "一", "办公室", ROW)], Choices())
    late = blank(desk, campaign, tmp_path / "二", "人事科", (*ROW[:3], "沈知白", *ROW[4:]))
    with_result(desk, campaign)
    new = (*ROW[:3], "顾清和", *ROW[4:7], "谈心谈话", "很好")
    fresh = blank(desk, campaign, tmp_path / "三", "法规科", new)
    taken = [one for path in (late, fresh) for one in take_in(desk, campaign, [path], Choices()).taken]
    assert [one.judgement.state for one in taken] == [FileState.ACCEPTED, FileState.ACCEPTED]
    return [said.message for one in taken for said in one.judgement.problems if said.code == "former_version"]


def test_a_blank_of_the_former_version_is_taken_and_said(two: list[str]) -> None:
    assert two == ["是按第1版表样的空表填的（现为第2版），按第1版读入"]


def test_figures_count_over_both_versions_by_heading(desk: Desk, campaign: Campaign, two: list[str]) -> None:
    assert two
    (one,) = [each for each in tally_of(desk, campaign, MARCH) if each.form.name == TALKS]
    assert {unit.unit: unit.count for unit in one.units if unit.count} == {"办公室": 1, "人事科": 1, "法规科": 1}
    (told,) = [each for each in leader_figures(desk, campaign, MARCH) if each.form == TALKS]
    assert "谈话3人次、3人" in told.sentence
    table = figure_table(desk, campaign, MARCH, Basis.REPORTED)
    place = next(number for number, column in enumerate(table.columns) if column.form.name == TALKS)
    assert (table.column_sum(place).current, table.column_sum(place).people) == (3, 3)
    (standing,) = [each for each in standing_of(desk, campaign, MARCH) if each.form.name == TALKS]
    assert {unit.unit for unit in standing.units if unit.electronic == "已收"} == {"办公室", "人事科", "法规科"}
    assert [(one.form.version, one.returns) for one in forms_in_use(desk, campaign) if one.form.name == TALKS] == [
        (2, 3)
    ]


def test_an_older_return_stays_readable_in_its_version(
    desk: Desk, campaign: Campaign, two: list[str], tmp_path: Path
) -> None:
    assert two
    form = next(one for one in ledger_head(desk, campaign).forms if one.definition.name == TALKS)
    assert len(form.periods) == 12
    view = ledger_view(desk, campaign, form, LedgerFilter("办公室", "2023-03"))
    card = record_card(desk, campaign, view.ids[0])
    assert card.form.labels[7] == "谈话地点"
    assert card.values["place"] == "三楼"
    for unit, heading in (("办公室", "谈话地点"), ("法规科", "谈话效果")):
        made = print_form(desk, campaign, TALKS, tmp_path / unit, unit=unit, period=MARCH, kinds=(".xlsx",))
        sheet = openpyxl.load_workbook(made.files[0]).worksheets[0]
        texts = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
        assert heading in texts
    with pytest.raises(DeskError, match="按“大谈话统计表”第1版表样报的，没有这一栏"):
        correct_cells(desk, campaign, [CellEdit(view.ids[0], "result", "很好")])


def test_a_re_submission_by_the_new_version_replaces_one_by_the_old(
    desk: Desk, campaign: Campaign, two: list[str], tmp_path: Path
) -> None:
    assert two
    new = blank(desk, campaign, tmp_path / "重报", "办公室", (*ROW[:3], "顾清和", *ROW[4:7], "谈心谈话", "很好"))
    (taken,) = take_in(desk, campaign, [new], Choices()).taken
    assert taken.judgement.replaces is not None
    with desk.store.read() as reader:
        mine = submissions.current(reader, campaign.id, period="2023-03")
    assert len(mine) == 3


def test_a_parcel_holds_both_versions(desk: Desk, campaign: Campaign, two: list[str], tmp_path: Path) -> None:
    assert two
    with desk.store.operation("测试", actor="", at=desk.clock()) as op:
        from desk_app.storage import settings

        settings.put(op, "bureau", "青屏市生态环境局")
    made = make_parcel(desk, campaign, tmp_path / "包", period=MARCH, forms=(TALKS,))
    assert (made.returns, made.rows) == (3, 3)


def test_what_was_issued_stays_issued(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    issue_blanks(desk, campaign, tmp_path / "发", IssueWish(MARCH, forms=(TALKS,), kinds=(".xlsx",), notice=False))
    with_result(desk, campaign)
    (one,) = [each for each in issue_page(desk, campaign, MARCH) if each.form == TALKS]
    assert one.issued_at == desk.clock()


def test_a_new_deadline_and_rhythm_hold_for_what_is_still_open(desk: Desk, campaign: Campaign, two: list[str]) -> None:
    assert two
    form_id, form = newest(desk, campaign)
    with desk.store.operation("延期", actor="", at=desk.clock()) as op:
        may = next(
            one for one in collections.of_campaign(op, campaign.id, form_id=form_id) if one.period.code == "2023-05"
        )
        collections.set_due(op, may.id, date(2023, 6, 9), None, "补充通知")
    revise_form(desk, campaign, form_id, replace(form, due=Due(day=3, months_after=1, clock=time(17))))
    with desk.store.read() as reader:
        dues = {one.period.code: one for one in collections.of_campaign(reader, campaign.id, form_id=form_id)}
    assert (dues["2023-06"].due_on, dues["2023-06"].due_clock) == (date(2023, 7, 3), time(17))
    assert (dues["2023-05"].due_on, dues["2023-05"].due_basis) == (date(2023, 6, 9), "补充通知")
    assert dues["2023-03"].due_on != date(2023, 4, 3)
    form_id, form = newest(desk, campaign)
    revise_form(desk, campaign, form_id, replace(form, collected=Rhythm.QUARTER))
    with desk.store.read() as reader:
        codes = {one.period.code for one in collections.of_campaign(reader, campaign.id, form_id=form_id)}
    assert {"2023-Q2", "2023-03"} <= codes
    assert not {"2023-04", "2023-06"} & codes, "empty months are owed no more"


def test_a_change_is_taken_back_and_no_change_makes_no_version(desk: Desk, campaign: Campaign) -> None:
    form_id, form = newest(desk, campaign)
    revise_form(desk, campaign, form_id, form)
    assert newest(desk, campaign)[0] == form_id
    changes = revise_form(desk, campaign, form_id, replace(form, blank_rows=20))
    assert newest(desk, campaign)[1].blank_rows == 20
    undo(desk, changes.operation_id or 0)
    assert newest(desk, campaign) == (form_id, form)


def test_the_short_name_by_which_returns_are_known_does_not_change(desk: Desk, campaign: Campaign) -> None:
    form_id, form = newest(desk, campaign)
    with pytest.raises(DeskError, match="简称不能改"):
        revise_form(desk, campaign, form_id, replace(form, name="谈话表"))
    with pytest.raises(DeskError, match="“提建议清单”是“提建议清单”的叫法"):
        revise_form(desk, campaign, form_id, replace(form, aliases=("提建议清单",)))


def test_a_file_that_disagrees_with_another_form_waits(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    form_id, form = newest(desk, campaign, "提建议清单")
    rule = CheckRule("serial", Relation.EQUAL, RuleLevel.ERROR, form=TALKS)
    counted = replace(form, checks=(rule,))
    revise_form(desk, campaign, form_id, counted)
    made = write_blanks(desk, campaign, tmp_path / "甲", form_said="提建议清单", unit="办公室")
    path = next(file for file in made.files if file.suffix == ".xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "序号")
    sheet.cell(head + 1, 1).value, sheet.cell(head + 1, 2).value = 1, "错峰办理"
    book.save(path)
    (taken,) = take_in(desk, campaign, [path], Choices()).taken
    assert taken.judgement.state is FileState.NEEDS_REVIEW
    assert "与另一张表不符：序号1应等于“大谈话统计表”的行数0" in taken.judgement.problems[-1].message
