"""The units to print for, each with a tick; Space ticks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desk_app.services.print_options import PrintableUnit
from desk_app.ui.ticks import Index, Tickable, TickModel

__all__ = ["Index", "UnitTicks"]


class UnitTicks(TickModel):
    """Units with their states; a unit that is wished for is ticked also where the units are not there yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._units: Sequence[PrintableUnit] = ()
        self._wished = ""

    def show_units(self, units: Sequence[PrintableUnit]) -> None:
        """Show other units; those known by name stay ticked, else the first is."""
        self._units = units
        names = [unit.name for unit in units]
        ticked = [name for name in names if name in self.ticked or name == self._wished]
        self._wished = self._wished if not units else ""
        told = ("　".join(("", *filter(None, (unit.state, unit.paper)))) for unit in units)
        things = [Tickable(unit.name, f"{unit.name}{said}") for unit, said in zip(units, told, strict=True)]
        self.show(things, ticked or names[:1])

    def wish(self, unit: str) -> None:
        """Tick one unit alone."""
        self._wished = "" if self._units else unit
        self.tick_only([unit])

    def tick_where(self, wanted: Callable[[PrintableUnit], bool]) -> None:
        """Tick exactly the units that are wanted."""
        self.tick_only([unit.name for unit in self._units if wanted(unit)])
