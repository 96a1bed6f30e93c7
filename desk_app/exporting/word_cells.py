"""Tables, rows and cells of WordprocessingML as XML, for a table with a row a record and for a record's own page."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.exporting.word_xml import twips

_CELL_MARGIN = 45


def table_opening(widths: Sequence[int]) -> str:
    """A table's opening tag with its lines and the widths of its tracks in twentieths of a point."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_CELL_MARGIN}" w:type="dxa"/><w:right w:w="{_CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def row_xml(height: float, cells: str, *, head: bool = False, whole: bool = True) -> str:
    """A row at least so high; a head's is repeated on each page, one that is not whole may be torn over pages."""
    least = min(twips(height), 31_680)
    properties = ("<w:cantSplit/>" if whole else "") + (
        f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if whole else ""
    )
    return f"<w:tr><w:trPr>{properties}{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def cell_xml(width: int, merge: str, inner: str, *, top: bool = False) -> str:
    """A cell with its paragraphs in its middle, or from its upper edge (``top``)."""
    align = "top" if top else "center"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="{align}"/></w:tcPr>{inner}</w:tc>'


def merge_xml(*, top: bool) -> str:
    """The beginning of a cell merged downwards, or its going on."""
    return '<w:vMerge w:val="restart"/>' if top else "<w:vMerge/>"
