"""Dates that a text only tells of: old ones that another replaces, facts, terms of validity, office hours."""

from __future__ import annotations

import re
from datetime import date

from desk_app.campaign.deadlines import Deadline, Kind

_MOVED = r"(?:延长|延期|延|调整|变更|更改|修改|推迟|顺延|提前|放宽|宽限|改)"
_A_TIME = r"(?=“?(?:每[周月季年日半]|\d{4}年|\d{1,2}[月日]|次年|明年|年底|本月|下月|第?[一二三四]季度|[上下]半年))"
_WAS = re.compile(
    rf"原(?:定|计划|拟|规定|要求|来|先|时限|期限|为|完成时[限间])(?:(?!{_MOVED}(?:为|至|到|成))[^，。；]){{0,12}}$|(?:^|[，,。；;：:（(、])[^，。；]{{0,12}}原[于在]?$"
)
#: 延长至10月31日前: a new time begins with the word that makes it one.
_RENEWS = re.compile(rf"{_MOVED}(?:为|至|到|成)")
_FROM_OLD = re.compile(r"(?:由|从|将)[^，。；]{0,14}$")
_DECIDED = re.compile(r"[^，,。；;]{0,24}(?:会议?|研究|审议|讨论|通过|同意|批准|精神)")
_BY_WHOM_DECIDED = re.compile(
    r"(?:经(?!济|营|贸|信|管|开|发|理|办)|根据|按照)(?:[\u4e00-\u9fff]{0,8}(?:会|局|委|办|党组|社|组))?$"
)
_TO_NEW = re.compile(rf"[^，,。；;]{{0,8}}{_MOVED}(?:为|至|到|成)")
_SO_CHANGED = re.compile(
    rf"[^，,。；;\d]{{0,10}}(?:调整|变更|更改|修改|改)(?:为|至|到|成)[^，,。；;\d]{{0,2}}{_A_TIME}"
)
_NOW = re.compile(
    rf"[^。；;\d]{{0,40}}?[，,]\s*(?:经研究[，,]?)?(?:决定)?现[^，。；;\d]{{0,8}}{_MOVED}[^，。；;\d]{{0,4}}(?:为|至|到|成)?{_A_TIME}"
)
_DONE_ON = re.compile(r"已(?:经)?(?:于|在)$")
_VALID = re.compile(r"(?:有效期|任期|聘期|保质期|质保期|合同期|租期)限?(?:为|是|至|到|自|从|：|:)?$")
_FAILED = re.compile(r"(?:未|没有|没能|未能)(?:按[^，。；]{0,6})?[于在]?$")
_IF_ANY = re.compile(
    r"如有(?:异议|疑问|不同|意见|问题|情况|遗漏|变动)[^。；;]*$|(?:公示|公告|咨询|任职|受理)(?:时间|期限?|期间)(?:为|是|：|:)$"
)
_STILL_VALID = re.compile(r"[^。；;]{0,60}(?:继续|仍然?|依然|同样)有效")
_OF_A_THING = re.compile(
    r"^(?:期间)?(?:已|建成|竣工|完工|投用|投入使用|交付|建造|购置|安装|投产|形成|批准|审批|毕业|退休|发生|受理|遗留|未办结|未完成|(?:本?应|需|须)[报完提上][\u4e00-\u9fff]{1,3}(?=的)|签订|签发|取得|出具|核发|登记|注册|入职|出生|参加工作|立项|开工)[^，。；;]{0,14}(?<!党)的(?!时限|期限)"
)
#: 对6月底前完成的项目予以表扬: what is done by then is spoken of, and asked in another place.
_DONE_BY_THEN = re.compile(
    r"^(?:全部|按期|如期)?(?:完成|报送|上报|申报|提交|办结|整改到位)的[\u4e00-\u9fff]{0,8}(?:，|,)?(?:优先|予以|给予|可以?|不予|不再|一律|视[为情]|纳入|将被?)"
)
_LATE = re.compile(
    r"^(?:[^，,。；;\d]{0,16}(?:均已|皆已|都已|全部已|全已|已经?(?:全部|全面|如期|按期|基本)?(?=完成|报送|上报|印发|召开|开展|建成|提交|办结|销号|整改|启动|落实|举办|制定|成立))|才|方才|仍[未没]|尚未|还未|均未|未能?[按完报启])"
)
_IN_TURN = re.compile(r"(?:先后|曾经?|陆续|相继|均已|早已|就已)(?:分别)?[于在]?(?:[^，。；;]{0,20}[、和及])?$")
#: 以11月1日零时为标准时点: to which day figures are counted.
_AS_OF = re.compile(r"^(?:零时|0时|24时)?为(?:标准|统计|基准|调查|普查)?(?:时点|日(?!期))")
_HOURS = re.compile(
    r"(?:服务|办公|上班|作息|营业|开放|接待|值守|值班|咨询|受理|接听|办事)时间(?:为|是|：|:)?[^，。；;]{0,4}$"
)
#: 去年阅读季于2025年4月23日启动: what was held the last time, unless it is to be made good now.
_LAST_TIME = re.compile(
    r"(?:^|[，,。；;：:（(])(?:去年|上年|前年|往年|上一?年度|上一?届|上一?期|此前)(?![^，。；]{0,10}(?:未|遗留|结转|剩余|没有))[^，。；]{0,30}$"
)
#: 年末招商恳谈会: the name of a meeting.
_YEARS_END = re.compile(r"[年岁][末终底]")
_MEETING = re.compile(r"[\u4e00-\u9fff]{0,6}(?:恳谈|座谈|茶话|总结|联欢|表彰|述职|团拜)会")
#: “一件事一次办”: 一次 is no number of times that is asked.
_AT_ONCE = re.compile(r"(?:办|性|号|告知|受理|办结|办成|通过|到位|跑)")
#: Why such a date is no deadline.
TOLD = "是已发生的事、有效期限或办公时间，不是办理时限。"
_COUNTED = re.compile(
    r"[^，。；;]{0,8}(?:共|累计|合计|总共|先后)(?:计|已)?"
    r"(?:收到|收集|收回|接收|受理|办理|办结|完成|开展|举办|排查|发放|解决|征集|整改|检查|查处|培训|申报|走访|召开)"
    r"[^，。；;]{0,12}\d"
)
#: 5月6日上午，镇党委书记主持召开书记办公会; 截至4月底全镇完成播种面积3.2万亩.
_HELD = re.compile(r"^[，,]?[^，,。；;请拟将要须应]{0,24}(?:主持召开|召开了|组织召开了|听取了|研究了|审议了)")
_UP_TO = re.compile(r"^截[至止]")
_AMOUNT = re.compile(r"^[，,]?[^，,。；;请拟将要须应]{0,24}\d")
_ASKED = re.compile(r"请|要求|务必|[要应须]|最迟|不迟于|截止|以前|之前|前|底|末")


def is_told(text: str, start: int, end: int, deadline: Deadline, issued: date | None) -> bool:
    """Whether the date at a place of a text asks nothing; ``issued`` is the day that the paper itself bears."""
    before = re.split(r"[，,；;。：:]", text[:start])[-1]
    behind = text[end:]
    if deadline.kind is Kind.RECURRING:
        return bool(_HOURS.search(text[:start]))
    said = text[:start]
    if _is_of_a_name(text[start:end], behind, deadline):
        return True
    if _DONE_ON.search(before) or _FAILED.search(before) or _VALID.search(said) or _IF_ANY.search(said):
        return True
    if _DONE_BY_THEN.match(behind) or _LATE.match(behind) or _IN_TURN.search(before):
        return True
    if (
        _STILL_VALID.match(behind)
        or _OF_A_THING.match(behind)
        or _purpose(before, text[start:end])
        or _AS_OF.match(behind)
    ):
        return True
    undated = issued is None and deadline.kind is Kind.BY and _HELD.match(behind) is not None
    return undated or _fact(text, start, end, deadline, issued)


def _is_of_a_name(said: str, behind: str, deadline: Deadline) -> bool:
    """Whether words of a time begin a name: 年末招商恳谈会, “一件事一次办”."""
    at_once = deadline.kind is Kind.QUOTA and said.endswith("一次") and _AT_ONCE.match(behind) is not None
    return at_once or (_YEARS_END.fullmatch(said) is not None and _MEETING.match(behind) is not None)


def is_superseded(text: str, start: int, end: int) -> bool:
    """Whether a date is the old one (原定…前完成，现延期至…；由…调整为…), or of the meeting that decided."""
    before, behind = re.split(r"[，,；;。：:]", text[:start])[-1], text[end:]
    if (_WAS.search(before) and not _RENEWS.match(text[start:end])) or _SO_CHANGED.match(behind) or _NOW.match(behind):
        return True
    if _BY_WHOM_DECIDED.search(before.rstrip()) and _DECIDED.match(behind):
        return True
    return bool(_FROM_OLD.search(before) and _TO_NEW.match(behind))


def _purpose(before: str, said: str) -> bool:
    """为做好2024年冬至2025年春火灾防控工作: what the work is for, and not by when it is due."""
    return before.lstrip().startswith("为") and not _ASKED.search(said)


def _fact(text: str, start: int, end: int, deadline: Deadline, issued: date | None) -> bool:
    """A plain day before the paper's own: what was done then is told (印章于6月20日刻制完成)."""
    if issued is None or deadline.kind not in {Kind.BY, Kind.WINDOW} or deadline.end is None:
        return False
    last = date(deadline.end.year, deadline.end.month, deadline.end.day)
    if last <= issued and (_HELD.match(text[end:]) or (_UP_TO.search(text[start:end]) and _AMOUNT.match(text[end:]))):
        return True
    if last < issued and _COUNTED.match(text[end:]):
        return True
    if last >= issued or _ASKED.search(text[start:end]):
        return False
    if _LAST_TIME.search(text[:start]):
        return True
    clause = re.split(r"[，,；;。：:]", text[:start])[-1] + re.split(r"[，,；;。：:]", text[end:])[0]
    return not _ASKED.search(clause)


def newest(said: str) -> int:
    """Where the new time begins in words that hold the old one too (6月30日推迟到9月20日); 0 where they do not."""
    match = re.search(rf"(?:由|从)?[^，,。；;]*?\d[^，,。；;]*?(?={_MOVED}(?:为|至|到|成))", said)
    return match.end() if match is not None and match.start() == 0 else 0
