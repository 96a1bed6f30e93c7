"""What 统计 says in words: where the returns of a form stand, who still owes, what a figure's rows are of."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.services.figure_rows import FigureRows
from desk_app.services.figure_values import FigureTable, Measure
from desk_app.services.figure_words import comparison
from desk_app.services.leader_figures import received_of
from desk_app.services.standing import FormStanding


def standing_said(standings: Sequence[FormStanding], *, with_names: bool) -> list[str]:
    """应报…已收… a form, with the names of those who have not reported where there is room for them."""
    said = []
    for standing in standings:
        counted = received_of(standing)
        form = standing.form.definition
        if form.owed:
            missing = f"　未报单位：{'、'.join(counted.missing)}" if counted.missing and with_names else ""
            said.append(f"{form.annex}{form.name}　{counted.line}{missing}")
        else:
            said.append(f"{form.name}　谁有谁报，已收{counted.received}")
    return said


def missing_said(standings: Sequence[FormStanding]) -> str:
    """The units that still owe, a line a form, to be pasted; empty for none."""
    lines = []
    for standing in standings:
        counted = received_of(standing)
        owed = [
            f"{word}：{'、'.join(units)}"
            for word, units in (("未报", counted.missing), ("退回修改", counted.sent_back))
            if units
        ]
        if owed:
            form = standing.form.definition
            lines.append(f"{form.annex}{form.name}（{standing.period.label}）{'；'.join(owed)}")
    return "\n".join(lines)


def remarks_of(table: FigureTable, measure: Measure, places: Sequence[int], *, with_names: bool) -> tuple[str, ...]:
    """What is to be known of the figures; of 较上期 of some columns also how many are not compared, who and why."""
    if measure is not Measure.CHANGE:
        return table.remarks
    found = [one for place in places if (one := comparison(table, place)) is not None]
    return (*table.remarks, *(said for one in found if (said := one.said if with_names else one.brief)))


def rows_said(title: str, text: str, found: FigureRows) -> str:
    """What rows are of: how many, of 较上期 how many of each period, and the figure as it is shown."""
    if found.before is None:
        return f"共{len(found.ids)}行　{title}"
    return f"本期{len(found.ids) - found.before}行，上期{found.before}行　{title} {text}"
