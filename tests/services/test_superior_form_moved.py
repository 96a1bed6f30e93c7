"""填上级表 with columns moved, put in or renamed: a figure follows its own head, or its place is left and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desk_app.campaign.period import Period
from desk_app.services.desk import Desk
from desk_app.services.superior_form import Filling, SuperiorForm, Take, What, keep_form
from desk_app.services.superior_form_fill import Filled, fill_superior
from desk_app.services.superior_form_look import open_superior
from desk_app.services.superior_form_point import begin_pointing, pointed
from desk_app.services.values import Campaign
from tests.services.sample_office import FEBRUARY, MARCH, TALKS

Lines = Sequence[Sequence[str | None]]
PLAIN: Lines = (["谈话情况"], ["单位", "谈话", "人数", "调研", "人数"], ["办公室"], ["宣教科"])
GROUPED: Lines = (["情况表"], ["单位", "谈话", None, "调研", None], [None, "人次", "人数", "人次", "人数"], ["办公室"])
BATCHES: Lines = (["情况表"], ["单位", "第一批", "第二批", "第三批"], ["办公室"])


def write(path: Path, lines: Lines, groups: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    for area in groups:
        sheet.merge_cells(area)
    book.save(path)
    return path


def with_column(lines: Lines, at: int, *words: str | None) -> Lines:
    """The same table with a column put in before one, its words from the line of heads on."""
    given = [*words, *[None] * len(lines)]
    return [lines[0], *([*line[:at], word, *line[at:]] for line, word in zip(lines[1:], given, strict=False))]


def pointed_at(path: Path, line: int, column: int) -> Filling:
    one = pointed(open_superior(path), ("Sheet", line, column), Take(What.BY_UNIT, TALKS))
    return replace(one, names=0)


def fill(desk: Desk, campaign: Campaign, one: Filling, path: Path, period: Period = MARCH) -> Filled:
    file = open_superior(path)
    form = SuperiorForm("情况表", ".xlsx", file.words, (one,))
    keep_form(desk, campaign, form)
    return fill_superior(desk, campaign, file, form, period)


def columns_of(filled: Filled) -> set[int]:
    return {one.spot[2] for one in filled.written}


@pytest.mark.parametrize(
    ("lines", "now"),
    [
        (PLAIN, 4),
        (with_column(PLAIN, 1, "备注"), 5),
        (with_column(with_column(PLAIN, 1, "人数"), 1, "培训"), 6),
        (with_column(PLAIN, 3, "备注"), 5),
        (with_column(PLAIN, 5, "备注"), 4),
    ],
    ids=["the same", "one before", "the same words before", "one in between", "one behind"],
)
def test_a_figure_follows_its_head_past_columns_that_were_put_in(
    desk: Desk, campaign: Campaign, tmp_path: Path, lines: Lines, now: int
) -> None:
    one = pointed_at(write(tmp_path / "旧.xlsx", PLAIN), 2, 4)
    assert columns_of(fill(desk, campaign, one, write(tmp_path / "新.xlsx", lines))) == {now}


@pytest.mark.parametrize(
    "lines",
    [
        [*PLAIN[:1], ["单位", "谈话", "人数", "培训", "人数"], *PLAIN[2:]],
        [*PLAIN[:1], ["单位", "谈话", "人数"], *PLAIN[2:]],
        [*PLAIN[:1], ["单位", "调研", "谈话", "人数"], *PLAIN[2:]],
    ],
    ids=["another matter", "taken away", "told apart no more"],
)
def test_a_place_whose_head_is_gone_or_in_doubt_is_left_and_said(
    desk: Desk, campaign: Campaign, tmp_path: Path, lines: Lines
) -> None:
    one = pointed_at(write(tmp_path / "旧.xlsx", PLAIN), 2, 4)
    filled = fill(desk, campaign, one, write(tmp_path / "新.xlsx", lines))
    assert filled.written == ()
    assert [one.why for one in filled.left] == [
        "表头或各行变了，认不准原来“人数”栏的这一格现在在哪里，没有填，请重新指定"
    ]


def test_the_same_head_under_another_group_is_another_column(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    old = write(tmp_path / "旧.xlsx", GROUPED, ("B2:C2", "D2:E2"))
    lines = [["情况表"], ["单位", "谈话", None, "培训", None, "调研"], [None, *["人次", "人数"] * 3], ["办公室"]]
    new = write(tmp_path / "新.xlsx", lines, ("B2:C2", "D2:E2", "F2:G2"))
    assert columns_of(fill(desk, campaign, pointed_at(old, 3, 3), new)) == {5}
    gone = write(tmp_path / "无.xlsx", [line[:3] for line in GROUPED], ("B2:C2",))
    assert fill(desk, campaign, pointed_at(old, 3, 3), gone).written == ()


def test_heads_that_differ_in_a_number_only_are_told_apart_by_it(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    one = pointed_at(write(tmp_path / "旧.xlsx", BATCHES), 2, 2)
    assert columns_of(fill(desk, campaign, one, write(tmp_path / "新.xlsx", with_column(BATCHES, 1, "备注")))) == {3}
    more = write(tmp_path / "更.xlsx", with_column(BATCHES, 1, "第四批"))
    assert fill(desk, campaign, one, more).written == ()


def test_in_a_table_of_months_over_matters_the_figure_goes_under_the_months_own_matter(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    lines = [["全年"], ["单位", "1月", None, "2月", None, "3月"], [None, *["谈话", "调研"] * 3], ["办公室"]]
    path = write(tmp_path / "年.xlsx", lines, ("B2:C2", "D2:E2", "F2:G2"))
    one = pointed_at(path, 3, 3)
    assert [columns_of(fill(desk, campaign, one, path, period)) for period in (FEBRUARY, MARCH)] == [{3}, {5}]


def test_the_names_of_the_units_are_found_where_they_stand_now(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    one = pointed_at(write(tmp_path / "旧.xlsx", PLAIN), 2, 2)
    new = write(tmp_path / "新.xlsx", with_column(with_column(PLAIN, 1, "联系人", "张三", "李四"), 0, "序号", "1", "2"))
    filled = fill(desk, campaign, one, new)
    assert [(one.spot[1], one.spot[2]) for one in filled.written] == [(2, 4), (3, 4)]


def test_what_was_pointed_out_by_the_older_rule_is_held_to_todays_and_kept_by_it_once_it_is_sure(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    path = write(tmp_path / "旧.xlsx", PLAIN)
    doubtful, sure = (older(pointed_at(path, 2, column)) for column in (4, 3))
    keep_form(desk, campaign, SuperiorForm("情况表", ".xlsx", open_superior(path).words, (doubtful, sure)))
    opened = begin_pointing(desk, campaign, open_superior(path), MARCH).known
    assert opened is not None
    assert opened.fillings == (doubtful, pointed_at(path, 2, 3))
    filled = fill_superior(desk, campaign, open_superior(path), opened, MARCH)
    assert columns_of(filled) == {3}
    assert [one.why for one in filled.left] == [
        "这一格是早先指定的，没有记下整行表头，这张表里C3也和它一样，认不准是哪一格，没有填，请重新指定"
    ]


def test_an_older_place_in_a_table_of_months_is_sure_by_its_month(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    path = write(tmp_path / "全年.xlsx", [["全年"], ["单位", "2月", "3月"], ["办公室"], ["宣教科"]])
    assert columns_of(fill(desk, campaign, older(pointed_at(path, 2, 1)), path)) == {2}


def older(one: Filling) -> Filling:
    """As it was kept before all heads and labels were."""
    return replace(one, anchor=replace(one.anchor, columns=(), rows=()))
