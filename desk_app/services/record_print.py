"""打印记录: the form with one record in it, as its own version of the form has it, as the PDF that is printed."""

from __future__ import annotations

from io import BytesIO

from desk_app.campaign.period import parse_period
from desk_app.exporting.form_paper import filled_paper
from desk_app.exporting.page_image import PdfPages
from desk_app.exporting.pdf import PrintOptions, write_pdfs
from desk_app.forms.identity import Identity
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.preview import said_of
from desk_app.services.print_choice import Preview
from desk_app.storage import campaigns, records, roster
from desk_app.storage.campaigns import Campaign


def record_preview(desk: Desk, campaign: Campaign, record_id: int) -> tuple[str, Preview]:
    """What the paper of one record is called, and its PDF; DeskError when the record is gone."""
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
    target = BytesIO()
    double = form.definition.double_sided
    report = write_pdfs([paper], target, desk.fonts, PrintOptions(double_sided=double))
    content = target.getvalue()
    with PdfPages(content) as pages:
        sizes = pages.sizes()
    name = " ".join(part for part in (form.name, named, f"第{row.row_number}行") if part)
    return name, Preview(content, sizes, said_of(report), double, form.definition.copies)
