"""后续文件: only what a later paper names changes; a day that does not exist is never taken."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.model import CampaignOutline, Task
from desk_app.campaign.period import ONCE
from desk_app.campaign.tasks import task_keys
from desk_app.services.plan_changes import Change, Standing, changes_of
from desk_app.services.plan_unread import unread_of
from desk_app.storage.campaigns import Campaign
from desk_app.storage.collections import Collection
from desk_app.storage.states import CampaignState
from tests.importing.plan_making import HOLIDAYS, reading

AT = datetime(2023, 1, 5)  # noqa: DTZ001  the desk keeps local time
TASKS = (
    Task("1", "大学习活动", "1.组织集中学习，每月不少于一次。", "办公室", "2023年6月底前", date(2023, 6, 30)),
    Task("2", "上党课活动", "1.局领导到联系支部讲专题党课。", "机关党委", "2023年5月底前", date(2023, 5, 31)),
    Task("3", "上党课活动", "2.组织微党课评比，择优推荐。", "机关党委", "2023年7月底前", date(2023, 7, 31)),
    Task("4", "大调研活动", "1.课题申报。各科室申报课题（附件3）。", "各科室", "2023年7月底前", date(2023, 7, 31)),
)
OUTLINE = CampaignOutline("专项", "学习专项", date(2023, 1, 1), date(2023, 12, 31), tasks=TASKS)
STANDING = Standing(
    Campaign(1, OUTLINE, "", CampaignState.OPEN, AT),
    MappingProxyType(dict(zip(task_keys(TASKS), (task.due for task in TASKS), strict=True))),
    (Collection(7, 1, 3, "课题申报表", ONCE, date(2023, 2, 15), None, "方案", None),),
    MappingProxyType({"课题申报表": "附件3"}),
)


def notice(sentence: str) -> tuple[Change, ...]:
    text = f"关于调整时限的通知\n各单位：\n{sentence}\n局办公室\n2023年2月1日\n"
    return changes_of(reading(text), STANDING, HOLIDAYS)


def told(sentence: str) -> list[tuple[str, int | None, date | None]]:
    return [(one.task, one.collection, one.day) for one in notice(sentence)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("大学习活动完成时限延长至2023年8月底前。", [("1", None, date(2023, 8, 31))]),
        ("大学习活动完成时限延至8月31日。", [("1", None, date(2023, 8, 31))]),
        ("上党课活动由5月底前推迟到6月底前。", [("2", None, date(2023, 6, 30))]),
        ("上党课活动完成时限改为9月底前。", [("2", None, date(2023, 9, 30)), ("3", None, date(2023, 9, 30))]),
        ("任务清单第3项完成时限调整为2023年10月15日。", [("3", None, date(2023, 10, 15))]),
        ("课题申报表报送时间延至3月10日17时前。", [("", 7, date(2023, 3, 10))]),
        ("附件3报送截止时间顺延至2023年3月10日。", [("", 7, date(2023, 3, 10))]),
        ("课题申报截止时间推迟到3月20日。", [("", 7, date(2023, 3, 20))]),
        ("大学习活动、课题申报表的安排不变。", []),
        ("大学习活动要抓紧推进。", []),
        ("附件31报送时间延至3月10日。", []),
        ("大学习活动时限延至2023年6月30日。", []),
    ],
)
def test_a_notice_moves_what_its_sentence_names(
    sentence: str, wanted: list[tuple[str, int | None, date | None]]
) -> None:
    assert told(sentence) == wanted


def unread(text: str) -> list[str]:
    paper = reading(f"关于调整时限的通知\n各科室、二级机构：\n{text}\n局办公室\n2023年2月1日\n")
    found = changes_of(paper, STANDING, HOLIDAYS)
    left = unread_of(paper, STANDING, found, ("办公室", "人事科", "法规科"), HOLIDAYS)
    assert not any(one.can_be_taken for one in left)
    return [one.new for one in left]


def test_each_sentence_that_names_something_and_changed_nothing_is_listed_with_its_words() -> None:
    text = (
        "一、大学习活动完成时限延长至2023年8月底前。\n二、大谈话活动统计表（附件2）于2023年4月20日前报送。\n"
        "三、办实事活动增加人事科为责任单位。\n四、法规科参加。\n五、上党课活动要有声有色。\n其他事项不变，请认真落实。"
    )
    assert unread(text) == [
        "二、大谈话活动统计表（附件2）于2023年4月20日前报送",
        "三、办实事活动增加人事科为责任单位",
        "四、法规科参加",
        "五、上党课活动要有声有色",
    ]


def test_what_stands_beside_a_change_in_its_sentence_is_listed_and_the_change_is_not() -> None:
    text = "大学习活动由2023年6月底前延长至8月底前，增加人事科为责任单位，简报于2023年4月20日前报送。"
    assert unread(text) == ["简报于2023年4月20日前报送"]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("课题申报表（附件3）于3月10日17时前报送。", date(2023, 3, 10)),
        ("请各科室于3月10日前报送附件3。", date(2023, 3, 10)),
        ("课题申报表（附件3）于2月15日前报送。", None),
        ("附件3的填写说明于3月10日印发。", None),
        ("8月底前课题申报表。", None),
        ("8月底前附件3课题申报表交办公室。", date(2023, 8, 31)),
        ("附件3于3月10日前报送，附件31于3月20日前报送。", None),
    ],
)
def test_a_forms_day_stated_anew_without_a_word_of_moving_is_a_change_to_be_confirmed(
    sentence: str, day: date | None
) -> None:
    found = notice(sentence)
    assert [one.day for one in found] == ([] if day is None else [day])
    assert all("请确认" in one.doubt and one.can_be_taken for one in found)


def test_two_clauses_of_one_sentence_move_two_things() -> None:
    found = told("大学习活动延长至8月底前，课题申报表报送时间延至3月10日。")
    assert found == [("1", None, date(2023, 8, 31)), ("", 7, date(2023, 3, 10))]


@pytest.mark.parametrize("day", ["2023年13月底前", "2023年2月30日前", "23月15日"])
def test_a_day_that_does_not_exist_is_listed_and_cannot_be_taken(day: str) -> None:
    (one,) = notice(f"大学习活动完成时限延长至{day}。")
    assert one.day is None
    assert not one.can_be_taken
    assert one.doubt
    assert one.source.text


def test_a_new_version_is_set_against_the_tasks_one_by_one() -> None:
    rows = [
        ("序号", "活动", "任务内容", "责任单位", "完成时限"),
        ("1", "大学习活动", "1.组织集中学习，每月不少于一次。", "办公室", "2023年6月底前"),
        ("2", "上党课活动", "1.局领导到联系支部讲专题党课。", "机关党委、宣教科", "2023年5月底前"),
        ("3", "上党课活动", "2.组织微党课评比，择优推荐。", "机关党委", "2023年9月底前"),
        ("4", "大调研活动", "1.课题申报。各科室申报课题（附件3）。", "各科室", "2023年7月底前"),
        ("5", "办实事活动", "走访企业，解决一批实际困难。", "法规科", "2023年11月底前"),
    ]
    from tests.importing.plan_making import Paper

    data = Paper("学习专项实施方案（修订）", "附件1", "任务清单").table(rows).data()
    found = changes_of(reading(data, on=date(2023, 2, 1)), STANDING, HOLIDAYS)
    assert [(one.task, one.what, one.new) for one in found if one.added is None] == [
        ("2", "责任单位", "机关党委、宣教科"),
        ("3", "完成时限", "2023年9月30日"),
    ]
    (new,) = [one.added for one in found if one.added is not None]
    assert (new.content, new.due) == ("走访企业，解决一批实际困难。", date(2023, 11, 30))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["大学习活动", "上党课", "延长至", "推迟到", "由", "附件3", "课题申报表", "2023年", "13月", "2月30日",
             "8月底前", "第3项", "时限", "，", "。", "改为", "次年", "7天内", "任务清单"]
        ),
        max_size=14,
    ).map("".join)
)  # fmt: skip
def test_no_words_make_it_raise_or_name_a_day_outside_the_calendar(sentence: str) -> None:
    for one in notice(sentence):
        assert one.day is None or isinstance(one.day, date)
        assert bool(one.doubt) is not one.can_be_taken


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("任务清单第1项增加人事科为责任单位。", [("1", "办公室、人事科")]),
        ("大学习活动责任单位增加人事科、法规科。", [("1", "办公室、人事科、法规科")]),
        ("增加人事科和法规科为任务清单第3项的配合单位。", [("3", "机关党委、人事科、法规科")]),
        ("任务清单第3项责任单位由机关党委调整为宣传科。", [("3", "宣传科")]),
        ("大学习活动由办公室牵头调整为人事科牵头。", [("1", "人事科")]),
        ("任务清单第3项责任单位由后勤科调整为宣传科。", []),
        (
            "任务清单第1项增加人事科为责任单位；任务清单第1项增加法规科为责任单位。",
            [("1", "办公室、人事科"), ("1", "办公室、人事科、法规科")],
        ),
        ("任务清单第1项增加办公室为责任单位。", []),
        ("增加人事科为责任单位。", []),
    ],
)
def test_a_sentence_that_adds_or_replaces_units_changes_those_of_the_tasks_it_names(
    sentence: str, wanted: list[tuple[str, str]]
) -> None:
    found = notice(sentence)
    assert [(one.task, one.units) for one in found] == wanted
    assert all(one.can_be_taken for one in found)


def test_a_sentence_on_units_that_names_no_task_stays_listed_to_be_checked() -> None:
    assert unread("增加人事科为责任单位。") == ["增加人事科为责任单位"]


def supplement(*rows: tuple[str, str, str, str]) -> tuple[list[tuple[str, str, str]], list[str]]:
    lines = ["序号\t工作任务\t责任单位\t完成时限", *("\t".join(row) for row in rows)]
    paper = reading(
        "关于补充任务的通知\n各科室：\n现将补充任务表印发给你们。\n" + "\n".join(lines) + "\n局办公室\n2023年2月1日\n"
    )
    found = changes_of(paper, STANDING, HOLIDAYS)
    left = unread_of(paper, STANDING, found, ("办公室", "人事科"), HOLIDAYS)
    return [(one.task, one.what, one.new) for one in found], [one.new for one in left if one.source.row is not None]


def test_rows_of_a_supplementary_list_change_standing_tasks_and_add_new_ones() -> None:
    found, left = supplement(
        ("1", "局领导到联系支部讲专题党课", "机关党委、人事科", "2023年6月底前"),
        ("2", "开展档案数字化加工", "档案室", "2023年9月底前"),
        ("3", "组织微党课评比，择优推荐", "机关党委", "2023年7月底前"),
    )
    assert found == [
        ("2", "完成时限", "2023年6月30日"),
        ("2", "责任单位", "机关党委、人事科"),
        ("", "新增任务", "开展档案数字化加工（档案室，2023年9月底前）"),
    ]
    assert left == []


def test_a_row_that_may_be_a_standing_task_or_a_new_one_is_listed_to_be_checked() -> None:
    found, left = supplement(
        ("1", "组织微党课评比和优秀党课展播，择优推荐到市局参加比赛并报送视频", "机关党委", "2023年8月底前"),
        ("2", "开展档案数字化加工", "档案室", "2023年9月底前"),
    )
    assert [what for _, what, _ in found] == ["新增任务"]
    assert len(left) == 1
    assert left[0].startswith("组织微党课评比")
