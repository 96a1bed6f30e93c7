"""How many of a thing there are in all, said in two places of the paper (新建改造公厕24座, 新建改造城区公厕26座)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import counts_in, fold, left_out, placed_counts

_STOPS = "，,。；;：:、（）()\n"
_SENTENCE = "。；;\n"
#: What is only a part, was counted before, or is no exact number.
_PART = re.compile(
    r"每|其中|分别|各|人均|首批|第[一二三四五六七八九十\d]|上半年|下半年|季度|阶段性|已|去年|上年|往年|累计|截至|目前|现有|原有|新增|剩余"
    r"|其余|了|由|从|较|比上|试点|单次|月均|日均|以来|期间|奖励?|补助|处罚|分(?!类|别)"
)
_OF_THE_SENTENCE = re.compile(r"去年|上年|往年|已|截至|目前|以来")
_LOOSE = re.compile(r"余|多[^种样]|(?<!大)约|(?<!习)近|左右|若干|以内")
_YEARS = re.compile(r"(20\d\d)\s*年")
_LEAD = re.compile(
    r"^(?:至少|不少于|确保|力争|计划|预计|目标|将|要|并|共|总计|合计|累计|今年|全年|年内|年底前|本年度|完成|实现|实施|组织|开展|推进|规范|依法|全面|集中"
    r"|\d{1,2}月(?:\d{1,2}日|底)?前?|\d{4}年(?:底前|度)?|到)+"
)
_FILL = re.compile(
    r"(?:不少于|不低于|不超过|至少|最多|达到|达|保持在|稳定在|提高到|提升到|提升至|提高至|共计?|总计|合计|为|在|约|完成)+$"
)
_SCOPE = re.compile(r"全[市县区镇乡街村局校院系省]|我[市县区镇局校院]|城区|辖区内?|区域内|农村|现有的?|设置的|的|等")
_BEHIND = re.compile(
    r"^的?(?P<noun>[\u4e00-\u9fff]{2,14}?)(?=以上|开展|进行|完成|实[现施行]|改造|建设|提升|均|全部|逐一|达到|要|应|须|将|的|$)"
)
_RATE_NAME = re.compile(r"(?:率|比例|比重|覆盖面|满意度)$")
_OTHER_THING = re.compile(r"[新改扩拆建修示重标老旧危一二三省市县区镇村民公厂小大中高低首农城]")
_LEAST, _LEAST_ALIKE, _MOST_INSERTED, _NEAR = 4, 6, 3, 0.5

_Place = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class _Counted:
    """One number of a whole thing: its folded words, the word counted with, and where it stands."""

    thing: str
    word: str
    value: float
    source: Source

    @property
    def place(self) -> _Place:
        """The paragraph or the row."""
        return self.source.block, self.source.row


def compare_counted(
    said: Sequence[Source], rows: Sequence[Source], issued: date | None, known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Every thing that has exactly two numbers in the paper; ``rows`` are the cells of the task lists.

    A thing with more than two, or with several in one paragraph or in the rows, is counted part by part.
    """
    told = {(one.a.block, one.a.row) for one in known if one.kind is ConflictKind.NUMBER}
    told |= {(one.b.block, one.b.row) for one in known if one.kind is ConflictKind.NUMBER and one.b is not None}
    counted = [one for source in (*said, *rows) for one in _counts(source, issued)]
    seen: set[frozenset[_Place]] = set()
    for at, first in enumerate(counted):
        for second in counted[at + 1 :]:
            if first.value == second.value or not _one_thing(first, second) or _by_parts(first, second, counted):
                continue
            places = frozenset((first.place, second.place))
            if places in seen or places <= told:
                continue
            seen.add(places)
            message = f"同一事项的数量前后不一：{first.source.quoted}，{second.source.quoted}，请核定。"
            yield Conflict(ConflictKind.NUMBER, first.source, second.source, message)


def _counts(source: Source, issued: date | None) -> Iterator[_Counted]:
    text = source.text
    for at, (shown, least, most, word) in placed_counts(text, more=True):
        start = max(text.rfind(sign, 0, at) for sign in _STOPS) + 1
        end = min((place for sign in _STOPS if (place := text.find(sign, at)) >= 0), default=len(text))
        sentence = text[max(text.rfind(sign, 0, at) for sign in _SENTENCE) + 1 : at]
        clause = text[start:end]
        if least != most or _PART.search(clause) or _LOOSE.search(clause) or of_other_years(sentence, issued):
            continue
        if _OF_THE_SENTENCE.search(sentence) or _is_a_part(sentence, word):
            continue
        noun = _BEHIND.match(re.sub(r"^(?:以上|左右|以下)", "", text[at + len(shown) : end]))
        before = _FILL.sub("", _LEAD.sub("", text[start:at].strip()))
        thing = fold(_SCOPE.sub("", before + (noun["noun"] if noun else "")))
        if len(thing) < _LEAST or (word in "%％" and not _RATE_NAME.search(thing)):
            continue
        yield _Counted(thing, "%" if word == "％" else word, least, replace(source, text=clause.strip()))


def _is_a_part(sentence: str, word: str) -> bool:
    """Whether what goes before takes something apart that is counted with the same word (其中新建6座、…)."""
    begun = re.split(r"其中|分别", sentence)
    if len(begun) == 1:
        return False
    inside = {count[3] for count in counts_in(begun[-1], more=True)}
    return not inside or word in inside


def of_other_years(sentence: str, issued: date | None) -> bool:
    """Whether a sentence speaks of another year than that of the paper."""
    years = {int(one) for one in _YEARS.findall(sentence)}
    return issued is not None and bool(years - {issued.year})


def _one_thing(first: _Counted, second: _Counted) -> bool:
    if first.word != second.word or first.place == second.place:
        return False
    if min(first.value, second.value) < _NEAR * max(first.value, second.value):
        return False
    one, two = sorted((first.thing, second.thing), key=len)
    if one == two or Counter(one) == Counter(two):
        return True
    if len(one) < _LEAST_ALIKE or one[:2] != two[:2] or one[-2:] != two[-2:] or len(two) - len(one) > _MOST_INSERTED:
        return False
    inserted = "".join((Counter(two) - Counter(one)).elements())
    return left_out(one, two) and not _OTHER_THING.search(inserted)


def _by_parts(first: _Counted, second: _Counted, counted: Sequence[_Counted]) -> bool:
    """Whether the paper counts the thing place by place: more than two numbers, or two beside one another."""
    same = [one for one in counted if one.word == first.word and one.thing in {first.thing, second.thing}]
    if len({one.value for one in same}) > 2:
        return True
    for one in (first, second):
        values = {other.value for other in same if other.place == one.place}
        table = {other.value for other in same if other.source.row is not None and other.place[0] == one.place[0]}
        if len(values) > 1 or (one.source.row is not None and len(table) > 1):
            return True
    return False
