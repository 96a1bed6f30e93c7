"""Blank forms out, returns in, and who is missing: each command calls one service and says what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from desk_app.app import converter, has_data, reading_helper
from desk_app.cli.answer import Answer
from desk_app.cli.desks import desk_of
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.desk import Desk

if TYPE_CHECKING:
    from desk_app.campaign.period import Period
    from desk_app.services.take_in import IntakeReport


def _blanks(options: argparse.Namespace) -> Answer:
    from desk_app.cli.texts import made_answer
    from desk_app.services.produce import write_blanks
    from desk_app.services.standing import parse_optional

    period = parse_optional(options.period)
    with desk_of(options, writing=False) as desk:
        campaign = desk.campaign(options.campaign)
        made = write_blanks(desk, campaign, options.out, form_said=options.form, unit=options.unit, period=period)
    return made_answer(made)


def _issue(options: argparse.Namespace) -> Answer:
    from desk_app.cli.outgoing import issue_command

    with desk_of(options) as desk:
        return issue_command(desk, desk.campaign(options.campaign), options)


def _returns(options: argparse.Namespace) -> Answer:
    from desk_app.cli.texts import returns_answer
    from desk_app.services.keep_roster import import_roster
    from desk_app.services.standing import parse_optional
    from desk_app.services.take_in import Choices, take_in

    period = parse_optional(options.period)
    if options.dry_run:
        return returns_answer(_look_only(options, period))
    with desk_of(options) as desk:
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
        with desk_of(options, writing=False) as desk:
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

    with desk_of(options) as desk:
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


def _slips(options: argparse.Namespace) -> Answer:
    from desk_app.cli.outgoing import slips_command

    with desk_of(options) as desk:
        return slips_command(desk, desk.campaign(options.campaign), options)


def _missing(options: argparse.Namespace) -> Answer:
    from desk_app.cli.completion import missing_command

    with desk_of(options, writing=False) as desk:
        return missing_command(desk, desk.campaign(options.campaign), options)


def _rates(options: argparse.Namespace) -> Answer:
    from desk_app.cli.completion import rates_command

    with desk_of(options, writing=False) as desk:
        return rates_command(desk, desk.campaign(options.campaign), options)


def _received(options: argparse.Namespace) -> Answer:
    from desk_app.cli.completion import received_command

    with desk_of(options, writing=False) as desk:
        return received_command(desk, desk.campaign(options.campaign), options)


def _parcel(options: argparse.Namespace) -> Answer:
    from desk_app.cli.outgoing import parcel_command

    with desk_of(options) as desk:
        return parcel_command(desk, desk.campaign(options.campaign), options)


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "blanks": _blanks,
    "returns": _returns,
    "confirm": _confirm,
    "missing": _missing,
    "rates": _rates,
    "received": _received,
    "slips": _slips,
    "issue": _issue,
    "parcel": _parcel,
}
