"""统计 over any order of intake and any states: what is in counts, what is missing is never taken for nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.campaign.period import parse_period
from desk_app.services.closing import close_period
from desk_app.services.figure_rows import figure_rows, rows_behind, rows_compared
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis, LateRule, choose_late_rule
from desk_app.services.figure_values import Counts, FigureTable, Measure
from desk_app.services.figure_words import cell_text, comparison
from desk_app.services.leader_figures import leader_figures
from desk_app.services.paperwork import bureau_paper
from desk_app.services.report_draft import draft_report
from desk_app.services.report_template import Template
from desk_app.services.send_back import register_nil, register_not_concerned, send_back
from desk_app.services.tally import tally_of
from desk_app.storage import campaigns, collections, submissions
from desk_app.storage.states import SubmissionState
from tests.services.returns_office import TALKS, ReturnsOffice
from tests.ui.awkward_stick import talk

UNITS = ("办公室", "人事科", "执法支队", "应急中心")
MONTHS = (1, 2, 3)
IN = {"已收", "零报告"}
ENDS = ("未报", "已收", "零报告", "不涉及", "待核", "退回修改", "退回后重报", "重报替换", "待核后接收")

Slot: TypeAlias = tuple[str, int]
Step: TypeAlias = Callable[[ReturnsOffice], object]


@dataclass(frozen=True)
class Fate:
    """What becomes of one return: how it ends, with so many rows first and so many last."""

    end: str
    first: int
    last: int

    @property
    def state(self) -> str:
        """Where it stands at the end."""
        return "已收" if self.end in {"退回后重报", "重报替换", "待核后接收"} else self.end

    @property
    def rows(self) -> int:
        """How many of its rows count at the end."""
        return self.last if self.state == "已收" else 0

    def steps(self, unit: str, month: int) -> list[Step]:
        """The steps by which it comes to that, in their order."""
        period = parse_period(f"2023-{month:02}")
        first, last, wrong = (_rows(unit, month, *one) for one in ((self.first, 0), (self.last, 1), (self.last, 2)))
        known: dict[str, list[Step]] = {
            "未报": [],
            "已收": [lambda office: office.send(unit, last, month=month)],
            "零报告": [lambda office: register_nil(office.desk, office.campaign, TALKS, unit, period)],
            "不涉及": [lambda office: register_not_concerned(office.desk, office.campaign, TALKS, unit, period, "无")],
            "待核": [lambda office: office.send(unit, wrong, month=month)],
            "退回修改": [
                lambda office: office.send(unit, first, month=month),
                lambda office: _back(office, unit, month),
            ],
            "退回后重报": [
                lambda office: office.send(unit, first, month=month),
                lambda office: _back(office, unit, month),
                lambda office: _settle(office, office.send(unit, last, month=month, said="重报")),
            ],
            "重报替换": [
                lambda office: office.send(unit, first, month=month),
                lambda office: _settle(office, office.send(unit, last, month=month, said="重报")),
            ],
            "待核后接收": [lambda office: _settle(office, office.send(unit, wrong, month=month))],
        }
        return known[self.end]


def _rows(unit: str, month: int, count: int, kind: int) -> list[tuple[str, ...]]:
    """Talks that no other return has; of the last kind on a day that does not exist."""
    day = 32 if kind == 2 else 3 + kind
    return [talk("王建国", f"{unit}{month}{kind}{place}", f"2023年{month}月{day}日") for place in range(count)]


def _current(office: ReturnsOffice, unit: str, month: int) -> list[submissions.Submission]:
    with office.desk.store.read() as reader:
        ids = {str(row[1]): int(row[0]) for row in reader.driver_rows("SELECT id, name FROM unit")}
        every = submissions.select_by(reader, office.campaign.id, states=[SubmissionState.ACCEPTED])
    return [one for one in every if one.unit_id == ids[unit] and one.period == f"2023-{month:02}"]


def _back(office: ReturnsOffice, unit: str, month: int) -> None:
    send_back(office.desk, office.campaign, [one.id for one in _current(office, unit, month)], "请核对")


def _settle(office: ReturnsOffice, number: int) -> None:
    """接收 what waits to be looked at."""
    with office.desk.store.read() as reader:
        waits = submissions.get(reader, number).state is SubmissionState.NEEDS_REVIEW
    if waits:
        office.accept(number)


FATES = st.fixed_dictionaries({
    (unit, month): st.builds(Fate, st.sampled_from(ENDS), st.integers(1, 3), st.integers(1, 4))
    for unit in UNITS for month in MONTHS
})  # fmt: skip


@st.composite
def intakes(draw: st.DrawFn) -> tuple[dict[Slot, Fate], list[Slot], list[int]]:
    """What becomes of each return, the order in which the steps are taken, and whose unit is below whose."""
    fates = draw(FATES)
    turns = [slot for slot, fate in fates.items() for _ in fate.steps(*slot)]
    return fates, draw(st.permutations(turns)), draw(st.lists(st.integers(0, 1), min_size=2, max_size=2))


@contextmanager
def an_office(parents: Sequence[int]) -> Iterator[ReturnsOffice]:
    """An office whose last two units lie below one of the first two."""
    with tempfile.TemporaryDirectory() as folder:
        office = ReturnsOffice(Path(folder))
        try:
            with office.desk.store.operation("试", actor="试", at=office.now) as op:
                for unit, above in zip(UNITS[2:], parents, strict=True):
                    row = op.driver_rows("SELECT id FROM unit WHERE name = ?", (unit,))[0][0]
                    op.update("unit", row, {"parent": UNITS[above]})
            yield office
        finally:
            office.desk.store.close()


def take_all(office: ReturnsOffice, fates: dict[Slot, Fate], order: Sequence[Slot]) -> None:
    """Every return's steps, in an order that keeps each return's own."""
    waiting = {slot: iter(fate.steps(*slot)) for slot, fate in fates.items()}
    for slot in order:
        next(waiting[slot])(office)


def column_of(table: FigureTable) -> int:
    return next(place for place, one in enumerate(table.columns) if one.form.name == TALKS)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(intakes())
def test_figures_are_those_of_what_is_in_whatever_the_order_and_what_is_missing_is_a_word(
    intake: tuple[dict[Slot, Fate], list[Slot], list[int]],
) -> None:
    fates, order, parents = intake
    with an_office(parents) as office:
        take_all(office, fates, order)
        for month in MONTHS:
            table = figure_table(office.desk, office.campaign, parse_period(f"2023-{month:02}"), Basis.REPORTED)
            place = column_of(table)
            for unit in UNITS:
                cell = table.cells[table.units.index(unit)][place]
                fate, before = fates[unit, month], fates.get((unit, month - 1))
                assert cell.state == fate.state
                assert cell.counts.current == fate.rows
                assert cell.counts.total == sum(fates[unit, one].rows for one in MONTHS if one <= month)
                if before is None:
                    assert (cell.counts.before, cell.counts.change) == (None, None)
                    continue
                assert (cell.counts.before, cell.former) == (before.rows, before.state)
                text = cell_text(cell, Measure.CHANGE)
                if fate.state in IN and before.state in IN:
                    assert cell.counts.change == fate.rows - before.rows
                    assert int(text) == cell.counts.change
                elif {fate.state, before.state} == {"不涉及"}:
                    assert (cell.counts.change, cell.counts.uncompared, text) == (None, 0, "—")
                else:
                    assert (cell.counts.change, cell.counts.uncompared) == (None, 1)
                    assert text == (f"上期{before.state}" if fate.state in IN else f"本期{fate.state}")


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(intakes(), st.sampled_from(Basis))
def test_the_levels_add_up_to_the_total_by_every_measure_and_every_figure_opens_as_many_rows_as_it_says(
    intake: tuple[dict[Slot, Fate], list[Slot], list[int]], basis: Basis
) -> None:
    fates, order, parents = intake
    with an_office(parents) as office:
        take_all(office, fates, order)
        table = figure_table(office.desk, office.campaign, parse_period("2023-03"), basis)
        place = column_of(table)
        tops = [line for line, above in enumerate(table.parents) if above is None]
        whole = table.column_sum(place)
        assert any(len(table.below(line)) > 1 for line in tops)
        for measure in (Measure.CURRENT, Measure.TOTAL, Measure.BEFORE, Measure.CHANGE):
            levels = [table.rolled(line, place).of(measure) for line in tops]
            assert sum(one or 0 for one in levels) == (whole.of(measure) or 0)
            each = [table.column_sum(one).of(measure) for one in range(len(table.columns))]
            assert sum(one or 0 for one in each) == (table.whole().of(measure) or 0)
        assert sum(table.rolled(line, place).uncompared for line in tops) == whole.uncompared
        said = comparison(table, place)
        assert said is not None
        assert (said.change, len(said.left)) == (whole.change, whole.uncompared)
        assert whole.current - (whole.before or 0) - (whole.change or 0) == _left_over(table, place)
        for line in range(len(table.units)):
            assert_opens(office, table, place, table.below(line))


def _left_over(table: FigureTable, place: int) -> int:
    """What the units that are not compared have more in 本期 than in 上期."""
    counts = [line[place].counts for line in table.cells]
    return sum(one.current - (one.before or 0) for one in counts if one.change is None)


def assert_opens(office: ReturnsOffice, table: FigureTable, place: int, lines: Sequence[int]) -> None:
    """A unit's figures, with all below it, open their rows; 较上期 those of both periods, each told apart."""
    desk, campaign, column = office.desk, office.campaign, table.columns[place]
    counts = table.rolled(lines[0], place) if len(lines) == 1 else _summed(table, place, lines)
    units = [table.unit_ids[line] for line in lines]
    for measure in (Measure.CURRENT, Measure.TOTAL, Measure.BEFORE):
        found = rows_behind(desk, campaign, [column], measure, units)
        assert len(figure_rows(desk, found.ids, found.closings)) == len(found.ids) == (counts.of(measure) or 0)
    found = rows_compared(desk, campaign, table, [place], lines)
    if len(lines) > 1 or counts.change is not None:
        assert found.sides.count("本期") - found.sides.count("上期") == (counts.change or 0)
    shown = figure_rows(desk, found.ids, found.closings)
    assert len(shown) == len(found.sides)
    if table.basis is Basis.REPORTED:
        assert {(side, row.period) for side, row in zip(found.sides, shown, strict=True)} <= {
            ("本期", "2023年3月"),
            ("上期", "2023年2月"),
        }


def _summed(table: FigureTable, place: int, lines: Sequence[int]) -> Counts:
    top = next(line for line in lines if table.parents[line] not in lines)
    return table.rolled(top, place)


@pytest.mark.parametrize("rule", LateRule)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(intakes(), st.sampled_from(["未定稿", "已定稿"]))
def test_every_page_tells_one_number_for_a_period_whatever_the_rule_of_late_returns_and_whatever_is_closed(
    rule: LateRule, intake: tuple[dict[Slot, Fate], list[Slot], list[int]], january: str
) -> None:
    fates, order, parents = intake
    with an_office(parents) as office:
        desk, campaign, first, second = office.desk, office.campaign, parse_period("2023-01"), parse_period("2023-02")
        with desk.store.operation("时限", actor="试", at=office.now) as op:
            for one in collections.of_campaign(op, campaign.id, period="2023-01"):
                collections.set_due(op, one.id, date(2023, 2, 5), None, "报送通知")  # all of January's came late
            form = campaigns.find_form(op, campaign.id, TALKS)
        if rule is LateRule.NEXT:
            choose_late_rule(desk, campaign, rule)
        take_all(office, fates, order)
        if january == "已定稿":
            close_period(desk, campaign, first)
        told = []
        for period in (first, second):
            table = figure_table(desk, campaign, period, Basis.REPORTED)
            current = table.column_sum(column_of(table)).current
            tally = next(one for one in tally_of(desk, campaign, period) if one.form.name == TALKS)
            leader = next(one for one in leader_figures(desk, campaign, period) if one.form == TALKS)
            summary = [row for row in bureau_paper(desk, campaign, form, period).rows if any(row.cells[1:])]
            draft = draft_report(desk, campaign, Template("试", f"# 试\n{{本期 {TALKS}}}"), period)
            assert [tally.total, len(leader.rows), len(summary)] == [current] * 3
            assert draft.text.split("\n")[1] == str(current)
            told.append(current)
        own, after = (sum(fates[unit, month].rows for unit in UNITS) for month in (1, 2))
        assert told == ([0, own + after] if rule is LateRule.NEXT else [own, after])
