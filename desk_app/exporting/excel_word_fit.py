"""The columns of a table in Excel and Word, chosen as for the PDF from an estimate of how wide texts are."""

from __future__ import annotations

from desk_app.exporting.excel_word_sheet import sheet_of
from desk_app.exporting.excel_word_wrap import ems
from desk_app.exporting.page import TABLE_SIZES
from desk_app.exporting.paper import Paper
from desk_app.exporting.table_columns import Fit, Rulers
from desk_app.exporting.table_fit import fitted
from desk_app.problems import DeskError

_EM = 1000


class _Estimate:
    """Measures texts by their signs: the fonts of whoever opens the file are not known."""

    def width(self, text: str) -> int:
        """Thousandths of an em."""
        return round(ems(text) * _EM)


_RULERS = Rulers(_Estimate(), _Estimate(), typed=True)


def estimated_fit(paper: Paper) -> Fit:
    """The columns' widths and the type size; of too many columns for the smallest, the form's own shares.

    A sheet is more than what is printed of it, so nothing is refused here.
    """
    area = sheet_of(paper)
    try:
        return fitted(paper, _RULERS, area.text_width, area.text_height)
    except DeskError:
        total = sum(column.width for column in paper.columns)
        return Fit(TABLE_SIZES[-1], tuple(column.width / total * area.text_width for column in paper.columns))
