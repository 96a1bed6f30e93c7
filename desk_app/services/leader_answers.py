"""领导要数 kept: what was told at a moment with what it was counted from, one page of it, and what differs since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period, parse_period
from desk_app.exporting.completion_papers import AnswerRow, answer_paper
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.paper import Paper
from desk_app.problems import DeskError
from desk_app.services.counted_rows import rows_counted_in
from desk_app.services.desk import Desk
from desk_app.services.leader_figures import LeaderFigures, leader_figures
from desk_app.services.produce import PDF, Made, write_all
from desk_app.services.standing import NIL, NOT_CONCERNED, RECEIVED, WAITING
from desk_app.storage import campaigns, figure_answers, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.figure_answers import FigureAnswer, FormAnswer, Spans

__all__ = ["FigureAnswer", "FormAnswer"]
_SAME = timedelta(minutes=1)
NOTHING = "这一期没有要报的表，也没有收到数。"
NO_ROSTER = "还没有单位名册，算不出应报多少、谁没有报；请先到“单位”里读入名册，或从来表、从方案生成名册。"


def told_text(figures: Iterable[LeaderFigures]) -> str:
    """The answer as it is copied: a sentence a form, then what should be known of the counting."""
    known = list(figures)
    lines = [f"{one.form}（{one.period}）：{one.sentence}" for one in known]
    remarks = [f"注：{one.form}{one.remark}" for one in known if one.remark]
    return "\n".join([*lines, *remarks]) or NOTHING


def nothing_to_tell(desk: Desk) -> str:
    """Why there is no figure, and what to do where it is for want of a roster."""
    with desk.store.read() as reader:
        return NOTHING if roster.load(reader).units else NO_ROSTER


def keep_answer(desk: Desk, campaign: Campaign, period: Period | None, told: str | None = None) -> FigureAnswer:
    """Keep what is told now: its moment, each unit's state and the rows behind it; the same within a minute once.

    ``told`` is what a screen shows; DeskError where the figures have changed since it was read, or there are none.
    """
    figures = leader_figures(desk, campaign, period)
    if not figures:
        raise DeskError(nothing_to_tell(desk))
    text = told_text(figures)
    if told is not None and told != text:
        raise DeskError("读出来以后数又有变动，已重新计算；请看过新的数再复制。")
    code, now = period.code if period else "", desk.clock()
    for known in answers(desk, campaign)[:1]:
        if known.told == text and known.period == code and now - known.answered_at < _SAME:
            return known
    forms = [_form_answer(one) for one in figures]
    with desk.store.operation("领导要数", actor=desk.actor, at=now, campaign_id=campaign.id) as op:
        answer_id = figure_answers.keep(op, campaign.id, code, text, forms)
        op.summary = figures[0].sentence
    with desk.store.read() as reader:
        return figure_answers.get(reader, answer_id)


def answers(desk: Desk, campaign: Campaign) -> tuple[FigureAnswer, ...]:
    """The answers that were given, the latest first; ``whole`` gives each with what it was counted from."""
    with desk.store.read() as reader:
        return figure_answers.heads(reader, campaign.id)


def whole(desk: Desk, answer: FigureAnswer) -> FigureAnswer:
    """An answer with what it was counted from."""
    if answer.forms:
        return answer
    with desk.store.read() as reader:
        return figure_answers.get(reader, answer.id)


def _form_answer(one: LeaderFigures) -> FormAnswer:
    states = tuple((unit.unit, unit.electronic, unit.late) for unit in one.standing.units)
    return FormAnswer(
        one.form,
        one.standing.period.code,
        one.sentence,
        one.remark,
        states,
        spans_of(row.id for row in one.rows),
        tuple((row.id, row.revision) for row in one.rows if row.revision > 1),
        len(one.rows),
        one.persons,
        one.standing.form.definition.owed,
    )


def spans_of(ids: Iterable[int]) -> Spans:
    """Ids as runs, ascending."""
    runs: list[list[int]] = []
    for row_id in sorted(ids):
        if runs and row_id <= runs[-1][1] + 1:
            runs[-1][1] = row_id
        else:
            runs.append([row_id, row_id])
    return tuple((first, last) for first, last in runs)


def ids_of(spans: Spans) -> tuple[int, ...]:
    """The ids of runs."""
    return tuple(row_id for first, last in spans for row_id in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the rows of an answer: rows that count beside them now, that count no more, that were mended."""

    added: int = 0
    gone: int = 0
    mended: int = 0

    @property
    def said(self) -> str:
        """In one clause."""
        parts = [f"新增{self.added}行"] * bool(self.added) + [f"不再计入{self.gone}行"] * bool(self.gone)
        parts += [f"改动{self.mended}行"] * bool(self.mended)
        return f"此后{'、'.join(parts)}" if parts else "此后记录没有变动"


def since(desk: Desk, campaign: Campaign, answer: FigureAnswer) -> Since:
    """What differs today from what an answer counted."""
    total = Since()
    answer = whole(desk, answer)
    with desk.store.read() as reader:
        known = {one.name: one for one in campaigns.forms_of(reader, campaign.id)}
        now = {
            one.form: rows_counted_in(reader, campaign, known[one.form], parse_period(one.period)).rows
            for one in answer.forms
            if one.form in known
        }
    for form in answer.forms:
        then = dict(form.revised)
        ids = set(ids_of(form.rows))
        mine = {row.id: row.revision for row in now.get(form.form, ())}
        total = Since(
            total.added + len(mine.keys() - ids),
            total.gone + len(ids - mine.keys()),
            total.mended + sum(mine[row_id] != then.get(row_id, 1) for row_id in ids & mine.keys()),
        )
    return total


def moment_said(at: datetime) -> str:
    """2023年4月3日16时05分."""
    return f"{long_day(at.date())}{at.hour}时{at.minute:02d}分"


def answer_as_paper(desk: Desk, campaign: Campaign, answer: FigureAnswer) -> Paper:
    """One page of an answer, from what was kept of it alone, so that it is the same on every later day."""
    answer = whole(desk, answer)
    rows = [_answer_row(form) for form in answer.forms]
    notes = [f"注：{form.form}{form.remark}" for form in answer.forms if form.remark]
    said = [f"{form.form}：{form.sentence}" for form in answer.forms]
    return answer_paper(
        f"“{campaign.name}”报表报送情况",
        said,
        rows,
        moment=moment_said(answer.answered_at),
        bureau=desk.bureau,
        by=answer.answered_by,
        notes=notes,
    )


def _answer_row(form: FormAnswer) -> AnswerRow:
    states = [state for _, state, _ in form.states]
    owed = [state for state in states if state != NOT_CONCERNED]
    known = {word: states.count(word) for word in (RECEIVED, NIL, WAITING)}
    missing = len(owed) - sum(known.values())
    numbers = (len(owed), known[RECEIVED], known[NIL], known[WAITING], missing)
    all_owed, came, nil, waiting, left = (str(number) for number in numbers)
    persons = "" if form.persons is None else str(form.persons)
    if not form.owed:
        all_owed = nil = waiting = left = "—"
    period = parse_period(form.period).label
    return AnswerRow(form.form, period, all_owed, came, nil, waiting, left, str(form.count), persons)


def print_answer(
    desk: Desk, campaign: Campaign, answer: FigureAnswer, out: Path, kinds: Sequence[str] = (PDF,)
) -> Made:
    """The page as a file, named by its moment."""
    stem = safe_name(f"领导要数 {answer.answered_at:%Y-%m-%d %H%M}")
    return write_all(desk, answer_as_paper(desk, campaign, answer), out, stem, kinds)
