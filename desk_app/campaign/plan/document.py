"""The plan document as a sequence of places, so that everything read from it can be shown where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing stands: a stretch of a paragraph, or a cell of a table, with the text that stands there.

    ``block`` counts the blocks of the document from 0, ``row`` and ``column`` the cells of a table from 0 (None in a
    paragraph), ``start`` and ``end`` the signs of the paragraph or cell. ``where`` is the place in a person's words.
    """

    block: int
    where: str
    text: str
    start: int = 0
    end: int = 0
    row: int | None = None
    column: int | None = None

    @property
    def quoted(self) -> str:
        """Place and words, as a sentence says them."""
        return f"{self.where}写“{self.text}”"

    def __str__(self) -> str:
        """Place and quotation, as a person reads them."""
        return f"{self.where}：{self.text}" if self.text else self.where


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; ``level`` is its outline level where Word knows one (1 the highest), else 0.

    ``number`` counts the paragraphs that are not blank from 1, which is how a person is told the place.
    """

    index: int
    number: int
    text: str
    level: int = 0

    @property
    def where(self) -> str:
        """The place in a person's words."""
        return f"正文第{self.number}段"


@dataclass(frozen=True, slots=True)
class TableCell:
    """One place of a table; ``row`` and ``column`` are those of the cell that covers it."""

    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PlanTable:
    """One table with its merged cells spread over the places they cover; ``flat`` when it came as tabbed text.

    ``caption`` is the annex mark (附件1) above it or empty; ``first`` is the column at which a table that stands beside
    another in one grid begins there. ``landscape`` is how its page lies, None where the file does not say.
    """

    index: int
    name: str
    rows: tuple[tuple[TableCell, ...], ...]
    flat: bool = False
    caption: str = ""
    first: int = 0
    landscape: bool | None = None

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """What stands at a place, merged cells spread; empty outside the table."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column].text.strip()
        return ""

    def texts(self, row: int) -> tuple[str, ...]:
        """The texts of a row."""
        return tuple(self.text(row, column) for column in range(self.width))

    def own(self, row: int, column: int) -> bool:
        """Whether a cell of its own begins at a place."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return False
        cell = self.rows[row][column]
        return (cell.row, cell.column) == (row, column)

    def source(self, row: int, column: int, text: str = "") -> Source:
        """The place of a cell, and a quotation of it."""
        inside = row < len(self.rows) and column < len(self.rows[row])
        cell = self.rows[row][column] if inside else TableCell("", row, column)
        said = text or cell.text.strip()
        begin = max(cell.text.find(said), 0)
        where = f"{self.caption or self.name}第{row + 1}行第{self.first + column + 1}列"
        return Source(self.index, where, said, begin, begin + len(said), cell.row, self.first + cell.column)


Block = Line | PlanTable


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """All blocks of a file in its order.

    ``struck`` are the places (block, and row inside a table) right before which tracked changes took a whole paragraph
    or row away, so that a number missing there is no mistake.
    """

    blocks: tuple[Block, ...] = ()
    struck: tuple[tuple[int, int | None], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The paragraphs."""
        return tuple(block for block in self.blocks if isinstance(block, Line))

    @property
    def tables(self) -> tuple[PlanTable, ...]:
        """The tables."""
        return tuple(block for block in self.blocks if isinstance(block, PlanTable))
