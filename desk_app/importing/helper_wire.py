"""What passes between the program and its reading helper: frames of plain values, small and quick to take apart."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, BinaryIO

from desk_app.campaign.period import Period, parse_period
from desk_app.campaign.roster import Roster
from desk_app.forms.definition import FormDefinition
from desk_app.importing.results import ReadReturn, ReadRow
from desk_app.problems import Problem

READY = "ready"
"""The helper's first word, once it can read."""

_HEAD = 8
Wire = dict[str, Any]
"""A return as plain values."""

_RETURN = tuple(each.name for each in fields(ReadReturn))
_of_return = attrgetter(*_RETURN)
_of_row = attrgetter(*(each.name for each in fields(ReadRow)))
_of_problem = attrgetter(*(each.name for each in fields(Problem)))


@dataclass(frozen=True)
class Setup:
    """What the helper must know before the first file; ``most_memory`` is in bytes beyond what it needs itself."""

    forms: tuple[FormDefinition, ...]
    roster: Roster
    most_memory: int


def send(stream: BinaryIO, thing: object) -> None:
    """Write one frame."""
    data = pickle.dumps(thing, protocol=5)
    stream.write(len(data).to_bytes(_HEAD, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one frame of our own program's; EOFError when the other side is gone."""
    size = int.from_bytes(_exactly(stream, _HEAD), "big")
    return pickle.loads(_exactly(stream, size))  # noqa: S301  both ends are this program; no file ever writes a frame


def _exactly(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def to_wire(read: ReadReturn) -> Wire:
    """A return taken apart, its form by name and its period by code."""
    values = dict(zip(_RETURN, _of_return(read), strict=True))
    values["form"] = known_as(read.form) if read.form else None
    values["period"] = read.period.code if read.period else None
    values["rows"] = [_of_row(row) for row in read.rows]
    values["problems"] = [_of_problem(said) for said in read.problems]
    return values


def from_wire(wire: Wire, forms: Mapping[str, FormDefinition]) -> ReadReturn:
    """The return that was taken apart."""
    values = dict(wire)
    form, period = values["form"], values["period"]
    values["form"] = forms[form] if form is not None else None
    values["period"] = _period(period) if period is not None else None
    values["rows"] = tuple(ReadRow(*row) for row in values["rows"])
    values["problems"] = tuple(Problem(*said) for said in values["problems"])
    return ReadReturn(**values)


@lru_cache(maxsize=256)
def _period(code: str) -> Period:
    return parse_period(code)


def by_name(forms: Sequence[FormDefinition]) -> dict[str, FormDefinition]:
    """The forms by the name under which they pass."""
    return {known_as(form): form for form in forms}


def known_as(form: FormDefinition) -> str:
    """A form's name with the number of its version, by which it passes between the processes."""
    return f"{form.name}\t{form.version}"
