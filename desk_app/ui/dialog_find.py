"""查找 (Ctrl+K): places to go and the rows of all ledgers by a few signs; Enter goes there.

Rows of forms that name persons are counted here and never shown (services/search.py).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QWidget

from desk_app.progress import Progress
from desk_app.services.find_places import Place
from desk_app.services.search import SearchAnswer
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.find.delegate import FindDelegate
from desk_app.ui.find.model import PlacesModel
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import QUIET, label
from desk_app.ui.room import RoomContext
from desk_app.ui.rooms import ROOMS

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign

__all__ = ["FindDialog", "Place", "PlacesModel"]

_PAUSE = 60
_PAGE = 10
_HELP = "上下选，回车去，Esc 关闭；几个词之间空格"
_STEPS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE,
}  # fmt: skip


class FindDialog(DeskDialog):
    """One line to type in, and a list below that the up and down keys walk through."""

    def __init__(self, parent: QWidget | None, context: RoomContext) -> None:
        super().__init__(parent, "查找")
        self._context = context
        self.model = PlacesModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText("台账里的字词、单位、任务、人员、文件，打一两个字即可；名称可打拼音首字母")
        self.field.setAccessibleName("查找")
        self.field.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindDelegate(context.wardrobe, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("找到的")
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.said = label(_HELP, QUIET, wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._lay_out()
        self._offer(())
        job = partial(_read, campaign=context.session.campaign)
        context.worker.run(job, self._offer, key="find")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Let the arrow and page keys walk through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.lines.addWidget(self.field)
        self.lines.addWidget(self.list, 1)
        self.lines.addWidget(self.said)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._go)
        self.list.activated.connect(self._go)
        self.list.clicked.connect(self._go)
        self._timer.timeout.connect(self._ask)
        self.suit(chars(self, 52), row_height(self) * 18)

    def _offer(self, places: tuple[Place, ...]) -> None:
        rooms = tuple(Place(room.title, "去处", room.name) for room in ROOMS)
        self.model.offer((*rooms, *places) if not self.field.text() else (*places, *rooms))
        self._to_first()

    @Slot(str)
    def _search(self, text: str) -> None:
        self.model.search(text)
        self._to_first()
        self._timer.stop()
        if text.strip():
            self._timer.start()
        self._say()

    @Slot()
    def _ask(self) -> None:
        job = partial(_find, words=self.field.text())
        self._context.worker.run(job, self._show, text="查找", key="find.rows")

    def _show(self, answer: SearchAnswer) -> None:
        kept = self.model.place(self.list.currentIndex().row())
        self.model.take(answer)
        rows = range(self.model.rowCount())
        same = next((row for row in rows if kept is not None and self.model.place(row) == kept), -1)
        if same >= 0:
            self.list.setCurrentIndex(self.model.index(same))
        else:
            self._to_first()
        self._say()
        if not answer.files:
            job = partial(_find_files, answer=answer)
            self._context.worker.run(job, self._show_files, text="查找", key="find.files")

    def _show_files(self, answer: SearchAnswer) -> None:
        if answer.files:
            self._show(answer)

    def _say(self) -> None:
        """Say what was found, and whether the index is not there yet."""
        answer = self.model.answer
        words = self.field.text().strip()
        found = "" if not words else "正在查找……" if answer is None else _found(answer, self.model.rowCount())
        self.said.setText("　".join(filter(None, (found, _HELP))))
        self.said.setAccessibleName(self.said.text())

    def _to_first(self) -> None:
        self._select(self.model.next_row(-1, 1))

    def _walk(self, step: int) -> None:
        row = self.list.currentIndex().row()
        for _ in range(abs(step)):
            row = self.model.next_row(row, 1 if step > 0 else -1)
        self._select(row)

    def _select(self, row: int) -> None:
        if self.model.place(row) is None:
            return
        self.list.setCurrentIndex(self.model.index(row))
        if self.model.next_row(row, -1) == row:
            self.list.scrollToTop()

    @Slot()
    def _go(self) -> None:
        place = self.model.place(self.list.currentIndex().row())
        if place is not None:
            self.close()
            if place.campaign_id:
                self._context.session.choose_campaign(place.campaign_id)
            self._context.go(place.room, place.errand)


def _found(answer: SearchAnswer, lines: int) -> str:
    count = sum(one.count for one in answer.groups)
    said = f"台账里有{count}行以上" if answer.more else f"台账里有{count}行" if count else "台账里没有"
    if not lines:
        said = "没有找到，请换个词，或少打几个字"
    if answer.waiting:
        said += f"；有{answer.waiting}行还没有编入索引，这次是逐行查的，会慢一些"
    return f"{said}。"


def _read(desk: Desk, _progress: Progress, *, campaign: Campaign | None) -> tuple[Place, ...]:
    from desk_app.services.find_places import places

    return places(desk, campaign)


def _find(desk: Desk, progress: Progress, *, words: str) -> SearchAnswer:
    from desk_app.services.search import search

    return search(desk, words, progress)


def _find_files(desk: Desk, _progress: Progress, *, answer: SearchAnswer) -> SearchAnswer:
    from desk_app.services.search import with_files

    return with_files(desk, answer)
