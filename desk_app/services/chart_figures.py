"""The charts of a period: each form's counts unit by unit over the periods, 累计 as a line, 上报率 as bars."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.exporting.chart_values import ChartData, ChartKind, Series
from desk_app.exporting.file_names import safe_name
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.font_remarks import remarks_of
from desk_app.services.missing_list import until_words
from desk_app.services.preview import said_of
from desk_app.services.print_choice import Preview
from desk_app.services.produce import PDF, XLSX, Made, together
from desk_app.services.report_rates import RateWish, in_names_of_then, report_rates
from desk_app.services.report_together import make_folder
from desk_app.services.standing import NIL, NOT_CONCERNED, RECEIVED
from desk_app.services.tally import FormTally, UnitTally, tally_of
from desk_app.storage import collections, roster
from desk_app.storage.campaigns import Campaign

_MOST_PERIODS = 3
_DASH = "“—”为没有报齐的（未报、待核、退回修改）或不涉及，不作零计。"
_MOST_LINE = 12
_SETTLED = frozenset({RECEIVED, NIL})


def charts_of(desk: Desk, campaign: Campaign, period: Period) -> tuple[ChartData, ...]:
    """All charts of a period; DeskError where no form of it has a figure to be drawn."""
    periods = _periods(desk, campaign, period)
    tallies = {one: _own(tally_of(desk, campaign, one), one) for one in periods}
    forms = list(tallies[period])
    drawn = [_by_unit(name, periods[-_MOST_PERIODS:], tallies, desk) for name in forms]
    charts = [one for one in drawn if one.names]
    if len(periods) > 1 and forms:
        charts.append(_cumulative(campaign, forms, periods[-_MOST_LINE:], tallies))
    rates = in_names_of_then(desk, report_rates(desk, campaign, RateWish(period)))
    if rates.whole.owed:
        owed = [one for one in rates.lines if one.owed]
        values = tuple(round((one.in_time + one.late) * 100 / one.owed, 1) for one in owed)
        notes = (f"{until_words(rates.at)}；上报率＝（按时＋迟报）÷应报。",)
        title = f"{period.label}各单位报表上报率"
        names = tuple(one.unit for one in owed)
        charts.append(ChartData(title, ChartKind.BARS, names, (Series("上报率", values),), "%", 100.0, notes))
    if not charts:
        raise DeskError(f"{period.label}没有数字，画不了图，请换一个期次。")
    return tuple(charts)


def write_chart_files(
    desk: Desk, campaign: Campaign, period: Period, out: Path, kinds: Sequence[str] = (PDF, XLSX)
) -> Made:
    """The charts as PDF and as Excel's own."""
    from desk_app.exporting.chart_excel import write_chart_book
    from desk_app.exporting.chart_pages import write_charts

    charts = charts_of(desk, campaign, period)
    make_folder(out)
    made = []
    for kind in kinds:
        path = out / f"{safe_name(f'统计图（{period.label}）')}{kind}"
        if kind == PDF:
            found = write_charts(charts, path, desk.fonts)
            made.append(Made((path,), remarks_of(path.name, found), characters=found))
        else:
            write_chart_book(charts, path)
            made.append(Made((path,)))
    return together(made)


def chart_preview(desk: Desk, campaign: Campaign, period: Period) -> Preview:
    """The charts' very PDF, to be looked at and printed."""
    from desk_app.exporting.chart_pages import chart_pdf
    from desk_app.exporting.page_image import PdfPages

    drawn = chart_pdf(charts_of(desk, campaign, period), desk.fonts)
    with PdfPages(drawn.content) as pages:
        return Preview(drawn.content, pages.sizes(), said_of(drawn.characters))


def _periods(desk: Desk, campaign: Campaign, period: Period) -> list[Period]:
    """The periods of the same rhythm up to this one, for which anything is known."""
    with desk.store.read() as reader:
        known = {one.period for one in collections.of_campaign(reader, campaign.id)}
    same = {one for one in known if one.rhythm is period.rhythm and one.start is not None}
    earlier = {one for one in same if period.start is not None and one.start is not None and one.start <= period.start}
    return sorted({*earlier, period}, key=Period.sort_key)


def _own(tallies: Sequence[FormTally], period: Period) -> dict[str, FormTally]:
    return {one.form.name: one for one in tallies if one.is_owed and one.period == period}


def _by_unit(
    form: str, periods: Sequence[Period], tallies: dict[Period, dict[str, FormTally]], desk: Desk
) -> ChartData:
    """A bar a unit and period; what nobody has sent is told so, not drawn as nothing.

    A unit that was renamed between the periods is one, under the name that the latest of them tells.
    """
    shown = [one for one in periods if form in tallies[one]]
    found = {one: {unit.unit_id: unit for unit in tallies[one][form].units} for one in shown}
    names = {unit_id: unit.unit for one in shown for unit_id, unit in found[one].items()}
    with desk.store.read() as reader:
        order = {unit_id: place for place, unit_id in enumerate(roster.unit_names(reader))}
    units = sorted(names, key=lambda unit_id: (order.get(unit_id, len(order)), names[unit_id]))
    owed = all(tallies[one][form].form.definition.owed for one in shown)
    series = tuple(Series(one.label, tuple(_value(found[one].get(unit), owed=owed) for unit in units)) for one in shown)
    notes = list(_notes(form, shown, tallies))
    if any(value is None for one in series for value in one.values):
        notes.append(_DASH)
    return ChartData(
        f"{form}各单位报送数量", ChartKind.BARS, tuple(names[one] for one in units), series, notes=tuple(notes)
    )


def _value(unit: UnitTally | None, *, owed: bool) -> float | None:
    """A unit's count; None for what is not in. Of a form that nobody owes, who has sent nothing has nothing."""
    if unit is not None and (unit.count or unit.state in _SETTLED):
        return float(unit.count)
    return 0.0 if not owed and (unit is None or unit.state == NOT_CONCERNED) else None


def _cumulative(
    campaign: Campaign, forms: Sequence[str], periods: Sequence[Period], tallies: dict[Period, dict[str, FormTally]]
) -> ChartData:
    series = tuple(
        Series(form, tuple(float(tallies[one][form].cumulative) if form in tallies[one] else None for one in periods))
        for form in forms
    )
    notes = dict.fromkeys(note for form in forms for note in _notes(form, periods[-1:], tallies))
    return ChartData(
        f"“{campaign.name}”各表累计数量",
        ChartKind.LINES,
        tuple(one.label for one in periods),
        series,
        notes=tuple(notes),
    )


def _notes(form: str, periods: Sequence[Period], tallies: dict[Period, dict[str, FormTally]]) -> list[str]:
    """Where late returns count, and which of what is drawn is not closed."""
    shown = [one for one in periods if form in tallies[one]]
    rules = dict.fromkeys(tallies[one][form].late_rule for one in shown if one.end is not None)
    is_open = [one.label for one in shown if tallies[one][form].closing is None]
    notes = [f"注：{rule}。" for rule in rules if rule]
    return [*notes, f"注：{form}{'、'.join(is_open)}未定稿，数字可能变动。"] if is_open else notes
