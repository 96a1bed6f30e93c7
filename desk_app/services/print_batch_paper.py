"""打印清单 on paper: each paper of a batch with its pages, when it was printed and where to."""

from __future__ import annotations

from pathlib import Path

from desk_app.campaign.period import parse_period
from desk_app.exporting.form_paper import chinese_date
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.services.desk import Desk
from desk_app.services.print_batch_list import Batch
from desk_app.services.print_batch_wish import XLSX
from desk_app.services.produce import Made, write_all
from desk_app.storage.campaigns import Campaign

_COLUMNS = (
    PaperColumn("序号", 12.0, is_whole=True),
    PaperColumn("报表", 45.0),
    PaperColumn("单位", 45.0),
    PaperColumn("期次", 25.0),
    PaperColumn("页数", 14.0, is_whole=True),
    PaperColumn("印出时间", 35.0),
    PaperColumn("文件或打印机", 70.0, align=Align.LEFT),
)


def list_paper(campaign: Campaign, batch: Batch, bureau: str) -> Paper:
    """The list of one batch; what is not printed yet stands there as 未印."""
    rows = []
    for number, item in enumerate(batch.items):
        done = batch.done.get(number)
        told = ("", "", _not_yet(batch, number))
        if done is not None:
            told = (str(done.pages or ""), f"{chinese_date(done.at.date())}\n{done.at:%H:%M}", done.target)
        rows.append(PaperRow((str(number + 1), item.form, item.unit, parse_period(item.period).label, *told)))
    return Paper(
        title="打印清单",
        columns=_COLUMNS,
        rows=tuple(rows),
        left_line=f"专项：{campaign.name}",
        right_line=f"打印日期：{chinese_date(batch.at.date())}",
        footnotes=(
            f"共{len(batch.items)}份，已印{len(batch.done)}份、{batch.pages}页。批号：{batch.id}。",
            *((f"制表单位：{bureau}",) if bureau else ()),
        ),
    )


def _not_yet(batch: Batch, number: int) -> str:
    if number == batch.begun:
        return "已送打印机，是否印出待确认"
    return "未印（已放弃）" if batch.dropped else "未印"


def write_list(desk: Desk, campaign: Campaign, batch: Batch, out: Path, kinds: tuple[str, ...] = (XLSX,)) -> Made:
    """Write the list of a batch into a folder."""
    return write_all(desk, list_paper(campaign, batch, desk.bureau), out, f"打印清单{batch.id}", kinds)
