"""What a file would change, before it is taken in: its columns as understood, units that seem renamed, every change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QVBoxLayout, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, ChoiceBox, button, emptied, label, line
from desk_app.ui.tally.views import fit_columns, plain_table
from desk_app.ui.units.models import ChangesModel
from desk_app.ui.units.page import scrolling

if TYPE_CHECKING:
    from desk_app.services.keep_roster import Decisions, FileColumn, Renaming, RosterPlan
    from desk_app.services.people import PeoplePlan

_UNUSED = "（不读入）"


class ImportPage(QWidget):
    """``decided(Decisions)``: the columns or renamings were changed. ``taken``, ``dropped``: what becomes of it."""

    decided = Signal(object)
    taken = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.changes = ChangesModel(self)
        self.table = plain_table("读入会改什么", self.changes)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setMinimumHeight(row_height(self) * 6)
        self.columns: dict[int, ChoiceBox] = {}
        self.renamed: dict[str, tuple[str, QCheckBox]] = {}
        self.renamed_on = QDateEdit()
        self.renamed_on.setDisplayFormat("yyyy年M月d日")
        self.renamed_on.setAccessibleName("改名日期")
        self._said = label("", wrap=True)
        self._take = button("照此读入", self.taken.emit, MAIN)
        self._fields: dict[str, str] = {}
        self._lay_out()

    def show_roster(self, plan: RosterPlan, today: date) -> None:
        """Show what a roster file would change."""
        from desk_app.services.keep_roster import FIELDS

        self._begin(plan.path.name, f"{plan.units}家单位", len(plan.changes), plan.remarks)
        self._show_columns(plan.columns, FIELDS)
        self._show_renamings(plan.renamings, plan.taken or {})
        self.renamed_on.setMaximumDate(QDate(today.year, today.month, today.day))
        self.changes.show_changes((one.what, one.unit, one.detail) for one in plan.changes)
        fit_columns(self.table, 3, 24)

    def show_people(self, plan: PeoplePlan) -> None:
        """Show what a list of persons would change; its columns are only shown."""
        from desk_app.services.people import FIELDS

        self._begin(plan.path.name, f"{len(plan.lines)}行", len(plan.changes), plan.remarks)
        self._show_columns((), {})
        self._show_renamings((), {})
        used = [f"{column.heading}＝{FIELDS[column.field]}" for column in plan.columns if column.field]
        self._columns_said.setText(f"栏目对照：{'、'.join(used)}")
        self.changes.show_changes((one.what, one.person, one.detail) for one in plan.changes)
        fit_columns(self.table, 3, 24)

    @property
    def decisions(self) -> Decisions:
        """What is decided on the screen."""
        from desk_app.services.keep_roster import Decisions

        fields = {word: name for name, word in self._fields.items()}
        columns = {place: fields.get(box.currentText(), "") for place, box in self.columns.items()}
        renamed = {new: old for new, (old, tick) in self.renamed.items() if tick.isChecked()}
        chosen = self.renamed_on.date()
        return Decisions(columns, renamed, date(chosen.year(), chosen.month(), chosen.day()))

    def set_date(self, today: date) -> None:
        """Propose a day for renamings."""
        self.renamed_on.setDate(QDate(today.year, today.month, today.day))

    def _begin(self, name: str, what: str, count: int, remarks: Sequence[str]) -> None:
        found = f"会有{count}处变动：" if count else "与现有的相同，没有变动。"
        self._said.setText("\n".join([f"“{name}”有{what}，{found}", *remarks]))
        self.table.setVisible(bool(count))

    def _show_columns(self, columns: Sequence[FileColumn], fields: Mapping[str, str]) -> None:
        self._fields = dict(fields)
        self.columns = {}
        lines = emptied(self._columns_lines)
        self._columns_said.setText("栏目对照（认错的可以改）：" if columns else "")
        held = QWidget()
        flow = FlowLayout(held, grid(self), fills=False)
        for column in columns:
            if column.is_serial:
                continue
            box = ChoiceBox()
            box.addItems([_UNUSED, *self._fields.values()])
            box.setCurrentText(self._fields.get(column.field, _UNUSED))
            box.setAccessibleName(f"“{column.heading}”一栏读作")
            box.currentTextChanged.connect(self._decide)
            self.columns[column.place] = box
            flow.addWidget(line(label(column.heading), box))
        lines.addWidget(held)

    def _show_renamings(self, renamings: Sequence[Renaming], taken: Mapping[str, str]) -> None:
        self.renamed = {}
        lines = emptied(self._renamed_lines)
        for one in renamings:
            tick = QCheckBox(f"“{one.old}”改名为“{one.new}”")
            tick.setToolTip(one.why)
            tick.setAccessibleDescription(one.why)
            tick.setChecked(taken.get(one.new) == one.old)
            tick.toggled.connect(self._decide)
            self.renamed[one.new] = (one.old, tick)
            why = f"{one.why}；不勾的作为两家：新增一家，原来的停用。"
            lines.addWidget(line(tick, label(why, QUIET, wrap=True), grow=1))
        self._renamed_word.setVisible(bool(renamings))
        self._date_row.setVisible(any(tick.isChecked() for _, tick in self.renamed.values()))

    @Slot()
    def _decide(self) -> None:
        self.decided.emit(self.decisions)

    def _lay_out(self) -> None:
        lines = scrolling(self)
        self._columns_said = label("", QUIET, wrap=True)
        self._renamed_word = label("像是改名，请认定", HEADING)
        columns, renamed, dated = QWidget(), QWidget(), QWidget()
        self._columns_lines, self._renamed_lines = QVBoxLayout(columns), QVBoxLayout(renamed)
        for inside in (self._columns_lines, self._renamed_lines):
            inside.setContentsMargins(0, 0, 0, 0)
        self._date_row = dated
        across = FlowLayout(dated, grid(self), fills=False)
        across.addWidget(label("改名从哪天起"))
        across.addWidget(self.renamed_on)
        acts = FlowLayout(spacing=grid(self), fills=False)
        acts.addWidget(self._take)
        acts.addWidget(button("不读入", self.dropped.emit))
        lines.addWidget(label("读入前请看一下会改什么", HEADING))
        for widget in (self._said, self._columns_said, columns, self._renamed_word, renamed, dated):
            lines.addWidget(widget)
        lines.addLayout(acts)
        lines.addWidget(self.table, 1)
