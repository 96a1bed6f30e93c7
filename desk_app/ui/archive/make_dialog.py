"""做成归档 asked in one dialog: what the archives office gives, and what is made beside the folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLineEdit, QScrollArea, QWidget

from desk_app.services.archive_choices import RETENTIONS, ArchivePlan, ArchiveTerms
from desk_app.services.archive_make import ArchiveWish
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, ChoiceBox, button, label, row

_ABOUT = "由档案室给定，不知道的不填，留空手写"
_PERSONS = "这些地方还可能写有人名，归不归入由你定："
_REHEARSAL = "专项尚未结束，做成的是演练；正式归档请先在“设置”里结束专项。"


class MakeDialog(DeskDialog):
    """``wanted(ArchiveWish, ArchiveTerms)`` is the answer."""

    wanted = Signal(object, object)

    def __init__(
        self, parent: QWidget | None, plan: ArchivePlan, said: Sequence[str] = (), *, with_personal: bool
    ) -> None:
        super().__init__(parent, "做成归档")
        self._with_personal = with_personal
        self.fonds, self.fonds_name = QLineEdit(plan.terms.fonds), QLineEdit(plan.terms.fonds_name)
        for field in (self.fonds, self.fonds_name):
            field.setPlaceholderText(_ABOUT)
        self.retention = ChoiceBox()
        self.retention.addItem("不填", "")
        for word in RETENTIONS:
            self.retention.addItem(word, word)
        self.retention.setCurrentIndex(max(0, self.retention.findData(plan.terms.retention)))
        self.each, self.zipped = QCheckBox("另印各单位的附件表"), QCheckBox("另做压缩包")
        self.each.setChecked(True)
        self.wordless = QCheckBox("不带催报记录和任务进展的文字")
        self.told = label("\n".join(said), wrap=True)
        self.go = button("选文件夹并做成", self._answer, MAIN)
        self.go.setDefault(True)
        if not plan.holding.campaign.ended:
            self.lines.addWidget(label(_REHEARSAL, wrap=True))
        self.lines.addLayout(self._fields())
        ticks = FlowLayout(spacing=grid(self), fills=False)
        for tick in (self.each, self.zipped, self.wordless):
            ticks.addWidget(tick)
        self.wordless.setVisible(bool(said))
        self.lines.addLayout(ticks)
        if said:
            self.lines.addWidget(label(_PERSONS, wrap=True))
            self.lines.addWidget(self._named(), 1)
        self.lines.addLayout(row(self.go, button("取消", self.close)))
        self.fit(chars(self, 38))
        self.fonds.setFocus()

    def _named(self) -> QScrollArea:
        """Where persons are named, in a place of its own height however much it is."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("可能写有人名的地方")
        area.setWidget(self.told)
        area.setMinimumHeight(row_height(self) * 2)
        return area

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self))
        fields = (("全宗号", self.fonds), ("全宗名称", self.fonds_name), ("保管期限", self.retention))
        for word, field in fields:
            named = label(word)
            named.setBuddy(field)
            field.setAccessibleName(word)
            form.addRow(named, field)
        return form

    @Slot()
    def _answer(self) -> None:
        wish = ArchiveWish(
            self._with_personal, self.each.isChecked(), self.zipped.isChecked(), not self.wordless.isChecked()
        )
        terms = ArchiveTerms(
            self.fonds.text().strip(), self.fonds_name.text().strip(), str(self.retention.currentData() or "")
        )
        self.wanted.emit(wish, terms)
        self.close()
