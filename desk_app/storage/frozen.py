"""定稿 kept: whatever is done, the rows and returns behind a closed period's figures stay as they were frozen.

Every operation and every undo ends here, so that no way of changing things leads past it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError
from desk_app.storage.reader import Reader

REPORTED = "按报送期"
"""The 口径 whose lines bear the check codes."""

_ANY = "SELECT 1 FROM closing WHERE reopened_at IS NULL AND collection_id IS NOT NULL LIMIT 1"
_TOUCHED = """
SELECT r.form_id, r.unit_id, r.period FROM change t JOIN {table} r ON r.id BETWEEN t.row_id AND t.last_id
WHERE t.operation_id = ? AND t.table_name = '{table}'
UNION
SELECT coalesce(json_extract(t.before, '$.form_id'), r.form_id),
       coalesce(json_extract(t.before, '$.unit_id'), r.unit_id),
       coalesce(json_extract(t.before, '$.period'), r.period)
FROM change t LEFT JOIN {table} r ON r.id = t.row_id
WHERE t.operation_id = ? AND t.table_name = '{table}' AND t.before IS NOT NULL
"""
_FAMILY = (
    "SELECT e.id, o.id FROM form o JOIN form e ON e.campaign_id = o.campaign_id AND e.name = o.name "
    "WHERE o.id IN (SELECT value FROM json_each(?))"
)
_OWING = """
SELECT f.name, c.period, c.closed_at FROM collection c JOIN form f ON f.id = c.form_id
WHERE c.closed_at IS NOT NULL AND c.id IN (
SELECT o.collection_id FROM change t JOIN owing o ON o.id BETWEEN t.row_id AND t.last_id
WHERE t.operation_id = ? AND t.table_name = 'owing'
UNION SELECT json_extract(t.before, '$.collection_id') FROM change t
WHERE t.operation_id = ? AND t.table_name = 'owing' AND t.before IS NOT NULL)
"""
_STANDING = (
    "SELECT id, form_id, period, sums, closed_at FROM closing WHERE reopened_at IS NULL AND collection_id IS NOT NULL "
    "AND form_id IN (SELECT value FROM json_each(?))"
)
_CODES = (
    "SELECT unit_id, code FROM closing_line WHERE closing_id = ? AND basis = ? "
    "AND unit_id IN (SELECT value FROM json_each(?))"
)
_ROWS = (
    "SELECT r.unit_id, r.period, s.is_late, r.id, r.row_values, r.occurred_on FROM record r "
    "JOIN submission s ON s.id = r.submission_id WHERE r.form_id IN (SELECT value FROM json_each(?)) "
    "AND r.unit_id IN (SELECT value FROM json_each(?)) AND r.state = 'live' AND s.state = 'accepted' ORDER BY r.id"
)
_RETURNS = (
    "SELECT unit_id, period, is_late, id, state, '' FROM submission WHERE form_id IN (SELECT value FROM json_each(?)) "
    "AND unit_id IN (SELECT value FROM json_each(?)) AND state IN ('accepted', 'nil') ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Times:
    """Which returns a period's figures count: those of ``periods``, or of ``late_periods`` where they came late.

    ``late_periods`` is None where lateness makes no difference (迟报计入原期).
    """

    periods: frozenset[str]
    late_periods: frozenset[str] | None = None

    def takes(self, period: str | None, *, is_late: bool) -> bool:
        """Whether a return counts here."""
        wanted = self.late_periods if is_late and self.late_periods is not None else self.periods
        return period in wanted


Place: TypeAlias = tuple[int, int, str]
"""A form's version, a unit and a period in which rows or returns were touched."""


@dataclass(frozen=True, slots=True)
class _Frozen:
    """A closing that holds, as far as it is looked at here."""

    id: int
    form_id: int
    period: str
    times: Times
    closed_at: str

    def speaks_of(self, period: str) -> bool:
        """Whether any return of a period may count in it; of others nothing need be read."""
        return any(self.times.takes(period, is_late=is_late) for is_late in (False, True))


def codes_of(
    reader: Reader, form_ids: Iterable[int], units: Collection[int], times: Iterable[Times]
) -> tuple[Mapping[int, str], ...]:
    """For each of some times by unit the check code over the rows and returns that count in it, '' for none."""
    wanted = tuple(times)
    parts: list[dict[int, list[str]]] = [defaultdict(list) for _ in wanted]
    asked = (json.dumps(sorted(form_ids)), json.dumps(sorted(units)))
    for statement in (_ROWS, _RETURNS):
        for unit, period, is_late, row_id, content, day in reader.driver_rows(statement, asked):
            for place, one in enumerate(wanted):
                if one.takes(period, is_late=bool(is_late)):
                    parts[place][unit].append(f"{row_id}\x1f{content}\x1f{day or ''}")
    return tuple({unit: _code(texts) for unit, texts in found.items()} for found in parts)


def _code(texts: Iterable[str]) -> str:
    return sha256("\x1e".join(texts).encode()).hexdigest()


def times_of(sums: Mapping[str, list[str] | None]) -> Times:
    """The times as a closing keeps them."""
    late = sums.get("late_periods")
    return Times(frozenset(sums["periods"] or ()), None if late is None else frozenset(late))


def refuse_moved(reader: Reader, operation_id: int, tables: Collection[str], *, is_undo: bool) -> None:
    """DeskError where an operation that is about to end would move what a closed period counts."""
    if is_undo and "closing" in tables:
        raise DeskError("定稿和撤销定稿不能用“撤销”收回；要重新打开已定稿的期次，请用“撤销定稿”并写明理由。")
    if "owing" in tables:
        _refuse_owing(reader, operation_id)
    touching = [table for table in ("record", "submission") if table in tables]
    if not touching or not reader.driver_rows(_ANY):
        return
    places: set[Place] = set()
    for table in touching:
        found = reader.driver_rows(_TOUCHED.format(table=table), (operation_id, operation_id))
        places.update((row[0], row[1], row[2]) for row in found if None not in row)
    _refuse_places(reader, places)


def _refuse_owing(reader: Reader, operation_id: int) -> None:
    """Who owed a closed period (不涉及 and the like) is not told otherwise afterwards."""
    found = reader.driver_rows(_OWING, (operation_id, operation_id))
    if found:
        form, period, closed_at = found[0]
        closed = long_day(date.fromisoformat(closed_at[:10]))
        raise DeskError(
            f"{parse_period(period).label}的{form}已于{closed}定稿，应报和不涉及的登记不能再改；"
            "确要改动，请先撤销定稿。"
        )


def _refuse_places(reader: Reader, places: Collection[Place]) -> None:
    families: dict[int, set[int]] = defaultdict(set)
    for every, own in reader.driver_rows(_FAMILY, (json.dumps(sorted({form for form, _, _ in places})),)):
        families[own].add(every)
    touched: dict[frozenset[int], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for form, unit, period in places:
        touched[frozenset(families[form])][period].add(unit)
    for forms, units in touched.items():
        known = [
            _Frozen(closing_id, form_id, period, times_of(json.loads(sums)), closed_at)
            for closing_id, form_id, period, sums, closed_at in reader.driver_rows(
                _STANDING, (json.dumps(sorted(forms)),)
            )
        ]
        mine = {unit for one in known for period, named in units.items() if one.speaks_of(period) for unit in named}
        if mine:
            _refuse_units(reader, forms, [one for one in known if any(map(one.speaks_of, units))], mine)


def _refuse_units(reader: Reader, forms: Collection[int], known: Sequence[_Frozen], mine: Collection[int]) -> None:
    live = codes_of(reader, forms, mine, [one.times for one in known])
    for one, now in zip(known, live, strict=True):
        lines = reader.driver_rows(_CODES, (one.id, REPORTED, json.dumps(sorted(mine))))
        kept: dict[int, str] = {line[0]: line[1] for line in lines}
        moved = [unit for unit in sorted(mine) if kept.get(unit, "") != now.get(unit, "")]
        if moved:
            raise DeskError(_said(reader, one.form_id, one.period, one.closed_at, moved[0]))


def _said(reader: Reader, form_id: int, period: str, closed_at: str, unit_id: int) -> str:
    form = reader.driver_rows("SELECT name FROM form WHERE id = ?", (form_id,))[0][0]
    unit = reader.driver_rows("SELECT name FROM unit WHERE id = ?", (unit_id,))[0][0]
    closed = long_day(date.fromisoformat(closed_at[:10]))
    return (
        f"{parse_period(period).label}的{form}已于{closed}定稿，这一步会改动“{unit}”的数字，没有保存；"
        "确要改动，请先撤销定稿。"
    )
