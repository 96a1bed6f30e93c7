"""Tells a person's name or post from a unit's, so that nobody named as responsible is taken for a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk_app.importing.plan.units import UNIT, is_unit

#: The commonest family names of the 2020 census report, and the double ones that still occur.
_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓"
    "古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬邸师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
)
_DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|夏侯|端木"
_NO_NAMES = re.compile(
    r"常态|长期|全年|全体|全局|全县|全市|全区|全程|全面|时限|时间|方案|方式|高标|高质|安全|安排|成果|成效|成立|连续|向上|明确|明年|应急"
    r"|和谐|单位|单项|解决|时刻|严格|万元|党员|党委|党组|华东|温馨|管理|关于|许可|游客|商户|路段|车辆|农村|农业|农户|古城|连同|成员"
    r"|文件|文明|文化|文书|金额|石油|龙头|方法|江河|左右|关键|平时|年底|月底|边查|立行|项目|应当|时候|路口|卫生|农民|党建|党课|荣誉"
)
_NAME = re.compile(
    rf"(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_FAMILY}][\u4e00-\u9fff·]{{1,2}}|[{_FAMILY}] [\u4e00-\u9fff]"
)
#: How a name looks.
NAME = _NAME.pattern
_POST = (
    "书记|局长|主任|科长|处长|股长|院长|校长|所长|站长|队长|主席|部长|厅长|县长|市长|区长|镇长|乡长|组长|会长|总工程师|总工|调研员|科员"
    "|秘书长|领导|负责人|责任人|负责同志|同志|联络员|专员|委员|成员"
)
_WITH_POST = re.compile(rf"^[\u4e00-\u9fff、]{{0,14}}(?:{_POST})$")
#: What stands for a firm or a class of people, though it may look like a name.
_PARTY = re.compile(r"[方商层户员]$|物业|业主")
_JOINED = re.compile(r"[和及与]|以及")
_CLASSES = re.compile(r"^(?:各|全体|每|所有)")
_POST_FIRST = re.compile(rf"^(?:(?:{_POST})|副(?:{_POST}))+(?=.)")
_PLACED = re.compile(rf"^(?P<unit>{UNIT})\s*(?P<who>\S[^，。；]{{1,12}})$")


def is_person(text: str) -> bool:
    """Whether a short text is one person: a name (李明), a name with a post (王红主任), or a post (分管副局长).

    A class of persons (各党支部书记) is asked like a unit and is none.
    """
    plain = text.strip()
    if _CLASSES.match(plain) or not 2 <= len(plain) <= 16:
        return False
    if _WITH_POST.match(plain):
        return True
    bare = _POST_FIRST.sub("", plain).strip()
    if bare != plain and _NAME.fullmatch(bare):
        return True
    return bool(_NAME.fullmatch(plain)) and not _NO_NAMES.search(plain) and not is_unit(plain)


def is_name(text: str) -> bool:
    """Whether a text is a person's bare name (张华), without a post."""
    return bool(_NAME.fullmatch(text.strip()))


def people_apart(names: Sequence[str]) -> list[tuple[str, bool]]:
    """Names of units and persons mixed, each with whether it is a person: 张三、综合科; 王五及核算科."""
    found: list[tuple[str, bool]] = []
    for name in names:
        parts = _JOINED.split(name)
        mixed = len(parts) > 1 and is_person(parts[0]) and all(is_person(one) or is_unit(one) for one in parts[1:])
        found.extend((part, is_person(part) and not _PARTY.search(part)) for part in (parts if mixed else [name]))
    return found


def is_class_of_persons(text: str) -> bool:
    """各党支部书记, 全体班子成员: many persons under one word, who are asked as a unit is."""
    return bool(_CLASSES.match(text.strip()) and _WITH_POST.match(text.strip()))


def unit_with_person(text: str) -> tuple[str, str] | None:
    """办公室王红, 质量科 张强: the unit and the person named behind it; None where it is not both."""
    plain = text.strip()
    for place in range(2, len(plain) - 1):
        unit, who = plain[:place].strip(), plain[place:].strip(" 　:：（）()")
        if is_unit(unit) and is_person(who) and not is_unit(plain):
            return unit, who
    return None
