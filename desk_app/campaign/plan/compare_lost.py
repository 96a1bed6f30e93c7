"""What a sentence asks beside the very matter of a row (…活动，召开座谈会2次), and no row has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.wording import ASKED_TIMES, counts_in, fold, likeness

_LEAST_NAME, _LEAST_THING, _ALIKE = 6, 3, 0.5
_AGAIN = re.compile(r"每|分别")
_AROUND = re.compile(r"召开|开展|举办|组织|进行|完成|撰写|形成|不少于|至少|各|共")


def lost_beside(
    said: Sequence[Source], listed: Sequence[PlanTask], written: Sequence[tuple[str, Source]]
) -> Iterator[Conflict]:
    """A sentence with a row's very words and units that counts other things, of which no row speaks.

    ``written`` are all texts of the plan; a list without groups is compared row by row.
    """
    texts = [fold(text) for text, source in written if source.row is not None]
    rows = [row for row in listed if row.source.row is not None and row.units and not counts_in(row.content)]
    folded = [(row, fold(row.content), [fold(name) for name in row.unit_names]) for row in rows]
    folded = [one for one in folded if len(one[1]) >= _LEAST_NAME]
    for source in said:
        for sentence in re.split(r"[。；;]", source.text):
            whole = fold(sentence)
            named = [row for row, words, units in folded if words in whole and all(unit in whole for unit in units)]
            lost = _lost(sentence, named[0], texts) if len(named) == 1 else []
            if lost:
                yield _conflict(source, lost, named[0])


def _lost(sentence: str, row: PlanTask, texts: Sequence[str]) -> list[str]:
    """The clauses that count something which stands in no row."""
    found = []
    for clause in re.split(r"[，,]", sentence):
        counts = [count for count in counts_in(clause) if count[3] in ASKED_TIMES]
        if not counts or fold(row.content) in fold(clause) or _AGAIN.search(clause):
            continue
        thing = fold(_AROUND.sub("", clause.replace(counts[0][0], "")))
        if len(thing) >= _LEAST_THING and not any(thing in text or likeness(thing, text) >= _ALIKE for text in texts):
            found.append(clause.strip())
    return found


def _conflict(source: Source, lost: Sequence[str], row: PlanTask) -> Conflict:
    a = Source(source.block, source.where, "，".join(lost), source.start, source.end, source.row, source.column)
    name = row.activity or row.content
    message = f"“{name}”的要求前后不一：{a.where}要求“{a.text}”，{row.source.where}没有这一要求，请核定。"
    return Conflict(ConflictKind.NUMBER, a, row.source, message, row.activity)
