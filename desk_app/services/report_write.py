"""A drafted 月报 or 通报, as a person has worded it, as Word and PDF, with its table and its figures' sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage
from desk_app.services.completion_print import rates_paper
from desk_app.services.desk import Desk
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import Counts, FigureTable, Measure
from desk_app.services.figure_words import comparison_remarks, sum_text
from desk_app.services.leader_figures import received_of
from desk_app.services.produce import DOCX, PDF, Made
from desk_app.services.report_draft import Draft
from desk_app.services.report_rates import RateWish, in_names_of_then, report_rates
from desk_app.services.report_template import RATES, taken_apart
from desk_app.services.report_together import write_together
from desk_app.storage.campaigns import Campaign

_NONE = "—"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """How a report is written: with the list of its figures' sources, units ranked in the table of rates."""

    with_sources: bool = False
    ranked: bool = False


def write_report(
    desk: Desk,
    campaign: Campaign,
    draft: Draft,
    period: Period,
    out: Path,
    *,
    text: str | None = None,
    wish: ReportWish = ReportWish(),
    kinds: Sequence[str] = (DOCX, PDF),
) -> Made:
    """The report as files; ``text`` is the draft's as a person left it."""
    papers = report_papers(desk, campaign, draft, period, text=text, wish=wish)
    return write_together(desk, papers, out, safe_name(f"{draft.template}（{period.label}）"), kinds)


def report_papers(
    desk: Desk,
    campaign: Campaign,
    draft: Draft,
    period: Period,
    *,
    text: str | None = None,
    wish: ReportWish = ReportWish(),
) -> tuple[Paper, ...]:
    """The report: its text, its table as an annex, the sources of its figures as another. DeskError without a title.

    What stands behind the table's line in the text (落款) stays below the text; the text names its annexes.
    """
    told = taken_apart(draft.text if text is None else text)
    annexes: list[Paper] = []
    if told.table == RATES:
        rates = report_rates(desk, campaign, RateWish(period, ranked=wish.ranked))
        annexes.append(rates_paper(desk, in_names_of_then(desk, rates)))
    elif told.table:
        annexes.append(_figures_paper(figure_table(desk, campaign, period, Basis.REPORTED), period, draft))
    if wish.with_sources:
        annexes.append(_sources_paper(draft))
    marked = [
        replace(one, mark=f"附件{number}" if len(annexes) > 1 else "附件", page_of=False)
        for number, one in enumerate(annexes, start=1)
    ]
    body = (*_open_said(draft), *told.opening, *_left_out_said(draft), *_annexes_said(marked), *told.closing)
    letter = Paper(title=told.title, columns=(), closing=body, landscape=False, page_of=False)
    return letter, *marked


def _annexes_said(annexes: Sequence[Paper]) -> Iterator[Passage]:
    """附件：1.… as the standard has it, below the text."""
    for number, one in enumerate(annexes, start=1):
        name = f"{number}.{one.title}" if len(annexes) > 1 else one.title
        yield Passage(f"附件：{name}" if number == 1 else f"　　　{name}")


def _open_said(draft: Draft) -> Iterator[Passage]:
    """What is not closed yet stands first, whatever the template says."""
    if draft.open_forms:
        yield Passage(f"（未定稿：{'、'.join(draft.open_forms)}，数字{draft.moment}，定稿后可能变动。）")


def _left_out_said(draft: Draft) -> Iterator[Passage]:
    """What the sums of the text leave out stands below it, whatever a person made of the text."""
    if draft.remarks:
        yield Passage(f"（注：{'；'.join(draft.remarks)}。）")


def _sources_paper(draft: Draft) -> Paper:
    """数字出处: each figure of the text with form, period, whose and by which rule."""
    rows = [PaperRow((str(number), one.value, one.source)) for number, one in enumerate(draft.sources, start=1)]
    return Paper(
        title="数字出处",
        columns=(
            PaperColumn("序号", 14.0, is_whole=True),
            PaperColumn("数字", 28.0),
            PaperColumn("出处（报表、期次、单位范围、计法）", 114.0, align=Align.LEFT),
        ),
        rows=tuple(rows),
        left_line=f"{draft.moment}",
        landscape=False,
    )


def _figures_paper(table: FigureTable, period: Period, draft: Draft) -> Paper:
    """各表数据: a line a form with 本期, 累计, 较上期 and how its returns stand."""
    rows: list[PaperRow] = []
    told: list[int] = []
    for place, column in enumerate(table.columns):
        counts = table.column_sum(place)
        if column.period != period and not counts.current:
            continue
        told.append(place)
        standing = table.standing_of_column(place)
        owed = standing is not None and bool(standing.units) and column.form.definition.owed
        counted = received_of(standing) if standing is not None and owed else None
        rows.append(
            PaperRow((
                str(len(rows) + 1),
                column.form.name,
                *(_text(counts, one) for one in (Measure.CURRENT, Measure.TOTAL, Measure.CHANGE, Measure.PEOPLE)),
                _NONE if counted is None else str(counted.owed),
                _NONE if counted is None else str(counted.received + counted.nil),
                _NONE if counted is None else str(len(counted.missing) + len(counted.sent_back)),
                "未定稿" if column.closing is None else "已定稿",
            ))
        )  # fmt: skip
    notes = (*dict.fromkeys(table.remarks), *comparison_remarks(table, told))
    headings = ("本期", "累计", "较上期", "人数", "应报", "已报", "未报")
    return Paper(
        title=f"{period.label}各表数据",
        columns=(
            PaperColumn("序号", 12.0, is_whole=True),
            PaperColumn("报表", 42.0, align=Align.LEFT),
            *(PaperColumn(heading, 26.0 if heading == Measure.CHANGE.value else 14.0) for heading in headings),
            PaperColumn("定稿", 18.0),
        ),
        rows=tuple(rows),
        right_line=draft.moment,
        landscape=False,
        note=f"备注：{'；'.join(notes)}。" if notes else "",
    )


def _text(counts: Counts, measure: Measure) -> str:
    if measure is Measure.CHANGE:
        return sum_text(counts, measure, "家", apart="\n")
    value = counts.of(measure)
    return _NONE if value is None else str(value)
