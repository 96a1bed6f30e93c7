"""推进图: stages, activities and duties as rows along the months of a campaign, for the screen and for the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desk_app.campaign.calendar_days import long_day, month_after, short_day
from desk_app.campaign.tasks import Mark


class RowKind(StrEnum):
    """What a row of the chart is."""

    PHASE = "阶段"
    ACTIVITY = "活动"
    DUTY = "定期工作"


@dataclass(frozen=True, slots=True)
class ChartDot:
    """A day on which something is due: how many things, how many of them done, and what time says of the rest."""

    day: date
    count: int = 1
    done: int = 0
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row: its bar from ``start`` to ``end`` (none where nothing is dated), how much of it is done, its days.

    ``said`` stands where there is no bar (时限待定), or tells of what in the row has no day.
    """

    label: str
    kind: RowKind
    start: date | None = None
    end: date | None = None
    open_start: bool = False
    open_end: bool = False
    done: int = 0
    total: int = 0
    said: str = ""
    dots: tuple[ChartDot, ...] = ()

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return self.done / self.total if self.total else 0.0

    @property
    def figure(self) -> str:
        """How much is done, in figures; empty where nothing is counted."""
        return f"{self.done}/{self.total}" if self.total else ""

    @property
    def words(self) -> str:
        """The whole row in words."""
        parts = [f"{self.kind}：{self.label}"]
        if self.start and self.end:
            last = short_day(self.end) if self.end.year == self.start.year else long_day(self.end)
            parts.append(f"{long_day(self.start)}至{last}")
        if self.total:
            parts.append(f"已完成{self.done}项，共{self.total}项")
        late = sum(dot.count - dot.done for dot in self.dots if dot.mark is Mark.LATE)
        if late:
            parts.append(f"{late}项逾期")
        return "，".join([*parts, *([self.said] if self.said else [])])


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole chart; the axis runs over whole months from the first to the last that anything touches."""

    title: str
    first: date
    last: date
    today: date
    rows: tuple[ChartRow, ...]
    ended: bool = False

    @property
    def shows_today(self) -> bool:
        """Whether today lies on the axis."""
        return self.first <= self.today <= self.last

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of every month on the axis."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return tuple(month_after(self.first, place) for place in range(count))

    def place(self, day: date) -> float:
        """Where a day begins on the axis, 0 to 1."""
        return min(max((day - self.first).days / ((self.last - self.first).days + 1), 0.0), 1.0)

    def stretch(self, start: date, end: date) -> tuple[float, float]:
        """Where a stretch begins and where its last day ends."""
        return self.place(start), self.place(end + timedelta(days=1))


def whole_months(first: date, last: date) -> tuple[date, date]:
    """A stretch widened to whole months."""
    return first.replace(day=1), month_after(last.replace(day=1), 1) - timedelta(days=1)


def month_label(month: date, *, with_year: bool) -> str:
    """A month on the axis; the year is told at the first and at every January."""
    return f"{month.year}年{month.month}月" if with_year or month.month == 1 else f"{month.month}月"
