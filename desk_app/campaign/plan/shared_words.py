"""The words that only two places of a plan share, by which they are known to speak of one matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.wording import fold, left_out, pairs_of

#: Words that every plan has in every part: what two places share must hold more than them.
_COMMON = re.compile(
    r"专项|重点|各项|全面|工作|任务|活动|情况|报告|方案|行动|整治|提升|开展|组织|建设|落实|完成|制度|机制|管理|问题|推进|加强|深入"
    r"|总结|材料|清单|台账|学习|教育|培训|排查|检查|整改|项目|服务|措施|责任|单位|部门|领导|干部|党员|人员|相关|有关|进行|确保|实施"
)
#: What is shared is only somebody who acts, not what is done.
_UNIT = re.compile(
    r"(?:科室?|处室?|股室?|局|办|办公室|站所?|队|中心|部门?|委员会|委|院|公司|企业|单位|街道|乡镇|支部|党委|所|组|成员|人员|干部|党员)(?:完成|组织|开展|负责|牵头|于)?$"
)
_FIGURES = re.compile(r"[\d.]+")
_LEAST, _LEAST_OWN, _LEAST_LONG, _SHARE, _SAME_PAIRS, _MOST_PLACES, _LEFT_OUT = 5, 3, 6, 0.45, 0.6, 3, 3


@dataclass(frozen=True, slots=True)
class _Text:
    """All that one place says, folded, with its signs and pairs of signs counted once."""

    words: str
    signs: Counter[str]
    pairs: Counter[str]


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What two pieces share, if few places of the plan hold it; each question is answered once, since plans repeat."""

    title: str
    texts: tuple[_Text, ...]
    known: dict[tuple[str, str, bool], str] = field(default_factory=dict)
    rare: dict[str, bool] = field(default_factory=dict)

    def of(self, one: str, two: str, *, counted: bool) -> str:
        """The words in both pieces; empty where they tell no matter. ``counted`` where both count the same things."""
        key = (one, two, counted)
        if key not in self.known:
            words = _run(one, two) or _reordered(one, two) or _shortened(one, two, counted=counted)
            self.known[key] = words if tells(words) and words not in self.title and not _UNIT.search(words) else ""
        return self.known[key]

    def is_rare(self, words: str) -> bool:
        """Whether no more than a few places hold the words, in this order or in another."""
        if words not in self.rare:
            signs, pairs, left = Counter(words), pairs_of(words), _MOST_PLACES
            for text in self.texts:
                left -= words in text.words or _is_in(signs, pairs, text.signs, text.pairs)
                if left < 0:
                    break
            self.rare[words] = left >= 0
        return self.rare[words]


def own_words(words: str) -> str:
    """What is left of words without those that every plan has in every part."""
    return _COMMON.sub("", words)


def tells(words: str) -> bool:
    """Whether words hold more than what every plan says in every part."""
    return len(own_words(words)) >= _LEAST_OWN


def shared_words(written: Sequence[tuple[str, Source]], title: str) -> SharedWords:
    """Made of all texts of a plan, those of one paragraph or row together; the ``title``'s words tell no matter."""
    texts: dict[tuple[int, int | None], str] = {}
    for text, source in written:
        place = source.block, source.row
        texts[place] = texts.get(place, "") + fold(_FIGURES.sub("", text))
    return SharedWords(fold(title), tuple(_Text(one, Counter(one), pairs_of(one)) for one in texts.values()))


def _run(one: str, two: str) -> str:
    """The longest run of signs in both, where it is a good part of both."""
    match = SequenceMatcher(None, one, two, autojunk=False).find_longest_match()
    words = one[match.a : match.a + match.size]
    whole = len(words) == min(len(one), len(two)) and len(words) >= _LEAST - 1
    shares = sorted((len(words) / len(one), len(words) / len(two)))
    return words if (whole or len(words) >= _LEAST) and shares[0] >= _SHARE and shares[1] >= _SHARE + 0.1 else ""


def _reordered(one: str, two: str) -> str:
    """The shorter of two pieces, where the longer has its words in another order (改造农村户厕, 农村户厕改造)."""
    short, long = sorted((one, two), key=len)
    within = 2 * len(short) if len(short) >= _LEAST_LONG else len(short) + 2
    if len(short) < _LEAST - 1 or len(long) > within:
        return ""
    return short if _is_in(Counter(short), pairs_of(short), Counter(long), pairs_of(long)) else ""


def _shortened(one: str, two: str, *, counted: bool) -> str:
    """The shorter of two pieces, where it is the longer with words left out (执法文书不规范, 执法文书制作不规范).

    Where both count the same (``counted``: 公厕6座, 公共厕所6座), more may be left out.
    """
    short, long = sorted((one, two), key=len)
    if len(short) < _LEAST_LONG or short[:2] != long[:2] or not left_out(short, long):
        return ""
    if counted:
        return short if len(long) <= 2 * len(short) else ""
    return short if short[-2:] == long[-2:] and len(long) <= len(short) + _LEFT_OUT else ""


def _is_in(signs: Counter[str], pairs: Counter[str], text: Counter[str], its_pairs: Counter[str]) -> bool:
    """Whether a text has all the signs, and most of their pairs."""
    if any(text[sign] < count for sign, count in signs.items()):
        return False
    same = sum(min(count, its_pairs[pair]) for pair, count in pairs.items())
    least = min(pairs.total(), its_pairs.total())
    return least > 0 and same / least >= _SAME_PAIRS
