"""定稿: what is open first, each with the way to it; then it is frozen, opened again with a reason, compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk_app.campaign.calendar_days import long_moment
from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, emptied, label, row
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.closing import ClosePoint, ClosingState
    from desk_app.services.data_changes import DataChanges
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign

_KEY = "closing"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a period stands, and the notes of its changes."""

    state: ClosingState
    notes: tuple[DataChanges, ...]


class ClosingDialog(DeskDialog):
    """Reads a period's state when it opens and after each step."""

    def __init__(self, parent: QWidget, context: RoomContext, campaign: Campaign, period: str = "") -> None:
        super().__init__(parent, "定稿")
        self._context, self._campaign = context, campaign
        self._found: Found | None = None
        self._ways: list[_Way] = []
        current = context.session.current
        self._periods: tuple[Period, ...] = current.periods if current else ()
        self.period = ChoiceBox()
        self.period.setAccessibleName("定哪一期")
        self.period.addItems([one.label for one in self._periods])
        self._said = label("正在核对……", wrap=True)
        self._points = QWidget()
        self._lines = QVBoxLayout(self._points)
        self.despite = QCheckBox("以上各项已看过，仍要定稿（各项随定稿一并留存）")
        self._hint = label("", QUIET, wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("撤销定稿的理由，写进数据变动说明")
        self.reason.setAccessibleName("撤销定稿的理由")
        self.which = ChoiceBox()
        self.which.setAccessibleName("撤销哪些表的定稿")
        self._just_closed = False
        self.close_button = button("定稿", self.close_now, MAIN)
        self.reopen_button = button("撤销定稿", self.reopen_now)
        self.notes_button = button("数据变动说明", self.show_notes)
        self._lay_out()
        wanted = next((one for one in self._periods if one.code == period), context.session.period)
        self._choose_current(wanted or (current.current if current else None))
        self.period.activated.connect(self.read)
        self.despite.toggled.connect(self._ready)
        self.reason.textChanged.connect(self._ready)
        self.read()

    @property
    def chosen(self) -> Period | None:
        """The period that is looked at."""
        place = self.period.currentIndex()
        return self._periods[place] if 0 <= place < len(self._periods) else None

    @property
    def text(self) -> str:
        """What is said of the period, with its open points."""
        points = self._found.state.points if self._found else ()
        return "\n".join([self._said.text(), *(point.text for point in points)])

    @Slot()
    def read(self) -> None:
        """Read where the period stands."""
        if self.chosen is not None:
            job = partial(_read, campaign=self._campaign, period=self.chosen)
            self._context.worker.run(job, self._show, failed=self._refused, key=_KEY)

    @Slot()
    def close_now(self) -> None:
        """定稿."""
        if self.chosen is not None and self.close_button.isEnabled():
            job = partial(_close, campaign=self._campaign, period=self.chosen)
            self._context.worker.run(job, self._closed, failed=self._refused, text="定稿")

    @Slot()
    def reopen_now(self) -> None:
        """撤销定稿."""
        if self.chosen is not None:
            reason, forms = self.reason.text(), self._forms()
            job = partial(_reopen, campaign=self._campaign, period=self.chosen, reason=reason, forms=forms)
            self._context.worker.run(job, self._reopened, failed=self._refused, text="撤销定稿")

    def _forms(self) -> tuple[str, ...]:
        """The form to be opened; none named for all of the period."""
        return (self.which.currentText(),) if self.which.currentIndex() > 0 else ()

    @Slot()
    def show_notes(self) -> None:
        """Show 数据变动说明."""
        from desk_app.ui.tally.changes_dialog import ChangesDialog

        if self._found is not None and self._found.notes:
            ChangesDialog(self, self._context, self._campaign, self._found.notes).open()

    def _lay_out(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._points)
        area.setAccessibleName("定稿前要看的各项")
        self._area = area
        self.lines.addLayout(row(label("期次"), self.period))
        self.lines.addWidget(self._said)
        self.lines.addWidget(area, 1)
        self.lines.addWidget(self.despite)
        self.lines.addWidget(self.which)
        self.lines.addWidget(self.reason)
        self.lines.addWidget(self._hint)
        self.lines.addLayout(row(self.close_button, self.reopen_button, self.notes_button, button("关闭", self.close)))
        self.suit(chars(self, 52), chars(self, 30))

    def _choose_current(self, wanted: Period | None) -> None:
        if wanted in self._periods:
            self.period.setCurrentIndex(self._periods.index(wanted))

    def _show(self, found: Found) -> None:
        from desk_app.services.closing_words import by_words

        self._found = found
        state = found.state
        closed = [
            f"{one.form}：{long_moment(one.closed_at)}定稿{by_words(one.closed_by)}，校验码 {one.code[:16]}"
            for one in state.closed
        ]
        still = f"还没有定稿：{'、'.join(state.open_forms)}" if state.open_forms else ""
        off = [f"{one.said}。" for one in state.overtaken]
        self._said.setText("\n".join([*closed, *([still] if still else []), *off]) or "这一期没有可以定稿的表。")
        lines = emptied(self._lines)
        self._ways = [_Way(self, point) for point in state.points]
        for way in self._ways:
            lines.addWidget(way)
        if state.open_forms and not state.points:
            lines.addWidget(label("没有要先解决的，可以定稿。"))
        lines.addStretch(1)
        self._area.setVisible(bool(state.open_forms))
        self.despite.setChecked(False)
        self.despite.setVisible(bool(state.points))
        self.reason.clear()
        self.reason.setVisible(bool(state.closed))
        self.which.clear()
        self.which.addItems([f"撤销这一期全部{len(state.closed)}张表的定稿", *(one.form for one in state.closed)])
        self.which.setVisible(bool(state.closed))
        self.reopen_button.setVisible(bool(state.closed))
        self.close_button.setVisible(bool(state.open_forms))
        self.notes_button.setVisible(bool(found.notes))
        self._hint.setText(_hint(state))
        self._ready()
        if self._just_closed and found.notes:
            self._hint.setText("已重新定稿，与第一次定稿的差别见“数据变动说明”，可以直接打开、存盘。")
            self.notes_button.setFocus()
        self._just_closed = False

    @Slot()
    def _ready(self) -> None:
        state = self._found.state if self._found else None
        free = state is not None and (not state.points or self.despite.isChecked())
        self.close_button.setEnabled(bool(state and state.open_forms) and free)
        self.reopen_button.setEnabled(bool(state and state.closed) and bool(self.reason.text().strip()))

    def _closed(self, _done: object) -> None:
        label_said = self.chosen.label if self.chosen else ""
        self._context.notices.done(f"{label_said}已定稿，数字和记录不再变动。")
        self._just_closed = True
        self.read()

    def _reopened(self, _done: object) -> None:
        self._context.notices.done("已撤销定稿；改好后再定稿，即出数据变动说明。")
        self.read()

    def _refused(self, refusal: DeskError) -> None:
        self._hint.setText(str(refusal))

    def go(self, point: ClosePoint) -> None:
        """Lead to where a point is settled."""
        self._context.go(point.room, point.errand)
        self.close()


class _Way(QWidget):
    """One open point with the way to it."""

    def __init__(self, dialog: ClosingDialog, point: ClosePoint) -> None:
        super().__init__()
        self._dialog, self._point = dialog, point
        lines = row(label(point.text, wrap=True), button(point.button, self._go), stretch=False)
        lines.setStretch(0, 1)
        lines.setContentsMargins(0, 0, grid(self), 0)
        self.setLayout(lines)

    @Slot()
    def _go(self) -> None:
        self._dialog.go(self._point)


def _hint(state: ClosingState) -> str:
    if not state.closed:
        return "定稿后，这一期的数字、记录和校验码不再变动；确要改动的，写明理由撤销定稿。"
    kept = [text for one in state.closed[:1] for text in one.open_points]
    return f"定稿时尚有：{'；'.join(kept)}。" if kept else "定稿时没有未解决的事项。"


def _read(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period) -> Found:
    from desk_app.services.closing import closing_state
    from desk_app.services.data_changes import data_changes

    return Found(closing_state(desk, campaign, period), data_changes(desk, campaign, period))


def _close(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period) -> object:
    from desk_app.services.closing import close_period

    return close_period(desk, campaign, period)


def _reopen(
    desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period, reason: str, forms: tuple[str, ...]
) -> object:
    from desk_app.services.closing import reopen_period

    return reopen_period(desk, campaign, period, reason, forms)
