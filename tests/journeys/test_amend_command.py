"""`campaign amend`: a later paper changes only what it names and what is taken; lateness is weighed anew and said."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import ROOT, Program, call

SAMPLE = ROOT / "resources/sample"
NOTICE = """关于调整有关时限的通知
各科室、二级机构、分局：
一、话体会活动完成时限由2023年3月底前延长至2023年8月底前。
二、课题申报时限提前到2023年1月3日17时前。
三、任务清单第1项完成时限改为2023年13月底前。
其他事项不变。
中共青屏市生态环境局党组
2023年1月9日
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a campaign begun from the sample's plan; copied, never opened by a test."""
    data = tmp_path_factory.mktemp("begun") / "data"
    assert call("--data", data, "campaign", "new", "--plan", SAMPLE / "方案.docx").status == 0
    assert call("--data", data, "units", "import", SAMPLE / "单位名册.csv").status == 0
    return data


@pytest.fixture
def started(begun: Path, desk: Program, tmp_path: Path) -> Program:
    shutil.copytree(begun, tmp_path / "data")
    return desk


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "延期通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def days(desk: Program) -> dict[str, str]:
    items = desk("calendar", "--from", "2023-01-01", "--to", "2023-12-31", "--json").document["items"]
    return {f"{one['kind']} {one['title']}": one["date"] for one in items}


def test_what_is_not_taken_changes_nothing(started: Program, notice: Path) -> None:
    before = days(started)
    told = started("campaign", "amend", notice)
    assert told.status == 0
    assert "还没有采用" in told.out
    assert "日期未定 任务1" in told.out
    assert days(started) == before


def test_only_what_is_named_and_taken_changes_and_the_old_day_stays_with_its_basis(
    started: Program, notice: Path
) -> None:
    before = days(started)
    told = started("campaign", "amend", notice, "--json")
    names = [one["name"] for one in told.document["changes"]]
    place = next(number for number, name in enumerate(names, start=1) if "话体会" in name)
    told = started("campaign", "amend", notice, "--take", str(place))
    assert told.status == 0, told.err
    assert "已采用1处变动" in told.out
    after = days(started)
    moved = {title: (before[title], after[title]) for title in before if before[title] != after[title]}
    assert list(moved.values()) == [("2023-03-31", "2023-08-31")]
    assert started("campaign", "amend", notice, "--take", "9").status == 2


def test_a_day_that_does_not_exist_is_never_taken(started: Program, notice: Path) -> None:
    listed = started("campaign", "amend", notice, "--json").document["changes"]
    place = next(number for number, one in enumerate(listed, start=1) if one["why"])
    before = days(started)
    told = started("campaign", "amend", notice, "--take", str(place))
    assert told.status == 2
    assert "没有确定" in told.err
    assert days(started) == before


def test_returns_that_came_are_weighed_anew_and_that_is_said(started: Program, notice: Path) -> None:
    assert started("returns", SAMPLE / "来表/2023年1月").status in {0, 1}
    later = (datetime.now() + timedelta(days=400)).strftime("%Y年%-m月%-d日")  # noqa: DTZ005  the program's own clock
    notice.write_text(NOTICE.replace("提前到2023年1月3日", f"推迟到{later}"), encoding="utf-8")
    told = started("campaign", "amend", notice, "--take", "all", "--json")
    assert told.status == 0, told.err
    left = [one for one in told.document["changes"] if not one["taken"]]
    assert [one["new"] for one in left] == ["2023年13月底前"]
    assert told.document["applied"] == len(told.document["changes"]) - 1
    (sentence,) = told.document["late"]
    assert sentence == "大调研课题申报表（一次性报送）的迟报原2份，重算后0份"


def test_a_sentence_that_was_not_understood_is_listed_and_cannot_be_taken(started: Program, notice: Path) -> None:
    sentence = "办实事活动请人事科加强指导"
    notice.write_text(NOTICE.replace("其他事项", f"{sentence}。\n其他事项"), encoding="utf-8")
    told = started("campaign", "amend", notice)
    assert f"未理解，请人工核对：{sentence}（" in told.out
    assert "句未理解，请人工核对" in told.out
    listed = started("campaign", "amend", notice, "--json").document["changes"]
    place = next(number for number, one in enumerate(listed, start=1) if one["unread"] and one["new"] == sentence)
    refused = started("campaign", "amend", notice, "--take", str(place))
    assert refused.status == 2
    assert "没有理解" in refused.err


def test_a_sentence_that_adds_a_unit_is_taken_and_the_tasks_have_it(started: Program, notice: Path) -> None:
    notice.write_text(NOTICE.replace("其他事项", "办实事活动增加老干部科为责任单位。\n其他事项"), encoding="utf-8")
    listed = started("campaign", "amend", notice, "--json").document["changes"]
    places = [str(place) for place, one in enumerate(listed, start=1) if one["new"].endswith("、老干部科")]
    assert places
    assert started("campaign", "amend", notice, "--take", ",".join(places)).status == 0
    again = started("campaign", "amend", notice, "--json").document["changes"]
    assert not any(one["new"].endswith("老干部科") and not one["taken"] for one in again)
