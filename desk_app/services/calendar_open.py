"""时限待定: what has no certain day and so stands in no calendar; told by number, and listed for whoever asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.campaign.tasks import DueWord, TaskState, split_units, task_title
from desk_app.services.calendar_form_dues import FormDue, form_dues
from desk_app.services.calendar_items import ItemKind, duty_title, quota_title
from desk_app.services.desk import Desk
from desk_app.services.task_board import TaskBoard


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing without a certain day: ``text`` is what the plan writes, ``why`` what is not certain in it.

    ``key`` names a task, ``form`` a form, where it is one.
    """

    kind: str
    title: str
    units: tuple[str, ...] = ()
    text: str = ""
    why: str = ""
    key: str = ""
    form: str = ""


def open_items(desk: Desk, board: TaskBoard, forms: Sequence[FormDue] | None = None) -> tuple[OpenItem, ...]:
    """Everything of a campaign whose day is not certain; nothing once it has ended. ``forms`` where they were read."""
    if board.ended:
        return ()
    asked = form_dues(desk, board.campaign) if forms is None else forms
    return (*_tasks(board), *_forms(asked), *_phases(board), *_again(board))


def open_said(items: Sequence[OpenItem]) -> str:
    """In one clause; empty where there is none."""
    return f"另有{open_title(items)}（{open_parts(items)}），未列入" if items else ""


def open_title(items: Sequence[OpenItem]) -> str:
    """How many: the same words in every room; empty where there is none."""
    return f"{len(items)}项时限待定" if items else ""


def open_parts(items: Sequence[OpenItem]) -> str:
    """How many of each kind: 任务12、报表4、次数要求4."""
    return "、".join(f"{kind}{count}" for kind, count in Counter(one.kind for one in items).items())


def _tasks(board: TaskBoard) -> Iterator[OpenItem]:
    for line in board.lines:
        if line.said is DueWord.OPEN and line.state is not TaskState.DONE:
            yield OpenItem(ItemKind.TASK.label, task_title(line.task), line.owing, line.task.deadline, key=line.key)


def _forms(forms: Sequence[FormDue]) -> Iterator[OpenItem]:
    """Forms of which a period has no day: what the plan writes where it asks for them, and what is in doubt there."""
    for form in forms:
        if form.is_open:
            text = "；".join(dict.fromkeys(one.text for one in form.asks if one.text))
            why = "；".join(dict.fromkeys(one.why.rstrip("。") for one in form.asks if one.why))
            said = why or ("与方案所写不同，请认定" if text else "方案没有写报送时限")
            yield OpenItem(ItemKind.FORM.label, form.title, text=text, why=said, form=form.name)


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
