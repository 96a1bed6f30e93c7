"""备份、恢复、检查 as the window does them, from wherever they are asked for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desk_app.problems import Cancelled, DeskError, Problem
from desk_app.progress import Progress
from desk_app.ui.notices import Notices
from desk_app.ui.own_files import OwnFiles
from desk_app.ui.session import Session
from desk_app.ui.worker import Lane, Ticket, Worker

if TYPE_CHECKING:
    from datetime import datetime

    from desk_app.services.desk import Desk
    from desk_app.services.handover import TakenOver

_AFTER_START = 3_000
_OWN_BACKUP = "备份"
_DAILY = "safekeeping.daily"
_ARCHIVES = "备份文件 (*.zip)"


class Safekeeping(QObject):
    """Asks for the file and does it; what came of it is said in the notice line.

    ``daily_turned(ended)`` tells that the backup of the day begins, or has ended.
    """

    daily_turned = Signal(bool)

    def __init__(self, window: QWidget, session: Session, notices: Notices, own: OwnFiles) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._notices = notices
        self._own = own
        self._is_backing_up = False
        self._daily = QTimer(self)
        self._daily.setSingleShot(True)
        self._daily.setInterval(_AFTER_START)
        self._daily.timeout.connect(self.back_up_today)
        session.opened.connect(self._daily.start)
        session.worker.ended.connect(self._ended)

    @Slot()
    def ask_backup(self) -> None:
        """Ask where the backup shall be written."""
        from desk_app.ui.ask_path import ask_new_file

        name = f"专班台账备份-{self._session.clock():%Y%m%d-%H%M}.zip"
        ask_new_file(self._window, "备份到哪里", name, _ARCHIVES, self.backup_to)

    def backup_to(self, path: Path) -> None:
        """Write a backup beside all else, and say so."""
        job = partial(_backup, target=path)
        self._session.worker.run(job, self._backed_up, text=_OWN_BACKUP, lane=Lane.ASIDE)

    @Slot()
    def back_up_today(self) -> None:
        """The program's own backup, once a day, when the window has stood for a moment."""
        if self._is_kept:
            self._is_backing_up = True
            self.daily_turned.emit(False)  # noqa: FBT003  a signal's own
            self._session.worker.run(_back_up_today, text="每日备份", key=_DAILY, lane=Lane.ASIDE)

    @property
    def daily_said(self) -> str:
        """What becomes of the backup of the day, empty where nothing is under way."""
        if self._is_backing_up:
            return "今天的备份正在做"
        return "今天的备份稍后自动做" if self._daily.isActive() and self._is_kept else ""

    @property
    def _is_kept(self) -> bool:
        overview = self._session.overview
        kept = overview is not None and bool(overview.campaigns) and overview.seal is None
        return kept and not self._session.is_sample

    @Slot()
    def ask_restore(self) -> None:
        """Ask which backup shall be put back."""
        from desk_app.ui.ask_path import ask_file

        ask_file(self._window, "从哪个备份恢复", _ARCHIVES, self.restore_from)

    def take_over(self, package: Path) -> None:
        """打开交接包 as the office's data, on a computer that has none."""
        from desk_app.ui.archive import work

        self._own.close()
        job = partial(work.take_over, worker=self._session.worker, package=package, outside=self._session.outside)
        self._session.worker.run_plain(job, self._taken_over, failed=self._not_restored, text="打开交接包")

    def restore_from(self, archive: Path) -> None:
        """Put a backup back as the office's data; what was there is moved aside, never deleted.

        A 交接包 that was chosen here is opened as what it is.
        """
        from desk_app.services.handover import is_handover

        if is_handover(archive):
            self.take_over(archive)
            return
        self._own.close()
        outside = self._session.outside
        job = partial(_restore, worker=self._session.worker, archive=archive, folder=outside.data, at=outside.clock())
        self._session.worker.run_plain(job, self._restored, failed=self._not_restored, text="恢复备份")

    @Slot()
    def check(self) -> None:
        """Check that everything is whole and say so."""
        self._session.worker.run(_check, self._checked, text="检查数据")

    @Slot(object)
    def _ended(self, ticket: Ticket) -> None:
        """A backup that somebody asked for and that was given up, by 停止 or with the folder, is said."""
        if ticket.key == _DAILY and not ticket.dropped:
            self._is_backing_up = False
            self.daily_turned.emit(True)  # noqa: FBT003  a signal's own
        if ticket.text == _OWN_BACKUP and isinstance(ticket.error, Cancelled):
            self._notices.trouble("备份没有做成：中途停止了，没有留下备份文件；要备份请重做。")

    def _backed_up(self, path: Path) -> None:
        self._notices.done(f"已备份并核对无误：{path}")

    def _restored(self, outcome: tuple[Path | None, str]) -> None:
        aside, lost = outcome
        self._own.open()
        tail = f"原来的数据没有删，放在“{aside}”。" if aside else ""
        self._session.open(self._session.outside.data)
        if lost:
            self._notices.trouble(f"已从备份恢复。{tail}{lost}")
        else:
            self._notices.done(f"已从备份恢复。{tail}")

    def _taken_over(self, done: TakenOver) -> None:
        from desk_app.ui.archive.keeping import said_of_taken

        self._own.open()
        self._session.open(self._session.outside.data)
        self._notices.done(said_of_taken(done))

    def _not_restored(self, refusal: DeskError) -> None:
        self._own.open()
        self._session.open(self._session.outside.data)
        self._notices.trouble(refusal)

    def _checked(self, problems: list[Problem]) -> None:
        if problems:
            first = problems[0]
            self._notices.trouble(f"查出{len(problems)}处问题，第一处：{first.where}：{first.message}")
        else:
            self._notices.done("数据完好：数据库和全部原件都核对过了。")


def _backup(desk: Desk, progress: Progress, *, target: Path) -> Path:
    from desk_app.services.safekeeping import write_backup

    write_backup(desk, target, progress)
    return target


def _back_up_today(desk: Desk, progress: Progress) -> Path | None:
    from desk_app.services.safekeeping import backup_of_the_day

    return backup_of_the_day(desk, progress)


def _restore(
    _progress: Progress, *, worker: Worker, archive: Path, folder: Path, at: datetime
) -> tuple[Path | None, str]:
    from desk_app.services.safekeeping import restore, said_of_lost

    worker.use_desk(None)
    done = restore(archive, folder, at)
    return done.aside, said_of_lost(done)


def _check(desk: Desk, progress: Progress) -> list[Problem]:
    """What is wrong; an index of 查找 that differs from the rows is said, and built anew at once."""
    from desk_app.services.safekeeping import check
    from desk_app.services.search import build

    found = check(desk)
    if any(one.code == "search_index_differs" for one in found):
        build(desk, progress, anew=True)
    return found
