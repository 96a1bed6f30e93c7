"""签字盖章: which print was signed, and 签字件与现有数据不符 as soon as the data moves, until it is back."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.problems import DeskError
from desk_app.services.archive_inspection import inspection
from desk_app.services.completion import Slot, Track, cell_words, completion
from desk_app.services.completion_work import register_papers
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.home_page import home_page
from desk_app.services.overview import undo
from desk_app.services.print_options import printable_units
from desk_app.services.produce import print_form
from desk_app.services.received_register import PAPER, received_lines
from desk_app.services.send_back import send_back
from desk_app.services.signing import DIFFERS, UNCOMPARED, difference, differing, signed_papers
from desk_app.services.signing_print import set_code
from desk_app.services.take_in import Choices, take_in
from desk_app.services.values import Campaign, ChangeSet, PaperState
from desk_app.storage import records, roster
from desk_app.storage.records import Record
from tests.services.sample_office import MARCH, TALKS, stands

OFFICE = "办公室"
HERE = Slot(OFFICE, TALKS, MARCH)


def rows_of(desk: Desk, campaign: Campaign, unit: str = OFFICE) -> list[Record]:
    with desk.store.read() as reader:
        return list(records.counted(reader, campaign.id, unit_id=roster.unit_ids(reader)[unit], period="2023-03"))


def edit(desk: Desk, campaign: Campaign, text: str, key: str = "place") -> ChangeSet:
    row = rows_of(desk, campaign)[0]
    return correct_cells(desk, campaign, [CellEdit(row.id, key, text)])


def sign(desk: Desk, campaign: Campaign, state: PaperState = PaperState.RECEIVED, slot: Slot = HERE) -> None:
    register_papers(desk, campaign, [slot], state)


def test_a_paper_knows_which_print_was_signed_when_and_by_whom(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    made = print_form(desk, campaign, TALKS, tmp_path, unit=OFFICE, period=MARCH)
    edit(desk, campaign, "别处")
    again = print_form(desk, campaign, TALKS, tmp_path, unit=OFFICE, period=MARCH)
    assert [one.revision for one in (*made.prints, *again.prints)] == [1, 2]
    sign(desk, campaign)
    (one,) = signed_papers(desk, campaign)
    assert (one.unit, one.form, one.period, one.state) == (OFFICE, TALKS, MARCH, PaperState.RECEIVED)
    assert (one.revision, one.code) == (2, again.prints[0].code)
    assert one.noted_at == desk.clock()
    assert not one.differs


def test_the_same_data_printed_twice_is_one_print_with_one_code(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    first = print_form(desk, campaign, TALKS, tmp_path, unit=OFFICE, period=MARCH)
    whole = first.files[0].read_bytes()
    second = print_form(desk, campaign, TALKS, tmp_path, unit=OFFICE, period=MARCH)
    assert first.prints[0].code == second.prints[0].code
    assert second.files[0].read_bytes() == whole


def test_an_edit_after_signing_is_said_with_its_cell_and_goes_away_with_undo(desk: Desk, campaign: Campaign) -> None:
    sign(desk, campaign)
    assert differing(desk, campaign) == ()
    before = rows_of(desk, campaign)[0].values["place"]
    done = edit(desk, campaign, "别处")
    assert [(one.unit, one.form, one.period) for one in differing(desk, campaign)] == [(OFFICE, TALKS, MARCH)]
    found = difference(desk, campaign, OFFICE, TALKS, MARCH)
    assert [(one.row, one.label, one.before, one.after) for one in found.cells] == [(0, "谈话地点", before, "别处")]
    assert (found.added, found.removed, found.brief) == ((), (), "变动1格")
    undo(desk, done.operation_id or 0)
    assert differing(desk, campaign) == ()


def test_data_typed_back_by_hand_is_what_was_signed_again(desk: Desk, campaign: Campaign) -> None:
    sign(desk, campaign)
    before = str(rows_of(desk, campaign)[0].values["place"])
    edit(desk, campaign, "别处")
    assert differing(desk, campaign)
    edit(desk, campaign, before)
    assert differing(desk, campaign) == ()
    assert difference(desk, campaign, OFFICE, TALKS, MARCH).brief == "与现有数据一致"


def test_every_place_where_a_clerk_looks_says_it(desk: Desk, campaign: Campaign) -> None:
    sign(desk, campaign)
    done = edit(desk, campaign, "别处")
    one = stands(desk, campaign, OFFICE)
    assert one.differs
    column = completion(desk, campaign, [MARCH]).columns[0]
    assert cell_words(one, column) == ("已收", "纸质已交（与数据不符）")
    assert cell_words(one, column, Track.ELECTRONIC) == ("已收", "")
    register = [line.state for line in received_lines(desk, campaign) if line.way == PAPER]
    assert register == [f"已交（{DIFFERS}）"]
    todo = [one.text for one in home_page(desk, campaign, MARCH).todos if DIFFERS in one.text]
    assert todo == [f"1份{DIFFERS}：{OFFICE}"]
    units = {unit.name: unit.paper for unit in printable_units(desk, campaign, TALKS, MARCH)}
    assert [name for name, paper in units.items() if paper] == [OFFICE]
    lacking = [line.lacking for line in inspection(desk, campaign).lines if DIFFERS in line.lacking]
    assert len(lacking) == 1
    assert OFFICE in lacking[0]
    undo(desk, done.operation_id or 0)
    assert not stands(desk, campaign, OFFICE).differs
    assert not [line for line in inspection(desk, campaign).lines if DIFFERS in line.lacking]


def test_a_return_sent_back_after_signing_is_held_against_its_own_rows(desk: Desk, campaign: Campaign) -> None:
    """A paper printed from a return that waits is not false because the return waits."""
    sign(desk, campaign)
    submission_id = stands(desk, campaign, OFFICE).submission_id
    assert submission_id is not None
    send_back(desk, campaign, [submission_id], "请核对")
    assert differing(desk, campaign) == ()


def test_a_resubmission_with_another_cell_is_said_and_its_withdrawal_ends_it(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    import openpyxl

    made = print_form(desk, campaign, TALKS, tmp_path, unit=OFFICE, period=MARCH, kinds=(".xlsx",))
    book = openpyxl.load_workbook(made.files[0])
    first = str(rows_of(desk, campaign)[0].values["place"])
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == first)
    cell.value = "另一处"
    folder = tmp_path / "重报"
    folder.mkdir()
    book.save(folder / "附件2 大谈话统计表（办公室）2023-03 重报.xlsx")
    sign(desk, campaign)
    report = take_in(desk, campaign, [folder], Choices())
    assert [one.differs for one in signed_papers(desk, campaign)] == [True]
    found = difference(desk, campaign, OFFICE, TALKS, MARCH)
    assert [(one.label, one.before, one.after) for one in found.cells] == [("谈话地点", first, "另一处")]
    from desk_app.services.send_back import undo_batch

    undo_batch(desk, campaign, report.batch_id or 0)
    assert differing(desk, campaign) == ()


def test_a_paper_that_came_before_any_file_is_held_against_nothing(desk: Desk, campaign: Campaign) -> None:
    sign(desk, campaign, slot=Slot("法规科", TALKS, MARCH))
    (one,) = signed_papers(desk, campaign)
    assert (one.revision, one.differs) == (0, False)
    assert UNCOMPARED in one.said


def test_a_paper_completed_later_is_still_the_print_it_was_and_a_new_one_is_of_the_present_data(
    desk: Desk, campaign: Campaign
) -> None:
    sign(desk, campaign, PaperState.UNSEALED)
    edit(desk, campaign, "别处")
    sign(desk, campaign)
    assert [one.differs for one in signed_papers(desk, campaign)] == [True]
    sign(desk, campaign)
    assert [(one.revision, one.differs) for one in signed_papers(desk, campaign)] == [(2, False)]


def test_a_paper_noted_as_missing_again_is_not_compared(desk: Desk, campaign: Campaign) -> None:
    sign(desk, campaign)
    edit(desk, campaign, "别处")
    sign(desk, campaign, PaperState.MISSING)
    assert signed_papers(desk, campaign) == ()
    with pytest.raises(DeskError, match="还没有登记纸质件"):
        difference(desk, campaign, OFFICE, TALKS, MARCH)


def test_a_row_moved_within_the_table_says_nothing_new(desk: Desk, campaign: Campaign) -> None:
    sign(desk, campaign)
    with desk.store.operation("排序", actor="", at=desk.clock(), campaign_id=campaign.id) as op:
        records.put_in_order(op, [row.id for row in reversed(rows_of(desk, campaign))])
    assert differing(desk, campaign) == ()


def test_a_form_whose_code_is_off_is_printed_without_one_and_others_keep_theirs(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    import pypdf

    def printed(form: str) -> str:
        made = print_form(desk, campaign, form, tmp_path, unit="环评科" if form == "整改台账" else OFFICE, period=MARCH)
        return pypdf.PdfReader(made.files[0]).pages[0].extract_text()

    assert "识别码" in printed(TALKS)
    set_code(desk, campaign, "附件2", on=False)
    assert "识别码" not in printed(TALKS)
    assert "识别码" in printed("整改台账")
    set_code(desk, campaign, "", on=False)
    assert "识别码" not in printed("整改台账")
    set_code(desk, campaign, "", on=True)
    assert "识别码" in printed(TALKS)


def test_word_and_excel_bear_the_short_code_too(desk: Desk, campaign: Campaign, tmp_path: Path) -> None:
    import zipfile

    from desk_app.forms.paper_code import spaced

    made = print_form(desk, campaign, TALKS, tmp_path, unit=OFFICE, period=MARCH, kinds=(".xlsx", ".docx"))
    code = spaced(made.prints[0].code)
    for path, part in zip(made.files, ("xl/worksheets/sheet1.xml", "word/footer1.xml"), strict=True):
        with zipfile.ZipFile(path) as package:
            assert f"识别码 {code} 第1稿" in package.read(part).decode()


def test_nothing_is_printed_with_a_code_while_nothing_has_come_in(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    assert print_form(desk, campaign, TALKS, tmp_path, unit="法规科", period=MARCH).prints == ()


def test_only_the_periods_that_are_asked_for_are_looked_at(desk: Desk, campaign: Campaign) -> None:
    sign(desk, campaign)
    assert differing(desk, campaign, ["2023-02"]) == ()
    edit(desk, campaign, "别处")
    assert differing(desk, campaign, ["2023-02"]) == ()
    assert len(differing(desk, campaign, ["2023-03"])) == 1
