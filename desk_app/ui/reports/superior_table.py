"""The superior's table as it came, with what each of its cells takes or was filled with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QTableView

from desk_app.services.superior_form_look import LINES, top_left
from desk_app.ui.reports.superior_model import MOST_ROWS, SuperiorModel
from desk_app.ui.tally.views import fit_columns, prepare

if TYPE_CHECKING:
    from desk_app.services.superior_form_look import Grid, Spot

_LOOKED_AT = 60


class SuperiorTable(QTableView):
    """One table of the file; ``spot`` is the chosen cell, the first of its joined area."""

    def __init__(self) -> None:
        super().__init__()
        self.grid_model = SuperiorModel(self)
        prepare(self, "上级表", self.grid_model)
        self.setAlternatingRowColors(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def spot(self) -> Spot | None:
        """The chosen cell."""
        at, shown = self.currentIndex(), self.grid_model.grid
        return None if shown is None or not at.isValid() else (shown.name, *top_left(shown, at.row(), at.column()))

    def show_grid(self, shown: Grid, formulas: frozenset[Spot], marks: Mapping[Spot, str]) -> None:
        """Show another table, its joined cells joined."""
        self.clearSpans()
        self.grid_model.show_grid(shown, formulas, marks)
        self._fit(shown)
        for one in shown.merges:
            if one.top < MOST_ROWS and (one.bottom > one.top or one.right > one.left):
                self.setSpan(one.top, one.left, one.bottom - one.top + 1, one.right - one.left + 1)

    def show_marks(self, marks: Mapping[Spot, str]) -> None:
        """Show what the cells of this table take now."""
        self.grid_model.show_marks(marks)
        if self.grid_model.grid is not None:
            self._fit(self.grid_model.grid)

    def _fit(self, shown: Grid) -> None:
        """Columns as wide as their own cells need; a title that stands alone in its line does not count."""
        alone = {place for place, line in enumerate(shown.rows) if sum(not cell.blank for cell in line) == 1}
        looked = [place for place in range(min(len(shown.rows), _LOOKED_AT)) if place not in alone or shown.width == 1]
        fit_columns(self, 4, 60 if shown.name == LINES else 13, lines=looked)
