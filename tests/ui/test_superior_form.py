"""填上级表 in the window: pointing with cell and choice, filling by one click, a known file filled when opened."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desk_app.campaign.period import month_period
from desk_app.services.superior_form import UNIT, What
from desk_app.ui.reports.superior_dialog import SuperiorDialog
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow
from tests.services.superior_papers import superior_workbook


@pytest.fixture
def dialog(window: MainWindow) -> SuperiorDialog:
    window.session.choose_period(month_period(2023, 3))
    window.go("tally")
    room = window.house.room("tally")
    assert isinstance(room, TallyRoom)
    made = room.reports.ask_superior()
    assert made is not None
    return made


def choose(dialog: SuperiorDialog, row: int, column: int, what: What) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(row, column))
    assert dialog.choice is not None
    dialog.choice.what.setCurrentIndex(tuple(What).index(what))
    dialog.choice.what.activated.emit(dialog.choice.what.currentIndex())
    dialog.point()


def test_cells_are_pointed_out_filled_saved_and_known_the_next_time(dialog: SuperiorDialog, tmp_path: Path) -> None:
    path = superior_workbook(tmp_path / "上级2月.xlsx", "2")
    before = path.read_bytes()
    dialog.open_file(path)
    choose(dialog, 4, 2, What.BY_UNIT)
    choose(dialog, 1, 0, What.BUREAU)
    choose(dialog, 4, 5, What.FIGURE)
    assert "公式" in dialog.text
    dialog.sheets.setCurrentIndex(1)
    dialog.sheets.activated.emit(1)
    choose(dialog, 2, 0, What.ROWS)
    assert dialog.model.index(2, 1).data() == "单位"
    dialog.table.setCurrentIndex(dialog.model.index(2, 1))
    assert dialog.choice is not None
    assert dialog.choice.column.currentData() == UNIT
    dialog.fill()
    assert "没有填：“2月”C6　“法规科”2023年3月未报，不作零填" in dialog.text
    dialog.save_to(tmp_path / "填好.xlsx")
    book = openpyxl.load_workbook(tmp_path / "填好.xlsx")
    assert book["2月"]["C5"].value == 9
    assert book["谈话明细"]["B53"].value
    assert path.read_bytes() == before

    dialog.open_file(superior_workbook(tmp_path / "上级3月.xlsx", "3"))
    assert dialog.filled is not None
    assert dialog.save_button.isEnabled()
    assert dialog.model.index(4, 2).data() == "9"


def test_a_place_is_taken_back_and_then_takes_nothing(dialog: SuperiorDialog, tmp_path: Path) -> None:
    dialog.open_file(superior_workbook(tmp_path / "上级.xlsx"))
    choose(dialog, 4, 2, What.BY_UNIT)
    assert dialog.fill_button.isEnabled()
    dialog.unpoint()
    assert dialog.fillings == ()
    assert not dialog.fill_button.isEnabled()
    assert dialog.model.index(4, 2).data() == ""


def test_a_file_of_another_kind_is_refused_in_one_sentence(dialog: SuperiorDialog, tmp_path: Path) -> None:
    (tmp_path / "上级.txt").write_text("不是表", encoding="utf-8")
    dialog.open_file(tmp_path / "上级.txt")
    assert "另存为xlsx、docx" in dialog.text
    assert not dialog.fill_button.isEnabled()
