"""Layouts and words that other offices use: units above a block, unit by month, stages as row groups, 次年, 由…组织."""

import pytest

from desk_app.campaign.plan import Role
from tests.importing.plan_making import Paper, by_start, reading, told

FOOT = "\n甲县水务局\n2025年4月1日\n"
HEAD = "甲县水务局\n节水行动工作方案\n各科室、各乡镇水利站：\n现制定如下方案。\n"


def tasks(*lines: str) -> list[tuple[str, str, str]]:
    return [told(task) for task in reading(HEAD + "\n".join(lines) + FOOT).tasks]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("1.修订制度。〔2025年5月底前〕〔法规科〕", ("法规科", "2025-05-31", "clear")),
        ("1.修订制度。【6月15日前】【工程科、各乡镇水利站】", ("工程科、各乡镇水利站", "2025-06-15", "clear")),
        ("1.修订制度。［7月底前完成］［责任单位：规划科］", ("规划科", "2025-07-31", "clear")),
        ("1.修订制度。｛9月底前完成｝｛供水公司｝", ("供水公司", "2025-09-30", "clear")),
        ("1.修订制度〈工程科，12月10日前〉。", ("工程科", "2025-12-10", "clear")),
        ("1.修订制度。(2025-06-30前完成)(办公室)", ("办公室", "2025-06-30", "clear")),
        ("1.修订制度。（责任单位：办公室 完成时限：2025-11-21）", ("办公室", "2025-11-21", "clear")),
        ("1.修订制度（采购科，7月20日结束）。", ("采购科", "2025-07-20", "clear")),
    ],
)
def test_time_and_units_are_read_from_brackets_of_every_kind_in_either_order(
    line: str, wanted: tuple[str, str, str]
) -> None:
    found = reading(f"{HEAD}一、重点任务\n{line}\n2.开展宣传。（宣传科，5月底前）{FOOT}")
    assert told(found.tasks[0]) == wanted
    assert found.tasks[0].content == "修订制度。"


def test_units_that_stand_as_headings_above_a_block_hold_for_all_below() -> None:
    assert tasks(
        "一、审批服务科",
        "1.5月20日前完成事项梳理。",
        "2.设置“办不成事”窗口，4月25日前完成。",
        "二、办公室（牵头）、机关党委（配合）",
        "1.5月9日前制定“十不准”。",
    ) == [
        ("审批服务科", "2025-05-20", "clear"),
        ("审批服务科", "2025-04-25", "clear"),
        ("办公室、机关党委", "2025-05-09", "clear"),
    ]


def test_headings_that_only_end_like_units_lend_none() -> None:
    found = tasks("一、责任单位", "1.5月20日前完成调整。", "二、实施单位", "1.5月9日前上报名单。")
    assert [units for units, _, _ in found] == ["", ""]


def test_a_table_of_units_by_months_gives_each_filled_cell_as_a_task() -> None:
    paper = Paper("甲局作风建设推进表", "（2025年）").table(
        [
            ["责任单位", "4月", "5月", "6月", "7月"],
            ["办公室", "制定方案", "", "6月10日前督查推进情况", "形成报告"],
            ["各二级机构", "报送自查报告", "整改问题", "", "报送台账"],
        ],
        merges=[(2, 2, 2, 3)],
    )
    found = reading(paper.lines("甲局", "2025年3月28日").data())
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        ("制定方案", "办公室", "2025-04-30"),
        ("6月10日前督查推进情况", "办公室", "2025-06-10"),
        ("形成报告", "办公室", "2025-07-31"),
        ("报送自查报告", "各二级机构", "2025-04-30"),
        ("整改问题", "各二级机构", "2025-06-30"),
        ("报送台账", "各二级机构", "2025-07-31"),
    ]


def test_stages_that_group_the_rows_of_a_list_have_their_own_time_and_the_rows_theirs() -> None:
    paper = Paper("甲学院作风建设年活动方案", "各党支部：", "具体安排见下表。").table(
        [
            ["阶段", "工作任务", "责任部门", "时间要求"],
            ["第一阶段：学习动员\n（2025年6月1日—6月20日）", "召开动员部署会", "党委办公室", "6月5日前"],
            ["", "编印学习手册", "组织部/宣传部", "6月15日前"],
            ["第二阶段：整改提升\n（2025年6月21日—8月31日）", "开展谈心谈话", "党委办公室 纪委办公室", "7月底前"],
        ],
        merges=[(1, 0, 2, 0)],
    )
    found = reading(paper.lines("甲学院", "2025年5月26日").data())
    assert [(str(one.start), str(one.end)) for one in found.phases] == [
        ("2025-06-01", "2025-06-20"),
        ("2025-06-21", "2025-08-31"),
    ]
    assert [told(task)[:2] for task in found.tasks] == [
        ("党委办公室", "2025-06-05"),
        ("组织部、宣传部", "2025-06-15"),
        ("党委办公室、纪委办公室", "2025-07-31"),
    ]


def test_parts_labelled_inside_a_cell_are_told_apart() -> None:
    paper = Paper("甲局整改方案", "各科室：").table(
        [
            ["序号", "整改措施", "责任单位", "完成时间"],
            ["1", "建立动态台账", "牵头：资产科\n配合：财务科、各下属单位", "2025年6月底"],
            ["2", "修订合同办法", "牵头单位：法规科；配合单位：资产科", "2025年7月底前"],
            ["3", "组织盘点", "资产科", "无"],
        ]
    )
    found = reading(paper.lines("甲局", "2025年5月20日").data())
    assert [(unit.name, unit.role) for unit in found.tasks[0].units] == [
        ("资产科", Role.LEAD),
        ("财务科", Role.HELP),
        ("各下属单位", Role.HELP),
    ]
    assert [(unit.name, unit.role) for unit in found.tasks[1].units] == [("法规科", Role.LEAD), ("资产科", Role.HELP)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "一、整组。各村（社区）于次年1月20日前上报名册，武装部次年2月底前完成点验。",
            [("各村（社区）", "2026-01-20", "clear"), ("武装部", "2026-02-28", "clear")],
        ),
        ("一、验收。验收于6月18日前由仓储科组织。", [("仓储科", "2025-06-18", "clear")]),
        ("一、验收。由执法大队会同法规科于6月18日前组织验收。", [("执法大队、法规科", "2025-06-18", "clear")]),
        ("一、验收。办公室会同组织部于6月15日前完成考核验收。", [("办公室、组织部", "2025-06-15", "clear")]),
        (
            "一、检查。法规科于5月10日前开展检查一轮，6月5日前完成整改。",
            [("法规科", "2025-05-10", "clear"), ("法规科", "2025-06-05", "clear")],
        ),
        ("一、目标要求。到2025年底，九成以上的科室达到标准。", []),
    ],
)
def test_who_and_when_in_a_sentence(line: str, wanted: list[tuple[str, str, str]]) -> None:
    assert tasks(line, "二、其他事项。各科室要高度重视。") == wanted


def test_a_year_that_was_only_reckoned_is_asked_when_it_leads_past_another() -> None:
    text = (
        "甲局\n工作方案\n各科室：\n现制定方案如下。\n一、总结。各科室3月20日前报送总结，办公室11月15日前建立名单。\n"
        "甲局\n2025年11月6日\n"
    )
    found = reading(text)
    assert told(by_start(found, "办公室"))[2] == "confirm"


@pytest.mark.parametrize(
    ("said", "end", "state"), [("3月—11月", "2025-11-30", "clear"), ("12月底前", "2024-12-31", "confirm")]
)
def test_a_stretch_that_is_past_belongs_to_the_year_of_the_title(said: str, end: str, state: str) -> None:
    found = reading(
        f"甲区妇联2025年工作要点\n一、思想引领\n1.宣讲20场。（宣传部，{said}）\n2.走访家庭。（权益部，2025年5月底前）\n甲区妇联\n2024年12月30日\n"
    )
    if state == "clear":
        assert told(by_start(found, "宣讲"))[1:] == (end, state)
    else:
        assert by_start(found, "宣讲").deadline.state.value == state


def test_what_a_closing_sentence_says_beside_units_and_time_is_kept_in_the_words() -> None:
    found = reading(
        f"{HEAD}一、任务\n（一）排查隐患。安全科牵头，各乡镇水利站配合，5月底前完成排查，整改隐患不少于50处。\n（二）宣传。宣传科负责，6月底前完成。{FOOT}"
    )
    assert "不少于50处" in by_start(found, "排查隐患").content


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("9月1日：召开启动会，由办公室组织。", [("办公室", "2025-09-01", "clear")]),
        ("9月8日：法规科开展培训。", [("法规科", "2025-09-08", "clear")]),
        ("一、防汛。主汛期前，工程科完成排查。", [("工程科", "", "confirm")]),
        ("一、防汛。工程科要在入汛前完成河道清淤。", [("工程科", "", "confirm")]),
        ("1.完成检修（工程科 维修队 各站所 | 6月底前）", [("工程科、维修队、各站所", "2025-06-30", "clear")]),
        (
            "1.牵头单位：工程科、法规科，配合单位：各科室；5月底前完成制度修订。",
            [("工程科、法规科、各科室", "2025-05-31", "clear")],
        ),
        (
            "（一）工程科：1.5月底前完成检修；2.6月底前完成改造。",
            [("工程科", "2025-05-31", "clear"), ("工程科", "2025-06-30", "clear")],
        ),
        ("一、加强组织领导。各科室于5月12日前明确联络员。", [("各科室", "2025-05-12", "clear")]),
    ],
)
def test_lines_of_a_schedule_seasons_and_labels_that_come_first(line: str, wanted: list[tuple[str, str, str]]) -> None:
    assert tasks(line, "其他事项另行通知。") == wanted


def test_two_wholly_different_units_for_one_task_disagree() -> None:
    paper = Paper("甲县人社局工作方案", "各股室：", "一、活动内容")
    paper.lines(
        "（一）维权行动。劳动监察大队于2025年11月30日前完成工地检查，检查不少于2轮。",
        "甲县人社局",
        "2025年3月18日",
        "附件",
        "任务清单",
    )
    paper.table(
        [
            ["序号", "活动", "具体任务", "责任单位", "完成时限"],
            ["1", "维权行动", "完成工地检查，检查不少于2轮", "就业服务中心", "2025年11月30日前"],
        ]
    )
    assert [one.kind.value for one in reading(paper.data()).conflicts] == ["unit"]
