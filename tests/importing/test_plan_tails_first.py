"""Labels before the deed, tails behind a stop, rhythms that ask nothing, the last time, sentences on annexes."""

from __future__ import annotations

import pytest

from tests.importing.plan_making import reading, told


def plan(*lines: str) -> str:
    return "\n".join(
        ("某县某局工作方案", "各科室：", "现制定本方案。", "一、任务安排", *lines, "某县某局", "2026年3月2日", "")
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("〔责任科室：法规科〕完成权责清单修订，6月底前报局办公室。", ("法规科", "2026-06-30")),
        ("【责任科室：人事科】7月底前完成干部轮训。", ("人事科", "2026-07-31")),
        ("〔责任科室：法规科〕完成权责清单修订。〔完成时限：6月底前〕", ("法规科", "2026-06-30")),
        ("〔责任科室：人事科〕〔7月底前〕完成干部轮训。", ("人事科", "2026-07-31")),
        ("完成鉴定。责任单位：人事科。6月15日前拿出初稿。", ("人事科", "2026-06-15")),
    ],
)
def test_a_bracket_of_labels_before_the_deed_is_read_with_its_deed(line: str, wanted: tuple[str, str]) -> None:
    found = reading(plan(f"1.{line}", "2.办公室5月底前完成自查。"))
    assert [told(task)[:2] for task in found.tasks] == [wanted, ("办公室", "2026-05-31")]
    assert all("科室" not in task.content and len(task.content) > 3 for task in found.tasks)


def test_a_bracket_of_labels_on_a_line_below_still_belongs_to_the_item_above() -> None:
    found = reading(plan("1.修订权责清单。", "〔责任科室：法规科；完成时限：6月底前〕", "2.办公室5月底前完成自查。"))
    assert [told(task)[:2] for task in found.tasks] == [("法规科", "2026-06-30"), ("办公室", "2026-05-31")]


def test_a_rhythm_in_a_tail_behind_a_stop_is_a_duty_with_its_deed() -> None:
    found = reading(
        plan(
            "1.开展清洁日行动。（责任单位：各村；完成时限：每周五）",
            "2.抽检水质。责任单位：水厂。完成时限：每月10日前。",
        )
    )
    assert [(one.content, one.who, one.deadline.recurrence) for one in found.duties] == [
        ("开展清洁日行动", "各村", "FREQ=WEEKLY;BYDAY=FR"),
        ("抽检水质", "水厂", "FREQ=MONTHLY;BYMONTHDAY=10"),
    ]


@pytest.mark.parametrize(
    ("sentence", "rhythms"),
    [("各科室按月排出工期", 0), ("各科室按季度分解任务", 0), ("各科室按月排查隐患", 1), ("各科室按月报送进展", 1)],
)
def test_how_a_timetable_is_set_out_is_no_work_that_comes_again(sentence: str, rhythms: int) -> None:
    assert len(reading(plan("1.办公室5月底前完成自查。", f"2.{sentence}，挂图作战。")).duties) == rhythms


def test_what_was_held_last_year_asks_nothing_and_what_was_left_over_does() -> None:
    found = reading(
        plan(
            "1.办公室5月底前完成布展。",
            "2.去年阅读季于2025年4月23日启动，共接待读者3.2万人次，各科室可资借鉴。",
            "3.去年未完成的项目，人事科于2026年6月底前完成。",
        )
    )
    assert [told(task)[:2] for task in found.tasks] == [("办公室", "2026-05-31"), ("人事科", "2026-06-30")]


@pytest.mark.parametrize(
    ("line", "annexes"),
    [
        ("附件2中“问题类型”栏请按实填写，于8月5日前报办公室", 1),
        ("附件2的统计口径由统计科解释", 1),
        ("附件2 中小学校统计表", 2),
        ("附件2中小学校统计表", 2),
        ("附件2：应急物资清单", 2),
    ],
)
def test_a_sentence_that_begins_with_an_annex_is_no_line_of_their_list(line: str, annexes: int) -> None:
    found = reading(plan("1.办公室5月底前完成自查。", "附件1：自查表", line))
    assert len(found.annexes) == annexes


def test_a_month_in_brackets_is_not_the_span_because_an_item_above_speaks_of_a_time() -> None:
    found = reading(
        plan(
            "【4月】", "1.安全巡查由保卫科负责，具体时间另行通知。", "【5月】", "1.5月28日前，办公室报送经费使用明细。"
        )
    )
    assert found.span == (None, None)
    assert [told(task)[:2] for task in found.tasks] == [("保卫科", ""), ("办公室", "2026-05-28")]
