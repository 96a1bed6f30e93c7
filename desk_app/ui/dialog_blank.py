"""打印空白附件: any known form as a blank file, without opening a campaign or any data."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from desk_app.forms.definition import FormDefinition
from desk_app.progress import Progress
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.notices import Notices
from desk_app.ui.outside import Outside
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label, row
from desk_app.ui.worker import Worker

_KINDS = ((".pdf", "PDF（打印用）", True), (".xlsx", "Excel（填表用）", False), (".docx", "Word", False))
Annexes = tuple[tuple[str, tuple[FormDefinition, ...]], ...]


class BlankDialog(DeskDialog):
    """Pick a form and the kinds of file, then a folder; a PDF is shown at once so that it can be printed."""

    def __init__(self, parent: QWidget | None, worker: Worker, outside: Outside, notices: Notices) -> None:
        super().__init__(parent, "打印空白附件")
        self._worker = worker
        self._outside = outside
        self._notices = notices
        self._kinds: tuple[str, ...] = ()
        self.forms = QListWidget()
        self.forms.setAccessibleName("附件表")
        self.forms.itemActivated.connect(self._ask)
        self.lines.addWidget(label("选一张附件表", HEADING))
        self.lines.addWidget(self.forms, 1)
        self._boxes = [_box(text, chosen=chosen) for _, text, chosen in _KINDS]
        self.lines.addLayout(row(*self._boxes))
        self.lines.addWidget(label("单位和期次留空；PDF 写好后自动打开，在看图程序里打印。", QUIET, wrap=True))
        self._write = button("选文件夹并写出", self._ask, MAIN)
        self._write.setEnabled(False)
        self.lines.addLayout(row(self._write, button("关闭", self.close)))
        self.forms.setMinimumHeight(row_height(self) * 5)
        self.suit(chars(self, 34), row_height(self) * 15)
        folders = (outside.forms, outside.data / "forms")
        worker.run_plain(partial(_known, folders=folders), self._offer, key="blank.known")

    def write_to(self, out: Path) -> None:
        """Write the chosen form's blank into a folder."""
        form = self.forms.currentItem().data(Qt.ItemDataRole.UserRole)
        job = partial(_write, form=form, out=out, kinds=self._kinds, outside=self._outside)
        self._worker.run_plain(job, self._written, text="写空白附件")

    def _offer(self, annexes: Annexes) -> None:
        for template, forms in annexes:
            for form in forms:
                whose = f"　（{template}）" if len(annexes) > 1 else ""
                item = QListWidgetItem(f"{form.annex}　{form.name}{whose}".strip("　"))
                item.setToolTip(f"{template}：{form.title}")
                item.setData(Qt.ItemDataRole.UserRole, form)
                self.forms.addItem(item)
        self.forms.setCurrentRow(0)
        self._write.setEnabled(self.forms.count() > 0)
        self.forms.setFocus()

    @Slot()
    def _ask(self) -> None:
        self._kinds = tuple(kind for (kind, _, _), box in zip(_KINDS, self._boxes, strict=True) if box.isChecked())
        if self._kinds:
            ask_folder(self, "空白附件写到哪个文件夹", self.write_to)
        else:
            self._notices.trouble("还没有选要哪种文件，请至少勾选一种。")

    def _written(self, files: tuple[Path, ...]) -> None:
        self._notices.done(f"已写出：{'、'.join(path.name for path in files)}，在“{files[0].parent}”。")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(files[0] if files[0].suffix == ".pdf" else files[0].parent)))
        self.close()


def _box(text: str, *, chosen: bool) -> QCheckBox:
    made = QCheckBox(text)
    made.setChecked(chosen)
    return made


def _known(_progress: Progress, *, folders: tuple[Path, ...]) -> Annexes:
    from desk_app.services.blank_annex import known_annexes

    return known_annexes(folders)


def _write(
    _progress: Progress, *, form: FormDefinition, out: Path, kinds: tuple[str, ...], outside: Outside
) -> tuple[Path, ...]:
    from desk_app.services.blank_annex import BlankFonts, write_blank_annex

    return write_blank_annex(form, out, kinds, BlankFonts(outside.resources / "fonts", outside.office_fonts))
