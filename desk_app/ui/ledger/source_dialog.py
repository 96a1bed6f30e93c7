"""查看原件: the lines of the original round a record's own, which is marked; the whole file as a read-only copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desk_app.progress import Progress
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, STRONG, button, label
from desk_app.ui.tally.source_model import SourceModel
from desk_app.ui.tally.views import fit_columns, plain_table

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.source_cell import SourceView


class SourceDialog(DeskDialog):
    """``whole`` opens a read-only copy of the file with the computer's own program."""

    def __init__(self, parent: QWidget, view: SourceView, whole: Callable[[], object]) -> None:
        super().__init__(parent, "查看原件")
        self.view = view
        self.lines.addWidget(label(f"{view.file}　{view.place}", STRONG, wrap=True))
        corrected = "；台账中已改过这一行" if view.corrected else ""
        self.lines.addWidget(label(f"{view.received}{corrected}", QUIET, wrap=True))
        self.model = SourceModel(self)
        self.table = plain_table("原件", self.model)
        self.model.show_view(view)
        self._spread()
        self.lines.addWidget(self.table, 1)
        self._whole = whole
        ways = FlowLayout(spacing=grid(self), fills=False)
        for one in (button("关闭", self.close, MAIN), button("打开整个文件（只读副本）", self._open_whole)):
            ways.addWidget(one)
        self.lines.addLayout(ways)
        self.suit(chars(self, 62), row_height(self) * 15)
        self._bring()

    @Slot()
    def _open_whole(self) -> None:
        self._whole()

    def _spread(self) -> None:
        """Titles run over the whole width; columns are as wide as the table's own cells need."""
        alone = {
            place for place, line in enumerate(self.view.lines) if sum(map(bool, line.texts)) == 1 and line.texts[0]
        }
        fit_columns(self.table, 3, 12, lines=(place for place in range(len(self.view.lines)) if place not in alone))
        for place in alone if len(self.view.columns) > 1 else ():
            self.table.setSpan(place, 0, 1, len(self.view.columns))

    def _bring(self) -> None:
        here = self.model.index(self.view.marked_line, self.view.first)
        self.table.setCurrentIndex(here)
        self.table.scrollTo(here)
        self.table.setFocus()


def read_source(desk: Desk, _progress: Progress, *, record_id: int) -> SourceView:
    """Where a record stands in its original."""
    from desk_app.services.source_cell import source_of

    return source_of(desk, record_id)
