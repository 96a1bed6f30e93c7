"""Narrowing the list: by unit or file as one types (拼音首字母 too), and by form; states are the counts' buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desk_app.ui.intake.dialogs import picker
from desk_app.ui.look import chars, grid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk_app.services.intake_page import IntakeLine

_ALL_FORMS, _NO_FORM = "各表", "表未定"


class Filters(QWidget):
    """``changed()`` tells that another choice was made; ``wants(line)`` says whether a line is to be listed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = QLineEdit()
        self.words.setPlaceholderText("单位、文件（首字母）")
        self.words.setAccessibleName("按单位或文件筛选")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(chars(self, 9))
        self.words.setMaximumWidth(chars(self, 16))
        self.forms = picker("按表筛选")
        self.forms.setMinimumContentsLength(6)
        self.forms.setMaximumWidth(chars(self, 16))
        self.forms.addItem(_ALL_FORMS, None)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(self))
        line.addWidget(self.words, 1)
        line.addWidget(self.forms, 1)
        line.addStretch(1)
        self.words.textChanged.connect(self._tell)
        self.forms.activated.connect(self._tell)

    def offer(self, lines: Iterable[IntakeLine]) -> None:
        """Offer the forms that the page's lines are of, keeping the choice where it is still one of them."""
        before = self.forms.currentData()
        self.forms.clear()
        self.forms.addItem(_ALL_FORMS, None)
        for form in sorted({line.form for line in lines}):
            self.forms.addItem(form or _NO_FORM, form)
        self.forms.setCurrentIndex(max(0, self.forms.findData(before)) if before is not None else 0)

    def wants(self, line: IntakeLine) -> bool:
        """Whether a line answers to what is typed and chosen."""
        from desk_app.services.initials import matches

        form, typed = self.forms.currentData(), self.words.text().strip()
        if form is not None and line.form != form:
            return False
        return not typed or any(matches(typed, text) for text in (line.unit or line.proposed_unit, line.file) if text)

    def clear(self) -> None:
        """List everything again."""
        self.words.clear()
        self.forms.setCurrentIndex(0)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words.text().strip()) or self.forms.currentData() is not None

    @Slot()
    def _tell(self, *_: object) -> None:
        self.changed.emit()
