"""One paper as the text of a Word document, given out piece by piece so that long tables need no memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from desk_app.exporting.excel_word_blocks import Block
from desk_app.exporting.excel_word_layout import Layout, signature_texts
from desk_app.exporting.excel_word_sheet import POINTS_PER_MM, Sheet
from desk_app.exporting.excel_word_wrap import LINE_SIZE, ems, title_lines
from desk_app.exporting.paper import Align, PaperRow, Passage, PassageKind
from desk_app.exporting.record_layout import RecordLayout
from desk_app.exporting.word_cells import cell_xml, merge_xml, row_xml, table_opening
from desk_app.exporting.word_controls import list_control
from desk_app.exporting.word_parts import MAIN
from desk_app.exporting.word_record import RecordTable
from desk_app.exporting.word_xml import paragraph, run, tabs, twips

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CELL_STYLES = {Align.LEFT: "Left", Align.CENTRE: "Centre", Align.RIGHT: "Right"}
_PASSAGE_STYLES = {
    PassageKind.ADDRESS: "LetterAddress",
    PassageKind.BODY: "Letter",
    PassageKind.HEADING: "LetterHeading",
    PassageKind.SIGNED: "LetterSigned",
}
_TALL_SHARE = 0.5
_MARK_LINE = 28.95
_NUMBER_BELOW_TEXT = 7.0
_NUMBER_HEIGHT = 5.0
_DATE = "年　　月　　日"
_KEEP = "<w:keepNext/>"
NEW_PAGE = "<w:pageBreakBefore/>"
DOCUMENT_BEGINS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:document xmlns:w="{MAIN}" xmlns:r="{_RELATIONS}"><w:body>'
)
DOCUMENT_ENDS = "</w:body></w:document>"
_GAP = '<w:spacing w:before="0" w:line="120" w:lineRule="exact"/>'
_SMALL_GAP, _KEPT_GAP = paragraph("Below", "", _GAP), paragraph("Below", "", f"{_KEEP}{_GAP}")


def document_xml(layouts: Sequence[Layout], *, blank: bool = False) -> Iterator[str]:
    """The document part from its first to its last tag; a ``blank`` has lists to choose from in its empty cells.

    Each layout (of several records) begins a new page.
    """
    yield DOCUMENT_BEGINS
    for number, layout in enumerate(layouts):
        yield from paper_xml(layout, blank=blank, new_page=number > 0)
    yield section_xml(layouts[-1].sheet, landscape=layouts[-1].paper.landscape, page_of=layouts[-1].paper.page_of)
    yield DOCUMENT_ENDS


def paper_xml(layout: Layout, *, blank: bool = False, new_page: bool = False) -> Iterator[str]:
    """One paper's paragraphs and table."""
    yield from _above(layout, NEW_PAGE if new_page else "")
    if isinstance(layout, RecordLayout):
        yield from RecordTable(layout, blank=blank).pieces()
    elif layout.paper.columns:
        yield from _Table(layout, blank=blank).pieces()
    yield from _below(layout)


def _above(layout: Layout, start: str) -> Iterator[str]:
    paper, width = layout.paper, layout.sheet.text_width
    if paper.mark:
        yield paragraph("Mark", run(paper.mark), start)
    gap = twips(layout.mark_height - _MARK_LINE)
    before = f'<w:spacing w:before="{gap}" w:after="160"/>' if paper.mark else start
    yield paragraph("Heading", run("\n".join(title_lines(paper.title, width))), before)
    yield from map(_passage, paper.opening)
    if paper.opening:
        yield _SMALL_GAP
    left, right = paper.left_line, paper.right_line
    if left and right and (ems(left) + ems(right) + 1) * LINE_SIZE < width:
        yield paragraph("Line", f"{run(left)}<w:r><w:tab/></w:r>{run(right)}", tabs(("right", twips(width))))
        return
    if left:
        yield paragraph("Line", run(left))
    if right:
        yield paragraph("Line", run(right), '<w:jc w:val="right"/>')


def _below(layout: Layout) -> Iterator[str]:
    paper, width = layout.paper, layout.sheet.text_width
    lines = [("Below", run(text), "") for text in layout.notes]
    texts, (told, ending) = signature_texts(paper), paper.closing_parts
    if told:
        yield from _kept(lines)
        lines = []
        yield _SMALL_GAP
        yield from map(_passage, told[:-1])
        yield _passage(told[-1], _KEEP if texts or ending else "")
    if texts:
        lines.append(_signatures(texts, width, _DATE if layout.date_beside else ""))
    if paper.date_line and not layout.date_beside:
        lines.append(("Below", run(f"{_DATE}　　"), '<w:spacing w:before="160"/><w:jc w:val="right"/>'))
    if not lines and not paper.closing and paper.columns:
        # Word wants a paragraph after a table; this one takes no room.
        yield paragraph("Below", "", '<w:spacing w:before="0" w:line="20" w:lineRule="exact"/>')
    yield from _kept(lines, on=bool(ending))
    if ending:
        yield _KEPT_GAP if texts else _SMALL_GAP
    for passage, behind in pairwise((*ending, None)):
        if passage is not None:
            signed = behind is not None and behind.kind is PassageKind.SIGNED
            yield _passage(passage, _KEEP if signed else "")


def _kept(lines: Sequence[tuple[str, str, str]], *, on: bool = False) -> Iterator[str]:
    """Paragraphs that stay on one page, each given as style, content and properties; ``on`` with what follows too."""
    for place, (style, inner, properties) in enumerate(lines, start=1):
        yield paragraph(style, inner, (_KEEP if on or place < len(lines) else "") + properties)


def _signatures(texts: Sequence[str], width: float, date: str) -> tuple[str, str, str]:
    """The labels with equal room to sign after each, and the date at the right edge where it stands beside them."""
    slots = len(texts) + bool(date)
    stops = [("left", twips(width * place / slots)) for place in range(1, len(texts))]
    stops += [("right", twips(width))] if date else []
    inner = "<w:r><w:tab/></w:r>".join(run(text) for text in (*texts, *((date,) if date else ())))
    return "Below", inner, f'{tabs(*stops) if stops else ""}<w:spacing w:before="240"/>'


def _passage(passage: Passage, keep: str = "") -> str:
    """A paragraph of a letter; its own line breaks begin paragraphs, so that each is set in.

    What stands before the lines that sign is kept with them, so that they are never alone on a page.
    """
    style = _PASSAGE_STYLES[passage.kind]
    return "".join(paragraph(style, run(line), keep) for line in passage.text.split("\n"))


def section_xml(sheet: Sheet, *, landscape: bool, page_of: bool, numbered: bool = True) -> str:
    """The section's sheet, with the page number at its foot where it is ``numbered``."""
    width, height, top, right, bottom, left, footer = (
        twips(length * POINTS_PER_MM)
        for length in (
            sheet.width, sheet.height, sheet.top, sheet.right, sheet.bottom, sheet.left,
            sheet.bottom - _NUMBER_BELOW_TEXT - _NUMBER_HEIGHT,
        )
    )  # fmt: skip
    orient = ' w:orient="landscape"' if landscape else ""
    even = "" if page_of else '<w:footerReference w:type="even" r:id="rId2"/>'
    foot = f'{even}<w:footerReference w:type="default" r:id="rId1"/>' if numbered else ""
    return (
        f'<w:sectPr>{foot}<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="851" w:footer="{footer}" w:gutter="0"/></w:sectPr>'
    )


class _Table:
    """The paper's table: heads that repeat, rows that stay whole, cells merged down."""

    def __init__(self, layout: Layout, *, blank: bool) -> None:
        self._layout = layout
        self._lists = [list_control(column) if blank and column.choices else "" for column in layout.paper.columns]
        self._paper = layout.paper
        edges = [twips(edge) for edge in accumulate(layout.widths, initial=0.0)]
        self._widths = [after - before for before, after in pairwise(edges)]
        self._tops = {(first, column) for column, first, _ in layout.merges}
        self._continued = {
            (row, column) for column, first, last in layout.merges for row in range(first + 1, last + 1)
        }  # fmt: skip

        limit = layout.sheet.text_height * _TALL_SHARE
        self._kept = {
            row
            for first, last in layout.row_groups
            if sum(layout.row_heights[first : last + 1]) < limit
            for row in range(first, last)
        }

    def pieces(self) -> Iterator[str]:
        yield table_opening(self._widths)
        for line in range(self._layout.head_rows):
            yield self._head_line(line)
        rows, empty = self._paper.rows, self._layout.empty_rows
        for number, (row, height) in enumerate(zip(rows, self._layout.row_heights, strict=True)):
            yield self._row(number, row, height, last=not empty and number == len(rows) - 1)
        blank = PaperRow(("",) * len(self._widths))
        for number in range(empty):
            yield self._row(len(rows) + number, blank, self._layout.empty_row_height, last=number == empty - 1)
        yield "</w:tbl>"

    def _head_line(self, line: int) -> str:
        cells = "".join(
            self._head_cell(block, line)
            for block in sorted(self._layout.head, key=lambda block: block.column)
            if block.row <= line < block.row + block.rows
        )
        return row_xml(self._layout.head_height(line), cells, head=True)

    def _head_cell(self, block: Block, line: int) -> str:
        span = f'<w:gridSpan w:val="{block.columns}"/>' if block.columns > 1 else ""
        top = block.row == line
        merge = "" if block.rows == 1 else merge_xml(top=top)
        width = sum(self._widths[block.column : block.column + block.columns])
        return cell_xml(width, span + merge, paragraph("Head", run(block.text if top else ""), _KEEP))

    def _row(self, number: int, row: PaperRow, height: float, *, last: bool) -> str:
        cells = []
        for place, (text, column) in enumerate(zip(row.cells, self._paper.columns, strict=True)):
            top = (number, place) in self._tops
            merge = merge_xml(top=top) if top or (number, place) in self._continued else ""
            style = ("Strong" if row.strong else "") + _CELL_STYLES[column.align]
            # The last row stays with the signatures, which must not stand alone on a page; merged rows stay together.
            content = run(text) if text else self._lists[place]
            inner = paragraph(style, content, _KEEP if last or number in self._kept else "")
            cells.append(cell_xml(self._widths[place], merge, inner))
        tall = height > self._layout.sheet.text_height * _TALL_SHARE
        return row_xml(height, "".join(cells), whole=not tall)
