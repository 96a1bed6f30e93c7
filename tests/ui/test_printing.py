"""打印: what is previewed is what is saved and what is printed, page by page."""

from __future__ import annotations

import gc
import os
import sys
import weakref
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.campaign.period import month_period
from desk_app.problems import Cancelled
from desk_app.progress import Cancellable, Silent
from desk_app.services.desk import Desk
from desk_app.services.preview import preview, save
from desk_app.services.print_choice import PaperKind, Preview, PrintChoice
from desk_app.services.print_options import PrintableUnit
from desk_app.ui.printing import local
from desk_app.ui.printing.paint import chosen_pages, new_printer, print_pages
from desk_app.ui.printing.preview_dialog import PreviewDialog
from desk_app.ui.printing.room import PrintRoom
from desk_app.ui.printing.units_model import UnitTicks
from desk_app.ui.window import MainWindow

MARCH = month_period(2023, 3)
CHOICES = {
    "summary": PrintChoice(PaperKind.SUMMARY, "大谈话统计表", period=MARCH, with_unit_column=True),
    "plain summary": PrintChoice(PaperKind.SUMMARY, "大谈话统计表", period=MARCH),
    "task list": PrintChoice(PaperKind.SUMMARY, "附件1"),
    "one unit": PrintChoice(PaperKind.ANNEX, "大谈话统计表", ("办公室",), MARCH),
    "tally": PrintChoice(PaperKind.TALLY, period=MARCH),
    "missing": PrintChoice(PaperKind.MISSING, period=MARCH),
}


@pytest.fixture
def room(window: MainWindow, qtbot: QtBot) -> PrintRoom:
    window.session.choose_period(MARCH)
    window.go("print")
    found = window.house.room("print")
    assert isinstance(found, PrintRoom)
    found.read_preview()
    return found


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.worker._open_desk()


def pixels(pdf: bytes, page: int, scale: float) -> bytes:
    """A page of a PDF by the library alone."""
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        return bytes(bitmap.buffer)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("choice", CHOICES.values(), ids=list(CHOICES))
def test_the_previewed_pdf_is_the_saved_one(desk: Desk, tmp_path: Path, choice: PrintChoice) -> None:
    campaign = desk.campaign(None)
    seen = preview(desk, campaign, choice)
    made = save(desk, campaign, choice, tmp_path / "out", (".pdf",), Silent())
    saved = made.files[0].read_bytes()
    assert seen.content == saved
    with pypdfium2.PdfDocument(saved) as document:
        assert [document.get_page_size(page) for page in range(len(document))] == [
            (size.width, size.height) for size in seen.sizes
        ]


def test_the_pages_on_the_screen_are_the_saved_pages(room: PrintRoom, tmp_path: Path, qtbot: QtBot) -> None:
    room.save_to(tmp_path / "out", (".pdf",))
    saved = next((tmp_path / "out").iterdir()).read_bytes()
    assert room.preview is not None
    for page in range(len(room.preview.sizes)):
        room.view.go_to(page)
        qtbot.waitUntil(lambda page=page: room.view.image(page) is not None)
        shown = room.view.image(page)
        assert shown is not None
        wanted = pixels(saved, page, room.view.scale)
        assert bytes(shown.constBits())[: len(wanted)] == wanted


def test_another_size_asks_for_sharper_pages(room: PrintRoom, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: room.view.image(0) is not None)
    before = room.view.image(0).width()  # type: ignore[union-attr]
    room.view.larger()
    assert room.view.image(0) is None
    qtbot.waitUntil(lambda: room.view.image(0) is not None)
    assert room.view.image(0).width() > before  # type: ignore[union-attr]


def printed(seen: Preview, target: Path, first: int = 0, last: int = 0) -> bytes:
    printer = new_printer(seen)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    if first:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(first, last)
    assert print_pages(seen, printer, chosen_pages(printer, len(seen.sizes)), Silent())
    return target.read_bytes()


def image(pdf: bytes, page: int) -> QImage:
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[page].render(scale=1, rev_byteorder=True, prefer_bgrx=True)
        data = bytes(bitmap.buffer)
        return QImage(data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()


@pytest.mark.parametrize("name", ["summary", "missing"])
def test_printing_to_a_file_gives_the_previewed_pages(qapp: object, desk: Desk, tmp_path: Path, name: str) -> None:
    seen = preview(desk, desk.campaign(None), CHOICES[name])
    paper = printed(seen, tmp_path / "纸.pdf")
    with pypdfium2.PdfDocument(paper) as document:
        assert len(document) == len(seen.sizes)
        for page, size in enumerate(seen.sizes):
            assert document.get_page_size(page) == pytest.approx((size.width, size.height), abs=1.5)
    for page in range(len(seen.sizes)):
        ours, theirs = (_grey(image(pdf, page)) for pdf in (seen.content, paper))
        assert sum(abs(a - b) for a, b in zip(ours, theirs, strict=True)) / len(ours) < 4


def _grey(picture: QImage) -> bytes:
    small = picture.scaled(200, 200, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return bytes(small.convertToFormat(QImage.Format.Format_Grayscale8).constBits())


def test_only_the_chosen_pages_are_printed(qapp: object, desk: Desk, tmp_path: Path) -> None:
    seen = preview(desk, desk.campaign(None), CHOICES["summary"])
    paper = printed(seen, tmp_path / "纸.pdf", 2, 3)
    with pypdfium2.PdfDocument(paper) as document:
        assert len(document) == 2
    ours, theirs = _grey(image(seen.content, 1)), _grey(image(paper, 0))
    assert sum(abs(a - b) for a, b in zip(ours, theirs, strict=True)) / len(ours) < 4


def test_the_unit_column_is_printed_where_it_is_wanted(desk: Desk) -> None:
    campaign = desk.campaign(None)
    with_units = text_of(preview(desk, campaign, CHOICES["summary"]).content)
    without = text_of(preview(desk, campaign, CHOICES["plain summary"]).content)
    assert with_units.count("填报单位") > without.count("填报单位")


def test_characters_of_another_font_are_said_with_where_they_stand(room: PrintRoom) -> None:
    room.arrive("各单位附件表\t大谈话统计表\t监测站")
    room.read_preview()
    assert room.preview is not None
    assert any("𬭚（彭𬭚）" in remark for remark in room.preview.remarks)
    assert "彭𬭚" in room._remarks.text()


def test_several_units_are_seen_in_one_and_saved_each_for_itself(room: PrintRoom, tmp_path: Path) -> None:
    room.arrive("各单位附件表\t大谈话统计表\t办公室")
    room.choices.ticks.tick_where(lambda unit: unit.name in {"办公室", "监测站", "人事科"})
    room.read_preview()
    assert room.preview is not None
    assert all(unit in text_of(room.preview.content) for unit in ("办公室", "监测站", "人事科"))
    room.save_to(tmp_path / "out", (".pdf", ".xlsx", ".docx"))
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(names) == 9
    assert sum(name.startswith("附件2 大谈话统计表（监测站）2023-03.") for name in names) == 3
    assert room.notices.text == "已存9个文件到“out”。"
    assert not room._open_folder.isHidden()
    assert str(tmp_path / "out") in room._open_folder.toolTip()
    assert all(name in room._open_folder.toolTip() for name in names)
    words = room.notices._text
    assert words.fontMetrics().horizontalAdvance(words.text()) < words.width()


def test_stopping_between_two_units_leaves_only_whole_files(desk: Desk, tmp_path: Path) -> None:
    class StopAfterTwo:
        def step(self, done: int, total: int, text: str) -> None:
            if done == 2:
                progress.cancel()

    progress = Cancellable(StopAfterTwo())
    units = tuple(unit.name for unit in desk.roster().reporting)
    choice = PrintChoice(PaperKind.ANNEX, "大谈话统计表", units, MARCH)
    with pytest.raises(Cancelled):
        save(desk, desk.campaign(None), choice, tmp_path / "out", (".pdf",), progress)
    files = list((tmp_path / "out").iterdir())
    assert 0 < len(files) < len(units)
    for path in files:
        with pypdfium2.PdfDocument(path.read_bytes()) as document:
            assert len(document)


def test_without_a_unit_nothing_is_printed_and_that_is_said(room: PrintRoom) -> None:
    room.arrive("各单位附件表\t大谈话统计表\t办公室")
    room.choices.ticks.tick_where(lambda _unit: False)
    room.read_preview()
    assert room.preview is None
    assert "还没有选单位" in room._nothing.text()
    assert not room._print.isEnabled()


def test_the_form_decides_which_periods_there_are(room: PrintRoom) -> None:
    room.choices.take(PaperKind.SUMMARY, "提建议清单")
    assert room.choices.chosen_period is not None
    assert room.choices.chosen_period.code == "once"
    room.choices.take(PaperKind.SUMMARY, "大谈话统计表")
    assert room.choices.chosen_period == MARCH


def test_the_print_dialog_speaks_chinese_and_is_freed(room: PrintRoom) -> None:
    room.ask_printer()
    dialog = room.dialog
    assert dialog is not None
    texts = [one.text() for kind in (QLabel, QAbstractButton) for one in dialog.findChildren(kind)]
    texts += [one.title() for one in dialog.findChildren(QGroupBox)]
    plain = [text.replace("PDF", "").replace("(&", "") for text in texts if text]
    assert "打印(&P)" in texts
    assert room.dialog is not None
    files = [one.text() for one in room.dialog.findChildren(QLineEdit) if "/" in one.text()]
    assert [Path(one).name for one in files] == ["附件2 大谈话统计表 汇总表 2023年3月.pdf"]
    assert not [text for text in plain if sum(sign.isascii() and sign.isalpha() for sign in text) > 1]
    seen = weakref.ref(dialog)
    dialog.reject()
    del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert seen() is None
    assert room.dialog is None


@pytest.mark.skipif(sys.platform == "win32", reason="the print service of Linux")
def test_the_print_service_is_asked_through_a_file_unless_the_office_chose_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    monkeypatch.setattr(local, "_CHOSEN_ELSEWHERE", Path("/nonexistent"))
    local.keep_printing_local()
    assert Path(os.environ["CUPS_SERVER"]).is_absolute()
    monkeypatch.setenv("CUPS_SERVER", "print.office")
    local.keep_printing_local()
    assert os.environ["CUPS_SERVER"] == "print.office"


def test_the_units_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = UnitTicks()
    model.show_units((PrintableUnit("办公室", "已收"), PrintableUnit("监测站", "未报")))
    assert model.ticked == ("办公室",)
    qtmodeltester.check(model)


def test_space_ticks_a_unit(room: PrintRoom, qtbot: QtBot) -> None:
    room.arrive("各单位附件表\t大谈话统计表\t办公室")
    units = room.choices.units
    units.setCurrentIndex(room.choices.ticks.index(2))
    qtbot.keyClick(units, Qt.Key.Key_Space)
    assert room.choices.ticks.ticked == ("办公室", "人事科")


def test_what_was_saved_and_printed_one_by_one_is_seen_in_the_list_and_found_by_typing(
    room: PrintRoom, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    campaign = room.session.campaign
    assert campaign is not None
    save(desk, campaign, CHOICES["one unit"], tmp_path, (".pdf",), Silent())
    save(desk, campaign, CHOICES["summary"], tmp_path, (".xlsx",), Silent())
    room.list_printed()
    dialog = room.printed
    assert dialog is not None
    shown = dialog.found
    units = {shown.index(row, 2).data() for row in range(shown.rowCount())}
    assert units == {"办公室", "全局汇总"}
    dialog.search.setText("办公室")
    assert [shown.index(row, 2).data() for row in range(shown.rowCount())] == ["办公室"]
    assert dialog.count.text() == "共2份，找到1份"
    dialog.save_to(tmp_path / "清单")
    assert {path.name for path in (tmp_path / "清单").iterdir()} == {"打印清单.pdf", "打印清单.xlsx"}


def test_a_paper_shown_for_itself_is_printed_from_its_own_window(
    window: MainWindow, room: PrintRoom, desk: Desk, tmp_path: Path
) -> None:
    campaign = room.session.campaign
    assert campaign is not None
    seen = preview(desk, campaign, CHOICES["missing"])
    dialog = PreviewDialog(window, room.context, "未报单位名单", seen)
    printer = new_printer(seen, "名单")
    printer.setOutputFileName(str(tmp_path / "名单.pdf"))
    dialog.print_on(printer)
    with pypdfium2.PdfDocument(tmp_path / "名单.pdf") as document:
        assert len(document) == len(seen.sizes)
