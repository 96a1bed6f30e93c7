"""What a clause hands in, to whom, and what meeting it calls; □ stands where the clause has its time."""

from __future__ import annotations

import re

_VERB = (
    r"(?:报送|上报|呈报|填报|申报|提交|反馈|寄送|报备|备案|"
    r"报(?![告表道刊名账单批到销废警])|交(?![流办通接易由叉])|送(?![达审检餐医教]))"
)
_AND_SO = (
    r"(?:[，,、]?(?:并|经[^，。；□]{1,14}?(?:后|同意|签字|盖章|审核|审定)"
    r"|加盖公章后?|盖章后|签字后|汇总后|审核后|统一|一并|同步|分别|及时|按时|书面|逐级|同时|以?(?:书面|纸质|电子)?(?:版|形式)|通过[^，。；□]{2,14}?|电子版|纸质版|连同[^，。；□]{2,16}?)[，,]?)*"
)
_TIME = r"(?:请|须|应|需|要|务必|必须|统一|均|一律|最迟|严格)*(?:于|在|按)?□(?:之前|以前|前|内)?"
_BRACKET = r"(?:[（(][^（）()]*[）)])*"
_TO = re.compile(
    rf"{_VERB}(?:[^，。；□]{{0,16}}?(?:至|到|给|往))?(?P<to>[\u4e00-\u9fff]{{2,18}}?(?:办公室|专班|领导小组|委员会|党委|科|股|处|室|局|部|办|站|中心|组|队|院|所|委|厅))(?=[，,。；;、（(）)\s]|$|备案|汇总|审核|审定|邮箱|联系人)"
)
_TAKEN = re.compile(rf"(?:将|把)(?P<what>[^，。；□将把]{{2,40}}?){_BRACKET}{_AND_SO}(?:{_TIME})?{_AND_SO}{_VERB}")
#: 自查报告由校长签字盖章后于□报: through whose hands it goes before.
_SIGNED = (
    r"(?:由[\u4e00-\u9fff]{2,12}(?=于?□)"
    r"|由[^，。；□]{2,14}?(?:签字|签署|签批|盖章|审核|审定|审签|把关|汇总)[^，。；□]{0,6}?后)?[，,]?"
)
_THEN = re.compile(
    rf"(?:^|[，,；;。：:])(?P<what>[^，。；：:□]{{2,24}}?){_BRACKET}{_SIGNED}{_TIME}[^，。；□]{{0,10}}?{_AND_SO}{_VERB}"
)
_VERB_FIRST = re.compile(
    rf"□[^，。；□]{{0,8}}?[，,]?(?:由?[\u4e00-\u9fff、]{{2,16}})??{_AND_SO}(?P<verb>{_VERB})(?:至|到|给)?(?P<what>[^，。；（(、至到给□]{{2,24}}?)(?=[，。；（(、]|至|到|给|$)"
)
_MADE = re.compile(
    rf"(?:制定|形成|撰写|编制|起草|填写|填好|梳理形成|汇总形成|拟定|拟订|研究制定)(?:好|出|完成)?(?P<what>[^，。；□]{{2,20}}?){_BRACKET}[，,]{_AND_SO}(?:{_TIME})[^，。；□]{{0,10}}?{_AND_SO}{_VERB}"
)
#: 于□形成问题清单报机关党委: made and handed in in one clause.
_MADE_AND_SENT = re.compile(
    rf"□[^，。；□]{{0,6}}?(?:制定|形成|撰写|编制|起草|填写|填好|梳理出|梳理形成|汇总形成|拟定|拟订)(?:好|出|完成)?(?P<what>[^，。；□]{{2,20}}?){_BRACKET}{_AND_SO}{_VERB}"
)
_RUNS = re.compile(
    rf"(?:^|[，,；;。：:])(?P<what>[^，。；：:□]{{2,20}}?)(?:实行|执行|采取|建立)[^，。；□]{{1,12}}制度?[，,][^，。；□]{{0,8}}□[^，。；□]{{0,8}}{_VERB}"
)
#: 典型做法报送时间为□: the time is named.
_DUE_ON = re.compile(
    r"(?:^|[，,；;。：:])(?P<what>[^，。；：:□]{2,20}?)的?(?:报送|上报|提交|填报|报告|申报)(?:截止)?(?:时间|时限|期限|日期)(?:统一)?(?:定)?[为是：:在]?□"
)
_LAST = re.compile(r"□(?P<what>[\u4e00-\u9fff]{3,20}?)(?:的)?(?:报送|上报|提交|填报)(?:工作)?$")
_LEADS = re.compile(
    r"^(?:各自|本|该|其|有关|相关|上述|以上|全部|最终|正式|书面|完整|所有|整理好?的?|填写好?的?|形成的?|签字盖章的|盖章的|加盖公章的?|经[^的]{2,16}的)+(?:单位|部门|科室|股室|部室|校|院|村|镇|乡镇|社区|辖区|区域|地区|系统|支部|公司|企业)?的?"
)
_UNITS_FIRST = re.compile(
    r"^(?:请|由)?各(?:有关|相关|级|直属|下属)?(?:村（社区）|村|社区|单位|部门|科室|处室|股室|部室|支部|党支部|学校|校|医院|乡镇|镇|街道|县区|县|区|站所|所|站|队|公司|企业|分局|局|院系|院|系|班级|年级)+(?:的|将|把)?"
)
_TAILS = re.compile(
    r"(?:电子版|纸质版|扫描件|电子文档|原件|复印件|盖章版|PDF版|书面材料|各?一式.*|各?[一二两三四\d]+份.*|等材料|等)$"
)
#: What the receiver does with it, no thing that is handed in: 报营林股汇总.
_KEPT = re.compile(r"(?:汇总|审核|审定|备案|备查|审批|审阅|存档)$")
_COUNTED = re.compile(r"[\d一二两三四五至]+[篇个件份次项条]|不少于|至少")
_OFFICE = re.compile(
    r"(?:办公室|专班|小组|科|股|处|室|局|部|办|站|中心|队|委|厅|邮箱|平台|系统|政府|党委|医院|学校|组织|总公司|集团)$"
)
_NO_THING = re.compile(
    r"^(?:全[院局市县区镇乡校场厂馆矿省]|情况|进展|进展情况|材料|有关材料|相关材料|报告|信息|资料|工作情况|意见|结果|数据|人员|书面|名单|台账|清单|有关情况|相关情况|落实情况|完成情况|文件|纸质版|电子版|附件|表格|工作|建议)$"
)
#: Between a time and what is handed in no other time may stand.
_OTHER_DAY = re.compile(r"\d[月日号时](?!报)|每[日周旬月季]")
_REACH = 40
HELD_VERB = re.compile(r"召开|举行|举办|组织|开展|进行|定于|安排")
_EVENT = re.compile(
    r"(?P<what>[\u4e00-\u9fff“”]{0,14}?(?:大会|例会|推进会|动员会|部署会|启动会|座谈会|总结会|调度会|现场会|交流会|观摩会|评审会|验收会|述职会|表彰会|报告会|发布会|培训会|动员会议|部署会议|推进会议|总结会议|仪式|启动式|开幕式|培训班|演练|竞赛|比赛|运动会|论坛|考试|测试))(?![前后上中]|议(?!□|于|定|在)|的|精神|要求)"
)
_EVENT_LEADS = re.compile(
    r"^.*?(?:召开|举行|举办|组织|开展|进行|参加|准备|安排)(?:一次|1次|一场|1场|了|好)?|^(?:全[市县区镇乡局校院系省州厂]|本[局校院镇县市]|□|[市县区镇乡局校院])+"
)


def objects_of(piece: str, whole: str) -> tuple[str, ...]:
    """The things that a clause hands in; ``whole`` is its sentence, whose clause before may name the thing."""
    for pattern, text in (
        (_TAKEN, piece),
        (_DUE_ON, piece),
        (_VERB_FIRST, piece if "，□" in whole else ""),
        (_TAKEN, whole),
        (_MADE, whole),
        (_MADE_AND_SENT, piece),
        (_VERB_FIRST, piece),
        (_THEN, piece),
        (_RUNS, whole),
        (_LAST, piece),
    ):
        found = [one for match in pattern.finditer(text) for one in _things(match["what"]) if _fits(match, text)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _fits(match: re.Match[str], text: str) -> bool:
    """Whether the time of the clause lies within reach of what is handed in."""
    if "□" in match[0] or "□" not in text:
        return "□" in match[0]
    at = text.find("□")
    between = text[at : match.start()] if at < match.start() else text[match.end() : at]
    return abs(at - match.start()) <= _REACH and not _OTHER_DAY.search(between)


def _things(what: str) -> list[str]:
    found = []
    for piece in re.split(r"[、]|及(?!时)|以及|和(?!谐)", re.sub(r"[（(][^（）()]*[）)]", "", what)):
        bare = _UNITS_FIRST.sub("", piece.strip(" “”《》"))
        bare = _TAILS.sub("", _LEADS.sub("", bare)).strip(" “”《》的")
        bare = _COUNTED.sub("", bare)
        if (
            len(bare) >= 2
            and not _NO_THING.match(bare)
            and not _OFFICE.search(bare)
            and not _KEPT.search(bare)
            and "□" not in bare
        ):
            found.append(bare)
    return found


def receiver_of(piece: str) -> str:
    """The office that gets it; empty where none is named."""
    match = _TO.search(piece)
    return "" if match is None else match["to"]


def event_of(piece: str) -> str:
    """The meeting or contest that a clause calls; empty where it calls none."""
    if not HELD_VERB.search(piece):
        return ""
    match = _EVENT.search(piece)
    if match is None:
        return ""
    what = match["what"]
    return _EVENT_LEADS.sub("", what) or what
