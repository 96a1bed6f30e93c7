"""Blocks of cells as WPS and Excel put them on the clipboard: tabs, line ends, quoted cells with line ends inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from desk_app.ui.ledger.clipboard_html import table_of

_QUOTE = '"'
_MOST_ON_A_PAGE = 20_000
_LINE_END = '<br style="mso-data-placement:same-cell">'
_PAGE = (
    '<html><head><meta charset="utf-8"><style>td {{mso-number-format:"\\@"; white-space:pre-wrap}}</style></head>'
    "<body><table>{}</table></body></html>"
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What lies on the clipboard, not read yet: plain text, or a page where there is no plain text."""

    plain: str
    page: str = ""

    @property
    def most_lines(self) -> int:
        """How many lines it may have; not more, where a cell holds line ends."""
        return self.plain.count("\n") + self.plain.count("\r") + 1 if self.plain else self.page.lower().count("<tr")

    def cells(self) -> list[list[str]]:
        """Its cells line by line; none where there is neither text nor a table."""
        return parse_block(self.plain) if self.plain else table_of(self.page)


def carried() -> Carried:
    """What lies on the clipboard now."""
    held = QGuiApplication.clipboard().mimeData()
    plain = held.text() if held.hasText() else ""
    return Carried(plain, "" if plain else held.html())


def parse_block(text: str) -> list[list[str]]:
    """The cells of a pasted text, line by line; a quoted cell may hold tabs, line ends and doubled quotes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if _QUOTE not in plain:
        lines = plain.removesuffix("\n").split("\n")
        return [line.split("\t") for line in lines]
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(plain):
        cell, place, ended_line = _cell(plain, place)
        rows[-1].append(cell)
        if ended_line and place < len(plain):
            rows.append([])
        elif ended_line or place > len(plain):
            break
    return [row for row in rows if row]


def _cell(text: str, start: int) -> tuple[str, int, bool]:
    """One cell, where the next begins, and whether a line ended."""
    if text.startswith(_QUOTE, start):
        quoted = _quoted(text, start + 1)
        if quoted is not None:
            return quoted
    end = min((found for sign in "\t\n" if (found := text.find(sign, start)) >= 0), default=len(text))
    return text[start:end], end + 1, text[end : end + 1] == "\n"


def _quoted(text: str, start: int) -> tuple[str, int, bool] | None:
    """A cell in quotes; None when the quote is only a sign of the text."""
    place = start
    while (found := text.find(_QUOTE, place)) >= 0:
        if text.startswith(_QUOTE * 2, found):
            place = found + 2
            continue
        after = text[found + 1 : found + 2]
        if after not in {"", "\t", "\n"}:
            return None
        return text[start:found].replace(_QUOTE * 2, _QUOTE), found + 2, after == "\n"
    return None


@dataclass(frozen=True, slots=True)
class Copied:
    """A block as it goes on the clipboard: as plain text, and as a page whose cells stay text (0305, =1+1)."""

    rows: int
    plain: str
    page: str = ""

    def put(self, clipboard: QClipboard) -> None:
        """Hand both over; who takes them chooses."""
        held = QMimeData()
        held.setText(self.plain)
        if self.page:
            held.setHtml(self.page)
        clipboard.setMimeData(held)


def copied(rows: Sequence[Sequence[str]]) -> Copied:
    """A block made ready; a very long one goes as plain text only."""
    return Copied(len(rows), format_block(rows), _page(rows) if len(rows) <= _MOST_ON_A_PAGE else "")


def _page(rows: Sequence[Sequence[str]]) -> str:
    lines = ("".join(f"<td>{_as_text(cell)}</td>" for cell in row) for row in rows)
    return _PAGE.format("".join(f"<tr>{line}</tr>" for line in lines))


def _as_text(cell: str) -> str:
    return escape(cell, quote=False).replace("\n", _LINE_END)


def format_block(rows: Sequence[Sequence[str]]) -> str:
    """Cells as a text that WPS and Excel paste as cells."""
    return "".join("\t".join(_written(cell) for cell in row) + "\n" for row in rows)


def _written(cell: str) -> str:
    if any(sign in cell for sign in "\t\n") or cell.startswith(_QUOTE):
        return _QUOTE + cell.replace(_QUOTE, _QUOTE * 2) + _QUOTE
    return cell
