"""What a person gave to be taken in: files and folders, as a list of files in an order that makes sense."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desk_app.problems import DeskError

_NUMBERS = re.compile(r"(\d+)")
_CORRECTION = re.compile(
    r"重报|重新报|重新上报|更正|修改|修正|订正|改正|更新|最新|最终|定稿|替换|新版|第[二三四五2-5]次|[vV][2-9]"
)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file: where it lies, and its ``name`` with the folders below what was given.

    ``given_folder`` is the own name of the given folder, which counts when the period is looked for. A file inside an
    archive (压缩包) has the archive's ``path``, and ``archive`` is the archive's name.
    """

    path: Path
    name: str
    given_folder: str = ""
    archive: str = ""

    @property
    def says_correction(self) -> bool:
        """Whether its name, or its archive's, says that it replaces an earlier file (重报, 修改版 …)."""
        return says_correction(self.name) or (bool(self.archive) and says_correction(self.archive))


def says_correction(name: str) -> bool:
    """Whether a file's own name says that it replaces an earlier one."""
    return bool(_CORRECTION.search(PurePosixPath(name).name))


def list_given(paths: Sequence[Path]) -> list[GivenFile]:
    """Every file below the paths, by folder and number (2月 before 10月), corrections behind what they correct.

    A folder that cannot be looked into, or that is only a link, stands in the list as a file that cannot be read, so
    that it is said. Raises DeskError when a path does not exist.
    """
    given: list[GivenFile] = []
    for path in paths:
        if not path.exists():
            raise DeskError(f"找不到“{readable(str(path))}”，请核对路径；如在U盘上，请确认已插好。")
        own_folder = readable(path.resolve().parent.name)
        given.extend(_below(path) if path.is_dir() else [GivenFile(path, readable(path.name), own_folder)])
    return sorted(given, key=lambda file: order_of(file.name))


def readable(name: str) -> str:
    """A name that any text can hold: one that an old archive left in GBK is read as such."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name


def _below(folder: Path) -> list[GivenFile]:
    own_name = readable(folder.resolve().name)
    closed: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        inside = Path(place)
        found += [inside / name for name in names]
        found += [inside / name for name in folders if (inside / name).is_symlink()]
    found += [Path(os.fsdecode(error.filename)) for error in closed if error.filename]
    return [GivenFile(path, readable(path.relative_to(folder).as_posix()), own_name) for path in found]


def order_of(name: str) -> tuple[list[tuple[int, str]], bool, list[tuple[int, str]]]:
    """A key that sorts files by folder and number, corrections behind what they correct."""
    folder, _, own = name.rpartition("/")
    return (natural_key(folder), says_correction(own), natural_key(own))


def natural_key(text: str) -> list[tuple[int, str]]:
    """A key that sorts numbers in names by their value."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(text) if part]
