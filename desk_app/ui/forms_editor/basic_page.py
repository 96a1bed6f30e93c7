"""基本: what a form is called, how often it is collected, until when, its signatures, its paper and its quota."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desk_app.campaign.calendar_days import long_day
from desk_app.forms.definition import Due, FormDefinition, Quota
from desk_app.ui.forms_editor.words import NOT_COLLECTED, RHYTHMS, parted
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import QUIET, ChoiceBox, label, line

_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:：时]\s*(\d{0,2})\s*分?)?$")
_TICKS = (
    ("unit_line", "有“填报单位”一行"), ("sealed", "盖章"), ("landscape", "横排"), ("record", "一条记录一页"),
    ("owed", "人人应报（不勾为谁有谁报）"), ("double_sided", "双面打印"), ("page_of", "印“第x页 共y页”"),
)  # fmt: skip


class BasicPage(QWidget):
    """``edited()`` tells that something is other than before."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._form: FormDefinition | None = None
        self._filling = False
        self.name, self.title, self.annex = _text("简称"), _text("打印的标题"), _text("附件号")
        self.aliases, self.signatures, self.note = _text("又称"), _text("签字栏"), _text("备注")
        self.audience = _text("由哪些类别的单位报")
        self.rhythm = ChoiceBox()
        self.rhythm.setAccessibleName("期次")
        self.rhythm.addItems([one.label if one else NOT_COLLECTED for one in RHYTHMS])
        self.due, self.clock, self.basis = _text("报送时限"), _text("几点前"), _text("时限的依据")
        self.due.setPlaceholderText("2023年2月28日，或 次月5日、当月25日；空为待定")
        self.clock.setPlaceholderText("17:00")
        self.blank_rows, self.copies = _number("空白行数", 0, 200), _number("一式几份", 1, 99)
        self.least, self.most = _number("次数至少", 0, 999), _number("次数至多", 0, 999)
        for box in (self.least, self.most):
            box.setSpecialValueText("不限")
        self.ticks = {key: QCheckBox(word) for key, word in _TICKS}
        self.wrong = label("", QUIET, wrap=True)
        self.wrong.hide()
        self._lay_out()
        self._listen()

    def show_form(self, form: FormDefinition, *, in_use: bool) -> None:
        """Show a form; one in use keeps its short name, by which its returns are known."""
        self._form, self._filling = form, True
        self.name.setText(form.name)
        self.name.setReadOnly(in_use)
        self.name.setToolTip("已在专项里使用，简称不能改" if in_use else "")
        self.title.setText(form.title)
        self.annex.setText(form.annex)
        self.aliases.setText("、".join(form.aliases))
        self.signatures.setText("、".join(form.signatures))
        self.note.setText(form.note)
        self.audience.setText("、".join(form.audience))
        self.rhythm.setCurrentIndex(RHYTHMS.index(form.collected))
        self._show_due(form.due)
        self.blank_rows.setValue(form.blank_rows)
        self.copies.setValue(form.copies)
        quota = form.quota or Quota()
        self.least.setValue(quota.least or 0)
        self.most.setValue(quota.most or 0)
        for key, box in self.ticks.items():
            box.setChecked(bool(getattr(form, key)))
        self._filling = False
        self._say_wrong()

    def put_into(self, form: FormDefinition) -> FormDefinition:
        """The form with what stands on this page; a deadline that cannot be read stays as it was."""
        least, most = self.least.value() or None, self.most.value() or None
        ticks = {key: box.isChecked() for key, box in self.ticks.items()}
        known, due = self._due()
        return replace(
            form,
            name=self.name.text().strip(),
            title=self.title.text().strip(),
            annex=self.annex.text().strip(),
            aliases=_words(form.aliases, self.aliases.text()),
            signatures=_words(form.signatures, self.signatures.text()),
            note=self.note.text().strip(),
            audience=_words(form.audience, self.audience.text()),
            collected=RHYTHMS[self.rhythm.currentIndex()],
            due=due if known else form.due,
            blank_rows=self.blank_rows.value(),
            copies=self.copies.value(),
            quota=Quota(least, most) if least or most else None,
            unit_line=ticks["unit_line"],
            sealed=ticks["sealed"],
            landscape=ticks["landscape"],
            record=ticks["record"],
            owed=ticks["owed"],
            double_sided=ticks["double_sided"],
            page_of=ticks["page_of"],
        )

    def _show_due(self, due: Due | None) -> None:
        said = ""
        if due is not None and due.on is not None:
            said = long_day(due.on)
        elif due is not None and due.day is not None:
            after = {0: "当月", 1: "次月"}.get(due.months_after, f"{due.months_after}个月后")
            said = f"{after}{due.day}日"
        self.due.setText(said)
        self.clock.setText(f"{due.clock:%H:%M}" if due is not None and due.clock is not None else "")
        self.basis.setText(due.basis if due is not None else "")

    def _due(self) -> tuple[bool, Due | None]:
        """Whether the deadline could be read, and what it is."""
        text = self.due.text().strip()
        if not text:
            return True, None
        clock = _clock_of(self.clock.text().strip())
        if self.clock.text().strip() and clock is None:
            return False, None
        day = _DAY.fullmatch(text)
        try:
            if day is not None:
                on = date(int(day[1]), int(day[2]), int(day[3]))
                return True, Due(on=on, clock=clock, basis=self.basis.text().strip())
        except ValueError:
            return False, None
        each = re.fullmatch(r"(当月|次月|(\d{1,2})个月后)\s*(\d{1,2})日", text)
        if each is None or not 1 <= int(each[3]) <= 31:
            return False, None
        after = {"当月": 0, "次月": 1}.get(each[1], int(each[2] or 0))
        return True, Due(day=int(each[3]), months_after=after, clock=clock, basis=self.basis.text().strip())

    def _say_wrong(self) -> None:
        known, _ = self._due()
        wrong = "报送时限看不懂，请写成2023年2月28日，或次月5日、当月25日；几点前写成17:00。"
        self.wrong.setText("" if known else wrong)
        self.wrong.setVisible(not known)

    @Slot()
    def _changed(self, _value: object = None) -> None:
        if not self._filling:
            self._say_wrong()
            self.edited.emit()

    def _listen(self) -> None:
        for one in self.findChildren(QLineEdit):
            if not isinstance(one.parent(), QSpinBox):
                one.textEdited.connect(self._changed)
        for box in self.findChildren(QSpinBox):
            box.valueChanged.connect(self._changed)
        for tick in self.ticks.values():
            tick.toggled.connect(self._changed)
        self.rhythm.activated.connect(self._changed)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        form = QFormLayout(inner)
        step = grid(self)
        form.setContentsMargins(step, step, step, step)
        form.setSpacing(step)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for word, widget in (
            ("简称", self.name), ("打印的标题", self.title), ("附件号", self.annex), ("又称", self.aliases),
            ("期次", self.rhythm), ("报送时限", self.due), ("几点前", self.clock), ("依据", self.basis),
        ):  # fmt: skip
            form.addRow(_named(word, widget), widget)
        form.addRow(self.wrong)
        form.addRow(_named("由谁报", self.audience), self.audience)
        form.addRow("次数要求", line(label("至少"), self.least, label("至多"), self.most))
        form.addRow(_named("签字栏", self.signatures), self.signatures)
        form.addRow(_named("备注", self.note), self.note)
        form.addRow("纸面", line(label("空白"), self.blank_rows, label("行　一式"), self.copies, label("份")))
        for tick in self.ticks.values():
            form.addRow("", tick)
        self.audience.setPlaceholderText("名册里的类别，如 科室、分局；空为全部")
        self.signatures.setPlaceholderText("用顿号隔开，空为没有")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def _words(before: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The words of a line; those nobody touched stay, whatever signs are in them."""
    return before if text.strip() == "、".join(before) else parted(text)


def _clock_of(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _text(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMinimumWidth(chars(made, 8))
    return made


def _number(name: str, least: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setAccessibleName(name)
    return made


def _named(word: str, widget: QWidget) -> QLabel:
    made = label(word)
    made.setBuddy(widget)
    return made
