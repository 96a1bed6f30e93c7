"""What taking a step back must not do to the figures: count a return twice, or let rows count nowhere.

Rows alone do not show it: a file that came meanwhile stands in the same place without touching a row of the older one,
and a cumulative return that came later rests on rows which it does not touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError
from desk_app.storage.reader import Reader
from desk_app.storage.spans import Span

Pair = tuple[int, int]
"""A form's and a unit's id."""

_PAIRS = (
    "SELECT DISTINCT form_id, unit_id FROM {table} "
    "WHERE id BETWEEN ? AND ? AND form_id IS NOT NULL AND unit_id IS NOT NULL"
)
_TWICE = (
    "SELECT period FROM submission WHERE form_id = ? AND unit_id = ? AND period IS NOT NULL "
    "AND (state = 'nil' OR state = 'accepted' AND batch_id IS NOT NULL) GROUP BY period HAVING count(*) > 1"
)
_NOWHERE = (
    "SELECT r.id FROM record r JOIN submission s ON s.id = r.submission_id "
    "WHERE r.form_id = ? AND r.unit_id = ? AND r.state = 'repeated' AND s.state = 'accepted' AND NOT EXISTS ("
    "SELECT 1 FROM record o JOIN submission t ON t.id = o.submission_id WHERE o.unit_id = r.unit_id "
    "AND o.form_id = r.form_id AND o.digest = r.digest AND o.period <> r.period AND o.state = 'live' "
    "AND t.state = 'accepted')"
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """By form and unit: the periods in which two returns count, and the repeated rows that count nowhere."""

    twice: frozenset[tuple[Pair, str]]
    nowhere: frozenset[tuple[Pair, int]]


def pairs_of(reader: Reader, spans: Mapping[str, Sequence[Span]]) -> frozenset[Pair]:
    """Whose returns of which forms an operation touches, as the rows stand now."""
    found: set[Pair] = set()
    for table in ("submission", "record"):
        for span in spans.get(table, ()):
            found.update((row[0], row[1]) for row in reader.driver_rows(_PAIRS.format(table=table), span))
    return frozenset(found)


def trouble_of(reader: Reader, pairs: Iterable[Pair]) -> Trouble:
    """What is wrong with the figures of some units' forms."""
    known = sorted(pairs)
    twice = {(pair, row[0]) for pair in known for row in reader.driver_rows(_TWICE, pair)}
    nowhere = {(pair, row[0]) for pair in known for row in reader.driver_rows(_NOWHERE, pair)}
    return Trouble(frozenset(twice), frozenset(nowhere))


def refuse_new_trouble(reader: Reader, said: str, before: Trouble, after: Trouble) -> None:
    """DeskError when a step taken back brought trouble that was not there; ``said`` names the step and what fails."""
    for pair, period in sorted(after.twice - before.twice):
        form, unit = _names(reader, pair)
        raise DeskError(
            f"{said}：{unit}{parse_period(period).label}的{form}之后已另收一份，恢复后两份都会计数；请先撤回后收的那一份。"
        )
    lost = sorted(after.nowhere - before.nowhere)
    if lost:
        pair = lost[0][0]
        form, unit = _names(reader, pair)
        count = sum(one == pair for one, _ in lost)
        raise DeskError(
            f"{said}：{unit}的{form}有{count}行在之后收的表里按累计报送没有再计，撤销后哪里都不计；"
            "请先撤销后收的那一份，或改用“撤回本批”。"
        )


def _names(reader: Reader, pair: Pair) -> tuple[str, str]:
    form = reader.driver_rows("SELECT name FROM form WHERE id = ?", (pair[0],))
    unit = reader.driver_rows("SELECT name FROM unit WHERE id = ?", (pair[1],))
    return str(form[0][0]), str(unit[0][0])
