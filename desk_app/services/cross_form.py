"""表间核对: rules that hold a row against the rows of another form of the same unit and period."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.campaign.period import parse_period
from desk_app.forms.definition import FormDefinition
from desk_app.forms.rules import CheckRule, broken_across
from desk_app.problems import Problem
from desk_app.services.placing import PlacedProblem, cell_of
from desk_app.storage import campaigns, figures
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.figures import Stretch
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record, Values
from desk_app.storage.states import RecordState
from desk_app.storage.submissions import Submission


def cross_problems_of(
    reader: Reader, campaign: Campaign, form: FormDefinition, one: Submission, rows: Iterable[Record]
) -> list[PlacedProblem]:
    """What the form's rules across forms say of a return's rows as everything stands now, at their cells."""
    wanted = [rule for rule in form.checks if rule.form]
    if not wanted or one.unit_id is None or one.period is None:
        return []
    live = [row for row in rows if row.state is RecordState.LIVE]
    found = []
    for rule, figure in figures_of(reader, campaign, form, one.unit_id, one.period):
        for row in live:
            said = broken_across(form, rule, row.values, figure)
            if said:
                cell = cell_of(form, row, rule.column)
                where = f"{row.sheet} {cell or f'第{row.row_number}行'}".strip()
                problem = Problem(where, rule.level.grade, said, rule.code, cell)
                found.append(PlacedProblem(problem, row.id, rule.column))
    return found


def figures_of(
    reader: Reader, campaign: Campaign, form: FormDefinition, unit_id: int, period: str
) -> list[tuple[CheckRule, int]]:
    """The rules of a form across forms, each with the figure of the other; a form that is not there says nothing."""
    others = {one.name: one for one in campaigns.forms_of(reader, campaign.id)}
    found = []
    for rule in form.checks:
        other = others.get(rule.form) if rule.form else None
        stretch = _stretch(form, other, period) if other is not None else None
        if other is not None and stretch is not None:
            values = [one for unit, one in figures.values(reader, campaign.id, other.id, stretch) if unit == unit_id]
            found.append((rule, _figure(rule, values)))
    return found


def _stretch(form: FormDefinition, other: StoredForm, period: str) -> Stretch | None:
    """The other form's rows of this period; of another rhythm those that happened in it, where they have a day.

    What is collected once is held against all rows.
    """
    if other.definition.collected is form.collected:
        return Stretch(periods=frozenset({period}))
    span = parse_period(period)
    if span.start is None or span.end is None:
        return Stretch()
    if other.definition.row_date is None:
        return None
    return Stretch(first=span.start, last=span.end)


def _figure(rule: CheckRule, values: list[Values]) -> int:
    if not rule.others:
        return len(values)
    written = (one.get(rule.others[0]) for one in values)
    return sum(number for number in written if isinstance(number, int))
