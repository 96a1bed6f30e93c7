"""Asking for several files without stopping the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

_KINDS = "各单位交回的文件 (*.xlsx *.xls *.csv *.docx *.doc *.et *.wps *.pdf *.jpg *.jpeg *.png *.zip)"


class FilesQuestion(QFileDialog):
    """A file dialog that goes away by itself; ``answer(paths)`` must be a bound method."""

    def __init__(self, parent: QWidget, title: str, answer: Callable[[list[Path]], None]) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self.setNameFilters([_KINDS, "全部文件 (*)"])
        self._answer = answer
        self.filesSelected.connect(self._chosen)

    @Slot(list)
    def _chosen(self, paths: list[str]) -> None:
        if paths:
            self._answer([Path(path) for path in paths])


def ask_files(parent: QWidget, title: str, answer: Callable[[list[Path]], None]) -> None:
    """Ask for files that are there."""
    FilesQuestion(parent, title, answer).open()
