"""归档 without persons: what steps, history and papers tell of the rows of a hidden form stays out as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import ONCE, parse_period
from desk_app.forms.definition import ColumnKind
from desk_app.services.answer_return import keep_spelling
from desk_app.services.archive_make import ArchiveWish, make_archive
from desk_app.services.archive_open import open_archive
from desk_app.services.closing import close_period, reopen_period
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.overview import undo, undoable_since
from desk_app.services.tally import tally_of
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.storage import campaigns, records, submissions
from desk_app.storage.states import SubmissionState
from tests.services.returns_office import ReturnsOffice
from tests.services.test_archive_making import everything_in
from tests.ui.awkward_stick import talk

MARCH = parse_period("2023-03")
NAME = "欧阳慎之"
"""A name that nobody else bears."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    yield made
    made.desk.store.close()


def _send(office: ReturnsOffice, talkee: str) -> int:
    return office.send("办公室", [talk("王建国", talkee, "2023年3月3日")])


def _row(office: ReturnsOffice, submission_id: int) -> int:
    with office.desk.store.read() as reader:
        return records.of_submission(reader, submission_id)[0].id


def _correct(office: ReturnsOffice, submission_id: int) -> None:
    correct_cells(office.desk, office.campaign, [CellEdit(_row(office, submission_id), "talkee", NAME)])


def _undo_all(office: ReturnsOffice, *names: str) -> None:
    for one in undoable_since(office.desk, None):
        if one.name in names:
            undo(office.desk, one.id)


def corrected(office: ReturnsOffice) -> None:
    _correct(office, _send(office, "李四"))


def corrected_and_taken_back_with_its_file(office: ReturnsOffice) -> None:
    _correct(office, _send(office, "李四"))
    _undo_all(office, "改正")
    _undo_all(office, "收表")


def file_taken_back(office: ReturnsOffice) -> None:
    _send(office, NAME)
    _undo_all(office, "收表")


def kept_as_written(office: ReturnsOffice) -> None:
    row = talk("王建国", "李四", "2023年3月3日", kind=NAME)
    sent = office.send("办公室", [row])
    with office.desk.store.operation("待核", actor="试", at=office.now) as op:
        submissions.set_state(op, [sent], SubmissionState.NEEDS_REVIEW)
    keep_spelling(office.desk, office.campaign, sent, _row(office, sent), "type")


def changed_after_closing(office: ReturnsOffice) -> None:
    sent = _send(office, "李四")
    close_period(office.desk, office.campaign, MARCH)
    reopen_period(office.desk, office.campaign, MARCH, "补一人")
    office.now = office.now.replace(hour=11)
    _correct(office, sent)
    office.now = office.now.replace(hour=12)
    close_period(office.desk, office.campaign, MARCH)


LIVES: tuple[Callable[[ReturnsOffice], None], ...] = (
    corrected, corrected_and_taken_back_with_its_file, file_taken_back, kept_as_written, changed_after_closing,
)  # fmt: skip


def words_on(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.__name__)
def test_a_name_is_nowhere_in_an_archive_without_persons_whatever_was_done_with_its_row(
    office: ReturnsOffice, tmp_path: Path, life: Callable[[ReturnsOffice], None]
) -> None:
    life(office)
    with office.desk.store.read() as reader:
        assert NAME in everything_in(reader)
    figures = tally_of(office.desk, office.campaign, MARCH)
    made = make_archive(office.desk, office.campaign, tmp_path / "出", ArchiveWish(each_unit=False))
    open_archive(made.folder, tmp_path / "看")
    papers = [*made.folder.rglob("*.xlsx"), *(tmp_path / "看" / "originals").rglob("*.xlsx")]
    assert papers
    assert not [path.name for path in papers if NAME in words_on(path)]
    copy = open_desk(tmp_path / "看", own_fonts=False)
    with copy.store, copy.store.read() as reader:
        assert NAME not in everything_in(reader)
        assert tally_of(copy, office.campaign, MARCH)[0].units == figures[0].units


def test_the_copy_without_persons_shows_a_closed_period_as_the_office_does(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    changed_after_closing(office)
    shown = [_shown(office.desk, office, basis) for basis in Basis]
    made = make_archive(office.desk, office.campaign, tmp_path / "出", ArchiveWish(each_unit=False))
    open_archive(made.folder, tmp_path / "看")
    copy = open_desk(tmp_path / "看", own_fonts=False)
    with copy.store:
        assert [_shown(copy, office, basis) for basis in Basis] == shown


def _shown(desk: Desk, office: ReturnsOffice, basis: Basis) -> tuple[object, ...]:
    table = figure_table(desk, office.campaign, MARCH, basis)
    sums = [table.column_sum(place) for place, one in enumerate(table.columns) if one.closing is not None]
    return (table.units, table.cells, table.remarks, sums)


def test_steps_on_forms_that_name_no_person_keep_their_words(office: ReturnsOffice, tmp_path: Path) -> None:
    corrected(office)
    with office.desk.store.read() as reader:
        form = campaigns.find_form(reader, office.campaign.id, "提建议清单")
    key = next(one.key for one in form.definition.columns if one.kind is ColumnKind.LONG)
    _, ids = type_rows(office.desk, office.campaign, form.id, [TypedRow("办公室", ONCE, {key: "加装路灯"})])
    correct_cells(office.desk, office.campaign, [CellEdit(ids[0], key, "更换路灯")])
    made = make_archive(office.desk, office.campaign, tmp_path / "出", ArchiveWish(each_unit=False))
    open_archive(made.folder, tmp_path / "看")
    copy = open_desk(tmp_path / "看", own_fonts=False)
    with copy.store, copy.store.read() as reader:
        said = everything_in(reader, besides=("record", "change"))
        assert "改为“更换路灯”" in said
        assert NAME not in said
