"""One matter under other words in another section, and what looks like a contradiction and is none."""

from __future__ import annotations

import pytest

from tests.importing.plan_making import Paper, reading


def said(*lines: str) -> list[str]:
    text = ("某县某局专项行动方案", "各科室：", "现制定本方案。", *lines, "某县某局", "2026年3月2日", "")
    return [one.message for one in reading("\n".join(text)).conflicts]


def listed(rows: list[list[str]], *lines: str) -> list[str]:
    paper = Paper(
        "某镇专项行动方案", "各科室：", "现制定本方案。", *lines, "某镇人民政府", "2026年3月2日", "附件", "任务清单"
    )
    return [one.message for one in reading(paper.table(rows).data()).conflicts]


HEAD = ["序号", "工作任务", "责任单位", "完成时限"]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("各中小学校于5月20日前报送自查报告。", "自查报告由校长签字盖章后于5月25日前报基教科。", "自查报告"),
        ("（一）组织自查自纠。\n责任股室：监管股。完成时限：6月20日前。", "自查自纠务必于6月30日前完成。", "自查自纠"),
        ("各中小学校于5月20日前报送自查报告。", "各科室于5月25日前报送自查报告。", ""),
        ("各中小学校于5月20日前将报名表报体育科。", "体育科于5月25日前将报名表报市教育局。", ""),
    ],
)  # fmt: skip
def test_one_paper_with_two_days_is_told_and_two_stations_are_not(first: str, second: str, told: str) -> None:
    found = said("一、工作安排", first, "二、工作要求", second)
    assert len(found) == bool(told)
    assert all(told in message for message in found)


@pytest.mark.parametrize(
    ("line", "row", "told"),
    [
        ("执法文书不规范的问题，7月底前完成评查。", "执法文书归档不完整", False),
        ("执法文书不规范的问题，7月底前完成整改。", "执法文书制作不规范", True),
        ("改造农村公厕6座，8月底前完工投用。", "改造提升农村公共厕所6座并投入使用", True),
        ("全镇已完成户厕改造1260户，剩余215户于8月15日前全部完成。", "改造农村户厕", True),
        ("全镇已完成户厕改造1260户，剩余215户于10月底前全部完成。", "改造农村户厕", False),
    ],
)
def test_a_row_that_says_it_in_more_words_is_the_same_matter(line: str, row: str, told: bool) -> None:  # noqa: FBT001
    rows = [HEAD, ["1", row, "规划股", "10月底前"], ["2", "印发工作简报", "办公室", "5月底前"]]
    assert bool(listed(rows, "一、工作内容", line)) is told


NAMES = ["“主题宣讲”活动", "“安全咨询日”活动", "“隐患随手拍”活动", "“安全家书”活动"]
BODY = [f"（{sign}）{name}。发动职工参加。" for sign, name in zip("一二三四", NAMES, strict=True)]


@pytest.mark.parametrize(
    ("third", "last", "told"),
    [
        ("“隐患大家查”活动", "总结报送", 1),
        ("“隐患随手拍”活动", "总结报送", 0),
        ("“隐患大家查”活动", "“安全家书”活动", 1),
    ],
)
def test_an_activity_under_another_name_in_its_place_of_the_list_is_told(third: str, last: str, told: int) -> None:
    names = list(dict.fromkeys([*NAMES[:2], third, NAMES[3], last]))
    rows = [[str(place), name, f"完成{name}的组织工作", "办公室", "6月10日前"] for place, name in enumerate(names, 1)]
    found = listed([["序号", "活动名称", "活动内容", "责任单位", "完成时限"], *rows], "一、活动内容", *BODY)
    assert [("随手拍" in message and "大家查" in message) for message in found] == [True] * told


def test_what_a_sentence_counts_beside_a_rows_very_words_and_no_row_has_is_told() -> None:
    line = "机关纪委、妇委会组织家庭助廉活动，召开家属座谈会2次，每月推送一次短信。"
    rows = [HEAD, ["1", "组织家庭助廉活动", "机关纪委、妇委会", "10月底前"], ["2", "印发简报", "办公室", "5月底前"]]
    (message,) = listed(rows, "一、工作内容", line)
    assert "召开家属座谈会2次" in message
    assert "短信" not in message
    rows[2][1] = "召开家属座谈会2次"
    assert listed(rows, "一、工作内容", line) == []


def test_a_deed_behind_the_end_of_a_campaign_told_in_months_is_named_once_and_a_summary_is_not() -> None:
    lines = (
        "经研究，定于2026年4月至10月开展专项治理行动。",
        "一、治理任务",
        "（一）排查隐患。由执法科牵头，6月20日前完成。",
    )
    rows = [
        HEAD,
        ["1", "油气回收装置复查", "执法科", "2026年11月25日前"],
        ["2", "报送总结", "各科室", "2026年11月5日前"],
    ]
    (message,) = listed(rows, *lines)
    assert "油气回收装置复查" in message
    assert "2026年4月至10月" in message


def test_a_milestone_before_the_end_and_a_name_without_its_own_area_are_no_contradiction() -> None:
    lines = ("1.新建第二幼儿园。6月底前完成封顶，11月底前完成验收。（牵头单位：镇规划建设办；配合单位：镇水利站）",)
    rows = [["序号", "项目", "牵头单位", "配合单位", "完成时限"]]
    rows += [
        ["1", "第二幼儿园新建工程", "规划建设办", "水利站", "11月底前"],
        ["2", "修路", "交管办", "财政所", "9月底前"],
    ]
    assert listed(rows, "一、重点项目", *lines) == []


def test_a_swap_of_who_leads_names_the_matter_and_not_the_section() -> None:
    lines = ("1.整治楼顶广告。（牵头单位：城管办；配合单位：住建办；完成时限：6月底前）",)
    rows = [["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]]
    rows += [["1", "整治楼顶广告", "住建办", "城管办", "6月底前"], ["2", "修路", "交管办", "财政所", "9月底前"]]
    (message,) = listed(rows, "一、重点工作", *lines)
    assert message.startswith("“整治楼顶广告”的牵头和配合前后不一")


def test_a_sentence_behind_a_tail_that_asks_somebody_else_is_a_task_of_its_own() -> None:
    line = "1.抓基金监管。（牵头科室：医保办；完成时限：6月20日前）医保办于6月25日前将自查报告上报市局。"
    found = reading(f"某院工作方案\n各科室：\n现制定本方案。\n一、任务\n{line}\n某院\n2026年3月2日\n")
    assert [(str(task.deadline.end), task.unit_names) for task in found.tasks] == [
        ("2026-06-20", ("医保办",)),
        ("2026-06-25", ("医保办",)),
    ]
    assert found.conflicts == ()
