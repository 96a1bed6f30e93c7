"""The numbered parts of the body, each with its name and the paragraphs that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Section
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import PassageKind, items_of

#: The level of an item in figures: 9.
_ITEM = 3
_NAME_ENDS = re.compile(r"[。：:；;，,（(【［\[〔\n]")


def read_sections(context: Context) -> tuple[Section, ...]:
    """Every part that holds words of its own, and none of those that only lead into others."""
    return tuple(_sections(context))


def _sections(context: Context) -> Iterator[Section]:
    texts: list[Source] = []
    under = ""
    for passage in context.passages:
        if passage.kind is not PassageKind.BODY or passage.numbered:
            if texts:
                yield _section(texts, under)
            texts, under = [], passage.path[0].name if passage.path else ""
        if passage.kind is not PassageKind.BODY or not (passage.numbered or texts):
            continue
        first, *more = items_of(passage)
        texts.append(passage.source(first.start, first.end))
        for item in more:
            yield _section(texts, under)
            texts = [passage.source(item.start, item.end)]
    if texts:
        yield _section(texts, under)


def _section(texts: list[Source], under: str) -> Section:
    mark = mark_of(texts[0].text)
    words = re.sub(r"^\s*[（(]?\d{1,2}[）).．、]\s*", "", texts[0].text) if mark is None else mark[2]
    number = mark[1] if mark is not None and mark[0] == _ITEM and mark[1].isdecimal() else ""
    return Section(_NAME_ENDS.split(words.strip())[0].strip(), tuple(texts), number, under)
