"""The main window: rooms at the left, campaign and period at the top, notices and jobs at the foot."""

from __future__ import annotations

import gc
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desk_app.progress import Progress
from desk_app.ui.actions import ACTIONS
from desk_app.ui.archive.read_only_bar import ReadOnlyBar
from desk_app.ui.colours import Colours
from desk_app.ui.crashes import Crashes
from desk_app.ui.door import Door
from desk_app.ui.find.keeper import IndexKeeper
from desk_app.ui.foot import Foot
from desk_app.ui.forehand import Forehand
from desk_app.ui.help.tour import Tour
from desk_app.ui.house import House
from desk_app.ui.issue import IssueBlanks
from desk_app.ui.jobs import JobArea
from desk_app.ui.notices import Notices
from desk_app.ui.outside import Outside
from desk_app.ui.own_files import OwnFiles
from desk_app.ui.room import RoomContext
from desk_app.ui.rooms import ROOMS
from desk_app.ui.safekeeping import Safekeeping
from desk_app.ui.sample_bar import SampleBar
from desk_app.ui.screen_keeper import ScreenKeeper
from desk_app.ui.session import Session
from desk_app.ui.side import Side
from desk_app.ui.top import TopBar
from desk_app.ui.wardrobe import STEP, Wardrobe
from desk_app.ui.worker import Worker

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import ChangeSet

PROGRAM = "专班台账"
_STEP_BACK = ("撤销：", "恢复：")


class MainWindow(QMainWindow):
    """Puts the parts together and lets each key reach its action."""

    def __init__(self, outside: Outside, worker: Worker, own: OwnFiles, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.worker = worker
        self.own = own
        self.wardrobe = wardrobe
        self.session = Session(worker, outside, self)
        self.notices = Notices()
        safekeeping = Safekeeping(self, self.session, self.notices, own)
        self.context = RoomContext(self.session, worker, self.notices, outside, wardrobe, safekeeping, self.go)
        self.issue = IssueBlanks(self, self.context)
        self.read_only = ReadOnlyBar(self.session)
        self.side = Side(ROOMS)
        self.top = TopBar(self.session)
        self.jobs = JobArea(worker)
        self.door = Door(
            self.session, outside, plan=self.read_plan, blank=self.print_blank, restore=safekeeping.ask_restore
        )
        self.house = House(ROOMS, self.context, self.door)
        self.crashes = Crashes(outside, own.log_folder, self)
        self.keeper = ScreenKeeper(self, fell=own.fell)
        self.index_keeper = IndexKeeper(self.session, self)
        self._last_operation: int | None = None
        self._lay_out()
        self._connect()
        self._add_actions()
        self.tour = Tour(self)
        self.name_window()
        self.house.enter(0)

    def go(self, room: str, errand: str = "") -> None:
        """Enter a room by its name, on an errand if one is named."""
        self.house.enter(self.house.place_of(room), errand)
        self.house.focus()

    @Slot(object)
    def dress(self, colours: Colours) -> None:
        """Take the colours of a new look where the stylesheet does not reach."""
        self.side.dress(colours)

    @Slot()
    def name_window(self) -> None:
        """Say in the title whose desk it is."""
        overview = self.session.overview
        whose = f"{overview.bureau} — " if overview and overview.bureau else ""
        sealed = "（只读）" if overview and overview.seal else ""
        self.setWindowTitle(f"{whose}{PROGRAM}{'（样例）' if self.session.is_sample else ''}{sealed}")

    @Slot(int)
    def _say_why(self, place: int) -> None:
        self.door.say_why(ROOMS[place].title if place else "")

    @Slot()
    def come_forward(self) -> None:
        """Be seen: a second start asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot(int)
    def undo(self, operation_id: int) -> None:
        """撤销 one operation and say so."""
        self.worker.run(partial(_undo, operation_id=operation_id), self._undone, text="撤销")

    @Slot()
    def undo_last(self) -> None:
        """撤销 what was done last in this window."""
        if self._last_operation is None:
            self.notices.done("打开以来还没有可撤销的。")
        else:
            self.undo(self._last_operation)

    @Slot()
    def find(self) -> None:
        """查找."""
        from desk_app.ui.dialog_find import FindDialog

        FindDialog(self, self.context).open()

    @Slot()
    def show_figures(self) -> None:
        """领导要数."""
        from desk_app.ui.dialog_figures import FiguresDialog

        campaign = self.session.campaign
        if campaign is None:
            self.notices.done("还没有启动专项，没有数可报。")
        else:
            FiguresDialog(self, self.context, campaign).open()

    @Slot()
    def show_shortcuts(self) -> None:
        """快捷键一览."""
        from desk_app.ui.dialog_shortcuts import ShortcutsDialog

        ShortcutsDialog(self).open()

    @Slot()
    def read_plan(self) -> None:
        """Ask for the plan to begin with, in 方案."""
        self.go("plan", "读入方案")

    @Slot()
    def show_help(self) -> None:
        """帮助, at the room one is in."""
        from desk_app.ui.help.dialog import HelpDialog
        from desk_app.ui.help.pages import read_pages

        known = self.findChild(HelpDialog)
        if known is not None and known.isVisible():
            known.open_at(self.house.name)
            known.activateWindow()
            return
        pages = read_pages(self.context.outside.resources / "help")
        room = self.house.name if self.session.campaign is not None else "start"
        HelpDialog(self, pages, room, self.show_tour, self.show_shortcuts).show()

    @Slot()
    def show_tour(self) -> None:
        """五步导览."""
        self.tour.begin()

    @Slot()
    def print_blank(self) -> None:
        """打印空白附件."""
        from desk_app.ui.dialog_blank import BlankDialog

        BlankDialog(self, self.worker, self.context.outside, self.notices).open()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Let the worker finish what it has in hand."""
        self.wardrobe.prefs.keep_place(self.saveGeometry())
        self.keeper.close()
        self.worker.shutdown()
        self.wardrobe.prefs.settle()
        self.read_only.clear_away()
        self.own.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        down = QVBoxLayout()
        down.setSpacing(0)
        for part in (self.top, SampleBar(self.session), self.read_only):
            down.addWidget(part)
        down.addWidget(self.house, 1)
        down.addWidget(Foot(whole, self.notices, self.jobs))
        across.addLayout(down, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.side.chosen.connect(self.house.enter)
        self.house.entered.connect(self.side.show_room)
        self.house.entered.connect(self._say_why)
        self.top.find_asked.connect(self.find)
        self.top.figures_asked.connect(self.show_figures)
        self.notices.undo_asked.connect(self.undo)
        self.session.changed.connect(self._remember)
        self.session.opened.connect(self.name_window)
        self.session.opened.connect(_spare_the_collector)
        forehand = Forehand(self)
        forehand.ended.connect(_spare_what_was_read)
        self.session.opened.connect(forehand.begin)
        self.session.switched.connect(self._forget)
        self.worker.refused.connect(self.notices.trouble)
        self.worker.crashed.connect(self.crashes.report)
        self.wardrobe.changed.connect(self.dress)
        self.own.called.connect(self.come_forward)

    def _add_actions(self) -> None:
        for one in ACTIONS:
            action = QAction(one.text, self)
            action.setObjectName(one.name)
            action.setShortcuts([QKeySequence(keys) for keys in one.keys])
            action.triggered.connect(self._act)
            self.addAction(action)
        self._calls = {
            "find": self.find,
            "figures": self.show_figures,
            "campaign": self.top.open_campaigns,
            "period": self.top.open_periods,
            "undo": self.undo_last,
            "refresh": self.house.refresh,
            "blank": self.print_blank,
            "issue": self.issue.ask,
            "backup": self.context.safekeeping.ask_backup,
            "larger": self._larger,
            "smaller": self._smaller,
            "help": self.show_help,
            "shortcuts": self.show_shortcuts,
            "quit": self.close,
        }

    @Slot()
    def _act(self) -> None:
        name = self.sender().objectName()
        if name.startswith("room."):
            self.go(name.removeprefix("room."))
        else:
            self._calls[name]()

    def _larger(self) -> None:
        self.wardrobe.size(self.wardrobe.look.percent + STEP)

    def _smaller(self) -> None:
        self.wardrobe.size(self.wardrobe.look.percent - STEP)

    @Slot(object)
    def _remember(self, changes: ChangeSet) -> None:
        self._last_operation = None if changes.name.startswith(_STEP_BACK) else changes.operation_id

    @Slot()
    def _forget(self) -> None:
        self._last_operation = None
        self.notices.clear()

    def _undone(self, changes: ChangeSet) -> None:
        self.notices.done(f"已{changes.name}。", changes.operation_id)


@cache
def _spare_the_collector() -> None:
    """What stands for good by now is looked through no more: with it, each full collection stops a key for 0.1 s.

    Once: the interpreter counts what it spares one by one, and that at every opening of a folder.
    """
    gc.collect()
    gc.freeze()


@cache
def _spare_what_was_read() -> None:
    """What was read ahead is as much again, and stands for good as well; once, too."""
    gc.collect()
    gc.freeze()


def _undo(desk: Desk, _progress: Progress, *, operation_id: int) -> ChangeSet:
    from desk_app.services.overview import undo

    return undo(desk, operation_id)
