"""The main job from end to end on the bundled sample: what a newcomer sees first, and what a test can follow."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk_app.campaign.period import ONCE, Period, month_period
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.produce import (
    DOCX,
    PDF,
    XLSX,
    Made,
    print_form,
    print_missing,
    print_tally,
    write_blanks,
)
from desk_app.services.sample_desk import LAST_DAY, TEMPLATE, take_in_sample
from desk_app.services.standing import FormStanding, standing_of
from desk_app.services.take_in import IntakeReport
from desk_app.services.tally import FormTally, tally_of
from desk_app.storage import campaigns
from desk_app.storage.campaigns import Campaign

_MARK = "样例说明.txt"
_MARK_TEXT = "这个文件夹由 desk-app demo 写成，再次运行时整个重做；请不要把自己的文件放在里面。\n"
DATA_FOLDER = "数据"

_MONTHS = tuple(month_period(2023, month) for month in (1, 2, 3))


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo made."""

    campaign: Campaign
    batches: tuple[tuple[str, IntakeReport], ...]
    tallies: tuple[tuple[Period, list[FormTally]], ...]
    standings: tuple[tuple[Period, list[FormStanding]], ...]
    made: Made


def fresh_folder(out: Path) -> Path:
    """Make the demo's folder anew and return its data folder; DeskError when it holds anything not of the demo."""
    try:
        if out.exists() and any(out.iterdir()):
            if not (out / _MARK).is_file():
                raise DeskError(f"文件夹“{out}”里已有别的内容，请换一个空文件夹。")
            shutil.rmtree(out)
        out.mkdir(parents=True, exist_ok=True)
        (out / _MARK).write_text(_MARK_TEXT, encoding="utf-8")
    except OSError as error:
        raise DeskError(f"文件夹“{out}”写不进去（{reason_of(error)}），请换一个位置。") from error
    return out / DATA_FOLDER


def run_demo(
    open_desk: Callable[[Callable[[], datetime]], Desk], sample: Path, out: Path, progress: Progress | None = None
) -> DemoResult:
    """Open the sample's campaign, take in three months of returns, tally, and write every paper below ``out``."""
    desk = open_desk(lambda: LAST_DAY)
    with desk.store:
        batches = take_in_sample(desk, sample, progress or Silent())
        campaign = desk.campaign(TEMPLATE)
        made = _print_everything(desk, campaign, out, progress or Silent())
        return DemoResult(
            campaign,
            tuple(batches),
            tuple((month, tally_of(desk, campaign, month)) for month in _MONTHS),
            tuple((period, standing_of(desk, campaign, period)) for period in (*_MONTHS, ONCE)),
            made,
        )


def _print_everything(desk: Desk, campaign: Campaign, out: Path, progress: Progress) -> Made:
    pieces: list[Made] = []
    office_kinds = (PDF, XLSX)
    for month in _MONTHS:
        progress.step(len(pieces), 0, f"统计和名单 {month.label}")
        pieces.append(print_tally(desk, campaign, month, out / "统计", office_kinds))
        pieces.append(print_missing(desk, campaign, month, out / "未报单位名单", office_kinds))
    pieces.append(print_missing(desk, campaign, ONCE, out / "未报单位名单", office_kinds))
    pieces.extend(_summaries(desk, campaign, out / "汇总表", progress))
    pieces.extend(_annexes(desk, campaign, out / "各单位附件", progress))
    progress.step(len(pieces), 0, "空表")
    blanks = write_blanks(desk, campaign, out / "空表", unit=desk.roster().reporting[0].name, period=_MONTHS[-1])
    pieces.append(blanks)
    return Made(
        tuple(path for piece in pieces for path in piece.files),
        tuple(remark for piece in pieces for remark in piece.remarks),
    )


def _periods_of(desk: Desk, campaign: Campaign) -> list[tuple[str, tuple[Period, ...]]]:
    with desk.store.read() as reader:
        forms = campaigns.forms_of(reader, campaign.id)
    return [(form.name, _MONTHS if form.definition.collected is _MONTHS[0].rhythm else (ONCE,)) for form in forms]


def _summaries(desk: Desk, campaign: Campaign, out: Path, progress: Progress) -> list[Made]:
    made: list[Made] = []
    for form, periods in _periods_of(desk, campaign):
        progress.step(len(made), 0, f"汇总表 {form}")
        made += [
            print_form(desk, campaign, form, out, period=period, kinds=(PDF, XLSX, DOCX), with_unit_column=True)
            for period in periods
        ]
    return made


def _annexes(desk: Desk, campaign: Campaign, out: Path, progress: Progress) -> list[Made]:
    """Every unit's annexes of the last month and of the forms collected once, where it has sent rows."""
    made: list[Made] = []
    for standing in (*standing_of(desk, campaign, _MONTHS[-1]), *standing_of(desk, campaign, ONCE)):
        for unit in standing.units:
            if unit.electronic != "已收":
                continue
            progress.step(len(made), 0, f"{standing.form.name} {unit.unit}")
            made.append(
                print_form(
                    desk,
                    campaign,
                    standing.form.name,
                    out / unit.unit,
                    unit=unit.unit,
                    period=standing.period,
                    kinds=(PDF, XLSX, DOCX),
                )
            )
    return made
