"""What a person changes of units by hand: entries, order, names and ends; each done at once, with 撤销 beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desk_app.campaign.roster import Roster
from desk_app.campaign.roster_order import standing_above
from desk_app.problems import DeskError
from desk_app.services.roster_work import UnitEntry
from desk_app.ui.pieces import button
from desk_app.ui.units import work
from desk_app.ui.units.turn_dialog import CORRECT, MERGE, RENAME, RESUME, TurnDialog, TurnSaid

if TYPE_CHECKING:
    from desk_app.services.values import ChangeSet
    from desk_app.ui.units.room import UnitsRoom

_DONE = {RENAME: "“{0}”已改名为“{1}”", CORRECT: "“{0}”已更正为“{1}”", MERGE: "“{0}”已并入“{1}”"}


class Changing(QObject):
    """The hand that changes the roster of a room."""

    def __init__(self, room: UnitsRoom) -> None:
        super().__init__(room)
        self._room = room
        self.add = button("新增单位", self.begin_new)

    def connect_all(self) -> None:
        """Listen to the room's parts."""
        room = self._room
        room.table.step_asked.connect(self._step)
        room.table.indent_asked.connect(self._indent)
        room.units.dropped.connect(self._place)
        room.panel.mend_asked.connect(self.begin_mending)
        room.panel.turn_asked.connect(self.ask_turn)
        room.panel.remove_asked.connect(self._remove)
        room.entry.kept.connect(self._keep)
        room.entry.left.connect(self.leave)
        room.people_page.keep_asked.connect(self._keep_people)
        room.people_page.table.pasted.connect(self._paste_people)
        room.ties_page.keep_asked.connect(self._keep_ties)
        room.ties_page.table.pasted.connect(self._paste_ties)

    @Slot()
    def begin_new(self) -> None:
        """Ask for new units."""
        room = self._room
        room.tabs.setCurrentIndex(0)
        room.show_right(room.entry)
        room.entry.enter(room.roster, room.panel.page.unit if room.panel.page else None)

    @Slot(str)
    def begin_mending(self, name: str) -> None:
        """Ask for what is registered of a unit."""
        unit = self._room.roster.get(name)
        if unit is not None:
            self._room.show_right(self._room.entry)
            self._room.entry.mend(unit, self._room.roster)

    @Slot()
    def leave(self) -> None:
        """Leave the entry as it was."""
        self._room.show_right()

    @Slot(str)
    def ask_turn(self, name: str) -> None:
        """Ask what became of a unit."""
        unit = self._room.roster.get(name)
        if unit is not None:
            names = [one.name for one in self._room.roster.units]
            TurnDialog(_widget(self._room), unit, names, self._room.session.clock().date(), self.turn).open()

    def turn(self, said: TurnSaid) -> None:
        """Keep what became of a unit."""
        if said.kind in (RENAME, CORRECT):
            self._room.wanted = said.other
        words = _DONE.get(said.kind, "“{0}”已" + said.kind).format(said.name, said.other)
        words += _new_superior(self._room.roster, said.name) if said.kind == RESUME else ""
        self._run(partial(work.turn_unit, said=said), words)

    @Slot(object, object)
    def _keep(self, names: tuple[str, ...], entry: UnitEntry) -> None:
        room = self._room
        if room.entry.is_new:
            after = room.panel.page.unit.name if room.panel.page else ""
            room.wanted = names[0] if names else room.wanted
            job = partial(work.add_units, names=names, entry=entry, after=after)
            self._run(job, f"已新增{len(names)}家单位", then_leave=True)
        else:
            job = partial(work.keep_entry, name=room.entry.mended, entry=entry)
            self._run(job, f"已修改“{room.entry.mended}”的登记", then_leave=True)

    @Slot(str, int)
    def _step(self, name: str, step: int) -> None:
        self._run(partial(work.step_unit, name=name, step=step), f"“{name}”已{'上移' if step < 0 else '下移'}")

    @Slot(str, bool)
    def _indent(self, name: str, deeper: bool) -> None:  # noqa: FBT001  a signal's value
        words = "已作为上一家的下级" if deeper else "已提到上一级"
        self._run(partial(work.indent_unit, name=name, deeper=deeper), f"“{name}”{words}")

    @Slot(str, str, object)
    def _place(self, name: str, parent: str, before: str | None) -> None:
        unit = self._room.roster.get(name)
        moved = unit is not None and unit.parent != parent
        words = (f"，上级单位改为“{parent}”" if parent else "，不再有上级单位") if moved else ""
        job = partial(work.place_unit, name=name, parent=parent, before=before)
        self._run(job, f"已调整“{name}”的次序{words}")

    @Slot(str)
    def _remove(self, name: str) -> None:
        self._run(partial(work.remove_unit, name=name), f"“{name}”已移出名册")

    @Slot(object)
    def _keep_people(self, rows: list[tuple[str, ...]]) -> None:
        self._keep_lines(self._room.people_page, partial(work.keep_people, rows=rows, name="登记人员"), "已保存人员")

    @Slot(object)
    def _keep_ties(self, rows: list[tuple[str, ...]]) -> None:
        self._keep_lines(self._room.ties_page, partial(work.keep_ties, rows=rows), "已保存分管和联系")

    @Slot(int, object)
    def _paste_people(self, row: int, rows: list[list[str]]) -> None:
        page = self._room.people_page
        job = partial(work.read_pasted, rows=rows)
        self._room.worker.run(job, partial(page.model.insert, min(row, page.model.rowCount() - 1)))

    @Slot(int, object)
    def _paste_ties(self, row: int, rows: list[list[str]]) -> None:
        page = self._room.ties_page
        width = len(page.model.headings)
        page.model.insert(min(row, page.model.rowCount() - 1), [(*one, *[""] * width)[:width] for one in rows])

    def _keep_lines(self, page: object, job: partial[ChangeSet], words: str) -> None:
        self._room.worker.run(job, partial(self._kept_lines, page, words), failed=self._room.refused)

    def _kept_lines(self, page: object, words: str, changes: ChangeSet) -> None:
        page.unsaved = False  # type: ignore[attr-defined]  # one of the two pages of lines
        self._say(words, changes)

    def _run(self, job: partial[ChangeSet], words: str, *, then_leave: bool = False) -> None:
        self._room.worker.run(job, partial(self._done, words, then_leave), failed=self._failed, text="修改名册")

    def _done(self, words: str, then_leave: bool, changes: ChangeSet) -> None:  # noqa: FBT001  bound beforehand
        if then_leave:
            self.leave()
        self._say(words, changes)

    def _failed(self, refusal: DeskError) -> None:
        if self._room.panel.page is not None and self._room.roster.get(self._room.wanted) is None:
            self._room.wanted = self._room.panel.page.unit.name
        self._room.refused(refusal)

    def _say(self, words: str, changes: ChangeSet) -> None:
        if changes.operation_id is not None:
            self._room.notices.done(f"{words}。", changes.operation_id)


def _new_superior(known: Roster, name: str) -> str:
    """Under whom a unit that resumes comes to stand, where its 上级单位 is no unit of today."""
    unit, above = known.get(name), standing_above(known, name, {one.name for one in known.units})
    if unit is None or unit.parent == above:
        return ""
    return f"，原上级单位“{unit.parent}”已不在用，" + (f"现列在“{above}”之下" if above else "现在没有上级单位")


def _widget(room: UnitsRoom) -> QWidget:
    return room.window()
