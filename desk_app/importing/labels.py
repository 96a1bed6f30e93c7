"""Lines that stand around a table's rows and are no data: sums, notes, signatures, dates, unit lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SUM = re.compile(r"(?:本[页月期季周年])?(?:合计|小计|总计|累计|共计)(?:[::(].*|\d+.*)?")
_PERSONS = (
    "填报人|填表人|制表人|经办人|报送人|审核人|审批人|复核人|核对人|联系人"
    "|负责人|单位负责人|部门负责人|主要负责人|分管领导|主管领导"
)
_NOTES = r"(?:备注|注|说明|填表说明|填报说明|填写说明|注意事项|附注)[\d一二三]?[::。、(]?.*"
_LABELS = (
    rf"(?:{_PERSONS})(?:签[字名章])?(?:\([^)]*\))?(?:[::_].*|$)"
    r"|(?:联系电话|电话|手机|校验码|页码)(?:[::].*|$)"
    r"|(?:填报|填表|报送|制表|上报|制)?(?:日期|时间)(?:[::].*|$)"
    r"|(?:(?:填报|报送|填表|上报|申报|责任)?(?:单位|部门|科室))(?:名称)?(?:\([^)]*\))*[::].*"
    r"|\(?(?:盖章|公章|签章|签字|加盖公章|单位盖章)\)?.*"
    r"|(?:\d{4}|_+)?年\d{0,2}_*月\d{0,2}_*日?"
    r"|第\d+页.*|共\d+页.*"
)
_CLOSING = re.compile(rf"(?:{_NOTES}|{_LABELS})", re.DOTALL)
_FURNITURE = re.compile(
    rf"(?=[^,。;!]{{0,60}}$)(?:{_LABELS}|年月日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|\(?(?:盖章|公章|签字)\)?)",
    re.DOTALL,
)


def compact(text: str) -> str:
    """A text without blanks and with plain signs."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_sum_label(text: str) -> bool:
    """Whether a cell's text labels a sum line (合计, 小计, 总计)."""
    return bool(_SUM.fullmatch(compact(text)))


def is_closing(texts: Sequence[str]) -> bool:
    """Whether a row's texts are a note, a signature line, a unit line or a date, and no data."""
    return bool(texts) and bool(_CLOSING.fullmatch(compact(texts[0])))


def is_furniture(text: str) -> bool:
    """Whether a piece of text is a signature, date, unit, telephone, seal or page label with what was filled in."""
    return bool(_FURNITURE.fullmatch(compact(text)))
