"""What becomes of one read return in the light of what was sent before: accepted, asked, duplicate, or a correction.

The same judgement serves the dry run, which remembers only its own batch, and the taking-in, which knows the
database; `SentBefore` is what both must be able to tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from desk_app.campaign.period import Period
from desk_app.forms.definition import FormDefinition
from desk_app.importing.results import FileState, ReadReturn, ReadRow
from desk_app.problems import Level, Problem
from desk_app.services.implausible import with_oneself
from desk_app.services.resubmission import Values, compare, repeated_rows, row_digests

_OUTSIDE = "date_outside"
_SHOWN = 3
_LONGEST = 40
CUMULATIVE = _CUMULATIVE = "cumulative"
"""The code of the question whether a unit reports cumulatively."""
RESUBMISSION = "resubmission"
"""The code of what is said of a return that takes the place of one that counted."""
_HIDDEN_TWIN = "hidden_twin"
_LATER = "更晚期次已收的完全相同"
_JUDGED = frozenset({FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.NIL})


@dataclass(frozen=True, slots=True)
class Slot:
    """One return is one unit, one form, one period."""

    unit: str
    form: FormDefinition
    period: Period


@dataclass(frozen=True, slots=True)
class Standing:
    """The return that speaks for a slot now: its number, file, rows, whether it is nil, its batch and its bytes.

    ``counts`` says that it is in, ``is_late`` that it came late.
    """

    id: int
    file: str
    rows: tuple[Values, ...]
    nil: bool
    same_batch: bool
    counts: bool
    sha256: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class TypedBeside:
    """A counted row that a person typed: its number, its content's mark, and its values."""

    number: int
    digest: str
    values: Values


class SentBefore(Protocol):
    """What is known of earlier returns."""

    def known(self, sha256: str, read: ReadReturn) -> str | None:
        """The name of a file of these bytes whose return at this place is settled, or waits with the same doubts."""

    def waiting(self, sha256: str, read: ReadReturn) -> int | None:
        """The return of these bytes at this place that waits, and that this reading now answers."""

    def standing(self, slot: Slot) -> Standing | None:
        """The return that speaks for a slot."""

    def typed_beside(self, slot: Slot) -> Sequence[TypedBeside]:
        """The counted rows that a person typed beside the file that stands in a slot."""

    def digests_earlier(self, slot: Slot) -> Counter[str]:
        """The unit's counted rows of the same form in earlier periods, by content."""

    def digests_later(self, slot: Slot) -> Counter[str]:
        """The unit's counted rows of the same form in later periods, by content."""

    def sends_cumulatively(self, slot: Slot) -> bool | None:
        """Whether a person has said that this unit repeats earlier rows in this form; None when nobody was asked."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of a return: its state, all that is to be said, what it replaces, and which rows are repeats.

    ``overtakes`` counts the rows that stand in a later period's return already and would count here instead;
    ``answers`` is the waiting return of the very same bytes whose doubts this one settles, such as its unit. ``hints``
    (提示) are said with it and never stored: the desk tells them of the rows as they stand.
    """

    read: ReadReturn
    state: FileState
    problems: tuple[Problem, ...]
    digests: tuple[str, ...] = ()
    repeated: tuple[bool, ...] = ()
    replaces: Standing | None = None
    asked_cumulative: bool = False
    answers: int | None = None
    overtakes: int = 0
    hints: tuple[Problem, ...] = ()

    @property
    def is_cumulative(self) -> bool:
        """Whether any row stands in another period's return too."""
        return bool(self.overtakes) or any(self.repeated)


def slot_of(read: ReadReturn) -> Slot | None:
    """The slot of a return whose unit, form and period are all known."""
    if read.unit is None or read.form is None or read.period is None:
        return None
    return Slot(read.unit, read.form, read.period)


def judge_file(
    reads: Sequence[ReadReturn], sha256: str, before: SentBefore, *, says_correction: bool
) -> list[Judgement]:
    """Weigh the returns of one file; none takes the place of another of the same file unless a person says so."""
    judged: list[Judgement] = []
    places: dict[tuple[str, str, str], Judgement] = {}
    for read in reads:
        judgement = judge(read, sha256, before, says_correction=says_correction)
        slot = slot_of(read)
        if slot is not None and judgement.state in _JUDGED:
            place = (slot.unit, slot.form.name, slot.period.code)
            first = places.setdefault(place, judgement)
            if first is not judgement and not any(said.code == _HIDDEN_TWIN for said in judgement.problems):
                judgement = _asked(judgement, same_file_question(first.read.sheet), "which_counts")
        if judgement.state in _JUDGED and read.form is not None:
            judgement = replace(judgement, hints=tuple(with_oneself(read.form, read.rows)))
        judged.append(judgement)
    return judged


def same_file_question(sheet: str) -> str:
    """What is asked of a return when another of the same file stands for the same unit, form and period."""
    other = f"（工作表“{sheet}”）" if sheet else ""
    return (
        f"本文件里另有一处{other}也是这家单位这一期的这张表，请确认以哪一处为准；"
        "接收本处即替换那一处，两处都要计入的，请并作一张表后重报"
    )


def judge(read: ReadReturn, sha256: str, before: SentBefore, *, says_correction: bool) -> Judgement:
    """Weigh one return against what was sent before; nothing is stored and nothing is dropped."""
    if read.state in {FileState.IGNORED, FileState.REJECTED}:
        return Judgement(read, read.state, read.problems)
    known_file = before.known(sha256, read)
    if known_file is not None:
        return Judgement(read, FileState.DUPLICATE, (*read.problems, _duplicate(read, known_file)))
    digests = row_digests(read.form, (row.values for row in read.rows)) if read.form else ()
    answers = before.waiting(sha256, read)
    judgement = Judgement(read, read.state, read.problems, digests, (False,) * len(digests), answers=answers)
    slot = slot_of(read)
    if slot is None or read.state not in _JUDGED:
        return judgement
    standing = before.standing(slot)
    if standing is not None and standing.same_batch and standing.sha256 == sha256 and standing.id != answers:
        return _asked(replace(judgement, replaces=standing), same_file_question(""), "which_counts")
    judgement = _against_the_standing(judgement, slot, standing, says_correction=says_correction)
    if judgement.state is FileState.DUPLICATE:
        return judgement
    return _against_other_periods(_against_typed_rows(judgement, before.typed_beside(slot)), slot, before)


def _duplicate(read: ReadReturn, known_file: str) -> Problem:
    text = f"与已收的“{known_file}”内容完全相同，按重复文件处理，不再计数"
    return Problem(read.file, Level.WARNING, text, "same_bytes")


def _against_the_standing(
    judgement: Judgement, slot: Slot, standing: Standing | None, *, says_correction: bool
) -> Judgement:
    if standing is None:
        return judgement
    read = judgement.read
    nil = read.state is FileState.NIL
    if nil and standing.nil:
        text = f"此前已收零报告（“{standing.file}”），按重复处理"
        return replace(
            judgement, state=FileState.DUPLICATE, problems=(*judgement.problems, _note(read, text, "same_rows"))
        )
    comparison = compare(slot.form, standing.rows, [row.values for row in read.rows])
    if comparison.equal and not nil and not standing.nil and standing.counts:
        text = f"各行与已收的“{standing.file}”完全相同，按重复处理，不再计数"
        return replace(
            judgement, state=FileState.DUPLICATE, problems=(*judgement.problems, _note(read, text, "same_rows"))
        )
    judgement = replace(judgement, replaces=standing)
    question = _question(judgement, standing, related=comparison.related, says_correction=says_correction)
    if question:
        return _asked(judgement, question, "which_counts")
    if standing.counts:
        text = f"重报，替换已收的“{standing.file}”：{comparison.said()}；旧的留底"
        note = replace(_note(read, text, RESUBMISSION), written=standing.file, proposed=comparison.in_brief())
        return replace(judgement, problems=(*judgement.problems, note))
    return judgement


def _question(judgement: Judgement, standing: Standing, *, related: bool, says_correction: bool) -> str:
    """What must be asked before the later return may replace the standing one; empty when nothing."""
    if not standing.counts:
        return ""
    if judgement.read.state is FileState.NIL:
        return f"此前已收“{standing.file}”{len(standing.rows)}行，现又报零报告，请确认以哪一份为准"
    if standing.nil or says_correction:
        return ""
    if standing.same_batch:
        return f"同一批里已有同一单位同一期的“{standing.file}”，文件名未注明重报，请确认是否以本份替换"
    if not related:
        return f"与已收的“{standing.file}”没有相同的行，请确认是重报（替换）还是补充（应合并后再报）"
    return ""


def _against_typed_rows(judgement: Judgement, typed: Sequence[TypedBeside]) -> Judgement:
    """A row that was typed by hand and now comes in a file would count twice; accepting lets the file's count."""
    left = Counter(judgement.digests)
    again = []
    for row in typed:
        if left[row.digest]:
            left[row.digest] -= 1
            again.append(row)
    if not again:
        return judgement
    shown = "、".join(f"第{row.number}行（{_content(judgement, row)}）" for row in again[:_SHOWN])
    more = f"等{len(again)}行" if len(again) > _SHOWN else ""
    question = f"手工录入的{shown}{more}本份里也有，请确认以哪一份为准；接收后以本份为准，手工录入的不再计数"
    return _asked(judgement, question, "which_counts")


def _content(judgement: Judgement, row: TypedBeside) -> str:
    form = judgement.read.form
    written = [row.values.get(column.key, "") for column in form.columns if column is not form.serial] if form else []
    return " ".join(str(value) for value in written if value != "")[:_LONGEST]


def _against_other_periods(judgement: Judgement, slot: Slot, before: SentBefore) -> Judgement:
    repeated = tuple(repeated_rows(judgement.digests, before.digests_earlier(slot)))
    fresh = [digest for digest, is_repeat in zip(judgement.digests, repeated, strict=True) if not is_repeat]
    count, later = sum(repeated), sum(repeated_rows(fresh, before.digests_later(slot)))
    cumulative = before.sends_cumulatively(slot) if count or later else None
    if not (count or later) or cumulative is False:
        return judgement
    judgement = replace(judgement, overtakes=later)
    if count:
        judgement = _without_repeats(replace(judgement, repeated=repeated), slot)
    text = said_of_repeats(count, len(fresh), later, ruled=bool(cumulative))
    if cumulative:
        return replace(judgement, problems=(*judgement.problems, _note(judgement.read, text, "cumulative")))
    return replace(_asked(judgement, text, "cumulative"), asked_cumulative=True)


def said_of_repeats(count: int, fresh: int, later: int, *, ruled: bool) -> str:
    """What is said, or asked, of rows that stood in earlier periods and of those that stand in later ones."""
    said = []
    if count and ruled:
        said.append(f"累计报送：{count}行此前已收，本期计{fresh}行")
    elif count:
        said.append(f"有{count}行与此前期次已收的完全相同，疑为累计报送；接收后本期只计新增{fresh}行，累计仍为全部")
    if later and ruled:
        said.append(f"{'' if said else '累计报送：'}{later}行在更晚的期次已收，改计在本期，更晚的期次不再计")
    elif later:
        said.append(f"有{later}行与{_LATER}，疑为累计报送；接收后计在本期，更晚的期次不再计")
    return "；".join(said)


def asks_of_later(problem: Problem) -> bool:
    """Whether it is asked if rows shall count here rather than in a later period that has them already."""
    return problem.code == CUMULATIVE and problem.level is Level.ERROR and _LATER in problem.message


def _without_repeats(judgement: Judgement, slot: Slot) -> Judgement:
    """Nothing more is to be said of a repeated row's date; the reader's own question falls when it is answered."""
    rows = list(zip(judgement.read.rows, judgement.repeated, strict=True))
    cells = {address for row, is_repeat in rows if is_repeat for address in row.cells.values()}
    answered = all(is_repeat for row, is_repeat in rows if _is_earlier(row, slot))
    problems = tuple(
        problem
        for problem in judgement.problems
        if not (problem.code == _OUTSIDE and problem.cell in cells) and not (problem.code == _CUMULATIVE and answered)
    )
    is_sound = all(problem.level is not Level.ERROR for problem in problems)
    had_errors = judgement.state is FileState.NEEDS_REVIEW
    return replace(
        judgement, problems=problems, state=FileState.ACCEPTED if had_errors and is_sound else judgement.state
    )


def _is_earlier(row: ReadRow, slot: Slot) -> bool:
    start = slot.period.start
    return start is not None and row.occurred_on is not None and row.occurred_on < start


def _note(read: ReadReturn, text: str, code: str) -> Problem:
    return Problem(read.file, Level.WARNING, text, code)


def _asked(judgement: Judgement, text: str, code: str) -> Judgement:
    problem = Problem(judgement.read.file, Level.ERROR, text, code)
    return replace(judgement, state=FileState.NEEDS_REVIEW, problems=(*judgement.problems, problem))
