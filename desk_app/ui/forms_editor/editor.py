"""改表样: one form in 基本, 栏目, 核对规则, 挂接 with its paper beside them; kept as 常用表 or as a new version."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from desk_app.forms.definition import FormDefinition
from desk_app.ui.ask_path import ask_new_file
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.forms_editor import work
from desk_app.ui.forms_editor.basic_page import BasicPage
from desk_app.ui.forms_editor.columns_model import ColumnsModel
from desk_app.ui.forms_editor.lines_page import LinesPage
from desk_app.ui.forms_editor.links_model import LinksModel
from desk_app.ui.forms_editor.look_pane import LookPane
from desk_app.ui.forms_editor.rules_model import RulesModel
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.notices import Notices
from desk_app.ui.pieces import MAIN, QUIET, button, label
from desk_app.ui.worker import Worker

if TYPE_CHECKING:
    from desk_app.services.form_versions import FormUse
    from desk_app.services.values import Campaign, ChangeSet

FILES = "表样文件 (*.toml)"
_COLUMN_WIDTHS = (8.0, 5.5, 5.0, 3.2, 8.0, 4.2, 3.2, 5.4, 5.0)
_LINK_WIDTHS = (9.0, 9.0, 10.0, 16.0)
_RULE_WIDTHS = (6.0, 5.0, 9.0, 4.5, 7.0, 12.0)


class FormEditor(DeskDialog):
    """``kept()`` tells that a form was saved or a campaign goes by a new version."""

    kept = Signal()

    def __init__(
        self,
        parent: QWidget,
        worker: Worker,
        notices: Notices,
        form: FormDefinition,
        *,
        campaign: Campaign | None = None,
        used: FormUse | None = None,
        others: tuple[FormDefinition, ...] = (),
    ) -> None:
        super().__init__(parent, "改表样")
        self._worker, self._notices, self._others = worker, notices, others
        self._campaign, self._used, self._form, self._begun = campaign, used, form, form
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.basic = BasicPage()
        self.columns = LinesPage(
            ColumnsModel(self), "栏目", _COLUMN_WIDTHS, "一行一栏，顺序就是打印的顺序。双击或按F2改；选项用顿号隔开。"
        )
        self.rules = LinesPage(
            RulesModel(self), "核对规则", _RULE_WIDTHS,
            "错误：不改正不计入；需说明：改正或写明原因；提示：只提醒。比什么：选一栏、几栏相加（用+）、一个数，或另一张表的行数。",
        )  # fmt: skip
        self.links = LinesPage(
            LinksModel(self), "挂接", _LINK_WIDTHS,
            "本局自己跟踪用的台账跟着哪张表的行走：事项从那张表里选，进展显示在那一行下面，不印进附件。没有的不写。",
        )  # fmt: skip
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        for name, page in self._named_pages():
            self.pages.addTab(page, name)
        self.pane = LookPane(worker)
        self.act = button(self._keep_word(), self._keep, MAIN)
        self.aside = button("另存为本局常用表", self._save, "") if used else None
        self._lay_out()
        self._show(form)
        self.basic.edited.connect(self._changed)
        self.columns.model.edited.connect(self._changed)
        self.rules.model.edited.connect(self._changed)
        self.links.model.edited.connect(self._changed)
        self.pane.show_form(form, at_once=True)
        self.suit(chars(self, 84), row_height(self) * 22)

    @property
    def form(self) -> FormDefinition:
        """The form as it now stands."""
        return self._form

    def _keep_word(self) -> str:
        return f"用到专项（第{self._used.form.version + 1}版）" if self._used else "保存为本局常用表"

    def _lay_out(self) -> None:
        if self._used is not None:
            said = f"“{self._used.form.name}”现为第{self._used.form.version}版，已有来表{self._used.returns}份。"
            said += "改后用于以后的报送，已报的照原版保存、照原版打印，统计合在一起。"
            self.lines.addWidget(label(said, QUIET, wrap=True))
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.pages)
        both.addWidget(self.pane)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self.pages.setMinimumWidth(chars(self, 20))
        both.setSizes([chars(self, 53), chars(self, 30)])
        self.lines.addWidget(both, 1)
        ways = FlowLayout(spacing=grid(self), fills=False)
        for one in (self.act, self.aside, button("导出", self._ask_export), button("关闭", self.close)):
            if one is not None:
                ways.addWidget(one)
        self.lines.addLayout(ways)

    def _show(self, form: FormDefinition) -> None:
        self.basic.show_form(form, in_use=self._used is not None)
        self.columns.model.show(form.columns)
        self._know(form)
        self.rules.model.show(form.checks)
        self.links.model.show(form.links)

    def _named_pages(self) -> tuple[tuple[str, QWidget], ...]:
        return ("基本", self.basic), ("栏目", self.columns), ("核对规则", self.rules), ("挂接", self.links)

    def _know(self, form: FormDefinition) -> None:
        self._rules_model.take_form(form, tuple(one.name for one in self._others))
        model = self.links.model
        assert isinstance(model, LinksModel)  # noqa: S101  it was made so
        model.take_form(form, self._others)

    @property
    def _rules_model(self) -> RulesModel:
        model = self.rules.model
        assert isinstance(model, RulesModel)  # noqa: S101  it was made so
        return model

    @Slot()
    def _changed(self) -> None:
        keys = {column.key for column in self.columns.model.lines}
        checks = tuple(
            rule
            for rule in self.rules.model.lines
            if rule.column in keys and (rule.form or set(rule.others) <= keys) and (not rule.when or rule.when in keys)
        )
        links = tuple(
            replace(one, own=one.own if one.own in keys else "", show=tuple(key for key in one.show if key in keys))
            for one in self.links.model.lines
        )
        form = replace(self._form, columns=tuple(self.columns.model.lines), checks=checks, links=links)
        self._form = self.basic.put_into(form)
        if len(checks) < len(self.rules.model.lines):
            self._rules_model.show(checks)
        self._know(self._form)
        self.pane.show_form(self._form)

    @Slot()
    def _keep(self) -> None:
        if self._used is None or self._campaign is None:
            self._save()
            return
        job = partial(work.revise, campaign=self._campaign, form_id=self._used.form.id, definition=self._form)
        self._worker.run(job, self._revised, text="改表样")

    @Slot()
    def _save(self) -> None:
        self._worker.run(partial(work.save, definition=self._form), self._saved, text="保存表样")

    def _revised(self, changes: ChangeSet) -> None:
        if changes.operation_id is None:
            self._notices.done("表样没有改动，仍用原来的一版。")
        else:
            self._notices.done(
                f"“{self._form.name}”已改为新的一版，以后的空表、收表、打印都照它。", changes.operation_id
            )
        self._end()

    def _saved(self, path: Path) -> None:
        self._notices.done(f"已存为本局常用表“{self._form.name}”（{path.name}），在“选用常用表”里可加入专项。")
        self._end()

    def _end(self) -> None:
        self._begun = self._form
        self.kept.emit()
        self.close()

    @Slot()
    def _ask_export(self) -> None:
        ask_new_file(self, "表样写到哪里", f"{self._form.name}.toml", FILES, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the form to a file for another computer."""
        self._worker.run(partial(work.export, definition=self._form, path=path), self._exported, text="导出表样")

    def _exported(self, path: Path) -> None:
        self._notices.done(f"表样已写到“{path}”，在另一台电脑的“表样”里按“导入”。")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Ask once before what was changed is left behind."""
        if self._form == self._begun or self.property("asked"):
            super().closeEvent(event)
            return
        event.ignore()
        LeaveDialog(self).open()

    def leave(self) -> None:
        """Close without keeping anything."""
        self.setProperty("asked", True)  # noqa: FBT003  Qt's own way
        self.close()

    def reject(self) -> None:
        """Esc closes as the button does, and asks as it does."""
        self.close()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Keep the tables' rows as high as the type asks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for page in (self.columns, self.rules, self.links):
                page.table.verticalHeader().setDefaultSectionSize(row_height(self))


class LeaveDialog(DeskDialog):
    """没有保存的改动: stay, or leave them."""

    def __init__(self, editor: FormEditor) -> None:
        super().__init__(editor, "改表样")
        self._editor = editor
        self.lines.addWidget(label("表样改了还没有保存，关闭就不要这些改动了。", wrap=True))
        ways = FlowLayout(spacing=grid(self), fills=False)
        for one in (button("接着改", self.close, MAIN), button("不保存，关闭", self._leave)):
            ways.addWidget(one)
        self.lines.addLayout(ways)
        self.fit(chars(self, 28))

    @Slot()
    def _leave(self) -> None:
        self.close()
        self._editor.leave()
