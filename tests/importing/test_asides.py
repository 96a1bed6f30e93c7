"""Comments and text boxes are no data; they are said, except those by which this program marked a copy sent back."""

import io
from typing import Any

import docx
import openpyxl
from openpyxl.comments import Comment

from desk_app.exporting.marked_cells import CellMark
from desk_app.exporting.marked_document import mark_document
from desk_app.exporting.marked_workbook import mark_workbook
from desk_app.importing.results import FileState
from tests.importing.making import TALK, TALK_HEAD, UNIT_LINE, codes, one, said, saved, talks, word, xlsx

WORD = "2023年3月/附件2（办公室）.docx"


def test_a_comment_of_the_units_own_is_said_with_its_cell() -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(xlsx(talks(TALK))))
    book.active["H4"].comment = Comment("地点以通知为准", "汪㛃")
    found = one(saved(book))
    assert (found.state, said(found, "comments")) == (
        FileState.ACCEPTED,
        "文件 文件里有批注“H4地点以通知为准”，没有作为数据，请核对",
    )


def test_the_marks_of_a_copy_sent_back_need_no_word() -> None:
    marked = mark_workbook(xlsx(talks(TALK)), [CellMark("Sheet1", "G4", "无此日期")])
    assert (one(marked).state, codes(one(marked))) == (FileState.ACCEPTED, [])
    document = mark_document(word([UNIT_LINE], [TALK_HEAD, TALK]), {10: "请补填"})
    assert codes(one(document, WORD)) == []


def test_a_comment_in_word_is_said() -> None:
    document: Any = docx.Document(io.BytesIO(word([UNIT_LINE], [TALK_HEAD, TALK])))
    document.add_comment(document.paragraphs[0].runs, "数字待核", author="汪㛃")
    target = io.BytesIO()
    document.save(target)
    assert "数字待核" in said(one(target.getvalue(), WORD), "comments")
