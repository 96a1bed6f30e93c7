"""报送包: a branch office's own collecting handed over in one checked file, and taken in whole or not at all."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.importing.results import FileState
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.progress import Silent
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import list_campaigns, name_the_office, open_from_template
from desk_app.services.overview import undo
from desk_app.services.parcel_file import OpenedParcel, open_parcel, write_parcel
from desk_app.services.parcel_out import make_parcel
from desk_app.services.parcel_plan import plan_parcel
from desk_app.services.parcel_take import take_parcel
from desk_app.services.parcel_values import ConflictKind
from desk_app.services.roster_work import remove_unit
from desk_app.services.sample_desk import TEMPLATE, fill_with_sample
from desk_app.services.send_back import redo_batch, register_nil, undo_batch
from desk_app.services.source_cell import source_of
from desk_app.services.take_in import Choices, take_in
from desk_app.services.tally import tally_of
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.services.values import Campaign
from desk_app.storage import records, submissions
from tests.conftest import call
from tests.services.returns_office import ReturnsOffice
from tests.ui.awkward_stick import talk

FEBRUARY = parse_period("2023-02")
TALKS = "大谈话统计表"
SENDER = "青屏市生态环境局东城分局"
ROSTER = """name,aliases,kind,parent
东城分局,,分局,
人事科,,科室,东城分局
办公室,,科室,
法规科,,科室,
"""


def clock() -> datetime:
    return datetime(2023, 3, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a branch that has collected from its own units."""
    folder = tmp_path_factory.mktemp("branch") / "data"
    desk = open_desk(folder, clock=clock, own_fonts=False)
    with desk.store:
        fill_with_sample(desk, shipped().sample, Silent())
        name_the_office(desk, SENDER, "分局的李某")
    return folder


@pytest.fixture(scope="module")
def parcel(branch: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = open_desk(branch, clock=clock, own_fonts=False)
    with desk.store:
        return make_parcel(desk, list_campaigns(desk)[0], tmp_path_factory.mktemp("out"), period=FEBRUARY).path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The superior office, which has received nothing yet."""
    opened = open_desk(tmp_path / "data", clock=clock, own_fonts=False)
    name_the_office(opened, "青屏市生态环境局", "王芳")
    open_from_template(opened, TEMPLATE)
    (tmp_path / "名册.csv").write_text(ROSTER, encoding="utf-8")
    import_roster(opened, tmp_path / "名册.csv")
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return list_campaigns(desk)[0]


def figures(desk: Desk, campaign: Campaign, form: str = TALKS) -> dict[str, int]:
    tally = next(one for one in tally_of(desk, campaign, FEBRUARY) if one.form.name == form)
    return {unit.unit: unit.count for unit in tally.units}


def for_the_sender(desk: Desk, campaign: Campaign, parcel: Path) -> dict[str, str]:
    """Every unit that is not known is the branch's own."""
    plan = plan_parcel(desk, campaign, parcel)
    return {one.key: "sender" for one in plan.open_conflicts if one.kind in {ConflictKind.UNIT, ConflictKind.NAMESAKE}}


def everything(desk: Desk) -> dict[str, object]:
    with desk.store.read() as reader:
        kept = submissions.select_by(reader, 1)
        return {"kept": kept, "rows": [records.of_submission(reader, one.id) for one in kept]}


def test_the_parcel_holds_originals_and_accepted_rows_and_names_nobody_besides(branch: Path, parcel: Path) -> None:
    opened = open_parcel(parcel)
    assert (opened.parcel.sender, opened.parcel.campaign) == (SENDER, TEMPLATE)
    assert {one.period for one in opened.parcel.returns} == {"2023-02"}
    desk = open_desk(branch, clock=clock, own_fonts=False)
    with desk.store:
        campaign = list_campaigns(desk)[0]
        counts: dict[str, int] = {}
        for one in opened.parcel.returns:
            if one.form == TALKS:
                counts[one.unit] = counts.get(one.unit, 0) + len(one.rows)
        assert counts == {unit: count for unit, count in figures(desk, campaign).items() if unit in counts}
        for one in opened.parcel.returns:
            assert opened.originals[one.original] in [
                desk.store.originals.read(name) for name in desk.store.originals.names()
            ]
    said = json.dumps([one.file for one in opened.parcel.returns], ensure_ascii=False)
    assert "分局的李某".encode() not in opened.content
    assert str(branch) not in said


def test_the_same_returns_give_the_same_file(branch: Path, parcel: Path, tmp_path: Path) -> None:
    desk = open_desk(branch, clock=clock, own_fonts=False)
    with desk.store:
        again = make_parcel(desk, list_campaigns(desk)[0], tmp_path, period=FEBRUARY)
    assert again.path.read_bytes() == parcel.read_bytes()
    assert again.code == open_parcel(parcel).code
    assert any("未报" in remark for remark in again.remarks)


def test_units_that_are_not_in_the_roster_are_asked_and_nothing_is_stored_meanwhile(
    desk: Desk, campaign: Campaign, parcel: Path
) -> None:
    before = everything(desk)
    plan = plan_parcel(desk, campaign, parcel)
    asked = {one.said for one in plan.open_conflicts}
    assert "名册中没有“宣教科”这家单位，它报的表算谁的" in asked
    assert not any("“人事科”" in said for said in asked), "a unit below the branch is known"
    with pytest.raises(DeskError, match="处要先定"):
        take_parcel(desk, campaign, parcel)
    assert everything(desk) == before


def test_a_branchs_office_is_not_taken_for_our_own_office_of_the_same_name(
    desk: Desk, campaign: Campaign, parcel: Path
) -> None:
    plan = plan_parcel(desk, campaign, parcel)
    office = next(one for one in plan.open_conflicts if one.key == "unit.办公室")
    assert "同名，是同一家吗" in office.said
    take_parcel(desk, campaign, parcel, for_the_sender(desk, campaign, parcel))
    assert figures(desk, campaign)["办公室"] == 0


def test_a_unit_that_is_said_to_be_our_own_counts_as_our_own(desk: Desk, campaign: Campaign, parcel: Path) -> None:
    decided = {**for_the_sender(desk, campaign, parcel), "unit.办公室": "unit:办公室"}
    take_parcel(desk, campaign, parcel, decided)
    assert figures(desk, campaign)["办公室"] > 0


def test_several_units_count_as_one_return_of_the_branch_and_each_row_leads_to_its_cell_and_its_unit(
    desk: Desk, campaign: Campaign, parcel: Path
) -> None:
    done = take_parcel(desk, campaign, parcel, for_the_sender(desk, campaign, parcel))
    given = [one for one in open_parcel(parcel).parcel.returns if one.form == TALKS]
    counted = figures(desk, campaign)
    assert counted["人事科"] == sum(len(one.rows) for one in given if one.unit == "人事科")
    assert counted["东城分局"] == sum(len(one.rows) for one in given if one.unit != "人事科")
    with desk.store.read() as reader:
        kept = submissions.select_by(reader, campaign.id)
        joined = next(one for one in kept if "合成" in one.file and TALKS in one.file)
        rows = records.of_submission(reader, joined.id)
        own = next(one for one in kept if "人事科" in one.file)
        first = records.of_submission(reader, own.id)[0]
    assert {row.extra["填报单位"] for row in rows} == {one.unit for one in given if one.unit != "人事科" and one.rows}
    for row in (rows[0], rows[-1], first):
        view = source_of(desk, row.id)
        assert str(row.values["talker"]) in view.lines[view.marked_line].texts
    assert done.skipped == 0


def test_what_was_received_before_is_asked_and_replaced_or_kept_as_decided(
    desk: Desk, campaign: Campaign, parcel: Path
) -> None:
    register_nil(desk, campaign, TALKS, "人事科", FEBRUARY)
    decided = for_the_sender(desk, campaign, parcel)
    plan = plan_parcel(desk, campaign, parcel, decided)
    asked = [one for one in plan.open_conflicts if one.kind is ConflictKind.RECEIVED]
    assert [one.key for one in asked] == [f"received.人事科.{TALKS}.2023-02"]
    assert "零报告" in asked[0].said
    kept = take_parcel(desk, campaign, parcel, {**decided, asked[0].key: "skip"})
    assert (figures(desk, campaign)["人事科"], kept.skipped) == (0, 1)
    assert kept.operation_id is not None
    undo(desk, kept.operation_id)
    take_parcel(desk, campaign, parcel, {**decided, asked[0].key: "replace"})
    assert figures(desk, campaign)["人事科"] > 0


def test_rows_that_both_have_are_asked_and_can_be_left_uncounted(
    desk: Desk, campaign: Campaign, parcel: Path, tmp_path: Path
) -> None:
    opened = open_parcel(parcel)
    theirs = next(one for one in opened.parcel.returns if one.form == TALKS and one.unit == "人事科")
    target = tmp_path / "2月" / "附件2 大谈话统计表（法规科）.xlsx"
    target.parent.mkdir()
    target.write_bytes(opened.originals[theirs.original])
    book = openpyxl.load_workbook(target)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "填报单位" in cell.value:
                cell.value = "填报单位：法规科"
    book.save(target)
    taken = take_in(desk, campaign, [target], Choices(FEBRUARY, unit="法规科"))
    assert [one.judgement.state for one in taken.taken] == [FileState.ACCEPTED]
    decided = for_the_sender(desk, campaign, parcel)
    asked = plan_parcel(desk, campaign, parcel, decided).open_conflicts
    assert [one.kind for one in asked] == [ConflictKind.EQUAL]
    assert f"有{len(theirs.rows)}行与法规科的完全相同" in asked[0].said
    take_parcel(desk, campaign, parcel, {**decided, asked[0].key: "leave"})
    assert figures(desk, campaign)["人事科"] == 0
    assert figures(desk, campaign)["法规科"] == len(theirs.rows)


def test_taking_a_parcel_in_is_one_step_that_is_taken_back_whole(desk: Desk, campaign: Campaign, parcel: Path) -> None:
    before = everything(desk)
    done = take_parcel(desk, campaign, parcel, for_the_sender(desk, campaign, parcel))
    with pytest.raises(DeskError, match="已经收过"):
        plan_parcel(desk, campaign, parcel)
    assert done.operation_id is not None
    undo(desk, done.operation_id)
    assert everything(desk) == before
    assert plan_parcel(desk, campaign, parcel).open_conflicts


def test_a_withdrawn_parcel_is_not_brought_back_beside_the_same_taken_in_again(
    desk: Desk, campaign: Campaign, parcel: Path
) -> None:
    decided = for_the_sender(desk, campaign, parcel)
    first = take_parcel(desk, campaign, parcel, decided)
    undo_batch(desk, campaign, first.batch_id)
    take_parcel(desk, campaign, parcel, decided)
    counted = figures(desk, campaign)
    with pytest.raises(DeskError, match="之后已另收一份"):
        redo_batch(desk, first.batch_id)
    assert figures(desk, campaign) == counted


def test_a_row_that_was_typed_beside_a_file_and_stands_in_the_parcel_counts_once(tmp_path: Path) -> None:
    below, above = ReturnsOffice(tmp_path / "下级"), ReturnsOffice(tmp_path / "上级")
    name_the_office(below.desk, "青屏市生态环境局", "李某")
    name_the_office(above.desk, "青屏市生态环境局", "王芳")
    told = [talk("甲", "乙", "2023年3月5日"), talk("甲", "丙", "2023年3月6日")]
    below.send("人事科", told)
    march = parse_period("2023-03")
    made = make_parcel(below.desk, below.campaign, tmp_path / "out", period=march)
    above.send("人事科", [talk("甲", "丁", "2023年3月7日")])
    form = above.tally().form
    keys = ("talker", "talker_post", "talkee", "talkee_post", "recorder", "talked_on", "place", "type")
    type_rows(above.desk, above.campaign, form.id,
              [TypedRow("人事科", march, dict(zip(keys, told[0], strict=True)))])  # fmt: skip
    assert above.figures("人事科") == (2, 2)
    asked = plan_parcel(above.desk, above.campaign, made.path).open_conflicts
    assert [one.kind for one in asked] == [ConflictKind.RECEIVED]
    assert "另有手工录入1行" in asked[0].said
    done = take_parcel(above.desk, above.campaign, made.path, {asked[0].key: "replace"})
    assert above.figures("人事科") == (2, 2)
    assert done.operation_id is not None
    undo(above.desk, done.operation_id)
    assert above.figures("人事科") == (2, 2)


def test_a_unit_whose_parcel_was_taken_in_is_not_removed_but_set_to_rest(
    desk: Desk, campaign: Campaign, parcel: Path, tmp_path: Path
) -> None:
    decided = dict.fromkeys(for_the_sender(desk, campaign, parcel), "skip")
    take_parcel(desk, campaign, parcel, decided)
    with pytest.raises(DeskError, match="不能移出"):
        remove_unit(desk, "东城分局")
    (tmp_path / "名册.csv").write_text(
        ROSTER.replace("东城分局,,分局,\n", "").replace(",东城分局", ","), encoding="utf-8"
    )
    import_roster(desk, tmp_path / "名册.csv")
    assert [unit.name for unit in desk.roster().past] == ["东城分局"]


def test_a_return_of_which_every_row_was_reported_before_is_said_with_the_parcel(tmp_path: Path) -> None:
    office = ReturnsOffice(tmp_path)
    name_the_office(office.desk, SENDER, "分局的李某")
    rows = [talk("甲", "乙", "2023年2月5日"), talk("甲", "丙", "2023年2月6日")]
    office.send("人事科", rows, month=2)
    office.accept(office.send("人事科", rows[::-1], month=3))
    made = make_parcel(office.desk, office.campaign, tmp_path / "out", period=parse_period("2023-03"))
    assert any("人事科2023年3月的大谈话统计表没有新增行" in remark for remark in made.remarks)


def test_a_parcels_batch_can_be_withdrawn_like_any_other(desk: Desk, campaign: Campaign, parcel: Path) -> None:
    done = take_parcel(desk, campaign, parcel, for_the_sender(desk, campaign, parcel))
    undo_batch(desk, campaign, done.batch_id)
    assert set(figures(desk, campaign).values()) == {0}
    assert plan_parcel(desk, campaign, parcel).open_conflicts


def changed_form(desk: Desk, campaign: Campaign) -> None:
    from desk_app.storage import campaigns

    with desk.store.operation("改表样", actor="王芳", at=clock(), campaign_id=campaign.id) as op:
        form = campaigns.find_form(op, campaign.id, TALKS)
        columns = tuple(column for column in form.definition.columns if column.key != "place")
        campaigns.revise_form(op, form.id, replace(form.definition, columns=columns))


def test_another_version_of_a_form_is_asked_and_its_further_column_is_kept_beside(
    desk: Desk, campaign: Campaign, parcel: Path
) -> None:
    changed_form(desk, campaign)
    decided = for_the_sender(desk, campaign, parcel)
    asked = plan_parcel(desk, campaign, parcel, decided).open_conflicts
    assert [(one.kind, one.said) for one in asked] == [(ConflictKind.VERSION, f"“{TALKS}”的表样不同：包里多“谈话地点”")]
    take_parcel(desk, campaign, parcel, {**decided, asked[0].key: "take"})
    with desk.store.read() as reader:
        own = next(one for one in submissions.select_by(reader, campaign.id) if "人事科" in one.file)
        rows = records.of_submission(reader, own.id)
    assert all("place" not in row.values and row.extra["谈话地点"] for row in rows)


def test_an_answer_that_was_not_offered_is_refused(desk: Desk, campaign: Campaign, parcel: Path) -> None:
    with pytest.raises(DeskError, match="不能这样定"):
        plan_parcel(desk, campaign, parcel, {"unit.宣教科": "unit:没有这家"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_noticed(parcel: Path, tmp_path: Path, place: float, bit: int) -> None:
    content = bytearray(parcel.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    (tmp_path / "包.bsb").write_bytes(content)
    with pytest.raises(DeskError, match="已损坏或被改动"):
        open_parcel(tmp_path / "包.bsb")


def rewritten(parcel: Path, target: Path, part: str, content: bytes) -> Path:
    """A parcel with one part changed by somebody who knows how the outer checksum is made."""
    import hashlib

    raw = parcel.read_bytes()
    head, payload = raw[:76], raw[76:]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    sha256 = hashlib.sha256(made.getvalue()).hexdigest().encode()
    target.write_bytes(head[:11] + sha256 + b"\n" + made.getvalue())
    return target


def test_a_part_exchanged_under_a_fitting_outer_checksum_is_noticed(parcel: Path, tmp_path: Path) -> None:
    opened: OpenedParcel = open_parcel(parcel)
    original = next(iter(opened.originals))
    for part in (original, "returns.json"):
        with pytest.raises(DeskError, match="已损坏或被改动"):
            open_parcel(rewritten(parcel, tmp_path / "包.bsb", part, b"{}"))


def test_a_day_that_does_not_exist_makes_a_parcel_an_altered_one(parcel: Path, tmp_path: Path) -> None:
    opened = open_parcel(parcel)
    wrong = [
        replace(one, rows=tuple(replace(row, occurred_on="2023-02-31") for row in one.rows))
        for one in opened.parcel.returns
    ]
    write_parcel(replace(opened.parcel, returns=tuple(wrong)), opened.originals, tmp_path / "包.bsb")
    with pytest.raises(DeskError, match="已损坏或被改动"):
        open_parcel(tmp_path / "包.bsb")


@pytest.mark.parametrize("length", [0, 11, 40, 76, 500])
def test_a_torn_parcel_is_refused_in_one_sentence(parcel: Path, tmp_path: Path, length: int) -> None:
    (tmp_path / "包.bsb").write_bytes(parcel.read_bytes()[:length])
    with pytest.raises(DeskError, match="已损坏或被改动"):
        open_parcel(tmp_path / "包.bsb")


def test_the_command_makes_a_parcel_and_the_superiors_command_takes_it_or_says_what_to_decide(
    branch: Path, desk: Desk, tmp_path: Path
) -> None:
    shutil.copytree(branch, tmp_path / "branch")
    made = call("--data", tmp_path / "branch", "--json", "parcel", "--out", tmp_path / "out", "--period", "2023-02")
    assert made.status == 0, made.err
    assert made.document["rows"] > 0
    path = Path(made.document["file"])
    desk.store.close()
    dry = call("returns", "--dry-run", "--json", path)
    assert (dry.status, dry.document["files"][0]["state"]) == (1, "needs_review")
    asked = call("--data", tmp_path / "data", "--json", "returns", path)
    assert (asked.status, asked.document["files"][0]["state"]) == (1, "needs_review")
    assert any("宣教科" in one["message"] for one in asked.document["files"][0]["problems"])
    returns = open_parcel(path).parcel.returns
    whole = "name,aliases,kind,parent\n东城分局,,分局,\n" + "".join(
        f"{name},,科室,东城分局\n" for name in dict.fromkeys(one.unit for one in returns if one.unit != "东城分局")
    )
    (tmp_path / "全.csv").write_text(whole, encoding="utf-8")
    taken = call("--data", tmp_path / "data", "--json", "returns", "--units", tmp_path / "全.csv", path)
    assert taken.status == 0, taken.err
    assert {one["state"] for one in taken.document["files"]} == {"accepted", "nil"}
    again = call("--data", tmp_path / "data", "--json", "returns", path)
    assert (again.status, again.document["files"][0]["state"]) == (1, "rejected")
    assert "已经收过" in again.document["files"][0]["problems"][0]["message"]


def test_rows_reported_before_travel_marked_and_count_once_at_the_superior(tmp_path: Path) -> None:
    below, above = ReturnsOffice(tmp_path / "下级"), ReturnsOffice(tmp_path / "上级")
    name_the_office(below.desk, "青屏市生态环境局", "李某")
    name_the_office(above.desk, "青屏市生态环境局", "王芳")
    january = [talk("甲", f"乙{place}", f"2023年2月{place + 3}日") for place in range(4)]
    below.send("人事科", january, month=2)
    below.accept(below.send("人事科", [*january, talk("甲", "丁", "2023年3月7日")], month=3))
    parcels = [
        make_parcel(below.desk, below.campaign, tmp_path / "out", period=parse_period(f"2023-0{month}")).path
        for month in (2, 3)
    ]
    (march,) = [one for one in open_parcel(parcels[1]).parcel.returns if one.form == TALKS]
    assert [row.repeated for row in march.rows] == [True] * 4 + [False]
    take_parcel(above.desk, above.campaign, parcels[0])
    assert not plan_parcel(above.desk, above.campaign, parcels[1]).open_conflicts
    take_parcel(above.desk, above.campaign, parcels[1])
    assert above.figures("人事科") == (1, 5)


def test_a_repeated_row_that_the_superior_never_got_counts_and_is_said(tmp_path: Path) -> None:
    below, above = ReturnsOffice(tmp_path / "下级"), ReturnsOffice(tmp_path / "上级")
    name_the_office(below.desk, "青屏市生态环境局", "李某")
    name_the_office(above.desk, "青屏市生态环境局", "王芳")
    old = talk("甲", "乙", "2023年2月5日")
    below.send("人事科", [old], month=2)
    below.accept(below.send("人事科", [old, talk("甲", "丁", "2023年3月7日")], month=3))
    made = make_parcel(below.desk, below.campaign, tmp_path / "out", period=parse_period("2023-03"))
    done = take_parcel(above.desk, above.campaign, made.path)
    assert above.figures("人事科") == (2, 2)
    (said,) = done.taken[0].judgement.problems
    assert "1行包里标明此前已报、本机没有收到过，计在本期" in said.message


def test_a_parcels_questions_are_answered_on_the_command_line(desk: Desk, tmp_path: Path, parcel: Path) -> None:
    desk.store.close()
    data = tmp_path / "data"
    asked = call("--data", data, "--json", "returns", parcel)
    assert asked.status == 1
    said = [one["message"] for one in asked.document["files"][0]["problems"]]
    assert any("--answer 单位不在名册=答" in one and "sender（" in one for one in said)
    half = call("--data", data, "--json", "returns", "--answer", "单位不在名册=sender", parcel)
    assert half.status == 1
    left = [one["message"] for one in half.document["files"][0]["problems"]]
    assert not any(one.startswith("单位不在名册") for one in left)
    answers = ("--answer", "单位不在名册=sender", "--answer", "同名单位=sender")
    taken = call("--data", data, "--json", "returns", *answers, parcel)
    assert taken.status == 0, taken.err + str(taken.document)
    assert {one["state"] for one in taken.document["files"]} <= {"accepted", "nil"}
    bad = call("--data", data, "returns", "--answer", "单位不在名册", parcel)
    assert (bad.status, "请写成“问题=答”" in bad.err) == (2, True)
