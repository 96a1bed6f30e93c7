"""What a person gave to be taken in: files and folders, as a list of files in an order that makes sense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_app.problems import DeskError

_NUMBERS = re.compile(r"(\d+)")
_CORRECTION = re.compile(
    r"重报|重新报|重新上报|更正|修改|修正|订正|改正|更新|最新|最终|定稿|替换|新版|第[二三四五2-5]次|[vV][2-9]"
)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file: where it lies, and its ``name`` with the folders below what was given.

    ``given_folder`` is the own name of the given folder, which counts when the period is looked for.
    """

    path: Path
    name: str
    given_folder: str = ""

    @property
    def says_correction(self) -> bool:
        """Whether the name says that it replaces an earlier file (重报, 修改版 …)."""
        return bool(_CORRECTION.search(Path(self.name).name))


def list_given(paths: Sequence[Path]) -> list[GivenFile]:
    """Every file below the paths, by folder and number (2月 before 10月), corrections behind what they correct.

    Raises DeskError when a path does not exist.
    """
    given: list[GivenFile] = []
    for path in paths:
        if not path.exists():
            raise DeskError(f"找不到“{path}”，请核对路径；如在U盘上，请确认已插好。")
        given.extend(_below(path) if path.is_dir() else [GivenFile(path, path.name, path.resolve().parent.name)])
    return sorted(given, key=_order)


def _below(folder: Path) -> Iterator[GivenFile]:
    own_name = folder.resolve().name
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield GivenFile(path, path.relative_to(folder).as_posix(), own_name)


def _order(file: GivenFile) -> tuple[list[tuple[int, str]], bool, list[tuple[int, str]]]:
    folder, _, name = file.name.rpartition("/")
    return (natural_key(folder), file.says_correction, natural_key(name))


def natural_key(text: str) -> list[tuple[int, str]]:
    """A key that sorts numbers in names by their value."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(text) if part]
