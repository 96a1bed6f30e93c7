"""Items, phases and given work of the text that a list has lost, where it has all the others; and the other way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.givings import Giving, Work, core, named, sameness_of_work, works_of
from desk_app.campaign.plan.matters import Section
from desk_app.campaign.plan.model import Conflict, ConflictKind, Phase, PlanTask
from desk_app.campaign.plan.wording import fold, likeness

_DEMANDS = re.compile(r"要求|保障|领导|目标|原则|机制|职责")
#: What begins a sentence, and is no name of an item.
_NO_NAME = re.compile(r"\d|^[对将由各每]|后$")
_LEAST, _LEAST_GIVEN, _LEAST_PHASES = 4, 4, 3
_NAMED, _LONGEST, _SHOWN, _LEAST_SAID = 4, 14, 24, 6
_THIRD, _NEAR, _SURELY = 0.34, 0.5, 0.75

#: Where it is said, under which name, and in which place.
_Found = tuple[str, str, Source]


def lost_rows(
    sections: Sequence[Section],
    givings: Sequence[Giving],
    listed: Sequence[PlanTask],
    tables: Sequence[PlanTable],
    known: Sequence[Conflict],
) -> Iterator[Conflict]:
    """The one item of a heading without a row, or the one row without an item; none that is told already."""
    rows = [row for row in {row.source: row for row in listed}.values() if row.source.row is not None]
    if len(rows) < _LEAST or len({row.source.block for row in rows}) != 1:
        return
    works = list(works_of(rows, tables, unit_needed=False))
    told = fold(" ".join(one.message for one in known if one.kind in {ConflictKind.ACTIVITY, ConflictKind.NUMBER}))
    for under in dict.fromkeys(section.under for section in sections):
        items = [one for one in sections if one.under == under and _is_item(one) and not _DEMANDS.search(under)]
        found = (
            _without_row(items, works) or _without_item(items, works, sections) or _of_givings(givings, items, works)
        )
        if found is not None and fold(found[1])[:_NAMED] not in told:
            what, name, source = found
            lacking = "任务清单" if what == "正文" else "正文"
            message = f"{what}有“{name[:_SHOWN]}”，{lacking}没有对应的内容，请核定。"
            yield Conflict(ConflictKind.ACTIVITY, source, None, message, name[:_SHOWN])
            return


def _is_item(section: Section) -> bool:
    """Whether a part is more than the heading of others."""
    said = sum(len(text.text) for text in section.texts)
    return bool(section.title) and section.title != section.under and said > len(section.title) + _LEAST_SAID


def _without_row(items: Sequence[Section], works: Sequence[Work]) -> _Found | None:
    """The one item that no row names, where all others are named and no row is left."""
    alone = [one for one in items if not _homes(one, works)] if len(items) > _LEAST else []
    if len(alone) != 1 or _NO_NAME.search(alone[0].title):
        return None
    name, text = core(alone[0].title), fold("".join(one.text for one in alone[0].texts))
    others = [_by_name(one, works) for one in items if one is not alone[0]]
    taken = {id(work) for found in others for work in found}
    if not all(others) or len(taken) != len(works) or not _NAMED <= len(name) <= _LONGEST:
        return None
    near = any(
        likeness(said, one) >= _NEAR for work in works for one in work.cores if len(one) > 1 for said in (name, text)
    )
    return None if near else ("正文", alone[0].title, alone[0].texts[0])


def _without_item(items: Sequence[Section], works: Sequence[Work], sections: Sequence[Section]) -> _Found | None:
    """The one row between others that no item has, all others standing in the order of the items."""
    if len(items) < _LEAST or len(works) != len(items) + 1:
        return None
    homes = [_homes(one, works) for one in items]
    if not all(homes):
        return None
    order = [works.index(found[0]) for found in homes]
    spare = [work for at, work in enumerate(works) if at not in order]
    if len(spare) != 1 or order != sorted(order) or spare[0] in (works[0], works[-1]):
        return None
    said = any(_said(spare[0], text.text) for one in sections for text in one.texts)
    return None if said else ("任务清单", spare[0].name, spare[0].task.source)


def _homes(item: Section, works: Sequence[Work]) -> list[Work]:
    """The rows that bear an item's name, or whose words its text has."""
    text = fold("".join(one.text for one in item.texts))
    return (
        _by_name(item, works)
        or [work for work in works if any(len(one) >= _NAMED and one in text for one in work.cores)]
        or [work for work in works if any(len(one) > _NAMED and likeness(one, text) >= _SURELY for one in work.cores)]
    )


def _by_name(item: Section, works: Sequence[Work]) -> list[Work]:
    name = core(item.title)
    return [work for work in works if any(sameness_of_work(name, one) for one in work.cores)]


def _said(work: Work, text: str) -> bool:
    words = fold(text)
    return any(one in words or likeness(one, words) >= _THIRD for one in work.cores if len(one) >= _NAMED)


def _of_givings(givings: Sequence[Giving], items: Sequence[Section], works: Sequence[Work]) -> _Found | None:
    """A work given to somebody in so many words that has no row, where all the others of its heading have one."""
    blocks = {text.block for one in items for text in one.texts}
    given = [
        one
        for one in givings
        if one.source.block in blocks and one.verb and len(one.matters) == 1 and one.matters[0][0] != "、"
    ]
    homeless = [one for one in given if named(one.matters[0], works) is None]
    alone = [one for one in homeless if not _near(core(one.matters[0]), works)]
    if len(alone) != 1 or len(given) - len(homeless) < _LEAST_GIVEN or len(core(alone[0].matters[0])) < _NAMED:
        return None
    return "正文", alone[0].matters[0], alone[0].source


def _near(name: str, works: Sequence[Work]) -> bool:
    return any(likeness(name, one) >= _NEAR for work in works for one in work.cores if len(one) > 1)


def lost_phases(phases: Sequence[Phase], tables: Sequence[PlanTable], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """The one phase of three or more that a list arranged by phases has lost."""
    names = {_bare(phase.name): phase for phase in phases if phase.source.row is None}
    told = fold(" ".join(one.message for one in known))
    for table in tables if len(names) >= _LEAST_PHASES else ():
        whole = fold("".join("".join(table.texts(row)) for row in range(len(table.rows))))
        for column in range(min(2, table.width)):
            cells = {_bare(table.text(row, column)) for row in range(len(table.rows)) if table.own(row, column)}
            gone = [name for name in names if name not in cells]
            if len(gone) == 1 and gone[0] not in told and gone[0] not in whole:
                phase = names[gone[0]]
                message = f"正文有“{phase.name}”，{table.caption or table.name}没有这一阶段，请核定。"
                yield Conflict(ConflictKind.ACTIVITY, replace(phase.source, text=phase.name), None, message, phase.name)
                return


def _bare(name: str) -> str:
    plain = fold(name)
    return plain.split("阶段", 1)[0] if "阶段" in plain and not plain.startswith("第") else plain
