"""How two wordings are compared: what offices write differently without meaning anything is folded away."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_SIGNS = re.compile(r"[\s\W_]+")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_FIGURE = r"(?<![\d.．])\d{1,7}(?:[.．]\d{1,3})?万?|[一二两三四五六七八九十]{1,3}"
#: The words that count how often, or how many pieces, are asked for.
ASKED_TIMES = frozenset({"次", "场", "期", "篇", "件", "份", "课时", "学时", "个", "条"})
_COUNT = re.compile(
    rf"({_FIGURE})(?:\s*[-—–~～至到]\s*({_FIGURE}))?"
    r"\s*(次|场(?!所|地|馆|景)|期|篇|件|份|课时|学时|个(?!月)|条(?![例线件款])"
    r"|户(?!外|籍|口)|处(?![理置长室分罚以])|家(?![庭长属园具])|批次|公里|万元|亩|吨|台|辆|座(?!谈)|栋|平方米|立方米|公顷|页(?![面码岩眉])|卷(?![入宗烟面])|株|盏|名(?!录|单|称)|人次|所(?![有在以需属])|[%％]|个百分点)"
)
#: More words to count with, by which only what is known to be one matter is compared.
_MORE_COUNTED = (
    r"类(?![似别型])|项(?!目)|门(?![诊店户口])|块(?!状)|人(?![员民大才社事均力口行工数])|张(?!贴)|册|间(?!隔|歇)|支(?![部持付委撑农教])"
    r"|对(?![象接照标口外])|小时|分钟|天(?!然)|字(?!号|样)|万字|元(?![旦宵素])|道(?![路德])|组(?!织)|批(?![次准复评])|只|枚|套|亿元|束(?!缚)|位(?![置于次])|部(?![门位分署长级队委件属])|本(?![级市县区年地次月局校院单周人着部])|艘|架(?!构)|幅|袋|趟|车(?![间辆站务票道位次型])|箱|桶|班(?![子组级车])|节(?![约日能水目点气庆育奏省假])"
)
_COUNT_MORE = re.compile(_COUNT.pattern[:-1] + f"|{_MORE_COUNTED})")
_LEAST_NAME, _HALF = 4, 0.5
_ACTIVITY_TAIL = re.compile(r"(?:专题|主题|系列)?(?:活动|工作|行动|任务|专项行动)$")
_ACTIVITY_LEAD = re.compile(r"^(?:深入|扎实|广泛|持续|集中|组织)*(?:开展|(?:组织|举办|实施|推进)(?=[“\"]))(?=..)")
_ACTIVITY_MARK = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十百\d]+[）)]|\d+[.．、])\s*"
)


def fold(text: str) -> str:
    """A text without blanks, stops, brackets and width."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))


def likeness(first: str, second: str) -> float:
    """How much of the shorter text's pairs of signs the longer one has, 0 to 1."""
    one, two = _pairs(fold(first)), _pairs(fold(second))
    if not one or not two:
        return float(fold(first) == fold(second))
    return sum((one & two).values()) / min(one.total(), two.total())


def sameness(first: str, second: str) -> float:
    """How alike two texts are as wholes, 0 to 1."""
    return sameness_of(pairs_of(first), pairs_of(second)) if first and second else float(first == second)


def sameness_of(one: Counter[str], two: Counter[str]) -> float:
    """How alike two texts are, from their pairs of signs, so that many are compared without taking them apart again."""
    total = one.total() + two.total()
    return 2 * sum(min(count, two[pair]) for pair, count in one.items()) / total if total else 1.0


def alike_pairs(words: Sequence[Counter[str]], least: float) -> set[tuple[int, int]]:
    """All places of texts that may be as alike as ``least``, found without setting every text against every other.

    Two texts so alike share one of the rarest signs of each, as many as may be missing: the rest need not be compared.
    """
    signs = [[(pair, nth) for pair, count in one.items() for nth in range(count)] for one in words]
    known = Counter(sign for one in signs for sign in one)
    homes: dict[tuple[str, int], list[int]] = {}
    found: set[tuple[int, int]] = set()
    for place, one in enumerate(signs):
        rarest = sorted(one, key=lambda sign: (known[sign], sign))
        kept = len(rarest) - math.ceil(least / (2 - least) * len(rarest)) + 1
        for sign in rarest[:kept]:
            before = homes.setdefault(sign, [])
            found.update((other, place) for other in before)
            before.append(place)
    return found


def left_out(short: str, long: str) -> bool:
    """Whether one wording is the other with words left out (户厕统计表, 农村户厕改造统计表)."""
    signs = iter(long)
    return all(sign in signs for sign in short)


def speaks_of(name: str, text: str) -> bool:
    """Whether a text has all the signs of a short name (户厕改造), and most of their order (改造农村户厕30座)."""
    one, two = fold(name), fold(text)
    if len(one) < _LEAST_NAME or Counter(one) - Counter(two):
        return False
    return one in two or likeness(one, two) >= _HALF


def pairs_of(text: str) -> Counter[str]:
    """The pairs of neighbouring signs of a text, wording folded away; a text of one sign is a pair of its own."""
    plain = fold(text)
    return _pairs(plain) or Counter([plain] if plain else [])


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1))


def number_of(text: str) -> int | None:
    """A number in figures or in Chinese signs below 100; None when it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isdecimal():
        return int(plain)
    head, ten, tail = plain.partition("十")
    if not ten:
        return _DIGITS.get(plain)
    tens = _DIGITS.get(head) if head else 1
    ones = _DIGITS.get(tail) if tail else 0
    return None if tens is None or ones is None else tens * 10 + ones


def chinese_number(value: int) -> str:
    """A number below 100 in Chinese signs."""
    signs = "零一二三四五六七八九"
    if value < 10:
        return signs[value]
    tens, ones = divmod(value, 10)
    return (signs[tens] if tens > 1 else "") + "十" + (signs[ones] if ones else "")


def counts_in(text: str, *, more: bool = False) -> list[tuple[str, float, float, str]]:
    """The counts a text asks for: as written, least, most, and the word (次, 篇; 类, 项 only if ``more``)."""
    return [count for _, count in placed_counts(text, more=more)]


def placed_counts(text: str, *, more: bool = False) -> list[tuple[int, tuple[str, float, float, str]]]:
    """The counts of a text, each with where it begins."""
    found = []
    for match in (_COUNT_MORE if more else _COUNT).finditer(text):
        least = _value(match[1])
        most = _value(match[2]) if match[2] else least
        if least is not None and most is not None and not _is_place(text, match.start()):
            found.append((match.start(), (match[0], least, most, match[3])))
    return found


def _value(text: str) -> float | None:
    """A figure with its decimals and 万, or a number in Chinese signs."""
    plain = unicodedata.normalize("NFKC", text)
    if not plain[0].isdecimal():
        return number_of(plain)
    ten_thousands = plain.endswith("万")
    value = float(plain.rstrip("万")) * (10_000 if ten_thousands else 1)
    return int(value) if value.is_integer() else value


def _is_place(text: str, start: int) -> bool:
    """Whether the number before is an ordinal (第3次) and no count."""
    return start > 0 and text[start - 1] in "第首"


def own_name(name: str) -> str:
    """A name without the campaign's before it (…精神·讲党课活动); halves of like length are one (走基层·访百村)."""
    *before, last = re.split(r"\s*[·•・]\s*", name.strip())
    return last if len("".join(before)) > len(last) else name.strip()


def short_activity(name: str) -> str:
    """An activity's name without number, campaign prefix (…·), the word 活动 and 开展 before it."""
    bare = own_name(_ACTIVITY_MARK.sub("", name.strip()).strip(' 。：:“”"'))
    bare = _ACTIVITY_LEAD.sub("", _ACTIVITY_TAIL.sub("", bare) or bare).strip('“”"')
    return bare or name


#: Words around a name that leave it the same name (开展“明厨亮灶”改造, “明厨亮灶”改造工程).
_AROUND_NAME = re.compile(r"^(?:组织|开展|实施|推进|做好|抓好|举办)+|(?:工程|活动|工作|行动|任务)+$")


def bare_name(name: str) -> str:
    """An activity's name folded, without the deed before it and the word for its kind behind it."""
    plain = fold(short_activity(name))
    return _AROUND_NAME.sub("", plain) or plain


def same_activity(first: str, second: str) -> bool:
    """Whether two names mean one activity, wording aside."""
    one, two = fold(short_activity(first)), fold(short_activity(second))
    if not one or not two:
        return False
    if one == two or (min(len(one), len(two)) >= 4 and (one in two or two in one)) or sameness(one, two) >= 0.75:
        return True
    return bare_name(first) == bare_name(second)
