"""What 定稿 and 统计 put on paper: 数据变动说明, 次数要求完成情况表, 统计表 level by level, 分栏统计表."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from desk_app.campaign.calendar_days import long_day
from desk_app.exporting.closing_papers import (
    ChangeLine,
    LevelLine,
    QuotaRow,
    changes_paper,
    level_paper,
    quota_paper,
)
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.paper import Paper
from desk_app.problems import DeskError
from desk_app.services.closing import overtaken_by
from desk_app.services.closing_words import closed_words, difference_words, row_said, withdrawal_words
from desk_app.services.data_changes import DataChanges, place_in_day
from desk_app.services.desk import Desk
from desk_app.services.figure_columns import column_figures, ruled
from desk_app.services.figure_values import Counts, FigureTable, Measure
from desk_app.services.figure_words import cell_text, comparison_remarks, sum_text
from desk_app.services.missing_list import until_words
from desk_app.services.produce import DOCX, PDF, XLSX, Made, together, write_all
from desk_app.services.quota_values import QuotaCheck
from desk_app.storage.campaigns import Campaign

_MEASURES = (Measure.CURRENT, Measure.TOTAL, Measure.BEFORE, Measure.CHANGE, Measure.PEOPLE)
_MOST_FORMS = 3
_NONE = "—"


def print_changes(
    desk: Desk, campaign: Campaign, note: DataChanges, out: Path, kinds: Sequence[str] = (PDF, DOCX, XLSX)
) -> Made:
    """数据变动说明 as files; a further one of the same day is numbered, so that the earlier one stays."""
    number = place_in_day(desk, campaign, note)
    later = f"（{number}）" if number > 1 else ""
    stem = safe_name(f"数据变动说明（{note.period.label}）{note.again_at:%Y-%m-%d}{later}")
    return write_all(desk, changes_as_paper(desk, campaign, note), out, stem, kinds)


def changes_as_paper(desk: Desk, campaign: Campaign, note: DataChanges) -> Paper:
    """数据变动说明 of one reopening."""
    forms = "、".join(note.forms)
    told = [
        f"“{campaign.title}”{note.period.label}{forms}的统计数据于{closed_words(note)}",
        *withdrawal_words(note),
        difference_words(note),
        "校验码：" + "；".join(f"{form} {old[:16]} → {new[:16]}" for form, old, new in note.codes) + "。",
        *(f"{one.said}。" for one in overtaken_by(desk, campaign, note.period, note.forms)),
    ]
    figures = [
        ChangeLine(one.form, one.unit or "合计", one.measure, one.old, one.new, strong=not one.unit)
        for one in note.figures
    ]
    rows = [ChangeLine(one.form, one.unit, row_said(one), one.old, one.new, one.source, one.why)
            for one in note.rows]  # fmt: skip
    title = f"{note.period.label}数据变动说明"
    return changes_paper(title, told, figures, rows, bureau=desk.bureau, day=long_day(note.again_at.date()))


def print_quotas(
    desk: Desk, campaign: Campaign, checks: Sequence[QuotaCheck], out: Path, kinds: Sequence[str] = (PDF, XLSX)
) -> Made:
    """次数要求完成情况表 as files; DeskError when nothing is asked a number of times."""
    if not checks:
        raise DeskError("本专项没有次数要求，没有完成情况表可印。")
    return write_all(desk, quotas_as_paper(desk, campaign, checks), out, safe_name("次数要求完成情况表"), kinds)


def quotas_as_paper(desk: Desk, campaign: Campaign, checks: Sequence[QuotaCheck]) -> Paper:
    """次数要求完成情况表."""
    note = "备注：人员按登记的职务认定，按姓名计次，谈话不分谁找谁；无法核对的不作零计。"
    return quota_paper(
        f"“{campaign.name}”次数要求完成情况表",
        [row for one in checks for row in _quota_rows(one)],
        bureau=desk.bureau,
        until=until_words(desk.clock()),
        note=note,
    )


def _quota_rows(one: QuotaCheck) -> Iterator[QuotaRow]:
    told = "；".join(part for part in (one.who, one.by_hand) if part)
    who = f"（{told}）" if told else ""
    head: tuple[str | None, str | None, str | None] = (f"{one.title}{who}", f"{one.per}{one.times}", one.window)
    for line in one.lines:
        yield QuotaRow(*head, line.subject, str(line.count), line.said)
        head = (None, None, None)
    if one.why or not one.lines:
        yield QuotaRow(*head, _NONE, _NONE, one.why or "没有对象")


def print_levels(
    desk: Desk, campaign: Campaign, table: FigureTable, out: Path, kinds: Sequence[str] = (PDF, XLSX)
) -> Made:
    """统计表 level by level with 本期, 累计, 上期, 增减 and 人数, and 分栏统计表 of each form with ruled columns."""
    said = _period_said(table)
    made = []
    for start in range(0, len(table.columns), _MOST_FORMS):
        places = range(start, min(start + _MOST_FORMS, len(table.columns)))
        part = f"（{start // _MOST_FORMS + 1}）" if len(table.columns) > _MOST_FORMS else ""
        stem = safe_name(f"分级统计表 {said}{part}")
        made.append(write_all(desk, _levels(desk, table, places, said), out, stem, kinds))
    for place, column in enumerate(table.columns):
        if ruled(column.form.definition):
            stem = safe_name(f"分栏统计表 {column.form.name} {said}")
            made.append(write_all(desk, _columns(desk, campaign, table, place, said), out, stem, kinds))
    return together(made)


def _period_said(table: FigureTable) -> str:
    """Whose figures they are, in a word: the one period with bounds; of what is collected once alone, that."""
    bounded = dict.fromkeys(one.period.label for one in table.columns if one.period.start is not None)
    labels = bounded or dict.fromkeys(one.period.label for one in table.columns)
    return next(iter(labels)) if len(labels) == 1 else "各表本期"


def _levels(desk: Desk, table: FigureTable, places: Sequence[int], said: str) -> Paper:
    shown = {place: [one for one in _MEASURES if _is_told(table, place, one)] for place in places}
    columns = [(one.value, table.columns[place].form.name) for place in places for one in shown[place]]
    lines = [
        LevelLine(table.units[line], table.level_of(line),
                  tuple(_line_text(table, line, place, one) for place in places for one in shown[place]))
        for line in table.in_order()
    ]  # fmt: skip
    sums = [_sum_text(table.column_sum(place), one) for place in places for one in shown[place]]
    notes = [f"口径：{table.basis.value}", *table.remarks, "有下级的单位，数字含下级；“—”为未报或不在本期，不作零计"]
    notes += comparison_remarks(table, places)
    return level_paper(
        f"{said}报表分级统计表", columns, lines, sums,
        bureau=desk.bureau, day=f"统计日期：{long_day(desk.clock().date())}", note=f"备注：{'；'.join(notes)}。",
    )  # fmt: skip


def _is_told(table: FigureTable, place: int, measure: Measure) -> bool:
    counts = table.column_sum(place)
    return counts.of(measure) is not None or (measure is Measure.CHANGE and bool(counts.uncompared))


def _line_text(table: FigureTable, line: int, place: int, measure: Measure) -> str:
    """A figure of a unit with those below it; one that nobody has sent yet is no zero."""
    mine = [table.cells[one][place] for one in table.below(line)]
    if len(mine) == 1 and measure in {Measure.BEFORE, Measure.CHANGE}:
        return cell_text(mine[0], measure)
    is_known = any(cell.counts.current or cell.settled for cell in mine)
    if not is_known and measure in {Measure.CURRENT, Measure.PEOPLE}:
        return _NONE
    return _sum_text(table.rolled(line, place), measure)


def _sum_text(counts: Counts, measure: Measure) -> str:
    if measure in {Measure.BEFORE, Measure.CHANGE}:
        return sum_text(counts, measure, "家", apart="\n")
    value = counts.of(measure)
    return _NONE if value is None else str(value)


def _columns(desk: Desk, campaign: Campaign, table: FigureTable, place: int, said: str) -> Paper:
    found = column_figures(desk, campaign, table, place)
    lines = [
        LevelLine(unit, level, tuple(text or _NONE for text in texts))
        for unit, level, texts in zip(found.units, found.levels, found.texts, strict=True)
    ]
    notes = [f"口径：{table.basis.value}", *table.remarks, *found.remarks]
    return level_paper(
        f"{said}{table.columns[place].form.name}分栏统计表",
        [(heading, "") for heading in found.headings],
        lines,
        [text or _NONE for text in found.whole],
        bureau=desk.bureau,
        day=f"统计日期：{long_day(desk.clock().date())}",
        note=f"备注：{'；'.join(notes)}。",
    )
