"""Decides what the atoms of one expression amount to: one deadline, its certainty, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.judge_dates import dates_of, judge_dates, span_of
from desk_app.campaign.deadlines.judge_rhythm import judge_rhythm
from desk_app.campaign.deadlines.scan import Token
from desk_app.campaign.deadlines.statement import Statement, asked, sentence, state_of
from desk_app.campaign.deadlines.value import Deadline, Kind, State
from desk_app.campaign.deadlines.words import DUTIES


def judge(text: str, tokens: Sequence[Token], atoms: Sequence[Atom], frame: Frame) -> Deadline:
    """The one deadline that an expression states; the first rule that has an answer decides."""
    said = Statement(text, tuple(tokens), tuple(atoms), frame)
    rules: tuple[Callable[[Statement], Deadline | None], ...] = (
        _impossible, judge_rhythm, _quota, judge_dates, _relative, _campaign, _open, _mention, _masked, _soft, _year,
        _name,
    )  # fmt: skip
    found = next((deadline for rule in rules if (deadline := rule(said)) is not None), None)
    return found or _nothing(said)


def _impossible(said: Statement) -> Deadline | None:
    bad = said.of("bad")
    if not bad:
        return None
    siblings = [atom.end for atom in dates_of(said) if atom.end]
    candidates = tuple(dict.fromkeys([*siblings, *(day for atom in bad for day in atom.candidates)]))
    why = sentence(*bad[0].doubts, "原文有误，不作推定，请核对")
    return Deadline(said.text, Kind.INVALID, candidates=candidates, state=State.INVALID, why=why)


def _quota(said: Statement) -> Deadline | None:
    quotas = said.quotas()
    if not quotas:
        return None
    first = quotas[0]
    span = span_of(said)
    doubts, start, end = span.doubts, span.start, span.end
    if len({(one.least, one.most) for one in quotas}) > 1:
        doubts += ("写了几项次数要求",)
    if start is None and end is None:
        if said.frame.within is not None:
            start, end = said.frame.within
            doubts += ("没有写期限，按专项起止计",)
        elif not said.of("campaign"):
            doubts += ("没有写期限",)
        else:
            doubts += ("专项起止未定",)
    why = sentence(*asked(doubts)) if doubts else sentence(_count_said(first), *span.notes[:1])
    return Deadline(
        said.text, Kind.QUOTA, start, end, None, first.least, first.most, span.candidates, state_of(doubts), why
    )


def _count_said(quota: Atom) -> str:
    if quota.least is None:
        return f"不超过{quota.most}{quota.word}"
    return f"要求{quota.least}至{quota.most}{quota.word}" if quota.most else f"不少于{quota.least}{quota.word}"


def _relative(said: Statement) -> Deadline | None:
    relatives = said.of("relative")
    if not relatives:
        return _length(said)
    one = next((atom for atom in relatives if atom.candidates), relatives[0])
    why = sentence(*asked(one.doubts))
    candidates = one.candidates
    over = said.frame.within is not None and one.word.endswith("结束后") and one.days is None and one.bare
    start = candidates[0] if over and candidates else None
    return Deadline(said.text, Kind.RELATIVE, start, candidates=candidates, state=State.CONFIRM, why=why)


def _length(said: Statement) -> Deadline | None:
    """期限为30天, 上午9:00: how long or what hour, but not from when or on what day."""
    why = ""
    if any(atom.grain == "lasts" for atom in said.of("length")):
        why = "只写了多长时间，从哪一天起算未写明，请确认。"
    elif said.of("hour"):
        why = "只写了时点，没有写哪一天，请确认。"
    return Deadline(said.text, Kind.RELATIVE, state=State.CONFIRM, why=why) if why and not said.of("mention") else None


def _campaign(said: Statement) -> Deadline | None:
    found = said.of("campaign")
    if not found:
        return None
    start, end = found[0].start, found[0].end
    doubts = () if start else ("专项起止未定",)
    why = sentence(*(asked(doubts) if doubts else ("按专项起止计",)))
    return Deadline(said.text, Kind.WINDOW, start, end, state=state_of(doubts), why=why)


def _open(said: Statement) -> Deadline | None:
    """季度或学期, 不定期: something is due some time, which is left open."""
    if not said.of("choice", "open"):
        return None
    on = said.frame.on
    start, end = said.frame.within or (on, on.replace(month=12, day=31))
    return Deadline(said.text, Kind.WINDOW, start, end, state=State.CONFIRM, why="原文没有定下周期，请确认何时办理。")


def _mention(said: Statement) -> Deadline | None:
    for atom in said.of("rhythmname"):
        word = atom.rule.text if atom.rule else None
        why = f"“{atom.word}”是活动名称，不是时限，请确认周期。"
        return Deadline(said.text, Kind.MENTION, recurrence=word, state=State.CONFIRM, why=why)
    for atom in said.of("mention", "since"):
        plain = (
            "只是节日或活动名称，不是办理时限。"
            if atom.grain == "festival"
            else "是已发生的事或数据的日期，不是办理时限。"
        )
        why = sentence(*asked(atom.doubts)) if atom.doubts else plain
        return Deadline(said.text, Kind.MENTION, atom.start, atom.end, state=state_of(atom.doubts), why=why)
    return None


def _masked(said: Statement) -> Deadline | None:
    if not said.of("masked"):
        return None
    return Deadline(said.text, Kind.UNDATED, why="原文的年份或月份空着，需补填后才有时限。")


def _soft(said: Statement) -> Deadline | None:
    found = said.of("soft", "local")
    if not found:
        return None
    if not said.of("soft"):
        return Deadline(said.text, Kind.UNDATED, why=f"“{found[0].word}”由本单位或学校安排，原文没有具体日期。")
    pending = any(
        atom.word in {"待定", "待通知", "待明确", "待确定", "时间另定", "另行通知", "另行确定"} for atom in found
    )
    word = said.of("soft")[0].word
    state = State.CONFIRM if pending else State.CLEAR
    why = f"“{word}”，时限尚未确定，请补定。" if pending else f"“{word}”没有具体日期，按无时限办理。"
    return Deadline(said.text, Kind.UNDATED, state=state, why=why)


def _year(said: Statement) -> Deadline | None:
    """A bare year is a stretch of work where it stands alone or before a verb of doing; else it names a subject."""
    years = said.of("year")
    if not years:
        return None
    start = min((atom.start for atom in years if atom.start), default=None)
    end = max((atom.end for atom in years if atom.end), default=None)
    rest = said.after(years[-1])
    if rest and not rest.startswith(DUTIES):
        why = "只写了年份，像是工作名称而不是时限，请确认。"
        return Deadline(said.text, Kind.MENTION, start, end, state=State.CONFIRM, why=why)
    doubts = ("写了几个年份",) if len({atom.start for atom in years}) > 1 else ()
    why = sentence(*(asked(doubts) if doubts else ("按全年计", *years[0].notes[:1])))
    return Deadline(said.text, Kind.WINDOW, start, end, state=state_of(doubts), why=why)


def _name(said: Statement) -> Deadline | None:
    if said.of("leftover") or said.unsaid_days():
        return Deadline(said.text, Kind.UNDATED, state=State.CONFIRM, why="像是写了时间，但未能读出，请确认。")
    if not said.of("name", "length") and not any(token.kind == "num" for token in said.tokens):
        return None
    return Deadline(said.text, Kind.MENTION, why="文中的数字是名称、文号或数量，不是时限。")


def _nothing(said: Statement) -> Deadline:
    if not said.text.strip():
        return Deadline(said.text, Kind.UNDATED, state=State.CONFIRM, why="没有写时限，请确认。")
    return Deadline(said.text, Kind.UNDATED, why="文中没有写时间，按无时限办理。")
