"""What stands behind a figure: its rows, each with the file, sheet and cells it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import parse_period
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.services.desk import Desk
from desk_app.services.figure_table import FigureColumn, Measure
from desk_app.storage import campaigns, closings, figures, records, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
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

    ``closings`` are the frozen periods (定稿) among them, whose rows are shown as they stood then.
    """

    ids: tuple[int, ...]
    form: StoredForm | None
    closings: tuple[int, ...] = ()


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

    For 较上期 both periods' rows are given, those of the period before behind the others.
    """
    with desk.store.read() as reader:
        found = [row_id for column in columns for row_id in _ids(reader, campaign, column, measure, units)]
    frozen = tuple(column.closing.id for column in columns if column.closing is not None)
    return FigureRows(tuple(found), columns[0].form if len(columns) == 1 else None, frozen)


def _ids(
    reader: Reader, campaign: Campaign, column: FigureColumn, measure: Measure, units: Sequence[int] | None
) -> list[int]:
    if column.closing is not None:
        return _frozen_ids(reader, column, measure, units)
    wanted = [None] if units is None else units
    return [
        row_id
        for stretch in _times(column, measure)
        for unit in wanted
        for row_id in figures.ids(reader, campaign.id, column.form.id, stretch, unit)
    ]


def _frozen_ids(reader: Reader, column: FigureColumn, measure: Measure, units: Sequence[int] | None) -> list[int]:
    lines = () if column.closing is None else closings.lines_of(reader, column.closing.id, column.basis)
    mine = [line for line in lines if units is None or line.unit_id in units]
    if measure is Measure.TOTAL:
        return [row_id for line in mine for row_id in line.total_rows]
    current = [row_id for line in mine for row_id in line.current_rows]
    before = [row_id for line in mine for row_id in line.before_rows]
    if measure is Measure.BEFORE:
        return before
    return [*current, *before] if measure is Measure.CHANGE else current


def _times(column: FigureColumn, measure: Measure) -> list[Stretch]:
    times = column.stretches
    if measure in {Measure.CURRENT, Measure.PEOPLE}:
        return [times.current]
    if measure is Measure.TOTAL:
        return [times.total]
    wanted = (times.before,) if measure is Measure.BEFORE else (times.current, times.before)
    return [one for one in wanted if one is not None]


def figure_rows(desk: Desk, ids: Sequence[int], closed: Sequence[int] = ()) -> tuple[FigureRow, ...]:
    """The rows of some ids as they are shown, in the order of the ids; those that are gone are left out.

    A row of a closed period is shown as it was frozen, whatever became of it.
    """
    with desk.store.read() as reader:
        frozen = {row.id: row for closing_id in closed for row in frozen_rows(reader, closing_id)}
        live = {row.id: row for row in _live_rows(reader, [one for one in ids if one not in frozen])}
    known = {**live, **frozen}
    return tuple(known[row_id] for row_id in ids if row_id in known)


def frozen_rows(reader: Reader, closing_id: int) -> tuple[FigureRow, ...]:
    """The rows of a closed period as they were frozen."""
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
        for one in closings.rows_of(reader, closing_id).values()
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
