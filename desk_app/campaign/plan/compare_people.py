"""Persons named as responsible for one thing in the text and in its row, where they are not the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.givings import core
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.pairing import Pair
from desk_app.campaign.plan.wording import fold

_POST = re.compile(
    r"(?:党委|党组|支部|党总支)?(?:副?(?:书记|局长|主任|科长|处长|股长|院长|校长|所长|站长|队长|主席|部长|厅长|县长|市长|区长|镇长|乡长|组长|会长|经理|总经理|园长|馆长)"
    r"|总工程师|总工|调研员|同志|老师|[（(][^（）()]*[）)])"
)
_HEAD = re.compile(r"联系人|联络员|联络人|责任人|负责人")
_CONTACT = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{3,12})(?:联系人|联络员|责任人|负责人)[：:]\s*(?P<who>[\u4e00-\u9fff]{2,4})(?=[，,；;。（(、\s]|$)"
)
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")


def compare_people(pairs: Sequence[Pair]) -> Iterator[Conflict]:
    """Each pair in which the text names persons, and its row others: none of them, or another in the place of one."""
    seen: set[tuple[str, str]] = set()
    for pair in pairs:
        text, row = (list(dict.fromkeys(_bare(one) for one in task.people)) for task in (pair.body, pair.listed))
        if not text or not row or not all(map(_NAME.match, (*text, *row))):
            continue
        gone, new = [one for one in text if one not in row], [one for one in row if one not in text]
        if len(gone) != 1 or not new or (len(gone) < len(text) and len(new) != 1):
            continue
        a, b = _place(pair.body, gone), _place(pair.listed, new)
        if (gone[0], new[0]) in seen:
            continue
        seen.add((gone[0], new[0]))
        name = pair.listed.activity or pair.body.activity or pair.listed.content
        message = f"“{name[:24]}”的责任人前后不一：{a.quoted}，{b.quoted}，请核定。"
        yield Conflict(ConflictKind.UNIT, a, b, message, name)


def contacts_named(
    paragraphs: Sequence[Source], tables: Sequence[PlanTable], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """文体展演联系人：尹倩, and another in the column of such persons of the one row that is called so."""
    told = {one.b.row for one in known if one.b is not None}
    rows = [
        (table, column, row)
        for table in tables
        for column in _contact_columns(table)
        for row in range(1, len(table.rows))
    ]
    for text in paragraphs if rows else ():
        for match in _CONTACT.finditer(text.text):
            homes = [one for one in rows if any(core(cell).endswith(match["what"]) for cell in one[0].texts(one[2]))]
            if len(homes) != 1:
                continue
            table, column, row = homes[0]
            other = fold(table.text(row, column))
            if _NAME.match(other) and other != match["who"] and row not in told:
                a, b = replace(text, text=match[0]), table.source(row, column)
                message = f"“{match['what']}”的联系人前后不一：{a.quoted}，{b.quoted}，请核定。"
                yield Conflict(ConflictKind.UNIT, a, b, message)


def _contact_columns(table: PlanTable) -> list[int]:
    return [column for column in range(table.width) if _HEAD.fullmatch(fold(table.text(0, column)))]


def _bare(name: str) -> str:
    return fold(_POST.sub("", name))


def _place(task: PlanTask, names: Sequence[str]) -> Source:
    return replace(task.units_source or task.source, text="、".join(names))
