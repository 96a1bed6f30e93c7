"""The list of returned files."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desk_app.ui.intake.lines_model import COLUMNS, LinesModel
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.wardrobe import Wardrobe


class LinesView(QTableView):
    """One line a return; Tab leads out of it, up and down through it, Enter into the opened table."""

    def __init__(self, model: LinesModel, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.setAccessibleName("来表")
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        wardrobe.changed.connect(self.fit)
        self.fit()

    def fit(self, *_look: object) -> None:
        """Rows and columns follow the size of the type."""
        self.verticalHeader().setMinimumSectionSize(row_height(self))
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        for place, (_name, wide, _show) in enumerate(COLUMNS):
            self.setColumnWidth(place, chars(self, wide) + grid(self))
