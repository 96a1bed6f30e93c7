"""Free words beside the forms that may name persons are told before an archive without persons is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest

from desk_app.app import open_desk
from desk_app.services.archive_choices import archive_plan, choose
from desk_app.services.archive_files import add_item
from desk_app.services.archive_free_text import CALLS, FILES, NOTES, TITLES, free_texts
from desk_app.services.archive_make import ArchiveWish, make_archive
from desk_app.services.archive_open import open_archive
from desk_app.services.task_board import task_board
from desk_app.services.task_work import Entry, note_task
from desk_app.storage import chases, roster
from desk_app.storage.chases import ChaseWay, NewChase
from tests.services.returns_office import ReturnsOffice
from tests.services.test_archive_making import everything_in
from tests.ui.awkward_stick import talk

NAME = "欧阳慎之"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    """The talkee of a form that is left out stands in a call, a note on a task, and a file's name."""
    made = ReturnsOffice(tmp_path)
    made.send("办公室", [talk("王建国", NAME, "2023年3月3日")])
    with made.desk.store.operation("催报", actor="试", at=made.now, campaign_id=made.campaign.id) as op:
        unit = next(iter(roster.unit_names(op)))
        at = datetime(2023, 3, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock
        call = NewChase(
            unit_id=unit, matters=(), chased_at=at, way=ChaseWay.PHONE, whom="许映雪", answer=f"{NAME}请假，下周报"
        )
        chases.add_many(op, made.campaign.id, [call])
    task = task_board(made.desk, made.campaign).lines[0]
    note_task(made.desk, made.campaign, task.key, Entry(text=f"请{NAME}准备"))
    photo = tmp_path / f"{NAME}发言.jpg"
    photo.write_bytes(b"a photo")
    add_item(made.desk, made.campaign, [photo])
    yield made
    made.desk.store.close()


def test_every_place_that_names_a_person_of_a_form_left_out_is_told(office: ReturnsOffice) -> None:
    told = free_texts(office.desk, archive_plan(office.desk, office.campaign))
    assert {(one.kind, one.name) for one in told.found} == {(kind, NAME) for kind in (CALLS, NOTES, FILES, TITLES)}
    assert any(f"催报记录有1处写有人名：2023年3月20日办公室（{NAME}）" in line for line in told.said)
    assert told.said[-1] == "催报记录1条、任务进展1条是随手写的文字，名册以外的人名认不出，请自行看过。"
    (office.root / "资料.docx").write_bytes(b"a letter that nobody can open")
    office.take(office.root / "资料.docx")
    told = free_texts(office.desk, archive_plan(office.desk, office.campaign))
    assert told.said[-1].startswith("没有归到表的来件有1个文件，是否涉及个人认不出")
    choose(office.desk, office.campaign, "stray", kept=False)
    assert free_texts(office.desk, archive_plan(office.desk, office.campaign)).strays == 0


def test_nothing_is_told_where_persons_go_in_anyway(office: ReturnsOffice) -> None:
    plan = archive_plan(office.desk, office.campaign, with_personal=True)
    assert free_texts(office.desk, plan).said == ()


def text_of(folder: Path) -> str:
    parts = []
    for path in folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            parts += [str(value) for row in sheet.iter_rows(values_only=True) for value in row]
    for path in folder.rglob("*.pdf"):
        parts += [page.extract_text().replace("\n", "") for page in pypdf.PdfReader(path).pages]
    return "".join(parts)


def test_an_archive_without_words_says_nothing_of_calls_and_notes_on_paper_or_in_the_copy(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    plan = archive_plan(office.desk, office.campaign)
    own = next(one.item.key for one in plan.places if one.item.key.startswith("own:"))
    choose(office.desk, office.campaign, own, kept=False, title="发言照片")
    for with_words in (True, False):
        wish = ArchiveWish(each_unit=False, with_words=with_words)
        made = make_archive(office.desk, office.campaign, tmp_path / str(with_words), wish)
        open_archive(made.folder, tmp_path / f"看{with_words}")
        copy = open_desk(tmp_path / f"看{with_words}", own_fonts=False)
        with copy.store, copy.store.read() as reader:
            stored = everything_in(reader)
        assert (NAME in text_of(made.folder)) is with_words
        assert (f"请{NAME}准备" in stored) is with_words
        assert (f"{NAME}请假" in stored) is with_words
        assert any("催报记录有1处写有人名" in line for line in made.remarks) is with_words
        assert (NAME in (made.folder / "归档说明.txt").read_text(encoding="utf-8-sig")) is False


def test_the_note_of_each_box_is_filled_in_and_leaves_room_to_write(office: ReturnsOffice, tmp_path: Path) -> None:
    made = make_archive(office.desk, office.campaign, tmp_path / "出", ArchiveWish(each_unit=False))
    folder = made.folder / "归档目录"
    assert {path.suffix for path in folder.glob("备考表.*")} == {".pdf", ".xlsx", ".docx"}
    pages = [page.extract_text().replace("\n", "") for page in pypdf.PdfReader(folder / "备考表.pdf").pages]
    classes = [path.name[2:] for path in sorted(made.folder.glob("[1-6] *"))]
    assert len(pages) == len(classes)
    for page, klass in zip(pages, classes, strict=True):
        assert f"{klass}类归档文件" in page
        assert "检查人" in page
