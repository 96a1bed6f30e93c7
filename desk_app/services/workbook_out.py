"""导出整套Excel: all that a campaign has in one workbook, or one a unit: figures, ledgers with sources, who owes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_app.campaign.period import Period, parse_period
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.form_paper import paper_columns, printed_texts
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.forms.definition import ColumnKind
from desk_app.forms.secrecy import names_persons
from desk_app.problems import DeskError
from desk_app.services.closing_print import quotas_as_paper
from desk_app.services.desk import Desk, collected_forms
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.missing_list import until_words
from desk_app.services.paperwork import missing_as_paper, tally_page
from desk_app.services.produce import XLSX, Made
from desk_app.services.quotas import quota_checks
from desk_app.services.report_together import make_folder, write_together
from desk_app.services.standing import standing_of
from desk_app.storage import records, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.records import Record

_SOURCE = (
    PaperColumn("期次", 20.0),
    PaperColumn("来源文件", 40.0, align=Align.LEFT),
    PaperColumn("工作表", 18.0),
    PaperColumn("单元格", 18.0),
    PaperColumn("是否改过", 14.0),
)


@dataclass(frozen=True, slots=True)
class BookWish:
    """What goes in: a workbook a unit, and the ledgers that name persons, which are left out unless asked for."""

    by_unit: bool = False
    with_personal: bool = False


def write_books(desk: Desk, campaign: Campaign, period: Period | None, out: Path, wish: BookWish = BookWish()) -> Made:
    """The workbook, or one a unit; what was left out is said."""
    make_folder(out)
    with desk.store.read() as reader:
        forms = collected_forms(reader, campaign)
    named = [form.name for form in forms if names_persons(form.definition)] if not wish.with_personal else []
    kept = [form for form in forms if form.name not in named]
    said = (f"涉及个人的{'、'.join(named)}没有导出，确需导出的请另行选上。",) if named else ()
    if not wish.by_unit:
        papers = [*_figures(desk, campaign, period), *(_ledger(desk, campaign, form) for form in kept)]
        made = write_together(desk, papers, out, safe_name(f"{campaign.name} 整套"), (XLSX,))
        return Made(made.files, (*made.remarks, *said))
    files = list(_unit_books(desk, campaign, kept, out))
    if not files:
        raise DeskError("各单位都还没有记录，没有可导出的。")
    return Made(tuple(files), said)


def _unit_books(desk: Desk, campaign: Campaign, forms: Sequence[StoredForm], out: Path) -> Iterator[Path]:
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
    for unit_id, name in names.items():
        papers = [_ledger(desk, campaign, form, unit_id) for form in forms]
        filled = [one for one in papers if one.rows]
        if filled:
            yield from write_together(desk, filled, out, safe_name(f"{campaign.name} {name}"), (XLSX,)).files


def _figures(desk: Desk, campaign: Campaign, period: Period | None) -> Iterator[Paper]:
    """统计, 未报 and 次数要求."""
    now = desk.clock()
    table = figure_table(desk, campaign, period, Basis.REPORTED)
    yield tally_page(desk, campaign, period, table)
    yield missing_as_paper(desk, campaign, standing_of(desk, campaign, period), period, now)
    checks = quota_checks(desk, campaign, period)
    if checks:
        yield quotas_as_paper(desk, campaign, checks)


def _ledger(desk: Desk, campaign: Campaign, form: StoredForm, unit_id: int | None = None) -> Paper:
    """Every row of a form that counts, of all periods, with its unit, period and the place it came from."""
    definition = form.definition
    with desk.store.read() as reader:
        names = roster.unit_names(reader)
        rows = records.counted(reader, campaign.id, form_id=form.id, unit_id=unit_id)
        files = {one: submissions.get(reader, one).file for one in {row.submission_id for row in rows}}
    own = [column for one, column in zip(definition.columns, paper_columns(definition), strict=True)
           if one.kind is not ColumnKind.SERIAL]  # fmt: skip
    columns = (
        PaperColumn("序号", 12.0, is_whole=True),
        PaperColumn("单位", 26.0),
        *(PaperColumn(label, one.width, align=one.align, is_whole=one.is_whole)
          for label, one in zip(_labels(form), own, strict=True)),
        *_SOURCE,
    )  # fmt: skip
    return Paper(
        title=f"{definition.annex}{definition.name}",
        columns=columns,
        rows=tuple(
            PaperRow((str(number), names.get(row.unit_id or 0, ""), *printed_texts(definition, row.values).values(),
                      *_source(row, files)))
            for number, row in enumerate(rows, start=1)
        ),
        right_line=f"{until_words(desk.clock())}，共{len(rows)}行",
    )  # fmt: skip


def _labels(form: StoredForm) -> list[str]:
    definition = form.definition
    return [label for label, column in zip(definition.labels, definition.columns, strict=True)
            if column.kind is not ColumnKind.SERIAL]  # fmt: skip


def _source(row: Record, files: dict[int, str]) -> tuple[str, ...]:
    period = parse_period(row.period).label if row.period else ""
    return period, files[row.submission_id], row.sheet, row.cell, "已改" if row.revision > 1 else ""
