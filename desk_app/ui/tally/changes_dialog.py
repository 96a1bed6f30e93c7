"""数据变动说明 on the screen: each figure and row, old and new, with the reason; written as PDF, Word and Excel."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desk_app.campaign.calendar_days import long_moment
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.table_model import TextTable
from desk_app.ui.tally.views import fit_columns, plain_table

if TYPE_CHECKING:
    from desk_app.services.data_changes import DataChanges
    from desk_app.services.desk import Desk
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign

_HEADINGS = ("报表", "单位", "变动", "原定稿", "现定稿", "出处", "经过")


class ChangesDialog(DeskDialog):
    """Shows the latest note of a period, or an earlier one."""

    def __init__(
        self, parent: QWidget, context: RoomContext, campaign: Campaign, notes: tuple[DataChanges, ...]
    ) -> None:
        super().__init__(parent, "数据变动说明")
        self._context, self._campaign = context, campaign
        self._notes = tuple(reversed(notes))
        self.which = ChoiceBox()
        self.which.setAccessibleName("哪一次的说明")
        self.which.addItems([f"{long_moment(one.again_at)}重新定稿" for one in self._notes])
        self.which.setVisible(len(self._notes) > 1)
        self._said = label("", wrap=True)
        self._count = label("", QUIET, wrap=True)
        self.model = TextTable(self)
        self.table = plain_table("数据变动", self.model)
        self.lines.addWidget(self.which)
        self.lines.addWidget(self._said)
        self.lines.addWidget(self._count)
        self.lines.addWidget(self.table, 1)
        self.lines.addLayout(row(button("存为PDF、Word、Excel", self.ask_paper, MAIN), button("关闭", self.close)))
        self.suit(chars(self, 68), chars(self, 34))
        self.which.activated.connect(self._show)
        self._show()

    @property
    def note(self) -> DataChanges:
        """The note that is shown."""
        return self._notes[max(0, self.which.currentIndex())]

    @Slot()
    def ask_paper(self) -> None:
        """Ask where the files go."""
        ask_folder(self, "数据变动说明放在哪个文件夹", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write the note as PDF, Word and Excel."""
        job = partial(_write, campaign=self._campaign, note=self.note, folder=folder)
        self._context.worker.run(job, self._written, failed=self._refused, text="写数据变动说明")

    @Slot()
    def _show(self) -> None:
        note = self.note
        from desk_app.services.closing_words import closed_words, difference_words, row_said, withdrawal_words

        self._said.setText("\n".join([f"{note.period.label}　{closed_words(note)}", *withdrawal_words(note)]))
        self._count.setText(difference_words(note))
        lines = [(one.form, one.unit or "合计", one.measure, one.old, one.new, "", "") for one in note.figures]
        lines += [(one.form, one.unit, row_said(one), one.old, one.new, one.source, one.why) for one in note.rows]
        self.model.show_texts(_HEADINGS, lines)
        fit_columns(self.table, 4, 14)

    def _written(self, made: Made) -> None:
        self._context.notices.done(f"已写到“{made.files[0].parent}”：{'、'.join(path.name for path in made.files)}。")
        self.close()

    def _refused(self, refusal: DeskError) -> None:
        self._count.setText(str(refusal))


def _write(desk: Desk, _progress: Progress, *, campaign: Campaign, note: DataChanges, folder: Path) -> Made:
    from desk_app.services.closing_print import print_changes

    return print_changes(desk, campaign, note, folder)
