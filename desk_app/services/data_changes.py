"""数据变动说明: what the latest 定稿 differs in from the first: each figure and row, old and new, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.services.data_changes_rows import RESENT, RowMoved, RowsBetween
from desk_app.services.desk import Desk
from desk_app.services.figure_times import Basis
from desk_app.services.sent_back_times import kept_with
from desk_app.storage import closings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing, ClosingLine
from desk_app.storage.reader import Reader

__all__ = ["DataChanges", "FigureChange", "RowMoved", "Withdrawal", "data_changes", "last_changes"]

_COUNTED = ("本期", "累计")
_UNQUOTED = "涉及个人，不列内容"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One unit's figure of one form, old and new; ``unit`` is empty for 合计."""

    form: str
    unit: str
    measure: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One 撤销定稿 between two closings: when, by whom, why, and of which forms."""

    at: datetime
    by: str
    reason: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataChanges:
    """A period between its first 定稿 and a later one: every withdrawal between them, and what differs.

    ``forms`` and ``codes`` (form, first, last) are of the forms that differ, or of all where none does; ``resent``
    counts the rows whose file was replaced by one that says the same.
    """

    period: Period
    forms: tuple[str, ...]
    closed_at: datetime
    closed_by: str
    withdrawals: tuple[Withdrawal, ...]
    again_at: datetime
    again_by: str
    codes: tuple[tuple[str, str, str], ...]
    figures: tuple[FigureChange, ...]
    rows: tuple[RowMoved, ...]
    resent: int = 0

    @property
    def is_same(self) -> bool:
        """Whether the later 定稿 says what the first said."""
        return not self.figures and not self.rows

    @property
    def reason(self) -> str:
        """The reasons of all withdrawals, the oldest first."""
        return "；".join(dict.fromkeys(one.reason for one in self.withdrawals))


def data_changes(desk: Desk, campaign: Campaign, period: Period) -> tuple[DataChanges, ...]:
    """The notes of a period, the oldest first: one for each 定稿 after a withdrawal, held against the first 定稿."""
    with desk.store.read() as reader:
        chains = _chains(reader, campaign, period)
        return tuple(_note(reader, period, list(chains[at].values())) for at in sorted(chains))


def place_in_day(desk: Desk, campaign: Campaign, note: DataChanges) -> int:
    """Which of the notes of its day and period a note is, from 1, so that none takes another's file name."""
    with desk.store.read() as reader:
        times = sorted(_chains(reader, campaign, note.period))
    return sum(at.date() == note.again_at.date() and at <= note.again_at for at in times)


def _chains(reader: Reader, campaign: Campaign, period: Period) -> dict[datetime, dict[str, list[Closing]]]:
    """By the moment of each 定稿 after a withdrawal its forms with their closings from the first one on."""
    by_form: dict[str, list[Closing]] = {}
    for one in closings.of_campaign(reader, campaign.id, period=period.code):
        if not one.is_quoted:
            by_form.setdefault(one.form, []).append(one)
    chains: dict[datetime, dict[str, list[Closing]]] = {}
    for name, mine in by_form.items():
        for place in range(1, len(mine)):
            chains.setdefault(mine[place].closed_at, {})[name] = mine[: place + 1]
    return chains


def without_content(note: DataChanges, forms: Collection[str]) -> DataChanges:
    """A note in which rows of some forms (such as name persons) are counted and placed, but not quoted."""
    return replace(note, rows=tuple(
        replace(one, old=_UNQUOTED, new=_UNQUOTED) if one.form in forms else one for one in note.rows
    ))  # fmt: skip


def last_changes(desk: Desk, campaign: Campaign, period: Period) -> DataChanges:
    """The latest note; DeskError when the period was never opened and closed again."""
    found = data_changes(desk, campaign, period)
    if not found:
        raise DeskError(f"{period.label}没有撤销定稿后再定稿的记录，没有数据变动说明。")
    return found[-1]


def _note(reader: Reader, period: Period, chains: Sequence[Sequence[Closing]]) -> DataChanges:
    figures: list[FigureChange] = []
    rows: list[RowMoved] = []
    changed: list[tuple[str, str, str]] = []
    for before, after in ((mine[0], mine[-1]) for mine in chains):
        told = {basis: list(_figures(after.form, *_lines(reader, before, after, basis))) for basis in Basis}
        moved = list(RowsBetween(reader, before, after).moved())
        differing = told[Basis.REPORTED] + _besides(told[Basis.HAPPENED], told[Basis.REPORTED])
        differing = sorted(differing + _sent_back(reader, before, after), key=lambda one: not one.unit)  # 合计 last
        figures += differing
        rows += moved
        if differing or moved or before.code != after.code:
            changed.append((after.form, before.code, after.code))
    codes = changed or [(mine[-1].form, mine[0].code, mine[-1].code) for mine in chains]
    first, last = min((mine[0] for mine in chains), key=lambda one: one.closed_at), chains[0][-1]
    real = tuple(one for one in rows if one.kind != RESENT)
    return DataChanges(
        period, tuple(form for form, _, _ in codes), first.closed_at, first.closed_by, _withdrawals(chains),
        last.closed_at, last.closed_by, tuple(codes), tuple(figures), real, len(rows) - len(real),
    )  # fmt: skip


def _withdrawals(chains: Sequence[Sequence[Closing]]) -> tuple[Withdrawal, ...]:
    """Each withdrawal once, in the order of time and, in one moment, of the closings that they took back."""
    found: dict[tuple[datetime, str, str], tuple[int, list[str]]] = {}
    for mine in chains:
        for one in mine[:-1]:
            key = (one.reopened_at or one.closed_at, one.reopened_by, one.reason)
            found.setdefault(key, (one.id, []))[1].append(one.form)
    order = sorted(found.items(), key=lambda item: (item[0][0], item[1][0]))
    return tuple(Withdrawal(*key, tuple(dict.fromkeys(forms))) for key, (_, forms) in order)


Lines: TypeAlias = dict[int, ClosingLine]


def _lines(reader: Reader, before: Closing, after: Closing, basis: Basis) -> tuple[Lines, Lines]:
    old, new = ({line.unit_id: line for line in closings.lines_of(reader, one.id, basis)} for one in (before, after))
    return old, new


def _besides(happened: Sequence[FigureChange], reported: Sequence[FigureChange]) -> list[FigureChange]:
    """What the figures of 按发生时间 differ in otherwise than those of 按报送期, told as such."""
    known = {(one.unit, one.measure, _step(one)) for one in reported}
    return [
        replace(one, measure=f"{one.measure}（{Basis.HAPPENED.value}）")
        for one in happened
        if one.measure in _COUNTED and (one.unit, one.measure, _step(one)) not in known
    ]


def _sent_back(reader: Reader, before: Closing, after: Closing) -> list[FigureChange]:
    """How often each unit's return had gone back, by the first 定稿 and by the later one."""
    names = {line.unit_id: line.unit for one in (before, after)
             for line in closings.lines_of(reader, one.id, Basis.REPORTED)}  # fmt: skip
    old, new = kept_with(reader, before), kept_with(reader, after)
    moved = [unit for unit in names if old.get(unit, 0) != new.get(unit, 0)]
    return [
        FigureChange(after.form, names[unit], "退回修改次数", str(old.get(unit, 0)), str(new.get(unit, 0)))
        for unit in moved
    ]


def _step(change: FigureChange) -> int:
    """By how much a figure moved; a unit that had no line had none of it."""
    old, new = (int(text) if text.isdigit() else 0 for text in (change.old, change.new))
    return new - old


def _figures(form: str, old: Mapping[int, ClosingLine], new: Mapping[int, ClosingLine]) -> Iterator[FigureChange]:
    for unit_id in dict.fromkeys((*old, *new)):
        before, after = old.get(unit_id), new.get(unit_id)
        unit = _unit_said(before, after)
        for measure, was, now in zip(("报送情况", "本期", "累计"), _told(before), _told(after), strict=True):
            if was != now:
                yield FigureChange(form, unit, measure, was, now)
    for measure, place in (("本期", 1), ("累计", 2)):
        was, now = (str(sum(int(_told(line)[place]) for line in lines.values())) for lines in (old, new))
        if was != now:
            yield FigureChange(form, "", measure, was, now)


def _unit_said(before: ClosingLine | None, after: ClosingLine | None) -> str:
    names = dict.fromkeys(one.unit for one in (before, after) if one is not None)
    return "（现名）".join(names) + ("（现名）" if len(names) > 1 else "")


def _told(line: ClosingLine | None) -> tuple[str, str, str]:
    return ("—", "—", "—") if line is None else (line.state or "—", str(line.current), str(line.total))
