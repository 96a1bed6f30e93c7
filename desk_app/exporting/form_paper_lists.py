"""Papers that are no annex form: 报表完成情况统计表, 未报单位名单, and the task list (任务清单) of annex 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.model import Task
from desk_app.exporting.form_paper import chinese_date, note_line, paper_columns
from desk_app.exporting.list_paper import whose
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow
from desk_app.forms.definition import FormDefinition

NOT_OWED = "—"
_NOT_OWING_STATES = frozenset({"", "不涉及"})
_IN_STATES = frozenset({"已收", "零报告"})
_PORTRAIT_FORMS = 2


@dataclass(frozen=True, slots=True)
class TallyCell:
    """One unit's figures for one form: ``current`` 本期, ``total`` 累计, ``state`` in the desk's words.

    A figure of None is not known or not owed and is printed as a dash, never as 0; an empty state owes nothing.
    """

    current: int | None = None
    total: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One unit of the tally, with one cell a form in the order of the forms."""

    unit: str
    cells: tuple[TallyCell, ...]


@dataclass(frozen=True, slots=True)
class MissingLine:
    """What one unit owes until one time, and what helps to chase it (empty where unknown).

    Lines of one unit that follow each other are one entry of the list.
    """

    unit: str
    forms: tuple[str, ...]
    due: str = ""
    contact: str = ""
    remark: str = ""
    late: str = ""
    phone: str = ""


_LEGEND = "合计栏“状态”为已收（含零报告）份数/应报份数；“—”为未报、不涉及或不在本期，不作零计"


def tally_paper(
    period_label: str,
    forms: Sequence[str],
    lines: Sequence[TallyLine],
    *,
    bureau: str = "",
    made_on: date | None = None,
    notes: Sequence[str] = (),
    changes: Mapping[str, Sequence[str]] | None = None,
) -> Paper:
    """报表完成情况统计表: unit by form with 本期, 累计 and 状态, and a 合计 line that says 已收/应报 for each form.

    ``changes`` gives 较上期 of some forms: a text a line and, last, that of 合计; ``notes`` are clauses of 备注.
    """
    told = changes or {}
    columns = [PaperColumn("序号", 12.0, is_whole=True), PaperColumn("单位", 34.0)]
    for form in forms:
        columns += [
            PaperColumn("本期", 15.0, form, is_whole=True),
            PaperColumn("累计", 15.0, form, is_whole=True),
            *([PaperColumn("较上期", 26.0, form)] if form in told else []),
            PaperColumn("状态", 20.0, form),
        ]
    rows = [
        PaperRow((str(number), line.unit, *_with_changes(_figures(line.cells, len(forms)), forms, told, number - 1)))
        for number, line in enumerate(lines, 1)
    ]
    sums = [_sum_cells([line.cells[place] for line in lines if place < len(line.cells)]) for place in range(len(forms))]
    rows.append(PaperRow(("", "合计", *_with_changes(sums, forms, told, len(lines))), strong=True))
    return Paper(
        title=f"{period_label}报表完成情况统计表",
        columns=tuple(columns),
        rows=tuple(rows),
        left_line=whose("统计单位", bureau),
        right_line=f"统计日期：{chinese_date(made_on)}" if made_on else "",
        note=f"备注：{'；'.join((_LEGEND, *notes))}。",
        landscape=len(forms) > _PORTRAIT_FORMS,
    )


def _figures(cells: Sequence[TallyCell], count: int) -> list[tuple[str, str, str]]:
    padded = (*cells, *(TallyCell() for _ in range(count - len(cells))))
    return [(_number(cell.current), _number(cell.total), cell.state or NOT_OWED) for cell in padded]


def _with_changes(
    figures: Sequence[tuple[str, str, str]], forms: Sequence[str], changes: Mapping[str, Sequence[str]], line: int
) -> Iterator[str]:
    for form, (current, total, state) in zip(forms, figures, strict=True):
        yield from (current, total, *([changes[form][line]] if form in changes else []), state)


def _number(value: int | None) -> str:
    return NOT_OWED if value is None else str(value)


def _sum_cells(cells: Sequence[TallyCell]) -> tuple[str, str, str]:
    owed = [cell for cell in cells if cell.state not in _NOT_OWING_STATES]
    if not owed and all(cell.current is None and cell.total is None for cell in cells):
        return NOT_OWED, NOT_OWED, NOT_OWED
    received = sum(cell.state in _IN_STATES for cell in owed)
    return (
        str(sum(cell.current or 0 for cell in cells)),
        str(sum(cell.total or 0 for cell in cells)),
        f"{received}/{len(owed)}" if owed else NOT_OWED,
    )


def missing_paper(
    period_label: str,
    lines: Sequence[MissingLine],
    *,
    until: str = "",
    bureau: str = "",
    made_on: date | None = None,
) -> Paper:
    """未报单位名单, units in the order given; ``until`` is the moment it speaks of (截至11月20日16时).

    Columns about which nothing is known (报送时限, 逾期, 联系人, 电话, 备注) are left out.
    """
    extra = (
        ("报送时限", 22.0, False, [line.due for line in lines]),
        ("逾期", 15.0, False, [line.late for line in lines]),
        ("联系人", 34.0, True, [line.contact for line in lines]),
        ("电话", 26.0, True, [line.phone for line in lines]),
        ("备注", 30.0, False, [line.remark for line in lines]),
    )
    known = [column for column in extra if any(column[3])]
    columns = (
        PaperColumn("序号", 12.0, is_whole=True),
        PaperColumn("单位", 36.0),
        PaperColumn("未报报表", 54.0, align=Align.LEFT),
        *(PaperColumn(heading, width) for heading, width, _, _ in known),
    )
    rows = []
    number = 0
    for place, line in enumerate(lines):
        goes_on = place > 0 and lines[place - 1].unit == line.unit
        number += not goes_on
        tail = (None if goes_on and of_unit else texts[place] for _, _, of_unit, texts in known)
        head = (None, None) if goes_on else (str(number), line.unit)
        rows.append(PaperRow((*head, "、".join(line.forms), *tail)))
    return Paper(
        title=f"{period_label}未报单位名单",
        columns=columns,
        rows=tuple(rows),
        left_line=until or (f"统计单位：{bureau}" if bureau else ""),
        right_line=f"统计日期：{chinese_date(made_on)}" if made_on else "",
        note="" if lines else "应报单位均已报送。",
        landscape=False,
    )


def task_list_paper(form: FormDefinition, tasks: Sequence[Task]) -> Paper:
    """任务清单 of annex 1 in the form's own columns and the plan's own words, deadlines included.

    Activity, unit and deadline are merged down over the equal rows of one activity.
    """
    rows: list[PaperRow] = []
    before: tuple[str, ...] | None = None
    for task in tasks:
        merged = (task.activity, task.units, task.deadline)
        same = before is not None and before[0] == task.activity and bool(task.activity)
        texts: dict[str, str | None] = {"number": task.number, "content": task.content}
        for key, text, above in zip(("activity", "units", "deadline"), merged, before or ("", "", ""), strict=True):
            texts[key] = None if same and text == above else text
        rows.append(PaperRow(tuple(texts.get(key, "") for key in form.keys)))
        before = merged
    return Paper(
        title=form.title,
        columns=paper_columns(form),
        rows=tuple(rows),
        mark=form.annex,
        blank_rows=form.blank_rows,
        note=note_line(form.note),
        signatures=form.signatures,
        date_line=bool(form.signatures),
        landscape=form.landscape,
        page_of=form.page_of,
    )
