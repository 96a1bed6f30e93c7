"""签字盖章 in the window: scans noted by one key beside their page, papers by digits, what differs cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.campaign.period import parse_period
from desk_app.progress import Silent
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.overview import undo
from desk_app.services.produce import print_form
from desk_app.services.signing import signed_papers
from desk_app.services.values import Campaign, PaperState
from desk_app.storage import records, roster
from desk_app.ui.completion.page import CompletionPage
from desk_app.ui.ledger.write_jobs import mend
from desk_app.ui.printing.room import PrintRoom
from desk_app.ui.signing.acting import Signing
from desk_app.ui.signing.scans_dialog import ScansDialog
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.window import MainWindow
from tests.services.paper_scans import as_jpeg, as_pdf, blank, lengthen, pages_of, turned

MARCH = parse_period("2023-03")
TALKS = "大谈话统计表"


@pytest.fixture
def page(window: MainWindow) -> CompletionPage:
    window.go("tally", "完成情况")
    room = window.house.room("tally")
    assert isinstance(room, TallyRoom)
    assert room.completion is not None
    return room.completion


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.worker._open_desk()


@pytest.fixture
def campaign(window: MainWindow) -> Campaign:
    assert window.session.campaign is not None
    return window.session.campaign


@pytest.fixture
def signing(page: CompletionPage) -> Signing:
    return page.acts.signing


@pytest.fixture
def folder(desk: Desk, campaign: Campaign, tmp_path: Path) -> Path:
    """Two papers in one file, upside down and last page first, and a page of nobody's."""
    made = tmp_path / "扫描"
    made.mkdir()
    pages = []
    for unit in ("办公室", "人事科"):
        lengthen(desk, campaign, unit)
        pages += pages_of(print_form(desk, campaign, TALKS, tmp_path, unit=unit, period=MARCH).files[0])
    as_pdf([turned(one, 180) for one in reversed(pages)], made / "盖章.pdf")
    as_jpeg(blank(), made / "IMG_1.jpg")
    return made


def opened(signing: Signing, folder: Path, qtbot: QtBot) -> ScansDialog:
    signing.take_scans(folder)
    assert signing.dialog is not None
    dialog = signing.dialog
    qtbot.waitUntil(lambda: dialog.picture.widget().pixmap().width() > 0)  # type: ignore[attr-defined]
    return dialog


def choose(page: CompletionPage, *units: str) -> None:
    rows = [one.name for one in page.model.rows]
    page.view.setCurrentIndex(page.model.index(rows.index(units[0]) + 1, 0))
    for unit in units[1:]:
        at = page.model.index(rows.index(unit) + 1, 0)
        page.view.selectionModel().select(at, page.view.selectionModel().SelectionFlag.Select)


def test_papers_are_noted_one_after_the_other_by_one_key_each(
    signing: Signing, folder: Path, desk: Desk, campaign: Campaign, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    dialog = opened(signing, folder, qtbot)
    qtmodeltester.check(dialog.model)
    assert dialog.paper is not None
    assert dialog.paper.unit == "办公室"
    qtbot.keyClick(dialog.list, Qt.Key.Key_PageDown)
    assert dialog._where.text() == "第2页／共2页"
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    assert dialog.paper.unit == "人事科"
    qtbot.keyClick(dialog.list, Qt.Key.Key_3)
    found = {one.unit: one.state for one in signed_papers(desk, campaign)}
    assert found == {"办公室": PaperState.RECEIVED, "人事科": PaperState.UNSEALED}
    assert dialog.model.left == 1
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    assert dialog._problems.text() == "还不知道单位、报表、期次，请按〔去收表指定〕。"
    dialog.close()


def test_a_batch_is_taken_back_from_the_dialog(
    signing: Signing, folder: Path, desk: Desk, campaign: Campaign, qtbot: QtBot
) -> None:
    dialog = opened(signing, folder, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    assert len(signed_papers(desk, campaign)) == 1
    dialog.take_back()
    assert signed_papers(desk, campaign) == ()
    signing.look_again()
    names = [one.pages[0].file for one in signing.dialog.model.papers] if signing.dialog else []
    assert "盖章.pdf" not in names


def test_a_page_of_nobodys_leads_to_where_it_is_named(
    signing: Signing, folder: Path, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(signing, folder, qtbot)
    dialog.list.setCurrentIndex(dialog.model.index(len(dialog.model.papers) - 1))
    (link,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "去收表指定"]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert window.house.name == "intake"


def test_papers_of_many_units_are_ticked_off_by_a_digit(
    page: CompletionPage, desk: Desk, campaign: Campaign, qtbot: QtBot
) -> None:
    choose(page, "办公室", "人事科", "宣教科")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_2)
    assert {one.unit: one.state.value for one in signed_papers(desk, campaign)} == dict.fromkeys(
        ("办公室", "人事科", "宣教科"), "缺签字"
    )
    choose(page, "人事科")
    qtbot.keyClick(page.view, Qt.Key.Key_0)
    assert "人事科" not in {one.unit for one in signed_papers(desk, campaign)}


def test_what_differs_is_marked_found_by_the_filter_and_shown_cell_by_cell(
    page: CompletionPage, desk: Desk, campaign: Campaign, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    choose(page, "办公室")
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    with desk.store.read() as reader:
        office = roster.unit_ids(reader)["办公室"]
        row = records.counted(reader, campaign.id, unit_id=office, period="2023-03")[0]
    done = correct_cells(desk, campaign, [CellEdit(row.id, "place", "别处")])
    page.refresh()
    page.choose("签字件不符的")
    assert [one.name for one in page.model.rows] == ["办公室"]
    choose(page, "办公室")
    assert page.view.currentIndex().data() == "已收 · 纸质已交（与数据不符）"
    page.acts.show_difference()
    assert page.acts.signing.shown is not None
    model = page.acts.signing.shown.model
    qtmodeltester.check(model)
    assert model.lines == (("1", "谈话地点", str(row.values["place"]), "别处"),)
    page.acts.signing.shown.close()
    undo(desk, done.operation_id or 0)
    page.refresh()
    assert page.model.rows == ()


def test_the_code_of_a_form_is_switched_off_where_it_is_printed(window: MainWindow, qtbot: QtBot) -> None:
    window.go("print", "各单位附件表\t附件2\t办公室")
    room = window.house.room("print")
    assert isinstance(room, PrintRoom)
    qtbot.waitUntil(lambda: room.preview is not None and bool(room.preview.prints))
    assert room.choices.code.isVisible()
    assert room.choices.code.isChecked()
    room.choices.code.click()
    qtbot.waitUntil(lambda: room.preview is not None and not room.preview.prints)
    assert not room.choices.code.isChecked()


def test_a_page_is_named_by_typing_the_code_that_stands_on_it(
    signing: Signing, desk: Desk, campaign: Campaign, tmp_path: Path, qtbot: QtBot
) -> None:
    made = print_form(desk, campaign, TALKS, tmp_path, unit="宣教科", period=MARCH)
    folder = tmp_path / "扫描"
    folder.mkdir()
    as_jpeg(blank(), folder / "IMG_1.jpg")
    dialog = opened(signing, folder, qtbot)
    assert dialog.code.isVisible()
    dialog.code.setText("0000-0000")
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    assert "没有打印过这一份" in dialog._problems.text()
    dialog.code.setText(made.prints[0].code)
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.paper is not None
    assert (dialog.paper.unit, dialog.code.isVisible()) == ("宣教科", False)
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    assert [one.unit for one in signed_papers(desk, campaign)] == ["宣教科"]


def paper_short_of_a_page(desk: Desk, campaign: Campaign, where: Path) -> Path:
    """人事科's paper whole, and the first page of 办公室's two."""
    folder = where / "缺页"
    folder.mkdir()
    for unit, count in (("办公室", 1), ("人事科", 2)):
        lengthen(desk, campaign, unit)
        made = pages_of(print_form(desk, campaign, TALKS, where, unit=unit, period=MARCH).files[0])
        assert len(made) == 2
        as_pdf(made[:count], folder / f"{unit}.pdf")
    return folder


def test_a_paper_with_a_page_missing_is_asked_about_once_and_goes_on_saying_so(
    signing: Signing, desk: Desk, campaign: Campaign, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(signing, paper_short_of_a_page(desk, campaign, tmp_path), qtbot)
    assert dialog.paper is not None
    assert (dialog.paper.unit, dialog.paper.missing) == ("办公室", "缺第2页")
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    assert dialog._problems.text().startswith("缺第2页，仍记已交？")
    assert signed_papers(desk, campaign) == ()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert [one.unit for one in signed_papers(desk, campaign)] == ["办公室"]
    said = dialog.model.index(0)
    assert "✓ 已交　1页（应2页）　缺第2页" in said.data()
    assert said.data(Qt.ItemDataRole.ForegroundRole) == dialog.palette().color(dialog.palette().ColorRole.BrightText)
    assert dialog.paper.unit == "人事科"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert len(signed_papers(desk, campaign)) == 1
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    assert len(signed_papers(desk, campaign)) == 2
    dialog.close()


def test_a_missing_page_is_told_as_soon_as_the_scans_are_read_and_where_papers_are_printed_too(
    window: MainWindow, desk: Desk, campaign: Campaign, tmp_path: Path, qtbot: QtBot
) -> None:
    window.go("print")
    room = window.house.room("print")
    assert isinstance(room, PrintRoom)
    said = [one for one in room.findChildren(QPushButton) if one.text() == "收扫描件…"]
    assert len(said) == 1
    opened(room.signing, paper_short_of_a_page(desk, campaign, tmp_path), qtbot)
    assert f"缺页：办公室{TALKS}缺第2页，请补扫。" in window.notices.text


def test_skipping_leaves_a_paper_with_a_page_missing_unnoted(
    signing: Signing, desk: Desk, campaign: Campaign, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(signing, paper_short_of_a_page(desk, campaign, tmp_path), qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    assert dialog._still.isVisible()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert (dialog.paper and dialog.paper.unit, dialog._still.isVisible()) == ("人事科", False)
    assert signed_papers(desk, campaign) == ()
    dialog.close()


def test_a_typed_code_keeps_the_list_with_what_was_noted_and_the_paper_that_is_looked_at(
    signing: Signing, folder: Path, desk: Desk, campaign: Campaign, tmp_path: Path, qtbot: QtBot
) -> None:
    older = tmp_path / "别的批次"
    older.mkdir()
    other = print_form(desk, campaign, TALKS, tmp_path, unit="机关党委", period=parse_period("2023-02"))
    as_pdf(pages_of(other.files[0]), older / "别的.pdf")
    opened(signing, older, qtbot).close()
    made = print_form(desk, campaign, TALKS, tmp_path, unit="宣教科", period=MARCH)
    dialog = opened(signing, folder, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    dialog.list.setCurrentIndex(dialog.model.index(2))
    dialog.code.setText(made.prints[0].code)
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    assert {one.unit: one.state for one in dialog.model.papers} == {
        "办公室": PaperState.RECEIVED, "人事科": None, "宣教科": None,
    }  # fmt: skip
    assert dialog.paper is not None
    assert dialog.paper.unit == "宣教科"
    dialog.close()


def test_the_last_steps_are_taken_back_one_by_one_in_the_dialog(
    signing: Signing, folder: Path, desk: Desk, campaign: Campaign, qtbot: QtBot
) -> None:
    dialog = opened(signing, folder, qtbot)
    assert not dialog._back_step.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_2)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {one.unit: one.state for one in signed_papers(desk, campaign)} == {"办公室": PaperState.RECEIVED}
    assert dialog.paper is not None
    assert (dialog.paper.unit, dialog.paper.state, dialog.model.left) == ("人事科", None, 2)
    qtbot.mouseClick(dialog._back_step, Qt.MouseButton.LeftButton)
    assert signed_papers(desk, campaign) == ()
    assert (dialog.paper.unit, dialog._back_step.isEnabled()) == ("办公室", False)
    dialog.close()


def test_saving_a_row_whose_paper_was_signed_says_once_that_the_paper_differs(
    page: CompletionPage, desk: Desk, campaign: Campaign, qtbot: QtBot
) -> None:
    choose(page, "办公室")
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    with desk.store.read() as reader:
        units = roster.unit_ids(reader)
        row = records.counted(reader, campaign.id, unit_id=units["办公室"], period="2023-03")[0]
        other = records.counted(reader, campaign.id, unit_id=units["人事科"], period="2023-03")[0]

    def saved(record_id: int, text: str) -> str:
        return mend(desk, Silent(), campaign=campaign, cells=[(record_id, "place", text, None)]).said

    assert saved(other.id, "别处") == "已保存。"
    assert saved(row.id, "别处") == "已保存；这份表的签字件与现有数据不符。"
    assert saved(row.id, "又一处") == "已保存。"
    assert saved(row.id, str(row.values["place"])) == "已保存。"
    assert saved(row.id, "别处") == "已保存；这份表的签字件与现有数据不符。"


def test_the_menu_of_the_papers_has_no_word_cut_or_doubled_dots(page: CompletionPage) -> None:
    words = [one.text() for one in page.acts.menu.actions() if not one.isSeparator()]
    assert words[-4:] == ["批量登记已交(&P)…", "收扫描件(&S)…", "核对扫描件(&K)…", "签字件与现有数据不符(&D)…"]
    shown = page.acts.menu
    assert all(shown.fontMetrics().horizontalAdvance(one) <= shown.sizeHint().width() for one in words)
