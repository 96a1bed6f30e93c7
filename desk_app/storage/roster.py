"""单位名册: kept as a whole, in the bureau's order; units that stay keep their ids, and with them their returns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from desk_app.campaign.roster import Person, Post, Relation, Roster, Unit
from desk_app.problems import DeskError
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.tables import (
    LOGGED,
    owing,
    paper_copy,
    person,
    post,
    record,
    relation,
    submission,
    unit,
    unit_alias,
)

Values = dict[str, Any]
Wanted = list[tuple[Hashable, Values]]
"""Rows as they shall be, each under the key by which it is known again."""


def save(op: Operation, roster: Roster) -> None:
    """Make the stored roster equal to this one; DeskError when a unit's name stands twice.

    A unit that is gone from the roster but has returns is not removed but set to rest (``active_to``), and is
    the same unit again when its name comes back.
    """
    twice = [name for name, count in Counter(one.name for one in roster.units).items() if count > 1]
    if twice:
        raise DeskError(f"名册中单位“{'、'.join(twice)}”出现不止一次；请合并后再保存。")
    unit_ids = _save_units(op, roster.units)
    _save_aliases(op, roster.units, unit_ids)
    _save_people(op, roster.people)
    relations = [
        {
            "position": place,
            "kind": one.kind,
            "person": one.person,
            "unit": one.unit,
            "start": one.start,
            "end": one.end,
        }
        for place, one in enumerate(roster.relations)
    ]
    _reconcile(
        op, "relation", _keyed(relations, "kind", "person", "unit"), _known(op, "relation", "kind", "person", "unit")
    )


def _save_units(op: Operation, units: Sequence[Unit]) -> Mapping[str, int]:
    known = {row.name: row.id for row in op.rows(select(unit.c.id, unit.c.name))}
    wanted: Wanted = [(one.name, _unit_values(place, one)) for place, one in enumerate(units)]
    names = {one.name for one in units}
    gone = {row_id for name, row_id in known.items() if name not in names}
    resting = gone & _units_in_use(op)
    active = op.rows(select(unit.c.id).where(unit.c.active_to.is_(None)))
    op.update_many("unit", sorted(resting & {row.id for row in active}), {"active_to": op.at.date()})
    stay = {name: row_id for name, row_id in known.items() if row_id not in resting}
    ids = _reconcile(op, "unit", wanted, stay, before_delete=lambda row_ids: _forget_aliases(op, row_ids))
    return {str(name): row_id for name, row_id in ids.items()}


def _unit_values(place: int, one: Unit) -> Values:
    return {
        "position": place,
        "name": one.name,
        "kind": one.kind,
        "parent": one.parent,
        "contact": one.contact,
        "branch": one.branch,
        "reports": one.reports,
        "active_to": None,
    }


def _units_in_use(op: Operation) -> set[int]:
    used: set[int] = set()
    for table in (submission, record, owing, paper_copy):
        used.update(row[0] for row in op.rows(select(table.c.unit_id).where(table.c.unit_id.is_not(None)).distinct()))
    return used


def _forget_aliases(op: Operation, unit_ids: list[int]) -> None:
    rows = op.rows(select(unit_alias.c.id, unit_alias.c.unit_id))
    op.delete_many("unit_alias", [row.id for row in rows if row.unit_id in set(unit_ids)])


def _save_aliases(op: Operation, units: Sequence[Unit], unit_ids: Mapping[str, int]) -> None:
    wanted = [
        {"unit_id": unit_ids[one.name], "position": place, "alias": alias}
        for one in units
        for place, alias in enumerate(one.aliases)
    ]
    active = set(unit_ids.values())
    rows = op.rows(select(unit_alias).where(unit_alias.c.unit_id.in_(select(unit.c.id))).order_by(unit_alias.c.id))
    known = _numbered([((row.unit_id, row.alias), row.id) for row in rows if row.unit_id in active])
    _reconcile(op, "unit_alias", _keyed(wanted, "unit_id", "alias"), known)


def _save_people(op: Operation, people: Sequence[Person]) -> None:
    rows = [{"position": place, "name": one.name, "unit": one.unit} for place, one in enumerate(people)]
    wanted = _keyed(rows, "name", "unit")
    ids = _reconcile(
        op,
        "person",
        wanted,
        _known(op, "person", "name", "unit"),
        before_delete=lambda row_ids: _forget_posts(op, row_ids),
    )
    posts = [
        {"person_id": ids[key], "position": place, "unit": one.unit, "title": one.title, "party": one.party,
         "start": one.start, "end": one.end}
        for (key, _), holder in zip(wanted, people, strict=True)
        for place, one in enumerate(holder.posts)
    ]  # fmt: skip
    _reconcile(
        op, "post", _keyed(posts, "person_id", "unit", "title"), _known(op, "post", "person_id", "unit", "title")
    )


def _forget_posts(op: Operation, person_ids: list[int]) -> None:
    rows = op.rows(select(post.c.id, post.c.person_id))
    op.delete_many("post", [row.id for row in rows if row.person_id in set(person_ids)])


def _keyed(rows: Sequence[Values], *names: str) -> Wanted:
    places = _numbered([(tuple(row[name] for name in names), place) for place, row in enumerate(rows)])
    return [(key, rows[place]) for key, place in places.items()]


def _known(op: Operation, table: str, *names: str) -> dict[Hashable, int]:
    columns = LOGGED[table].c
    rows = op.rows(select(columns.id, *(columns[name] for name in names)).order_by(columns.position, columns.id))
    return _numbered([(tuple(row[1:]), row.id) for row in rows])


def _numbered(pairs: Sequence[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """Pairs by key, equal keys told apart by their place among equals."""
    seen: Counter[Hashable] = Counter()
    result: dict[Hashable, int] = {}
    for key, value in pairs:
        seen[key] += 1
        result[key, seen[key]] = value
    return result


def _reconcile(
    op: Operation,
    table: str,
    wanted: Wanted,
    known: Mapping[Hashable, int],
    before_delete: Callable[[list[int]], None] | None = None,
) -> dict[Hashable, int]:
    """Make a table's known rows equal to the wanted ones; the id of each wanted key."""
    keys = {key for key, _ in wanted}
    gone = [row_id for key, row_id in known.items() if key not in keys]
    if gone and before_delete is not None:
        before_delete(gone)
    op.delete_many(table, gone)
    ids: dict[Hashable, int] = {}
    fresh = [(key, values) for key, values in wanted if key not in known]
    for key, values in wanted:
        if key in known:
            op.update(table, known[key], values)
            ids[key] = known[key]
    new_ids = op.insert_many(table, [values for _, values in fresh])
    ids.update(zip((key for key, _ in fresh), new_ids, strict=True))
    return ids


def load(reader: Reader) -> Roster:
    """The roster as it was last saved, in the bureau's order, without units at rest."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for row in reader.rows(select(unit_alias).order_by(unit_alias.c.unit_id, unit_alias.c.position, unit_alias.c.id)):
        aliases[row.unit_id].append(row.alias)
    units = reader.rows(select(unit).where(unit.c.active_to.is_(None)).order_by(unit.c.position, unit.c.id))
    relations = reader.rows(select(relation).order_by(relation.c.position, relation.c.id))
    return Roster(
        units=tuple(_unit(row, tuple(aliases[row.id])) for row in units),
        people=_people(reader),
        relations=tuple(Relation(row.kind, row.person, row.unit, row.start, row.end) for row in relations),
    )


def _unit(row: AnyRow, aliases: tuple[str, ...]) -> Unit:
    return Unit(row.name, aliases, row.kind, row.parent, row.contact, row.branch, row.reports)


def _people(reader: Reader) -> tuple[Person, ...]:
    posts: dict[int, list[Post]] = defaultdict(list)
    for row in reader.rows(select(post).order_by(post.c.person_id, post.c.position, post.c.id)):
        posts[row.person_id].append(Post(row.unit, row.title, row.party, row.start, row.end))
    rows = reader.rows(select(person).order_by(person.c.position, person.c.id))
    return tuple(Person(row.name, row.unit, tuple(posts[row.id])) for row in rows)


def unit_ids(reader: Reader) -> dict[str, int]:
    """The id of every unit by its name, in the bureau's order, those at rest last."""
    statement = select(unit.c.id, unit.c.name).order_by(unit.c.active_to.is_not(None), unit.c.position, unit.c.id)
    return {row.name: row.id for row in reader.rows(statement)}


def unit_names(reader: Reader) -> dict[int, str]:
    """The name of every unit by its id, in the bureau's order, those at rest last."""
    return {row_id: name for name, row_id in unit_ids(reader).items()}


def learn_alias(op: Operation, unit_id: int, alias: str) -> None:
    """Remember that a written name means a unit, once a person has confirmed it; known ones stay as they are."""
    rows = op.rows(select(unit_alias).where(unit_alias.c.unit_id == unit_id))
    if alias not in {row.alias for row in rows}:
        place = max((row.position + 1 for row in rows), default=0)
        op.insert("unit_alias", {"unit_id": unit_id, "position": place, "alias": alias, "learned": True})


def learned_aliases(reader: Reader) -> dict[str, tuple[str, ...]]:
    """The spellings of each unit that a person has confirmed, by the unit's name."""
    statement = select(unit.c.name, unit_alias.c.alias).join(unit, unit.c.id == unit_alias.c.unit_id)
    found: dict[str, list[str]] = defaultdict(list)
    for row in reader.rows(statement.where(unit_alias.c.learned).order_by(unit_alias.c.position)):
        found[row.name].append(row.alias)
    return {name: tuple(aliases) for name, aliases in found.items()}


def rename_unit(op: Operation, unit_id: int, name: str) -> None:
    """Give a unit a new name wherever the roster names it; DeskError when another unit bears it."""
    if op.first(select(unit.c.id).where(unit.c.name == name, unit.c.id != unit_id)) is not None:
        raise DeskError(f"名册中已有单位“{name}”；请另取名称。")
    old = op.scalar(select(unit.c.name).where(unit.c.id == unit_id))
    op.update("unit", unit_id, {"name": name})
    for table, column in ((unit, "parent"), (unit, "branch"), (person, "unit"), (post, "unit"), (relation, "unit")):
        rows = op.rows(select(table.c.id).where(table.c[column] == old))
        op.update_many(table.name, [row.id for row in rows], {column: name})
