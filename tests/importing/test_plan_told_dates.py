"""Dates that a paper only tells of make no task and no duty; those that replace an older one stand alone."""

import pytest

from tests.importing.plan_making import reading, told

HEAD = "甲县水利局\n关于开展清河行动有关事项的通知\n各科室、各乡镇水利站：\n现将有关事项通知如下。\n"
FOOT = "\n甲县水利局\n2025年5月20日\n"


def of(*lines: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Tasks and duties of a notice, in short."""
    found = reading(HEAD + "\n".join(lines) + FOOT)
    return [told(task) for task in found.tasks], [(one.who, one.deadline.recurrence or "") for one in found.duties]


@pytest.mark.parametrize(
    "line",
    [
        "一、自2025年7月1日起启用“甲县水务局”印章，原印章同时作废，由县公安局指定单位于5月12日刻制完成。",
        "一、对外服务时间为每周一至周五上午8:30—12:00、下午2:30—5:30。",
        "一、2025年6月30日前以原名称签订的合同、出具的文书继续有效，至履行完毕为止。",
        "一、监督电话：0899-7730055，有效期至2026年12月31日。",
        "一、已于2025年6月整改完成的问题不再列入。",
        "一、5月12日至18日，县局组织3个检查组检查了26家企业，发现隐患143处。",
        "一、评选工作于2025年2月启动，4月底前共收到申报材料87份。",
        "一、检查是否每季度向县局报送数据、有无按月召开的例会。",
        "一、某公司未按要求于4月底前完成设施维保。",
        "一、为做好2025年冬至2026年春的防控工作，各科室要高度重视。",
        "一、公示时间：2025年5月21日至5月27日。如有异议，请于5月27日前向机关党委反映。",
    ],
)
def test_a_sentence_that_asks_nothing_gives_neither_task_nor_duty(line: str) -> None:
    assert of(line, "二、特此通知。") == ([], [])


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("1.器具更换。《方案》规定5月31日前完成，现延长至8月31日前完成。（责任单位：节能科）", "2025-08-31"),
        ("1.水平衡测试。完成时间由6月30日推迟到9月20日。（责任单位：节能科）", "2025-09-20"),
        ("1.自查报告原要求6月10日前报送，因汛情影响，现推迟至6月25日前报送。（责任单位：节能科）", "2025-06-25"),
        ("1.问题化解，原定2025年6月30日完成，调整为2025年9月30日完成。（责任单位：节能科）", "2025-09-30"),
        ("1.规划编制，完成时限由2025年7月底延至2025年10月底。（责任单位：节能科）", "2025-10-31"),
    ],
)
def test_a_date_that_another_replaces_is_not_due(line: str, day: str) -> None:
    tasks, _ = of("一、时间调整", line)
    assert tasks == [("节能科", day, "clear")]


def test_a_rhythm_that_another_replaces_is_not_due_and_the_unit_stands_in_the_next_sentence() -> None:
    _, duties = of("一、原每月10日报送进度改为每月15日报送。报送单位为各乡镇水利站。")
    assert duties == [("各乡镇水利站", "FREQ=MONTHLY;BYMONTHDAY=15")]


def test_a_rule_of_thumb_is_no_old_date() -> None:
    _, duties = of("一、各科室原则上每月10日前报送台账。")
    assert [rhythm for _, rhythm in duties] == ["FREQ=MONTHLY;BYMONTHDAY=10"]


def test_a_day_before_the_paper_that_is_asked_for_stays_a_task() -> None:
    tasks, _ = of("一、各科室应于5月10日前完成自查。")
    assert [day for _, day, _ in tasks] == ["2025-05-10"]


def test_the_day_of_printing_and_whom_copies_go_to_are_no_tasks() -> None:
    found = reading(
        HEAD + "一、特此通知。" + FOOT + "抄送：县政府办公室。\n甲县水利局办公室          2025年5月21日印发\n"
    )
    assert found.tasks == ()
    assert found.issuer == "甲县水利局"


def test_a_note_below_the_list_that_asks_units_is_a_duty() -> None:
    _, duties = of("一、清淤。", "备注：各科室于每季度最后一个月20日前将进度报办公室汇总。")
    assert duties == [("各科室", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")]


def test_a_list_of_what_was_granted_is_no_list_of_tasks() -> None:
    rows = ["序号\t项目名称\t专利号\t完成单位\t授权时间\t奖项等级", "1\t节水阀门\tZL1\t农机厂\t2022年5月17日\t一等奖"]
    assert of("一、现将名单予以公布。", "附件", "获奖名单", *rows) == ([], [])
