"""汇编: all units' rows of a form as one document, numbered through and with the unit each comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.form_paper import filled_paper, printed_texts
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk, current_period
from desk_app.services.paperwork import bureau_paper, names_of_then
from desk_app.services.produce import DOCX, PDF, XLSX, Made, together
from desk_app.services.report_together import write_together
from desk_app.storage import campaigns, records, roster
from desk_app.storage.campaigns import Campaign, StoredForm

_HEAD = 40


def write_compiled(
    desk: Desk,
    campaign: Campaign,
    form_said: str,
    out: Path,
    *,
    period: Period | None = None,
    one_by_one: bool = False,
    kinds: Sequence[str] = (PDF, DOCX, XLSX),
) -> Made:
    """The compilation as files. ``one_by_one`` gives each row a page of its own behind a table of contents.

    A workbook always has the rows in one table, that they can be sorted. DeskError where nobody has sent any.
    """
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, form_said)
        chosen = period or current_period(reader, campaign, form, desk.clock())
    table = compiled_table(desk, campaign, form, chosen)
    if not table.rows:
        raise DeskError(f"{chosen.label}还没有收到“{form.name}”的内容，没有可汇编的。")
    stem = safe_name(f"{form.name}汇编" + (f"（{chosen.label}）" if chosen.start else ""))
    made = []
    for kind in kinds:
        whole: Sequence[Paper] = (table,)
        if one_by_one and kind != XLSX:
            whole = _one_by_one(desk, campaign, form, chosen, table.title, with_pages=kind == PDF)
        made.append(write_together(desk, whole, out, stem, (kind,)))
    return together(made)


def compiled_table(desk: Desk, campaign: Campaign, form: StoredForm, period: Period) -> Paper:
    """All rows in the annex's own layout with a unit column, nothing to sign."""
    paper = bureau_paper(desk, campaign, form, period, with_unit_column=True)
    label = period.label if period.start else ""
    return replace(
        paper,
        mark="",
        title=f"{label}{form.name}汇编",
        left_line=f"汇编单位：{desk.bureau}" if desk.bureau else "",
        right_line=f"共{len(paper.rows)}条",
        blank_rows=0,
        signatures=(),
        date_line=False,
        identity=None,
        note="",
    )


def _one_by_one(
    desk: Desk, campaign: Campaign, form: StoredForm, period: Period, title: str, *, with_pages: bool
) -> tuple[Paper, ...]:
    """A table of contents, then each row as headings and values; pages are known only where we make them."""
    own = tuple(one for one in form.definition.columns if one.kind is not ColumnKind.SERIAL)
    alone = replace(form.definition, record=True, columns=own)
    sheets, entries = [], []
    known = names_of_then(desk)
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        rows = records.counted(reader, campaign.id, form_id=form.id, period=period.code)
    for number, row in enumerate(rows, start=1):
        unit = known.name_on(names.get(row.unit_id or 0, ""), period.end)
        head = _head(form.definition, row.values)
        entries.append((str(number), head, unit))
        paper = filled_paper(alone, [row.values], unit=unit, show_period=False)
        sheets.append(
            replace(
                paper,
                mark="",
                title=f"{number}．{head}",
                signatures=(),
                date_line=False,
                left_line=f"来源单位：{unit}",
                right_line="",
                identity=None,
                note="",
                page_of=False,
                landscape=False,
            )
        )
    contents = _contents(title, entries, None)
    if not with_pages:
        return contents, *sheets
    counts = _page_counts(desk, (_contents(title, entries, [0] * len(entries)), *sheets))
    firsts = [1 + sum(counts[: place + 1]) for place in range(len(sheets))]
    return _contents(title, entries, firsts), *sheets


def _head(form: FormDefinition, values: records.Values) -> str:
    """What a row is called: its first words."""
    texts = [text.replace("\n", " ").strip() for text in printed_texts(form, values).values()]
    first = next((text for text in texts if text), "（未写）")
    return first if len(first) <= _HEAD else f"{first[:_HEAD]}…"


def _contents(title: str, entries: Sequence[tuple[str, str, str]], pages: Sequence[int] | None) -> Paper:
    rows = [PaperRow((*entry, *(() if pages is None else (str(pages[place]),)))) for place, entry in enumerate(entries)]
    return Paper(
        title=f"{title}目录",
        columns=(
            PaperColumn("序号", 14.0, is_whole=True),
            PaperColumn("名称", 90.0, align=Align.LEFT),
            PaperColumn("来源单位", 34.0),
            *(() if pages is None else (PaperColumn("页码", 16.0),)),
        ),
        rows=tuple(rows),
        landscape=False,
        page_of=False,
    )


def _page_counts(desk: Desk, papers: Sequence[Paper]) -> tuple[int, ...]:
    """How many pages each paper takes."""
    from desk_app.exporting.pdf import write_pdfs

    return write_pdfs(papers, BytesIO(), desk.fonts).counts
