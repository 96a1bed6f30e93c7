"""What makes a sheet a blank to be filled in: drop-downs, hints, a locked head, and room for more rows than printed."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from desk_app.exporting.excel_sheet import Placed
from desk_app.exporting.excel_styles import Styles
from desk_app.exporting.paper import Paper, PaperColumn

_LAST_COLUMN = 16_383
_LONGEST_LIST = 255
_ALLOWED = (
    "insert_rows", "delete_rows", "format_rows", "format_columns", "format_cells", "sort", "autofilter",
    "select_locked_cells", "select_unlocked_cells",
)  # fmt: skip


def make_fillable(sheet: Any, styles: Styles, paper: Paper, placed: Placed, rows: int, lists: dict[int, str]) -> None:
    """Turn a written sheet into a blank: only the head is locked, ``rows`` rows from the first carry help.

    ``lists`` names, for a column's place, the range that holds its choices where they are too long for the sheet.
    The protection has no password: it keeps the head from slipping, it is no lock.
    """
    sheet.set_column(placed.columns, _LAST_COLUMN, None, styles.unlocked())
    protect_head(sheet)
    last = placed.body_first + max(rows, placed.body_last - placed.body_first + 1) - 1
    for place, column in enumerate(paper.columns):
        rule = validation(column, xl_rowcol_to_cell(placed.body_first, place), lists.get(place))
        if rule is not None:
            sheet.data_validation(placed.body_first, place, last, place, rule)
    _lines_where_written(sheet, styles, placed, last)


def protect_head(sheet: Any) -> None:
    """Lock what is printed, without a password, and let all else be done with the sheet."""
    sheet.protect("", dict.fromkeys(_ALLOWED, True))


def list_needs_range(column: PaperColumn) -> bool:
    """Whether a column's choices cannot stand inside the rule: too long together, or with a comma in one."""
    return len(",".join(column.listed)) > _LONGEST_LIST or any("," in choice for choice in column.listed)


def choices_range(sheet_name: str, place: int, count: int) -> str:
    """The formula of the range that holds a column's choices on the hidden sheet (row 1 is the identity's)."""
    return f"='{sheet_name}'!{xl_range_abs(1, place, count, place)}"


def validation(column: PaperColumn, cell: str, listed: str | None) -> dict[str, Any] | None:
    """The help that a column's cell gives: its list, or a hint at dates and figures; None for plain text."""
    heading = column.heading.replace("\n", "")[:20]
    if column.choices:
        closed = column.closed
        return {
            "validate": "list",
            "source": listed or list(column.choices),
            "error_type": "stop" if closed else "information",
            "error_title": heading,
            "error_message": "请从下拉列表中选择。"
            if closed
            else "所填内容不在常用列表中。确属其他情形的，按“确定”保留。",
        }
    if column.offered:
        return {"validate": "list", "source": listed or list(column.offered), "show_error": False}
    if column.is_date:
        return {
            "validate": "any",
            "input_title": heading,
            "input_message": "按 2023年3月5日 或 2023-03-05 填写，写全年月日。",
        }
    if column.is_whole:
        return {
            "validate": "custom",
            "value": f"=ISNUMBER(VALUE({cell}))",
            "error_type": "information",
            "error_title": heading,
            "error_message": "此处一般填数字。确需填写文字的，按“确定”保留。",
        }
    return None


def _lines_where_written(sheet: Any, styles: Styles, placed: Placed, last: int) -> None:
    """Rows beyond the printed ones get their lines once two cells are written; one cell may be the note."""
    if placed.columns == 1:
        return
    first_row = placed.body_first + 1
    through = xl_range(placed.body_first, 0, placed.body_first, placed.columns - 1).split(":")[1].rstrip("0123456789")
    rule = {
        "type": "formula",
        "criteria": f"=COUNTA($A{first_row}:${through}{first_row})>1",
        "format": styles.lines_only(),
    }
    sheet.conditional_format(placed.body_first, 0, last, placed.columns - 1, rule)
