"""The fields of 整批打印: how a form is printed, and how the files are named with a live example."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from desk_app.problems import DeskError
from desk_app.services.print_batch_names import PRESETS
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import QUIET, ChoiceBox, label

if TYPE_CHECKING:
    from desk_app.services.print_presets import PrintPreset

_MOST_COPIES = 99
_NUMBERS = (("页码在页脚", "foot"), ("横表页码照竖排位置", "standard"))
_SIZES = ("A4", "A3")


def tick_box(text: str, *, chosen: bool) -> QCheckBox:
    """A box that the keyboard reaches."""
    made = QCheckBox(text)
    made.setChecked(chosen)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


class PresetFields(QWidget):
    """Copies, sides, page number and sheet of one form; ``changed(str, PrintPreset)`` when a person chose else."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._form = ""
        self._whose = label("", QUIET)
        self.copies = QSpinBox()
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.setPrefix("一式")
        self.copies.setSuffix("份")
        self.copies.setAccessibleName("份数")
        self.double = tick_box("双面", chosen=False)
        self.page_of = tick_box("第x页 共y页", chosen=True)
        self.numbers, self.paper = ChoiceBox(), ChoiceBox()
        self.numbers.setAccessibleName("页码位置")
        for text, value in _NUMBERS:
            self.numbers.addItem(text, value)
        self.paper.setAccessibleName("纸张")
        self.paper.addItems(list(_SIZES))
        flow = FlowLayout(self, grid(self), fills=False)
        for one in (self._whose, self.copies, self.double, self.paper, self.page_of, self.numbers):
            flow.addWidget(one)
        self.copies.valueChanged.connect(self._tell)
        self.double.clicked.connect(self._tell)
        self.page_of.clicked.connect(self._tell)
        self.numbers.activated.connect(self._tell)
        self.paper.activated.connect(self._tell)

    def show_preset(self, form: str, preset: PrintPreset) -> None:
        """Show how a form is printed."""
        self._form = ""
        self._whose.setText(f"“{form}”（记住）：")
        self.copies.setValue(preset.copies)
        self.double.setChecked(preset.double_sided)
        self.page_of.setChecked(preset.page_of)
        self.numbers.setCurrentIndex(self.numbers.findData(preset.numbers.value))
        self.paper.setCurrentIndex(_SIZES.index(preset.size.value))
        self._form = form

    @Slot()
    def _tell(self, *_: object) -> None:
        if not self._form:
            return
        from desk_app.services.print_presets import PageNumbers, PrintPreset, SheetSize

        preset = PrintPreset(
            self.copies.value(),
            self.double.isChecked(),
            PageNumbers(self.numbers.currentData()),
            self.page_of.isChecked(),
            SheetSize(self.paper.currentText()),
        )
        self.changed.emit(self._form, preset)


class NameField(QWidget):
    """The rule of file names, chosen or written, and beside it the first file's name after it."""

    changed = Signal()

    def __init__(self, example: Callable[[str], str]) -> None:
        super().__init__()
        self._example = example
        self.is_right = True
        self.box = ChoiceBox()
        self.box.setEditable(True)
        self.box.addItems(list(PRESETS))
        self.box.setAccessibleName("文件名样式")
        self.box.setMinimumWidth(chars(self, 17))
        self.box.setToolTip("可用 {附件} {表名} {单位} {期次} {专项} {序号}，其他字照写")
        self.said = label("", QUIET, wrap=True)
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        word = label("文件名(&N)")
        word.setBuddy(self.box)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for one in (word, self.box):
            line.addWidget(one)
        line.addWidget(self.said, 1)
        self.box.editTextChanged.connect(self._edited)

    @property
    def pattern(self) -> str:
        """The rule."""
        return self.box.currentText()

    def show_example(self) -> None:
        """Show the first file's name, or why there is none."""
        try:
            name = self._example(self.pattern)
        except DeskError as refusal:
            self.is_right = False
            self.said.setText(str(refusal))
            return
        self.is_right = True
        self.said.setText(f"如：{name}" if name else "")

    @Slot()
    def _edited(self, *_: object) -> None:
        self.changed.emit()
