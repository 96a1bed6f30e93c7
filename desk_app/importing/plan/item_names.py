"""The name of an item, put before a sentence of it that does not tell by itself what is asked."""

from __future__ import annotations

import re

from desk_app.importing.plan.bare_clauses import is_bare
from desk_app.importing.plan.draft import Draft
from desk_app.importing.plan.passages import Heading

#: Headings that name no activity.
GENERIC = re.compile(
    r"^(?:主要|重点|工作|具体|任务|活动|目标|总体|有关|方法|实施|组织|保障|时间|阶段|推进|整治|措施|责任|和|及|与|、)*"
    r"(?:任务|安排|内容|措施|举措|要求|步骤|分工|方法|事项|保障|部署|计划|活动|领导|实施|工作)$"
)
#: Headings below which a paper asks how work is done.
DEMANDS = re.compile(r"要求|保障|组织领导|组织实施|督导|注意事项|有关事项")
_ORDERS = re.compile(r"要求|保障|领导|注意")
#: A sentence that gives away what was named before it: 由…会同…, …承担.
_SAYS_WHO = re.compile(r"^由[^，。；：:]{2,40}|^[^，。；：:]{2,30}(?:承担|负责|牵头|主办|承办)[，,]")
_LEAST_WORDS, _ITEM_LEVEL = 4, 3
_LONGEST_BEFORE = 80
_NAME_LEVEL, _SHORT_NAME = 2, 20


def named_before(draft: Draft, piece: str, start: int, begin: int) -> str:
    """2.气瓶整治。由设备科会同协会检查…: a sentence that only says who, with the name of the item it speaks of."""
    heading = draft.passage.own_heading
    if _names_it(draft, heading, start, begin):
        return f"{draft.passage.text[begin:start].strip().rstrip('。：:')}。{piece}"
    before = draft.passage.text[begin:start].strip()
    if draft.numbered and 0 < len(before) <= _LONGEST_BEFORE and is_bare(piece):
        return f"{before.rstrip('。：:；; ')}。{piece}"
    if heading is None or heading.level < _ITEM_LEVEL or start == begin or not _SAYS_WHO.match(piece):
        return piece
    name = draft.passage.text[begin:start].strip()
    bare = name.rstrip("。：:")
    return f"{bare}。{piece}" if bare == heading.name and not re.search("[，,；;]", bare) else piece


def _names_it(draft: Draft, heading: Heading | None, start: int, begin: int) -> bool:
    """2.残疾儿童入学。特教中心一人一案，8月15日前完成评估: whether the sentence right before is the item's name."""
    if heading is None or heading.level < _NAME_LEVEL or start == begin:
        return False
    name = draft.passage.text[begin:start].strip().rstrip("。：:")
    general = any(DEMANDS.search(one.name) or GENERIC.match(one.name) for one in draft.passage.path[-2:-1])
    asks = any(_ORDERS.search(one.name) for one in draft.passage.path)
    return name == heading.name and len(name) <= _SHORT_NAME and not asks and not (general and len(name) < _LEAST_WORDS)
