"""转问单位 and 说明: a doubt about a return is put to its unit or explained, and what came of it stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError, Level, Problem
from desk_app.services.desk import Desk
from desk_app.services.placing import PlacedProblem
from desk_app.storage import campaigns, inquiries, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.inquiries import Inquiry, NewInquiry
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.states import CURRENT_STATES, InquiryState

__all__ = [
    "Inquiry",
    "InquiryState",
    "UnitQuestion",
    "answer_inquiry",
    "ask_unit",
    "explain",
    "inquiry_on",
    "message_text",
    "of_units",
]


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """A question that a unit has yet to answer, as its slip or message says it."""

    id: int
    unit: str
    file: str
    form: str
    period: str
    place: str
    question: str


def ask_unit(desk: Desk, campaign: Campaign, submission_id: int, about: PlacedProblem, question: str) -> ChangeSet:
    """转问单位: put a problem to the unit as a question; DeskError without a unit, or when it was asked already."""
    if not question.strip():
        raise DeskError("要问的话还没有写，请写明后再转问。")
    with desk.store.operation("转问单位", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        one = submissions.get(op, submission_id)
        if one.unit_id is None:
            raise DeskError(f"“{one.file}”还不知道是哪家单位，请先指定单位再转问。")
        known = inquiry_on(about, inquiries.of_submission(op, submission_id))
        if known is not None and known.state is InquiryState.ASKED:
            raise DeskError("这一处已转问单位，还没有答复；收到答复后请录入。")
        inquiries.add(op, campaign.id, _new(submission_id, about, question=question.strip()))
        op.summary = f"{roster.unit_names(op)[one.unit_id]}：{question.strip()}"
    return op.changes


def explain(desk: Desk, campaign: Campaign, submission_id: int, about: PlacedProblem, text: str) -> ChangeSet:
    """说明: note why a doubtful place stands as it is; what concerns the return as a whole is then no error any more.

    DeskError without a text.
    """
    if not text.strip():
        raise DeskError("说明还没有写，请写明后再保存。")
    with desk.store.operation("说明", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        inquiries.add(op, campaign.id, _new(submission_id, about, explanation=text.strip()))
        _settle_problem(op, submission_id, about)
        op.summary = f"{about.problem.message}：{text.strip()}"
    return op.changes


def answer_inquiry(desk: Desk, campaign: Campaign, inquiry_id: int, text: str) -> ChangeSet:
    """Note what the unit answered, which closes the question; DeskError without a text, or when it is closed."""
    if not text.strip():
        raise DeskError("答复还没有写，请写明后再保存。")
    with desk.store.operation("录入答复", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        known = inquiries.get(op, inquiry_id)
        if known.state is not InquiryState.ASKED:
            raise DeskError("这一处已有答复或说明，不必再录入；要改请先撤销。")
        inquiries.answer(op, inquiry_id, text.strip())
        said = Problem(known.place, Level.ERROR, known.problem, known.code)
        _settle_problem(op, known.submission_id, PlacedProblem(said, known.record_id))
        op.summary = f"{known.question}：{text.strip()}"
    return op.changes


def inquiry_on(about: PlacedProblem, known: Iterable[Inquiry]) -> Inquiry | None:
    """What was last asked or explained of a problem: of the same row (or none), kind and place."""
    mine = [one for one in known if _is_about(one, about)]
    return mine[-1] if mine else None


def of_units(desk: Desk, campaign: Campaign, units: Sequence[str] = ()) -> tuple[UnitQuestion, ...]:
    """The questions still open, in the bureau's order of units; of some units where named.

    What was asked of a return that was replaced or taken back since is asked no more.
    """
    with desk.store.read() as reader:
        open_ones = inquiries.of_campaign(reader, campaign.id, states=[InquiryState.ASKED])
        sent = {one: submissions.get(reader, one) for one in {each.submission_id for each in open_ones}}
        names = roster.unit_names(reader)
        forms = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
    found = []
    for each in open_ones:
        one = sent[each.submission_id]
        unit = names[one.unit_id] if one.unit_id is not None else ""
        form = forms[one.form_id] if one.form_id is not None else ""
        period = parse_period(one.period).label if one.period else ""
        if one.state in CURRENT_STATES and (not units or unit in units):
            found.append(UnitQuestion(each.id, unit, one.file, form, period, each.place, each.question))
    order = {name: place for place, name in enumerate(names.values())}
    return tuple(sorted(found, key=lambda one: (order.get(one.unit, len(order)), one.id)))


def message_text(questions: Sequence[UnitQuestion]) -> str:
    """What is to be asked, unit by unit, to be pasted into an office message; empty for nothing."""
    parts: dict[str, list[str]] = {}
    for one in questions:
        mine = parts.setdefault(one.unit, [f"{one.unit}："])
        mine.append(f"{len(mine)}．{one.form}（{one.period}，“{PurePosixPath(one.file).name}”）{one.question}")
    return "\n\n".join("\n".join(lines) for lines in parts.values())


def _new(submission_id: int, about: PlacedProblem, *, question: str = "", explanation: str = "") -> NewInquiry:
    problem = about.problem
    return NewInquiry(
        submission_id=submission_id,
        record_id=about.record_id,
        code=problem.code,
        place=problem.where,
        problem=problem.message,
        question=question,
        explanation=explanation,
    )


def _is_about(one: Inquiry, about: PlacedProblem) -> bool:
    problem = about.problem
    same_words = one.problem == problem.message or (one.record_id is not None and one.place == problem.where)
    return one.record_id == about.record_id and one.code == problem.code and same_words


def _settle_problem(op: Operation, submission_id: int, about: PlacedProblem) -> None:
    """A doubt about the return as a whole keeps it from counting no more; a wrong cell has to be mended still."""
    one = submissions.get(op, submission_id)
    said = about.problem
    eased = tuple(
        replace(problem, level=Level.WARNING)
        if not problem.cell and (problem.code, problem.message) == (said.code, said.message)
        else problem
        for problem in one.problems
    )
    if eased != one.problems:
        submissions.set_problems(op, submission_id, eased)
