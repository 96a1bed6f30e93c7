"""表样: the forms of a campaign and the office's ready forms; changed, made anew, read from a blank table, carried."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desk_app.forms.definition import FormDefinition
from desk_app.ui.ask_path import ask_file, ask_new_file
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.forms_editor import work
from desk_app.ui.forms_editor.editor import FILES, FormEditor
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.notices import Notices
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label
from desk_app.ui.worker import Worker

if TYPE_CHECKING:
    from desk_app.services.form_versions import FormUse
    from desk_app.services.own_forms import OwnForm
    from desk_app.services.values import Campaign

BLANKS = "空白表 (*.xlsx *.xls *.et *.docx *.doc *.wps)"
_ONE = Qt.ItemDataRole.UserRole


class FormsDialog(DeskDialog):
    """Pick a form and change it, or begin one."""

    def __init__(self, parent: QWidget, worker: Worker, notices: Notices, campaign: Campaign) -> None:
        super().__init__(parent, "表样")
        self._worker, self._notices, self._campaign = worker, notices, campaign
        self._known: work.KnownForms | None = None
        self.editor: FormEditor | None = None
        self.wrong = label("", QUIET, wrap=True)
        self.wrong.hide()
        self.forms = QListWidget()
        self.forms.setAccessibleName("表样")
        self.forms.currentItemChanged.connect(self._chosen)
        self.forms.itemActivated.connect(self._edit)
        self.said = label("", QUIET, wrap=True)
        self.said.setMinimumHeight(row_height(self) * 2)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.act = button("改表样", self._edit, MAIN)
        self.take_away = button("删除", self._delete)
        self._lay_out()
        self.suit(chars(self, 44), row_height(self) * 18)
        self._read()

    def _lay_out(self) -> None:
        self.lines.addWidget(label("选一张表", HEADING))
        self.lines.addWidget(self.wrong)
        self.lines.addWidget(self.forms, 1)
        self.lines.addWidget(self.said)
        ways = FlowLayout(spacing=grid(self), fills=False)
        for one in (
            self.act,
            button("从空白表读入", self._ask_blank),
            button("新建", self._new),
            button("导入", self._ask_import),
            button("导出", self._ask_export),
            self.take_away,
            button("关闭", self.close),
        ):
            ways.addWidget(one)
        self.lines.addLayout(ways)
        self.forms.setMinimumHeight(row_height(self) * 5)

    @Slot()
    def _read(self) -> None:
        self._worker.run(partial(work.known, campaign=self._campaign), self._offer, key="forms.known")

    def _offer(self, known: work.KnownForms) -> None:
        self._known = known
        self.wrong.setText("\n".join(known.wrong))
        self.wrong.setVisible(bool(known.wrong))
        self.forms.clear()
        for one in known.used:
            version = f"　第{one.form.version}版" if one.form.version > 1 else ""
            self._add(f"{one.form.definition.annex} {one.form.name}".strip() + f"　（本专项{version}）", one)
        for ready in known.ready:
            self._add(f"{ready.definition.name}　（常用表，{'本局的' if ready.path else '自带'}）", ready)
        self.forms.setCurrentRow(0)
        self.forms.setFocus()

    def _add(self, text: str, one: FormUse | OwnForm) -> None:
        item = QListWidgetItem(text)
        item.setData(_ONE, one)
        self.forms.addItem(item)

    def _picked(self) -> tuple[FormDefinition | None, FormUse | None, bool]:
        """The picked form, how the campaign uses it, and whether it is the office's own."""
        item = self.forms.currentItem()
        one = item.data(_ONE) if item is not None else None
        if one is None:
            return None, None, False
        if hasattr(one, "form"):
            return one.form.definition, one, False
        return one.definition, None, one.path is not None

    @Slot()
    def _chosen(self) -> None:
        form, used, is_own = self._picked()
        self.take_away.setEnabled(is_own)
        self.act.setEnabled(form is not None)
        if form is not None:
            rhythm = form.collected.label if form.collected else "不由各单位报送"
            came = f"来表{used.returns}份。" if used else ""
            self.said.setText(f"{rhythm}。{came}栏目：{'、'.join(form.labels)}")

    @Slot()
    def _edit(self) -> None:
        form, used, _ = self._picked()
        if form is not None:
            self._open(form, used)

    def _open(self, form: FormDefinition, used: FormUse | None = None) -> None:
        others = self._others()
        self.editor = FormEditor(
            self, self._worker, self._notices, form, campaign=self._campaign, used=used, others=others
        )
        self.editor.kept.connect(self._read)
        self.editor.open()

    def _others(self) -> tuple[FormDefinition, ...]:
        """The forms that a rule or a link may name: the campaign's, or the ready ones where there is no campaign."""
        if self._known is None:
            return ()
        used = tuple(one.form.definition for one in self._known.used)
        return used or tuple(one.definition for one in self._known.ready)

    @Slot()
    def _new(self) -> None:
        self._worker.run(work.empty, self._begin, key="forms.new")

    @Slot()
    def _ask_blank(self) -> None:
        ask_file(self, "上级发的空白表", BLANKS, self.read_blank)

    def read_blank(self, path: Path) -> None:
        """从空白表读入, then the editor to confirm it."""
        self._worker.run(partial(work.read_blank, path=path), self._begin, text="读空白表")

    @Slot()
    def _ask_import(self) -> None:
        ask_file(self, "别处导出的表样", FILES, self.import_from)

    def import_from(self, path: Path) -> None:
        """Read a form of another computer, then the editor to confirm it."""
        self._worker.run(partial(work.read_in, path=path), self._begin, text="导入表样")

    def _begin(self, found: tuple[FormDefinition, ...]) -> None:
        if len(found) == 1:
            self._open(found[0])
        else:
            WhichDialog(self, found).open()

    @Slot()
    def _ask_export(self) -> None:
        form, _, _ = self._picked()
        if form is not None:
            ask_new_file(self, "表样写到哪里", f"{form.name}.toml", FILES, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the picked form for another computer."""
        form, _, _ = self._picked()
        if form is not None:
            job = partial(work.export, definition=form, path=path)
            self._worker.run(job, self._exported, text="导出表样")

    def _exported(self, path: Path) -> None:
        self._notices.done(f"表样已写到“{path}”，在另一台电脑的“表样”里按“导入”。")

    @Slot()
    def _delete(self) -> None:
        form, _, is_own = self._picked()
        if form is not None and is_own:
            self._worker.run(partial(work.delete, name=form.name), self._deleted, text="删除表样")

    def _deleted(self, _nothing: None) -> None:
        self._notices.done("本局的这张表样已删除；已选用它的专项照常。")
        self._read()

    def begin(self, form: FormDefinition) -> None:
        """Open the editor on a form that was read."""
        self._open(form)


class WhichDialog(DeskDialog):
    """A file with several blank tables: which one is to be read."""

    def __init__(self, owner: FormsDialog, found: tuple[FormDefinition, ...]) -> None:
        super().__init__(owner, "从空白表读入")
        self._owner, self._found = owner, found
        self.lines.addWidget(label(f"文件里有{len(found)}张空白表，选一张", HEADING))
        self.forms = QListWidget()
        self.forms.setAccessibleName("空白表")
        for one in found:
            self.forms.addItem(f"{one.annex} {one.name}　（{'、'.join(one.labels[:6])}）".strip())
        self.forms.setCurrentRow(0)
        self.forms.itemActivated.connect(self._take)
        self.lines.addWidget(self.forms, 1)
        ways = FlowLayout(spacing=grid(self), fills=False)
        for way in (button("读这一张", self._take, MAIN), button("取消", self.close)):
            ways.addWidget(way)
        self.lines.addLayout(ways)
        self.suit(chars(self, 40), row_height(self) * 10)

    @Slot()
    def _take(self) -> None:
        chosen = self._found[self.forms.currentRow()]
        self.close()
        self._owner.begin(chosen)
