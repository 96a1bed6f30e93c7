"""How a form's columns are laid out, kept per form beside the data: widths and how many columns are frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desk_app.ui.ledger.cells import wide
from desk_app.ui.ledger.model import FIRST, PERIOD, STATE, UNIT
from desk_app.ui.look import chars, grid

if TYPE_CHECKING:
    from desk_app.forms.definition import FormDefinition
    from desk_app.ui.ledger.ledger_grid import LedgerGrid
    from desk_app.ui.prefs import Prefs

_QUIET = 500
_OWN = ((UNIT, 8.0, "单位"), (PERIOD, 6.5, "期次"), (STATE, 6.5, "状态"))


class LayoutPrefs(QObject):
    """Widths are kept in characters of the type, so that they follow its size."""

    def __init__(self, view: LedgerGrid, prefs: Prefs) -> None:
        super().__init__(view)
        self._grid, self._prefs = view, prefs
        self._form: FormDefinition | None = None
        self._fitting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self._keep)
        view.horizontalHeader().sectionResized.connect(self._resized)

    def fit(self, form: FormDefinition | None) -> None:
        """Give a form's columns the widths that were kept, or the form's own."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()
        self._form = form
        if form is None:
            return
        kept = self._prefs.kept(f"ledger/{form.name}/widths")
        known = kept if isinstance(kept, dict) else {}
        self._fitting = True
        for column, wanted, name in _OWN:
            self._wide(column, known.get(name), wanted, 1)
        for place, one in enumerate(form.columns):
            self._wide(FIRST + place, known.get(one.key), wide(one), 2)
        self._fitting = False
        frozen = self._prefs.kept(f"ledger/{form.name}/frozen")
        self._grid.frozen.freeze(frozen if isinstance(frozen, int) else 0)

    def freeze(self, count: int) -> None:
        """Freeze the first columns, and keep it."""
        self._grid.frozen.freeze(count)
        if self._form is not None:
            self._prefs.keep(f"ledger/{self._form.name}/frozen", count)

    def _wide(self, column: int, kept: object, wanted: float, pads: int) -> None:
        view = self._grid
        pixels = chars(view, wanted) + grid(view, pads)
        if isinstance(kept, int | float) and 1 <= kept <= 200:
            pixels = chars(view, float(kept))
        view.setColumnWidth(column, pixels)

    @Slot(int, int, int)
    def _resized(self, _column: int, _old: int, _new: int) -> None:
        if not self._fitting and self._form is not None and self._grid.isVisible():
            self._timer.start()

    @Slot()
    def _keep(self) -> None:
        form, view = self._form, self._grid
        if form is None or view.model().columnCount() != FIRST + len(form.columns):
            return
        one = max(1, chars(view, 1))
        names = {column: name for column, _, name in _OWN} | {FIRST + at: key for at, key in enumerate(form.keys)}
        last = view.model().columnCount() - 1
        before = self._prefs.kept(f"ledger/{form.name}/widths")
        widths = dict(before) if isinstance(before, dict) else {}
        for column, name in names.items():
            if not view.isColumnHidden(column) and column != last:
                widths[name] = round(view.columnWidth(column) / one, 2)
        self._prefs.keep(f"ledger/{form.name}/widths", widths)
