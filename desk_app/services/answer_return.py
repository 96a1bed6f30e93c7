"""当场答复: a person's answers to single questions of a return that waits; each is one step, kept and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from desk_app.forms.checking import occurred_on
from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError, Level, Problem
from desk_app.services.check_context import context_of
from desk_app.services.desk import Desk
from desk_app.services.placing import place_problems
from desk_app.services.remembered import (
    NEAR_HEADING,
    NEAR_WORD,
    heading_subject,
    keep_word,
    remember_heading,
    spelling_subject,
    strange_heading,
    told_heading,
)
from desk_app.services.resubmission import row_digest
from desk_app.services.type_records import withdraw_rows
from desk_app.storage import campaigns, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission

DEALT_WITH = "dealt_with"
_NIL_QUESTIONS = frozenset({"nil_with_rows", "empty_table"})


def answer_heading(desk: Desk, campaign: Campaign, submission_id: int, cell: str, *, is_right: bool) -> ChangeSet:
    """Say whether a near heading is the column it was taken for; kept for the unit, so that it is asked once.

    Where it is not, what stood under it is kept beside the rows and the column is missing. DeskError when the question
    is not open.
    """
    with _step(desk, campaign, "认定栏目") as op:
        one = _waiting(op, submission_id)
        asked = next((each for each in one.problems if each.code == NEAR_HEADING and each.cell == cell), None)
        if asked is None or one.form_id is None:
            raise DeskError("这个栏目没有要认定的，请刷新后再看。")
        form = campaigns.get_form(op, one.form_id).definition
        label = form.labels[form.keys.index(asked.proposed)]
        if is_right:
            told: tuple[Problem, ...] = (told_heading(asked, label),)
        else:
            told = (strange_heading(asked), _missing(form, asked, label))
            one = _without_column(op, campaign, form, one, asked)
        problems = [new for each in one.problems for new in (told if each == asked else (each,))]
        submissions.set_problems(op, submission_id, tuple(problems))
        if one.unit_id is not None:
            subject = heading_subject(roster.unit_names(op)[one.unit_id], form.name, asked.written)
            remember_heading(op, campaign.id, subject, asked.proposed if is_right else "", f"核对“{one.file}”")
        op.summary = f"{one.file}：“{asked.written}”{'是' if is_right else '不是'}“{label}”"
    return op.changes


def _missing(form: FormDefinition, asked: Problem, label: str) -> Problem:
    level = Level.ERROR if form.column(asked.proposed).required else Level.WARNING
    return Problem(asked.where, level, f"缺少栏目“{label}”，请核对表样", "column_missing")


def _without_column(
    op: Operation, campaign: Campaign, form: FormDefinition, one: Submission, asked: Problem
) -> Submission:
    """Move what stood under a strange heading beside its rows; the problems of its cells go with it."""
    key = asked.proposed
    rows = [row for row in records.of_submission(op, one.id) if row.state is not RecordState.WITHDRAWN]
    placed = place_problems(form, rows, one.problems, context_of(op, campaign, one))
    for row in rows:
        text = str(row.raw.get(key, row.values.get(key, "")))
        values = {**row.values, key: ""}
        records.correct(
            op,
            row.id,
            values,
            occurred_on=occurred_on(form, values),
            digest=row_digest(form, values),
            raw={name: written for name, written in row.raw.items() if name != key},
            extra={**row.extra, asked.written: text} if text else row.extra,
        )
    kept = tuple(each.problem for each in placed if each.record_id is None or each.key != key)
    submissions.set_problems(op, one.id, kept)
    return submissions.get(op, one.id)


def keep_spelling(desk: Desk, campaign: Campaign, submission_id: int, record_id: int, key: str) -> ChangeSet:
    """照原样: a word or name that is near to a known one is meant as written, here and wherever it comes again."""
    with _step(desk, campaign, "照原样") as op:
        one = submissions.get(op, submission_id)
        row = next(iter(records.get_many(op, [record_id])), None)
        if row is None or one.form_id is None:
            raise DeskError("这一行已不在来表里，请刷新后再看。")
        form = campaigns.get_form(op, one.form_id).definition
        text = str(row.values.get(key, ""))
        keep_word(op, campaign.id, spelling_subject(form.name, key, text), f"核对“{one.file}”")
        _drop_near(op, campaign, form, one, (key, text))
        op.summary = f"{form.labels[form.keys.index(key)]}“{text}”"
    return op.changes


def _drop_near(op: Operation, campaign: Campaign, form: FormDefinition, one: Submission, word: tuple[str, str]) -> None:
    """Say nothing more of a kept word in any row of the return."""
    rows = records.of_submission(op, one.id)
    same = {row.id for row in rows if str(row.values.get(word[0], "")) == word[1]}
    placed = place_problems(form, rows, one.problems, context_of(op, campaign, one))
    kept = tuple(
        each.problem
        for each in placed
        if not (each.problem.code == NEAR_WORD and each.key == word[0] and each.record_id in same)
    )
    submissions.set_problems(op, one.id, kept)


def set_aside(desk: Desk, campaign: Campaign, ids: Sequence[int]) -> ChangeSet:
    """不采用: returns that wait are put by, kept in history and counted nowhere; what stood before stands."""
    with _step(desk, campaign, "不采用") as op:
        for submission_id in ids:
            one = _waiting(op, submission_id)
            note = Problem(one.file, Level.WARNING, "经办人认定不采用本份，留底不计数", "set_aside")
            submissions.set_problems(op, submission_id, (*one.problems, note))
        submissions.set_state(op, ids, SubmissionState.WITHDRAWN)
        op.summary = "、".join(submissions.get(op, each).file for each in ids)
    return op.changes


def deal_with(desk: Desk, campaign: Campaign, submission_id: int) -> ChangeSet:
    """已另行处理: an unreadable file that was asked for again, or that nobody needs, asks for a hand no more."""
    with _step(desk, campaign, "已另行处理") as op:
        one = submissions.get(op, submission_id)
        if one.state is not SubmissionState.REJECTED:
            raise DeskError(f"“{one.file}”不是打不开的文件，不用登记已另行处理。")
        if all(each.code != DEALT_WITH for each in one.problems):
            note = Problem(one.file, Level.WARNING, "经办人已另行处理，不再列入要看的", DEALT_WITH)
            submissions.set_problems(op, submission_id, (*one.problems, note))
        op.summary = one.file
    return op.changes


def take_as_nil(desk: Desk, campaign: Campaign, submission_id: int) -> ChangeSet:
    """按零报告: a return that says nothing to report though rows stand in it, or that is empty, is taken for a nil one.

    Its rows, if any, stay in history; it waits to be accepted as 零报告.
    """
    with _step(desk, campaign, "按零报告") as op:
        one = _waiting(op, submission_id)
        rows: list[Record] = [
            row for row in records.of_submission(op, submission_id) if row.state is not RecordState.WITHDRAWN
        ]
        withdraw_rows(op, [row.id for row in rows])
        submissions.set_row_count(op, submission_id, 0)
        kept = tuple(each for each in one.problems if each.code not in _NIL_QUESTIONS and not each.cell)
        note = Problem(one.file, Level.WARNING, "经办人认定按零报告，表内各行不计数", "taken_as_nil")
        submissions.set_problems(op, submission_id, (*kept, note))
        op.summary = one.file
    return op.changes


def _step(desk: Desk, campaign: Campaign, name: str) -> AbstractContextManager[Operation]:
    return desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id)


def _waiting(op: Operation, submission_id: int) -> Submission:
    one = submissions.get(op, submission_id)
    if one.state is not SubmissionState.NEEDS_REVIEW:
        raise DeskError(f"“{one.file}”已不在待核之列，请先撤销此前的登记再改。")
    return one
