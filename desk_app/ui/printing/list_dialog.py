"""打印清单 in the window: which papers are out, when, where they went, and whether they came back signed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSortFilterProxyModel, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.campaign.calendar_days import long_moment
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import QUIET, button, label, row
from desk_app.ui.printing import work
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.views import fit_columns, plain_table
from desk_app.ui.text_lines import TextLines

if TYPE_CHECKING:
    from desk_app.services.print_singles import PrintedPaper
    from desk_app.services.produce import Made

_HEADS = ("印出时间", "报表", "单位", "期次", "页数", "纸质件", "文件或打印机")


class PrintedModel(TextLines):
    """A line a paper."""

    def __init__(self, printed: tuple[PrintedPaper, ...], parent: QObject | None = None) -> None:
        lines = [
            (long_moment(one.at), one.form, one.unit, one.period, str(one.pages or ""), one.signed, one.target)
            for one in printed
        ]
        super().__init__(_HEADS, lines, parent)


class PrintedDialog(DeskDialog):
    """All that was printed, the newest first; typing narrows it, and it is saved as a file."""

    def __init__(self, parent: QWidget | None, context: RoomContext, printed: tuple[PrintedPaper, ...]) -> None:
        super().__init__(parent, "打印清单")
        self._context = context
        self._folder: Path | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找单位、报表、期次、纸质件")
        self.search.setAccessibleName("在打印清单里查找")
        self.search.setClearButtonEnabled(True)
        self.found = QSortFilterProxyModel(self)
        self.found.setSourceModel(PrintedModel(printed, self))
        self.found.setFilterKeyColumn(-1)
        self.table = plain_table("打印清单", self.found)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.count = label("", QUIET)
        self.lines.addWidget(self.search)
        self.lines.addWidget(self.table, 1)
        self.lines.addWidget(self.count)
        self.lines.addLayout(row(button("存为文件…", self._ask_folder), button("关闭", self.close)))
        self.search.textChanged.connect(self._narrow)
        self.suit(chars(self, 62), row_height(self) * 16)
        fit_columns(self.table, 4, 14)
        self._narrow("")

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self.found.setFilterFixedString(text.strip())
        shown, whole = self.found.rowCount(), self.found.sourceModel().rowCount()
        self.count.setText(f"共{whole}份" if shown == whole else f"共{whole}份，找到{shown}份")
        if not whole:
            self.count.setText("还没有打印过。印出的、存成文件的附件表和汇总表都会记在这里。")

    @Slot()
    def _ask_folder(self) -> None:
        ask_folder(self, "放在哪个文件夹", self.save_to)

    def save_to(self, folder: Path) -> None:
        """Write the whole list into a folder."""
        campaign = self._context.session.campaign
        if campaign is not None:
            self._folder = folder
            job = partial(work.write_printed, campaign=campaign, folder=folder)
            self._context.worker.run(job, self._saved, text="写出打印清单")

    def _saved(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        self._context.notices.done(f"已存到“{self._folder}”：{names}。")
