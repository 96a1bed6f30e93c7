"""Awkward cells and sheets: hidden ones, dates and numbers, old workbooks by xlwt and their WPS kin."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl

from tests.importing.awkward.books import BOTH, SHEET
from tests.importing.awkward.kit import FIRST, NAME, SECOND, Case, asked, case, good, row
from tests.importing.making import saved, xls, xlsx

XLS = NAME.replace(".xlsx", ".xls")


def typed(place: str, value: object, change: Callable[[Any], None] | None = None) -> bytes:
    """A return by openpyxl with one cell of another value."""

    def put(sheet: Any) -> None:
        sheet[place] = value
        if change is not None:
            change(sheet)

    return xlsx(SHEET, put)


def hidden() -> list[Case]:
    """What is hidden is read, and said."""

    def hide_row(sheet: Any) -> None:
        sheet.row_dimensions[5].hidden = True

    def hide_column(sheet: Any) -> None:
        sheet.column_dimensions["H"].hidden = True

    def filtered(sheet: Any) -> None:
        sheet.auto_filter.ref = "A3:I5"
        sheet.row_dimensions[5].hidden = True

    book = openpyxl.load_workbook(io.BytesIO(xlsx([*SHEET, SECOND], None, "3月")))
    book.create_sheet("填表说明")["A1"] = "如实填写"
    book["3月"].sheet_state = "hidden"
    twin = openpyxl.load_workbook(io.BytesIO(xlsx(SHEET, None, "3月")))
    copy: Any = twin.copy_worksheet(twin["3月"])
    copy.title, copy.sheet_state = "旧稿", "veryHidden"
    copy["H4"] = "一楼"
    return [
        case("a hidden row", xlsx([*SHEET, SECOND], hide_row), good(*BOTH, says=["第5行被隐藏，内容已一并读入"])),
        case("a row hidden by a filter", xlsx([*SHEET, SECOND], filtered), good(*BOTH, says=["第5行被隐藏"])),
        case("a hidden column", xlsx(SHEET, hide_column), good(says=["第H列被隐藏，内容已一并读入"])),
        case("a hidden sheet", saved(book), good(*BOTH, says=["此工作表被隐藏，内容已一并读入"]), lost=("如实填写",)),
        case(
            "a hidden copy of the same return is asked",
            saved(twin),
            good(),
            asked("请确认以哪一处为准", rows=[row(谈话地点="一楼")]),
        ),
    ]


def typed_cells() -> list[Case]:
    """Cells that are no texts."""
    day = date(2023, 3, 5)
    return [
        case("a true date", typed("G4", day), good(silent=True)),
        case(
            "a date with a time",
            typed("G4", datetime.fromisoformat("2023-03-05T14:30")),
            good(row(谈话时间="2023-03-05T14:30")),
            lost=("2023-03-0514:30:00",),
        ),
        case("a number as a place", typed("H4", 302), good(row(谈话地点="302"))),
        case("a long number", typed("H4", 13800001111), good(row(谈话地点="13800001111"))),
        case("a fraction", typed("H4", 3.2), good(row(谈话地点="3.2"))),
        case("a truth value", typed("H4", value=True), good(row(谈话地点="TRUE")), lost=("True",)),
        case("a text with blanks around", typed("H4", "  三楼会议室　"), good()),
        case("a text over two lines", typed("H4", "三楼\n会议室"), good(row(谈话地点="三楼\n会议室"))),
        case("characters beyond the first plane", typed("B4", "𠮷田㐂"), good(row(谈话人="𠮷田㐂"))),
    ]


def old_books() -> list[Case]:
    """Real .xls files, by xlwt; .et is the same by another name."""

    def oddities(sheet: Any) -> None:
        sheet.row(4).hidden = True

    as_date = (*FIRST[:6], date(2023, 3, 5), *FIRST[7:])
    return [
        case("an old xls", xls([*SHEET, SECOND]), good(*BOTH, silent=True), name=XLS),
        case("an old xls with a date", xls([*SHEET[:3], as_date]), good(silent=True), name=XLS),
        case(
            "an old xls with a hidden row", xls([*SHEET, SECOND], oddities), good(*BOTH, says=["第5行被隐藏"]), name=XLS
        ),
        case("a .et of WPS", xls([*SHEET, SECOND]), good(*BOTH, silent=True), name=NAME.replace(".xlsx", ".et")),
        case("an xlsx called .xls", xlsx(SHEET), good(silent=True), name=XLS),
    ]


CASES = [*hidden(), *typed_cells(), *old_books()]
