"""The clauses of the body that tell who does what: 信息中心每月25日前编发…, 由执行局开展集中攻坚."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk_app.campaign.plan.compare_doers import Doing
from desk_app.campaign.plan.model import Role, UnitRole
from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.clauses import sentences
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.label_lines import is_label_line
from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.speakers import opening_clauses
from desk_app.importing.plan.units import subject_units

_CLAUSE = re.compile(r"[^，,：:]+")


def read_doings(context: Context) -> Iterator[Doing]:
    """Each sentence whose parts are told (由…牵头), else each run of its clauses that has one subject."""
    for passage in context.passages:
        if passage.kind is not PassageKind.BODY or not passage.asks:
            continue
        for start, end in sentences(passage.text):
            said = passage.text[start:end]
            if not is_label_line(said.strip()):
                yield from _of_sentence(passage, start, said)


def _of_sentence(passage: Passage, start: int, said: str) -> Iterator[Doing]:
    named = acting(said)[0]
    if named:
        who = tuple(one.name for one in named if one.role is not Role.HELP)
        yield from _doing(passage, start, said, who)
        return
    begin, who = 0, tuple[str, ...]()
    for match in _CLAUSE.finditer(said):
        subject = _names(subject_units(opening_clauses(match[0])[:1]))
        if subject and subject != who:
            yield from _doing(passage, start + begin, said[begin : match.start()], who)
            begin, who = match.start(), subject
    yield from _doing(passage, start + begin, said[begin:], who)


def _names(units: tuple[UnitRole, ...]) -> tuple[str, ...]:
    return tuple(one.name for one in units if one.role is not Role.HELP)


def _doing(passage: Passage, start: int, said: str, who: tuple[str, ...]) -> Iterator[Doing]:
    if who:
        bare = said
        for name in who:
            bare = bare.replace(name, "", 1)
        yield Doing(who, bare, passage.source(start, start + len(said)))
