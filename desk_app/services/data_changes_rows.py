"""The rows of one form between two closings: which are new, gone, mended, or only came again in another file."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import eq
from typing import Any

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import parse_period
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.showing import shown
from desk_app.services.figure_times import Basis
from desk_app.storage import campaigns, closings, history, records
from desk_app.storage.closings import Closing, ClosingRow
from desk_app.storage.history import RowChange
from desk_app.storage.reader import Reader

ADDED, GONE, MENDED, RESENT = "新增", "不再计入", "改动", "换了原件"


@dataclass(frozen=True, slots=True)
class RowMoved:
    """A row that counts now or no more, or was mended: what it said, what it says, its cell, and by which step.

    ``period`` names another period than the closed one, whose rows moved 累计; it is empty for rows of 本期.
    """

    form: str
    unit: str
    kind: str
    old: str
    new: str
    source: str
    why: str
    record_id: int
    period: str = ""


class RowsBetween:
    """The rows of one form between two closings."""

    def __init__(self, reader: Reader, before: Closing, after: Closing) -> None:
        self._reader = reader
        self._form = campaigns.get_form(reader, after.form_id).definition
        self._number: tuple[str, ...] = () if self._form.serial is None else (self._form.serial.key,)
        self._since, self._until = (history.made_in(reader, "closing", one.id) for one in (before, after))
        self._period = after.period.code
        with_total = before.keeps_all and after.keeps_all
        self._told: dict[int, tuple[Any, ...]] = {}
        self._old, self._new = (_counted_rows(reader, one, with_total=with_total) for one in (before, after))

    def moved(self) -> Iterator[RowMoved]:
        """The rows that differ, in the order of the older closing, then of the newer."""
        for was, now in self._pairs():
            if was is None and now is not None:
                yield self._row(ADDED, None, now)
            elif now is None and was is not None:
                yield self._row(GONE, was, None)
            elif was is not None and now is not None and self._said(was) != self._said(now):
                yield self._row(MENDED, was, now)
            elif was is not None and now is not None and was.record_id != now.record_id:
                yield self._row(RESENT, was, now)

    def _pairs(self) -> Iterator[tuple[ClosingRow | None, ClosingRow | None]]:
        """Each row with what became of it; where a return was sent anew, with the most alike row of the same unit."""
        fresh = {row_id: row for row_id, row in self._new.items() if row_id not in self._old}
        gone = [row for row_id, row in self._old.items() if row_id not in self._new]
        taken = self._same(gone, fresh)
        by_unit: dict[int, dict[int, ClosingRow]] = {}
        for row in fresh.values():
            by_unit.setdefault(row.unit_id, {})[row.record_id] = row
        least = max(1, len(self._form.columns) // 2)
        for row in [one for one in gone if one.record_id not in taken]:
            mine = by_unit.get(row.unit_id, {})
            best = max(mine.values(), key=partial(self._alike, row), default=None)
            if best is not None and self._alike(row, best) >= least:
                taken[row.record_id] = mine.pop(best.record_id)
                del fresh[best.record_id]
        for row_id, row in self._old.items():
            yield row, self._new.get(row_id) or taken.get(row_id)
        for row in fresh.values():
            yield None, row

    def _same(self, gone: Sequence[ClosingRow], fresh: dict[int, ClosingRow]) -> dict[int, ClosingRow]:
        """By the ids of rows gone the fresh one of the unit that says the same word for word; it is fresh no more."""
        waiting: dict[tuple[Any, ...], deque[ClosingRow]] = {}
        for row in fresh.values():
            waiting.setdefault((row.unit_id, repr(self._columns(row))), deque()).append(row)
        taken: dict[int, ClosingRow] = {}
        for row in gone:
            if mine := waiting.get((row.unit_id, repr(self._columns(row)))):
                taken[row.record_id] = mine.popleft()
                del fresh[taken[row.record_id].record_id]
        return taken

    def _alike(self, one: ClosingRow, other: ClosingRow) -> int:
        """In how many columns two rows say the same."""
        same: list[bool] = list(map(eq, self._columns(one), self._columns(other)))
        return len(self._number) + sum(same)

    def _columns(self, row: ClosingRow) -> tuple[Any, ...]:
        """What a row says column by column, without its number; made once a row, for it is held against many."""
        place = id(row)
        if place not in self._told:
            said = self._said(row)
            self._told[place] = tuple(said.get(key) for key in self._form.keys if key not in self._number)
        return self._told[place]

    def _said(self, row: ClosingRow) -> dict[str, Any]:
        """What a row says, without its number and what is empty."""
        return {key: value for key, value in row.content.items() if key not in self._number and value not in (None, "")}

    def _row(self, kind: str, was: ClosingRow | None, now: ClosingRow | None) -> RowMoved:
        kept = now or was
        if kept is None:
            raise ValueError("a row that stands on neither side")
        keys = None
        if was is not None and now is not None:
            keys = {key for key in {*was.content, *now.content} if was.content.get(key) != now.content.get(key)}
            keys = keys if kind == MENDED else None
        source = _source(kept)
        if was is not None and now is not None and was.record_id != now.record_id:
            source = f"{_source(was)}\n改为\n{source}"
        old = _texts(self._form, was, keys)
        new = "内容未变" if kind == RESENT else _texts(self._form, now, keys)
        period = parse_period(kept.period).label if kept.period and kept.period != self._period else ""
        why = self._why({one.record_id for one in (was, now) if one is not None})
        return RowMoved(self._form.name, kept.unit, kind, old, new, source, why, kept.record_id, period)

    def _why(self, rows: Collection[int]) -> str:
        """The steps between the two closings that touched a row, that which took its place, or their returns."""
        kept = records.get_many(self._reader, sorted(rows))
        places = {("record", row_id) for row_id in rows} | {("submission", one.submission_id) for one in kept}
        found = [one for place in places for one in self._within(history.of_row(self._reader, *place))]
        steps = sorted({(one.done.id, one.done.at, one.done.name) for one in found})
        return "；".join(dict.fromkeys(f"{long_day(at)}{name}" for _, at, name in steps))

    def _within(self, changes: Sequence[RowChange]) -> Iterator[RowChange]:
        """By the order of the steps: several of them may fall into one second."""
        return (one for one in changes if self._since < one.done.id <= self._until)


def _counted_rows(reader: Reader, one: Closing, *, with_total: bool) -> dict[int, ClosingRow]:
    """The rows that a closing counts in 本期, then those of earlier periods in its 累计 where they were kept."""
    lines = [line for basis in Basis for line in closings.lines_of(reader, one.id, basis)]
    counted = [row_id for line in lines for row_id in line.current_rows]
    if with_total:
        counted += [row_id for line in lines for row_id in line.total_rows]
    kept = closings.rows_as_of(reader, one.id, counted)
    return {row_id: kept[row_id] for row_id in dict.fromkeys(counted) if row_id in kept}


def _source(row: ClosingRow) -> str:
    return "　".join(part for part in (row.file.rpartition("/")[2], row.sheet, row.cell) if part)


def _texts(form: FormDefinition, row: ClosingRow | None, keys: set[str] | None) -> str:
    if row is None:
        return "—"
    wanted = [(label, column) for label, column in zip(form.labels, form.columns, strict=True)
              if column.kind is not ColumnKind.SERIAL and (keys is None or column.key in keys)]  # fmt: skip
    return "；".join(f"{label}：{shown(column, row.content.get(column.key, ''))}" for label, column in wanted)
