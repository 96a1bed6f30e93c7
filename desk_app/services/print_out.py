"""The whole 打印清单 of a campaign as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.print_singles import printed_list_paper, printed_papers
from desk_app.services.produce import PDF, XLSX, Made, write_all
from desk_app.storage.campaigns import Campaign


def write_printed_list(desk: Desk, campaign: Campaign, out: Path, kinds: Sequence[str] = (PDF, XLSX)) -> Made:
    """Write which papers were printed, alone or in batches; DeskError while none was."""
    printed = printed_papers(desk, campaign)
    if not printed:
        raise DeskError("还没有打印过，没有清单可写。")
    return write_all(desk, printed_list_paper(campaign, printed, desk.bureau, desk.clock()), out, "打印清单", kinds)
