"""Sentences that speak of all items below or above them, or of a whole list: 以下任务均须于6月底前完成."""

from __future__ import annotations

import re

_COUNT = r"(?:各|几|[一二三四五六七八九十\d]+)?项?"
_WORK = r"(?:重点|主要|具体)?(?:任务|工作|事项|内容|措施|举措|要求)"
_ALL = r"(?:原则上)?(?:均|都|全部|一律|统一|须全部|要全部|应全部)"
_BELOW = re.compile(rf"(?:以下|下列|下述|本节|本部分|本项|本章|本类|本方面){_COUNT}{_WORK}")
_ABOVE = re.compile(rf"(?:以上|上述|前述|上列){_COUNT}{_WORK}")
#: 本次整治共5项任务，均须在6月30日前完成.
_COUNTED = re.compile(
    rf"(?:本|此|该|共|分)[^，。；：]{{0,12}}?[一二三四五六七八九十\d]+项{_WORK}[^。；：]{{0,6}}?{_ALL}"
)
#: 本清单所列事项均须于12月20日前完成.
_OF_LIST = re.compile(
    rf"(?:本|该|所列|所附|附件\d{{0,2}}|任务|责任)(?:清单|分解表|任务表|表|台账|附件)?[^，。；：]{{0,10}}?(?:任务|事项|工作|项目|内容)[^，。；：]{{0,6}}?{_ALL}"
)


def of_those_below(said: str) -> re.Match[str] | None:
    """Where a sentence names all the items that follow it."""
    return _BELOW.search(said) or _COUNTED.search(said) or _OF_LIST.search(said)


def of_those_above(said: str) -> re.Match[str] | None:
    """Where a sentence names all the items before it."""
    return _ABOVE.search(said)


def of_a_list(said: str) -> re.Match[str] | None:
    """Where a sentence names all the rows of a list."""
    return _COUNTED.search(said) or _OF_LIST.search(said)
