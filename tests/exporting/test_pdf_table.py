"""The table of a PDF paper: heads on each page, rows complete and in order, labels repeated, nothing cut."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.page import mm
from desk_app.exporting.page_layout import Layout, lay_out
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage, PassageKind
from desk_app.exporting.pdf import write_pdf
from desk_app.problems import DeskError
from desk_app.progress import Silent

ROOT = Path(__file__).parents[2]
BOOK = FontBook.from_folders(ROOT / "resources" / "fonts")
LONG = "坚持读原著、学原文、悟原理，组织“三会一课”专题学习12次，参与率达到98.5%；（2022年10月22日通过）——开展研讨……"
COLUMNS = (
    PaperColumn("序号", 12),
    PaperColumn("活动", 30),
    PaperColumn("内容", 110, align=Align.LEFT),
    PaperColumn("完成时限", 30),
)
PAPER = Paper(
    "任务清单",
    COLUMNS,
    mark="附件1",
    note="说明",
    signatures=("填报人", "审核人", "单位负责人（签字）"),
    date_line=True,
)
NO_CLOSING = replace(PAPER, note="", signatures=(), date_line=False)


def pages_of(paper: Paper) -> list[str]:
    target = BytesIO()
    write_pdf(paper, target, BOOK)
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(target).pages]


def laid(paper: Paper) -> Layout:
    return lay_out(paper, BOOK, Silent())


def rows(count: int, text: str = "内容") -> tuple[PaperRow, ...]:
    return tuple(PaperRow((f"〔{n}〕", "活动", text, "2023年3月")) for n in range(1, count + 1))


def test_three_hundred_rows_are_all_there_in_order_with_the_head_on_each_page() -> None:
    pages = pages_of(replace(NO_CLOSING, rows=rows(300)))
    assert len(pages) > 10
    assert all(page.count("序号活动内容完成时限") == 1 for page in pages)
    whole = "".join(pages)
    places = [whole.index(f"〔{n}〕") for n in range(1, 301)]
    assert places == sorted(places)


def test_a_row_taller_than_a_page_is_cut_by_lines_complete_and_without_doubling_its_head() -> None:
    long = "".join(f"第{n}段，{LONG}" for n in range(1, 61))
    pages = pages_of(
        replace(NO_CLOSING, rows=(*rows(1), PaperRow(("〔7〕", "活动", long, "2023年")), *rows(1, "末行")))
    )
    assert len(pages) > 2
    assert all(page.count("序号活动内容完成时限") == 1 for page in pages)
    text = "".join(pages)
    for noise in ("序号活动内容完成时限", *(f"第{n}页共{len(pages)}页" for n in range(1, len(pages) + 1))):
        text = text.replace(noise, "")
    assert Counter(long.replace(" ", "")) <= Counter(text)
    assert all(f"第{n}段，" in text for n in range(1, 61))
    assert [page.count("〔7〕") for page in pages[:-1]] == [1] * (len(pages) - 1)
    assert [page.count("〔7〕续") for page in pages] == [0, *[1] * (len(pages) - 1)]
    assert "末行" in pages[-1]


def test_a_row_that_goes_on_says_its_number_and_that_it_goes_on_however_narrow_its_column() -> None:
    long = "".join(f"第{n}段，{LONG}" for n in range(1, 61))
    for width in (6, 12, 60):
        columns = (PaperColumn("序号", width), *COLUMNS[1:])
        pages = pages_of(replace(NO_CLOSING, columns=columns, rows=(PaperRow(("7", "", long, "")),)))
        assert ["7续" in page for page in pages] == [False, *[True] * (len(pages) - 1)], width


def test_the_label_of_merged_cells_is_repeated_on_each_page_and_stands_once_there() -> None:
    stretch = tuple(
        PaperRow((f"〔{n}〕", "大谈话活动" if n == 1 else None, LONG, "二月" if n % 2 else None)) for n in range(1, 41)
    )
    pages = pages_of(replace(NO_CLOSING, rows=stretch))
    assert len(pages) > 2
    assert [page.count("大谈话活动") for page in pages] == [1] * len(pages)


def test_rows_make_room_for_a_merged_label_taller_than_they_are() -> None:
    label = "责任单位很长的一个标签" * 4
    paper = replace(
        NO_CLOSING, rows=(*(PaperRow((str(n), label if n == 1 else None, "短", "短")) for n in (1, 2)), *rows(1))
    )
    layout = laid(paper)
    first, second, third = layout.pages[0].table.pieces
    needed = layout.measure.label_height(0, 1)
    assert needed > 2 * third.height
    assert first.height + second.height >= needed - 0.01
    assert first.height == pytest.approx(second.height)
    assert pages_of(paper)[0].count(label) == 1


def test_a_merged_label_too_tall_to_be_repeated_is_set_as_text_and_none_of_it_is_lost() -> None:
    label = "".join(f"第{n}句。" for n in range(1, 300))
    stretch = (PaperRow(("1", label, "甲", "乙")), PaperRow(("2", None, "丙", "丁")), *rows(1))
    whole = "".join(pages_of(replace(NO_CLOSING, rows=stretch)))
    assert whole.count("句") == 299
    assert Counter(label) <= Counter(whole)


def test_an_empty_form_has_its_blank_rows_tall_enough_to_write_in_and_room_to_sign() -> None:
    layout = laid(replace(PAPER, blank_rows=9))
    (page,) = layout.pages
    assert len(page.table.pieces) == 9
    assert min(piece.height for piece in page.table.pieces) >= mm(9)
    assert max(placed.block.height for placed in page.closing) >= mm(15)
    assert "单位负责人（签字）：" in pages_of(replace(PAPER, blank_rows=9))[0]


def test_blank_rows_are_added_only_until_the_published_number_stands() -> None:
    assert laid(replace(PAPER, rows=rows(4), blank_rows=6)).measure.count == 6
    assert laid(replace(PAPER, rows=rows(8), blank_rows=6)).measure.count == 8


@pytest.mark.parametrize("count", range(1, 60))
def test_note_and_signatures_stay_together_with_a_row_above_them(count: int) -> None:
    last = laid(replace(PAPER, rows=rows(count))).pages[-1]
    assert last.table.pieces
    assert len(last.closing) >= 2
    assert last.closing[-1].down + last.closing[-1].block.height <= mm(156) + 0.01


def test_a_table_without_rows_still_shows_its_head() -> None:
    (page,) = pages_of(replace(PAPER, rows=()))
    assert "序号活动内容完成时限" in page


GROUPED = (
    PaperColumn("单位"),
    PaperColumn("应到", group="谈话"),
    PaperColumn("实到", group="谈话"),
    PaperColumn("任务事项", 20, group="任务事项"),
    PaperColumn("任务事项", 60, group="任务事项"),
    PaperColumn("备注"),
)


def test_groups_span_their_columns_and_a_group_named_as_its_columns_is_one_cell() -> None:
    layout = laid(replace(NO_CLOSING, columns=GROUPED, rows=()))
    cells = {
        ("".join(text for text, _ in cell.lines), cell.first, cell.last, cell.height == layout.head.height)
        for cell in layout.head.cells
    }
    assert cells == {
        ("单位", 0, 0, True),
        ("谈话", 1, 2, False),
        ("应到", 1, 1, False),
        ("实到", 2, 2, False),
        ("任务事项", 3, 4, True),
        ("备注", 5, 5, True),
    }


def test_columns_fill_the_line_and_are_widened_for_headings_and_words() -> None:
    columns = (PaperColumn("身份证号", 10), PaperColumn("是否需要继续开展", 8), PaperColumn("内容", 150))
    layout = laid(replace(NO_CLOSING, columns=columns, rows=(PaperRow(("11010119900101123X", "是", LONG)),)))
    assert sum(layout.fit.widths) == pytest.approx(mm(225))
    assert layout.fit.size == 12
    assert len(layout.measure.lines(0, 0, "11010119900101123X")) == 1
    assert max(len(cell.lines) for cell in layout.head.cells) <= 2


def test_letters_shrink_for_many_columns_but_never_below_nine_points_and_then_it_is_refused() -> None:
    def table(count: int) -> Paper:
        return replace(NO_CLOSING, columns=tuple(PaperColumn("完成情况") for _ in range(count)))

    sizes = [laid(table(count)).fit.size for count in (9, 20, 22, 30)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 12
    assert sizes[-1] == 9
    with pytest.raises(DeskError, match="60 栏"):
        laid(table(60))


def test_a_title_or_head_that_leaves_no_room_for_rows_is_refused() -> None:
    with pytest.raises(DeskError, match="放不下内容"):
        laid(replace(PAPER, title="很长的标题" * 80))


def test_printed_lines_keep_the_rules_of_line_ends() -> None:
    dice = random.Random(7)
    hanzi, ends, begins = "学习宣传贯彻党的二十大精神年月日", "，。、；：？！", "（《“【"
    closing = dict(zip(begins, "）》”】", strict=True))

    def phrase() -> str:
        words = "".join(dice.choices(hanzi, k=dice.randint(1, 9))) + dice.choice(["", "3.5%", "Word", "2023年5月1日"])
        begin = dice.choice(["", "", *begins])
        return begin + words + closing.get(begin, "") + dice.choice(ends)

    texts = ["".join(phrase() for _ in range(12)) + "完" for _ in range(400)]
    columns = (PaperColumn("内容", 40, align=Align.LEFT),)
    target = BytesIO()
    paper = Paper("表", columns, tuple(PaperRow((text,)) for text in texts), landscape=False)
    write_pdf(paper, target, BOOK)
    document = pypdfium2.PdfDocument(target.getvalue())
    lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines() if line.strip()]
    document.close()
    assert len(lines) > 1200
    assert not [
        line for line in lines if line[0] in "，。、；：？！）》」』”’…—～·％】" or line[-1] in "（《「『“‘【〔"
    ]


texts = st.text(list("学习，（）《》abc12 ·\n王𬭚赟"), max_size=60) | st.just(LONG * 9) | st.just("")
cells = st.tuples(texts, st.none() | texts, texts, st.none() | st.sampled_from(["二月", LONG]))
papers = st.builds(
    replace,
    st.just(PAPER),
    rows=st.lists(st.builds(PaperRow, cells, st.booleans()), max_size=25).map(tuple),
    landscape=st.booleans(),
    blank_rows=st.integers(0, 12),
    note=st.sampled_from(["", "短", LONG * 40]),
    mark=st.sampled_from(["", "附件1"]),
)


@settings(max_examples=150, deadline=None)
@given(papers)
def test_whatever_the_rows_each_line_of_each_stands_once_in_order_above_the_foot(paper: Paper) -> None:
    layout = laid(paper)
    foot = layout.sheet.type_height
    seen: list[tuple[int, int, int | None]] = []
    for page in layout.pages:
        assert page.table.end <= foot + 0.1
        assert page.table.end == pytest.approx(page.table.start + sum(piece.height for piece in page.table.pieces))
        assert all(placed.down + placed.block.height <= foot + 0.1 for placed in page.closing)
        for piece in page.table.pieces:
            wanted = piece.last if piece.last is not None else layout.measure.line_count(piece.row)
            assert piece.height >= layout.measure.height_of(wanted - piece.first) - 0.01
            seen.append((piece.row, piece.first, piece.last))
    expected_row, expected_line = 0, 0
    for row, first, last in seen:
        assert (row, first) == (expected_row, expected_line)
        expected_row, expected_line = (row + 1, 0) if last is None else (row, last)
    assert layout.paper.blank_rows <= paper.blank_rows
    assert (expected_row, expected_line) == (max(len(paper.rows), layout.paper.blank_rows), 0)


@settings(max_examples=40, deadline=None)
@given(papers)
def test_whatever_the_rows_every_character_is_printed(paper: Paper) -> None:
    said = Counter("".join("".join(cell or "" for row in paper.rows for cell in row.cells).split()))
    assert said <= Counter("".join(pages_of(paper)))


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("count", range(1, 40))
def test_the_date_stands_at_the_right_and_no_closing_line_leaves_the_type_area(count: int, *, landscape: bool) -> None:
    layout = laid(replace(PAPER, rows=rows(count), landscape=landscape))
    lines = [line for placed in layout.pages[-1].closing for line in placed.block.lines]
    ends = {line.text.strip(): line.x + BOOK.styled(line.style).width(line.text) * line.size / 1000 for line in lines}
    assert set(ends) == {"备注：说明", "填报人：", "审核人：", "单位负责人（签字）：", "年　　月　　日"}
    assert max(ends.values()) <= layout.sheet.type_width + 0.01
    assert ends["年　　月　　日"] > layout.sheet.type_width * 0.9


def test_blank_rows_give_way_where_they_alone_would_cost_a_page(tmp_path: Path) -> None:
    long = "青屏市生态环境局党组成员、总工程师"
    columns = tuple(PaperColumn(f"栏目{number}", 25.0) for number in range(9))
    paper = Paper(
        title="大谈话统计表",
        columns=columns,
        rows=tuple(PaperRow((text, *(["甲"] * 8))) for text in (long, long, "甲", "甲")),
        mark="附件2",
        left_line="填报单位（盖章）：监测站",
        blank_rows=10,
        note="备注：照实填写",
        signatures=("填报人", "审核人", "单位负责人（签字）"),
        date_line=True,
    )
    report = write_pdf(paper, tmp_path / "表.pdf", BOOK)
    assert report.pages == 1


def test_the_lines_that_sign_never_stand_alone_on_a_page() -> None:
    ending = (Passage("青屏市生态环境局", PassageKind.SIGNED), Passage("2023年4月5日", PassageKind.SIGNED))
    told = (Passage("联系人：王芳 8765"),)
    moved = set()
    for closing in (ending, (*told, *ending)):
        for count in range(8, 30):
            letter = replace(NO_CLOSING, rows=rows(count), closing=closing, landscape=False)
            pages = laid(letter).pages
            assert len(pages[-1].closing) + len(pages[-1].table.pieces) > 1
            assert [piece.row for page in pages for piece in page.table.pieces] == list(range(count))
            if len(pages) > 1 and (not pages[-1].table.pieces or len(pages[-1].table.pieces) == 1):
                moved.add(len(closing))
    assert moved == {2, 3}, "both happen: a line goes with them, and a row does"


@pytest.mark.parametrize("told", [(), (Passage("校验码：66b0 8092 1836 86d3。"),)], ids=["a table", "a text"])
def test_nor_do_those_who_sign_together_with_who_issues_it(told: tuple[Passage, ...]) -> None:
    ending = (Passage("青屏市生态环境局", PassageKind.SIGNED), Passage("2023年4月5日", PassageKind.SIGNED))
    pages_of_each = set()
    for count in range(1, 30):
        letter = replace(NO_CLOSING, rows=rows(count), closing=(*told, *ending), signatures=PAPER.signatures)
        pages = laid(letter).pages
        last = pages[-1]
        assert last.table.pieces or not all(one.block.signs for one in last.closing), count
        assert [piece.row for page in pages for piece in page.table.pieces] == list(range(count))
        assert sum(len(page.closing) for page in pages) == len(told) + 2
        pages_of_each.add(len(pages))
    assert len(pages_of_each) > 2


def test_names_stay_on_one_line_in_type_a_little_smaller_where_columns_are_many() -> None:
    short = dict.fromkeys(range(1, 9), "执法支队")
    long = "文书编号出现跳号，个别案卷缺少页码"
    cells = ("1", *short.values(), long, long)
    columns = tuple(PaperColumn("单位", 60 if text == long else 28) for text in cells)
    fit = laid(replace(NO_CLOSING, columns=columns, rows=(PaperRow(cells),) * 3)).fit
    fang = BOOK.styled(Style.FANG)
    assert 10.5 <= fit.size < 12
    assert all(fang.width(text) <= fit.room(place) for place, text in short.items())
