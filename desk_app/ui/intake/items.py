"""What is to be said of an opened return, a sentence each: questions first, then wrong cells, hints, corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk_app.forms.showing import shown
from desk_app.problems import Level
from desk_app.ui.ledger.problems import Sentence

if TYPE_CHECKING:
    from desk_app.services.corrections import Correction
    from desk_app.services.inquiries import Inquiry
    from desk_app.services.open_return import OpenedReturn
    from desk_app.services.placing import PlacedProblem

_DECIDED = frozenset({"accepted", "nil", "superseded"})
_EMPTY = "（空）"


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence with what it is about: a problem, or a cell that was mended."""

    sentence: Sentence
    about: PlacedProblem | None = None
    correction: Correction | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """By what a sentence is known again after something was answered."""
        problem = self.about.problem if self.about else None
        code = problem.code if problem else "corrected"
        return (code, self.sentence.record_id, self.sentence.key, problem.cell if problem else "")


def items_of(opened: OpenedReturn | None) -> tuple[Item, ...]:
    """Everything to be said, what must be answered before what is only to be known."""
    if opened is None:
        return ()
    decided = opened.submission.state.value in _DECIDED
    found = [_said(opened, one, decided=decided) for one in (*opened.problems, *opened.hints)]
    places = {row.id: place for place, row in enumerate(opened.rows)}
    keys = {key: place for place, key in enumerate(opened.form.keys)} if opened.form else {}

    def order(item: Item) -> tuple[bool, bool, int, int]:
        one = item.sentence
        at = (places.get(one.record_id or 0, -1), keys.get(one.key, -1))
        return (not one.is_error, one.record_id is not None, *at)

    return (*sorted(found, key=order), *(_mended(opened, one) for one in opened.corrections))


def _said(opened: OpenedReturn, one: PlacedProblem, *, decided: bool) -> Item:
    from desk_app.services.inquiries import inquiry_on

    is_error = one.problem.level is Level.ERROR
    where = f"{one.problem.cell}　" if one.problem.cell else ""
    settled = is_error and decided and one.record_id is None
    tail = "（已由经办人认定）" if settled else ""
    known = inquiry_on(one, opened.inquiries)
    text = f"{where}{one.problem.message}{tail}{_asked(known)}"
    return Item(Sentence(text, is_error and not settled, one.record_id, one.key), one)


def _asked(known: Inquiry | None) -> str:
    """How far a doubt is cleared up, behind its sentence."""
    if known is None:
        return ""
    asked = f"{known.asked_at.month}月{known.asked_at.day}日"
    if known.state == "已转问":
        return f"　【{asked}已转问：{known.question}】"
    return f"　【{known.state}：{known.answer}】"


def _mended(opened: OpenedReturn, one: Correction) -> Item:
    at = f"{one.at.month}月{one.at.day}日{one.at:%H:%M}"
    column = opened.form.column(one.key) if opened.form else None
    change = f"“{shown(column, one.first) or _EMPTY}”改为“{shown(column, one.now) or _EMPTY}”"
    text = f"第{one.row_number}行{one.label}{change}（{one.actor}　{at}改正，原件未动）"
    return Item(Sentence(text, is_error=False, record_id=one.record_id, key=one.key), None, one)
