"""领导要数: the figures of this moment in one small window; Enter copies them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, button, label, row
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign


class FiguresDialog(DeskDialog):
    """Reads the figures when it opens."""

    def __init__(self, parent: QWidget | None, context: RoomContext, campaign: Campaign) -> None:
        super().__init__(parent, "领导要数")
        self._context = context
        self._text = QPlainTextEdit("正在计算……")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("报送情况")
        self._copy_button = button("复制（回车）", self.copy, MAIN)
        self._copy_button.setDefault(True)
        self._copy_button.setEnabled(False)
        self.lines.addWidget(self._text, 1)
        hint = label("按现在已收的数计算；待核的不算已收。", QUIET, wrap=True)
        self.lines.addWidget(hint)
        self.lines.addLayout(row(self._copy_button, button("关闭", self.close)))
        self.suit(chars(self, 44), chars(self, 18))
        job = partial(_read, campaign=campaign, period=context.session.period)
        context.worker.run(job, self._show, failed=self._refused, key="figures")

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.toPlainText()

    @Slot()
    def copy(self) -> None:
        """Put the sentences on the clipboard and close."""
        QGuiApplication.clipboard().setText(self.text)
        self._context.notices.done("已复制，可直接粘贴。")
        self.close()

    def _show(self, text: str) -> None:
        self._text.setPlainText(text)
        self._copy_button.setEnabled(True)
        self._copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, refusal: DeskError) -> None:
        self._text.setPlainText(str(refusal))


def _read(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None) -> str:
    from desk_app.services.leader_figures import leader_figures

    figures = leader_figures(desk, campaign, period)
    lines = [f"{one.form}（{one.period}）：{one.sentence}" for one in figures]
    remarks = [f"注：{one.form}{one.remark}" for one in figures if one.remark]
    return "\n".join([*lines, *remarks]) or "这一期没有要报的表，也没有收到数。"
