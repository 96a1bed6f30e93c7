"""Years by span, phases and title; sheets of one task each; struck rows; names, counts and form days that disagree."""

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from desk_app.campaign.plan import Role
from tests.importing.plan_making import Paper, by_start, reading, told

NEW_YEAR = """甲市消防安全委员会办公室
今冬明春火灾防控工作方案
各县（市、区）消安办：
现制定方案如下。
一、实施步骤
（一）部署发动（2024年11月11日至11月20日）。层层动员。
（二）排查整治（2024年11月21日至2025年3月15日）。集中整治。
（三）总结验收（2025年3月16日至3月31日）。健全机制。
二、主要措施
（一）销售门店治理。由市监管局牵头，2025年1月15日前完成检查。
（二）宣传教育。市委宣传部、市教育局于11月30日前组织开展宣传月活动。
（三）联合检查。市民政局会同市消防支队于1月20日前对养老机构开展检查。
甲市消防安全委员会办公室
2024年11月8日
"""


def test_a_year_comes_from_the_phases_and_not_from_the_line_above_that_leads_out_of_them() -> None:
    found = reading(NEW_YEAR)
    assert told(by_start(found, "宣传教育")) == ("市委宣传部、市教育局", "2024-11-30", "clear")
    assert told(by_start(found, "联合检查"))[1] == "2025-01-20"


def test_without_phases_a_year_that_the_line_above_and_the_paper_tell_differently_is_asked() -> None:
    lines = NEW_YEAR.split("\n")
    task = by_start(reading("\n".join([*lines[:4], "一、主要措施", *lines[9:]])), "宣传教育")
    assert task.deadline.state.value == "confirm"
    assert {day.isoformat() for day in task.deadline.candidates} == {"2024-11-30", "2025-11-30"}


@pytest.mark.parametrize(
    ("said", "state"), [("12月25日前", "confirm"), ("2025年12月25日前", "clear"), ("6月底前", "clear")]
)
def test_december_in_a_plan_for_next_year_signed_in_december_is_asked(said: str, state: str) -> None:
    found = reading(
        f"甲局2025年工作要点\n各科室：\n现将要点印发给你们。\n一、重点任务\n1.完成制度修订。（责任单位：办公室，完成时限：{said}）\n"
        "2.完成档案整理。（责任单位：人事科，完成时限：2025年3月底前）\n甲局\n2024年12月10日\n"
    )
    assert by_start(found, "完成制度修订").deadline.state.value == state


def sheets(*units: str) -> bytes:
    paper = Paper(
        "甲区管委会办公室", "2025年三季度重点督办事项交办单", "甲管督〔2025〕5号        交办日期：2025年7月4日"
    )
    for number, (unit, said) in enumerate(
        zip(units, ("2025年7月31日前", "8月15日前", "长期坚持"), strict=False), start=1
    ):
        paper.lines(f"事项{'一二三'[number - 1]}")
        paper.table(
            [
                ["交办事项", f"完成第{number}号泵站改造", "", ""],
                ["责任单位", unit, "配合单位", "市政中心、城投公司" if number < 3 else "/"],
                ["责任人", "丁力行", "办结时限", said],
                ["办理要求", "倒排工期。", "", ""],
            ],
            merges=[(0, 1, 0, 3), (3, 1, 3, 3)],
        )
    return paper.data()


def test_sheets_of_labels_and_values_are_a_task_each_with_number_parts_and_time() -> None:
    found = reading(sheets("建设局", "社会局", "综合办公室"))
    assert [(one.number, *told(one)) for one in found.tasks] == [
        ("1", "建设局、市政中心、城投公司", "2025-07-31", "clear"),
        ("2", "社会局、市政中心、城投公司", "2025-08-15", "clear"),
        ("3", "综合办公室", "", "clear"),
    ]
    assert [unit.role for unit in found.tasks[0].units] == [Role.ANSWER, Role.HELP, Role.HELP]
    assert found.tasks[0].people == ("丁力行",)
    assert (found.title or "").endswith("2025年三季度重点督办事项交办单")
    assert found.document_number == "甲管督〔2025〕5号"


def test_a_sheet_that_nobody_filled_in_is_a_form_and_no_task() -> None:
    rows = [["交办事项", "", "", ""], ["责任单位", "", "配合单位", ""], ["责任人", "", "办结时限", ""]]
    paper = Paper(
        "甲局工作方案", "各科室：", "一、任务", "1.完成排查。（责任单位：办公室，完成时限：2025年5月底前）", "附件1"
    )
    found = reading(paper.lines("交办单").table(rows).data())
    assert [told(task)[0] for task in found.tasks] == ["办公室"]


def listed(*, struck: bool) -> bytes:
    rows = [[str(n), f"完成第{n}类事项的清理", "办公室", f"2025年{n + 2}月底前"] for n in range(1, 6)]
    paper = Paper("甲局专项清理工作方案", "各科室：", "现将任务安排如下。")
    paper.table([["序号", "工作任务", "责任单位", "完成时限"], *rows])
    row = paper.word.tables[0].rows[4]._tr
    if struck:
        mark = OxmlElement("w:del")
        mark.set(qn("w:author"), "某人")
        row.get_or_add_trPr().append(mark)
    else:
        row.getparent().remove(row)
    return paper.lines("甲局", "2025年2月1日").data()


@pytest.mark.parametrize("struck", [True, False])
def test_a_number_gap_is_told_unless_a_row_was_struck_out_there(*, struck: bool) -> None:
    found = reading(listed(struck=struck))
    assert [task.number for task in found.tasks] == ["1", "2", "3", "5"]
    assert [one.kind.value for one in found.conflicts] == ([] if struck else ["number"])


def inspection(unit: str) -> bytes:
    paper = Paper(
        "甲市国资委关于开展安全生产专项督查的工作方案",
        "各企业：",
        "一、督查时间",
        "2025年6月3日至7月31日",
        "二、督查安排",
    )
    paper.lines(
        "（一）企业自查（6月3日至6月13日）。逐条自查。",
        "（二）实地督查（6月17日至7月4日）。开展督查。",
        "（三）整改回查（7月5日至7月31日）。督促整改。",
        "三、任务分工",
        "（一）财务监管科会同规划发展科于7月11日前完成费用核查。",
        "甲市国资委",
        "2025年5月27日",
        "附件1",
        "督查分组情况",
    )
    paper.table(
        [
            ["组别", "组成科室", "督查企业"],
            ["第一组", f"{unit}、规划科", "市城投集团"],
            ["第二组", "党建科、办公室", "市粮油集团"],
        ]
    )
    return paper.data()


@pytest.mark.parametrize(("unit", "kinds"), [("财务监督科", ["unit"]), ("财务监管科", []), ("企业改革科", [])])
def test_a_unit_whose_name_differs_by_a_mistaken_sign_is_asked_even_in_a_table_of_groups(
    unit: str, kinds: list[str]
) -> None:
    found = reading(inspection(unit))
    assert [one.kind.value for one in found.conflicts] == kinds
    assert [(one.name, one.start and one.start.day) for one in found.phases] == [
        ("企业自查", 3),
        ("实地督查", 17),
        ("整改回查", 5),
    ]
    assert found.span[0] is not None
    assert found.span[0].isoformat() == "2025-06-03"


def noticed(note: str, marks: tuple[str, ...] = ("附件1", "附件2")) -> list[tuple[str, str]]:
    paper = Paper("甲市农业农村局关于做好春耕备耕工作的通知", "各县农业农村局：", "现就有关工作通知如下：")
    paper.lines(
        "一、抓好面积落实。各县农业农村局于3月5日前完成摸排，并报送《撂荒耕地排查表》（附件1）。",
        "二、抓好服务。各县农业农村局于4月5日前报送《下乡服务登记表》（附件2）。",
        "三、加强组织领导。各县农业农村局要成立专班。5月20日前，将工作总结报市局种植业管理科。",
        "附件：1.撂荒耕地排查表",
        "2.下乡服务登记表",
        "甲市农业农村局",
        "2025年2月10日",
    )
    for mark, title in zip(marks, ("撂荒耕地排查表", "下乡服务登记表"), strict=True):
        paper.lines(mark, title).table([["序号", "乡镇", "面积", "原因"], *[["", "", "", ""]] * 4]).lines(note)
    found = reading(paper.data())
    assert told(by_start(found, "5月20日前"))[:2] == ("各县农业农村局", "2025-05-20")
    return [(one.kind.value, one.message) for one in found.conflicts]


def test_the_day_in_a_forms_note_is_set_against_the_body() -> None:
    first = noticed("备注：请于3月15日前报送。")
    assert [kind for kind, _ in first] == ["date", "date"]
    assert "3月5日" in first[0][1]
    assert "3月15日" in first[0][1]
    assert noticed("备注：电子版一并报送。") == []


def test_a_form_with_a_number_beyond_the_list_of_annexes_is_told() -> None:
    found = noticed("备注：无。", ("附件1", "附件3"))
    assert any(kind == "annex" and "附件3" in message for kind, message in found)


@pytest.mark.parametrize(
    ("body", "row", "differs"),
    [
        ("改造老旧小区12处", "改造老旧小区15处", True),
        ("走访困难群众200户", "走访困难群众300户", True),
        ("更新管道14.6公里", "更新管道16.4公里", True),
        ("检查加油站1.2万家", "检查加油站12000家", False),
        ("打通断头路3条", "打通断头路5条", True),
        ("改造老旧小区12处", "改造老旧小区", False),
    ],
)
def test_counts_of_things_are_set_against_each_other(body: str, row: str, *, differs: bool) -> None:
    paper = Paper(
        "甲县住建局民生实事工作方案",
        "各股室：",
        "一、重点任务",
        f"1.{body}，确保质量安全，按期投入使用。（责任单位：城建股，完成时限：2025年9月底前）",
    )
    paper.lines(
        "2.完善物业管理办法，健全考核机制。（责任单位：物业股，完成时限：2025年8月底前）",
        "甲县住建局",
        "2025年2月10日",
        "附件",
        "任务清单",
    )
    paper.table(
        [
            ["序号", "工作任务", "责任单位", "完成时限"],
            ["1", f"{row}，确保质量安全，按期投入使用", "城建股", "2025年9月底前"],
            ["2", "完善物业管理办法，健全考核机制", "物业股", "2025年8月底前"],
        ]
    )
    assert ["number"] * differs == [one.kind.value for one in reading(paper.data()).conflicts]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("各部门、各频道要采取多种方式征求意见，6月14日前汇总报机关党委。", "各部门、各频道"),
        ("各部门、各频道对照要点建立问题清单，于7月5日前报送。", "各部门、各频道"),
        ("种植科要会同市农技中心于2月20日前将任务分解到县。", "种植科、市农技中心"),
        ("请各片区、各网格在3月10日前完成入户登记。", "各片区、各网格"),
    ],
)
def test_the_subject_of_a_sentence_is_whole_and_what_is_reported_to_is_none(line: str, units: str) -> None:
    found = reading(f"甲台工作方案\n各部门：\n现制定方案如下。\n一、任务\n（一）征求意见。{line}\n甲台\n2025年1月5日\n")
    assert [told(task)[0] for task in found.tasks] == [units]
