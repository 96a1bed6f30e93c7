"""填上级表: the superior's file in the window; each place is pointed out once, then one click fills the file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.services.superior_form import Filling, SuperiorForm, What
from desk_app.services.superior_form_look import LINES, address_of, column_letters, heading_over
from desk_app.services.superior_form_point import (
    block_columns,
    labels_of,
    names_column,
    pointed,
    with_column,
    with_filling,
)
from desk_app.ui.ask_path import ask_file, ask_new_file
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.reports import work
from desk_app.ui.reports.superior_choice import SuperiorChoice
from desk_app.ui.reports.superior_said import filled_marks, filled_text, filling_at, pointed_marks
from desk_app.ui.reports.superior_table import SuperiorTable
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.views import ElidedLabel

if TYPE_CHECKING:
    from desk_app.services.superior_form_fill import Filled
    from desk_app.services.superior_form_look import Spot
    from desk_app.services.superior_form_point import Pointing
    from desk_app.services.values import Campaign

_FILTER = "上级表 (*.xlsx *.docx)"
_HINT = "打开上级发来的xlsx或docx，点选要填的格，说明填什么；指定一次，以后打开就认得。原件不会改动。"


class SuperiorDialog(DeskDialog):
    """``open_file`` shows a file; ``fillings`` are the places that were pointed out; ``filled`` what came of it."""

    def __init__(self, parent: QWidget, context: RoomContext, campaign: Campaign) -> None:
        super().__init__(parent, "填上级表")
        self._context, self._campaign = context, campaign
        self.path: Path | None = None
        self.pointing: Pointing | None = None
        self.fillings: tuple[Filling, ...] = ()
        self.filled: Filled | None = None
        current = context.session.current
        self._periods = current.periods if current else ()
        self.period = ChoiceBox()
        self.period.setAccessibleName("填哪一期")
        self.period.addItems([one.label for one in self._periods])
        wanted = context.session.period or (current.current if current else None)
        if wanted in self._periods:
            self.period.setCurrentIndex(self._periods.index(wanted))
        self.name = QLineEdit()
        self.name.setAccessibleName("这张上级表的名称")
        self.name.setPlaceholderText("名称")
        self.sheets = ChoiceBox()
        self.sheets.setAccessibleName("看哪张表")
        self.table = SuperiorTable()
        self.model = self.table.grid_model
        self.choice: SuperiorChoice | None = None
        self._place = ElidedLabel("strong")
        self._said = label(_HINT, QUIET, wrap=True)
        self._side = QVBoxLayout()
        self._set = button("指定", self.point)
        self._unset = button("取消指定", self.unpoint)
        self.fill_button = button("填数", self.fill, MAIN)
        self.save_button = button("另存为", self.ask_where)
        self._lay_out()
        self.sheets.activated.connect(self._show_sheet)
        self.period.activated.connect(self._forget_filled)
        self.table.selectionModel().currentChanged.connect(self._cell_chosen)
        self._ready()

    @property
    def text(self) -> str:
        """What is said below."""
        return self._said.text()

    @property
    def spot(self) -> Spot | None:
        """The chosen cell, the first of its joined area."""
        return self.table.spot

    @Slot()
    def ask_which(self) -> None:
        """Ask for the superior's file."""
        ask_file(self, "上级发来的表", _FILTER, self.open_file)

    def open_file(self, path: Path) -> None:
        """Read a file and show it; a known one is filled at once."""
        self.path = path
        period = self._periods[self.period.currentIndex()] if self._periods else None
        job = partial(work.open_superior, campaign=self._campaign, path=path, period=period)
        self._context.worker.run(job, self._show, failed=self._refused, text="打开上级表", key="superior.open")

    @Slot()
    def point(self) -> None:
        """Keep what the chosen cell takes."""
        spot, choice, pointing = self.spot, self.choice, self.pointing
        if spot is None or choice is None or pointing is None:
            return
        take = choice.take
        word = choice.chosen_label if take.what not in {What.BY_UNIT, What.ROWS} else ""
        try:
            one = pointed(pointing.file, spot, take, word)
        except DeskError as refusal:
            self._said.setText(str(refusal))
            return
        if take.what is What.BY_UNIT:
            one = replace(one, names=choice.names.currentIndex())
        if take.what is What.ROWS and choice.chosen_form is not None:
            one = replace(one, columns=block_columns(pointing.file, spot, choice.chosen_form))
        self.fillings = with_filling(self.fillings, one)
        self._show_marks()

    @Slot()
    def unpoint(self) -> None:
        """The chosen cell takes nothing."""
        here = self._here()
        if here is not None:
            self.fillings = tuple(one for one in self.fillings if one is not here)
            self._show_marks()

    @Slot(str)
    def choose_column(self, key: str) -> None:
        """Let the chosen cell's column of a block of rows take something else."""
        here, spot = self._here(), self.spot
        if here is None or spot is None or here.take.what is not What.ROWS or self.pointing is None:
            return
        changed = with_column(here, self.pointing.file, spot[2], key)
        self.fillings = tuple(changed if one is here else one for one in self.fillings)
        self._show_marks()

    @Slot()
    def fill(self) -> None:
        """Fill the file and show what went where."""
        if self.pointing is None or not self.fillings or not self._periods:
            return
        file = self.pointing.file
        form = SuperiorForm(self.name.text().strip(), file.suffix, file.words, self.fillings)
        period = self._periods[self.period.currentIndex()]
        job = partial(work.fill, campaign=self._campaign, file=file, form=form, period=period)
        self._context.worker.run(job, self._show_filled, failed=self._refused, text="填上级表", key="superior.fill")

    @Slot()
    def ask_where(self) -> None:
        """Ask for the new file's name."""
        if self.path is not None and self.filled is not None:
            name = f"{self.path.stem}（{self.period.currentText()}填报）{self.path.suffix}"
            ask_new_file(self, "填好的表存到哪里", name, f"*{self.path.suffix}", self.save_to)

    def save_to(self, out: Path) -> None:
        """Write the filled file."""
        if self.filled is not None and self.path is not None:
            job = partial(work.write, filled=self.filled, original=self.path, out=out)
            self._context.worker.run(job, self._saved, failed=self._refused, text="存填好的表")

    def _lay_out(self) -> None:
        side = QWidget()
        side.setLayout(self._side)
        self._side.setContentsMargins(0, 0, grid(self, 0.5), 0)
        self._side.addWidget(self._place)
        self._side.addLayout(row(self._set, self._unset))
        self._side.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(side)
        area.setAccessibleName("所选的格填什么")
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.table, area):
            widget.setMinimumSize(grid(self, 14), row_height(self) * 3)
            self.halves.addWidget(widget)
        self.halves.setSizes([6600, 3400])
        self.halves.setChildrenCollapsible(False)
        self.lines.setSpacing(grid(self))
        self.lines.addLayout(row(button("打开上级表", self.ask_which), self.name, self.sheets, self.period))
        self.lines.addWidget(self.halves, 1)
        below = QScrollArea()
        below.setWidgetResizable(True)
        below.setWidget(self._said)
        below.setAccessibleName("填的情况")
        below.setMaximumHeight(row_height(self) * 4)
        self._said.setMargin(grid(self, 0.5))
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lines.addWidget(below)
        self.lines.addLayout(row(self.fill_button, self.save_button, button("关闭", self.close)))
        self.suit(chars(self, 74), chars(self, 42))

    def _show(self, found: Pointing) -> None:
        self.pointing, self.filled = found, None
        self.fillings = found.known.fillings if found.known else ()
        self.name.setText(found.known.name if found.known else Path(found.file.name).stem)
        self.sheets.clear()
        self.sheets.addItems([one.name for one in found.file.grids])
        if self.choice is not None:
            self.choice.hide()
            self.choice.deleteLater()
        self.choice = SuperiorChoice(found.forms, found.units)
        self.choice.column_chosen.connect(self.choose_column)
        self._side.insertWidget(1, self.choice)
        near = f"像是{'、'.join(found.near)}，不能确定，请重新指定。" if found.near else ""
        self._said.setText(near or ("" if found.known else "还没有指定过：点选要填的格，说明填什么，按“指定”。"))
        self._show_sheet()
        if found.known is not None:
            self.fill()

    @Slot()
    def _show_sheet(self) -> None:
        pointing = self.pointing
        if pointing is None:
            return
        shown = pointing.file.grids[max(0, self.sheets.currentIndex())]
        self.table.show_grid(shown, pointing.file.formulas, self._marks())
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._ready()

    @Slot(QModelIndex, QModelIndex)
    def _cell_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        spot, pointing, choice = self.spot, self.pointing, self.choice
        if spot is None or pointing is None or choice is None or self.model.grid is None:
            return
        shown = self.model.grid
        self._place.say(f"第{spot[1] + 1}行" if shown.name == LINES else address_of(spot[1], spot[2]))
        columns = [f"{column_letters(place)} {heading_over(shown, spot[1], place)}".rstrip()
                   for place in range(shown.width)]  # fmt: skip
        choice.show_cell(labels_of(pointing.file, spot), columns, names_column(pointing.file, spot, pointing.units))
        here = self._here()
        if here is not None:
            key = next((one.key for one in here.columns if one.column == spot[2]), "")
            choice.show_take(here.take, here.label, here.names, key if here.take.what is What.ROWS else None)
        self._ready()

    def _here(self) -> Filling | None:
        spot, choice = self.spot, self.choice
        return None if spot is None or choice is None else filling_at(self.fillings, spot, choice.chosen_label)

    def _marks(self) -> dict[Spot, str]:
        if self.filled is not None:
            return filled_marks(self.filled)
        return pointed_marks(self.fillings, self.pointing.forms if self.pointing else ())

    def _show_marks(self) -> None:
        self.filled = None
        self._mark_cells()
        self._said.setText(f"已指定{len(self.fillings)}处。按“填数”看填出来的样子。")
        self._ready()

    def _mark_cells(self) -> None:
        self.table.show_marks(self._marks())

    @Slot()
    def _forget_filled(self) -> None:
        if self.filled is not None:
            self._show_marks()

    def _show_filled(self, filled: Filled) -> None:
        self.filled = filled
        self._mark_cells()
        self._said.setText(filled_text(filled, self.pointing.carried if self.pointing else ""))
        self._ready()

    def _saved(self, out: Path) -> None:
        self._context.notices.done(f"已存到“{out}”。")

    def _refused(self, refusal: DeskError) -> None:
        self._said.setText(str(refusal))

    def _ready(self) -> None:
        self._set.setEnabled(self.pointing is not None)
        self._unset.setEnabled(self._here() is not None)
        self.fill_button.setEnabled(bool(self.fillings) and bool(self._periods))
        self.save_button.setEnabled(self.filled is not None)
