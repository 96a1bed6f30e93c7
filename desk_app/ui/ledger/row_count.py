"""The line below a ledger that says how many rows are shown, and how many of them count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.ledger_rows import LedgerForm, LedgerView
    from desk_app.services.values import Campaign

_HOW = "最下面一行（＋）直接录入或粘贴，写完即保存。"


def rows_said(shown: int, counting: int | None = None, *, may_write: bool = True) -> str:
    """共59行，其中计入51行; the second only where some do not count."""
    partly = f"，其中计入{counting}行（待核和前期已计的不计入）" if counting is not None and counting < shown else ""
    return f"共{shown}行{partly}；{_HOW}" if may_write else f"共{shown}行{partly}。"


def read_counting(
    desk: Desk, _progress: Progress, *, campaign: Campaign, form: LedgerForm, view: LedgerView
) -> tuple[LedgerView, int]:
    """How many rows of a view count, with the view."""
    from desk_app.services.ledger_counts import counting_of

    return view, counting_of(desk, campaign, form.id, view.ids)
