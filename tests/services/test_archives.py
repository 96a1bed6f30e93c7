"""压缩包 taken in: each file inside is a file of the batch, kept, answered for, known again, and taken back."""

import io
import zipfile
from pathlib import Path

from tests.conftest import Program
from tests.importing.awkward.archives import OF_PERSONNEL, seven_zipped
from tests.importing.making import TALK, TITLE, talks, xlsx

OFFICE = xlsx(talks(TALK))
PERSONNEL = xlsx([[TITLE], ["填报单位：人事科"], *talks(TALK)[2:]])
NAMES = ("2023年3月/附件2 大谈话统计表（办公室）.xlsx", "2023年3月/附件2 大谈话统计表（人事科）.xlsx")


def zipped(*contents: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in zip(NAMES, contents, strict=False):
            archive.writestr(name, data)
    return target.getvalue()


def given(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / "收" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def originals(tmp_path: Path) -> set[bytes]:
    return {path.read_bytes() for path in (tmp_path / "data" / "originals").rglob("*") if path.is_file()}


def test_each_file_of_an_archive_is_a_file_of_the_batch_with_its_own_original(opened: Program, tmp_path: Path) -> None:
    told = opened("returns", given(tmp_path, "三月.zip", zipped(OFFICE, PERSONNEL)), "--json").document
    assert [one["file"] for one in told["files"]] == [f"三月.zip/{name}" for name in sorted(NAMES)]
    assert [(one["unit"], one["state"]) for one in told["files"]] == [("人事科", "accepted"), ("办公室", "accepted")]
    assert originals(tmp_path) == {OFFICE, PERSONNEL}
    assert opened("check").status == 0


def test_a_file_that_came_in_an_archive_is_known_when_it_comes_again_by_itself(opened: Program, tmp_path: Path) -> None:
    opened("returns", given(tmp_path, "三月.zip", zipped(OFFICE)))
    again = opened("returns", given(tmp_path, "附件2.xlsx", OFFICE), "--json").document["files"][0]
    assert again["state"] == "duplicate"
    assert "三月.zip" in again["problems"][-1]["message"]


def test_an_archive_called_a_correction_replaces_what_was_sent(opened: Program, tmp_path: Path) -> None:
    opened("returns", given(tmp_path, "三月.zip", zipped(OFFICE)))
    better = xlsx(talks([*TALK[:7], "二楼", TALK[8]]))
    told = opened("returns", given(tmp_path, "三月重报.zip", zipped(better)), "--json").document["files"][0]
    assert (told["state"], "重报，替换已收的" in told["problems"][-1]["message"]) == ("accepted", True)


def test_an_archive_that_cannot_be_opened_keeps_nothing_and_the_batch_goes_on(opened: Program, tmp_path: Path) -> None:
    given(tmp_path, "坏.zip", zipped(OFFICE)[:200])
    given(tmp_path, "附件2 2023年3月（办公室）.xlsx", OFFICE)
    told = opened("returns", tmp_path / "收", "--json").document["files"]
    assert sorted(one["state"] for one in told) == ["accepted", "rejected"]


def test_a_7z_is_taken_in_like_a_zip(opened: Program, tmp_path: Path) -> None:
    path = given(tmp_path, "三月.7z", seven_zipped({NAMES[1]: OF_PERSONNEL}))
    told = opened("returns", path, "--json").document["files"]
    assert [(one["file"], one["unit"], one["state"]) for one in told] == [(f"三月.7z/{NAMES[1]}", "人事科", "accepted")]
    assert originals(tmp_path) == {OF_PERSONNEL}


def test_nothing_is_kept_of_a_file_with_a_secrecy_mark_neither_alone_nor_in_an_archive(
    opened: Program, tmp_path: Path
) -> None:
    secret = xlsx([["秘密★1年"], *talks(TALK)])
    alone = opened("returns", given(tmp_path, "附件2.xlsx", secret), "--json").document["files"][0]
    told = opened("returns", given(tmp_path, "三月.zip", zipped(secret, PERSONNEL)), "--json").document
    assert alone["state"] == "rejected"
    assert "密级标志" in alone["problems"][0]["message"]
    assert sorted(one["state"] for one in told["files"]) == ["accepted", "rejected"]
    assert originals(tmp_path) == {PERSONNEL}
    assert not any("1年".encode() in path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert opened("check").status == 0
