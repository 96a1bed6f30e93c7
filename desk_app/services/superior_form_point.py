"""Pointing at a superior's form: what a pointed cell is, and what is proposed for it, so that little is left to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.period import Period
from desk_app.exporting.fill_text import labels_in
from desk_app.exporting.fill_values import Spot
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk, collected_forms
from desk_app.services.superior_form import (
    SERIAL,
    UNIT,
    BlockColumn,
    Filling,
    SuperiorForm,
    Take,
    What,
    forms_elsewhere,
    known_forms,
)
from desk_app.services.superior_form_look import (
    SuperiorFile,
    folded,
    heading_over,
    recognised,
    recognised_elsewhere,
    says,
    top_left,
)
from desk_app.services.superior_form_older import renewed
from desk_app.services.superior_form_place import anchored
from desk_app.storage.campaigns import Campaign

_UNIT_WORDS = ("单位", "部门", "科室", "党支部")


@dataclass(frozen=True, slots=True)
class Pointing:
    """A superior's file with what is known for pointing: forms and units, and the form it is, or may be.

    ``carried`` names the campaign that the form was pointed out in, where it was not in this one.
    """

    file: SuperiorFile
    forms: tuple[FormDefinition, ...]
    units: tuple[str, ...]
    known: SuperiorForm | None
    near: tuple[str, ...]
    period: Period | None
    carried: str = ""


def begin_pointing(desk: Desk, campaign: Campaign, file: SuperiorFile, period: Period | None) -> Pointing:
    """What the window needs beside the file; older places are kept by today's rule where sure."""
    with desk.store.read() as reader:
        forms = tuple(form.definition for form in collected_forms(reader, campaign))
    known, near = recognised(file, known_forms(desk, campaign))
    carried = None
    if known is None and not near:
        carried = recognised_elsewhere(file, forms_elsewhere(desk, campaign))
    form = carried.form if carried is not None else known
    if form is not None:
        form = replace(form, fillings=tuple(renewed(file, one) for one in form.fillings))
    return Pointing(file, forms, desk.known_units(), form, near, period, carried.campaign if carried else "")


def labels_of(file: SuperiorFile, spot: Spot) -> tuple[str, ...]:
    """The words of a cell that a value may stand behind."""
    grid = file.grid(spot[0])
    return () if grid is None else labels_in(grid.cell(spot[1], spot[2]).text)


def names_column(file: SuperiorFile, spot: Spot, units: Iterable[str]) -> int:
    """The column left of a cell, or else anywhere, in which most units are named from this line on; -1 for none."""
    grid = file.grid(spot[0])
    if grid is None:
        return -1
    known = {folded(unit) for unit in units}
    counted = [
        (sum(folded(grid.cell(row, column).text) in known for row in range(spot[1], len(grid.rows))), -column)
        for column in range(grid.width)
    ]
    most, column = max(counted, default=(0, 0))
    return -column if most else -1


def block_columns(file: SuperiorFile, spot: Spot, form: FormDefinition) -> tuple[BlockColumn, ...]:
    """What each column of a block of rows may take, by its heading; each column of the form once."""
    grid = file.grid(spot[0])
    if grid is None:
        return ()
    free = [(folded(label), column.key) for label, column in zip(form.labels, form.columns, strict=True)
            if column.kind is not ColumnKind.SERIAL]  # fmt: skip
    found: dict[int, BlockColumn] = {}
    for is_same in (str.__eq__, _is_within):
        for place in range(grid.width):
            heading = heading_over(grid, spot[1], place)
            taken = {one.key for one in found.values()}
            if place in found or not heading or top_left(grid, spot[1], place) != (spot[1], place):
                continue
            key = next((key for text, key in free if key not in taken and is_same(_plain(heading), _plain(text))), "")
            if not key and heading == "序号":
                key = SERIAL
            if not key and heading.endswith(_UNIT_WORDS) and all(one.key != UNIT for one in found.values()):
                key = UNIT
            if key:
                found[place] = BlockColumn(place, heading, key)
    return tuple(found[place] for place in sorted(found))


def _plain(text: str) -> str:
    return text.partition("(")[0]


def _is_within(one: str, other: str) -> bool:
    return len(min(one, other, key=len)) > 1 and (one in other or other in one)


def pointed(file: SuperiorFile, spot: Spot, take: Take, label: str = "") -> Filling:
    """A place with the words around it; DeskError for one that holds a formula, or words that would be lost."""
    grid = file.grid(spot[0])
    if grid is None:
        raise DeskError("请先点选要填的格。")
    row, column = top_left(grid, spot[1], spot[2])
    if (spot[0], row, column) in file.formulas:
        raise DeskError("这一格是公式，会自己算，不用填。")
    cell = grid.cell(row, column)
    if says(cell) and not label and take.what not in {What.ROWS, What.BY_UNIT}:
        raise DeskError(f"这一格里已有“{cell.text.strip()[:20]}”，请点选空格；要接在文字后面的，文字须带冒号。")
    return Filling((spot[0], row, column), take, anchored(grid, row, column), label)


def with_column(filling: Filling, file: SuperiorFile, column: int, key: str) -> Filling:
    """A block of rows with one of its columns taking something else; nothing for an empty key."""
    grid = file.grid(filling.spot[0])
    if grid is None:
        return filling
    kept = [one for one in filling.columns if one.column != column]
    if key:
        kept.append(BlockColumn(column, heading_over(grid, filling.spot[1], column), key))
    return replace(filling, columns=tuple(sorted(kept, key=lambda one: one.column)))


def with_filling(fillings: Sequence[Filling], one: Filling) -> tuple[Filling, ...]:
    """The places with one more, in the stead of what was said of the same place and word before."""
    left = [two for two in fillings if (two.spot, two.label) != (one.spot, one.label)]
    return tuple(sorted([*left, one], key=lambda two: (two.spot, two.label)))
