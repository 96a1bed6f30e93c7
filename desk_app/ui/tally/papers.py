"""What 统计 hands out: the names of who still owes to be pasted, 汇总表, 统计表 with 分级 and 分栏统计表."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from desk_app.services.figure_values import FigureTable
from desk_app.services.print_choice import PaperKind, PrintChoice
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.tally import work
from desk_app.ui.tally.saying import missing_said

if TYPE_CHECKING:
    from desk_app.services.produce import Made
    from desk_app.ui.tally.room import TallyRoom


class TallyPapers(QObject):
    """The papers of the room's period, and of the form under its cursor."""

    def __init__(self, room: TallyRoom) -> None:
        super().__init__(room)
        self._room = room

    @Slot()
    def copy_missing(self) -> None:
        """Put the names of the units that still owe on the clipboard."""
        text = missing_said(self._room.figures.standings())
        if text:
            QGuiApplication.clipboard().setText(text)
            self._room.notices.done("未报单位名单已复制，可直接粘贴。")

    @Slot()
    def ask_summary(self) -> None:
        """Ask where the summaries go."""
        ask_folder(self._room, "汇总表放在哪个文件夹", self.write_summary)

    @Slot()
    def ask_tally(self) -> None:
        """Ask where the tally goes."""
        ask_folder(self._room, "统计表放在哪个文件夹", self.write_tally)

    def write_summary(self, folder: Path) -> None:
        """Write 汇总表 of the chosen form, or of every form where 合计 is chosen, as PDF and Excel."""
        columns = self._room.model.columns_of(max(0, self._room.table.currentIndex().column()))
        self._write(
            [
                PrintChoice(PaperKind.SUMMARY, one.form.name, period=one.period, with_unit_column=True)
                for one in columns
            ],
            folder,
        )

    def write_tally(self, folder: Path) -> None:
        """Write 统计表 and 未报单位名单 as PDF and Excel, with 分级 and 分栏统计表 where they say more."""
        room = self._room
        period, table = room.session.period, room.model.table
        deep = table is not None and (room.levels.isChecked() or any(one.has_rules for one in table.columns))
        self._write(
            [PrintChoice(PaperKind.TALLY, period=period), PrintChoice(PaperKind.MISSING, period=period)],
            folder,
            table if deep else None,
        )

    def _write(self, choices: list[PrintChoice], folder: Path, table: FigureTable | None = None) -> None:
        campaign = self._room.session.campaign
        if campaign is not None:
            job = partial(work.write_files, campaign=campaign, choices=choices, folder=folder, table=table)
            self._room.worker.run(job, self._written, text="写出文件")

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        folder = made.files[0].parent if made.files else ""
        said = "".join(f"　{remark}" for remark in dict.fromkeys(made.remarks))
        self._room.notices.done(f"已写到“{folder}”：{names}。{said}")
