"""What 台账 asks of the worker: plain functions on the desk."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.progress import Progress
from desk_app.ui.ledger.clipboard import Copied, copied
from desk_app.ui.ledger.entries import place_among
from desk_app.ui.ledger.write_jobs import Deed

if TYPE_CHECKING:
    from desk_app.forms.definition import FormDefinition
    from desk_app.services.desk import Desk
    from desk_app.services.ledger_edits import Search
    from desk_app.services.ledger_found import LedgerFound
    from desk_app.services.ledger_rows import LedgerFilter, LedgerForm, LedgerHead, LedgerProblem, LedgerRow, LedgerView
    from desk_app.services.print_choice import Preview
    from desk_app.services.record_card import RecordCard
    from desk_app.services.values import Campaign

_SCREEN = 100
"""Rows that come at once with the answer, so that what is looked at is never behind a second question."""


def read_head(desk: Desk, _progress: Progress, *, campaign: Campaign) -> LedgerHead:
    """The forms, their periods, the units."""
    from desk_app.services.ledger_rows import ledger_head

    return ledger_head(desk, campaign)


def read_steps(desk: Desk, _progress: Progress, *, campaign: Campaign) -> tuple[int, dict[int, str]]:
    """The steps of before that can be taken back, each with its day, with the campaign."""
    from desk_app.services.ledger_history import last_steps

    return campaign.id, {one.operation_id: one.when for one in last_steps(desk, campaign)}


def read_matters(
    desk: Desk, _progress: Progress, *, campaign: Campaign, form: LedgerForm
) -> tuple[int, dict[str, dict[str, tuple[str, ...]]]]:
    """What a linked ledger may follow, with the ledger's form."""
    from desk_app.services.linked_rows import known_matters

    return form.id, known_matters(desk, campaign, form.definition)


def read_view(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    form: LedgerForm,
    wanted: LedgerFilter,
    before: LedgerFound,
    near: Sequence[int] = (),
) -> tuple[LedgerView, int, tuple[LedgerRow, ...]]:
    """The ids and problems of a filter, with the rows round the first of some that is among them, and their place."""
    from desk_app.services.ledger_rows import ledger_rows, ledger_view

    view = ledger_view(desk, campaign, form, wanted, progress, before)
    start = _start(view.ids, near)
    return view, start, ledger_rows(desk, view.ids[start : start + _SCREEN])


def read_beginning(
    desk: Desk, _progress: Progress, *, campaign: Campaign, form: LedgerForm, wanted: LedgerFilter
) -> tuple[Sequence[int], tuple[LedgerRow, ...]]:
    """The first rows of a very long ledger: that they are there, and what stands in those of a screen."""
    from desk_app.services.ledger_rows import ledger_beginning, ledger_rows

    ids = ledger_beginning(desk, campaign, form, wanted)
    return ids, ledger_rows(desk, ids[:_SCREEN])


def _start(ids: array[int], near: Sequence[int]) -> int:
    places = (place_among(ids, one) for one in near)
    return next((max(0, place - _SCREEN // 2) for place in places if place >= 0), 0)


def read_cross(
    desk: Desk, progress: Progress, *, campaign: Campaign, form: LedgerForm, view: LedgerView
) -> LedgerFound:
    """What shows when rows are held against each other, with what was found before."""
    from desk_app.services.ledger_problems import cross_problems, together

    found = cross_problems(desk, campaign, form.definition, view.ids, progress)
    return view.found.or_else(together(form.definition, view.problems, found))


def read_rows(
    desk: Desk, _progress: Progress, *, generation: int, ids: Sequence[int]
) -> tuple[int, tuple[LedgerRow, ...]]:
    """Rows for the window, with the number of the question."""
    from desk_app.services.ledger_rows import ledger_rows

    return generation, ledger_rows(desk, ids)


def read_card(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int) -> RecordCard:
    """One record with its source and its history."""
    from desk_app.services.record_card import record_card

    return record_card(desk, campaign, record_id)


def block(desk: Desk, progress: Progress, *, form: FormDefinition, ids: Sequence[int], keys: Sequence[str]) -> Copied:
    """A block for the clipboard."""
    from desk_app.services.ledger_edits import block_of

    return copied(block_of(desk, form, ids, keys, progress))


def edge(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    form: LedgerForm,
    ids: array[int],
    key: str,
    at: int,
    way: int,
) -> int:
    """Where a jump along a column ends, among rows that are not all here."""
    from desk_app.services.ledger_edits import edge_of

    return edge_of(desk, campaign, form.id, ids, key, at, way)


def give_reason(desk: Desk, _progress: Progress, *, campaign: Campaign, problem: LedgerProblem, reason: str) -> Deed:
    """Note why a row stands as it is."""
    from desk_app.services.ledger_problems import explain

    return Deed("说明已随这一行保存。", explain(desk, campaign, problem, reason).operation_id)


def seek(
    desk: Desk,
    progress: Progress,
    *,
    form: FormDefinition,
    ids: Sequence[int],
    search: Search,
    after: tuple[int, str],
) -> tuple[tuple[int, str] | None, int]:
    """The next cell that holds something, and how many do."""
    from desk_app.services.ledger_edits import count_found, find_next

    found = find_next(desk, form, ids, search, after, progress)
    return found, count_found(desk, form, ids, search, progress) if found else 0


def attach(desk: Desk, progress: Progress, *, campaign: Campaign, record_id: int, paths: Sequence[Path]) -> Deed:
    """Put files to a record."""
    from desk_app.services.attachments import attach as put

    changes = put(desk, campaign, record_id, paths, progress)
    said = f"已附上“{paths[0].name}”。" if len(paths) == 1 else f"已附上{len(paths)}个文件。"
    return Deed(said, changes.operation_id)


def detach(desk: Desk, _progress: Progress, *, campaign: Campaign, attachment_id: int) -> Deed:
    """Take a file away from its record."""
    from desk_app.services.attachments import detach as take

    return Deed("已移去附件，可以撤销。", take(desk, campaign, attachment_id).operation_id)


def print_record(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int) -> tuple[str, Preview]:
    """The paper of one record."""
    from desk_app.services.record_print import record_preview

    return record_preview(desk, campaign, record_id)
