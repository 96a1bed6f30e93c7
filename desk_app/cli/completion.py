"""The commands about what has come in and what has not: 未报单位名单, 上报率, 收件登记."""

from __future__ import annotations

import argparse
from typing import Any

from desk_app.campaign.calendar_days import long_moment
from desk_app.cli.answer import Answer
from desk_app.cli.texts import made_lines, missing_answer
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.standing import FormStanding, parse_optional, standing_of
from desk_app.services.values import Campaign


def missing_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`missing`: where every return stands; with a folder the list of who owes, as PDF, Excel and text."""
    from desk_app.services.completion_print import print_missing_list

    period = parse_optional(options.period)
    standings = _narrowed(standing_of(desk, campaign, period), options.form or ())
    answer = missing_answer(standings, period)
    if options.out is None:
        return answer
    made = print_missing_list(desk, campaign, standings, options.out, period=period)
    return Answer(answer.document, answer.lines, made_lines(made))


def _narrowed(standings: list[FormStanding], said: list[str] | tuple[()]) -> list[FormStanding]:
    for text in said:
        if not any(one.form.definition.answers_to(text) for one in standings):
            names = "、".join(one.form.name for one in standings) or "（无）"
            raise DeskError(f"这一期没有“{text}”这张表，现有：{names}。")
    return [one for one in standings if not said or any(one.form.definition.answers_to(text) for text in said)]


def rates_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`rates`: 应报, 按时, 迟报, 未报 and the rates of every unit and of all."""
    from desk_app.services.completion_print import print_rates
    from desk_app.services.report_rates import Rate, RateWish, rates_text, report_rates

    wish = RateWish(parse_optional(options.period), options.cumulative, options.ranked)
    table = report_rates(desk, campaign, wish)

    def document(one: Rate) -> dict[str, Any]:
        return {
            "unit": one.unit,
            "owed": one.owed,
            "in_time": one.in_time,
            "late": one.late,
            "waiting": one.waiting,
            "missing": one.missing,
            "rate": one.came,
            "in_time_rate": one.punctual,
            "sent_back": one.sent_back,
        }

    found = {
        "period": wish.period.code if wish.period else None,
        "cumulative": wish.cumulative,
        "forms": list(table.forms),
        "units": [document(one) for one in table.lines],
        "total": document(table.whole),
        "remarks": list(table.remarks),
    }
    lines = (rates_text(table), *(f"{remark}。" for remark in table.remarks))
    if options.out is None:
        return Answer(found, lines)
    return Answer(found, lines, made_lines(print_rates(desk, campaign, wish, options.out)))


def received_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`received`: what came in, in time."""
    from desk_app.services.completion_print import print_register
    from desk_app.services.received_register import received_lines

    period = parse_optional(options.period)
    lines = received_lines(desk, campaign, period=period)
    document = {
        "received": [
            {
                "at": one.at.isoformat(timespec="minutes"),
                "unit": one.unit,
                "form": one.form,
                "period": one.period,
                "file": one.file or None,
                "way": one.way,
                "state": one.state,
                "late": one.is_late,
                "taken_by": one.taken_by or None,
            }
            for one in lines
        ]
    }
    said = tuple(
        f"{long_moment(one.at)}　{one.unit}　{one.form}　{one.period}　{one.way}　{one.state}　{one.file}".rstrip("　")
        for one in lines
    )
    if options.out is None:
        return Answer(document, said)
    return Answer(document, said, made_lines(print_register(desk, campaign, options.out, period=period)))
