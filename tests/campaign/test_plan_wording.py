"""What plans write differently without meaning anything, and what they do mean by it."""

import pytest

from desk_app.campaign.plan import Role
from desk_app.campaign.plan.compare_units import fold_unit
from desk_app.campaign.plan.wording import chinese_number, counts_in, number_of, same_activity, short_activity


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("各党组织", "各基层党组织"),
        ("各基层单位党组织", "基层单位党组织"),
        ("各科室", "各职能科室"),
        ("局办公室", "办公室"),
        ("机关党委 ", "机关党委"),
    ],
)
def test_units_that_differ_in_wording_only_are_one(one: str, two: str) -> None:
    assert fold_unit(one) == fold_unit(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("人事科", "人事处"),
        ("各科室", "各党组织"),
        ("分局", "二级机构"),
        ("东城分局", "西城分局"),
        ("工会", "群团组织"),
    ],
)
def test_units_that_differ_are_kept_apart(one: str, two: str) -> None:
    assert fold_unit(one) != fold_unit(two)


def test_an_activity_is_known_without_number_prefix_and_the_word_activity() -> None:
    assert short_activity("（一）学习贯彻主题·大谈话活动") == "大谈话"
    assert same_activity("四、大谈话活动", "学习贯彻主题·大谈话")
    assert not same_activity("创先争优活动", "比贡献活动")


def test_counts_are_read_in_figures_and_chinese_signs_and_ordinals_are_none() -> None:
    assert [(least, most, word) for _, least, most, word in counts_in("开展两次研讨，申报1-2个课题，第3次会议")] == [
        (2, 2, "次"),
        (1, 2, "个"),
    ]


@pytest.mark.parametrize("value", range(1, 100))
def test_chinese_numbers_come_back_as_they_went(value: int) -> None:
    assert number_of(chinese_number(value)) == value


def test_the_parts_of_units_are_the_office_s_words() -> None:
    assert [role.value for role in Role] == ["牵头", "配合", "责任"]
