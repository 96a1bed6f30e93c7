"""What stands behind a figure: its rows, each with the file, sheet and cells it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import parse_period
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.services.desk import Desk
from desk_app.services.figure_values import FigureColumn, FigureTable, Measure, has_before
from desk_app.storage import campaigns, closings, figures, records, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.closings import Closing
from desk_app.storage.figures import Stretch
from desk_app.storage.reader import Reader

_SHOWN_TEXTS = 3


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: whose it is, what it says by the form's printed headings, and where it stands in the original.

    ``corrected`` says that a person has changed it since, so that the original reads otherwise.
    """

    id: int
    unit: str
    form: str
    period: str
    texts: tuple[str, ...]
    file: str
    sheet: str
    cell: str
    corrected: bool = False

    @property
    def summary(self) -> str:
        """The first texts of the row, for a list of rows of several forms."""
        return "　".join([text.replace("\n", " ") for text in self.texts if text][:_SHOWN_TEXTS])


@dataclass(frozen=True, slots=True)
class FigureRows:
    """The ids behind a figure, and the one form they are of, None where they are of several.

    ``closings`` are the frozen periods (定稿) among them, whose rows are shown as they stood then. ``before`` is how
    many at the end are rows of 上期, where a figure compares two periods; None where it does not.
    """

    ids: tuple[int, ...]
    form: StoredForm | None
    closings: tuple[int, ...] = ()
    before: int | None = None

    @property
    def sides(self) -> tuple[str, ...]:
        """For each row 本期 or 上期; empty where the figure is of one time."""
        if self.before is None:
            return ()
        current = len(self.ids) - self.before
        return (Measure.CURRENT.value,) * current + (Measure.BEFORE.value,) * self.before


def headings(form: FormDefinition) -> tuple[str, ...]:
    """The headings of a row's texts: the form's own, 序号 left out."""
    return tuple(
        label for label, column in zip(form.labels, form.columns, strict=True) if column.kind is not ColumnKind.SERIAL
    )


def rows_behind(
    desk: Desk,
    campaign: Campaign,
    columns: Sequence[FigureColumn],
    measure: Measure,
    units: Sequence[int] | None = None,
) -> FigureRows:
    """The rows that a figure counts: of one form or of several (合计), of some units (by id) or of all.

    For 较上期 both periods' rows are given, those of the period before behind the others; a form without a period
    before has none in it. Whose units are compared is the asker's to say by ``units``.
    """
    form = columns[0].form if len(columns) == 1 else None
    frozen = tuple(column.closing.id for column in columns if column.closing is not None)
    with desk.store.read() as reader:
        if measure is not Measure.CHANGE:
            found = [row_id for one in columns for row_id in _ids(reader, campaign, one, measure, units)]
            return FigureRows(tuple(found), form, frozen)
        both = [one for one in columns if has_before(one)]
        now, before = (
            [row_id for one in both for row_id in _ids(reader, campaign, one, side, units)]
            for side in (Measure.CURRENT, Measure.BEFORE)
        )
    return FigureRows((*now, *before), form, frozen, len(before))


def rows_compared(
    desk: Desk, campaign: Campaign, table: FigureTable, places: Sequence[int], lines: Sequence[int]
) -> FigureRows:
    """The rows of both periods that a 较上期 of some columns and lines is made of, and no others.

    A single figure that is not compared opens what there is of it.
    """
    alone = len(places) == 1 and len(lines) == 1
    now: list[int] = []
    before: list[int] = []
    closed: list[int] = []
    for place in places:
        column = table.columns[place]
        mine = [line for line in lines if alone or table.cells[line][place].counts.change is not None]
        found = rows_behind(desk, campaign, [column], Measure.CHANGE, [table.unit_ids[line] for line in mine])
        split = len(found.ids) - (found.before or 0)
        now += found.ids[:split]
        before += found.ids[split:]
        closed += found.closings
    form = table.columns[places[0]].form if len(places) == 1 else None
    return FigureRows((*now, *before), form, tuple(closed), len(before))


def _ids(
    reader: Reader, campaign: Campaign, column: FigureColumn, measure: Measure, units: Sequence[int] | None
) -> list[int]:
    if column.closing is not None:
        return _frozen_ids(reader, column, column.closing, measure, units)
    stretch = _time(column, measure)
    if stretch is None:
        return []
    return list(figures.ids(reader, campaign.id, column.form.id, stretch, units))


def _frozen_ids(
    reader: Reader, column: FigureColumn, closing: Closing, measure: Measure, units: Sequence[int] | None
) -> list[int]:
    if measure is Measure.BEFORE and not has_before(column):
        return []  # an older program kept such rows of a form collected once, and no figure tells of them
    lines = closings.lines_of(reader, closing.id, column.basis)
    rows = {Measure.TOTAL: "total_rows", Measure.BEFORE: "before_rows"}.get(measure, "current_rows")
    wanted = None if units is None else frozenset(units)
    return [row_id for line in lines if wanted is None or line.unit_id in wanted for row_id in getattr(line, rows)]


def _time(column: FigureColumn, measure: Measure) -> Stretch | None:
    times = column.stretches
    return {Measure.TOTAL: times.total, Measure.BEFORE: times.before}.get(measure, times.current)


def figure_rows(desk: Desk, ids: Sequence[int], closed: Sequence[int] = ()) -> tuple[FigureRow, ...]:
    """The rows of some ids as they are shown, in the order of the ids; those that are gone are left out.

    A row of a closed period is shown as it was frozen, whatever became of it.
    """
    with desk.store.read() as reader:
        frozen = {row.id: row for closing_id in closed for row in frozen_rows(reader, closing_id, ids)}
        live = {row.id: row for row in _live_rows(reader, [one for one in ids if one not in frozen])}
    known = {**live, **frozen}
    return tuple(known[row_id] for row_id in ids if row_id in known)


def frozen_rows(reader: Reader, closing_id: int, ids: Sequence[int]) -> tuple[FigureRow, ...]:
    """Of some rows those that a closed period's figures count, as they stood when it was closed."""
    form = campaigns.get_form(reader, closings.get(reader, closing_id).form_id)
    return tuple(
        FigureRow(
            one.record_id,
            one.unit,
            form.name,
            parse_period(one.period).label if one.period else "",
            row_texts(form.definition, one.content),
            one.file,
            one.sheet,
            one.cell,
            one.revision > 1,
        )
        for one in closings.rows_as_of(reader, closing_id, ids).values()
    )


def _live_rows(reader: Reader, ids: Sequence[int]) -> tuple[FigureRow, ...]:
    if not ids:
        return ()
    names = roster.unit_names(reader)
    found = records.get_many(reader, ids)
    forms = {form_id: campaigns.get_form(reader, form_id) for form_id in {one.form_id for one in found}}
    files = _files(reader, found)
    return tuple(
        FigureRow(
            one.id,
            names.get(one.unit_id or 0, ""),
            forms[one.form_id].name,
            parse_period(one.period).label if one.period else "",
            row_texts(forms[one.form_id].definition, one.values),
            files[one.submission_id],
            one.sheet,
            one.cell,
            one.revision > 1,
        )
        for one in found
    )


def _files(reader: Reader, found: Sequence[records.Record]) -> dict[int, str]:
    return {number: submissions.get(reader, number).file for number in {one.submission_id for one in found}}


def row_texts(form: FormDefinition, values: Mapping[str, object]) -> tuple[str, ...]:
    """A row's values as texts under ``headings``."""
    return tuple(
        "" if values.get(column.key) is None else str(values[column.key])
        for column in form.columns
        if column.kind is not ColumnKind.SERIAL
    )
