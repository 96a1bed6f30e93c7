"""PDF, Excel and Word of one paper say the same, word for word: every form of the catalogue, filled, long and empty."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from desk_app.campaign.period import month_period
from desk_app.exporting.excel import write_xlsx
from desk_app.exporting.fonts import FontBook
from desk_app.exporting.form_paper import blank_paper, filled_paper
from desk_app.exporting.paper import Paper, PaperColumn, PaperRow, Passage, PassageKind, SheetSize
from desk_app.exporting.pdf import write_pdf
from desk_app.exporting.word import write_docx
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.identity import HIDDEN_SHEET
from desk_app.locations import shipped

CATALOGUE = load_catalogue([shipped().forms])
FORMS = {f"{form.name}-{place}": form for place, form in enumerate((*CATALOGUE.forms, *CATALOGUE.ready))}
_GOES_ON = re.compile(r"\d+续")
NAMES = ("𬭚", "䶮生", "㛃", "堃", "赟 喆", "王建国", "Lily O'Neil", "欧阳（女）")
LONG = "落实“第一议题”制度，组织学习3次；分管领导带队到一线调研2023年重点工作，形成建议、清单、台账。"


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook.from_folders(shipped().fonts)


def value(column: Column, row: int) -> str:
    if column.kind in {ColumnKind.DATE, ColumnKind.DUE}:
        return f"2023-03-{row % 28 + 1:02d}"
    if column.kind is ColumnKind.INTEGER:
        return str(row * 7)
    if column.kind is ColumnKind.LONG:
        return LONG * (row % 3 + 1)
    if column.choices:
        return column.choices[row % len(column.choices)]
    return f"{NAMES[row % len(NAMES)]}{column.label}{row}"


def filled(form: FormDefinition, count: int) -> Paper:
    rows = [{column.key: value(column, row) for column in form.columns} for row in range(count)]
    return filled_paper(form, rows, unit="青屏市䶮山分局", period=month_period(2023, 3))


def signs(text: str) -> Counter[str]:
    """The signs of a text, blanks apart: those are what each kind of file sets by its own means."""
    return Counter("".join(text.split()))


def of_pdf(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def of_xlsx(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    cells = (cell.value for sheet in book if sheet.title != HIDDEN_SHEET for row in sheet for cell in row)
    return "".join(str(value) for value in cells if value is not None)


def of_docx(path: Path) -> str:
    return "".join(node.text or "" for node in Document(str(path)).element.body.iter(qn("w:t")))


def without_page_furniture(pages: list[str], paper: Paper) -> Counter[str]:
    """The words of the pages without their numbers; head and a cut row's number count once, not on every page."""
    found: Counter[str] = Counter()
    heads = Counter[str]()
    if not paper.record:
        seen: list[str] = []
        for column in paper.columns:
            if column.group and (not seen or seen[-1] != column.group):
                heads += signs(column.group)
            seen.append(column.group)
            if column.heading != column.group:
                heads += signs(column.heading)
    for place, text in enumerate(pages, 1):
        number = f"第{place}页共{len(pages)}页" if paper.page_of else f"—{place}—"
        bare = "".join(text.split())
        assert number in bare, bare[-80:]
        bare = bare.replace(number, "", 1)
        found += signs(_GOES_ON.sub("", bare, count=1) if place > 1 else bare)
        if place > 1 and not heads - signs(bare):
            found -= heads
    return found


@pytest.mark.parametrize("rows", [0, 3, 45], ids=["empty", "filled", "long"])
@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_the_three_files_of_a_form_say_the_same_sign_for_sign(
    book: FontBook, tmp_path: Path, form: FormDefinition, rows: int
) -> None:
    if form.record and rows > 3:
        rows = 5
    paper = filled(form, rows) if rows else blank_paper(form, unit="青屏市䶮山分局", period=month_period(2023, 3))
    compare(paper, book, tmp_path)


def compare(paper: Paper, book: FontBook, folder: Path) -> None:
    write_pdf(paper, folder / "a.pdf", book)
    write_xlsx(paper, folder / "a.xlsx")
    write_docx(paper, folder / "a.docx")
    excel, word = signs(of_xlsx(folder / "a.xlsx")), signs(of_docx(folder / "a.docx"))
    assert excel - word == word - excel == Counter(), (excel - word, word - excel)
    pdf = [signs("")]
    if paper.record:
        count = max(1, len(paper.rows))
        joined = "".join("".join(text.split()) for text in of_pdf(folder / "a.pdf"))
        pdf = [signs(joined)]
        assert not word - pdf[0], word - pdf[0]
        extra = {sign for sign in pdf[0] - word if not sign.isdigit()}
        assert extra <= set("第页共—"), (extra, count)
        return
    pdf = [without_page_furniture(of_pdf(folder / "a.pdf"), paper)]
    assert pdf[0] - word == word - pdf[0] == Counter(), (pdf[0] - word, word - pdf[0])


def test_they_say_the_same_on_a3_and_with_the_standards_page_number(book: FontBook, tmp_path: Path) -> None:
    for form in list(FORMS.values())[:4]:
        compare(replace(filled(form, 30), page_of=False, size=SheetSize.A3), book, tmp_path)


def test_they_have_the_note_the_text_and_those_who_sign_in_one_order(book: FontBook, tmp_path: Path) -> None:
    paper = Paper(
        "2023年2月数据变动说明",
        (PaperColumn("序号"), PaperColumn("单位")),
        (PaperRow(("1", "人事科")),),
        note="另有3项未列入。",
        signatures=("经办人", "审核人"),
        closing=(
            Passage("校验码：79db96314090e384。"),
            Passage("青屏市生态环境局", PassageKind.SIGNED),
            Passage("2023年4月5日", PassageKind.SIGNED),
        ),
    )
    compare(paper, book, tmp_path)
    for text in ("".join(of_pdf(tmp_path / "a.pdf")), of_xlsx(tmp_path / "a.xlsx"), of_docx(tmp_path / "a.docx")):
        said = "".join(text.split())
        places = [said.index(word) for word in ("备注：另有", "校验码：", "经办人：", "青屏市", "2023年4月5日")]
        assert places == sorted(places)
