"""领导要数: the figures of this moment in one small window; Enter copies them, and what was told is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.leader_answers import FigureAnswer
    from desk_app.services.produce import Made
    from desk_app.services.values import Campaign

_NOW, _KEY = "现在的数", "figures"
_HINT = "按现在已收的数计算；待核的不算已收。复制或存成一页时，连同时刻和依据的记录一并留存。"


class FiguresDialog(DeskDialog):
    """Reads the figures when it opens; earlier answers can be looked at, copied and printed as they were."""

    def __init__(self, parent: QWidget | None, context: RoomContext, campaign: Campaign) -> None:
        super().__init__(parent, "领导要数")
        self._context, self._campaign = context, campaign
        self._answers: tuple[FigureAnswer, ...] = ()
        self.earlier = ChoiceBox()
        self.earlier.setAccessibleName("现在的数或以前答复的数")
        self.earlier.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.earlier.addItem(_NOW)
        self._text = QPlainTextEdit("正在计算……")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("报送情况")
        self._copy_button = button("复制（回车）", self.copy, MAIN)
        self._copy_button.setDefault(True)
        self._paper = button("存成一页（PDF）", self.ask_paper)
        self._hint = label(_HINT, QUIET, wrap=True)
        self.lines.addWidget(self.earlier)
        self.lines.addWidget(self._text, 1)
        self.lines.addWidget(self._hint)
        self.lines.addLayout(row(self._copy_button, self._paper, button("关闭", self.close)))
        self.suit(chars(self, 44), chars(self, 20))
        self.earlier.activated.connect(self._picked)
        self._read_now()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.toPlainText()

    @property
    def chosen(self) -> FigureAnswer | None:
        """The earlier answer that is shown; None for the figures of now."""
        place = self.earlier.currentIndex() - 1
        return self._answers[place] if 0 <= place < len(self._answers) else None

    @Slot()
    def copy(self) -> None:
        """Put the sentences on the clipboard, keep them with their moment and rows, and close."""
        if self.chosen is not None:
            self._put(self.chosen)
            return
        session = self._context.session
        job = partial(_keep, campaign=self._campaign, period=session.period, told=self.text)
        self._context.worker.run(job, self._put, failed=self._changed, key=_KEY)

    @Slot()
    def ask_paper(self) -> None:
        """Ask where the page goes."""
        ask_folder(self, "领导要数放在哪个文件夹", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write one page of what is shown."""
        period, chosen = self._context.session.period, self.chosen
        told = None if chosen else self.text
        job = partial(_write, campaign=self._campaign, period=period, told=told, answer=chosen, folder=folder)
        self._context.worker.run(job, self._written, failed=self._changed, text="写领导要数")

    def _read_now(self) -> None:
        self._ready(is_ready=False)
        job = partial(_read, campaign=self._campaign, period=self._context.session.period)
        self._context.worker.run(job, self._show, failed=self._refused, key=_KEY)

    def _show(self, found: tuple[str, bool, tuple[FigureAnswer, ...]]) -> None:
        text, has_figures, self._answers = found
        self.earlier.clear()
        self.earlier.addItem(_NOW)
        self.earlier.addItems([_answer_line(one) for one in self._answers])
        self.earlier.setVisible(bool(self._answers))
        self._text.setPlainText(text)
        self._hint.setText(_HINT)
        self._ready(is_ready=has_figures)
        self._copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _picked(self, _place: int) -> None:
        chosen = self.chosen
        if chosen is None:
            self._read_now()
            return
        self._text.setPlainText(chosen.told)
        self._hint.setText("")
        job = partial(_since, campaign=self._campaign, answer=chosen)
        self._context.worker.run(job, self._hint.setText, key="figures.since")

    def _put(self, answer: FigureAnswer) -> None:
        QGuiApplication.clipboard().setText(answer.told)
        self._context.notices.done("已复制，可直接粘贴；答复已留存，以后在“领导要数”里可查。")
        self.close()

    def _written(self, made: Made) -> None:
        self._context.notices.done(f"已写到“{made.files[0]}”。")
        self.close()

    def _changed(self, refusal: DeskError) -> None:
        """The figures moved while they were looked at: show the new ones, and say so."""
        self._read_now()
        self._hint.setText(str(refusal))

    def _refused(self, refusal: DeskError) -> None:
        self._text.setPlainText(str(refusal))

    def _ready(self, *, is_ready: bool) -> None:
        for one in (self._copy_button, self._paper):
            one.setEnabled(is_ready)


def _answer_line(one: FigureAnswer) -> str:
    at = one.answered_at
    by = f"　{one.answered_by}" if one.answered_by else ""
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M} 答复的数{by}"


def _read(
    desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None
) -> tuple[str, bool, tuple[FigureAnswer, ...]]:
    from desk_app.services.leader_answers import NO_ROSTER, answers, nothing_to_tell, told_text
    from desk_app.services.leader_figures import leader_figures

    if nothing_to_tell(desk) == NO_ROSTER:
        return NO_ROSTER, False, answers(desk, campaign)
    figures = leader_figures(desk, campaign, period)
    return told_text(figures), bool(figures), answers(desk, campaign)


def _keep(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None, told: str) -> FigureAnswer:
    from desk_app.services.leader_answers import keep_answer

    return keep_answer(desk, campaign, period, told)


def _since(desk: Desk, _progress: Progress, *, campaign: Campaign, answer: FigureAnswer) -> str:
    from desk_app.services.leader_answers import since

    return f"当时的原话。{since(desk, campaign, answer).said}。"


def _write(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    period: Period | None,
    told: str | None,
    answer: FigureAnswer | None,
    folder: Path,
) -> Made:
    from desk_app.services.leader_answers import keep_answer, print_answer

    return print_answer(desk, campaign, answer or keep_answer(desk, campaign, period, told), folder)
