"""记录卡: one row with its source and its history, and the way back to any earlier wording."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desk_app.campaign.period import parse_period
from desk_app.forms.definition import FormDefinition
from desk_app.forms.showing import shown
from desk_app.problems import DeskError, Level, Problem
from desk_app.services.check_context import context_of
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.ledger_rows import COUNTED, REPEATED, WAITING
from desk_app.services.placing import cell_of, place_problems, texts_of
from desk_app.services.type_records import is_typed
from desk_app.services.typed import waits
from desk_app.storage import attachments, campaigns, history, records, roster, submissions
from desk_app.storage.attachments import Attachment
from desk_app.storage.campaigns import Campaign
from desk_app.storage.history import RowChange
from desk_app.storage.operations import ChangeKind, ChangeSet
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState, SubmissionState

_WAITS, _COUNTS = "有错误没有改正，转为待核，不计入", "错误已改正，计入"
_STATES = {RecordState.LIVE.value: "计入", RecordState.REPEATED.value: "前期已计", RecordState.WITHDRAWN.value: "删去"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a row's history: when, who, what; ``revision`` and ``values`` are those after it.

    ``of_files`` where it put a file to the row or took one away, and left the content as it was.
    """

    operation_id: int
    at: datetime
    actor: str
    name: str
    said: tuple[str, ...]
    revision: int
    values: Mapping[str, str | int]
    undone: bool
    of_files: bool = False


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A row as its card shows it: ``cells`` gives each column's address in the original, where it is known."""

    id: int
    submission_id: int
    form: FormDefinition
    unit: str
    period: str
    state: str
    revision: int
    values: Mapping[str, str | int]
    texts: Mapping[str, str]
    extra: Mapping[str, str]
    problems: Mapping[str, tuple[Problem, ...]]
    file: str
    sheet: str
    area: str
    cells: Mapping[str, str]
    typed: bool
    received_at: datetime
    steps: tuple[Step, ...]
    attachments: tuple[Attachment, ...] = ()


def record_card(desk: Desk, campaign: Campaign, record_id: int) -> RecordCard:
    """The card of a row; DeskError when it is gone."""
    with desk.store.read() as reader:
        rows = records.get_many(reader, [record_id])
        if not rows:
            raise DeskError("这条记录已不在台账里，请刷新后再选。")
        row = rows[0]
        one = submissions.get(reader, row.submission_id)
        form = campaigns.get_form(reader, row.form_id).definition
        placed = place_problems(form, rows, one.problems, context_of(reader, campaign, one))
        changes = history.of_row(reader, "record", record_id)
        files = attachments.of_record(reader, record_id)
        of_files = _file_changes(reader, record_id)
        unit = roster.unit_names(reader)[row.unit_id] if row.unit_id is not None else ""
    problems: dict[str, tuple[Problem, ...]] = {}
    for each in placed:
        if each.record_id == record_id:
            problems[each.key] = (*problems.get(each.key, ()), each.problem)
    state = COUNTED if one.state is SubmissionState.ACCEPTED else WAITING
    return RecordCard(
        row.id,
        one.id,
        form,
        unit,
        parse_period(row.period).label if row.period else "",
        REPEATED if row.state is RecordState.REPEATED else state,
        row.revision,
        row.values,
        texts_of(form, row),
        row.extra,
        problems,
        one.file,
        row.sheet,
        row.cell,
        {key: cell_of(form, row, key) for key in form.keys},
        is_typed(one),
        one.received_at,
        tuple(_with_files(_steps(form, row, changes, waits=waits(one)), of_files)),
        files,
    )


def restore_values(desk: Desk, campaign: Campaign, record_id: int, operation_id: int) -> ChangeSet:
    """Give a row the values that it had after a step of its history, as a step of its own."""
    card = record_card(desk, campaign, record_id)
    wanted = next((step for step in card.steps if step.operation_id == operation_id), None)
    if wanted is None:
        raise DeskError("这条记录的历史里没有这一步，请刷新后再选。")
    edits = [
        CellEdit(record_id, key, str(wanted.values.get(key, "")))
        for key in card.form.keys
        if wanted.values.get(key, "") != card.values.get(key, "")
    ]
    if not edits:
        raise DeskError("与现在的内容相同，不必恢复。")
    return correct_cells(desk, campaign, edits, name="恢复到以前的内容")


def _steps(form: FormDefinition, row: Record, changes: tuple[RowChange, ...], *, waits: bool) -> list[Step]:
    """The history told backwards from what stands now, the newest first; what one operation did is one step.

    A typed row goes from what waits to what counts and back, so that each such move turns ``waits`` round.
    """
    values, revision = dict(row.values), row.revision
    steps: list[Step] = []
    for change in reversed(changes):
        before = _before(change)
        said = _said(form, change, before, values, waits=waits)
        same = bool(steps) and steps[-1].operation_id == change.done.id
        if same:
            told = (*steps[-1].said, *said) if "submission_id" in before else (*said, *steps[-1].said)
            steps[-1] = replace(steps[-1], said=told)
        else:
            steps.append(
                Step(
                    change.done.id,
                    change.done.at,
                    change.done.actor,
                    change.done.name,
                    tuple(said),
                    revision,
                    dict(values),
                    change.done.undone_by is not None,
                )
            )
        values = dict(before.get("row_values", values))
        revision = before.get("revision", revision)
        waits = waits is not ("submission_id" in before)
    return steps


def _file_changes(reader: Reader, record_id: int) -> list[tuple[RowChange, str]]:
    """What became of the files that the row has or had, with their names."""
    known = attachments.ever_of_record(reader, record_id)
    return [(change, name) for one, name in known.items() for change in history.of_row(reader, "attachment", one)]


def _with_files(steps: list[Step], changes: list[tuple[RowChange, str]]) -> list[Step]:
    """The history with the files put to the row and taken away; the content is that of the step before."""
    said: dict[int, list[str]] = {}
    done = {change.done.id: change.done for change, _ in changes}
    for change, name in changes:
        added = change.kind is ChangeKind.INSERTED
        said.setdefault(change.done.id, []).append(f"附上“{name}”" if added else f"移去“{name}”")
    found = list(steps)
    for one, told in said.items():
        older = next((step for step in steps if step.operation_id < one), steps[-1])
        head = done[one]
        found.append(
            Step(one, head.at, head.actor, head.name, tuple(told), older.revision, older.values,
                 undone=head.undone_by is not None, of_files=True)
        )  # fmt: skip
    return sorted(found, key=lambda step: step.operation_id, reverse=True)


def _before(change: RowChange) -> dict[str, Any]:
    before = dict(change.before or {})
    if "row_values" in before:
        before["row_values"] = json.loads(before["row_values"])
    return before


def _said(
    form: FormDefinition, change: RowChange, before: Mapping[str, Any], after: Mapping[str, str | int], *, waits: bool
) -> list[str]:
    if change.kind is ChangeKind.INSERTED:
        return ["登入台账"]
    said = []
    if "row_values" in before:
        for key, label in zip(form.keys, form.labels, strict=True):
            old, new = (shown(form.column(key), one) for one in (before["row_values"].get(key, ""), after.get(key, "")))
            if old != new:
                said.append(f"{label}：“{old}” → “{new}”" if old else f"{label}：填“{new}”")
    if change.after and "state" in change.after:
        said.append(_STATES.get(str(change.after["state"]), ""))
    if "submission_id" in before:
        said.append(_WAITS if waits else _COUNTS)
    if "place" in before and not said:
        said.append("调整行的次序")
    return said or ["归属或期次变动"]


def grave(problems: tuple[Problem, ...]) -> bool:
    """Whether any of a cell's problems is an error."""
    return any(problem.level is Level.ERROR for problem in problems)
