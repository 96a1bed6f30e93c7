"""分栏统计: what a summed column holds that is no number is in no sum, and that is said wherever the sum stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desk_app.campaign.period import ONCE
from desk_app.forms.definition import Rule
from desk_app.services.accept import accept
from desk_app.services.closing_print import print_levels
from desk_app.services.desk import Desk
from desk_app.services.figure_columns import column_figures
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.report_draft import draft_report
from desk_app.services.report_template import Template
from desk_app.services.report_write import report_papers
from desk_app.services.superior_form import Take
from desk_app.services.superior_form_figures import SuperiorFigures
from desk_app.services.take_in import Choices, take_in
from desk_app.services.values import Campaign
from desk_app.storage import campaigns
from tests.services.sample_office import MARCH

LESSONS = "党课统计表"
SAID = f"{LESSONS}“听课人数”有1行不是整数（“约40人”），没有计入合计"


@pytest.fixture
def lessons(desk: Desk, campaign: Campaign, tmp_path: Path) -> Campaign:
    """A campaign with a form whose column is summed; one of two rows was accepted though it gives no number."""
    template = replace(desk.catalogue.template(campaign.template), forms=(desk.catalogue.ready_form(LESSONS),))
    with desk.store.operation("启动专项", actor="试", at=desk.clock()) as op:
        campaign_id = campaigns.open_campaign(op, template, name="讲党课")
    with desk.store.read() as reader:
        made = campaigns.get(reader, campaign_id)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["填报单位：人事科"])
    sheet.append(["序号", "授课人", "职务", "题目", "时间", "地点", "听课人数"])
    sheet.append([1, "张三", "科长", "甲", "2023年3月5日", "礼堂", "约40人"])
    sheet.append([2, "李四", "科长", "乙", "2023年3月6日", "礼堂", 20])
    book.save(tmp_path / f"{LESSONS}（人事科）2023年3月.xlsx")
    taken = take_in(desk, made, [tmp_path / f"{LESSONS}（人事科）2023年3月.xlsx"], Choices()).taken
    accept(desk, made, [str(one.id) for one in taken])
    return made


def test_what_is_no_number_in_a_summed_column_is_told_beside_the_sum(
    desk: Desk, campaign: Campaign, lessons: Campaign, tmp_path: Path
) -> None:
    table = figure_table(desk, lessons, MARCH, Basis.REPORTED)
    found = column_figures(desk, lessons, table, 0)
    assert (found.whole, found.remarks) == (("20",), (SAID,))
    figures = SuperiorFigures(desk, lessons, MARCH)
    assert figures.told(Take(form=LESSONS, column="listeners", rule=Rule.SUM)).value == 20
    assert SAID in figures.remarks([LESSONS])
    cited = Template("通报", f"# 党课情况\n听课{{合计 {LESSONS}/听课人数}}人。")
    draft = draft_report(desk, lessons, cited, MARCH)
    assert draft.text.split("\n")[1] == "听课20人。"
    letter = report_papers(desk, lessons, draft, MARCH, text="# 党课情况\n听课二十人。")[0]
    assert [one.text for one in letter.closing][-1] == f"（注：{SAID}。）"
    once = print_levels(desk, campaign, figure_table(desk, campaign, ONCE, Basis.REPORTED), tmp_path, (".xlsx",))
    assert [path.name for path in once.files] == ["分级统计表 一次性报送.xlsx"]
    made = print_levels(desk, lessons, table, tmp_path / "统计", (".xlsx",))
    sheet = openpyxl.load_workbook(next(path for path in made.files if "分栏" in path.name)).active
    assert sheet is not None
    assert any(SAID in str(value) for row in sheet.iter_rows(values_only=True) for value in row)
