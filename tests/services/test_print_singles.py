"""Papers that are printed one by one stand in the 打印清单 as those of a batch do, and count as printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Silent
from desk_app.services.completion import Slot
from desk_app.services.completion_work import register_papers
from desk_app.services.desk import Desk
from desk_app.services.preview import note_prints, preview, save
from desk_app.services.print_batch import begin_batch, open_batches, print_batch, run_batch
from desk_app.services.print_batch_plan import plan_batch
from desk_app.services.print_batch_wish import PDF, XLSX, BatchWish, Target, Which
from desk_app.services.print_choice import PaperKind, PrintChoice
from desk_app.services.print_out import write_printed_list
from desk_app.services.print_singles import WHOLE_BUREAU, printed_papers
from desk_app.services.produce import print_form
from desk_app.services.unit_changes import rename_unit
from desk_app.services.values import Campaign, PaperState
from tests.services.sample_office import MARCH, TALKS
from tests.services.test_print_batch import StopAfter

WISH = BatchWish((TALKS,), period=MARCH)


def test_a_form_that_no_unit_fills_in_has_no_paper_of_a_unit(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="不由各单位填报，没有单位的一份"):
        print_form(desk, campaign, "附件1", tmp_path / "印", unit="办公室")
    with pytest.raises(DeskError, match="请打印全局的一份"):
        preview(desk, campaign, PrintChoice(PaperKind.ANNEX, "附件1", ("办公室",)))
    assert not (tmp_path / "印").exists()
    assert print_form(desk, campaign, "附件1", tmp_path / "印").pages == 2


def pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def test_a_paper_that_was_written_as_files_is_on_the_list_with_its_pages_and_names(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    made = print_form(desk, campaign, TALKS, tmp_path, unit="办公室", period=MARCH, kinds=(PDF, XLSX))
    print_form(desk, campaign, TALKS, tmp_path, period=MARCH)
    whole, one = sorted(printed_papers(desk, campaign), key=lambda paper: paper.unit == "办公室")
    assert (one.form, one.unit, one.period, one.signed) == (TALKS, "办公室", MARCH.label, "未交")
    assert one.pages == pages(made.files[0])
    assert one.target == f"{made.files[0].name}、.xlsx"
    assert (whole.unit, whole.signed) == (WHOLE_BUREAU, "")
    assert open_batches(desk, campaign) == ()


def test_units_that_are_saved_together_are_a_line_each(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    choice = PrintChoice(PaperKind.ANNEX, TALKS, ("办公室", "人事科"), MARCH)
    save(desk, campaign, choice, tmp_path, (PDF,), Silent())
    assert {one.unit for one in printed_papers(desk, campaign)} == {"办公室", "人事科"}


def test_of_what_went_to_the_printer_only_the_papers_whose_pages_were_chosen_are_listed(
    desk: Desk, campaign: Campaign
) -> None:
    seen = preview(desk, campaign, PrintChoice(PaperKind.ANNEX, TALKS, ("办公室", "人事科"), MARCH))
    last = len(seen.sizes) - 1
    note_prints(desk, campaign, seen, [last], "一楼打印机")
    (one,) = printed_papers(desk, campaign)
    assert (one.unit, one.pages, one.target) == ("人事科", 1, "一楼打印机")


def test_what_was_printed_by_itself_is_not_printed_again_where_only_the_unprinted_is_asked(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    everything = {one.unit for one in plan_batch(desk, campaign, replace(WISH, out=tmp_path), Silent()).items}
    print_form(desk, campaign, TALKS, tmp_path / "单份", unit="办公室", period=MARCH)
    seen = preview(desk, campaign, PrintChoice(PaperKind.ANNEX, TALKS, ("人事科",), MARCH))
    note_prints(desk, campaign, seen, range(len(seen.sizes)), "打印机")
    left = plan_batch(desk, campaign, replace(WISH, which=Which.UNPRINTED, out=tmp_path), Silent())
    assert {one.unit for one in left.items} == everything - {"办公室", "人事科"}


def test_the_list_as_a_file_tells_of_batches_and_single_papers_and_whether_they_came_back_signed(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    with pytest.raises(DeskError, match="还没有打印过"):
        write_printed_list(desk, campaign, tmp_path)
    print_form(desk, campaign, TALKS, tmp_path, unit="办公室", period=MARCH)
    print_batch(desk, campaign, replace(WISH, units=("人事科", "宣教科"), out=tmp_path / "批"), Silent())
    register_papers(desk, campaign, [Slot("办公室", TALKS, MARCH)], PaperState.UNSEALED)
    made = write_printed_list(desk, campaign, tmp_path / "清单")
    sheet = openpyxl.load_workbook(next(path for path in made.files if path.suffix == XLSX)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = {row[3]: row[6] for row in rows if row[2] == TALKS}
    assert told == {"办公室": "缺盖章", "人事科": "未交", "宣教科": "未交"}


def test_a_paper_of_a_unit_that_was_renamed_since_is_still_known_as_signed_and_as_printed(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    print_form(desk, campaign, TALKS, tmp_path, unit="办公室", period=MARCH)
    register_papers(desk, campaign, [Slot("办公室", TALKS, MARCH)], PaperState.RECEIVED)
    rename_unit(desk, "办公室", "综合办公室", None)
    (one,) = printed_papers(desk, campaign)
    assert one.signed == PaperState.RECEIVED.value


def test_papers_of_a_merged_file_that_never_became_whole_are_not_on_the_list(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    wish = replace(WISH, target=Target.MERGED, out=tmp_path / "合")
    batch = begin_batch(desk, campaign, plan_batch(desk, campaign, wish, Silent()))
    with pytest.raises(Cancelled):
        run_batch(desk, campaign, batch.id, StopAfter(6))
    (left,) = open_batches(desk, campaign)
    assert left.done, "some were drawn before it was stopped"
    assert printed_papers(desk, campaign) == ()
    run_batch(desk, campaign, batch.id, Silent())
    assert len(printed_papers(desk, campaign)) == len(batch.items)
