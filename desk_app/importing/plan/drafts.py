"""The body cut into parts that may be tasks, each with its tail and with what its heading says for all below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.bare_clauses import has_subject
from desk_app.importing.plan.context import Context, sentences
from desk_app.importing.plan.for_all import of_those_above, of_those_below
from desk_app.importing.plan.label_blocks import is_title_line
from desk_app.importing.plan.label_lines import is_label_line, is_time_label, label_tail
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.passages import Item, Passage, items_of
from desk_app.importing.plan.speakers import unmarked
from desk_app.importing.plan.tail import Tail, both
from desk_app.importing.plan.tails import find_tails, without_tails
from desk_app.importing.plan.time_words import is_time, time_inside
from desk_app.importing.plan.unit_headings import units_alone

_LONGEST_TITLE, _LONGEST_TIME = 40, 14
_SECTION_LEVEL, _LEAST_HEADS = 2, 2
#: 〔责任科室：法规科〕完成修订。〔完成时限：6月底前〕: a tail before the deed and one behind it.
_BOTH_ENDS = 2
_HANDED_IN = re.compile(r"报送|上报|报局|报市|报县|报至|报到|提交|反馈|汇总")
#: 地点：市体育馆 among the labels of an item.
_AT_PLACE = re.compile(r"^(?:活动|举办|比赛|培训)?(?:地点|对象|范围|形式|主题|方式|参加人员|参与人员|参加对象)\s*[：:]")
_BRACKET_TIME = re.compile(r"[（(［\[〔【]([^（）()［］\[\]〔〕【】]{3,24})[）)］\]〕】][。；;：: 　]*$")
Spans = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of the body that may be a task; ``whole`` when a tail speaks of all of it.

    ``lent`` is what a heading or a sentence for all (以下任务于6月底前完成) says of it, ``lender`` where that stands.
    ``units_passage`` and ``time_passage`` are where the tail's units and time stand, if not beside it.
    ``asks`` is True where such a part is a task even without a date of its own; ``titles`` where it only heads others.
    ``told`` are the sentences between a heading and the label lines that speak of both.
    """

    place: int
    passage: Passage
    item: Item
    tail: Tail | None = None
    tail_passage: Passage | None = None
    lent: Tail | None = None
    lender: Passage | None = None
    units_passage: Passage | None = None
    time_passage: Passage | None = None
    asks: bool = False
    titles: bool = False
    told: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """The words of the part."""
        return self.passage.text[self.item.start : self.item.end]

    @property
    def numbered(self) -> bool:
        """Whether it bears a number or a bullet of its own."""
        return bool(self.item.number) or self.passage.numbered


def read_drafts(context: Context, used: Spans) -> list[Draft]:
    """All parts of the body in order; ``used`` are stretches that state a phase or the span."""
    drafts = _drafts(context)
    drafts = _from_headings(drafts, used)
    drafts = _from_times(drafts, used)
    drafts = _from_unit_lines(drafts)
    return _from_sentences(drafts, context, used)


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
    inner = [place for place in waiting if _depth(drafts[place]) >= 3]
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


def _depth(draft: Draft) -> int:
    heading = draft.passage.own_heading
    return heading.level if heading is not None else 0


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


def _from_headings(drafts: list[Draft], used: Spans) -> list[Draft]:
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
        done[place] = replace(done[place], titles=title and (bool(numbered) or tail.deadline is None))
    return done


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


def _from_times(drafts: list[Draft], used: Spans) -> list[Draft]:
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


def _from_unit_lines(drafts: list[Draft]) -> list[Draft]:
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
    return place + 1 < len(drafts) and _depth(drafts[place + 1]) >= _SECTION_LEVEL


def _numbered_next(drafts: list[Draft], place: int) -> bool:
    """Whether a numbered part stands right below."""
    return place + 1 < len(drafts) and _depth(drafts[place + 1]) >= 3


def _from_sentences(drafts: list[Draft], context: Context, used: Spans) -> list[Draft]:
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
