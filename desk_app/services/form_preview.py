"""The paper that a form makes while it is being edited: the very PDF of its blank, with the rows it would have."""

from __future__ import annotations

from io import BytesIO

from desk_app.exporting.form_paper import blank_paper
from desk_app.exporting.page_image import PdfPages
from desk_app.exporting.pdf import PrintOptions, write_pdfs
from desk_app.forms.definition import FormDefinition
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.own_forms import mistakes_of
from desk_app.services.preview import said_of
from desk_app.services.print_choice import Preview

_UNIT = "（单位名称）"


def form_preview(desk: Desk, definition: FormDefinition, progress: Progress | None = None) -> Preview:
    """The blank as it would be printed; its remarks are what still keeps the form from being used, then the fonts'."""
    target = BytesIO()
    paper = blank_paper(definition, unit=_UNIT)
    options = PrintOptions(double_sided=definition.double_sided)
    report = write_pdfs([paper], target, desk.fonts, options, progress or Silent())
    content = target.getvalue()
    with PdfPages(content) as pages:
        sizes = pages.sizes()
    remarks = (*mistakes_of(definition), *said_of(report))
    return Preview(content, sizes, remarks, definition.double_sided, definition.copies)
