"""Qt's own texts are Chinese on every computer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk_app.ui.ask_path import ask_file, ask_folder, ask_new_file
from desk_app.ui.window import MainWindow

_LATIN = re.compile(r"[A-Za-z]{2,}")


def _texts(widget: QWidget) -> list[str]:
    labels = [one.text() for one in widget.findChildren(QLabel)]
    return labels + [one.text() for one in widget.findChildren(QAbstractButton)]


def test_every_button_of_a_dialog_is_chinese(qtbot: QtBot, qapp: QApplication) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for name in ("Ok", "Cancel", "Close", "Open", "Save", "Yes", "No", "Apply", "Discard", "Reset"):
        button = box.addButton(getattr(QDialogButtonBox.StandardButton, name))
        assert button.text()
        assert not _LATIN.search(button.text()), button.text()


@pytest.mark.parametrize("kind", ["line", "text"])
def test_the_menu_of_a_text_is_chinese(qtbot: QtBot, qapp: QApplication, kind: str) -> None:
    field = QLineEdit("字") if kind == "line" else QPlainTextEdit("字")
    qtbot.addWidget(field)
    for action in field.createStandardContextMenu().actions():
        words = action.text().split("\t")[0]
        assert not _LATIN.search(words), words


@pytest.mark.parametrize("ask", ["folder", "file", "new file"])
def test_asking_for_a_file_is_done_in_chinese(window: MainWindow, ask: str) -> None:
    answers: list[Path] = []
    dialog: QFileDialog
    if ask == "folder":
        dialog = ask_folder(window, "空表写到哪个文件夹", answers.append)
    elif ask == "file":
        dialog = ask_file(window, "从哪个备份恢复", "备份文件 (*.zip)", answers.append)
    else:
        dialog = ask_new_file(window, "备份到哪里", "备份.zip", "备份文件 (*.zip)", answers.append)
    for text in _texts(dialog):
        assert not _LATIN.search(text), text
    dialog.reject()
    assert answers == []


def test_the_program_knows_qts_shipped_words(qapp: QApplication) -> None:
    assert qapp.findChildren(QTranslator)
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
