"""The body cut into parts that may be tasks, each with its tail and with what its heading says for all below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.importing.plan.bare_clauses import has_subject
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.draft import Draft, Spans
from desk_app.importing.plan.label_blocks import is_title_line
from desk_app.importing.plan.label_lines import is_label_line, is_time_label, label_tail
from desk_app.importing.plan.lent import from_headings, from_sentences, from_times, from_unit_lines
from desk_app.importing.plan.passages import Item, Passage, items_of
from desk_app.importing.plan.speakers import unmarked
from desk_app.importing.plan.tail import Tail, both
from desk_app.importing.plan.tails import find_tails
from desk_app.importing.plan.time_words import time_inside

#: 〔责任科室：法规科〕完成修订。〔完成时限：6月底前〕: a tail before the deed and one behind it.
_BOTH_ENDS = 2
#: 地点：市体育馆 among the labels of an item.
_AT_PLACE = re.compile(r"^(?:活动|举办|比赛|培训)?(?:地点|对象|范围|形式|主题|方式|参加人员|参与人员|参加对象)\s*[：:]")


def read_drafts(context: Context, used: Spans) -> list[Draft]:
    """All parts of the body in order; ``used`` are stretches that state a phase or the span."""
    drafts = _drafts(context)
    drafts = from_headings(drafts, used)
    drafts = from_times(drafts, used)
    drafts = from_unit_lines(drafts)
    return from_sentences(drafts, context, used)


def _drafts(context: Context) -> list[Draft]:
    drafts: list[Draft] = []
    waiting: list[int] = []
    labels_before = False
    for place, passage in enumerate(context.passages):
        if not passage.asks:
            continue
        if _AT_PLACE.match(passage.text) and _in_labels(context.passages, place):
            continue
        if is_label_line(passage.text) or (is_time_label(passage.text) and _in_labels(context.passages, place)):
            _label(drafts, waiting, passage, again=labels_before)
            labels_before = True
            continue
        level = passage.path[-1].level if passage.path and passage.numbered else 9
        if labels_before or level <= 2:
            waiting = []
        labels_before = False
        for draft in _parts(place, passage):
            waiting.append(len(drafts))
            drafts.append(draft)
    return _without_told(drafts)


def _in_labels(passages: Sequence[Passage], place: int) -> bool:
    """Whether lines that are nothing but labels (承办：…) stand beside, with none but such lines between."""
    for step in (-1, 1):
        beside = place + step
        while 0 <= beside < len(passages):
            text = passages[beside].text
            if is_label_line(text):
                return True
            if not (is_time_label(text) or _AT_PLACE.match(text)):
                break
            beside += step
    return False


def _parts(place: int, passage: Passage) -> Iterator[Draft]:
    items, tails = items_of(passage), find_tails(passage.text)
    shared = len(items) > 1 and len(tails) == 1 and tails[0].start >= items[-1].start
    for item in items:
        own = [tail for tail in tails if item.start <= tail.start < item.end]
        if shared:
            own = list(tails) if item.number else []
        if len(own) == _BOTH_ENDS and not unmarked(passage.text[item.start : own[0].start]).strip():
            own = [both(*own)]
        if len(own) == 1 and item.start <= own[0].start and _another_behind(passage.text[own[0].end : item.end]):
            yield from _cut(place, passage, item, own)
            continue
        if len(own) < 2:
            yield Draft(place, passage, item, own[0] if own else None, passage if own else None)
            continue
        yield from _cut(place, passage, item, own)


def _another_behind(text: str) -> bool:
    """Whether behind a tail a sentence follows that asks somebody else for something by a time of its own."""
    return time_inside(text) >= 0 and has_subject(text.lstrip("。；; 　"))


def _cut(place: int, passage: Passage, item: Item, tails: list[Tail]) -> Iterator[Draft]:
    """Several tails in one part: each speaks of the words since the one before."""
    start = item.start
    for tail in tails:
        yield Draft(place, passage, Item(item.number, start, tail.end), tail, passage)
        start = tail.end
    rest = passage.text[start : item.end]
    if rest.strip(" 　，,。；;"):
        yield Draft(place, passage, Item(item.number, start + len(rest) - len(rest.lstrip("。；; ")), item.end))


def _label(drafts: list[Draft], waiting: list[int], passage: Passage, *, again: bool) -> None:
    """A line of labels speaks of the items above it, up to the line of labels before."""
    tail = label_tail(passage.text)
    if again:
        for place in waiting:
            before = drafts[place].tail
            if before is not None:
                drafts[place] = replace(drafts[place], tail=replace(both(before, tail), end=before.end))
        return
    inner = [place for place in waiting if drafts[place].depth >= 3]
    targets = inner or _named_last(drafts, waiting)
    for place in targets:
        if drafts[place].tail is None:
            told = _told(drafts, waiting, place)
            drafts[place] = replace(drafts[place], tail=tail, tail_passage=passage, told=told)
    waiting[:] = targets


def _named_last(drafts: Sequence[Draft], waiting: Sequence[int]) -> list[int]:
    """What a line of labels speaks of: the last title above it without a number, else the first part."""
    titles = [place for place in waiting if is_title_line(drafts[place].text)]
    return titles[-1:] if titles and not drafts[titles[-1]].passage.numbered else list(waiting[:1])


def _told(drafts: Sequence[Draft], waiting: Sequence[int], place: int) -> tuple[Passage, ...]:
    """The paragraphs without a number that stand below a title, up to the next part with one."""
    if not is_title_line(drafts[place].text):
        return ()
    told: dict[int, Passage] = {}
    for one in waiting[waiting.index(place) + 1 :]:
        if drafts[one].numbered or is_title_line(drafts[one].text):
            break
        told[drafts[one].place] = drafts[one].passage
    return tuple(told.values())


def _without_told(drafts: Sequence[Draft]) -> list[Draft]:
    """The parts, the paragraphs that are told with the title above them left out."""
    taken = {passage.lines[0].index for draft in drafts for passage in draft.told}
    return [draft for draft in drafts if draft.passage.lines[0].index not in taken]
