"""Word documents on disk, read back by another library and by their XML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.exporting.word import write_docx
from desk_app.forms.identity import PROPERTY_NAME, Identity, decode
from desk_app.problems import DeskError

IDENTITY = Identity("二十大", "大谈话统计表", "办公室", "2023-03")
COLUMNS = (PaperColumn("序号", 12), PaperColumn("谈话人"), PaperColumn("内容", 60, align=Align.LEFT))
PAPER = Paper(
    "学习宣传贯彻党的二十大精神·大谈话统计表",
    COLUMNS,
    (PaperRow(("1", "王𬭚", "=1+1")), PaperRow(("2", "007", "甲\n乙\t丙"), strong=True)),
    mark="附件2",
    left_line="填报单位（盖章）：办公室",
    right_line="填报日期：2023年3月5日",
    blank_rows=4,
    note="备注：谈话类型",
    signatures=("填报人", "单位负责人（签字）"),
    date_line=True,
    identity=IDENTITY,
)


def written(tmp_path: Path, paper: Paper) -> Document:
    write_docx(paper, tmp_path / "表.docx")
    return docx.Document(str(tmp_path / "表.docx"))


def part(path: Path, name: str) -> etree._Element:
    with ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def texts(document: Document) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows]


def test_the_page_says_all_that_the_paper_says(tmp_path: Path) -> None:
    document = written(tmp_path, PAPER)
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "附件2",
        "学习宣传贯彻党的二十大精神·大谈话统计表",
        "填报单位（盖章）：办公室\t填报日期：2023年3月5日",
        "备注：谈话类型",
        "填报人：\t单位负责人（签字）：",
        "年　　月　　日　　",
    ]
    assert texts(document) == [
        ("序号", "谈话人", "内容"),
        ("1", "王𬭚", "=1+1"),
        ("2", "007", "甲\n乙\t丙"),
        ("", "", ""),
        ("", "", ""),
    ]


def test_the_sheet_is_a4_with_the_standards_margins_upright_and_lying(tmp_path: Path) -> None:
    lying = written(tmp_path, PAPER).sections[0]
    edges = [round(edge.mm) for edge in (lying.page_width, lying.page_height) if edge is not None]
    assert (lying.orientation, edges) == (WD_ORIENT.LANDSCAPE, [297, 210])
    upright = written(tmp_path, replace(PAPER, landscape=False)).sections[0]
    sides = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [37, 35, 28, 26]
    assert upright.orientation == WD_ORIENT.PORTRAIT


def test_heads_repeat_rows_stay_whole_and_widths_are_fixed(tmp_path: Path) -> None:
    write_docx(PAPER, tmp_path / "表.docx")
    rows = list(part(tmp_path / "表.docx", "word/document.xml").iter(qn("w:tr")))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False, False, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    table = part(tmp_path / "表.docx", "word/document.xml").find(f".//{qn('w:tbl')}")
    assert table is not None
    assert table.find(f".//{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"  # type: ignore[union-attr]  # it is there
    widths = [int(str(column.get(qn("w:w")))) for column in table.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(225 / 25.4 * 1440, abs=2)


def test_a_row_taller_than_half_a_page_may_split(tmp_path: Path) -> None:
    write_docx(
        replace(PAPER, rows=(PaperRow(("1", "甲", "很长" * 2_000)), PaperRow(("2", "乙", "短")))), tmp_path / "表.docx"
    )
    rows = list(part(tmp_path / "表.docx", "word/document.xml").iter(qn("w:tr")))
    assert rows[1].find(f".//{qn('w:cantSplit')}") is None
    assert rows[2].find(f".//{qn('w:cantSplit')}") is not None


def test_groups_and_cells_continued_downwards_are_merged(tmp_path: Path) -> None:
    columns = (PaperColumn("序号"), PaperColumn("活动", group="任务事项"), PaperColumn("内容", group="任务事项"))
    rows = (PaperRow(("1", "甲", "a")), PaperRow(("2", None, "b")), PaperRow(("3", "乙", "c")))
    document = written(tmp_path, Paper("任务清单", columns, rows))
    assert texts(document) == [
        ("序号", "任务事项", "任务事项"),
        ("序号", "活动", "内容"),
        ("1", "甲", "a"),
        ("2", "甲", "b"),
        ("3", "乙", "c"),
    ]
    table = document.tables[0]
    assert table.cell(2, 1)._tc is table.cell(3, 1)._tc
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc


def test_rows_under_one_merged_cell_stay_on_one_page(tmp_path: Path) -> None:
    rows = tuple(PaperRow((str(n), None if n % 3 else f"活动{n}", "内容")) for n in range(6))
    write_docx(Paper("任务清单", COLUMNS, rows), tmp_path / "表.docx")
    found = list(part(tmp_path / "表.docx", "word/document.xml").iter(qn("w:tr")))[1:]
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in found]
    assert kept == [True, True, False, True, True, True]


def test_a_paper_without_rows_is_a_blank_and_the_last_row_stays_with_the_signatures(tmp_path: Path) -> None:
    document = written(tmp_path, replace(PAPER, rows=()))
    assert texts(document)[1:] == [("", "", "")] * 4
    rows = list(part(tmp_path / "表.docx", "word/document.xml").iter(qn("w:tr")))[1:]
    assert [row.find(f".//{qn('w:keepNext')}") is not None for row in rows] == [False, False, False, True]
    empty = written(tmp_path, Paper("空", COLUMNS))
    assert texts(empty) == [("序号", "谈话人", "内容")]


def test_page_numbers_are_fields_in_either_fashion(tmp_path: Path) -> None:
    document = written(tmp_path, PAPER)
    assert document.sections[0].footer.paragraphs[0]._p.xpath("string()") == "第 1 页 共 1 页"
    fields = [
        field.get(qn("w:instr")) for field in part(tmp_path / "表.docx", "word/footer1.xml").iter(qn("w:fldSimple"))
    ]
    assert fields == [" PAGE ", " NUMPAGES "]
    standard = written(tmp_path, replace(PAPER, page_of=False))
    assert standard.settings.odd_and_even_pages_header_footer
    assert standard.sections[0].footer.paragraphs[0]._p.xpath("string()") == "— 1 —"
    assert standard.sections[0].even_page_footer.paragraphs[0]._p.xpath("string()") == "— 1 —"


def test_fonts_and_language_are_chinese_and_no_template_is_left_over(tmp_path: Path) -> None:
    document = written(tmp_path, PAPER)
    fonts = {
        str(font.get(qn("w:eastAsia"))) for font in part(tmp_path / "表.docx", "word/styles.xml").iter(qn("w:rFonts"))
    }
    assert fonts == {"仿宋", "黑体", "宋体", "方正小标宋简体"}
    language = part(tmp_path / "表.docx", "word/styles.xml").find(f".//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    core = document.core_properties
    assert (core.author, core.title, core.comments, core.last_modified_by) == ("专班台账", PAPER.title, "", "")


def test_the_identity_is_a_property_and_a_variable(tmp_path: Path) -> None:
    write_docx(PAPER, tmp_path / "表.docx")
    entries = list(part(tmp_path / "表.docx", "docProps/custom.xml"))
    assert [entry.get("name") for entry in entries] == [PROPERTY_NAME]
    assert decode("".join(str(text) for text in entries[0].itertext())) == IDENTITY
    variable = part(tmp_path / "表.docx", "word/settings.xml").find(f".//{qn('w:docVar')}")
    assert variable is not None
    assert decode(str(variable.get(qn("w:val")))) == IDENTITY
    write_docx(replace(PAPER, identity=None), tmp_path / "表.docx")
    with ZipFile(tmp_path / "表.docx") as package:
        assert "docProps/custom.xml" not in package.namelist()


def test_control_signs_become_visible_and_half_a_code_unit_is_refused(tmp_path: Path) -> None:
    document = written(tmp_path, replace(PAPER, rows=(PaperRow(("1", "甲\x0b乙\x00", "\uffff")),)))
    assert texts(document)[1] == ("1", "甲␋乙␀", "\N{REPLACEMENT CHARACTER}")
    with pytest.raises(DeskError, match="“甲\\?”：含有不成字的半个编码"):
        write_docx(replace(PAPER, title="甲\ud800"), tmp_path / "坏.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["表.docx"]


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60, deadline=None
)
@example([("王𬭚\n\n乙", " =1+1\t "), ("００７", "<w:p>&amp;")])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_every_row_comes_back_equal_to_the_code_point(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    columns = (PaperColumn("甲"), PaperColumn("乙"))
    document = written(tmp_path, Paper("往返", columns, tuple(PaperRow(row) for row in rows)))
    assert texts(document)[1:] == rows


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    write_docx(PAPER, tmp_path / "一.docx")
    write_docx(PAPER, tmp_path / "二.docx")
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["一.docx", "二.docx"]
