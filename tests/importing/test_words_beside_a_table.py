"""What stands beside a table is said once and rightly: hidden sheets, titles of the next table, tables in a cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import openpyxl

from desk_app.importing.results import FileState
from desk_app.services.take_in import Choices, look_only, take_in
from tests.importing.making import (
    FORMS,
    ROSTER,
    TALK,
    TALK_HEAD,
    TITLE,
    UNIT_LINE,
    changed,
    codes,
    fill,
    one,
    read,
    said,
    saved,
    xlsx,
)
from tests.services.returns_office import ReturnsOffice

DOCX = "2023年3月/办公室.docx"


def document(parts: list[str | list[list[Any]]]) -> Any:
    made = docx.Document()
    for part in parts:
        if isinstance(part, str):
            made.add_paragraph(part)
            continue
        table = made.add_table(len(part), len(part[0]))
        for row, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = str(text)
    return made


def test_a_hidden_sheet_that_is_not_read_is_called_hidden() -> None:
    book = openpyxl.Workbook()
    fill(book.active, [[TITLE], [UNIT_LINE], TALK_HEAD, TALK])
    fill(book.create_sheet("旧表"), [["提建议草稿"]])
    book["旧表"].sheet_state = "hidden"
    assert "被隐藏" in said(one(saved(book)), "sheet_not_read")


def test_the_next_forms_title_is_no_remark_below_the_first_but_a_note_is() -> None:
    parts: list[str | list[list[Any]]] = [
        TITLE, UNIT_LINE, [TALK_HEAD, TALK], "备注：另有2人次未列入。",
        "附件4", "学习宣传贯彻党的二十大精神", "提建议清单", UNIT_LINE, [["序号", "建议内容"], [1, "加装路灯"]],
    ]  # fmt: skip
    talks, ideas = read(saved(document(parts)), DOCX)
    assert [found.form.name for found in (talks, ideas) if found.form] == ["大谈话统计表", "提建议清单"]
    assert codes(talks).count("remark_below") == 1
    assert "另有2人次" in said(talks, "remark_below")


def test_a_small_table_inside_a_cell_is_in_its_text_and_not_called_unread() -> None:
    made = document([TITLE, UNIT_LINE, [TALK_HEAD, TALK]])
    inner = made.tables[0].rows[1].cells[7].add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "东楼", "二层"
    found = one(saved(made), DOCX)
    assert "东楼" in str(found.rows[0].values["place"])
    assert not {"sheet_not_read", "continuation_unread"} & set(codes(found))


def test_a_talk_with_oneself_is_a_hint_at_its_cell_in_the_dry_run_and_when_stored(tmp_path: Path) -> None:
    path = tmp_path / "2023年3月" / "附件2 大谈话统计表（办公室）.xlsx"
    path.parent.mkdir()
    path.write_bytes(xlsx([[TITLE], [UNIT_LINE], TALK_HEAD, TALK, changed(TALK, A=2, D="林 嘉禾")]))
    looked = look_only(tuple(FORMS.values()), [path], Choices(roster=ROSTER)).taken
    office = ReturnsOffice(tmp_path / "office")
    stored = take_in(office.desk, office.campaign, [path], Choices(), rows=False).taken
    for (taken,) in (looked, stored):
        assert taken.judgement.state is FileState.ACCEPTED
        assert [(hint.where, hint.code) for hint in taken.judgement.hints] == [("工作表“Sheet1” D5", "same_person")]
    assert stored[0].id is not None
    assert office.codes(stored[0].id).count("same_person") == 1


def test_a_file_without_any_table_is_still_one_rejected_return() -> None:
    assert one(saved(document(["请示", "关于经费的请示。"])), DOCX).state is FileState.REJECTED
