"""Blocks of a heading, its sentences and lines of labels below them; counts inside such sentences."""

from tests.importing.plan_making import reading, told

_HEAD = "某开发区攻坚行动方案\n为抓好攻坚，制定本方案。\n行动自2026年4月1日开始，至7月9日结束。\n一、攻坚任务\n"
_FOOT = "某开发区管委会\n2026年3月27日\n"


def test_the_sentences_between_a_heading_and_its_lines_of_labels_are_told_with_the_heading() -> None:
    found = reading(
        f"{_HEAD}（一）破解用地瓶颈\n收储工业用地800亩，完成3个批次组卷报批。\n"
        "责任单位：自然资源局（牵头），土地储备中心、财政局（配合）\n完成时间：5月31日前\n"
        f"（二）推进征拆扫尾\n完成剩余房屋征收。\n责任单位：征收办\n完成时间：5月20日前\n{_FOOT}"
    )
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        (
            "破解用地瓶颈。收储工业用地800亩，完成3个批次组卷报批。",
            "自然资源局、土地储备中心、财政局",
            "2026-05-31",
        ),
        ("推进征拆扫尾。完成剩余房屋征收。", "征收办", "2026-05-20"),
    ]
    assert [unit.role.value for unit in found.tasks[0].units] == ["牵头", "配合", "配合"]


def test_titles_without_a_number_head_their_blocks_too() -> None:
    found = reading(
        f"{_HEAD}各单位要抓好以下工作。\n破解用地瓶颈\n收储工业用地800亩。\n责任单位：自然资源局\n完成时间：5月31日前\n"
        f"推进征拆扫尾\n完成剩余房屋征收。\n责任单位：征收办\n完成时间：5月20日前\n{_FOOT}"
    )
    assert [(task.content, *told(task)[:2]) for task in found.tasks] == [
        ("破解用地瓶颈。收储工业用地800亩。", "自然资源局", "2026-05-31"),
        ("推进征拆扫尾。完成剩余房屋征收。", "征收办", "2026-05-20"),
    ]


def test_a_count_inside_such_a_sentence_belongs_to_the_units_and_the_day_of_its_block() -> None:
    found = reading(
        f"{_HEAD}（一）强化融资保障\n收集融资需求，举办银企对接会不少于3场。\n责任单位：财政金融局\n完成时间：6月25日前\n"
        f"（二）走访企业\n局长每人走访企业不少于8家。\n责任单位：企业服务中心\n完成时间：7月5日前\n{_FOOT}"
    )
    assert [(one.who, one.deadline.min_count, str(one.deadline.end)) for one in found.duties] == [
        ("财政金融局", 3, "2026-06-25"),
        ("局长", 8, "2026-07-05"),
    ]


def test_a_clause_of_who_and_how_often_alone_is_told_with_the_deed_before_it() -> None:
    found = reading(
        f"{_HEAD}1.办好坐诊。开展坐诊，每个基层供销社不少于2次，县农资公司不少于4次。（责任单位：合作指导股；完成时限：5月底前）\n"
        f"2.推行一窗通办。实现取一次号、办所有事。（责任单位：服务股；完成时限：6月底前）\n"
        f"3.疏散演练。一般重点单位组织演练不少于1次。（责任单位：消防大队；完成时限：6月底前）\n{_FOOT}"
    )
    assert [(one.content, one.who, str(one.deadline.end)) for one in found.duties] == [
        ("开展坐诊，每个基层供销社不少于2次", "各基层供销社", "2026-05-31"),
        ("开展坐诊，每个基层供销社不少于2次，县农资公司不少于4次", "县农资公司", "2026-05-31"),
        ("一般重点单位组织演练不少于1次", "一般重点单位", "2026-06-30"),
    ]


def test_a_row_for_one_of_several_things_leaves_the_body_its_own_task() -> None:
    found = reading(
        f"{_HEAD}（一）推进征拆扫尾\n完成甲路道路工程等3个项目的剩余房屋征收拆迁。\n"
        f"责任单位：征收办\n完成时间：5月20日前\n{_FOOT}"
        "附件\n任务清单\n序号\t项目\t责任单位\t完成时间\n1\t甲路道路工程剩余3户房屋征收拆迁\t征收办\t5月30日前\n2\t乙厂开工\t建设局\t6月1日前\n"
    )
    due = [str(task.deadline.end) for task in found.tasks if "征收拆迁" in task.content]
    assert due == ["2026-05-30", "2026-05-20"]
    assert any("5月20日" in one.message and "5月30日" in one.message for one in found.conflicts)
