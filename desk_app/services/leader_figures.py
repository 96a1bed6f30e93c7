"""领导要数: one sentence a form, to be copied as it stands; 人次 are rows, 人 are distinct persons."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from desk_app.campaign.period import Period
from desk_app.forms.definition import Column, ColumnKind, FormDefinition, Rule
from desk_app.services.counted_rows import CountedRows, rows_counted_in
from desk_app.services.desk import Desk
from desk_app.services.standing import (
    CAME_LATE,
    NIL,
    NOT_CONCERNED,
    NOT_IN,
    RECEIVED,
    SENT_BACK,
    WAITING,
    FormStanding,
    standing_of,
)
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.records import Record

_KINDS_OF_PAPER = ("统计表", "申报表", "征集表", "登记表", "情况表", "一览表", "汇总表", "清单", "台账", "表")
_MOST_NAMES = 15


@dataclass(frozen=True, slots=True)
class LeaderFigures:
    """The sentence of one form and period, and what should be known of how its persons were counted.

    ``standing`` and ``rows`` are what it was counted from; ``persons`` is None for a form that names none.
    """

    form: str
    period: str
    sentence: str
    remark: str
    standing: FormStanding
    rows: tuple[Record, ...]
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """应报14 已收11 零报告1 未报2；其中迟报1, as numbers; each unit stands in one state, as `desk.md` words them.

    ``missing`` names the units of which nothing is in, ``sent_back`` those whose return went back to be mended.
    """

    owed: int
    received: int
    nil: int
    waiting: int
    sent_back: tuple[str, ...]
    missing: tuple[str, ...]
    late: int

    @property
    def line(self) -> str:
        """The line below the tally."""
        said = [f"应报{self.owed}", f"已收{self.received}", f"零报告{self.nil}"]
        said += [f"待核{self.waiting}"] if self.waiting else []
        said += [f"退回修改{len(self.sent_back)}"] if self.sent_back else []
        said.append(f"未报{len(self.missing)}")
        return "　".join(said) + (f"；其中迟报{self.late}" if self.late else "")


def received_of(standing: FormStanding) -> Received:
    """Count the states of a form's returns."""
    states = [unit.electronic for unit in standing.units]
    return Received(
        len(states) - states.count(NOT_CONCERNED),
        states.count(RECEIVED),
        states.count(NIL),
        states.count(WAITING),
        tuple(unit.told_as for unit in standing.units if unit.electronic == SENT_BACK),
        tuple(unit.told_as for unit in standing.units if unit.electronic == NOT_IN),
        sum(unit.late == CAME_LATE for unit in standing.units),
    )


def leader_figures(desk: Desk, campaign: Campaign, period: Period | None) -> tuple[LeaderFigures, ...]:
    """The sentences of every form of a period in annex order; without a period, of every form's current one."""
    now = desk.clock()
    made = []
    for standing in standing_of(desk, campaign, period):
        with desk.store.read() as reader:
            counted = rows_counted_in(reader, campaign, standing.form, standing.period)
        if standing.units or counted.rows:
            made.append(_figures(standing, counted, now))
    return tuple(made)


def _figures(standing: FormStanding, found: CountedRows, now: datetime) -> LeaderFigures:
    rows = found.rows
    form = standing.form.definition
    counted = counted_column(form)
    what = f"{_matter(standing.form)}{len(rows)}{'条' if counted is None else '人次'}"
    remark = ""
    people = None
    if counted is not None:
        people, doubtful = _people(form, counted, rows)
        what += f"、{people}人"
        if doubtful:
            remark = f"人数按{counted.label}姓名计；有{doubtful}个姓名前后所写单位及职务不同，按一人计。"
    if found.by_lateness:
        remark += "迟报的计入哪一期，与统计一致。"
    parts = [f"截至{now.month}月{now.day}日{now.hour}时", *(_states(received_of(standing)) if form.owed else ()), what]
    return LeaderFigures(form.name, standing.period.label, "，".join(parts) + "。", remark, standing, rows, people)


def _states(counted: Received) -> list[str]:
    said = [f"应报{counted.owed}家", f"已收{counted.received}家", f"零报告{counted.nil}家"]
    said += [f"待核{counted.waiting}家"] if counted.waiting else []
    said += [f"退回修改{_named(counted.sent_back)}"] if counted.sent_back else []
    said.append(f"未报{_named(counted.missing)}")
    return said


def _named(units: tuple[str, ...]) -> str:
    """How many units, and which."""
    names = "、".join(units[:_MOST_NAMES]) + ("等" if len(units) > _MOST_NAMES else "")
    return f"{len(units)}家" + (f"（{names}）" if names else "")


def counted_column(form: FormDefinition) -> Column | None:
    """The column whose distinct persons are counted: the one marked so, else the person to whom it happens (对象)."""
    marked = next((column for column in form.columns if column.rule is Rule.DISTINCT), None)
    persons = (column for column in form.columns if column.kind is ColumnKind.PERSON and "对象" in column.label)
    return marked or next(persons, None)


def _matter(form: StoredForm) -> str:
    """What a form is about, in a word: 大谈话统计表 is about 谈话."""
    name = form.name
    ending = next((word for word in _KINDS_OF_PAPER if name.endswith(word) and len(name) > len(word)), "")
    return name.removesuffix(ending).removeprefix("大")


def _people(form: FormDefinition, column: Column, rows: tuple[Record, ...]) -> tuple[int, int]:
    """How many persons, by name, and of how many the post beside the name is written in more than one way."""
    place = form.columns.index(column)
    beside = form.columns[place + 1].key if place + 1 < len(form.columns) else ""
    posts: dict[str, set[str]] = {}
    for row in rows:
        name = folded_person(row.values.get(column.key))
        if name:
            posts.setdefault(name, set()).add(folded_person(row.values.get(beside)))
    return len(posts), sum(len(known) > 1 for known in posts.values())


def folded_person(value: object) -> str:
    """A name (or post) by which a person is known again, however it was spaced; empty for none."""
    return "".join(unicodedata.normalize("NFKC", str(value or "")).split())
