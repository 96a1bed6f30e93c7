"""One doubt: both quotations, what may be chosen, the basis, and 审定 or 暂缓; every word is told as it is given."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desk_app.services.plan_doubts import Doubt, Stage
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import LINK, MAIN, QUIET, STRONG, button, emptied, label, line
from desk_app.ui.plan.work import Said

_OTHER = "另定"


class DoubtPane(QWidget):
    """``said(Said)`` tells what a person wants kept, ``place_asked(int)`` which quotation to show."""

    said = Signal(object)
    place_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._doubt: Doubt | None = None
        self._title = label("", STRONG, wrap=True)
        self._message = label("", wrap=True)
        self._state = label("", QUIET, wrap=True)
        self._quotes = QVBoxLayout()
        self._choices = QVBoxLayout()
        self.group = QButtonGroup(self)
        self.other = QLineEdit()
        self.other.setAccessibleName(_OTHER)
        self.basis = QLineEdit()
        self.basis.setAccessibleName("依据")
        self.basis.setPlaceholderText("如：局党组会议定、某局长在疑点核对单上签字")
        self.rule = button("审定(&D)", self._rule, MAIN)
        self.put_off = button("暂缓(&H)", self._put_off)
        self.clear = button("改回未定", self._clear)
        self._lay_out()
        self.group.idClicked.connect(self._picked)
        self.other.editingFinished.connect(self._other_typed)
        self.basis.editingFinished.connect(self._basis_typed)

    def show_doubt(self, doubt: Doubt) -> None:
        """Show a doubt with what was said of it; what is being typed for the same one stays."""
        same = self._doubt is not None and self._doubt.about == doubt.about
        typing = self.basis.text() if same else ""
        unchanged = same and self._doubt == doubt
        self._doubt = doubt
        self._title.setText(f"疑点{doubt.number}　{doubt.short}")
        self._message.setText(doubt.message)
        self._say_state(doubt)
        if not unchanged:
            self._show_quotes(doubt)
            self._show_choices(doubt)
            self.basis.setText(doubt.answer.basis or typing)
        self.clear.setEnabled(doubt.answer.stage is not Stage.OPEN)

    def _say_state(self, doubt: Doubt) -> None:
        answer = doubt.answer
        touched = f"　审定后随之确定：{len(doubt.tasks)}项任务" if doubt.tasks and doubt.wants_day else ""
        if answer.stage is Stage.OPEN:
            self._state.setText(
                f"未定，启动专项后按“时限待定”办理。{touched}" if doubt.wants_day else f"未定。{touched}"
            )
            return
        when = f"{answer.at.month}月{answer.at.day}日 {answer.at:%H:%M}" if answer.at else ""
        basis = f"，依据：{answer.basis}" if answer.basis else ""
        self._state.setText(f"{answer.stage.value}{answer.said}{basis}（{f'{answer.by} {when}'.strip()}登记）{touched}")

    def _show_quotes(self, doubt: Doubt) -> None:
        emptied(self._quotes)
        for place, quote in enumerate(doubt.quotes):
            where = button(quote.where, self._ask_place, LINK)
            where.setObjectName(f"quote{place}")
            where.setAccessibleName(f"到{quote.where}：{quote.text}")
            self._quotes.addWidget(line(where, label(f"“{' '.join(quote.text.split())}”", wrap=True), grow=1))

    def _show_choices(self, doubt: Doubt) -> None:
        had_focus = any(known.hasFocus() for known in self.group.buttons())
        for known in self.group.buttons():
            self.group.removeButton(known)
        lines = emptied(self._choices)
        answer = doubt.answer
        matched = False
        short = all(len(one.label) <= 12 for one in doubt.choices)
        flow = FlowLayout(spacing=grid(self, 1.5), fills=False)
        for place, choice in enumerate(doubt.choices):
            made = QRadioButton(choice.label)
            made.setAccessibleName(f"按{choice.label}")
            chosen = bool(answer.said) and (answer.day, answer.text) == (choice.day, choice.text)
            made.setChecked(chosen)
            matched = matched or chosen
            self.group.addButton(made, place)
            if short:
                flow.addWidget(made)
            else:
                made.setText("")
                lines.addWidget(line(made, label(choice.label, wrap=True), grow=1))
        other = QRadioButton(_OTHER)
        self.group.addButton(other, len(doubt.choices))
        free = bool(answer.said) and not matched
        other.setChecked(free)
        self.other = self._fresh_other(doubt, answer.said if free else "")
        flow.addWidget(line(other, self.other))
        holder = QWidget()
        holder.setLayout(flow)
        lines.addWidget(holder)
        checked = self.group.checkedButton()
        if had_focus and checked is not None:
            checked.setFocus()

    def _fresh_other(self, doubt: Doubt, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(_OTHER)
        made.setPlaceholderText("如：6月15日" if doubt.wants_day else "写明按什么办")
        made.setMinimumWidth(chars(self, 9))
        made.editingFinished.connect(self._other_typed)
        return made

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        for widget in (self._title, self._message):
            lines.addWidget(widget)
        lines.addLayout(self._quotes)
        lines.addLayout(self._choices)
        fields = QFormLayout()
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        fields.addRow("依据", self.basis)
        lines.addLayout(fields)
        acts = FlowLayout(spacing=grid(self), fills=False)
        for one in (self.rule, self.put_off, self.clear):
            acts.addWidget(one)
        lines.addLayout(acts)
        lines.addWidget(self._state)
        lines.addStretch(1)

    @Slot()
    def _ask_place(self) -> None:
        self.place_asked.emit(int(self.sender().objectName().removeprefix("quote")))

    @Slot(int)
    def _picked(self, place: int) -> None:
        if self._doubt is None:
            return
        if place < len(self._doubt.choices):
            self._tell(Stage.PROPOSED)
        else:
            self.other.setFocus()

    @Slot()
    def _other_typed(self) -> None:
        """Another answer is kept as soon as it is typed."""
        text = self.other.text().strip()
        if self._doubt is None or not text or text == self._doubt.answer.said:
            return
        self.group.button(len(self._doubt.choices)).setChecked(True)
        self._tell(Stage.PROPOSED)

    @Slot()
    def _basis_typed(self) -> None:
        """The basis is kept as soon as it is typed; what is ruled already is ruled again on it."""
        if self._doubt is not None and self.basis.text().strip() != self._doubt.answer.basis:
            stage = self._doubt.answer.stage
            self._tell(stage if self.basis.text().strip() or stage is not Stage.RULED else Stage.PROPOSED)

    @Slot()
    def _rule(self) -> None:
        self._tell(Stage.RULED)

    @Slot()
    def _put_off(self) -> None:
        self._tell(Stage.PUT_OFF)

    @Slot()
    def _clear(self) -> None:
        if self._doubt is not None:
            self.basis.clear()
            self.said.emit(Said(self._doubt.about, Stage.OPEN))

    def _tell(self, stage: Stage) -> None:
        doubt = self._doubt
        if doubt is None:
            return
        basis = self.basis.text().strip()
        place = self.group.checkedId()
        if 0 <= place < len(doubt.choices):
            choice = doubt.choices[place]
            self.said.emit(Said(doubt.about, stage, choice.day, choice.text, basis=basis))
        elif place == len(doubt.choices):
            self.said.emit(Said(doubt.about, stage, other=self.other.text().strip(), basis=basis))
        else:
            self.said.emit(Said(doubt.about, stage, basis=basis))
