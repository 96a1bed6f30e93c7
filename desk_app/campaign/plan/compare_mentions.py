"""One matter spoken of in two places whose sentences differ: the words that only they share tell that it is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desk_app.campaign.plan.compare_dates import day_of, differing
from desk_app.campaign.plan.compare_units import is_class, meet
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated
from desk_app.campaign.plan.shared_words import SharedWords, shared_words
from desk_app.campaign.plan.wording import ASKED_TIMES, counts_in, left_out, pairs_of

#: What is done with a matter at one of its stations; the same matter has another day at another station.
_STATION = re.compile(
    r"报送|上报|报备|汇总|总结|通报|公示|公布|公告|申报|签订|动员|启动|部署|开工|进场|招标|采购|摸底|排查|普查|调查|验收|复查|复核|回头看"
    r"|评估|考核|考评|抽查|督查|督导|检查|自查|培训|宣传|征求|起草|印发|制定|制订|修订|编制|设计|评选|表彰|方案|计划|名单|台账|清单"
    r"|试点|示范|试运行|立项|审批|备案|拨付|结算|决算|审计|移交|归档|发放|收集|征集|初评|复评|初稿|定稿|主体|封顶"
)
#: A paper goes from one to the next, each with a day of its own.
_HANDED_IN = re.compile(r"报|交|送|填")
_ROUND = re.compile(r"初赛|复赛|预赛|决赛|海选|选拔赛")
_STAGE = re.compile(
    r"第[一二三四五六\d][批次期轮季年步]|上半年|下半年|季度|首批|首次|阶段性|中期|前期|后期|分别|[百\d]%|％|过半|一半"
)
_LEAST_SHARED, _LEAST_IN_TEXT = 2, 6

_Place = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause of the text, or a row of a list, that gives a matter a time or a leader.

    ``words`` are its pieces between stops, folded, without days, counts and units; ``whole`` is what was written.
    ``days`` are all days that its place gives (a row's milestones too). ``leaders`` are folded names, empty where
    nothing is said, ``led_at`` is where that stands. ``doing`` is the clause with the time in it, ``phase`` is True
    for a phase, in which things may be done earlier. ``who`` are those that are asked, folded, ``helping`` those that
    help who leads.
    """

    words: tuple[str, ...]
    whole: str
    place: tuple[int, int | None]
    dated: Dated | None = None
    days: frozenset[date] = frozenset()
    leaders: frozenset[str] = frozenset()
    led_at: Source | None = None
    listed: bool = False
    phase: bool = False
    doing: str = ""
    who: frozenset[str] = frozenset()
    helping: frozenset[str] = frozenset()


def compare_mentions(
    mentions: Sequence[Mention], written: Sequence[tuple[str, Source]], title: str, known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Every two places that speak of one matter and give it two days, or two leaders; none that is told already.

    ``written`` are all texts of the plan: words that stand in many of them tell no matter, nor do the ``title``'s.
    """
    words = shared_words(written, title)
    told = _Told()
    for one in known:
        told.add(one)
    met = [(one, two, shared) for one, two in _near(mentions) if (shared := _shared(one, two, words)) is not None]
    longest: dict[_Place, str] = {}
    for first, second, (name, _) in met:
        for place, row in _both(first, second):
            if row.listed and len(name) > len(longest.get(place.place, "")):
                longest[place.place] = name
    agreed = {
        (row.place, name) for one, two, (name, _) in met for row in (one, two) if row.listed and one.days & two.days
    }
    for first, second, (name, pieces) in met:
        if len(name) < _LEAST_IN_TEXT and {(first.place, name), (second.place, name)} & agreed:
            continue
        if any(row.listed and _says_more(longest.get(place.place, ""), name) for place, row in _both(first, second)):
            continue
        conflict = _of_days(first, second, name, pieces) or _of_leaders(first, second, name, pieces)
        if conflict is not None and not told.has(conflict):
            told.add(conflict)
            yield conflict


def _both(first: Mention, second: Mention) -> tuple[tuple[Mention, Mention], tuple[Mention, Mention]]:
    return (first, second), (second, first)


def _says_more(longest: str, name: str) -> bool:
    """Whether another row has more of a place's words than these (纪检干部业务培训班, 干部业务培训班)."""
    return name in longest and name != longest


def _near(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of places that share some pairs of signs, in their order."""
    homes: dict[str, list[int]] = {}
    for at, one in enumerate(mentions):
        for pair in set().union(*(pairs_of(piece) for piece in one.words)):
            homes.setdefault(pair, []).append(at)
    shared: dict[tuple[int, int], int] = {}
    for places in homes.values():
        for at, first in enumerate(places):
            for second in places[at + 1 :]:
                shared[first, second] = shared.get((first, second), 0) + 1
    for (first, second), count in sorted(shared.items()):
        one, two = mentions[first], mentions[second]
        if count >= _LEAST_SHARED and one.place != two.place and not (one.listed and two.listed):
            yield one, two


def _shared(first: Mention, second: Mention, shared: SharedWords) -> tuple[str, tuple[str, str]] | None:
    """The words by which two places are known to speak of one matter, and the piece of each that they stand in."""
    in_text = not (first.listed or second.listed or first.phase or second.phase)
    if in_text and first.who and second.who and not meet(first.who, second.who):
        return None
    handed = _HANDED_IN.search(first.doing + second.doing) is not None
    counted = bool(_things(first) & _things(second))
    for one in first.words:
        for two in second.words:
            words = shared.of(one, two, counted=counted)
            if not words or not shared.is_rare(words):
                continue
            if in_text and len(words) < _LEAST_IN_TEXT and (handed or not words == one == two):
                continue
            if in_text and len(words) < _LEAST_IN_TEXT and (one, two) != (first.words[0], second.words[0]):
                continue
            return words, (one, two)
    return None


def _things(mention: Mention) -> set[tuple[float, str]]:
    """How many of what a place speaks of (6座), turns and pieces of paper left aside."""
    return {(most, word) for _, _, most, word in counts_in(mention.whole) if most > 1 and word not in ASKED_TIMES}


def _of_days(first: Mention, second: Mention, shared: str, pieces: tuple[str, str]) -> Conflict | None:
    if first.dated is None or second.dated is None or first.days & second.days:
        return None
    day, other = day_of(first.dated.deadline.end), day_of(second.dated.deadline.end)
    if day is None or other is None or day == other or _stage(first) != _stage(second):
        return None
    if first.phase or second.phase:
        end, due = (day, other) if first.phase else (other, day)
        if due <= end or first.phase == second.phase:
            return None
    one, two = (
        _stations((piece + mention.doing).replace(shared, ""))
        for piece, mention in zip(pieces, (first, second), strict=True)
    )
    if bool(one) != bool(two) or (one and not one & two):
        return None
    return differing(first.dated, second.dated, shared, "完成时限")


def _of_leaders(first: Mention, second: Mention, shared: str, pieces: tuple[str, str]) -> Conflict | None:
    if _rounds(pieces[0].replace(shared, "")) != _rounds(pieces[1].replace(shared, "")):
        return None
    if not first.leaders or not second.leaders:
        return None
    if first.leaders & second.leaders:
        return _of_helpers(first, second, shared)
    pairs = [sorted((one, two), key=len) for one in first.leaders for two in second.leaders]
    if any(long.endswith(short) or left_out(short, long) for short, long in pairs):
        return None
    if first.led_at is None or second.led_at is None or (first.listed and second.listed):
        return None
    message = f"“{shared}”的牵头单位前后不一：{first.led_at.quoted}，{second.led_at.quoted}，请核定。"
    return Conflict(ConflictKind.UNIT, first.led_at, second.led_at, message)


def _of_helpers(first: Mention, second: Mention, shared: str) -> Conflict | None:
    """The same leader with one helper in the text, and with others in the row."""
    text, row = (second, first) if first.listed else (first, second)
    stands = {*row.leaders, *row.helping}
    if not row.listed or not text.helping or not row.helping or any(_named_in(one, stands) for one in text.helping):
        return None
    if text.led_at is None or row.led_at is None or any(is_class(one) for one in (*text.helping, *row.helping)):
        return None
    a, b = _with_helpers(text, text.led_at), _with_helpers(row, row.led_at)
    message = f"“{shared}”的配合单位前后不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(ConflictKind.UNIT, a, b, message)


def _with_helpers(mention: Mention, at: Source) -> Source:
    shown = all(name in at.text for name in mention.helping)
    return at if shown else replace(at, text="、".join((at.text, *sorted(mention.helping))))


def _named_in(name: str, others: Collection[str]) -> bool:
    return any(
        long.endswith(short) or left_out(short, long)
        for one in others
        for short, long in [sorted((name, one), key=len)]
    )


def _rounds(text: str) -> set[str]:
    """Which round of a contest is spoken of: each may be another's."""
    return set(_ROUND.findall(text))


def _stations(text: str) -> set[str]:
    return set(_STATION.findall(text))


def _stage(mention: Mention) -> set[str]:
    return set(_STAGE.findall(mention.whole))


@dataclass(frozen=True, slots=True)
class _Told:
    """The contradictions told so far, by their places."""

    known: dict[_Place, list[Conflict]] = field(default_factory=dict)

    def add(self, conflict: Conflict) -> None:
        """Note one more."""
        for place in _places(conflict):
            self.known.setdefault(place, []).append(conflict)

    def has(self, conflict: Conflict) -> bool:
        """Whether both places are told together, or one of them with the same days."""
        own = _places(conflict)
        same = {conflict.kind} | ({ConflictKind.INVALID} if conflict.kind is ConflictKind.DATE else set())
        return any(
            one.kind in same and (own <= _places(one) or set(one.days) == set(conflict.days) != set())
            for place in own
            for one in self.known.get(place, ())
        )


def _places(conflict: Conflict) -> frozenset[_Place]:
    return frozenset((source.block, source.row) for source in (conflict.a, conflict.b) if source is not None)
