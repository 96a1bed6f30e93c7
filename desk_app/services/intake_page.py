"""收表核对: the files of a batch, or all that wait, line by line as the screen shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from desk_app.campaign.calendar_days import short_day
from desk_app.campaign.period import parse_period
from desk_app.problems import Level, Problem
from desk_app.services.answer_return import DEALT_WITH
from desk_app.services.closing_aside import as_of_now, standing_closings
from desk_app.services.desk import Desk
from desk_app.services.judging import RESUBMISSION
from desk_app.services.scanned_paper import CONFIRMED
from desk_app.services.type_records import is_typed
from desk_app.storage import campaigns, inquiries, papers, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.states import CURRENT_STATES, InquiryState, SubmissionState
from desk_app.storage.submissions import Submission


class Kind(StrEnum):
    """What a line is to the organiser, in the office's words, in the order of what asks for a hand."""

    WAITING = "待核"
    UNREADABLE = "打不开"
    SENT_BACK = "退回修改"
    DUPLICATE = "重复"
    SCAN = "扫描件"
    AGAIN = "重报"
    NIL = "零报告"
    FAULTLESS = "无误"
    REPLACED = "已被重报替换"
    WITHDRAWN = "已撤回"


_KINDS = {
    SubmissionState.NEEDS_REVIEW: Kind.WAITING,
    SubmissionState.REJECTED: Kind.UNREADABLE,
    SubmissionState.SENT_BACK: Kind.SENT_BACK,
    SubmissionState.DUPLICATE: Kind.DUPLICATE,
    SubmissionState.SCAN: Kind.SCAN,
    SubmissionState.NIL: Kind.NIL,
    SubmissionState.ACCEPTED: Kind.FAULTLESS,
    SubmissionState.SUPERSEDED: Kind.REPLACED,
    SubmissionState.WITHDRAWN: Kind.WITHDRAWN,
}
_ELECTRONIC = {
    Kind.FAULTLESS: "已收", Kind.AGAIN: "已收", Kind.NIL: "零报告", Kind.WAITING: "待核", Kind.SENT_BACK: "退回修改",
}  # fmt: skip
_ORDER = {kind: place for place, kind in enumerate(Kind)}
_TO_DO = (SubmissionState.NEEDS_REVIEW, SubmissionState.REJECTED, SubmissionState.SENT_BACK)


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """One return of one file. ``unit``, ``form`` and ``period`` are texts, empty while unknown.

    ``asked`` counts the questions that its unit has yet to answer, ``settled`` tells that a scan was confirmed or an
    unreadable file dealt with, ``replaced_on`` is the day on which what a 重报 replaced had come.
    """

    id: int
    batch_id: int | None
    kind: Kind
    file: str
    sheet: str
    unit: str
    proposed_unit: str
    form: str
    period: str
    rows: int
    electronic: str
    paper: str
    problems: tuple[Problem, ...]
    received_at: datetime
    asked: int = 0
    settled: bool = False
    replaced_on: date | None = None

    @property
    def errors(self) -> int:
        """How many problems keep it from counting; what was accepted has been answered."""
        waiting = self.kind in {Kind.WAITING, Kind.UNREADABLE}
        return sum(problem.level is Level.ERROR for problem in self.problems) if waiting else 0

    @property
    def ready(self) -> bool:
        """Whether it waits and nothing is left to be asked."""
        return self.kind is Kind.WAITING and not self.errors and bool(self.unit and self.form and self.period)

    @property
    def said(self) -> str:
        """The gravest problem first, in one line."""
        ordered = sorted(self.problems, key=lambda one: one.level is not Level.ERROR)
        more = f"（另有{len(ordered) - 1}处）" if len(ordered) > 1 else ""
        asked = f"已转问{self.asked}处　" if self.asked else ""
        again = next((one for one in self.problems if one.code == RESUBMISSION), None)
        if again is not None and self.kind is Kind.AGAIN:
            whose = f"{short_day(self.replaced_on)}所收" if self.replaced_on else f"“{again.written}”"
            more = f"（另有{len(ordered) - 1}处）" if len(ordered) > 1 else ""
            return f"{asked}重报，替换{whose}；{again.proposed or again.message}{more}"
        return f"{asked}{ordered[0].message}{more}" if ordered else asked.strip()


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch in the list of batches."""

    id: int
    name: str
    started_at: datetime
    files: int
    undone: bool


@dataclass(frozen=True, slots=True)
class IntakePage:
    """All lines of the page, what asks for a hand first, and the campaign's batches, the latest first."""

    batch_id: int | None
    lines: tuple[IntakeLine, ...]
    batches: tuple[BatchLine, ...]
    waiting: int

    def count(self, kind: Kind) -> int:
        """How many lines are of a kind."""
        return sum(line.kind is kind for line in self.lines)

    @property
    def ready(self) -> tuple[int, ...]:
        """The returns that wait though nothing is left to be asked."""
        return tuple(line.id for line in self.lines if line.ready)


def intake_page(desk: Desk, campaign: Campaign, batch_id: int | None = None) -> IntakePage:
    """The page of one batch; without one, everything of all batches that still asks for a hand."""
    with desk.store.read() as reader:
        all_of_them = [one for one in submissions.select_by(reader, campaign.id) if not is_typed(one)]
        mine = [one for one in all_of_them if (one.batch_id == batch_id if batch_id is not None else _asks(one))]
        open_ones = inquiries.of_campaign(reader, campaign.id, states=[InquiryState.ASKED])
        units = roster.unit_names(reader)
        forms = {one.id: one.definition for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
        newest = newest_ids(reader, campaign.id)
        versions: dict[int, list[int]] = {}
        for version, last in newest.items():
            versions.setdefault(last, []).append(version)
        paper = {
            (version, one.unit_id, one.period): one.state.value
            for one in papers.of_campaign(reader, campaign.id)
            for version in versions[newest[one.form_id]]
        }
        batches = submissions.batches(reader)
        closed = standing_closings(reader, campaign.id)
    mine = [
        replace(one, problems=as_of_now(one, closed, forms[one.form_id].name)) if one.form_id is not None else one
        for one in mine
    ]
    names = {form_id: f"{form.annex} {form.name}".strip() for form_id, form in forms.items()}
    asked = Counter(one.submission_id for one in open_ones)
    came = {one.id: one.received_at.date() for one in all_of_them}
    lines = [_line(one, units, names, paper, asked[one.id] if one.state in CURRENT_STATES else 0, came) for one in mine]
    lines.sort(key=lambda line: (_ORDER[line.kind], -(line.batch_id or 0), line.id))
    counts: dict[int | None, int] = {}
    for one in all_of_them:
        counts[one.batch_id] = counts.get(one.batch_id, 0) + 1
    known = tuple(
        BatchLine(one.id, one.name, one.started_at, counts[one.id], one.undone_at is not None)
        for one in batches
        if one.id in counts
    )
    waiting = sum(one.state is SubmissionState.NEEDS_REVIEW for one in all_of_them)
    return IntakePage(batch_id, tuple(lines), known, waiting)


def _asks(one: Submission) -> bool:
    """Whether a return asks for a hand."""
    return (one.state in _TO_DO or one.state is SubmissionState.SCAN) and not is_settled(one)


def is_settled(one: Submission) -> bool:
    """Whether a scan is confirmed as a return's paper, or an unreadable file was dealt with."""
    done = {SubmissionState.SCAN: CONFIRMED, SubmissionState.REJECTED: DEALT_WITH}.get(one.state)
    return done is not None and any(problem.code == done for problem in one.problems)


def unread_files(found: Iterable[Submission]) -> int:
    """How many files could not be read and nobody has dealt with."""
    return sum(one.state is SubmissionState.REJECTED and not is_settled(one) for one in found)


def _kind(one: Submission) -> Kind:
    """A 重报 that took the place of what counted is told apart from what came for the first time."""
    kind = _KINDS[one.state]
    again = kind is Kind.FAULTLESS and any(problem.code == RESUBMISSION for problem in one.problems)
    return Kind.AGAIN if again else kind


def _line(
    one: Submission,
    units: dict[int, str],
    forms: dict[int, str],
    paper: dict[tuple[int, int, str], str],
    asked: int,
    came: dict[int, date],
) -> IntakeLine:
    kind = _kind(one)
    noted = ""
    if one.form_id is not None and one.unit_id is not None and one.period is not None:
        noted = paper.get((one.form_id, one.unit_id, one.period), "未交")
    return IntakeLine(
        one.id,
        one.batch_id,
        kind,
        one.file,
        one.sheet,
        units[one.unit_id] if one.unit_id is not None else "",
        one.proposed_unit,
        forms[one.form_id] if one.form_id is not None else "",
        parse_period(one.period).label if one.period else "",
        one.row_count,
        _ELECTRONIC.get(kind, ""),
        noted,
        one.problems,
        one.received_at,
        asked,
        is_settled(one),
        came.get(one.supersedes_id) if one.supersedes_id is not None else None,
    )
