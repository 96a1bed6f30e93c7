"""分栏统计: what the columns of a form come to by their rule: 合计, 计数, 人数, 最近, 列举."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk_app.forms.definition import Column, FormDefinition, Rule
from desk_app.services.desk import Desk
from desk_app.services.figure_values import FigureColumn, FigureTable
from desk_app.services.leader_figures import folded_person
from desk_app.storage import closings, figures
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader
from desk_app.storage.records import Values

RULE_WORDS = {Rule.SUM: "合计", Rule.COUNT: "计数", Rule.DISTINCT: "人数", Rule.LATEST: "最近", Rule.LIST: "列举"}
_BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class ColumnFigures:
    """A form's ruled columns: ``texts[line][column]`` for the lines of a table of figures, each with all below it.

    ``remarks`` say what stands in a summed column that is no number, and therefore in no sum.
    """

    columns: tuple[Column, ...]
    units: tuple[str, ...]
    levels: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Each column's heading with its rule."""
        return tuple(f"{column.label}（{RULE_WORDS[column.rule]}）" for column in self.columns)


def ruled(form: FormDefinition) -> tuple[Column, ...]:
    """The columns that are carried to a summary line."""
    return tuple(column for column in form.columns if column.rule is not Rule.NONE)


def carried(form: FormDefinition, column: Column, rows: Iterable[Values]) -> str:
    """What a column comes to over some rows, as it is printed; '' where no row says anything."""
    dated = form.row_date
    told = [(str(row.get(dated.key) or "") if dated else "", row.get(column.key)) for row in rows]
    values = [(day, value) for day, value in told if value not in (None, "")]
    if not values:
        return ""
    if column.rule is Rule.SUM:
        return str(sum(value for _, value in values if isinstance(value, int) and not isinstance(value, bool)))
    if column.rule is Rule.COUNT:
        return str(len(values))
    if column.rule is Rule.DISTINCT:
        return str(len({folded_person(value) for _, value in values}))
    if column.rule is Rule.LATEST:
        return str(max(enumerate(values), key=lambda one: (one[1][0], one[0]))[1][1])
    return _BETWEEN.join(dict.fromkeys(str(value) for _, value in values))


def unsummed(form: FormDefinition, column: Column, rows: Iterable[Values]) -> str:
    """What of a summed column was accepted though it is no number, in one sentence; '' where all of it is summed."""
    told = [value for row in rows if (value := row.get(column.key)) not in (None, "")]
    odd = [str(value) for value in told if not isinstance(value, int) or isinstance(value, bool)]
    if column.rule is not Rule.SUM or not odd:
        return ""
    label = form.labels[form.keys.index(column.key)]
    more = "等" if len(odd) > 1 else ""
    return f"{form.name}“{label}”有{len(odd)}行不是整数（“{odd[0]}”{more}），没有计入合计"


def column_figures(desk: Desk, campaign: Campaign, table: FigureTable, place: int) -> ColumnFigures:
    """The ruled columns of one form of a table in 本期, each unit with all units below it."""
    column = table.columns[place]
    form = column.form.definition
    with desk.store.read() as reader:
        rows = _rows_by_unit(reader, campaign, column)
    wanted = ruled(form)
    texts = []
    order = table.in_order()
    for line in order:
        mine = [row for below in table.below(line) for row in rows.get(table.unit_ids[below], ())]
        texts.append(tuple(carried(form, one, mine) for one in wanted))
    everything = [row for unit_id in table.unit_ids for row in rows.get(unit_id, ())]
    levels = tuple(table.level_of(line) for line in order)
    units = tuple(table.units[line] for line in order)
    whole = tuple(carried(form, one, everything) for one in wanted)
    said = tuple(text for one in wanted if (text := unsummed(form, one, everything)))
    return ColumnFigures(wanted, units, levels, tuple(texts), whole, said)


def _rows_by_unit(reader: Reader, campaign: Campaign, column: FigureColumn) -> Mapping[int, list[Values]]:
    found: dict[int, list[Values]] = {}
    if column.closing is None:
        for unit_id, values in figures.values(reader, campaign.id, column.form.id, column.stretches.current):
            found.setdefault(unit_id, []).append(values)
        return found
    lines = closings.lines_of(reader, column.closing.id, column.basis)
    rows = closings.rows_as_of(reader, column.closing.id, [row_id for line in lines for row_id in line.current_rows])
    for line in lines:
        found[line.unit_id] = [rows[row_id].content for row_id in line.current_rows]
    return found
