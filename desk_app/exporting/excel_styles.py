"""The cell formats of our sheets, each made once per workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desk_app.exporting.excel_word_layout import BODY_FONT, HEAD_FONT, MARK_SIZE, TITLE_FONT
from desk_app.exporting.excel_word_wrap import LINE_SIZE, TITLE_SIZE
from desk_app.exporting.paper import Align

#: What every workbook is made with: what a person wrote stays text, and widths that hold in any office program.
WORKBOOK_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Column widths are counted in digits of the default font: Courier New 10 and all that stand in for it where it is
    # missing have digits of exactly 8 pixels. 宋体 12 has too, but where it is missing a wide Latin font stands in
    # and the page is shrunk to four fifths. Every cell has a font of its own.
    "default_format_properties": {"font_name": "Courier New", "font_size": 10},
    "default_column_width": 72,
}
_HORIZONTAL = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_TEXT = "@"
_WHOLE = "0"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def needs_quote(text: str) -> bool:
    """Whether a spreadsheet program could take the text for a formula once somebody edits the cell."""
    return text.startswith(_FORMULA_SIGNS)


@dataclass
class Styles:
    """Formats by purpose. Every text cell has the number format of text, so that nothing typed is reinterpreted."""

    workbook: Any
    _made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def _format(self, **wanted: object) -> Any:
        settings = {"valign": "vcenter", "num_format": _TEXT, "font_size": LINE_SIZE, "font_name": BODY_FONT} | wanted
        key = tuple(sorted(settings.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format(settings)
        return self._made[key]

    def mark(self) -> Any:
        """附件2: locked."""
        return self._format(font_name=HEAD_FONT, font_size=MARK_SIZE, valign="top")

    def title(self) -> Any:
        """The title over the whole width: locked."""
        return self._format(font_name=TITLE_FONT, font_size=TITLE_SIZE, align="center", text_wrap=True)

    def head(self, size: float) -> Any:
        """A cell of the table's head: locked."""
        return self._format(font_name=HEAD_FONT, font_size=size, align="center", text_wrap=True, border=1)

    def body(self, align: Align, size: float, *, strong: bool = False, quoted: bool = False, top: bool = False) -> Any:
        """A text cell of the table, open to whoever fills the form in; a tall row's text begins at its ``top``."""
        settings: dict[str, object] = {"align": _HORIZONTAL[align], "text_wrap": True, "border": 1, "locked": False}
        if top:
            settings["valign"] = "top"
        if strong:
            settings["font_name"] = HEAD_FONT
        if quoted:
            settings["quote_prefix"] = True
        return self._format(font_size=size, **settings)

    def written(self, size: float, *, quoted: bool = False) -> Any:
        """A cell for a long text of a record, written from its upper edge, open."""
        settings: dict[str, object] = {
            "align": "left",
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "locked": False,
        }
        if quoted:
            settings["quote_prefix"] = True
        return self._format(font_size=size, **settings)

    def whole(self, align: Align, size: float, *, strong: bool = False, top: bool = False) -> Any:
        """A whole number, so that the office can add it up."""
        settings: dict[str, object] = {"align": _HORIZONTAL[align], "border": 1, "locked": False, "num_format": _WHOLE}
        if top:
            settings["valign"] = "top"
        if strong:
            settings["font_name"] = HEAD_FONT
        return self._format(font_size=size, **settings)

    def line(self, align: Align, *, wrap: bool = False, quoted: bool = False) -> Any:
        """A line above or below the table, open."""
        settings: dict[str, object] = {"align": _HORIZONTAL[align], "text_wrap": wrap, "locked": False}
        if quoted:
            settings["quote_prefix"] = True
        return self._format(**settings)

    def open_column(self, align: Align, size: float) -> Any:
        """What a column's cells below the printed rows are like: open, text, without lines."""
        return self._format(font_size=size, align=_HORIZONTAL[align], text_wrap=True, locked=False)

    def unlocked(self) -> Any:
        """Cells beside the table: open, so that a row can be inserted and deleted as a whole."""
        return self._format(locked=False)

    def lines_only(self) -> Any:
        """The borders a row is given once somebody writes in it."""
        return self.workbook.add_format({"border": 1})
