"""报送时限: the days of a form's periods with their basis, what the plan writes, and a ruling in an office's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHeaderView, QLineEdit, QSizePolicy, QWidget

from desk_app.campaign.calendar_days import long_day, until
from desk_app.campaign.period import Rhythm
from desk_app.problems import DeskError
from desk_app.services.calendar_due_rule import Reading
from desk_app.services.calendar_form_dues import EVERY, DueSaid, FormDue, PeriodDue, days_said
from desk_app.services.plan_form_asks import FormAsk
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.tally.views import plain_table
from desk_app.ui.tasks.read_model import Index, ReadModel, quiet

_ROLE = Qt.ItemDataRole
_SHOWN_DAYS = 3
_RHYTHM_HINTS = {
    Rhythm.WEEK: "如：每周五、次周周一12时前；只定一期的写某一天",
    Rhythm.MONTH: "如：每期次月5日、每月25日12时前；只定一期的写某一天",
    Rhythm.QUARTER: "如：每季度末月25日、每期次月10日；只定一期的写某一天",
    Rhythm.HALFYEAR: "如：每半年末、每期次月10日；只定一期的写某一天",
    Rhythm.YEAR: "如：每年12月10日；只定一期的写某一天",
}
_ONE_DAY_HINT = "如：2月15日、2023年2月底前、2月15日12时前"


class PeriodsModel(ReadModel):
    """The periods of the chosen form with what holds."""

    headings = ("期次", "报送时限", "依据")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._periods: tuple[PeriodDue, ...] = ()

    @property
    def rows(self) -> Sequence[PeriodDue]:
        """The periods."""
        return self._periods

    def show_form(self, form: FormDue) -> None:
        """Show another form."""
        self.beginResetModel()
        self._periods = form.periods
        self.endResetModel()

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What is told of a period; what held before for whoever points."""
        if not index.isValid():
            return None
        one = self._periods[index.row()]
        basis = "；".join(part for part in (one.collection.due_basis, *one.earlier) if part)
        words = (f"{one.label}（已定稿）" if one.is_closed else one.label, one.said, basis)
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return words[index.column()]
        if role == _ROLE.AccessibleTextRole:
            return f"{words[0]}，{words[1]}" + (f"，依据：{basis}" if basis else "")
        return quiet() if role == _ROLE.ForegroundRole and (one.is_closed or one.collection.due_on is None) else None


class FormDueDialog(DeskDialog):
    """``ruled(DueSaid)`` follows; what is typed is laid out over the periods before anything is kept."""

    ruled = Signal(object)

    def __init__(self, parent: QWidget, forms: Sequence[FormDue], reading: Reading, chosen: str = "") -> None:
        super().__init__(parent, "报送时限")
        self._forms, self._reading = tuple(forms), reading
        self.forms, self.period = ChoiceBox(), ChoiceBox()
        self.onwards = QCheckBox("以后各期也照此")
        self.text, self.basis = QLineEdit(), QComboBox()
        self.model = PeriodsModel(self)
        self.table = plain_table("各期的报送时限", self.model)
        self._asked, self._preview = label("", QUIET, wrap=True), label("", wrap=True)
        self._places: dict[str, FormAsk] = {}
        self.keep = button("认定(&D)", self._keep, MAIN)
        self._lay_out()
        self.forms.addItems([f"{one.title}{'　时限待定' if one.is_open else ''}" for one in self._forms])
        places = [place for place, one in enumerate(self._forms) if one.name == chosen or (not chosen and one.is_open)]
        self.forms.setCurrentIndex(places[0] if places else 0)
        self._choose()
        self._connect()
        self.suit(chars(self, 46), row_height(self) * 18)
        self.text.setFocus()

    @property
    def form(self) -> FormDue:
        """The form that is ruled on."""
        return self._forms[max(0, self.forms.currentIndex())]

    @property
    def said(self) -> DueSaid:
        """What is typed."""
        code = str(self.period.currentData() or EVERY)
        basis = self.basis.currentText().strip()
        return DueSaid(self.form.name, code, self.text.text().strip(), basis, onwards=self._goes_on)

    @property
    def _goes_on(self) -> bool:
        return self.onwards.isChecked() and self.onwards.isEnabled()

    def _lay_out(self) -> None:
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, chars(self, 8))
        self.table.setColumnWidth(1, chars(self, 10))
        self.table.setMinimumHeight(row_height(self) * 3)
        for name, box in (("表", self.forms), ("期次", self.period), ("报送时限", self.text), ("依据", self.basis)):
            box.setAccessibleName(name)
        self.basis.setEditable(True)
        self.basis.setMinimumContentsLength(12)
        self.basis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.basis.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        edit = self.basis.lineEdit()
        if edit is not None:
            edit.setPlaceholderText("方案原句，或如：局领导4月3日批示")
        fields = QFormLayout()
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        fields.setHorizontalSpacing(grid(self, 2))
        fields.setVerticalSpacing(grid(self))
        self.forms.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.forms.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._when = row(self.period, self.onwards)
        for word, part in (("表", self.forms), ("期次", self._when), ("报送时限", self.text), ("依据", self.basis)):
            fields.addRow(word, part)
        self.lines.addLayout(fields)
        self.lines.addWidget(self._preview)
        self.lines.addWidget(self._asked)
        self.lines.addWidget(self.table, 1)
        self.lines.addLayout(row(self.keep, button("关闭", self.close)))

    def _connect(self) -> None:
        self.forms.currentIndexChanged.connect(self._choose)
        self.period.currentIndexChanged.connect(self._look)
        self.onwards.toggled.connect(self._look)
        self.text.textChanged.connect(self._look)
        self.basis.editTextChanged.connect(self._look)
        self.basis.activated.connect(self._take_place)
        self.text.returnPressed.connect(self.basis.setFocus)

    @Slot()
    def _choose(self) -> None:
        """Show what stands for the form, and begin with what the plan writes where that is one certain day."""
        form = self.form
        self.model.show_form(form)
        rhythmic = len(form.periods) > 1
        self.period.clear()
        if rhythmic:
            self.period.addItem("所有没有定稿的期次", EVERY)
        for one in form.periods:
            if not one.is_closed:
                self.period.addItem(one.label, one.code)
        self.onwards.setVisible(rhythmic)
        self.text.clear()
        self.text.setPlaceholderText(_RHYTHM_HINTS.get(form.rhythm, _ONE_DAY_HINT))
        self.basis.clear()
        self._places = {f"方案{one.said}": one for one in form.asks if one.text}
        self.basis.addItems(list(self._places))
        self.basis.setCurrentIndex(-1)
        self.basis.clearEditText()
        self._asked.setText(_asked_words(form.asks))
        self._look()

    @Slot(int)
    def _take_place(self, _place: int) -> None:
        """A place of the plan chosen as the basis brings its day along, where none is typed; it can be changed."""
        ask = self._places.get(self.basis.currentText())
        if ask is not None and ask.day is not None and not self.text.text().strip():
            self.text.setText(f"{long_day(ask.day)}{until(ask.clock)}")

    @Slot()
    def _look(self) -> None:
        """Lay out what is typed over the periods, or say what is wrong with it."""
        self.onwards.setEnabled(self.period.currentData() != EVERY)
        said = self.said
        fits = False
        if not said.text:
            self._preview.setText("写好时限，这里先列出各期是哪一天；认定后日历、首页、迟报随即照此。")
        else:
            try:
                days = days_said(self.form, said, self._reading)
                more = f"……共{len(days)}期" if len(days) > _SHOWN_DAYS else ""
                self._preview.setText(f"即：{'；'.join(days[:_SHOWN_DAYS])}{more}。")
                fits = True
            except DeskError as refusal:
                self._preview.setText(str(refusal))
        self.keep.setEnabled(fits and bool(said.basis))

    @Slot()
    def _keep(self) -> None:
        said = self.said
        self.close()
        self.ruled.emit(said)


def _asked_words(asks: Sequence[FormAsk]) -> str:
    """What the plan writes where it asks for the form, with what is in doubt."""
    if not asks:
        return "方案里没有写这张表什么时候报。"
    parts = []
    for one in asks:
        reads = f"，读作{long_day(one.day)}{until(one.clock)}" if one.day is not None else ""
        why = f"；{one.why.rstrip('。')}" if one.why else ""
        parts.append(f"{one.said}{reads}{why}")
    return f"方案：{'。'.join(dict.fromkeys(parts))}。"
