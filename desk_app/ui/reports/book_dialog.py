"""导出整套Excel asked in one dialog: one workbook or one a unit, and whether what names persons goes along."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from desk_app.services.workbook_out import BookWish
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, button, label, row

_ABOUT = "统计、各台账（带出处）、未报单位和次数要求，写成Excel。谈话表、负面清单等涉及个人的各表默认不导出。"


class BookDialog(DeskDialog):
    """``wanted(BookWish)`` is the answer."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "导出整套Excel")
        self.whole, self.by_unit = QRadioButton("合成一个工作簿"), QRadioButton("每家单位一个工作簿")
        self.whole.setChecked(True)
        self.personal = QCheckBox("连同涉及个人的各表")
        self.go = button("选文件夹并导出", self._answer, MAIN)
        self.go.setDefault(True)
        self.lines.addWidget(label(_ABOUT, QUIET, wrap=True))
        self.lines.addLayout(row(self.whole, self.by_unit))
        self.lines.addWidget(self.personal)
        self.lines.addLayout(row(self.go, button("取消", self.close)))
        self.fit(chars(self, 34))
        self.whole.setFocus()

    @Slot()
    def _answer(self) -> None:
        self.wanted.emit(BookWish(self.by_unit.isChecked(), self.personal.isChecked()))
        self.close()
