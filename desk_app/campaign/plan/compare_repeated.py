"""A number asked of one thing that the paper says again elsewhere: in its requirements, a note, or the thing's row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.plan.compare_counted import of_other_years
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Matter
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.shared_words import own_words
from desk_app.campaign.plan.spoken_of import Items, names_around, outside, quoted_names
from desk_app.campaign.plan.wording import fold, left_out, likeness, number_of, placed_counts

_STOPS, _SENTENCE = "，,。；;：:（()）【】［］\n", "。；;\n"
_PERIOD = re.compile(r"每(?:个|一)?(工作日|日|天|晚|周|旬|半月|月|学期|季度?|半年|年(?!级))|(逐)月|按(月|季|周)")
_EACH = re.compile(
    r"[每各](?:个|名|位|家|支|批|期|场|次|轮|组|辆)?(?:部门|单位|科室|学院|社区|乡镇|年级|村|店|队|校|县|户|人|部|车|课|科|站|点|镇|处|所|[\u4e00-\u9fff]{0,2})"
    r"|一(?:条|名|个|家|人|户|篇|件)"
)
_SHARE = re.compile(r"([一二三四五六七八九十]{1,2})分之([一二三四五六七八九十]{1,2})")
_AT_LEAST = re.compile(r"不得?少于|至少|不得?低于|不短于|以上|最少")
_AT_MOST = re.compile(r"不得?超过|最多|不得?高于|不得?多于|以内|以下")
_LOOSE = re.compile(r"\d\s*[余多]|多个|(?<![节契])约|(?<![习附临])近(?![平年日期])|左右|若干")
_PART = re.compile(
    r"其中|分别|人均|首批|第[一二三四五六七八九十\d]+[批次期轮季阶]|上半年|下半年|[一二三四]季度|阶段性|试点|剩余|其余|奖励|补考|补测|优秀|逾期|未"
)
#: When it was counted; of one matter it says nothing.
_STATE = re.compile(r"已|去年|上年|往年|上年度|累计|截至|目前|现有|新增")
_FILLED = re.compile(
    r"不得?少于|至少|不得?低于|不短于|不得?超过|最多|不得?高于|不得?多于|以上|以下|以内|最少|确保|力争|原则上|达到|达|保持在|控制在|共计|合计|总计"
    r"|全年|年内|一年|每年|全[市县区镇乡街村局校院系省]|为|将|要|须|应|并|各类|的|不得|数量|总数|总量|数$|低于|高于|少于"
)
_LEAD = re.compile(
    r"^(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|末)?(?:之?前)?|20\d\d年(?:底前)?|开展|组织|完成|实施|举办|召开|设立|设置|建立|进行"
    r"|安排|推进|今年|计划|预计|全面|集中|定期|对|在|由|共)+"
)
_OTHER_THING = re.compile(r"[新改扩拆修示重老旧危一二三省市县区镇村民男女大小中高低首农城主副初复]")
#: 组织二处: a name with a number in it.
_OFFICE = re.compile(r"[一二三四五六七八九十]+\s*[处所组部门支道队]")
_LEAST, _OWN, _OWN_PART, _NEAR, _SHOWN, _ONE_MATTER, _ALIKE = 2, 3, 4, 0.2, 40, 160, 0.4
_SAME_WORDS = {"名": "人", "位": "人", "台": "部", "辆": "部", "本": "册", "％": "%", "所": "家", "学时": "课时"}

#: Two items with numbers of their own are two things, unless their words are the same.
_ITEM = re.compile(r"\s*(?:\d{1,3}[.．、]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)])")

_Place = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One number: the words it is said of, counting word, period and what each of it is, and where it stands.

    ``before`` are the words of the clause before, by which it is known where its own has none; ``state`` is True where
    it was counted already, ``paragraph`` empty where that speaks of many things.
    """

    thing: str
    before: str
    word: str
    value: float
    noun: str
    period: str
    each: str
    bound: str
    part: frozenset[str]
    state: bool
    sentence: str
    paragraph: str
    names: frozenset[str]
    source: Source
    home: int | None

    @property
    def place(self) -> _Place:
        """The paragraph or the row."""
        return self.source.block, self.source.row

    def is_like(self, other: _Asked) -> bool:
        """Whether both count with one word, in one period, of each or of all."""
        each = self.each[:1], other.each[:1]
        return (
            self.word == other.word
            and self.part == other.part
            and (each[0] == each[1] or "各" in each or set(each) == {"每", "一"})
            and {self.bound, other.bound} != {"least", "most"}
            and (self.period == other.period or (self.thing == other.thing and "" in {self.period, other.period}))
        )

    def is_of(self, other: _Asked) -> bool:
        """Whether the words of one are those of the other with some left out."""
        return left_out(*sorted((self.thing, other.thing), key=len))


def compare_repeated(
    items: Items,
    said: Sequence[Source],
    matters: Sequence[Matter],
    title: str,
    issued: date | None,
    known: Sequence[Conflict],
) -> Iterator[Conflict]:
    """Every two places that ask two numbers of one thing; none of a thing that the paper counts part by part.

    ``said`` are the paragraphs and notes, also those in no numbered part of the text.
    """
    asked = [one for one in _all(items, said, matters) if not of_other_years(one.sentence, issued)]
    told = [one for one in known if one.kind is ConflictKind.NUMBER]
    done: set[int] = set()
    for at, first in enumerate(asked):
        for second in asked[at + 1 :]:
            if id(first) in done or id(second) in done or not _may_differ(first, second):
                continue
            if _is_one(first, second, items, fold(title), asked) and not _by_parts(first, second, asked):
                done.update((id(first), id(second)))
                if not _is_told(first, second, told):
                    yield _conflict(first, second)


def _all(items: Items, said: Sequence[Source], matters: Sequence[Matter]) -> list[_Asked]:
    asked = [
        one for at, section in enumerate(items.sections) for text in section.texts for one in _numbers(text, at, "")
    ]
    asked += [one for text in outside(said, items) for one in _numbers(text, None, "")]
    for matter in matters:
        home, name = items.home(matter), matter.name
        asked += [one for _, source in matter.cells for one in _numbers(source, home, name)]
    return asked


def _numbers(source: Source, home: int | None, name: str) -> Iterator[_Asked]:
    """The exact numbers of a paragraph or a cell; ``name`` is that of the row."""
    text = source.text
    found = [
        (at, shown, least, word) for at, (shown, least, most, word) in placed_counts(text, more=True) if least == most
    ]
    for match in _SHARE.finditer(text):
        whole, part = number_of(match[1]), number_of(match[2])
        found += [(match.start(), match[0], part / whole, "分之")] if whole and part else []
    found = [one for one in found if not (one[1].startswith("一") and len(found) > 1 and _has_other(text, one, found))]
    parted = [match.start() for match in re.finditer("、", text) if _ends_count(text, match.start(), found)]
    for at, shown, value, word in found:
        start = max(*(text.rfind(sign, 0, at) for sign in _STOPS), *(one for one in parted if one < at), -1) + 1
        stops = [place for sign in _STOPS if (place := text.find(sign, at)) >= 0]
        end = min((*stops, *(one for one in parted if one > at)), default=len(text))
        clause = text[start:end]
        if _LOOSE.search(clause) or _OFFICE.match(shown):
            continue
        first = max(text.rfind(sign, 0, at) for sign in _SENTENCE) + 1
        last = min((place for sign in _SENTENCE if (place := text.find(sign, at)) >= 0), default=len(text))
        before = text[max(text.rfind(sign, 0, max(start - 1, 0)) for sign in _STOPS) + 1 : max(start - 1, 0)]
        period, each = _scope(clause)
        paragraph = text if len(text) <= _ONE_MATTER else ""
        yield _Asked(
            thing=_thing(f"{text[start:at]}{text[at + len(shown) : end]}"),
            before=_thing(before),
            word=_SAME_WORDS.get(word, word),
            value=value,
            noun=text[at + len(shown) : min(at + len(shown) + _LEAST, end)],
            period=period,
            each=each,
            bound="least" if _AT_LEAST.search(clause) else "most" if _AT_MOST.search(clause) else "",
            part=frozenset(_PART.findall(text[first:at])),
            state=_STATE.search(text[first:at]) is not None,
            sentence=fold(f"{name}，{text[first:last]}"),
            paragraph=fold(paragraph),
            names=quoted_names(name) | names_around(text[first:last], paragraph),
            source=replace(source, text=clause.strip()[:_SHOWN]),
            home=home,
        )


def _has_other(text: str, said: tuple[int, str, float, str], found: Sequence[tuple[int, str, float, str]]) -> bool:
    """Whether 一条 is what another number of its clause is said of (采纳一条奖励1000元)."""
    return any(
        one is not said and not set(_STOPS) & set(text[min(one[0], said[0]) : max(one[0], said[0])]) for one in found
    )


def _ends_count(text: str, at: int, found: Sequence[tuple[int, str, float, str]]) -> bool:
    """Whether a 、 stands right behind a number, which then has a clause of its own (20个、惠及居民300户)."""
    said = len(text[:at].removesuffix("以上").removesuffix("左右"))
    return any(begin + len(shown) == said for begin, shown, _, _ in found)


def _thing(clause: str) -> str:
    bare = _FILLED.sub("", _LEAD.sub("", _PERIOD.sub("", clause).strip(' “”"、')))
    return fold(_LEAD.sub("", _EACH.sub("", bare)))


def _scope(clause: str) -> tuple[str, str]:
    """每月 of 每月每科抽查, and 科: in what time, and of each of what."""
    period = _PERIOD.search(clause)
    name = next((group for group in period.groups() if group), "") if period is not None else ""
    each = _EACH.search(_PERIOD.sub("", clause))
    return name.replace("天", "日").replace("度", "").replace("逐", "月"), each[0] if each is not None else ""


def _may_differ(first: _Asked, second: _Asked) -> bool:
    if first.place == second.place or (first.source.row is not None and second.source.row is not None):
        return False
    if first.value == second.value:
        return _may_come_otherwise(first, second)
    if not first.is_like(second):
        return False
    return min(first.value, second.value) >= _NEAR * max(first.value, second.value)


def _may_come_otherwise(first: _Asked, second: _Asked) -> bool:
    """每周冲洗1次 and 每月冲洗1次: as often, in another period."""
    periods = {first.period, second.period}
    same = min(len(first.thing), len(second.thing)) >= _LEAST and first.is_of(second) and first.part == second.part
    return first.word == second.word and len(periods) > 1 and "" not in periods and same


def _is_one(first: _Asked, second: _Asked, items: Items, title: str, asked: Sequence[_Asked]) -> bool:
    matter = _one_matter(first, second, items, title)
    if matter is None:
        return False
    return _in_one(first, second, asked) if matter else _of_one_name(first, second, items, title)


def _one_matter(first: _Asked, second: _Asked, items: Items, title: str) -> bool | None:
    """True for two places of one item, False where only their words can tell it, None for two items."""
    if first.home is not None and first.home == second.home:
        return True
    loose = [one for one in (first, second) if one.home is None or one.home in items.general]
    for one, two in ((first, second), (second, first)):
        if one.home is None or two not in loose or two.source.row is not None:
            continue
        if items.speaks_of(one.home, two.sentence, two.paragraph, two.source.block):
            return True
    if {name for name in first.names & second.names if name not in title}:
        return True
    return False if loose else None


def _of_one_name(first: _Asked, second: _Asked, items: Items, title: str) -> bool:
    """Whether the words alone tell one thing: they are the same, or one leaves some out, and not only any work."""
    if first.state != second.state:
        return False
    (one, short), (two, long) = sorted(
        ((asked.thing or asked.before, asked) for asked in (first, second)), key=lambda pair: len(pair[0])
    )
    own = len(own_words(one))
    if one == two or Counter(one) == Counter(two):
        return own >= _OWN or (own >= _LEAST and _share_words(first.sentence, second.sentence, one))
    inserted = own_words("".join((Counter(two) - Counter(one)).elements()))
    if not left_out(one, two) or own < _LEAST:
        return False
    around = short.sentence + ("" if short.home is None else fold(items.sections[short.home].title))
    if any(two[at : at + _OWN_PART] in around for at in range(len(two) - _OWN) if two[at : at + _OWN_PART] not in one):
        return True
    enough = own >= _OWN_PART or (own >= _OWN and first.word == "%")
    return enough and long.home != short.home and (inserted in title or not _OTHER_THING.search(inserted))


def _share_words(one: str, two: str, thing: str) -> bool:
    """Whether two sentences share words of their own beside the thing (第一书记)."""
    one, two = one.replace(thing, ""), two.replace(thing, "")
    runs = {one[at : at + _OWN_PART] for at in range(len(one) - _OWN)}
    return any(run in two and len(own_words(run)) == _OWN_PART for run in runs)


def _in_one(first: _Asked, second: _Asked, asked: Sequence[_Asked]) -> bool:
    """Whether two numbers of one item are of one thing: by their words, or since neither place has another such."""
    shortest = min(len(first.thing), len(second.thing))
    if shortest >= _LEAST and first.is_of(second):
        return True
    if all(_ITEM.match(one.source.text) for one in (first, second)):
        return False
    alone = all(sum(other.is_like(one) and other.place == one.place for other in asked) == 1 for one in (first, second))
    if not alone:
        return False
    likely = likeness(first.thing, second.thing)
    same_noun = len(first.noun) == _LEAST and first.noun == second.noun
    return shortest < _LEAST or likely >= _ALIKE or same_noun


def _by_parts(first: _Asked, second: _Asked, asked: Sequence[_Asked]) -> bool:
    """Whether the thing has more than two numbers, or one place has both."""
    same = [
        one
        for one in asked
        if len(one.thing) >= _LEAST and one.is_like(first) and (one.is_of(first) or one.is_of(second))
    ]
    if len({one.value for one in same}) > _LEAST:
        return True
    values = {(first.value, first.period), (second.value, second.period)}
    return any(
        {(two.value, two.period) for two in asked if two.place == one.place and two.word == one.word and two.is_of(one)}
        >= values
        for one in (first, second)
    )


def _is_told(first: _Asked, second: _Asked, told: Sequence[Conflict]) -> bool:
    """Whether both places are told together, or the number of one of them."""
    own = {first.place, second.place}
    places = [[at for at in (one.a, one.b) if at is not None] for one in told]
    return any(own <= {(at.block, at.row) for at in both} for both in places) or any(
        (at.block, at.row) == asked.place and (at.text in asked.source.text or asked.source.text in at.text)
        for both in places
        for at in both
        for asked in (first, second)
    )


def _conflict(first: _Asked, second: _Asked) -> Conflict:
    a, b = first.source, second.source
    what, kind = ("数量", ConflictKind.NUMBER) if first.value != second.value else ("周期", ConflictKind.DATE)
    return Conflict(kind, a, b, f"同一要求的{what}前后不一：{a.quoted}，{b.quoted}，请核定。")
