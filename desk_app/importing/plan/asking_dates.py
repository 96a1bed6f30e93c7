"""Whether a date in a sentence of the body asks for something by then."""

from __future__ import annotations

import re

from desk_app.campaign.deadlines import Found, Kind, State
from desk_app.importing.plan.draft import Spans
from desk_app.importing.plan.own_dates import TASK_KINDS, counted_by, has_day, is_pointed
from desk_app.importing.plan.speakers import opening_clauses
from desk_app.importing.plan.units import subject_units

_ASKS = re.compile(
    r"完成|报|开展|举办|召开|制定|形成|提交|组织|进行|建立|印发|汇总|总结|建成|落实|启动|申报|填|整改|自查|评|检查|学习|征集|走访|讲|发放|公示|确定|明确|梳理|排查|整理|撰写|推荐|参加|做好|实现|出台|更新|传达|承办|主办|牵头|负责|迎接|接受|验收|交付|投用|运行|上线|竣工"
)
_DONE = re.compile(
    r"已经|已于|以来|完成了|召开了|开展了|据统计|截至|先后[^，。；]{0,4}(?:接到|发生|出现|收到|获)|接到群众"
)
_LEADS_IN = re.compile(r"^现[就将对把].*如下[：:]?\s*$")
#: 到2025年底，九成以上的机关达到标准: what is aimed at, and given to nobody.
_GOAL = re.compile(r"^[^，。；]{0,6}到(?:20\d\d年|年)[底末]?[，,].*(?:以上|达到|明显|显著|基本形成|更加|全面提升|大幅)")
#: What is left of a past day (于8月12日印发后，各地认真落实).
_THEN = re.compile(r"^[日月](?![底初末内])")
#: 经研究，定于5月至8月在全院开展…活动; 启动仪式定于3月18日举行: what the paper is about, and given to nobody.
_OPENS = re.compile(
    r"^[^。；]{0,120}?(?:决定|[定拟]|研究)[于从自在][^。；]{4,40}?(?:开展|组织|实施|进行)[^。；]{2,40}(?:行动|活动|整治|攻坚|工作|教育|竞赛|大会战|建设|创建|月|周|年)[。；]?$"
    r"|(?:仪式|典礼)[^。；，]{0,8}(?:[定拟将]?于|时间)"
)
#: 根据通知，复查测评定于9月中旬进行: what others hold, told before the plan begins.
_AWAITED = re.compile(
    r"(?:测评|复查|验收|检查|考核|评估|督查|督导|督察|巡视|巡察|审计|普查|复审|评审|评定|认定|考评|回访|暗访)[^，。；]{0,8}?(?:[定拟将]于|预计[于在]?|将在|安排在)[^，。；]{2,24}(?:进行|开展|举行|启动|实施|到来|结束)[。；]?\s*$"
)
#: 利用世界气象日（3月23日）等节点: when the occasion is, and nothing asked by then.
_OCCASION = re.compile(
    r"^[^，。；]{0,4}(?:利用|结合|借助|依托|围绕|抓住|紧扣|以)[^。；]*[日节周月][（(][^（）()]*[）)][^。；]{0,30}?(?:节点|契机|时机|为载体)"
)
#: 定于2026年9月举办大赛，现将有关事项通知如下: what the paper is about.
_SET_OUT = re.compile(r"(?:[定拟将]于|决定[于在]?)[^。；]*现[就将对把]?[^。；]*如下[：:]?\s*$")
_SAME_DAY = {"当日", "当天", "次日"}
_OF_PAPER = re.compile(
    r"本(?:通知|方案|办法|意见|制度|细则|规定|计划|规则|预案|安排|决定|公告|清单|要点|措施|标准|指引)[^，。；]{0,20}(?:施行|执行|实施|生效|有效|废止)"
)
_REPORTS = re.compile(r"报送|上报|申报|填报|提交|报局|报市|报县|报区|报省|报至|报到|报机关|报办公室|推荐")
_LEAST_WORDS = 4


def asks_by(found: Found, said: str, place: int, start: int, used: Spans, *, headed: bool) -> bool:
    """Whether a date in the body asks something: no phase, no mention, and a verb that asks."""
    deadline = found.deadline
    taken = any(
        which == place and first < start + found.end and start + found.start < last for which, first, last in used
    )
    aimed = deadline.kind is Kind.BY and _GOAL.search(said) is not None and not subject_units(opening_clauses(said))
    opens = deadline.kind is Kind.WINDOW and _SET_OUT.search(said) is not None
    opens = opens or (
        _OPENS.search(said) is not None and (deadline.kind is Kind.WINDOW or re.search("仪式|典礼", said) is not None)
    )
    awaited = not headed and _AWAITED.search(said) is not None
    if (
        taken
        or aimed
        or opens
        or awaited
        or _LEADS_IN.search(said)
        or ((occasion := _OCCASION.match(said)) is not None and found.end <= occasion.end())
        or deadline.text in _SAME_DAY
        or _THEN.match(deadline.text)
    ):
        return False
    reports = bool(_REPORTS.search(said)) and deadline.end is not None and deadline.state is not State.INVALID
    counted = (reports or counted_by(deadline)) and deadline.kind is Kind.QUOTA and has_day(found)
    if deadline.kind not in TASK_KINDS and not counted:
        return False
    if deadline.kind is Kind.RELATIVE and (deadline.start is not None or _OF_PAPER.search(said)):
        return False
    if deadline.kind is Kind.WINDOW and not is_pointed(found, said):
        return False
    if deadline.kind in {Kind.BY, Kind.INVALID} and not _DONE.search(said):
        return len(said) - len(deadline.text) >= _LEAST_WORDS
    return bool(_ASKS.search(said)) or bool(subject_units(opening_clauses(said)))
