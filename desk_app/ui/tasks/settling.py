"""What a person settles in 任务 beside the dates: 回看日期, what a class of units means, what is 时限待定."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QWidget

from desk_app.campaign.tasks import split_units
from desk_app.services.task_board import TaskBoard, TaskLine
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.tasks import work
from desk_app.ui.tasks.class_dialog import ClassDialog
from desk_app.ui.tasks.dialogs import task_heading
from desk_app.ui.tasks.form_due_dialog import FormDueDialog
from desk_app.ui.tasks.open_dialog import OpenDialog

if TYPE_CHECKING:
    from datetime import date

    from desk_app.services.calendar_form_dues import DueRuled, DueSaid
    from desk_app.services.values import ChangeSet
    from desk_app.ui.tasks.room import TaskRoom


class Settling(QObject):
    """Asks, and has what was decided kept."""

    def __init__(self, room: TaskRoom) -> None:
        super().__init__(room)
        self._room = room

    @Slot()
    def ask_review(self) -> None:
        """Ask when to look again at the task that is shown."""
        line, shown = self._room.list.detail.line, self._room.shown
        if line is not None and shown is not None:
            dialog = ReviewDialog(self._room, line, shown.board.today)
            dialog.chosen.connect(self.review)
            dialog.open()

    @Slot(str, object)
    def review(self, key: str, day: date | None) -> None:
        """Keep 回看日期, None to take it away."""
        campaign = self._room.session.campaign
        if campaign is not None:
            job = partial(work.keep_review, campaign=campaign, key=key, day=day)
            self._room.worker.run(job, self._done, text="设回看日期")

    @Slot(str)
    def ask_class(self, written: str) -> None:
        """Ask which units a class means; every class of the campaign can be chosen there."""
        shown = self._room.shown
        if shown is None:
            return
        found = shown.board.classes.among(named(shown.board))
        if not shown.board.classes.has_roster:
            self._room.notices.trouble(f"还没有单位名册，展不开“{written}”，请先到“单位”读入名册。")
        elif any(one.written == written for one in found):
            dialog = ClassDialog(self._room, found, shown.board.classes.units, written)
            dialog.confirmed.connect(self.confirm_class)
            dialog.open()

    @Slot(str, list)
    def confirm_class(self, written: str, units: list[str]) -> None:
        """Keep what a class means."""
        campaign = self._room.session.campaign
        if campaign is not None:
            job = partial(work.keep_class, campaign=campaign, written=written, units=tuple(units))
            self._room.worker.run(job, self._done, text="展开单位")

    @Slot()
    def show_open(self) -> None:
        """List what is 时限待定."""
        shown = self._room.shown
        if shown is not None and shown.undated:
            dialog = OpenDialog(self._room, shown.undated)
            dialog.task_asked.connect(self._room.to_task)
            dialog.form_asked.connect(self.ask_form_due)
            dialog.plan_asked.connect(self._to_plan)
            dialog.open()

    @Slot()
    def ask_any_due(self) -> None:
        """Ask for 报送时限, beginning with a form that has none."""
        self.ask_form_due("")

    @Slot(str)
    def ask_form_due(self, form: str) -> None:
        """Ask for 报送时限 of a form."""
        shown = self._room.shown
        if shown is None:
            return
        if not shown.forms:
            self._room.notices.trouble("这个专项没有要各单位报送的表。")
        elif shown.board.ended:
            self._room.notices.trouble("专项已结束，报送时限不再改动；要改的请先在“设置”里恢复专项。")
        else:
            dialog = FormDueDialog(self._room, shown.forms, shown.reading, form)
            dialog.ruled.connect(self.rule_form_due)
            dialog.open()

    @Slot(object)
    def rule_form_due(self, said: DueSaid) -> None:
        """认定报送时限."""
        campaign = self._room.session.campaign
        if campaign is not None:
            job = partial(work.keep_form_due, campaign=campaign, said=said)
            self._room.worker.run(job, self._due_ruled, text="认定报送时限")

    def _due_ruled(self, ruled: DueRuled) -> None:
        late = f"{'；'.join(ruled.late)}。" if ruled.late else ""
        self._room.notices.done(f"已认定报送时限，{len(ruled.days)}期照此。{late}", ruled.changes.operation_id)

    @Slot()
    def _to_plan(self) -> None:
        self._room.context.go("plan", "")

    def _done(self, changes: ChangeSet) -> None:
        self._room.notices.done(f"已{changes.name}。", changes.operation_id)


def named(board: TaskBoard) -> tuple[str, ...]:
    """Everything that tasks, duties and quotas name as units, each once."""
    again = [*(one.who for one in board.outline.duties), *(one.who for one in board.outline.quotas)]
    units = [
        *(unit for line in board.lines for unit in line.units),
        *(name for who in again for name in split_units(who)),
    ]
    return tuple(dict.fromkeys(units))


class ReviewDialog(DeskDialog):
    """``chosen(key, day)``; day is None where 回看 is taken away."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget, line: TaskLine, today: date) -> None:
        super().__init__(parent, "回看日期")
        self._key = line.key
        self.edit = QDateEdit()
        self.edit.setAccessibleName("回看日期")
        self.edit.setDisplayFormat("yyyy年M月d日")
        shown = line.review or today
        self.edit.setDate(QDate(shown.year, shown.month, shown.day))
        self.lines.addWidget(task_heading(line))
        written = f"方案写作“{line.task.deadline}”。" if line.task.deadline else "方案没有写时限。"
        self.lines.addWidget(label(f"{written}到这一天提醒看一看进展，不算到期，也不标逾期。", QUIET, wrap=True))
        self.lines.addLayout(row(label("回看日期"), self.edit))
        ways = [button("设定", self._keep, MAIN)]
        if line.review is not None:
            ways.append(button("取消回看", self._drop))
        self.lines.addLayout(row(*ways, button("关闭", self.close)))
        self.fit(chars(self, 32))

    @Slot()
    def _keep(self) -> None:
        day = self.edit.date().toPython()
        self.close()
        self.chosen.emit(self._key, day)

    @Slot()
    def _drop(self) -> None:
        self.close()
        self.chosen.emit(self._key, None)
