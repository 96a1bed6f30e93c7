"""Blocks of a title, its sentences, and lines of labels (责任单位：…, 完成时间：…) that speak of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from desk_app.importing.plan.label_lines import is_label_line, label_tail
from desk_app.importing.plan.passages import Passage
from desk_app.importing.plan.tail import Tail, both

_LONGEST = 30


def is_title_line(text: str) -> bool:
    """Whether a line is no sentence but a short name."""
    bare = text.strip(" 　：:")
    return 0 < len(bare) <= _LONGEST and not re.search(r"[，,。；;：:]", bare)


def labels_below(passages: Sequence[Passage], place: int) -> tuple[Tail, ...]:
    """The lines of labels below a sentence and its heading, as the one tail of both."""
    found: list[Tail] = []
    for one in passages[place + 1 :]:
        if one.path != passages[place].path or (one.numbered and not is_label_line(one.text)):
            break
        if is_label_line(one.text):
            found.append(label_tail(one.text))
        elif found or is_title_line(one.text):
            break
    if not found:
        return ()
    length = len(passages[place].text)
    return (replace(reduce(both, found), start=length, end=length),)
