"""本周工作单, 任务事项一览, 单位负担表: lists that an office prints from its tasks and its calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk_app.exporting.list_paper import whose
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One thing of a week; equal ``day`` texts that follow each other are merged."""

    day: str
    kind: str
    title: str
    units: str
    state: str


@dataclass(frozen=True, slots=True)
class StateLine:
    """One task as it stands."""

    number: str
    activity: str
    content: str
    units: str
    deadline: str
    due: str
    state: str
    progress: str


def week_paper(title: str, lines: Sequence[WeekLine], *, bureau: str, made_on: str, note: str = "") -> Paper:
    """This week's sheet: day by day what is due, who owes it, how it stands, and room to tick off."""
    rows = []
    before: WeekLine | None = None
    for line in lines:
        same = before is not None and line.day == before.day
        units = None if same and before is not None and line.units == before.units else line.units
        rows.append(PaperRow((None if same else line.day, line.kind, line.title, units, line.state, "")))
        before = line
    return Paper(
        title=title,
        columns=(
            PaperColumn("日期", 26),
            PaperColumn("类别", 22),
            PaperColumn("事项", 86, align=Align.LEFT),
            PaperColumn("责任单位", 46, align=Align.LEFT),
            PaperColumn("情况", 40),
            PaperColumn("办结", 16),
        ),
        rows=tuple(rows),
        left_line=whose("单位", bureau),
        right_line=made_on,
        note="　".join(part for part in ("" if rows else "本周没有到期事项。", note) if part),
    )


@dataclass(frozen=True, slots=True)
class LoadLine:
    """What one unit owes in one week; ``clashes`` are the days on which several things meet."""

    week: str
    unit: str
    count: int
    matters: str
    clashes: str


def load_paper(title: str, lines: Sequence[LoadLine], *, bureau: str, made_on: str) -> Paper:
    """单位负担表: week by week how much falls on each unit, and where it clashes."""
    rows = []
    before: LoadLine | None = None
    for line in lines:
        above = before if before is not None and line.week == before.week else None
        week = None if above else line.week
        matters = None if above and line.matters == above.matters else line.matters
        rows.append(PaperRow((week, line.unit, str(line.count), matters, line.clashes)))
        before = line
    return Paper(
        title=title,
        columns=(
            PaperColumn("周", 32),
            PaperColumn("单位", 34),
            PaperColumn("项数", 14, is_whole=True),
            PaperColumn("到期事项", 116, align=Align.LEFT),
            PaperColumn("撞期", 30),
        ),
        rows=tuple(rows),
        left_line=whose("单位", bureau),
        right_line=made_on,
        note="" if rows else "此后没有到期事项。",
    )


def state_paper(title: str, lines: Sequence[StateLine], *, bureau: str, made_on: str) -> Paper:
    """任务事项一览: the plan's task list with the days that count, the states and the latest progress."""
    rows = []
    before: StateLine | None = None
    for line in lines:
        above = before if before is not None and line.activity and line.activity == before.activity else None
        activity = None if above else line.activity
        units = None if above and line.units == above.units else line.units
        deadline = None if above and line.deadline == above.deadline else line.deadline
        cells = (line.number, activity, line.content, units, deadline, line.due, line.state, line.progress)
        rows.append(PaperRow(cells))
        before = line
    return Paper(
        title=title,
        columns=(
            PaperColumn("序号", 12),
            PaperColumn("活动", 24),
            PaperColumn("任务事项", 72, align=Align.LEFT),
            PaperColumn("责任单位", 40, align=Align.LEFT),
            PaperColumn("方案时限", 26),
            PaperColumn("时限", 34),
            PaperColumn("状态", 20),
            PaperColumn("进展", 34, align=Align.LEFT),
        ),
        rows=tuple(rows),
        left_line=whose("单位", bureau),
        right_line=made_on,
    )
