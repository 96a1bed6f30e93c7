"""Papers as workbooks: text stays text, the same paper gives the same bytes, blanks carry their hidden identity."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from desk_app.exporting.atomic import replacing
from desk_app.exporting.excel_blank import choices_range, list_needs_range, make_fillable
from desk_app.exporting.excel_record import RecordSheetWriter
from desk_app.exporting.excel_sheet import SheetWriter, write_text
from desk_app.exporting.excel_styles import WORKBOOK_OPTIONS, Styles
from desk_app.exporting.excel_word_layout import Layout
from desk_app.exporting.paper import Paper
from desk_app.exporting.record_lattice import record_sheets
from desk_app.exporting.record_layout import RecordLayout
from desk_app.forms.identity import DEFINED_NAME, HIDDEN_SHEET, PROPERTY_NAME, encode

_OPTIONS = {"constant_memory": True, **WORKBOOK_OPTIONS}
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  a fixed stamp without a zone, so that equal papers are equal files
_AUTHOR = "专班台账"
_LONGEST_CARRIER = 255
_LONGEST_SHEET_NAME = 31
_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Blank:
    """How a blank is made: how many rows from the first take entries with drop-downs and hints."""

    rows: int = 500


def write_xlsx(paper: Paper, target: Path, *, blank: Blank | None = None) -> None:
    """Write one paper as a workbook of one sheet; with ``blank`` it can be filled in and its head is locked.

    Raises DeskError when a text exceeds what a cell can hold, or the file cannot be written; an older file of
    that name then stands as it was.
    """
    write_workbook([paper], target, blank=blank)


def write_workbook(papers: Sequence[Paper], target: Path, *, blank: Blank | None = None) -> None:
    """Write several papers, a sheet each, in the order given; only the first one's identity is carried."""
    papers = [each for paper in papers for each in record_sheets(paper)]
    with replacing(target) as temp, _workbook(temp, papers[0].title) as workbook:
        styles = Styles(workbook)
        lists: dict[int, Sequence[str]] = {}
        for paper, name in zip(papers, sheet_names(papers), strict=True):
            _write_sheet(workbook, styles, paper, name, blank, lists)
        _write_hidden(workbook, papers[0], lists)


@contextmanager
def _workbook(path: Path, title: str) -> Iterator[Any]:
    """A workbook that is written to ``path`` when the body has gone well, and leaves nothing open when not.

    Rows wait in a folder beside it, because they may hold names of persons that belong in no other place.
    """
    with tempfile.TemporaryDirectory(prefix=".~", dir=path.parent) as rows_folder:
        # The archive is packed in memory, small beside its rows: a full disk then breaks one plain write.
        packed = io.BytesIO()
        workbook = xlsxwriter.Workbook(packed, _OPTIONS | {"tmpdir": rows_folder})
        workbook.calc_on_load = False
        workbook.set_properties({"title": title, "author": _AUTHOR, "created": _CREATED})
        try:
            yield workbook
            workbook.close()
            path.write_bytes(packed.getbuffer())
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            for sheet in workbook.worksheets():
                with suppress(OSError):
                    sheet.row_data_fh.close()


def _write_sheet(
    workbook: Any, styles: Styles, paper: Paper, name: str, blank: Blank | None, lists: dict[int, Sequence[str]]
) -> None:
    sheet = workbook.add_worksheet(name)
    if paper.record:
        writer: SheetWriter = RecordSheetWriter(sheet, styles, RecordLayout(paper))
    else:
        writer = SheetWriter(sheet, styles, Layout(paper), loose=blank is not None)
    placed = writer.write()
    if blank is None:
        return
    ranges: dict[int, str] = {}
    for place, column in enumerate(paper.columns):
        if column.listed and list_needs_range(column):
            hidden_column = len(lists)
            lists[hidden_column] = column.listed
            ranges[place] = choices_range(HIDDEN_SHEET, hidden_column, len(column.listed))
    if isinstance(writer, RecordSheetWriter):
        writer.make_fillable(ranges)
        return
    make_fillable(sheet, styles, paper, placed, blank.rows, ranges)


def _write_hidden(workbook: Any, paper: Paper, lists: dict[int, Sequence[str]]) -> None:
    """The hidden sheet (A1 the identity, below it long lists of choices), the property and the defined name.

    A property and a name hold 255 signs at most; the sheet holds any length.
    """
    line = encode(paper.identity) if paper.identity else ""
    if not line and not lists:
        return
    sheet = workbook.add_worksheet(HIDDEN_SHEET)
    sheet.hide()
    if line:
        write_text(sheet, 0, 0, line, None, "表的标识")
    for row in range(max((len(choices) for choices in lists.values()), default=0)):
        for column, choices in lists.items():
            if row < len(choices):
                write_text(sheet, row + 1, column, choices[row], None, "下拉列表")
    if line and len(line) <= _LONGEST_CARRIER:
        workbook.set_custom_property(PROPERTY_NAME, line, "text")
        workbook.define_name(DEFINED_NAME, f'="{line}"')


def sheet_names(papers: Sequence[Paper]) -> list[str]:
    """A distinct name a sheet from annex mark and title, without the signs that Excel refuses, 31 long at most."""
    names: list[str] = []
    for paper in papers:
        short = paper.title.rpartition("·")[2]
        wanted = _REFUSED_IN_NAMES.sub("", f"{paper.mark}{short}").strip("' ") or "表"
        name, number = wanted[:_LONGEST_SHEET_NAME].rstrip("' "), 2
        while name.lower() in {taken.lower() for taken in (*names, HIDDEN_SHEET, "History")}:
            tail = f"({number})"
            name, number = wanted[: _LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
        names.append(name)
    return names
