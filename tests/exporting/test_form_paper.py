"""From definition and rows to the neutral paper, with the campaign's real definitions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk_app.campaign.model import Task
from desk_app.campaign.period import ONCE, parse_period
from desk_app.exporting.form_paper import Row, UnitRows, blank_paper, chinese_date, filled_paper, summary_paper
from desk_app.exporting.form_paper_lists import (
    MissingLine,
    TallyCell,
    TallyLine,
    missing_paper,
    tally_paper,
    task_list_paper,
)
from desk_app.exporting.paper import Align
from desk_app.forms.definition import FormDefinition
from desk_app.forms.identity import Identity
from desk_app.forms.loader import load_form

FOLDER = Path(__file__).parents[2] / "forms" / "学习宣传贯彻党的二十大精神"
MARCH = parse_period("2023-03")


def form(name: str) -> FormDefinition:
    return load_form(FOLDER / f"{name}.toml")


@pytest.fixture
def talks() -> FormDefinition:
    return form("附件2大谈话统计表")


def test_a_blank_names_unit_and_period_and_leaves_the_date_open(talks: FormDefinition) -> None:
    identity = Identity("二十大", talks.name, "办公室", "2023-03")
    paper = blank_paper(talks, unit="办公室", period=MARCH, identity=identity)
    assert (paper.mark, paper.title) == ("附件2", "学习宣传贯彻党的二十大精神·大谈话统计表")
    assert paper.left_line == "填报单位（盖章）：办公室"
    assert paper.right_line == "期次：2023年3月　　填报日期：　　年　月　日"
    assert paper.note == "备注：谈话类型为谈心谈话、任前谈话、提醒谈话、廉政谈话等"
    assert (paper.rows, paper.blank_rows, paper.identity, paper.date_line) == ((), 10, identity, True)
    assert [column.heading for column in paper.columns] == [column.heading for column in talks.columns]


def test_a_form_collected_once_or_without_unit_line_says_no_more_than_it_should() -> None:
    topics = blank_paper(form("附件3大调研课题申报表"), unit="办公室", period=ONCE)
    assert (topics.left_line, topics.right_line) == ("", "")
    matters = blank_paper(form("附件5办实事征集表"), unit="办公室", period=ONCE)
    assert matters.right_line == "填报日期：　　年　月　日"


def test_rows_are_numbered_and_dates_are_written_without_leading_zeros(talks: FormDefinition) -> None:
    rows: list[Row] = [
        {"talker": "王𬭚", "talked_on": "2023-03-05", "place": None},
        {"talker": "=1+1", "talked_on": date(2023, 12, 31), "serial": "9"},
        {"talker": "007", "talked_on": "2023-02-30"},
    ]
    paper = filled_paper(talks, rows, unit="办公室", period=MARCH, filled_on=date(2023, 3, 5))
    assert [row.cells[0] for row in paper.rows] == ["1", "2", "3"]
    assert [row.cells[1] for row in paper.rows] == ["王𬭚", "=1+1", "007"]
    assert [row.cells[6] for row in paper.rows] == ["2023年3月5日", "2023年12月31日", "2023-02-30"]
    assert paper.right_line.endswith("填报日期：2023年3月5日")
    assert chinese_date(date(2023, 1, 1)) == "2023年1月1日"


def test_long_texts_stand_left_and_all_others_in_the_middle() -> None:
    paper = blank_paper(form("附件4提建议清单"))
    assert [column.align for column in paper.columns] == [Align.CENTRE, Align.LEFT]


def test_the_summary_keeps_the_annexs_layout_with_numbers_running_through(talks: FormDefinition) -> None:
    returns = [UnitRows("人事处", [{"talker": "甲"}, {"talker": "乙"}]), UnitRows("办公室", [{"talker": "丙"}])]
    plain = summary_paper(talks, returns, bureau="某市某局", period=MARCH)
    assert plain.left_line == "填报单位（盖章）：某市某局"
    assert plain.columns == blank_paper(talks).columns
    assert [row.cells[:2] for row in plain.rows] == [("1", "甲"), ("2", "乙"), ("3", "丙")]
    named = summary_paper(talks, returns, bureau="某市某局", with_unit_column=True)
    assert [column.heading for column in named.columns[:3]] == ["序号", "填报单位", "谈话人"]
    assert [row.cells[:3] for row in named.rows] == [
        ("1", "人事处", "甲"),
        ("2", "人事处", "乙"),
        ("3", "办公室", "丙"),
    ]
    assert named.identity is None


def test_the_tally_says_dash_for_what_is_not_known_and_never_nought() -> None:
    lines = [
        TallyLine("办公室", (TallyCell(3, 8, "已收"), TallyCell(0, 0, "零报告"))),
        TallyLine("人事处", (TallyCell(None, 5, "未报"), TallyCell())),
    ]
    paper = tally_paper("2023年3月", ["大谈话统计表", "提建议清单"], lines, bureau="某局", made_on=date(2023, 4, 3))
    assert paper.title == "2023年3月报表完成情况统计表"
    assert [row.cells for row in paper.rows] == [
        ("1", "办公室", "3", "8", "已收", "0", "0", "零报告"),
        ("2", "人事处", "—", "5", "未报", "—", "—", "—"),
        ("", "合计", "3", "13", "1/2", "0", "0", "1/1"),
    ]
    assert [row.strong for row in paper.rows] == [False, False, True]
    assert [column.group for column in paper.columns[2:]] == ["大谈话统计表"] * 3 + ["提建议清单"] * 3


def test_the_list_of_the_missing_leaves_out_what_nobody_knows() -> None:
    lines = [MissingLine("东城分局", ("大谈话统计表", "提建议清单")), MissingLine("人事处", ("大谈话统计表",))]
    paper = missing_paper("2023年3月", lines, until="截至2023年4月3日16时")
    assert paper.title == "2023年3月未报单位名单"
    assert [column.heading for column in paper.columns] == ["序号", "单位", "未报报表"]
    assert paper.rows[0].cells == ("1", "东城分局", "大谈话统计表、提建议清单")
    known = missing_paper("2023年3月", [MissingLine("人事处", ("大谈话统计表",), contact="张三")])
    assert [column.heading for column in known.columns][-1] == "联系人"
    assert missing_paper("2023年3月", []).note == "应报单位均已报送。"


def test_the_task_list_merges_activity_unit_and_deadline_within_one_activity_only() -> None:
    tasks = [
        Task("1", "讲党课", "局领导讲", "各党组织", "2023年23月底前"),
        Task("2", "讲党课", "支部书记讲", "各党组织", "2023年7月底前"),
        Task("3", "谈心得", "研讨", "各党组织", "2023年7月底前"),
    ]
    paper = task_list_paper(form("附件1任务清单"), tasks)
    assert [row.cells for row in paper.rows] == [
        ("1", "讲党课", "局领导讲", "各党组织", "2023年23月底前"),
        ("2", None, "支部书记讲", None, "2023年7月底前"),
        ("3", "谈心得", "研讨", "各党组织", "2023年7月底前"),
    ]
