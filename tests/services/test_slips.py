"""退回修改单: what a unit is told of a return that went back, on paper, in its own file and as a text."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desk_app.campaign.period import parse_period
from desk_app.importing.results import FileState
from desk_app.locations import shipped
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Progress
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.intake_page import intake_page
from desk_app.services.office_words import office_words, proposed_due
from desk_app.services.open_return import open_return
from desk_app.services.overview import undo
from desk_app.services.send_back import send_back
from desk_app.services.settle_return import settle
from desk_app.services.slip_send import send_back_with_slips, waiting_ids
from desk_app.services.slip_write import TEXT_FILE, chosen, preview_slips, write_slips
from desk_app.services.slips import SlipTerms, slip_page
from desk_app.services.take_in import Choices, take_in
from desk_app.services.values import Campaign
from desk_app.storage import outgoing, submissions
from desk_app.storage.states import SubmissionState
from desk_app.storage.submissions import Submission
from tests.conftest import call
from tests.services.sample_office import NOW

SAMPLE = shipped().sample
TERMS = SlipTerms("2023年4月6日", "王芳 8765")
FEBRUARY = parse_period("2023-02")


def back(desk: Desk, campaign: Campaign, *parts: str, reason: str = "") -> list[int]:
    """Send the waiting returns back whose file names have these parts."""
    ids = [line.id for line in intake_page(desk, campaign).lines if any(part in line.file for part in parts)]
    assert len(ids) >= len(parts)
    send_back(desk, campaign, ids, reason)
    return ids


def talks(path: Path, rows: list[list[object]], unit: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["附件2 大谈话统计表"])
    sheet.append([f"填报单位：{unit}"])
    sheet.append(
        [
            "序号",
            "谈话人",
            "单位及职务",
            "谈话对象",
            "单位及职务",
            "记录人",
            "谈话时间",
            "谈话地点",
            "谈话内容类型",
        ]
    )
    for row in rows:
        sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def talk(number: int, day: str, kind: str = "谈心谈话") -> list[object]:
    return [number, f"张{number}", "科长", f"李{number}", "科员", "王五", day, "会议室", kind]


def test_what_waits_is_sent_back_with_its_slip_in_one_go_or_nothing_is_done(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    def standing() -> list[tuple[int, str]]:
        return [(line.id, line.kind.value) for line in intake_page(desk, campaign).lines]

    before = standing()
    wrong = next(line for line in intake_page(desk, campaign).lines if "法规科" in line.file)
    right = next(one.id for one in received(desk, campaign) if one.unit_id is not None and not one.problems)
    (tmp_path / "占用").write_text("", encoding="utf-8")
    for named, out, said in (
        (["98765"], "out", "没有“98765”"),
        ([str(wrong.id), str(right)], "out", "写明退回的原因"),
        ([str(wrong.id)], "占用", "占用"),
    ):
        with pytest.raises(DeskError, match=said):
            send_back_with_slips(desk, campaign, named, "", tmp_path / out, TERMS)
        assert standing() == before
    assert wrong.id in waiting_ids(desk, campaign)
    done = send_back_with_slips(desk, campaign, [str(wrong.id), wrong.file], "", tmp_path / "out", TERMS)
    assert [letter.unit for letter in done.letters] == ["法规科"]
    assert slip_page(desk, campaign).returns[0].slipped_at is not None
    assert done.operation_id is not None
    undo(desk, done.operation_id)  # one step, so that nothing stops between the return sent back and its slip noted
    assert standing() == before
    with desk.store.read() as reader:
        assert outgoing.slips_of(reader, campaign.id) == ()
    send_back_with_slips(desk, campaign, [wrong.file], "", tmp_path / "out", TERMS)
    assert [one.id for one in slip_page(desk, campaign).returns] == [wrong.id]
    assert wrong.id not in waiting_ids(desk, campaign)
    told = send_back_with_slips(desk, campaign, [str(right)], "少报了一次谈话", tmp_path / "二", TERMS).texts
    assert "少报了一次谈话" in told[0]


def received(desk: Desk, campaign: Campaign) -> tuple[Submission, ...]:
    with desk.store.read() as reader:
        return submissions.select_by(reader, campaign.id, states=[SubmissionState.ACCEPTED])


def test_a_slip_names_the_cell_its_column_what_stands_there_what_is_wrong_and_what_to_do(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    back(desk, campaign, "法规科")
    done = write_slips(desk, campaign, slip_page(desk, campaign), tmp_path / "out", TERMS)
    line = done.letters[0].parts[0].lines[0]
    assert (line.place, line.heading, line.stands) == ("G6\n第2条", "谈话时间", "2月30日")
    assert (line.wrong, line.remedy) == ("2月没有30日，无此日期", "请核对后改正")
    names = {path.name for path in done.made.files}
    assert {"退回修改单（法规科）.pdf", "退回修改单（法规科）.docx", TEXT_FILE} <= names
    assert all(path.is_file() for path in done.made.files)
    assert not list((tmp_path / "out").glob(".~*"))
    paper = Document(str(tmp_path / "out" / "法规科" / "退回修改单（法规科）.docx"))
    assert [cell.text for cell in paper.tables[0].rows[1].cells][1:4] == ["G6\n第2条", "谈话时间", "2月30日"]
    said = "\n".join(one.text for one in paper.paragraphs)
    assert "法规科：" in said
    assert "于2023年4月6日前重报" in said
    assert "联系人：王芳 8765" in said


def test_a_cell_that_was_set_right_here_stands_on_the_slip_and_in_the_copy_for_their_own_file_is_still_wrong(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    line = next(line for line in intake_page(desk, campaign).lines if "法规科" in line.file)
    row = open_return(desk, campaign, line.id).rows[1]
    correct_cells(desk, campaign, [CellEdit(row.id, "talked_on", "2023-03-02")])
    send_back(desk, campaign, [line.id], "请核对后重报")
    done = write_slips(desk, campaign, slip_page(desk, campaign), tmp_path / "out", TERMS)
    mended = next(one for one in done.letters[0].parts[0].lines if one.heading == "谈话时间")
    assert (mended.place, mended.stands) == ("G6\n第2条", "2月30日")
    assert (mended.wrong, mended.remedy) == ("已代为改为“2023年3月2日”", "请在你单位的表里同步改正")
    copy = next(path for path in done.made.files if "标出错处" in path.name)
    sheet = openpyxl.load_workbook(copy).worksheets[0]
    assert sheet["G6"].value == "2月30日"
    assert sheet["G6"].comment is not None


def test_the_text_to_paste_names_unit_form_cell_and_date(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    back(desk, campaign, "法规科")
    done = write_slips(desk, campaign, slip_page(desk, campaign), tmp_path, TERMS)
    assert done.texts == (
        (
            "法规科：你单位附件2 大谈话统计表（2023年2月）有1处需修改：1.G6，第2条“谈话时间”现为“2月30日”，"
            "2月没有30日，无此日期，请核对后改正。请于2023年4月6日前改好重报。联系人：王芳 8765。"
        ),
    )
    assert (tmp_path / TEXT_FILE).read_text(encoding="utf-8-sig") == done.texts[0]


def test_the_marked_copy_is_their_own_file_red_where_it_is_wrong_and_the_original_stays(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    back(desk, campaign, "法规科")
    page = slip_page(desk, campaign)
    original = desk.store.originals.path(page.returns[0].opened.submission.original)
    before = hashlib.sha256(original.read_bytes()).hexdigest()
    write_slips(desk, campaign, page, tmp_path, TERMS)
    copy = next(tmp_path.rglob("*标出错处*.xlsx"))
    kept, marked = openpyxl.load_workbook(original).worksheets[0], openpyxl.load_workbook(copy).worksheets[0]
    assert [[cell.value for cell in row] for row in marked] == [[cell.value for cell in row] for row in kept]
    comment = marked["G6"].comment
    assert comment is not None
    assert comment.text == "谈话时间：2月没有30日，无此日期，请核对后改正。"
    assert [cell.coordinate for row in marked for cell in row if cell.comment] == ["G6"]
    assert hashlib.sha256(original.read_bytes()).hexdigest() == before


def test_a_mended_marked_copy_is_taken_in_as_the_correction(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    back(desk, campaign, "法规科")
    write_slips(desk, campaign, slip_page(desk, campaign), tmp_path / "out", TERMS)
    copy = next((tmp_path / "out").rglob("*标出错处*.xlsx"))
    book = openpyxl.load_workbook(copy)
    book.worksheets[0]["G6"].value = "2月27日"
    target = tmp_path / "2月" / copy.name
    target.parent.mkdir()
    book.save(target)
    report = take_in(desk, campaign, [target], Choices(FEBRUARY))
    assert [one.judgement.state for one in report.taken] == [FileState.ACCEPTED]
    assert slip_page(desk, campaign).returns == ()


def test_an_old_workbook_cannot_be_marked_and_becomes_a_table_of_ours_and_that_is_said(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    back(desk, campaign, "执法支队2月")
    done = write_slips(desk, campaign, slip_page(desk, campaign), tmp_path, TERMS)
    copy = next(tmp_path.rglob("*标出错处*.xlsx"))
    comment = openpyxl.load_workbook(copy).worksheets[0]["I7"].comment
    assert comment is not None
    assert "必填" in comment.text
    assert any("另做了一份" in remark for remark in done.made.remarks)


def test_several_forms_of_one_unit_stand_on_one_slip(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    back(desk, campaign, "执法支队")
    done = write_slips(desk, campaign, slip_page(desk, campaign), tmp_path, TERMS)
    assert [(one.unit, len(one.parts), one.count) for one in done.letters] == [("执法支队", 2, 2)]
    head = [cell.text for cell in Document(str(next(tmp_path.rglob("退回修改单*.docx")))).tables[0].rows[0].cells]
    assert head[1] == "表和文件"


def test_a_second_slip_after_a_correction_says_only_what_remains(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    first = talks(
        tmp_path / "一" / "附件2（办公室）3月.xlsx",
        [talk(1, "3月32日"), talk(2, "3月5日", ""), talk(3, "3月40日")],
        "办公室",
    )
    march = Choices(parse_period("2023-03"), unit="办公室")
    send_back(desk, campaign, [one.id for one in take_in(desk, campaign, [first], march).taken if one.id], "")
    told = write_slips(desk, campaign, slip_page(desk, campaign, unit="办公室"), tmp_path / "out1", TERMS)
    assert told.letters[0].count == 3
    second = talks(
        tmp_path / "二" / "附件2（办公室）3月重报.xlsx",
        [talk(1, "3月2日"), talk(2, "3月5日", ""), talk(4, "3月50日")],
        "办公室",
    )
    again = [one.id for one in take_in(desk, campaign, [second], march).taken if one.id]
    assert slip_page(desk, campaign, unit="办公室").returns == ()
    send_back(desk, campaign, again, "")
    page = slip_page(desk, campaign, unit="办公室")
    assert [one.id for one in page.returns] == again
    letter = write_slips(desk, campaign, page, tmp_path / "out2", TERMS).letters[0]
    assert [line.heading for line in letter.parts[0].lines] == ["谈话内容类型", "谈话时间"]
    assert letter.parts[0].again == "第2次退回，上次指出3处，已改2处，仍有1处未改，另有1处是新出现的"


def test_what_was_told_is_remembered_with_its_day_and_contact_and_can_be_taken_back(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    ids = back(desk, campaign, "法规科")
    done = write_slips(desk, campaign, chosen(desk, campaign, ids), tmp_path, TERMS, days=3)
    told = slip_page(desk, campaign).returns[0]
    assert told.slipped_at == NOW
    assert [fault.heading for fault in told.slips[0].faults] == ["谈话时间"]
    assert (office_words(desk).contact, office_words(desk).days) == ("王芳 8765", 3)
    assert proposed_due(datetime(2023, 4, 5).date(), 3) == "2023年4月10日"  # noqa: DTZ001  a Saturday is moved on
    assert done.operation_id is not None
    undo(desk, done.operation_id)
    assert slip_page(desk, campaign).returns[0].slipped_at is None


def test_what_the_organiser_wrote_stands_on_the_slip_and_our_own_questions_do_not(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    ids = back(desk, campaign, "机关党委", reason="谈话地点请写全称")
    letter = write_slips(desk, campaign, chosen(desk, campaign, ids), tmp_path, TERMS).letters[0]
    assert [(line.place, line.wrong, line.remedy) for line in letter.parts[0].lines] == [
        ("整份", "谈话地点请写全称", "请核对后改正")
    ]


def test_a_return_without_anything_to_mend_is_refused_with_what_to_do(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    back(desk, campaign, "法规科")
    ids = back(desk, campaign, "机关党委", reason="；")
    with pytest.raises(DeskError, match="写明退回原因"):
        write_slips(desk, campaign, chosen(desk, campaign, ids), tmp_path / "out", TERMS)
    assert not (tmp_path / "out").exists()


def test_a_return_of_an_unknown_unit_is_left_out_and_that_is_said(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    back(desk, campaign, "法规科", "东诚分局")
    done = write_slips(desk, campaign, slip_page(desk, campaign), tmp_path, TERMS)
    assert [letter.unit for letter in done.letters] == ["法规科"]
    assert any("东诚分局" in remark and "哪家单位" in remark for remark in done.made.remarks)


def test_a_word_document_of_a_unit_is_marked_in_place(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    source = next(SAMPLE.rglob("*东诚分局*.docx"))
    paper = Document(str(source))
    cell = paper.tables[0].rows[1].cells[6]
    cell.text = "2月31日"
    changed = tmp_path / "2月" / "附件2（东诚分局）.docx"
    changed.parent.mkdir()
    paper.save(str(changed))
    taken = take_in(desk, campaign, [changed], Choices(FEBRUARY))
    ids = [one.id for one in taken.taken if one.id]
    settle(desk, campaign, ids[0], unit="东城分局")
    send_back(desk, campaign, ids, "")
    done = write_slips(desk, campaign, chosen(desk, campaign, ids), tmp_path / "out", TERMS)
    copy = next(path for path in done.made.files if "标出错处" in path.name)
    assert copy.suffix == ".docx"
    assert 'w:fill="FFC7CE"' in Document(str(copy)).tables[0].rows[1].cells[6]._tc.xml
    assert done.letters[0].parts[0].lines[0].place.startswith("第1个表第2行第7列")


class _StopAtSecond(Progress):
    def step(self, done: int, total: int, text: str) -> None:
        if done:
            raise Cancelled


def test_a_stopped_batch_leaves_no_file_and_remembers_nothing(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    back(desk, campaign, "法规科", "应急中心")
    with pytest.raises(Cancelled):
        write_slips(desk, campaign, slip_page(desk, campaign), tmp_path / "out", TERMS, _StopAtSecond())
    assert not (tmp_path / "out").exists()
    assert all(one.slipped_at is None for one in slip_page(desk, campaign).returns)


def test_what_is_previewed_has_a_page_a_unit(desk: Desk, campaign: Campaign) -> None:
    back(desk, campaign, "法规科", "应急中心")
    assert len(preview_slips(desk, campaign, slip_page(desk, campaign), TERMS).sizes) == 2


def test_the_command_writes_all_slips_of_a_period(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    back(desk, campaign, "法规科", "应急中心")
    desk.store.close()
    told = call("--data", tmp_path / "data", "--json", "slips", "--out", tmp_path / "out", "--period", "2023-02")
    assert told.status == 0
    assert [one["unit"] for one in told.document["slips"]] == ["法规科"]
    assert told.document["slips"][0]["returns"][0]["faults"][0]["place"] == "G6，第2条"
    assert all(Path(path).is_file() for path in told.document["files"])
    none = call("--data", tmp_path / "data", "slips", "--out", tmp_path / "none", "--unit", "办公室")
    assert (none.status, none.err.strip()) == (2, "没有退回修改的来表，不用写退回修改单。")
