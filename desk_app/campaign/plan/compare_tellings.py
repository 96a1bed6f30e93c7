"""One matter dated in two places: known by the rare words that both name it with, in whatever order they stand."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.compare_dates import day_of, differing
from desk_app.campaign.plan.compare_units import meet
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated
from desk_app.campaign.plan.shared_words import tells
from desk_app.campaign.plan.wording import fold, pairs_of

#: What is done with a matter at one of its stations; another station has another day.
_STATION = re.compile(
    r"报送|上报|报备|通报|公示|公布|公告|申报(?!表|单)|签订|动员|启动|部署|开工|进场|招标|采购|摸底|排查|普查|调查|验收|复查|复核|复审|回头看"
    r"|评估|考核|考评|评审|抽查|督查|督导|检查|自查|巡查|核查|整改|培训|宣传|征求|起草|印发|出台|制定|制订|修订|编制|编印|设计|评选|表彰|方案|预案|计划|名单|台账|清单"
    r"|试点|示范|试运行|立项|审批|备案|拨付|结算|决算|审计|移交|归档|发放|收集|征集|初评|复评|初稿|定稿|主体|封顶|总结|汇总|开发|上线|挂牌|摘牌|揭牌|竣工"
    r"|投用|通气|拆除|注销|交付|报名|推荐|遴选|测评|验证|演练|比赛|决赛|初赛|复赛|预赛|彩排|推进|论证|可研|勘察|选址|安装|调试"
)
#: What is set down on paper before the thing itself comes.
_WRITTEN = frozenset({"起草", "印发", "制定", "制订", "修订", "编制", "方案", "预案"})
_STAGE = re.compile(
    r"第[一二三四五六七八\d][批次期轮季年步阶]|第\s*\d+|(?<![月\d])\d+\s*[号#](?!前|底)|上半年|下半年|季度|首批|首次|首期|首轮|阶段性|中期|前期|后期"
    r"|初步|分别|(?<![低少高大]于)(?<!\d)\d+\s*[%％](?!以上)|过半|一半|部分|新增|剩余|其余|原则上"
)
_HANDED_IN = re.compile(
    r"(?<![通海警简公])报(?![告表道刊名账警])|提交|[上填]报|申报(?!表|单|材料|书)"
    r"|交(?![流办通接易由叉])|[发寄]送|反馈"
)
_HELD = re.compile(r"举行|举办|召开|开幕|开班|报到|启动|决赛|演出|开赛|开课|出发|集合|考试|进行")
_UNTIL = re.compile(r"前|底|末|之内|以内|截[至止]|完成")
#: Words of a time that is no more than a month, a third of one, a quarter or a half of the year.
_COARSE = re.compile(
    r"^(?:自|于|在)?(?:\d{4}年|今年|本年|当年)?"
    r"(?:\d{1,2}月份?(?:[上中下]+旬)?|第?[一二三四]季度|[上下]半年|全年|年内|年底)(?:[初末底内]|之?前)*$"
)
_LEAST, _LEAST_SIGNS, _HEADED, _SHOWN = 0.68, 4, 0.12, 24
_NEARLY, _MOST_PLACES, _LIGHT = 0.02, 5, 0.3


@dataclass(frozen=True, slots=True)
class Telling:
    """One time of one matter: ``names`` what it may be called here, ``doing`` all words about it.

    ``days`` are all days that the same item or row gives. ``who`` are those asked, folded; ``part`` is "text", "row"
    or "phase". ``loose`` is the heading of an item with no other day, which may be wider than what is asked.
    """

    names: tuple[str, ...]
    doing: str
    dated: Dated
    days: frozenset[date]
    part: str
    who: frozenset[str] = frozenset()
    loose: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, int | None]:
        """The paragraph or row in which it stands."""
        return self.dated.source.block, self.dated.source.row


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much each pair of signs says: the fewer places of the plan hold it, the more."""

    places: Mapping[str, int]
    total: int
    title: Counter[str]
    known: dict[str, Counter[str]] = field(default_factory=dict)

    def pairs(self, name: str) -> Counter[str]:
        if name not in self.known:
            self.known[name] = pairs_of(name)
        return self.known[name]

    def of(self, pair: str) -> float:
        weight = math.log((self.total + 1) / max(1, self.places.get(pair, 1)))
        return weight * (_LIGHT if pair in self.title else 1.0)

    def sum(self, pairs: Counter[str]) -> float:
        return sum(self.of(pair) * count for pair, count in pairs.items())


def compare_tellings(
    tellings: Sequence[Telling], written: Sequence[tuple[str, Source]], title: str, known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Every two places that surely mean one matter and give it two times, where no third place settles each of them."""
    weights = _weigh(written, title)
    tellings = [one for one in tellings if one.names or one.loose]
    alike = _alike(tellings, weights)
    agreed = {at for (one, two) in alike if _agree(tellings[one], tellings[two]) for at in (one, two)}
    settled = _settled(tellings, alike)
    best: dict[int, float] = {}
    for (one, two), score in alike.items():
        for at in (one, two):
            best[at] = max(best.get(at, 0.0), score)
    told = {
        (one.a.block, one.a.row, one.b.block, one.b.row)
        for one in known
        if one.b is not None and one.kind in {ConflictKind.DATE, ConflictKind.INVALID}
    }
    days = {frozenset(one.days) for one in known if one.kind is ConflictKind.DATE}
    for (one, two), score in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        first, second = tellings[one], tellings[two]
        if (one in agreed and two in agreed) or _is_a_part(one, two, score, tellings, settled):
            continue
        if any(score < best[at] - _NEARLY for at in {one, two} - agreed) or not _at_odds(first, second):
            continue
        key = (*first.place, *second.place)
        name = min(_best(first, second, weights)[1:], key=len)
        conflict = differing(first.dated, second.dated, name[:_SHOWN], "时间")
        if key in told or (*second.place, *first.place) in told or frozenset(conflict.days) in days:
            continue
        told.add(key)
        days.add(frozenset(conflict.days))
        yield conflict


def _settled(tellings: Sequence[Telling], alike: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """For each place and table, how surely a row there means the place's matter and has its time."""
    found: dict[tuple[int, int], float] = {}
    for (one, two), score in alike.items():
        for at, row in ((one, two), (two, one)):
            if tellings[row].part == "row" and _agree(tellings[at], tellings[row]):
                key = at, tellings[row].dated.source.block
                found[key] = max(found.get(key, 0.0), score)
    return found


def _is_a_part(
    one: int, two: int, score: float, tellings: Sequence[Telling], settled: Mapping[tuple[int, int], float]
) -> bool:
    """Whether one is a row of several for the other's matter, and another of them has its time."""
    return any(
        tellings[row].part == "row"
        and settled.get((at, tellings[row].dated.source.block), 0.0) >= max(score - _NEARLY, _LEAST)
        for at, row in ((one, two), (two, one))
    )


def _weigh(written: Sequence[tuple[str, Source]], title: str) -> _Weights:
    texts: dict[tuple[int, int | None], str] = {}
    for text, source in written:
        place = source.block, source.row
        texts[place] = f"{texts.get(place, '')}，{text}"
    places = Counter(pair for text in texts.values() for pair in set(pairs_of(text)))
    return _Weights(places, len(texts), pairs_of(title))


def _alike(tellings: Sequence[Telling], weights: _Weights) -> dict[tuple[int, int], float]:
    """The pairs of places that name one matter, with how surely."""
    homes: dict[str, list[int]] = {}
    for at, one in enumerate(tellings):
        for pair in {pair for name in (*one.names, *one.loose) for pair in weights.pairs(name)}:
            homes.setdefault(pair, []).append(at)
    found: dict[tuple[int, int], float] = {}
    near: set[tuple[int, int]] = set()
    for pair, places in homes.items():
        if weights.places.get(pair, 1) <= _MOST_PLACES + 1:
            near.update((one, two) for place, one in enumerate(places) for two in places[place + 1 :])
    for pairing in sorted(near):
        first, second = (tellings[at] for at in pairing)
        if first.place == second.place or _beside(first, second):
            continue
        score, *names = _best(first, second, weights)
        if score >= _LEAST and _one_deed(first, second, *names):
            found[pairing] = score
    return found


def _beside(first: Telling, second: Telling) -> bool:
    """Whether both are phases, or rows of one table: each stands for itself."""
    rows = first.part == second.part == "row" and first.dated.source.block == second.dated.source.block
    phases = {one.part == "phase" for one in (first, second)}
    stretches = first.dated.deadline.kind is second.dated.deadline.kind is Kind.WINDOW
    same = stretches and set(first.names) & set(second.names)
    return rows or phases == {True} or (True in phases and not same)


def _score(one: str, two: str, weights: _Weights) -> float:
    """How much of what each name says the other says too, 0 to 1; short names must be the same."""
    if one == two:
        return 1.0
    short, long = sorted((one, two), key=len)
    if len(short) < _LEAST_SIGNS:
        return 0.0
    first, second = weights.pairs(short), weights.pairs(long)
    shared = first & second
    signs = Counter(short) & Counter(long)
    if signs.total() < _LEAST_SIGNS or not any(weights.places.get(pair, 1) <= _MOST_PLACES for pair in shared):
        return 0.0
    mine, other, both = weights.sum(first), weights.sum(second), weights.sum(shared)
    if not mine or not other:
        return 0.0
    bridged = both + _bridges(short, long, shared, weights)
    return 0.75 * min(1.0, bridged / mine) + 0.25 * min(1.0, bridged / other)


def _bridges(short: str, long: str, shared: Counter[str], weights: _Weights) -> float:
    """Half of the weight of those pairs of the shorter whose two signs stand in the longer, but parted or turned."""
    signs = set(long)
    lost = weights.pairs(short) - shared
    return 0.5 * sum(weights.of(pair) * count for pair, count in lost.items() if set(pair) <= signs)


def _one_deed(first: Telling, second: Telling, name: str, other: str) -> bool:
    """Whether both speak of the same station, stage and actors; a row's measures beside its name are no stations."""
    if _stages(first) != _stages(second):
        return False
    one, two = (
        set(_STATION.findall(said if telling.part == "row" else telling.doing))
        for telling, said in ((first, name), (second, other))
    )
    if one and two and not one & two:
        return False
    if bool(one) != bool(two) or bool(one & _WRITTEN) != bool(two & _WRITTEN):
        return False
    if first.part == second.part == "text" and first.who and second.who and not meet(first.who, second.who):
        return False
    return not (_HANDED_IN.search(first.doing) or _HANDED_IN.search(second.doing))


def _stages(one: Telling) -> set[str]:
    return set(_STAGE.findall(one.doing))


def _stretch(one: Telling) -> tuple[date | None, date | None]:
    deadline = one.dated.deadline
    return day_of(deadline.start), day_of(deadline.end)


def _agree(first: Telling, second: Telling) -> bool:
    """Whether two times can be of one matter: the same end, or one inside the bare month that the other gives."""
    (start, end), (begin, last) = _stretch(first), _stretch(second)
    if end is None or last is None:
        return True
    windows = first.dated.deadline.kind is second.dated.deadline.kind is Kind.WINDOW
    if end == last and not (windows and start != begin):
        return True
    for coarse, fine in ((first, second), (second, first)):
        (low, high), (fine_low, fine_high) = _stretch(coarse), _stretch(fine)
        text = fold(coarse.dated.deadline.text)
        if not _COARSE.match(text) or low is None or high is None or fine_high is None:
            continue
        if low <= fine_high <= high and (fine_low is None or low <= fine_low):
            return True
    return False


def _at_odds(first: Telling, second: Telling) -> bool:
    end, last = _stretch(first)[1], _stretch(second)[1]
    if end is None or last is None or _agree(first, second):
        return False
    kinds = {first.dated.deadline.kind, second.dated.deadline.kind}
    if (end != last and end in second.days) or (end != last and last in first.days):
        return False
    if kinds == {Kind.BY, Kind.WINDOW}:
        window, by = (first, second) if first.dated.deadline.kind is Kind.WINDOW else (second, first)
        low, high = _stretch(window)
        until = day_of(by.dated.deadline.end)
        same = bool(set(first.names) & set(second.names))
        row = "row" in {first.part, second.part}
        if low is not None and high is not None and until is not None and low <= until < high:
            return same and (row or re.search(r"结束|全部|全面|完毕|完成", by.doing) is not None)
    exact, limit = sorted((first, second), key=lambda one: bool(_UNTIL.search(one.dated.deadline.text)))
    if _HELD.search(exact.doing) and bool(_UNTIL.search(exact.dated.deadline.text)) != bool(
        _UNTIL.search(limit.dated.deadline.text)
    ):
        held, latest = day_of(exact.dated.deadline.end), day_of(limit.dated.deadline.end)
        return held is not None and latest is not None and held > latest
    return True


def _best(first: Telling, second: Telling, weights: _Weights) -> tuple[float, str, str]:
    """How surely two places name one matter, and the names by which they do."""
    pairs = [(a, b, 0.0) for a in first.names for b in second.names]
    wide, wider = ([name for name in one.loose if tells(name)] for one in (first, second))
    pairs += [(a, b, _HEADED) for a in wide for b in (*second.names, *wider)]
    pairs += [(a, b, _HEADED) for a in first.names for b in wider]
    return max(((_score(a, b, weights) - less, a, b) for a, b, less in pairs), default=(0.0, "", ""))
