"""One matter in the text and in its row: how many, how often, at what hour and where must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Matter
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import fold, left_out, number_of, placed_counts

_STOPS = "，,。；;：:、（）()\n"
_BEFORE = re.compile(
    r"(?:全年|年内|一年|每年|不少于|不低于|不超过|至少|最多|达到|完成|共计?|总计|合计|各|约|近|为|达|设|选派|配备|开展|举办|组织|召开)+$"
)
_PART = re.compile(
    r"每(?!年)|其中|分别|各|人均|首批|第[一二三四五六七八九十\d]|上半年|下半年|季度|已|去年|上年|累计|截至|试点|示范点?"
)
_LOOSE = re.compile(r"余|多|约|近|左右|若干|以内")
_RATE = re.compile(
    r"每(?P<period>个?工作日|日|天|周|旬|半个?月|两个?月|个?月|季度?|半年|年)(?P<between>[^，,。；;：:每\d]{0,14}?)"
    r"(?:(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})(?P<word>次|场|期|篇|件|份|条|轮|遍))?(?=[^\d]|$)"
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上?|中午)?\s*(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|[时点](?:(?P<minute2>\d{1,2})分|(?P<thirty>半))?)(?![间段候内])"
)
_VENUE_HEAD = re.compile(r"地点|场所|会场|场地")
_VENUE = (
    r"[\u4e00-\u9fffA-Za-z\d（）“”]{2,24}?(?:室|厅|堂|馆|中心|广场|公园|剧院|剧场|影院|会场|操场|体育场|球场|校区|学校|中学|小学"
    r"|大学|学院|医院|公司|厂|基地|社区|村|楼|现场|库|站)"
)
_HELD_AT = re.compile(
    rf"在(?P<where>{_VENUE})(?:内|里|门前)?(?:组织|集中)?(?:召开|举行|举办|开展|进行|参加|启动|实施|集合)"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{4,16})[”\"]")
_EACH = re.compile(r"^(?:各|有关|相关|所在|\d)|线上|线下|视频|待定|另行|[、，,；;/]")
_HOURS = 12


def compare_matters(matters: Sequence[Matter], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Every matter's counts, rhythm, hour and place; none that is told of its row already."""
    told = {
        (source.block, source.row)
        for one in known
        for source in (one.a, one.b)
        if source is not None and _is_content(one)
    }
    for matter in matters:
        for found in (_counts(matter), _rhythm(matter), _clock(matter), _venue(matter), _quoted(matter, known)):
            if found is not None and (found.kind is not ConflictKind.NUMBER or matter.place not in told):
                yield found


def _is_content(conflict: Conflict) -> bool:
    return conflict.kind is ConflictKind.NUMBER


@dataclass(frozen=True, slots=True)
class _Count:
    """One count with the words right before it (小作坊 of 检查企业14家、小作坊52家) and its clause."""

    label: str
    value: tuple[float, float]
    word: str
    clause: str
    source: Source


def _counts(matter: Matter) -> Conflict | None:
    text = [one for source in matter.texts for one in _counted(source)]
    row = [one for head, source in matter.cells for one in _counted(source) if not _VENUE_HEAD.search(head)]
    for word in dict.fromkeys(one.word for one in row):
        mine, other = ([one for one in side if one.word == word] for side in (text, row))
        found = _apart(mine, other)
        if found is not None:
            return _differing(matter, "数量", found[0].source, found[1].source)
    return None


def _counted(source: Source) -> Iterator[_Count]:
    for at, (shown, least, most, word) in placed_counts(source.text, more=True):
        start = max(source.text.rfind(sign, 0, at) for sign in _STOPS) + 1
        ends = [end for sign in _STOPS if (end := source.text.find(sign, at)) >= 0]
        clause = source.text[start : min(ends, default=len(source.text))].strip()
        behind = source.text[at + len(shown) : min(ends, default=len(source.text))]
        before = re.split(r"[，,。；;：:\n]", source.text[:start].rstrip(_STOPS))[-1]
        label = fold(_BEFORE.sub("", source.text[start:at].strip()) or behind or before)
        yield _Count(label, (least, most), word, clause, replace(source, text=clause))


def _apart(text: Sequence[_Count], row: Sequence[_Count]) -> tuple[_Count, _Count] | None:
    """A count of the text and one of the row that are about one thing, and are not the same."""
    if not text or {one.value for one in row} & {one.value for one in text} == {one.value for one in row}:
        return None
    plain = [one for one in text if not _LOOSE.search(one.clause)]
    if len(text) == len(row) == len(plain) == 1 and _alike(text[0], row[0]):
        return text[0], row[0]
    sums = {sum(one.value[0] for one in side) for side in (text[1:], text)}
    whole = sum(one.value[0] for one in row) if len(row) > 1 else None
    for one in row:
        if one.value in {other.value for other in text} or one.value[0] in sums or _LOOSE.search(one.clause):
            continue
        same = [other for other in plain if _one_label(one.label, other.label) and _each(one) == _each(other)]
        if len(same) == 1 and same[0].value not in {other.value for other in row} and same[0].value[0] != whole:
            return same[0], one
    return None


def _alike(one: _Count, two: _Count) -> bool:
    """Whether neither is a part of the other: both count each, or neither does."""
    return set(_PART.findall(one.clause)) == set(_PART.findall(two.clause))


def _each(one: _Count) -> set[str]:
    return set(_PART.findall(one.clause)) - {"其中", "分别"}


def _one_label(first: str, second: str) -> bool:
    if len(first) < 2 or len(second) < 2:
        return False
    return (
        first == second
        or first.endswith(second)
        or second.endswith(first)
        or (len(first) >= 4 and len(second) >= 4 and (left_out(first, second) or left_out(second, first)))
    )


def _rhythm(matter: Matter) -> Conflict | None:
    """每月至少2次 and 每月至少1次; 每周 and 每半月, where each side has no more than one rhythm."""
    text = [(match, source) for source in matter.texts for match in _RATE.finditer(source.text)]
    row = [(match, source) for _, source in matter.cells for match in _RATE.finditer(source.text)]
    if len(text) != 1 or len(row) != 1:
        return None
    (one, a), (two, b) = text[0], row[0]
    if _period(one) == "年" or _period(two) == "年":
        return None
    if _period(one) != _period(two):
        return _differing(
            matter, "周期", replace(a, text=one[0].strip()), replace(b, text=two[0].strip()), ConflictKind.DATE
        )
    first, second = ((number_of(match["count"]) if match["count"] else 1, match["word"]) for match in (one, two))
    if one["count"] and two["count"] and first[1] == second[1] and first[0] != second[0]:
        return _differing(matter, "次数要求", replace(a, text=one[0].strip()), replace(b, text=two[0].strip()))
    return None


def _period(match: re.Match[str]) -> str:
    return match["period"].replace("个", "").replace("度", "").replace("天", "日")


def _clock(matter: Matter) -> Conflict | None:
    """上午9:00 and 14:30, where each side has no more than one hour."""
    text = [(match, source) for source in matter.texts for match in _CLOCK.finditer(source.text)]
    row = [(match, source) for _, source in matter.cells for match in _CLOCK.finditer(source.text)]
    if len(text) != 1 or len(row) != 1:
        return None
    (one, a), (two, b) = text[0], row[0]
    first, second = _minutes(one), _minutes(two)
    if first == second or (not (one["half"] and two["half"]) and abs(first - second) == _HOURS * 60):
        return None
    return _differing(matter, "时间", replace(a, text=one[0].strip()), replace(b, text=two[0].strip()))


def _minutes(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    if match["half"] in {"下午", "晚", "晚上"} and hour < _HOURS:
        hour += _HOURS
    return hour * 60 + (30 if match["thirty"] else int(match["minute"] or match["minute2"] or 0))


def _venue(matter: Matter) -> Conflict | None:
    """集团总部三楼报告厅 and 二楼会议室."""
    row = [source for head, source in matter.cells if _VENUE_HEAD.search(head)]
    text = [(match, source) for source in matter.texts for match in _HELD_AT.finditer(source.text)]
    if len(row) != 1 or len(text) != 1 or _EACH.search(row[0].text):
        return None
    (match, a), b = text[0], row[0]
    one, two = fold(match["where"]), fold(b.text)
    if one[:1].isdecimal() or left_out(one, two) or left_out(two, one) or not re.fullmatch(_VENUE, b.text.strip()):
        return None
    return _differing(matter, "地点", replace(a, text=match["where"]), b)


def _quoted(matter: Matter, known: Sequence[Conflict]) -> Conflict | None:
    """“安全生产大家谈” and “安全生产大家讲”: one name in quotation marks on each side that the other has not."""
    text = {match[1]: source for source in matter.texts for match in _QUOTED.finditer(source.text)}
    row = {match[1]: source for _, source in matter.cells for match in _QUOTED.finditer(source.text)}
    mine, other = (sorted(set(one) - set(two)) for one, two in ((text, row), (row, text)))
    if len(mine) != 1 or len(other) != 1 or len(mine[0]) != len(other[0]):
        return None
    apart = sum(one != two for one, two in zip(mine[0], other[0], strict=True))
    told = {(one.b.block, one.b.row) for one in known if one.kind is ConflictKind.ACTIVITY and one.b is not None}
    if apart * 4 > len(mine[0]) or matter.place in told:
        return None
    a, b = replace(text[mine[0]], text=f"“{mine[0]}”"), replace(row[other[0]], text=f"“{other[0]}”")
    return _differing(matter, "名称", a, b, ConflictKind.ACTIVITY)


def _differing(matter: Matter, what: str, a: Source, b: Source, kind: ConflictKind = ConflictKind.NUMBER) -> Conflict:
    message = f"“{matter.name[:24]}”的{what}前后不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(kind, a, b, message, "")
