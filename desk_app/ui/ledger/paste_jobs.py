"""What 台账 does in the worker with what is pasted, read there as well: a hundred thousand lines take their time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.ledger.pasting import Block, Ground, Laid, goes_into, is_too_wide, lay, lay_over
from desk_app.ui.ledger.write_jobs import Deed, NewRows, add

if TYPE_CHECKING:
    from desk_app.campaign.period import Period
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign
    from desk_app.ui.ledger.clipboard import Carried

MOST_CELLS = 200_000
WHOSE = "请先在上方（或本行前两格）选好单位和期次，再录入；已写的内容还在。"
_TOO_WIDE = "粘贴的内容比表宽，没有粘贴；请选好起始的格再粘贴。"
_NOTHING = "剪贴板里没有文字，也没有表格，没有粘贴。"


def paste(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    form_id: int,
    carried: Carried,
    ground: Ground,
    whose: tuple[str, Period] | None,
) -> Deed:
    """Lay what lies on the clipboard over the grid as one step; new rows are of a unit and a period.

    DeskError where it goes beyond the last column, or is to be laid over too many cells.
    """
    laid = _laid(carried.cells(), ground)
    if laid is None:
        return Deed(_NOTHING, None)
    if laid.rows and whose is None:
        return Deed(WHOSE, None)
    rows = NewRows(*whose, laid.rows) if whose is not None and laid.rows else None
    return add(desk, progress, campaign=campaign, form_id=form_id, rows=rows, cells=laid.cells, name="粘贴")


def _laid(block: Block, ground: Ground) -> Laid | None:
    """The block over its ground, so that of a very long one nothing else is kept; None where there is none."""
    if not block:
        return None
    if goes_into(block, ground):
        _refuse_many(ground.chosen, ground.columns, "没有粘贴")
        return Laid(lay_over(block, ground.chosen, ground.columns), [])
    if is_too_wide(block, ground):
        raise DeskError(_TOO_WIDE)
    return lay(block, ground)


def _refuse_many(ids: Sequence[int], keys: Sequence[str], left: str) -> None:
    if len(ids) * len(keys) > MOST_CELLS:
        raise DeskError(f"选了{len(ids)}行，一次最多写{MOST_CELLS}格，{left}；请少选一些。")


def fill_over(
    desk: Desk,
    progress: Progress,
    *,
    campaign: Campaign,
    form_id: int,
    said: str,
    ids: Sequence[int],
    keys: Sequence[str],
) -> Deed:
    """Let a text stand in all chosen cells, as one step; DeskError where they are too many."""
    _refuse_many(ids, keys, f"“{said}”没有写")
    cells = lay_over([[said]], ids, keys)
    return add(desk, progress, campaign=campaign, form_id=form_id, rows=None, cells=cells, name="填充")
