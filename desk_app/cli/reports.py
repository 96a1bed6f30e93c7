"""The commands that hand figures on: filling a superior's own file, 月报 and 通报, whole workbooks."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk_app.campaign.period import Period
from desk_app.cli.answer import Answer
from desk_app.cli.texts import made_lines
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.standing import parse_optional
from desk_app.services.superior_form import forget_form, forms_elsewhere, known_forms
from desk_app.services.superior_form_fill import FilledPlace, fill_file
from desk_app.services.superior_form_words import said
from desk_app.services.values import Campaign


def _period(options: argparse.Namespace) -> Period:
    period = parse_optional(options.period)
    if period is None:
        raise DeskError("请用 --period 写明是哪一期，如 --period 2023-03。")
    return period


def fill_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`fill`: a superior's own file filled by what was pointed out once; without a file the forms that are known."""
    if options.forget:
        forget_form(desk, campaign, options.forget)
        return Answer({"forgotten": options.forget}, (f"不再记“{options.forget}”各格填什么。",))
    if options.file is None:
        return _known(desk, campaign)
    if options.out is None:
        raise DeskError("请用 --out 写明填好的表放在哪里。")
    filled = fill_file(desk, campaign, options.file, _period(options), _target(options), options.known or "")
    lines = [f"已按“{filled.form}”填好{len(filled.written)}处：{_target(options)}"]
    lines += [f"　没有填：{one.where}　{one.why}" for one in filled.left]
    lines += [f"　注：{text}。" for text in filled.remarks]
    document = {
        "form": filled.form,
        "file": str(_target(options)),
        "filled": [_place(one) for one in filled.written],
        "left": [_place(one) for one in filled.left],
        "remarks": list(filled.remarks),
    }
    return Answer(document, tuple(lines), needs_a_person=bool(filled.left))


def _target(options: argparse.Namespace) -> Path:
    """The file to write: as it is named, or under the original's name in a folder."""
    out: Path = options.out
    return out if out.suffix.lower() == options.file.suffix.lower() else out / options.file.name


def _place(one: FilledPlace) -> dict[str, Any]:
    return {"where": one.where, "before": one.before, "value": one.value, "source": one.source, "why": one.why or None}


def _known(desk: Desk, campaign: Campaign) -> Answer:
    labels = {
        form.name: {column.key: label for column, label in zip(form.columns, form.labels, strict=True)}
        for form in desk.forms_of(campaign)
    }
    known = known_forms(desk, campaign)
    lines = [f"{one.name}（{one.suffix}，{len(one.fillings)}处）" for one in known]
    elsewhere = forms_elsewhere(desk, campaign)
    lines += [f"{one.form.name}（{one.form.suffix}，{len(one.form.fillings)}处，在专项“{one.campaign}”里指定的）"
              for one in elsewhere]  # fmt: skip
    document = {
        "forms": [
            {"name": one.name, "places": [said(two, labels.get(two.take.form, {})) for two in one.fillings]}
            for one in known
        ],
        "elsewhere": [{"name": one.form.name, "campaign": one.campaign} for one in elsewhere],
    }
    return Answer(document, tuple(lines) or ("还没有指定过上级表。在窗口“统计”的“更多”里打开“填上级表”。",))


def report_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`report`: 月报 or 通报 drafted from the figures, as Word and PDF; without a name the templates that there are."""
    from desk_app.locations import shipped
    from desk_app.services.report_draft import draft_report
    from desk_app.services.report_filing import file_when_final
    from desk_app.services.report_template import own_folder, template_named, templates
    from desk_app.services.report_write import ReportWish, write_report

    folder = shipped().resources / "reports"
    if options.template is None:
        known = templates(desk, folder)
        lines = [f"{one.name}{'（本局模板）' if one.own else ''}" for one in known]
        lines.append(f"本局的模板放在：{own_folder(desk)}")
        return Answer({"templates": [{"name": one.name, "own": one.own} for one in known]}, tuple(lines))
    period = _period(options)
    draft = draft_report(desk, campaign, template_named(desk, folder, options.template), period)
    document = {
        "template": draft.template,
        "text": draft.text,
        "open_forms": list(draft.open_forms),
        "sources": [{"value": one.value, "source": one.source} for one in draft.sources],
        "remarks": list(draft.remarks),
    }
    if options.out is None:
        return Answer(document, (*draft.text.split("\n"), *(f"注：{text}。" for text in draft.remarks)))
    wish = ReportWish(options.sources, options.ranked)
    made = write_report(desk, campaign, draft, period, options.out, wish=wish)
    made = file_when_final(desk, campaign, draft, period, made)
    return Answer(document | {"files": [str(path) for path in made.files]}, made_lines(made))


def charts_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`export charts`: the period's charts as PDF and as Excel's own."""
    from desk_app.services.chart_figures import charts_of, write_chart_files

    period = _period(options)
    charts = [
        {"title": one.title, "names": list(one.names), "series": {two.name: list(two.values) for two in one.series}}
        for one in charts_of(desk, campaign, period)
    ]
    made = write_chart_files(desk, campaign, period, options.out)
    files = [str(path) for path in made.files]
    return Answer({"charts": charts, "files": files, "remarks": list(made.remarks)}, made_lines(made))


def compiled_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`export compiled`: all units' rows of a form as one document."""
    from desk_app.services.report_compiled import write_compiled

    made = write_compiled(
        desk, campaign, options.form, options.out, period=parse_optional(options.period), one_by_one=options.one_by_one
    )
    return Answer({"files": [str(path) for path in made.files]}, made_lines(made))


def book_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`export book`: the whole campaign as a workbook, or one a unit."""
    from desk_app.services.workbook_out import BookWish, write_books

    wish = BookWish(options.by_unit, options.personal)
    made = write_books(desk, campaign, parse_optional(options.period), options.out, wish)
    if any("涉及个人" in text for text in made.remarks):
        made = replace(made, remarks=(*made.remarks, "命令里加 --personal 即一并导出。"))
    return Answer({"files": [str(path) for path in made.files], "remarks": list(made.remarks)}, made_lines(made))
