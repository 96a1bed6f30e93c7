"""退回修改单 asked in one dialog: for which returns, until when, whom to call, with marked copies or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.outgoing.work import SlipStart
from desk_app.ui.pieces import HEADING, LINK, MAIN, QUIET, button, label, row
from desk_app.ui.ticks import Tickable, TickList

if TYPE_CHECKING:
    from desk_app.services.slips import SentBack, SlipTerms

_MOST_DAYS = 60
_NONE = "没有退回修改的来表。在待核的来表里按〔退回修改〕，写明原因后再到这里出单。"


class SlipsDialog(DeskDialog):
    """``write_asked``, ``preview_asked`` and ``texts_asked`` tell what is wanted of the ticked returns."""

    write_asked = Signal()
    preview_asked = Signal()
    texts_asked = Signal()
    days_changed = Signal(int)

    def __init__(self, parent: QWidget | None, start: SlipStart, wanted: tuple[int, ...] = ()) -> None:
        super().__init__(parent, "退回修改单")
        self._returns = {one.id: one for one in start.page.returns}
        self.list = TickList("退回修改的来表")
        self.due, self.contact = QLineEdit(start.due), QLineEdit(start.contact)
        self.due.setAccessibleName("哪天前重报")
        self.due.setPlaceholderText("如 2023年4月6日；不填则留空，打印后手写")
        self.contact.setAccessibleName("联系人和电话")
        self.contact.setPlaceholderText("姓名和电话，印在单子上")
        self.days = QSpinBox()
        self.days.setRange(0, _MOST_DAYS)
        self.days.setValue(start.days)
        self.days.setSuffix(" 天")
        self.days.setSpecialValueText("不定")
        self.days.setAccessibleName("平时给几天")
        self.marked = QCheckBox("附标出错处的文件（在他们自己的文件上涂红、加批注）")
        self.marked.setChecked(True)
        self.marked.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.go = button("选文件夹并写出", self._ask_write, MAIN)
        self.look = button("预览和打印(&V)", self._ask_preview)
        self.copy = button("复制文字(&C)", self._ask_texts)
        self.copy.setToolTip("每家单位一段，可直接粘贴到办公信息里")
        self._said = label("", QUIET, wrap=True)
        self._lay_out(start)
        self._offer(start, wanted)
        self.list.ticks.ticked_changed.connect(self._tell)
        self.days.valueChanged.connect(self.days_changed)
        self._tell()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ticked returns."""
        return self.list.ticks.ticked

    def terms(self) -> SlipTerms:
        """What is said of term and contact."""
        from desk_app.services.slips import SlipTerms

        return SlipTerms(self.due.text().strip(), self.contact.text().strip(), self.marked.isChecked())

    def propose(self, due: str) -> None:
        """Propose another day."""
        self.due.setText(due)

    def _offer(self, start: SlipStart, wanted: tuple[int, ...]) -> None:
        returns = start.page.returns
        fresh = [one.id for one in returns if one.slipped_at is None]
        ticked = [one for one in wanted if one in self._returns] or fresh or [one.id for one in returns]
        self.list.ticks.show([Tickable(one.id, _line(one), one.file) for one in returns], ticked)

    def _lay_out(self, start: SlipStart) -> None:
        whole = button("全选或全不选", self.list.tick_all, LINK)
        head = label("退回的来表(&B)", HEADING)
        head.setBuddy(self.list)
        self.lines.addLayout(row(head, whole))
        self.lines.addWidget(self.list, 1)
        self.list.setMinimumHeight(row_height(self) * 2)
        for text in start.page.left_out:
            self.lines.addWidget(label(text, QUIET, wrap=True))
        fields = QFormLayout()
        fields.setSpacing(grid(self))
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        usual = label("平时给(&D)", QUIET)
        usual.setBuddy(self.days)
        due = row(self.due, usual, self.days, stretch=False)
        due.setStretch(0, 1)
        word = label("重报时限(&T)")
        word.setBuddy(self.due)
        fields.addRow(word, due)
        fields.addRow("联系人(&L)", self.contact)
        self.lines.addLayout(fields)
        self.lines.addWidget(self.marked)
        self.lines.addWidget(self._said)
        self.go.setDefault(True)
        self.lines.addLayout(row(self.go, self.look, self.copy, button("关闭", self.close)))
        self.suit(chars(self, 48), row_height(self) * 15)
        self.list.setFocus()

    @Slot()
    def _tell(self) -> None:
        """Say what will be written, or why nothing can be."""
        mine = [self._returns[one] for one in self.chosen]
        units = dict.fromkeys(one.unit for one in mine)
        faults = sum(len(one.faults) for one in mine)
        said = (
            f"将给{len(units)}家单位出单，{len(mine)}份表共{faults}处；每家一个文件夹。" if mine else "请至少勾选一份。"
        )
        self._said.setText(said if self._returns else _NONE)
        for one in (self.go, self.look, self.copy):
            one.setEnabled(bool(mine))

    @Slot()
    def _ask_write(self) -> None:
        self.write_asked.emit()

    @Slot()
    def _ask_preview(self) -> None:
        self.preview_asked.emit()

    @Slot()
    def _ask_texts(self) -> None:
        self.texts_asked.emit()


def _line(one: SentBack) -> str:
    period = one.opened.period
    when = f"　{period.label}" if period is not None and period.start is not None else ""
    done = f"　{one.slipped_at.month}月{one.slipped_at.day}日已出单" if one.slipped_at else ""
    again = f"　第{one.times}次退回" if one.times > 1 else ""
    return f"{one.unit}　{one.form}{when}　{len(one.faults)}处{again}{done}"
