"""The ledger's bar: the forms as tabs in annex order, 单位▾ 期次▾ 查找, and how many problems there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTabBar, QVBoxLayout, QWidget

from desk_app.campaign.period import Period
from desk_app.ui.flow import FlowLayout
from desk_app.ui.ledger.problems import SIGNS
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import QUIET, ChoiceBox, button, label, line

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerForm, LedgerFound, LedgerHead, LedgerPerson

ALL_UNITS, ALL_PERIODS, ALL_COLUMNS = "全部单位", "全部期次", "全部栏目"
ONE_UNIT = "现在只看一家单位，没有可分的组；选“全部单位”再分组。"
_PATIENCE = 300
_LONE = 2


class LedgerBar(QWidget):
    """``form_chosen()`` and ``narrowed()`` tell that something else is wanted; ``next_asked()`` is F8."""

    form_chosen = Signal()
    narrowed = Signal()
    next_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head: LedgerHead | None = None
        self._low = False
        self._counts: dict[str, int] = {}
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("附件表")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.units = _choice("单位", 7)
        self.periods = _choice("期次", 7)
        self.words = QLineEdit()
        self.words.setPlaceholderText("可写几个词")
        self.words.setAccessibleName("表内查找")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(chars(self, 10))
        self.column = _choice("在哪一栏查找", 6)
        self.grouped = QCheckBox("按单位分组")
        self.found = label("", QUIET)
        self.next = button("下一处 F8", self._ask_next)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self))
        flow = FlowLayout(None, grid(self), fills=False)
        self._named = self._name_filters(flow)
        where = label("在(&I)")
        where.setBuddy(self.column)
        self._where = line(where, self.column, grow=1)
        flow.addWidget(self._where)
        flow.addWidget(self.grouped)
        flow.addWidget(self.found)
        flow.addWidget(self.next)
        lines.addLayout(flow)
        self._flow, self._more = flow, list[QWidget]()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self.narrowed)
        self.tabs.currentChanged.connect(self._form_changed)
        self.units.activated.connect(self._narrow)
        self.periods.activated.connect(self._narrow)
        self.column.activated.connect(self._narrow)
        self.grouped.toggled.connect(self._narrow)
        self.words.textChanged.connect(self._wait)
        self.words.returnPressed.connect(self._narrow)

    def _name_filters(self, flow: FlowLayout) -> list[tuple[QWidget, QShortcut]]:
        """Each filter behind its word; where the word is hidden the same key leads there."""
        made: list[tuple[QWidget, QShortcut]] = []
        for word, key, widget in (
            ("单位(&U)", "Alt+U", self.units),
            ("期次(&P)", "Alt+P", self.periods),
            ("查找(&F)", "Alt+F", self.words),
        ):
            named = label(word)
            named.setBuddy(widget)
            flow.addWidget(line(named, widget, grow=1))
            made.append((named, _key_to(widget, key, self)))
        return made

    @property
    def form(self) -> LedgerForm | None:
        """The chosen form."""
        place = self.tabs.currentIndex()
        return self._head.forms[place] if self._head and 0 <= place < len(self._head.forms) else None

    @property
    def is_followed(self) -> bool:
        """Whether a ledger of the campaign follows the rows of the chosen form (挂接)."""
        name = self.form.definition.name if self.form else ""
        known = self._head.forms if self._head else ()
        return any(link.form == name for one in known for link in one.definition.links)

    @property
    def unit(self) -> str:
        """The chosen unit, empty for all."""
        return str(self.units.currentData() or "")

    @property
    def period(self) -> Period | None:
        """The chosen period, None for all."""
        code = self.periods.currentData()
        return next((one for one in (self.form.periods if self.form else ()) if one.code == code), None)

    @property
    def in_column(self) -> str:
        """The key of the column in which the words must stand, empty for any."""
        return str(self.column.currentData() or "")

    @property
    def people(self) -> tuple[LedgerPerson, ...]:
        """The roster's persons in 领导排序."""
        return self._head.people if self._head else ()

    @property
    def all_units(self) -> tuple[str, ...]:
        """All units in the bureau's order."""
        return self._head.units if self._head else ()

    def show_head(self, head: LedgerHead, period: Period | None) -> None:
        """Offer a campaign's forms and units."""
        before = self.form.definition.name if self.form else ""
        names = [form.definition.name for form in head.forms]
        self._head = head
        self.tabs.blockSignals(True)  # noqa: FBT003  Qt's own way
        while self.tabs.count():
            self.tabs.removeTab(0)
        for form in head.forms:
            self.tabs.addTab(form.title)
        if head.forms:
            self.tabs.setCurrentIndex(names.index(before) if before in names else 0)
        self.tabs.blockSignals(False)  # noqa: FBT003  Qt's own way
        _offer(self.units, ALL_UNITS, [(name, name) for name in head.units], self.unit)
        self.offer_periods(period)

    def offer_periods(self, period: Period | None) -> None:
        """Offer the form's periods, and choose one where the form has it."""
        known = self.form.periods if self.form else ()
        wanted = period.code if period in known and period is not None else ""
        if len(known) == 1:
            wanted = known[0].code
        _offer(self.periods, ALL_PERIODS, [(one.label, one.code) for one in known], wanted)
        definition = self.form.definition if self.form else None
        columns = zip(definition.labels, definition.keys, strict=True) if definition else ()
        _offer(self.column, ALL_COLUMNS, list(columns), self.in_column)
        self._show_in_use()

    def choose(self, form: str = "", unit: str = "", period: str | None = None, words: str = "") -> None:
        """Choose by name; what is empty stands for all, a period of None for the one that is chosen."""
        for place, one in enumerate(self._head.forms if self._head else ()):
            if form and one.definition.answers_to(form):
                self.tabs.setCurrentIndex(place)
        self.units.setCurrentIndex(max(0, self.units.findData(unit)))
        if period is not None and self.periods.count() > _LONE:
            self.periods.setCurrentIndex(max(0, self.periods.findData(period)))
        self.words.setText(words)
        self._narrow()

    def take_screen(self, kept: Mapping[str, Any]) -> None:
        """Choose again what was chosen before a fall; each only where it is still offered."""
        self.grouped.blockSignals(True)  # noqa: FBT003  Qt's own way
        self.grouped.setChecked(bool(kept.get("grouped")))
        self.grouped.blockSignals(False)  # noqa: FBT003  Qt's own way
        form = str(kept.get("form", ""))
        self.choose(form, str(kept.get("unit", "")), str(kept.get("period", "")), str(kept.get("words", "")))
        place = self.column.findData(str(kept.get("column", "")))
        if place > 0:
            self.column.setCurrentIndex(place)
            self._narrow()

    def offer_more(self, more: QWidget) -> None:
        """Stand in for the row of deeds where there is little height."""
        self._more.append(more)
        self._flow.addWidget(more)
        more.hide()

    def be_low(self, *, low: bool) -> None:
        """Where there is little height, keep what is not in use to the headings' menus."""
        for more in self._more:
            more.setVisible(low)
        self._low = low
        self._show_in_use()
        for named, key in self._named:
            named.setVisible(not low)
            key.setEnabled(low)  # a label that is not seen leads nowhere by its letter
        self.words.setFixedWidth(chars(self, 8 if low else 10))
        self.words.setPlaceholderText("查找" if low else "可写几个词")
        self._tell()

    def _show_in_use(self) -> None:
        self._where.setVisible(not self._low or bool(self.in_column))
        self.grouped.setVisible(not self._low or self.grouped.isChecked())
        self.grouped.setEnabled(not self.unit)
        self.grouped.setToolTip(ONE_UNIT if self.unit else "")

    def only_in(self, key: str) -> None:
        """Look for the words in one column."""
        self.column.setCurrentIndex(max(0, self.column.findData(key)))
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._narrow()

    def count(self, problems: LedgerFound) -> None:
        """Say how many problems there are, the gravest first."""
        counted, waiting, counting = problems.counts, problems.waiting, problems.counting
        parts = [f"{sign} {word}{counted[word]}" for word, sign in SIGNS.items() if counted[word]]
        said = [f"{waiting}行不计入" if waiting else "", f"{counting}行照计" if counting else ""]
        if waiting or counting:
            parts[0] += f"（{'，'.join(one for one in said if one)}）"
        self._counts = {sign: counted[word] for word, sign in SIGNS.items() if counted[word]}
        self.found.setText("　".join(parts) or "没有问题")
        self.next.setEnabled(bool(problems.problems))
        self._tell()

    def _tell(self) -> None:
        """Where there is little height the button itself says how many there are."""
        short = " ".join(f"{sign}{count}" for sign, count in self._counts.items())
        self.next.setText(f"{short} F8" if self._low and short else "下一处 F8")
        self.next.setToolTip(self.found.text() if self._low else "")
        self.next.setAccessibleName(f"下一处：{self.found.text()}" if short else "下一处")
        self.found.setVisible(not self._low)
        self.next.setVisible(not self._low or bool(short))

    @Slot(int)
    def _form_changed(self, _place: int) -> None:
        self.form_chosen.emit()

    @Slot()
    def _narrow(self, _place: object = 0) -> None:
        self._timer.stop()
        self._show_in_use()
        self.narrowed.emit()

    @Slot()
    def _wait(self, _text: str = "") -> None:
        self._timer.start()

    @Slot()
    def _ask_next(self) -> None:
        self.next_asked.emit()


def _key_to(widget: QWidget, key: str, parent: QWidget) -> QShortcut:
    made = QShortcut(QKeySequence(key), parent)
    made.setEnabled(False)
    made.activated.connect(widget.setFocus)
    return made


def _choice(name: str, least: int) -> QComboBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(least)
    made.setMaxVisibleItems(20)
    return made


def _offer(box: QComboBox, all_of_them: str, items: list[tuple[str, str]], wanted: str) -> None:
    box.clear()
    box.addItem(all_of_them, "")
    for text, data in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(wanted)))
