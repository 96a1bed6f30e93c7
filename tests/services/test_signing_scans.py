"""收扫描件: printed, signed, copied, and known again page by page; what is missing, double or foreign is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk_app.app import reading_helper
from desk_app.problems import Cancelled, DeskError
from desk_app.services.desk import Desk
from desk_app.services.open_campaign import open_from_template
from desk_app.services.produce import print_form
from desk_app.services.send_back import undo_batch
from desk_app.services.signing import DIFFERS, difference, differing, signed_papers
from desk_app.services.signing_match import DAMAGED, ELSEWHERE, NO_CODE, NOT_OURS
from desk_app.services.signing_papers import ScanPaper, name_by_code, note_many, note_scans, scan_papers
from desk_app.services.signing_scans import ScanBatch, read_waiting, take_scans
from desk_app.services.signing_view import ScanViewer
from desk_app.services.take_in import Choices, take_in
from desk_app.services.values import Campaign, PaperState
from desk_app.storage import submissions
from desk_app.storage.originals import hash_of
from tests.services.paper_scans import as_jpeg, as_pdf, blank, lengthen, pages_of, turned
from tests.services.sample_office import MARCH, TALKS, stands
from tests.services.test_signing import edit

OFFICE = "办公室"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "扫描"
    made.mkdir()
    return made


@pytest.fixture(autouse=True)
def two_pages(desk: Desk, campaign: Campaign) -> None:
    """The office's paper has a second page."""
    lengthen(desk, campaign, OFFICE)


def printed(desk: Desk, campaign: Campaign, out: Path, unit: str = OFFICE) -> list[Image.Image]:
    return pages_of(print_form(desk, campaign, TALKS, out, unit=unit, period=MARCH).files[0])


def papers_of(desk: Desk, campaign: Campaign, batch: ScanBatch) -> tuple[ScanPaper, ...]:
    assert batch.batch_id is not None
    return scan_papers(desk, campaign, batch.batch_id)


def dark(pixels: bytes) -> int:
    return sum(red < 128 for red in pixels[::4])


@pytest.mark.parametrize("degrees", [0, 2, -2, 90, 180, 182])
def test_a_page_scanned_at_150_dpi_askew_and_badly_compressed_is_its_paper(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path, degrees: float
) -> None:
    for number, page in enumerate(printed(desk, campaign, tmp_path)):
        as_jpeg(turned(page, degrees), folder / f"IMG_{number}.jpg", quality=15)
    batch = take_scans(desk, campaign, [folder])
    (paper,) = papers_of(desk, campaign, batch)
    assert (paper.unit, paper.form, paper.period, paper.revision) == (OFFICE, TALKS, MARCH, 1)
    assert [at.number for at in paper.pages] == [1, 2]
    assert paper.is_whole
    note_scans(desk, campaign, paper, PaperState.RECEIVED)
    assert stands(desk, campaign, OFFICE).paper == "已交"
    assert differing(desk, campaign) == ()


def test_many_units_papers_in_one_file_in_either_order_are_put_together_each(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    units = [OFFICE, "宣教科", "大气环境科"]
    pages = [page for unit in units for page in printed(desk, campaign, tmp_path, unit)]
    pages.reverse()
    as_pdf([turned(page, 180 if place % 2 else 0) for place, page in enumerate(pages)], folder / "盖章.pdf")
    batch = take_scans(desk, campaign, [folder])
    found = papers_of(desk, campaign, batch)
    assert [one.unit for one in found] == units
    assert all(one.is_whole for one in found)
    assert [(at.place, at.number) for at in found[0].pages] == [(3, 1), (2, 2)]


def test_a_file_is_kept_byte_for_byte_and_filed_with_every_return_it_holds(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    pages = printed(desk, campaign, tmp_path) + printed(desk, campaign, tmp_path, "宣教科")
    path = as_pdf(pages, folder / "盖章.pdf")
    found = papers_of(desk, campaign, take_scans(desk, campaign, [folder]))
    note_many(desk, campaign, found, PaperState.UNSEALED)
    with desk.store.read() as reader:
        kept = [submissions.get(reader, scan) for one in found for scan in one.scans]
    assert {one.sha256 for one in kept} == {hash_of(path.read_bytes())}
    assert {desk.store.originals.read(one.original) for one in kept} == {path.read_bytes()}
    assert [one.sheet for one in kept] == ["第1、2页", "第3页"]
    assert [one.state for one in signed_papers(desk, campaign)] == [PaperState.UNSEALED] * 2


def test_missing_double_and_unknown_pages_are_said(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    first, second = printed(desk, campaign, tmp_path)
    (other,) = printed(desk, campaign, tmp_path, "宣教科")
    as_pdf([second, blank(), other, turned(other, 180)], folder / "盖章.pdf")
    batch = take_scans(desk, campaign, [folder])
    assert [one.remarks for one in batch.files] == [(f"第2页{NO_CODE}",)]
    office, doubled, loose = papers_of(desk, campaign, batch)
    assert office.problems == ("缺第1页",)
    assert doubled.problems == ("第1页有两张以上",)
    assert (loose.known, loose.problems) == (False, (f"第2页{NO_CODE}",))
    as_jpeg(first, folder / "补扫.jpg")
    later = take_scans(desk, campaign, [folder])
    assert [(one.file, one.taken) for one in later.files] == [("盖章.pdf", False), ("补扫.jpg", True)]
    (whole,) = papers_of(desk, campaign, later)
    assert whole.is_whole
    assert [at.file for at in whole.pages] == ["补扫.jpg", "盖章.pdf"]


def test_a_page_of_another_campaign_and_a_strange_code_are_never_taken_for_ours(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    import segno

    first = printed(desk, campaign, tmp_path)[0]
    other, _ = open_from_template(desk, campaign.template, name="另一专项")
    segno.make("https://example.invalid").save(str(folder / "别的码.png"), scale=8, border=4)
    as_jpeg(first, folder / "本专项.jpg")
    batch = take_scans(desk, other, [folder])
    assert {one.file: one.remarks for one in batch.files} == {
        "别的码.png": (NOT_OURS,),
        "本专项.jpg": (f"是专项“{campaign.name}”的，请在那个专项里收",),
    }
    assert all(not one.known for one in papers_of(desk, other, batch))


def test_a_code_of_other_data_and_a_damaged_one_are_refused(desk: Desk, campaign: Campaign, folder: Path) -> None:
    import segno

    from desk_app.forms.paper_code import PaperCode, check_code, encode

    line = encode(PaperCode(check_code("别处"), 2, 1, "2023-03", 1, check_code("x")))
    segno.make(line).save(str(folder / "1.png"), scale=8, border=4)
    segno.make(line[:-1] + ("0" if line[-1] != "0" else "1")).save(str(folder / "2.png"), scale=8, border=4)
    batch = take_scans(desk, campaign, [folder])
    assert [one.remarks for one in batch.files] == [(ELSEWHERE,), (DAMAGED,)]
    assert signed_papers(desk, campaign) == ()


def test_data_altered_after_printing_is_said_when_the_scan_comes_and_after_it_is_noted(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    as_pdf(printed(desk, campaign, tmp_path), folder / "盖章.pdf")
    edit(desk, campaign, "别处")
    (paper,) = papers_of(desk, campaign, take_scans(desk, campaign, [folder]))
    assert paper.problems == (DIFFERS,)
    note_scans(desk, campaign, paper, PaperState.RECEIVED)
    (signed,) = differing(desk, campaign)
    assert (signed.unit, signed.revision) == (OFFICE, 1)
    assert [one.after for one in difference(desk, campaign, OFFICE, TALKS, MARCH).cells] == ["别处"]


def test_without_a_code_the_files_name_proposes_whose_it_is(desk: Desk, campaign: Campaign, folder: Path) -> None:
    as_jpeg(blank(), folder / "附件2 大谈话统计表（宣教科）2023年3月盖章.jpg")
    (paper,) = papers_of(desk, campaign, take_scans(desk, campaign, [folder]))
    assert (paper.known, paper.unit, paper.form, paper.period) == (False, "宣教科", TALKS, MARCH)
    note_scans(desk, campaign, paper, PaperState.UNSIGNED)
    assert stands(desk, campaign, "宣教科").paper == "缺签字"


def test_a_scan_of_nobody_is_not_noted_before_it_is_named(desk: Desk, campaign: Campaign, folder: Path) -> None:
    as_jpeg(blank(), folder / "IMG_0001.jpg")
    (paper,) = papers_of(desk, campaign, take_scans(desk, campaign, [folder]))
    assert paper.lacking[0] == "单位"
    with pytest.raises(DeskError, match="请先到“收表”里指定"):
        note_scans(desk, campaign, paper, PaperState.RECEIVED)


def test_a_batch_is_taken_back_with_all_that_was_noted_by_it(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    as_pdf(printed(desk, campaign, tmp_path) + printed(desk, campaign, tmp_path, "宣教科"), folder / "盖章.pdf")
    batch = take_scans(desk, campaign, [folder])
    note_many(desk, campaign, papers_of(desk, campaign, batch), PaperState.RECEIVED)
    assert len(signed_papers(desk, campaign)) == 2
    undo_batch(desk, campaign, batch.batch_id or 0)
    assert signed_papers(desk, campaign) == ()
    assert stands(desk, campaign, OFFICE).paper == "未交"
    again = take_scans(desk, campaign, [folder])
    assert [one.taken for one in again.files] == [True]


def test_what_is_no_scan_and_what_cannot_be_opened_is_said_and_not_kept(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    import pypdf

    (folder / "表.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4\nnothing of the kind")
    (folder / "坏.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing of the kind")
    writer = pypdf.PdfWriter(clone_from=as_pdf([blank()], tmp_path / "a.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(folder / "锁.pdf")
    batch = take_scans(desk, campaign, [folder])
    assert batch.batch_id is None
    said = {one.file: one.remarks[0] for one in batch.files}
    assert "不是PDF或图片" in said["表.csv"]
    assert "打不开" in said["坏.pdf"]
    assert "打不开" in said["坏.jpg"]
    assert "密码" in said["锁.pdf"]


def test_a_helper_reads_the_same_and_shows_pages_upright(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    as_pdf([turned(page, 180) for page in printed(desk, campaign, tmp_path)], folder / "盖章.pdf")
    desk.helper = reading_helper()
    (paper,) = papers_of(desk, campaign, take_scans(desk, campaign, [folder]))
    assert [at.turned for at in paper.pages] == [180, 180]
    viewer = ScanViewer()
    try:
        upright = viewer.image(desk, paper.pages[0], 800)
    finally:
        viewer.close()
    assert max(upright.width, upright.height) == 800
    eighth = len(upright.pixels) // 8
    head, foot = upright.pixels[:eighth], upright.pixels[-eighth:]
    assert dark(foot) > dark(head), "the code stands at the foot again"


def test_what_was_read_before_it_was_stopped_stays(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    for number, page in enumerate(printed(desk, campaign, tmp_path)):
        as_jpeg(page, folder / f"{number}.jpg")

    class Stop:
        def step(self, done: int, total: int, text: str) -> None:
            assert total == 2
            if text.startswith("1.jpg"):
                raise Cancelled

    with pytest.raises(Cancelled):
        take_scans(desk, campaign, [folder], Stop())
    (paper,) = scan_papers(desk, campaign)[:1]
    assert (paper.unit, paper.problems) == (OFFICE, ("缺第2页",))


def test_a_page_whose_qr_code_is_smudged_is_named_by_the_code_that_a_person_reads(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    made = print_form(desk, campaign, TALKS, tmp_path, unit="宣教科", period=MARCH)
    (page,) = pages_of(made.files[0])
    page.paste(128, (0, page.height - 200, 400, page.height))
    as_jpeg(page, folder / "IMG_1.jpg")
    (paper,) = papers_of(desk, campaign, take_scans(desk, campaign, [folder]))
    assert not paper.known
    for wrong in ("8F3K", "00000000"):
        with pytest.raises(DeskError, match="识别码"):
            name_by_code(desk, campaign, paper, wrong)
    code = made.prints[0].code
    name_by_code(desk, campaign, paper, f"{code[:4].lower()}-{code[4:]}")
    named = next(one for one in scan_papers(desk, campaign) if one.scans == paper.scans)
    assert (named.unit, named.form, named.period, named.is_whole) == ("宣教科", TALKS, MARCH, True)
    note_scans(desk, campaign, named, PaperState.RECEIVED)
    assert [(one.unit, one.code) for one in signed_papers(desk, campaign)] == [("宣教科", code)]
    with pytest.raises(DeskError, match="已认出是宣教科的"):
        name_by_code(desk, campaign, named, code)


def test_a_smudged_second_page_joins_the_first_and_what_was_noted_of_it_for_another_unit_holds_no_more(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    made = print_form(desk, campaign, TALKS, tmp_path, unit=OFFICE, period=MARCH)
    first, second = pages_of(made.files[0])
    second.paste(128, (0, second.height - 200, second.width, second.height))
    as_pdf([first, second], folder / "盖章.pdf")
    batch = take_scans(desk, campaign, [folder])
    _, loose = papers_of(desk, campaign, batch)
    for unit in ("监测科", "法规科"):
        note_scans(desk, campaign, replace(loose, unit=unit, form=TALKS, period=MARCH), PaperState.RECEIVED)
    assert [stands(desk, campaign, unit).paper for unit in ("监测科", "法规科")] == ["未交", "已交"]
    name_by_code(desk, campaign, loose, made.prints[0].code)
    assert stands(desk, campaign, "法规科").paper == "未交"
    (whole,) = papers_of(desk, campaign, batch)
    assert ([at.number for at in whole.pages], whole.is_whole, whole.state) == ([1, 2], True, None)
    note_scans(desk, campaign, whole, PaperState.RECEIVED)
    assert stands(desk, campaign, OFFICE).paper == "已交"


def test_a_scan_that_came_among_other_files_is_known_by_its_code_too(
    desk: Desk, campaign: Campaign, tmp_path: Path, folder: Path
) -> None:
    first, second = printed(desk, campaign, tmp_path)
    as_pdf([second, blank(), first], folder / "扫描0001.pdf")
    as_jpeg(blank(), folder / "宣教科 大谈话统计表2023年3月盖章.jpg")
    report = take_in(desk, campaign, [folder], Choices())
    assert read_waiting(desk, campaign) == 1
    assert read_waiting(desk, campaign) == 0
    mine = scan_papers(desk, campaign, report.batch_id)
    assert [(one.unit, one.known, one.problems) for one in mine] == [
        (OFFICE, True, ()),
        ("宣教科", False, ("识别码认不出",)),
        ("", False, (f"第2页{NO_CODE}",)),
    ]
    note_scans(desk, campaign, mine[0], PaperState.RECEIVED)
    undo_batch(desk, campaign, report.batch_id or 0)
    assert stands(desk, campaign, OFFICE).paper == "未交"
