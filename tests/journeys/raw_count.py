"""An independent count of what units sent: the raw files read with openpyxl and python-docx alone.

Nothing of the program is imported here. What a file is, it says itself: its first lines name the form and the unit,
its name bears the month. A file with a day that no calendar has is not counted. Of several files of one unit, form and
month the one that came last counts. Lines that a unit sent for an earlier month already are not new in this one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl

_UNIT = re.compile(r"填报单位(?:（盖章）)?：\s*(\S+?)(?:\s|填报日期|$)")
_MONTH = re.compile(r"(2023-\d\d)")
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
ONCE = "once"
Row = tuple[str, ...]


@dataclass(frozen=True)
class RawFile:
    """One file as it was sent."""

    path: Path
    form: str
    unit: str
    month: str
    rows: tuple[Row, ...]

    @property
    def possible(self) -> bool:
        """Whether every day in it is one."""
        return all(_exists(found) for row in self.rows for text in row for found in _DAY.findall(text))


@dataclass
class Counted:
    """What came of one unit and form in one month: new lines, and all up to then."""

    new: int = 0
    total: int = 0
    rows: list[Row] = field(default_factory=list)


def raw_files(folders: Iterable[Path], forms: Sequence[str]) -> list[RawFile]:
    """Every file of the folders, in the order in which they came."""
    return [_read(path, forms) for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def count(files: Sequence[RawFile], months: Sequence[str]) -> dict[tuple[str, str, str], Counted]:
    """By form, unit and month, for every month of every unit that ever sent the form."""
    standing = {(one.form, one.unit, one.month): one for one in files if one.possible}
    found: dict[tuple[str, str, str], Counted] = {}
    for form, unit in {(one.form, one.unit) for one in files}:
        known: Counter[Row] = Counter()
        for month in months:
            sent = Counter(standing[form, unit, month].rows) if (form, unit, month) in standing else Counter()
            new = sent - known
            known += new
            found[form, unit, month] = Counted(new.total(), known.total(), list(new.elements()))
    return found


def _exists(found: tuple[str, str, str]) -> bool:
    try:
        date(*map(int, found))
    except ValueError:
        return False
    return True


def _read(path: Path, forms: Sequence[str]) -> RawFile:
    lines = list(_document(path) if path.suffix == ".docx" else _book(path))
    head = next(place for place, line in enumerate(lines) if line[0] == "序号")
    above = "".join(text for line in lines[:head] for text in line)
    name = next(one for one in forms if one in above)
    unit = _UNIT.search(" ".join(text for line in lines[:head] for text in line))
    month = _MONTH.search(path.name)
    written = unit[1] if unit else re.findall(r"（(\S+?)）", path.name)[0]
    return RawFile(path, name, written, month[1] if month else ONCE, tuple(_rows(lines[head + 1 :])))


def _rows(lines: Iterable[Row]) -> Iterator[Row]:
    for line in lines:
        if line[0].startswith(("备注", "填报人")):
            return
        told = tuple(text.strip() for text in line[1:])
        if any(told) and told[0] != "零报告":
            yield told


def _book(path: Path) -> Iterator[Row]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for line in sheet.iter_rows(values_only=True):
        texts = ["" if value is None else str(value) for value in line]
        if any(texts):
            yield tuple(texts)


def _document(path: Path) -> Iterator[Row]:
    document: Any = docx.Document(str(path))
    for paragraph in document.paragraphs:
        yield (paragraph.text,)
        if paragraph.text.startswith("填报单位"):
            break
    table = document.tables[0]
    for row in table.rows:
        yield tuple(cell.text for cell in row.cells)
