"""A return opened: its rows as a table, every problem at its cell, and the original to look at."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.definition import FormDefinition
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError, Level
from desk_app.services.check_context import context_of
from desk_app.services.closing_aside import as_of_now, standing_closings
from desk_app.services.corrections import Correction, corrections_of
from desk_app.services.desk import Desk, current_period
from desk_app.services.hints import hints_on
from desk_app.services.memory import current_of
from desk_app.services.placing import PlacedProblem, cell_address, place_problems
from desk_app.storage import campaigns, collections, inquiries, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.inquiries import Inquiry
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission

READ_ONLY = 0o444
_EQUAL, _ROW = "equal_rows", re.compile(r"第(\d+)行$")
_SPOKEN_OF = frozenset({SubmissionState.NEEDS_REVIEW, SubmissionState.ACCEPTED, SubmissionState.SENT_BACK})
_OF_A_SLOT = tuple(
    state
    for state in SubmissionState
    if state not in {SubmissionState.SCAN, SubmissionState.DUPLICATE, SubmissionState.REJECTED}
)


@dataclass(frozen=True, slots=True)
class EarlierReturn:
    """Another return of the same unit, form and period, kept in history or standing beside."""

    id: int
    file: str
    state: SubmissionState
    received_at: datetime
    rows: int


@dataclass(frozen=True, slots=True)
class OpenedReturn:
    """One return with its rows and its problems; ``form`` and ``period`` are None while unknown.

    ``hints`` are what never stands in the way, ``corrections`` the cells that a person mended, ``inquiries`` what was
    asked or explained, ``earlier`` the other returns of its unit, form and period, and ``replaces`` the one of them
    that it replaces or would replace.
    """

    submission: Submission
    unit: str
    form: FormDefinition | None
    period: Period | None
    rows: tuple[Record, ...]
    problems: tuple[PlacedProblem, ...]
    hints: tuple[PlacedProblem, ...] = ()
    corrections: tuple[Correction, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    earlier: tuple[EarlierReturn, ...] = ()
    replaces: int | None = None

    @property
    def corrected(self) -> dict[int, tuple[str, ...]]:
        """The columns of each row that a person has mended."""
        found: dict[int, tuple[str, ...]] = {}
        for one in self.corrections:
            found[one.record_id] = (*found.get(one.record_id, ()), one.key)
        return found

    @property
    def waits(self) -> bool:
        """Whether a person still has to decide."""
        return self.submission.state is SubmissionState.NEEDS_REVIEW

    @property
    def cell_errors(self) -> int:
        """How many cells must be mended before it can be accepted."""
        return sum(one.record_id is not None and one.problem.level is Level.ERROR for one in self.problems)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What must be chosen before it can be accepted: 单位, 表, 期次."""
        known = {
            "单位": bool(self.unit or self.submission.proposed_unit),
            "表": self.form is not None,
            "期次": self.period is not None,
        }
        return tuple(word for word, is_known in known.items() if not is_known)


@dataclass(frozen=True, slots=True)
class Choosable:
    """What can be chosen for a return: units in the bureau's order, forms in annex order with their periods.

    ``current`` is each form's 本期, by the form's place; what is to be proposed where nothing says another.
    """

    units: tuple[str, ...]
    forms: tuple[FormDefinition, ...]
    periods: tuple[tuple[Period, ...], ...]
    current: tuple[Period, ...] = ()


def open_return(desk: Desk, campaign: Campaign, submission_id: int) -> OpenedReturn:
    """A return with all its rows; DeskError when it is gone."""
    with desk.store.read() as reader:
        try:
            one = submissions.get(reader, submission_id)
        except KeyError as error:
            raise DeskError("这份来表已不在登记里，请刷新后再选。") from error
        form = campaigns.get_form(reader, one.form_id).definition if one.form_id is not None else None
        unit = roster.unit_names(reader)[one.unit_id] if one.unit_id is not None else ""
        if form is not None:
            one = replace(one, problems=as_of_now(one, standing_closings(reader, campaign.id), form.name))
        rows = tuple(
            row
            for row in records.of_submission(reader, submission_id)
            if row.state is not RecordState.WITHDRAWN or one.state is SubmissionState.WITHDRAWN
        )
        context = context_of(reader, campaign, one)
        hints = hints_on(reader, campaign, form, one, rows) if form is not None and one.state in _SPOKEN_OF else []
        corrections = corrections_of(reader, form, rows) if form is not None else ()
        asked = inquiries.of_submission(reader, submission_id)
        earlier = _earlier(reader, one)
        replaces = _replaces(reader, one)
    placed = (
        place_problems(form, rows, one.problems, context)
        if form is not None
        else [PlacedProblem(problem) for problem in one.problems]
    )
    period = parse_period(one.period) if one.period else None
    placed = _at_rows(form, rows, placed)
    dated = {(each.record_id, each.key) for each in placed if each.problem.code == "date_outside"}
    fresh = tuple(
        each for each in hints if each.problem.code != "outside_span" or (each.record_id, each.key) not in dated
    )
    return OpenedReturn(one, unit, form, period, rows, tuple(placed), fresh, corrections, asked, earlier, replaces)


def _at_rows(form: FormDefinition | None, rows: tuple[Record, ...], placed: list[PlacedProblem]) -> list[PlacedProblem]:
    """What is said of a row as a whole (equal rows inside a file) stands at the row's first telling column."""
    lines = {spot[0] + 1: row for row in rows if (spot := cell_address(row.cell)) is not None}
    key = next((column.key for column in form.columns if column is not form.serial), "") if form is not None else ""
    found = []
    for one in placed:
        line = _ROW.search(one.problem.where) if one.record_id is None and one.problem.code == _EQUAL else None
        row = lines.get(int(line[1])) if line else None
        found.append(one if row is None else PlacedProblem(one.problem, row.id, key))
    return found


def _earlier(reader: Reader, one: Submission) -> tuple[EarlierReturn, ...]:
    """The other returns of a slot that is known, the latest first, without what was typed here."""
    if one.form_id is None or one.unit_id is None or one.period is None:
        return ()
    found = submissions.select_by(
        reader, one.campaign_id, form_id=one.form_id, unit_id=one.unit_id, period=one.period, states=_OF_A_SLOT
    )
    return tuple(
        EarlierReturn(other.id, other.file, other.state, other.received_at, other.row_count)
        for other in reversed(found)
        if other.id != one.id and other.original
    )


def _replaces(reader: Reader, one: Submission) -> int | None:
    """What a decided return has replaced, or what one that waits would replace."""
    if one.state is not SubmissionState.NEEDS_REVIEW:
        return one.supersedes_id
    if one.form_id is None or one.unit_id is None or one.period is None:
        return None
    current = current_of(reader, one.campaign_id, one.form_id, one.unit_id, one.period)
    return None if current is None or current.id == one.id else current.id


def choosable(desk: Desk, campaign: Campaign) -> Choosable:
    """The units, forms and periods from which a person chooses."""
    with desk.store.read() as reader:
        forms = [one for one in campaigns.forms_of(reader, campaign.id) if one.definition.collected is not None]
        units = tuple(unit.name for unit in roster.load(reader).everyone if unit.reports)
        known = {
            one.id: tuple(
                sorted(
                    (each.period for each in collections.of_campaign(reader, campaign.id, form_id=one.id)),
                    key=Period.sort_key,
                )
            )
            for one in forms
        }
        current = tuple(current_period(reader, campaign, one, desk.clock()) for one in forms)
    return Choosable(units, tuple(one.definition for one in forms), tuple(known[one.id] for one in forms), current)


def original_copy(desk: Desk, submission_id: int, folder: Path) -> Path:
    """A read-only copy of a return's original under its own name, to be looked at with the system's program.

    DeskError when it was typed here, or the original is missing or damaged.
    """
    with desk.store.read() as reader:
        one = submissions.get(reader, submission_id)
    if not one.original:
        raise DeskError("这份是在本程序里登记的，没有原件。")
    source = desk.store.originals.path(one.original)
    if not desk.store.originals.is_whole(one.original):
        raise DeskError(f"原件“{one.file}”在数据文件夹里找不到或已损坏，请从备份恢复；登记的数据不受影响。")
    target = folder / one.sha256[:8] / Path(one.file).name
    if not target.exists():
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            target.chmod(READ_ONLY)
        except OSError as error:
            raise DeskError(f"原件取不出来（{reason_of(error)}），它存放在“{source}”。") from error
    return target
