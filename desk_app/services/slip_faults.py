"""退回修改单's content: each thing wrong with a return, said to the unit that has to mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desk_app.forms.definition import FormDefinition
from desk_app.forms.showing import shown
from desk_app.problems import Level, Problem
from desk_app.services.inquiries import InquiryState, inquiry_on
from desk_app.services.open_return import OpenedReturn
from desk_app.services.placing import PlacedProblem, cell_of, texts_of
from desk_app.storage.outgoing import Fault
from desk_app.storage.records import Record

SENT_BACK = "sent_back"
_OURS = frozenset({"cumulative", "which_counts", "same_rows", "same_bytes", "resubmission", "converted", SENT_BACK})
"""What the organiser decides; the unit has nothing to mend there."""
_REMEDIES = {
    "empty_table": "请填写后重报；本期没有内容的，在表内写明“零报告”",
    "unit_near": "请在填报单位一行写单位全称",
    "unit_unknown": "请在填报单位一行写明单位全称",
    "unit_several": "一份表只填一家单位的内容",
    "form_several": "请按下发的空表填报",
    "form_disagrees": "请按下发的空表填报，文件名与表一致",
    "column_missing": "请按下发的空表补上这一栏",
    "cell_error": "请填写确定的内容",
    "hidden_twin": "请只留一张表，删去隐藏的工作表",
}
_ASKS_WHICH = re.compile(r"请指定|请确认")
_REMEDY = re.compile(r"[，。；]\s*(请[^，。；]*(?:[，。；][^，。；]*)*)$")
_SHEET = re.compile(r"工作表“(.*)” ")
_REASON_HEAD = "退回修改："
_PLAIN_REASONS = frozenset({"请按所列问题修改后重报", "请按要求修改后重报"})
_EMPTY = "（空）"
_WHOLE = "整份"
_MEND = "请核对后改正"
_ALSO_YOURS = "请在你单位的表里同步改正"
_ORDER = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """A fault with where its cell stands in the file; ``cell`` is empty for what concerns the whole return."""

    fault: Fault
    sheet: str = ""
    cell: str = ""


def faults_of(opened: OpenedReturn) -> tuple[PlacedFault, ...]:
    """All that a unit must mend in a return, row by row, what concerns the whole of it first."""
    rows = {row.id: row for row in opened.rows}
    several = len({row.sheet for row in opened.rows}) > 1
    wrong = [one for one in opened.problems if _is_for_the_unit(one.problem)]
    found = [_placed(opened, one, rows, several=several) for one in wrong if not _question(opened, one)]
    for one in (*opened.problems, *opened.hints):
        if question := _question(opened, one):
            placed = _placed(opened, one, rows, several=several)
            found.append(replace(placed, fault=replace(placed.fault, remedy=question)))
    found += _mended_here(opened, rows, {(one.record_id, one.key) for one in wrong}, several=several)
    found += _said_by_hand(opened, [one.problem for one in wrong])
    return tuple(sorted(found, key=_order))


def _mended_here(
    opened: OpenedReturn, rows: Mapping[int, Record], listed: Collection[tuple[int | None, str]], *, several: bool
) -> list[PlacedFault]:
    """What the organiser set right here: it still stands wrong in the unit's own file and would come back with it."""
    found = []
    for one in opened.corrections:
        row, form = rows.get(one.record_id), opened.form
        if row is None or form is None or (one.record_id, one.key) in listed:
            continue
        column, cell = form.column(one.key), cell_of(form, row, one.key)
        now = shown(column, one.now) or _EMPTY
        named = f"“{row.sheet}”{cell}" if several and cell else cell
        place = f"{named}\n第{row.row_number}条" if named else f"第{row.row_number}条"
        fault = Fault(place, one.label, shown(column, one.first) or _EMPTY, f"已代为改为“{now}”", _ALSO_YOURS, one.key)
        found.append(PlacedFault(fault, row.sheet, cell))
    return found


def _question(opened: OpenedReturn, one: PlacedProblem) -> str:
    """What was put to the unit about a problem (转问单位) and not answered yet; empty for nothing."""
    known = inquiry_on(one, opened.inquiries)
    return known.question if known is not None and known.state is InquiryState.ASKED else ""


def _is_for_the_unit(problem: Problem) -> bool:
    return problem.level is Level.ERROR and problem.code not in _OURS


def _placed(opened: OpenedReturn, one: PlacedProblem, rows: Mapping[int, Record], *, several: bool) -> PlacedFault:
    problem, row, form = one.problem, rows.get(one.record_id or 0), opened.form
    sheet = _sheet_of(problem, row, opened)
    heading, stands = "", ""
    if form is not None and row is not None and one.key:
        heading = dict(zip(form.keys, form.labels, strict=True))[one.key]
        stands = texts_of(form, row)[one.key] or _EMPTY
    wrong, remedy = _wrong_and_remedy(problem, form, one.key)
    fault = Fault(_place(problem, row, sheet if several else ""), heading, stands, wrong, remedy, one.key)
    return PlacedFault(fault, sheet, problem.cell)


def _place(problem: Problem, row: Record | None, sheet: str) -> str:
    """Where a person finds it: the address in a workbook, row and column in a document, and which row of the table."""
    if not problem.cell:
        return _WHOLE
    is_sheet = bool(_SHEET.search(problem.where)) or "第" not in problem.where
    named = f"“{sheet}”{problem.cell}" if sheet and is_sheet else problem.cell if is_sheet else problem.where
    return f"{named}\n第{row.row_number}条" if row is not None else named


def _sheet_of(problem: Problem, row: Record | None, opened: OpenedReturn) -> str:
    match = _SHEET.search(problem.where)
    if match is not None:
        return match[1]
    return row.sheet if row is not None else opened.submission.sheet


def _wrong_and_remedy(problem: Problem, form: FormDefinition | None, key: str) -> tuple[str, str]:
    """A message taken apart: what is wrong, and what is to be done about it."""
    text = problem.message.rstrip("。")
    if form is not None and key:
        text = re.sub(rf"^{re.escape(form.column(key).label)}(?:“.*?”：)?", "", text, count=1)
    known = _REMEDIES.get(problem.code)
    match = _REMEDY.search(text)
    if match is None:
        return text.removesuffix("，是否登记为零报告？"), known or _MEND
    remedy = known or (_MEND if _ASKS_WHICH.match(match[1]) else match[1])
    return text[: match.start()], remedy


def _said_by_hand(opened: OpenedReturn, listed: Sequence[Problem]) -> list[PlacedFault]:
    """What the organiser wrote when sending it back, as far as it is not among the problems anyway."""
    notes = [one.problem.message for one in opened.problems if one.problem.code == SENT_BACK]
    reason = notes[-1].removeprefix(_REASON_HEAD) if notes else ""
    parts = [part.strip() for part in re.split(r"[；;\n]", reason)]
    messages = [one.message.rstrip("。") for one in listed]
    said = [part for part in parts if part and not _is_listed(part, messages)]
    said = [part for part in said if part not in _PLAIN_REASONS or not listed]
    return [PlacedFault(Fault(_WHOLE, "", "", *_parted(part.rstrip("。")))) for part in said]


def _parted(text: str) -> tuple[str, str]:
    match = _REMEDY.search(text)
    return (text[: match.start()], match[1]) if match else (text, _MEND)


def _is_listed(part: str, messages: Iterable[str]) -> bool:
    return any(message in part or part in message for message in messages)


def _order(one: PlacedFault) -> tuple[bool, str, int, int, str]:
    match = _ORDER.fullmatch(one.cell)
    if match is None:
        return (False, "", 0, 0, "")
    return (True, one.sheet, int(match[2]), len(match[1]), match[1])


def told_before(faults: Iterable[Fault], former: Iterable[Fault]) -> int:
    """How many faults a former slip named already, each counted once.

    Rows move when others are put in, so that a fault is known by its column, what stands there and what is wrong.
    """
    left = [_mark(one) for one in former]
    count = 0
    for one in faults:
        if _mark(one) in left:
            left.remove(_mark(one))
            count += 1
    return count


def _mark(fault: Fault) -> tuple[str, str, str]:
    return (fault.key or fault.heading, fault.stands, fault.wrong)
