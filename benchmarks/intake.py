"""500 returned workbooks of 20 rows: read, checked and stored, against a plain openpyxl reading loop."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from desk_app.app import open_desk
from desk_app.campaign.roster import Roster, Unit
from desk_app.importing.results import FileState
from desk_app.services.open_campaign import open_from_template
from desk_app.services.take_in import Choices, take_in
from desk_app.storage import roster

FILES, ROWS, ROUNDS = 500, 20, 3
TEMPLATE = "学习宣传贯彻党的二十大精神"
HEADINGS = ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]


def write_returns(folder: Path) -> list[str]:
    """One month's returns of 500 units; the units' names."""
    units = [f"第{number:03d}分局" for number in range(1, FILES + 1)]
    for unit in units:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["附件2"])
        sheet.append(["学习宣传贯彻党的二十大精神·大谈话统计表"])
        sheet.append([f"填报单位：{unit}"])
        sheet.append(HEADINGS)
        for number in range(1, ROWS + 1):
            sheet.append([number, "王建国", f"{unit}局长", f"李小{number}", f"{unit}科员", "周晓燕",
                          f"2023年3月{number}日", "会议室", "谈心谈话"])  # fmt: skip
        book.save(folder / f"附件2 大谈话统计表（{unit}）.xlsx")
    return units


def ours(returns: Path, data: Path, units: list[str]) -> float:
    """Seconds to take the folder in: opened, read, checked, originals kept, rows stored, backed up."""
    desk = open_desk(data)
    with desk.store:
        campaign, _ = open_from_template(desk, TEMPLATE)
        with desk.store.operation("名册", actor="", at=desk.clock()) as op:
            roster.save(op, Roster(tuple(Unit(name) for name in units)))
        start = time.perf_counter()
        report = take_in(desk, campaign, [returns], Choices())
        seconds = time.perf_counter() - start
    if report.count(FileState.ACCEPTED) != FILES:
        raise SystemExit(f"only {report.count('accepted')} of {FILES} accepted")
    return seconds


def peer(returns: Path) -> float:
    """Seconds for openpyxl to read every cell of the folder."""
    start = time.perf_counter()
    cells = 0
    for path in sorted(returns.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        cells += sum(1 for row in book.active.iter_rows(values_only=True) for value in row if value is not None)
    if cells < FILES * ROWS * len(HEADINGS):
        raise SystemExit("the peer lost cells")
    return time.perf_counter() - start


def run() -> Iterator[str]:
    """Ours and the peer in turn, and the ratio of each pair."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        returns = folder / "2023年3月"
        returns.mkdir()
        units = write_returns(returns)
        for turn in range(1, ROUNDS + 1):
            mine, theirs = ours(returns, folder / f"data{turn}", units), peer(returns)
            yield f"{FILES} xlsx: taken in {mine:.2f} s, openpyxl reads {theirs:.2f} s, ratio {theirs / mine:.2f}"
