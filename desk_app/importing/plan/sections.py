"""The numbered parts of the body, each with its name and the paragraphs that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Section
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import PassageKind, items_of

_NAME_ENDS = re.compile(r"[。：:；;，,（(\n]")


def read_sections(context: Context) -> tuple[Section, ...]:
    """Every part that holds words of its own, and none of those that only lead into others."""
    return tuple(_sections(context))


def _sections(context: Context) -> Iterator[Section]:
    texts: list[Source] = []
    for passage in context.passages:
        if passage.kind is not PassageKind.BODY or passage.numbered:
            if texts:
                yield _section(texts)
            texts = []
        if passage.kind is not PassageKind.BODY or not (passage.numbered or texts):
            continue
        first, *more = items_of(passage)
        texts.append(passage.source(first.start, first.end))
        for item in more:
            yield _section(texts)
            texts = [passage.source(item.start, item.end)]
    if texts:
        yield _section(texts)


def _section(texts: list[Source]) -> Section:
    mark = mark_of(texts[0].text)
    words = re.sub(r"^\s*[（(]?\d{1,2}[）).．、]\s*", "", texts[0].text) if mark is None else mark[2]
    return Section(_NAME_ENDS.split(words.strip())[0].strip(), tuple(texts))
