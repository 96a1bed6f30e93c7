"""Makes plans as offices make them: real Word files with automatic numbers, merged cells and tracked changes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from desk_app.campaign.holidays import load_holidays
from desk_app.campaign.plan import PlanReading, PlanTask
from desk_app.importing.plan.reader import read_plan
from desk_app.locations import shipped

HOLIDAYS = load_holidays(shipped().resources / "holidays")
TODAY = date(2026, 1, 5)
_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
_MERGED = object()


def reading(data: bytes | str, on: date | None = None) -> PlanReading:
    """A plan read through the one door."""
    return read_plan(data.encode() if isinstance(data, str) else data, today=TODAY, holidays=HOLIDAYS, on=on)


def told(task: PlanTask) -> tuple[str, str, str]:
    """Units, due day and state of a task in short."""
    end = task.deadline.end
    return "、".join(task.unit_names), end.isoformat() if end else "", task.deadline.state.value


def by_start(found: PlanReading, start: str) -> PlanTask:
    """The one task whose words begin so."""
    tasks = [task for task in found.tasks if task.content.startswith(start)]
    assert len(tasks) == 1, [task.content for task in found.tasks]
    return tasks[0]


class Paper:
    """A Word document under the hands of an office clerk."""

    def __init__(self, *lines: str) -> None:
        self.word: Any = docx.Document()
        self._list = self._numbering()
        self.lines(*lines)

    def lines(self, *lines: str) -> Paper:
        """Paragraphs as typed."""
        for line in lines:
            self.word.add_paragraph(line)
        return self

    def auto(self, level: int, text: str) -> Paper:
        """A paragraph whose number Word counts: 一、 at level 1, （一） at 2, 1. at 3, （1） at 4."""
        return self.number(self.word.add_paragraph(text), level)

    def number(self, paragraph: Any, level: int) -> Paper:
        """Let Word count a paragraph at a level."""
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="{self._list}"/></w:numPr>')
        )
        return self

    def table(self, rows: Sequence[Sequence[Any]], merges: Iterable[tuple[int, int, int, int]] = ()) -> Paper:
        """A table; ``merges`` are top, left, bottom, right of merged areas, all inclusive."""
        table = self.word.add_table(len(rows), max(map(len, rows)))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text or ""
        for top, left, bottom, right in merges:
            text = table.cell(top, left).text
            table.cell(top, left).merge(table.cell(bottom, right)).text = text
        return self

    def data(self) -> bytes:
        """The file's bytes."""
        target = io.BytesIO()
        self.word.save(target)
        return target.getvalue()

    def _numbering(self) -> int:
        numbering = self.word.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(_LEVELS)
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
        first = next(iter(numbering.findall(qn("w:num"))), None)
        if first is None:
            numbering.append(abstract)
        else:
            first.addprevious(abstract)
        return int(numbering.add_num(77).numId)


def struck(paragraph: Any, old: str, new: str) -> None:
    """A tracked change in a paragraph: ``old`` struck out, ``new`` put in its place."""
    before, _, after = paragraph.text.partition(old)
    paragraph.text = ""
    paragraph.add_run(before)
    for tag, text_tag, text in (("w:del", "w:delText", old), ("w:ins", "w:t", new)):
        change = OxmlElement(tag)
        change.set(qn("w:author"), "某人")
        run = OxmlElement("w:r")
        piece = OxmlElement(text_tag)
        piece.text = text
        run.append(piece)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(after)


def controlled(paragraph: Any, text: str) -> None:
    """A content control with a text at a paragraph's end."""
    paragraph._p.append(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>")
    )
