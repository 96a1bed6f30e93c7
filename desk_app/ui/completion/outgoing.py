"""What goes out of 完成情况: texts onto the clipboard, papers into a folder."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from desk_app.ui.ask_path import ask_folder
from desk_app.ui.completion import work
from desk_app.ui.completion.menus import menu_button
from desk_app.ui.completion.work import Paper, PaperWish, Texts

if TYPE_CHECKING:
    from desk_app.services.produce import Made
    from desk_app.services.standing import FormStanding
    from desk_app.ui.completion.page import CompletionPage


class MatrixPapers(QObject):
    """The menu of lists and papers; ``button`` bears it."""

    def __init__(self, page: CompletionPage) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._wish: Paper | None = None
        menu = QMenu(page)
        for text, call in (
            ("复制未报单位名单", self.copy_missing),
            ("复制催报内容（各单位）", self.copy_all_messages),
            ("复制上报率（通报用）", self.copy_rates),
        ):
            self._add(menu, text, call)
        menu.addSeparator()
        for paper in Paper:
            self._add(menu, paper.value, self.ask_paper)
        self.button = menu_button("名单和表", menu)

    @Slot()
    def ask_paper(self) -> None:
        """Ask where a paper of the menu goes."""
        asked = self.sender()
        if isinstance(asked, QAction):
            self._wish = Paper(asked.text())
            ask_folder(self._page, f"{self._wish.value}放在哪个文件夹", self.write_wished)

    def write_wished(self, folder: Path) -> None:
        """Write what was asked for last."""
        if self._wish is not None:
            self.write(self._wish, folder)

    def write(self, paper: Paper, folder: Path) -> None:
        """Write a paper of what is shown."""
        campaign, model = self._context.session.campaign, self._page.model
        if campaign is None or model.shown is None:
            return
        period = self._context.session.period
        wish = PaperWish(paper, model.shown, period, model.track, model.units, self._standings())
        job = partial(work.write_paper, campaign=campaign, wish=wish, folder=folder)
        self._context.worker.run(job, self._written, text=f"写{paper.value}")

    @Slot()
    def copy_missing(self) -> None:
        """Put the list of who owes what is shown on the clipboard."""
        self._read(self._page.model.units, self._take_list)

    @Slot()
    def copy_all_messages(self) -> None:
        """Put a message for every unit that is shown and owes on the clipboard."""
        self.copy_messages(None)

    def copy_messages(self, units: Collection[str] | None) -> None:
        """Put the messages to some units, or to all that are shown, on the clipboard."""
        chosen = [unit for unit in self._page.model.units if units is None or unit in units]
        self._read(chosen, self._take_messages)

    @Slot()
    def copy_rates(self) -> None:
        """Put the sentences for a 通报 on the clipboard."""
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(work.read_rates_text, campaign=campaign, period=self._context.session.period)
            self._context.worker.run(job, self._take_rates, key="completion.text")

    def _read(self, units: Collection[str], take: object) -> None:
        campaign = self._context.session.campaign
        if campaign is not None and self._page.model.shown is not None:
            job = partial(work.read_messages, campaign=campaign, standings=self._standings(), units=tuple(units))
            self._context.worker.run(job, take, key="completion.text")  # type: ignore[arg-type]

    def _standings(self) -> tuple[FormStanding, ...]:
        """Those of the shown columns, without forms that are sent by whoever has something and nobody sent back."""
        model = self._page.model
        return tuple(model.shown.standings[place] for place in model.columns) if model.shown else ()

    def _take_list(self, texts: Texts) -> None:
        QGuiApplication.clipboard().setText(texts.missing)
        self._context.notices.done("未报单位名单已复制，可直接粘贴。")

    def _take_messages(self, texts: Texts) -> None:
        if texts.messages:
            QGuiApplication.clipboard().setText(texts.messages)
            count = len(texts.messages.split("\n"))
            self._context.notices.done(f"{count}家单位的催报内容已复制，可直接粘贴到内网消息里。")
        else:
            self._context.notices.done("这些单位都已报送，没有要催的。")

    def _take_rates(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.notices.done("上报率已复制，可直接粘贴到通报里。")

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        said = "".join(f"　{remark}" for remark in dict.fromkeys(made.remarks))
        self._context.notices.done(f"已写到“{made.files[0].parent}”：{names}。{said}")

    def _add(self, menu: QMenu, text: str, call: object) -> None:
        action = QAction(text, menu)
        action.triggered.connect(call)
        menu.addAction(action)
