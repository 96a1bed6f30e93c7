"""Asking for folders and files without stopping the window; the answer comes by signal, the folder is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desk_app.ui.prefs import Prefs
from desk_app.ui.wardrobe import Wardrobe

_NO_FILTER = "全部文件 (*)"
READ, WRITE = "read", "write"
"""What is fetched mostly comes from a stick, what is made goes elsewhere: each has its own last folder."""


class FolderMemory:
    """The folder that a dialog begins in: the last one of its purpose that is still there, else the usual one."""

    def __init__(self, asked_from: QWidget, purpose: str) -> None:
        self._prefs = _prefs_of(asked_from)
        self._name = f"folder.{purpose}"

    @property
    def folder(self) -> str:
        """Where to begin."""
        kept = self._prefs.kept(self._name) if self._prefs is not None else None
        return kept if isinstance(kept, str) and kept and Path(kept).is_dir() else usual_folder()

    def remember(self, chosen: Path) -> None:
        """Begin next time where this was chosen: in the folder itself, or the one that a file lies in."""
        if self._prefs is not None:
            self._prefs.keep(self._name, str(chosen if chosen.is_dir() else chosen.parent))


def _prefs_of(widget: QWidget | None) -> Prefs | None:
    """The small things kept for the window that a widget belongs to."""
    while widget is not None:
        wardrobe = getattr(widget, "wardrobe", None)
        if isinstance(wardrobe, Wardrobe):
            return wardrobe.prefs
        widget = widget.parentWidget()
    return None


class PathQuestion(QFileDialog):
    """A file dialog that goes away by itself; ``answer(path)`` must be a bound method."""

    def __init__(self, parent: QWidget, title: str, answer: Callable[[Path], None], purpose: str) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setViewMode(QFileDialog.ViewMode.List)  # its dates would be written in the computer's language
        self._memory = FolderMemory(parent, purpose)
        self.setDirectory(self._memory.folder)
        self._answer = answer
        self.fileSelected.connect(self._chosen)

    def _chosen(self, path: str) -> None:
        if path:
            self._memory.remember(Path(path))
            self._answer(Path(path))


class FilesQuestion(QFileDialog):
    """Asks for several files; ``answer(paths)`` must be a bound method."""

    def __init__(self, parent: QWidget, title: str, filters: str, answer: Callable[[list[Path]], None]) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setViewMode(QFileDialog.ViewMode.List)
        self._memory = FolderMemory(parent, READ)
        self.setDirectory(self._memory.folder)
        self.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self.setNameFilters([filters, _NO_FILTER])
        self._answer = answer
        self.filesSelected.connect(self._chosen)

    @Slot(list)
    def _chosen(self, paths: list[str]) -> None:
        if paths:
            self._memory.remember(Path(paths[0]))
            self._answer([Path(path) for path in paths])


def usual_folder() -> str:
    """The desktop, where an office puts what is under way; else the user's own folder."""
    places = QStandardPaths.StandardLocation
    for place in (places.DesktopLocation, places.HomeLocation):
        folder = QStandardPaths.writableLocation(place)
        if folder and Path(folder).is_dir():
            return folder
    return ""


def ask_folder(parent: QWidget, title: str, answer: Callable[[Path], None], purpose: str = WRITE) -> PathQuestion:
    """Ask for a folder to write to, or to ``READ`` from."""
    question = PathQuestion(parent, title, answer, purpose)
    question.setFileMode(QFileDialog.FileMode.Directory)
    question.setOption(QFileDialog.Option.ShowDirsOnly)
    question.open()
    return question


def ask_file(parent: QWidget, title: str, filters: str, answer: Callable[[Path], None]) -> PathQuestion:
    """Ask for a file that is there."""
    question = PathQuestion(parent, title, answer, READ)
    question.setFileMode(QFileDialog.FileMode.ExistingFile)
    question.setNameFilters([filters, _NO_FILTER])
    question.open()
    return question


def ask_new_file(parent: QWidget, title: str, name: str, filters: str, answer: Callable[[Path], None]) -> PathQuestion:
    """Ask where a new file shall be written; Qt itself asks before one is replaced."""
    question = PathQuestion(parent, title, answer, WRITE)
    question.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    question.setNameFilter(filters)
    question.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    question.selectFile(name)
    question.open()
    return question
