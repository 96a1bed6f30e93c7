"""The list of returned files."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desk_app.ui.intake.lines_model import COLUMNS, LinesModel
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.wardrobe import Wardrobe

_HEAD = 3
_MORE = Qt.TextElideMode.ElideRight
_BRACKETS = "（）()【】 "
_BEFORE_UNIT = "（(【-_—－ "
_LONGEST_ENDING = 4
_GROWING = tuple(place for place, column in enumerate(COLUMNS) if column[0] != "问题")
_SAID = next(place for place, column in enumerate(COLUMNS) if column[0] == "问题")
_FILE = next(place for place, column in enumerate(COLUMNS) if column[0] == "文件")


class FileName(QStyledItemDelegate):
    """Leaves out the ending and the middle of a long file name: its beginning names the form, its end whose it is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802  Qt's name
        """Keep the beginning, and as much of the end as there is room for."""
        super().initStyleOption(option, index)
        shown: Any = option  # its parts are not in the stubs
        room = shown.rect.width() - grid(self.parent(), 1.5)  # type: ignore[arg-type]  # the view
        if shown.fontMetrics.horizontalAdvance(shown.text) > room > 0:
            stem, dot, ending = shown.text.rpartition(".")
            shown.text = stem if dot and ending.isalnum() and len(ending) <= _LONGEST_ENDING else shown.text
        if shown.fontMetrics.horizontalAdvance(shown.text) > room > 0:
            shown.text = told_apart(shown.text, shown.fontMetrics, room)


def told_apart(stem: str, metrics: QFontMetrics, room: int) -> str:
    """A file's name within a width: what names the unit at its end stays, then as much of the beginning as fits."""
    start = max(stem.rfind(one) for one in _BEFORE_UNIT) + 1
    unit = stem[start:].strip(_BRACKETS) or stem
    tail = stem[max(start - 1, 0) :]
    head = stem[:_HEAD]
    left = room - metrics.horizontalAdvance(head)
    if left > metrics.horizontalAdvance(f"…{tail}"):
        return head + metrics.elidedText(stem[_HEAD:], Qt.TextElideMode.ElideLeft, left)
    whole = f"…{unit}" if unit != stem else stem
    return whole if metrics.horizontalAdvance(whole) <= room else metrics.elidedText(unit, _MORE, room)


class LinesView(QTableView):
    """One line a return; Tab leads out of it, up and down through it, Enter into the opened table."""

    def __init__(self, model: LinesModel, wardrobe: Wardrobe) -> None:
        super().__init__()
        self.setAccessibleName("来表")
        self.setModel(model)
        self.setItemDelegateForColumn(_FILE, FileName(self))
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
        self.horizontalHeader().setMinimumSectionSize(grid(self))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        wardrobe.changed.connect(self.fit)
        self.fit()

    def fit(self, *_look: object) -> None:
        """Rows and columns follow the size of the type."""
        self.verticalHeader().setMinimumSectionSize(row_height(self))
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Let 问题 be seen: columns give way down to their least width, the file's name first."""
        least = [chars(self, narrow) + grid(self) for _name, narrow, _wide, _show in COLUMNS]
        wished = [chars(self, wide) + grid(self) for _name, _narrow, wide, _show in COLUMNS]
        spare = self.viewport().width() - sum(least)
        for place in (_SAID, *(place for place in _GROWING if place != _SAID)):
            more = max(0, min(spare, wished[place] - least[place]) if place != _SAID else min(spare // 2, least[place]))
            least[place] += more
            spare -= more
        for place, wide in enumerate(least):
            self.setColumnWidth(place, wide)
