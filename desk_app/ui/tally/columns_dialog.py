"""分栏: what the columns of one form come to by their rule, unit by unit with all units below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import QUIET, button, label, row
from desk_app.ui.tally.table_model import TextTable
from desk_app.ui.tally.views import fill_width, fit_columns, plain_table

if TYPE_CHECKING:
    from desk_app.services.figure_columns import ColumnFigures


class ColumnsDialog(DeskDialog):
    """A table to read; the same goes to paper with 统计表."""

    def __init__(self, parent: QWidget, title: str, found: ColumnFigures) -> None:
        super().__init__(parent, f"分栏统计　{title}")
        self.model = TextTable(self)
        self.table = plain_table("分栏统计", self.model)
        lines = [
            (f"{'　' * level}{unit}", *(text or "—" for text in texts))
            for unit, level, texts in zip(found.units, found.levels, found.texts, strict=True)
        ]
        self.model.show_texts(("单位", *found.headings), [*lines, ("合计", *(text or "—" for text in found.whole))])
        self.lines.addWidget(label("有下级的单位，数字含下级；按“统计表”可存为PDF和Excel。", QUIET, wrap=True))
        for said in found.remarks:
            self.lines.addWidget(label(f"{said}。", QUIET, wrap=True))
        self.lines.addWidget(self.table, 1)
        self.lines.addLayout(row(button("关闭", self.close)))
        self.suit(chars(self, 64), chars(self, 32))
        fit_columns(self.table, 4, 14)
        fill_width(self.table, 1.6)
