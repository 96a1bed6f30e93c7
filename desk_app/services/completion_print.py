"""What goes out of 完成情况 and 催报 as files: the matrix, the missing, the tick sheet, calls, rates, 收件登记."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period
from desk_app.exporting.atomic import replacing
from desk_app.exporting.completion_papers import (
    ChaseRow,
    MatrixColumn,
    MatrixLine,
    RateRow,
    RegisterRow,
    chase_paper,
    matrix_paper,
    rate_paper,
    register_paper,
    tick_paper,
)
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.paper import Paper
from desk_app.problems import DeskError
from desk_app.services.chasing import ChaseLine, chase_lines
from desk_app.services.completion import Completion, Track, cell_words
from desk_app.services.desk import Desk
from desk_app.services.missing_list import list_text, messages, missing_of, until_words
from desk_app.services.paperwork import missing_as_paper
from desk_app.services.produce import DOCX, PDF, XLSX, Made, together, write_all
from desk_app.services.received_register import ReceivedLine, received_lines
from desk_app.services.report_rates import Rate, RateTable, RateWish, in_names_of_then, rates_text, report_rates
from desk_app.services.standing import FormStanding, standing_of_periods
from desk_app.storage.campaigns import Campaign

TXT = ".txt"
_EACH_OWN = "各表本期"
_MOST_COLUMNS = 10
_KINDS = (PDF, XLSX)


def print_matrix(
    desk: Desk,
    shown: Completion,
    out: Path,
    units: Sequence[str],
    track: Track = Track.BOTH,
    kinds: Sequence[str] = _KINDS,
) -> Made:
    """完成情况表 of the shown columns and some units; more columns than a page holds go form by form."""
    if not shown.columns:
        raise DeskError("这一期没有要报的表，没有完成情况表可印。")
    made = [
        write_all(desk, paper, out, stem, kinds) for stem, paper in _matrices(desk, shown, units, track)
    ]  # fmt: skip
    return together(made)


def _matrices(desk: Desk, shown: Completion, units: Sequence[str], track: Track) -> list[tuple[str, Paper]]:
    whole = list(range(len(shown.columns)))
    if len(whole) <= _MOST_COLUMNS:
        return [(safe_name(f"完成情况表（{_periods_said(shown, whole)}）"), _matrix(desk, shown, whole, units, track))]
    groups: dict[str, list[int]] = {}
    for place in whole:
        groups.setdefault(shown.columns[place].form.name, []).append(place)
    found = []
    for form, places in groups.items():
        for start in range(0, len(places), 2 * _MOST_COLUMNS):
            part = places[start : start + 2 * _MOST_COLUMNS]
            stem = safe_name(f"完成情况表 {form}（{_periods_said(shown, part)}）")
            found.append((stem, _matrix(desk, shown, part, units, track, form)))
    return found


def _matrix(
    desk: Desk, shown: Completion, places: Sequence[int], units: Sequence[str], track: Track, form: str = ""
) -> Paper:
    columns = [MatrixColumn(shown.columns[place].form.name, shown.columns[place].period.label) for place in places]
    levels = {row.name: row.level for row in shown.rows}
    lines = [
        MatrixLine(unit, tuple(_printed(shown, unit, place, track) for place in places), levels.get(unit, 0))
        for unit in units
    ]
    sums = [_sum_text(shown, units, place) for place in places]
    note = "备注：合计为已收（含零报告）份数/应报份数；“—”为不涉及或不用报。"
    said = _periods_said(shown, places)
    title = f"{said}{form or _reports(said)}完成情况表"
    return matrix_paper(title, columns, lines, sums, until=until_words(shown.at), bureau=desk.bureau, note=note)


def _printed(shown: Completion, unit: str, place: int, track: Track) -> str:
    said = [word for word in cell_words(shown.cell(unit, place), shown.columns[place], track) if word]
    return "\n".join(said) or "—"


def _sum_text(shown: Completion, units: Sequence[str], place: int) -> str:
    found = shown.summed(units)[place]
    return f"{found.done}/{found.owed}" if found.owed else "—"


def _reports(said: str) -> str:
    return "" if said == _EACH_OWN else "报表"


def _periods_said(shown: Completion, places: Sequence[int]) -> str:
    periods = list(dict.fromkeys(shown.columns[place].period for place in places))
    bounded = [one for one in periods if one.start is not None]
    if len(periods) == 1:
        return periods[0].label
    if len({one.rhythm for one in bounded}) != 1 or len(bounded) != len(periods):
        return _EACH_OWN if len(bounded) <= 1 else "各期"
    return f"{bounded[0].label}至{bounded[-1].label}"


def print_missing_list(
    desk: Desk,
    campaign: Campaign,
    standings: Sequence[FormStanding],
    out: Path,
    *,
    period: Period | None = None,
    units: Collection[str] | None = None,
    kinds: Sequence[str] = (*_KINDS, TXT),
) -> Made:
    """未报单位名单 of some forms as the kinds of file asked for; the text holds the list and the messages to units."""
    now = desk.clock()
    stem = safe_name(f"未报单位名单（{_one_period(standings, period)}）")
    paper = missing_as_paper(desk, campaign, standings, _title_period(standings, period), now, units)
    made = write_all(desk, paper, out, stem, [kind for kind in kinds if kind != TXT])
    if TXT not in kinds:
        return made
    missing = missing_of(desk, campaign, standings, units)
    text = "\n\n".join(part for part in (list_text(missing, now), messages(desk, missing)) if part)
    return replace(made, files=(*made.files, _write_text(out / f"{stem}{TXT}", text)))


def _title_period(standings: Sequence[FormStanding], period: Period | None) -> Period | None:
    known = {one.period for one in standings}
    return period or (known.pop() if len(known) == 1 else None)


def _one_period(standings: Sequence[FormStanding], period: Period | None) -> str:
    one = _title_period(standings, period)
    return one.label if one is not None else _EACH_OWN


def _write_text(path: Path, text: str) -> Path:
    """Text as Windows' own editor reads it too."""
    with replacing(path) as part:
        part.write_bytes(f"{text}\n".replace("\n", "\r\n").encode("utf-8-sig"))
    return path


def print_tick_sheet(
    desk: Desk, campaign: Campaign, periods: Sequence[Period | None], out: Path, kinds: Sequence[str] = _KINDS
) -> Made:
    """报送情况表, empty, of some periods: every unit that owes any of their forms."""
    found = [one for one in standing_of_periods(desk, campaign, periods) if one.form.definition.owed]
    if not found:
        raise DeskError("这一期没有要报的表，没有报送情况表可印。")
    known = desk.roster()
    owing = [{unit.unit for unit in one.units if unit.electronic != "不涉及"} for one in found]
    day = found[0].period.end
    lines = [
        (known.name_on(unit.name, day), tuple(unit.name in mine for mine in owing))
        for unit in known.everyone
        if any(unit.name in mine for mine in owing)
    ]
    several = len({one.period for one in found}) > 1
    forms = [(_tick_label(one, several=several), _on_paper(one)) for one in found]
    said = _EACH_OWN if several else found[0].period.label
    paper = tick_paper(f"{said}{_reports(said)}报送情况表", forms, lines, bureau=desk.bureau)
    return write_all(desk, paper, out, safe_name(f"报送情况表（{said}）"), kinds)


def _tick_label(one: FormStanding, *, several: bool) -> str:
    period = f"\n（{one.period.label}）" if several and one.period.start is not None else ""
    return f"{one.form.name}{period}"


def _on_paper(one: FormStanding) -> bool:
    return bool(one.form.definition.signatures) or one.form.definition.sealed


def print_chases(
    desk: Desk, campaign: Campaign, out: Path, *, unit: str | None = None, kinds: Sequence[str] = _KINDS
) -> Made:
    """催报记录 of a campaign or one unit, in time."""
    lines = list(reversed(chase_lines(desk, campaign, unit)))
    title = f"{unit or ''}催报记录"
    paper = chase_paper(title, [_chase_row(one) for one in lines], bureau=desk.bureau, made_on=desk.clock().date())
    return write_all(desk, paper, out, safe_name(f"催报记录（{unit}）" if unit else "催报记录"), kinds)


def _chase_row(one: ChaseLine) -> ChaseRow:
    kept = one.kept
    how = "\n".join(part for part in (kept.way.value, kept.whom) if part)
    return ChaseRow(moment_words(kept.chased_at), one.unit, one.about, how, kept.answer, one.promise, kept.noted_by)


def moment_words(at: datetime) -> str:
    """2023年4月3日 over 16:00."""
    return f"{at.year}年{at.month}月{at.day}日\n{at:%H:%M}"


def print_rates(
    desk: Desk, campaign: Campaign, wish: RateWish, out: Path, kinds: Sequence[str] = (PDF, XLSX, DOCX, TXT)
) -> Made:
    """报表上报情况统计表 as the kinds of file asked for, with the sentences for the 通报 as text."""
    table = in_names_of_then(desk, report_rates(desk, campaign, wish))
    stem = safe_name(f"报表上报情况统计表（{table.scope}）")
    made = write_all(desk, rates_paper(desk, table), out, stem, [kind for kind in kinds if kind != TXT])
    if TXT not in kinds:
        return made
    return replace(made, files=(*made.files, _write_text(out / f"{stem}{TXT}", rates_text(table))))


def rates_paper(desk: Desk, table: RateTable) -> Paper:
    """报表上报情况统计表, to stand alone or inside a 通报."""
    ranked = table.wish.ranked
    rows = [_rate_row(one, str(table.place_of(place)) if ranked else "") for place, one in enumerate(table.lines)]
    notes = [f"统计范围：{'、'.join(table.forms)}" if table.forms else "没有应报的报表", *table.remarks]
    notes.append("上报率＝（按时＋迟报）÷应报，按时率＝按时÷应报；退回修改未重报的算未报")
    return rate_paper(
        f"{table.scope}报表上报情况统计表",
        rows,
        _rate_row(table.whole, ""),
        until=until_words(table.at),
        bureau=desk.bureau,
        note=f"备注：{'；'.join(notes)}。",
        ranked=ranked,
    )


def _rate_row(one: Rate, place: str) -> RateRow:
    return RateRow(one.unit, one.owed, one.in_time, one.late, one.waiting, one.missing, one.came, one.punctual,
                   one.sent_back, place)  # fmt: skip


def print_register(
    desk: Desk,
    campaign: Campaign,
    out: Path,
    *,
    period: Period | None = None,
    days: tuple[date, date] | None = None,
    kinds: Sequence[str] = _KINDS,
) -> Made:
    """收件登记 of a period, of some days, or of everything."""
    first, last = days or (None, None)
    lines = received_lines(desk, campaign, period=period, first=first, last=last)
    said = f"（{period.label}）" if period else f"（{long_day(days[0])}至{long_day(days[1])}）" if days else ""
    paper = register_paper(
        f"收件登记{said}", [_register_row(one) for one in lines], bureau=desk.bureau, until=until_words(desk.clock())
    )
    return write_all(desk, paper, out, safe_name(f"收件登记{said}"), kinds)


def _register_row(one: ReceivedLine) -> RegisterRow:
    state = f"{one.state}\n（迟报）" if one.is_late else one.state
    return RegisterRow(moment_words(one.at), one.unit, one.form, one.period, one.file, one.way, state, one.taken_by)
