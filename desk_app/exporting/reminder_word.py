"""提醒单, 催办单 as a Word document, for an office that changes a word before it sends them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from desk_app.exporting.excel_word_layout import Layout
from desk_app.exporting.page import mm
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage, PassageKind
from desk_app.exporting.reminder import CUT, HEADS, SHARES, STUB_ROW, Reminder
from desk_app.exporting.word import write_package
from desk_app.exporting.word_body import DOCUMENT_BEGINS, DOCUMENT_ENDS, paper_xml, section_xml
from desk_app.exporting.word_cells import cell_xml, row_xml, table_opening
from desk_app.exporting.word_parts import fixed_parts
from desk_app.exporting.word_xml import paragraph, run, twips

_SIZE = 12.0
_TYPE_MM = 156
_KEEP = "<w:keepNext/>"
_CUT_LINE = (
    f'{_KEEP}<w:pBdr><w:top w:val="dashed" w:sz="6" w:space="4" w:color="000000"/></w:pBdr>'
    '<w:spacing w:before="480" w:after="120"/><w:jc w:val="center"/>'
)


def write_reminders_word(reminders: Sequence[Reminder], target: Path) -> None:
    """Write sheets into one document, each from a new page, its 回执 below the last line; whole or not at all."""
    word = reminders[0].word if reminders else "提醒单"
    write_package(target, fixed_parts(word, _SIZE, "", page_of=True), _document(reminders))


def _document(reminders: Sequence[Reminder]) -> Iterator[str]:
    yield DOCUMENT_BEGINS
    layouts = [Layout(_paper(one)) for one in reminders]
    for number, (told, layout) in enumerate(zip(reminders, layouts, strict=True)):
        yield from paper_xml(layout, new_page=number > 0)
        yield from _stub(told)
    # The pages of one unit's sheet are counted in print alone: here all sheets are one document.
    yield section_xml(layouts[-1].sheet, landscape=False, page_of=True, numbered=False)
    yield DOCUMENT_ENDS


def _paper(told: Reminder) -> Paper:
    columns = tuple(
        PaperColumn(head, share * _TYPE_MM, align=Align.LEFT if place == 1 else Align.CENTRE)
        for place, (head, share) in enumerate(zip(HEADS, SHARES, strict=True))
    )
    return Paper(
        told.word,
        columns,
        tuple(
            PaperRow((str(number), thing.matter, thing.due, thing.state))
            for number, thing in enumerate(told.things, start=1)
        ),
        landscape=False,
        opening=(Passage(f"{told.unit}：", PassageKind.ADDRESS), Passage(told.text)),
        closing=tuple(Passage(line, PassageKind.SIGNED) for line in told.signed),
        footnotes=(told.told_contact,) if told.told_contact else (),
    )


def _stub(told: Reminder) -> Iterator[str]:
    yield paragraph("Below", run(CUT), _CUT_LINE)
    yield paragraph("Heading", run(f"{told.word}回执"))
    whole = twips(mm(_TYPE_MM))
    grid = [round(whole * share) for _, share in told.stub[0]]
    yield table_opening(grid)
    for place, row in enumerate(told.stub):
        keep = _KEEP if place < len(told.stub) - 1 else ""
        widths = [*grid] if len(row) == len(grid) else [grid[0], sum(grid[1:])]
        cells = (
            cell_xml(
                width,
                "" if len(row) == len(grid) or not number else f'<w:gridSpan w:val="{len(grid) - 1}"/>',
                paragraph("Centre" if number % 2 else "Head", run(text), keep),
            )
            for number, ((text, _), width) in enumerate(zip(row, widths, strict=True))
        )
        yield row_xml(STUB_ROW, "".join(cells))
    yield "</w:tbl>"
    yield paragraph("Below", "", '<w:spacing w:before="0" w:line="20" w:lineRule="exact"/>')
