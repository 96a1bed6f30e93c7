"""What a person says of the open document: rulings, corrections, 不列入, and which changes of a later paper hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desk_app.services.plan_doubts import Stage
from desk_app.ui.plan import work
from desk_app.ui.plan.dialogs import BasisDialog
from desk_app.ui.plan.work import Said

if TYPE_CHECKING:
    from desk_app.services.plan_amend import DutySaid, PhaseSaid
    from desk_app.services.plan_later import Applied
    from desk_app.services.values import ChangeSet
    from desk_app.ui.plan.room import PlanRoom


class Deciding(QObject):
    """Has it kept, and offers to take it back."""

    def __init__(self, room: PlanRoom) -> None:
        super().__init__(room)
        self._room = room

    @Slot()
    def ask_rule_all(self) -> None:
        """Ask on what basis every proposal is ruled."""
        page = self._room.page
        if page is not None:
            count = sum(one.answer.stage is Stage.PROPOSED and bool(one.answer.said) for one in page.doubts)
            dialog = BasisDialog(self._room, count)
            dialog.given.connect(self.rule_all)
            dialog.open()

    @Slot(str)
    def rule_all(self, basis: str) -> None:
        """Take every proposal as ruled."""
        self._act(partial(work.rule_all, basis=basis), "已按核对单审定。")

    @Slot(object)
    def say(self, said: Said) -> None:
        """Keep what was said of a doubt."""
        words = {Stage.RULED: "已审定。", Stage.PUT_OFF: "已暂缓。", Stage.OPEN: "已改回未定。"}
        self._act(partial(work.answer, said=said), words.get(said.stage, "已记下。"))

    @Slot(str, str, str, str)
    def correct(self, about: str, units: str, due: str, basis: str) -> None:
        """Keep other units or another day of a task."""
        place = int(about.removeprefix("task/"))
        self._act(partial(work.correct, place=place, units=units, due=due, basis=basis), "更正已记下，原文不变。")

    @Slot(str, object)
    def amend(self, about: str, said: DutySaid | PhaseSaid | None) -> None:
        """Keep a duty or stage as typed, None for the plan's own words."""
        word = "更正已记下，原文不变。" if said is not None else "已改回原文。"
        self._act(partial(work.amend, about=about, said=said), word)

    @Slot(str, bool)
    def drop(self, about: str, dropped: bool) -> None:  # noqa: FBT001  a slot
        """不列入, or 恢复列入."""
        word = "不列入，原文不变。" if dropped else "已恢复列入。"
        self._act(partial(work.drop, about=about, dropped=dropped), word)

    @Slot(str, bool)
    def decide(self, about: str, taken: bool) -> None:  # noqa: FBT001  a slot
        """Say of a change whether it shall hold."""
        word = "采用，待全部核对后一并生效。" if taken else "不采用。"
        self._act(partial(work.take, about=about, wanted=taken), word)

    @Slot()
    def take_waiting(self) -> None:
        """Say of all changes that still wait that they shall hold, once all are confirmed."""
        self._act(partial(work.take_waiting), "待确认的已全部采用，待全部核对后一并生效。")

    @Slot()
    def apply_changes(self) -> None:
        """Let every confirmed change hold."""
        page = self._room.page
        if page is not None:
            job = partial(work.apply, draft_id=page.head.id)
            self._room.worker.run(job, self._applied, text="采用后续文件")

    @Slot(int)
    def remove(self, draft_id: int) -> None:
        """Drop a draft."""
        job = partial(work.remove, draft_id=draft_id)
        self._room.worker.run(partial(_with_words, job=job, said="草稿已删除。"), self._done)

    def _act(self, job: partial[ChangeSet], said: str) -> None:
        """Do one thing with the open document, and offer to take it back."""
        page = self._room.page
        if page is not None:
            bound = partial(job, draft_id=page.head.id)
            self._room.worker.run(partial(_with_words, job=bound, said=said), self._done)

    def _done(self, result: tuple[ChangeSet, str]) -> None:
        changes, said = result
        self._room.notices.done(said, changes.operation_id)

    def _applied(self, applied: Applied) -> None:
        late = "；".join(applied.said)
        self._room.notices.done(f"已采用{applied.changes}处变动，{applied.tail}{late}", applied.operation_id)


def _with_words(desk: object, progress: object, *, job: partial[ChangeSet], said: str) -> tuple[ChangeSet, str]:
    return job(desk, progress), said
