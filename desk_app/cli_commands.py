"""What each command does: it calls one service and says what came of it, in lines and as a document."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk_app.app import (
    catalogue_of,
    converter,
    default_data_folder,
    has_data,
    has_display,
    now,
    open_desk,
    reading_helper,
    start_window_apart,
)
from desk_app.cli_answer import Answer
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.locations import shipped
from desk_app.problems import DeskError, Level
from desk_app.services.desk import Desk

if TYPE_CHECKING:
    from desk_app.campaign.period import Period
    from desk_app.services.take_in import IntakeReport


def carry_out(options: argparse.Namespace) -> Answer:
    """Run one command; DeskError when it is refused."""
    name = options.command + (f" {options.action}" if getattr(options, "action", None) else "")
    return COMMANDS[name](options)


@contextmanager
def _desk(options: argparse.Namespace, *, writing: bool = True) -> Iterator[Desk]:
    desk = open_desk(options.data, writing=writing)
    with desk.store:
        yield desk


def _deadline(options: argparse.Namespace) -> Answer:
    from desk_app.cli_plan import deadline_command

    return deadline_command(options)


def _plan(options: argparse.Namespace) -> Answer:
    from desk_app.cli_plan import plan_command

    return plan_command(options)


def _campaign_new(options: argparse.Namespace) -> Answer:
    from desk_app.services.open_campaign import open_from_template

    if options.plan is not None:
        return _campaign_from_plan(options)
    with _desk(options) as desk:
        campaign, _ = open_from_template(desk, options.template, name=options.name)
    return Answer({"name": campaign.name, "title": campaign.title}, (f"已启动专项：{campaign.title}",))


def _campaign_from_plan(options: argparse.Namespace) -> Answer:
    from desk_app.cli_plan import begun_answer
    from desk_app.services.plan_start import open_from_plan

    with _desk(options) as desk:
        return begun_answer(open_from_plan(desk, options.plan, name=options.name))


def _campaign_amend(options: argparse.Namespace) -> Answer:
    from desk_app.cli_amend import amend_answer

    with _desk(options) as desk:
        return amend_answer(desk, desk.campaign(options.campaign), options.file, options.take)


def _campaign_list(options: argparse.Namespace) -> Answer:
    from desk_app.services.open_campaign import list_campaigns

    catalogue = catalogue_of(options.data)
    campaigns = []
    if has_data(options.data):
        with _desk(options, writing=False) as desk:
            campaigns = [{"name": one.name, "title": one.title, "ended": one.ended} for one in list_campaigns(desk)]
    templates = [{"name": one.name, "title": one.outline.title} for one in catalogue.templates]
    lines = [f"模板：{one['name']}" for one in templates] + [
        f"专项：{one['name']}{'（已结束）' if one['ended'] else ''}" for one in campaigns
    ]
    wrong = list(catalogue.wrong)
    return Answer({"templates": templates, "campaigns": campaigns, "wrong": wrong}, (*lines, *wrong))


def _units_import(options: argparse.Namespace) -> Answer:
    from desk_app.services.keep_roster import import_roster

    with _desk(options) as desk:
        before = desk.known_units()
        roster, _ = import_roster(desk, options.file)
    gone = [name for name in before if roster.certain(name) is None]
    now = {name: roster.certain(name) for name in before}
    renamed = {old: new for old, new in now.items() if new not in (None, old) and new not in before}
    lines = [f"已读入名册，共{len(roster.units)}家单位。"]
    if renamed:
        said = "、".join(f"{old}→{new}" for old, new in renamed.items())
        lines.append(f"有{len(renamed)}家改名，来表和数字都跟着走：{said}。")
    if gone:
        lines.append(
            f"原名册中有{len(gone)}家不在新名册里，不再列入（已有来表的停用，数字都保留）：{'、'.join(gone)}。"
        )
    return Answer({"units": len(roster.units), "gone": gone}, tuple(lines))


def _units_list(options: argparse.Namespace) -> Answer:
    with _desk(options, writing=False) as desk:
        units = desk.roster().units
    document = [
        {
            "name": unit.name,
            "aliases": list(unit.aliases),
            "kind": unit.kind,
            "parent": unit.parent,
            "contact": unit.contact,
            "phone": unit.phone,
            "branch": unit.branch,
        }
        for unit in units
    ]
    lines = (f"{unit.name}　{unit.kind}　{'、'.join(unit.aliases)}".rstrip("　") for unit in units)
    return Answer({"units": document}, tuple(lines))


def _returns(options: argparse.Namespace) -> Answer:
    from desk_app.cli_texts import returns_answer
    from desk_app.services.keep_roster import import_roster
    from desk_app.services.standing import parse_optional
    from desk_app.services.take_in import Choices, take_in

    period = parse_optional(options.period)
    if options.dry_run:
        return returns_answer(_look_only(options, period))
    with _desk(options) as desk:
        campaign = desk.campaign(options.campaign)
        if options.units:
            import_roster(desk, options.units)
        forms = desk.forms_of(campaign)
        choices = Choices(period, _unit_said(options, desk), _form_said(options, forms), answers=_answers(options))
        return returns_answer(take_in(desk, campaign, options.paths, choices, rows=options.json))


def _look_only(options: argparse.Namespace, period: Period | None) -> IntakeReport:
    """The dry run: by the roster named and all forms that there are, or as the open campaign would judge."""
    from desk_app.services.keep_roster import roster_from
    from desk_app.services.take_in import Choices, look_only

    if options.units is None and has_data(options.data):
        with _desk(options, writing=False) as desk:
            campaign = desk.campaign(options.campaign)
            forms = desk.forms_of(campaign)
            choices = Choices(period, _unit_said(options, desk), _form_said(options, forms), desk.roster(), converter())
            span = (campaign.outline.start, campaign.outline.end)
            return look_only(forms, options.paths, choices, span=span, helper=reading_helper())
    forms = load_catalogue([shipped().forms]).forms
    known = roster_from(options.units).roster if options.units else None
    choices = Choices(period, options.unit, _form_said(options, forms), known, converter())
    return look_only(forms, options.paths, choices, helper=reading_helper())


def _answers(options: argparse.Namespace) -> dict[str, str]:
    """What was answered beforehand: 问题=答."""
    found: dict[str, str] = {}
    for text in options.answer or ():
        question, sign, answer = text.partition("=")
        if not sign or not question.strip() or not answer.strip():
            raise DeskError(f"“{text}”看不懂，请写成“问题=答”，如 已收过=replace。")
        found[question.strip()] = answer.strip()
    return found


def _form_said(options: argparse.Namespace, forms: tuple[FormDefinition, ...]) -> FormDefinition | None:
    if not options.form:
        return None
    for form in forms:
        if form.answers_to(options.form):
            return form
    raise DeskError(f"没有“{options.form}”这张表，现有：{'、'.join(form.name for form in forms)}。")


def _unit_said(options: argparse.Namespace, desk: Desk) -> str | None:
    if not options.unit:
        return None
    match = desk.roster().match(options.unit)
    if match.unit is None:
        raise DeskError(f"{match.reason}，请用名册中的名称。")
    return match.unit


def _confirm(options: argparse.Namespace) -> Answer:
    from desk_app.services.accept import accept

    with _desk(options) as desk:
        accepted = accept(desk, desk.campaign(options.campaign), options.ids)
    document = [
        {
            "id": str(one.id),
            "file": one.file,
            "unit": one.unit,
            "form": one.form,
            "period": one.period,
            "rows": one.rows,
        }
        for one in accepted
    ]
    lines = [
        f"已接收：{one.file}（{one.unit}，{one.form}，{one.period}，{one.rows}行）"
        + (f"，替换“{one.replaced}”" if one.replaced else "")
        for one in accepted
    ]
    return Answer({"accepted": document}, tuple(lines))


def _missing(options: argparse.Namespace) -> Answer:
    from desk_app.cli_completion import missing_command

    with _desk(options, writing=False) as desk:
        return missing_command(desk, desk.campaign(options.campaign), options)


def _rates(options: argparse.Namespace) -> Answer:
    from desk_app.cli_completion import rates_command

    with _desk(options, writing=False) as desk:
        return rates_command(desk, desk.campaign(options.campaign), options)


def _received(options: argparse.Namespace) -> Answer:
    from desk_app.cli_completion import received_command

    with _desk(options, writing=False) as desk:
        return received_command(desk, desk.campaign(options.campaign), options)


def _tally(options: argparse.Namespace) -> Answer:
    from desk_app.cli_tally import tally_command

    with _desk(options, writing=options.late is not None) as desk:
        return tally_command(desk, desk.campaign(options.campaign), options)


def _close(options: argparse.Namespace) -> Answer:
    from desk_app.cli_closing import close_command

    with _desk(options, writing=not options.check) as desk:
        return close_command(desk, desk.campaign(options.campaign), options)


def _reopen(options: argparse.Namespace) -> Answer:
    from desk_app.cli_closing import reopen_command

    with _desk(options) as desk:
        return reopen_command(desk, desk.campaign(options.campaign), options)


def _fill(options: argparse.Namespace) -> Answer:
    from desk_app.cli_reports import fill_command

    with _desk(options, writing=bool(options.forget)) as desk:
        return fill_command(desk, desk.campaign(options.campaign), options)


def _report(options: argparse.Namespace) -> Answer:
    from desk_app.cli_reports import report_command

    with _desk_where_free(options, wanted=options.out is not None) as desk:
        return report_command(desk, desk.campaign(options.campaign), options)


def _export(options: argparse.Namespace) -> Answer:
    from desk_app import cli_reports

    command = getattr(cli_reports, f"{options.action}_command")
    with _desk(options, writing=False) as desk:
        answer: Answer = command(desk, desk.campaign(options.campaign), options)
    return answer


def _quotas(options: argparse.Namespace) -> Answer:
    from desk_app.cli_closing import quotas_command

    with _desk(options, writing=False) as desk:
        return quotas_command(desk, desk.campaign(options.campaign), options)


def _blanks(options: argparse.Namespace) -> Answer:
    from desk_app.cli_texts import made_answer
    from desk_app.services.produce import write_blanks
    from desk_app.services.standing import parse_optional

    period = parse_optional(options.period)
    with _desk(options, writing=False) as desk:
        campaign = desk.campaign(options.campaign)
        made = write_blanks(desk, campaign, options.out, form_said=options.form, unit=options.unit, period=period)
    return made_answer(made)


def _print(options: argparse.Namespace) -> Answer:
    from desk_app.cli_print import is_batch, print_command

    if is_batch(options):
        with _desk(options, writing=not (options.list or options.check)) as desk:
            return print_command(desk, desk.campaign(options.campaign), options)
    with _desk_where_free(options, wanted=bool(options.unit)) as desk:
        return print_command(desk, desk.campaign(options.campaign), options)


@contextmanager
def _desk_where_free(options: argparse.Namespace, *, wanted: bool) -> Iterator[Desk]:
    """Writing where nobody else is, so that a print is noted, or a report filed; else only reading."""
    wanted = wanted and has_data(options.data)
    try:
        desk = open_desk(options.data, writing=wanted)
    except DeskError:
        if not wanted:
            raise
        desk = open_desk(options.data, writing=False)
    with desk.store:
        yield desk


def _scans(options: argparse.Namespace) -> Answer:
    from desk_app.cli_scans import scans_command

    with _desk(options, writing=bool(options.paths or options.code)) as desk:
        return scans_command(desk, desk.campaign(options.campaign), options)


def _calendar(options: argparse.Namespace) -> Answer:
    from desk_app.cli_calendar import calendar_answer

    with _desk(options, writing=False) as desk:
        campaign = desk.campaign(options.campaign)
        return calendar_answer(desk, campaign, options.first, options.last, with_open=options.open)


def _backup(options: argparse.Namespace) -> Answer:
    from desk_app.services.safekeeping import write_backup

    with _desk(options, writing=False) as desk:
        write_backup(desk, options.file)
    return Answer({"file": str(options.file)}, (f"已备份并核对：{options.file}",))


def _restore(options: argparse.Namespace) -> Answer:
    from desk_app.services.handover import is_handover
    from desk_app.services.safekeeping import restore, said_of_lost

    folder = options.data or default_data_folder()
    if is_handover(options.file):
        raise DeskError(
            f"“{options.file.name}”是交接包，不是备份；请用 handover open 打开。"
            "本机已有数据又要换成它的，先解开交接包，再恢复其中的备份.zip。"
        )
    done = restore(options.file, folder, now())
    aside, lost = done.aside, said_of_lost(done)
    lines = [f"已恢复到：{folder}"] + ([f"原来的数据没有删，放在：{aside}"] if aside else []) + ([lost] if lost else [])
    document = {"data": str(folder), "former": str(aside) if aside else None, "lost_originals": done.lost}
    return Answer(document, tuple(lines), needs_a_person=bool(lost))


def _find(options: argparse.Namespace) -> Answer:
    from desk_app.cli_find import find_command, rebuild_command

    with _desk(options, writing=options.rebuild) as desk:
        return rebuild_command(desk) if options.rebuild else find_command(desk, options.words)


def _check(options: argparse.Namespace) -> Answer:
    from desk_app.services.safekeeping import check

    with _desk(options, writing=False) as desk:
        problems = check(desk)
    document = [{"where": one.where, "level": one.level.value, "message": one.message} for one in problems]
    lines = tuple(f"{one.where}：{one.message}" for one in problems) or ("数据完好。",)
    harmed = any(one.level is Level.ERROR for one in problems)
    return Answer({"whole": not harmed, "problems": document}, lines, needs_a_person=harmed)


def _demo(options: argparse.Namespace) -> Answer:
    from desk_app.cli_texts import demo_answer
    from desk_app.services.demo import fresh_folder, run_demo

    data = fresh_folder(options.out)
    result = run_demo(lambda clock: open_desk(data, clock=clock, own_fonts=False), shipped().sample, options.out)
    if not options.no_window and has_display():
        start_window_apart(data.resolve())
    return demo_answer(result, options.out)


def _slips(options: argparse.Namespace) -> Answer:
    from desk_app.cli_outgoing import slips_command

    with _desk(options) as desk:
        return slips_command(desk, desk.campaign(options.campaign), options)


def _issue(options: argparse.Namespace) -> Answer:
    from desk_app.cli_outgoing import issue_command

    with _desk(options) as desk:
        return issue_command(desk, desk.campaign(options.campaign), options)


def _parcel(options: argparse.Namespace) -> Answer:
    from desk_app.cli_outgoing import parcel_command

    with _desk(options) as desk:
        return parcel_command(desk, desk.campaign(options.campaign), options)


def _archive(options: argparse.Namespace) -> Answer:
    from desk_app.cli_archive import ARCHIVE_COMMANDS

    writing, command = ARCHIVE_COMMANDS[options.action]
    with _desk(options, writing=writing(options)) as desk:
        return command(desk, desk.campaign(options.campaign), options)


def _archive_open(options: argparse.Namespace) -> Answer:
    from desk_app.cli_archive import open_command

    return open_command(options)


def _verify(options: argparse.Namespace) -> Answer:
    from desk_app.cli_archive import verify_command

    return verify_command(options)


def _handover_make(options: argparse.Namespace) -> Answer:
    from desk_app.cli_archive import handover_command

    with _desk(options) as desk:
        return handover_command(desk, options)


def _handover_open(options: argparse.Namespace) -> Answer:
    from desk_app.cli_archive import take_over_command

    return take_over_command(options, options.data or default_data_folder(), now())


def _handover_resume(options: argparse.Namespace) -> Answer:
    from desk_app.cli_archive import resume_command

    return resume_command(options.data or default_data_folder())


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "archive check": _archive,
    "archive list": _archive,
    "archive set": _archive,
    "archive add": _archive,
    "archive take-out": _archive,
    "archive make": _archive,
    "archive open": _archive_open,
    "verify": _verify,
    "handover make": _handover_make,
    "handover open": _handover_open,
    "handover resume": _handover_resume,
    "demo": _demo,
    "deadline": _deadline,
    "plan": _plan,
    "campaign new": _campaign_new,
    "campaign amend": _campaign_amend,
    "campaign list": _campaign_list,
    "units import": _units_import,
    "units list": _units_list,
    "blanks": _blanks,
    "returns": _returns,
    "confirm": _confirm,
    "missing": _missing,
    "rates": _rates,
    "received": _received,
    "tally": _tally,
    "close": _close,
    "reopen": _reopen,
    "quotas": _quotas,
    "fill": _fill,
    "report": _report,
    "export charts": _export,
    "export compiled": _export,
    "export book": _export,
    "print": _print,
    "scans": _scans,
    "calendar": _calendar,
    "slips": _slips,
    "issue": _issue,
    "parcel": _parcel,
    "backup": _backup,
    "restore": _restore,
    "check": _check,
    "find": _find,
}
