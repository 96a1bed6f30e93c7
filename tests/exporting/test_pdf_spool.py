"""One PDF of many papers: the pages of the papers, memory apart, and exact where it was stopped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.exporting.fonts import FontBook
from desk_app.exporting.paper import Paper, PaperColumn, PaperRow, SheetSize
from desk_app.exporting.pdf import PrintOptions, draw_paper, write_pdfs
from desk_app.exporting.pdf_spool import PdfSpool, SpoolMark, spool_mark
from desk_app.locations import shipped
from desk_app.progress import Silent

NAMES = ("𬭚", "䶮", "㛃", "堃", "赟", "王建国", "Abc 1", "，。")


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook.from_folders(shipped().fonts)


def paper(place: int) -> Paper:
    rows = tuple(PaperRow((str(number), NAMES[(place + number) % len(NAMES)] * number)) for number in range(1, 30))
    columns = (PaperColumn("序号", 12), PaperColumn("姓名", 60))
    return Paper(f"第{place}份", columns, rows, mark=f"附件{place}", landscape=place % 2 == 0)


def spooled(path: Path, book: FontBook, count: int, marks: list[SpoolMark], *, whole: bool = True) -> list[SpoolMark]:
    """Papers up to ``count`` behind those that are marked."""
    with path.open("r+b" if marks else "w+b") as file:
        spool = PdfSpool(file, "批", book, marks)
        made = [*marks]
        for place in range(len(marks), count):
            draw_paper(spool, paper(place), book, PrintOptions(), Silent())
            made.append(spool.mark())
        if whole:
            spool.finish()
        else:
            file.write(b"half a page that nobody marked")
    return made


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_the_pages_are_those_that_the_papers_have_in_one_go(book: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "merged.pdf"
    spooled(path, book, 6, [])
    write_pdfs([paper(place) for place in range(6)], other := tmp_path / "other.pdf", book)
    assert texts(path.read_bytes()) == texts(other.read_bytes())
    assert any("𬭚" in text for text in texts(path.read_bytes()))
    with pypdfium2.PdfDocument(path) as one, pypdfium2.PdfDocument(other) as two:
        for place in range(len(two)):
            assert one.get_page_size(place) == pytest.approx(two.get_page_size(place), abs=0.01)
            assert bytes(one[place].render(scale=0.5).buffer) == bytes(two[place].render(scale=0.5).buffer)


@given(st.lists(st.integers(0, 7), max_size=4))
@settings(max_examples=12, deadline=None)
def test_a_file_that_was_stopped_anywhere_becomes_the_same_bytes(stops: list[int]) -> None:
    import tempfile

    book = FontBook.from_folders(shipped().fonts)
    with tempfile.TemporaryDirectory() as name:
        whole, path = Path(name) / "whole.pdf", Path(name) / "stopped.pdf"
        spooled(whole, book, 8, [])
        marks: list[SpoolMark] = []
        for stop in sorted(stops):
            marks = spooled(path, book, stop, marks, whole=False)
            marks = [spool_mark(json.loads(json.dumps(mark.structure))) for mark in marks]
        spooled(path, book, 8, marks)
        assert path.read_bytes() == whole.read_bytes()


def test_an_a3_paper_stands_on_a3_with_the_standards_margins(book: FontBook, tmp_path: Path) -> None:
    write_pdfs([replace(paper(0), size=SheetSize.A3)], tmp_path / "a3.pdf", book)
    with pypdfium2.PdfDocument(tmp_path / "a3.pdf") as document:
        assert document.get_page_size(0) == pytest.approx((420 / 25.4 * 72, 297 / 25.4 * 72), abs=0.1)


def test_a_row_in_which_somebody_signs_has_room_for_it(book: FontBook) -> None:
    from desk_app.exporting.excel_word_layout import Layout
    from desk_app.exporting.page_layout import lay_out

    columns = (PaperColumn("序号", 12), PaperColumn("疑点", 60), PaperColumn("领导\n审定", 30))
    rows = tuple(PaperRow((str(number), "时限", "" if number else "同意")) for number in range(40))
    made = Paper("疑点核对单", columns, rows)
    pieces = [piece for page in lay_out(made, book, Silent()).pages for piece in page.table.pieces]
    least = 15 / 25.4 * 72
    assert all(piece.height >= least - 0.01 for piece in pieces if piece.row)
    assert pieces[0].height < least
    signed, *unsigned = Layout(made).row_heights
    assert signed < least
    assert min(unsigned) >= least - 0.01


def test_a_register_of_twenty_lines_to_sign_stands_on_one_page_in_every_kind_of_file(book: FontBook) -> None:
    from desk_app.exporting.excel_word_layout import Layout
    from desk_app.exporting.form_paper import blank_paper
    from desk_app.exporting.page_layout import lay_out
    from desk_app.forms.catalogue import load_catalogue

    (form,) = (one for one in load_catalogue([shipped().forms]).ready if one.name == "签到表")
    made = blank_paper(form)
    (page,) = lay_out(made, book, Silent()).pages
    heights = [piece.height for piece in page.table.pieces]
    assert len(heights) == 20
    assert min(heights) >= 9.5 / 25.4 * 72 - 0.01
    layout = Layout(made)
    assert layout.empty_row_height >= 9.5 / 25.4 * 72 - 0.01
    assert 20 * layout.empty_row_height + layout.head_height(0) < layout.sheet.text_height - 40


def test_on_both_sides_no_paper_begins_on_the_back_of_another(book: FontBook, tmp_path: Path) -> None:
    papers = [replace(paper(0), rows=paper(0).rows[:3], mark=f"附件{place}") for place in range(3)]
    report = write_pdfs(papers, tmp_path / "both.pdf", book, PrintOptions(double_sided=True))
    found = texts((tmp_path / "both.pdf").read_bytes())
    assert report.counts == (2, 2, 1)
    assert [place for place, text in enumerate(found) if "附件" in text] == [0, 2, 4]
    assert all("第 1 页 共 1 页" in found[place] for place in (0, 2, 4))
    single = write_pdfs(papers, tmp_path / "one.pdf", book, PrintOptions())
    assert single.counts == (1, 1, 1)
