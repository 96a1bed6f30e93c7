"""指定人员: whom a role of a requirement means, ticked in the list of persons; proposed by the registered posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.ticks import Tickable, TickList

if TYPE_CHECKING:
    from desk_app.services.quota_roles import RoleChoice, RoleChoices


class RoleDialog(DeskDialog):
    """``named(role, people)``: the persons ticked, none to go by the posts; ``to_people`` asks for where they stand."""

    named = Signal(str, list)
    to_people = Signal()

    def __init__(self, parent: QWidget, choices: RoleChoices) -> None:
        super().__init__(parent, "指定人员")
        self._roles = {one.written: one for one in choices.roles}
        self.choice = ChoiceBox()
        self.choice.setAccessibleName("方案里的写法")
        self.choice.addItems(list(self._roles))
        self._said = label("", QUIET, wrap=True)
        self.people = TickList("人员", self)
        self.people.ticks.show([Tickable(name, shown) for name, shown in choices.people], ())
        self.people.setMinimumHeight(row_height(self) * 3)
        self._has_people = bool(choices.people)
        self.keep = button("确认指定", self._keep, MAIN)
        self._by_post = button("按登记的职务认定", self._leave)
        self._lay_out()
        self.choice.activated.connect(self._show)
        self.people.ticks.ticked_changed.connect(self._count)
        self._show()
        self.suit(chars(self, 34), row_height(self) * 16)

    @property
    def said(self) -> str:
        """What is said of the chosen role."""
        return self._said.text()

    def _lay_out(self) -> None:
        self.lines.addLayout(row(label("方案写作"), self.choice))
        self.lines.addWidget(self._said)
        self.lines.addWidget(self.people, 1)
        ways = FlowLayout(spacing=grid(self), fills=False)
        for one in (self.keep, self._by_post, button("去登记人员", self._go), button("取消", self.close)):
            ways.addWidget(one)
        self.lines.addLayout(ways)

    @property
    def _chosen(self) -> RoleChoice:
        return self._roles[self.choice.currentText()]

    @Slot()
    def _show(self) -> None:
        one = self._chosen
        self._tick(one.by_post if one.named is None else one.named)

    def _tick(self, names: Sequence[str]) -> None:
        self.people.ticks.tick_only(names)
        self._count()

    @Slot()
    def _count(self) -> None:
        one, ticked = self._chosen, len(self.people.ticks.ticked)
        if not self._has_people:
            said = "还没有登记人员，请先去登记"
        elif one.named is not None:
            said = f"已指定{len(one.named)}人，现勾选{ticked}人"
        elif one.by_post:
            said = f"按登记的职务是{len(one.by_post)}人，现勾选{ticked}人"
        else:
            said = f"登记的职务里没有“{one.written}”，请逐个勾选；现勾选{ticked}人"
        self._said.setText(f"{said}。对本专项所有写“{one.written}”的次数要求都有效。")
        self.keep.setEnabled(bool(ticked))
        self._by_post.setEnabled(one.named is not None)

    @Slot()
    def _keep(self) -> None:
        role, people = self.choice.currentText(), list(self.people.ticks.ticked)
        self.close()
        self.named.emit(role, people)

    @Slot()
    def _leave(self) -> None:
        role = self.choice.currentText()
        self.close()
        self.named.emit(role, [])

    @Slot()
    def _go(self) -> None:
        self.close()
        self.to_people.emit()
