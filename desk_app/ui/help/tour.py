"""五步导览: a small card over the window that walks through the rooms once; it can be left at any step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label, row

if TYPE_CHECKING:
    from desk_app.ui.window import MainWindow

_KEPT = "tour"


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step: the room it shows and what is said there."""

    room: str
    title: str
    said: str


STEPS = (
    TourStep(
        "home",
        "首页：先看这里",
        "这一期走到哪一步、先办什么、哪些快到期，都在首页。每件事右边的按钮，点了就到要办的地方。",
    ),
    TourStep(
        "plan",
        "方案：读进来，启动专项",
        "读入方案文件，看读出的任务、时限和附件表；拿不准的列成疑点请人定，再启动专项。",
    ),
    TourStep(
        "intake",
        "收表：拖进来，逐格核对",
        "把各单位交来的文件拖到这里。错的格标红，按 F8 一处一处走；没有问题的一次接收。",
    ),
    TourStep(
        "ledger",
        "台账：像表格一样录入",
        "直接打字、从WPS粘贴都行，写了就保存；按 F4 打开记录卡，按 Ctrl+Z 撤销，不限步数。",
    ),
    TourStep(
        "tally",
        "统计和打印",
        "数字点了能看到背后的记录和原件；Ctrl+7 到打印，看到的就是印出来的。忘了怎么办，随时按 F1。",
    ),
)


class Tour(QFrame):
    """Lives with the window and is seen only while it goes on; nothing below it is moved or locked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._place = 0
        self.setObjectName("tour")
        self.setProperty("kind", "card")
        self.setAutoFillBackground(True)
        self.setAccessibleName("五步导览")
        self._count = label("", QUIET)
        self._title = label("", HEADING, wrap=True)
        self._said = label("", wrap=True)
        self._back = button("上一步", self.back)
        self._next = button("下一步", self.forward, MAIN)
        self._leave = button("离开导览", self.leave)
        down = QVBoxLayout(self)
        down.setContentsMargins(grid(self, 2), grid(self, 1.5), grid(self, 2), grid(self, 1.5))
        down.setSpacing(grid(self))
        for part in (self._count, self._title, self._said):
            down.addWidget(part)
        down.addLayout(row(self._next, self._back, self._leave))
        window.installEventFilter(self)
        self.hide()

    @property
    def place(self) -> int:
        """Which step is shown, from 0."""
        return self._place

    def begin_once(self) -> None:
        """Begin when a campaign stands open for the first time on this data; never again by itself."""
        self._window.session.opened.connect(self._maybe)

    @Slot()
    def begin(self) -> None:
        """Begin at the first step."""
        self._window.wardrobe.prefs.keep(_KEPT, value=1)
        self._turn_to(0)

    @Slot()
    def forward(self) -> None:
        """The next step; behind the last one it ends."""
        if self._place + 1 < len(STEPS):
            self._turn_to(self._place + 1)
        else:
            self.leave()

    @Slot()
    def back(self) -> None:
        """The step before."""
        self._turn_to(max(0, self._place - 1))

    @Slot()
    def leave(self) -> None:
        """End, and give the keyboard to the room one is in."""
        self.hide()
        self._window.notices.done("导览可以随时再看：按 F1，再按“五步导览”。")
        self._window.house.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Stay in the lower right corner."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)

    @Slot()
    def _maybe(self) -> None:
        if self._window.session.campaign is not None and not self._window.wardrobe.prefs.kept(_KEPT):
            self._window.session.opened.disconnect(self._maybe)
            self.begin()

    def _turn_to(self, place: int) -> None:
        self._place = place
        step = STEPS[place]
        self._window.go(step.room)
        self._count.setText(f"五步导览　{place + 1}/{len(STEPS)}")
        self._title.setText(step.title)
        self._said.setText(step.said)
        self._back.setEnabled(place > 0)
        self._next.setText("下一步" if place + 1 < len(STEPS) else "开始使用")
        self.setAccessibleDescription(f"{step.title}。{step.said}")
        self.show()
        self.raise_()
        self._settle()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        whole = self._window.size()
        width = min(chars(self, 28), whole.width() - grid(self, 4))
        layout = self.layout()
        assert layout is not None  # noqa: S101  made with it
        height = layout.totalHeightForWidth(width)
        self.setGeometry(whole.width() - width - grid(self, 2), whole.height() - height - grid(self, 7), width, height)
