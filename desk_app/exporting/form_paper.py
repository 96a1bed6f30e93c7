"""From a form's definition and its rows to the neutral paper: blank, filled, and the bureau's summary (汇总表)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from desk_app.campaign.period import Period
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.identity import Identity

Value: TypeAlias = str | int | date | None
Row: TypeAlias = Mapping[str, Value]

BLANK_DATE = "　　年　月　日"
UNIT_COLUMN = PaperColumn("填报单位", 24.0)

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_REPORT = re.compile("[周旬月季年]报")
_DATED = frozenset({ColumnKind.DATE, ColumnKind.DUE})
_COUNTED = frozenset({ColumnKind.SERIAL, ColumnKind.INTEGER})


@dataclass(frozen=True, slots=True)
class UnitRows:
    """What one unit has sent for one form: rows as values by key, in their order."""

    unit: str
    rows: Sequence[Row]


def blank_paper(
    form: FormDefinition,
    *,
    unit: str = "",
    period: Period | None = None,
    identity: Identity | None = None,
    show_period: bool = True,
) -> Paper:
    """The empty form to be sent to a unit; ``unit`` and ``period`` are printed where given, the date stays open."""
    return _paper(form, (), unit, _right_line(form, period if show_period else None, None), identity, period)


def filled_paper(
    form: FormDefinition,
    rows: Iterable[Row],
    *,
    unit: str = "",
    period: Period | None = None,
    filled_on: date | None = None,
    identity: Identity | None = None,
    show_period: bool = True,
) -> Paper:
    """One unit's form with its rows, numbered from 1; ``filled_on`` is the 填报日期, open where it is None."""
    printed = tuple(PaperRow(_cells(form, row, number)) for number, row in enumerate(rows, start=1))
    return _paper(form, printed, unit, _right_line(form, period if show_period else None, filled_on), identity, period)


def summary_paper(
    form: FormDefinition,
    returns: Iterable[UnitRows],
    *,
    bureau: str,
    with_unit_column: bool = False,
    period: Period | None = None,
    filled_on: date | None = None,
    show_period: bool = True,
) -> Paper:
    """汇总表: the annex's own layout with the bureau as 填报单位, all units' rows in the order given.

    Numbers run through. The unit column stands behind 序号 and repeats the name in each row, so that it is
    never lost over a page and can be filtered in Excel.
    """
    place = _unit_place(form)
    printed: list[PaperRow] = []
    for sent in returns:
        for row in sent.rows:
            cells = _cells(form, row, len(printed) + 1)
            printed.append(PaperRow((*cells[:place], sent.unit, *cells[place:]) if with_unit_column else cells))
    right_line = _right_line(form, period if show_period else None, filled_on)
    paper = replace(_paper(form, tuple(printed), bureau, right_line, None, period), record=False)
    if form.record:
        paper = replace(paper, landscape=True, columns=tuple(replace(one, group="") for one in paper.columns))
    if not with_unit_column:
        return paper
    columns = (*paper.columns[:place], UNIT_COLUMN, *paper.columns[place:])
    return replace(paper, columns=columns)


def chinese_date(day: date) -> str:
    """A day as official papers write it, without leading zeros: 2023年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def printed_texts(form: FormDefinition, row: Row) -> dict[str, str]:
    """What a row says on paper, by column key, its 序号 left out."""
    return {
        column.key: _text(row.get(column.key), column.kind)
        for column in form.columns
        if column.kind is not ColumnKind.SERIAL
    }


def paper_columns(form: FormDefinition) -> tuple[PaperColumn, ...]:
    """The form's columns as they are printed: long texts to the left, all others centred."""
    return tuple(_column(column) for column in form.columns)


def note_line(note: str) -> str:
    """The 备注 line below a table; empty for an empty note."""
    return note if not note or note.startswith(("备注", "注：", "说明：", "□")) else f"备注：{note}"


def _column(column: Column) -> PaperColumn:
    return PaperColumn(
        heading=column.heading.strip("\n"),
        width=column.width,
        group=column.group,
        align=Align.LEFT if column.kind is ColumnKind.LONG else Align.CENTRE,
        choices=column.choices,
        closed=column.closed,
        is_date=column.kind is ColumnKind.DATE,
        is_whole=column.kind in _COUNTED,
    )


def _paper(
    form: FormDefinition,
    rows: tuple[PaperRow, ...],
    unit: str,
    right_line: str,
    identity: Identity | None,
    period: Period | None,
) -> Paper:
    return Paper(
        title=_title(form, period),
        columns=paper_columns(form),
        rows=rows,
        mark=form.annex,
        left_line=f"填报单位{'（盖章）' if form.sealed else ''}：{unit}" if form.unit_line else "",
        right_line=right_line,
        blank_rows=form.blank_rows,
        note=note_line(form.note),
        signatures=form.signatures,
        date_line=bool(form.signatures),
        landscape=form.landscape,
        page_of=form.page_of,
        record=form.record,
        identity=identity,
    )


def _title(form: FormDefinition, period: Period | None) -> str:
    """A 月报 of our own says of which month it is; an annex is titled as the superior titled it."""
    if period is None or period.start is None or form.annex or not _REPORT.search(form.title):
        return form.title
    return f"{form.title}（{period.label}）"


def _right_line(form: FormDefinition, period: Period | None, filled_on: date | None) -> str:
    if not form.unit_line:
        return ""
    day = f"填报日期：{chinese_date(filled_on) if filled_on else BLANK_DATE}"
    if period is None or period.start is None:
        return day
    return f"期次：{period.label}　　{day}"


def _unit_place(form: FormDefinition) -> int:
    return next((place for place, column in enumerate(form.columns, 1) if column.kind is ColumnKind.SERIAL), 0)


def _cells(form: FormDefinition, row: Row, number: int) -> tuple[str, ...]:
    return tuple(
        str(number) if column.kind is ColumnKind.SERIAL else _text(row.get(column.key), column.kind)
        for column in form.columns
    )


def _text(value: Value, kind: ColumnKind) -> str:
    """A value as it is printed; a text that is no calendar date stays as it was written."""
    if value is None:
        return ""
    if isinstance(value, date):
        return chinese_date(value)
    text = str(value)
    return _printed_day(text) if kind in _DATED else text


def _printed_day(text: str) -> str:
    match = _ISO_DAY.fullmatch(text)
    if match is None:
        return text
    try:
        return chinese_date(date(*(int(part) for part in match.groups())))
    except ValueError:
        return text
