"""Units that change their names, end, merge and split on a day; files told from what stands; names out of returns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.campaign.people import LEADS
from desk_app.campaign.period import parse_period
from desk_app.campaign.roster import Roster
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.progress import Silent
from desk_app.services import people, roster_work, unit_changes
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import Decisions, import_roster, plan_import
from desk_app.services.open_campaign import name_the_office, open_from_template
from desk_app.services.overview import undo
from desk_app.services.paperwork import missing_as_paper, unit_paper
from desk_app.services.reissue import reissue_blanks
from desk_app.services.roster_out import write_roster
from desk_app.services.roster_proposal import Confirmed, create, propose
from desk_app.services.standing import standing_of
from desk_app.services.take_in import Choices, take_in
from desk_app.services.tally import tally_of
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.services.unit_changes import Day
from desk_app.services.unit_page import found_units, known_roster, unit_page
from desk_app.services.values import Campaign
from desk_app.storage import campaigns
from desk_app.storage.campaigns import StoredForm

SAMPLE = shipped().sample
TALKS = "大谈话统计表"
JANUARY, FEBRUARY, MARCH = (parse_period(f"2023-0{month}") for month in (1, 2, 3))


class Office:
    """One campaign under way in April 2023."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.desk: Desk = open_desk(root / "data", clock=lambda: datetime(2023, 4, 3, 9, 0), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
        self.campaign: Campaign = open_from_template(self.desk, "学习宣传贯彻党的二十大精神")[0]
        import_roster(self.desk, SAMPLE / "单位名册.csv")

    @property
    def roster(self) -> Roster:
        return known_roster(self.desk)

    @property
    def form(self) -> StoredForm:
        with self.desk.store.read() as reader:
            return campaigns.find_form(reader, self.campaign.id, TALKS)

    def talk(self, unit: str, month: int) -> None:
        texts = {column.key: "谈心谈话" if column.required else "" for column in self.form.definition.columns}
        day = next(column.key for column in self.form.definition.columns if column.row_date)
        row = TypedRow(unit, parse_period(f"2023-0{month}"), {**texts, day: f"2023-0{month}-05"})
        type_rows(self.desk, self.campaign, self.form.id, [row])

    def owing(self, month: int) -> list[str]:
        standing = standing_of(self.desk, self.campaign, parse_period(f"2023-0{month}"))
        return [unit.unit for one in standing if one.form.name == TALKS for unit in one.units]

    def counts(self, month: int) -> dict[str, int]:
        tally = tally_of(self.desk, self.campaign, parse_period(f"2023-0{month}"))
        return {unit.unit: unit.count for one in tally if one.form.name == TALKS for unit in one.units if unit.count}

    def file(self, text: str, name: str = "名册.csv") -> Path:
        path = self.root / name
        path.write_text(text, encoding="utf-8-sig")
        return path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.desk.store.close()


def names(known: Roster) -> list[str]:
    return [unit.name for unit in known.units]


def texts_of(paper: object) -> str:
    return repr(paper)


def test_a_renamed_unit_keeps_its_returns_is_found_by_its_old_name_and_old_papers_bear_it(office: Office) -> None:
    office.talk("环评科", 1)
    office.talk("环评科", 3)
    place = names(office.roster).index("环评科")
    changes = unit_changes.rename_unit(office.desk, "环评科", "环评处", Day(date(2023, 3, 1), "局发5号"))
    known = office.roster
    assert names(known).index("环评处") == place
    assert known.match("环评科").unit == "环评处"
    assert "环评科" in (known.get("环评处") or known.units[0]).aliases
    assert office.counts(1) == {"环评处": 1}
    assert office.counts(3) == {"环评处": 1}
    january, march = (
        texts_of(unit_paper(office.desk, office.campaign, office.form, "环评处", period)) for period in (JANUARY, MARCH)
    )
    assert "环评科" in january.replace("unit='环评处'", "")
    assert "环评科" not in march
    february = standing_of(office.desk, office.campaign, FEBRUARY)
    paper = texts_of(missing_as_paper(office.desk, office.campaign, february, FEBRUARY, office.desk.clock()))
    assert "环评科" in paper
    assert "环评处" not in paper
    undo(office.desk, changes.operation_id or 0)
    assert office.roster.get("环评处") is None
    assert office.counts(1) == {"环评科": 1}


def test_a_name_that_was_only_written_wrongly_leaves_no_date(office: Office) -> None:
    unit_changes.rename_unit(office.desk, "环评科", "环评处", None)
    unit = office.roster.get("环评处")
    assert unit is not None
    assert unit.turns == ()
    assert unit.name_on(date(2023, 1, 1)) == "环评处"
    assert office.roster.match("环评科").unit == "环评处"


def test_anothers_name_and_a_day_to_come_are_refused_and_change_nothing(office: Office) -> None:
    before = office.roster
    with pytest.raises(DeskError, match="已是“监测站”的名称或又称"):
        unit_changes.rename_unit(office.desk, "环评科", "市监测站", Day(date(2023, 3, 1)))
    with pytest.raises(DeskError, match="不能晚于今天（2023年4月3日）"):
        unit_changes.stop_unit(office.desk, "环评科", Day(date(2023, 4, 4)))
    assert office.roster == before


def test_a_merged_unit_owes_until_then_and_its_rows_stay_where_they_were(office: Office) -> None:
    office.talk("应急中心", 1)
    office.talk("执法支队", 1)
    changes = unit_changes.merge_unit(office.desk, "应急中心", "监测站", Day(date(2023, 2, 15)))
    assert "应急中心" in office.owing(1)
    assert "应急中心" not in office.owing(2)
    assert office.owing(1).index("应急中心") == office.owing(1).index("东城分局") - 1
    assert office.counts(1) == {"应急中心": 1, "执法支队": 1}
    assert "应急中心" not in names(office.roster)
    assert [unit.name for unit in found_units(office.roster, "yjzx")] == ["应急中心"]
    page = unit_page(office.desk, office.campaign, "应急中心")
    assert page is not None
    assert page.unit.turns[-1].said == "2023年2月15日起并入“监测站”"
    undo(office.desk, changes.operation_id or 0)
    assert "应急中心" in office.owing(2)


def test_those_below_a_merged_unit_go_over_and_it_cannot_go_into_one_of_them(office: Office) -> None:
    with pytest.raises(DeskError, match="下级"):
        unit_changes.merge_unit(office.desk, "执法支队", "应急中心", Day(date(2023, 2, 1)))
    unit_changes.merge_unit(office.desk, "执法支队", "监测站", Day(date(2023, 2, 1)))
    assert [unit.name for unit in office.roster.below("监测站")] == ["应急中心"]


def test_a_unit_that_resumes_stands_below_who_took_over_those_of_its_superior(office: Office) -> None:
    """应急中心 below 执法支队: the superior is stopped (below 监测站 then), merged, taken up again, taken off."""
    day = Day(date(2023, 2, 1))
    centre = roster_work.UnitEntry(parent="执法支队")
    roster_work.add_units(office.desk, ["督查组"], centre, after="应急中心")
    for name in ("应急中心", "督查组"):
        unit_changes.stop_unit(office.desk, name, day)
    roster_work.place_unit(office.desk, "执法支队", parent="监测站", before=None)
    stopped = unit_changes.stop_unit(office.desk, "执法支队", day).operation_id or 0
    resumed = unit_changes.resume_unit(office.desk, "应急中心", day).operation_id or 0
    assert [unit.name for unit in office.roster.below("监测站")] == ["应急中心"]
    undo(office.desk, resumed)
    undo(office.desk, stopped)
    unit_changes.merge_unit(office.desk, "执法支队", "环评科", day)
    back = office.file("单位名称\n" + "\n".join([*names(office.roster), "督查组"]))
    import_roster(office.desk, back)
    assert [unit.name for unit in office.roster.below("环评科")] == ["督查组"]
    unit_changes.resume_unit(office.desk, "执法支队", day)
    unit_changes.resume_unit(office.desk, "应急中心", day)
    assert [unit.name for unit in office.roster.below("执法支队")] == ["应急中心"]


def test_a_unit_at_rest_below_one_that_is_taken_off_goes_over_to_the_next_above(office: Office) -> None:
    roster_work.add_units(office.desk, ["稽查组"], roster_work.UnitEntry(parent="执法支队"), after="执法支队")
    roster_work.add_units(office.desk, ["一队"], roster_work.UnitEntry(parent="稽查组"), after="稽查组")
    unit_changes.stop_unit(office.desk, "一队", Day(date(2023, 2, 1)))
    roster_work.remove_unit(office.desk, "稽查组")
    assert [unit.parent for unit in office.roster.past] == ["执法支队"]


def test_split_units_owe_from_their_day_and_stand_behind_the_one_they_came_from(office: Office) -> None:
    unit_changes.split_unit(office.desk, "监测科", ["监测一科", "监测二科"], Day(date(2023, 3, 1)), keeps=False)
    known = names(office.roster)
    assert known[known.index("环评科") + 1 :][:2] == ["监测一科", "监测二科"]
    assert ("监测科" in office.owing(2), "监测一科" in office.owing(2)) == (True, False)
    assert ("监测科" in office.owing(3), "监测一科" in office.owing(3)) == (False, True)


def test_a_stopped_unit_resumes_where_it_stood_and_owes_nothing_for_the_time_between(office: Office) -> None:
    before = names(office.roster)
    unit_changes.stop_unit(office.desk, "环评科", Day(date(2023, 2, 1)))
    with pytest.raises(DeskError, match="不能早于停用日期"):
        unit_changes.resume_unit(office.desk, "环评科", Day(date(2023, 1, 1)))
    unit_changes.resume_unit(office.desk, "环评科", Day(date(2023, 3, 1)))
    assert names(office.roster) == before
    assert ["环评科" in office.owing(month) for month in (1, 2, 3)] == [True, False, True]


def test_a_file_that_lists_a_unit_by_its_alias_renames_it_and_a_near_name_is_only_proposed(office: Office) -> None:
    office.talk("环评科", 1)
    text = (SAMPLE / "单位名册.csv").read_text("utf-8-sig")
    text = text.replace("环评科,环境影响评价科、", "环境影响评价科,")
    text = text.replace("宣教科,宣传教育科、宣教与合作科", "宣教处,")
    path = office.file(text)
    plan = plan_import(office.desk, path)
    assert [(one.old, one.new, one.certain) for one in plan.renamings] == [
        ("宣教科", "宣教处", False), ("环评科", "环境影响评价科", True),
    ]  # fmt: skip
    assert [(one.what, one.unit) for one in plan.changes if one.what != "修改"] == [
        ("新增", "宣教处"), ("改名", "环境影响评价科"), ("不再列入", "宣教科"),
    ]  # fmt: skip
    said = Decisions(renamed={"宣教处": "宣教科", "环境影响评价科": "环评科"}, renamed_on=date(2023, 2, 1))
    assert not any(one.what in {"新增", "不再列入"} for one in plan_import(office.desk, path, said).changes)
    import_roster(office.desk, path, said)
    assert office.counts(1) == {"环境影响评价科": 1}
    assert office.roster.match("环评科").unit == "环境影响评价科"
    assert plan_import(office.desk, path).changes == ()


def test_what_a_file_has_no_column_for_stays_and_units_with_returns_are_never_deleted(office: Office) -> None:
    office.talk("环评科", 1)
    before = {unit.name: unit for unit in office.roster.units}
    rows = [name for name in names(office.roster) if name not in {"环评科", "法规科"}]
    path = office.file("单位名称\n" + "\n".join(rows))
    gone = {one.unit: one.detail for one in plan_import(office.desk, path).changes if one.what == "不再列入"}
    assert gone == {"法规科": "没有来表，移出名册", "环评科": "停用，已报的表和数字都保留"}
    import_roster(office.desk, path)
    assert {unit.name: unit for unit in office.roster.units} == {name: before[name] for name in rows}
    assert [unit.name for unit in office.roster.past] == ["环评科"]
    assert office.counts(1) == {"环评科": 1}
    back = plan_import(office.desk, SAMPLE / "单位名册.csv").changes
    assert {one.unit: one.what for one in back if one.what != "修改"} == {"法规科": "新增", "环评科": "恢复启用"}


@pytest.mark.parametrize("name", ["名册.csv", "名册.xlsx"])
def test_a_roster_given_out_and_taken_in_again_changes_nothing(office: Office, name: str) -> None:
    entry = roster_work.UnitEntry(("环评处",), "张三", "第一党支部", "6045", "科室", "", reports=False)
    roster_work.mend_unit(office.desk, "环评科", entry)
    path = write_roster(office.desk, office.root / name)
    assert plan_import(office.desk, path).changes == ()
    before = office.roster
    import_roster(office.desk, path)
    assert office.roster == before


def test_units_are_entered_moved_and_taken_out_by_hand_and_a_unit_with_returns_is_not_taken_out(office: Office) -> None:
    entry = roster_work.UnitEntry(kind="分局", parent="")
    roster_work.add_units(office.desk, ["新区分局", "开发区 分局"], entry, after="西城分局")
    assert names(office.roster)[-4:] == ["西城分局", "新区分局", "开发区分局", "高新区分局"]
    roster_work.move_unit(office.desk, "高新区分局", -1)
    assert names(office.roster)[-2:] == ["高新区分局", "开发区分局"]
    roster_work.indent_unit(office.desk, "开发区分局", deeper=True)
    assert office.roster.below("高新区分局")[0].name == "开发区分局"
    with pytest.raises(DeskError, match="自己的下级"):
        roster_work.place_unit(office.desk, "高新区分局", parent="开发区分局", before=None)
    roster_work.remove_unit(office.desk, "开发区分局")
    office.talk("新区分局", 3)
    with pytest.raises(DeskError, match="请用“停用”"):
        roster_work.remove_unit(office.desk, "新区分局")
    with pytest.raises(DeskError, match="两家不能共用"):
        roster_work.add_units(office.desk, ["局办"], entry)


def test_persons_are_kept_in_order_follow_their_renamed_unit_and_ties_hold_them(office: Office) -> None:
    people.keep_people(office.desk, [
        ("周明", "", "局长", "党组书记", "", "2021-03-01", ""), ("赵敏", "局办", "主任", "", "", "", ""),
    ])  # fmt: skip
    people.keep_ties(office.desk, [("周明", LEADS, "局办公室", "2021-03-01", "")])
    unit_changes.rename_unit(office.desk, "办公室", "综合处", Day(date(2023, 3, 1)))
    assert [one.name for one in people.people_of(office.desk, "综合处")] == ["赵敏"]
    assert people.check_ties(office.desk, LEADS, ["综合处"]).persons == {"综合处": ("周明",)}
    assert people.check_ties(office.desk, LEADS, ["人事科"]).said == "无法核对：未登记分管关系（人事科）"
    with pytest.raises(DeskError, match="还登记着分管"):
        people.keep_people(office.desk, [("赵敏", "综合处", "", "", "", "", "")])
    with pytest.raises(DeskError, match=r"名册中没有“综和处”（是不是“综合处”？）"):
        people.keep_people(office.desk, [("周明", "综和处", "", "", "", "", "")])
    for name in ("人员.csv", "人员.xlsx"):
        path = people.write_people(office.desk, office.root / name)
        assert people.plan_people(office.desk, path).changes == ()


def test_a_unit_that_rings_gets_the_blanks_it_still_owes(office: Office) -> None:
    office.talk("环评科", 1)
    made = reissue_blanks(office.desk, office.campaign, "环评科", office.root / "空表", Silent())
    found = {path.name for path in made.files if path.suffix == ".xlsx"}
    assert not any("2023-01" in name and TALKS in name for name in found)
    assert any("2023-02" in name and TALKS in name for name in found)
    assert all(path.exists() for path in made.files)


def returned(path: Path, unit: str, month: int = 3) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.active.append(["大谈话统计表"])
    book.active.append([f"填报单位（盖章）：{unit}　填报日期：2023年3月5日"])
    heads = ("序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型")
    book.active.append(heads)
    book.active.append([1, "甲", "科长", "乙", "科员", "丙", f"2023-0{month}-01", "会议室", "谈心谈话"])
    book.save(path)


def test_a_roster_is_made_of_received_files_where_there_is_none(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "data", clock=lambda: datetime(2023, 4, 3, 9, 0), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    with desk.store:
        name_the_office(desk, "青屏市生态环境局", "")
        stick = tmp_path / "来表"
        returned(stick / "3月" / "附件2 大谈话统计表（东城分局）.xlsx", "东城分局")
        returned(stick / "2月" / "附件2 大谈话统计表（东城分局）2月.xlsx", "市生态环境局东城分局")
        returned(stick / "3月" / "监测站谈话表最终版.xlsx", "市监测站")
        returned(stick / "3月" / "附件2（西城分局）.xlsx", "西城分局")
        found = propose(desk, [stick], Silent())
        assert found.files == 4
        near = {one.name: one.near for one in found.names}
        assert {near.pop("监测站"), near.pop("市监测站")} in ({"", "监测站"}, {"", "市监测站"})
        assert near == {"东城分局": "", "市生态环境局东城分局": "东城分局", "西城分局": ""}
        create(desk, [
            Confirmed("东城分局", "分局"), Confirmed("市生态环境局东城分局", alias_of="东城分局"), Confirmed("监测站"),
        ])  # fmt: skip
        known = known_roster(desk)
        assert names(known) == ["东城分局", "监测站"]
        assert known.units[0].aliases == ("市生态环境局东城分局",)
        again = propose(desk, [stick], Silent())
        assert again.known == 2
        assert {one.name: (one.near, one.near_known) for one in again.names} == {
            "西城分局": ("", False), "市监测站": ("监测站", True),
        }  # fmt: skip
        with pytest.raises(DeskError, match="没有列入"):
            create(desk, [Confirmed("甲科", alias_of="乙科")])


def test_all_units_of_the_sample_are_found_in_its_returns(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "data", clock=lambda: datetime(2023, 4, 3, 9, 0), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    with desk.store:
        found = propose(desk, [SAMPLE / "来表"], Silent())
    wanted = [line.split(",")[0] for line in (SAMPLE / "单位名册.csv").read_text("utf-8-sig").splitlines()[1:]]
    own = {one.name for one in found.names if not one.near}
    assert set(wanted) <= own
    assert len(own) <= len(wanted) + 1
    assert next(one.near for one in found.names if one.name == "东诚分局") == "东城分局"


def test_a_return_of_a_unit_for_a_time_after_its_end_is_asked_and_one_for_before_is_not(office: Office) -> None:
    unit_changes.merge_unit(office.desk, "应急中心", "执法支队", Day(date(2023, 2, 15)))
    unit_changes.rename_unit(office.desk, "环评科", "环评处", Day(date(2023, 3, 1)))
    for month, unit in ((1, "应急中心"), (3, "应急中心"), (3, "环评科")):
        returned(office.root / "U盘" / f"2023年{month}月" / f"附件2 大谈话统计表（{unit}）.xlsx", unit, month)
    taken = take_in(office.desk, office.campaign, [office.root / "U盘"], Choices()).taken
    reads = [one.judgement.read for one in taken]
    found = {read.file: (read.unit, read.proposed_unit, [one.message for one in read.problems]) for read in reads}
    before, after, renamed = (found[name] for name in sorted(found, key=lambda name: ("3月" in name, "环评" in name)))
    assert before[:2] == ("应急中心", None)
    assert after[:2] == (None, "执法支队")
    asked = "“应急中心”2023年2月15日起并入“执法支队”，这份是2023年3月的，请确认是哪家单位报的"
    assert asked in after[2]
    assert renamed[:2] == ("环评处", None)
