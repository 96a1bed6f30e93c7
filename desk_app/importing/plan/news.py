"""Tells a plan from news, minutes and compilations, which ask nothing by a date."""

from __future__ import annotations

import re
from datetime import date

from desk_app.importing.plan.passages import Passage, PassageKind
from desk_app.importing.plan.tails import find_tails
from desk_app.importing.plan.time_words import time_inside
from desk_app.importing.plan.units import UNIT

_NEWS = re.compile(
    r"新华社[^，。]{0,12}电|本报讯|记者[：:]?|[《“]?通知》?(?:指出|强调|明确|要求)|会议(?:指出|强调|要求|认为|传达)|^来源[：:]|日电|近日，|连日来|据悉|召开会议"
)
_ASKS = re.compile(
    r"特制定|制定(?:如下|本|此|以下)|(?:方案|计划|意见|安排|办法)如下|现将[^。]{0,80}(?:印发|通知|安排|如下)|(?:责任|牵头|配合)(?:单位|部门|科室)|完成时限|工作要求|如下[：:。]|[作提]出?如下(?:安排|要求|部署|通知|意见)"
    r"|请(?:各|于|在|认真|结合)|联系人|报送|实施方案$|行动方案$|工作方案$|有关(?:事项|要求|工作)通知如下"
)
_STAGE = re.compile(
    r"^第[一二三四五六1-6](?:阶段|周|步|批|轮)\s*[：:（(、]|^(?:从|自)[^。]{4,30}[起至到][^。]{2,30}(?:在[^。]{2,12})?(?:开展|组织|实施)[^。]{2,30}(?:行动|活动|整治|攻坚)"
)
_MONTH_LINE = re.compile(
    r"^(?:[●■◆•·]\s*)?(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|[上中下]旬|底|初)?(?:\s*[-—–~～至到]+[^：:。]{1,12})?(?:底?前)?\s*[：:]"
)
#: 县财政局　　开展资金清查，6月底前完成。
_UNIT_FIRST = re.compile(rf"^{UNIT}(?:\s*[：:]|[ 　\t]{{2,}}|　)")
_ENOUGH = 2


_REPORT = re.compile(
    r"(?:情况|结果|进展|成绩|成效|问题)的?(?:[^，。]{0,6})(?:通报|报告|简报|公示|公告|总结|汇报|说明)$|总结(?:报告)?$|简报|快报|动态$|纪实$|侧记$|综述$"
    r"|(?:通报|表彰|表扬|公示|报告|汇报)(?:[（(].{1,12}[）)])?$|予以(?:表扬|表彰)|先进(?:集体|个人)|获奖"
)
_BULLETIN = re.compile(r"简报|快报|侧记|纪实$|综述$|信息专报|要情")
_ADDRESSED = re.compile(
    r"请(?:各|有关|相关|于|在|认真|抓紧)|务必|(?:责任|牵头|整改)(?:单位|部门|科室)[：:]|责令|限期|各(?:单位|部门|科室)[要须应]"
)
_DEMANDS = re.compile(
    r"请|务必|必须|[要须](?!素|点|闻|么)|应(?!急|用|对|邀|届|[报完提上][\u4e00-\u9fff]{1,3}的)|限期|限于|限在|责令|确保|抓紧|尽快|下一步|下步|拟于|拟在|计划于|力争|将于|将在"
    r"|(?:责任|牵头|整改|完成|办结|配合)(?:单位|部门|科室|处室|股室|时限|期限)"
)
_MAY_ASK = re.compile(r"[前内](?:完成|整改|报|反馈|提交|补|办结|销号)")
#: 由培训部负责，6月20日前公布课程表: minutes that hand work out, whatever the meeting said besides.
_GIVEN_BY = re.compile(r"由[^，。；]{2,24}(?:负责|牵头|承办|落实)[^。；]{0,30}?(?:月|日|底|旬|周|年)[^。；，]{0,6}前")

#: What a paper is called that binds somebody, whatever it tells of the work before it.
_BINDS = re.compile(
    r"(?:方案|计划|意见|安排|要点|办法|细则|规划|清单|分工|通知|措施|制度|纪要|函|决定|预案|部署|任务书?|责任书|承诺书?|倡议书?|须知|规程|行动|表|台账)"
    r"(?:[（(].{1,16}[）)])?$"
)
#: What only work that is done can show: who praised it, by how much it grew, how many came.
_SHOWN = re.compile(
    r"近年来|充分肯定|高度评价|一致好评|广泛好评|交流发言|经验做法|荣获|被评为|获评|同比|环比|累计|先后|明显成效|显著成效|成效(?:明显|显著)"
    r"|比[^，。；]{2,12}(?:提高|增长|上升|下降|减少|增加)(?:了)?\s*\d|(?:提高|增长|上升|下降|减少|增加)了\s*\d|\d\s*[万亿]?余\s*[\u4e00-\u9fff]"
    r"|全年(?:共|累计)?(?:召开|开展|举办|组织|完成|办理|解决|培训)[^，。；]{0,10}\d"
)
_GOAL = re.compile(r"力争|不少于|不低于|不得|以上|目标|确保|计划|拟|[要须](?!素|点|闻|么)|达标率")
_BYLINE = re.compile(r"^[（(]?\s*(?:供稿|来源|撰稿|通讯员|作者|稿件来源|文/图|文图)\s*(?:单位|人)?\s*[：:]")
_ACCOUNT = re.compile(
    r"经验(?:做法|材料|交流|介绍)|(?:典型|主要|工作|创新)做法|典型案例|工作(?:纪实|亮点|综述|回顾)|(?:取得[^，。]{0,4}|显|新)成效|成效(?:显著|明显|凸显|初显)"
)
_YEAR_TOLD = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
_MANY, _PLENTY = 3, 6


def is_report(title: str | None) -> bool:
    """Whether a paper's title says that it tells what was done (…情况的通报, 总结, 公示): only its demands ask."""
    return title is not None and _REPORT.search("".join(title.split())) is not None


def is_bulletin(title: str | None, passages: tuple[Passage, ...]) -> bool:
    """Whether a paper is a bulletin (简报, 快报) that tells of work and intentions, and asks nobody for anything."""
    if title is None or _BULLETIN.search("".join(title.split())) is None:
        return False
    return not any(_ADDRESSED.search(one.text) or find_tails(one.text) for one in passages)


def is_account(title: str | None, passages: tuple[Passage, ...], issued: date | None) -> bool:
    """Whether a paper only tells of work done (经验做法, a byline below, a year that is over), with its results."""
    said = "".join((title or "").split())
    if not said or _BINDS.search(said) or any(_asks_somebody(one) for one in passages):
        return False
    shown = [len(_shown(one.text)) for one in passages if one.kind is PassageKind.BODY]
    years = [int(year) for year in _YEAR_TOLD.findall(said)]
    over = bool(years) and issued is not None and max(years) < issued.year
    signed = any(_BYLINE.match(one.text.strip()) for one in passages)
    # A plan may boast in its preamble: results stand throughout an account.
    throughout = sum(shown) >= _MANY and sum(count > 0 for count in shown) >= _ENOUGH
    return throughout and (signed or over or sum(shown) >= _PLENTY or _ACCOUNT.search(said) is not None)


def _asks_somebody(passage: Passage) -> bool:
    """Whether a paragraph addresses or asks somebody, or gives work away."""
    if passage.kind is PassageKind.ADDRESS or _hands_out(passage) or _STAGE.match(passage.text):
        return True
    return any(pattern.search(passage.text) for pattern in (_ASKS, _ADDRESSED, _GIVEN_BY))


def _shown(text: str) -> list[str]:
    """The clauses that show results; one that sets an aim (力争培训2000余人) shows none."""
    clauses = re.split(r"[，,。；;]", text)
    return [clause for clause in clauses if _SHOWN.search(clause) and not _GOAL.search(clause)]


def demands(sentence: str) -> bool:
    """Whether a sentence of such a paper asks somebody for something."""
    return _DEMANDS.search(sentence) is not None


def may_ask(sentence: str) -> bool:
    """Whether a sentence only names a time by which something is done, which may be told as well as asked."""
    return _MAY_ASK.search(sentence) is not None


def is_news(passages: tuple[Passage, ...]) -> bool:
    """Whether the text reports what was done and said, and asks nothing itself."""
    news = sum(bool(_NEWS.search(passage.text)) for passage in passages)
    asks = sum(bool(_ASKS.search(passage.text)) for passage in passages if passage.kind is not PassageKind.NOTE)
    numbered = sum(passage.numbered for passage in passages)
    if news == 0 and any(_STAGE.match(passage.text) for passage in passages):
        return False
    if news == 0 and sum(_hands_out(passage) for passage in passages) >= _ENOUGH:
        return False
    if news == 0 and any(one.kind is PassageKind.TITLE and _BINDS.search(one.text.strip()) for one in passages):
        return False
    if sum(bool(_GIVEN_BY.search(passage.text)) for passage in passages) >= _ENOUGH:
        return False
    if numbered < _ENOUGH and (asks == 0 or news > asks):
        return True
    return news >= _ENOUGH and news > asks and news * 2 >= numbered


def _hands_out(passage: Passage) -> bool:
    """Whether a paragraph gives work away: a tail with units, or a month with what is done in it."""
    if passage.kind is not PassageKind.BODY:
        return False
    tails = find_tails(passage.text)
    given = any(tail.units or tail.people for tail in tails) or _MONTH_LINE.match(passage.text) is not None
    return given or (_UNIT_FIRST.match(passage.text) is not None and time_inside(passage.text) >= 0)
