"""每处疑问怎么答: the answers that a problem of an opened return has, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.definition import ColumnKind
from desk_app.forms.values import near_choice
from desk_app.problems import Level
from desk_app.services.answer_return import DEALT_WITH
from desk_app.services.hints import HINTS
from desk_app.services.inquiries import InquiryState, inquiry_on
from desk_app.services.judging import RESUBMISSION
from desk_app.services.open_return import OpenedReturn
from desk_app.services.placing import PlacedProblem
from desk_app.services.remembered import NEAR_HEADING
from desk_app.storage.records import Record
from desk_app.storage.states import SubmissionState


class Deed(StrEnum):
    """What an answer does; the words stand beside it."""

    UNIT = "unit"
    PERIOD = "period"
    CHOOSE = "choose"
    HEADING = "heading"
    NO_HEADING = "no_heading"
    KEEP_WORD = "keep_word"
    MEND = "mend"
    CUMULATIVE = "cumulative"
    ALL_NEW = "all_new"
    ACCEPT = "accept"
    SET_ASIDE = "set_aside"
    NIL = "nil"
    EXCUSE = "excuse"
    COMPARE = "compare"
    ANSWER = "answer"
    ASK_UNIT = "ask_unit"
    EXPLAIN = "explain"
    REVOKE = "revoke"
    DEALT_WITH = "dealt_with"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it does, its words on a button, and the value that goes with it."""

    deed: Deed
    words: str
    value: str = ""


def answers_to(opened: OpenedReturn, about: PlacedProblem) -> tuple[Answer, ...]:
    """The answers to one problem of a return that waits; of one that is decided, what can still be said of it."""
    code = about.problem.code
    found: list[Answer] = []
    if not opened.waits:
        found += _of_the_decided(opened, about)
    elif about.record_id is None:
        found += _OF_THE_WHOLE.get(code, _none)(opened, about)
        if code.startswith(("unit_", "form_", "period_")):
            found.append(Answer(Deed.CHOOSE, _OTHER if found else _CHOOSE))
    else:
        found += _words(opened, about)
    return (*found, *_said_of(opened, about))


_OTHER, _CHOOSE = "另选…", "指定单位、表、期次…"
_KINDS_OF_WORDS = frozenset({"choice_near", "choice_unknown", "person_near"})


def _of_the_decided(opened: OpenedReturn, about: PlacedProblem) -> Iterator[Answer]:
    """What can still be said of a return that does not wait."""
    state, codes = opened.submission.state, {one.problem.code for one in opened.problems}
    if state is SubmissionState.REJECTED and DEALT_WITH not in codes:
        yield Answer(Deed.DEALT_WITH, "已另行处理，不再列出")
    elif about.problem.code == RESUBMISSION and opened.replaces is not None:
        yield Answer(Deed.COMPARE, "看比较")
    elif state is SubmissionState.ACCEPTED:
        yield from _words(opened, about)


def _none(_opened: OpenedReturn, _about: PlacedProblem) -> Iterator[Answer]:
    yield from ()


def _unit(opened: OpenedReturn, about: PlacedProblem) -> Iterator[Answer]:
    names = [name for name in about.problem.proposed.split("、") if name] or [opened.submission.proposed_unit]
    if about.problem.level is Level.ERROR:
        yield from (Answer(Deed.UNIT, f"是“{name}”", name) for name in dict.fromkeys(names) if name)


def _period(_opened: OpenedReturn, about: PlacedProblem) -> Iterator[Answer]:
    codes = [code for code in about.problem.proposed.split("、") if code]
    periods: list[Period] = [parse_period(code) for code in dict.fromkeys(codes)]
    yield from (Answer(Deed.PERIOD, f"是{period.label}", period.code) for period in periods)


def _heading(opened: OpenedReturn, about: PlacedProblem) -> Iterator[Answer]:
    form, key = opened.form, about.problem.proposed
    if form is not None and key in form.keys:
        label = form.labels[form.keys.index(key)]
        yield Answer(Deed.HEADING, f"是“{label}”", about.problem.cell)
        yield Answer(Deed.NO_HEADING, "不是，作多出的栏目", about.problem.cell)


def _cumulative(_opened: OpenedReturn, about: PlacedProblem) -> Iterator[Answer]:
    if about.problem.level is Level.ERROR:
        yield Answer(Deed.CUMULATIVE, "是累计报送")
        yield Answer(Deed.ALL_NEW, "不是，都计入本期")


def _which(opened: OpenedReturn, _about: PlacedProblem) -> Iterator[Answer]:
    if opened.replaces is not None:
        yield Answer(Deed.COMPARE, "看比较")
    yield Answer(Deed.ACCEPT, "以本份为准")
    yield Answer(Deed.SET_ASIDE, "不采用本份")


def _nil(opened: OpenedReturn, _about: PlacedProblem) -> Iterator[Answer]:
    if opened.rows:
        yield Answer(Deed.ACCEPT, f"按所填{len(opened.rows)}行接收")
    yield Answer(Deed.NIL, "登记零报告")


def _excuse(_opened: OpenedReturn, _about: PlacedProblem) -> Iterator[Answer]:
    yield Answer(Deed.EXCUSE, "登记不涉及…")


_OF_THE_WHOLE = {
    "unit_near": _unit,
    "unit_disagrees": _unit,
    "period_disagrees": _period,
    "period_several": _period,
    NEAR_HEADING: _heading,
    "cumulative": _cumulative,
    "which_counts": _which,
    "nil_with_rows": _nil,
    "empty_table": _nil,
    "not_concerned": _excuse,
}


def _words(opened: OpenedReturn, about: PlacedProblem) -> Iterator[Answer]:
    """A near word: kept as it is written, or changed to the published one."""
    form = opened.form
    if about.problem.code not in _KINDS_OF_WORDS or form is None or about.key not in form.keys:
        return
    row = next((one for one in opened.rows if one.id == about.record_id), None)
    near = about.problem.proposed or (_near(opened, row, about.key) if row is not None else "")
    if near:
        yield Answer(Deed.MEND, f"改为“{near}”", near)
    if about.problem.level is Level.WARNING:
        yield Answer(Deed.KEEP_WORD, "照原样")


def _near(opened: OpenedReturn, row: Record, key: str) -> str:
    column = opened.form.column(key) if opened.form is not None else None
    if column is None or column.kind is not ColumnKind.CHOICE or not column.choices:
        return ""
    return near_choice(str(row.values.get(key, "")), column.choices)


def _said_of(opened: OpenedReturn, about: PlacedProblem) -> Iterator[Answer]:
    """What can be asked of the unit or explained, and the answer that is still to come."""
    known = inquiry_on(about, opened.inquiries)
    if known is not None and known.state is InquiryState.ASKED:
        yield Answer(Deed.ANSWER, "录入答复…", str(known.id))
    elif about.problem.code in _NOTHING_TO_ASK or about.problem.code.startswith(("unit_", "period_", "form_")):
        return
    elif known is None and opened.unit and opened.submission.state.value in _STILL_SPOKEN_OF:
        yield Answer(Deed.ASK_UNIT, "转问单位…")
        if _explainable(about):
            yield Answer(Deed.EXPLAIN, "写说明…")


_NOTHING_TO_ASK = frozenset({
    "resubmission", "same_rows", "same_bytes", "which_counts", "converted", "sent_back", "set_aside", "taken_as_nil",
    "scan_confirmed", "heading_near", "heading_told", "heading_strange", "heading_hint", "empty_table", "nil_with_rows",
    "not_concerned", "dealt_with",
})  # fmt: skip
"""What the organiser decides, or what only tells what was done; there is nothing that a unit could explain."""
_STILL_SPOKEN_OF = frozenset({"needs_review", "accepted", "nil", "sent_back"})


def _explainable(about: PlacedProblem) -> bool:
    """A wrong cell must be mended; everything else may stand with a word why."""
    return about.record_id is None or about.problem.level is Level.WARNING or about.problem.code in HINTS
