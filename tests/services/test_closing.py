"""定稿: what is frozen never moves, whatever is done after; 撤销定稿 yields what differs and why."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.campaign.period import Period, Rhythm, parse_period
from desk_app.problems import DeskError
from desk_app.services import unit_changes
from desk_app.services.chart_figures import charts_of
from desk_app.services.closing import close_period, closing_state, reopen_period
from desk_app.services.closing_print import print_changes
from desk_app.services.closing_words import closed_words, withdrawal_words
from desk_app.services.completion import completion
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.data_changes import data_changes, last_changes
from desk_app.services.figure_rows import figure_rows, rows_behind, rows_compared
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis, LateRule, choose_late_rule
from desk_app.services.figure_values import Counts, FigureTable, Measure
from desk_app.services.home_page import Reached, home_page
from desk_app.services.intake_page import intake_page
from desk_app.services.keep_roster import import_roster
from desk_app.services.leader_answers import told_text
from desk_app.services.leader_figures import leader_figures
from desk_app.services.open_return import open_return
from desk_app.services.overview import undo, undoable_since
from desk_app.services.paperwork import bureau_paper
from desk_app.services.produce import print_form
from desk_app.services.report_rates import RateWish, rates_text, report_rates
from desk_app.services.roster_work import remove_unit
from desk_app.services.send_back import register_nil, register_not_concerned, send_back, undo_batch
from desk_app.services.settle_return import rule_on_repeats
from desk_app.services.tally import tally_of
from desk_app.services.type_records import delete_rows
from desk_app.services.unit_changes import Day
from desk_app.storage import campaigns, closings, collections, records, submissions
from desk_app.storage.campaigns import StoredForm
from desk_app.storage.states import SubmissionState
from tests.services.returns_office import TALKS, ReturnsOffice
from tests.ui.awkward_stick import Row, talk

JANUARY, FEBRUARY, MARCH = (parse_period(f"2023-0{month}") for month in (1, 2, 3))
UNITS = ("办公室", "人事科", "执法支队", "应急中心")


def talks(month: int, *talkees: str) -> list[Row]:
    """Talks of a month, one a talkee."""
    return [talk("王建国", name, f"2023年{month}月{day}日") for day, name in enumerate(talkees, 3)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    yield made
    made.desk.store.close()


def filled(office: ReturnsOffice) -> None:
    """Two months of three units."""
    for month in (2, 3):
        office.send("办公室", talks(month, f"甲{month}", f"乙{month}"), month=month)
        office.send("执法支队", talks(month, f"丙{month}"), month=month)
        office.send("应急中心", talks(month, f"丁{month}", f"戊{month}", f"己{month}"), month=month)


def form_of(office: ReturnsOffice) -> StoredForm:
    with office.desk.store.read() as reader:
        return campaigns.find_form(reader, office.campaign.id, TALKS)


def deadlines(office: ReturnsOffice) -> None:
    """Every month's talks are due four weeks after its end."""
    with office.desk.store.operation("时限", actor="试", at=office.now) as op:
        for one in collections.of_campaign(op, office.campaign.id):
            if one.form == TALKS and one.period.end is not None:
                collections.set_due(op, one.id, one.period.end + timedelta(days=26), None, "报送通知")


def page(office: ReturnsOffice, month: int = 3) -> tuple[object, ...]:
    """All that the pages of a period say: the tally, both tables, and the rows behind each figure."""
    period = parse_period(f"2023-{month:02}")
    tables = [told(office, figure_table(office.desk, office.campaign, period, basis)) for basis in Basis]
    return (tally_told(office, period), tables)


def figures_of(office: ReturnsOffice, month: int) -> tuple[object, ...]:
    """All figures that the pages of a period say, without opening the rows behind them."""
    period = parse_period(f"2023-{month:02}")
    tables = [figure_table(office.desk, office.campaign, period, basis) for basis in Basis]
    return (tally_told(office, period), [(one.units, one.parents, one.cells) for one in tables])


def tally_told(office: ReturnsOffice, period: Period) -> list[tuple[object, ...]]:
    """What the tally of a period says."""
    found = tally_of(office.desk, office.campaign, period)
    return [(one.form.name, one.units, one.total, one.cumulative) for one in found]


def told(office: ReturnsOffice, table: FigureTable) -> tuple[object, ...]:
    """A table with the rows behind its frozen figures, which add up to them."""
    places = [place for place, one in enumerate(table.columns) if one.closing is not None]
    behind = [rows_told(office, table, place, measure) for place in places for measure in Measure]
    people = [table.column_sum(place) for place in range(len(table.columns))]
    return (table.units, table.parents, table.cells, people, behind)


def rows_told(office: ReturnsOffice, table: FigureTable, place: int, measure: Measure) -> tuple[object, ...]:
    """The rows that a column's figure opens, as they are shown, as many as it says."""
    desk, campaign, column = office.desk, office.campaign, table.columns[place]
    figure = table.column_sum(place).of(measure)
    if measure is Measure.CHANGE:
        found = rows_compared(desk, campaign, table, [place], range(len(table.units)))
        assert found.sides.count("本期") - found.sides.count("上期") == (figure or 0)
    else:
        found = rows_behind(desk, campaign, [column], measure)
        assert measure is Measure.PEOPLE or len(found.ids) == (figure or 0)
    rows = figure_rows(desk, found.ids, found.closings)
    assert [row.id for row in rows] == list(found.ids)
    return (found, rows)


def every_figure_opens_what_it_says(office: ReturnsOffice, month: int) -> None:
    """Each unit's frozen figures open as many rows as they say."""
    period = parse_period(f"2023-{month:02}")
    table = figure_table(office.desk, office.campaign, period, Basis.REPORTED)
    place = next(place for place, one in enumerate(table.columns) if one.form.name == TALKS)
    for line, unit_id in enumerate(table.unit_ids):
        for measure in (Measure.CURRENT, Measure.TOTAL, Measure.BEFORE):
            found = rows_behind(office.desk, office.campaign, [table.columns[place]], measure, [unit_id])
            said = table.cells[line][place].counts.of(measure) or 0
            assert len(figure_rows(office.desk, found.ids, found.closings)) == len(found.ids) == said


def rows_of(office: ReturnsOffice, unit: str, month: int) -> list[records.Record]:
    with office.desk.store.read() as reader:
        form = next(one.form.id for one in tally_of(office.desk, office.campaign, MARCH) if one.form.name == TALKS)
        counted = records.counted(reader, office.campaign.id, form_id=form, period=f"2023-{month:02}")
        return [row for row in counted if _name(office, row.unit_id) == unit]


def _name(office: ReturnsOffice, unit_id: int | None) -> str:
    with office.desk.store.read() as reader:
        return str(reader.driver_rows("SELECT name FROM unit WHERE id = ?", (unit_id,))[0][0])


def test_a_closed_period_says_the_same_after_its_units_are_renamed_merged_and_given_others(
    office: ReturnsOffice,
) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    before, sentence = page(office), told_text(leader_figures(office.desk, office.campaign, MARCH))
    unit_changes.rename_unit(office.desk, "办公室", "综合处", Day(date(2023, 3, 20), "局发5号"))
    unit_changes.merge_unit(office.desk, "应急中心", "执法支队", Day(date(2023, 3, 21)))
    unit_changes.stop_unit(office.desk, "法规科", Day(date(2023, 2, 1)))
    assert page(office) == before
    assert told_text(leader_figures(office.desk, office.campaign, MARCH)) == sentence
    assert "办公室" in {unit.unit for unit in office.tally().units}


def told_of_returns(office: ReturnsOffice) -> tuple[object, ...]:
    """What every page of March tells of its returns: 领导要数, 上报率 of it and up to it, 报送情况."""
    desk, campaign = office.desk, office.campaign
    rates = [report_rates(desk, campaign, RateWish(MARCH, cumulative=up_to, forms=(TALKS,))) for up_to in (False, True)]
    matrix = completion(desk, campaign, [MARCH])
    return (told_text(leader_figures(desk, campaign, MARCH)), [rates_text(one) for one in rates], matrix.whole)


def test_a_unit_that_ends_within_a_closed_month_still_owes_it_on_every_page_until_closing_is_taken_back(
    office: ReturnsOffice,
) -> None:
    filled(office)
    deadlines(office)
    close_period(office.desk, office.campaign, MARCH)
    before = told_of_returns(office)
    assert "应报16家，已收3家，零报告0家，未报13家" in str(before[0])
    unit_changes.stop_unit(office.desk, "法规科", Day(date(2023, 3, 20)))
    office.send("人事科", talks(3, "庚3"))
    assert told_of_returns(office) == before
    assert "1份来表待核" in [one.text for one in home_page(office.desk, office.campaign, MARCH).todos]
    reopen_period(office.desk, office.campaign, MARCH, "法规科已停用")
    assert "应报15家，已收3家，零报告0家，待核1家，未报11家" in str(told_of_returns(office)[0])


def test_a_unit_of_which_only_a_print_or_a_closed_period_speaks_cannot_be_removed(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    filled(office)
    register_nil(office.desk, office.campaign, TALKS, "人事科", MARCH)
    print_form(office.desk, office.campaign, TALKS, tmp_path / "打印", unit="人事科", period=MARCH)
    undo(office.desk, next(one.id for one in undoable_since(office.desk, office.campaign) if "零报告" in one.name))
    remove_unit(office.desk, "监测站")
    with pytest.raises(DeskError, match=r"“人事科”已有.*打印.*不能移出"):
        remove_unit(office.desk, "人事科")
    close_period(office.desk, office.campaign, MARCH)
    before = page(office)
    with pytest.raises(DeskError, match=r"“法规科”已有.*定稿.*不能移出"):
        remove_unit(office.desk, "法规科")
    names = tmp_path / "名册.csv"
    names.write_text("name\n办公室\n执法支队\n应急中心\n", encoding="utf-8")
    import_roster(office.desk, names)
    assert page(office) == before


@pytest.mark.parametrize(
    "step",
    [
        lambda office: register_not_concerned(office.desk, office.campaign, TALKS, "人事科", MARCH, "没有谈话任务"),
        lambda office: delete_rows(office.desk, office.campaign, [rows_of(office, "办公室", 3)[0].id]),
        lambda office: correct_cells(
            office.desk, office.campaign, [CellEdit(rows_of(office, "办公室", 3)[0].id, "place", "礼堂")]
        ),
        lambda office: send_back(
            office.desk, office.campaign, [rows_of(office, "办公室", 3)[0].submission_id], "请补充"
        ),
        lambda office: undo_batch(office.desk, office.campaign, 4),
        lambda office: register_nil(office.desk, office.campaign, TALKS, "人事科", MARCH),
        lambda office: undo(
            office.desk, next(one.id for one in undoable_since(office.desk, office.campaign) if one.name == "收表")
        ),
    ],
    ids=["not concerned", "delete", "correct", "send back", "undo batch", "nil", "undo"],
)  # fmt: skip
def test_a_step_that_would_move_a_closed_period_is_refused_with_one_sentence(
    office: ReturnsOffice, step: object
) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    before = page(office)
    with pytest.raises(DeskError, match=r"2023年3月的大谈话统计表已于2023年3月25日定稿.*请先撤销定稿"):
        step(office)  # type: ignore[operator]
    assert page(office) == before
    reopen_period(office.desk, office.campaign, MARCH, "核对有误")
    step(office)  # type: ignore[operator]
    close_period(office.desk, office.campaign, MARCH)
    note = last_changes(office.desk, office.campaign, MARCH)
    assert not note.is_same
    assert note.reason == "核对有误"


def test_a_file_after_closing_is_kept_beside_it_and_counts_once_closing_is_taken_back(office: ReturnsOffice) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    late = office.send("办公室", talks(3, "甲3", "乙3", "新3"), said="重报")
    assert office.figures("办公室") == (2, 4)
    assert "after_closing" in office.codes(late)
    with pytest.raises(DeskError, match="请先撤销定稿"):
        office.accept(late)
    reopen_period(office.desk, office.campaign, MARCH, "办公室补报一行")
    office.accept(late)
    assert office.figures("办公室") == (3, 5)


def test_closing_and_its_taking_back_are_no_steps_to_be_undone(office: ReturnsOffice) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    done = next(one for one in undoable_since(office.desk, office.campaign) if one.name == "定稿")
    with pytest.raises(DeskError, match="请用“撤销定稿”并写明理由"):
        undo(office.desk, done.id)
    with pytest.raises(DeskError, match="要写明理由"):
        reopen_period(office.desk, office.campaign, MARCH, "  ")
    with pytest.raises(DeskError, match="已经定稿"):
        close_period(office.desk, office.campaign, MARCH)


def test_an_earlier_open_month_may_still_grow_and_the_closed_month_quotes_what_it_quoted(office: ReturnsOffice) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    before = page(office)
    office.send("人事科", talks(2, "庚2", "辛2"), month=2)
    assert page(office) == before
    assert office.figures("人事科", 2) == (2, 2)
    assert sum(unit.cumulative for unit in office.tally(2).units) == 8


def test_the_note_of_changes_names_figures_rows_old_new_and_the_steps_between(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    filled(office)
    first = close_period(office.desk, office.campaign, MARCH)
    mended, gone = rows_of(office, "办公室", 3)[0], rows_of(office, "应急中心", 3)[0]
    office.now += timedelta(days=1)
    reopen_period(office.desk, office.campaign, MARCH, "督导组要求更正地点")
    correct_cells(office.desk, office.campaign, [CellEdit(mended.id, "place", "礼堂")])
    delete_rows(office.desk, office.campaign, [gone.id])
    office.now += timedelta(days=1)
    again = close_period(office.desk, office.campaign, MARCH)
    note = last_changes(office.desk, office.campaign, MARCH)
    assert note.reason == "督导组要求更正地点"
    talks_code = next(one for one in note.codes if one[0] == TALKS)
    assert talks_code[1] == next(one.code for one in first if one.form == TALKS)
    assert talks_code[2] == next(one.code for one in again if one.form == TALKS) != talks_code[1]
    figures = {(one.unit, one.measure): (one.old, one.new) for one in note.figures}
    assert figures == {
        ("应急中心", "本期"): ("3", "2"),
        ("应急中心", "累计"): ("6", "5"),
        ("", "本期"): ("6", "5"),
        ("", "累计"): ("12", "11"),
    }
    moved = {one.record_id: one for one in note.rows}
    assert (moved[mended.id].old, moved[mended.id].new) == ("谈话地点：会议室", "谈话地点：礼堂")
    assert "改正" in moved[mended.id].why
    assert moved[mended.id].source.endswith(mended.cell)
    assert (moved[gone.id].kind, moved[gone.id].new) == ("不再计入", "—")
    made = print_changes(office.desk, office.campaign, note, tmp_path / "说明")
    assert {path.suffix for path in made.files} == {".pdf", ".docx", ".xlsx"}
    sheet = openpyxl.load_workbook(next(path for path in made.files if path.suffix == ".xlsx")).active
    said = "\n".join(str(cell.value or "") for line in sheet.iter_rows() for cell in line)  # type: ignore[union-attr]
    assert "督导组要求更正地点" in said
    assert "谈话地点：礼堂" in said


def test_closed_rows_behind_the_total_stay_and_the_note_names_which_of_an_earlier_month_moved(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    held = page(office)
    mended, gone = rows_of(office, "办公室", 2)
    office.now += timedelta(days=1)
    correct_cells(office.desk, office.campaign, [CellEdit(mended.id, "place", "礼堂")])
    delete_rows(office.desk, office.campaign, [gone.id])
    assert page(office) == held
    every_figure_opens_what_it_says(office, 3)
    reopen_period(office.desk, office.campaign, MARCH, "二月的数更正")
    office.now += timedelta(days=1)
    close_period(office.desk, office.campaign, MARCH)
    note = last_changes(office.desk, office.campaign, MARCH)
    told = {one.record_id: (one.kind, one.period) for one in note.rows}
    assert told == {mended.id: ("改动", "2023年2月"), gone.id: ("不再计入", "2023年2月")}
    assert {(one.unit, one.measure) for one in note.figures} >= {("办公室", "累计"), ("", "累计")}
    said = paper_text(print_changes(office.desk, office.campaign, note, tmp_path / "说明").files)
    assert "记录不再计入（2023年2月）" in said


@pytest.mark.parametrize("pause", [timedelta(0), timedelta(hours=2)], ids=["one moment", "one day"])
def test_a_period_opened_twice_tells_every_withdrawal_each_form_once_and_the_first_and_last_check_code(
    office: ReturnsOffice, tmp_path: Path, pause: timedelta
) -> None:
    filled(office)
    made = [close_period(office.desk, office.campaign, MARCH)]
    mended, other = rows_of(office, "办公室", 3)
    for reason, row in (("督导组要求更正地点", mended), ("领导要求补正", other)):
        office.now += pause
        reopen_period(office.desk, office.campaign, MARCH, reason)
        correct_cells(office.desk, office.campaign, [CellEdit(row.id, "place", "礼堂")])
        office.now += pause
        made.append(close_period(office.desk, office.campaign, MARCH))
    note = last_changes(office.desk, office.campaign, MARCH)
    assert [one.reason for one in note.withdrawals] == ["督导组要求更正地点", "领导要求补正"]
    assert note.forms == (TALKS,)
    first, last = (next(one.code for one in each if one.form == TALKS) for each in (made[0], made[-1]))
    assert note.codes == ((TALKS, first, last),)
    assert {one.record_id for one in note.rows} == {mended.id, other.id}
    by = f"（{office.desk.actor}）" if office.desk.actor else ""
    paper = print_changes(office.desk, office.campaign, note, tmp_path / "说明")
    said = paper_text(paper.files)
    assert all(f"撤销定稿{by}，理由：{reason}。" in said for reason in ("督导组要求更正地点", "领导要求补正"))
    assert said.count("校验码") == 1
    opened = tuple(replace(one, by="") for one in note.withdrawals)
    nobody = replace(note, closed_by="", again_by="", withdrawals=opened)
    told = [closed_words(nobody), *withdrawal_words(nobody)]
    assert not any("（" in text for text in told)
    if pause:
        notes = data_changes(office.desk, office.campaign, MARCH)
        files = {print_changes(office.desk, office.campaign, one, tmp_path / "说明").files for one in notes}
        assert len(files) == len(notes) == 2
        assert paper.files in files
        assert f"2023年3月25日9时00分定稿{by}，其间撤销定稿2次，2023年3月25日17时00分重新定稿{by}。" in said
        assert f"2023年3月25日11时00分撤销定稿{by}，理由：督导组要求更正地点。" in said


def test_rows_whose_file_was_replaced_with_the_same_content_are_one_line_of_the_note(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    office.now += timedelta(days=1)
    reopen_period(office.desk, office.campaign, MARCH, "办公室换件")
    office.send("办公室", [*talks(3, "甲3", "乙3"), talk("王建国", "新3", "2023年3月9日")], said="重报")
    office.now += timedelta(days=1)
    close_period(office.desk, office.campaign, MARCH)
    note = last_changes(office.desk, office.campaign, MARCH)
    assert ([one.kind for one in note.rows], note.resent) == (["新增"], 2)
    made = print_changes(office.desk, office.campaign, note, tmp_path / "说明")
    said = paper_text(made.files)
    assert "另有2行换了原件，内容未变。" in said
    assert "整改台账" not in said
    assert f"2023年3月25日定稿（{office.desk.actor}），2023年3月27日重新定稿（{office.desk.actor}）。" in said


def test_a_withdrawn_period_is_first_to_do_and_its_step_says_so_and_the_return_beside_it_may_be_accepted(
    office: ReturnsOffice,
) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    late = office.send("办公室", talks(3, "甲3", "乙3", "新3"), said="重报")
    line = next(one for one in intake_page(office.desk, office.campaign).lines if one.id == late)
    assert ("请先撤销定稿" in line.said, line.ready) == (True, False)
    reopen_period(office.desk, office.campaign, MARCH, "办公室补报一行", [TALKS])
    line = next(one for one in intake_page(office.desk, office.campaign).lines if one.id == late)
    assert "请先撤销定稿" not in line.said
    assert "定稿已撤销，接收后计数" in line.said
    opened = open_return(office.desk, office.campaign, late)
    assert not any("请先撤销定稿" in one.problem.message for one in opened.problems)
    shown = home_page(office.desk, office.campaign, MARCH)
    step = next(one for one in shown.steps if one.word == "定稿")
    assert (step.reached, step.said) == (Reached.UNDER_WAY, "已撤销定稿，待重新定稿")
    todo = shown.todos[0]
    assert (todo.text, todo.errand) == (f"2023年3月{TALKS}已撤销定稿，待重新定稿", "定稿:2023-03")
    other = home_page(office.desk, office.campaign, FEBRUARY)
    assert other.todos[0] == todo
    assert not any(one.said == step.said for one in other.steps)
    close_period(office.desk, office.campaign, MARCH)
    assert todo not in home_page(office.desk, office.campaign, MARCH).todos


def test_a_form_collected_once_has_no_former_period_and_the_sum_of_changes_is_what_is_seen(
    office: ReturnsOffice,
) -> None:
    filled(office)
    for _ in range(2):
        for basis in Basis:
            table = figure_table(office.desk, office.campaign, MARCH, basis)
            once = [place for place, one in enumerate(table.columns)
                    if one.form.definition.collected is Rhythm.ONCE]  # fmt: skip
            assert once or basis is Basis.HAPPENED
            for place in once:
                assert table.column_sum(place).of(Measure.BEFORE) is None
                assert table.column_sum(place).of(Measure.CHANGE) is None
            seen = [table.column_sum(place).of(Measure.CHANGE) for place in range(len(table.columns))]
            assert table.whole().of(Measure.CHANGE) == sum(one for one in seen if one is not None)
        if not closing_state(office.desk, office.campaign, MARCH).closed:
            close_period(office.desk, office.campaign, MARCH)


def test_a_sum_of_changes_leaves_out_what_has_no_period_before() -> None:
    talks_counts, once = Counts(6, 12, 4, change=2), Counts(9, 9, None)
    for together in (talks_counts.plus(once), once.plus(talks_counts), Counts().plus(once).plus(talks_counts)):
        assert (together.current, together.of(Measure.CHANGE)) == (15, 2)
    assert once.plus(once).of(Measure.CHANGE) is None


def paper_text(files: tuple[Path, ...]) -> str:
    """All that a written workbook says."""
    sheet = openpyxl.load_workbook(next(path for path in files if path.suffix == ".xlsx")).active
    return "\n".join(str(cell.value or "") for line in sheet.iter_rows() for cell in line)  # type: ignore[union-attr]


def test_the_note_tells_a_figure_that_moved_by_the_day_of_the_thing_only(office: ReturnsOffice) -> None:
    filled(office)
    close_period(office.desk, office.campaign, MARCH)
    office.now += timedelta(days=1)
    reopen_period(office.desk, office.campaign, MARCH, "四月才报的三月谈话")
    office.send("人事科", talks(3, "庚3", "辛3"), month=4)
    with office.desk.store.read() as reader:
        sent = submissions.select_by(reader, office.campaign.id)[-1]
    assert sent.period == "2023-04"
    office.accept(sent.id)
    office.now += timedelta(days=1)
    close_period(office.desk, office.campaign, MARCH)
    note = last_changes(office.desk, office.campaign, MARCH)
    assert [row.unit for row in note.rows] == ["人事科", "人事科"]
    told = {(one.unit, one.measure): int(one.new) - int(one.old) for one in note.figures}
    assert told == {
        (unit, measure): 2 for unit in ("人事科", "") for measure in ("本期（按发生时间）", "累计（按发生时间）")
    }


def test_what_is_open_is_listed_before_closing_and_kept_with_it(office: ReturnsOffice) -> None:
    filled(office)
    waits = office.send("宣教科", [talk("宣长", "宣一", "2023年3月32日")])
    state = closing_state(office.desk, office.campaign, MARCH, [TALKS])
    said = {point.text.split("：")[0]: point for point in state.points}
    missing = next(point for text, point in said.items() if "未报" in text)
    assert "人事科" in missing.units
    assert "宣教科" not in missing.units
    waiting = next(point for point in state.points if "待核" in point.text)
    assert (waiting.room, waiting.errand) == ("intake", f"submission:{waits}")
    assert any("此前还有期次没有定稿" in point.text for point in state.points)
    done = close_period(office.desk, office.campaign, MARCH, [TALKS])
    assert done[0].open_points == tuple(point.text for point in state.points)
    december = closing_state(office.desk, office.campaign, parse_period("2023-12"), [TALKS])
    assert "2023年9月等10期；" in next(point.text for point in december.points if "此前还有期次" in point.text)
    assert closing_state(office.desk, office.campaign, MARCH).open_forms == ("整改台账",)


def test_a_units_own_name_is_never_altered_in_what_is_said_to_be_open(office: ReturnsOffice) -> None:
    unit_changes.rename_unit(office.desk, "办公室", "国家安全科", None)
    lacking = [point.text for point in closing_state(office.desk, office.campaign, parse_period("once")).points]
    assert any("还差" in text and "国家安全科" in text for text in lacking)
    assert not any("国个" in text for text in lacking)


def test_a_late_return_counts_in_the_next_month_where_the_rule_says_so_and_nothing_is_counted_twice(
    office: ReturnsOffice,
) -> None:
    deadlines(office)
    filled(office)
    office.now = datetime(2023, 4, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock
    late = office.send("人事科", talks(2, "庚2", "辛2"), month=2)
    with office.desk.store.read() as reader:
        assert submissions.get(reader, late).is_late
    assert [office.figures("人事科", month) for month in (2, 3)] == [(2, 2), (0, 2)]
    assert bureau_paper(office.desk, office.campaign, form_of(office), MARCH).footnotes == ()
    choose_late_rule(office.desk, office.campaign, LateRule.NEXT)
    assert bureau_paper(office.desk, office.campaign, form_of(office), MARCH).footnotes == (
        "注：迟报计入下一期，与统计一致。",
    )
    assert all("注：迟报计入下一期。" in one.notes for one in charts_of(office.desk, office.campaign, MARCH)[:-1])
    assert [office.figures("人事科", month) for month in (3,)] == [(2, 2)]
    assert sum(unit.count for unit in office.tally(2).units) == 6
    table = figure_table(office.desk, office.campaign, MARCH, Basis.REPORTED)
    assert "迟报计入下一期" in table.remarks
    every = [sum(unit.count for unit in office.tally(month).units) for month in range(1, 13)]
    assert sum(every) == 14


def test_under_the_rule_of_the_next_period_a_late_file_may_come_after_closing_and_moves_only_the_next(
    office: ReturnsOffice,
) -> None:
    choose_late_rule(office.desk, office.campaign, LateRule.NEXT)
    deadlines(office)
    filled(office)
    office.now = datetime(2023, 4, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock
    close_period(office.desk, office.campaign, FEBRUARY)
    before = page(office, 2)
    office.send("人事科", talks(2, "庚2"), month=2)
    sentences = told_text(leader_figures(office.desk, office.campaign, FEBRUARY))
    assert f"谈话{sum(unit.count for unit in office.tally(2).units)}人次" in sentences
    summary = bureau_paper(office.desk, office.campaign, form_of(office), FEBRUARY)
    assert len(summary.rows) == sum(unit.count for unit in office.tally(2).units)
    assert page(office, 2) == before
    assert office.figures("人事科", 3) == (1, 1)
    resent = office.send("办公室", talks(2, "甲2", "乙2", "新2"), month=2, said="重报")
    assert office.codes(resent) == ["resubmission", "after_closing"]
    assert "请先撤销定稿" in office.problem(resent, "after_closing").problem.message
    choose_late_rule(office.desk, office.campaign, LateRule.OWN)
    assert page(office, 2) == before


@pytest.mark.parametrize("rule", LateRule)
def test_a_late_return_counts_in_exactly_one_period_though_the_rule_was_changed_after_one_was_closed(
    office: ReturnsOffice, rule: LateRule
) -> None:
    deadlines(office)
    filled(office)
    office.now = datetime(2023, 4, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock
    office.send("人事科", talks(2, "庚2", "辛2"), month=2)
    other = LateRule.NEXT if rule is LateRule.OWN else LateRule.OWN
    if rule is LateRule.NEXT:
        choose_late_rule(office.desk, office.campaign, rule)
    close_period(office.desk, office.campaign, FEBRUARY)
    held = [office.figures("人事科", month) for month in (2, 3)]
    choose_late_rule(office.desk, office.campaign, other)
    assert [office.figures("人事科", month) for month in (2, 3)] == held
    close_period(office.desk, office.campaign, MARCH)
    reopen_period(office.desk, office.campaign, FEBRUARY, "换口径")
    assert [office.figures("人事科", month) for month in (2, 3)] == held
    every = [sum(unit.count for unit in office.tally(month).units) for month in range(1, 13)]
    assert sum(every) == 14


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(("send", "nil", "delete", "correct", "back", "batch", "undo", "rename", "merge", "cumulative",
                         "rule", "accept", "wait", "away")),
        st.integers(0, 30), st.sampled_from((1, 2, 3)), st.sampled_from(UNITS),
    ),
    min_size=3, max_size=9,
)  # fmt: skip


def carry_out(office: ReturnsOffice, step: tuple[str, int, int, str]) -> None:
    """One step of an office's life, as far as it can be done; DeskError where it is refused."""
    kind, number, month, unit = step
    desk, campaign = office.desk, office.campaign
    if kind in {"delete", "correct"}:
        _edit(office, kind, number, rows_of(office, unit, month))
    elif kind in {"back", "accept", "cumulative"}:
        _decide(office, kind, number)
    elif kind == "undo":
        done = [one for one in undoable_since(desk, None) if one.name not in {"读入单位名册", "启动专项"}]
        if done:
            undo(desk, done[number % len(done)].id)
    else:
        named = [f"{unit}{month}{place}" for place in range(number % 4 + 1)]
        doing: dict[str, Callable[[], object]] = {
            "send": lambda: office.send(unit, talks(month, *named), month=month),
            "wait": lambda: office.send(
                unit, [talk("王建国", name, f"2023年{month}月32日") for name in named], month=month
            ),
            "nil": lambda: register_nil(desk, campaign, TALKS, unit, parse_period(f"2023-{month:02}")),
            "away": lambda: register_not_concerned(
                desk, campaign, TALKS, unit, parse_period(f"2023-{month:02}"), "没有谈话任务"
            ),
            "batch": lambda: undo_batch(desk, campaign, number % 8 + 1),
            "rename": lambda: unit_changes.rename_unit(desk, unit, f"{unit}新{number}", Day(date(2023, 3, 1))),
            "merge": lambda: unit_changes.merge_unit(desk, unit, "法规科", Day(date(2023, 3, 1))),
            "rule": lambda: choose_late_rule(desk, campaign, LateRule.NEXT if number % 2 else LateRule.OWN),
        }
        doing[kind]()


def _edit(office: ReturnsOffice, kind: str, number: int, rows: list[records.Record]) -> None:
    if not rows:
        return
    row = rows[number % len(rows)].id
    if kind == "delete":
        delete_rows(office.desk, office.campaign, [row])
    else:
        correct_cells(office.desk, office.campaign, [CellEdit(row, "place", f"第{number}室")])


def _decide(office: ReturnsOffice, kind: str, number: int) -> None:
    with office.desk.store.read() as reader:
        wanted = SubmissionState.ACCEPTED if kind == "back" else SubmissionState.NEEDS_REVIEW
        ids = [one.id for one in submissions.select_by(reader, office.campaign.id, states=[wanted])]
    if not ids:
        return
    one = ids[number % len(ids)]
    if kind == "back":
        send_back(office.desk, office.campaign, [one], "请核对")
    elif kind == "accept":
        office.accept(one)
    else:
        rule_on_repeats(office.desk, office.campaign, one, cumulative=number % 2 == 0)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=_STEPS, after=_STEPS)
def test_closed_figures_never_move_whatever_is_done_after(
    before: list[tuple[str, int, int, str]], after: list[tuple[str, int, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = ReturnsOffice(Path(folder))
        try:
            deadlines(office)
            for step in before:
                with suppress(DeskError):
                    carry_out(office, step)
            close_period(office.desk, office.campaign, FEBRUARY)
            held, figures, live = page(office, 2), figures_of(office, 2), _live(office, 2)
            for step in after:
                with suppress(DeskError):
                    carry_out(office, step)
                assert figures_of(office, 2) == figures
            assert page(office, 2) == held
            assert _live(office, 2) == live
            every_figure_opens_what_it_says(office, 2)
        finally:
            office.desk.store.close()


def _live(office: ReturnsOffice, month: int) -> list[tuple[int, object, str]]:
    """The rows that would count if the closed month were counted anew, by what holds for it."""
    with office.desk.store.read() as reader:
        closed = [one for one in closings.of_campaign(reader, office.campaign.id, standing=True)
                  if one.form == TALKS and not one.is_quoted]  # fmt: skip
        lines = closings.lines_of(reader, closed[0].id, Basis.REPORTED)
        ids = [row_id for line in lines for row_id in line.current_rows]
        return [(row.id, dict(row.values), row.state.value) for row in records.get_many(reader, ids)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations([(month, unit) for month in (1, 2, 3) for unit in UNITS[:3]]))
def test_the_period_and_all_up_to_it_agree_over_any_order_of_intake(order: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = ReturnsOffice(Path(folder))
        try:
            for month, unit in order:
                rows = talks(month, *(f"{unit}{month}{place}" for place in range(month + len(unit))))
                office.send(unit, rows, month=month)
            for month in (1, 2, 3):
                for unit in UNITS[:3]:
                    until = sum(one + len(unit) for one in range(1, month + 1))
                    assert office.figures(unit, month) == (month + len(unit), until)
        finally:
            office.desk.store.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    parents=st.lists(st.integers(-1, 15), min_size=16, max_size=16),
    sends=st.lists(
        st.tuples(st.integers(0, 15), st.integers(1, 4)), min_size=1, max_size=8, unique_by=lambda one: one[0]
    ),
)
def test_the_sum_of_the_levels_equals_the_total_whatever_the_tree(
    parents: list[int], sends: list[tuple[int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = ReturnsOffice(Path(folder))
        try:
            names = list(office.desk.known_units())
            with office.desk.store.operation("试", actor="试", at=office.now) as op:
                for place, above in enumerate(parents):
                    if 0 <= above < place:
                        op.update("unit", place + 1, {"parent": names[above]})
            for place, count in sends:
                office.send(names[place], talks(3, *(f"{names[place]}{one}" for one in range(count))))
            table = figure_table(office.desk, office.campaign, MARCH, Basis.REPORTED)
            column = next(place for place, one in enumerate(table.columns) if one.form.name == TALKS)
            tops = [line for line, above in enumerate(table.parents) if above is None]
            total = sum(count for _, count in sends)
            for measure in (Measure.CURRENT, Measure.TOTAL):
                levels = [table.rolled(line, column).of(measure) for line in tops]
                assert sum(one or 0 for one in levels) == table.column_sum(column).of(measure) == total
            assert table.column_sum(column).of(Measure.CHANGE) is None
            assert sum(table.rolled(line, column).uncompared for line in tops) == len(names)
            for line in range(len(table.units)):
                own = table.cells[line][column].counts.current
                below = [table.rolled(one, column).current for one, above in enumerate(table.parents) if above == line]
                assert table.rolled(line, column).current == own + sum(below)
        finally:
            office.desk.store.close()
