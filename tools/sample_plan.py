"""Writes the plan of the sample campaign (方案.docx): body, 任务清单 with merged cells, four blank annexes."""

from __future__ import annotations

from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import Table
from sample_bureau import CAMPAIGN
from sample_forms import ADVICE, DEEDS, TALKS, TOPICS, Form
from sample_plan_text import ACTIVITIES, AIM, BASIS, DEMANDS, ISSUED, ISSUER, TITLE, Activity
from sample_returns import Look, Return, grid_of
from sample_word import BODY_FONT, HEAD_FONT, TITLE_FONT, new_document, saved, write_grid, write_line

_NUMERALS = "一二三四五六七八九"
_TASK_WIDTHS = (1.5, 3.5, 10.0, 5.5, 4.0)
_TASK_LIST = f"{CAMPAIGN}任务清单"
_BLANKS: tuple[Form, ...] = (TALKS, TOPICS, ADVICE, DEEDS)


def plan() -> bytes:
    """The whole plan as Word bytes."""
    document = new_document("许映雪")
    _write_body(document)
    _write_list_of_annexes(document)
    _turn_page(document)
    _paragraph(document, "附件1")
    _paragraph(document, _TASK_LIST, font=TITLE_FONT, size=18, centred=True)
    _write_task_list(document)
    for form in _BLANKS:
        _turn_page(document)
        blank = Return(file="", unit=None, form=form, period=None, special="", said="", look=Look(empty=True))
        write_grid(document, grid_of(blank, spares=True))
    return saved(document)


def _paragraph(
    document: DocumentObject, text: str, *, font: str = BODY_FONT, size: float = 16, centred: bool = False
) -> None:
    """One paragraph of the plan; body text is indented by two characters."""
    paragraph = document.add_paragraph()
    write_line(paragraph, text, font=font, size=size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif font == BODY_FONT and not text.startswith("附件1"):
        paragraph.paragraph_format.first_line_indent = Cm(1.13)


def _write_body(document: DocumentObject) -> None:
    """Title, basis, aims, the nine activities, the demands."""
    for line in TITLE:
        _paragraph(document, line, font=TITLE_FONT, size=22, centred=True)
    _paragraph(document, BASIS)
    _paragraph(document, "一、总体要求", font=HEAD_FONT)
    _paragraph(document, AIM)
    _paragraph(document, "二、主要安排", font=HEAD_FONT)
    for number, activity in zip(_NUMERALS, ACTIVITIES, strict=True):
        _paragraph(document, f"（{number}）{CAMPAIGN}·{activity.name}活动。{_told(activity)}")
    _paragraph(document, "三、工作要求", font=HEAD_FONT)
    for number, (head, text) in zip(_NUMERALS, DEMANDS, strict=False):
        _paragraph(document, f"（{number}）{head}{text}")


def _told(activity: Activity) -> str:
    """An activity in the body: opening, numbered items, and the tail with who and until when."""
    items = activity.items
    told = "".join(f"{number}.{text}" for number, text in enumerate(items, start=1)) if len(items) > 1 else items[0]
    return f"{activity.opening}{told}（责任单位：{activity.units}，完成时限：{activity.deadline}）"


def _write_list_of_annexes(document: DocumentObject) -> None:
    """附件：1.… below the body, then who issued it and when."""
    _paragraph(document, f"附件：1.{_TASK_LIST}")
    for number, form in enumerate(_BLANKS, start=2):
        _paragraph(document, f"{number}.{form.title}")
    for line in (ISSUER, ISSUED):
        _paragraph(document, line)
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _turn_page(document: DocumentObject) -> None:
    """A new section on a landscape page."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def _write_task_list(document: DocumentObject) -> None:
    """Annex 1: activity, units and deadline stand once and are merged over their rows."""
    total = sum(len(activity.items) for activity in ACTIVITIES)
    table = document.add_table(total + 1, 5)
    table.style = "Table Grid"
    for column, width in zip(table.columns, _TASK_WIDTHS, strict=True):
        column.width = Cm(width)
    for line in table.rows:
        for cell, width in zip(line.cells, _TASK_WIDTHS, strict=True):
            cell.width = Cm(width)
    table.cell(0, 1).merge(table.cell(0, 2))
    for place, text in ((0, "序号"), (1, "任务事项"), (3, "责任单位"), (4, "完成时限")):
        write_line(table.cell(0, place).paragraphs[0], text, font=HEAD_FONT, size=10.5)
    row = 1
    for number, activity in zip(_NUMERALS, ACTIVITIES, strict=True):
        _write_activity(table, row, f"{number}、{activity.name}活动", activity)
        row += len(activity.items)


def _write_activity(table: Table, first: int, name: str, activity: Activity) -> None:
    """The rows of one activity in the task list, from row ``first``."""
    items = activity.listed_items or activity.items
    last = first + len(items) - 1
    for place, text in enumerate(items, start=1):
        row = first + place - 1
        write_line(table.cell(row, 0).paragraphs[0], str(row), size=10.5)
        told = f"{place}.{text}" if len(items) > 1 else text
        write_line(table.cell(row, 2).paragraphs[0], told, size=10.5)
    shared = ((1, name), (3, activity.units), (4, activity.listed_deadline or activity.deadline))
    for column, text in shared:
        merged = table.cell(first, column).merge(table.cell(last, column))
        write_line(merged.paragraphs[0], text, size=10.5)
