"""What headings, lines of times or units, and sentences for all say of the parts below or above them."""

from __future__ import annotations

import re
from dataclasses import replace

from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.clauses import sentences
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.draft import Draft, Spans
from desk_app.importing.plan.for_all import of_those_above, of_those_below
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import Passage, items_of
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.tails import without_tails
from desk_app.importing.plan.time_words import is_time
from desk_app.importing.plan.unit_headings import units_alone

_LONGEST_TITLE, _LONGEST_TIME = 40, 14
_SECTION_LEVEL, _LEAST_HEADS = 2, 2
_HANDED_IN = re.compile(r"报送|上报|报局|报市|报县|报至|报到|(?:前|内|[日底])报(?![告道名])|提交|反馈|汇总")
_BRACKET_TIME = re.compile(r"[（(［\[〔【]([^（）()［］\[\]〔〕【】]{3,24})[）)］\]〕】][。；;：: 　]*$")


def _below(drafts: list[Draft], place: int) -> list[int]:
    """The parts under the heading of a part."""
    path = drafts[place].passage.path
    found = []
    for later in range(place + 1, len(drafts)):
        if drafts[later].passage.path[: len(path)] != path:
            break
        if drafts[later].place > drafts[place].place:
            found.append(later)
    return found


def from_headings(drafts: list[Draft], used: Spans) -> list[Draft]:
    """What a heading states behind its name holds for the parts below it that say nothing themselves."""
    done = list(drafts)
    for place, draft in enumerate(drafts):
        if draft.passage.own_heading is None or len(items_of(draft.passage)) > 1:
            continue
        tail = draft.tail or _bracket_time(draft, used) or _named_time(draft, used) or _units_headed(draft, drafts)
        if tail is None:
            _of_phase(draft, _below(drafts, place), done)
            continue
        below = _below(drafts, place)
        if not below:
            continue
        title = _is_title(draft, tail)
        numbered = [one for one in below if drafts[one].numbered]
        for one in below:
            asks = title and one in numbered and not _heads_others(drafts, one)
            done[one] = _lent(done[one], tail, draft.tail_passage or draft.passage, asks=asks)
        done[place] = replace(done[place], titles=title and (bool(numbered) or _of_all(tail)))
    return done


def _of_all(tail: Tail) -> bool:
    """Whether a heading's time is none of its own: none at all, or a stretch in which all below it is done."""
    return tail.deadline is None or re.search(r"[至到—–~～-]", tail.deadline) is not None


def _of_phase(draft: Draft, below: list[int], done: list[Draft]) -> None:
    """The stretch of a phase holds for the items below that are given to somebody and state no time."""
    match = _BRACKET_TIME.search(draft.passage.text)
    if match is None or not is_time(match[1]):
        return
    time = Tail(match.start(), match.end(), (), match[1], (), None, match.span(1))
    for one in below:
        tail = done[one].tail
        if tail is not None and tail.deadline is None:
            done[one] = _lent(done[one], time, draft.passage, asks=False)


def _lent(draft: Draft, tail: Tail, lender: Passage, *, asks: bool) -> Draft:
    """The nearest heading speaks before a higher one."""
    if draft.lent is None:
        return replace(draft, lent=tail, lender=lender, asks=asks)
    nearer, farther = tail, draft.lent
    filled = replace(
        nearer,
        units=nearer.units or farther.units,
        people=nearer.people or farther.people,
        deadline=nearer.deadline or farther.deadline,
    )
    return replace(draft, lent=filled, lender=lender, asks=asks or draft.asks)


def _heads_others(drafts: list[Draft], place: int) -> bool:
    return drafts[place].passage.own_heading is not None and any(drafts[one].numbered for one in _below(drafts, place))


def _is_title(draft: Draft, tail: Tail) -> bool:
    """Whether a heading is a name with a tail and tells nothing itself."""
    text = without_tails(draft.passage.text, (tail,), 0, len(draft.passage.text)) if draft.tail else draft.passage.text
    mark = mark_of(text.strip())
    words = (mark[2] if mark else text).strip(" 　。；;：:")
    return 0 < len(words) <= _LONGEST_TITLE and not re.search(r"[。；;]", words)


def _bracket_time(draft: Draft, used: Spans) -> Tail | None:
    """（三）规范收费行为（6月底前完成）: a time and no name behind a heading that states no phase."""
    match = _BRACKET_TIME.search(draft.passage.text)
    if match is None or not is_time(match[1]) or "阶段" in draft.passage.text:
        return None
    first, last = match.span(1)
    if any(which == draft.place and start < last and first < end for which, start, end in used):
        return None
    return Tail(match.start(), match.end(), (), match[1], (), None, (first, last))


def _named_time(draft: Draft, used: Spans) -> Tail | None:
    """一、第一季度; 3月份：: a heading or a line that is nothing but a time."""
    mark = mark_of(draft.passage.text)
    first = len(draft.passage.text) - len(mark[2]) if mark else 0
    bare = draft.passage.text[first:].strip(" 　：:。（）()")
    if not 2 <= len(bare) <= _LONGEST_TIME or not is_time(bare) or any(which == draft.place for which, _, _ in used):
        return None
    begin = draft.passage.text.index(bare, first)
    return Tail(0, len(draft.passage.text), (), bare, (), None, (begin, begin + len(bare)))


def _units_headed(draft: Draft, drafts: list[Draft]) -> Tail | None:
    """The units that a heading names and nothing else, as most headings beside it do."""
    own = draft.passage.own_heading
    units = units_alone(draft.passage.text)
    if not units or own is None:
        return None
    beside = [
        one.passage.text
        for one in drafts
        if (heading := one.passage.own_heading) is not None
        and heading.level == own.level
        and one.passage.path[:-1] == draft.passage.path[:-1]
    ]
    if sum(bool(units_alone(text)) for text in beside) < max(2, len(beside) / 2):
        return None
    end = len(draft.passage.text)
    return Tail(0, end, units, None, (), (0, end))


def from_times(drafts: list[Draft], used: Spans) -> list[Draft]:
    """A line that is nothing but a time (3月：) holds for the parts below it, up to the next one or a heading."""
    done = list(drafts)
    gone: set[int] = set()
    for place, draft in enumerate(drafts):
        tail = None if draft.passage.numbered or draft.tail is not None else _named_time(draft, used)
        if tail is None:
            continue
        if draft.passage.text.rstrip()[-1] not in "：:" and not _numbered_next(drafts, place):
            continue
        for one in range(place + 1, len(drafts)):
            heading = drafts[one].passage.own_heading
            if _named_time(drafts[one], used) is not None or (heading is not None and heading.level <= 2):
                break
            done[one] = _lent(done[one], tail, draft.passage, asks=True)
            gone.add(place)
    return [draft for place, draft in enumerate(done) if place not in gone]


def from_unit_lines(drafts: list[Draft]) -> list[Draft]:
    """Lines without a number that are nothing but units (水政股：) hold for the items below, up to the next one."""
    heads = [
        place
        for place, draft in enumerate(drafts)
        if not draft.passage.numbered and draft.tail is None and units_alone(draft.text) and _item_next(drafts, place)
    ]
    if len(heads) < _LEAST_HEADS:
        return drafts
    done = list(drafts)
    for place in heads:
        units = units_alone(drafts[place].text)
        tail = Tail(0, len(drafts[place].text), units, None, (), (0, len(drafts[place].text)))
        for one in range(place + 1, len(drafts)):
            heading = drafts[one].passage.own_heading
            if one in heads or (heading is not None and heading.level < _SECTION_LEVEL):
                break
            done[one] = _lent(done[one], tail, drafts[place].passage, asks=drafts[one].numbered)
    return [draft for place, draft in enumerate(done) if place not in heads]


def _item_next(drafts: list[Draft], place: int) -> bool:
    """Whether a numbered part that is no section stands right below."""
    return place + 1 < len(drafts) and drafts[place + 1].depth >= _SECTION_LEVEL


def _numbered_next(drafts: list[Draft], place: int) -> bool:
    """Whether a numbered part stands right below."""
    return place + 1 < len(drafts) and drafts[place + 1].depth >= 3


def from_sentences(drafts: list[Draft], context: Context, used: Spans) -> list[Draft]:
    """以下任务于6月底前完成, 上述工作由办公室牵头: one sentence for all parts below or above it in its section."""
    done = list(drafts)
    gone: set[int] = set()
    for place, draft in enumerate(drafts):
        if draft.tail is not None:
            continue
        for start, end in sentences(draft.text):
            said = draft.text[start:end]
            below, above = of_those_below(said), of_those_above(said)
            tail = _stated(said, draft, context) if (below or above) and not _HANDED_IN.search(said) else None
            if tail is None:
                continue
            reached = [one for one in _reach(drafts, place, above=above is not None) if drafts[one].numbered]
            headed = bool(draft.passage.path)
            for one in reached:
                done[one] = _lent(done[one], tail, draft.passage, asks=headed and not _heads_others(drafts, one))
            if reached and headed:
                used.append((draft.place, tail.start, tail.end))
                gone.update([place] if len(said.strip()) == len(draft.text.strip()) else [])
    return [draft for place, draft in enumerate(done) if place not in gone]


def _stated(said: str, draft: Draft, context: Context) -> Tail | None:
    named = of_those_below(said) or of_those_above(said)
    units, people = acting((said if named is None else said[named.end() :]).lstrip("均都全部一律，, "))
    found = [one for one in context.find(said) if one.deadline.end is not None]
    if len(found) > 1 or not (units or people or found):
        return None
    first = draft.item.start + draft.text.find(said)
    at = (first + found[0].start, first + found[0].end) if found else None
    text = found[0].deadline.text if found else None
    return Tail(first, first + len(said), units, text, people, (first, first + len(said)), at)


def _reach(drafts: list[Draft], place: int, *, above: bool) -> list[int]:
    path = drafts[place].passage.path
    own = drafts[place].passage.own_heading
    home = tuple(one for one in path if one.level <= _SECTION_LEVEL)
    home = path[:-1] if own is not None and above else path if own is not None else home
    order = range(place - 1, -1, -1) if above else range(place + 1, len(drafts))
    found = []
    for one in order:
        if drafts[one].passage.path[: len(home)] != home:
            break
        found.append(one)
    return found
