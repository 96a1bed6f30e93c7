"""数据变动说明: what the latest 定稿 differs in from the first: each figure and row, old and new, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from desk_app.campaign.period import Period, parse_period
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.showing import shown
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.figure_times import Basis
from desk_app.storage import campaigns, closings, history, records
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing, ClosingLine, ClosingRow
from desk_app.storage.history import RowChange
from desk_app.storage.reader import Reader

ADDED, GONE, MENDED, RESENT = "新增", "不再计入", "改动", "换了原件"
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
class RowMoved:
    """A row that counts now or no more, or was mended: what it said, what it says, its cell, and by which step.

    ``period`` names another period than the closed one, whose rows moved 累计; it is empty for rows of 本期.
    """

    form: str
    unit: str
    kind: str
    old: str
    new: str
    source: str
    why: str
    record_id: int
    period: str = ""


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
        moved = list(_Rows(reader, before, after).moved())
        differing = told[Basis.REPORTED] + _besides(told[Basis.HAPPENED], told[Basis.REPORTED])
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


class _Rows:
    """The rows of one form between two closings."""

    def __init__(self, reader: Reader, before: Closing, after: Closing) -> None:
        self._reader = reader
        self._form = campaigns.get_form(reader, after.form_id).definition
        self._number: tuple[str, ...] = () if self._form.serial is None else (self._form.serial.key,)
        self._since, self._until = before.closed_at, after.closed_at
        self._period = after.period.code
        with_total = before.keeps_all and after.keeps_all
        self._old, self._new = (_counted_rows(reader, one, with_total=with_total) for one in (before, after))

    def moved(self) -> Iterator[RowMoved]:
        """The rows that differ, in the order of the older closing, then of the newer."""
        for was, now in self._pairs():
            if was is None and now is not None:
                yield self._row(ADDED, None, now)
            elif now is None and was is not None:
                yield self._row(GONE, was, None)
            elif was is not None and now is not None and self._said(was) != self._said(now):
                yield self._row(MENDED, was, now)
            elif was is not None and now is not None and was.record_id != now.record_id:
                yield self._row(RESENT, was, now)

    def _pairs(self) -> Iterator[tuple[ClosingRow | None, ClosingRow | None]]:
        """Each row with what became of it; where a return was sent anew, with the most alike row of the same unit."""
        fresh = {row_id: row for row_id, row in self._new.items() if row_id not in self._old}
        taken: dict[int, ClosingRow] = {}
        gone = [row for row_id, row in self._old.items() if row_id not in self._new]
        for least in (len(self._form.columns), max(1, len(self._form.columns) // 2)):
            for row in [one for one in gone if one.record_id not in taken]:
                best = max(fresh.values(), key=lambda one, row=row: self._alike(row, one), default=None)  # type: ignore[misc]
                if best is not None and self._alike(row, best) >= least:
                    taken[row.record_id] = fresh.pop(best.record_id)
        for row_id, row in self._old.items():
            yield row, self._new.get(row_id) or taken.get(row_id)
        for row in fresh.values():
            yield None, row

    def _alike(self, one: ClosingRow, other: ClosingRow) -> int:
        """In how many columns two rows of a unit say the same; rows of two units are never alike."""
        if one.unit_id != other.unit_id:
            return 0
        mine, theirs = self._said(one), self._said(other)
        told = [key for key in self._form.keys if key not in self._number]
        return len(self._number) + len([key for key in told if mine.get(key) == theirs.get(key)])

    def _said(self, row: ClosingRow) -> dict[str, Any]:
        """What a row says, without its number and what is empty."""
        return {key: value for key, value in row.content.items() if key not in self._number and value not in (None, "")}

    def _row(self, kind: str, was: ClosingRow | None, now: ClosingRow | None) -> RowMoved:
        kept = now or was
        if kept is None:
            raise ValueError("a row that stands on neither side")
        keys = None
        if was is not None and now is not None:
            keys = {key for key in {*was.content, *now.content} if was.content.get(key) != now.content.get(key)}
            keys = keys if kind == MENDED else None
        source = _source(kept)
        if was is not None and now is not None and was.record_id != now.record_id:
            source = f"{_source(was)}\n改为\n{source}"
        old = _texts(self._form, was, keys)
        new = "内容未变" if kind == RESENT else _texts(self._form, now, keys)
        period = parse_period(kept.period).label if kept.period and kept.period != self._period else ""
        return RowMoved(self._form.name, kept.unit, kind, old, new, source, self._why(kept), kept.record_id, period)

    def _why(self, row: ClosingRow) -> str:
        """The steps between the two closings that touched the row or its return."""
        found = list(self._within(history.of_row(self._reader, "record", row.record_id)))
        kept = records.get_many(self._reader, [row.record_id])
        if kept:
            found += self._within(history.of_row(self._reader, "submission", kept[0].submission_id))
        steps = sorted({(one.done.at, one.done.name) for one in found})
        return "；".join(dict.fromkeys(f"{at:%Y-%m-%d}{name}" for at, name in steps))

    def _within(self, changes: Sequence[RowChange]) -> Iterator[RowChange]:
        return (one for one in changes if self._since < one.done.at <= self._until)


def _counted_rows(reader: Reader, one: Closing, *, with_total: bool) -> dict[int, ClosingRow]:
    """The rows that a closing counts in 本期, then those of earlier periods in its 累计 where they were kept."""
    lines = [line for basis in Basis for line in closings.lines_of(reader, one.id, basis)]
    counted = [row_id for line in lines for row_id in line.current_rows]
    if with_total:
        counted += [row_id for line in lines for row_id in line.total_rows]
    kept = closings.rows_as_of(reader, one.id, counted)
    return {row_id: kept[row_id] for row_id in dict.fromkeys(counted) if row_id in kept}


def _source(row: ClosingRow) -> str:
    return "　".join(part for part in (row.file.rpartition("/")[2], row.sheet, row.cell) if part)


def _texts(form: FormDefinition, row: ClosingRow | None, keys: set[str] | None) -> str:
    if row is None:
        return "—"
    wanted = [(label, column) for label, column in zip(form.labels, form.columns, strict=True)
              if column.kind is not ColumnKind.SERIAL and (keys is None or column.key in keys)]  # fmt: skip
    return "；".join(f"{label}：{shown(column, row.content.get(column.key, ''))}" for label, column in wanted)
