"""附入: any file put into the archive is kept as it came, survives, is undone, and goes where its 件 goes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError
from desk_app.progress import Silent
from desk_app.services.archive_choices import archive_plan, choose
from desk_app.services.archive_classes import ArchiveClass
from desk_app.services.archive_files import add_item, file_copy, file_report, files_of, put_in, take_out
from desk_app.services.archive_inspection import inspection
from desk_app.services.archive_make import ArchiveWish, make_archive
from desk_app.services.archive_open import open_archive
from desk_app.services.archive_verify import verify_archive
from desk_app.services.closing import close_period, reopen_period
from desk_app.services.overview import undo
from desk_app.services.safekeeping import check
from desk_app.storage import archive_files
from desk_app.storage.backup import write_backup
from desk_app.storage.originals import named_originals
from tests.services.returns_office import ReturnsOffice
from tests.services.test_archive_making import everything_in
from tests.ui.awkward_stick import talk

LEAN = ArchiveWish(each_unit=False)
FORM = "form:大谈话统计表:2023-03"
PHOTO = b"\xff\xd8\xff\xe0 a photo"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    made.send("办公室", [talk("王建国", "李四", "2023年3月3日")])
    yield made
    made.desk.store.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "相机" / "启动会照片.JPG"
    path.parent.mkdir()
    path.write_bytes(PHOTO)
    return path


def digests(folder: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def items(office: ReturnsOffice) -> dict[str, str]:
    return {one.item.key: one.item.holds for one in archive_plan(office.desk, office.campaign).places}


def test_a_file_becomes_an_item_of_its_own_called_like_it_in_the_class_that_its_name_tells(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    speech = tmp_path / "局长动员讲话.txt"
    speech.write_text("同志们", encoding="utf-8")
    key, changes = add_item(office.desk, office.campaign, [speech])
    place = archive_plan(office.desk, office.campaign).place(key)
    assert (place.title, place.klass, place.item.holds) == ("局长动员讲话", ArchiveClass.OPENING, "文件1个")
    assert any(line.matter == "局长动员讲话" and line.held == "文件1个"
               for line in inspection(office.desk, office.campaign).lines)  # fmt: skip
    choose(office.desk, office.campaign, key, klass=ArchiveClass.OTHER, title="动员会讲话")
    place = archive_plan(office.desk, office.campaign).place(key)
    assert (place.title, place.klass) == ("动员会讲话", ArchiveClass.OTHER)
    assert changes.operation_id is not None
    undo(office.desk, changes.operation_id)
    assert key not in items(office)


def test_files_put_into_an_item_lie_in_its_folder_byte_for_byte_and_the_archive_is_whole(
    office: ReturnsOffice, photo: Path, tmp_path: Path
) -> None:
    put_in(office.desk, office.campaign, "register", [photo])
    key, _ = add_item(office.desk, office.campaign, [photo], "启动会")
    assert items(office)["register"].endswith("、附入1个")
    photo.unlink()
    made = make_archive(office.desk, office.campaign, tmp_path / "出", LEAN)
    found = sorted(path.relative_to(made.folder).parts[1:] for path in made.folder.rglob("启动会照片.JPG"))
    titles = {parts[0].partition(" ")[2]: parts[1:] for parts in found}
    assert titles == {
        "收件登记、催报记录和上报情况": ("附入", "启动会照片.JPG"), "启动会": ("启动会照片.JPG",),
    }  # fmt: skip
    assert all((path.read_bytes() == PHOTO) for path in made.folder.rglob("启动会照片.JPG"))
    assert verify_archive(made.folder).whole
    open_archive(made.folder, tmp_path / "看")
    copy = open_desk(tmp_path / "看", own_fonts=False)
    with copy.store, copy.store.read() as reader:
        kept = files_of(reader, office.campaign.id)
    with copy.store:
        assert file_copy(copy, kept[key][0].id, tmp_path / "取").read_bytes() == PHOTO


def test_what_was_put_into_an_item_that_stays_out_is_not_in_the_copy_either(
    office: ReturnsOffice, photo: Path, tmp_path: Path
) -> None:
    put_in(office.desk, office.campaign, FORM, [photo])
    key, _ = add_item(office.desk, office.campaign, [photo], "欧阳慎之同志照片")
    choose(office.desk, office.campaign, key, title="欧阳慎之近照", kept=False)
    gone, _ = add_item(office.desk, office.campaign, [photo], "欧阳慎之又一张")
    with office.desk.store.read() as reader:
        number = files_of(reader, office.campaign.id)[gone][0].id
    take_out(office.desk, office.campaign, number)
    made = make_archive(office.desk, office.campaign, tmp_path / "出", LEAN)
    open_archive(made.folder, tmp_path / "看")
    code = hashlib.sha256(PHOTO).hexdigest()
    assert code not in digests(made.folder) | digests(tmp_path / "看")
    copy = open_desk(tmp_path / "看", own_fonts=False)
    with copy.store, copy.store.read() as reader:
        assert "启动会照片" not in everything_in(reader)
        assert "慎之又一张" not in everything_in(reader)
        assert "慎之近照" not in everything_in(reader)
    with copy.store:
        assert check(copy) == []


def test_a_file_survives_the_sweep_of_orphans_and_a_backup(office: ReturnsOffice, photo: Path, tmp_path: Path) -> None:
    add_item(office.desk, office.campaign, [photo])
    code = hashlib.sha256(PHOTO).hexdigest()
    with office.desk.store.read() as reader:
        assert any(code in name for name in named_originals(reader))
    write_backup(office.desk.store, tmp_path / "备份.zip", office.now, Silent())
    with zipfile.ZipFile(tmp_path / "备份.zip") as packed:
        assert any(code in name for name in packed.namelist())
    office.desk.store.close()
    office.desk = open_desk(tmp_path / "data", clock=lambda: office.now, own_fonts=False)
    assert code in digests(tmp_path / "data" / "originals")


def test_a_report_written_anew_takes_the_place_of_the_one_before(office: ReturnsOffice, tmp_path: Path) -> None:
    paper = tmp_path / "月报（2023年3月）.docx"
    for text in ("一稿", "二稿", "二稿"):
        paper.write_text(text, encoding="utf-8")
        file_report(office.desk, office.campaign, "月报:2023-03", "2023年3月月报", [paper])
    with office.desk.store.read() as reader:
        kept = archive_files.of_campaign(reader, office.campaign.id)
    assert [one.item for one in kept] == ["report:月报:2023-03"]
    assert file_copy(office.desk, kept[0].id, tmp_path / "取").read_text(encoding="utf-8") == "二稿"
    place = archive_plan(office.desk, office.campaign).place("report:月报:2023-03")
    assert (place.title, place.klass) == ("2023年3月月报", ArchiveClass.CONCLUSION)


def test_what_a_person_put_beside_a_report_stays_when_the_report_is_written_anew(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    paper, signed = tmp_path / "月报（2023年3月）.docx", tmp_path / "月报签批件.pdf"
    signed.write_bytes(b"%PDF-1.4 a scan")
    paper.write_text("一稿", encoding="utf-8")
    file_report(office.desk, office.campaign, "月报:2023-03", "2023年3月月报", [paper])
    put_in(office.desk, office.campaign, "report:月报:2023-03", [signed])
    paper.write_text("二稿", encoding="utf-8")
    file_report(office.desk, office.campaign, "月报:2023-03", "2023年3月月报", [paper])
    with office.desk.store.read() as reader:
        kept = {one.file: one for one in archive_files.of_campaign(reader, office.campaign.id)}
    assert sorted(kept) == ["月报签批件.pdf", "月报（2023年3月）.docx"]
    copy = file_copy(office.desk, kept["月报（2023年3月）.docx"].id, tmp_path / "取")
    assert copy.read_text(encoding="utf-8") == "二稿"


def test_a_filed_report_says_that_its_period_was_opened_since_until_it_is_written_anew(
    office: ReturnsOffice, tmp_path: Path
) -> None:
    march, key = parse_period("2023-03"), "report:月报:2023-03"
    paper = tmp_path / "月报（2023年3月）.docx"
    paper.write_text("谈话1人次", encoding="utf-8")
    close_period(office.desk, office.campaign, march)
    file_report(office.desk, office.campaign, "月报:2023-03", "2023年3月月报", [paper])
    assert items(office)[key] == "文件1个"
    office.now += timedelta(hours=1)
    reopen_period(office.desk, office.campaign, march, "人事科补报")
    assert items(office)[key] == "文件1个，写成后2023年3月的定稿撤销过，请重写"
    office.now += timedelta(hours=1)
    close_period(office.desk, office.campaign, march)
    file_report(office.desk, office.campaign, "月报:2023-03", "2023年3月月报", [paper])
    assert items(office)[key] == "文件1个"


def marked(folder: Path) -> Path:
    """A document whose mark stands in two runs."""
    document = docx.Document()
    line = document.add_paragraph()
    line.add_run("机密")
    line.add_run("★一年")
    path = folder / "通知.docx"
    document.save(str(path))
    return path


def test_what_is_refused_is_refused_in_one_sentence_and_nothing_is_kept(office: ReturnsOffice, tmp_path: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    good = tmp_path / "好.txt"
    good.write_text("好", encoding="utf-8")
    for bad, said in ((empty, "空文件"), (tmp_path, "不是一个文件"), (marked(tmp_path), "密级标志")):
        with pytest.raises(DeskError, match=said) as refusal:
            add_item(office.desk, office.campaign, [good, bad])
        assert "\n" not in str(refusal.value)
    put_in(office.desk, office.campaign, "roster", [good])
    with pytest.raises(DeskError, match="已经在这一件里"):
        put_in(office.desk, office.campaign, "roster", [good])
    with pytest.raises(DeskError, match="还没有选"):
        add_item(office.desk, office.campaign, [])
    with office.desk.store.read() as reader:
        assert [one.file for one in archive_files.of_campaign(reader, office.campaign.id)] == ["好.txt"]
