"""挂接: below the grid what a linked ledger says of the row at the cursor, and 登记进展 from there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desk_app.forms.definition import Column, ColumnKind
from desk_app.forms.showing import shown
from desk_app.progress import Progress
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import LINK, MAIN, QUIET, STRONG, ChoiceBox, button, emptied, label, line, row

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.linked_rows import Followed
    from desk_app.services.values import Campaign, ChangeSet
    from desk_app.ui.room import RoomContext


class FollowedBar(QWidget):
    """One line a linked ledger; hidden where none follows the form that is shown."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._record: int | None = None
        self.found: tuple[Followed, ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(grid(self, 0.5))
        context.session.changed.connect(self._hear)
        self.hide()

    def turn_to(self, record_id: int | None, *, is_followed: bool) -> None:
        """Read what is said of a row, where any ledger follows its form."""
        wanted = record_id if is_followed else None
        if wanted != self._record:
            self._record = wanted
            self._read()

    def _read(self) -> None:
        campaign = self._context.session.campaign
        if self._record is None or campaign is None:
            self._show(())
            return
        job = partial(_read, campaign=campaign, record_id=self._record)
        self._context.worker.run(job, self._show, key="ledger.followed")

    @Slot(object)
    def _hear(self, changes: ChangeSet) -> None:
        if self._record is not None and "record" in changes.tables:
            self._read()

    def _show(self, found: tuple[Followed, ...]) -> None:
        self.found = found
        lines = emptied(self._lines)
        for place, one in enumerate(found):
            said = label(one.said, QUIET)
            said.setToolTip(one.said)
            said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            act = button("登记进展", self._ask, LINK)
            act.setProperty("place", place)
            act.setAccessibleName(f"登记进展：{one.form.name}")
            lines.addWidget(line(said, act, grow=0))
            act.setVisible(not self._context.session.read_only_because)
        self.setVisible(bool(found))

    @Slot()
    def _ask(self) -> None:
        place = int(self.sender().property("place"))
        self.ask(self.found[place])

    def ask(self, one: Followed) -> ProgressDialog:
        """Ask for the progress of the row at the cursor."""
        dialog = ProgressDialog(self, one)
        dialog.open()
        return dialog

    def keep(self, one: Followed, texts: dict[str, str]) -> None:
        """Enter it in the linked ledger."""
        campaign, record_id = self._context.session.campaign, self._record
        if campaign is not None and record_id is not None:
            job = partial(_log, campaign=campaign, record_id=record_id, form_id=one.form.id, texts=texts)
            self._context.worker.run(job, self._kept, text="登记进展")

    def _kept(self, changes: ChangeSet) -> None:
        self._context.notices.done("进展已登记，单位和事项是从这一行带过去的。", changes.operation_id)


class ProgressDialog(DeskDialog):
    """The columns of the linked ledger that are not known yet; today stands in the day."""

    def __init__(self, owner: FollowedBar, one: Followed) -> None:
        super().__init__(owner, "登记进展")
        self._owner, self._one = owner, one
        self.fields: dict[str, QLineEdit | QPlainTextEdit | QComboBox] = {}
        self.lines.addWidget(label(one.matter, STRONG, wrap=True))
        self.lines.addWidget(label(one.said, QUIET, wrap=True))
        form = one.form.definition
        labels = dict(zip(form.keys, form.labels, strict=True))
        for key in one.asked:
            field = _field(form.column(key))
            field.setAccessibleName(labels[key])
            self.fields[key] = field
            named = label(labels[key])
            named.setBuddy(field)
            self.lines.addWidget(named)
            self.lines.addWidget(field)
        self._owner._context.worker.run(partial(_first, one=one), self._begin, key="ledger.first")  # noqa: SLF001  its owner
        self.lines.addLayout(row(button("登记", self.save, MAIN), button("取消", self.close)))
        self.fit(chars(self, 32))

    def _begin(self, texts: dict[str, str]) -> None:
        for key, text in texts.items():
            field = self.fields.get(key)
            if isinstance(field, QLineEdit) and not field.text():
                field.setText(shown(self._one.form.definition.column(key), text))

    @Slot()
    def save(self) -> None:
        """Give away what was written."""
        texts = {key: _text(field) for key, field in self.fields.items()}
        self.close()
        self._owner.keep(self._one, texts)


def _field(column: Column) -> QLineEdit | QPlainTextEdit | QComboBox:
    if column.kind is ColumnKind.CHOICE:
        box = ChoiceBox()
        box.setEditable(not column.closed)
        box.addItems(["", *column.choices])
        return box
    if column.kind is ColumnKind.LONG:
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(chars(text, 4))
        return text
    return QLineEdit()


def _text(field: QLineEdit | QPlainTextEdit | QComboBox) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.currentText() if isinstance(field, QComboBox) else field.text()


def _read(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int) -> tuple[Followed, ...]:
    from desk_app.services.linked_rows import followed_by

    return followed_by(desk, campaign, record_id)


def _first(desk: Desk, _progress: Progress, *, one: Followed) -> dict[str, str]:
    from desk_app.services.linked_rows import first_texts

    return first_texts(desk, one.form.definition)


def _log(
    desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int, form_id: int, texts: dict[str, str]
) -> ChangeSet:
    from desk_app.services.linked_rows import log_progress

    return log_progress(desk, campaign, record_id, form_id, texts)[0]
