"""任务推进图 as a worksheet: the rows of the wall chart along ten-day steps, for an office that works on with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from desk_app.campaign.calendar_days import long_day, month_after
from desk_app.campaign.tasks import Mark
from desk_app.campaign.tasks_chart import Chart, ChartDot, ChartRow, RowKind, month_label
from desk_app.exporting.atomic import replacing
from desk_app.exporting.excel_sheet import write_text
from desk_app.exporting.excel_styles import WORKBOOK_OPTIONS
from desk_app.exporting.wall_chart import LEGEND, ROWS_HEAD, today_words, until_words

_HEADS = ((ROWS_HEAD, 250), ("完成", 64), ("起止", 250), ("说明", 150))
_STEP = 26  # pixels a third of a month
_DONE, _OPEN, _FAINT = "#808080", "#D9D9D9", "#A6A6A6"
_SIGNS = {"dot": "◇", "done": "◆", "late": "▼", "bar": "■", "open": "□"}
_THIRDS = (1, 11, 21)
_A3 = 8


def write_wall_sheet(chart: Chart, target: Path) -> None:
    """Write the chart as a workbook of one sheet, printed on A3 on its side; whole or not at all."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **WORKBOOK_OPTIONS})
    _Wall(book, chart).write()
    book.close()
    with replacing(target) as part:
        part.write_bytes(content.getbuffer())


class _Wall:
    """The one sheet."""

    def __init__(self, book: Any, chart: Chart) -> None:
        self._book, self._chart = book, chart
        self._sheet = book.add_worksheet("任务推进图")
        self._steps = [month.replace(day=day) for month in chart.months for day in _THIRDS]
        self._first = len(_HEADS)
        self._last = self._first + len(self._steps) - 1
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self) -> None:
        sheet, chart = self._sheet, self._chart
        for place, (_, width) in enumerate(_HEADS):
            sheet.set_column_pixels(place, place, width)
        sheet.set_column_pixels(self._first, self._last, _STEP)
        title = self._format(font_name="方正小标宋简体", font_size=22, border=0, align="center")
        self._across(0, 0, self._last, chart.title, title)
        sheet.set_row(0, 40)
        self._head()
        for number, row in enumerate(chart.rows, start=3):
            self._row(number, row)
        self._foot(3 + len(chart.rows) + 1)
        self._page()

    def _format(self, **wanted: object) -> Any:
        told = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", "border": 1, "num_format": "@", **wanted}
        key = tuple(sorted(told.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(told)
        return self._formats[key]

    def _across(self, row: int, first: int, last: int, text: str, style: Any) -> None:
        for place in range(first, last + 1):
            self._sheet.write_blank(row, place, None, style)
        write_text(self._sheet, row, first, text, style, "任务推进图")
        if last > first:
            self._sheet.merge.append([row, first, row, last])

    def _head(self) -> None:
        style = self._format(font_name="黑体", align="center", bg_color="#F2F2F2")
        for place, (text, _) in enumerate(_HEADS):
            self._across(2, place, place, text, style)
        for number, month in enumerate(self._chart.months):
            first = self._first + number * len(_THIRDS)
            self._across(2, first, first + len(_THIRDS) - 1, month_label(month, with_year=number == 0), style)
        self._sheet.set_row(2, 24)
        if self._chart.shows_today:
            at = self._first + self._step_of(self._chart.today)
            style = self._format(font_name="黑体", font_size=9, border=0, align="center")
            first = min(max(at - 1, self._first), self._last - 2)
            self._across(1, first, first + 2, today_words(self._chart), style)

    def _step_of(self, day: date) -> int:
        return sum(step <= day for step in self._steps) - 1

    def _row(self, number: int, row: ChartRow) -> None:
        font = {"font_name": "黑体"} if row.kind is RowKind.PHASE else {}
        for place, text in enumerate((row.label, row.figure, _span(row), row.said)):
            align = "left" if place in {0, len(_HEADS) - 1} else "center"
            self._across(number, place, place, text, self._format(text_wrap=True, align=align, **font))
        signs = self._signs(row.dots)
        for place, step in enumerate(self._steps):
            style = self._step_style(row, place, step)
            self._across(number, self._first + place, self._first + place, signs.get(place, ""), style)
        self._sheet.set_row(number, 34)

    def _signs(self, dots: Sequence[ChartDot]) -> dict[int, str]:
        """The signs of each step: what is late tells over what is open, that over what is done."""
        found: dict[int, str] = {}
        for dot in dots:
            kind = "late" if dot.mark is Mark.LATE else "done" if dot.done == dot.count else "dot"
            place = self._step_of(min(max(dot.day, self._chart.first), self._chart.last))
            ranks = ("done", "dot", "late")
            if place not in found or ranks.index(kind) > ranks.index(found[place]):
                found[place] = kind
        return {place: _SIGNS[kind] for place, kind in found.items()}

    def _step_style(self, row: ChartRow, place: int, step: date) -> Any:
        """A step within the row's bar is dark as far as it is done and light behind; today's step has a thick edge."""
        wanted: dict[str, object] = {
            "align": "center",
            "font_size": 10,
            "border": 0,
            "bottom": 1,
            "bottom_color": _FAINT,
        }
        if step.day == _THIRDS[0]:
            wanted |= {"left": 1, "left_color": _FAINT}
        if place == len(self._steps) - 1:
            wanted |= {"right": 1}
        if self._chart.shows_today and place == self._step_of(self._chart.today):
            wanted |= {"right": 5}
        if row.start and row.end and row.kind is not RowKind.DUTY:
            end = self._steps[place + 1] if place + 1 < len(self._steps) else month_after(step.replace(day=1), 1)
            if row.start < end and row.end >= step:
                wanted |= {"bg_color": _DONE if self._is_done(row, step) else _OPEN}
        return self._format(**wanted)

    @staticmethod
    def _is_done(row: ChartRow, step: date) -> bool:
        if row.start is None or row.end is None or not row.done:
            return False
        days = ((row.end - row.start).days + 1) * row.share
        return step < row.start + timedelta(days=days) or row.done == row.total

    def _foot(self, number: int) -> None:
        plain = self._format(border=0)
        words = "　".join(f"{_SIGNS[sign]} {text}" for text, sign in LEGEND)
        self._across(number, 0, self._last, f"{words}　　{until_words(self._chart)}", plain)

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_paper(_A3)
        sheet.set_landscape()
        sheet.set_margins(0.7, 0.7, 0.7, 0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 2)
        sheet.freeze_panes(3, 1)
        sheet.center_horizontally()


def _span(row: ChartRow) -> str:
    """From when to when, as the row's bar stands; an open end says so."""
    if row.start is None or row.end is None or row.kind is RowKind.DUTY:
        return ""
    begin = "" if row.open_start else long_day(row.start)
    return f"{begin}至{'' if row.open_end else long_day(row.end)}"
