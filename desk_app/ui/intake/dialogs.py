"""What must be asked before a decision: whose return it is, and why it is sent back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSizePolicy, QWidget

from desk_app.campaign.period import Period
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row

if TYPE_CHECKING:
    from desk_app.services.open_return import Choosable


_NOW = "（本期）"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen; None for what was left open."""

    unit: str | None
    form: str | None
    period: Period | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known already and shown as chosen."""

    unit: str = ""
    form: str = ""
    period: Period | None = None


def picker(name: str) -> QComboBox:
    """A list to choose from, named for who cannot see it."""
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(14)
    made.setMaxVisibleItems(18)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


class ChooseDialog(DeskDialog):
    """Unit, form and period from the bureau's own lists; ``chosen(Chosen)`` follows."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        said: str,
        choosable: Choosable,
        known: Known,
        *,
        verb: str = "确定",
        all_needed: bool = False,
        with_reason: bool = False,
    ) -> None:
        super().__init__(parent, title)
        self._choosable = choosable
        self._all_needed = all_needed or with_reason
        self._proposes = self._all_needed or bool(known.unit and known.form)
        self.units, self.forms, self.periods = picker("单位"), picker("表"), picker("期次")
        self.search = QLineEdit()
        self.search.setPlaceholderText("打几个字或拼音首字母，如 rsk")
        self.search.setAccessibleName("查找单位")
        self.search.setClearButtonEnabled(True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("原因")
        self._ok = button(verb, self._choose, MAIN)
        self._ok.setDefault(True)
        self._fill(known)
        if said:
            self.lines.addWidget(label(said, QUIET, wrap=True))
        fields = QFormLayout()
        fields.setSpacing(grid(self))
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        fields.addRow("找单位(&S)", self.search)
        for word, widget in (("单位(&U)", self.units), ("表(&B)", self.forms), ("期次(&P)", self.periods)):
            fields.addRow(word, widget)
        if with_reason:
            fields.addRow("原因(&R)", self.reason)
        self.lines.addLayout(fields)
        self.lines.addLayout(row(self._ok, button("取消", self.close)))
        self.search.textChanged.connect(self._narrow_units)
        self.forms.currentIndexChanged.connect(self._form_changed)
        for one in (self.units, self.forms, self.periods):
            one.currentIndexChanged.connect(self._look)
        self.reason.textChanged.connect(self._look)
        self._look()
        self.resize(chars(self, 30), self.sizeHint().height())

    def _fill(self, known: Known) -> None:
        self.units.addItem("（未定）", "")
        for name in self._choosable.units:
            self.units.addItem(name, name)
        self.forms.addItem("（未定）", "")
        for form in self._choosable.forms:
            self.forms.addItem(f"{form.annex} {form.name}".strip(), form.name)
        self.units.setCurrentIndex(max(0, self.units.findData(known.unit)))
        self.forms.setCurrentIndex(max(0, self.forms.findData(known.form)))
        self._form_changed()
        code = known.period.code if known.period else ""
        self.periods.setCurrentIndex(max(0, self.periods.findData(code)))

    @Slot(str)
    def _narrow_units(self, typed: str) -> None:
        """Offer the units that answer to what is typed, and choose the first; all of them when nothing is."""
        from desk_app.services.initials import begins, matches

        before = self.units.currentData()
        known = self._choosable.units
        found = [name for name in known if matches(typed, name)] if typed.strip() else list(known)
        found.sort(key=lambda name: bool(typed.strip()) and not begins(typed, name))
        self.units.clear()
        self.units.addItem("（未定）", "")
        for name in found:
            self.units.addItem(name, name)
        wanted = self.units.findData(before) if not typed.strip() else 1
        self.units.setCurrentIndex(max(0, min(wanted, self.units.count() - 1)))

    @Slot()
    def _form_changed(self, _place: int = 0) -> None:
        """Offer the periods in which the form is collected; all of them while it is open."""
        before = self.periods.currentData()
        wanted = self.forms.currentData()
        offered: dict[str, Period] = {}
        for form, periods in zip(self._choosable.forms, self._choosable.periods, strict=True):
            if wanted in {"", form.name}:
                offered |= {period.code: period for period in periods}
        now = self._current_code()
        self.periods.clear()
        self.periods.addItem("（未定）", "")
        for code in sorted(offered, key=lambda code: offered[code].sort_key()):
            self.periods.addItem(f"{offered[code].label}{_NOW if code == now else ''}", code)
        self.periods.setCurrentIndex(max(0, self.periods.findData(before)))
        if self.periods.currentIndex() == 0 and len(offered) == 1:
            self.periods.setCurrentIndex(1)
        elif self.periods.currentIndex() == 0 and self._proposes and now:
            self.periods.setCurrentIndex(max(0, self.periods.findData(now)))

    def _current_code(self) -> str:
        """本期 of the form that is chosen; empty while none is."""
        known = zip(self._choosable.forms, self._choosable.current, strict=False)
        return next((period.code for form, period in known if form.name == self.forms.currentData()), "")

    @Slot()
    def _look(self, *_: object) -> None:
        chosen = [bool(one.currentData()) for one in (self.units, self.forms, self.periods)]
        enough = all(chosen) if self._all_needed else any(chosen)
        self._ok.setEnabled(enough)

    @Slot()
    def _choose(self) -> None:
        code = self.periods.currentData()
        known = [period for periods in self._choosable.periods for period in periods]
        period = next((one for one in known if one.code == code), None)
        chosen = Chosen(self.units.currentData() or None, self.forms.currentData() or None, period, self.reason.text())
        self.close()
        self.chosen.emit(chosen)


class _FromItsBeginning(QLineEdit):
    """A line whose whole text is chosen when it is entered, shown from its beginning."""

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Choose backwards, so that the cursor stands at the beginning."""
        super().focusInEvent(event)
        self.setSelection(len(self.text()), -len(self.text()))


class ReasonDialog(DeskDialog):
    """Why a return goes back to its unit; ``given(text)`` follows."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None, said: str, proposal: str) -> None:
        super().__init__(parent, "退回修改")
        self.text = _FromItsBeginning(proposal)
        self.text.setAccessibleName("退回原因")
        self.lines.addWidget(label(said, QUIET, wrap=True))
        word = label("原因(&R)")
        word.setBuddy(self.text)
        self.lines.addWidget(word)
        self.lines.addWidget(self.text)
        ok = button("退回修改", self._give, MAIN)
        ok.setDefault(True)
        self.lines.addLayout(row(ok, button("取消", self.close)))
        self.text.setFocus()
        self.resize(chars(self, 40), self.sizeHint().height())

    @Slot()
    def _give(self) -> None:
        text = self.text.text()
        self.close()
        self.given.emit(text)
