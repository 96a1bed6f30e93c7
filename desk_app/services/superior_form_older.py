"""What was pointed out before all heads and labels were kept is held to today's rule: one place alone, or none.

Such a place is known by the words next to it only, which another column or line of the table may bear as well.
"""

from __future__ import annotations

from dataclasses import replace

from desk_app.campaign.period import Period
from desk_app.exporting.fill_values import Spot
from desk_app.importing.grid import address_of
from desk_app.services.superior_form import Anchor, Filling
from desk_app.services.superior_form_look import SuperiorFile, anchor_of, top_left
from desk_app.services.superior_form_month import in_its_period
from desk_app.services.superior_form_place import anchored, find_again, is_same

_SHOWN = 4


def doubt_of(file: SuperiorFile, filling: Filling, spot: Spot, period: Period) -> str:
    """Why a place found again may be another one; empty where it is surely the one that was pointed out."""
    rivals = _rivals(file, filling, spot)
    if len({in_its_period(file, filling, one, period) for one in (spot, *rivals)}) == 1:
        return ""
    shown = "、".join(address_of(row, column) for _, row, column in rivals[:_SHOWN])
    more = f"等{len(rivals)}格" if len(rivals) > _SHOWN else ""
    return f"这一格是早先指定的，没有记下整行表头，这张表里{shown}{more}也和它一样，认不准是哪一格，没有填，请重新指定"


def renewed(file: SuperiorFile, filling: Filling) -> Filling:
    """The place with all heads and labels of today's rule, where it stands as it stood and no other is like it."""
    name, row, column = filling.spot
    grid = file.grid(name)
    if grid is None or not _is_older(filling.anchor) or find_again(file, filling) != filling.spot:
        return filling
    if _rivals(file, filling, filling.spot):
        return filling
    return replace(filling, anchor=anchored(grid, row, column))


def _is_older(known: Anchor) -> bool:
    return not known.columns and not known.rows


def _rivals(file: SuperiorFile, filling: Filling, spot: Spot) -> list[Spot]:
    """The other places under another head, or before another label, with the same words next to them."""
    grid, known = file.grid(spot[0]), filling.anchor
    if grid is None or not _is_older(known):
        return []
    name, row, column = spot
    now = anchored(grid, row, column)
    return [
        (name, down, across)
        for down in range(len(grid.rows))
        for across in range(grid.width)
        if ((now.columns and across != column) or (now.rows and down != row))
        and top_left(grid, down, across) == (down, across)
        and is_same(anchor_of(grid, down, across), known)
    ]
