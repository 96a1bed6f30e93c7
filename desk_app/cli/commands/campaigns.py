"""Plans, campaigns, units and the calendar: each command calls one service and says what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from desk_app.app import catalogue_of, has_data
from desk_app.cli.answer import Answer
from desk_app.cli.desks import desk_of


def _deadline(options: argparse.Namespace) -> Answer:
    from desk_app.cli.plan import deadline_command

    return deadline_command(options)


def _plan(options: argparse.Namespace) -> Answer:
    from desk_app.cli.plan import plan_command

    return plan_command(options)


def _campaign_new(options: argparse.Namespace) -> Answer:
    from desk_app.services.open_campaign import open_from_template

    if options.plan is not None:
        return _campaign_from_plan(options)
    with desk_of(options) as desk:
        campaign, _ = open_from_template(desk, options.template, name=options.name)
    return Answer({"name": campaign.name, "title": campaign.title}, (f"已启动专项：{campaign.title}",))


def _campaign_from_plan(options: argparse.Namespace) -> Answer:
    from desk_app.cli.plan import begun_answer
    from desk_app.services.plan_start import open_from_plan

    with desk_of(options) as desk:
        return begun_answer(open_from_plan(desk, options.plan, name=options.name))


def _campaign_amend(options: argparse.Namespace) -> Answer:
    from desk_app.cli.amend import amend_answer

    with desk_of(options) as desk:
        return amend_answer(desk, desk.campaign(options.campaign), options.file, options.take)


def _campaign_list(options: argparse.Namespace) -> Answer:
    from desk_app.services.open_campaign import list_campaigns

    catalogue = catalogue_of(options.data)
    campaigns = []
    if has_data(options.data):
        with desk_of(options, writing=False) as desk:
            campaigns = [{"name": one.name, "title": one.title, "ended": one.ended} for one in list_campaigns(desk)]
    templates = [{"name": one.name, "title": one.outline.title} for one in catalogue.templates]
    lines = [f"模板：{one['name']}" for one in templates] + [
        f"专项：{one['name']}{'（已结束）' if one['ended'] else ''}" for one in campaigns
    ]
    wrong = list(catalogue.wrong)
    return Answer({"templates": templates, "campaigns": campaigns, "wrong": wrong}, (*lines, *wrong))


def _units_import(options: argparse.Namespace) -> Answer:
    from desk_app.services.keep_roster import import_roster

    with desk_of(options) as desk:
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
    with desk_of(options, writing=False) as desk:
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


def _calendar(options: argparse.Namespace) -> Answer:
    from desk_app.cli.calendar import calendar_answer

    with desk_of(options, writing=False) as desk:
        campaign = desk.campaign(options.campaign)
        return calendar_answer(desk, campaign, options.first, options.last, with_open=options.open)


def _due(options: argparse.Namespace) -> Answer:
    from desk_app.cli.due import due_command

    with desk_of(options, writing=options.text is not None and not options.check) as desk:
        return due_command(desk, desk.campaign(options.campaign), options)


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "deadline": _deadline,
    "plan": _plan,
    "campaign new": _campaign_new,
    "campaign amend": _campaign_amend,
    "campaign list": _campaign_list,
    "units import": _units_import,
    "units list": _units_list,
    "calendar": _calendar,
    "due": _due,
}
