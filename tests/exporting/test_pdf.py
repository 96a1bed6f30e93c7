"""PDF papers as files: text that can be copied, fonts embedded, equal bytes, refusals, nothing half written."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from desk_app.exporting.fonts import FontBook, MissingCharacterError
from desk_app.exporting.page import PageNumbers
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.exporting.pdf import PrintOptions, PrintReport, write_pdf, write_pdfs
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Cancellable

ROOT = Path(__file__).parents[2]
NAMES = ["王赟", "李喆", "张昇", "刘堃", "陈玥", "杨祎", "赵珺", "黄㛃", "周𬭚", "吴䶮", "欧阳娜娜"]
COLUMNS = (
    PaperColumn("序号", 12),
    PaperColumn("谈话人", 30),
    PaperColumn("谈话时间", 40),
    PaperColumn("谈话内容", 100, align=Align.LEFT),
    PaperColumn("次数", 20, align=Align.RIGHT),
)
ROWS = tuple(
    PaperRow((str(n), name, f"2023年{n}月{n + 9}日", f"谈心谈话“{n}”、Word{n} 共3.5%", str(n * 11)))
    for n, name in enumerate(NAMES, start=1)
)
PAPER = Paper(
    "学习宣传贯彻党的二十大精神·大谈话统计表",
    COLUMNS,
    (*ROWS, PaperRow(("合计", "𬭚", "", "", "726"), strong=True)),
    mark="附件2",
    left_line="填报单位（盖章）：市某某局",
    right_line="填报日期：2023年3月5日",
    note="谈话类型为谈心谈话等",
    signatures=("填报人", "审核人", "单位负责人（签字）"),
    date_line=True,
)


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook.from_folders(ROOT / "resources" / "fonts")


def printed(book: FontBook, *papers: Paper, options: PrintOptions | None = None) -> tuple[bytes, PrintReport]:
    target = BytesIO()
    report = write_pdfs(papers, target, book, options or PrintOptions())
    return target.getvalue(), report


def texts_by_pypdf(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages]


def texts_by_pdfium(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


def words(paper: Paper) -> list[str]:
    return [cell for row in paper.rows for cell in row.cells if cell]


@pytest.mark.parametrize("texts", [texts_by_pypdf, texts_by_pdfium])
def test_the_text_copied_from_the_pages_is_the_data_word_by_word(book: FontBook, texts: object) -> None:
    content, report = printed(book, PAPER)
    pages = texts(content)  # type: ignore[operator]
    assert len(pages) == report.pages
    whole = squeezed("".join(pages))
    for word in (*words(PAPER), PAPER.title, PAPER.mark, PAPER.left_line, PAPER.right_line):
        assert squeezed(word) in whole, word
    for row in ROWS:
        assert squeezed("".join(cell or "" for cell in row.cells)) in whole


@pytest.mark.parametrize("texts", [texts_by_pypdf, texts_by_pdfium])
def test_each_character_comes_out_as_often_as_it_went_in(book: FontBook, texts: object) -> None:
    paper = replace(PAPER, note="", signatures=(), date_line=False, page_of=False)
    content, report = printed(book, paper)
    assert report.pages == 1
    said = [paper.title, paper.mark, paper.left_line, paper.right_line, "—1—", *words(paper)]
    said += [column.heading for column in COLUMNS]
    assert Counter(squeezed("".join(texts(content)))) == Counter(squeezed("".join(said)))  # type: ignore[operator]


def test_every_listed_font_is_embedded_as_a_subset_and_copied_by_utf16(book: FontBook) -> None:
    content, _ = printed(book, PAPER)
    fonts = {}
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        for name, reference in page["/Resources"]["/Font"].items():
            fonts[name] = reference.get_object()
    assert fonts
    for font in fonts.values():
        descendant = font["/DescendantFonts"][0].get_object()
        assert font["/Subtype"] == "/Type0"
        assert font["/BaseFont"][7] == "+"
        assert descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()[:4] == b"\0\1\0\0"
        assert "/ToUnicode" in font
    assert any(b"<D872DF5A>" in font["/ToUnicode"].get_object().get_data() for font in fonts.values())


def test_the_same_paper_gives_the_same_bytes_in_another_run_of_the_interpreter(book: FontBook, tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from desk_app.exporting.fonts import FontBook; from desk_app.exporting.pdf import write_pdf\n"
        "from desk_app.exporting.paper import Paper, PaperColumn, PaperRow\n"
        "paper = Paper('表', (PaperColumn('甲'), PaperColumn('乙')), (PaperRow(('王赟𬭚', 'A1')),))\n"
        "write_pdf(paper, Path(sys.argv[2]), FontBook.from_folders(Path(sys.argv[1]) / 'resources/fonts'))\n"
    )
    for name in ("a.pdf", "b.pdf"):
        subprocess.run([sys.executable, "-c", script, str(ROOT), str(tmp_path / name)], check=True)
    first = (tmp_path / "a.pdf").read_bytes()
    assert first == (tmp_path / "b.pdf").read_bytes()
    here = Paper("表", (PaperColumn("甲"), PaperColumn("乙")), (PaperRow(("王赟𬭚", "A1")),))
    assert printed(book, PAPER)[0] == printed(book, PAPER)[0]
    assert printed(book, here)[0] == first


def test_the_file_names_its_title_and_maker_and_no_date(book: FontBook) -> None:
    content, _ = printed(book, PAPER)
    info = pypdf.PdfReader(BytesIO(content)).metadata
    assert info is not None
    assert (info.title, info.creator) == (PAPER.title, "专班台账")
    assert "/CreationDate" not in info
    assert "/ModDate" not in info


def test_the_report_lists_each_character_that_another_font_drew_with_the_name_it_stands_in(book: FontBook) -> None:
    _, report = printed(book, PAPER)
    told = {one.character: (one.wanted, one.font, one.seen_in) for one in report.substitutions}
    assert set(told) == set("赟喆昇堃玥祎珺㛃𬭚䶮")
    assert told["赟"] == ("仿宋", "楷体（细）", "王赟")


def test_signs_that_paper_cannot_show_are_told_and_do_not_stop_the_print(book: FontBook) -> None:
    odd = replace(PAPER, rows=(PaperRow(("1", "王\u200b某", "甲\x01乙", "丙\t丁", "")),))
    content, report = printed(book, odd)
    assert [(one.character, one.seen_in) for one in report.unprintable] == [("\x01", "甲□乙"), ("\u200b", "王某")]
    text = squeezed("".join(texts_by_pypdf(content)))
    assert "王某" in text
    assert "甲□乙" in text


def test_a_character_that_no_font_has_is_refused_by_name_and_place_before_anything_is_written(
    book: FontBook, tmp_path: Path
) -> None:
    target = tmp_path / "表.pdf"
    paper = replace(PAPER, rows=(PaperRow(("1", "王\ue000", "😀", "", "")),), title="标题\U000e1000")
    with pytest.raises(MissingCharacterError, match=r"U\+E000") as refusal:
        write_pdf(paper, target, book)
    assert set(refusal.value.characters) == {"\ue000", "😀", "\U000e1000"}
    assert "王" in str(refusal.value)
    assert not list(tmp_path.iterdir())


def test_a_cancelled_or_failed_print_leaves_the_older_file_and_nothing_else(book: FontBook, tmp_path: Path) -> None:
    target = tmp_path / "表.pdf"
    write_pdf(PAPER, target, book)
    older = target.read_bytes()

    class StopsAtSecondPage:
        def step(self, done: int, total: int, text: str) -> None:
            if done == 1 and "输出" in text:
                raise Cancelled

    long = replace(PAPER, rows=ROWS * 20)
    with pytest.raises(Cancelled):
        write_pdf(long, target, book, progress=Cancellable(StopsAtSecondPage()))
    assert target.read_bytes() == older
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(DeskError, match="没有写成"):
        write_pdf(PAPER, tmp_path / "没有" / "表.pdf", book)


def test_several_papers_in_one_file_begin_on_new_pages_each_with_its_own_turn_and_numbers(book: FontBook) -> None:
    upright = replace(PAPER, title="提建议清单", landscape=False)
    content, report = printed(book, replace(PAPER, rows=ROWS * 4), upright)
    pages = pypdf.PdfReader(BytesIO(content)).pages
    assert len(pages) == report.pages
    first = report.pages - 1
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [True] * first + [False]
    texts = [squeezed(text) for text in texts_by_pypdf(content)]
    assert f"第1页共{first}页" in texts[0]
    assert "第1页共1页" in texts[-1]
    assert "提建议清单" in texts[-1]
    assert pypdf.PdfReader(BytesIO(content)).metadata.title == PAPER.title  # type: ignore[union-attr]


def test_nothing_to_print_is_said(book: FontBook) -> None:
    with pytest.raises(DeskError, match="没有可打印"):
        write_pdfs([], BytesIO(), book)
    with pytest.raises(DeskError, match="没有栏目"):
        write_pdf(replace(PAPER, columns=(), rows=()), BytesIO(), book)


def number_places(content: bytes) -> list[tuple[float, float]]:
    """Where each page's number — x — begins, in millimetres from the sheet's lower left corner."""
    places = []
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page_text = page.get_textpage()
        index = page_text.search("—").get_next()[0]  # the only dash on the page is the number's
        left, bottom, _, _ = page_text.get_charbox(index)
        places.append((left / 72 * 25.4, bottom / 72 * 25.4))
        page_text.close()
    document.close()
    return places


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_seven_millimetres_below(book: FontBook) -> None:
    paper = replace(PAPER, rows=ROWS * 8, page_of=False, landscape=False)
    odd, even = number_places(printed(book, paper)[0])[:2]
    assert odd[0] > 160
    assert even[0] == pytest.approx(28 + 14 / 72 * 25.4, abs=1)
    assert odd[1] == pytest.approx(35 - 7, abs=1.5)


def test_a_landscape_page_has_its_number_at_the_foot_or_at_its_place_in_the_bound_volume(book: FontBook) -> None:
    paper = replace(PAPER, rows=ROWS * 8, page_of=False)
    foot = number_places(printed(book, paper)[0])
    bound = PrintOptions(numbers=PageNumbers.STANDARD_PORTRAIT_PLACE)
    side = number_places(printed(book, paper, options=bound)[0])
    assert foot[0][0] > 230
    assert foot[0][1] == pytest.approx(26 - 7, abs=1.5)
    assert side[0][0] == pytest.approx(35 - 7, abs=1.5)
    assert side[0][1] < 60 < side[1][1]
