"""盒脊 as a Word document: the same strips, for an archives office that has its own words for a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from desk_app.exporting.archive_spine import EACH, FIELD, GAP, STRIP, TALL, Spine, sheets_of
from desk_app.exporting.excel_word_sheet import Sheet
from desk_app.exporting.word import write_package
from desk_app.exporting.word_body import DOCUMENT_BEGINS, DOCUMENT_ENDS, NEW_PAGE, section_xml
from desk_app.exporting.word_cells import cell_xml, row_xml
from desk_app.exporting.word_parts import fixed_parts
from desk_app.exporting.word_xml import paragraph, run, twips

_SIZE = 12.0
_SHEET = Sheet(297, 210, top=11, right=17, bottom=11, left=17)
_NOTHING = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right")
)
_MIDDLE = '<w:jc w:val="center"/>'
_UPRIGHT = '<w:textDirection w:val="tbRl"/>'
_UPPER = 4
"""The fields above the title: 全宗号, 年度, 保管期限, 机构（问题）."""


def write_spines_word(spines: Sequence[Spine], target: Path) -> None:
    """Write the strips on A4 landscape, six a sheet; whole or not at all."""
    write_package(target, fixed_parts("盒脊", _SIZE, "", page_of=True), _document(spines))


def _document(spines: Sequence[Spine]) -> Iterator[str]:
    yield DOCUMENT_BEGINS
    for number, sheet in enumerate(sheets_of(spines)):
        if number:
            yield paragraph("Below", "", f'{NEW_PAGE}<w:spacing w:before="0" w:line="20" w:lineRule="exact"/>')
        yield from _table(sheet)
    yield paragraph("Below", "", '<w:spacing w:before="0" w:line="20" w:lineRule="exact"/>')
    yield section_xml(_SHEET, landscape=True, page_of=True, numbered=False)
    yield DOCUMENT_ENDS


def _table(spines: Sequence[Spine]) -> Iterator[str]:
    grid = [twips(STRIP), twips(GAP)] * EACH
    grid = grid[: 2 * len(spines) - 1]
    tracks = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{tracks}</w:tblGrid>"
    )
    fields = [one.fields for one in spines]
    for place in range(_UPPER):
        yield _row(FIELD, [_field(*mine[place]) for mine in fields])
    yield _row(
        TALL - FIELD * len(fields[0]), [(paragraph("Mark", run(one.title), _MIDDLE), _UPRIGHT) for one in spines]
    )
    for place in range(_UPPER, len(fields[0])):
        yield _row(FIELD, [_field(*mine[place]) for mine in fields])
    yield "</w:tbl>"


def _field(caption: str, text: str) -> tuple[str, str]:
    return paragraph("Head", run(caption)) + paragraph("Centre", run(text)), ""


def _row(height: float, cells: Sequence[tuple[str, str]]) -> str:
    """A line of the strips with the gaps between them."""
    gap = cell_xml(twips(GAP), f"<w:tcBorders>{_NOTHING}</w:tcBorders>", paragraph("Centre", ""))
    made = [cell_xml(twips(STRIP), f"<w:tcBorders>{_LINES}</w:tcBorders>{more}", inner) for inner, more in cells]
    # A row of at least a height would grow with an upright text instead of breaking it.
    return row_xml(height, gap.join(made)).replace('w:hRule="atLeast"', 'w:hRule="exact"')
