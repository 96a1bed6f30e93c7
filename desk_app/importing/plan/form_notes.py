"""Notes below forms that the text already asks for: they tell of the form (说明：每周四前报) and ask no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk_app.campaign.plan.model import AnnexForm
from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.passages import PassageKind

_NAMED = re.compile(r"《([^《》]{4,40})》")
_HANDED_IN = re.compile(r"报|交|填|送")
_NOTES = {PassageKind.NOTE, PassageKind.FOOTNOTE}


def blocks_of_notes(context: Context, forms: Sequence[AnnexForm]) -> frozenset[int]:
    """The lines of such notes."""
    named = {
        fold(match[1])
        for passage in context.passages
        if passage.kind is PassageKind.BODY and _HANDED_IN.search(passage.text)
        for match in _NAMED.finditer(passage.text)
    }
    notes = {fold(form.note) for form in forms if form.note and any(one in fold(form.title) for one in named)}
    return frozenset(
        line.index
        for passage in context.passages
        if passage.kind in _NOTES and any(note in fold(passage.text) for note in notes)
        for line in passage.lines
    )
