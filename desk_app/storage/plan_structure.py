"""What was read of a plan as plain lists and mappings, so that a draft opens as it was left, whatever reads later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from desk_app.campaign.deadlines import Deadline
from desk_app.campaign.plan.document import Line, PlanTable
from desk_app.campaign.plan.model import PlanReading

_KINDS: Mapping[str, type] = {"line": Line, "table": PlanTable}
_KIND = "is"


def to_structure(reading: PlanReading) -> Any:
    """A reading as it is stored; nothing is left out."""
    return _plain(reading)


def from_structure(structure: Any) -> PlanReading:
    """The reading again, equal to the one that was kept; what a later program added is passed over."""
    made: PlanReading = _made(PlanReading, structure)
    return made


def deadline_structure(deadline: Deadline) -> Any:
    """One deadline as it is stored beside a plan that a person set right."""
    return _plain(deadline)


def deadline_from(structure: Any) -> Deadline:
    """That deadline again."""
    made: Deadline = _made(Deadline, structure)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        made = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        name = next((name for name, known in _KINDS.items() if type(value) is known), None)
        return made if name is None else {_KIND: name, **made}
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, value: Any) -> Any:  # noqa: PLR0911  one shape a line
    if value is None:
        return None
    if get_origin(kind) in {Union, UnionType}:
        return _one_of([one for one in get_args(kind) if one is not type(None)], value)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # a class, as the first branch of the union says
        known = {field.name for field in fields(kind)}
        return kind(**{name: _made(hints[name], one) for name, one in value.items() if name in known})  # type: ignore[operator]  # as above
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if kind in {date, datetime, time}:
        return kind.fromisoformat(value)
    return value


def _one_of(kinds: list[Any], value: Any) -> Any:
    if isinstance(value, dict) and _KIND in value:
        return _made(_KINDS[value[_KIND]], value)
    if datetime in kinds:
        return _made(datetime if "T" in value else date, value)
    return _made(kinds[0], value)


def _tuple(kinds: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if kinds[1:] == (Ellipsis,):
        return tuple(_made(kinds[0], one) for one in value)
    return tuple(_made(kind, one) for kind, one in zip(kinds, value, strict=True))
