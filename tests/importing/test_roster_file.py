"""单位名册 and lists of persons as real offices have them, and as the program writes them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.roster import Unit
from desk_app.exporting.plain_sheet import write_list
from desk_app.importing.people_file import read_day, read_pasted, read_people
from desk_app.importing.roster_file import read_roster
from desk_app.problems import DeskError
from desk_app.services.people import HEADINGS as PERSON_HEADINGS
from desk_app.services.people import line_texts
from desk_app.services.roster_out import HEADINGS, _line


def as_csv(rows: list[list[str]], encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


OFFICE = [
    ["青屏市生态环境局所属单位一览表", "", "", "", "", "", "", ""],
    ["序号", "单位名称", "规范简称", "单位性质", "上级单位", "联系人", "联系电话", "备注"],
    ["1", "办 公 室", "局办", "科室", "青屏市生态环境局", "许映雪", "0531-6001", "值班"],
    ["2", "执法支队", "支队", "二级机构", "", "尤佳", "7003", ""],
    ["3", "应急中心", "", "二级机构", "支队", "", "", ""],
    ["", "合计", "3家", "", "", "", "", ""],
    ["", "注：电话为办公电话", "", "", "", "", "", ""],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_as_an_office_keeps_it_is_read_with_its_columns_understood(encoding: str) -> None:
    read = read_roster(as_csv(OFFICE, encoding), bureau="青屏市生态环境局")
    assert read.roster.units == (
        Unit("办公室", ("局办",), "科室", "", "许映雪", phone="0531-6001"),
        Unit("执法支队", ("支队",), "二级机构", "", "尤佳", phone="7003"),
        Unit("应急中心", (), "二级机构", "执法支队"),
    )
    assert {column.heading: column.field for column in read.columns if column.field} == {
        "单位名称": "name", "规范简称": "aliases", "单位性质": "kind", "上级单位": "parent", "联系人": "contact",
        "联系电话": "phone",
    }  # fmt: skip
    said = [problem.message for problem in read.problems]
    assert said == [
        "名册用不到的栏目没有读入：备注",
        "第6行“合计”不是单位，没有读入",
        "第7行“注：电话为办公电话”不是单位，没有读入",
    ]


def test_a_mark_that_was_recoded_with_the_file_does_not_hide_its_first_heading() -> None:
    read = read_roster("\ufeffname,kind\n办公室,科室\n".encode("gb18030"))
    assert read.roster.units == (Unit("办公室", kind="科室"),)


def test_a_person_can_say_what_a_column_is() -> None:
    data = as_csv([["单位名称", "说明"], ["办公室", "张三"]])
    assert read_roster(data).roster.units == (Unit("办公室"),)
    assert read_roster(data, {0: "name", 1: "contact"}).roster.units == (Unit("办公室", contact="张三"),)
    with pytest.raises(DeskError, match="哪一栏是单位名称"):
        read_roster(data, {1: "contact"})


def test_merged_kinds_and_group_lines_of_a_workbook_count_for_the_rows_below(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["类别", "单位名称"], ["科室", "办公室"], [None, "人事科"], ["分局", "东城分局"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "合并.xlsx")
    read = read_roster((tmp_path / "合并.xlsx").read_bytes())
    assert [(unit.name, unit.kind) for unit in read.roster.units] == [
        ("办公室", "科室"), ("人事科", "科室"), ("东城分局", "分局"),
    ]  # fmt: skip
    rows = [["序号", "单位名称"], ["一、机关科室", ""], ["1", "办公室"], ["（二）分局", ""], ["2", "东城分局"]]
    grouped = read_roster(as_csv(rows))
    assert [(unit.name, unit.kind) for unit in grouped.roster.units] == [("办公室", "机关科室"), ("东城分局", "分局")]
    assert [problem.message for problem in grouped.problems] == ["分组行（机关科室、分局）作为其下单位的类别"]


def test_every_mistake_of_a_list_is_said_at_once() -> None:
    rows = [["单位名称", "又称", "上级单位", "是否报送"], ["办公室", "", "", ""], ["", "局办", "", ""],
            ["办 公室", "", "", ""], ["人事科", "办公室", "总局", "也许"]]  # fmt: skip
    with pytest.raises(DeskError) as refusal:
        read_roster(as_csv(rows))
    for part in (
        "第3行没有单位名称",
        "第4行“办公室”与第2行重复",
        "第5行是否报送写作“也许”",
        "又称“办公室”",
        "上级单位“总局”不在名册中",
    ):
        assert part in str(refusal.value)


signs = st.characters(categories=("Lu", "Ll", "Lo", "Nd"), max_codepoint=0x9FFF)
names = st.text(signs, min_size=1, max_size=5).filter(lambda text: text.strip() == text)
free = st.just("") | st.text(
    st.characters(categories=("Lu", "Lo", "Nd", "Po", "Sm"), max_codepoint=0x9FFF), max_size=6
).map(lambda text: " ".join(text.split()))


@st.composite
def rosters(draw: st.DrawFn) -> list[Unit]:
    found = [f"单位{name}" for name in draw(st.lists(names, min_size=1, max_size=5, unique_by=str.casefold))]
    made: list[Unit] = []
    for place, name in enumerate(found):
        aliases = tuple(f"{place}号{alias}" for alias in draw(st.lists(names, max_size=2, unique_by=str.casefold)))
        parent = draw(st.sampled_from(["", *found[:place]]))
        made.append(Unit(name, aliases, draw(free), parent, draw(free), draw(free), draw(st.booleans()), draw(free)))
    return made


@settings(deadline=None, max_examples=60)
@given(units=rosters(), ending=st.sampled_from([".csv", ".xlsx"]))
def test_a_roster_that_is_written_reads_back_to_the_letter(
    units: list[Unit], ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("名册") / f"名册{ending}"
    write_list(path, "单位名册", HEADINGS, [_line(unit) for unit in units])
    read = read_roster(path.read_bytes())
    wanted = [(unit.name, *(text.strip() for text in _line(unit)[1:])) for unit in units]
    assert [_line(unit) for unit in read.roster.units] == wanted
    assert read.problems == ()


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = write_list(tmp_path / "名册.xlsx", "单位名册", ("单位名称", "联系人"), [("办公室", "=1+1")])
    assert openpyxl.load_workbook(path).active["B2"].value == "=1+1"
    assert openpyxl.load_workbook(path).active["B2"].data_type == "s"
    assert read_roster(path.read_bytes()).roster.units[0].contact == "=1+1"


def test_persons_are_read_from_a_file_and_from_pasted_cells_alike(tmp_path: Path) -> None:
    rows = [
        ["周 明", "", "局长", "党组书记", "", "2021年3月", "至今"],
        ["赵敏", "办公室", "主任", "", "", "2022.1.5", "2023-06-30"],
    ]
    path = write_list(tmp_path / "人员.xlsx", "人员", PERSON_HEADINGS, rows)
    read = read_people(path.read_bytes())
    assert [line_texts(line) for line in read.lines] == [
        ("周明", "", "局长", "党组书记", "", "2021年3月1日", ""),
        ("赵敏", "办公室", "主任", "", "", "2022年1月5日", "2023年6月30日"),
    ]
    assert read_pasted(rows).lines == read.lines
    assert read_pasted([["序号", "姓名", "现任职务"], ["1", "周明", "局长"]]).lines[0].title == "局长"


def test_a_month_is_its_first_or_last_day_and_a_day_that_is_none_is_refused_with_its_row() -> None:
    assert read_day("2023.2", last=True) == date(2023, 2, 28)
    with pytest.raises(DeskError, match="第2行的日期“2023-02-30”"):
        read_pasted([["甲", "", "", "", "", "", ""], ["乙", "", "", "", "", "2023-02-30", ""]])
    with pytest.raises(DeskError, match="第1行没有姓名"):
        read_pasted([["", "办公室", "", "", "", "", ""]])
