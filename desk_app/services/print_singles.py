"""Papers that were printed one by one stand in the 打印清单 too: which are out, when, and where they went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk_app.campaign.period import parse_period
from desk_app.exporting.form_paper import chinese_date
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.print_batch_list import Batch, BatchItem, BatchList, Done
from desk_app.services.print_batch_wish import BatchWish, Target
from desk_app.storage import campaigns, papers, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.states import PaperState

WHOLE_BUREAU = "全局汇总"
_SINGLE = "single"
_COLUMNS = (
    PaperColumn("序号", 12.0, is_whole=True),
    PaperColumn("印出时间", 35.0),
    PaperColumn("报表", 45.0),
    PaperColumn("单位", 45.0),
    PaperColumn("期次", 25.0),
    PaperColumn("页数", 14.0, is_whole=True),
    PaperColumn("纸质件", 18.0),
    PaperColumn("文件或打印机", 60.0, align=Align.LEFT),
)


@dataclass(frozen=True, slots=True)
class SinglePaper:
    """A form's paper that was printed by itself, and where to; ``unit`` is empty for the bureau's 汇总表."""

    form: str
    unit: str
    period: str
    stem: str
    digest: str
    pages: int = 0
    target: str = ""


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """One paper that is out: ``signed`` is where its signed original stands now, empty for the bureau's own."""

    at: datetime
    form: str
    unit: str
    period: str
    pages: int
    signed: str
    target: str
    batch: str


def is_single(batch: Batch) -> bool:
    """Whether a list tells of papers that were printed by themselves."""
    return bool(batch.wish.get(_SINGLE))


def came_out(batch: Batch) -> bool:
    """Whether papers that are noted are there: a merged file appears only when it is whole."""
    return batch.ended or batch.wish.get("target") != Target.MERGED.name


def note_singles(desk: Desk, campaign: Campaign, printed: Sequence[SinglePaper], wish: BatchWish) -> tuple[str, ...]:
    """Put printed papers on the list; what is to be said where that could not be done, for they are printed."""
    if not printed or not desk.store.writable:
        return ()
    now = desk.clock()
    items = tuple(BatchItem(one.form, one.unit or WHOLE_BUREAU, one.period, one.stem) for one in printed)
    done = [Done(place, one.pages, now, one.target, one.digest) for place, one in enumerate(printed)]
    try:
        BatchList(desk.store.folder.printing).record(campaign.id, now, {**wish.structure, _SINGLE: True}, items, done)
    except DeskError as refusal:
        return (f"已印出，但没有记进打印清单：{refusal}",)
    return ()


def note_files(
    desk: Desk, campaign: Campaign, printed: Sequence[SinglePaper], kinds: Sequence[str], wish: BatchWish
) -> tuple[str, ...]:
    """The same of papers that were written as files of these kinds."""
    endings = "、".join(kinds)
    named = [replace(one, target=f"{one.stem}{endings}") for one in printed]
    return note_singles(desk, campaign, named, replace(wish, target=Target.FILES, kinds=tuple(kinds)))


def printed_papers(desk: Desk, campaign: Campaign) -> tuple[PrintedPaper, ...]:
    """Every paper of a campaign that was printed, by itself or in a batch, the newest first.

    What became of it is told of the unit that bears its name today.
    """
    signed, known = _signed(desk, campaign), desk.roster()
    found = [
        PrintedPaper(
            done.at,
            item.form,
            item.unit,
            parse_period(item.period).label,
            done.pages,
            ""
            if item.unit == WHOLE_BUREAU
            else signed.get((item.form, known.certain(item.unit) or item.unit, item.period), PaperState.MISSING.value),
            done.target,
            batch.id,
        )
        for batch in BatchList(desk.store.folder.printing).every()
        if batch.campaign == campaign.id and came_out(batch)
        for number, done in batch.done.items()
        for item in (batch.items[number],)
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.batch), reverse=True))


def _signed(desk: Desk, campaign: Campaign) -> dict[tuple[str, str, str], str]:
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        forms = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
        return {
            (forms[one.form_id], names[one.unit_id], one.period): one.state.value
            for one in papers.of_campaign(reader, campaign.id)
        }


def printed_list_paper(campaign: Campaign, printed: Sequence[PrintedPaper], bureau: str, on: datetime) -> Paper:
    """打印清单 over all that was printed."""
    rows = [
        (str(number), f"{chinese_date(one.at.date())}\n{one.at:%H:%M}", one.form, one.unit, one.period,
         str(one.pages or ""), one.signed, one.target)
        for number, one in enumerate(printed, 1)
    ]  # fmt: skip
    return Paper(
        title="打印清单",
        columns=_COLUMNS,
        rows=tuple(map(PaperRow, rows)),
        left_line=f"专项：{campaign.name}",
        right_line=f"制表日期：{chinese_date(on.date())}",
        footnotes=(f"共{len(rows)}份。{f'制表单位：{bureau}。' if bureau else ''}",),
    )
