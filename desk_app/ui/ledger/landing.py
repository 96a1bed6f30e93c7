"""Where the cursor of a ledger stands once its rows were read anew, and what is half written there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot

from desk_app.ui.ledger.checking import LedgerChecking
from desk_app.ui.ledger.half_written import half_written, take_half_written
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.side import CARD
from desk_app.ui.room import RoomContext


class LedgerLanding(LedgerChecking):
    """Keeps the cursor on its row, or puts it where a step was done or where another room asked for."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self._half: dict[str, Any] = {}
        self._wanted = 0
        self._landing: tuple[Sequence[int], str, bool] | None = None

    def _near(self) -> list[int]:
        """The rows that will be looked at, so that they come with the next answer."""
        landing = self._landing[0][:1] if self._landing is not None else ()
        return [one for one in (self._wanted, *landing, self._current_id()) if one]

    def _stand_again(self, kept: int | None, line: int, column: int, touched: set[int], *, anew: bool) -> None:
        """Put the cursor where it stood before the reading, or on the row that was asked for."""
        wanted, self._wanted = self._wanted, 0
        if wanted and self.model.row_of(wanted) >= 0:
            self.grid.show_cell(self.model.place_of(wanted, ""))
            self.open_side(CARD)
        elif not self.grid.currentIndex().isValid():
            here = self.model.row_of(kept) if kept is not None else -1
            row = here if here >= 0 else min(max(line, 0), self.model.rowCount() - 1) if not anew else 0
            self.grid.show_cell(self.model.index(row, max(FIRST, column)))
        elif kept is not None and self._current_id() != kept and self.model.row_of(kept) >= 0:
            self.grid.show_cell(self.model.index(self.model.row_of(kept), max(0, column)))
        elif self._current_id() in touched:
            self.side.read(self._current_id())
        elif not anew and kept is not None and self.model.row_of(kept) < 0:
            self.grid.show_cell(self.model.index(min(line, self.model.rowCount() - 1), max(0, column)))

    @Slot(object, str, bool)
    def _land(self, ids: Sequence[int], key: str, choose: bool) -> None:  # noqa: FBT001  a signal's own
        """Go where a step was done, at once or when its rows are here."""
        self._landing = (ids, key, choose)
        if any(self.model.row_of(one) >= 0 for one in (ids[0], ids[-1])):
            self._land_now()

    def _land_now(self) -> None:
        """Show the first of the rows that came or were touched; what was pasted is chosen."""
        landing, self._landing = self._landing, None
        if landing is None or self.grid.cells.open is not None:
            return
        ids, key, choose = landing
        lines = self.model.entries.lines_of(ids)
        if not lines:
            return
        now = self.grid.currentIndex()
        form = self.model.form
        column = FIRST + form.keys.index(key) if form is not None and key in form.keys else max(FIRST, now.column())
        if choose:
            self.grid.show_cell(self.model.index(lines[0], column))
            self.grid.cursor_at.stretch(self.model.index(lines[-1], self.model.columnCount() - 1), follow=False)
        elif now.row() not in lines or key:
            self.grid.show_cell(self.model.index(lines[0], column))

    def _half_written(self) -> dict[str, Any]:
        return half_written(self.model, self.grid, self.side.card)

    def _open_half_written(self) -> None:
        """Open the editor again in which something was half written; its row is fetched first."""
        if not self._half.get("ready"):
            return
        kept, self._half = self._half, {}
        if not take_half_written(self.model, self.grid, kept):
            self._half = kept
