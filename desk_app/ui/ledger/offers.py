"""What an editor offers while one writes: published words, persons with their posts, units; found by initials too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk_app.forms.definition import Column, ColumnKind, FormDefinition

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerPerson

_POST = "职务"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose: what is written, and what is said beside it."""

    text: str
    note: str = ""

    @property
    def shown(self) -> str:
        """The line in the list."""
        return f"{self.text}　{self.note}" if self.note else self.text


class Offers:
    """The roster as editors need it."""

    def __init__(self, units: Sequence[str] = (), people: Sequence[LedgerPerson] = ()) -> None:
        self._units = tuple(Offer(name) for name in units)
        self._people = tuple(people)
        self._matters: Mapping[str, Mapping[str, Sequence[str]]] = {}

    def know_matters(self, matters: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """挂接: what each linked column may say, by unit, as it stands in the form that is followed."""
        self._matters = matters

    def lists(self, key: str) -> bool:
        """Whether a column says what stands in another form."""
        return key in self._matters

    def of(self, column: Column, unit: str) -> tuple[Offer, ...]:
        """What to offer in a column; persons of the row's own unit first, in 领导排序."""
        if column.key in self._matters:
            return tuple(Offer(word) for word in self._matters[column.key].get(unit, ()))
        if column.kind is ColumnKind.UNIT:
            return self._units
        if column.kind is ColumnKind.PERSON:
            own = [one for one in self._people if one.unit == unit]
            others = [one for one in self._people if one.unit != unit]
            return tuple(Offer(one.name, one.post or one.unit) for one in (*own, *others))
        return tuple(Offer(word) for word in column.choices)

    def post_of(self, name: str, unit: str) -> str:
        """单位及职务 of a person; empty where the roster has none, or two of that name and neither of the unit."""
        wanted = "".join(name.split())
        found = [one for one in self._people if "".join(one.name.split()) == wanted and one.post]
        mine = [one for one in found if one.unit == unit] or found
        return mine[0].post if len(mine) == 1 else ""


def post_column(form: FormDefinition, key: str) -> Column | None:
    """The column beside a person's in which the post stands, if the form has one."""
    place = form.keys.index(key) if key in form.keys else -1
    if place < 0 or form.columns[place].kind is not ColumnKind.PERSON or place + 1 >= len(form.columns):
        return None
    beside = form.columns[place + 1]
    return beside if _POST in beside.label and beside.kind is ColumnKind.TEXT else None
