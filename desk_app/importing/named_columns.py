"""Office lists (单位名册, 人员名单) as tables with a heading row: which column is which, and the rows below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desk_app.forms.headings import fold_heading
from desk_app.importing.grid import Grid
from desk_app.importing.labels import is_closing, is_sum_label

SERIAL = frozenset({"序号", "编号", "no", "排序", "顺序"})
_GROUP = re.compile(r"[（(]?[一二三四五六七八九十]+[)）]?\s*[、.．]?\s*(\S.*)", re.DOTALL)
_INNER = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: the headings of each field to the letter, words that hint at it, and the field it cannot miss."""

    headings: Mapping[str, Sequence[str]]
    hints: Mapping[str, Sequence[str]]
    needed: str


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the file: where it stands, its heading, and the field that it is taken for, empty for none."""

    place: int
    heading: str
    field: str = ""

    @property
    def is_serial(self) -> bool:
        """Whether it only counts the rows."""
        return fold_heading(self.heading) in SERIAL


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row below the heading: its number in the file, its texts by field, and the group line above it, if any."""

    number: int
    texts: Mapping[str, str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list as it stands in a file; ``skipped`` are the rows that are sums or notes, with what they say."""

    columns: tuple[FileColumn, ...]
    rows: tuple[ListRow, ...]
    skipped: tuple[tuple[int, str], ...] = ()
    groups: tuple[str, ...] = field(default=())

    @property
    def given(self) -> frozenset[str]:
        """The fields that the file has a column for."""
        return frozenset(column.field for column in self.columns if column.field)


def read_list(grid: Grid, kind: ListKind, chosen: Mapping[int, str] | None = None) -> ListTable | None:
    """Read a list; None where no row is its heading. ``chosen`` says by place what a person takes columns for."""
    head = next((number for number in range(len(grid.rows)) if _is_head(grid, number, kind)), None)
    if head is None:
        return None
    columns = _columns(grid, head, kind)
    if chosen is not None:
        columns = tuple(replace(column, field=chosen.get(column.place, "")) for column in columns)
    return _rows(grid, head, columns, kind.needed)


def plain_text(text: str) -> str:
    """A name without the blanks by which offices stretch short ones (办 公 室), line breaks as blanks."""
    return _INNER.sub("", _BLANKS.sub(" ", text.strip()))


def _is_head(grid: Grid, number: int, kind: ListKind) -> bool:
    exact = {fold_heading(name) for name in kind.headings[kind.needed]}
    return any(fold_heading(_marked(cell.text)) in exact for cell in grid.rows[number] if not cell.blank)


def _marked(text: str) -> str:
    """A heading without the mark that some programs leave before a file's first cell."""
    return text.replace("\ufeff", "").strip()


def _columns(grid: Grid, head: int, kind: ListKind) -> tuple[FileColumn, ...]:
    headings = {place: _marked(cell.text) for place, cell in enumerate(grid.rows[head]) if not cell.blank}
    folded = {place: fold_heading(heading) for place, heading in headings.items()}
    found: dict[int, str] = {}
    for name, wordings in kind.headings.items():
        exact = (place for wording in wordings for place, text in folded.items() if text == fold_heading(wording))
        place = next((place for place in exact if place not in found), None)
        if place is not None:
            found[place] = name
    for name, words in kind.hints.items():
        if name not in found.values():
            hinted = (place for word in words for place, text in folded.items() if word in text and place not in found)
            place = next(hinted, None)
            if place is not None:
                found[place] = name
    return tuple(FileColumn(place, " ".join(text.split()), found.get(place, "")) for place, text in headings.items())


def _rows(grid: Grid, head: int, columns: tuple[FileColumn, ...], needed: str) -> ListTable:
    fields = {column.field: column.place for column in columns if column.field}
    filled = _merged(grid, head, fields, needed)
    rows: list[ListRow] = []
    skipped: list[tuple[int, str]] = []
    groups: list[str] = []
    for number in range(head + 1, len(grid.rows)):
        written = [cell.text.strip() for cell in grid.rows[number] if not cell.blank]
        if not written or _repeats_head(grid, head, number):
            continue
        texts = {
            name: filled.get((number, place)) or grid.cell(number, place).text.strip() for name, place in fields.items()
        }
        group = _group(grid, number, written, fields.get(needed))
        if group:
            groups.append(group)
        elif is_sum_label(written[0]) or (is_closing(written) and len(written) < len(columns)):
            skipped.append((number + 1, written[0]))
        else:
            rows.append(ListRow(number + 1, texts, groups[-1] if groups else ""))
    return ListTable(columns, tuple(rows), tuple(skipped), tuple(groups))


def _repeats_head(grid: Grid, head: int, number: int) -> bool:
    texts = [[fold_heading(cell.text) for cell in grid.rows[row] if not cell.blank] for row in (head, number)]
    return len(texts[0]) > 1 and texts[0] == texts[1]


def _group(grid: Grid, number: int, written: Sequence[str], needed: int | None) -> str:
    """What a line such as 一、机关科室 groups the rows below it by; empty for any other row."""
    if len(written) != 1:
        return ""
    found = _GROUP.fullmatch(written[0])
    alone = (
        needed is None
        or grid.cell(number, needed).blank
        or any(merge.top <= number <= merge.bottom and merge.left <= needed < merge.right for merge in grid.merges)
    )
    if found is None or not (alone or re.match(r"[（(]?[一二三四五六七八九十]+[)）、.．]", written[0])):
        return ""
    return plain_text(found[1])


def _merged(grid: Grid, head: int, fields: Mapping[str, int], needed: str) -> dict[tuple[int, int], str]:
    """What cells merged downwards say for each of their rows; never for the field that names the row."""
    filled: dict[tuple[int, int], str] = {}
    places = {place for name, place in fields.items() if name != needed}
    for merge in grid.merges:
        if merge.left in places and merge.left == merge.right and merge.top > head:
            text = grid.cell(merge.top, merge.left).text.strip()
            filled.update({(row, merge.left): text for row in range(merge.top, merge.bottom + 1)})
    return filled
