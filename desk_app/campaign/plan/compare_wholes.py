"""What the body states for a whole activity against all the rows that the list has for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desk_app.campaign.deadlines import Kind, State
from desk_app.campaign.plan.compare_dates import day_of, differing, stated_at
from desk_app.campaign.plan.compare_units import is_class, known_unit, local, place_of, units_of
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, PlanTask
from desk_app.campaign.plan.pairing import Group
from desk_app.campaign.plan.wording import fold

_LEAST_ROWS, _LEAST_SHARED = 2, 2


def compare_wholes(
    groups: Sequence[Group], known: Sequence[Conflict], aliases: Mapping[str, str]
) -> Iterator[Conflict]:
    """An activity that the body states once and none of its rows agrees with; what is told already is left out."""
    for group in groups:
        stated = [task for task in group.body if task.units_source is not None and task.units]
        if len(group.body) != 1 or not stated or len(group.listed) < _LEAST_ROWS:
            continue
        told = {one.kind for one in known if one.activity and fold(one.activity) == fold(group.listed[0].activity)}
        if not told & {ConflictKind.DATE, ConflictKind.INVALID}:
            yield from _dates(stated[0], group.listed)
        if ConflictKind.UNIT not in told:
            yield from _units(stated[0], group.listed, aliases)


def _dates(whole: PlanTask, rows: Sequence[PlanTask]) -> Iterator[Conflict]:
    """The whole is due before every one of its rows that is due on a day."""
    deadline = whole.deadline
    due = [row for row in rows if row.deadline.kind in {Kind.BY, Kind.WINDOW} and row.deadline.end is not None]
    last = day_of(deadline.end)
    if deadline.kind is not Kind.BY or last is None or deadline.state is State.INVALID or len(due) < _LEAST_ROWS:
        return
    if any((day_of(row.deadline.end) or last) <= last for row in due):
        return
    first = min(due, key=lambda row: day_of(row.deadline.end) or last)
    one = Dated(deadline, stated_at(whole, deadline.text))
    two = Dated(first.deadline, stated_at(first, first.deadline.text))
    yield differing(one, two, first.activity or whole.activity, "完成时限")


def _units(whole: PlanTask, rows: Sequence[PlanTask], aliases: Mapping[str, str]) -> Iterator[Conflict]:
    """No row has the units of the whole, and one has another in the place of one of them, or none has any of them."""
    own = units_of(whole, aliases)
    listed = [(row, units_of(row, aliases)) for row in rows if row.units]
    if not listed or any(
        is_class(name) for name in (*whole.unit_names, *(n for row, _ in listed for n in row.unit_names))
    ):
        return
    if any(units == own or _one(units, own) for _, units in listed):
        return
    swapped = [
        row for row, units in listed if len(units) == len(own) >= _LEAST_SHARED and len(units & own) == len(own) - 1
    ]
    apart = [row for row, units in listed if not units & own]
    row = swapped[0] if swapped else apart[0] if len(apart) == len(listed) else None
    if row is None:
        return
    a, b = place_of(whole), place_of(row)
    lost = [name for name in whole.unit_names if known_unit(name, aliases) not in units_of(row, aliases)]
    new = [name for name in row.unit_names if known_unit(name, aliases) not in own]
    name = row.activity or whole.activity
    message = (
        f"“{name}”的责任单位前后不一：{a.where}写“{a.text}”，{b.where}写“{b.text}”，"
        f"“{'、'.join(lost)}”与“{'、'.join(new)}”不同，请核定。"
    )
    yield Conflict(ConflictKind.UNIT, a, b, message, name)


def _one(units: frozenset[str], own: frozenset[str]) -> bool:
    """Whether both name the same units, with or without the sign of their own area."""
    return len(units) == len(own) and all(name in own or local(name, own) for name in units)
