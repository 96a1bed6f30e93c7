"""查找和替换: in one column or in all, through the whole of what is shown, replacing as one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.ledger import jobs, write_jobs
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row

if TYPE_CHECKING:
    from desk_app.services.ledger_edits import Search
    from desk_app.ui.ledger.room import LedgerRoom


class FindDialog(DeskDialog):
    """Stays open beside the grid; Enter goes to the next place."""

    def __init__(self, parent: QWidget, room: LedgerRoom, key: str) -> None:
        super().__init__(parent, "查找和替换")
        self._room = room
        self.text, self.new = QLineEdit(), QLineEdit()
        self.column = ChoiceBox()
        self.whole = QCheckBox("整格相同才算")
        self.said = label("", QUIET, wrap=True)
        self.column.addItem("全部栏目", "")
        form = room.model.form
        for one, name in zip(form.keys if form else (), form.labels if form else (), strict=True):
            self.column.addItem(name, one)
        self.column.setCurrentIndex(max(0, self.column.findData(key)))
        fields = QFormLayout()
        fields.setSpacing(grid(self))
        for word, field in (("查找(&N)", self.text), ("替换为(&P)", self.new), ("在(&C)", self.column)):
            field.setAccessibleName(word.partition("(")[0])
            fields.addRow(word, field)
        fields.addRow("", self.whole)
        self.lines.addLayout(fields)
        self.lines.addWidget(self.said)
        self._next = button("下一处", self.find_next, MAIN)
        self._next.setDefault(True)
        replace = button("全部替换", self.replace_all)
        self.lines.addLayout(row(self._next, replace, button("关闭", self.close)))
        if not room.model.may_write:
            replace.hide()
            fields.setRowVisible(self.new, False)  # noqa: FBT003  Qt's own way
        self.fit(chars(self, 30))

    @property
    def search(self) -> Search:
        """What is looked for."""
        from desk_app.services.ledger_edits import Search

        return Search(self.text.text(), str(self.column.currentData() or ""), self.whole.isChecked())

    @Slot()
    def find_next(self) -> None:
        """Go to the next cell that holds it."""
        room, form = self._room, self._room.model.form
        if form is None or not self.text.text():
            self.said.setText("请写要查找的内容。")
            return
        now = room.grid.currentIndex()
        place = room.model.entries.place_at(now.row())
        after = (place or 0, room.model.key_at(now.column()))
        ids = room.model.entries.ids[:]
        job = partial(jobs.seek, form=form, ids=ids, search=self.search, after=after)
        room.worker.run(job, self._found, text="查找", key="ledger.seek")

    @Slot()
    def replace_all(self) -> None:
        """Replace everywhere in what is shown."""
        room, form = self._room, self._room.model.form
        if form is None or not self.text.text():
            self.said.setText("请写要查找的内容。")
            return
        ids = room.model.entries.ids[:]
        facts = {"form": form, "ids": ids, "search": self.search, "new": self.new.text()}
        room.writer.do(write_jobs.replace, self._replaced, text="替换", **facts)

    def _found(self, answer: tuple[tuple[int, str] | None, int]) -> None:
        found, count = answer
        if found is None:
            self.said.setText(f"没有找到“{self.text.text()}”。")
            return
        model = self._room.model
        line = model.entries.line_of_place(found[0])
        self.said.setText(f"共{count}格。" if line >= 0 else f"共{count}格；这一处所在的单位已折叠，请展开。")
        self._room.show_place(line, found[1])

    def _replaced(self, deed: write_jobs.Deed) -> None:
        self.said.setText(deed.said)
        self._room.writer.did(deed)

    def showEvent(self, event: object) -> None:  # noqa: N802  Qt's name
        """Let one write at once."""
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
