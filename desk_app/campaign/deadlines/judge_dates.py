"""Decides among dates: one, a pair of start and end, several windows, several due dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.scan import follows
from desk_app.campaign.deadlines.statement import Statement, asked, sentence, state_of
from desk_app.campaign.deadlines.value import Deadline, Kind
from desk_app.campaign.deadlines.words import BEGIN, FINISH

#: Said of a stretch without an end; what comes again runs to the campaign's end anyway (rule 5).
OPEN_END = "止期未写，按专项截止日计"
_MANY_FEASTS = 3
_CLAUSE = 30
_STOPS = re.compile(r"[,，、;；。]")
_ENDS = re.compile(r"^(?:全部|全面|基本)?(?:结束|截止|完毕)(?:$|[,。;、)])")
_OBJECTLESS = re.compile(
    "|".join((*BEGIN, *FINISH, "正式|全面|集中|基本|全部|统一|陆续|逐步|前|底|起|止|至|到|各项|工作|活动|行动"))
)


@dataclass(frozen=True, slots=True)
class Term:
    """The span that all dates of an expression make together; ``sort`` is by, window or from, empty without dates."""

    sort: str = ""
    start: date | None = None
    end: date | datetime | None = None
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    candidates: tuple[date, ...] = ()


def dates_of(said: Statement) -> list[Atom]:
    """All dates that can be deadlines, the same date said twice once only."""
    found: dict[object, Atom] = {}
    for atom in said.of("by", "window", "from", "feasts"):
        found.setdefault((atom.sort, atom.start, atom.due), atom)
    return list(found.values())


def judge_dates(said: Statement) -> Deadline | None:
    """The deadline that the dates make; None where there are none."""
    feasts = said.of("feasts")
    if feasts and len(dates_of(said)) == len(feasts) and (said.of("local") or (feasts[0].days or 0) >= _MANY_FEASTS):
        return Deadline(said.text, Kind.UNDATED, why="写了多个节日或假期，没有一个确定的时限，按无时限办理。")
    term = term_of(said)
    if not term.sort:
        return None
    term = clipped(said, term)
    doubts = (*term.doubts, *_beside(said, term))
    why = sentence(*asked(doubts)) if doubts else sentence(_plainly(term), *term.notes[:2], _ongoing(said))
    return Deadline(
        said.text, Kind(term.sort), term.start, term.end, candidates=term.candidates, state=state_of(doubts), why=why
    )


def clipped(said: Statement, term: Term) -> Term:
    """以后 within a campaign ends with it (rule 5)."""
    within = said.frame.within
    if term.sort != "from" or within is None or term.start is None or term.start > within[1]:
        return term
    return replace(term, sort="window", end=within[1], doubts=(*term.doubts, OPEN_END))


def term_of(said: Statement) -> Term:
    """One term out of all dates."""
    dates = dates_of(said)
    if not dates:
        return Term()
    if len(dates) == 1:
        return _single(dates[0])
    pair = _pair(said, dates)
    if pair is not None:
        return pair
    return _several(dates)


def _single(atom: Atom) -> Term:
    sort = "window" if atom.sort == "feasts" else atom.sort
    return Term(sort, atom.start, atom.due, atom.doubts, atom.notes, atom.candidates)


def _pair(said: Statement, dates: Sequence[Atom]) -> Term | None:
    """3月上旬启动、7月底基本结束; 自3月1日起…6月底前完成."""
    if len(dates) != 2:
        return None
    first, last = dates
    begins = first.sort == "from" or (
        first.sort != "feasts" and follows(said.tokens, first.last, BEGIN, 6) and not _own_deed(said, first, last)
    )
    begins = begins or (first.bare and first.sort == "by" and _only_ends(said, last))
    ends = last.sort in {"by", "window"} and (
        (first.sort == "from" and not (last.sort == "window" and _own_deed(said, first, last)))
        or follows(said.tokens, last.last, FINISH, 6)
        or said.tokens[last.first].kind == "sep"
    )
    start = first.start or first.end
    if not begins or not ends or start is None or last.end is None or start > last.end:
        return None
    notes = tuple(dict.fromkeys((*first.notes, *last.notes)))
    return Term("window", start, last.due, (*first.doubts, *last.doubts), notes)


def _only_ends(said: Statement, last: Atom) -> bool:
    """10月15日开秤收购，次年1月31日前结束: whether a date's own clause says no more than that something ends."""
    opens = said.tokens[last.first - 1].text == "," if last.first else False
    clause = "".join(token.text for token in said.tokens[last.last : last.last + 6])
    return opens and _ENDS.match(clause) is not None


def _own_deed(said: Statement, first: Atom, last: Atom) -> bool:
    """4月启动招标，6月完成设计: whether start and end each have an object, so that two things are told."""
    clauses = (re.split(_STOPS, said.between(first, last))[0], re.split(_STOPS, said.after(last, _CLAUSE))[0])
    return all(_OBJECTLESS.sub("", clause).strip() for clause in clauses)


def is_pair(said: Statement, dates: Sequence[Atom]) -> bool:
    """Whether two dates are the start and the end of one stretch."""
    return _pair(said, dates) is not None


def _several(dates: Sequence[Atom]) -> Term:
    doubts = tuple(doubt for atom in dates for doubt in atom.doubts)
    candidates = tuple(dict.fromkeys(atom.end for atom in dates if atom.end))
    if all(atom.sort in {"window", "feasts"} for atom in dates):
        starts = [atom.start for atom in dates if atom.start]
        ends = [atom.end for atom in dates if atom.end]
        said = (*doubts, "写了几段时间，按首尾合并")
        return Term("window", min(starts, default=None), max(ends, default=None), said, candidates=candidates)
    dues = [atom for atom in dates if atom.end is not None]
    if not dues:
        first = min((atom.start for atom in dates if atom.start), default=None)
        return Term("from", first, None, (*doubts, "写了几个起始时间"))
    last = max(dues, key=lambda atom: (atom.end, atom.at or time.max))
    return Term("by", None, last.due, (*doubts, "写了几个时间，按最后一个计"), candidates=candidates)


def _beside(said: Statement, term: Term) -> tuple[str, ...]:
    """What else in the expression makes a date doubtful."""
    doubts: list[str] = []
    days = (term.end - term.start).days + 1 if _both_days(term) else None  # type: ignore[operator]
    for atom in said.of("relative", "length"):
        if atom.sort == "length" and not atom.bare:
            doubts.append(f"“集中{atom.word}”的具体日期要在此期间选定")
        elif atom.days is not None and atom.bare and days is not None:
            doubts += [] if atom.days == days else [f"起止共{days}天，与所写{atom.days}天不符"]
        elif atom.sort == "relative" and (atom.days is not None or atom.candidates):
            doubts.append("另写了从某事起算的期限")
    lone = [atom for atom in said.of("length") if atom.word.endswith("日") and not atom.grain]
    doubts += [f"“{atom.word}”未能读出" for atom in lone]
    if term.sort == "window" and any("全年" in said.words(atom) for atom in said.of("year")):
        doubts.append("先写了一段时间，又写了“全年”")
    if any(said.softened(atom) for atom in dates_of(said)):
        doubts.append("所写时间不是硬性要求")
    doubts += [f"“{atom.word}”的日期要由本单位确定" for atom in said.of("local")]
    doubts += [f"“{atom.word}”未能读出" for atom in said.of("leftover", "masked")]
    return tuple(doubts)


def _both_days(term: Term) -> bool:
    return term.start is not None and term.end is not None and not isinstance(term.end, datetime)


def _plainly(term: Term) -> str:
    if term.sort == "by" and term.end is not None:
        return f"截至{_day(term.end)}" + ("" if isinstance(term.end, datetime) else "（含当日）")
    if term.sort == "from" and term.start is not None:
        return f"自{_day(term.start)}起，没有止期"
    if term.start is not None and term.end is not None:
        return f"{_day(term.start)}至{_day(term.end)}"
    return "按原文所写时间计"


def _day(value: date | datetime) -> str:
    said = f"{value.year}年{value.month}月{value.day}日"
    return f"{said}{value.hour}时{f'{value.minute}分' if value.minute else ''}" if isinstance(value, datetime) else said


def _ongoing(said: Statement) -> str:
    lasting = [atom.word for atom in said.of("soft") if atom.word in {"长期坚持", "常态化", "持续", "长期"}]
    return f"之后{lasting[0]}" if lasting else ""


def span_of(said: Statement) -> Term:
    """The stretch for a count or a rhythm: dates, the campaign, a year; its end stays where only an end is written."""
    term = term_of(said)
    if term.sort:
        term = clipped(said, term)
        return replace(term, doubts=(*term.doubts, *_beside(said, term)))
    for atom in said.of("campaign", "year"):
        if atom.start is not None:
            return Term("window", atom.start, atom.end, notes=atom.notes)
    return Term()
