"""签字件与现有数据不符: which cells, which rows."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk_app.services.signing import Difference
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import HEADING, QUIET, button, label, row
from desk_app.ui.tally.views import fit_columns, plain_table
from desk_app.ui.text_lines import TextLines

_HEADS = ("现在第几行", "栏目", "签字件", "现有数据")


class DifferenceModel(TextLines):
    """A line a cell that differs, then the rows that came, then those that went."""

    def __init__(self, found: Difference, parent: QObject | None = None) -> None:
        lines = [(str(one.row + 1), one.label, one.before or "（空）", one.after or "（空）") for one in found.cells]
        lines += [("", "整行", "没有这一行", text) for text in found.added]
        lines += [("", "整行", text, "没有这一行") for text in found.removed]
        super().__init__(_HEADS, lines, parent)


class DifferenceDialog(DeskDialog):
    """What differs, in words and cell by cell."""

    def __init__(self, parent: QWidget | None, found: Difference) -> None:
        super().__init__(parent, "签字件与现有数据")
        signed = found.signed
        self.lines.addWidget(label(f"{signed.unit}　{signed.form}　{signed.period.label}", HEADING, wrap=True))
        said = "签字件与现有数据不符：" if signed.differs else ""
        self.lines.addWidget(label(f"{said}{found.brief}。{found.why}", wrap=True))
        self.lines.addWidget(label(f"纸质{signed.state.value}，{signed.said}。", QUIET, wrap=True))
        self.model = DifferenceModel(found, self)
        self.table = plain_table("签字件与现有数据的不同", self.model)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setVisible(bool(self.model.lines))
        self.lines.addWidget(self.table, 1)
        advice = "重新打印签字后，再登记一次；数据改回签字时的样子，这个提示自己消失。" if signed.differs else ""
        self.lines.addWidget(label(advice, QUIET, wrap=True))
        self.lines.addLayout(row(button("关闭", self.close)))
        self.suit(chars(self, 44), row_height(self) * (13 if self.model.lines else 7))
        fit_columns(self.table, 4, 16)
