"""A unit's own page: whom to call, what it owes, what is in and what waits; its entry can be mended in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label, row
from desk_app.ui.tally.views import fit_columns, plain_table
from desk_app.ui.units.models import ReturnsModel

if TYPE_CHECKING:
    from desk_app.services.unit_page import UnitPage

_BETWEEN = re.compile(r"[、，,;；\s]+")
_OWED = ("未报", "退回修改")


class UnitPagePanel(QWidget):
    """``mended(name, entry)`` asks to keep an entry; ``print_asked(name)`` to print its annexes."""

    mended = Signal(str, object)
    print_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.page: UnitPage | None = None
        self.returns = ReturnsModel(self)
        self.table = plain_table("这家单位的报送情况", self.returns)
        self.table.setMinimumHeight(row_height(self) * 4)
        self._name = label("", HEADING, wrap=True)
        self._sum = label("", wrap=True)
        self._entry = label("", QUIET, wrap=True)
        self._people = label("", QUIET, wrap=True)
        self.aliases, self.contact, self.branch = QLineEdit(), QLineEdit(), QLineEdit()
        self._mend = button("修改登记", self.begin)
        self._print = button("打印这家的附件表", self._ask_print)
        self._copy = button("复制催报内容", self.copy_reminder)
        self._lay_out()

    def show_page(self, page: UnitPage) -> None:
        """Show another unit, or the same anew."""
        self.page = page
        unit = page.unit
        self._name.setText(f"{unit.name}　{unit.kind}".rstrip("　"))
        owed, waiting = page.counted(*_OWED), page.counted("待核")
        done = page.counted("已收", "零报告")
        self._sum.setText(f"未报{owed}　待核{waiting}　已收{done}" if page.returns else "")
        said = [
            ("联系人", unit.contact),
            ("又称", "、".join(unit.aliases)),
            ("党支部", unit.branch),
            ("上级", unit.parent),
        ]
        self._entry.setText("\n".join(f"{word}：{text or '未登记'}" for word, text in said if text or word != "上级"))
        posts = [f"{person.name}（{'、'.join(post.title for post in person.posts)}）" for person in page.people]
        self._people.setText(f"人员：{'、'.join(posts)}")
        self._people.setVisible(bool(posts))
        self.returns.show_returns(page.returns)
        fit_columns(self.table, 3, 14)
        self.table.setVisible(bool(page.returns))
        self._copy.setVisible(bool(self.reminder()))
        self.leave()

    def reminder(self) -> str:
        """What one says on the telephone or sends: the forms that this unit still owes; empty for none."""
        if self.page is None:
            return ""
        owed = [one for one in self.page.returns if one.state in _OWED]
        said = "；".join(f"{one.period.label}{one.form}（{one.late or one.state}）" for one in owed)
        return f"{self.page.unit.name}：尚未报送{said}，请尽快报送，无内容的报零报告。" if said else ""

    @Slot()
    def copy_reminder(self) -> None:
        """Put the reminder on the clipboard."""
        QGuiApplication.clipboard().setText(self.reminder())

    @Slot()
    def begin(self) -> None:
        """Mend the entry in place."""
        if self.page is not None:
            self.aliases.setText("、".join(self.page.unit.aliases))
            self.contact.setText(self.page.unit.contact)
            self.branch.setText(self.page.unit.branch)
            self._seen.hide()
            self._mending.show()
            self.aliases.setFocus()

    @Slot()
    def keep(self) -> None:
        """Ask for the entry to be kept."""
        from desk_app.services.roster_work import UnitEntry

        if self.page is not None:
            aliases = tuple(part for part in _BETWEEN.split(self.aliases.text()) if part)
            entry = UnitEntry(aliases, self.contact.text(), self.branch.text())
            self.mended.emit(self.page.unit.name, entry)

    @Slot()
    def leave(self) -> None:
        """Leave the entry as it was."""
        self._mending.hide()
        self._seen.show()

    @property
    def mending(self) -> bool:
        """Whether the entry is being mended."""
        return not self._mending.isHidden()

    def _lay_out(self) -> None:
        self._seen, self._mending = QWidget(), QWidget()
        seen = QVBoxLayout(self._seen)
        seen.setContentsMargins(0, 0, 0, 0)
        for one in (self._entry, self._people):
            seen.addWidget(one)
        acts = FlowLayout(spacing=grid(self, 0.75), fills=False)
        for act in (self._mend, self._print, self._copy):
            acts.addWidget(act)
        seen.addLayout(acts)
        form = QFormLayout(self._mending)
        form.setContentsMargins(0, 0, 0, 0)
        for text, field in (("又称", self.aliases), ("联系人", self.contact), ("所在党支部", self.branch)):
            field.setAccessibleName(text)
            field.returnPressed.connect(self.keep)
            form.addRow(text, field)
        self.aliases.setPlaceholderText("几个又称之间用顿号隔开")
        form.addRow("", _held(row(button("保存", self.keep, MAIN), button("不改了", self.leave))))
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setObjectName("page")
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(grid(self), 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        lines.addWidget(self._name)
        lines.addWidget(self._sum)
        lines.addWidget(self._seen)
        lines.addWidget(self._mending)
        self._mending.hide()
        lines.addWidget(self.table, 1)
        lines.addStretch(0)

    @Slot()
    def _ask_print(self) -> None:
        if self.page is not None:
            self.print_asked.emit(self.page.unit.name)


def _held(layout: QHBoxLayout) -> QWidget:
    held = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    held.setLayout(layout)
    return held
