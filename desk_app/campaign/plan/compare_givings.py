"""Work that a sentence gives to one unit, and a row or an item to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desk_app.campaign.plan.compare_units import ends_as_one, known_unit, local, place_of
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.givings import Giving, Work, meant_by, works_of
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask, Role
from desk_app.campaign.plan.unit_names import is_short_for
from desk_app.campaign.plan.wording import fold

#: A class that may hold whoever is named; 各村 and 各学校 hold no section of the bureau.
_HOLDS = re.compile(r"(?:科室|处室|股室|部室|室|部门|单位|机构|站所|各方|支部|党组织|专班|小组)$")
_MANY = re.compile(
    r"^(?:各|每|所有|全体|全部|有关|相关|其他|其它)"
    r"|^(?:[市县区局镇]直|局属|直属|基层|下属|所属|机关|成员|责任|牵头)?(?:单位|部门|科室|处室|股室|部室|站所|机构)$"
)
_LEADING = re.compile(r"牵头|主办|主抓|负责|承办")
_SEVERAL, _LEAST, _SHOWN = 2, 3, 24


def compare_givings(
    givings: Sequence[Giving],
    listed: Sequence[PlanTask],
    body: Sequence[PlanTask],
    tables: Sequence[PlanTable],
    known: Sequence[Conflict],
    aliases: Mapping[str, str],
) -> Iterator[Conflict]:
    """Every clause against the one row, else the one item of another paragraph, that is the same work."""
    rows = list(works_of([task for task in listed if task.source.row is not None], tables))
    items = list(works_of([task for task in body if _labelled(task)]))
    units = [one for one in known if one.kind is ConflictKind.UNIT]
    told = [source for one in units for source in (one.a, one.b) if source is not None]
    for giving in (*givings, *_of_rows(listed)):
        for works in (rows, items):
            others = [one for one in works if one.task.source.block != giving.source.block]
            work = meant_by(giving, others)
            if work is None:
                continue
            b = place_of(work.task)
            what = "" if any(_same_place(one, b) or _same_place(one, giving.source) for one in told) else None
            what = _apart(giving, work.task, aliases) if what is None else what
            if what:
                told.append(b)
                yield _conflict(giving, work, what)
            break


def _of_rows(listed: Sequence[PlanTask]) -> Iterator[Giving]:
    """The rows of several lists, each clause of a row being work of its own, as they give it to their units."""
    if len({task.source.block for task in listed if task.source.row is not None}) < _SEVERAL:
        return
    for task in listed:
        if task.source.row is not None and task.units:
            for clause in re.split(r"[，,；;。]", task.content):
                yield Giving((clause,), task.units, "", place_of(task))


def _labelled(task: PlanTask) -> bool:
    return task.units_source is not None and re.search(r"[：:]|牵头|负责", task.units_source.text) is not None


def _same_place(told: Source, one: Source) -> bool:
    """Whether what is told stands in one row, or in one stretch of a paragraph."""
    if (told.block, told.row) != (one.block, one.row):
        return False
    return one.row is not None or (
        told.start < max(one.end, one.start + 1) and one.start < max(told.end, told.start + 1)
    )


def _apart(giving: Giving, task: PlanTask, aliases: Mapping[str, str]) -> str:
    """What is wrong between a clause and a row; empty where nothing is."""
    if giving.people:
        return "责任人" if task.people and not any(_same_person(one, task.people) for one in giving.people) else ""
    leads = [unit.name for unit in giving.units if unit.role is not Role.HELP]
    named = [unit.name for unit in task.units]
    if not leads or any(_MANY.search(name) or not ends_as_one(name) for name in leads):
        return ""
    if any(_MANY.search(name) and _HOLDS.search(name) for name in named):
        return ""
    if _other_units(giving, leads, named, aliases):
        return "责任单位"
    return "牵头单位" if _only_helps(giving, leads, task, aliases) else ""


def _other_units(giving: Giving, leads: Sequence[str], named: Sequence[str], aliases: Mapping[str, str]) -> bool:
    """None of those who lead stands in the row, not all of those who lead by word, or one of as many is another."""
    strange = [name for name in leads if not _among(name, named, aliases)]
    if strange:
        return len(strange) == len(leads) or bool(giving.verb)
    swapped = [unit.name for unit in giving.units if not _among(unit.name, named, aliases)]
    return len(swapped) == 1 and len(giving.units) == len(named) and not any(map(_MANY.search, (*swapped, *named)))


def _only_helps(giving: Giving, leads: Sequence[str], task: PlanTask, aliases: Mapping[str, str]) -> bool:
    """Whether who leads by word only helps in a row that says who answers and who helps."""
    helping = [unit.name for unit in task.units if unit.role is Role.HELP]
    leading = [unit.name for unit in task.units if unit.role is not Role.HELP]
    if not _LEADING.search(giving.verb) or not helping or not leading:
        return False
    return all(_among(name, helping, aliases) and not _among(name, leading, aliases) for name in leads)


def _same_person(name: str, others: Sequence[str]) -> bool:
    return any(name in other or other in name for other in others)


def _among(name: str, others: Sequence[str], aliases: Mapping[str, str]) -> bool:
    """Whether a unit stands among others, be it shortened, or with or without the sign of its house."""
    named = {_known(other, aliases): other for other in others}
    one = _known(name, aliases)
    return local(one, named) or any(
        one == other
        or (min(len(one), len(other)) >= _LEAST and (one.endswith(other) or other.endswith(one)))
        or is_short_for(one, other)
        or is_short_for(other, one)
        for other in named
    )


def _known(name: str, aliases: Mapping[str, str]) -> str:
    """A unit's name folded; 业务科 keeps the word that a class of units would lose."""
    folded = known_unit(name, aliases)
    return folded if len(folded) >= _LEAST else fold(name)


def _conflict(giving: Giving, work: Work, what: str) -> Conflict:
    a, b = giving.source, place_of(work.task)
    if giving.people:
        b = replace(b, text="、".join(work.task.people))
    name = work.task.activity or work.name
    message = f"“{name[:_SHOWN]}”的{what}前后不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(ConflictKind.UNIT, a, b, message, work.task.activity)
