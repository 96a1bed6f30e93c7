"""改正: cells mended by a person, each row checked again; the original and the old values stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk_app.forms.definition import FormDefinition
from desk_app.forms.rules import RULE
from desk_app.forms.showing import shown
from desk_app.problems import DeskError, Problem
from desk_app.services.check_context import context_of
from desk_app.services.desk import Desk
from desk_app.services.links import renamed_matters
from desk_app.services.placing import PlacedProblem, cell_of, keyed_check, place_problems, texts_of
from desk_app.services.resubmission import row_digest
from desk_app.services.typed import is_typed
from desk_app.services.typed_waiting import weigh_again, weigh_typed
from desk_app.storage import campaigns, records, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState
from desk_app.storage.submissions import Submission

_OUTSIDE = "date_outside"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell's new text, as it was typed; ``before`` is what the person saw there, None where nobody looked."""

    record_id: int
    key: str
    text: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that has become another since a person began to write in it: ``now`` is what stands there as shown."""

    edit: CellEdit
    label: str
    now: str


class CellConflict(DeskError):  # noqa: N818  it is no error: two hands met
    """Nothing was changed: what a person saw in some cells is no longer there, and the person must choose."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        """Say so, and keep which."""
        first = conflicts[0]
        super().__init__(
            f"{first.label}在您改的时候已另有改动，现为“{_short(first.now)}”；您写的“{_short(first.edit.text)}”还没有保存，请选定用哪个。"
        )
        self.conflicts = tuple(conflicts)


def correct_cells(desk: Desk, campaign: Campaign, edits: Sequence[CellEdit], *, name: str = "改正") -> ChangeSet:
    """Mend any number of cells as one step; DeskError when a row is gone or a closed period forbids it."""
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        change_cells(op, campaign, edits)
    return op.changes


def change_cells(op: Operation, campaign: Campaign, edits: Sequence[CellEdit]) -> None:
    """Mend cells within a step that is under way."""
    by_record: dict[int, dict[str, str]] = defaultdict(dict)
    for edit in edits:
        by_record[edit.record_id][edit.key] = edit.text
    rows = records.get_many(op, by_record)
    if len(rows) < len(by_record):
        raise DeskError("要改的记录已不在台账里，这一步没有做；请刷新后再改。")
    _refuse_strange_columns(op, rows, by_record)
    refuse_conflicts(op, rows, edits)
    follow = renamed_matters(op, campaign, rows, by_record)
    by_submission: dict[int, list[Record]] = defaultdict(list)
    for row in rows:
        by_submission[row.submission_id].append(row)
    said: list[str] = []
    for submission_id, mine in by_submission.items():
        mender = _Mender(op, campaign, submissions.get(op, submission_id), mine)
        mender.mend({row.id: by_record[row.id] for row in mine})
        said += mender.said
    if follow:
        change_cells(op, campaign, [CellEdit(*each) for each in follow])
    weigh_typed(op, campaign, by_submission)
    touched = {(row.unit_id, row.form_id) for row in rows if row.unit_id is not None}
    for unit_id, form_id in sorted(touched):
        weigh_again(op, campaign, unit_id, campaigns.get_form(op, form_id).name)
    op.summary = said[0] if len(said) == 1 else f"{len(said)}处" if said else ""


def _refuse_strange_columns(reader: Reader, rows: Sequence[Record], edits: Mapping[int, Mapping[str, str]]) -> None:
    """DeskError for a column that the row's own version of the form has not."""
    forms = {form_id: campaigns.get_form(reader, form_id) for form_id in {row.form_id for row in rows}}
    for row in rows:
        form = forms[row.form_id]
        if not edits[row.id].keys() <= set(form.definition.keys):
            raise DeskError(
                f"第{row.row_number}行是按“{form.name}”第{form.version}版表样报的，没有这一栏，填不进去；"
                "要补填的，请按新表样重报，或另录一行。"
            )


def refuse_conflicts(reader: Reader, rows: Sequence[Record], edits: Sequence[CellEdit]) -> None:
    """CellConflict when a cell is neither what the person saw there nor what is to be written."""
    watched = [edit for edit in edits if edit.before is not None]
    if not watched:
        return
    by_id = {row.id: row for row in rows}
    forms = {row.form_id: campaigns.get_form(reader, row.form_id).definition for row in rows}
    found = []
    for edit in watched:
        row = by_id[edit.record_id]
        form = forms[row.form_id]
        now = shown(form.column(edit.key), row.values.get(edit.key, ""))
        if now not in {edit.before, edit.text}:
            label = dict(zip(form.keys, form.labels, strict=True))[edit.key]
            found.append(Conflict(edit, label, now))
    if found:
        raise CellConflict(found)


class _Mender:
    """The rows of one return under a person's hand, and its problems kept up to date."""

    def __init__(self, op: Operation, campaign: Campaign, one: Submission, rows: Sequence[Record]) -> None:
        if one.form_id is None:
            raise DeskError(f"“{one.file}”还不知道是哪张表，请先指定。")
        self._op = op
        self._one = one
        self._form = campaigns.get_form(op, one.form_id).definition
        self._context = context_of(op, campaign, one)
        self._rows = {row.id: row for row in rows}
        self.said: list[str] = []

    def mend(self, edits: Mapping[int, Mapping[str, str]]) -> None:
        """Store the new values and put the new problems in the place of the old."""
        typed = is_typed(self._one)
        before = place_problems(self._form, self._rows.values(), self._one.problems, self._context, typed=typed)
        mine: dict[int, dict[str, Problem]] = defaultdict(dict)
        for one in before:
            if one.record_id is not None:
                mine[one.record_id][one.key] = one.problem
        kept = [one for one in before if not _is_weighed_again(one, edits)]
        for record_id, texts in edits.items():
            kept += self._mend_row(self._rows[record_id], texts, mine[record_id])
        submissions.set_problems(self._op, self._one.id, tuple(one.problem for one in kept))

    def _mend_row(self, row: Record, texts: Mapping[str, str], places: Mapping[str, Problem]) -> list[PlacedProblem]:
        written = texts_of(self._form, row)
        checked, said = keyed_check(self._form, {**written, **texts}, self._context)
        values = {**row.values, **{key: checked.values[key] for key in texts}}
        raw = {key: text for key, text in row.raw.items() if key not in texts}
        raw |= {key: checked.raw[key] for key in texts if key in checked.raw}
        self._say(row, values, texts)
        if values != dict(row.values) or raw != dict(row.raw):
            day = checked.occurred_on if _dates(self._form) & set(texts) else row.occurred_on
            digest = row_digest(self._form, values)
            records.correct(self._op, row.id, values, occurred_on=day, digest=digest, raw=raw)
        return [
            PlacedProblem(placed(self._form, row, key, problem, places.get(key)), row.id, key)
            for key, problem in said
            if (key in texts or problem.code.startswith(RULE))
            and not (problem.code == _OUTSIDE and row.state is RecordState.REPEATED)
        ]

    def _say(self, row: Record, values: Mapping[str, object], texts: Mapping[str, str]) -> None:
        labels = dict(zip(self._form.keys, self._form.labels, strict=True))
        for key in texts:
            before, after = str(row.values.get(key, "")), str(values[key])
            if before != after:
                line = f"第{row.row_number}行{labels[key]}“{_short(before)}”改为“{_short(after)}”"
                self.said.append(f"{self._one.file}：{line}")


def _is_weighed_again(one: PlacedProblem, edits: Mapping[int, Mapping[str, str]]) -> bool:
    """Whether a problem is said anew after an edit: of an edited cell, or a rule's, which looks at several cells."""
    texts = edits.get(one.record_id or 0)
    return texts is not None and (one.key in texts or one.problem.code.startswith(RULE))


def placed(form: FormDefinition, row: Record, key: str, problem: Problem, before: Problem | None) -> Problem:
    """A problem of a row, at the place where the cell's last one stood, or at its address."""
    if before is not None:
        return Problem(before.where, problem.level, problem.message, problem.code, before.cell)
    cell = cell_of(form, row, key)
    sheet = f"{row.sheet} " if row.sheet else ""
    return Problem(f"{sheet}{cell or f'第{row.row_number}行'}", problem.level, problem.message, problem.code, cell)


def _dates(form: FormDefinition) -> set[str]:
    return {form.row_date.key} if form.row_date else set()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"
