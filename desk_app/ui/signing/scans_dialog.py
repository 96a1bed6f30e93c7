"""核对扫描件: each scanned paper beside its page, noted by one key while it is seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.services.signing_papers import ScanPaper
from desk_app.services.values import PaperState
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import LINK, button
from desk_app.ui.room import RoomContext
from desk_app.ui.signing import work
from desk_app.ui.signing.paper_list import ENTER, MOVES, STATES, ZOOM
from desk_app.ui.signing.scans_looking import ScansLooking

if TYPE_CHECKING:
    from desk_app.services.values import ChangeSet


class ScansDialog(ScansLooking):
    """``noted``, ``undone`` and ``taken_back`` tell of a step; ``elsewhere(submission)`` where to name it."""

    noted = Signal(object)
    undone = Signal(object)
    taken_back = Signal(object)
    elsewhere = Signal(int)

    def __init__(self, parent: QWidget | None, context: RoomContext, scanned: work.Scanned) -> None:
        super().__init__(parent, context, scanned.papers)
        self._batch_id = scanned.batch.batch_id if scanned.batch else None
        self._steps: list[tuple[int, tuple[int, ...]]] = []
        self._lay_out()
        self._connect()
        self._tell()
        if scanned.papers:
            self.go_to(next((row for row, one in enumerate(scanned.papers) if one.state is None), 0))

    @Slot(int)
    def press(self, key: int) -> None:
        """Do what a key asks."""
        known = Qt.Key(key)
        if known in STATES:
            self.note(STATES[known])
        elif known in ENTER:
            self._confirm()
        elif known in ZOOM:
            self.picture.enlarge(ZOOM[known])
        elif known in MOVES:
            self.picture.move_by(*MOVES[known])
        elif known is Qt.Key.Key_Space:
            self.go_on()
        else:
            self.turn(1 if known is Qt.Key.Key_PageDown else -1)

    def note(self, state: PaperState) -> None:
        """Note the paper that is looked at, and go on; one with pages missing is asked about before it is 已交."""
        campaign, paper = self._context.session.campaign, self.paper
        if campaign is None or paper is None:
            return
        if paper.lacking:
            self._problems.setText(f"还不知道{'、'.join(paper.lacking)}，请按〔去收表指定〕。")
            return
        if state is PaperState.RECEIVED and paper.missing:
            self._ask_still(paper)
            return
        self._note(paper, state)

    def _ask_still(self, paper: ScanPaper) -> None:
        self._problems.setText(f"{paper.missing}，仍记已交？按回车仍记已交，按空格先放着。")
        self._problems.show()
        self._still.show()

    @Slot()
    def _confirm(self) -> None:
        """已交 though pages are missing, where that was asked."""
        paper = self.paper
        if paper is not None and self._still.isVisible():
            self._note(paper, PaperState.RECEIVED)
            self.list.setFocus()

    def _note(self, paper: ScanPaper, state: PaperState) -> None:
        campaign = self._context.session.campaign
        if campaign is None:
            return
        job = partial(work.note_scans, campaign=campaign, paper=paper, state=state)
        done = partial(self._noted, paper.scans, state)
        self._context.worker.run(job, done, failed=self._refused, text="登记签字盖章")

    @Slot()
    def name_by_code(self) -> None:
        """The paper that is looked at is the print whose code was typed."""
        campaign, paper, said = self._context.session.campaign, self.paper, self.code.text().strip()
        if campaign is not None and paper is not None and said:
            job = partial(work.name_by_code, campaign=campaign, paper=paper, said=said, among=self.model.scans)
            self._context.worker.run(job, self._named, failed=self._refused, text="按识别码指定")

    @Slot()
    def undo_last(self) -> None:
        """撤销 the last step that was taken in this list."""
        campaign = self._context.session.campaign
        if campaign is not None and self._steps:
            operation_id, scans = self._steps[-1]
            job = partial(work.undo_step, campaign=campaign, operation_id=operation_id, among=self.model.scans)
            done = partial(self._undone_step, scans)
            self._context.worker.run(job, done, failed=self._refused, key="signing.undo", text="撤销")

    @Slot()
    def take_back(self) -> None:
        """撤回本批: the scans of this batch, and what was noted by them."""
        campaign = self._context.session.campaign
        if campaign is not None and self._batch_id is not None:
            job = partial(work.take_back, campaign=campaign, batch_id=self._batch_id)
            self._context.worker.run(job, self._gone, failed=self._refused, text="撤回本批")

    def _lay_out(self) -> None:
        acts = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for key, state in STATES.items():
            made = button(f"{state.value}({chr(key)})", self._pressed)
            made.setObjectName(state.value)
            acts.addWidget(made)
        self._still = button("仍记已交(回车)", self._confirm)
        self._still.hide()
        acts.addWidget(self._still)
        acts.addWidget(button("跳过(空格)", self.go_on))
        self._back_step = button("撤销上一份(Ctrl+Z)", self.undo_last)
        self._back_step.setEnabled(False)
        acts.addWidget(self._back_step)
        for text, call in (
            ("上一页", self._back),
            ("下一页", self._forth),
            ("放大(+)", self._closer),
            ("缩小(-)", self._farther),
        ):
            acts.addWidget(button(text, call))
        acts.addWidget(self._where)
        right = QVBoxLayout()
        right.setSpacing(grid(self, 0.5))
        for words in (self._head, self._which, self._problems):
            right.addWidget(words)
        right.addWidget(self.picture, 1)
        right.addLayout(acts)
        left = QVBoxLayout()
        left.setSpacing(grid(self, 0.75))
        left.addWidget(self._left)
        left.addWidget(self.list, 1)
        self.list.setMinimumWidth(chars(self, 11))
        self.picture.setMinimumSize(chars(self, 12), row_height(self) * 4)
        foot = FlowLayout(spacing=grid(self, 0.75), fills=False)
        self._name = button("去收表指定", self._go_elsewhere, LINK)
        self.code = QLineEdit()
        self.code.setAccessibleName("识别码")
        self.code.setPlaceholderText("输入纸面的识别码，回车")
        self.code.setToolTip("二维码污损时，照页脚的识别码输入，如 8F3K-Q2MX")
        left.addWidget(self.code)
        self._undo = button("撤回本批扫描件", self.take_back, LINK)
        self._undo.setVisible(self._batch_id is not None)
        for one in (self._name, self._undo, button("关闭", self.close)):
            foot.addWidget(one)
        left.addLayout(foot)
        across = QHBoxLayout()
        across.setSpacing(grid(self, 1.5))
        across.addLayout(left, 2)
        across.addLayout(right, 5)
        self.lines.addLayout(across, 1)
        self.suit(chars(self, 88), row_height(self) * 24)
        self.list.setFocus()

    def _connect(self) -> None:
        self.list.pressed_key.connect(self.press)
        self.list.selectionModel().currentChanged.connect(self._another)
        self.code.returnPressed.connect(self.name_by_code)
        self.picture.resized.connect(self._timer.start)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo_last)

    def describe(self) -> None:
        """Say what is looked at, and offer what can be done with it."""
        super().describe()
        self._still.hide()
        for one in (self._name, self.code):
            one.setVisible(self.paper is not None and not self.paper.known)

    def _noted(self, scans: tuple[int, ...], state: PaperState, changes: ChangeSet) -> None:
        self.model.note(scans, state)
        self._remember(changes, scans)
        self._tell()
        self.describe()
        self.noted.emit(changes)
        self.go_on()

    def _named(self, listed: work.Relisted) -> None:
        scans = self.paper.scans if self.paper is not None else ()
        self.code.clear()
        self._remember(listed.changes, scans)
        self._list_anew(listed.papers, scans)
        self.noted.emit(listed.changes)

    def _undone_step(self, scans: tuple[int, ...], listed: work.Relisted) -> None:
        if self._steps:
            self._steps.pop()
        self._back_step.setEnabled(bool(self._steps))
        self._list_anew(listed.papers, scans)
        self.undone.emit(listed.changes)

    def _remember(self, changes: ChangeSet, scans: tuple[int, ...]) -> None:
        if changes.operation_id is not None:
            self._steps.append((changes.operation_id, scans))
            self._back_step.setEnabled(True)

    def _list_anew(self, papers: tuple[ScanPaper, ...], scans: tuple[int, ...]) -> None:
        """The same papers as they stand now, the one of these scans looked at."""
        self.model.show(papers)
        self._tell()
        self.go_to(next((row for row, one in enumerate(papers) if set(scans) & set(one.scans)), 0))
        self.list.setFocus()

    def _gone(self, changes: ChangeSet) -> None:
        self.taken_back.emit(changes)
        self.close()

    def _refused(self, refusal: DeskError) -> None:
        self._problems.setText(str(refusal))
        self._problems.show()

    @Slot()
    def _pressed(self) -> None:
        self.note(PaperState(self.sender().objectName()))
        self.list.setFocus()

    @Slot()
    def _go_elsewhere(self) -> None:
        paper = self.paper
        if paper is not None:
            self.close()
            self.elsewhere.emit(paper.scans[0])
