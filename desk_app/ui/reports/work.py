"""What 填上级表 and the reports ask of the services, run in the worker's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.print_choice import Preview
    from desk_app.services.produce import Made
    from desk_app.services.report_draft import Draft
    from desk_app.services.report_template import Template
    from desk_app.services.report_write import ReportWish
    from desk_app.services.superior_form import SuperiorForm
    from desk_app.services.superior_form_fill import Filled
    from desk_app.services.superior_form_look import SuperiorFile
    from desk_app.services.superior_form_point import Pointing
    from desk_app.services.values import Campaign
    from desk_app.services.workbook_out import BookWish


def open_superior(
    desk: Desk, _progress: Progress, *, campaign: Campaign, path: Path, period: Period | None
) -> Pointing:
    """A superior's file with what is known of it."""
    from desk_app.services.superior_form_look import open_superior as read
    from desk_app.services.superior_form_point import begin_pointing

    return begin_pointing(desk, campaign, read(path), period)


def fill(
    desk: Desk, _progress: Progress, *, campaign: Campaign, file: SuperiorFile, form: SuperiorForm, period: Period
) -> Filled:
    """The file filled, to be looked at; what was pointed out is kept."""
    from desk_app.services.superior_form import keep_form, known_forms
    from desk_app.services.superior_form_fill import fill_superior

    filled = fill_superior(desk, campaign, file, form, period)
    if form not in known_forms(desk, campaign):
        keep_form(desk, campaign, form)
    return filled


def write(_desk: Desk, _progress: Progress, *, filled: Filled, original: Path, out: Path) -> Path:
    """The filled file written."""
    from desk_app.services.superior_form_fill import write_filled

    write_filled(filled, original, out)
    return out


def read_templates(desk: Desk, _progress: Progress, *, shipped: Path) -> tuple[Template, ...]:
    """The templates of 月报 and 通报, the office's own among them."""
    from desk_app.services.report_template import templates

    return templates(desk, shipped)


def draft(desk: Desk, _progress: Progress, *, campaign: Campaign, template: Template, period: Period) -> Draft:
    """A draft from the figures."""
    from desk_app.services.report_draft import draft_report

    return draft_report(desk, campaign, template, period)


def write_report(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    draft: Draft,
    period: Period,
    folder: Path,
    text: str,
    wish: ReportWish,
) -> Made:
    """The worded draft as Word and PDF, filed by itself once it is final."""
    from desk_app.services.report_filing import file_when_final
    from desk_app.services.report_write import write_report as write_files

    made = write_files(desk, campaign, draft, period, folder, text=text, wish=wish)
    return file_when_final(desk, campaign, draft, period, made, text)


def preview_charts(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period) -> Preview:
    """The period's charts as they are printed."""
    from desk_app.services.chart_figures import chart_preview

    return chart_preview(desk, campaign, period)


def write_charts(desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period, folder: Path) -> Made:
    """The charts as PDF and as Excel's own."""
    from desk_app.services.chart_figures import write_chart_files

    return write_chart_files(desk, campaign, period, folder)


def compile_forms(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    asked: list[tuple[str, Period | None]],
    folder: Path,
    one_by_one: bool,
) -> Made:
    """The compilations of some forms, each of its period."""
    from desk_app.services.produce import together
    from desk_app.services.report_compiled import write_compiled

    return together([
        write_compiled(desk, campaign, form, folder, period=period, one_by_one=one_by_one) for form, period in asked
    ])  # fmt: skip


def export_books(
    desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None, folder: Path, wish: BookWish
) -> Made:
    """整套Excel."""
    from desk_app.services.workbook_out import write_books

    return write_books(desk, campaign, period, folder, wish)
