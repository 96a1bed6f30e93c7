"""The sheets of Excel and Word files: A4 and A3 with the margins of GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desk_app.exporting.paper import Paper, SheetSize

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """An A4 sheet with its margins, all in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        """Width between the margins in points."""
        return (self.width - self.left - self.right) * POINTS_PER_MM

    @property
    def text_height(self) -> float:
        """Height between the margins in points."""
        return (self.height - self.top - self.bottom) * POINTS_PER_MM


PORTRAIT = Sheet(210, 297, top=37, right=26, bottom=35, left=28)
LANDSCAPE = Sheet(297, 210, top=28, right=37, bottom=26, left=35)
"""The portrait sheet turned so that the binding edge is above the table's head."""
A4_SHEETS = (PORTRAIT, LANDSCAPE)
A3_SHEETS = (replace(PORTRAIT, width=297, height=420), replace(LANDSCAPE, width=420, height=297))


def sheet_of(paper: Paper) -> Sheet:
    """A paper's sheet, upright or lying."""
    return (A3_SHEETS if paper.size is SheetSize.A3 else A4_SHEETS)[paper.landscape]
