"""整批打印 asked in one dialog: which forms and units, as what, named how; what is told before the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desk_app.services.print_batch_names import NamedPaper, stem_of
from desk_app.services.print_batch_wish import DOCX, PDF, XLSX, BatchWish, Target, Which
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, LINK, MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.printing.batch_fields import NameField, PresetFields, tick_box
from desk_app.ui.printing.batch_work import BatchChoices
from desk_app.ui.ticks import Tickable, TickList

if TYPE_CHECKING:
    from desk_app.services.print_batch_list import Batch
    from desk_app.services.print_batch_plan import BatchPlan
    from desk_app.services.print_presets import PrintPreset

EACH_OWN = "各表本期"
_KINDS = (PDF, XLSX, DOCX)


class BatchDialog(DeskDialog):
    """``checked(BatchWish)`` asks for the plan, ``started(BatchPlan)`` to print it.

    ``preset_changed(str, PrintPreset)`` tells how a form is printed from now on, ``resumed(str, bool|None)`` and
    ``dropped(str)`` what becomes of a stopped batch.
    """

    checked = Signal(object)
    started = Signal(object)
    preset_changed = Signal(str, object)
    resumed = Signal(str, object)
    dropped = Signal(str)

    def __init__(self, parent: QWidget | None, choices: BatchChoices, campaign: str) -> None:
        super().__init__(parent, "整批打印")
        self._choices, self._campaign = choices, campaign
        self._plan: BatchPlan | None = None
        self.period, self.which, self.target = _choice("期次"), _choice("印哪些"), _choice("去向")
        self.period.addItem(EACH_OWN, None)
        for period in choices.options.periods:
            self.period.addItem(period.label, period)
        for which in Which:
            self.which.addItem(which.value, which)
        for target in Target:
            self.target.addItem(target.value, target)
        self.forms, self.units = TickList("报表"), TickList("单位")
        self.kinds = [tick_box(text, chosen=text == "PDF") for text in ("PDF", "Excel", "Word")]
        self.by_unit = tick_box("一家的各表排在一起", chosen=False)
        self.name = NameField(self._example)
        self.preset = PresetFields()
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setAccessibleName("打印前的检查")
        self.told.setPlaceholderText("先检查：列出要印多少份、哪些人名里的字要换字体、哪些字打不出。")
        self.told.setTabChangesFocus(True)
        self.go = button("检查", self._press, MAIN)
        self._offer()
        self._lay_out()
        self._connect()
        self._form_picked()
        self._look()

    @property
    def forms_of_choice(self) -> tuple[str, ...]:
        """The forms that units send."""
        return tuple(one.name for one in self._choices.options.forms if one.collected)

    def wish(self) -> BatchWish:
        """What is chosen; the folder or the printer is asked afterwards."""
        units = self.units.ticks.ticked
        everybody = len(units) == len(self.units.ticks.keys)
        return BatchWish(
            self.forms.ticks.ticked,
            () if everybody else units,
            Which(self.which.currentData()),
            self.period.currentData(),
            Target(self.target.currentData()),
            tuple(kind for kind, box in zip(_KINDS, self.kinds, strict=True) if box.isChecked()),
            self.name.pattern,
            self.by_unit.isChecked(),
        )

    def show_plan(self, plan: BatchPlan) -> None:
        """Say what will be printed and what must be known before; what cannot be drawn stops it."""
        self._plan = None if plan.refusal else plan
        lines = [f"共{len(plan.items)}份。", *plan.remarks, plan.refusal]
        if not plan.remarks and not plan.refusal:
            lines.append("字体齐全，没有要换字体的字。")
        self.say("\n".join(line for line in lines if line))
        self.go.setText(f"开始打印（{len(plan.items)}份）" if self._plan else "检查")
        if self._plan:
            self.go.setFocus()

    def say(self, text: str) -> None:
        """Show a sentence where the check's outcome stands."""
        self.told.setPlainText(text)
        self._area.ensureWidgetVisible(self.told)

    def _offer(self) -> None:
        forms = [one for one in self._choices.options.forms if one.collected]
        self.forms.ticks.show([Tickable(one.name, one.label) for one in forms], [one.name for one in forms])
        self.units.ticks.show([Tickable(unit, unit) for unit in self._choices.units], self._choices.units)

    def _lay_out(self) -> None:
        self._body = self._scrolled()
        for batch in self._choices.stopped[:1]:
            self._stopped_line(batch)
        top = QWidget()
        flow = FlowLayout(top, grid(self), fills=False)
        for text, box in (("期次", self.period), ("印哪些", self.which), ("去向", self.target)):
            flow.addWidget(_pair(text, box))
        for tick in (*self.kinds, self.by_unit):
            flow.addWidget(tick)
        self._body.addWidget(top)
        across = QGridLayout()
        across.setSpacing(grid(self))
        for place, (text, listed) in enumerate((("报表(&B)", self.forms), ("单位(&U)", self.units))):
            head = label(text, HEADING)
            head.setBuddy(listed)
            side = QVBoxLayout()
            side.addLayout(row(head, button("全选或全不选", listed.tick_all, LINK)))
            side.addWidget(listed, 1)
            listed.setMinimumHeight(row_height(self) * 3)
            across.addLayout(side, 0, place)
        across.setColumnStretch(0, 1)
        across.setColumnStretch(1, 1)
        self._body.addLayout(across, 1)
        self._body.addWidget(self.preset)
        self._body.addWidget(self.name)
        self.told.setFixedHeight(row_height(self) * 3)
        self._body.addWidget(self.told)
        self.lines.addLayout(row(self.go, button("取消", self.close)))
        self.suit(chars(self, 58), row_height(self) * 19)
        self.forms.setFocus()

    def _scrolled(self) -> QVBoxLayout:
        """The lines above the buttons, which scroll where the screen is small or the type large."""
        inner, area = QWidget(), QScrollArea()
        inner.setObjectName("page")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 1.5))
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.addWidget(area, 1)
        self._area = area
        return lines

    def _stopped_line(self, batch: Batch) -> None:
        said = f"{batch.at.month}月{batch.at.day}日的一批没有印完：{len(batch.items)}份印了{len(batch.done)}份"
        bar = QWidget()
        flow = FlowLayout(bar, grid(self), fills=False)
        self._batch = batch.id
        if batch.begun is None:
            flow.addWidget(label(f"{said}。"))
            flow.addWidget(button("接着印", self._resume))
        else:
            item = batch.items[batch.begun]
            flow.addWidget(label(f"{said}，停在{item.unit}“{item.form}”，请看打印机："))
            flow.addWidget(button("它已印出，印后面的", self._came_out))
            flow.addWidget(button("它没印出，从它印起", self._not_out))
        flow.addWidget(button("不再印", self._drop, LINK))
        self._body.addWidget(bar)

    def _connect(self) -> None:
        for box in (self.period, self.which, self.target):
            box.activated.connect(self._look)
        for listed in (self.forms.ticks, self.units.ticks):
            listed.ticked_changed.connect(self._look)
        for tick in (*self.kinds, self.by_unit):
            tick.toggled.connect(self._look)
        self.name.changed.connect(self._look)
        self.forms.selectionModel().currentChanged.connect(self._form_picked)
        self.preset.changed.connect(self._preset_picked)

    @Slot()
    def _look(self, *_: object) -> None:
        """Something else is wanted: what was checked no longer counts."""
        self._plan = None
        self.go.setText("检查")
        self.told.clear()
        as_files = Target(self.target.currentData()) is Target.FILES
        for box in self.kinds:
            box.setVisible(as_files)
        self.name.setVisible(as_files)
        self.name.show_example()
        some = bool(self.forms.ticks.ticked and self.units.ticks.ticked)
        kinds = not as_files or any(box.isChecked() for box in self.kinds)
        self.go.setEnabled(some and kinds and self.name.is_right)

    def _example(self, pattern: str) -> str:
        """The first paper's name after the pattern; DeskError for one that cannot be followed."""
        form = next((one for one in self._choices.options.forms if one.name in self.forms.ticks.ticked), None)
        units = self.units.ticks.ticked
        if form is None or not units or form.current is None:
            return ""
        period = self.period.currentData()
        shown = period if period in form.periods else form.current
        annex = form.label.removesuffix(form.name).strip()
        return stem_of(pattern, NamedPaper(self._campaign, annex, form.name, units[0], shown))

    @Slot()
    def _press(self) -> None:
        if self._plan is None:
            self.checked.emit(self.wish())
        else:
            self.started.emit(self._plan)

    @Slot(QModelIndex, QModelIndex)
    def _form_picked(self, *_: object) -> None:
        names = self.forms_of_choice
        place = max(0, self.forms.currentIndex().row())
        if place < len(names):
            self.preset.show_preset(names[place], self._choices.presets[names[place]])

    @Slot(str, object)
    def _preset_picked(self, form: str, preset: PrintPreset) -> None:
        self._choices.presets[form] = preset
        self.preset_changed.emit(form, preset)
        self._look()

    @Slot()
    def _resume(self) -> None:
        self.resumed.emit(self._batch, None)

    @Slot()
    def _came_out(self) -> None:
        self.resumed.emit(self._batch, True)  # noqa: FBT003  a signal takes no names

    @Slot()
    def _not_out(self) -> None:
        self.resumed.emit(self._batch, False)  # noqa: FBT003  the same

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(self._batch)


def _choice(name: str) -> ChoiceBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    return made


def _pair(text: str, box: QWidget) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    word = label(text, QUIET)
    word.setBuddy(box)
    line.addWidget(word)
    line.addWidget(box)
    return made
