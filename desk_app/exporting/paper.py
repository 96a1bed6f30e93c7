"""Paper: what one printed document says, neutral of PDF, Excel and Word, so that the three are equal in content."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desk_app.forms.identity import Identity
from desk_app.forms.paper_code import PaperCode

SIGNING_HEIGHT_MM = 15
"""Practice: the room that a hand-written signature asks for."""
_REGISTER_HEIGHT_MM = 9.5  # practice: of a register that everybody signs on a line of it; twenty stand on a page
_SIGNED = ("签字", "签名", "签章", "审定")
_SIGNED_IN = ("签收", "签到")


class Align(StrEnum):
    """How a column's text stands in its cells."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class SheetSize(StrEnum):
    """The sheet a paper is printed on: A4 as the standard has it, A3 for tables of very many columns."""

    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One printed column.

    ``heading`` keeps its line breaks, ``group`` is the heading above its neighbours, ``width`` a share in millimetres
    before the table is fitted to the page. ``choices`` become a drop-down in Excel and Word; ``is_date`` and
    ``is_whole`` become hints to whoever types. ``offered`` are texts that are only offered (the unit's own people and
    posts): nothing is said of another one.
    """

    heading: str
    width: float = 25.0
    group: str = ""
    align: Align = Align.CENTRE
    choices: tuple[str, ...] = ()
    closed: bool = False
    is_date: bool = False
    is_whole: bool = False
    offered: tuple[str, ...] = ()

    @property
    def listed(self) -> tuple[str, ...]:
        """What its drop-down shows."""
        return self.choices or self.offered


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One printed row, a text a column. ``strong`` marks a sum line.

    A cell of ``None`` continues the cell above it (merged downwards); the label is repeated on a new page.
    """

    cells: tuple[str | None, ...]
    strong: bool = False


class PassageKind(StrEnum):
    """How a passage of a letter stands: the address, running text, a heading, or the lines it is signed with."""

    ADDRESS = "address"
    BODY = "body"
    HEADING = "heading"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a paper that is a letter with a table in it."""

    text: str
    kind: PassageKind = PassageKind.BODY


def set_text(passage: Passage) -> str:
    """A passage as it is set: running text and headings begin two signs in, each of its paragraphs."""
    if passage.kind in {PassageKind.ADDRESS, PassageKind.SIGNED}:
        return passage.text
    return "\n".join(f"　　{line}" for line in passage.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Paper:
    """One document with one table.

    ``mark`` is the annex mark (附件2), ``left_line``/``right_line`` stand above the table (填报单位（盖章）：…,
    填报日期：…), ``blank_rows`` are printed empty after the rows until that many rows stand, ``note`` (备注) stands
    below, ``signatures`` are the labels on the signature line, ``date_line`` adds 年 月 日. ``page_of`` prints
    第 x 页 共 y 页, else the page number stands as the standard says (— 1 —). ``opening`` and ``closing`` are what a
    letter (退回修改单, 报送通知) says above and below its table.
    A ``record`` paper has a sheet a row (`record_lattice`). ``code`` (识别码) says on each page which print it is.
    """

    title: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...] = ()
    mark: str = ""
    left_line: str = ""
    right_line: str = ""
    blank_rows: int = 0
    note: str = ""
    signatures: tuple[str, ...] = ()
    date_line: bool = False
    landscape: bool = True
    page_of: bool = True
    identity: Identity | None = None
    footnotes: tuple[str, ...] = field(default=())
    opening: tuple[Passage, ...] = ()
    closing: tuple[Passage, ...] = ()
    record: bool = False
    code: PaperCode | None = None
    size: SheetSize = SheetSize.A4

    @property
    def signed_columns(self) -> tuple[int, ...]:
        """The columns in whose cells somebody signs by hand (领导审定, 签名): their empty cells ask for room."""
        return self._headed(*_SIGNED, *_SIGNED_IN)

    @property
    def signing_height(self) -> float:
        """The room in millimetres that the empty cells of the signed columns ask for, less in a register (签到)."""
        return SIGNING_HEIGHT_MM if self._headed(*_SIGNED) else _REGISTER_HEIGHT_MM

    @property
    def closing_parts(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """What stands below the table before the signature line, and behind it: its own text, then who issues it."""
        if not self.signatures:
            return (), self.closing
        kinds = [one.kind for one in self.closing]
        first = kinds.index(PassageKind.SIGNED) if PassageKind.SIGNED in kinds else len(kinds)
        return self.closing[:first], self.closing[first:]

    def _headed(self, *words: str) -> tuple[int, ...]:
        headings = [column.heading.replace("\n", "") for column in self.columns]
        return tuple(place for place, said in enumerate(headings) if any(word in said for word in words))

    @property
    def two_row_head(self) -> bool:
        """Whether the head has a line of group headings."""
        return any(column.group for column in self.columns)
