"""The papers of a campaign: annexes of a unit, the bureau's summary, the tally and the list of the missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.exporting.form_paper import Row, UnitRows, blank_paper, filled_paper, summary_paper
from desk_app.exporting.form_paper_lists import (
    MissingLine,
    TallyCell,
    TallyLine,
    missing_paper,
    tally_paper,
    task_list_paper,
)
from desk_app.exporting.paper import Paper
from desk_app.forms.definition import FormDefinition
from desk_app.forms.identity import Identity
from desk_app.services.closing_overtaken import overtaken
from desk_app.services.counted_rows import rows_counted_in
from desk_app.services.desk import Desk
from desk_app.services.figure_times import LateRule
from desk_app.services.figure_values import Counts, FigureCell, FigureTable, Measure
from desk_app.services.figure_words import cell_text, comparison_remarks, sum_text
from desk_app.services.missing_list import MissingOne, missing_of, until_words
from desk_app.services.standing import NIL, NOT_CONCERNED, RECEIVED, SENT_BACK, FormStanding, standing_of
from desk_app.services.tally import FormTally, UnitTally, tally_of
from desk_app.storage import campaigns, records, roster
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record

TASK_LIST = ("number", "activity", "content", "units", "deadline")
_ALL_PERIODS = "各表本期"


def unit_paper(desk: Desk, campaign: Campaign, form: StoredForm, unit: str, period: Period) -> Paper:
    """One unit's form with every counted row of a period, ready to be signed; without rows an empty one to fill."""
    return papers_of(desk, campaign, form, [unit], period)[0]


def papers_of(
    desk: Desk, campaign: Campaign, form: StoredForm, units: Sequence[str], period: Period, known: Roster | None = None
) -> list[Paper]:
    """The same of several units in their order, their rows read together.

    Whoever makes very many asks for some at a time and gives the ``known`` roster, which is then not read each time.
    """
    names = known or names_of_then(desk)
    return [
        _filled(campaign, own, unit, names.name_on(unit, period.end), period, rows)
        for unit, (rows, own) in zip(units, _rows_of_units(desk, campaign, form, period, units), strict=True)
    ]


def _filled(campaign: Campaign, form: StoredForm, unit: str, name: str, period: Period, rows: Sequence[Row]) -> Paper:
    identity = Identity(campaign.name, form.name, unit, period.code, form.version)
    return filled_paper(form.definition, rows, unit=name, period=period, identity=identity, show_period=False)


def unit_papers(desk: Desk, campaign: Campaign, form: StoredForm, period: Period) -> Iterator[tuple[str, Paper]]:
    """The form of every unit that has counted rows in a period, one after another, in the bureau's order."""
    known = names_of_then(desk)
    with desk.store.read() as reader:
        sent = records.counted(reader, campaign.id, form_id=form.id, period=period.code)
        rows_of = _rows_by_unit(reader, sent)
    for unit, rows in rows_of.items():
        yield unit, _filled(campaign, form, unit, known.name_on(unit, period.end), period, rows)


def bureau_paper(
    desk: Desk, campaign: Campaign, form: StoredForm, period: Period, *, with_unit_column: bool = False
) -> Paper:
    """汇总表: all units' counted rows in the annex's own layout, in the bureau's order; annex 1 from the task list.

    They are the rows that 统计 counts in the period, so that the 汇总表 of a closed one does not grow by late returns;
    where these count in the period after, that is said below the table, as it is on every page of figures.
    """
    if form.definition.collected is None and form.definition.keys == TASK_LIST:
        return task_list_paper(form.definition, campaign.outline.tasks)
    with desk.store.read() as reader:
        counted = rows_counted_in(reader, campaign, form, period)
        rows = _rows_by_unit(reader, counted.rows)
    known = names_of_then(desk)
    returns = [UnitRows(known.name_on(unit, period.end), rows[unit]) for unit in rows]
    paper = summary_paper(
        form.definition,
        returns,
        bureau=desk.bureau,
        with_unit_column=with_unit_column,
        period=period,
        show_period=False,
    )
    return replace(paper, footnotes=(f"注：{LateRule.NEXT.value}，与统计一致。",)) if counted.by_lateness else paper


def _rows_of_units(
    desk: Desk, campaign: Campaign, form: StoredForm, period: Period, units: Sequence[str]
) -> Iterator[tuple[list[Row], StoredForm]]:
    """Each unit's counted rows and the version of the form to show them in: theirs, where all are of one."""
    with desk.store.read() as reader:
        ids = roster.unit_ids(reader)
        wanted = [ids[unit] for unit in units if unit in ids]
        counted = records.counted_of_units(reader, campaign.id, form.id, period.code, wanted)
        used = {row.form_id for rows in counted.values() for row in rows}
        versions = {form_id: campaigns.get_form(reader, form_id) for form_id in used}
    for unit in units:
        rows = counted.get(ids.get(unit, 0), ())
        own = {row.form_id for row in rows}
        yield [row.values for row in rows], versions[own.pop()] if len(own) == 1 else form


def names_of_then(desk: Desk) -> Roster:
    """The roster, whose units are named on a period's paper as they were called at the period's end."""
    with desk.store.read() as reader:
        return roster.load(reader)


def _rows_by_unit(reader: Reader, counted: Iterable[Record]) -> dict[str, list[Row]]:
    names = roster.unit_names(reader)
    rows: dict[str, list[Row]] = {}
    for record in counted:
        if record.unit_id is not None:
            rows.setdefault(names[record.unit_id], []).append(record.values)
    return rows


def empty_paper(campaign: Campaign, form: StoredForm, unit: str, period: Period | None) -> Paper:
    """The blank that goes out to a unit, carrying what it is."""
    identity = Identity(campaign.name, form.name, unit, period.code if period else "", form.version)
    return blank_paper(form.definition, unit=unit, period=period, identity=identity, show_period=False)


def tally_page(desk: Desk, campaign: Campaign, period: Period | None, table: FigureTable | None = None) -> Paper:
    """统计表 of a period with all that must be known of its figures; see `tally_as_paper`."""
    tallies = tally_of(desk, campaign, period)
    standings = standing_of(desk, campaign, period)
    notes = [f"{one.form.name}{one.undue_words}" for one in standings if one.closed and one.undue_words]
    notes += [one.said for one in overtaken(desk, campaign, period)]
    return tally_as_paper(desk, tallies, period, desk.clock(), notes, table)


def tally_as_paper(
    desk: Desk,
    tallies: list[FormTally],
    period: Period | None,
    at: datetime,
    notes: Sequence[str] = (),
    table: FigureTable | None = None,
) -> Paper:
    """完成情况统计表 of a period: units in the bureau's order, 本期, 累计 and state of every form; notes below it.

    With the period's ``table`` every form that has a period before has its 较上期 as well.
    """
    known = desk.roster()
    day = period.end if period else None
    is_frozen = all(tally.closing is not None for tally in tallies)
    cells: dict[str, dict[str, TallyCell]] = {}
    ids: dict[str, int] = {}
    for tally in tallies:
        for unit in tally.units:
            name = unit.unit if is_frozen else known.certain(unit.unit) or unit.unit
            ids[name] = unit.unit_id
            cells.setdefault(name, {})[tally.form.name] = _cell(unit, is_owed=tally.is_owed)
    names = [tally.form.name for tally in tallies]
    ordered = list(cells if is_frozen else sorted(cells, key=known.order_of))
    lines = [
        TallyLine(
            unit if is_frozen else known.name_on(unit, day),
            tuple(cells[unit].get(name, TallyCell()) for name in names),
        )
        for unit in ordered
    ]
    label = period.label if period else _ALL_PERIODS
    said = (*_tally_notes(tallies), *notes, *(comparison_remarks(table) if table else ()))
    changes = _changes(table, [ids[unit] for unit in ordered]) if table is not None else None
    return tally_paper(label, names, lines, bureau=desk.bureau, made_on=at.date(), notes=said, changes=changes)


def _changes(table: FigureTable, unit_ids: Sequence[int]) -> dict[str, list[str]]:
    """较上期 of every form that has one, a text a unit and last that of all."""
    lines = {unit_id: line for line, unit_id in enumerate(table.unit_ids)}
    found = {}
    for place, column in enumerate(table.columns):
        whole = table.column_sum(place)
        if whole.change is None and not whole.uncompared:
            continue
        cells = [table.cells[lines[one]][place] if one in lines else FigureCell(Counts()) for one in unit_ids]
        texts = [cell_text(cell, Measure.CHANGE) for cell in cells]
        found[column.form.name] = [*texts, sum_text(whole, Measure.CHANGE, "家", apart="\n")]
    return found


def _tally_notes(tallies: list[FormTally]) -> Iterator[str]:
    """How late returns count, and which figures are frozen since when, with their check codes."""
    rules = dict.fromkeys(one.late_rule for one in tallies if one.is_owed and one.period.end is not None)
    yield from (rule for rule in rules if rule)
    for one in tallies:
        if one.closing is not None and not one.closing.is_quoted:
            at = one.closing.closed_at
            yield f"{one.form.name}已于{at.year}年{at.month}月{at.day}日定稿，校验码{one.closing.code[:16]}"


def _cell(unit: UnitTally, *, is_owed: bool) -> TallyCell:
    """A figure that nobody has sent yet is no zero; what the period does not ask for has no state."""
    is_owed = is_owed and unit.state != NOT_CONCERNED
    current = unit.count if unit.count or (is_owed and unit.state in {RECEIVED, NIL}) else None
    total = unit.cumulative if unit.cumulative or is_owed else None
    return TallyCell(current, total, unit.state if is_owed else "")


def missing_as_paper(
    desk: Desk,
    campaign: Campaign,
    standings: Sequence[FormStanding],
    period: Period | None,
    at: datetime,
    units: Collection[str] | None = None,
) -> Paper:
    """未报单位名单: what each unit (of some, where named) still owes, how late, whom to call and what was promised."""
    missing = missing_of(desk, campaign, standings, units)
    return missing_paper(
        period.label if period else _ALL_PERIODS,
        list(_missing_lines(missing, one_period=period is not None and period.start is not None)),
        until=until_words(at),
        bureau=desk.bureau,
    )


def _missing_lines(missing: Iterable[MissingOne], *, one_period: bool) -> Iterator[MissingLine]:
    """A line for what one unit owes until one time; a period that stands in the title is not said again."""
    grouped: dict[tuple[str, str, str, str, str, str], list[str]] = {}
    for one in missing:
        back = f"（{SENT_BACK}）" if one.state == SENT_BACK else ""
        late = one.lateness.removeprefix("已逾期")
        key = (one.name, one.due, late, one.contact, one.phone, one.called)
        grouped.setdefault(key, []).append(f"{one.form}{back}" if one_period else one.what)
    for (name, due, late, contact, phone, called), forms in grouped.items():
        yield MissingLine(name, tuple(forms), due, contact, called, late, phone)


def file_label(form: FormDefinition) -> str:
    """What a form's files are called by: annex mark and short title."""
    return f"{form.annex} {form.name}".strip()
