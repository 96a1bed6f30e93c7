"""单位名册: kept as a whole, in the bureau's order; units that stay keep their ids, and with them their returns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from desk_app.campaign.roster import Roster, Unit
from desk_app.campaign.unit_history import Turn, TurnKind
from desk_app.problems import DeskError
from desk_app.storage.operations import Operation
from desk_app.storage.reader import AnyRow, Reader
from desk_app.storage.roster_people import load_people, load_relations, save_people, save_relations
from desk_app.storage.roster_rows import Values, Wanted, keyed, numbered, reconcile
from desk_app.storage.tables import (
    chase,
    closing_line,
    owing,
    paper_copy,
    paper_print,
    parcel,
    person,
    post,
    record,
    relation,
    submission,
    unit,
    unit_alias,
    unit_event,
)


def save(op: Operation, roster: Roster) -> None:
    """Make the stored roster equal to this one; DeskError when a unit's name stands twice.

    A unit that is gone from the roster but has returns, history or people is not removed but set to rest
    (``active_to``), and is the same unit again when its name comes back. Units at rest and what became of units are
    not given here; `unit_turns` keeps them.
    """
    twice = [name for name, count in Counter(one.name for one in roster.units).items() if count > 1]
    if twice:
        raise DeskError(f"名册中单位“{'、'.join(twice)}”出现不止一次；请合并后再保存。")
    save_people(op, roster.people)
    save_relations(op, roster.relations)
    unit_ids = _save_units(op, roster.units)
    _save_aliases(op, roster.units, unit_ids)


def _save_units(op: Operation, units: Sequence[Unit]) -> Mapping[str, int]:
    stored = op.rows(select(unit.c.id, unit.c.name, unit.c.position, unit.c.active_to).order_by(unit.c.position))
    names = {one.name: place for place, one in enumerate(units)}
    at_rest = [row for row in stored if row.active_to is not None]
    used = units_in_use(op)
    leaving = [row for row in stored if row.name not in names and row.active_to is None]
    resting = [row.id for row in leaving if row.id in used]
    places = _places_at_rest(stored, names, {*resting, *(row.id for row in at_rest if row.name not in names)})
    _rest(op, resting)
    _resume(op, [row.id for row in at_rest if row.name in names])
    for row_id, place in places.items():
        op.update("unit", row_id, {"position": place})
    wanted: Wanted = [(one.name, _unit_values(place, one)) for place, one in enumerate(units)]
    stay = {row.name: row.id for row in stored if row.name in names or (row in leaving and row.id not in used)}
    ids = reconcile(op, "unit", wanted, stay, before_delete=lambda row_ids: _forget_aliases(op, row_ids))
    return {str(name): row_id for name, row_id in ids.items()}


def _places_at_rest(stored: Sequence[AnyRow], names: Mapping[str, int], resting: set[int]) -> dict[int, int]:
    """Before which unit each one at rest stands from now on: the one that it stood before, or the next that is left."""
    found: dict[int, int] = {}
    following = len(names)
    in_order = sorted(stored, key=lambda row: (row.position, row.active_to is None, row.id))
    for row in reversed(in_order):
        if row.id in resting:
            found[row.id] = following
        elif row.name in names:
            following = names[row.name]
    return found


def _rest(op: Operation, unit_ids: Sequence[int]) -> None:
    today = op.at.date()
    op.update_many("unit", unit_ids, {"active_to": today})
    _note(op, unit_ids, TurnKind.STOPPED)


def _resume(op: Operation, unit_ids: Sequence[int]) -> None:
    _note(op, unit_ids, TurnKind.RESUMED)


def _note(op: Operation, unit_ids: Sequence[int], kind: TurnKind) -> None:
    rows = [{"unit_id": row_id, "day": op.at.date(), "kind": kind.value} for row_id in unit_ids]
    op.insert_many("unit_event", rows)


def _unit_values(place: int, one: Unit) -> Values:
    return {
        "position": place,
        "name": one.name,
        "kind": one.kind,
        "parent": one.parent,
        "contact": one.contact,
        "phone": one.phone,
        "branch": one.branch,
        "reports": one.reports,
        "active_from": one.active_from,
        "active_to": None,
    }


def units_in_use(reader: Reader) -> set[int]:
    """The units that something speaks of: returns, rows, exceptions, papers and prints, calls, packages, 定稿, people.

    What has become of a unit (unit_event) speaks of it as well.
    """
    used: set[int] = set()
    tables = (submission, record, owing, paper_copy, paper_print, chase, parcel, unit_event, closing_line)
    columns = [table.c.unit_id for table in tables]
    for column in (*columns, unit_event.c.other_id):
        used.update(row[0] for row in reader.rows(select(column).where(column.is_not(None)).distinct()))
    named = {row[0] for table in (person, post, relation) for row in reader.rows(select(table.c.unit).distinct())}
    used.update(row.id for row in reader.rows(select(unit.c.id, unit.c.name)) if row.name in named)
    return used


def _forget_aliases(op: Operation, unit_ids: list[int]) -> None:
    rows = op.rows(select(unit_alias.c.id, unit_alias.c.unit_id))
    gone = set(unit_ids)
    op.delete_many("unit_alias", [row.id for row in rows if row.unit_id in gone])


def _save_aliases(op: Operation, units: Sequence[Unit], unit_ids: Mapping[str, int]) -> None:
    wanted = [
        {"unit_id": unit_ids[one.name], "position": place, "alias": alias}
        for one in units
        for place, alias in enumerate(one.aliases)
    ]
    active = set(unit_ids.values())
    rows = op.rows(select(unit_alias).order_by(unit_alias.c.id))
    known = numbered([((row.unit_id, row.alias), row.id) for row in rows if row.unit_id in active])
    reconcile(op, "unit_alias", keyed(wanted, "unit_id", "alias"), known)


def load(reader: Reader) -> Roster:
    """The roster as it was last saved, in the bureau's order, with the units at rest beside it."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for row in reader.rows(select(unit_alias).order_by(unit_alias.c.unit_id, unit_alias.c.position, unit_alias.c.id)):
        aliases[row.unit_id].append(row.alias)
    turns = _turns(reader)
    rows = reader.rows(select(unit).order_by(unit.c.position, unit.c.active_to.is_(None), unit.c.id))
    made = [_unit(row, tuple(aliases[row.id]), tuple(turns[row.id])) for row in rows]
    past = [(one, row.position) for one, row in zip(made, rows, strict=True) if one.active_to is not None]
    return Roster(
        units=tuple(one for one in made if one.active_to is None),
        people=load_people(reader),
        relations=load_relations(reader),
        past=tuple(one for one, _ in past),
        past_places=tuple(place for _, place in past),
    )


def _turns(reader: Reader) -> dict[int, list[Turn]]:
    other = unit.alias("other")
    statement = select(unit_event, other.c.name.label("other_name")).outerjoin(
        other, other.c.id == unit_event.c.other_id
    )
    found: dict[int, list[Turn]] = defaultdict(list)
    for row in reader.rows(statement.order_by(unit_event.c.day, unit_event.c.id)):
        found[row.unit_id].append(Turn(row.day, TurnKind(row.kind), row.other_name or row.name, row.basis))
    return found


def _unit(row: AnyRow, aliases: tuple[str, ...], turns: tuple[Turn, ...]) -> Unit:
    return Unit(
        name=row.name,
        aliases=aliases,
        kind=row.kind,
        parent=row.parent,
        contact=row.contact,
        branch=row.branch,
        reports=row.reports,
        phone=row.phone,
        active_from=row.active_from,
        active_to=row.active_to,
        turns=turns,
    )


def unit_ids(reader: Reader) -> dict[str, int]:
    """The id of every unit by its name, in the bureau's order, those at rest before the one they stood before."""
    statement = select(unit.c.id, unit.c.name).order_by(unit.c.position, unit.c.active_to.is_(None), unit.c.id)
    return {row.name: row.id for row in reader.rows(statement)}


def unit_names(reader: Reader) -> dict[int, str]:
    """The name of every unit by its id, in the same order."""
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
