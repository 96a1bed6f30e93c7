"""What 定稿 keeps of one form: each unit's figures by both 口径, the rows behind them, and the check codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from desk_app.campaign.period import Period
from desk_app.services import sent_back_times
from desk_app.services.desk import Desk
from desk_app.services.figure_columns import carried, ruled
from desk_app.services.figure_former import to_keep
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import FigureColumn, FigureTable
from desk_app.services.standing import NOT_CONCERNED
from desk_app.services.tally import FormTally
from desk_app.storage import closings, collections, figures, form_versions, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import ClosingLine, ClosingRow, NewClosing
from desk_app.storage.figures import Stretch
from desk_app.storage.frozen import Times, codes_of
from desk_app.storage.operations import Operation

NO_ROWS: Mapping[int, tuple[int, ...]] = {}


@dataclass(frozen=True, slots=True)
class FormToClose:
    """A form of a table of figures: ``is_quoted`` where the form itself goes on and only its figures are kept."""

    form: str
    is_quoted: bool


class Freezing:
    """One period being frozen within one operation."""

    def __init__(
        self,
        op: Operation,
        desk: Desk,
        campaign: Campaign,
        tables: Mapping[Basis, FigureTable],
        tallies: Sequence[FormTally],
    ) -> None:
        self._op = op
        self._desk = desk
        self._campaign = campaign
        self._tables = tables
        self._states = {one.form.name: {unit.unit: unit.state for unit in one.units} for one in tallies}
        self._parents = {unit.name: unit.parent for unit in roster.load(op).everyone}

    def keep(self, wanted: FormToClose, late_rule: str, open_points: tuple[str, ...]) -> int:
        """Freeze one form; the closing's id."""
        column = _column(self._tables[Basis.REPORTED], wanted.form)
        lines: list[ClosingLine] = []
        people: dict[str, int | None] = {}
        for basis, table in self._tables.items():
            mine = [place for place, one in enumerate(table.columns) if one.form.name == wanted.form]
            if not mine:
                people[basis.value] = None
                continue
            people[basis.value] = table.columns[mine[0]].people
            lines += self._lines(table, mine[0])
        period = self._period_of(column, wanted)
        sums = {
            "people": people,
            "has_before": {
                basis.value: any(line.before is not None for line in lines if line.basis == basis.value)
                for basis in self._tables
            },
            **to_keep(self._former(wanted.form)),
            closings.KEEPS_ALL: True,
            **self._times(column),
            **self._of_returns(wanted, period),
        }
        collection = None if wanted.is_quoted else self._collection(column)
        code = sha256("\n".join(f"{line.unit_id} {line.current} {line.code}" for line in lines).encode()).hexdigest()
        new = NewClosing(column.form.id, collection, period, code, late_rule, open_points, sums)
        closing_id = closings.keep(self._op, self._campaign.id, new, lines, self._rows(column.form.id, lines))
        if collection is not None:
            collections.close(self._op, collection)
        return closing_id

    def _of_returns(self, wanted: FormToClose, period: str) -> dict[str, Any]:
        """How often returns had gone back, and whether the deadline had not come: neither is told otherwise later."""
        if wanted.is_quoted:
            return {}
        table = self._tables[Basis.REPORTED]
        undue = any(one.undue for one in table.standings if one.form.name == wanted.form)
        return {closings.BEFORE_DUE: undue, **sent_back_times.to_keep(self._op, self._campaign, wanted.form, period)}

    def _period_of(self, column: FigureColumn, wanted: FormToClose) -> str:
        month = column.stretches.current.month
        return month if wanted.is_quoted and month is not None else column.period.code

    def _collection(self, column: FigureColumn) -> int:
        known = collections.of_campaign(self._op, self._campaign.id, period=column.period.code)
        mine = [one.id for one in known if one.form == column.form.name]
        return mine[0] if mine else collections.add(self._op, self._campaign.id, column.form.id, column.period)

    def _times(self, column: FigureColumn) -> dict[str, Any]:
        times = column.stretches.current
        late = None if times.late_periods is None else sorted(times.late_periods)
        return {"periods": sorted(times.periods or ()), "late_periods": late}

    def _lines(self, table: FigureTable, place: int) -> list[ClosingLine]:
        column = table.columns[place]
        times = column.stretches
        behind = [self._ids(column, one) for one in (times.current, times.total, times.before)]
        codes = self._codes(column, table) if table.basis is Basis.REPORTED else {}
        late = {unit.unit: unit.late for one in table.standings if one.form.name == column.form.name
                for unit in one.units}  # fmt: skip
        states = self._states[column.form.name]
        made = []
        for line, (unit_id, unit) in enumerate(zip(table.unit_ids, table.units, strict=True)):
            cell = table.cells[line][place]
            counts = cell.counts
            if unit not in states and not (counts.current or counts.total or counts.before):
                continue
            made.append(ClosingLine(
                table.basis.value, unit_id, unit, self._parents.get(unit, ""),
                states.get(unit, NOT_CONCERNED), late.get(unit, ""),
                counts.current, counts.total, counts.before, counts.people,
                self._carried(column, behind[0].get(unit_id, ())),
                behind[0].get(unit_id, ()), behind[1].get(unit_id, ()), behind[2].get(unit_id, ()),
                codes.get(unit_id, ""),
            ))  # fmt: skip
        return made

    def _ids(self, column: FigureColumn, stretch: Stretch | None) -> Mapping[int, tuple[int, ...]]:
        if stretch is None:
            return NO_ROWS
        return figures.ids_by_unit(self._op, self._campaign.id, column.form.id, stretch)

    def _codes(self, column: FigureColumn, table: FigureTable) -> Mapping[int, str]:
        sums = self._times(column)
        late = sums["late_periods"]
        times = Times(frozenset(sums["periods"]), None if late is None else frozenset(late))
        versions = form_versions.ids_of(self._op, column.form.id)
        return codes_of(self._op, versions, table.unit_ids, [times])[0]

    def _carried(self, column: FigureColumn, ids: tuple[int, ...]) -> dict[str, str]:
        form = column.form.definition
        wanted = ruled(form)
        values = [row.values for row in records.get_many(self._op, ids)] if wanted and ids else []
        return {one.key: carried(form, one, values) for one in wanted}

    def _former(self, form: str) -> Iterator[tuple[int, str]]:
        """Where each unit's return of the period before stood, the same by both 口径."""
        table = self._tables[Basis.REPORTED]
        place = table.columns.index(_column(table, form))
        return ((unit, cells[place].former) for unit, cells in zip(table.unit_ids, table.cells, strict=True))

    def _rows(self, form_id: int, lines: Sequence[ClosingLine]) -> list[ClosingRow]:
        """The rows of 本期, and of those behind 累计 and 上期 what no earlier 定稿 keeps just as it stands now."""
        current = {row_id for line in lines for row_id in line.current_rows}
        others = {row_id for line in lines for row_id in (*line.total_rows, *line.before_rows)} - current
        kept = closings.unchanged(self._op, self._campaign.id, form_id, others)
        return self._as_they_stand(sorted(current | (others - kept)))

    def _as_they_stand(self, ids: Sequence[int]) -> list[ClosingRow]:
        names = roster.unit_names(self._op)
        kept = records.get_many(self._op, ids)
        files = submissions.files_of(self._op, (row.submission_id for row in kept))
        return [
            ClosingRow(row.id, row.unit_id or 0, names.get(row.unit_id or 0, ""), row.period or "", row.revision,
                       row.values, files[row.submission_id], row.sheet, row.cell)
            for row in kept
        ]  # fmt: skip


def _column(table: FigureTable, form: str) -> FigureColumn:
    return next(one for one in table.columns if one.form.name == form)


def tables_of(desk: Desk, campaign: Campaign, period: Period) -> dict[Basis, FigureTable]:
    """The tables of a period by both 口径."""
    return {basis: figure_table(desk, campaign, period, basis) for basis in Basis}
