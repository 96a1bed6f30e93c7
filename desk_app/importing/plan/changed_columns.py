"""Columns of what held before beside columns of what holds now (原时限 │ 调整后时限): only the new ones are due."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: What a heading says of the state before a change, and of the one behind it.
_OLD = re.compile(
    r"^(?:原|旧)(?!因|则|件|始|材料|文|产|籍|貌|住|创|址|料)|(?:调整|变更|修订|修改|更改|延期|延长|顺延|推迟|提前|调)前"
)
_NEW = re.compile(
    r"(?:调整|变更|修订|修改|更改|延期|延长|顺延|推迟|提前|调|改|重新(?:确定|核定|明确))(?:后|为|至|到|成|的)"
    r"|^(?:现|新)$|^(?:现|新|最新|拟)(?=定?(?:的)?(?:完成|办结|整改|责任|牵头|时|期|截|节|任|工|单|部|日|要|负|承))"
    r"|^(?:拟|申请|批准|同意)?(?:调整|变更|延期|延长|顺延|推迟|展期)(?:时限|期限|时间|日期)$"
)
_STEM = re.compile(r"时限|期限|时间|日期|节点|时点|至$|到$")
_WHO = re.compile(r"单位|部门|科室|处室|股室|部室|机构|支部|主体|分工")
#: A heading that says no more than before or after, under another that says of what.
_BARE = re.compile(r"^(?:原(?:定|有|来)?|旧|现|新|(?:调整|变更|修订|修改|更改|延期)[前后])$")
_UNCHANGED = re.compile(
    r"^(?:不变|未变|无变化|没有变化|保持不变|维持不变|不作?调整|未调整|同前|同左|[同按]原[\u4e00-\u9fff]{0,6}|仍?为?原[\u4e00-\u9fff]{1,4}|维持原[\u4e00-\u9fff]{0,4}|[-—－–/／]+)$"
)


def changed_columns(stacks: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """For each column of what holds now the one of what held before, by the headings above each column."""
    heads = ["".join("".join(stack).split()) for stack in stacks]
    lasts = ["".join(stack[-1].split()) if stack else "" for stack in stacks]
    new = {place for place, last in enumerate(lasts) if _NEW.search(last) and not _OLD.search(last)}
    found: dict[int, int] = {}
    for place, last in enumerate(lasts):
        if not _OLD.search(last):
            continue
        beside = [one for one in new if one not in found and _kind(heads[one]) == _kind(heads[place])]
        beside = beside or [one for one in new if one not in found and "" in {_kind(heads[one]), _kind(heads[place])}]
        if beside:
            found[min(beside, key=lambda one: abs(one - place))] = place
    return found


def _kind(head: str) -> str:
    """Of what a heading speaks: times, units, or neither in so many words."""
    if _WHO.search(head):
        return "units"
    return "time" if _STEM.search(head) else ""


def named_by(stack: tuple[str, ...]) -> str:
    """The heading that says what a column holds: 责任单位 over 调整后, else the lowest."""
    lowest = [text for text in stack if not _BARE.match("".join(text.split()))]
    return (lowest or list(stack))[-1] if stack else ""


def is_old(heading: str) -> bool:
    """Whether a heading names what held before a change."""
    return bool(_OLD.search("".join(heading.split())))


def holds_still(text: str) -> bool:
    """Whether a cell of the new column says that the old one holds on (不变, 同原时限)."""
    return bool(_UNCHANGED.match("".join(text.split())))


def column_of(text: str, column: int, before: Mapping[int, int]) -> int:
    """The column that speaks for a cell: the old one where the new one says 不变."""
    return before[column] if column in before and holds_still(text) else column
