"""What a chart shows, neutral of PDF and Excel, so that both say the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How a chart is drawn: bars lying beside their names, or lines from period to period."""

    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values, a value a name; None where nobody has told it, which is no zero."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """One chart: its title, the names along it, its series; ``unit`` stands behind values, ``notes`` below."""

    title: str
    kind: ChartKind
    names: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    most: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def top(self) -> float:
        """A round value that all values stay below."""
        highest = max((value for one in self.series for value in one.values if value is not None), default=0.0)
        if self.most is not None:
            return self.most
        steps = (factor * 10.0**power for power in range(12) for factor in (1, 2, 5))
        step = next(one for one in steps if one * 5 >= highest)
        return step * 5

    def shown(self, value: float | None) -> str:
        """A value as it is written beside its bar."""
        return "—" if value is None else f"{value:g}{self.unit}"
