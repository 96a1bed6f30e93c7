"""打印记录: the form with one record in it, as its own version of the form has it: the PDF to print, and files.

A row that waits for an error to be mended is on no other paper; where it is printed alone, its paper says so below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from desk_app.campaign.period import parse_period
from desk_app.exporting.excel import write_xlsx
from desk_app.exporting.form_paper import filled_paper
from desk_app.exporting.page_image import PdfPages
from desk_app.exporting.paper import Paper
from desk_app.exporting.pdf import PrintOptions, write_pdf, write_pdfs
from desk_app.exporting.word import write_docx
from desk_app.forms.definition import FormDefinition
from desk_app.forms.identity import Identity
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError, Level
from desk_app.services.desk import Desk
from desk_app.services.ledger_rows import WAITING
from desk_app.services.preview import said_of
from desk_app.services.print_choice import Preview
from desk_app.services.record_card import RecordCard, record_card
from desk_app.storage import campaigns, records, roster
from desk_app.storage.campaigns import Campaign

KINDS = (".pdf", ".xlsx", ".docx")


@dataclass(frozen=True, slots=True)
class _RecordPaper:
    name: str
    form: FormDefinition
    paper: Paper
    waits: str = ""

    @property
    def options(self) -> PrintOptions:
        return PrintOptions(double_sided=self.form.double_sided)


def record_preview(desk: Desk, campaign: Campaign, record_id: int) -> tuple[str, Preview]:
    """What the paper of one record is called, and its PDF; DeskError when the record is gone."""
    made = _paper_of(desk, campaign, record_id)
    target = BytesIO()
    report = write_pdfs([made.paper], target, desk.fonts, made.options)
    content = target.getvalue()
    with PdfPages(content) as pages:
        sizes = pages.sizes()
    remarks = (*((made.waits,) if made.waits else ()), *said_of(report))
    return made.name, Preview(content, sizes, remarks, made.form.double_sided, made.form.copies)


def record_file(desk: Desk, campaign: Campaign, record_id: int, path: Path) -> Path:
    """存为 the paper of one record, as what the file's name ends in: PDF, Excel or Word.

    DeskError when the record is gone, the ending is another, or the file cannot be written.
    """
    made = _paper_of(desk, campaign, record_id)
    if path.suffix.lower() not in KINDS:
        raise DeskError(f"“{path.name}”不是PDF（.pdf）、Excel（.xlsx）或Word（.docx），请换一个文件名。")
    try:
        if path.suffix.lower() == ".pdf":
            write_pdf(made.paper, path, desk.fonts, made.options)
        elif path.suffix.lower() == ".xlsx":
            write_xlsx(made.paper, path)
        else:
            write_docx(made.paper, path)
    except OSError as error:
        raise DeskError(f"“{path.name}”写不了（{reason_of(error)}），请换一个位置。") from error
    return path


def _paper_of(desk: Desk, campaign: Campaign, record_id: int) -> _RecordPaper:
    with desk.store.read() as reader:
        rows = records.get_many(reader, [record_id])
        if not rows:
            raise DeskError("这条记录已不在台账里，没有可打印的；请刷新后再选。")
        row = rows[0]
        form = campaigns.get_form(reader, row.form_id)
        known = roster.load(reader)
        unit = roster.unit_names(reader)[row.unit_id] if row.unit_id is not None else ""
    period = parse_period(row.period) if row.period else None
    named = known.name_on(unit, period.end if period else None) if unit else ""
    identity = Identity(campaign.name, form.name, unit, period.code if period else "", form.version)
    paper = filled_paper(form.definition, [row.values], unit=named, period=period, identity=identity, show_period=False)
    said = _said_of_waiting(record_card(desk, campaign, record_id))
    if said:
        paper = replace(paper, footnotes=(*paper.footnotes, said))
    which = f"第{row.row_number}行{f'（{WAITING}）' if said else ''}"
    name = " ".join(part for part in (form.name, named, which) if part)
    return _RecordPaper(name, form.definition, paper, said)


def _said_of_waiting(card: RecordCard) -> str:
    """The sentence on a row that does not count yet, with what is wrong in which column; empty for any other."""
    if card.state != WAITING:
        return ""
    labels = dict(zip(card.form.keys, card.form.labels, strict=True))
    wrong = [
        one.message if labels.get(key, "") in one.message else f"{labels[key]}：{one.message}"
        for key, found in card.problems.items()
        for one in found
        if one.level is Level.ERROR
    ]
    told = "；".join(one.removesuffix("。") for one in wrong)
    return f"注：本行{WAITING}，还没有计入。{told}{'。' if told else ''}"
