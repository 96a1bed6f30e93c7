"""What is registered of a unit, to be mended in place or entered anew; nothing but the name is ever required."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from desk_app.campaign.roster import Roster, Unit
from desk_app.services.roster_work import UnitEntry
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label, row
from desk_app.ui.units.page import scrolling

_BETWEEN = re.compile(r"[、，,;；\n]+")
_KINDS = ("科室", "二级机构", "分局", "党支部", "群团组织")


class EntryForm(QWidget):
    """``kept(names, entry)``: ``names`` are those of new units, empty when one is mended. ``left`` without a change."""

    kept = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_new = False
        self.mended = ""
        self.names = QLineEdit()
        self.aliases, self.contact, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.parent_unit, self.branch = QComboBox(), QComboBox(), QComboBox()
        self.reports = QCheckBox("向我们报送报表")
        self._title = label("", HEADING, wrap=True)
        self._names_word = label("单位名称")
        for box in (self.kind, self.parent_unit, self.branch):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lay_out()

    def mend(self, unit: Unit, known: Roster) -> None:
        """Show what is registered of a unit."""
        self._begin(known, is_new=False, title=f"修改登记：{unit.name}")
        self.mended = unit.name
        self.aliases.setText("、".join(unit.aliases))
        self.contact.setText(unit.contact)
        self.phone.setText(unit.phone)
        self.kind.setEditText(unit.kind)
        self.parent_unit.setEditText(unit.parent)
        self.branch.setEditText(unit.branch)
        self.reports.setChecked(unit.reports)
        self.aliases.setFocus()

    def enter(self, known: Roster, beside: Unit | None) -> None:
        """Ask for new units; they are proposed to be of the kind and place of the one chosen."""
        self._begin(known, is_new=True, title="新增单位")
        for field in (self.names, self.aliases, self.contact, self.phone):
            field.clear()
        self.kind.setEditText(beside.kind if beside else "")
        self.parent_unit.setEditText(beside.parent if beside else "")
        self.branch.setEditText("")
        self.reports.setChecked(True)
        self.names.setFocus()

    @Slot()
    def keep(self) -> None:
        """Ask for it to be kept."""
        entry = UnitEntry(
            _parts(self.aliases.text()),
            self.contact.text(),
            self.branch.currentText(),
            self.phone.text(),
            self.kind.currentText(),
            self.parent_unit.currentText(),
            self.reports.isChecked(),
        )
        self.kept.emit(_parts(self.names.text()) if self.is_new else (), entry)

    def _begin(self, known: Roster, *, is_new: bool, title: str) -> None:
        self.is_new = is_new
        self._title.setText(title)
        self.names.setVisible(is_new)
        self._names_word.setVisible(is_new)
        kinds = dict.fromkeys((*(unit.kind for unit in known.units if unit.kind), *_KINDS))
        branches = dict.fromkeys(unit.branch for unit in known.units if unit.branch)
        for box, texts in ((self.kind, kinds), (self.parent_unit, [unit.name for unit in known.units]),
                           (self.branch, branches)):  # fmt: skip
            box.clear()
            box.addItems(["", *texts])
            completer = box.completer()
            if completer is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self, 0.75))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        words = (
            ("单位名称", self.names), ("又称", self.aliases), ("类别", self.kind), ("上级单位", self.parent_unit),
            ("联系人", self.contact), ("电话", self.phone), ("所属党支部", self.branch),
        )  # fmt: skip
        for word, field in words:
            field.setAccessibleName(word)
            field.setMaximumWidth(chars(field, 30))
            form.addRow(self._names_word if field is self.names else label(word), field)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self.keep)
        form.addRow(label(""), self.reports)
        self.names.setPlaceholderText("几家一起登记的，用顿号隔开")
        self.aliases.setPlaceholderText("几个又称之间用顿号隔开")
        lines = scrolling(self, beside=True)
        lines.addWidget(self._title)
        lines.addLayout(form)
        lines.addWidget(label("科室既有上级单位，又归一个党支部；没有的空着。", QUIET, wrap=True))
        lines.addLayout(row(button("保存", self.keep, MAIN), button("不改了", self.left.emit)))
        lines.addStretch(1)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())
