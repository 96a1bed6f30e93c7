"""Charts as Excel's own, each beside the figures it is drawn from, so that an office can go on working with them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from desk_app.exporting.atomic import replacing
from desk_app.exporting.chart_values import ChartData, ChartKind
from desk_app.exporting.excel_sheet import write_text

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#404040"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#404040", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#D0D0D0"}},
    {"pattern": {"pattern": "small_grid", "fg_color": "#606060", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#909090"}},
    {"fill": {"color": "#FFFFFF"}},
)
_MARKERS = ("diamond", "triangle", "square", "circle", "x", "plus")
_DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "square_dot")
_LINE_HEIGHT = 20
_LEAST = 320
_A4 = 9


def write_chart_book(charts: Sequence[ChartData], target: Path) -> None:
    """Write a workbook with a sheet a chart; DeskError when the file cannot be written."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    plain = book.add_format({"border": 1})
    for number, chart in enumerate(charts, start=1):
        _write(book, chart, f"图{number}", head, plain)
    book.close()
    with replacing(target) as part:
        part.write_bytes(content.getvalue())


def _write(book: Any, chart: ChartData, name: str, head: Any, plain: Any) -> None:
    sheet = book.add_worksheet(name)
    write_text(sheet, 0, 0, chart.title, book.add_format({"bold": True, "font_size": 14}), name)
    for column, text in enumerate(("名称", *(one.name for one in chart.series))):
        write_text(sheet, 2, column, text, head, name)
    for row, text in enumerate(chart.names, start=3):
        write_text(sheet, row, 0, text, plain, name)
        for column, one in enumerate(chart.series, start=1):
            value = one.values[row - 3]
            if value is None:
                write_text(sheet, row, column, chart.shown(None), plain, name)
            else:
                sheet.write_number(row, column, value, plain)
    sheet.set_column(0, 0, max((2.1 * len(one) for one in chart.names), default=10) + 2)
    sheet.set_column(1, len(chart.series), 14)
    for row, note in enumerate(chart.notes, start=len(chart.names) + 4):
        write_text(sheet, row, 0, note, None, name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 1)
    sheet.insert_chart(2, len(chart.series) + 2, _drawn(book, chart, name))


def _drawn(book: Any, chart: ChartData, name: str) -> Any:
    is_bars = chart.kind is ChartKind.BARS
    made = book.add_chart({"type": "bar" if is_bars else "line"})
    last = len(chart.names) + 2
    for place in range(len(chart.series)):
        look: dict[str, Any] = (
            {**_FILLS[place % len(_FILLS)], "border": {"color": "#000000", "width": 0.5}}
            if is_bars
            else {
                "line": {"color": "#000000", "width": 1.5, "dash_type": _DASHES[place % len(_DASHES)]},
                "marker": {"type": _MARKERS[place % len(_MARKERS)], "size": 7, "fill": {"color": "#808080"}},
            }
        )
        made.add_series({
            "name": [name, 2, place + 1],
            "categories": [name, 3, 0, last, 0],
            "values": [name, 3, place + 1, last, place + 1],
            "data_labels": {"value": True},
            **look,
        })  # fmt: skip
    made.set_title({"name": chart.title, "name_font": {"size": 13}, "overlay": False})
    names = {"interval_unit": 1}
    values = {"min": 0, "max": chart.top, "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF"}}}
    if is_bars:  # names run down at the left, the first one on top; its figures then stand at the foot
        made.set_y_axis({**names, "reverse": True, "major_gridlines": {"visible": False}})
        made.set_x_axis({**values, "label_position": "high"})
    else:
        made.set_x_axis(names)
        made.set_y_axis(values)
    if len(chart.series) == 1:
        made.set_legend({"none": True})
    else:
        made.set_legend({"position": "bottom"})
    height = max(_LEAST, _LINE_HEIGHT * (1 + len(chart.series) // 2) * len(chart.names) + 120) if is_bars else 420
    made.set_size({"width": 760, "height": height})
    return made
