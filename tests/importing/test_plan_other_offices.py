"""What other offices write that first readers stumbled over: names, labels, columns, notes, shared work."""

import io
import zipfile
from datetime import date

import pytest

from tests.importing.plan_making import Paper, by_start, reading, told

HEAD = "甲县水利局\n关于开展清河行动的通知\n各科室：\n现将有关事项通知如下。\n一、重点工作\n"
FOOT = "\n甲县水利局\n2025年5月8日\n"


def tasks_of(*lines: str) -> list[tuple[str, str, str]]:
    """Tasks of a notice in short."""
    return [told(task) for task in reading(HEAD + "\n".join(lines) + FOOT).tasks]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("（一）各县（市、区）人力资源和社会保障局于11月28日前上报名单。", "各县（市、区）人力资源和社会保障局"),
        ("（一）各乡镇应急办应于11月28日前报送总结。", "各乡镇应急办"),
        ("（一）区防火物资储备库要在11月28日前完成检修。", "区防火物资储备库"),
        ("（一）检查组对发现的问题，11月28日前反馈被检查单位。", "检查组"),
        ("（一）各镇街要督促企业于11月28日前完成整改。", "各镇街"),
        ("（一）隐患挂牌督办，由执法大队会同法规股办理，11月28日前复查。", "执法大队、法规股"),
        ("（一）成果汇交于11月28日前完成，责任单位由测绘科调整为信息中心。", "信息中心"),
        ("（一）依托干部网络学院开展培训，11月28日前完成。", ""),
        ("（一）在全县开展拉网式排查，11月28日前完成。", ""),
    ],
)
def test_who_is_asked_comes_out_whole_and_no_deed_or_platform_is_a_unit(line: str, units: str) -> None:
    assert tasks_of(line) == [(units, "2025-11-28", "clear")]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("1.制作宣传片，宣传科负责，办公室配合。", "宣传科、办公室"),
        ("1.市容科负责道路清扫，环卫中心配合。", "市容科、环卫中心"),
        ("1.台账建立工作由法规科负责，各科室配合。", "法规科、各科室"),
        ("1.举办主题展览，由市博物馆承办，各县博物馆协办。", "市博物馆、各县博物馆"),
    ],
)
def test_numbered_work_shared_out_without_a_time_is_a_task_to_be_dated(line: str, units: str) -> None:
    assert tasks_of(line) == [(units, "", "confirm")]


def test_duties_of_offices_in_a_section_of_their_own_are_no_tasks() -> None:
    assert tasks_of("二、职责分工", "1.办公室负责综合协调，各科室配合。") == []


def test_two_days_of_a_month_are_one_rhythm_and_a_watchman_is_who_reports() -> None:
    found = reading(
        HEAD + "（一）各督导组每月5日前、20日前报送动态；值班员每日20:00前报告火情。\n（二）略。\n（三）略。" + FOOT
    )
    assert [(one.who, one.deadline.recurrence) for one in found.duties] == [
        ("各督导组", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
        ("值班员", "DAILY"),
    ]


def test_things_under_their_own_word_with_lines_of_labels_are_tasks() -> None:
    found = reading(
        "甲区妇女联合会\n家风建设项目任务书\n（2025年度）\n"
        "项目一　家庭教育指导\n落实部门：家儿部\n协同单位：区教育局、各镇（街）妇联\n进度要求：10月底前开展讲座\n"
        "项目二　儿童关爱\n落实部门：权益部\n进度要求：“六一”儿童节前完成走访\n"
        "项目三　纠纷化解\n落实部门：权益部\n进度要求：长期\n甲区妇女联合会\n2025年2月20日\n"
    )
    assert found.title == "甲区妇女联合会家风建设项目任务书（2025年度）"
    assert [told(task) for task in found.tasks] == [
        ("家儿部、区教育局、各镇（街）妇联", "2025-10-31", "clear"),
        ("权益部", "2025-05-31", "confirm"),
        ("权益部", "", "clear"),
    ]


def test_stars_with_bare_labels_are_tasks() -> None:
    found = tasks_of("★ 控烟宣传", "责任：健康教育所    时限：6月20日", "★ 环境清洁", "责任：各卫生院    时限：长期")
    assert found == [("健康教育所", "2025-06-20", "clear"), ("各卫生院", "", "clear")]


def test_quarters_headed_as_targets_make_a_task_each_in_the_year_of_the_paper() -> None:
    found = reading(
        Paper("甲县审计局2025年度推进计划表", "编制单位：甲县审计局          编制日期：2025年1月15日")
        .table(
            [
                ["项目", "责任股室", "一季度目标", "二季度目标", "三季度目标", "四季度目标"],
                ["预算执行审计", "财政股", "审前调查", "出具报告", "", "督促整改"],
            ]
        )
        .data()
    )
    assert (found.title, found.issuer, found.reference_date) == (
        "甲县审计局2025年度推进计划表",
        "甲县审计局",
        date(2025, 1, 15),
    )
    assert [told(task) for task in found.tasks] == [
        ("财政股", "2025-03-31", "clear"),
        ("财政股", "2025-06-30", "clear"),
        ("财政股", "2025-12-31", "clear"),
    ]


def test_columns_called_otherwise_still_say_who_helps_and_until_when() -> None:
    found = reading(
        Paper("2025年整治任务分解表")
        .table(
            [
                ["序号", "任务", "牵头站所", "配合村（社区）", "完成节点"],
                ["1", "铺设管网", "农业办", "东石村、西石村", "2025年6月底"],
                ["2", "植树", "林业站", "", "4月中旬前"],
            ]
        )
        .lines("石桥镇人民政府", "2025年2月8日")
        .data()
    )
    assert [told(task) for task in found.tasks] == [
        ("农业办、东石村、西石村", "2025-06-30", "clear"),
        ("林业站", "2025-04-20", "confirm"),
    ]


def test_a_rows_own_day_under_a_shared_time_is_asked_with_both_days() -> None:
    rows = [
        ["序号", "任务", "责任单位", "完成时限"],
        ["1", "征集意见，于2025年3月底前填报汇总表", "办公室", "2025年年底前"],
        ["2", "举办开放日", "办公室", ""],
    ]
    found = reading(Paper("任务清单").table(rows, [(1, 3, 2, 3)]).lines("甲局", "2025年2月8日").data())
    deadline = by_start(found, "征集意见").deadline
    assert deadline.state.value == "confirm"
    assert deadline.candidates == (date(2025, 3, 31), date(2025, 12, 31))
    assert told(by_start(found, "举办开放日"))[2] == "clear"


def test_footnotes_are_read_and_one_that_asks_a_unit_is_a_task() -> None:
    data = Paper(
        "甲县水利局", "清河行动方案", "一、任务", "1.清淤（河湖股，6月底前）", "甲县水利局", "2025年5月8日"
    ).data()
    found = reading(_with_footnotes(data, "河湖股指河湖管理股。", "各乡镇水利站于6月10日前将名单报河湖股。"))
    assert found.document is not None
    assert [line.text for line in found.document.lines][-2:] == [
        "脚注1：河湖股指河湖管理股。",
        "脚注2：各乡镇水利站于6月10日前将名单报河湖股。",
    ]
    assert [told(task) for task in found.tasks] == [
        ("河湖股", "2025-06-30", "clear"),
        ("各乡镇水利站", "2025-06-10", "clear"),
    ]


def _with_footnotes(data: bytes, *notes: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, start=1)
    )
    mark = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("word/footnotes.xml", f"<w:footnotes {space}>{mark}{said}</w:footnotes>")
    return out.getvalue()


def test_news_with_its_day_above_takes_that_day() -> None:
    found = reading(
        "科技特派员下乡送“金点子”\n发布时间：2025-04-02 09:15    来源：甲县科技局    浏览次数：326\n"
        "3月28日，记者在大棚里看到，特派员正在指导。据了解，自2024年10月以来，已解决难题93个。\n"
    )
    assert (found.reference_date, found.is_plan, found.tasks) == (date(2025, 4, 2), False, ())


def test_units_in_a_plain_bracket_are_compared_and_a_short_name_is_no_other_unit() -> None:
    rows = ["1.储备化肥", "2.建设站点", "3.清产核资"]
    text = (
        "甲市供销社2025年工作方案\n各科室（资产监管科以下简称资管科）：\n为做好工作，制定本方案。\n一、任务\n"
        f"{rows[0]}3万吨（农资科，3月25日前）\n{rows[1]}12处（流通科、供销集团，10月31日前）\n{rows[2]}工作（资管科，5月底前）\n"
        "甲市供销社\n2025年2月24日\n附件1\n任务一览表\n编号\t任务\t责任单位\t时限\n"
        "1\t储备化肥3万吨\t农资科\t3月25日前\n2\t建设站点12处\t流通科、供销集团、财务科\t10月底前\n"
        "3\t清产核资工作\t资产监管科\t5月底前\n"
    )
    found = reading(text)
    assert [(one.kind.value, "财务科" in one.message) for one in found.conflicts] == [("unit", True)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1.修订目录。〔法规处、办公室〕〔6月底前〕", [("法规处、办公室", "2025-06-30", "clear")]),
        ("1.迎检。〔办公室〕〔待通知〕", [("办公室", "", "confirm")]),
        (
            "1.办公用房清理。〔服务中心〕〔6月10日前自查，7月底前整改〕",
            [("服务中心", "2025-06-10", "clear"), ("服务中心", "2025-07-31", "clear")],
        ),
        ("1.修订目录（办公室）（附件2）", [("办公室", "", "confirm")]),
    ],
)
def test_a_bracket_of_time_right_behind_one_of_names_is_its_deadline(
    line: str, found: list[tuple[str, str, str]]
) -> None:
    assert tasks_of(line) == found


def test_fifteenth_and_month_end_are_one_rhythm_and_every_wednesday_is_no_day() -> None:
    found = reading(
        HEAD + "（一）各股室每月15日、月末报送进度。\n（二）各乡镇水利站逢周三报送墒情。\n（三）略。" + FOOT
    )
    assert [one.deadline.recurrence for one in found.duties] == [
        "FREQ=MONTHLY;BYMONTHDAY=15,-1",
        "FREQ=WEEKLY;BYDAY=WE",
    ]
    assert found.tasks == ()


def test_a_long_list_says_the_same_contradictions_as_a_short_one() -> None:
    matters = [
        f"{place}{deed}" for place in ("河道", "校园", "道路", "市场", "机房") for deed in ("清理", "巡查", "改造")
    ]
    lines = [f"{number}.完成{matter}工作（办公室，6月{number}日前）" for number, matter in enumerate(matters, start=1)]
    again = ["二、工作要求", "（一）办公室将自查报告于7月1日前报送县局。", "（二）办公室7月9日前报送自查报告。"]
    found = reading(HEAD + "\n".join([*lines, *again]) + FOOT)
    assert len(found.tasks) == len(matters) + 2
    assert [(one.a.text, one.b.text) for one in found.conflicts if one.b is not None] == [("7月1日前", "7月9日前")]


def test_a_second_sentence_on_a_row_and_a_title_without_its_count_are_still_compared() -> None:
    found = reading(
        "甲区民政局养老服务提升方案\n为落实部署，制定本方案。\n一、重点任务\n"
        "（一）养老机构安全整治。对42家机构开展检查，6月底前完成。（责任科室：养老科）\n"
        "（二）适老化改造。完成320户改造。（责任科室：养老科；完成时限：10月底前）\n"
        "二、工作要求\n（一）养老机构安全整治工作须于5月底前完成。\n甲区民政局\n2025年3月1日\n附件1\n任务清单\n"
        "序号\t任务\t责任科室\t完成时限\n1\t养老机构安全整治\t养老科\t2025年6月30日前\n2\t适老化改造320户\t养老科\t2025年9月底前\n"
    )
    assert [(one.a.text, one.b.text) for one in found.conflicts if one.b is not None] == [
        ("10月底前", "2025年9月底前"),
        ("5月底前", "2025年6月30日前"),
    ]
