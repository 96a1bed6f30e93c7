"""时限待定: what has no certain day and so stands in no calendar; told by number, and listed for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.campaign.tasks import DueWord, TaskState, split_units, task_title
from desk_app.services.calendar_items import ItemKind, duty_title, quota_title
from desk_app.services.desk import Desk, collected_forms
from desk_app.services.task_board import TaskBoard
from desk_app.storage import collections
from desk_app.storage.reader import Reader


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing without a certain day: ``text`` is what the plan writes, ``why`` what is not certain in it."""

    kind: str
    title: str
    units: tuple[str, ...] = ()
    text: str = ""
    why: str = ""
    key: str = ""


def open_items(desk: Desk, board: TaskBoard) -> tuple[OpenItem, ...]:
    """Everything of a campaign whose day is not certain; nothing once it has ended."""
    if board.ended:
        return ()
    with desk.store.read() as reader:
        forms = tuple(_forms(reader, board))
    return (*_tasks(board), *forms, *_phases(board), *_again(board))


def open_said(items: Sequence[OpenItem]) -> str:
    """In one clause; empty where there is none."""
    return f"另有{len(items)}项时限待定，未列入" if items else ""


def _tasks(board: TaskBoard) -> Iterator[OpenItem]:
    for line in board.lines:
        if line.said is DueWord.OPEN and line.state is not TaskState.DONE:
            yield OpenItem(ItemKind.TASK.label, task_title(line.task), line.owing, line.task.deadline, key=line.key)


def _forms(reader: Reader, board: TaskBoard) -> Iterator[OpenItem]:
    known = collections.of_campaign(reader, board.campaign.id)
    dated = {one.form for one in known if one.due_on is not None}
    open_ones = {one.form for one in known if one.due_on is None and one.closed_at is None} - dated
    for form in collected_forms(reader, board.campaign):
        if form.name in open_ones and form.definition.owed:
            yield OpenItem(ItemKind.FORM.label, f"{form.definition.annex} {form.name}".strip(), why="没有写报送时限")


def _phases(board: TaskBoard) -> Iterator[OpenItem]:
    for phase in board.outline.phases:
        if phase.doubt:
            yield OpenItem("阶段", phase.name, text=phase.text, why=phase.doubt)


def _again(board: TaskBoard) -> Iterator[OpenItem]:
    for duty in board.outline.duties:
        if duty.doubt:
            units = board.classes.owing(split_units(duty.who))
            yield OpenItem(ItemKind.DUTY.label, duty_title(duty), units, duty.deadline, duty.doubt)
    for quota in board.outline.quotas:
        if quota.doubt:
            units = board.classes.owing(split_units(quota.who))
            yield OpenItem(ItemKind.QUOTA.label, quota_title(quota), units, quota.deadline, quota.doubt)
