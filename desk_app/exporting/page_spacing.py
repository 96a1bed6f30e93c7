"""How roomy a paper is set: comfortably, or tightly when that saves a page that would hold almost nothing."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.exporting.page import LINE_PITCH, mm

LEADING = 1.3  # line pitch within a cell, of the letter size


@dataclass(frozen=True, slots=True)
class Spacing:
    """Heights in points. ``pad_y`` lies between a rule and the text; blank rows are for handwriting."""

    pad_y: float
    row: float
    blank_row: float
    mark_line: float
    title_line: float
    below_title: float
    side_line: float
    below_side_line: float
    above_note: float
    date_line: float

    @property
    def date_on_its_own_line(self) -> bool:
        """Whether 年 月 日 stands below the signatures, not beside them."""
        return self.date_line > 0


COMFORTABLE = Spacing(
    pad_y=3.6, row=mm(8.5), blank_row=mm(10), mark_line=LINE_PITCH, title_line=LINE_PITCH, below_title=11,
    side_line=20, below_side_line=3, above_note=6, date_line=mm(9),
)  # fmt: skip
MIDDLING = Spacing(
    pad_y=3.2, row=mm(8), blank_row=mm(9.5), mark_line=LINE_PITCH, title_line=LINE_PITCH, below_title=8,
    side_line=19, below_side_line=2, above_note=4, date_line=0,
)  # fmt: skip
TIGHT = Spacing(
    pad_y=2.8, row=mm(7), blank_row=mm(9), mark_line=24.5, title_line=27, below_title=6,
    side_line=19, below_side_line=2, above_note=1.5, date_line=0,
)  # fmt: skip
TIGHTER = (MIDDLING, TIGHT)
"""What is tried in turn when the comfortable setting runs over a page by little."""
