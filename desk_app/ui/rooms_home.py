"""首页: the period's path, what to do first, what is due, what came in last, when the last backup was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from desk_app.campaign.period import Period
from desk_app.progress import Progress
from desk_app.ui.home_path import PathStrip
from desk_app.ui.issue import IssueBlanks
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import (
    ACCENT,
    CALM,
    FIGURE,
    HEADING,
    QUIET,
    TITLE,
    button,
    card,
    emptied,
    label,
    line,
    page,
    row,
)
from desk_app.ui.room import Room, RoomContext

if TYPE_CHECKING:
    from datetime import datetime

    from desk_app.services.desk import Desk
    from desk_app.services.home_dues import DueLine
    from desk_app.services.home_page import HomePage, Todo
    from desk_app.services.values import Campaign

_NUMBERS = "①②③④⑤⑥⑦⑧⑨"
_TWO_COLUMNS = 62
_TITLE = 26


class HomeRoom(Room):
    """The first page."""

    redraws_on = frozenset(
        {
            "submission",
            "record",
            "collection",
            "closing",
            "unit",
            "campaign",
            "batch",
            "paper",
            "owing",
            "setting",
            "issue",
            "chase",
            "task_note",
            "ruling",
            "plan_draft",
        }
    )

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self._issue = IssueBlanks(self, context)
        self._todos: tuple[Todo, ...] = ()
        self._title = label("", TITLE)
        self._campaign = label("", QUIET, wrap=True)
        self._path = PathStrip()
        self._first, self._first_lines = card()
        self._due, self._due_lines = card()
        self._recent, self._recent_lines = card()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._backup = label("", QUIET, wrap=True)
        self._backup_at: datetime | None = None
        context.safekeeping.daily_turned.connect(self._backup_turned)
        self._lay_out()

    def refresh(self) -> None:
        """Read the first page anew."""
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(_read, campaign=campaign, period=self.session.period)
            self.worker.run(job, self._show, key="home.refresh")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Set the two halves below each other when the window is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= chars(self, _TWO_COLUMNS)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _lay_out(self) -> None:
        lines = page(self, widest=100)
        lines.addLayout(row(self._title, self._campaign))
        lines.addWidget(self._path)
        right = QVBoxLayout()
        right.setSpacing(grid(self, 2))
        right.addWidget(self._due)
        right.addWidget(self._recent)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self._first)
        left.addStretch(1)
        self._columns.setSpacing(grid(self, 2))
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        lines.addLayout(self._columns)
        lines.addStretch(1)

    def _show(self, shown: HomePage) -> None:
        self._title.setText(shown.period)
        self._campaign.setText(f"{shown.title}（已结束）" if shown.ended else shown.title)
        self._path.show_steps(shown.steps)
        self._show_todos(shown.todos, ended=shown.ended)
        self._show_dues(shown)
        self._show_recent(shown)

    def _show_todos(self, todos: tuple[Todo, ...], *, ended: bool) -> None:
        self._todos = todos
        lines = emptied(self._first_lines)
        lines.addWidget(label("先办", HEADING))
        for place, todo in enumerate(todos):
            act = button(todo.button, self._follow)
            act.setObjectName(f"todo{place}")
            act.setAccessibleName(f"{todo.button}：{todo.text}")
            acts = [act]
            if todo.second:
                other = button(todo.second, self._follow_second)
                other.setObjectName(f"second{place}")
                other.setAccessibleName(f"{todo.second}：{todo.text}")
                acts.insert(0, other)
            lines.addWidget(line(label(_NUMBERS[place % 9], ACCENT), label(todo.text, wrap=True), *acts, grow=1))
        if not todos:
            said = "专项已结束，没有要办的；需要时可在“设置”里恢复。" if ended else "这一期眼下没有要办的。"
            lines.addWidget(label(said, QUIET, wrap=True))

    def _show_dues(self, shown: HomePage) -> None:
        lines = emptied(self._due_lines)
        lines.addWidget(label("时限", HEADING))
        late = len(shown.overdue)
        lines.addWidget(
            line(
                label("本周到期"),
                label(str(len(shown.due_this_week)), FIGURE),
                label("已逾期"),
                label(str(late), FIGURE if not late else "late"),
            )
        )
        if shown.undated:
            link = button(shown.undated_title, self._to_open, CALM)
            link.setToolTip(shown.undated_parts)
            lines.addWidget(line(link))
        for due in (*shown.overdue, *shown.due_this_week)[:6]:
            lines.addWidget(label(_due_text(due), QUIET, wrap=True))

    def _show_recent(self, shown: HomePage) -> None:
        lines = emptied(self._recent_lines)
        lines.addWidget(label("最近收表", HEADING))
        for at, text in shown.recent:
            lines.addWidget(label(f"{_moment(at)}  {text}", wrap=True))
        if not shown.recent:
            lines.addWidget(label("还没有收过表。", QUIET))
        self._backup, self._backup_at = label("", QUIET, wrap=True), shown.backup_at
        lines.addWidget(self._backup)
        self._say_backup()

    @Slot(bool)
    def _backup_turned(self, ended: bool) -> None:  # noqa: FBT001  a signal's own
        self._say_backup()
        if ended:
            self.mark_stale()

    def _say_backup(self) -> None:
        """When the last one was, and what becomes of today's."""
        at = self._backup_at
        has_todays = at is not None and at.date() == self.session.clock().date()
        said = "" if has_todays else self.context.safekeeping.daily_said
        last = f"上次备份：{_moment(at)}" if at is not None else "" if said else "还没有自动备份过（Ctrl+B 立即备份）"
        parts = [part for part in (last, said) if part]
        self._backup.setText("；".join(parts) + ("" if parts == [last] and at is not None else "。"))

    @Slot()
    def _follow(self) -> None:
        """Go where the pressed button leads."""
        todo = self._todos[int(self.sender().objectName().removeprefix("todo"))]
        if todo.room == "issue":
            self._issue.ask()
        elif todo.room == "copy":
            QGuiApplication.clipboard().setText("、".join(todo.names))
            self.notices.done(f"已复制{len(todo.names)}家单位的名单，可直接粘贴。")
        else:
            self.context.go(todo.room, todo.errand)

    @Slot()
    def _to_open(self) -> None:
        """Show exactly what has no day."""
        self.context.go("tasks", "时限待定")

    @Slot()
    def _follow_second(self) -> None:
        """Go where the other button of a line leads."""
        todo = self._todos[int(self.sender().objectName().removeprefix("second"))]
        self.context.go(todo.second_room, todo.second_errand)


def _due_text(due: DueLine) -> str:
    clock = f" {due.clock:%H:%M}" if due.clock is not None else ""
    said = f"，{due.said}" if due.said else ""
    title = due.title if len(due.title) <= _TITLE else f"{due.title[: _TITLE - 1]}…"
    return f"{due.day.month}月{due.day.day}日{clock}　{title}{said}"


def _moment(at: datetime) -> str:
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def _read(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None) -> HomePage:
    from desk_app.services.home_page import home_page

    return home_page(desk, campaign, period)
