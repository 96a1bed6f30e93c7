"""疑点 about a row's number: what may be chosen says what is done, not what stands in the row before."""

from __future__ import annotations

from desk_app.services.plan_doubts import Doubt, doubts_of
from tests.importing.plan_making import Paper, reading

HEAD = ["序号", "任务事项", "任务事项", "责任单位", "完成时限"]


def doubts_about(numbers: list[str]) -> list[Doubt]:
    """The doubts of a list of tasks whose rows bear these numbers."""
    rows = [[number, "活动", f"开展第{place}次学习", "办公室", "2023年3月底前"] for place, number in enumerate(numbers)]
    paper = Paper().lines("关于开展学习教育的方案", "附件1", "任务清单").table([HEAD, *rows])
    return [one for one in doubts_of(reading(paper.data())) if "序号" in one.message]


def test_a_lost_number_is_given_back_or_left_out_in_clear_words() -> None:
    (doubt,) = doubts_about(["1", "2", "", "4"])
    assert [one.label for one in doubt.choices] == ["补为第3项", "照原样，不编序号"]
    assert [one.text for one in doubt.choices] == ["补为第3项", "照原样，不编序号"]


def test_a_leaping_number_stays_or_all_are_counted_anew() -> None:
    (doubt,) = doubts_about(["1", "2", "4"])
    assert [one.label for one in doubt.choices] == ["照原序号，不改", "按先后重新编号"]
