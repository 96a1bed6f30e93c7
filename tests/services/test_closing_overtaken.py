"""A closed period whose 累计 an earlier one no longer bears out stays as it is, and says so wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desk_app.campaign.period import Period, parse_period
from desk_app.services.closing import close_period, closing_state, reopen_period
from desk_app.services.closing_overtaken import overtaken
from desk_app.services.closing_print import print_changes
from desk_app.services.data_changes import last_changes
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.home_page import home_page
from desk_app.services.produce import XLSX, print_tally
from tests.services.returns_office import ReturnsOffice
from tests.ui.awkward_stick import talk

FEBRUARY, MARCH = parse_period("2023-02"), parse_period("2023-03")
SAID = "大谈话统计表2023年3月定稿以后，2023年2月又改过：定稿的累计是2行，现在应为3行"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    for month in (2, 3):
        made.send("办公室", [talk("王建国", f"李{month}", f"2023年{month}月3日")], month=month)
    for at, period in ((10, FEBRUARY), (11, MARCH)):
        made.now = made.now.replace(hour=at)
        close_period(made.desk, made.campaign, period)
    yield made
    made.desk.store.close()


def february_changes(office: ReturnsOffice, *talkees: str) -> None:
    office.now = office.now.replace(hour=12)
    reopen_period(office.desk, office.campaign, FEBRUARY, "补报")
    office.send("办公室", [talk("王建国", name, "2023年2月3日") for name in talkees], month=2, said="重报")
    office.now = office.now.replace(hour=13)
    close_period(office.desk, office.campaign, FEBRUARY)


def words_of(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def steps_of(office: ReturnsOffice, period: Period) -> dict[str, str]:
    return {one.word: one.reached.value for one in home_page(office.desk, office.campaign, period).steps}


def test_the_first_page_lists_it_and_shows_figures_that_are_closed_as_done(office: ReturnsOffice) -> None:
    page = home_page(office.desk, office.campaign, MARCH)
    assert next(one.said for one in page.steps if one.word == "统计") == "已定稿"
    assert {steps_of(office, MARCH)[word] for word in ("统计", "定稿")} == {"已办"}
    assert not [todo for todo in page.todos if "定稿" in todo.text]
    february_changes(office, "李2", "李补")
    for period in (FEBRUARY, MARCH, None):
        todos = home_page(office.desk, office.campaign, period).todos
        (listed,) = [todo for todo in todos if "定稿" in todo.text]
        assert listed.text.startswith("2023年3月大谈话统计表定稿以后，2023年2月又改过")
        assert (listed.button, listed.room, listed.errand) == ("去定稿", "tally", "定稿:2023-03")
    office.now = office.now.replace(hour=14)
    reopen_period(office.desk, office.campaign, MARCH, "二月补报")
    assert steps_of(office, MARCH)["统计"] == "在办"
    close_period(office.desk, office.campaign, MARCH)
    assert not [todo for todo in home_page(office.desk, office.campaign, MARCH).todos if "定稿" in todo.text]


def test_a_later_closed_period_keeps_its_figures_and_says_what_they_would_be(office: ReturnsOffice) -> None:
    assert overtaken(office.desk, office.campaign) == ()
    february_changes(office, "李2", "李补")
    assert office.figures("办公室", 3) == (1, 2)
    found = overtaken(office.desk, office.campaign)
    assert [(one.closing.period, one.since, one.then, one.now) for one in found] == [(MARCH, (FEBRUARY,), 2, 3)]
    assert found[0].said.startswith(SAID)
    for period in (FEBRUARY, MARCH):
        assert closing_state(office.desk, office.campaign, period).overtaken == found
    assert closing_state(office.desk, office.campaign, parse_period("2023-01")).overtaken == ()


def test_a_change_that_moves_no_figure_overtakes_nothing(office: ReturnsOffice) -> None:
    february_changes(office, "李改名")
    assert overtaken(office.desk, office.campaign) == ()


def test_closing_the_later_period_again_makes_it_good(office: ReturnsOffice) -> None:
    february_changes(office, "李2", "李补")
    reopen_period(office.desk, office.campaign, MARCH, "二月补报")
    assert overtaken(office.desk, office.campaign) == (), "what is not closed is counted anew"
    office.now = office.now.replace(hour=14)
    close_period(office.desk, office.campaign, MARCH)
    assert overtaken(office.desk, office.campaign) == ()
    assert office.figures("办公室", 3) == (1, 3)


def test_it_is_said_on_the_papers_that_bear_such_figures(office: ReturnsOffice, tmp_path: Path) -> None:
    february_changes(office, "李2", "李补")
    note = last_changes(office.desk, office.campaign, FEBRUARY)
    papers = [
        *print_changes(office.desk, office.campaign, note, tmp_path, (XLSX,)).files,
        *print_tally(office.desk, office.campaign, MARCH, tmp_path, (XLSX,)).files,
    ]
    assert len(papers) == 2
    assert all(SAID in words_of(path) for path in papers)
    table = figure_table(office.desk, office.campaign, MARCH, Basis.REPORTED)
    assert any(one.startswith(SAID) for one in table.remarks)
    other = print_tally(office.desk, office.campaign, FEBRUARY, tmp_path, (XLSX,)).files[0]
    assert "又改过" not in words_of(other)
