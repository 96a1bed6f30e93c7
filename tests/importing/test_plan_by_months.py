"""Lists by months: the day of a row in a cell beside it or in the body; phases named side by side in one sentence."""

from tests.importing.plan_making import Paper, reading, told

HEAD = ("某县妇联关于开展系列活动的方案", "各乡镇妇联、各部室：", "为做好有关工作，制定本方案。")
MONTHS = [
    ["月份", "活动名称", "责任部室", "备注"],
    ["3月", "维权周宣传", "权益部", "3月2日—8日"],
    ["4月", "带货培训班", "发展部", ""],
    ["5月", "广场宣传", "权益部", "5月20日前报名"],
    ["5—6月", "走访慰问困境儿童", "家儿部", "与县民政局联合"],
]


def months(*lines: str) -> list[tuple[str, str, str]]:
    found = reading(Paper(*HEAD, *lines, "某县妇联", "2026年2月24日", "附：活动安排表").table(MONTHS).data())
    return [(str(task.deadline.start), str(task.deadline.end), task.deadline.text) for task in found.tasks]


def test_a_row_of_a_month_takes_the_day_that_its_own_remark_states_and_no_day_of_another_deed() -> None:
    assert months() == [
        ("2026-03-02", "2026-03-08", "3月2日—8日"),
        ("2026-04-01", "2026-04-30", "4月"),
        ("2026-05-01", "2026-05-31", "5月"),
        ("2026-05-01", "2026-06-30", "5—6月"),
    ]


def test_a_row_of_a_month_takes_the_day_that_the_body_states_for_the_same_work() -> None:
    body = (
        "一、活动内容",
        "1、带货培训班。4月中旬举办，培训返乡妇女60人。责任部室：发展部。",
        "2、走访慰问困境儿童。5月25日至6月1日，会同县民政局走访慰问困境儿童。责任部室：家儿部。",
    )
    found = months(*body)
    assert found[1][:2] == ("2026-04-11", "2026-04-20")
    assert found[3][:2] == ("2026-05-25", "2026-06-01")


def test_a_department_of_a_body_says_whom_it_is_given_to_and_one_that_helps_is_no_unit() -> None:
    line = "1、免费筛查。4月至10月，会同县妇幼保健院为妇女免费筛查。责任部室：家庭和儿童工作部（以下简称家儿部）。"
    found = reading("\n".join((*HEAD, "一、活动内容", line, "某县妇联", "2026年2月24日")))
    assert [told(task)[:2] for task in found.tasks] == [("家庭和儿童工作部", "2026-10-31")]


def test_three_phases_of_one_sentence_behind_another_sentence_are_three() -> None:
    said = (
        "特展于5月18日开幕。筹展工作分三个阶段：大纲深化阶段（3月1日至3月31日）、制作布展阶段（4月1日至5月15日）、"
        "开放运行阶段（5月18日至8月18日）。"
    )
    found = reading("\n".join((*HEAD, "一、进度", said, "某县妇联", "2026年2月24日")))
    assert [phase.name for phase in found.phases] == ["大纲深化阶段", "制作布展阶段", "开放运行阶段"]
    assert [str(phase.end) for phase in found.phases] == ["2026-03-31", "2026-05-15", "2026-08-18"]
    assert found.conflicts == ()


def test_a_stretch_is_held_against_the_months_that_it_is_said_to_last() -> None:
    def told_of(said: str) -> list[str]:
        found = reading("\n".join((*HEAD, "一、时间安排", said, "某县妇联", "2026年2月24日")))
        return [one.message for one in found.conflicts]

    assert told_of("2026年9月1日至11月30日，为期三个月。") == []
    assert told_of("2026年9月15日至12月14日，为期3个月。") == []
    assert "按起止日期是3个月" in "".join(told_of("2026年9月1日至11月30日，为期四个月。"))


def test_measures_that_the_text_counts_are_counted_in_the_list_to_which_it_points() -> None:
    rows = [["序号", "工作措施", "牵头部门", "完成时限"]]
    rows += [[str(n), f"第{n}类企业走访", "发展部", "6月底前"] for n in range(1, 4)]
    for count, wrong in ((3, False), (4, True)):
        paper = Paper(*HEAD, f"围绕四个方面推出{count}项措施（详见附件）。", "某县妇联", "2026年2月24日", "附件")
        found = reading(paper.table(rows).data())
        assert any(f"{count}项措施" in one.message for one in found.conflicts) is wrong


def test_a_note_below_a_form_that_the_text_asks_for_is_no_task_beside_it() -> None:
    line = "（一）各乡镇妇联每周五下班前将《战果统计表》（附件）报办公室。"
    paper = Paper(*HEAD, "一、工作要求", line, "附件：战果统计表", "某县妇联", "2026年2月24日", "附件", "战果统计表")
    paper.table([["排查隐患（处）", "整改隐患（处）"], ["", ""]]).lines(
        "说明：各单位于每周五17:00前报办公室，数据为本周新增数。"
    )
    found = reading(paper.data())
    assert ["本周新增数" in form.note for form in found.forms] == [True]
    assert [task.content for task in found.tasks if "本周" in task.content] == []
    assert [duty.content for duty in found.duties if "17:00" in duty.content] == []
    assert len(found.duties) == 1


def test_a_customs_office_speaks_and_what_it_goes_on_from_door_to_door_is_no_deed() -> None:
    line = "（一）各隶属海关结合“送政策上门”活动，每季度至少组织1场政策宣讲会。"
    found = reading("\n".join((*HEAD, "一、工作要求", line, "某县妇联", "2026年2月24日")))
    assert [duty.who for duty in found.duties] == ["各隶属海关"]
