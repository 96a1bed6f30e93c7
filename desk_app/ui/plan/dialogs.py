"""Small questions of 方案: one basis for all proposals, what a dropped file is, and 疑点核对单 before it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desk_app.services.print_choice import Preview
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.plan import work
from desk_app.ui.printing.preview_dialog import PreviewDialog
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.produce import Made

_NAME = "疑点核对单"


class BasisDialog(DeskDialog):
    """``given(text)`` follows."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None, count: int) -> None:
        super().__init__(parent, "按核对单审定")
        self.text = QLineEdit()
        self.text.setAccessibleName("依据")
        self.text.setPlaceholderText("如：某局长1月5日在疑点核对单上签字")
        self.lines.addWidget(label(f"已选定拟按的{count}处疑点，全部按拟定的办法审定。", wrap=True))
        self.lines.addWidget(label("依据", QUIET))
        self.lines.addWidget(self.text)
        ok = button("审定(&D)", self._give, MAIN)
        ok.setDefault(True)
        self.lines.addLayout(row(ok, button("取消", self.close)))
        self.fit(chars(self, 34))

    @Slot()
    def _give(self) -> None:
        text = self.text.text().strip()
        self.close()
        self.given.emit(text)


class WhatDialog(DeskDialog):
    """A file was dropped while a campaign goes on: ``answered(path, later)``."""

    answered = Signal(object, bool)

    def __init__(self, parent: QWidget | None, path: Path, campaign: str) -> None:
        super().__init__(parent, "读入文件")
        self._path = path
        self.lines.addWidget(label(f"“{path.name}”是：", wrap=True))
        self.lines.addLayout(row(button("新专项的方案", self._plan, MAIN)))
        self.lines.addLayout(row(button(f"“{campaign}”的后续文件（补充、延期、新版本）", self._later)))
        self.lines.addLayout(row(button("取消", self.close)))

    @Slot()
    def _plan(self) -> None:
        self._answer(later=False)

    @Slot()
    def _later(self) -> None:
        self._answer(later=True)

    def _answer(self, *, later: bool) -> None:
        self.close()
        self.answered.emit(self._path, later)


class DoubtPaperDialog(PreviewDialog):
    """The very PDF that is printed, and the files that can be written."""

    def __init__(self, parent: QWidget | None, context: RoomContext, draft_id: int, preview: Preview) -> None:
        super().__init__(parent, context, _NAME, preview)
        self._draft_id = draft_id
        self._kinds: tuple[str, ...] = ()

    def more_buttons(self) -> Sequence[QPushButton]:
        """The files."""
        self.saves = [button(f"存为{word}", self._save) for word in ("PDF、Excel、Word", "PDF", "Excel", "Word")]
        return self.saves

    def write_to(self, folder: Path, kinds: tuple[str, ...]) -> None:
        """Write the files."""
        job = partial(work.write, draft_id=self._draft_id, folder=folder, kinds=kinds)
        self._context.worker.run(job, self._written, text="写出疑点核对单")

    @Slot()
    def _save(self) -> None:
        place = self.saves.index(self.sender())  # type: ignore[arg-type]  # one of our own buttons
        every = (".pdf", ".xlsx", ".docx")
        self._kinds = every if place == 0 else (every[place - 1],)
        ask_folder(self, f"{_NAME}放在哪个文件夹", self._folder_chosen)

    def _folder_chosen(self, folder: Path) -> None:
        self.write_to(folder, self._kinds)

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        self._context.notices.done(f"已写到“{made.files[0].parent}”：{names}。{'　'.join(made.remarks)}")
