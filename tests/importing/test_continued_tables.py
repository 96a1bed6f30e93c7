"""A table that goes on elsewhere loses no rows."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
import openpyxl

from desk_app.importing.results import FileState, ReadReturn
from tests.importing.making import TALK, TALK_HEAD, TITLE, UNIT_LINE, changed, codes, fill, one, said, saved

DOCX = "2023年3月/附件2 大谈话统计表（办公室）.docx"
SECOND = changed(TALK, A=2, B="许映雪", G="2023.3.6")
THIRD = changed(TALK, A=3, B="罗文博", G="2023.3.7")


def two_tables(first: Sequence[Sequence[Any]], second: Sequence[Sequence[Any]], between: str = "") -> bytes:
    document = docx.Document()
    for line in (TITLE, UNIT_LINE):
        document.add_paragraph(line)
    for rows in (first, second):
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = str(text)
        document.add_paragraph(between if rows is first else "")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def two_sheets(second: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active, [[TITLE], [UNIT_LINE], TALK_HEAD, TALK])
    fill(book.create_sheet("Sheet2"), second)
    return saved(book)


def talkers(found: ReadReturn) -> list[str | int]:
    return [row.values["talker"] for row in found.rows]


def test_a_word_table_continued_without_headings_is_taken_in_and_said() -> None:
    found = one(two_tables([TALK_HEAD, TALK], [SECOND, THIRD]), DOCX)
    assert (found.state, talkers(found)) == (FileState.ACCEPTED, ["林嘉禾", "许映雪", "罗文博"])
    assert [row.number for row in found.rows] == [1, 2, 3]
    assert said(found, "continued").startswith("第2个表")


def test_a_word_table_continued_with_its_headings_is_one_return() -> None:
    found = one(two_tables([TALK_HEAD, TALK], [TALK_HEAD, SECOND], "续表"), DOCX)
    assert (found.state, talkers(found)) == (FileState.ACCEPTED, ["林嘉禾", "许映雪"])


def test_a_second_sheet_without_headings_whose_numbers_continue_is_taken_in_with_its_own_addresses() -> None:
    found = one(two_sheets([SECOND, THIRD]))
    assert (found.state, talkers(found)) == (FileState.ACCEPTED, ["林嘉禾", "许映雪", "罗文博"])
    assert (found.rows[1].sheet, found.rows[1].cells["talker"]) == ("Sheet2", "B1")


def test_unread_content_as_wide_as_the_table_is_asked_where_its_numbers_do_not_continue() -> None:
    found = one(two_sheets([changed(SECOND, A=7)]))
    assert (found.state, len(found.rows)) == (FileState.NEEDS_REVIEW, 1)
    assert "可能是续表" in said(found, "continuation_unread")


def test_unread_content_of_another_width_is_said() -> None:
    found = one(two_sheets([["随手记录", "三月"]]))
    assert (found.state, codes(found)) == (FileState.ACCEPTED, ["sheet_not_read"])


def test_two_tables_of_one_unit_and_period_that_both_begin_at_one_are_one_return_and_that_is_said() -> None:
    found = one(two_tables([TALK_HEAD, TALK], [TALK_HEAD, changed(SECOND, A=1)]), DOCX)
    assert (found.state, talkers(found)) == (FileState.ACCEPTED, ["林嘉禾", "许映雪"])
    assert "并作一份读入" in said(found, "continued")
