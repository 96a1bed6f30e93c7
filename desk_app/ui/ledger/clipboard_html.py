"""A table that was copied as a page (from a browser, or an office program that gives no plain text) as cells."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLANK = re.compile(r"[ \t\r\n\f]+")
_CELL, _HIDDEN = {"td", "th"}, {"style", "script", "head"}
_MOST = 1_000


class _Table(HTMLParser):
    """The cells of the first table; a merged cell stands at its upper left, the others of it are empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[dict[int, str]] = []
        self._taken: set[tuple[int, int]] = set()
        self._cell: list[str] | None = None
        self._at = 0
        self._hidden = 0
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins, or a line ends within one."""
        self._hidden += tag in _HIDDEN
        if self._done:
            return
        if tag == "tr":
            self._close()
            self.rows.append({})
        elif tag in _CELL and self.rows:
            self._close()
            self._open(dict(attrs))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A cell or the table ends."""
        self._hidden -= tag in _HIDDEN
        if tag in _CELL or tag == "tr":
            self._close()
        elif tag == "table":
            self._close()
            self._done = bool(self.rows)

    def handle_data(self, data: str) -> None:
        """Words of a cell; blanks and line ends of the page's own text are one blank."""
        if self._cell is not None and not self._hidden:
            self._cell.append(_BLANK.sub(" ", data))

    def _open(self, said: dict[str, str | None]) -> None:
        row, column = len(self.rows) - 1, 0
        while (row, column) in self._taken:
            column += 1
        down, right = _span(said.get("rowspan")), _span(said.get("colspan"))
        self._taken |= {(row + one, column + other) for one in range(down) for other in range(right)}
        self._at, self._cell = column, []

    def _close(self) -> None:
        if self._cell is not None:
            lines = "".join(self._cell).split("\n")
            self.rows[-1][self._at] = "\n".join(line.strip() for line in lines).strip()
            self._cell = None


def table_of(html: str) -> list[list[str]]:
    """The first table of a page as lines of equal length; nothing where there is none."""
    parser = _Table()
    parser.feed(html)
    parser.close()
    width = max((column for row in parser.rows for column in row), default=-1) + 1
    return [[row.get(column, "") for column in range(width)] for row in parser.rows] if width else []


def _span(said: str | None) -> int:
    return min(max(1, int(said)), _MOST) if said and said.isdecimal() else 1
