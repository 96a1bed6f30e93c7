"""A table as addressed cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from desk_app.forms.checking import Place
from desk_app.forms.identity import Identity
from desk_app.problems import Problem


class CellKind(StrEnum):
    """What a cell holds; FORMULA is a formula whose result the file does not carry, ERROR a value such as #DIV/0!."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its ``text`` as a person sees it, and the typed ``value`` of a number or date."""

    text: str
    kind: CellKind = CellKind.TEXT
    value: float | date | datetime | None = None
    blank: bool = field(init=False, compare=False, repr=False)
    """Whether nothing stands in it; a formula without a result is not nothing. It is asked many times a cell."""

    def __post_init__(self) -> None:
        is_blank = self.kind is CellKind.EMPTY or (self.kind is not CellKind.FORMULA and not self.text.strip())
        object.__setattr__(self, "blank", is_blank)


EMPTY = Cell("", CellKind.EMPTY)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, rows and columns counted from 0, all four inclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Origin(StrEnum):
    """What kind of table it is, which decides how a place is named to a person."""

    SHEET = "sheet"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet or Word table. Rows and columns count from 0 here and from 1 (A1) wherever a person reads them.

    ``before`` and ``after`` are the lines of text around a Word or html table; in a sheet such lines are rows.
    ``inside`` is the table in whose cell this one stands; its text is that cell's too.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    origin: Origin = Origin.SHEET
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    epoch_1904: bool = False
    inside: str = ""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; empty outside the table."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell.blank for row in self.rows for cell in row)

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands, in a person's words and as an address."""
        address = address_of(row, column)
        if self.origin is Origin.SHEET:
            return Place(f"工作表“{self.name}” {address}", address)
        table = f"{self.name}" if self.name else ""
        return Place(f"{table}第{row + 1}行第{column + 1}列", address)

    def row_place(self, row: int) -> str:
        """Where a row stands, in a person's words."""
        if self.origin is Origin.SHEET:
            return f"工作表“{self.name}” 第{row + 1}行"
        return f"{self.name}第{row + 1}行"

    @property
    def where(self) -> str:
        """What the table is called to a person."""
        return f"工作表“{self.name}”" if self.origin is Origin.SHEET else self.name or "表内"

    def lines(self, first: int, last: int) -> Iterator[str]:
        """The rows of a stretch (``last`` excluded) as lines of text, cells parted by tabs, blank rows left out."""
        for row in self.rows[max(first, 0) : max(last, 0)]:
            texts = [cell.text.strip() for cell in row if not cell.blank]
            if texts:
                yield "\t".join(texts)


@dataclass(frozen=True, slots=True)
class Document:
    """All tables of one file, in its order, with its hidden identity and what its reader has to say.

    ``heads`` are the lines of its page headers (页眉), which stand above all of its tables.
    """

    grids: tuple[Grid, ...]
    identity: Identity | None = None
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    heads: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address_of(row: int, column: int) -> str:
    """A cell's address as Excel writes it: (6, 2) is C7."""
    return f"{column_letters(column)}{row + 1}"
