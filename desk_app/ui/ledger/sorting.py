"""By which column a ledger is sorted: the heading shows it, a double click turns it, the menu leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk_app.ui.ledger.model import PERIOD, STATE, UNIT

if TYPE_CHECKING:
    from desk_app.ui.ledger.ledger_grid import LedgerGrid
    from desk_app.ui.ledger.model import LedgerModel

_OWN = {UNIT: "unit", PERIOD: "period", STATE: "state"}


class Sorting(QObject):
    """``changed()`` when another order is wanted; without a column it is the bureau's."""

    changed = Signal()

    def __init__(self, view: LedgerGrid) -> None:
        super().__init__(view)
        self._grid = view
        self.column = -1
        self.descending = False
        view.horizontalHeader().sectionDoubleClicked.connect(self._turn)

    def key(self, model: LedgerModel) -> tuple[str, bool]:
        """The column's key, and whether it is one of the row's own (unit, period, state)."""
        own = _OWN.get(self.column)
        return (own, True) if own else (model.key_at(self.column), False)

    def ask(self, column: int, deed: str) -> None:
        """Sort ``up`` or ``down`` by a column, or ``none``."""
        self.column = -1 if deed == "none" else column
        self.descending = deed == "down"
        self._show()
        self.changed.emit()

    def forget(self) -> None:
        """Back to the bureau's order, for another form."""
        self.column, self.descending = -1, False
        self._show()

    def screen(self) -> list[Any]:
        """As plain values."""
        return [self.column, self.descending]

    def take_screen(self, kept: Any) -> None:
        """As it was before a fall."""
        if isinstance(kept, list) and len(kept) == 2:
            self.column, self.descending = int(kept[0]), bool(kept[1])
            self._show()

    @Slot(int)
    def _turn(self, column: int) -> None:
        """Upwards, downwards, and back."""
        mine = column == self.column
        self.ask(column, "none" if mine and self.descending else "down" if mine else "up")

    def _show(self) -> None:
        head = self._grid.horizontalHeader()
        head.setSortIndicatorShown(self.column >= 0)
        # Qt's own style points down where the small ones come first; WPS and the desktop's folders point up.
        order = Qt.SortOrder.AscendingOrder if self.descending else Qt.SortOrder.DescendingOrder
        if self.column >= 0:
            head.setSortIndicator(self.column, order)
        self._grid.frozen.place()
