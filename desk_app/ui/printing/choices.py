"""The left of 打印: what to print, of which form and period, for which units."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk_app.campaign.period import Period
from desk_app.services.print_choice import PaperKind, PrintChoice
from desk_app.services.print_options import PrintableForm, PrintableUnit, PrintOptions
from desk_app.ui.colours import tick_palette
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import LINK, QUIET, ChoiceBox, button, label
from desk_app.ui.printing.units_model import Index, UnitTicks

EACH_OWN = "各表本期"
_RECEIVED = "已收"
_OF_A_FORM = frozenset({PaperKind.ANNEX, PaperKind.SUMMARY})


class _TickDelegate(QStyledItemDelegate):
    """Draws the boxes with a frame that is seen in the light and in the dark, ticked or not."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  Qt's name
        """Give the boxes their own palette."""
        super().initStyleOption(option, index)
        option.palette = tick_palette(option.palette)  # type: ignore[attr-defined]  # PySide's own name for it


class Choices(QWidget):
    """``changed`` tells that something else is wanted, ``units_wanted`` that the units' states are to be read.

    ``code_wanted`` tells whether the form shall bear its 识别码 from now on.
    """

    changed = Signal()
    units_wanted = Signal()
    code_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._options = PrintOptions((), ())
        self._wished_period: Period | None = None
        self._wished_form = ""
        self.kind = _box("打印什么")
        for kind in (PaperKind.SUMMARY, PaperKind.ANNEX, PaperKind.TALLY, PaperKind.MISSING):
            self.kind.addItem(kind.value, kind)
        self.form = _box("报表")
        self.period = _box("期次")
        self.unit_column = QCheckBox("加印“填报单位”一栏")
        self.unit_column.setChecked(True)
        self.code = QCheckBox("印识别码")
        self.code.setToolTip("页脚印一个小二维码，签字盖章后扫描回来，程序自动认出是谁的哪一稿；不含个人信息")
        self.ticks = UnitTicks(self)
        self.units = QListView()
        self.units.setModel(self.ticks)
        self.units.setItemDelegate(_TickDelegate(self))
        self.units.setAccessibleName("为哪些单位打印，空格键勾选")
        self.units.setUniformItemSizes(True)
        self.units.setMinimumHeight(row_height(self) * 4)
        self._forms_label, self._periods_label = _named("报表", self.form), _named("期次", self.period)
        self._lay_out()
        self.kind.activated.connect(self._kind_picked)
        self.form.activated.connect(self._form_picked)
        self.period.activated.connect(self._period_picked)
        self.unit_column.toggled.connect(self._toggled)
        self.code.clicked.connect(self.code_wanted)
        self.units.activated.connect(self._tick)
        self.ticks.ticked_changed.connect(self.changed)

    @property
    def chosen_form(self) -> PrintableForm | None:
        """The form in the box."""
        place = self.form.currentIndex()
        return self._options.forms[place] if 0 <= place < len(self._options.forms) else None

    @property
    def chosen_period(self) -> Period | None:
        """The period in the box, None for 各表本期."""
        period = self.period.currentData()
        return period if isinstance(period, Period) else None

    @property
    def name(self) -> str:
        """What the paper is called where a file or a printer's queue names it."""
        form, period = self.chosen_form, self.chosen_period
        parts = [form.label if form and self._kind() in _OF_A_FORM else "", self._kind().value]
        return " ".join(part for part in (*parts, period.label if period else "") if part)

    def choice(self) -> PrintChoice | None:
        """What is wanted; None where there is nothing to choose from."""
        kind, form = self._kind(), self.chosen_form
        if kind not in _OF_A_FORM:
            return PrintChoice(kind, period=self.chosen_period)
        if form is None:
            return None
        units = self.ticks.ticked if kind is PaperKind.ANNEX else ()
        summary = kind is PaperKind.SUMMARY and form.collected
        return PrintChoice(kind, form.name, units, self.chosen_period, summary and self.unit_column.isChecked())

    def offer(self, options: PrintOptions, period: Period | None) -> None:
        """Choose from these; the form stays where it is known, the period is the window's where it fits."""
        before = self._wished_form or (self.chosen_form.name if self.chosen_form else "")
        self._wished_form = ""
        self._options, self._wished_period = options, period
        self.form.clear()
        for form in options.forms:
            self.form.addItem(form.label, form.name)
        at = self.form.findData(before)
        first = next((place for place, form in enumerate(options.forms) if form.collected), 0)
        self.form.setCurrentIndex(at if at >= 0 else first)
        self._arrange()

    def take(self, kind: PaperKind, form: str = "", unit: str = "") -> None:
        """Want this, as another room asks."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        at = next((place for place, one in enumerate(self._options.forms) if form in {one.name, one.label}), -1)
        if at >= 0:
            self.form.setCurrentIndex(at)
        else:
            self._wished_form = form
        self._arrange()
        if unit:
            self.ticks.wish(unit)

    def show_units(self, units: tuple[PrintableUnit, ...]) -> None:
        """Show the units with their states."""
        self.ticks.show_units(units)

    def _kind(self) -> PaperKind:
        return PaperKind(self.kind.currentData())

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.5))
        lines.addWidget(_named("打印什么", self.kind))
        lines.addWidget(self.kind)
        lines.addWidget(self._forms_label)
        lines.addWidget(self.form)
        lines.addWidget(self._periods_label)
        lines.addWidget(self.period)
        lines.addWidget(self.unit_column)
        lines.addWidget(self.code)
        self._unit_box = QWidget()
        inside = QVBoxLayout(self._unit_box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(grid(self, 0.5))
        inside.addWidget(_named("单位（空格键勾选）", self.units))
        inside.addWidget(self.units, 1)
        quick = FlowLayout(spacing=grid(self, 0.5), fills=False)
        for text, call in (("全选", self._all), ("只选已收", self._received), ("全不选", self._none)):
            quick.addWidget(button(text, call, LINK))
        inside.addLayout(quick)
        lines.addWidget(self._unit_box, 1)
        lines.addStretch(0)

    def _arrange(self) -> None:
        """Show the boxes that the kind needs, and the periods that the form has."""
        kind, form = self._kind(), self.chosen_form
        of_form = kind in _OF_A_FORM
        self._forms_label.setVisible(of_form)
        self.form.setVisible(of_form)
        self._fill_periods(form if of_form else None)
        many = self.period.count() > 1
        self.period.setVisible(many)
        self._periods_label.setVisible(many)
        self.unit_column.setVisible(kind is PaperKind.SUMMARY and form is not None and form.collected)
        self._unit_box.setVisible(kind is PaperKind.ANNEX and form is not None and form.collected)
        self.code.setVisible(kind is PaperKind.ANNEX and form is not None and form.collected)
        self.code.setChecked(form is not None and form.coded)
        if kind is PaperKind.ANNEX:
            self.units_wanted.emit()

    def _fill_periods(self, form: PrintableForm | None) -> None:
        wished = self._wished_period
        self.period.clear()
        if form is None:
            self.period.addItem(EACH_OWN, None)
        for period in self._options.periods if form is None else form.periods:
            self.period.addItem(period.label, period)
        fallback = None if form is None else form.current
        known = [self.period.itemData(place) for place in range(self.period.count())]
        wanted = wished if wished in known else fallback
        self.period.setCurrentIndex(known.index(wanted) if wanted in known else 0)

    @Slot()
    def _kind_picked(self) -> None:
        self._arrange()
        self.changed.emit()

    @Slot()
    def _form_picked(self) -> None:
        self._arrange()
        self.changed.emit()

    @Slot()
    def _period_picked(self) -> None:
        self._wished_period = self.chosen_period
        if self._kind() is PaperKind.ANNEX:
            self.units_wanted.emit()
        self.changed.emit()

    @Slot()
    def _toggled(self) -> None:
        self.changed.emit()

    @Slot(QModelIndex)
    def _tick(self, index: QModelIndex) -> None:
        ticked = self.ticks.data(index, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        self.ticks.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    @Slot()
    def _all(self) -> None:
        self.ticks.tick_where(_every)

    @Slot()
    def _none(self) -> None:
        self.ticks.tick_where(_no)

    @Slot()
    def _received(self) -> None:
        self.ticks.tick_where(_is_received)


def _every(_unit: PrintableUnit) -> bool:
    return True


def _no(_unit: PrintableUnit) -> bool:
    return False


def _is_received(unit: PrintableUnit) -> bool:
    return unit.state == _RECEIVED


def _box(name: str) -> QComboBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMaxVisibleItems(16)
    return made


def _named(text: str, buddy: QWidget) -> QLabel:
    named = label(text, QUIET)
    named.setBuddy(buddy)
    return named
