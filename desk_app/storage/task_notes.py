"""进展记录: what was noted of each task, by whom and when; its state is the one that was noted last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.campaign.tasks import TaskState
from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import task_note


@dataclass(frozen=True, slots=True)
class TaskNote:
    """One note; ``state`` is the one given with it, ``original`` a kept file (佐证) that came as ``file``."""

    id: int
    task: str
    state: TaskState | None
    text: str
    file: str
    original: str
    noted_at: datetime
    noted_by: str


def add(
    op: Operation,
    campaign_id: int,
    task: str,
    *,
    state: TaskState | None = None,
    text: str = "",
    file: str = "",
    original: Original | None = None,
) -> int:
    """Note something of a task; the note's id."""
    return op.insert("task_note", {
        "campaign_id": campaign_id,
        "task": task,
        "state": None if state is None else state.value,
        "text": text,
        "file": file,
        "original": original.name if original else "",
        "size": original.size if original else 0,
        "noted_at": op.at,
        "noted_by": op.head.actor,
    })  # fmt: skip


def of_campaign(reader: Reader, campaign_id: int) -> dict[str, tuple[TaskNote, ...]]:
    """The notes of every task of a campaign, the oldest first."""
    statement = select(task_note).where(task_note.c.campaign_id == campaign_id).order_by(task_note.c.id)
    found: dict[str, list[TaskNote]] = {}
    for row in reader.rows(statement):
        found.setdefault(row.task, []).append(_note(row))
    return {task: tuple(notes) for task, notes in found.items()}


def _note(row: AnyRow) -> TaskNote:
    state = None if row.state is None else TaskState(row.state)
    return TaskNote(row.id, row.task, state, row.text, row.file, row.original, row.noted_at, row.noted_by)
