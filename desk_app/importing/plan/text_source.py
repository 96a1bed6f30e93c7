"""A plan as plain text: paragraphs, and tables that were flattened by tabs (a cell a line, or a row a line) or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desk_app.campaign.plan.document import Block, Line, PlanDocument, PlanTable, TableCell
from desk_app.importing.plan.spaced_text import with_tabs

_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]|\*\*")
_RULE = re.compile(r"^\|?(?=.*[-—])[\s:|\-—]+\|?$")
_CAPTION = re.compile(r"^\s*附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[：:]?\s*$")
_BESIDE = re.compile(
    r"^\s*(?:附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[：:]?$|(?:填报|报送|填表|上报|申报)(?:单位|部门|科室|时间|日期|人)"
    r"|(?:备注|注|说明|填表说明|填报说明)\s*[：:])"
)
_LONG_CELL = 60
_SENTENCE = re.compile(r"[。；，]|^[一二三四五六七八九十]+、|^[（(]|^附")
Rows = list[list[str]]


def read_text_plan(text: str) -> PlanDocument:
    """The paragraphs and flattened tables of a text."""
    walk = _Walk()
    for region in _regions(with_tabs(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))):
        walk.add(region)
    return PlanDocument(tuple(walk.blocks))


def _regions(lines: list[str]) -> Iterator[list[str]]:
    """Stretches of the text that belong together: one table, or one paragraph."""
    table: list[str] = []
    for place, line in enumerate(lines):
        if _in_table(table, line, lines, place):
            table.append(line)
            continue
        if table:
            yield table
            table = []
        yield [line]
    if table:
        yield table


def _in_table(table: list[str], line: str, lines: list[str], place: int) -> bool:
    if "\t" in line.strip("\n") or line.lstrip().startswith("|"):
        return True
    following = lines[place + 1] if place + 1 < len(lines) else ""
    if not line.strip():
        return bool(table) and _goes_on(lines, place)
    if _CAPTION.match(line):
        return following.startswith("\t")
    if not table or not table[-1].startswith("\t") or not table[-1].strip() or len(line.strip()) >= _LONG_CELL:
        return False
    if following.startswith("\t"):
        return True
    return not following.strip() and _goes_on(lines, place + 1) and not _SENTENCE.search(line.strip())


def _goes_on(lines: list[str], place: int) -> bool:
    """Whether after one blank line the next row of the same table follows."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return following.startswith(("\t", "|", " \t")) or "\t" in following


@dataclass
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    _lines: int = 0
    _tables: int = 0

    def add(self, region: list[str]) -> None:
        if len(region) == 1 and "\t" not in region[0] and not region[0].lstrip().startswith("|"):
            self._line(region[0])
            return
        rows = _rows(region)
        for group in _split_tables(rows):
            if _is_table(group):
                self._table(group)
            else:
                for row in group:
                    self._line(" ".join(cell for cell in row if cell))

    def _line(self, text: str) -> None:
        plain = _BOOKMARK.sub("", text).strip()
        if plain:
            self._lines += 1
            self.blocks.append(Line(len(self.blocks), self._lines, plain))

    def _table(self, rows: Rows) -> None:
        self._tables += 1
        width = max(map(len, rows))
        content = _longest_column(rows, width)
        fitted = [_fit(row, width, content) for row in rows]
        cells = tuple(
            tuple(TableCell(text, number, column) for column, text in enumerate(row))
            for number, row in enumerate(fitted)
        )
        self.blocks.append(PlanTable(len(self.blocks), f"第{self._tables}个表", cells, flat=True))


def _rows(region: list[str]) -> Rows:
    if any(line.lstrip().startswith("|") for line in region):
        bars = [line.strip().strip("|") for line in region if "|" in line and not _RULE.match(line.strip())]
        return [[cell.strip() for cell in line.split("|")] for line in bars]
    filled = [line for line in region if line.strip(" ")]
    several = sum(line.strip(" ").count("\t") >= 2 for line in filled)
    if several * 2 >= len(filled) > 0 or not any(line.startswith("\t") for line in filled):
        return [[cell.strip() for cell in line.split("\t")] for line in region if "\t" in line]
    return list(_stacked(region))


def _stacked(region: list[str]) -> Iterator[list[str]]:
    """Rows whose cells stand one a line behind a tab, parted by blank lines."""
    row: list[str] = []
    for line in region:
        begins = not line.startswith("\t") and ("\t" in line or not line.strip() or not row)
        alone = _CAPTION.match(line) is not None
        if row and (begins or alone):
            yield row
            row = []
        if alone:
            yield [line.strip()]
        else:
            _add(row, line, begins=begins)
    if row:
        yield row


def _add(row: list[str], line: str, *, begins: bool) -> None:
    """Put a line into a row: a cell behind a tab, a row's first cells, or more words of its last cell."""
    if line.startswith("\t"):
        row.extend(cell.strip() for cell in line.split("\t")[1:])
    elif begins and line.strip():
        row.extend(cell.strip() for cell in line.split("\t"))
    elif not begins:
        row[-1] = f"{row[-1]}\n{line.strip()}"


def _split_tables(rows: Rows) -> Iterator[Rows]:
    """One stretch may hold several tables: titles, unit lines and notes between them are lines of their own."""
    group: Rows = []
    for row in rows:
        filled = [cell for cell in row if cell]
        if not group and len(filled) <= 1:
            if filled:
                yield [filled]
        elif _stands_between(row, filled, group):
            yield group
            yield [filled]
            group = []
        else:
            group.append(row)
    if group:
        yield group


def _stands_between(row: list[str], filled: list[str], group: Rows) -> bool:
    """Whether a row of one text is no row of the table above it."""
    if len(filled) != 1:
        return False
    return bool(_BESIDE.match(filled[0])) or len(row) == 1 < max(map(len, group))


def _is_table(rows: Rows) -> bool:
    return (
        max(map(len, rows), default=0) >= 2 and sum(any(row) for row in rows) >= 1 and any(len(row) > 1 for row in rows)
    )


def _longest_column(rows: Rows, width: int) -> int:
    full = [row for row in rows if len(row) == width]
    return max(range(width), key=lambda column: sum(len(row[column]) for row in full), default=0)


def _fit(row: list[str], width: int, content: int) -> list[str]:
    """A row that lost cells, laid out again: its longest text goes to the column of long texts."""
    missing = width - len(row)
    if missing <= 0 or not any(row):
        return row + [""] * missing
    longest = max(range(len(row)), key=lambda place: len(row[place]))
    shift = min(max(content - longest, 0), missing) if longest and len(row[longest]) > 8 else 0
    filler = [""] * shift
    return row[:1] + filler + row[1:] + [""] * (missing - shift)
