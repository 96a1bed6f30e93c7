"""调度台账 of 办实事: progress is entered from the row itself, its latest shown there, and never on the annex."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import ONCE
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.issuing import issue_page
from desk_app.services.keep_roster import import_roster
from desk_app.services.ledger_problems import cross_problems
from desk_app.services.ledger_rows import LedgerFilter, ledger_head, ledger_view
from desk_app.services.linked_rows import first_texts, followed_by, log_progress
from desk_app.services.open_campaign import open_from_template
from desk_app.services.overview import undo
from desk_app.services.produce import print_form
from desk_app.services.ready_forms import take_ready_form
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.services.values import Campaign
from desk_app.storage import campaigns, records

DEEDS, FOLLOW = "办实事征集表", "办实事调度台账"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=lambda: datetime(2023, 3, 25, 9), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    open_from_template(opened, "学习宣传贯彻党的二十大精神")
    import_roster(opened, shipped().sample / "单位名册.csv")
    take_ready_form(opened, opened.campaign(None), FOLLOW)
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return desk.campaign(None)


def form_id(desk: Desk, campaign: Campaign, name: str) -> int:
    with desk.store.read() as reader:
        return campaigns.find_form(reader, campaign.id, name).id


@pytest.fixture
def deed(desk: Desk, campaign: Campaign) -> int:
    """Two units' deeds in the same words; the first is followed."""
    given = [TypedRow(unit, ONCE, {"matter": "加装电梯", "content": "三号楼"}) for unit in ("办公室", "人事科")]
    return type_rows(desk, campaign, form_id(desk, campaign, DEEDS), given)[1][0]


def log(desk: Desk, campaign: Campaign, deed: int, day: str, state: str, progress: str) -> int:
    texts = {"on_day": day, "state": state, "progress": progress}
    return log_progress(desk, campaign, deed, form_id(desk, campaign, FOLLOW), texts)[1]


def test_the_latest_progress_stands_beside_the_row_whatever_the_order_of_entering(
    desk: Desk, campaign: Campaign, deed: int
) -> None:
    (nothing,) = followed_by(desk, campaign, deed)
    assert nothing.said == "办实事调度台账：还没有登记进展"
    assert nothing.asked == ("on_day", "progress", "state", "next_step")
    assert first_texts(desk, nothing.form.definition) == {"on_day": "2023-03-25"}
    made = log(desk, campaign, deed, "3月20日", "推进中", "已完成招标")
    log(desk, campaign, deed, "3月6日", "未启动", "正在踏勘")
    (one,) = followed_by(desk, campaign, deed)
    assert one.said == "办实事调度台账（2次）：2023年3月20日，推进中，已完成招标"
    with desk.store.read() as reader:
        (row,) = records.get_many(reader, [made])
    assert (row.values["matter"], row.values["serial"]) == ("加装电梯", "1")


def test_another_units_deed_of_the_same_words_is_not_the_same(desk: Desk, campaign: Campaign, deed: int) -> None:
    log(desk, campaign, deed, "3月20日", "推进中", "已完成招标")
    (other,) = followed_by(desk, campaign, deed + 1)
    assert other.entries == 0


def test_a_deed_worded_anew_keeps_its_progress_and_the_step_is_one(desk: Desk, campaign: Campaign, deed: int) -> None:
    made = log(desk, campaign, deed, "3月20日", "推进中", "已完成招标")
    changes = correct_cells(desk, campaign, [CellEdit(deed, "matter", "三号楼加装电梯")])
    (one,) = followed_by(desk, campaign, deed)
    assert (one.matter, one.entries) == ("三号楼加装电梯", 1)
    with desk.store.read() as reader:
        assert records.get_many(reader, [made])[0].values["matter"] == "三号楼加装电梯"
    undo(desk, changes.operation_id or 0)
    (one,) = followed_by(desk, campaign, deed)
    assert (one.matter, one.entries) == ("加装电梯", 1)


def test_an_entry_of_no_known_deed_is_told(desk: Desk, campaign: Campaign, deed: int) -> None:
    log(desk, campaign, deed, "3月20日", "推进中", "已完成招标")
    texts = {"matter": "加装滑梯", "on_day": "3月7日", "progress": "踏勘"}
    type_rows(desk, campaign, form_id(desk, campaign, FOLLOW), [TypedRow("办公室", ONCE, texts)])
    form = next(one for one in ledger_head(desk, campaign).forms if one.definition.name == FOLLOW)
    view = ledger_view(desk, campaign, form, LedgerFilter())
    said = [one.message for one in cross_problems(desk, campaign, form.definition, view.ids)]
    assert said == ["办实事事项在“办实事征集表”里没有（同一单位），进展挂接不上，请核对是否写错"]


def test_nothing_of_it_goes_out_or_stands_on_the_annex(
    desk: Desk, campaign: Campaign, deed: int, tmp_path: Path
) -> None:
    log(desk, campaign, deed, "3月20日", "推进中", "已完成招标")
    assert FOLLOW not in [one.form for one in issue_page(desk, campaign, ONCE)]
    made = print_form(desk, campaign, DEEDS, tmp_path, kinds=(".xlsx",))
    sheet = openpyxl.load_workbook(made.files[0]).worksheets[0]
    texts = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
    assert "加装电梯" in texts
    assert not [text for text in texts if "招标" in text or "进展" in text]


def test_nothing_written_is_nothing_entered(desk: Desk, campaign: Campaign, deed: int) -> None:
    with pytest.raises(DeskError, match="进展还没有写"):
        log(desk, campaign, deed, "", " ", "")
