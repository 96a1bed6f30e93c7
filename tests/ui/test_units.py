"""单位: the roster in the bureau's order, found by first letters, looked at before it is changed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app import locations
from desk_app.campaign.roster import Person, Post, Roster, Unit
from desk_app.services.desk import Desk
from desk_app.services.initials import _SECOND_SOUNDS, letters_of, matches
from desk_app.services.keep_roster import roster_from
from desk_app.services.keep_roster import plan_import
from desk_app.services.unit_page import found_units, known_roster
from desk_app.storage import roster
from desk_app.ui.units.models import ChangesModel, PeopleModel, ReturnsModel, UnitsModel
from desk_app.ui.units.room import UnitsRoom
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
    return [room.units.text(row, 0) for row in range(room.units.rowCount())]


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


def test_the_roster_stands_in_the_bureaus_order(room: UnitsRoom) -> None:
    assert shown(room) == [line[0] for line in lines_of(FILE)[1:]]


def test_a_unit_is_found_while_one_types_and_its_page_opens(room: UnitsRoom, qtbot: QtBot) -> None:
    qtbot.keyClicks(room.search, "hpk")
    assert shown(room) == ["环评科"]
    page = room.panel.page
    assert page is not None
    assert page.unit.name == "环评科"
    assert page.unit.contact in room.panel._entry.text()
    assert room.units.headerData(0, Qt.Orientation.Vertical) == "9"


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
    assert room.panel.reminder().startswith("环评科：尚未报送2023年4月大谈话统计表（未报）；2023年2月大谈话统计表")


def test_a_unit_is_reached_by_name_from_elsewhere(room: UnitsRoom, window: MainWindow) -> None:
    window.go("home")
    window.go("units", "监测站")
    assert room.panel.page is not None
    assert room.panel.page.unit.name == "监测站"


def test_mending_a_unit_is_kept_and_can_be_taken_back(room: UnitsRoom, desk: Desk, window: MainWindow) -> None:
    room.arrive("环评科")
    room.panel.begin()
    assert room.panel.mending
    room.panel.aliases.setText("环评处、 环评办公室，环评处")
    room.panel.contact.setText("李四（6099）")
    room.panel.keep()
    unit = known_roster(desk).get("环评科")
    assert unit is not None
    assert (unit.aliases, unit.contact) == (("环评处", "环评办公室"), "李四（6099）")
    assert not room.panel.mending
    assert room.panel.page is not None
    assert room.panel.page.unit == unit
    window.notices._ask_undo()
    assert known_roster(desk).get("环评科") == roster_from(FILE).roster.get("环评科")


def test_anothers_name_is_refused_as_an_alias_and_nothing_changes(room: UnitsRoom, desk: Desk) -> None:
    before = known_roster(desk)
    room.arrive("环评科")
    room.panel.begin()
    room.panel.aliases.setText("市监测站")
    room.panel.keep()
    assert "市监测站" in room.notices.text
    assert room.panel.mending
    assert known_roster(desk) == before


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
    assert "王小明（6021）" in room.changes.text(2, 2)
    room.take_plan()
    assert known_roster(desk).units == roster_from(path).roster.units
    assert plan_import(desk, path).changes == ()
    assert shown(room) == [line[0] for line in lines[1:]]


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


def test_people_stand_with_their_posts_in_the_leaders_order(room: UnitsRoom, desk: Desk) -> None:
    people = (
        Person("乙", "办公室", (Post("办公室", "主任"), Post("机关第一党支部", "书记", party=True))),
        Person("甲", "环评科", ()),
    )

    def keep(one: Desk, _progress: object) -> None:
        with one.store.operation("登记人员", actor="甲", at=one.clock()) as op:
            known = roster.load(op)
            roster.save(op, Roster(known.units, people))

    room.worker.run(keep)
    said = [[room.people.text(row, column) for column in range(4)] for row in range(room.people.rowCount())]
    assert said == [
        ["乙", "办公室", "主任", ""],
        ["乙", "机关第一党支部", "", "书记"],
        ["甲", "环评科", "", ""],
    ]
    room.look_at(FILE)
    room.take_plan()
    assert known_roster(desk).people == people
    room.arrive("办公室")
    assert "乙（主任）" in room.panel._people.text()


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
    room.take_plan()
    assert room.units.rowCount() == 16


def test_names_that_begin_with_what_was_typed_come_first() -> None:
    known = Roster((Unit("市监测站"), Unit("监测科")))
    assert [unit.name for unit in found_units(known, "jc")] == ["监测科", "市监测站"]


def test_the_models_keep_qts_contract(room: UnitsRoom, qtmodeltester: ModelTester) -> None:
    room.look_at(FILE)
    for model in (room.units, room.people, room.changes, room.panel.returns):
        qtmodeltester.check(model)
    for kind in (UnitsModel, PeopleModel, ReturnsModel, ChangesModel):
        qtmodeltester.check(kind())
