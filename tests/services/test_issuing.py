"""下发空表: what goes out to whom with which notice, that it comes back as what it is, and what is remembered."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desk_app.app import open_desk
from desk_app.campaign.period import ONCE, parse_period
from desk_app.importing.documents import open_document
from desk_app.locations import shipped
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.services.home_page import Reached, home_page
from desk_app.services.issuing import IssueWish, issue_blanks, issue_page, issued_at
from desk_app.services.keep_roster import import_roster
from desk_app.services.office_words import office_words
from desk_app.services.open_campaign import list_campaigns, name_the_office, open_from_template
from desk_app.services.overview import undo
from desk_app.services.send_back import register_not_concerned
from desk_app.services.standing import standing_of
from desk_app.services.take_in import Choices, take_in
from desk_app.services.unit_changes import Day, merge_unit, stop_unit
from desk_app.services.values import Campaign
from desk_app.storage import outgoing, roster
from tests.conftest import call

TEMPLATE = "学习宣传贯彻党的二十大精神"
MARCH = parse_period("2023-03")
TALKS = "大谈话统计表"
SOFFICE = shutil.which("soffice")


def clock() -> datetime:
    return datetime(2023, 3, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=clock, own_fonts=False)
    name_the_office(opened, "青屏市生态环境局", "王芳")
    open_from_template(opened, TEMPLATE)
    import_roster(opened, shipped().sample / "单位名册.csv")
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return list_campaigns(desk)[0]


def with_people(desk: Desk) -> None:
    from dataclasses import replace

    from desk_app.campaign.roster import Person, Post

    with desk.store.operation("登记人员", actor="王芳", at=clock()) as op:
        known = roster.load(op)
        people = (
            Person("赵一", "办公室", (Post("办公室", "主任"),)),
            Person("钱二", "办公室", (Post("办公室", "副主任"),)),
            Person("孙三", "法规科", (Post("法规科", "科长"),)),
        )
        roster.save(op, replace(known, people=people))


def state_of_first_step(desk: Desk, campaign: Campaign, period: str) -> Reached:
    return home_page(desk, campaign, parse_period(period)).steps[0].reached


def test_every_unit_gets_a_folder_with_each_form_as_both_kinds_and_a_notice_lies_beside(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    done = issue_blanks(desk, campaign, tmp_path / "out", IssueWish(MARCH, contact="王芳 8765"))
    units = [unit.name for unit in desk.roster().reporting]
    assert done.units == len(units)
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.is_dir()) == sorted(units)
    assert {path.name for path in (tmp_path / "out" / "办公室").iterdir()} == {
        f"{stem}（办公室）2023-03{kind}" for stem in ("附件2 大谈话统计表", "整改台账") for kind in (".xlsx", ".docx")
    }
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_file()} == {
        "报送通知（2023年3月）.pdf",
        "报送通知（2023年3月）.docx",
    }
    assert all(path.is_file() for path in done.made.files)


def test_the_notice_says_the_deadlines_the_names_the_rules_of_each_form_and_whom_to_call(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    issue_blanks(desk, campaign, tmp_path, IssueWish(ONCE, contact="王芳 8765"))
    assert (tmp_path / "报送通知（一次性报送）.pdf").is_file()
    paper = Document(str(next(tmp_path.glob("报送通知*.docx"))))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    due = {row[1]: row[3] for row in rows[1:]}
    assert due["附件5 办实事征集表"] == "2023年2月28日前（含当日）"
    assert due["附件4 提建议清单"] == "时限待定，另行通知"
    said = "\n".join(one.text for one in paper.paragraphs)
    for words in (
        "各单位：",
        "附件3 大调研课题申报表（办公室）.xlsx",
        "每家单位报1至2项",
        "“课题名称”必填",
        "在表内写明“零报告”",
        "王芳 8765",
        "青屏市生态环境局",
        "2023年3月20日",
    ):
        assert words in said, words
    assert office_words(desk).contact == "王芳 8765"


def test_few_units_are_addressed_by_name_and_only_they_get_blanks(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    wish = IssueWish(MARCH, forms=(TALKS,), units=("法规科", "办公室"), kinds=(".xlsx",), by_unit=False)
    issue_blanks(desk, campaign, tmp_path, wish)
    assert {path.name for path in tmp_path.glob("附件2*")} == {
        f"附件2 大谈话统计表（{unit}）2023-03.xlsx" for unit in ("法规科", "办公室")
    }
    assert Document(str(next(tmp_path.glob("*.docx")))).paragraphs[1].text == "办公室、法规科："


def test_a_unit_that_is_not_concerned_gets_no_blank(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    register_not_concerned(desk, campaign, TALKS, "法规科", MARCH, "无谈话任务")
    issue_blanks(desk, campaign, tmp_path, IssueWish(MARCH, forms=(TALKS,)))
    assert not (tmp_path / "法规科").exists()
    assert (tmp_path / "办公室").is_dir()


def _noted(desk: Desk, campaign: Campaign) -> list[str]:
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        return [names[one] for issue in outgoing.issues_of(reader, campaign.id) for one in issue.units]


def test_a_unit_that_rests_now_gets_the_blank_of_a_month_it_still_owes_and_none_of_a_later_one(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    stop_unit(desk, "法规科", Day(date(2023, 3, 10)))
    february = parse_period("2023-02")
    done = issue_blanks(desk, campaign, tmp_path / "out", IssueWish(period=february, forms=(TALKS,), kinds=(".xlsx",)))
    written = [path.parent.name for path in done.made.files if path.suffix == ".xlsx"]
    assert _noted(desk, campaign) == written
    assert "法规科" in written
    with pytest.raises(DeskError, match="都不用报"):
        issue_blanks(desk, campaign, tmp_path / "out", IssueWish(period=MARCH, forms=(TALKS,), units=("法规科",)))


def test_a_merged_unit_gets_the_blanks_it_still_owes_as_the_standing_says(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    merge_unit(desk, "法规科", "办公室", Day(date(2023, 3, 10)))
    february = parse_period("2023-02")
    owing = {one.form.name: [unit.unit for unit in one.missing] for one in standing_of(desk, campaign, february)}
    assert "法规科" in owing[TALKS]
    assert {one.form: list(one.units) for one in issue_page(desk, campaign, february)}[TALKS] == owing[TALKS]
    wish = IssueWish(period=february, forms=(TALKS,), units=("法规科",), kinds=(".xlsx", ".docx"))
    done = issue_blanks(desk, campaign, tmp_path / "out", wish)
    assert sum(path.parent.name == "法规科" for path in done.made.files) == 2
    assert _noted(desk, campaign) == ["法规科"]
    assert all("法规科" not in one.units for one in issue_page(desk, campaign, MARCH))


def test_one_archive_holds_everything_and_nothing_lies_beside_it(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    done = issue_blanks(desk, campaign, tmp_path / "out", IssueWish(MARCH, zipped=True))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["空表（2023年3月）.zip"]
    with zipfile.ZipFile(done.made.files[0]) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "unpacked")
    assert "报送通知（2023年3月）.pdf" in names
    assert "办公室/附件2 大谈话统计表（办公室）2023-03.xlsx" in names
    assert openpyxl.load_workbook(tmp_path / "unpacked/办公室/附件2 大谈话统计表（办公室）2023-03.xlsx").sheetnames


def test_what_was_issued_is_remembered_for_its_own_period_only(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    assert state_of_first_step(desk, campaign, "2023-03") is Reached.NOT_BEGUN
    done = issue_blanks(desk, campaign, tmp_path, IssueWish(MARCH))
    assert state_of_first_step(desk, campaign, "2023-03") is Reached.DONE
    assert state_of_first_step(desk, campaign, "2023-02") is Reached.NOT_BEGUN
    with desk.store.read() as reader:
        assert issued_at(reader, campaign, MARCH, clock()) == clock()
        assert issued_at(reader, campaign, ONCE, clock()) is None
        assert issued_at(reader, campaign, None, clock()) is None
    assert next(one for one in issue_page(desk, campaign, MARCH) if one.form == TALKS).issued_at == clock()
    assert done.operation_id is not None
    undo(desk, done.operation_id)
    assert state_of_first_step(desk, campaign, "2023-03") is Reached.NOT_BEGUN


def test_each_forms_own_period_is_issued_where_none_is_named(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    issue_blanks(desk, campaign, tmp_path, IssueWish())
    with desk.store.read() as reader:
        assert issued_at(reader, campaign, None, clock()) == clock()
        assert issued_at(reader, campaign, parse_period("2023-01"), clock()) is None


class _StopAtFifth(Progress):
    def step(self, done: int, total: int, text: str) -> None:
        if done == 5:
            raise Cancelled


def test_stopping_leaves_no_file_and_no_note(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        issue_blanks(desk, campaign, tmp_path / "out", IssueWish(MARCH), _StopAtFifth())
    assert not (tmp_path / "out").exists()
    assert state_of_first_step(desk, campaign, "2023-03") is Reached.NOT_BEGUN


def test_what_lay_in_the_folder_before_stays(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    (tmp_path / "别的.txt").write_text("旧", encoding="utf-8")
    issue_blanks(desk, campaign, tmp_path, IssueWish(MARCH, units=("办公室",)))
    issue_blanks(desk, campaign, tmp_path, IssueWish(MARCH, units=("办公室",)))
    assert (tmp_path / "别的.txt").read_text(encoding="utf-8") == "旧"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".~")]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (IssueWish(MARCH, forms=("大调研课题申报表",)), "没有空表"),
        (IssueWish(MARCH, units=("没有这家",)), "都不用报"),
        (IssueWish(MARCH, kinds=()), "种类"),
        (IssueWish(parse_period("2023-W07")), "没有“2023年第7周”这一期"),
    ],
)
def test_what_cannot_be_issued_is_refused_in_one_sentence(
    desk: Desk, campaign: Campaign, tmp_path: Path, wish: IssueWish, said: str
) -> None:
    with pytest.raises(DeskError, match=said):
        issue_blanks(desk, campaign, tmp_path / "out", wish)
    assert not (tmp_path / "out").exists()


def test_the_units_own_people_and_posts_are_offered_and_any_other_name_is_taken(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    with_people(desk)
    wish = IssueWish(MARCH, forms=(TALKS,), units=("办公室", "信访科"), kinds=(".xlsx",), notice=False)
    issue_blanks(desk, campaign, tmp_path, wish)
    sheet = openpyxl.load_workbook(next((tmp_path / "办公室").iterdir())).worksheets[0]
    lists = {
        str(rule.sqref)[0]: (rule.formula1, bool(rule.showErrorMessage))
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists["B"] == lists["D"] == lists["F"] == ('"赵一,钱二"', False)
    assert lists["C"] == lists["E"] == ('"办公室主任,办公室副主任"', False)
    assert lists["I"][0] == '"谈心谈话,任前谈话,提醒谈话,廉政谈话"'


def resaved(path: Path, folder: Path) -> Path:
    """The file as LibreOffice opens and saves it again."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", path.suffix[1:], "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / path.name


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", [".xlsx", ".docx"])
def test_a_blank_saved_again_by_libreoffice_still_tells_what_it_is(
    desk: Desk, campaign: Campaign, tmp_path: Path, kind: str
) -> None:
    with_people(desk)
    wish = IssueWish(MARCH, forms=(TALKS,), units=("办公室",), kinds=(kind,), notice=False)
    blank = issue_blanks(desk, campaign, tmp_path / "out", wish).made.files[0]
    again = resaved(blank, tmp_path / "again")
    identity = open_document(again.read_bytes()).identity
    assert identity is not None
    assert (identity.campaign, identity.form, identity.unit, identity.period) == (TEMPLATE, TALKS, "办公室", "2023-03")
    if kind == ".xlsx":
        sheet = openpyxl.load_workbook(again).worksheets[0]
        lists = {str(one.sqref)[0] for one in sheet.data_validations.dataValidation if one.type == "list"}
        assert {"B", "C", "I"} <= lists
        assert sheet.protection.sheet
        assert not sheet.protection.insertRows
        head = next(number for number in range(1, 20) if sheet.cell(number, 1).value == "序号")
        assert all(sheet.cell(head, place).protection.locked for place in range(1, 10))
        assert not any(sheet.cell(head + 1, place).protection.locked for place in range(1, 10))


def test_the_command_issues_and_what_it_wrote_comes_back_as_what_it_is(desk: Desk, tmp_path: Path) -> None:
    desk.store.close()
    opened = partial(call, "--data", tmp_path / "data")
    told = opened(
        "--json", "issue", "--out", tmp_path / "out", "--period", "2023-03", "--unit", "办公室", "--kinds", "xlsx"
    )
    assert told.status == 0, told.err
    assert told.document["units"] == 1
    blank = next(Path(one) for one in told.document["files"] if "大谈话" in one)
    book = openpyxl.load_workbook(blank)
    sheet = book.worksheets[0]
    head = next(number for number in range(1, 20) if sheet.cell(number, 1).value == "序号")
    values = ["1", "张三", "办公室主任", "李四", "科员", "王五", "2023年3月5日", "会议室", "谈心谈话"]
    for place, value in enumerate(values, start=1):
        sheet.cell(head + 1, place).value = value
    renamed = tmp_path / "来" / "无名.xlsx"
    renamed.parent.mkdir()
    book.save(renamed)
    file = opened("--json", "returns", renamed).document["files"][0]
    assert (file["state"], file["unit"], file["form"], file["period"]) == ("accepted", "办公室", TALKS, "2023-03")
    refused = opened("issue", "--out", tmp_path / "x", "--kinds", "pdf")
    assert (refused.status, refused.err.strip()) == (2, "不认识“pdf”这种空表，请写 xlsx、docx 或 xlsx,docx。")


def talk_blank(desk: Desk, campaign: Campaign, folder: Path) -> Path:
    wish = IssueWish(MARCH, forms=(TALKS,), units=("办公室",), kinds=(".docx",), notice=False)
    return issue_blanks(desk, campaign, folder, wish).made.files[0]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_a_word_blank_offers_the_published_words_and_prints_nothing_in_their_place(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    paper = Document(str(talk_blank(desk, campaign, tmp_path)))
    cell = paper.tables[0].rows[1].cells[8]._tc
    words = [one.get(f"{W}displayText") for one in cell.iter(f"{W}listItem")]
    assert words == ["谈心谈话", "任前谈话", "提醒谈话", "廉政谈话"]
    assert list(cell.iter(f"{W}comboBox")), "an open list takes other words too"
    assert not list(cell.iter(f"{W}showingPlcHdr"))
    assert not list(paper.tables[0].rows[1].cells[1]._tc.iter(f"{W}sdt"))


def test_what_was_chosen_in_a_word_blank_is_read_and_a_prompt_left_standing_is_not(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    blank = talk_blank(desk, campaign, tmp_path)
    paper = Document(str(blank))
    texts = ["1", "张三", "办公室主任", "李四", "科员", "王五", "2023年3月5日", "会议室"]
    for row in (1, 2):
        for place, text in enumerate(texts):
            paper.tables[0].rows[row].cells[place].text = str(row) if place == 0 else text
    chosen, left = (paper.tables[0].rows[row].cells[8]._tc for row in (1, 2))
    next(chosen.iter(f"{W}t")).text = "任前谈话"
    control = next(left.iter(f"{W}sdt"))
    properties = next(one for one in control if one.tag == f"{W}sdtPr")
    properties.append(properties.makeelement(f"{W}showingPlcHdr", {}))
    next(left.iter(f"{W}t")).text = "选择一项。"
    target = tmp_path / "来" / blank.name
    target.parent.mkdir()
    paper.save(str(target))
    read = take_in(desk, campaign, [target], Choices()).taken[0].judgement
    assert [row.values["type"] for row in read.read.rows] == ["任前谈话", ""]
    assert [one.cell for one in read.problems if one.code == "required"] == ["I3"]


def test_an_answer_in_a_control_still_marked_as_a_prompt_is_not_lost(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    blank = talk_blank(desk, campaign, tmp_path)
    paper = Document(str(blank))
    texts = ["1", "张三", "办公室主任", "李四", "科员", "王五", "2023年3月5日", "会议室"]
    for place, text in enumerate(texts):
        paper.tables[0].rows[1].cells[place].text = text
    answered = paper.tables[0].rows[1].cells[8]._tc
    properties = next(answered.iter(f"{W}sdtPr"))
    properties.append(properties.makeelement(f"{W}showingPlcHdr", {}))
    next(answered.iter(f"{W}t")).text = "任前谈话"
    target = tmp_path / "来" / blank.name
    target.parent.mkdir()
    paper.save(str(target))
    read = take_in(desk, campaign, [target], Choices()).taken[0].judgement
    assert [row.values["type"] for row in read.read.rows] == ["任前谈话"]
