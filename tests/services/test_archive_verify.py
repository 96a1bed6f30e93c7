"""核对归档: whatever was changed, taken away, added or renamed is said by name; other tools confirm the codes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.problems import DeskError
from desk_app.services.archive_make import ArchiveMade
from desk_app.services.archive_manifest import MANIFEST, manifest_text, parse_manifest
from desk_app.services.archive_open import open_archive
from desk_app.services.archive_verify import verify_archive
from desk_app.storage.folder import DataFolder
from desk_app.storage.seal import read_seal
from tests.disk_watch import renames
from tests.services.archive_office import made_sample

MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def made(sample_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> ArchiveMade:
    return made_sample(sample_pattern, tmp_path_factory.mktemp("archive"))


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flipped(path: Path, place: int, mask: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        old = file.read(1)[0]
        file.seek(place)
        file.write(bytes([old ^ mask]))


def test_folder_and_zip_are_whole_when_made_and_bear_one_code(made: ArchiveMade) -> None:
    assert made.zipped is not None
    found = [verify_archive(path) for path in (made.folder, made.zipped, made.folder.parent)]
    assert [one.whole for one in found[:2]] == [True, True]
    assert {one.code for one in found[:2]} == {made.code}
    assert found[0].files == made.files


def test_the_copy_bears_its_seal_before_it_stands_in_its_place(made: ArchiveMade, tmp_path: Path) -> None:
    place, seen = tmp_path / "看", []

    def watch(source: Path, target: Path) -> None:
        if target == place:
            seen.append((read_seal(DataFolder(source).seal), DataFolder(source).database.is_file()))

    for _ in range(2):
        with renames(watch):
            opened = open_archive(made.folder, place)
    assert seen == [(opened.seal, True)] * 2
    assert read_seal(DataFolder(place).seal) == opened.seal


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this computer")
def test_another_tool_confirms_every_code(made: ArchiveMade) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet", MANIFEST], cwd=made.folder, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@FEW
@given(data=st.data())
def test_any_byte_flipped_in_a_folder_is_said_by_the_files_name(made: ArchiveMade, data: st.DataObject) -> None:
    paths = [path for path in files_of(made.folder) if path.name != MANIFEST and path.stat().st_size]
    path = data.draw(st.sampled_from(paths))
    place, mask = data.draw(st.integers(0, path.stat().st_size - 1)), data.draw(st.integers(1, 255))
    flipped(path, place, mask)
    try:
        found = verify_archive(made.folder).differences
    finally:
        flipped(path, place, mask)
    assert [(one.kind, one.path) for one in found] == [("改动", path.relative_to(made.folder).as_posix())]


@MANY
@given(data=st.data())
def test_any_byte_flipped_in_the_list_of_codes_is_said(made: ArchiveMade, data: st.DataObject) -> None:
    path = made.folder / MANIFEST
    place, mask = data.draw(st.integers(0, path.stat().st_size - 1)), data.draw(st.integers(1, 255))
    flipped(path, place, mask)
    try:
        whole = verify_archive(made.folder).whole
    except DeskError as refusal:
        assert MANIFEST in str(refusal)  # noqa: PT017  either way of saying it is right
        whole = False
    finally:
        flipped(path, place, mask)
    assert not whole


def test_a_file_that_was_altered_together_with_its_line_is_said_by_the_code_of_the_note(
    made: ArchiveMade, tmp_path: Path
) -> None:
    folder = tmp_path / "归档"
    shutil.copytree(made.folder, folder)
    victim = next(path for path in sorted(folder.glob("[1-6] */*/*")) if path.is_file())
    before = hashlib.sha256(victim.read_bytes()).hexdigest()
    victim.write_bytes(b"altered")
    manifest = folder / MANIFEST
    after = hashlib.sha256(b"altered").hexdigest()
    manifest.write_bytes(manifest.read_bytes().replace(before.encode(), after.encode()))
    found = verify_archive(folder).differences
    assert [(one.kind, one.path) for one in found] == [("清单", MANIFEST)]
    assert "与“归档说明.txt”上写的" in found[0].message


@MANY
@given(data=st.data())
def test_any_byte_flipped_in_a_zip_is_said(made: ArchiveMade, data: st.DataObject) -> None:
    path = made.zipped
    assert path is not None
    near_end = st.integers(max(0, path.stat().st_size - 40_000), path.stat().st_size - 1)
    place = data.draw(st.one_of(st.integers(0, path.stat().st_size - 1), near_end))
    mask = data.draw(st.integers(1, 255))
    flipped(path, place, mask)
    try:
        whole = verify_archive(path).whole
    finally:
        flipped(path, place, mask)
    assert not whole


@FEW
@given(data=st.data())
def test_what_is_removed_added_or_renamed_is_said_by_name(made: ArchiveMade, data: st.DataObject) -> None:
    paths = [path for path in files_of(made.folder) if path.name != MANIFEST]
    path = data.draw(st.sampled_from(paths))
    name = path.relative_to(made.folder).as_posix()
    kept = path.read_bytes()
    other = path.with_name("别的名称.bin")
    path.unlink()
    assert ("缺失", name) in {(one.kind, one.path) for one in verify_archive(made.folder).differences}
    other.write_bytes(kept)
    found = verify_archive(made.folder).differences
    other.unlink()
    path.write_bytes(kept)
    assert [(one.kind, one.path, other.name in one.message) for one in found] == [("改名", name, True)]
    other.write_bytes(b"1")
    found = verify_archive(made.folder).differences
    other.unlink()
    assert [(one.kind, one.path) for one in found] == [("多出", other.relative_to(made.folder).as_posix())]
    assert verify_archive(made.folder).whole


def test_a_zip_packed_anew_by_another_program_is_still_verified_by_its_content(
    made: ArchiveMade, tmp_path: Path
) -> None:
    packed = shutil.make_archive(str(tmp_path / "重新压缩"), "zip", made.folder.parent, made.folder.name)
    assert verify_archive(Path(packed)).whole
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(f"{made.folder.name}/多余.txt", "x")
    assert [(one.kind, one.path) for one in verify_archive(Path(packed)).differences] == [("多出", "多余.txt")]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_zip_that_was_cut_off_is_said_to_be_damaged(made: ArchiveMade, tmp_path: Path, share: float) -> None:
    assert made.zipped is not None
    content = made.zipped.read_bytes()
    cut = tmp_path / "截断.zip"
    cut.write_bytes(content[: int(len(content) * share)])
    found = verify_archive(cut)
    assert [one.kind for one in found.differences] == ["压缩包"]
    assert "损坏" in found.differences[0].message


def test_what_is_no_archive_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    text = tmp_path / "说明.txt"
    text.write_text("不是归档", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "别的.zip", "w") as packed:
        packed.writestr("a.txt", "a")
    for path in (tmp_path / "空", text, tmp_path / "没有", tmp_path / "别的.zip"):
        with pytest.raises(DeskError) as refusal:
            verify_archive(path)
        assert "\n" not in str(refusal.value)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_was_put_in_is_named_and_not_followed(made: ArchiveMade) -> None:
    link = made.folder / "链接"
    link.symlink_to("/etc")
    try:
        found = verify_archive(made.folder).differences
    finally:
        link.unlink()
    assert [one.path for one in found] == ["链接"]


SAFE = st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=("Cs",)), min_size=1, max_size=30)


@given(st.dictionaries(SAFE, st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=20))
def test_the_list_of_codes_says_again_what_was_written(codes: dict[str, str]) -> None:
    assert parse_manifest(manifest_text(codes)) == codes
