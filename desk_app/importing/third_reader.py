"""Asks openpyxl, the slow reader, about the few cells on which the two fast readings differ."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.importing.grid import Grid

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Disagreement:
    """One cell on which the readers differ; ``said`` is what the third one found, as an aside."""

    row: int
    column: int
    said: str = ""


def ask_openpyxl(data: bytes, grid: Grid, spots: Iterable[Spot]) -> list[Disagreement]:
    """The spots on which the third reader does not bear out what the grid shows."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[grid.name]
    except Exception:  # noqa: BLE001  a third party's parser on a foreign file; every spot then stays in doubt
        return [Disagreement(*spot) for spot in spots]
    differing = []
    for row, column in spots:
        value = sheet.cell(row + 1, column + 1).value
        third = "" if value is None else str(value)
        if bool(third) != bool(grid.cell(row, column).text):
            differing.append(Disagreement(row, column, f"（{third}）" if third else ""))
    return differing
