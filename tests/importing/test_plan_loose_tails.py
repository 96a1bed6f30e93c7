"""Tails as hurried offices write them: without labels, with persons, with several times."""

from datetime import date

import pytest

from tests.importing.plan_making import Paper, by_start, reading, told

ON = date(2025, 1, 20)


def items(*lines: str) -> Paper:
    """A plan whose tasks are these lines, under one heading."""
    paper = Paper("清河区住建局2025年质量安全提升行动实施方案", "为提升工程质量安全水平，制定本方案。")
    return paper.lines("一、工作任务", *lines, "清河区住建局", "2025年1月20日")


@pytest.mark.parametrize(
    ("line", "units", "people", "ends"),
    [
        ("1.修订管理办法。（办公室，3月底前启动，6月底前完成）", "办公室", "", ["2025-06-30"]),
        (
            "1.编制应急预案。（质量科、安全科，4月底前形成初稿，5月20日前定稿）",
            "质量科、安全科",
            "",
            ["2025-04-30", "2025-05-20"],
        ),
        ("1.开展工地排查。（李明负责，4月10日前完成）", "", "李明", ["2025-04-10"]),
        ("1.召开部署会。（办公室 王红，3月5日前）", "办公室", "王红", ["2025-03-05"]),
        ("1.更新台账。［办公室王红负责；3月5日前］", "办公室", "王红", ["2025-03-05"]),
        ("1.汇编案例。【法规科牵头，质量科配合，９月底前完成】", "法规科、质量科", "", ["2025-09-30"]),
        ("1.建设平台。〔由信息中心牵头、各科室配合，于9月底前上线〕", "信息中心、各科室", "", ["2025-09-30"]),
        ("1.颁发纪念章。（组织科；“七一”前）", "组织科", "", ["2025-06-30"]),
        ("1.开展培训（4—5月，人事科）", "人事科", "", ["2025-05-31"]),
        ("1.讲授党课。（各党支部书记，10月15日前）", "各党支部书记", "", ["2025-10-15"]),
        ("1.建立名录。【责任单位】市场科【完成时限】7月15日前", "市场科", "", ["2025-07-15"]),
        ("1.编制手册（责任单位：办公室）（完成时限：6月底前）。", "办公室", "", ["2025-06-30"]),
        ("1.编制手册。（责任单位：办公室，3月底前启动，6月底前完成）", "办公室", "", ["2025-06-30"]),
        (
            "1.编制手册。（责任单位及责任人：办公室 王红、人事科 李明；6月底前）",
            "办公室、人事科",
            "王红、李明",
            ["2025-06-30"],
        ),
        ("1.选派学员。（组织科、市老干部大学，5月20日前）", "组织科、市老干部大学", "", ["2025-05-20"]),
    ],
)
def test_a_loose_tail_says_who_and_until_when(line: str, units: str, people: str, ends: list[str]) -> None:
    tasks = reading(items(line).data(), on=ON).tasks
    assert [told(task)[1] for task in tasks] == ends
    assert {("、".join(task.unit_names), "、".join(task.people)) for task in tasks} == {(units, people)}
    assert not any("（办公室" in task.content or "［" in task.content for task in tasks)


def test_names_alone_in_a_closing_bracket_are_the_units_of_what_is_said_before() -> None:
    found = reading(
        items("1.召开部署会议，3月10日前完成。（办公室）", "2.举办技能比武，6月底前完成（人事科、工会）").data(), on=ON
    )
    assert [told(task)[:2] for task in found.tasks] == [("办公室", "2025-03-10"), ("人事科、工会", "2025-06-30")]


@pytest.mark.parametrize(
    "line",
    [
        "1.更新宣传栏（每层一处，共三处）。",
        "1.召开动员会（局三楼会议室）。",
        "1.排查隐患（学校、医院、车站）。",
        "1.完成改造（城区、乡镇）。",
        "1.优化流程（受理、审核、办结）。",
        "1.开展督查（含下属单位）。",
        "1.完善制度（试行）。",
        "1.签订责任书（一式两份）。",
        "1.加强监管（事前、事中、事后）。",
        "1.报县纪委（党风政风室）。",
    ],
)
def test_a_bracket_that_explains_is_no_tail(line: str) -> None:
    assert reading(items(line, "2.召开总结会，6月底前完成。").data(), on=ON).tasks[0].content.startswith("召开总结会")


def test_several_tails_of_one_paragraph_each_speak_of_their_own_words() -> None:
    line = "1.制定方案（办公室，3月底前）；开展排查（质量科、安全科，5月底前）；总结评估（办公室，12月20日前）。"
    found = reading(items(line).data(), on=ON)
    assert [(task.content[:4], *told(task)[:2]) for task in found.tasks] == [
        ("制定方案", "办公室", "2025-03-31"),
        ("开展排查", "质量科、安全科", "2025-05-31"),
        ("总结评估", "办公室", "2025-12-20"),
    ]


def test_a_sentence_with_who_leads_and_who_helps_needs_no_bracket() -> None:
    lines = [
        "● 由法规科牵头，质量科配合，于11月10日前完成制度汇编。",
        "● 质量科牵头、各乡镇建管站配合，5月底前建成示范点15个。",
    ]
    found = reading(items(*lines, "● 张海涛负责联系县应急局，4月15日前完成。").data(), on=ON)
    roles = [[(unit.name, unit.role.value) for unit in task.units] for task in found.tasks]
    assert roles == [
        [("法规科", "牵头"), ("质量科", "配合")],
        [("质量科", "牵头"), ("各乡镇建管站", "配合")],
        [],
    ]
    assert [told(task)[1] for task in found.tasks] == ["2025-11-10", "2025-05-31", "2025-04-15"]


def test_an_old_date_that_a_paper_changes_is_asked_of_nobody() -> None:
    paper = Paper("关于调整巡查整治行动时间安排的补充通知", "各所：", "现对有关事项补充通知如下：")
    paper.lines("一、集中巡查原定于2025年5月31日前完成，现延期至2025年6月30日前完成。（责任单位：各所）")
    paper.lines("二、销号时间由2025年7月15日前调整为8月10日前。（责任单位：耕保股）", "某局办公室", "2025年5月26日")
    found = reading(paper.data())
    assert [told(task)[1] for task in found.tasks] == ["2025-06-30", "2025-08-10"]


def test_what_a_paper_says_of_its_own_force_is_no_task() -> None:
    lines = ("各科室：", "现通知如下：", "一、成立领导小组。", "二、本通知自印发之日起施行，原通知同时废止。")
    found = reading(Paper("关于调整领导小组的通知", *lines, "某中心", "2024年5月8日").data())
    assert found.tasks == ()


def test_persons_are_kept_beside_their_units_in_a_table() -> None:
    rows = [
        ["序号", "任务", "责任单位及责任人", "完成时限"],
        ["1", "编制手册", "办公室 王红", "6月底前"],
        ["2", "排查隐患", "安全科", "7月底前"],
    ]
    found = reading(items().table(rows).data(), on=ON)
    assert [(task.unit_names, task.people) for task in found.tasks] == [(("办公室",), ("王红",)), (("安全科",), ())]
    assert by_start(found, "编制手册").due == date(2025, 6, 30)
