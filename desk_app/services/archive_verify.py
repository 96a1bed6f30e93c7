"""核对归档: years later, without any data folder, whether every file of an archive is as it was filed."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.archive_manifest import MANIFEST, NOTE, content_code, parse_manifest, printed_code, said_code
from desk_app.services.archive_zip import seal_of

CodeOf = Callable[[str], str]
"""Gives the SHA-256 of a file that is there."""
_CHUNK = 1 << 20
_MOST_MANIFEST = 256 << 20


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as it was filed; ``kind`` is 缺失, 改动, 多出, 改名, 读不出, 清单 or 压缩包."""

    kind: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of a check: how many files were looked at, the code that paper bears, and all that differs."""

    path: Path
    files: int
    code: str
    differences: tuple[Difference, ...]

    @property
    def whole(self) -> bool:
        """Whether all is as it was filed."""
        return not self.differences

    @property
    def said(self) -> str:
        """In one line."""
        if self.whole:
            return f"完好：{self.files}个文件都与归档时一致。内容校验码：{self.code}"
        return f"不一致：共{len(self.differences)}处与归档时不同。"


def verify_archive(path: Path, progress: Progress | None = None) -> Verified:
    """Check a folder or a zip against its 校验码.txt; nothing is changed.

    DeskError where there is no archive to check: no such path, no manifest, or a file that is no zip.
    """
    watcher = progress or Silent()
    if path.is_dir():
        return _verify_folder(path, watcher)
    if not path.is_file():
        raise DeskError(f"没有“{path}”这个文件夹或压缩包，请核对位置。")
    try:
        return _verify_zip(path, watcher)
    except OSError as error:
        raise DeskError(
            f"压缩包“{path.name}”读不出来（{reason_of(error)}），请换一个位置或重新拷贝后再核对。"
        ) from error


def _verify_folder(folder: Path, progress: Progress) -> Verified:
    manifest = folder / MANIFEST
    inside = [one for one in folder.iterdir() if one.is_dir() and (one / MANIFEST).is_file()]
    if not manifest.is_file() and len(inside) == 1:
        return _verify_folder(inside[0], progress)
    try:
        content = manifest.read_bytes()
    except FileNotFoundError:
        raise DeskError(
            f"文件夹“{folder.name}”里没有“{MANIFEST}”，不是归档文件夹，或这个文件已丢失，无法核对。"
        ) from None
    except OSError as error:
        raise DeskError(f"“{MANIFEST}”读不出来（{reason_of(error)}），无法核对。") from error
    found = {path: folder / path for path in _files_below(folder)}
    found.pop(MANIFEST, None)

    def code_of(name: str) -> str:
        with found[name].open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    done = _compared(folder, content, tuple(found), code_of, progress)
    try:
        note = (folder / NOTE).read_bytes()
    except OSError:
        return done  # that it is gone, or cannot be read, is said already
    return _against_note(done, note)


def _against_note(done: Verified, note: bytes) -> Verified:
    """The list of codes may be altered too: the covering note, and the paper, bear a code over all of it."""
    printed = printed_code(note)
    if printed in ("", done.code) or any(one.path == NOTE for one in done.differences):
        return done
    text = f"算出的内容校验码与“{NOTE}”上写的（{printed}）不符，清单本身可能被改动；请与纸质移交清单上的校验码核对。"
    return replace(done, differences=(*done.differences, Difference("清单", MANIFEST, text)))


def _files_below(folder: Path) -> Iterator[str]:
    """Every file by its path with ``/``; links are named, never followed."""
    for root, folders, files in os.walk(folder):
        base = Path(root).relative_to(folder)
        for name in (*files, *(one for one in folders if (Path(root) / one).is_symlink())):
            yield (base / name).as_posix()


def _verify_zip(path: Path, progress: Progress) -> Verified:
    if not _may_be_zip(path):
        raise DeskError(f"“{path.name}”不是归档的压缩包，请选归档文件夹或它的压缩包。")
    try:
        with zipfile.ZipFile(path) as packed:
            done = _members(path, packed, progress)
    except BROKEN_ZIP:
        return Verified(path, 0, "", (_broken(path),))
    except DeskError as refusal:
        if (seal := seal_of(path)) is None:
            raise
        return Verified(path, 0, "", (_broken(path) if not seal else Difference("压缩包", path.name, str(refusal)),))
    return done


def _may_be_zip(path: Path) -> bool:
    """Whether a file was ever a zip: by its name, its first bytes, or what its end says."""
    with path.open("rb") as file:
        return file.read(2) == b"PK" or path.suffix.lower() == ".zip" or zipfile.is_zipfile(path)


def _broken(path: Path) -> Difference:
    return Difference("压缩包", path.name, "压缩包已损坏或被改动，请换一份拷贝再核对。")


def _members(path: Path, packed: zipfile.ZipFile, progress: Progress) -> Verified:
    if min((one.header_offset for one in packed.infolist()), default=0):
        raise zipfile.BadZipFile("what was found is a zip within a zip that was cut off")
    entries = [one for one in packed.infolist() if not one.is_dir()]
    names = [one.filename for one in entries]
    found = [one for one in names if one == MANIFEST or one.endswith(f"/{MANIFEST}")]
    shallow = min(found, key=lambda one: one.count("/"), default=None)
    if shallow is None:
        raise DeskError(f"压缩包“{path.name}”里没有“{MANIFEST}”，不是归档，或这个文件已丢失，无法核对。")
    base = shallow.removesuffix(MANIFEST)
    twice = sorted({one for one in names if names.count(one) > 1}) if len(set(names)) < len(names) else []
    by_path = {one.filename.removeprefix(base): one for one in entries if one.filename.startswith(base)}
    outside = [one for one in names if not one.startswith(base)]
    if packed.getinfo(shallow).file_size > _MOST_MANIFEST:
        raise ValueError(shallow)
    content = packed.read(shallow)
    by_path.pop(MANIFEST)

    def code_of(name: str) -> str:
        with packed.open(by_path[name]) as member:
            return _digest(member)

    done = _compared(path, content, tuple(by_path), code_of, progress)
    with suppress(*BROKEN_ZIP):  # a note that is gone, or cannot be read, is said already
        done = _against_note(done, packed.read(f"{base}{NOTE}"))
    more = [Difference("多出", one, "归档时没有这个文件。") for one in outside]
    more += [Difference("多出", one, "压缩包里有两个同名的文件。") for one in twice]
    seal = seal_of(path)
    if seal is False or (seal is None and packed.comment):
        more.append(_broken(path))
    return Verified(path, done.files, done.code, (*done.differences, *more))


def _digest(member: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := member.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _compared(path: Path, manifest: bytes, found: tuple[str, ...], code_of: CodeOf, progress: Progress) -> Verified:
    filed = parse_manifest(manifest)
    changed: list[Difference] = []
    for done, name in enumerate(sorted(set(filed) & set(found))):
        progress.step(done, len(filed), name)
        try:
            if code_of(name) != filed[name]:
                changed.append(Difference("改动", name, "内容与归档时不同。"))
        except (OSError, *BROKEN_ZIP):
            changed.append(Difference("读不出", name, "文件已损坏，读不出来。"))
    rest = _gone_and_new(filed, sorted(set(filed) - set(found)), sorted(set(found) - set(filed)), code_of)
    return Verified(path, len(filed), said_code(content_code(filed)), (*changed, *rest))


def _gone_and_new(filed: Mapping[str, str], gone: list[str], new: list[str], code_of: CodeOf) -> Iterator[Difference]:
    """Missing and added files; one that is gone and stands elsewhere with the same content was renamed."""
    codes: dict[str, list[str]] = {}
    for name in new:
        try:
            codes.setdefault(code_of(name), []).append(name)
        except (OSError, *BROKEN_ZIP):
            yield Difference("读不出", name, "归档时没有这个文件，也读不出来。")
    for name in gone:
        if codes.get(filed[name]):
            other = codes[filed[name]].pop(0)
            yield Difference("改名", name, f"现在叫“{other}”，内容未变。")
        else:
            yield Difference("缺失", name, "归档时有，现在没有了。")
    for names in codes.values():
        for name in names:
            yield Difference("多出", name, "归档时没有这个文件。")
