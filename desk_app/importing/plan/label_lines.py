"""Paragraphs, and starts of paragraphs, that are nothing but labels with their values."""

from __future__ import annotations

import re

from desk_app.importing.plan.bare_clauses import is_bare
from desk_app.importing.plan.brackets import PAIRS, closing
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.tail_labels import LABEL, OTHER_LABEL, STATING, read_labels
from desk_app.importing.plan.time_words import is_time

_TIME_LABEL = re.compile(r"^(?:活动|举办|比赛|培训|实施|开展)?(?:时间|日期|时间节点|节点)\s*[：:]\s*(?P<time>.{2,24})$")
#: A label with its value inside the bracket, not 【责任单位】 with the value behind it.
_INSIDE = re.compile(rf"(?:{LABEL.pattern})\s*[^\s：:]")
_LONGEST_LABELS = 300


def is_label_line(text: str) -> bool:
    """Whether a paragraph is nothing but labels with their values, in a bracket or behind a bullet or not."""
    bare = text.lstrip(" 　●■◆▲•·◎➢►▶✓◼▪▫-*").rstrip(" 　。；;")
    if not bare or len(bare) >= _LONGEST_LABELS:
        return False
    if bare[0] in PAIRS and closing(bare, 0) == len(bare) - 1:
        bare = bare[1:].lstrip()
    mark = mark_of(bare)
    if _deed_behind(bare if mark is None else mark[2]):
        return False
    if mark is not None and STATING.match(mark[2]):
        return leading_labels(bare) is None and OTHER_LABEL.search(bare) is None
    return bool(STATING.match(bare))


def _deed_behind(text: str) -> bool:
    """〔责任科室：法规科〕6月底前完成案卷评查: whether behind brackets of labels stands what is to be done."""
    rest = text
    while rest and rest[0] in PAIRS and _tells(rest[1 : closing(rest, 0)].strip()):
        rest = rest[closing(rest, 0) + 1 :].lstrip(" 　，,；;。")
    if rest == text or not rest or rest[0] in PAIRS:
        return False
    return not (STATING.match(rest) or LABEL.match(rest) or is_bare(rest))


def _tells(inside: str) -> bool:
    return _INSIDE.match(inside) is not None or is_time(inside)


def is_time_label(text: str) -> bool:
    """Whether a paragraph is nothing but a time behind its label: 时间：5月16日."""
    match = _TIME_LABEL.match(text.strip())
    return match is not None and is_time(match["time"].strip("。；; "))


def label_tail(text: str) -> Tail:
    """What a paragraph of labels says."""
    return read_labels(text, 0, len(text), 0, len(text))


def leading_labels(text: str) -> Tail | None:
    """牵头单位：工程科，配合单位：各科室；5月底前完成修订: labels first, and the deed behind them without one."""
    mark = mark_of(text)
    begin = len(text) - len(mark[2]) if mark else 0
    labels = list(LABEL.finditer(text)) if STATING.match(text, begin) else []
    stop = re.compile(r"[；;。]").search(text, labels[-1].end()) if labels else None
    if stop is None or not text[stop.end() :].strip():
        return None
    return read_labels(text, begin, stop.end(), begin, stop.start())
