"""附件 of records: kept with their check code, copied read-only, taken away and back, and in every backup."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.attachments import attach, attachment_copy, detach
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.overview import undo
from desk_app.services.record_card import record_card
from desk_app.services.record_print import record_preview
from desk_app.services.safekeeping import check, restore, write_backup
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.services.values import Campaign
from desk_app.storage import campaigns
from desk_app.storage.attachments import Attachment
from desk_app.storage.operations import ChangeSet

AT = datetime(2023, 3, 25, 9)  # noqa: DTZ001  the office's own wall clock
PHOTO = b"\x89PNG a photo of the talk"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=lambda: AT, own_fonts=False)
    import_roster(opened, shipped().sample / "单位名册.csv")
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return open_from_template(desk, "学习宣传贯彻党的二十大精神")[0]


@pytest.fixture
def record(desk: Desk, campaign: Campaign) -> int:
    return typed(desk, campaign)[1]


def typed(desk: Desk, campaign: Campaign) -> tuple[ChangeSet, int]:
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, "附件2")
    texts = {"talker": "沈维清", "talkee": "林嘉禾", "talked_on": "3月6日", "place": "三楼会议室", "type": "谈心谈话"}
    changes, ids = type_rows(desk, campaign, form.id, [TypedRow("办公室", parse_period("2023-03"), texts)])
    return changes, ids[0]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    made = tmp_path / "谈话照片.png"
    made.write_bytes(PHOTO)
    return made


def files(desk: Desk, campaign: Campaign, record: int) -> tuple[Attachment, ...]:
    return record_card(desk, campaign, record).attachments


def test_a_file_is_copied_into_the_store_under_its_check_code(
    desk: Desk, campaign: Campaign, record: int, photo: Path, tmp_path: Path
) -> None:
    attach(desk, campaign, record, [photo])
    photo.unlink()
    (one,) = files(desk, campaign, record)
    assert (one.file, one.size, one.added_at) == ("谈话照片.png", len(PHOTO), AT)
    assert one.original[3:67] == hashlib.sha256(PHOTO).hexdigest()
    copy = attachment_copy(desk, one.id, tmp_path / "copies")
    assert (copy.name, copy.read_bytes()) == ("谈话照片.png", PHOTO)
    assert not stat.S_IMODE(copy.stat().st_mode) & 0o222
    assert attachment_copy(desk, one.id, tmp_path / "copies") == copy


def test_what_is_taken_away_comes_back_with_undo_also_after_the_program_was_closed(
    desk: Desk, campaign: Campaign, record: int, photo: Path, tmp_path: Path
) -> None:
    attach(desk, campaign, record, [photo])
    (one,) = files(desk, campaign, record)
    step = detach(desk, campaign, one.id).operation_id
    assert files(desk, campaign, record) == ()
    with pytest.raises(DeskError, match="已经移去"):
        attachment_copy(desk, one.id, tmp_path / "copies")
    desk.store.close()
    again = open_desk(tmp_path / "data", clock=lambda: AT, own_fonts=False)
    with again.store:
        assert step is not None
        undo(again, step)
        (back,) = files(again, campaign, record)
        assert attachment_copy(again, back.id, tmp_path / "copies").read_bytes() == PHOTO
        assert check(again) == []


def test_a_backup_brings_the_files_to_another_computer(
    desk: Desk, campaign: Campaign, record: int, photo: Path, tmp_path: Path
) -> None:
    attach(desk, campaign, record, [photo])
    write_backup(desk, tmp_path / "备份.zip")
    assert restore(tmp_path / "备份.zip", tmp_path / "other", AT).lost == 0
    other = open_desk(tmp_path / "other", clock=lambda: AT, own_fonts=False)
    with other.store:
        (one,) = files(other, campaign, record)
        assert attachment_copy(other, one.id, tmp_path / "copies").read_bytes() == PHOTO
        assert check(other) == []


def test_a_file_altered_in_the_data_folder_is_noticed_and_never_shown(
    desk: Desk, campaign: Campaign, record: int, photo: Path, tmp_path: Path
) -> None:
    attach(desk, campaign, record, [photo])
    (one,) = files(desk, campaign, record)
    kept = desk.store.originals.path(one.original)
    kept.chmod(0o644)
    kept.write_bytes(PHOTO + b"!")
    with pytest.raises(DeskError, match="校验码不符"):
        attachment_copy(desk, one.id, tmp_path / "copies")
    assert [problem.code for problem in check(desk)] == ["original_altered"]


def test_several_files_go_in_together_or_not_at_all(
    desk: Desk, campaign: Campaign, record: int, photo: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    for wrong, said in ((empty, "空文件"), (tmp_path, "不是一个文件"), (tmp_path / "没有.pdf", "不是一个文件")):
        with pytest.raises(DeskError, match=said):
            attach(desk, campaign, record, [photo, wrong])
    with pytest.raises(DeskError, match="已经附在"):
        attach(desk, campaign, record, [photo, photo])
    assert files(desk, campaign, record) == ()


def test_a_record_that_is_gone_takes_no_file(desk: Desk, campaign: Campaign, photo: Path) -> None:
    with pytest.raises(DeskError, match="已不在台账里"):
        attach(desk, campaign, 987654, [photo])


def test_a_row_with_files_is_not_undone_away_below_them(desk: Desk, campaign: Campaign, photo: Path) -> None:
    changes, record = typed(desk, campaign)
    attach(desk, campaign, record, [photo])
    assert changes.operation_id is not None
    with pytest.raises(DeskError, match="不能撤销"):
        undo(desk, changes.operation_id)
    assert len(files(desk, campaign, record)) == 1


def test_one_record_is_printed_on_its_form(desk: Desk, campaign: Campaign, record: int) -> None:
    name, preview = record_preview(desk, campaign, record)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(preview.content)).pages)
    assert name.startswith("大谈话统计表 办公室")
    assert "沈维清" in text
    assert "三楼会议室" in text
    assert len(preview.sizes) == 1


def test_a_row_that_waits_says_so_on_its_paper_with_what_is_wrong(desk: Desk, campaign: Campaign) -> None:
    _, record = typed(desk, campaign)
    correct_cells(desk, campaign, [CellEdit(record, "talked_on", "2023年2月30日")])
    name, preview = record_preview(desk, campaign, record)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(preview.content)).pages)
    assert "（待核）" in name
    assert "本行待核，还没有计入" in text.replace("\n", "")
    assert "2月30日" in preview.remarks[0]
    correct_cells(desk, campaign, [CellEdit(record, "talked_on", "2023年3月3日")])
    name, preview = record_preview(desk, campaign, record)
    assert "待核" not in name
    assert not any("待核" in one for one in preview.remarks)
