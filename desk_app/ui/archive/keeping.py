"""Checking, opening and handing on, as the window does them: asks for the path, has it done, says what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desk_app.problems import DeskError
from desk_app.ui.archive import work
from desk_app.ui.ask_path import ask_file, ask_folder
from desk_app.ui.worker import Lane

if TYPE_CHECKING:
    from desk_app.services.archive_verify import Verified
    from desk_app.services.handover import HandoverMade, TakenOver
    from desk_app.ui.archive.room import ArchiveRoom

_ZIPS = "压缩包 (*.zip)"


class Keeping(QObject):
    """Belongs to the room's third page."""

    def __init__(self, room: ArchiveRoom) -> None:
        super().__init__(room)
        self._room = room
        self._page = room.keeping_page
        self._taker, self._seals = "", False
        page = self._page
        page.check_folder_asked.connect(self._ask_check_folder)
        page.check_zip_asked.connect(self._ask_check_zip)
        page.open_folder_asked.connect(self._ask_open_folder)
        page.open_zip_asked.connect(self._ask_open_zip)
        page.hand_asked.connect(self._ask_hand)
        page.take_asked.connect(self._ask_take)
        page.resume_asked.connect(self.resume)

    def check(self, path: Path) -> None:
        """核对归档."""
        job = partial(work.verify, path=path)
        self._room.worker.run_plain(job, self._checked, text="核对归档", key="archive.verify")

    def look_into(self, path: Path) -> None:
        """打开归档查阅 in place of the office's own data."""
        room = self._room
        folder = room.context.outside.archive_view
        first = partial(work.open_archive, path=path, folder=folder)
        room.session.open(folder, first=first, failed=self._not_opened)

    def hand_to(self, folder: Path) -> None:
        """Write the package for the name that was asked; beside all else where one goes on writing here."""
        job = partial(work.hand_over, folder=folder, taker=self._taker, seal=self._seals)
        lane = Lane.NEXT if self._seals else Lane.ASIDE
        self._room.worker.run(job, self._handed, text="做交接包", lane=lane)

    def hand_over(self, taker: str, folder: Path, *, seal: bool) -> None:
        """Write the package for a name."""
        self._taker, self._seals = taker, seal
        self.hand_to(folder)

    def take(self, package: Path) -> None:
        """打开交接包 as the office's data."""
        self._room.context.safekeeping.take_over(package)

    @Slot()
    def resume(self) -> None:
        """解除只读."""
        room = self._room
        folder = room.context.outside.data
        room.session.open(folder, first=partial(work.resume, folder=folder), failed=self._not_opened)
        room.notices.done("正在解除只读；请与接收人商定，不要两边同时办理。")

    @Slot()
    def _ask_check_folder(self) -> None:
        ask_folder(self._room, "核对哪个归档文件夹", self.check)

    @Slot()
    def _ask_check_zip(self) -> None:
        ask_file(self._room, "核对哪个归档压缩包", _ZIPS, self.check)

    @Slot()
    def _ask_open_folder(self) -> None:
        ask_folder(self._room, "打开哪个归档文件夹", self.look_into)

    @Slot()
    def _ask_open_zip(self) -> None:
        ask_file(self._room, "打开哪个归档压缩包", _ZIPS, self.look_into)

    @Slot(str, bool)
    def _ask_hand(self, taker: str, seal: bool) -> None:  # noqa: FBT001  Qt's way to pass it
        self._taker, self._seals = taker, seal
        ask_folder(self._room, "交接包放在哪个文件夹", self.hand_to)

    @Slot()
    def _ask_take(self) -> None:
        ask_file(self._room, "打开哪个交接包", _ZIPS, self.take)

    def _checked(self, done: Verified) -> None:
        self._page.show_verified(done)
        (self._room.notices.done if done.whole else self._room.notices.trouble)(f"{done.path.name}：{done.said}")

    def _not_opened(self, refusal: DeskError) -> None:
        self._room.session.open(self._room.context.outside.data)
        self._room.notices.trouble(refusal)

    def _handed(self, made: HandoverMade) -> None:
        tail = "本机数据已设为只读。" if made.sealed else ""
        self._room.notices.done(
            f"交接包已做成并核对：{made.path}，备份校验码{made.code}。{tail}{''.join(made.remarks)}"
        )
        if made.sealed:
            self._room.session.open(self._room.context.outside.data)


def said_of_taken(done: TakenOver) -> str:
    """What a successor is told."""
    giver = f"{done.giver}移交的" if done.giver else ""
    lost = f"有{done.lost}个原件在移交前已缺失或损坏。" if done.lost else ""
    return f"已接手{giver}{done.bureau}的数据，经办人：{done.taker}；未办事项见“档案”和交接清单。{lost}"
