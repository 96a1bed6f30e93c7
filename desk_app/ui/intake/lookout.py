"""What 收表 looks for over the whole campaign: double and doubtful entries, and what units have yet to answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desk_app.ui.intake import answer_jobs
from desk_app.ui.room import RoomContext


class Lookout(QObject):
    """``open_asked(submission_id)`` names a return that a person wants to see."""

    open_asked = Signal(int)

    def __init__(self, window: QWidget, context: RoomContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context

    @Slot()
    def show_hints(self) -> None:
        """查重存疑."""
        from desk_app.ui.intake.hints_dialog import HintsDialog

        campaign = self._context.session.campaign
        if campaign is not None:
            dialog = HintsDialog(self._window, self._context.worker, campaign)
            dialog.open_asked.connect(self.open_asked)
            dialog.open()

    @Slot()
    def copy_questions(self) -> None:
        """Put what units have yet to answer on the clipboard, to be pasted into a message."""
        campaign = self._context.session.campaign
        if campaign is not None:
            self._context.worker.run(partial(answer_jobs.read_questions, campaign=campaign), self._copy)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        said = "转问文字已复制，按单位分段，可直接粘贴。" if text else "没有等单位答复的事项。"
        self._context.notices.done(said)
