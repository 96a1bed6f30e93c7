"""查看原件: the place in the received file that a row came from, read anew from the original as it was kept."""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desk_app.exporting.atomic import replacing
from desk_app.exporting.file_names import safe_name
from desk_app.importing.documents import open_document
from desk_app.importing.grid import Grid, Origin, column_letters
from desk_app.importing.refusal import Refused
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import records, submissions
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.submissions import Submission

_HEAD, _AROUND, _MOST_COLUMNS = 8, 12, 60
_AREA = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the original with its number as its program shows it; ``marked`` is the row that was asked for."""

    number: int
    texts: tuple[str, ...]
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SourceView:
    """A stretch of the original: its head and the lines around the row; columns are named A, B, C.

    ``place`` says in a person's words where the row stands, ``first`` and ``last`` are its columns from 0.
    ``received`` is when and under which name the file came; that it is unaltered was checked when it was read.
    """

    file: str
    place: str
    columns: tuple[str, ...]
    lines: tuple[SourceLine, ...]
    first: int
    last: int
    received: str
    corrected: bool = False

    @property
    def marked_line(self) -> int:
        """Which of the lines the row is."""
        return next((place for place, line in enumerate(self.lines) if line.marked), 0)


def source_of(desk: Desk, record_id: int) -> SourceView:
    """Where a row stands in its original; DeskError when the original is missing, altered, or has no such place."""
    with desk.store.read() as reader:
        row, sent = _row_and_file(reader, record_id)
    if not sent.original or not row.cell:
        raise DeskError(f"“{sent.file}”没有原件可看，这一行是直接登记的。")
    grid, place = _grid(open_kept(desk, sent), row, sent.file)
    top, first, last = place
    received = sent.received_at
    return SourceView(
        sent.file,
        f"{_named(grid)}{row.cell}",
        tuple(column_letters(column) for column in range(min(grid.width, _MOST_COLUMNS))),
        tuple(_lines(grid, top)),
        first,
        last,
        f"{received.year}年{received.month}月{received.day}日{received.hour}时收到，与收到时一致（已核对校验码）",
        row.revision > 1,
    )


def _row_and_file(reader: Reader, record_id: int) -> tuple[Record, Submission]:
    found = records.get_many(reader, [record_id])
    if not found:
        raise DeskError("这一行已经不在了，请重新打开这个数字。")
    return found[0], submissions.get(reader, found[0].submission_id)


def open_kept(desk: Desk, sent: Submission) -> Sequence[Grid]:
    """The tables of a return's original, checked against its SHA-256; DeskError when it cannot be read any more."""
    try:
        return open_document(desk.store.originals.read(sent.original)).grids
    except Refused as error:
        raise DeskError(f"原件“{sent.file}”现在读不出来：{error}") from error


def _grid(grids: Sequence[Grid], row: Record, file: str) -> tuple[Grid, tuple[int, int, int]]:
    match = _AREA.match(row.cell)
    named = [grid for grid in grids if grid.name == row.sheet] or list(grids)
    if match is None or not named:
        raise DeskError(f"原件“{file}”里没有“{row.sheet} {row.cell}”这个位置。")
    first, top = _column(match[1]), int(match[2]) - 1
    last = _column(match[3]) if match[3] else first
    grid = next((one for one in named if top < len(one.rows)), None)
    if grid is None:
        raise DeskError(f"原件“{file}”里没有第{top + 1}行。")
    return grid, (top, first, last)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _named(grid: Grid) -> str:
    if grid.origin is Origin.SHEET:
        return f"工作表“{grid.name}” "
    return f"{grid.name} " if grid.name else ""


def _lines(grid: Grid, top: int) -> list[SourceLine]:
    """The head of the table and the lines around the row."""
    width = min(grid.width, _MOST_COLUMNS)
    wanted = {*range(_HEAD), *range(top - _AROUND, top + _AROUND + 1)}
    return [
        SourceLine(number + 1, tuple(grid.cell(number, column).text for column in range(width)), number == top)
        for number in sorted(wanted)
        if 0 <= number < len(grid.rows)
    ]


def copy_of_original(desk: Desk, record_id: int, folder: Path) -> Path:
    """A read-only copy of a row's original for the computer's own program; the kept original is never handed out."""
    with desk.store.read() as reader:
        _, sent = _row_and_file(reader, record_id)
    if not sent.original:
        raise DeskError(f"“{sent.file}”没有原件可看，这一行是直接登记的。")
    content = desk.store.originals.read(sent.original)
    name = PurePosixPath(sent.file).name
    target = folder / sent.sha256[:12] / safe_name(Path(name).stem, Path(name).suffix)
    if target.is_file() and target.read_bytes() == content:
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target) as part:
            part.write_bytes(content)
        target.chmod(stat.S_IRUSR)
    except OSError as error:
        raise DeskError(f"原件的副本写不到“{target.parent}”，请检查磁盘和写入权限。") from error
    return target
