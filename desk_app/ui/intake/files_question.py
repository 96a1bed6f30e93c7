"""Asking for the files that units sent back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desk_app.ui.ask_path import FilesQuestion

KINDS = "各单位交回的文件 (*.xlsx *.xls *.csv *.docx *.doc *.et *.wps *.pdf *.jpg *.jpeg *.png *.zip *.7z)"


def ask_files(parent: QWidget, title: str, answer: Callable[[list[Path]], None]) -> None:
    """Ask for returned files."""
    FilesQuestion(parent, title, KINDS, answer).open()
