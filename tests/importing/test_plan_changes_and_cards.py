"""Papers that move dates and units, cards of labels, counts that ask nothing, and whom a sentence speaks of."""

import pytest

from tests.importing.plan_making import Paper, by_start, reading, told

NOTICE = """某县水务局关于调整部分工作时限的通知
各科室：
因汛情影响，经研究，对部分工作作如下调整：
一、灌区清淤工作，完成时限由原定的4月20日前推迟至5月31日前，责任单位仍为工程科、各灌区管理所。
二、水价听证由原来的5月10日前延至6月10日前完成。
三、“节水课堂”由原宣教科承办调整为水资源科、节水中心承办，9月底前完成。
四、堤防巡查牵头单位由工程科变更为河湖科，7月15日前完成首轮巡查。
某县水务局
2026年4月2日
"""


def test_a_date_that_is_moved_behind_original_is_the_new_one_and_firm() -> None:
    found = reading(NOTICE)
    assert told(by_start(found, "灌区清淤")) == ("工程科、各灌区管理所", "2026-05-31", "clear")
    assert told(by_start(found, "水价听证"))[1:] == ("2026-06-10", "clear")


def test_work_that_goes_from_one_unit_to_another_is_the_new_ones() -> None:
    tasks = {task.deadline.end.isoformat(): task for task in reading(NOTICE).tasks if task.deadline.end}
    assert tasks["2026-09-30"].unit_names == ("水资源科", "节水中心")
    assert [(unit.name, unit.role.value) for unit in tasks["2026-07-15"].units] == [("河湖科", "牵头")]


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (("序号", "任务事项", "原时限", "调整后时限", "责任单位"), (2, 3, 4)),
        (("序号", "任务事项", "责任单位", "现完成时限", "原完成时限"), (4, 3, 2)),
        (("序号", "任务事项", "责任单位", "原时限", "延期至"), (3, 4, 2)),
    ],
)
def test_of_a_column_before_and_one_behind_a_change_the_new_one_is_due(
    heads: tuple[str, ...], rows: tuple[int, int, int]
) -> None:
    old, new, units = rows
    lines: list[list[str]] = []
    for number, (name, before, after) in enumerate(
        (("编制预案", "4月20日前", "5月31日前"), ("检修闸门", "4月30日前", "不变")), start=1
    ):
        line = [str(number), name, "", "", ""]
        line[old], line[new], line[units] = before, after, "工程科"
        lines.append(line)
    paper = Paper("某县水务局任务时限调整表", "（2026年4月2日）").table([heads, *lines])
    assert [told(task) for task in reading(paper.data()).tasks] == [
        ("工程科", "2026-05-31", "clear"),
        ("工程科", "2026-04-30", "clear"),
    ]


def test_under_merged_headings_what_held_before_is_neither_date_nor_unit() -> None:
    rows = [
        ["序号", "任务", "完成时限", "", "责任单位", ""],
        ["", "", "调整前", "调整后", "调整前", "调整后"],
        ["1", "清理河道", "4月20日前", "5月31日前", "工程科", "工程科、各管理所"],
        ["2", "检修闸门", "4月30日前", "同原时限", "财务科", "不变"],
    ]
    paper = Paper("某县水务局任务调整表", "2026年4月2日").table(
        rows, merges=[(0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1)]
    )
    assert [told(task) for task in reading(paper.data()).tasks] == [
        ("工程科、各管理所", "2026-05-31", "clear"),
        ("财务科", "2026-04-30", "clear"),
    ]


def test_where_a_table_gives_only_the_original_dates_they_are_asked() -> None:
    paper = Paper("某县水务局任务延期表", "2026年4月2日").table(
        [["序号", "任务事项", "责任单位", "原时限", "延期原因"], ["1", "编制预案", "办公室", "6月20日前", "人手不足"]]
    )
    assert [told(task)[2] for task in reading(paper.data()).tasks] == ["confirm"]


CARDS = Paper(
    "某集团“强基”行动方案",
    "各党支部、各部室：",
    "一、行动安排",
    "（一）准备阶段：2026年4月。（二）实施阶段：2026年5月至9月。（三）评估阶段：2026年10月至11月。",
    "某集团党委",
    "2026年3月25日",
    "附件",
    "行动任务卡",
    "任务卡一",
)
CARDS.table([["任务内容", "修订安全操作规程"], ["责任部门", "安全部、生产部"], ["完成节点", "2026年6月20日前"]])
CARDS.lines("任务卡二")
CARDS.table([["工作内容", "更换老旧阀门"], ["牵头部门", "设备部"], ["计划完成时间", "2026年8月底前"]])


def test_a_card_of_labels_has_its_date_whatever_word_names_it() -> None:
    assert [(task.number, *told(task)) for task in reading(CARDS.data()).tasks] == [
        ("1", "安全部、生产部", "2026-06-20", "clear"),
        ("2", "设备部", "2026-08-31", "clear"),
    ]


def test_phases_numbered_inside_one_paragraph_are_all_read() -> None:
    phases = [(one.name, str(one.start), str(one.end)) for one in reading(CARDS.data()).phases]
    assert phases == [
        ("准备阶段", "2026-04-01", "2026-04-30"),
        ("实施阶段", "2026-05-01", "2026-09-30"),
        ("评估阶段", "2026-10-01", "2026-11-30"),
    ]


IMPOSSIBLE = """某县住建局燃气安全整治方案
（2026年2月26日）
为深刻吸取事故教训，切实防范燃气领域较大事故发生，保障人民群众生命财产安全，经研究，决定于2026年3月至10月在全县开展燃气安全整治行动。
一、实施步骤
（一）排查阶段（3月5日至4月20日）。逐户排查。
（二）整改阶段（4月21日至9月31日）。逐项整改。
（三）验收阶段（10月1日至10月31日）。逐户验收。
二、有关要求
各乡镇选派2名业务骨干参加检查，3月10日前将名单报燃气股。
"""


def test_a_stretch_whose_end_no_calendar_has_keeps_its_start_and_gets_no_end() -> None:
    phase = next(one for one in reading(IMPOSSIBLE).phases if "整改" in one.name)
    assert (str(phase.start), phase.end, phase.deadline.state.value) == ("2026-04-21", None, "invalid")


def test_the_sentence_that_opens_a_campaign_is_its_span_and_no_task() -> None:
    found = reading(IMPOSSIBLE)
    assert [str(day) for day in found.span] == ["2026-03-01", "2026-10-31"]
    assert [told(task) for task in found.tasks] == [("各乡镇", "2026-03-10", "clear")]


def test_the_day_alone_in_a_bracket_under_the_title_is_the_reference_date() -> None:
    assert str(reading(IMPOSSIBLE).reference_date) == "2026-02-26"


WHO = """某县文旅局关于举办讲解大赛的方案
根据市局通知，全市星级景区复核评定定于10月中旬进行。为做好准备，制定本方案。
一、比赛安排。初赛由各景区于5月20日前组织；复赛由市场科、资源科于6月15日前组织，地点另行通知。
二、名单报送。各景区填写《报名表》，于5月25日前报市场科。
三、用地办理。涉及供地的项目，县自然资源局6月底前办结用地手续。
四、学习提升。参赛选手每人全年精读专业书籍不少于3本。每名评委4月底前至少讲2次课。
五、严明纪律。对连续两次未达标的景区予以约谈，把评分标准再过一遍。
某县文旅局
2026年4月2日
"""


def test_units_behind_by_whom_and_with_a_time_before_the_verb_are_the_units_alone() -> None:
    units = {task.deadline.end.isoformat(): task.unit_names for task in reading(WHO).tasks if task.deadline.end}
    assert units == {
        "2026-05-20": ("各景区",),
        "2026-06-15": ("市场科", "资源科"),
        "2026-05-25": ("各景区",),
        "2026-06-30": ("县自然资源局",),
        "2026-04-30": ("每名评委",),
    }


def test_books_to_read_are_a_quota_and_conditions_and_turns_of_phrase_are_none() -> None:
    duties = [(duty.who, duty.deadline.min_count) for duty in reading(WHO).duties]
    assert duties == [("参赛选手", 3), ("每名评委", 2)]


TAILS = """某街道提升行动方案
一、重点任务
（一）建强网格。选优配强网格员。〔牵头：党建办　配合：各社区　2026年4月底前完成〕
（二）盘活阵地。改造驿站8个。［责任单位：服务中心、城管办　7月15日前］
某街道
2026年3月2日
"""


def test_a_time_behind_wide_blanks_in_a_tail_is_the_time_and_no_unit() -> None:
    assert [told(task) for task in reading(TAILS).tasks] == [
        ("党建办、各社区", "2026-04-30", "clear"),
        ("服务中心、城管办", "2026-07-15", "clear"),
    ]


def test_the_goals_of_a_row_stand_behind_its_name() -> None:
    paper = Paper("某区2026年民生实事项目表", "（2026年2月26日）").table(
        [
            ["序号", "项目名称", "建设内容及目标", "牵头单位", "完成时限"],
            ["1", "就业帮扶", "组织招聘会12场。", "区人社局", "11月底前"],
            ["2", "农村公路", "新改建公路60公里。", "区交通局", "10月20日前"],
        ]
    )
    assert [task.content for task in reading(paper.data()).tasks] == [
        "就业帮扶：组织招聘会12场。",
        "农村公路：新改建公路60公里。",
    ]


HANDED_OVER = """某市教育局关于调整活动安排的补充通知
各科室：
一、场地改造原计划于6月30日前完成，因资金原因，现顺延至9月30日前完成，责任单位不变，仍为基建科。
二、志愿者招募工作移交团委负责，4月底前完成。
三、安全检查改由安保科、基建科共同负责，每月不少于2次。
某市教育局
2026年4月10日
"""


def test_work_handed_over_and_units_that_stay_are_named_without_the_words_around_them() -> None:
    found = reading(HANDED_OVER)
    assert [told(task) for task in found.tasks] == [
        ("基建科", "2026-09-30", "clear"),
        ("团委", "2026-04-30", "clear"),
    ]
    assert [(duty.who, duty.deadline.min_count) for duty in found.duties] == [("安保科、基建科", 2)]


STEPS = """某县卫健局“健康细胞”建设方案
（二〇二六年三月五日）
经局党组会研究，定于2026年3月至12月开展“健康细胞”建设。
一、方法步骤
（一）部署启动：3月底前。（二）组织实施：4月至10月。（三）考核评估：11月至12月。
二、任务
1.各卫生院抽派2名骨干，4月10日前报名参加培训。
2.县医院统筹，各卫生院配合，5月31日前建成健康小屋6个。
"""


def test_steps_in_one_paragraph_under_their_heading_are_phases_and_a_day_in_words_dates_the_paper() -> None:
    found = reading(STEPS)
    assert str(found.reference_date) == "2026-03-05"
    assert [str(day) for day in found.span] == ["2026-03-01", "2026-12-31"]
    assert [(one.name, str(one.start), str(one.end)) for one in found.phases] == [
        ("部署启动", "2026-03-01", "2026-03-31"),
        ("组织实施", "2026-04-01", "2026-10-31"),
        ("考核评估", "2026-11-01", "2026-12-31"),
    ]
    assert [told(task) for task in found.tasks] == [
        ("各卫生院", "2026-04-10", "clear"),
        ("县医院、各卫生院", "2026-05-31", "clear"),
    ]
