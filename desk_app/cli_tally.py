"""The command `tally`: 本期 and 累计 as its document has them, 上期 and 较上期 beside, and the rule of late returns."""

from __future__ import annotations

import argparse
from typing import Any

from desk_app.campaign.period import Period
from desk_app.cli_answer import Answer
from desk_app.cli_texts import made_lines, tally_answer
from desk_app.services.closing_overtaken import overtaken
from desk_app.services.desk import Desk
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis, LateRule, choose_late_rule, late_rule_of
from desk_app.services.figure_values import FigureTable, Measure
from desk_app.services.figure_words import comparison, sum_text, why_uncompared
from desk_app.services.produce import PDF, XLSX, print_tally
from desk_app.services.standing import parse_optional
from desk_app.services.tally import FormTally, tally_of
from desk_app.services.values import Campaign

LATE_RULES = {"own": LateRule.OWN, "next": LateRule.NEXT}
"""What ``--late`` may say."""


def tally_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`tally`: the figures of a period; ``--late`` chooses the rule of late returns first, and is remembered."""
    period = parse_optional(options.period)
    chosen = choose_late(desk, campaign, options.late)
    tallies = tally_of(desk, campaign, period)
    answer = tally_answer(tallies, period)
    lines = list(answer.lines)
    document: dict[str, Any] = answer.document
    if desk.known_units():
        document, lines = _compared(desk, campaign, period, tallies, document, lines)
    lines = [*chosen, *lines, *(f"{one.said}。" for one in overtaken(desk, campaign, period))]
    if options.out is None:
        return Answer(document, tuple(lines))
    made = print_tally(desk, campaign, period, options.out, (PDF, XLSX))
    return Answer(document, tuple(lines), made_lines(made))


def choose_late(desk: Desk, campaign: Campaign, said: str | None) -> tuple[str, ...]:
    """Let late returns count by the rule that was asked for, and say so; nothing where it is the one in use."""
    if said is None:
        return ()
    rule = LATE_RULES[said]
    with desk.store.read() as reader:
        known = late_rule_of(reader, campaign)
    if known is rule:
        return ()
    choose_late_rule(desk, campaign, rule)
    return (f"统计的迟报计法已改为“{rule.value}”；已定稿的期次不变。",)


def _compared(
    desk: Desk,
    campaign: Campaign,
    period: Period | None,
    tallies: list[FormTally],
    document: dict[str, Any],
    lines: list[str],
) -> tuple[dict[str, Any], list[str]]:
    """The document with 上期 and 较上期 added to each form and unit, and the lines with what was compared."""
    table = figure_table(desk, campaign, period, Basis.REPORTED)
    places = {column.form.name: place for place, column in enumerate(table.columns)}
    forms, said = [], []
    for form, tally, line in zip(document["forms"], tallies, lines, strict=True):
        place = places[tally.form.name]
        forms.append(_form(form, tally, table, place))
        counts = table.column_sum(place)
        known = counts.change is not None or counts.uncompared
        said.append(f"{line}，较上期{sum_text(counts, Measure.CHANGE, '家')}" if known else line)
        found = comparison(table, place)
        said += [f"    {found.said}"] if found is not None and found.said else []
    return {**document, "forms": forms}, said


def _form(form: dict[str, Any], tally: FormTally, table: FigureTable, place: int) -> dict[str, Any]:
    counts = table.column_sum(place)
    found = comparison(table, place)
    lines = {unit_id: line for line, unit_id in enumerate(table.unit_ids)}
    units = []
    for unit, counted in zip(form["units"], tally.units, strict=True):
        cell = table.cells[lines[counted.unit_id]][place]
        units.append({
            **unit,
            "before": cell.counts.before,
            "change": cell.counts.change,
            "uncompared": why_uncompared(cell) or None,
        })  # fmt: skip
    return {
        **form,
        "units": units,
        "before": counts.before,
        "change": counts.change,
        "uncompared": [] if found is None else [{"unit": unit, "why": why} for unit, why in found.left],
    }
