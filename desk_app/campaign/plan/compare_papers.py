"""What a campaign and its plan are called: the same name in the title, in the notice that sends it out, in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import fold, left_out, sameness

_QUOTED = re.compile(
    r"[“\"]([\u4e00-\u9fff\d、，]{2,24})[”\"](?:系列|主题|专项|集中|大|整治(?=行动|活动|工作)|宣传|实践|警示|教育|志愿|服务|提升){0,3}"
    r"(行动|活动|工程|计划|专项|工作|攻坚战|比赛|竞赛|整治)"
)
#: “清源行动”: the word for what it is inside the quotation.
_WHOLE = re.compile(r"[“\"]([\u4e00-\u9fff\d]{2,8})(行动|工程|活动)[”\"]")
_PLAN = re.compile(r"(?:方案|计划|要点|办法|意见|细则)(?:[（(][^（）()]{1,12}[）)])?$")
_SENT = re.compile(
    r"(?:印发|制定了?|转发)(?:的)?《([^《》]{4,60})》|将《([^《》]{4,60})》(?:予以|随文)?(?:印发|下发|转发|发给)"
)
_DATED = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_ALIKE, _LEAST, _LONG_NAME = 0.6, 6, 8


def campaign_names(title: str, written: Sequence[tuple[str, Source]]) -> Iterator[Conflict]:
    """“贴心护航”行动 in the text of a plan for the “暖心护航”行动: a quoted name nearly that of the title."""
    own = _called(title)
    if len(own) != 1:
        return
    name, kind = own[0][1], own[0][2]
    often = Counter(match[1] for text, _ in written for match in _called(text) if _one_kind(match, kind))
    seen: set[str] = set()
    home = next((source for text, source in written if name in text), None)
    for text, source in written:
        for match in _called(text):
            other = match[1]
            if (
                not _one_kind(match, kind)
                or other in seen
                or not _nearly(name, other)
                or often[other] > max(1, often[name] // 2)
            ):
                continue
            seen.add(other)
            a = replace(home or source, text=_inside(own[0]))
            b = replace(source, text=_inside(match))
            message = f"{kind}的名称前后不一：标题写“{a.text}”，{b.quoted}，请核定。"
            yield Conflict(ConflictKind.ACTIVITY, a, b, message, name)


def _called(text: str) -> list[re.Match[str]]:
    """The names in quotation marks, each with the word for what it is."""
    return [*_QUOTED.finditer(text), *_WHOLE.finditer(text)]


def _inside(match: re.Match[str]) -> str:
    """All that stands between the quotation marks."""
    return match[1] if match.re is _QUOTED else match[1] + match[2]


def _one_kind(match: re.Match[str], kind: str) -> bool:
    """Whether the same word stands behind the quotation; a long name is known without it (…专项整治, …整治工作)."""
    return match[2] == kind or len(match[1]) >= _LONG_NAME


def _nearly(first: str, second: str) -> bool:
    if first == second or len(first) != len(second):
        return False
    differ = sum(one != two for one, two in zip(first, second, strict=True))
    return differ * 3 <= len(first) or (len(first) == 2 and differ == 1)


def plan_names(titles: Sequence[Source]) -> Iterator[Conflict]:
    """The plan's name in the notice that sends it out and above the plan itself."""
    names: list[tuple[str, Source]] = []
    for source in titles:
        sent = _SENT.search(source.text)
        name = (sent[1] or sent[2]) if sent is not None else "".join(source.text.split())
        if _PLAN.search(name) and (sent is not None or "关于" not in name):
            names.append((name, replace(source, text=name)))
    for place, (first, one) in enumerate(names):
        for second, two in names[place + 1 :]:
            if _renamed(first, second):
                message = f"方案的名称前后不一：{one.quoted}，{two.quoted}，请核定。"
                yield Conflict(ConflictKind.ACTIVITY, one, two, message)
                return


def _renamed(first: str, second: str) -> bool:
    one, two = (fold(_DATED.sub("", name)) for name in (first, second))
    if one in two or two in one or min(len(one), len(two)) < _LEAST:
        return False
    return sameness(one, two) >= _ALIKE and not (left_out(one, two) or left_out(two, one))
