"""One thing that was understood: its own words, what a person may set right beside them, 不列入."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from desk_app.services.plan_amended import DutyView, PhaseView
from desk_app.services.plan_changes import Change
from desk_app.services.plan_page import FormView, TaskView
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid
from desk_app.ui.pieces import MAIN, QUIET, STRONG, button, label
from desk_app.ui.plan.item_fields import DutyFields, PhaseFields


class ItemPane(QWidget):
    """A task, duty, form or stage.

    ``corrected(units, due, basis)`` of a task, ``amended(DutySaid, PhaseSaid or None)`` of a duty or stage (None for
    the plan's own words), ``dropped(bool)``, ``forms_asked()``.
    """

    corrected = Signal(str, str, str)
    amended = Signal(object)
    dropped = Signal(bool)
    forms_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._thing: TaskView | DutyView | FormView | PhaseView | None = None
        self._title = label("", STRONG, wrap=True)
        self._text = label("", wrap=True)
        self._more = label("", QUIET, wrap=True)
        self.units, self.due, self.basis = QLineEdit(), QLineEdit(), QLineEdit()
        self.keep = button("保存更正(&K)", self._keep)
        self.restore = button("改回原文(&O)", self._restore)
        self.drop = button("不列入(&N)", self._drop)
        self.forms = button("确认附表栏目(&F)", self.forms_asked.emit)
        self._fields = QFrame()
        self.duty, self.phase = DutyFields(), PhaseFields()
        self._lay_out()

    def show_thing(self, thing: TaskView | DutyView | FormView | PhaseView, *, open_: bool) -> None:
        """Show one thing; of a document that is in use only stages and duties are set right here any more."""
        before, self._thing = self._thing, thing
        task, again = isinstance(thing, TaskView), isinstance(thing, DutyView | PhaseView)
        self._fields.setVisible(task and open_)
        self.duty.setVisible(isinstance(thing, DutyView))
        self.phase.setVisible(isinstance(thing, PhaseView))
        self.keep.setVisible((task and open_) or again)
        self.restore.setVisible(isinstance(thing, DutyView | PhaseView) and thing.amended)
        self.forms.setVisible(isinstance(thing, FormView) and open_)
        self.drop.setVisible(open_)
        self.drop.setText("恢复列入(&N)" if thing.dropped else "不列入(&N)")
        title, text, more = _words(thing)
        self._title.setText(title)
        self._text.setText(text)
        used = "" if open_ else "更正随即用到专项里。" if again else "文件已用于专项，如需更正请到“任务”里登记。"
        self._more.setText(f"{more}　{used}".strip("　"))
        self._more.setVisible(bool(self._more.text()))
        if isinstance(thing, TaskView) and before != thing:
            self.units.setText(thing.units)
            self.units.setCursorPosition(0)
            ruled = thing.corrected and thing.due is not None and thing.basis
            self.due.setText(f"{thing.due.year}年{thing.due.month}月{thing.due.day}日" if ruled and thing.due else "")
            self.basis.setText(thing.basis if ruled else "")
        elif isinstance(thing, DutyView) and before != thing:
            self.duty.show_view(thing)
        elif isinstance(thing, PhaseView) and before != thing:
            self.phase.show_view(thing)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        for widget in (self._title, self._text, self._more):
            lines.addWidget(widget)
        fields = QFormLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for word, field, hint in (
            ("责任单位", self.units, "照方案原文"),
            ("改定时限", self.due, "不改的不填；如：6月15日"),
            ("依据", self.basis, "改定时限的依据"),
        ):
            field.setAccessibleName(word)
            field.setPlaceholderText(hint)
            fields.addRow(word, field)
        for part in (self._fields, self.duty, self.phase):
            lines.addWidget(part)
        acts = FlowLayout(spacing=grid(self), fills=False)
        for one in (self.keep, self.restore, self.forms, self.drop):
            acts.addWidget(one)
        lines.addLayout(acts)
        lines.addStretch(1)

    @Slot()
    def _keep(self) -> None:
        thing = self._thing
        if isinstance(thing, TaskView):
            units = self.units.text().strip()
            own = "、".join(thing.task.unit_names)
            self.corrected.emit("" if units == own else units, self.due.text().strip(), self.basis.text().strip())
        elif isinstance(thing, DutyView):
            self.amended.emit(self.duty.said)
        elif isinstance(thing, PhaseView):
            self.amended.emit(self.phase.said)

    @Slot()
    def _restore(self) -> None:
        self.amended.emit(None)

    @Slot()
    def _drop(self) -> None:
        if self._thing is not None:
            self.dropped.emit(not self._thing.dropped)


def _words(thing: TaskView | DutyView | FormView | PhaseView) -> tuple[str, str, str]:
    if isinstance(thing, TaskView):
        due = f"原文时限：{thing.task.deadline.text or '没有写'}（{thing.state}）"
        why = thing.task.deadline.why if thing.due is None else ""
        basis = f"　依据：{thing.basis}" if thing.basis else ""
        activity = f"　{thing.activity}" if thing.activity else ""
        return f"任务{thing.number}{activity}", thing.task.content, f"{due}{basis}\n{why}".strip()
    if isinstance(thing, DutyView):
        duty = thing.duty
        who = f"对象：{duty.who}　" if duty.who else ""
        return "次数要求", f"{duty.content}\n原文：{duty.deadline.text}", f"{who}{duty.deadline.why}".strip()
    if isinstance(thing, PhaseView):
        return thing.phase.name, f"原文：{thing.phase.text}", thing.phase.deadline.why
    headings = "、".join(column.label for column in thing.definition.columns)
    return f"{thing.form.annex} {thing.definition.name}".strip(), f"栏目：{headings}", thing.form.note


class ChangePane(QWidget):
    """One change of a later paper: what stands, what shall stand, and 采用 or 不采用."""

    decided = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", STRONG, wrap=True)
        self._text = label("", wrap=True)
        self._why = label("", QUIET, wrap=True)
        self.take = button("采用(&T)", self._take, MAIN)
        self.leave = button("不采用(&N)", self._leave)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        for widget in (self._title, self._text, self._why):
            lines.addWidget(widget)
        acts = FlowLayout(spacing=grid(self), fills=False)
        for one in (self.take, self.leave):
            acts.addWidget(one)
        lines.addLayout(acts)
        lines.addStretch(1)

    def show_change(self, change: Change, *, open_: bool) -> None:
        """Show one change; what was applied is only looked at."""
        self._title.setText(f"{change.name}　{change.what}")
        self._text.setText(change.new if change.is_unread else f"原：{change.old}\n现：{change.new}")
        self._why.setText(_what_to_do(change) if open_ else _place_of(change))
        self.take.setVisible(open_ and not change.done and not change.is_unread)
        self.leave.setVisible(open_ and not change.done)
        self.leave.setText("已人工核对(&N)" if change.is_unread else "不采用(&N)")
        self.take.setEnabled(change.can_be_taken)

    @Slot()
    def _take(self) -> None:
        self.decided.emit(True)  # noqa: FBT003  a signal has no keywords

    @Slot()
    def _leave(self) -> None:
        self.decided.emit(False)  # noqa: FBT003  as above


def _what_to_do(change: Change) -> str:
    if change.is_unread:
        return f"出处：{change.source.where}。这一句没有变成变动；要改的请在任务、时限或单位里改，改完点“已人工核对”。"
    if not change.can_be_taken and not change.done:
        return f"{change.doubt}不能直接采用，请到“任务”里认定。"
    return (change.doubt if change.can_be_taken and not change.done else "") + _place_of(change)


def _place_of(change: Change) -> str:
    return f"出处：{change.source.where}。" + ("" if change.is_unread else "原时限连同依据留在记录里。")
