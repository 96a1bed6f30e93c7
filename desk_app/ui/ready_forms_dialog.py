"""选用常用表: the ready forms with their columns, those that the campaign has already grey, one added at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desk_app.progress import Progress
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.notices import Notices
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label, row
from desk_app.ui.worker import Worker

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.ready_forms import ReadyForm
    from desk_app.services.values import Campaign, ChangeSet

_FORM = Qt.ItemDataRole.UserRole


class ReadyFormsDialog(DeskDialog):
    """Pick a ready form, see its columns, add it to the campaign."""

    def __init__(self, parent: QWidget, worker: Worker, notices: Notices, campaign: Campaign) -> None:
        super().__init__(parent, "选用常用表")
        self._worker, self._notices, self._campaign = worker, notices, campaign
        self.forms = QListWidget()
        self.forms.setAccessibleName("常用表")
        self.forms.currentItemChanged.connect(self._show)
        self.forms.itemActivated.connect(self._take)
        self.columns = label("", QUIET, wrap=True)
        self.columns.setMinimumHeight(row_height(self) * 2)
        self.columns.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.act = button("加入专项", self._take, MAIN)
        self.act.setEnabled(False)
        self.lines.addWidget(label("选一张表加入专项", HEADING))
        self.lines.addWidget(label(campaign.name, QUIET, wrap=True))
        self.lines.addWidget(self.forms, 1)
        self.lines.addWidget(self.columns)
        self.lines.addLayout(row(self.act, button("关闭", self.close)))
        self.forms.setMinimumHeight(row_height(self) * 5)
        self.suit(chars(self, 34), row_height(self) * 16)
        worker.run(partial(_known, campaign=campaign), self._offer, key="ready.known")

    def _offer(self, found: tuple[ReadyForm, ...]) -> None:
        for one in found:
            item = QListWidgetItem(f"{one.name}　（已有）" if one.is_taken else one.name)
            item.setData(_FORM, one)
            if one.is_taken:
                item.setForeground(self.palette().brush(self.palette().ColorRole.PlaceholderText))
            self.forms.addItem(item)
        free = next((place for place, one in enumerate(found) if not one.is_taken), 0)
        self.forms.setCurrentRow(free)
        self.forms.setFocus()

    @Slot()
    def _show(self) -> None:
        one = self._chosen()
        self.act.setEnabled(one is not None and not one.is_taken)
        if one is not None:
            rhythm = one.definition.collected.label if one.definition.collected else "不由各单位报送"
            self.columns.setText(f"{rhythm}。栏目：{'、'.join(one.definition.labels)}")

    def _chosen(self) -> ReadyForm | None:
        item = self.forms.currentItem()
        found: ReadyForm | None = item.data(_FORM) if item is not None else None
        return found

    @Slot()
    def _take(self) -> None:
        one = self._chosen()
        if one is None or one.is_taken:
            return
        job = partial(_taken, campaign=self._campaign, name=one.name)
        self._worker.run(job, partial(_say, self._notices, one.name), text="选用常用表")
        self.close()


def _say(notices: Notices, name: str, changes: ChangeSet) -> None:
    notices.done(f"已加入“{name}”，可以下发空表、收表和打印。", changes.operation_id)


def _known(desk: Desk, _progress: Progress, *, campaign: Campaign) -> tuple[ReadyForm, ...]:
    from desk_app.services.ready_forms import ready_forms

    return ready_forms(desk, campaign)


def _taken(desk: Desk, _progress: Progress, *, campaign: Campaign, name: str) -> ChangeSet:
    from desk_app.services.ready_forms import take_ready_form

    return take_ready_form(desk, campaign, name)
