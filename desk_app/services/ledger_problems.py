"""错误, 需说明, 提示: what stands against the rows of a ledger, how grave it is, and what was said to it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError, Level, Problem
from desk_app.progress import Progress, Silent
from desk_app.services import inquiries as asking
from desk_app.services.check_context import context_of
from desk_app.services.desk import Desk
from desk_app.services.hints import hints_on
from desk_app.services.placing import PlacedProblem, place_problems
from desk_app.services.typed import is_typed
from desk_app.storage import campaigns, inquiries, ledgers, records, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.inquiries import Inquiry
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader
from desk_app.storage.states import InquiryState, SubmissionState
from desk_app.storage.submissions import Submission

_ASKING = frozenset(
    {"date_outside", "outside_span", "same_person", "pair_twice", "same_over_units", "unit_unknown", "rule_reason"}
)
_SAME_DAY = frozenset({"date_outside", "outside_span"})
_MOST_RETURNS = 400
_MENDED_FIRST, _IN_DOUBT, _COUNTS = "改好才计入", "来表待核，还没有计入", "来表已接收，这一行照计，请改正或退回修改"


class Grade(StrEnum):
    """How grave: keeps a row from being right, asks for a reason, or only says."""

    ERROR = "错误"
    REASON = "需说明"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """A problem of a row: which, at which place of the view, in which column, how grave, and the sentence.

    ``reason`` is the 说明 that was given; a problem that was explained only says. ``submission_id``, ``code`` and
    ``where`` name it for whoever explains it; ``waits`` where its row does not count yet, and ``standing`` says so.
    """

    record_id: int
    key: str
    grade: Grade
    message: str
    place: int = -1
    reason: str = ""
    submission_id: int = 0
    code: str = ""
    where: str = ""
    waits: bool = False
    standing: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it must be mended."""
        return self.grade is Grade.ERROR

    @property
    def said(self) -> str:
        """The sentence with what was said to it, and whether a wrong row counts all the same."""
        if self.reason:
            return f"{self.message}（说明：{self.reason}）"
        return f"{self.message}（{self.standing}）" if self.is_error and self.standing else self.message


def grade_of(about: PlacedProblem, known: Inquiry | None) -> Grade:
    """The grade of a problem, once it is known whether somebody has explained it."""
    if about.problem.level is Level.ERROR:
        return Grade.ERROR
    if about.problem.code not in _ASKING or _reason(known):
        return Grade.HINT
    return Grade.REASON


def problems_of(
    reader: Reader,
    campaign: Campaign,
    form_id: int,
    form: FormDefinition,
    ids: array[int],
    progress: Progress | None = None,
) -> tuple[LedgerProblem, ...]:
    """The problems that the rows of a view came with or got when they were typed, in the order of the view.

    Raises Cancelled when it is stopped between two returns.
    """
    told, found = progress or Silent(), list[LedgerProblem]()
    sent = ledgers.with_problems(reader, campaign.id, form_id)
    for number, submission_id in enumerate(sent):
        told.step(number, len(sent), "核对台账")
        one = submissions.get(reader, submission_id)
        spoken = [problem for problem in one.problems if problem.cell]
        if spoken:
            rows = records.of_submission(reader, submission_id)
            own = form if one.form_id is None else campaigns.get_form(reader, one.form_id).definition
            placed = place_problems(own, rows, spoken, context_of(reader, campaign, one), typed=is_typed(one))
            found += _graded(placed, one, inquiries.of_submission(reader, submission_id))
    return in_view(form, found, ids)


def cross_problems(
    desk: Desk,
    campaign: Campaign,
    form: FormDefinition,
    ids: array[int],
    progress: Progress | None = None,
) -> tuple[LedgerProblem, ...]:
    """What only shows when rows are held against each other and against the roster (谈话双方同一人, 几家同报 …).

    Only where a view holds some hundred returns at most; a whole campaign is gone through under 收表, 提示.
    """
    told = progress or Silent()
    found: list[LedgerProblem] = []
    with desk.store.read() as reader:
        sent = _returns(reader, ids)
        if len(sent) > _MOST_RETURNS:
            return ()
        for number, submission_id in enumerate(sent):
            told.step(number, len(sent), "核对台账")
            one = submissions.get(reader, submission_id)
            rows = records.of_submission(reader, submission_id)
            placed = hints_on(reader, campaign, form, one, rows, told)
            found += _graded(placed, one, inquiries.of_submission(reader, submission_id))
    return in_view(form, found, ids)


def together(
    form: FormDefinition, first: Iterable[LedgerProblem], second: Iterable[LedgerProblem]
) -> tuple[LedgerProblem, ...]:
    """Both kinds in one order, a day outside said once."""
    kept = list(first)
    outside = {(one.record_id, one.key) for one in kept if one.code in _SAME_DAY}
    kept += [one for one in second if not (one.code in _SAME_DAY and (one.record_id, one.key) in outside)]
    return tuple(_ordered(form, kept))


def explain(desk: Desk, campaign: Campaign, one: LedgerProblem, text: str) -> ChangeSet:
    """说明: note why a row stands as it is; kept with the row. DeskError without a text, or for an error."""
    if one.is_error:
        raise DeskError("错误要改正，不能用说明代替；请按提示改这一格。")
    about = PlacedProblem(Problem(one.where, Level.WARNING, one.message, one.code), one.record_id, one.key)
    return asking.explain(desk, campaign, one.submission_id, about, text)


def in_view(form: FormDefinition, found: Sequence[LedgerProblem], ids: array[int]) -> tuple[LedgerProblem, ...]:
    """The problems of the rows that a view shows, each with its place, in order."""
    wanted = {one.record_id for one in found}
    if not wanted:
        return ()
    places = {row_id: place for place, row_id in enumerate(ids) if row_id in wanted}
    kept = [_at(one, places[one.record_id]) for one in found if one.record_id in places]
    return tuple(_ordered(form, kept))


def _ordered(form: FormDefinition, kept: list[LedgerProblem]) -> list[LedgerProblem]:
    keys = {key: number for number, key in enumerate(form.keys)}
    return sorted(kept, key=lambda one: (one.place, keys.get(one.key, -1), one.grade is not Grade.ERROR))


def _at(one: LedgerProblem, place: int) -> LedgerProblem:
    return replace(one, place=place)


def _graded(placed: Iterable[PlacedProblem], one: Submission, known: Sequence[Inquiry]) -> Iterator[LedgerProblem]:
    waits = one.state is SubmissionState.NEEDS_REVIEW
    standing = (_MENDED_FIRST if is_typed(one) else _IN_DOUBT) if waits else _COUNTS
    for each in placed:
        if each.record_id is not None:
            said = asking.inquiry_on(each, known)
            yield LedgerProblem(
                each.record_id,
                each.key,
                grade_of(each, said),
                each.problem.message,
                reason=_reason(said),
                submission_id=one.id,
                code=each.problem.code,
                where=each.problem.where,
                waits=waits,
                standing=standing,
            )


def _reason(known: Inquiry | None) -> str:
    settled = known is not None and known.state in {InquiryState.EXPLAINED, InquiryState.ANSWERED}
    return known.answer if known is not None and settled else ""


def _returns(reader: Reader, ids: array[int]) -> list[int]:
    """The returns of a view's rows; no further than needed to know that there are too many."""
    found: dict[int, None] = {}
    for start in range(0, len(ids), 2_000):
        found.update(dict.fromkeys(ledgers.returns_of(reader, ids[start : start + 2_000])))
        if len(found) > _MOST_RETURNS or start >= 40_000:
            return list(range(_MOST_RETURNS + 1))
    return list(found)
