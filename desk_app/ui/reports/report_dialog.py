"""月报、通报: a draft from the figures, worded by a person in the window, then written as Word and PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from desk_app.problems import DeskError
from desk_app.services.report_write import ReportWish
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.reports import work
from desk_app.ui.room import RoomContext

if TYPE_CHECKING:
    from desk_app.services.produce import Made
    from desk_app.services.report_draft import Draft
    from desk_app.services.report_template import Template
    from desk_app.services.values import Campaign

_HINT = "文字可以直接改。“# ”是标题，“## ”是小标题，“> ”是主送，“>> ”是落款；@上报率、@数字是放表的地方。"


class ReportDialog(DeskDialog):
    """``draft`` is what was drafted last, ``text`` what a person has made of it."""

    def __init__(self, parent: QWidget, context: RoomContext, campaign: Campaign) -> None:
        super().__init__(parent, "月报、通报")
        self._context, self._campaign = context, campaign
        self._shipped = context.outside.resources / "reports"
        self._templates: tuple[Template, ...] = ()
        self.draft: Draft | None = None
        current = context.session.current
        self._periods = current.periods if current else ()
        self.template = ChoiceBox()
        self.template.setAccessibleName("模板")
        self.period = ChoiceBox()
        self.period.setAccessibleName("哪一期")
        self.period.addItems([one.label for one in self._periods])
        wanted = context.session.period or (current.current if current else None)
        if wanted in self._periods:
            self.period.setCurrentIndex(self._periods.index(wanted))
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName("报告文字")
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(row_height(self) * 3)
        self.sources = QCheckBox("附数字出处")
        self.ranked = QCheckBox("上报率排名次")
        self._again = button("重新起草", self.draft_anew)
        self.write_button = button("存为Word和PDF", self.ask_where, MAIN)
        self._said = label(_HINT, QUIET, wrap=True)
        self.lines.addLayout(row(label("模板"), self.template, label("期次"), self.period, self._again))
        self.lines.addWidget(self.edit, 1)
        self.lines.addLayout(row(self.sources, self.ranked))
        self.lines.addWidget(self._said)
        self.lines.addLayout(row(self.write_button, button("关闭", self.close)))
        self.suit(chars(self, 60), chars(self, 40))
        self.template.activated.connect(self.draft_anew)
        self.period.activated.connect(self.draft_anew)
        self.write_button.setEnabled(False)
        job = partial(work.read_templates, shipped=self._shipped)
        context.worker.run(job, self._take_templates, failed=self._refused, key="report.templates")

    @property
    def text(self) -> str:
        """The report as it is worded now."""
        return self.edit.toPlainText()

    @property
    def said(self) -> str:
        """What is said below."""
        return self._said.text()

    @Slot()
    def draft_anew(self) -> None:
        """Draft the chosen template with the chosen period's figures; what was worded goes."""
        if self._templates and self._periods:
            job = partial(
                work.draft,
                campaign=self._campaign,
                template=self._templates[self.template.currentIndex()],
                period=self._periods[self.period.currentIndex()],
            )
            self._context.worker.run(job, self._show, failed=self._refused, text="起草", key="report.draft")

    @Slot()
    def ask_where(self) -> None:
        """Ask where the files go."""
        ask_folder(self, "报告放在哪个文件夹", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write the text as it stands, with its table."""
        if self.draft is not None:
            job = partial(
                work.write_report,
                campaign=self._campaign,
                draft=self.draft,
                period=self._periods[self.period.currentIndex()],
                folder=folder,
                text=self.text,
                wish=ReportWish(self.sources.isChecked(), self.ranked.isChecked()),
            )
            self._context.worker.run(job, self._written, failed=self._refused, text="写报告")

    def _take_templates(self, found: tuple[Template, ...]) -> None:
        self._templates = found
        self.template.addItems([f"{one.name}（本局）" if one.own else one.name for one in found])
        self.draft_anew()

    def _show(self, draft: Draft) -> None:
        self.draft = draft
        self.edit.setPlainText(draft.text)
        open_said = f"未定稿：{'、'.join(draft.open_forms)}，会写在报告开头。" if draft.open_forms else ""
        open_said += f"{'；'.join(draft.remarks)}，会写在正文下面。" if draft.remarks else ""
        self._said.setText(open_said + _HINT)
        self.write_button.setEnabled(True)

    def _written(self, made: Made) -> None:
        names = "、".join(path.name for path in made.files)
        self._context.notices.done(f"已写到“{made.files[0].parent}”：{names}。{''.join(made.remarks)}")

    def _refused(self, refusal: DeskError) -> None:
        self._said.setText(str(refusal))
