"""What goes out of 任务: the menu of papers, where each is put, and the calendar file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from desk_app.ui.ask_path import ask_folder, ask_new_file
from desk_app.ui.tasks import work
from desk_app.ui.tasks.menus import menu_button
from desk_app.ui.tasks.work import Paper, PaperWish

if TYPE_CHECKING:
    from desk_app.services.produce import Made
    from desk_app.ui.tasks.room import TaskRoom

_DAYS_FILE = "日历文件 (*.ics)"


class TaskPapers(QObject):
    """Asks where a paper goes and has it written; ``button`` bears the menu."""

    def __init__(self, room: TaskRoom) -> None:
        super().__init__(room)
        self._room = room
        self._wish: Paper | None = None
        self.button = self._menu_button()

    @Slot()
    def ask_paper(self) -> None:
        """Ask where a paper of the menu goes."""
        asked = self.sender()
        if isinstance(asked, QAction):
            self._wish = Paper(asked.text())
            self._ask_folder(self._wish)

    def _ask_folder(self, paper: Paper) -> None:
        ask_folder(self._room, f"{paper.value}放在哪个文件夹", self.write_wished)

    def write_wished(self, folder: Path) -> None:
        """Write what was asked for last."""
        if self._wish is not None:
            self.write(self._wish, folder)

    def write(self, paper: Paper, folder: Path) -> None:
        """Write one paper; lists follow the filter, slips the marked tasks, the week's sheet the calendar's day."""
        campaign = self._room.session.campaign
        if campaign is None or self._room.shown is None:
            return
        slips = paper in (Paper.REMIND, Paper.URGE)
        lines = self._room.list.chosen if slips else self._room.list.model.lines
        day = self._room.calendar.view.day if self._room.is_at_calendar else self._room.shown.board.today
        wish = PaperWish(paper, tuple(one.key for one in lines), self._room.list.filter.said, day)
        job = partial(work.write_paper, campaign=campaign, wish=wish, folder=folder)
        self._room.worker.run(job, self._written, text=f"写{paper.value}")

    @Slot()
    def ask_days(self) -> None:
        """Ask where the calendar file goes."""
        campaign = self._room.session.campaign
        if campaign is not None:
            ask_new_file(self._room, "日历文件写到哪里", f"{campaign.name}日程.ics", _DAYS_FILE, self.write_days)

    def write_days(self, target: Path) -> None:
        """Write the calendar file."""
        campaign = self._room.session.campaign
        if campaign is not None:
            self._room.worker.run(
                partial(work.write_days, campaign=campaign, target=target), self._written, text="写日历文件"
            )

    def _menu_button(self) -> QPushButton:
        entries: list[tuple[str, Callable[[], object]] | None] = []
        for paper in Paper:
            entries.append((paper.value, self.ask_paper))
            if paper is Paper.WALL_A3:
                entries += [("日历文件（ics）", self.ask_days), None]
        return menu_button(self._room, "打印和导出", entries)

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        said = "".join(f"　{remark}" for remark in dict.fromkeys(made.remarks))
        self._room.notices.done(f"已写到“{made.files[0].parent}”：{names}。{said}")
