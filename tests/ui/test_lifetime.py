"""Nothing is kept that was closed, nothing eats references, models keep Qt's contract."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.ui.dialog_blank import BlankDialog
from desk_app.ui.dialog_figures import FiguresDialog
from desk_app.ui.dialog_find import FindDialog, Place, PlacesModel
from desk_app.ui.dialog_shortcuts import ShortcutsDialog, ShortcutsModel
from desk_app.ui.window import MainWindow

DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "shortcuts": ShortcutsDialog,
    "find": lambda window: FindDialog(window, window.context),
    "figures": lambda window: FiguresDialog(window, window.context, window.session.campaign),  # type: ignore[arg-type]
    "blank": lambda window: BlankDialog(window, window.worker, window.context.outside, window.notices),
}


@pytest.mark.parametrize("name", sorted(DIALOGS))
def test_a_closed_dialog_is_freed(window: MainWindow, name: str) -> None:
    dialog = DIALOGS[name](window)
    seen = weakref.ref(dialog)
    dialog.open()
    dialog.close()
    del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert seen() is None


def test_void_calls_do_not_eat_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(20_000):
        label.setText(str(number))
        label.update()
    lost = before - sys.getrefcount(None)
    assert abs(lost) < 2_000


def test_the_shortcuts_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ShortcutsModel())


def test_the_places_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = PlacesModel()
    model.offer((Place("办公室", "单位", "units"), Place("任务清单", "表", "ledger")))
    model.search("办")
    assert model.rowCount() == 1
    qtmodeltester.check(model)
