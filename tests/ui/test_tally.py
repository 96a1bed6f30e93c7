"""统计: a figure opens exactly the rows that it counts, and each row's place in the original says the same."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.campaign.period import ONCE, month_period
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.figure_rows import FigureRows, figure_rows, rows_behind
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import Measure
from desk_app.services.paperwork import tally_as_paper
from desk_app.services.source_cell import copy_of_original, source_of
from desk_app.services.standing import standing_of
from desk_app.services.tally import tally_of
from desk_app.storage import records
from desk_app.ui.tally.figures_model import FiguresModel
from desk_app.ui.tally.room import TallyRoom
from desk_app.ui.tally.rows_model import RowsModel
from desk_app.ui.tally.source_model import SourceModel
from desk_app.ui.window import MainWindow
from tests.ui.march_tally import MARCH, march_room, window_desk  # noqa: F401  fixtures

PERIODS = (month_period(2023, 1), month_period(2023, 2), MARCH, ONCE, None)


def place(room: TallyRoom, unit: str, form: str) -> QModelIndex:
    model = room.model
    assert model.table is not None
    names = [one.form.name for one in model.table.columns]
    return model.index(model.table.units.index(unit), names.index(form))


def pick(room: TallyRoom, measure: Measure) -> None:
    room.measures.button(tuple(Measure).index(measure)).click()


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_the_screen_counts_as_the_printed_tally_does(desk: Desk, period: object) -> None:
    campaign = desk.campaign(None)
    table = figure_table(desk, campaign, period, Basis.REPORTED)  # type: ignore[arg-type]
    printed = tally_of(desk, campaign, period)  # type: ignore[arg-type]
    assert [one.form.name for one in table.columns] == [one.form.name for one in printed]
    for column, tally in enumerate(printed):
        shown = {
            unit: (table.cells[line][column].counts.current, table.cells[line][column].counts.total)
            for line, unit in enumerate(table.units)
        }
        assert {one.unit: (one.count, one.cumulative) for one in tally.units}.items() <= shown.items()
        assert (table.column_sum(column).current, table.column_sum(column).total) == (tally.total, tally.cumulative)


def test_a_form_collected_once_is_never_missing_in_a_month(desk: Desk, room: TallyRoom) -> None:
    campaign, march = desk.campaign(None), MARCH
    standing = {one.form.name for one in standing_of(desk, campaign, march)}
    table = figure_table(desk, campaign, march, Basis.REPORTED)
    once = [place for place, one in enumerate(table.columns) if one.form.name not in standing]
    assert once
    assert {line[place].state for line in table.cells for place in once} == {""}
    whole = figure_table(desk, campaign, ONCE, Basis.REPORTED)
    assert any(cell.state for line in whole.cells for cell in line)
    paper = tally_as_paper(desk, tally_of(desk, campaign, march), march, desk.clock())
    for place in once:
        states = [row.cells[2 + place * 3 + 2] for row in paper.rows]
        assert set(states) == {"—"}
    room.model.show_table(table, with_periods=False)
    for place in once:
        shown = {room.model.index(row, place).data() for row in range(room.model.rowCount())}
        assert "未报" not in shown
        assert all(one == "—" or one.isdecimal() for one in shown)


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("measure", [Measure.CURRENT, Measure.TOTAL])
def test_every_figure_opens_exactly_the_rows_that_it_counts(room: TallyRoom, basis: Basis, measure: Measure) -> None:
    room.bases.button(tuple(Basis).index(basis)).click()
    pick(room, measure)
    opened = 0
    for row in range(room.model.rowCount()):
        for column in range(room.model.columnCount()):
            room.figures.open_figure(room.model.index(row, column))
            assert room.behind.rows.rowCount() == room.model.figure(row, column)
            opened += room.behind.rows.rowCount()
    assert opened > 100


def test_a_change_opens_the_rows_of_both_periods(room: TallyRoom) -> None:
    pick(room, Measure.CHANGE)
    at = place(room, "办公室", "大谈话统计表")
    counts = room.model.table.cells[at.row()][at.column()].counts  # type: ignore[union-attr]
    assert counts.before
    assert at.data() == f"{counts.current - counts.before:+d}"
    room.figures.open_figure(at)
    assert room.behind.rows.rowCount() == counts.current + counts.before


def test_the_sum_of_a_change_opens_both_months_rows_of_those_compared_each_marked(
    room: TallyRoom, qtbot: QtBot
) -> None:
    pick(room, Measure.CHANGE)
    table = room.model.table
    assert table is not None
    last = room.model.rowCount() - 1
    for column in (place(room, "办公室", "大谈话统计表").column(), room.model.columnCount() - 1):
        room.figures.open_figure(room.model.index(last, column))
        rows = room.behind.rows
        heads = [rows.headerData(at, Qt.Orientation.Horizontal) for at in range(rows.columnCount())]
        every = range(rows.rowCount())
        qtbot.waitUntil(lambda rows=rows, every=every: all(rows.index(at, 0).data() != "……" for at in every))
        sides = [rows.index(at, heads.index("计入")).data() for at in every]
        shown = [rows.row_at(at) for at in every]
        assert {(side, one.period) for side, one in zip(sides, shown, strict=True) if one is not None} == {
            ("本期", "2023年3月"), ("上期", "2023年2月"),
        }  # fmt: skip
        assert sides.count("本期") - sides.count("上期") == room.model.figure(last, column)
        assert not {one.form for one in shown if one is not None} & {"提建议清单", "办实事征集表"}
        assert "未作比较" in room.behind.title
    assert "上期未报2家（监测站、东城分局）" in room.figures.remark.text()


def test_what_cannot_be_compared_is_a_word_and_opens_what_there_is(room: TallyRoom) -> None:
    pick(room, Measure.CHANGE)
    words = {"监测站": "上期未报", "机关党委": "上期待核", "法规科": "本期未报", "环评科": "本期待核"}
    assert {unit: place(room, unit, "大谈话统计表").data() for unit in words} == words
    at = place(room, "监测站", "大谈话统计表")
    room.figures.open_figure(at)
    assert room.model.figure(at.row(), at.column()) is None
    assert room.behind.rows.rowCount() == room.model.table.cells[at.row()][at.column()].counts.current  # type: ignore[union-attr]
    pick(room, Measure.BEFORE)
    assert place(room, "监测站", "大谈话统计表").data() == "上期未报"
    assert place(room, "宣教科", "大谈话统计表").data() == "0"


def test_persons_are_counted_once_for_a_unit_and_once_for_all(room: TallyRoom, desk: Desk) -> None:
    pick(room, Measure.PEOPLE)
    table = room.model.table
    assert table is not None
    at = place(room, "办公室", "大谈话统计表")
    for row in (*range(len(table.units)), len(table.units)):
        room.figures.open_figure(room.model.index(row, at.column()))
        ids = [room.behind.rows.id_at(one) or 0 for one in range(room.behind.rows.rowCount())]
        with desk.store.read() as reader:
            names = {one.values["talkee"] for one in records.get_many(reader, ids)}
        assert room.model.figure(row, at.column()) == len(names)
    assert room.model.figure(len(table.units), at.column()) == 39
    assert place(room, "办公室", "提建议清单").data() == "—"
    assert room.model.index(0, len(table.columns)).data() == "—"


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_each_rows_cells_in_the_original_say_what_the_row_says(desk: Desk, period: object) -> None:
    campaign = desk.campaign(None)
    table = figure_table(desk, campaign, period, Basis.REPORTED)  # type: ignore[arg-type]
    ids = rows_behind(desk, campaign, table.columns, Measure.CURRENT).ids
    assert len(ids) == table.whole().current
    with desk.store.read() as reader:
        kept = records.get_many(reader, ids)
    for record, shown in zip(kept, figure_rows(desk, ids), strict=True):
        view = source_of(desk, record.id)
        line = view.lines[view.marked_line]
        cells = {text.strip() for text in line.texts[view.first : view.last + 1]}
        said = {str(record.raw.get(key, value)).strip() for key, value in record.values.items()} - {""}
        assert said <= cells
        assert shown.file == view.file
        assert shown.cell in view.place
        assert shown.sheet in view.place


def test_choosing_a_row_shows_its_place_in_the_original(room: TallyRoom, qtbot: QtBot) -> None:
    room.figures.open_figure(place(room, "办公室", "大谈话统计表"))
    room.behind.table.selectRow(2)
    qtbot.waitUntil(lambda: "A7:I7" in room.behind.place)
    source = room.behind.source
    assert source.view is not None
    line = source.view.marked_line
    assert source.headerData(line, Qt.Orientation.Vertical).endswith("7")
    assert source.is_marked(line, 0)
    assert room.behind.rows.row_at(2) is not None
    assert source.index(line, 1).data() == room.behind.rows.row_at(2).texts[0]  # type: ignore[union-attr]


def test_an_altered_original_is_not_shown_as_the_source(room: TallyRoom, desk: Desk, qtbot: QtBot) -> None:
    room.figures.open_figure(place(room, "监测站", "大谈话统计表"))
    row_id = room.behind.rows.id_at(0)
    assert row_id is not None
    qtbot.waitUntil(lambda: bool(room.behind.place))
    for path in desk.store.folder.originals.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
            path.write_bytes(path.read_bytes() + b" ")
    room.behind.table.selectRow(1)
    qtbot.waitUntil(lambda: "校验码不符" in room.behind.place)
    assert room.behind.source.rowCount() == 0
    with pytest.raises(DeskError, match="校验码不符"):
        copy_of_original(desk, row_id, Path("unused"))


def test_the_copy_that_is_handed_out_is_the_original_and_read_only(room: TallyRoom, desk: Desk, tmp_path: Path) -> None:
    room.figures.open_figure(place(room, "监测站", "大谈话统计表"))
    row_id = room.behind.rows.id_at(0)
    assert row_id is not None
    path = copy_of_original(desk, row_id, tmp_path)
    with desk.store.read() as reader:
        record = records.get_many(reader, [row_id])[0]
    originals = [one.read_bytes() for one in desk.store.folder.originals.rglob("*") if one.is_file()]
    assert path.read_bytes() in originals
    assert not path.stat().st_mode & stat.S_IWUSR
    assert record.submission_id
    assert copy_of_original(desk, row_id, tmp_path) == path


def test_what_nobody_has_sent_is_no_zero(room: TallyRoom) -> None:
    assert place(room, "法规科", "大谈话统计表").data() == "未报"
    assert place(room, "环评科", "大谈话统计表").data() == "待核"
    assert place(room, "土壤环境科", "提建议清单").data() == "—"
    assert place(room, "办公室", "整改台账").data() == "—"
    room.session.choose_period(ONCE)
    assert place(room, "土壤环境科", "提建议清单").data() == "零报告"


def test_the_line_tells_where_the_returns_of_the_chosen_form_stand(room: TallyRoom) -> None:
    room.table.setCurrentIndex(place(room, "办公室", "大谈话统计表"))
    assert room.figures.standing.text().startswith("附件2大谈话统计表　应报16　已收12　零报告0　待核2　未报2")
    assert room.figures.standing.text().endswith("未报单位：法规科、西城分局")


def test_the_missing_are_copied_by_name(room: TallyRoom) -> None:
    room.table.setCurrentIndex(place(room, "办公室", "大谈话统计表"))
    room.papers.copy_missing()
    assert QGuiApplication.clipboard().text() == "附件2大谈话统计表（2023年3月）未报：法规科、西城分局"


def test_summary_and_tally_are_written_as_pdf_and_excel(room: TallyRoom, tmp_path: Path) -> None:
    room.table.setCurrentIndex(place(room, "办公室", "大谈话统计表"))
    out = tmp_path / "成果"
    room.papers.write_summary(out)
    room.papers.write_tally(out)
    assert sorted(path.name for path in out.iterdir()) == [
        "未报单位名单 2023-03.pdf",
        "未报单位名单 2023-03.xlsx",
        "统计表 2023-03.pdf",
        "统计表 2023-03.xlsx",
        "附件2 大谈话统计表（汇总）2023-03.pdf",
        "附件2 大谈话统计表（汇总）2023-03.xlsx",
    ]
    assert "统计表 2023-03.pdf" in room.notices.text


def test_by_the_day_of_the_thing_only_dated_forms_are_counted_and_that_is_said(room: TallyRoom) -> None:
    room.bases.button(1).click()
    table = room.model.table
    assert table is not None
    assert [one.form.name for one in table.columns] == ["大谈话统计表"]
    assert "按发生时间只统计有日期一栏的表" in room.figures.remark.text()
    pick(room, Measure.CURRENT)
    room.figures.open_figure(room.model.index(room.model.rowCount() - 1, 0))
    desk = room.worker._open_desk()
    ids = [room.behind.rows.id_at(row) or 0 for row in range(room.behind.rows.rowCount())]
    with desk.store.read() as reader:
        days = [one.occurred_on for one in records.get_many(reader, ids)]
    assert days
    assert all(day is not None and (day.year, day.month) == (2023, 3) for day in days)


def test_enter_opens_a_figure_and_escape_gives_the_room_back(room: TallyRoom, qtbot: QtBot) -> None:
    room.table.setCurrentIndex(place(room, "办公室", "大谈话统计表"))
    room.table.setFocus()
    qtbot.keyClick(room.table, Qt.Key.Key_Return)
    assert not room.behind.isHidden()
    qtbot.keyClick(room.behind.table, Qt.Key.Key_Escape)
    assert room.behind.isHidden()
    assert room.table.isVisible()


def test_a_desk_without_a_roster_says_what_to_do(fresh: MainWindow) -> None:
    fresh.door.bureau.setText("甲局")
    fresh.door.keep_names()
    fresh.door.open_template()
    fresh.go("tally")
    room = fresh.house.room("tally")
    assert isinstance(room, TallyRoom)
    assert "单位名册" in room.figures.nothing.text()
    assert room.model.rowCount() == 0


def test_rows_are_fetched_only_where_one_looks(qtbot: QtBot) -> None:
    model = RowsModel()
    asked: list[int] = []
    model.wanted.connect(asked.extend)
    model.show_rows(range(1, 5001), None)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == list(range(1, 101))
    asked.clear()
    model.index(4000, 0).data()
    qtbot.waitUntil(lambda: bool(asked))
    assert 4001 in asked
    assert len(asked) <= 100


def test_the_models_keep_qts_contract(room: TallyRoom, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    room.figures.open_figure(place(room, "办公室", "大谈话统计表"))
    qtbot.waitUntil(lambda: room.behind.source.rowCount() > 0)
    for model in (room.model, room.behind.rows, room.behind.source, FiguresModel(), RowsModel(), SourceModel()):
        qtmodeltester.check(model)


def test_every_cell_is_read_aloud_with_what_it_is_of(room: TallyRoom) -> None:
    spoken = place(room, "办公室", "大谈话统计表").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "办公室　大谈话统计表　本期 9"


def test_an_empty_figure_opens_an_empty_list(room: TallyRoom) -> None:
    room.behind.open_rows("空", FigureRows((), None))
    assert room.behind.rows.rowCount() == 0
    assert room.behind.place == ""


def test_the_room_redraws_when_a_return_is_taken_back(room: TallyRoom, desk: Desk) -> None:
    from desk_app.services.overview import undo, undoable_since

    before = room.model.table.whole().total  # type: ignore[union-attr]
    latest = next(one for one in undoable_since(desk, desk.campaign(None)) if one.name == "收表")
    room.worker.run(lambda one, _progress: undo(one, latest.id))
    assert room.model.table.whole().total != before  # type: ignore[union-attr]


def test_the_head_stands_in_one_line_and_what_gives_way_is_still_to_be_had(room: TallyRoom, qtbot: QtBot) -> None:
    def lines() -> set[int]:
        shown = [one.widget() for one in map(room.head.itemAt, range(room.head.count())) if one and not one.isEmpty()]
        return {one.geometry().center().y() for one in shown if one is not None}

    for width in (1366, 1024, 900):
        room.window().resize(width, 768)
        qtbot.waitUntil(lambda: len(lines()) == 1)
    assert not room.bases.button(0).isVisible()
    assert room.head.bases.box.isVisible()
    assert {"复制未报", "汇总表", "统计表"} <= {one.text() for one in room.more.menu().actions()}
    room.window().resize(1366, 768)
    qtbot.waitUntil(room.measures.button(0).isVisible)
    room.window().resize(1920, 1080)
    qtbot.waitUntil(room.bases.button(0).isVisible)
    assert room.head.copy.isVisible()
    assert len(lines()) == 1


def test_a_low_window_asks_briefly_and_leaves_the_height_to_the_units(room: TallyRoom, qtbot: QtBot) -> None:
    room.window().resize(1366, 768)
    qtbot.waitUntil(room.measures.button(0).isVisible)
    open_choices = room.head.measures.height()
    room.window().resize(683, 384)
    qtbot.waitUntil(room.head.measures.box.isVisible)
    head = room.head
    assert not room.measures.button(0).isVisible()
    assert {one.box.mapTo(room, one.box.pos()).y() for one in (head.views, head.bases, head.measures)} == {
        head.views.box.mapTo(room, head.views.box.pos()).y()
    }
    assert room.table.viewport().height() >= 3 * room.table.rowHeight(0)
    head.measures.box.setFocus()
    head.measures.box.activated.emit(tuple(Measure).index(Measure.TOTAL))
    assert room.model.measure is Measure.TOTAL
    pick(room, Measure.CURRENT)
    assert head.measures.box.currentText() == Measure.CURRENT
    room.window().resize(1366, 768)
    qtbot.waitUntil(room.measures.button(0).isVisible)
    assert head.measures.box.isHidden()
    assert head.measures.height() == open_choices
