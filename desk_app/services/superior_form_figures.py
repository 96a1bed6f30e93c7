"""The figures that a superior's form asks for, each counted from its rows and told with what it was counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.exporting.fill_values import Value
from desk_app.forms.definition import Rule
from desk_app.forms.showing import shown
from desk_app.services.desk import Desk
from desk_app.services.figure_columns import carried, unsummed
from desk_app.services.figure_rows import rows_behind
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import FigureColumn, FigureTable, Measure, has_before
from desk_app.services.figure_words import cell_text, comparison
from desk_app.services.leader_figures import received_of
from desk_app.services.report_rates import percent
from desk_app.services.standing import NOT_CONCERNED, NOT_IN, FormStanding
from desk_app.services.superior_form import SERIAL, UNIT, Report, Take
from desk_app.storage import closings, records, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.records import Values

RULES = {Rule.COUNT: "行数", Rule.SUM: "合计", Rule.DISTINCT: "人数", Rule.LATEST: "最近", Rule.LIST: "列举"}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what it was counted from, or why there is none; ``uncompared`` is how many 较上期 leaves out."""

    value: Value = ""
    why: str = ""
    source: str = ""
    uncompared: int = 0


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row that counts: whose it is and what it says."""

    unit_id: int
    values: Values


class SuperiorFigures:
    """The figures of one period, the tables read once."""

    def __init__(self, desk: Desk, campaign: Campaign, period: Period) -> None:
        self.period = period
        self._desk, self._campaign = desk, campaign
        self._rows: dict[tuple[str, Measure], tuple[LedgerRow, ...]] = {}
        self._left_out: dict[str, None] = {}
        self._unsummed: dict[str, None] = {}

    @cached_property
    def table(self) -> FigureTable:
        """The period's table; DeskError where there is no roster."""
        return figure_table(self._desk, self._campaign, self.period, Basis.REPORTED)

    def told(self, take: Take) -> Told:
        """The figure of one place."""
        place = self._place(take.form)
        if place is None:
            return Told(why=f"{self.period.label}没有“{take.form}”的数字")
        lost = self._lost(take, place)
        if lost:
            return Told(why=lost)
        units = self._units(take)
        if units is None:
            return Told(why=f"{self.period.label}的统计里没有“{take.unit}”这家单位")
        if take.report is not Report.NONE:
            return self._report(take, place)
        if take.unit and take.measure in {Measure.CURRENT, Measure.PEOPLE} and not self._is_known(place, units):
            return Told(why=f"“{take.unit}”{self.period.label}{self._state(place, units)}，不作零填")
        return self._counted(take, place, units)

    def block(self, take: Take, keys: Sequence[str]) -> tuple[tuple[Value, ...], ...] | str:
        """The rows of a form, a value a key; a sentence where there are none to be had."""
        place = self._place(take.form)
        units = self._units(take)
        if place is None or units is None:
            return f"{self.period.label}没有“{take.form}”的数字"
        form = self.table.columns[place].form.definition
        lost = self._lost(take, place, [key for key in keys if key not in {SERIAL, UNIT}])
        if lost:
            return lost
        names = dict(zip(self.table.unit_ids, self.table.units, strict=True))
        rows = self._narrowed(take, place, units, take.measure)
        if not rows:
            return f"{self.period.label}“{take.form}”没有行"
        return tuple(
            tuple(
                number
                if key == SERIAL
                else names.get(row.unit_id, "")
                if key == UNIT
                else _value(shown(form.column(key), row.values.get(key)), row.values.get(key))
                for key in keys
            )
            for number, row in enumerate(rows, start=1)
        )

    def remarks(self, forms: Sequence[str]) -> list[str]:
        """What must be known of the figures: what is not closed, who is missing, and who was not compared."""
        said = []
        for name in dict.fromkeys(forms):
            place = self._place(name)
            if place is None:
                continue
            if self.table.columns[place].closing is None:
                said.append(f"{name}{self.table.columns[place].period.label}未定稿，数字还会变")
            standing = self.table.standing_of_column(place)
            missing = received_of(standing).missing if standing is not None else ()
            if missing:
                said.append(f"{name}未报{len(missing)}家（{'、'.join(missing)}），不在合计里")
        return [*said, *self.unsummed, *self._left_out]

    @property
    def unsummed(self) -> tuple[str, ...]:
        """What of the columns that were summed is no number and stands in none of the sums told."""
        return tuple(self._unsummed)

    def _place(self, form: str) -> int | None:
        return next((place for place, one in enumerate(self.table.columns) if one.form.name == form), None)

    def _lost(self, take: Take, place: int, keys: Sequence[str] = ()) -> str:
        """A sentence where the form has a column no more that was pointed out; rows are never counted in its stead."""
        known = self.table.columns[place].form.definition.keys
        gone = [key for key in (take.column, take.word_column, *keys) if key and key not in known]
        return f"“{take.form}”现在没有原来指定的栏目，请重新指定" if gone else ""

    def _units(self, take: Take) -> frozenset[int] | None:
        """The ids of the units meant; all of them for the bureau, None where the unit is not in the table."""
        if not take.unit:
            return frozenset(self.table.unit_ids)
        line = self._line(take.unit)
        if line is None:
            return None
        lines = (line,) if take.alone else self.table.below(line)
        return frozenset(self.table.unit_ids[one] for one in lines)

    def _line(self, said: str) -> int | None:
        """The line of a unit by the name it bears now, by an older one, or by the one that a closed table calls it."""
        unit_id = self._ids.get(said, self._ids.get(self._roster.certain(said) or ""))
        if unit_id in self.table.unit_ids:
            return self.table.unit_ids.index(unit_id)
        return self.table.units.index(said) if unit_id is None and said in self.table.units else None

    @cached_property
    def _roster(self) -> Roster:
        return self._desk.roster()

    @cached_property
    def _ids(self) -> Mapping[str, int]:
        with self._desk.store.read() as reader:
            return roster.unit_ids(reader)

    def _is_known(self, place: int, units: frozenset[int]) -> bool:
        cells = [self.table.cells[line][place] for line, one in enumerate(self.table.unit_ids) if one in units]
        return any(one.counts.current or one.settled for one in cells)

    def _state(self, place: int, units: frozenset[int]) -> str:
        """Where the return of one unit stands; of several, none of which has sent anything, 未报."""
        states = {self.table.cells[line][place].state for line, one in enumerate(self.table.unit_ids) if one in units}
        return states.pop() or NOT_CONCERNED if len(states) == 1 else NOT_IN

    def _counted(self, take: Take, place: int, units: frozenset[int]) -> Told:
        column = self.table.columns[place]
        if take.measure in {Measure.BEFORE, Measure.CHANGE} and not has_before(column):
            return Told(why=f"“{take.form}”没有上期")
        if take.measure is Measure.CHANGE:
            return self._compared(take, place, units)
        if take.unit and take.measure is Measure.BEFORE:
            lines = [line for line, one in enumerate(self.table.unit_ids) if one in units]
            words = [cell_text(self.table.cells[line][place], Measure.BEFORE) for line in lines]
            if not any(word.isdecimal() for word in words):
                return Told(why=f"“{take.unit}”{words[0] if len(words) == 1 else '上期未报'}，不作零填")
        value = self._carried(take, place, units, take.measure)
        return Told(value, why="" if value != "" else "没有内容", source=self._source(take, column))

    def _compared(self, take: Take, place: int, units: frozenset[int]) -> Told:
        """较上期 over the units whose returns are in for both periods; who is left out is said."""
        lines = [line for line, one in enumerate(self.table.unit_ids) if one in units]
        found = comparison(self.table, place, lines)
        if found is None or not found.units:
            why = found.left[0][1] if found is not None and len(found.left) == 1 else "没有两期都已报的单位"
            return Told(why=f"“{take.unit or take.form}”{why}，不作比较")
        both = frozenset(self.table.unit_ids[line] for line in lines
                         if self.table.cells[line][place].counts.change is not None)  # fmt: skip
        now, before = (self._carried(take, place, both, one) for one in (Measure.CURRENT, Measure.BEFORE))
        if not (isinstance(now, int) and isinstance(before, int)):
            return Told(why="这种栏目没有较上期")
        if found.said:
            self._left_out[f"{take.unit}：{found.said}" if take.unit else found.said] = None
        source = self._source(take, self.table.columns[place])
        left = len(found.left)
        return Told(now - before, source=f"{source}（{left}家未作比较）" if left else source, uncompared=left)

    def _carried(self, take: Take, place: int, units: frozenset[int], measure: Measure) -> Value:
        form = self.table.columns[place].form.definition
        rows = self._narrowed(take, place, units, measure)
        if not take.column:
            return len(rows)
        column, values = replace(form.column(take.column), rule=take.rule), [one.values for one in rows]
        if said := unsummed(form, column, values):
            self._unsummed[f"{take.unit}：{said}" if take.unit else said] = None
        text = carried(form, column, values)
        if take.rule in {Rule.SUM, Rule.COUNT, Rule.DISTINCT}:
            return int(text or 0)
        return shown(form.column(take.column), text)

    def _narrowed(self, take: Take, place: int, units: frozenset[int], measure: Measure) -> list[LedgerRow]:
        rows = [one for one in self._all_rows(place, measure) if one.unit_id in units]
        if not take.word_column:
            return rows
        return [one for one in rows if str(one.values.get(take.word_column) or "").strip() == take.word]

    def _all_rows(self, place: int, measure: Measure) -> tuple[LedgerRow, ...]:
        column = self.table.columns[place]
        key = (column.form.name, measure)
        if key not in self._rows:
            ids = rows_behind(self._desk, self._campaign, [column], measure).ids
            frozen = self._frozen(column, ids)
            with self._desk.store.read() as reader:
                live = records.get_many(reader, [one for one in ids if one not in frozen])
            known = {one.id: LedgerRow(one.unit_id or 0, one.values) for one in live} | frozen
            self._rows[key] = tuple(known[one] for one in ids if one in known)
        return self._rows[key]

    def _frozen(self, column: FigureColumn, ids: Sequence[int]) -> dict[int, LedgerRow]:
        """The rows that 定稿 kept, those behind 累计 and 上期 among them."""
        if column.closing is None:
            return {}
        with self._desk.store.read() as reader:
            kept = closings.rows_as_of(reader, column.closing.id, ids)
        return {one: LedgerRow(row.unit_id, row.content) for one, row in kept.items()}

    def _report(self, take: Take, place: int) -> Told:
        standing = self.table.standing_of_column(place)
        if standing is None:
            return Told(why=f"“{take.form}”不按{self.period.label}报送，没有{take.report.value}")
        wanted = self._units(take) or frozenset()
        names = {name for name, unit_id in self._ids.items() if unit_id in wanted}
        mine = replace(standing, units=tuple(one for one in standing.units if not take.unit or one.unit in names))
        return Told(_reported(mine, take.report), source=f"{take.form}{standing.period.label} {take.report.value}")

    def _source(self, take: Take, column: FigureColumn) -> str:
        form = column.form.definition
        rule = RULES[Rule.COUNT]
        if take.column:
            rule = f"{form.labels[form.keys.index(take.column)]}{RULES[take.rule]}"
        if take.word_column:
            rule += f"（{form.labels[form.keys.index(take.word_column)]}为“{take.word}”）"
        whose = (take.unit + ("" if take.alone else "及下级")) if take.unit else "全局"
        return f"{take.form} {column.period.label}{take.measure.value} {whose} {rule}"


def _reported(standing: FormStanding, report: Report) -> Value:
    counted = received_of(standing)
    came = counted.received + counted.nil
    known: dict[Report, Value] = {
        Report.OWED: counted.owed,
        Report.CAME: came,
        Report.NIL: counted.nil,
        Report.WAITING: counted.waiting,
        Report.MISSING: len(counted.missing) + len(counted.sent_back),
        Report.LATE: counted.late,
        Report.RATE: percent(came, counted.owed),
    }
    return known[report]


def _value(text: str, value: object) -> Value:
    return value if isinstance(value, int) and not isinstance(value, bool) else text
