"""The second door of the grammar: finds the deadlines in running text, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.judge import judge
from desk_app.campaign.deadlines.judge_dates import is_pair
from desk_app.campaign.deadlines.rules import Rule
from desk_app.campaign.deadlines.scan import Token, scan
from desk_app.campaign.deadlines.statement import Statement
from desk_app.campaign.deadlines.value import Deadline, State
from desk_app.campaign.deadlines.walk import read_atoms
from desk_app.campaign.holidays import Holidays

_DATES = {"by", "window", "from", "feasts", "bad", "masked"}
_TIMES = _DATES | {"rhythm", "relative", "campaign", "year", "mention", "since"}
_BESIDE = {"length", "local", "hour", "choice", "open", "leftover"}
_SETTING = {"campaign", "year", "local", "length", "hour", "choice", "open", "leftover"}
_STOP = re.compile(r"[,，;；]")
#: 报送上月数据, 上报当月进展, 月报表: what is handed in of every month.
_OF_A_MONTH = re.compile(r"^[^,，。;；]*(?:[上当本]个?月|月度|月报|月末)")
_CLAUSE = 24
_BEFORE = ".．、，,；;：:）) ”"


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in running text and where it stands there."""

    deadline: Deadline
    start: int
    end: int


@dataclass(slots=True)
class _Group:
    """Atoms that make one deadline; ``inherited`` are those of the group before, whose dates hold on."""

    atoms: list[Atom]
    inherited: tuple[Atom, ...] = ()

    def only(self, sorts: set[str]) -> bool:
        return all(atom.sort in sorts for atom in self.atoms)

    def has(self, *sorts: str) -> bool:
        return any(atom.sort in sorts for atom in self.atoms)


def find_deadlines(
    text: str,
    on: date,
    within: tuple[date, date] | None = None,
    holidays: Holidays | None = None,
    *,
    earlier: date | None = None,
    years: tuple[date, date] | None = None,
    month: date | None = None,
) -> list[Found]:
    """Every deadline of a sentence or section, in order; a missing year comes from the date before.

    Past events and data come as kind mention; words without a date (适时) and names are left out. A second count
    in a sentence takes the dates of the first, to be confirmed. ``earlier`` is the last date of the section before,
    ``years`` a stretch that tells years where there is no span, ``month`` the first day of the month that all is about.
    """
    frame = Frame(on, within, holidays or Holidays(), earlier, years, month=month)
    tokens = scan(text, lines=True)
    atoms = list(read_atoms(tokens, frame))
    sentences = (Statement(text, tokens, tuple(inside), frame) for inside in _sentences(tokens, atoms))
    groups: list[_Group] = []
    for sentence in sentences:
        groups.extend(_groups(sentence, groups))
    return [_judged(text, tokens, group, frame) for group in groups if not group.only(_SETTING)]


def _sentences(tokens: Sequence[Token], atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    stops = [place for place, token in enumerate(tokens) if token.kind == "stop"] + [len(tokens)]
    rest = list(atoms)
    begin = 0
    for stop in stops:
        inside = [atom for atom in rest if atom.first < stop]
        rest = rest[len(inside) :]
        if len(inside) == 1 and inside[0].bare and inside[0].last - inside[0].first == stop - begin:
            inside = [replace(inside[0], sort="mention", start=inside[0].end, doubts=())]
        if inside:
            yield inside
        begin = stop + 1


def _groups(said: Statement, before: Sequence[_Group]) -> list[_Group]:
    """The deadlines of one sentence; those of the sentences ``before`` it tell whether 次月5日前 comes each month."""
    groups: list[_Group] = []
    for one in said.atoms:
        atom = _each_month(said, one, [*before[-1:], *groups])
        current = groups[-1] if groups else None
        if atom.sort == "quota":
            _count(groups, atom)
        elif atom.sort in _BESIDE and current is not None:
            current.atoms.append(atom)
        elif atom.sort in _TIMES or atom.sort in _BESIDE:
            if current is not None and _belongs(said, current, atom):
                current.atoms.append(atom)
            else:
                groups.append(_Group([atom]))
    return groups


def _each_month(said: Statement, atom: Atom, groups: Sequence[_Group]) -> Atom:
    """每月5日前…，次月10日前…; 次月5日前报送上月报表: a day of the next month that comes each month."""
    rules = [one.rule for group in groups for one in group.atoms if one.sort == "rhythm" and one.rule is not None]
    if atom.sort != "by" or atom.word != "nextmonth" or atom.end is None:
        return atom
    monthly = bool(rules) and rules[-1].unit == "month" and rules[-1].dated
    if not monthly and not ("次月" in said.words(atom) and _OF_A_MONTH.search(said.after(atom, _CLAUSE))):
        return atom
    rule = Rule("month", monthdays=(atom.end.day,), at=atom.at)
    return replace(atom, sort="rhythm", start=None, end=None, at=None, rule=rule, bare=False)


def _count(groups: list[_Group], atom: Atom) -> None:
    """A count joins the date before it; a second one stands alone and takes that date along."""
    if not groups or groups[-1].has("mention", "since", "bad"):
        groups.append(_Group([atom]))
    elif groups[-1].has("quota"):
        before = groups[-1]
        dates = before.inherited or tuple(one for one in before.atoms if one.sort != "quota")
        groups.append(_Group([atom], dates))
    else:
        groups[-1].atoms.append(atom)


def _belongs(said: Statement, group: _Group, atom: Atom) -> bool:  # noqa: PLR0911  one case a line
    """Whether a date or rhythm says more about the same deadline."""
    times = [one for one in group.atoms if one.sort in _TIMES]
    if not times:
        return not (group.only({"length"}) and _STOP.search(said.between(group.atoms[-1], atom)))
    last, gap = times[-1], said.between(times[-1], atom)
    if {last.sort, atom.sort} & {"mention", "since", "masked"}:
        return False
    if atom.sort == "rhythm":
        return last.sort != "rhythm" and not group.has("quota", "relative")
    if last.sort == "rhythm":
        return atom.word in {"bareday", "nextmonth", "monthend", "quarterend", "quarterday", "weekday"}
    if last.sort in {"campaign", "year"}:
        return True
    if {last.sort, atom.sort} <= _DATES and is_pair(said, [last, atom]):
        return True
    return gap in {"", "(", "、", "/", "和", "及", "或", "与"}


def _judged(text: str, tokens: tuple[Token, ...], group: _Group, frame: Frame) -> Found:
    start = tokens[min(atom.first for atom in group.atoms)].start
    start += len(text[start:]) - len(text[start:].lstrip(_BEFORE))
    end = tokens[max(atom.last for atom in group.atoms) - 1].end
    atoms = sorted((*group.inherited, *group.atoms), key=lambda atom: atom.first)
    deadline = judge(text[start:end], tokens, atoms, frame)
    if group.inherited and deadline.state is State.CLEAR:
        deadline = replace(deadline, state=State.CONFIRM, why="期限承接上文，请确认。")
    return Found(deadline, start, end)
