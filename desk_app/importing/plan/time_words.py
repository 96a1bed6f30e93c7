"""Whether a short piece is nothing but a time with its deed: 3月底前启动, “七一”前, 全年推进."""

from __future__ import annotations

import re

_LONGEST_DEED = 16
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_DAY = r"(?:\d{1,2}[日号]|\d{1,2}(?=\s*(?:之?前|以前|底|$))|[上中下]旬|底|末|初|中|份)?"
#: 教师节, “七一”前, 中秋期间; 教师工作部 and 清明乡 are none.
_FEAST = (
    r"“?(?:元旦|春节|元宵|清明|五一|五四|六一|七一|八一|十一|端午|中秋|国庆|重阳|教师|建党|建军)”?"
    r"(?:国际)?(?:劳动|建党|建军|青年|儿童)?(?:(?<=春节|元旦)|节|(?=[前后当至到起内止间中]|之前|以[前后]|期间|[-—–~～、，,。；;）)]|假|$))(?:假期)?"
)
_YEAR = r"(?:(?:\d{4}|今|明|次|当)年(?:度)?)?"
_POINT = (
    rf"(?:\d{{4}}[-.．/]\d{{1,2}}[-.．/]\d{{1,2}}|[上中下]旬(?=之?前|以前|$)|{_YEAR}(?:\d{{1,2}}月{_DAY}|(?:[一二三四五六七八九]|十[一二]?)月{_DAY}|第?[一二三四1-4]季度[末底]?"
    rf"|[上下]半年|年[底末内中]|月[底末]|\d{{4}}年[底末内]?|{_FEAST}))"
)
_TO = r"(?:[-—–~～至到]|--)+"
_DATE = rf"(?:{_POINT}(?:\s*{_TO}\s*(?:{_POINT}|\d{{1,2}}日|\d{{1,2}}月))?|\d{{1,2}}{_TO}\d{{1,2}}月{_DAY})"
_LASTING = (
    r"(?:全年|长期|持续|常态化|立行立改|即知即改|立查立改|适时|及时|每[周月季年日]|每半[年月]|按[月季]|定期|随时|年度)"
    r"[^，。；]{0,10}"
)
_TIME = re.compile(
    r"(?:(?:力争|确保|原则上|拟|须|应|需|要|限)?(?:于|在)?(?:截止|截至|自|从)?(?:到|至)?"
    rf"{_DATE}(?:之?前|以前|起|开始|期间|以内|内|止)?(?P<deed>[^，,；;。]*)|{_LASTING})$"
)
_BEGINS = re.compile(rf"(?:于|在|自|从|截至)?{_DATE}(?:之?前|以前|起|内)?")
_AGAIN = re.compile(
    r"(?:每(?:个?半年度?|年度?|个?季度?|半个?月|个?月|[两二三四2-6]个?[周月年]|周[一二三四五六日]?|星期[一二三四五六日]?|旬|日|天)|逢[单双]月|隔[周月]|[次当]月|全年|年内)"
    r"(?:[首末]月)?(?:底前|\d{1,2}日(?:之?前)?|[底末]|前)?"
)


def is_time(piece: str) -> bool:
    """Whether a piece is nothing but a time with its deed (3月底前启动, 全年推进)."""
    match = _TIME.match(piece.strip().translate(_WIDE))
    return match is not None and len(match["deed"] or "") <= _LONGEST_DEED


def time_inside(piece: str) -> int:
    """Where the first time in a piece begins; -1 where it has none."""
    match = _BEGINS.search(piece.translate(_WIDE))
    return -1 if match is None else match.start()


def after_time(piece: str) -> str:
    """A clause without the date or rhythm with which it begins (年内各科室…, 每季度末月25日前各乡镇…)."""
    bare = piece.strip()
    again = _AGAIN.match(bare)
    return bare[max(time_length(bare), 0 if again is None else again.end()) :].lstrip(" ，,")


def time_length(piece: str) -> int:
    """How long the time is with which a piece begins; 0 where it begins otherwise."""
    match = _BEGINS.match(piece.translate(_WIDE))
    return 0 if match is None else match.end()
