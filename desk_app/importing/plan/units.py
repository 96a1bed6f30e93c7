"""Units as a plan writes them: lists taken apart, parts (牵头, 配合, 责任) kept, classes not expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from desk_app.campaign.plan.model import Role, UnitRole
from desk_app.importing.plan.time_words import time_length

_OPEN, _CLOSE = "（([【〔［", "）)]】〕］"
_ENDING = (
    "“?两委”?|镇街|街镇|镇办|科室|处室|股室|部室|单位|部门|分局|支队|大队|中队|总站|支部|党总支|党组织|党委|党组|党工委|纪委|纪检组|办公室|领导小组|专班"
    "|工会|共青团|团委|团支部|妇联|妇委会|群团组织|机构|中心组|中心|机关|海关|街道|乡镇|社区|企业|学校|院校|医院|公司|集团|协会"
    "|组织|委员会|大学|学院|党校|中学|小学|联合会|商会|学会|基金会|红十字会|居委会|[组筹竞执]委会|村委会|管委会|理事会|残联|文联|侨联|工商联|科协|作协"
    "|银行|信用社|联社|供销社|合作社|指挥部|窗口|库点|网点|基地|支行|分行|厂|办事处|管理局|政府|工作组|活动办|专班办|编辑部|事业单位|党小组|站|所|院|队|科|股|处|室|局|厅|部|委|办|组|县|区|市|镇|乡|村|校|庭|园|馆|[一二三四五六七八九十]班|林场|农场|场|频道|频率|栏目组|片区|网格|车间|班组|营业厅|分团|总队|专柜|分站|园区|景区|(?:服务|气象|电视|广播|预报|调度|监测|观测|总)台|融媒体|关工委|储备库|物资库|书店|分店|总店|博物院|事务局|库房|服务大厅|政务大厅|便民大厅"
)
#: What a class of units is also called: 各村（社区）, 各党委（党组、党总支）.
_OTHER = (
    "(?:单位|科室|中心|部门|站|所|队|社区|街道|居委会|市|区|县|村|居|党组|党总支|总支|支部|党支部|党小组|集团|企业|园区|分局|股室|部室|处室"
    "|室|镇|乡|办事处|街道办|开发区|管委会)"
)
UNIT = (
    rf"[\u4e00-\u9fffA-Za-z·“”]{{0,18}}?(?:[（(][^）)]{{1,8}}[）)])?[\u4e00-\u9fff]{{0,12}}?(?:{_ENDING})"
    rf"(?:[（(](?:{_OTHER}(?:、{_OTHER})*|(?!以下|简称|下称)[\u4e00-\u9fff、]{{1,14}}?(?:办公室|办|委|科|股|处|室|局|部|中心|站|院))[）)])?"
)
_UNITLIKE = re.compile(rf"^{UNIT}$")
ROLE_IN_BRACKETS = re.compile(r"[（(](牵头(?:单位|部门)?|配合(?:单位|部门)?|责任(?:单位|部门)?|主办|协办|参与)[）)]")
_PHRASE = re.compile(
    r"(?P<units>[^，,；;。]+?)(?P<verb>(?:共同|分别)?牵头(?:负责|落实|组织|实施|办理|推进)?|(?:按(?:照)?)?(?:各自)?(?:职责)?分工(?:负责|落实|配合)|按(?:照)?(?:各自)?职责(?:负责|落实|配合)|"
    r"(?:共同|联合|具体)?负责(?:落实|组织实施|实施)?|(?:具体|组织|抓好)(?:实施|落实)|(?:协同|协助|积极)?配合(?:落实)?|协助|协办|主办|承办|参与|参加)(?=[，,；;。]|$|、(?=[^、，,；;。]{2,30}(?:牵头|负责|配合|协助|协办|主办|承办|参[与加])(?:[，,；;。、]|$)))"
)
_NO_NAME = re.compile(r"^(?:按照|按|各自|分别|共同|具体|协同|牵头|责任|配合|无|暂无|没有|待定|另定)$")
_WASTE = re.compile(r"(?:按(?:照)?(?:各自)?职责分工(?:负责)?|分别负责|分工负责|负责落实)$")
_ROLES: tuple[tuple[str, Role], ...] = (
    ("牵头", Role.LEAD), ("主办", Role.LEAD), ("主责", Role.LEAD),
    ("配合", Role.HELP), ("协办", Role.HELP), ("协同", Role.HELP), ("会同", Role.HELP), ("协助", Role.HELP),
    ("参与", Role.HELP), ("参加", Role.HELP),
)  # fmt: skip


def role_of(label: str) -> Role:
    """The part that a label or verb says; 责任 where it says none."""
    return next((role for word, role in _ROLES if word in label), Role.ANSWER)


def is_unit(name: str) -> bool:
    """Whether a name ends as a unit's name does."""
    return bool(_UNITLIKE.match(name))


#: 家庭和儿童工作部（以下简称家儿部）: a name for later, and no part of this one.
_CALLED = re.compile(r"[（(]以下(?:统一|统称)?(?:简称|称为?)[^（）()]{1,16}[）)]")


#: 该项工作由社会福利科负责: the words before the one to whom something is given.
_GIVEN_TO = re.compile(r"^(?:(?:以上|上述|[该此本这])[^由，,]{0,8}(?=由))?[由，,；;、]")
#: 信息科（总务科配合）: who helps stands in brackets behind who answers.
_HELPING_IN_BRACKETS = re.compile(
    r"[（(](?:由)?([^（）()，,；;。]{2,30}(?:配合|协助|参与|协办))[）)](?=$|[、，,；;\n])"
)
#: 数据局会同各单位
_ALONG_WITH = re.compile(
    r"^(?P<lead>[^，,；;。]{2,40}?)(?:会同|联合(?!会|社|体)|协同)(?P<help>[^，,；;。]{2,80}?)(?:等(?:单位|部门))?$"
)


#: 由宣传部落实: whom a thing is left to.
_BY_WHOM = re.compile(r"^由([\u4e00-\u9fff、]{2,24}?)(?:具体)?(?:落实|组织落实|抓落实)$")


def split_units(text: str, role: Role = Role.ANSWER) -> tuple[UnitRole, ...]:
    """The units of a cell or tail, in order; phrases such as 办公室牵头，人事科配合 give their own parts."""
    plain = _HELPING_IN_BRACKETS.sub(r"，\1", text.strip()).strip("。；;，, ")
    plain = _BY_WHOM.sub(r"\1", plain)
    if not plain or not re.search(r"[\u4e00-\u9fff]", plain):
        return ()
    taken = _ALONG_WITH.match(plain)
    if taken is not None and all(is_unit(name) for side in ("lead", "help") for name in _names(taken[side])):
        sides = (("lead", role), ("help", Role.HELP))
        return _distinct([UnitRole(name, part) for side, part in sides for name in _names(taken[side])])
    found = list(_phrased(plain, role))
    if found:
        return _distinct(found)
    return _distinct(_with_roles(list(_names(plain)), role))


def _phrased(plain: str, role: Role) -> Iterator[UnitRole]:
    """The units of phrases (甲牵头，乙，丙按职责负责) with their parts, and those that stand between the phrases."""
    done = 0
    for match in _PHRASE.finditer(plain):
        between = plain[done : match.start()] if done or match.start() else ""
        yield from (UnitRole(name, role) for name in _names(between) if is_unit(name))
        for name in _names(_GIVEN_TO.sub("", match["units"].strip())):
            yield UnitRole(name, role_of(match["verb"]))
        done = match.end()
    if done:
        yield from (UnitRole(name, role) for name in _names(plain[done:]) if is_plain_name(name))


def _distinct(units: Iterator[UnitRole] | list[UnitRole]) -> tuple[UnitRole, ...]:
    named = (replace(unit, name=_CALLED.sub("", unit.name)) for unit in units)
    return tuple(dict.fromkeys(unit for unit in named if unit.name))


def _with_roles(names: list[str], role: Role) -> Iterator[UnitRole]:
    """甲（牵头），乙、丙（配合）: a part in brackets holds for the names before it, back to the one with another."""
    stated = [ROLE_IN_BRACKETS.search(name) for name in names]
    for place, name in enumerate(names):
        following = next((role_of(one[1]) for one in stated[place:] if one is not None), role)
        shared = following is Role.LEAD or any(stated[:place])
        yield _with_role(name, following if shared and stated[place] is None else role)


def _with_role(name: str, role: Role) -> UnitRole:
    match = ROLE_IN_BRACKETS.search(name)
    if match is None:
        return UnitRole(name, role)
    return UnitRole(ROLE_IN_BRACKETS.sub("", name).strip(), role_of(match[1]))


def _names(text: str) -> Iterator[str]:
    for piece in _split(text):
        bare = _WASTE.sub("", piece.strip(" \t　。；;，,：:")).strip()
        bare = re.sub(r"(?<=[\u4e00-\u9fff）)])等$", "", bare)
        if bare and re.search(r"[\u4e00-\u9fff]", bare) and not _NO_NAME.match(bare):
            yield from _joined_by_and(bare)


def _split(text: str) -> Iterator[str]:
    """Split at commas, stops, slashes, line breaks and wide blanks, but never inside brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _CLOSE and depth > 0)
        if depth == 0 and (sign in "、，,；;/／\n\t|" or (sign in " 　" and _blank_parts(text, place))):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _blank_parts(text: str, place: int) -> bool:
    """Whether a blank parts two names: what stands before it ends as a unit's name does."""
    before = ROLE_IN_BRACKETS.sub("", re.split(r"[、，,；;/／\n\t 　]", text[:place])[-1])
    after = text[place:].strip()[:1]
    return bool(_UNITLIKE.match(before)) and len(before) >= 2 and after not in {"", *_OPEN}


#: Words that end as an office does: 家庭和儿童工作部 is one.
_NO_OFFICE = re.compile(r"(?:家庭|市场|内部|外部|全部|干部|现场|广场|立场)$")


def _joined_by_and(name: str) -> Iterator[str]:
    """局办公室和人事科 are two; 党委和政府办公室 without a unit's ending before 和 stays one."""
    for sign in "和及与":
        before, found, after = name.partition(sign)
        if (
            found
            and not _NO_OFFICE.search(before)
            and _UNITLIKE.match(before)
            and _UNITLIKE.match(after)
            and len(before) >= 2
            and len(after) >= 2
        ):
            yield before
            yield after
            return
    yield name


_CLASS = (
    r"(?:各|全|局|市|县|区|省|本|机关|基层|所属|直属|下属|党|有关|相关|责任|牵头|成员"
    r"|办公室|人事|宣|工会|团|妇|纪|二级|驻|群|综合|法|财|审|监)"
)
_VERB_NEXT = (
    r"(?:要(?!素|点|闻|道)|应(?!急|用|收|付|届|援|战|诉|检|对)|须|需(?!求)|务必|必须|请|于|在|将|对(?!外联|外合|外经|外事|口)|每|结合|组织|按|根据|围绕|负责|牵头|至少|集中|认真|全面|深入|广泛|开展|对照"
    r"|制定|完成|报|把|筹[备办](?!组|处)|分别|汇总|汇编|建立|严格|及时|积极|主要负责|统一|收集|会同|联合|协同|分|举办|召开|利用|通过|为|再|定期|年底|次年|翌年|明年|今年|下月|本月|春节|国庆|元旦|中秋|端午|清明|重阳|[“\"]?(?:五一|七一|八一|十一|六一|三八|五四)|教师节|[寒暑假]假|假期|开学|期[末中]|学期|[节会课][前后]|当[天日月年]|本(?:学期|季度|周|年度)|[上中下]旬|周[一二三四五六日]|\d"
    r"|[一二三四五六七八九十两]+[月次]|申报|填报|上报|提交|形成|指定|确定|进行|参照|报送|自(?!然|治|来水|贸|[评查][^，。；]{0,4}(?:报告|表|材料|总结|方案|情况))|从|以|，|明确|确保|落实|做好|抓好|加强|推进|梳理|撰写|推荐|参加|发放|做|到|具体|逐|如实|进一步|主动|依托"
    r"|选|共|同步|配合|限期|逐|通报|汛期|自查|自行|立即|迅速|切实|充分|继续|同时|可|也|均|都|高度|持续|扎实|有序|按时|如期|传达|学习|上传"
    r"|收到|接到|收悉|出具|提出|拿出|办结|销号|联系|承办|引进|引导|争取|带头|全覆盖|修订|完善|编制|编印|更新|摸排|清理|拆除|储备|成立|设立|组建|强化|深化|优化|提升|规范|健全|推行|推广|遴选|评选|验收|整治|巡查|排查|抽查|主汛期"
    r"|公布|发布|印发|出台|审核|审议|下达|分解|签订|配备|配置|购置|采购|建成|新建|改造|维修|检修|宣传|培训|调度|走访|慰问|办理|受理|核查|安排|研究|分析|邀请|走访|检查|整改|总结|公开|公示|参照|先|督促|力争|严格|认领|主动|指导|带领|帮助|推动|统筹|包案|包联|盯紧|紧盯|拟定|拟订|起草|修改|完善|全程|“[一边立]"
    r"|[\u4e00-\u9fff]{2}\d{1,3}[名人份篇]|填写|填好|填制|选派|抽调|派出|派员|增派|推选|推举|录入|核实|核对|准备|张贴|悬挂|严肃|妥善|精心|周密|尽快|抓紧|提前|提早|分批|分头|逐步|陆续|安装|整理|归档|移交|转发|提请|提供|承担|担任"
    r"|轮流|组成|召集|主持|执笔|主讲|授课|出面|兜底|张榜|兑现|拨付|领取|申领|报名|报告|报备|制作|拍摄|观看|收看|调整|更换|恢复|设计(?![院所处科部室公])|逢[单双]|隔[周月日]|年内|全年|农历|正月|腊月|常态化|(?:行动|活动|整治|专项|宣传[周月]|学习教育|创建|供[热暖]|假日|节日)期间|即日|开设|开辟|实行|[汛节会]前|[汛节会]后|月[底末初]|评出|选出|最[迟晚]|至迟|不[晚迟]于|截[至止]|竣工|[上下]半年|第?[一二三四]季度|开通|撤除|掌握|摸清|核定|打印|装订|签收|复核|初审|结对|帮扶|参与|协助|协同|劝导|反馈|答复|回复|整合|压实|坚决|坚持|动态"
    r"|(?:年度|半年度?|季度|阶段性)[^，。；]{0,6}(?:总结|小结)|累计|不少于|不得|避免|防止|杜绝|一律|一并|精读|选聘|招募|登门|驻点|值守|对标|补报|补充|续报|汇交|建好|管好|用好|办好|讲好|上好|开好|$)"
)
_AND = rf"(?:、|以及|和|及|与|，(?={_CLASS}[^，。]{{0,20}}[要应须于在]))"
#: 督促各单位 asks them; 督促燃气企业 is the deed of another.
_ASKED = re.compile(
    r"(?:请|由|要求|(?:组织(?!部|人事|科|处)|督促|指导)(?=[各全]|所[属辖有]|[本下]|有关|相关|被|责任|基层))\s*"
)
#: 市委宣传部 goes on where 市委 could end: the verb behind it begins the office's own name.
_NAME_GOES_ON = (
    r"(?!(?:学习教育|主题教育|宣传|统战|政法|审核|审计|研究|分析|检查|受理|核查|验收|规范|发布|巡查|改造|建设|引进|组织人事|组织(?=部)|办理|联系|申报|提升)"
    r"(?![各全])[\u4e00-\u9fff]{0,3}?(?:部|科|处|股|室|站|所|队|中心|局|(?:领导小组|专班)(?:办公室)?)(?:、|和|及|与|会同|联合|牵头|负责|\s|[要应须于在每]))"
)
_ONE_UNIT = re.compile(
    rf"(?P<unit>{UNIT})(?<=[\u4e00-\u9fffA-Za-z·“”）)]{{2}})\s*(?:(?P<more>{_AND})\s*|{_NAME_GOES_ON}(?={_VERB_NEXT}))"
)
_ONE_LEADS = re.compile(rf"^(?:{UNIT}|[\u4e00-\u9fff]{{2,4}})负责(?!人|同志)")
_ASKED_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff”》）])(?:请|(?<![自理缘])由)(?=各|[\u4e00-\u9fff、]{2,28}[科处室股办局委部站所队院会]{1,2}[于在每])"
)
_FOLK = re.compile(r"^(?!各|全体|每|所有)[\u4e00-\u9fff]{0,6}(?:党员|干部|群众|职工|青年|学生)$")
_EACH_ONE = re.compile(r"^每(?:一?[家个所支座]|一)(?P<class>[\u4e00-\u9fff]{1,10})$")
_SEATED = re.compile(r"[（(]设(?:在|于|立在)[^（）()]{2,20}[）)]")
_LONGEST_SUBJECT = 160
_LEADS = re.compile(
    r"^(?:(?:\d{1,2}(?![\d年月日周天个名家场次轮批])|[（(]\d{1,2}[）)]|[（(][一二三四五六七八九十]+[）)]|(?!一般|一线)[一二三四五六七八九十]+(?![月季周是]))[.．、]?\s*|[一二三四五六七八九十]是\s*|同时[，,]|请)"
)
#: Classes and teams whose names begin or go on with a verb: 各落实部门, 检查组, 宣讲团.
_NAMED_BY_DEED = re.compile(
    r"^(?:各|有关|相关|第?[一二三四五六七八九十\d]+个?)?[\u4e00-\u9fff]{2,6}(?:部门|单位|科室|股室|部室|处室|主体|机构|专班|小组|组|队|团|专员|中心)$|^[\u4e00-\u9fff]{2}[科股室]$"
)
#: Places on the net where people learn; nobody is asked for anything by their names.
_PLATFORM = re.compile(r"(?:网络|网上|在线|空中|线上|云上|远程)(?:学院|党校|课堂|学校|大学|教育中心|培训中心)$|网校$")
#: 决赛由市局人事科: what is given away stands before the one who gets it.
_GIVEN_INSIDE = re.compile(r".(?<![自理缘])由|.对(?:各|全[市县区省镇乡州局系])|[到入进下驻]村$|[到入进]户$")
_OFFICIAL = re.compile(r"^(?:各|全)?[\u4e00-\u9fff]{0,4}[省市县区州盟旗镇乡局]")
_LONGEST_NAME, _LONGEST_OFFICE = 15, 22
_TELLS_DEED = re.compile(
    r"^(?:对|把|将|向|从(?!业)|以|按|为|于|到(?!底)|赴|深入|走进|报(?!社|刊|业|道)|送|抄|成立|召开|开展|制定|加强|建立|完成|报送|组建|设立|反馈|移送|通知|告知|抄送|转交|函告|答复|走访|督促|约谈|通报|公布|组织|慰问"
    r"|[\u4e00-\u9fff]{2,6}带队$|[\u4e00-\u9fff]{2}(?:各|相关|有关|被|重点|全体|下属|所属))"
)
_VERBS = re.compile(
    r"答谢|拜访|走访(?!组|队|慰问组)|带队|成立|召开|开展|制定|加强|推进|做好|建立|完成|报送|落实|组织实施|(?:督|举|承|查|交|催|领|创|筹|帮|联|包)办$"
    r"|(?:现|立|在|到|入|离|退|清)场$|[全内]部$|之处$|[厕场住处]所$|[整编分改重]组$|^全[县市区省国镇乡村场厂矿]$|调整|变更|责任单位|督促"
)
_NOT_UNITS = re.compile(
    r"^(?:[发送报交印寄下转分传呈公反张](?:[发送达传放派抄布贴馈])?[至到给往](?=[各全有相每镇乡村社])|责任到|限于?|[办完落进工开活][\u4e00-\u9fff]{1,4}情况(?![科处室])|(?:汇总|统一|集中|分别|逐级|审核|审定|汇编|书面|一并|同步|及时|按时|定期|按[程要时规][^，。]{0,3}|盖章|签字|打印|整理|统计|电子版|纸质版|扫描|签署|填写|由[^，。]{2,8})[\u4e00-\u9fff]{0,3}[报送交](?!社|业|刊|道|台|名)"
    r"|会同|(?:配合|协助|协同|联系)(?![单部科处股室])|指导(?![科处股组委中站所])|汇总(?![科处股组])|到(?!底)|(?:至|最)[少多]|不[少多低]于|反馈|移交(?!安置)|移送|通知|告知|抄送|抄报|转交|转送|函告|答复|回复|曝光|责令|提醒|被|登录|登陆|迎接|接受|接待|依托|借助|利用|使用|打开|进入|访问|关注|扫描|先后|一(?!般|线)|两|三|四|五|全部|内部|仍[旧然]?[为由是]|根|(?:原则)?同意|其中|此|上|下|中|对|把|将|为|向|从|在|以|按|围|结合|通过|坚持|开展|组织(?!部|人事|科|处)|加强|推动|推进|落实|制定|完善|深化|强化|建立|聚焦|紧盯|严格|做好|广泛|充分|突出|抓好|报|于"
    r"|惠及|受益|形成|涉及|涵盖|辐射|面向|吸引|吸纳|带动|满足|解决|减免|走进|深入|助力|助推|护航|全年|年内|月[上中下]旬|月[底初]"
    r"|交(?![通警投易运委管])|每(?:半?年|季|半?月|[周旬日天两])"
    r"|疏导|摸排|清理|拆除|压缩|推行|编制|修订|更新|汇编|设立|举办|选派|走访|打造|培育|评选|升级|改造|整治|规范|提升|优化|培训|集中|排查|梳理|公示|公布|发布|印发|启动|召集|筹备"
    r"|带动|取缔|关停|搬迁|扶持|支持|引进|引导|鼓励|创建|争创|申报|推荐|表彰|命名|验收|巡查|检查|督查|督导|抽查|暗访|通报|约谈|问责|收集|征集|受理|化解|调处|慰问|帮扶|结对|联系|对接|服务|覆盖|设置|开设|增设|开通|搭建|组建|配备|配齐|安装|购置|采购|租用|筹建|遴选|选拔|聘请|邀请|统筹|建好|办好|用好|建成|新建|改建|扩建|修缮|竣工|投入|实现|达到|力争|确保|适时)"
)


def subject_units(clauses: list[str]) -> tuple[UnitRole, ...]:
    """The units that a sentence speaks of as its subject, looked for at the beginning of each of its clauses."""
    for clause in clauses:
        bare = _SEATED.sub("", clause.strip())
        while (lead := _LEADS.match(bare)) and lead.end():
            bare = bare[lead.end() :]
        subject = _asked_inside(bare[:_LONGEST_SUBJECT]) or _subject_of(bare[:_LONGEST_SUBJECT])
        if not subject or (_NOT_UNITS.match(subject) and not _is_team(subject)):
            continue
        found = tuple(_as_class(one, clauses) for one in split_units(subject))
        if found and all(len(unit.name) >= 2 and _may_act(unit.name) for unit in found):
            return () if all(_FOLK.match(unit.name) for unit in found) else (*found, *_together(bare, subject))
    return ()


def is_plain_name(name: str) -> bool:
    """Whether a name that ends as a unit's does is no deed with its object (将总结报市局)."""
    return is_unit(name) and _may_act(name) and (_NOT_UNITS.match(name) is None or _is_team(name))


def _as_class(unit: UnitRole, clauses: list[str]) -> UnitRole:
    """每家支行 asks of every one of a class: 各支行, by the name that a clause before gives the class."""
    match = _EACH_ONE.match(unit.name)
    if match is None:
        return unit
    named = (re.search(rf"各[\u4e00-\u9fff]{{0,6}}?{re.escape(match[1])}", clause) for clause in clauses)
    return replace(unit, name=next((one[0] for one in named if one is not None), f"各{match[1]}"))


def _may_act(name: str) -> bool:
    """Whether a name is no deed cut off before its object (落实…部, 建立…组)."""
    bare = re.sub(r"[（(][^）)]*[）)]", "", name)
    if len(bare) > (_LONGEST_OFFICE if _OFFICIAL.match(bare) else _LONGEST_NAME):
        return False
    if _PLATFORM.search(name) or _GIVEN_INSIDE.search(name):
        return False
    return not _VERBS.search(name) or _is_team(name)


def _is_team(name: str) -> bool:
    """Whether a name that begins with a verb is that of a team or a class (检查组, 落实部门) and no deed done to it."""
    return bool(_NAMED_BY_DEED.match(name) and not _TELLS_DEED.match(name))


_ALONG = re.compile(
    r"(?:[要应须将]|负责|牵头|积极|主动|分别|继续|具体|抓紧|认真)*(?:会同|联合|协同|商(?=[市县区局省各]|有关))"
)


def _together(clause: str, subject: str) -> tuple[UnitRole, ...]:
    """德育股会同各学校于5月开展: those whom the subject takes along help it."""
    behind = clause[clause.find(subject) + len(subject) :]
    behind = behind[time_length(behind) :]
    match = _ALONG.match(behind)
    helping = "" if match is None else _subject_of(behind[match.end() :])
    return split_units(helping, Role.HELP) if helping and not _NOT_UNITS.match(helping) else ()


def _asked_inside(clause: str) -> str:
    """以上情况请各科室于3月5日前报送: whom a clause asks where it begins with something else."""
    asked = _ASKED_INSIDE.search(clause)
    return "" if asked is None else _subject_of(clause[asked.start() :])


def _subject_of(clause: str) -> str:
    """The units at a clause's beginning, one after the other up to a verb; empty where it begins otherwise."""
    clause = re.sub(r"^([^，]{2,24}?)负责(?!人|同志).*$", r"\1", clause) if _ONE_LEADS.match(clause) else clause
    asked = _ASKED.match(clause)
    begin = place = asked.end() if asked else 0
    while match := _ONE_UNIT.match(clause, place):
        if not match["more"]:
            return clause[begin : match.end("unit")]
        place = match.end()
    return ""
