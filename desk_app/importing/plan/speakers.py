"""Who is spoken of in a sentence of the body: the subject of its date's clause, of all of it, of the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk_app.campaign.deadlines import Found
from desk_app.campaign.plan.model import UnitRole
from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.clauses import unclocked
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.time_words import after_time
from desk_app.importing.plan.units import is_unit, split_units, subject_units

#: 请于…前报送: said to whoever reads it.
_ASKS_READER = re.compile(r"^(?:另|同时|此外|现)?[，,]?(?:务|敬|并)?请(?=[于在将把认务抓按及对结提确安组填])")
_LONGEST_NAME = 40


def below_heading(behind: str, said: str) -> tuple[UnitRole, ...]:
    """健全制度（4月20日前）。各机构修订制度: a heading's time, and its units as the subject of what follows."""
    clause = sentence_below(behind, said)
    return acting(clause)[0] or subject_units(opening_clauses(clause))


def sentence_below(behind: str, said: str) -> str:
    """What is to be done by a heading's time, told right behind it; empty where ``said`` is no heading."""
    if len(said) > _LONGEST_NAME or not re.search(r"[）)]\s*[。；;]?\s*$", said):
        return ""
    return re.split(r"[。；;]", behind)[0].strip()


def mark_length(text: str) -> int:
    """How long the number at the head of a part is, so that it is not read into the date behind it."""
    mark = mark_of(text)
    return len(text) - len(mark[2]) if mark else 0


def speaking(said: str, found: Found) -> tuple[UnitRole, ...]:
    """The subject of the very clause in which a date stands."""
    said = unclocked(said)
    start = max(said.rfind(sign, 0, found.start) for sign in "，,；;。：:") + 1
    ends = [place for sign in "，,；;。" if (place := said.find(sign, found.end)) >= 0]
    return subject_units(opening_clauses(said[start : min(ends, default=len(said))]))


def speaker_before(passage: Passage, start: int) -> tuple[UnitRole, ...]:
    """The subject of the sentence right before a place of a paragraph, over all parts that semicolons join to it."""
    before = passage.text[:start].rstrip(" 　。；;")
    while before.strip():
        cut = max(before.rfind(sign) for sign in "。；;")
        clause = before[cut + 1 :]
        found = acting(unmarked(clause))[0] or subject_units(opening_clauses(clause))
        if found or cut < 0 or before[cut] == "。":
            return found
        before = before[:cut]
    return ()


def addressed(passages: Sequence[Passage], piece: str) -> tuple[UnitRole, ...]:
    """各科室：…请于4月10日前将总结发至办公室: whom the paper is sent to, where a sentence asks its reader."""
    if not _ASKS_READER.match(unmarked(piece)):
        return ()
    lines = [one.text for one in passages if one.kind is PassageKind.ADDRESS]
    named = split_units(lines[0].rstrip("：: ")) if len(lines) == 1 else ()
    return named if all(is_unit(one.name) for one in named) else ()


def opening_clauses(text: str) -> list[str]:
    """The clauses of a sentence, the times at their beginning taken off."""
    pieces = re.split(r"[，,：:；;。]", unclocked(unmarked(text)))
    return [after_time(piece) for piece in pieces] + [text]


def unmarked(text: str) -> str:
    """A part without the number before it."""
    mark = mark_of(text.strip())
    return mark[2] if mark else text.strip()
