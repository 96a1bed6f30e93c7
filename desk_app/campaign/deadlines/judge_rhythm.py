"""Decides what a rhythm means: its due day, its span, how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.judge_dates import OPEN_END, Term, span_of
from desk_app.campaign.deadlines.rules import Rule
from desk_app.campaign.deadlines.statement import Statement, asked, sentence, state_of
from desk_app.campaign.deadlines.value import Deadline, Kind, State

_LAST_DAYS = {
    "day": "当日", "week": "周五", "halfmonth": "15日和月末", "month": "当月最后一日", "quarter": "季度最后一日",
    "half": "6月30日和12月31日", "year": "12月31日", "term": "学期末",
}  # fmt: skip
_QUARTER_ENDS, _HALF_ENDS = (3, 6, 9, 12), (6, 12)


def judge_rhythm(said: Statement) -> Deadline | None:
    """The recurring deadline of an expression; None where it has no rhythm."""
    rhythms = said.of("rhythm")
    if not rhythms or rhythms[0].rule is None:
        return None
    first = rhythms[0]
    rule, said = _attached(said, rhythms[0].rule)
    doubts = list(first.doubts)
    if "bad" in doubts:
        why = sentence(*(doubt for doubt in doubts if doubt != "bad"), "原文有误，不作推定，请核对")
        return Deadline(said.text, Kind.INVALID, state=State.INVALID, why=why)
    if any(one.rule != first.rule for one in rhythms[1:] if one.rule is not None and _differs(one.rule, rule)):
        doubts.append("写了几个周期，先按第一个计")
    least, most = _counts(said, first, doubts)
    unsure = _unsure(said, first, doubts)
    if unsure:
        least = None if said.softened(first) else least
    span = span_of(
        replace(said, atoms=tuple(one for one in said.atoms if one.sort != "year" or one.first < first.first))
    )
    start, end = _span(said, rule, span, unsure=unsure)
    doubts += [doubt for doubt in span.doubts if doubt != OPEN_END]
    doubts += _apart(said, first, span)
    why = sentence(*asked(doubts)) if doubts else sentence(*_plainly(rule, start, end), *first.notes)
    return Deadline(
        said.text, Kind.RECURRING, start, end, rule.text, least, most, state=state_of(doubts), why=why, at=rule.at
    )


def _differs(one: Rule, other: Rule) -> bool:
    return replace(one, at=None) != replace(other, at=None)


def _attached(said: Statement, rule: Rule) -> tuple[Rule, Statement]:
    """每月…于25日前, 每年…12月底前: a due day that stands apart from its rhythm belongs to it."""
    if rule.dated:
        return _more_months(said, rule)
    for atom in said.of("by"):
        dated = _with_day(rule, atom)
        if dated is not None:
            rest = tuple(one for one in said.atoms if one is not atom)
            return replace(dated, at=atom.at), replace(said, atoms=rest)
    return rule, said


def _more_months(said: Statement, rule: Rule) -> tuple[Rule, Statement]:
    """每年6月底前、12月底前: a second day of the same year."""
    if rule.unit != "year" or not rule.months:
        return rule, said
    for atom in said.of("by"):
        day = -1 if atom.grain != "day" else atom.end.day if atom.end else 0
        if atom.word == "noyear" and atom.end is not None and rule.monthdays == (day,):
            months = tuple(sorted({*rule.months, atom.end.month}))
            rest = tuple(one for one in said.atoms if one is not atom)
            return _more_months(replace(said, atoms=rest), replace(rule, months=months))
    return rule, said


def _with_day(rule: Rule, atom: Atom) -> Rule | None:  # noqa: PLR0911  one case a line
    end = atom.end
    if end is None:
        return None
    match rule.unit, atom.word:
        case "month", "bareday" | "nextmonth":
            return replace(rule, monthdays=(-1 if atom.grain == "month" else end.day,))
        case "month", "monthend":
            return replace(rule, monthdays=(-1,))
        case "week", "weekday":
            return replace(rule, weekdays=(end.weekday(),))
        case "quarter", "quarterend":
            return replace(rule, months=_QUARTER_ENDS, monthdays=(-1,))
        case "quarter", "quarterday":
            return replace(rule, months=_QUARTER_ENDS, monthdays=(end.day,))
        case "year", "noyear" | "yearend":
            last = atom.grain != "day"
            return replace(rule, months=(end.month,), monthdays=(-1 if last else end.day,))
    return None


def _counts(said: Statement, rhythm: Atom, doubts: list[str]) -> tuple[int | None, int | None]:
    quotas = said.quotas()
    if not quotas:
        return rhythm.least, None
    if len({(one.least, one.most) for one in quotas}) > 1:
        doubts.append("写了几项次数要求")
    return quotas[0].least, quotas[0].most


def _unsure(said: Statement, rhythm: Atom, doubts: list[str]) -> bool:
    """Whether the rhythm itself is in question: 一般, or a second hour."""
    if said.softened(rhythm):
        doubts.append("“一般”“原则上”不是硬性要求")
        return True
    if (
        rhythm.rule is not None
        and rhythm.rule.at is not None
        and [atom for atom in said.of("hour", "relative") if atom.at is not None and atom.at != rhythm.rule.at]
    ):
        doubts.append("写了两个时点")
        return True
    return False


def _span(said: Statement, rule: Rule, span: Term, *, unsure: bool) -> tuple[date | None, date | datetime | None]:  # noqa: PLR0911  one case a line
    """Rule 5: the written span, else the campaign's, else from the reference date."""
    on = said.frame.on
    if span.sort == "window":
        return span.start, span.end
    if span.sort == "by" and span.end is not None:
        day = span.end.date() if isinstance(span.end, datetime) else span.end
        return min(on, day), span.end
    if span.sort == "from" and span.start is not None:
        return (rule.first_on(span.start) if rule.dated else span.start), None
    if said.frame.within is not None:
        return said.frame.within
    if unsure:
        return None, None
    if rule.dated:
        return rule.first_on(on), None
    last = said.frame.years[1] if said.frame.years is not None else on
    return on, max(on, last).replace(month=12, day=31)


def _apart(said: Statement, rhythm: Atom, span: Term) -> list[str]:
    """6月底前完成，每月报进展: two things in one text."""
    behind = [atom for atom in said.of("by", "window") if atom.first > rhythm.first]
    if behind and rhythm.rule is not None and (rhythm.rule.dated or rhythm.rule.unit == "year"):
        return ["另写了一个时限"]
    if any(atom.candidates or atom.days is not None for atom in said.of("relative")):
        return ["另写了从某事起算的期限"]
    if any(atom.start is None for atom in said.of("campaign")):
        return ["专项起止未定"]
    if span.sort != "by" or said.of("quota"):
        return []
    dates = said.of("by")
    gaps = [said.between(*sorted((atom, rhythm), key=lambda one: one.first)) for atom in dates]
    return ["另写了一个时限"] if any(len(gap) > 1 and set(gap) & set(",;。、") for gap in gaps) else []


def _plainly(rule: Rule, start: date | None, end: date | datetime | None) -> list[str]:
    said = []
    if not rule.dated:
        said.append(
            f"没有写哪一天，以{_LAST_DAYS[rule.unit]}为准" if rule.every == 1 else "没有写哪一天，以每期最后一日为准"
        )
    elif start is not None and end is None:
        said.append(f"首次为{start.year}年{start.month}月{start.day}日，没有止期")
    if rule.at is not None:
        said.append(f"每次以{rule.at.hour}时{f'{rule.at.minute}分' if rule.at.minute else ''}为限")
    if rule.working:
        said.append("工作日以节假日表为准")
    return said or ["按所写周期办理"]
