"""Annex forms found in a plan become form definitions that a person can confirm."""

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm

from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import ColumnKind
from desk_app.importing.plan.form_definitions import form_definitions, kind_of_heading
from tests.importing.plan_making import Paper, reading


def paper() -> Paper:
    made = Paper(
        "防汛备汛工作方案",
        "制定本方案。",
        "一、工作要求",
        "1.各单位每月5日前填报《隐患排查统计表》（附件1）。",
        "2.各单位于2025年4月10日前填报推荐表（附件2）。",
        "附件：1.隐患排查统计表",
        "2.推荐表",
        "某局",
        "2025年3月18日",
    )
    head = ["序号", "单位名称", "排查情况", "排查情况", "排查情况", "排查情况", "备注"]
    made.lines("附件1", "隐患排查统计表", "填报单位：").table(
        [
            head,
            ["序号", "单位名称", "水库", "水库", "堤防", "堤防", "备注"],
            ["序号", "单位名称", "排查数量", "隐患数量", "排查数量", "隐患数量", "备注"],
            ["1", *[""] * 6],
            ["2", *[""] * 6],
            ["合计", *[""] * 6],
            ["备注：没有隐患的填零。", *["备注：没有隐患的填零。"] * 6],
        ],
        [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5), (0, 6, 2, 6), (6, 0, 6, 6)],
    )
    return made.lines("附件2", "好书推荐表").table(
        [["推荐人", "", "单位", ""], ["书名", "", "出版时间", ""], ["推荐理由", "", "", ""]], [(2, 1, 2, 3)]
    )


def test_a_head_of_three_rows_a_note_and_blank_rows_are_found() -> None:
    first, _ = reading(paper().data()).forms
    assert [one.label for one in first.headings] == [
        "序号", "单位名称", "排查数量", "隐患数量", "排查数量", "隐患数量", "备注",
    ]  # fmt: skip
    assert first.headings[2].groups == ("排查情况", "水库")
    assert (first.has_reporting_unit, first.blank_rows, first.note) == (True, 2, "没有隐患的填零。")


def test_a_form_of_labels_and_empty_places_is_found_by_its_labels() -> None:
    _, second = reading(paper().data()).forms
    assert second.labels
    assert [one.label for one in second.headings] == ["推荐人", "单位", "书名", "出版时间", "推荐理由"]


def test_which_task_asks_for_which_annex_is_known() -> None:
    (task,) = reading(paper().data()).tasks
    assert (task.annexes, task.due.isoformat() if task.due else "") == (("附件2",), "2025-04-10")


def test_found_forms_become_definitions_with_a_rhythm_only_where_the_plan_says_one() -> None:
    first, second = form_definitions(reading(paper().data()))
    assert (first.name, first.annex, first.collected) == ("隐患排查统计表", "附件1", Rhythm.MONTH)
    assert (second.collected, second.unit_line) == (Rhythm.ONCE, True)
    assert [column.kind for column in first.columns][:3] == [ColumnKind.SERIAL, ColumnKind.UNIT, ColumnKind.INTEGER]
    assert first.columns[2].group == "水库"
    assert len(set(first.keys)) == len(first.columns)


def test_headings_propose_kinds() -> None:
    wanted = {
        "序号": ColumnKind.SERIAL,
        "谈话人": ColumnKind.PERSON,
        "谈话时间": ColumnKind.DATE,
        "完成时限": ColumnKind.DUE,
        "谈话内容类型": ColumnKind.TEXT,
        "主要内容": ColumnKind.LONG,
        "整改措施": ColumnKind.LONG,
        "责任单位": ColumnKind.UNIT,
        "填报部门": ColumnKind.UNIT,
        "听课人数": ColumnKind.INTEGER,
        "谈话地点": ColumnKind.TEXT,
    }
    assert {heading: kind_of_heading(heading) for heading in wanted} == wanted


def test_a_form_lies_as_the_section_of_the_plan_that_holds_it_and_by_its_columns_where_none_says_so() -> None:
    made = paper()
    section = made.word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    made.lines("附件3", "建议清单").table([["序号", "建议内容"], ["1", ""], ["2", ""]])
    first, _, third = form_definitions(reading(made.data()))
    assert (len(first.columns), first.landscape) == (7, False)
    assert (len(third.columns), third.landscape) == (2, True)
    for size in list(made.word.element.body.iter(qn("w:pgSz"))):
        size.getparent().remove(size)
    first, _, third = form_definitions(reading(made.data()))
    assert (first.landscape, third.landscape) == (True, False)
