"""Asking for a folder or a file without stopping the window; the answer comes by signal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_NO_FILTER = "全部文件 (*)"


class PathQuestion(QFileDialog):
    """A file dialog that goes away by itself; ``answer(path)`` must be a bound method."""

    def __init__(self, parent: QWidget, title: str, answer: Callable[[Path], None]) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setViewMode(QFileDialog.ViewMode.List)  # its dates would be written in the computer's language
        self.setDirectory(usual_folder())
        self._answer = answer
        self.fileSelected.connect(self._chosen)

    def _chosen(self, path: str) -> None:
        if path:
            self._answer(Path(path))


def usual_folder() -> str:
    """The desktop, where an office puts what is under way; else the user's own folder."""
    places = QStandardPaths.StandardLocation
    for place in (places.DesktopLocation, places.HomeLocation):
        folder = QStandardPaths.writableLocation(place)
        if folder and Path(folder).is_dir():
            return folder
    return ""


def ask_folder(parent: QWidget, title: str, answer: Callable[[Path], None]) -> PathQuestion:
    """Ask for a folder."""
    question = PathQuestion(parent, title, answer)
    question.setFileMode(QFileDialog.FileMode.Directory)
    question.setOption(QFileDialog.Option.ShowDirsOnly)
    question.open()
    return question


def ask_file(parent: QWidget, title: str, filters: str, answer: Callable[[Path], None]) -> PathQuestion:
    """Ask for a file that is there."""
    question = PathQuestion(parent, title, answer)
    question.setFileMode(QFileDialog.FileMode.ExistingFile)
    question.setNameFilters([filters, _NO_FILTER])
    question.open()
    return question


def ask_new_file(parent: QWidget, title: str, name: str, filters: str, answer: Callable[[Path], None]) -> PathQuestion:
    """Ask where a new file shall be written; Qt itself asks before one is replaced."""
    question = PathQuestion(parent, title, answer)
    question.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    question.setNameFilter(filters)
    question.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    question.selectFile(name)
    question.open()
    return question
