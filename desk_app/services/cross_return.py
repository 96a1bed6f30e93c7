"""表间核对 of a return as it comes in: where a rule of the level 错误 is broken it waits instead of counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desk_app.forms.rules import RuleLevel, broken_across
from desk_app.importing.results import FileState
from desk_app.problems import Level, Problem
from desk_app.services.cross_form import figures_of
from desk_app.services.judging import Judgement
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader

CODE = "rule_across"


def held_against_others(
    judgement: Judgement, reader: Reader, campaign: Campaign, unit_ids: Mapping[str, int]
) -> Judgement:
    """The judgement, waiting where a row disagrees with another form of its unit; the rest is told with the rows."""
    read = judgement.read
    form, unit_id = read.form, unit_ids.get(read.unit or "")
    if judgement.state is not FileState.ACCEPTED or form is None or unit_id is None or read.period is None:
        return judgement
    if not any(rule.form and rule.level is RuleLevel.ERROR for rule in form.checks):
        return judgement
    said = [
        text
        for rule, figure in figures_of(reader, campaign, form, unit_id, read.period.code)
        if rule.level is RuleLevel.ERROR
        for row in read.rows
        if (text := broken_across(form, rule, row.values, figure))
    ]
    if not said:
        return judgement
    more = f"（共{len(said)}处）" if len(said) > 1 else ""
    problem = Problem(read.sheet or "文件", Level.ERROR, f"与另一张表不符：{said[0]}{more}", CODE)
    return replace(judgement, state=FileState.NEEDS_REVIEW, problems=(*judgement.problems, problem))
