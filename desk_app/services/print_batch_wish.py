"""What a person wants of 整批打印: which forms and units, as what, named how; plain values for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from desk_app.campaign.period import Period, parse_period
from desk_app.services.print_batch_names import USUAL

PDF, XLSX, DOCX = ".pdf", ".xlsx", ".docx"


class Which(StrEnum):
    """Which of the units' papers are printed."""

    ALL = "全部"
    WITH_DATA = "有数据的"
    UNPRINTED = "这一稿没有印过的"
    UNSIGNED = "没有签字盖章的"


class Target(StrEnum):
    """Where the papers go."""

    FILES = "每份一个文件"
    MERGED = "合成一个PDF"
    PRINTER = "直接打印"


@dataclass(frozen=True, slots=True)
class BatchWish:
    """A batch; no ``forms`` or ``units`` stand for all, no period for each form's own current one.

    ``by_unit`` brings all forms of a unit together, else all units of a form. ``out`` is the folder of files.
    """

    forms: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    which: Which = Which.ALL
    period: Period | None = None
    target: Target = Target.FILES
    kinds: tuple[str, ...] = (PDF,)
    pattern: str = USUAL
    by_unit: bool = False
    out: Path | None = None
    printer: str = ""

    @property
    def structure(self) -> dict[str, Any]:
        """As plain values, to be kept."""
        return {
            "forms": list(self.forms), "units": list(self.units), "which": self.which.name,
            "period": self.period.code if self.period else None, "target": self.target.name,
            "kinds": list(self.kinds), "pattern": self.pattern, "by_unit": self.by_unit,
            "out": str(self.out.absolute()) if self.out else None, "printer": self.printer,
        }  # fmt: skip


def wish_from(kept: dict[str, Any]) -> BatchWish:
    """The wish that was kept."""
    return BatchWish(
        forms=tuple(kept["forms"]),
        units=tuple(kept["units"]),
        which=Which[kept["which"]],
        period=parse_period(kept["period"]) if kept["period"] else None,
        target=Target[kept["target"]],
        kinds=tuple(kept["kinds"]),
        pattern=kept["pattern"],
        by_unit=kept["by_unit"],
        out=Path(kept["out"]) if kept["out"] else None,
        printer=kept["printer"],
    )
