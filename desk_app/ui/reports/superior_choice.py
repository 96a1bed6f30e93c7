"""What a pointed cell takes: the choices beside the superior's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from desk_app.forms.definition import ColumnKind, FormDefinition, Rule
from desk_app.services.figure_values import Measure
from desk_app.services.superior_form import SERIAL, UNIT, Report, Take, What
from desk_app.services.superior_form_figures import RULES
from desk_app.ui.look import grid
from desk_app.ui.pieces import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEASURES = (Measure.CURRENT, Measure.TOTAL, Measure.BEFORE, Measure.CHANGE)
_COUNTED, _WHOLE, _EVERY, _NOTHING = "行数", "全局", "不限", "不填"


class SuperiorChoice(QWidget):
    """``take`` is what is chosen; ``changed`` is told when the kind or the form is another."""

    changed = Signal()
    column_chosen = Signal(str)

    def __init__(self, forms: Sequence[FormDefinition], units: Sequence[str]) -> None:
        super().__init__()
        self._forms = {form.name: form for form in forms}
        self.what = _box("填什么", [one.value for one in What])
        self.form = _box("哪张表", list(self._forms))
        self.measure = _box("哪一段", [one.value for one in _MEASURES])
        self.figure = _box("取哪个数", [])
        self.narrow = _box("只数哪些行", [])
        self.word = QLineEdit()
        self.word.setAccessibleName("这一栏写的是")
        self.word.setPlaceholderText("这一栏写的是")
        self.unit = _box("哪家单位", [_WHOLE, *units])
        self.alone = QCheckBox("不含下级")
        self.names = _box("单位名在哪一列", [])
        self.label = _box("写在哪个词后面", [])
        self.column = _box("这一列取", [])
        self._lines = QFormLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(grid(self, 0.75))
        self._lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for text, widget in (
            ("填什么", self.what), ("写在", self.label), ("哪张表", self.form), ("哪一段", self.measure),
            ("取", self.figure), ("只数", self.narrow), ("", self.word), ("单位", self.unit), ("", self.alone),
            ("单位名", self.names), ("本列取", self.column),
        ):  # fmt: skip
            widget.setMinimumWidth(grid(self, 8))
            self._lines.addRow(text, widget)
        self.what.activated.connect(self._show_fitting)
        self.form.activated.connect(self._form_chosen)
        self.narrow.activated.connect(self._show_fitting)
        self.column.activated.connect(self._column_picked)
        self._form_chosen()

    @property
    def chosen_what(self) -> What:
        """What the place takes."""
        return tuple(What)[max(0, self.what.currentIndex())]

    @property
    def chosen_form(self) -> FormDefinition | None:
        """The form that it is taken from."""
        return self._forms.get(self.form.currentText())

    @property
    def chosen_label(self) -> str:
        """The word of the cell that the value stands behind; empty for none."""
        return str(self.label.currentData() or "")

    @property
    def take(self) -> Take:
        """All of it."""
        what = self.chosen_what
        if what in {What.BUREAU, What.DAY, What.PERIOD, What.OPERATOR}:
            return Take(what)
        key, rule, report = self.figure.currentData() or ("", Rule.COUNT, Report.NONE)
        narrow = str(self.narrow.currentData() or "")
        unit = self.unit.currentText() if self.unit.currentIndex() > 0 and what is not What.BY_UNIT else ""
        return Take(
            what,
            self.form.currentText(),
            _MEASURES[max(0, self.measure.currentIndex())],
            "" if what is What.ROWS else key,
            Rule.COUNT if what is What.ROWS else rule,
            narrow,
            self.word.text().strip() if narrow else "",
            unit,
            self.alone.isChecked(),
            Report.NONE if what is What.ROWS else report,
        )

    def show_cell(self, labels: Sequence[str], columns: Sequence[str], names: int) -> None:
        """Offer what fits a cell: its own words, the table's columns to find units in."""
        self.label.clear()
        for one in labels:
            self.label.addItem(f"“{one}”之后", one)
        kept = self.names.currentIndex()
        self.names.clear()
        self.names.addItems(list(columns))
        self.names.setCurrentIndex(names if names >= 0 else max(0, kept))
        self._show_fitting()

    def show_take(self, take: Take, label: str, names: int, column: str | None) -> None:
        """Show what a place takes already."""
        self.what.setCurrentIndex(tuple(What).index(take.what))
        if take.form:
            self.form.setCurrentText(take.form)
            self._fill_form()
            self.measure.setCurrentIndex(_MEASURES.index(take.measure) if take.measure in _MEASURES else 0)
            wanted = (take.column, take.rule, take.report)
            found = [place for place in range(self.figure.count()) if tuple(self.figure.itemData(place)) == wanted]
            self.figure.setCurrentIndex(found[0] if found else 0)
            self.narrow.setCurrentIndex(max(0, self.narrow.findData(take.word_column)))
            self.word.setText(take.word)
            self.unit.setCurrentText(take.unit or _WHOLE)
            self.alone.setChecked(take.alone)
        if label:
            self.label.setCurrentIndex(max(0, self.label.findData(label)))
        if names >= 0:
            self.names.setCurrentIndex(names)
        if column is not None:
            self.column.setCurrentIndex(max(0, self.column.findData(column)))
        self._show_fitting()

    @Slot()
    def _form_chosen(self) -> None:
        self._fill_form()
        self._show_fitting()

    @Slot(int)
    def _column_picked(self, _place: int) -> None:
        self.column_chosen.emit(str(self.column.currentData() or ""))

    def _fill_form(self) -> None:
        form = self.chosen_form
        for box in (self.figure, self.narrow, self.column):
            box.clear()
        self.figure.addItem(_COUNTED, ("", Rule.COUNT, Report.NONE))
        self.narrow.addItem(_EVERY, "")
        for text, key in ((_NOTHING, ""), ("序号", SERIAL), ("单位", UNIT)):
            self.column.addItem(text, key)
        if form is None:
            return
        for label, column in zip(form.labels, form.columns, strict=True):
            if column.kind is ColumnKind.SERIAL:
                continue
            for rule in _rules(column.kind):
                self.figure.addItem(f"{label}　{RULES[rule]}", (column.key, rule, Report.NONE))
            self.narrow.addItem(f"“{label}”为", column.key)
            self.column.addItem(label, column.key)
        for report in list(Report)[1:]:
            self.figure.addItem(f"{report.value}", ("", Rule.COUNT, report))

    @Slot()
    def _show_fitting(self) -> None:
        """Show only what the kind asks for."""
        what = self.chosen_what
        counted, rows = what in {What.FIGURE, What.BY_UNIT}, what is What.ROWS
        for widget, is_asked in (
            (self.label, self.label.count() > 0 and what not in {What.BY_UNIT, What.ROWS}),
            (self.form, counted or rows),
            (self.measure, counted or rows),
            (self.figure, counted),
            (self.narrow, counted or rows),
            (self.word, (counted or rows) and bool(self.narrow.currentData())),
            (self.unit, what in {What.FIGURE, What.ROWS}),
            (self.alone, counted or rows),
            (self.names, what is What.BY_UNIT),
            (self.column, rows),
        ):
            self._lines.setRowVisible(widget, is_asked)
        self.changed.emit()


def _rules(kind: ColumnKind) -> tuple[Rule, ...]:
    if kind is ColumnKind.INTEGER:
        return (Rule.SUM, Rule.COUNT)
    if kind in {ColumnKind.PERSON, ColumnKind.UNIT}:
        return (Rule.DISTINCT, Rule.LIST)
    return (Rule.COUNT, Rule.LATEST, Rule.LIST)


def _box(name: str, texts: Sequence[str]) -> ChoiceBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.addItems(list(texts))
    return made
