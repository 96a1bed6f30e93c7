"""单位: the roster in the bureau's order, found by first letters, looked at before it is changed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QTableView, QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app import locations
from desk_app.campaign.roster import Person, Post, Relation, Roster, Unit
from desk_app.services.desk import Desk
from desk_app.services.initials import _SECOND_SOUNDS, letters_of, matches
from desk_app.services.keep_roster import plan_import, roster_from
from desk_app.services.unit_page import found_units, known_roster
from desk_app.ui.units.models import ChangesModel, ReturnsModel, TasksModel
from desk_app.ui.units.proposal_model import ProposalModel
from desk_app.ui.units.room import UnitsRoom
from desk_app.ui.units.tree_model import UnitTree
from desk_app.ui.units.turn_dialog import TurnDialog, TurnSaid
from desk_app.ui.window import MainWindow

FILE = locations.shipped().sample / "单位名册.csv"


@pytest.fixture
def room(window: MainWindow) -> UnitsRoom:
    window.go("units")
    found = window.house.room("units")
    assert isinstance(found, UnitsRoom)
    return found


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.worker._open_desk()


def shown(room: UnitsRoom) -> list[str]:
    return list(room.units.names)


def lines_of(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def write(path: Path, lines: list[list[str]]) -> Path:
    path.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8-sig")
    return path


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("bgs", "办公室"), ("BGS", "办公室"), ("hpk", "环评科"), ("sst", "水生态环境科"), ("东c", "东城分局"),
        ("dcfj", "东城分局"), ("评", "环评科"), ("csj", "长沙局"), ("zsj", "长沙局"),
        ("ddc", "调度处"), ("tdc", "调度处"),
    ],
)  # fmt: skip
def test_a_name_answers_to_the_first_letters_of_its_sounds(typed: str, name: str) -> None:
    assert matches(typed, name)


@pytest.mark.parametrize(("typed", "name"), [("xyz", "办公室"), ("bgsx", "办公室"), ("gb", "办公室")])
def test_a_name_does_not_answer_to_other_letters(typed: str, name: str) -> None:
    assert not matches(typed, name)


def test_a_second_sound_adds_a_letter() -> None:
    assert all(letters_of(character)[0] != second for character, second in _SECOND_SOUNDS.items())


def test_a_rare_character_answers_to_itself_only() -> None:
    assert letters_of("喆") == "喆"
    assert letters_of("𬭚") == "𬭚"
    assert matches("周德喆", "周德喆")
    assert matches("zd喆", "周德喆")


def test_each_common_character_has_one_letter_of_its_block() -> None:
    common = [
        bytes([high, low]).decode("gb2312")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF if high < 0xD7 else 0xFA)
    ]
    assert len(common) == 3755
    letters = [letters_of(character)[0] for character in common]
    assert letters == sorted(letters)
    assert set(letters) == set("abcdefghjklmnopqrstwxyz")


def cell(room: UnitsRoom, name: str, column: int) -> str:
    return str(room.units.place_of(name).siblingAtColumn(column).data())


def test_the_roster_stands_as_a_tree_in_the_bureaus_order(room: UnitsRoom) -> None:
    names = [line[0] for line in lines_of(FILE)[1:]]
    assert [cell(room, name, 1) for name in names] == [str(place) for place in range(1, 17)]
    assert room.units.rowCount() == 15
    assert room.units.place_of("应急中心").parent() == room.units.place_of("执法支队")
    assert shown(room).index("应急中心") == shown(room).index("执法支队") + 1


def test_a_unit_is_found_while_one_types_and_its_page_opens(room: UnitsRoom, qtbot: QtBot) -> None:
    qtbot.keyClicks(room.search, "hpk")
    assert shown(room) == ["环评科"]
    page = room.panel.page
    assert page is not None
    assert page.unit.name == "环评科"
    assert page.unit.contact in room.panel._reach.text()
    assert cell(room, "环评科", 1) == "9"


def test_up_and_down_walk_through_the_units_while_one_types(room: UnitsRoom, qtbot: QtBot) -> None:
    room.search.setFocus()
    qtbot.keyClick(room.search, Qt.Key.Key_Down)
    assert room.panel.page is not None
    assert room.panel.page.unit.name == shown(room)[1]


def test_the_page_says_what_is_owed_received_and_waiting(room: UnitsRoom) -> None:
    room.arrive("环评科")
    page = room.panel.page
    assert page is not None
    states = {(one.period.code, one.form): one.state for one in page.returns}
    assert states["2023-03", "大谈话统计表"] == "待核"
    assert states["2023-02", "大谈话统计表"] == "未报"
    assert states["2023-01", "大谈话统计表"] == "已收"
    assert states["once", "提建议清单"] == "未报"
    waiting = next(one for one in page.returns if one.state == "待核")
    assert waiting.rows == 8
    assert waiting.wrong == 2
    assert waiting.file == "附件2 大谈话统计表（环评科）.xlsx"
    assert room.panel.reminder().startswith(
        "环评科：尚未收到你单位报送的大谈话统计表（2023年4月）、大谈话统计表（2023年2月）、提建议清单，请尽快报送"
    )


def test_a_unit_is_reached_by_name_from_elsewhere(room: UnitsRoom, window: MainWindow) -> None:
    window.go("home")
    window.go("units", "监测站")
    assert room.panel.page is not None
    assert room.panel.page.unit.name == "监测站"


def test_mending_a_unit_is_kept_and_can_be_taken_back(room: UnitsRoom, desk: Desk, window: MainWindow) -> None:
    room.arrive("环评科")
    room.panel.mend_asked.emit("环评科")
    assert not room.entry.isHidden()
    room.entry.aliases.setText("环评处、 环评办公室，环评处")
    room.entry.contact.setText("李四")
    room.entry.phone.setText("6099")
    room.entry.keep()
    unit = known_roster(desk).get("环评科")
    assert unit is not None
    assert (unit.aliases, unit.contact, unit.phone) == (("环评处", "环评办公室"), "李四", "6099")
    assert room.entry.isHidden()
    assert room.panel.page is not None
    assert room.panel.page.unit == unit
    assert room.panel._reach.text() == "李四　6099"
    window.notices._ask_undo()
    assert known_roster(desk).get("环评科") == roster_from(FILE).roster.get("环评科")


def test_an_entry_is_kept_with_its_own_unit_when_another_is_chosen_meanwhile(room: UnitsRoom, desk: Desk) -> None:
    room.arrive("环评科")
    room.panel.mend_asked.emit("环评科")
    room.entry.phone.setText("6099")
    room.table.bring("办公室")
    room.entry.keep()
    phones = {unit.name: unit.phone for unit in known_roster(desk).units if unit.phone}
    assert phones == {"环评科": "6099"}


def test_anothers_name_is_refused_as_an_alias_and_nothing_changes(room: UnitsRoom, desk: Desk) -> None:
    before = known_roster(desk)
    room.arrive("环评科")
    room.panel.mend_asked.emit("环评科")
    room.entry.aliases.setText("市监测站")
    room.entry.keep()
    assert "市监测站" in room.notices.text
    assert not room.entry.isHidden()
    assert known_roster(desk) == before


def test_units_are_moved_by_keyboard_and_the_move_can_be_taken_back(
    room: UnitsRoom, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    before = known_roster(desk).units
    room.arrive("执法支队")
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(room.table, Qt.Key.Key_Up, alt)
    names = [unit.name for unit in known_roster(desk).units]
    assert names[9:12] == ["执法支队", "应急中心", "监测科"]
    assert room.table.name() == "执法支队"
    window.notices._ask_undo()
    assert known_roster(desk).units == before
    room.arrive("监测站")
    qtbot.keyClick(room.table, Qt.Key.Key_Right, alt)
    assert [unit.name for unit in known_roster(desk).below("执法支队")] == ["应急中心", "监测站"]
    qtbot.keyClick(room.table, Qt.Key.Key_Left, alt)
    assert [unit.name for unit in known_roster(desk).below("执法支队")] == ["应急中心"]


def test_a_unit_drawn_before_another_stands_there_and_one_drawn_onto_another_is_below_it(
    room: UnitsRoom, desk: Desk
) -> None:
    drawn = room.units.mimeData([room.units.place_of("高新区分局")])
    move = Qt.DropAction.MoveAction
    room.units.dropMimeData(drawn, move, 0, 0, QModelIndex())
    assert shown(room)[0] == "高新区分局"
    room.units.dropMimeData(drawn, move, -1, -1, room.units.place_of("东城分局"))
    assert [unit.name for unit in known_roster(desk).below("东城分局")] == ["高新区分局"]
    assert "上级单位改为“东城分局”" in room.notices.text
    before = known_roster(desk)
    room.units.dropMimeData(
        room.units.mimeData([room.units.place_of("东城分局")]), move, -1, -1, room.units.place_of("高新区分局")
    )
    assert "自己的下级" in room.notices.text
    assert known_roster(desk) == before


def test_a_unit_is_renamed_by_the_dialog_and_its_page_tells_since_when(room: UnitsRoom, window: MainWindow) -> None:
    room.arrive("环评科")
    room.panel.turn_asked.emit("环评科")
    dialog = window.findChild(TurnDialog)
    assert dialog is not None
    assert not dialog.keep.isEnabled()
    dialog.other.setText("环评处")
    dialog.day.setDate(QDate(2023, 3, 1))
    dialog.say()
    assert "环评处" in shown(room)
    page = room.panel.page
    assert page is not None
    assert page.unit.name == "环评处"
    assert room.panel._history.text() == "2023年3月1日起由“环评科”改名"
    room.search.setText("环评科")
    assert shown(room) == ["环评处"]


def test_a_stopped_unit_is_still_found_and_can_be_resumed(room: UnitsRoom, desk: Desk) -> None:
    room.changing.turn(TurnSaid("环评科", "停用", date(2023, 3, 1)))
    assert "环评科" not in shown(room)
    room.search.setText("hpk")
    assert shown(room) == ["环评科"]
    assert room.panel._name.text() == "环评科（已停用）"
    room.changing.turn(TurnSaid("环评科", "恢复启用", date(2023, 4, 1)))
    unit = known_roster(desk).get("环评科")
    assert unit is not None
    assert unit.active_to is None


def test_new_units_are_entered_behind_the_chosen_one(room: UnitsRoom, desk: Desk) -> None:
    room.arrive("环评科")
    room.changing.begin_new()
    assert room.entry.kind.currentText() == "科室"
    room.entry.names.setText("固废科、核辐射科")
    room.entry.keep()
    names = [unit.name for unit in known_roster(desk).units]
    assert names[names.index("环评科") :][:3] == ["环评科", "固废科", "核辐射科"]


def test_what_a_file_would_change_is_said_before_and_is_what_changes(
    room: UnitsRoom, desk: Desk, tmp_path: Path
) -> None:
    lines = lines_of(FILE)
    lines[3][4] = "王小明（6021）"
    del lines[6]
    lines.append(["新区分局", "", "分局", "", "", ""])
    path = write(tmp_path / "新名册.csv", lines)
    before = known_roster(desk)
    room.look_at(path)
    assert known_roster(desk) == before
    assert room.plan is not None
    assert [(one.what, one.unit) for one in room.plan.changes] == [
        ("新增", "新区分局"),
        ("不再列入", "大气环境科"),
        ("修改", "人事科"),
    ]
    assert "王小明（6021）" in room.import_page.changes.text(2, 2)
    room.files.take()
    assert known_roster(desk).units == roster_from(path).roster.units
    assert plan_import(desk, path).changes == ()
    assert [unit.name for unit in room.roster.units] == [line[0] for line in lines[1:]]


def test_another_order_is_said(desk: Desk, tmp_path: Path) -> None:
    lines = lines_of(FILE)
    lines[1], lines[2] = lines[2], lines[1]
    plan = plan_import(desk, write(tmp_path / "新名册.csv", lines))
    assert [(one.what, one.unit) for one in plan.changes] == [("排序", "机关党委")]


def test_a_file_with_mistakes_changes_nothing_and_names_them(room: UnitsRoom, desk: Desk, tmp_path: Path) -> None:
    before = known_roster(desk)
    lines = lines_of(FILE)
    room.look_at(write(tmp_path / "新名册.csv", [*lines, lines[1]]))
    assert room.plan is None
    assert "办公室" in room.notices.text
    assert known_roster(desk) == before


def test_the_roster_given_out_reads_back_the_same(room: UnitsRoom, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "导出.csv"
    room.export_to(path)
    assert roster_from(path).roster.units == known_roster(desk).units
    assert plan_import(desk, path).changes == ()


def test_people_typed_and_pasted_stand_in_the_leaders_order_and_survive_a_new_roster_file(
    room: UnitsRoom, desk: Desk, qtbot: QtBot
) -> None:
    page = room.people_page
    model = page.model
    model.setData(model.index(0, 1), "局办")
    qtbot.waitUntil(lambda: not page._timer.isActive())
    assert "第1行还没有姓名" in page._open.text()
    assert known_roster(desk).people == ()
    model.setData(model.index(0, 0), "乙")
    qtbot.waitUntil(lambda: bool(known_roster(desk).people))
    page.table.pasted.emit(
        1, [["序号", "姓名", "所在科室", "职务", "党内职务"], ["1", "甲", "环评科", "科长", "支部书记"]]
    )
    qtbot.waitUntil(lambda: len(known_roster(desk).people) == 2)
    people = known_roster(desk).people
    assert people == (
        Person("乙", "办公室"),
        Person("甲", "环评科", (Post("环评科", "科长"), Post("环评科", "支部书记", party=True))),
    )
    room.tabs.setCurrentIndex(1)
    page.table.setCurrentIndex(model.index(1, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: known_roster(desk).people == people[::-1])
    room.look_at(FILE)
    room.files.take()
    assert known_roster(desk).people == people[::-1]
    room.arrive("环评科")
    assert room.panel._people.text() == "人员：甲（科长、支部书记）"


def test_a_tie_to_a_stranger_is_refused_and_stays_on_the_screen_to_be_put_right(
    room: UnitsRoom, desk: Desk, qtbot: QtBot
) -> None:
    room.people_page.model.insert(0, [("乙", "", "副局长", "", "", "", "")])
    qtbot.waitUntil(lambda: bool(known_roster(desk).people))
    page = room.ties_page
    page.model.insert(0, [("乙", "分管", "环平科", "", "")])
    qtbot.waitUntil(lambda: page.unsaved and not page._timer.isActive())
    assert "“环平科”不在名册里" in room.notices.text
    assert page.model.text(0, 2) == "环平科"
    page.model.setData(page.model.index(0, 2), "环评科")
    qtbot.waitUntil(lambda: bool(known_roster(desk).relations))
    assert known_roster(desk).relations == (Relation("分管", "乙", "环评科"),)


def test_a_roster_is_made_from_returns_in_the_first_ten_minutes(fresh: MainWindow, qtbot: QtBot) -> None:
    fresh.door.bureau.setText("青屏市生态环境局")
    fresh.door.keep_names()
    fresh.go("units")
    room = fresh.house.room("units")
    assert isinstance(room, UnitsRoom)
    room.files.gather(locations.shipped().sample / "来表")
    page = room.proposal
    assert room._pages.currentWidget() is page
    names = [page.model.index(row, 1).data().strip() for row in range(page.model.rowCount())]
    near = names.index("东诚分局")
    assert page.model.index(near, 0).data() == "待认定"
    page.table.selectRow(near)
    qtbot.keyClick(page.table, Qt.Key.Key_2)
    assert page.model.index(near, 0).data() == "又称→东城分局"
    page.table.selectRow(names.index("环评科"))
    qtbot.keyClick(page.table, Qt.Key.Key_3)
    page.make()
    known = known_roster(fresh.worker._open_desk())
    assert {unit.name for unit in known.units} == {line[0] for line in lines_of(FILE)[1:]} - {"环评科"}
    assert known.match("东诚分局").unit == "东城分局"
    assert room._pages.currentWidget() is room.halves
    fresh.notices._ask_undo()
    assert known_roster(fresh.worker._open_desk()).units == ()


def test_columns_that_were_understood_wrongly_are_put_right_on_the_screen(
    room: UnitsRoom, desk: Desk, tmp_path: Path
) -> None:
    path = write(tmp_path / "名册.csv", [["单位名称", "对接人"], ["办公室", "张三"]])
    room.look_at(path)
    assert room.import_page.columns[1].currentText() == "（不读入）"
    room.import_page.columns[1].setCurrentText("联系人")
    room.files.take()
    unit = known_roster(desk).get("办公室")
    assert unit is not None
    assert unit.contact == "张三"


def test_a_unit_that_lost_its_blanks_gets_those_it_owes(room: UnitsRoom, tmp_path: Path) -> None:
    room.arrive("环评科")
    room.panel._ask_reissue()
    room.files.reissue_to(tmp_path / "空表")
    assert "“环评科”的空表已写好" in room.notices.text
    assert [path for path in (tmp_path / "空表").rglob("*.xlsx") if "2023-02" in path.name]


def test_nothing_in_the_room_lacks_a_name_for_who_cannot_see(room: UnitsRoom) -> None:
    for kind in (QLineEdit, QComboBox, QDateEdit, QTableView, QTreeView):
        inner = ("qt_", "QComboBoxListView")
        nameless = [
            one
            for one in room.findChildren(kind)
            if not one.accessibleName()
            and not one.objectName().startswith(inner)
            and not isinstance(one.parent(), QComboBox | QDateEdit)
        ]
        assert nameless == []


def test_printing_a_units_annex_leads_to_the_printing_room(room: UnitsRoom, window: MainWindow) -> None:
    room.arrive("监测站")
    room.panel._ask_print()
    printing = window.house.room("print")
    assert window.house.currentWidget() is printing
    assert printing.choices.ticks.ticked == ("监测站",)  # type: ignore[attr-defined]


def test_without_a_roster_the_room_says_how_to_make_one(fresh: MainWindow) -> None:
    fresh.door.bureau.setText("甲局")
    fresh.door.keep_names()
    fresh.go("units")
    room = fresh.house.room("units")
    assert isinstance(room, UnitsRoom)
    assert room._pages.currentWidget() is room._empty
    room.look_at(FILE)
    assert room.plan is not None
    room.files.take()
    assert len(room.units.names) == 16


def test_names_that_begin_with_what_was_typed_come_first() -> None:
    known = Roster((Unit("市监测站"), Unit("监测科")))
    assert [unit.name for unit in found_units(known, "jc")] == ["监测科", "市监测站"]


def test_the_models_keep_qts_contract(room: UnitsRoom, qtmodeltester: ModelTester) -> None:
    room.look_at(FILE)
    for model in (room.units, room.people_page.model, room.import_page.changes, room.panel.returns):
        qtmodeltester.check(model)
    for kind in (UnitTree, ReturnsModel, TasksModel, ChangesModel, ProposalModel):
        qtmodeltester.check(kind())
    room.search.setText("分局")
    qtmodeltester.check(room.units)
