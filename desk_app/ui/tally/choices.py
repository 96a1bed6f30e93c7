"""A question with a few answers: radio buttons in a line, or one box with the same answers where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QWidget

from desk_app.ui.pieces import QUIET, ChoiceBox, label, line


class Choices(QFrame):
    """``group`` holds the answers by their places, the first is chosen; ``box`` is the brief way to choose them."""

    def __init__(self, name: str, words: Sequence[str], *, named: bool = True) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.box = ChoiceBox()
        self.box.setAccessibleName(name)
        self.box.setToolTip(name)
        for place, word in enumerate(words):
            self.group.addButton(_radio(name, str(word)), place)
            self.box.addItem(str(word))
        self.group.button(0).setChecked(True)
        self._open = line(*_shown(name, named=named), *self.group.buttons())
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._open)
        across.addWidget(self.box)
        self.box.hide()
        self.group.idToggled.connect(self._follow)
        self.box.activated.connect(self._picked)

    def show_brief(self, *, brief: bool) -> None:
        """Stand as one box, or open; whoever had the keyboard has it on."""
        if brief is self.box.isHidden():
            focused = any(one.hasFocus() for one in (self.box, *self.group.buttons()))
            self._open.setHidden(brief)
            self.box.setHidden(not brief)
            if focused:
                (self.box if brief else self.group.checkedButton()).setFocus()

    def width_as(self, *, brief: bool) -> int:
        """How wide it is as one box, or open."""
        return (self.box if brief else self._open).sizeHint().width()

    @Slot(int, bool)
    def _follow(self, place: int, chosen: bool) -> None:  # noqa: FBT001  Qt's signal
        if chosen:
            self.box.setCurrentIndex(place)

    @Slot(int)
    def _picked(self, place: int) -> None:
        self.group.button(place).click()


def _radio(name: str, word: str) -> QRadioButton:
    made = QRadioButton(word)
    made.setAccessibleName(f"{name}：{word}")
    return made


def _shown(name: str, *, named: bool) -> tuple[QWidget, ...]:
    return (label(name, QUIET),) if named else ()
