"""One plan without a fault, and the same plan with one fault after another: each is found, and nothing else."""

from dataclasses import dataclass, replace

import pytest

from desk_app.campaign.plan import PlanReading
from tests.importing.plan_making import Paper, by_start, reading

HEAD = ["序号", "任务事项", "任务事项", "责任单位", "完成时限"]


@dataclass(frozen=True)
class Deed:
    """One activity as the body tells it and as the list tells it."""

    name: str
    items: tuple[str, ...]
    units: str
    until: str
    listed_name: str = ""
    listed_items: tuple[str, ...] = ()
    listed_units: str = ""
    listed_until: str = ""


DEEDS = (
    Deed(
        "大学习",
        (
            "中心组带头学。党组理论学习中心组围绕主题开展3次专题研讨，形成研讨成果并印发各单位参考。",
            "支部跟进学。各党支部依托主题党日组织党员开展交流讨论，做到人人发言、个个参与。",
        ),
        "办公室、机关党委、人事科、各党支部",
        "2024年6月底前",
    ),
    Deed(
        "大走访",
        ("走访服务对象。各科室、二级机构、分局于2024年4月20日前填报走访计划（附件2），逐户听取意见。",),
        "办公室、各科室、二级机构、分局",
        "2024年11月30日前",
    ),
    Deed(
        "办实事",
        (
            "公布清单。各单位于2024年3月底前报送为民办实事项目（附件3），经局党组审定后公布。",
            "销号管理。办公室对实事项目逐件跟踪，办结一件、销号一件，年底组织满意度测评。",
        ),
        "办公室、各基层党组织",
        "2024年底前",
    ),
)
CLEAN = tuple(
    replace(deed, listed_until=until, listed_units=units)
    for deed, until, units in zip(
        DEEDS, ("2024年6月30日前", "2024年11月底前", "2024年年底前"), ("", "", "办公室、各党组织"), strict=True
    )
)


def plan(
    deeds: tuple[Deed, ...], *, numbers: tuple[str, ...] = (), demands: str = "加强领导，压实责任。"
) -> PlanReading:
    """The plan with body, list and two blank annexes."""
    paper = Paper(
        "某某市水利局2024年作风提升行动方案", "结合实际，制定本方案。", "一、总体要求", "以“三大行动”为抓手。"
    )
    paper.lines("二、主要任务")
    for number, deed in zip("一二三四五", deeds, strict=False):
        items = "".join(f"{place}.{item}" for place, item in enumerate(deed.items, start=1))
        told = items if len(deed.items) > 1 else deed.items[0]
        paper.lines(f"（{number}）{deed.name}行动。{told}（责任单位：{deed.units}，完成时限：{deed.until}）")
    paper.lines("三、工作要求", demands, "附件：1.作风提升行动任务清单", "2.大走访计划表", "3.办实事项目表")
    paper.lines("某某市水利局", "2024年2月20日", "附件1", "作风提升行动任务清单").table(*_listed(deeds, numbers))
    for number, title in ((2, "大走访计划表"), (3, "办实事项目表")):
        paper.lines(f"附件{number}", title).table([["序号", "名称", "时间"], ["", "", ""], ["", "", ""]])
    return reading(paper.data())


def _listed(
    deeds: tuple[Deed, ...], numbers: tuple[str, ...]
) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    rows, merges = [HEAD], [(0, 1, 0, 2)]
    for number, deed in zip("一二三四五", deeds, strict=False):
        first = len(rows)
        items = deed.listed_items or deed.items
        for place, item in enumerate(items, start=1):
            words = f"{place}.{item}" if len(items) > 1 else item
            name = f"{number}、{deed.listed_name or deed.name}行动"
            count = str(len(rows))
            said = numbers[len(rows) - 1] if numbers else count
            rows.append([said, name, words, deed.listed_units or deed.units, deed.listed_until or deed.until])
        merges += [(first, column, len(rows) - 1, column) for column in (1, 3, 4) if len(items) > 1]
    return rows, merges


def with_deed(place: int, **changes: object) -> tuple[Deed, ...]:
    deeds = list(CLEAN)
    deeds[place] = replace(deeds[place], **changes)  # type: ignore[arg-type]  # names and types are those of Deed
    return tuple(deeds)


def test_a_plan_without_a_fault_raises_no_doubt_and_wording_is_folded() -> None:
    found = plan(CLEAN)
    assert [one.message for one in found.conflicts] == []
    assert len(found.tasks) == 5
    assert len(found.forms) == 2


_ASKS = "支部跟进学。各党支部要依托主题党日组织党员开展交流讨论，做到人人发言、个个参与。"
_ASKS_OTHERS = _ASKS.replace("各党支部要", "工会、共青团要")

FAULTS = {
    "a date": (with_deed(0, listed_until="2024年7月底前"), "date", ("2024年6月底前", "2024年7月底前")),
    "a month that does not exist": (
        with_deed(1, until="2024年21月底前"),
        "invalid_date",
        ("2024年21月底前", "11月底前"),
    ),
    "a day that does not exist": (
        with_deed(0, listed_until="2024年6月31日前"),
        "invalid_date",
        ("6月31日前", "6月底前"),
    ),
    "a unit gone": (
        with_deed(1, listed_units="办公室、各科室、二级机构"),
        "unit",
        ("分局", "办公室、各科室、二级机构"),
    ),
    "a unit under another name": (
        with_deed(0, listed_units="办公室、机关党委、人事处、各党支部"),
        "unit",
        ("人事科", "人事处"),
    ),
    "an annex": (
        with_deed(2, listed_items=(DEEDS[2].items[0].replace("附件3", "附件2"), DEEDS[2].items[1])),
        "annex",
        ("附件3", "附件2"),
    ),
    "an activity": (with_deed(1, listed_name="进百家门"), "activity", ("大走访", "进百家门")),
    "a count": (
        with_deed(0, listed_items=(DEEDS[0].items[0].replace("3次", "2次"), DEEDS[0].items[1])),
        "number",
        ("3次", "2次"),
    ),
    "a count gone": (
        with_deed(0, listed_items=(DEEDS[0].items[0].replace("开展3次专题研讨", "开展专题研讨"), DEEDS[0].items[1])),
        "number",
        ("3次", "开展专题研讨"),
    ),
    "who is asked": (
        with_deed(0, items=(DEEDS[0].items[0], _ASKS), listed_items=(DEEDS[0].items[0], _ASKS_OTHERS)),
        "unit",
        ("各党支部", "工会、共青团"),
    ),
    "a date in the words": (
        with_deed(1, listed_items=(DEEDS[1].items[0].replace("4月20日前", "5月10日前"),)),
        "date",
        ("4月20日前", "5月10日前"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found_and_nothing_else(fault: str) -> None:
    deeds, kind, words = FAULTS[fault]
    conflicts = plan(deeds).conflicts
    assert [one.kind.value for one in conflicts] == [kind], [one.message for one in conflicts]
    (one,) = conflicts
    quoted = f"{one.a}{one.b}{one.message}"
    assert all(word in quoted for word in words), quoted
    assert one.message.endswith("。")


def test_a_lost_row_number_is_proposed_and_said() -> None:
    found = plan(CLEAN, numbers=("1", "2", "", "4", "5"))
    assert [one.kind.value for one in found.conflicts] == ["number"]
    assert [(task.number, task.proposed_number) for task in found.tasks][2] == (None, "3")


def test_a_leap_and_a_double_in_the_row_numbers_are_said() -> None:
    assert [one.kind.value for one in plan(CLEAN, numbers=("1", "2", "4", "5", "6")).conflicts] == ["number"]
    assert [one.kind.value for one in plan(CLEAN, numbers=("1", "2", "2", "4", "5")).conflicts] == ["number"]


def test_a_doubted_date_is_asked_with_both_days_and_a_wrong_one_gets_no_day() -> None:
    asked = by_start(plan(FAULTS["a date"][0]), "1.中心组带头学").deadline
    assert asked.state.value == "confirm"
    assert {day.isoformat() for day in asked.candidates} == {"2024-06-30", "2024-07-31"}
    wrong = by_start(plan(FAULTS["a day that does not exist"][0]), "1.中心组带头学").deadline
    assert (wrong.end, wrong.state.value) == (None, "invalid")
    assert wrong.candidates[0].isoformat() == "2024-06-30"


def test_the_same_thing_asked_twice_with_two_dates_is_said() -> None:
    found = plan(
        CLEAN, demands="（一）各科室于3月10日前将联络员名单报办公室。\n（二）各科室于3月15日前将联络员名单报办公室。"
    )
    assert [one.kind.value for one in found.conflicts] == ["date"]
    assert "3月10日前" in found.conflicts[0].message
    assert "3月15日前" in found.conflicts[0].message


def test_what_the_body_asks_beside_the_list_is_a_task_too() -> None:
    found = plan(CLEAN, demands="各单位于2024年12月10日前将总结报告报局办公室。")
    last = by_start(found, "各单位于")
    assert (last.unit_names, last.due.isoformat() if last.due else "") == (("各单位",), "2024-12-10")


def test_phases_are_counted_against_what_the_plan_says_of_them() -> None:
    text = (
        "专项整治方案\n制定本方案。\n一、时间安排\n整治从2024年3月开始至2024年8月结束，分为三个阶段。\n二、实施步骤\n"
        "（一）自查阶段（3月1日至4月30日）。自查自纠。\n（二）整改阶段（5月1日至8月31日）。整改到位。\n"
    )
    found = reading(text)
    assert [one.kind.value for one in found.conflicts] == ["number"]
    assert [one.kind.value for one in reading(text.replace("三个", "两个")).conflicts] == []


def test_a_phase_with_two_stretches_of_time_is_said_and_stands_once() -> None:
    paper = Paper("转作风活动方案", "制定本方案。", "一、活动步骤", "活动从3月开始，10月结束，分两个阶段进行。").table(
        [["阶段", "时间安排", "主要工作"], ["学习阶段", "2025年3月", "学习"], ["整改阶段", "2025年4月—10月", "整改"]]
    )
    paper.lines("具体为：学习阶段（3月1日至3月31日），整改阶段（4月1日至9月30日）。", "某某局", "2025年2月25日")
    found = reading(paper.data())
    assert [one.name for one in found.phases] == ["学习阶段", "整改阶段"]
    assert [one.kind.value for one in found.conflicts] == ["date"]
    assert "整改阶段" in found.conflicts[0].message


def test_a_head_repeated_on_the_next_page_is_no_task() -> None:
    head = ["序号", "任务内容", "责任科室", "完成时限"]
    paper = Paper("任务清单").table(
        [head, ["1", "集中学习", "机关党委", "2025年3月底前"], head, ["2", "建立清单", "各科室", "2025年6月底前"]]
    )
    found = reading(paper.data())
    assert [task.number for task in found.tasks] == ["1", "2"]
    assert found.conflicts == ()


def test_an_annex_that_the_list_of_annexes_has_not_and_a_leap_in_the_body_are_said_once() -> None:
    text = (
        "预算绩效提升行动方案\n制定本方案。\n一、重点任务\n（一）健全制度。修订办法。（责任单位：预算科，完成时限：2024年4月底前）\n"
        "（二）开展培训。填报名册（附件4）。（责任单位：绩效科，完成时限：2024年5月底前）\n"
        "（四）实施评价。报送结果（附件2）。（责任单位：绩效科，完成时限：2024年9月底前）\n附件：1.项目申报表\n2.评价结果表\n"
    )
    assert sorted(one.kind.value for one in reading(text).conflicts) == ["annex", "number"]
    whole = text.replace("（四）", "（三）").replace("附件4", "附件1")
    assert reading(whole).conflicts == ()
