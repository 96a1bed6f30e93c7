"""One unit's table in several pieces of one file is one return: through the command line and a real database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desk_app.importing.results import FileState
from desk_app.problems import DeskError
from desk_app.services.accept import accept
from desk_app.services.settle_return import settle
from desk_app.services.take_in import Choices, take_in
from tests.conftest import call
from tests.services.returns_office import ReturnsOffice

HEAD = ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
TITLE = ["学习宣传贯彻党的二十大精神·大谈话统计表"]
UNIT = ["填报单位：办公室"]
NAMES = ("林嘉禾", "许映雪", "罗文博", "陈望舒", "沈知行", "江一帆")
Rows = Sequence[Sequence[Any]]


def talk(number: int, name: str | None = None, day: str = "2023.3.5") -> list[Any]:
    talker = name or NAMES[number - 1]
    return [number, talker, "办公室主任", "周德喆", "科员", "汪冉", day, "会议室", "谈心谈话"]


def rows(first: int, last: int) -> list[list[Any]]:
    return [talk(number) for number in range(first, last + 1)]


def written(root: Path, sheets: Mapping[str, Rows], name: str = "附件2 大谈话统计表（办公室）.xlsx") -> Path:
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    path = root / "来表" / "2023年3月" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path) -> ReturnsOffice:
    return ReturnsOffice(tmp_path)


PIECES: dict[str, dict[str, Rows]] = {
    "title and head again": {"Sheet1": [TITLE, UNIT, HEAD, *rows(1, 2), [], TITLE, HEAD, *rows(3, 6)]},
    "unit line too": {"Sheet1": [TITLE, UNIT, HEAD, *rows(1, 3), [], TITLE, UNIT, HEAD, *rows(4, 6)]},
    "two pages": {"第1页": [TITLE, UNIT, HEAD, *rows(1, 3)], "第2页": [TITLE, UNIT, HEAD, *rows(4, 6)]},
    "numbers from 1 again": {
        "一": [TITLE, UNIT, HEAD, *rows(1, 3)],
        "二": [TITLE, UNIT, HEAD, *([place, *line[1:]] for place, line in enumerate(rows(4, 6), 1))],
    },
    "three pages and an empty one": {
        "第1页": [TITLE, UNIT, HEAD, *rows(1, 2)],
        "第2页": [TITLE, UNIT, HEAD, *rows(3, 4)],
        "第3页": [TITLE, UNIT, HEAD, *rows(5, 6)],
        "第4页": [TITLE, UNIT, HEAD],
    },
    "a sum below each page": {
        "第1页": [TITLE, UNIT, HEAD, *rows(1, 2), ["合计", "2人次"]],
        "第2页": [TITLE, UNIT, HEAD, *rows(3, 6), ["合计", "4人次"]],
    },
}


@pytest.mark.parametrize("sheets", PIECES.values(), ids=PIECES.keys())
def test_all_rows_of_a_table_in_pieces_count_as_one_return(office: ReturnsOffice, sheets: dict[str, Rows]) -> None:
    path = written(office.root, sheets)
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert taken.judgement.state is FileState.ACCEPTED, taken.judgement.problems
    assert [row.values["talker"] for row in taken.judgement.read.rows] == list(NAMES)
    assert [row.number for row in taken.judgement.read.rows] == [1, 2, 3, 4, 5, 6]
    assert any("并作一份读入" in said.message for said in taken.judgement.problems)
    assert office.tally().total == 6


def test_each_row_of_a_joined_table_keeps_its_own_sheet_and_cell(office: ReturnsOffice) -> None:
    path = written(office.root, PIECES["two pages"])
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert [(row.sheet, row.cells["talker"]) for row in taken.judgement.read.rows][2:4] == [
        ("第1页", "B6"),
        ("第2页", "B4"),
    ]


def test_the_command_line_tells_one_entry_of_a_table_in_pieces(tmp_path: Path) -> None:
    path = written(tmp_path, PIECES["unit line too"])
    roster = tmp_path / "名册.csv"
    roster.write_text("name,aliases,kind,parent\n办公室,,科室,\n", encoding="utf-8")
    told = call("returns", path, "--units", roster, "--dry-run", "--json")
    (entry,) = told.document["files"]
    assert (told.status, entry["state"], [row["谈话人"] for row in entry["rows"]]) == (0, "accepted", list(NAMES))


def test_a_piece_that_names_no_unit_belongs_to_the_table_above_where_its_numbers_go_on(office: ReturnsOffice) -> None:
    path = written(office.root, PIECES["title and head again"], "附件2.xlsx")
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert (taken.judgement.state, len(taken.judgement.read.rows)) == (FileState.ACCEPTED, 6)


def test_a_piece_that_names_no_unit_and_begins_anew_is_asked(office: ReturnsOffice) -> None:
    again = [[1, *line[1:]] for line in rows(4, 4)]
    path = written(office.root, {"Sheet1": [TITLE, UNIT, HEAD, *rows(1, 3), [], TITLE, HEAD, *again]}, "附件2.xlsx")
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert (taken.judgement.state, len(taken.judgement.read.rows)) == (FileState.NEEDS_REVIEW, 4)
    assert any(said.code == "piece_unnamed" for said in taken.judgement.problems)


def test_a_sheet_that_is_a_copy_is_asked_and_counts_once(office: ReturnsOffice) -> None:
    page = [TITLE, UNIT, HEAD, *rows(1, 3)]
    path = written(office.root, {"大谈话": page, "大谈话 (2)": page})
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert (taken.judgement.state, len(taken.judgement.read.rows)) == (FileState.NEEDS_REVIEW, 3)
    assert any("内容完全相同，只按一份读入" in said.message for said in taken.judgement.problems)


def test_a_sheet_that_repeats_some_rows_is_asked_with_how_many(office: ReturnsOffice) -> None:
    path = written(office.root, {"甲": [TITLE, UNIT, HEAD, *rows(1, 3)], "乙": [TITLE, UNIT, HEAD, *rows(3, 5)]})
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert taken.judgement.state is FileState.NEEDS_REVIEW
    assert any(said.code == "piece_repeats" and "有1行" in said.message for said in taken.judgement.problems)


def test_a_sheet_named_as_an_example_is_asked(office: ReturnsOffice) -> None:
    path = written(office.root, {"大谈话": [TITLE, UNIT, HEAD, *rows(1, 3)], "填写示例": [TITLE, HEAD, talk(4)]})
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert taken.judgement.state is FileState.NEEDS_REVIEW
    assert any(said.code == "piece_not_final" for said in taken.judgement.problems)


def test_sheets_of_different_months_stay_returns_of_their_own(office: ReturnsOffice) -> None:
    months = {
        f"{month}月": [TITLE, UNIT, HEAD, talk(number, day=f"2023.{month}.5")] for number, month in enumerate((1, 2), 1)
    }
    path = written(office.root, months, "大谈话统计表（办公室）.xlsx")
    taken = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert [one.judgement.read.period.code for one in taken if one.judgement.read.period] == ["2023-01", "2023-02"]


def two_places_of_one_unit(office: ReturnsOffice) -> list[int]:
    """A file in which the unit is spelt in two ways that the roster does not know: nobody can tell that it is one."""
    path = written(
        office.root,
        {
            "甲": [TITLE, ["填报单位：局机关办公室"], HEAD, *rows(1, 3)],
            "乙": [TITLE, ["填报单位：办公室室"], HEAD, *rows(4, 6)],
        },
        "附件2 重报.xlsx",
    )
    taken = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert [one.judgement.state for one in taken] == [FileState.NEEDS_REVIEW] * 2
    return [one.id for one in taken if one.id is not None]


def test_one_place_of_a_file_never_replaces_another_without_a_question(office: ReturnsOffice) -> None:
    first, second = two_places_of_one_unit(office)
    settle(office.desk, office.campaign, first, unit="办公室")
    accept(office.desk, office.campaign, [str(first)])
    with pytest.raises(DeskError, match="替换掉"):
        accept(office.desk, office.campaign, [str(second)])
    assert office.tally().total == 3
    settle(office.desk, office.campaign, second, unit="办公室")
    assert "which_counts" in office.codes(second)
    accept(office.desk, office.campaign, [str(second)])
    assert office.tally().total == 3


def test_a_hidden_sheet_before_the_shown_one_is_what_is_asked(office: ReturnsOffice) -> None:
    path = written(office.root, {"旧稿": [TITLE, UNIT, HEAD, *rows(1, 1)], "3月": [TITLE, UNIT, HEAD, *rows(1, 3)]})
    book = openpyxl.load_workbook(path)
    book.active = 1
    book["旧稿"].sheet_state = "hidden"
    book.save(path)
    shown, hidden = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert (shown.judgement.state, hidden.judgement.state) == (FileState.ACCEPTED, FileState.NEEDS_REVIEW)
    assert (shown.judgement.read.sheet, office.tally().total) == ("3月", 3)
