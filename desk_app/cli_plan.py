"""The commands `deadline` and `plan`, and what they answer."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desk_app.app import now
from desk_app.campaign.deadlines import Deadline, read_deadline
from desk_app.campaign.deadlines.value import State
from desk_app.campaign.plan.model import AnnexForm, Conflict, Duty, Phase, PlanReading, PlanTask
from desk_app.cli_answer import Answer
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.plan_start import Begun
from desk_app.services.read_plan import holidays_of, read_plan_file

_STATES = {State.CLEAR: "明确", State.CONFIRM: "待确认", State.INVALID: "日期有误"}


def deadline_command(options: argparse.Namespace) -> Answer:
    """Read one expression."""
    on = now().date() if options.on is None else day_said(options.on)
    found = read_deadline(options.text, on, _within(options.within), holidays_of(shipped().resources))
    return Answer(found.to_json(), (f"{_STATES[found.state]}：{found.why}",))


def plan_command(options: argparse.Namespace) -> Answer:
    """Read a plan and say what it asks and where it contradicts itself."""
    on = None if options.on is None else day_said(options.on)
    reading = read_plan_file(options.file, today=now().date(), holidays=holidays_of(shipped().resources), on=on)
    return Answer(plan_document(reading), tuple(_lines(reading)), reading.remarks, bool(reading.open_questions))


def begun_answer(begun: Begun) -> Answer:
    """What came of `campaign new --plan`; the plan lies in 方案 from now on, beside what was understood."""
    campaign = begun.campaign
    lines = [f"已启动专项：{campaign.title}", "方案原文和读出的内容已存入“方案”，可随时打开核对。"]
    if begun.open_doubts:
        lines.append(f"方案里有{begun.open_doubts}处疑点待定，可用 plan 命令逐条查看。")
    if begun.undated:
        lines.append(f"有{begun.undated}项任务时限待定。")
    document = {
        "name": campaign.name,
        "title": campaign.title,
        "open_questions": begun.open_doubts,
        "undated": begun.undated,
    }
    return Answer(document, tuple(lines), begun.remarks)


def day_said(text: str) -> date:
    """A date as the command line takes it; DeskError when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DeskError(f"“{text}”不是日期，请写成 2023-01-05 的样子。") from error


def _within(text: str | None) -> tuple[date, date] | None:
    if not text:
        return None
    first, parted, last = text.partition("..")
    if not parted:
        raise DeskError(f"“{text}”不是起止日期，请写成 2023-01-01..2023-12-31 的样子。")
    start, end = day_said(first), day_said(last)
    if start > end:
        raise DeskError(f"“{text}”的起始日期在截止日期之后，请核对。")
    return start, end


def plan_document(reading: PlanReading) -> dict[str, Any]:
    """The document of `plan`."""
    return {
        "title": reading.title,
        "issuer": reading.issuer,
        "document_number": reading.document_number,
        "reference_date": _iso(reading.reference_date),
        "span": {"start": _iso(reading.span[0]), "end": _iso(reading.span[1])},
        "phases": [_phase(one) for one in reading.phases],
        "activities": [{"number": one.number, "name": one.name} for one in reading.activities],
        "tasks": [_task(task) for task in reading.tasks],
        "duties": [_duty(one) for one in reading.duties],
        "forms": [_form(one) for one in reading.forms],
        "conflicts": [_conflict(one) for one in reading.conflicts],
        "remarks": list(reading.remarks),
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "name": phase.name,
        "start": _iso(phase.start),
        "end": _iso(phase.end),
        "text": phase.text,
        "open_start": phase.open_start,
        "open_end": phase.open_end,
        "state": phase.deadline.state.value,
        "source": str(phase.source),
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "content": duty.content,
        "who": duty.who,
        "recurrence": duty.deadline.recurrence,
        "min_count": duty.deadline.min_count,
        "max_count": duty.deadline.max_count,
        "deadline": duty.deadline.to_json(),
        "source": str(duty.source),
    }


def _form(form: AnnexForm) -> dict[str, Any]:
    return {
        "annex": form.annex,
        "title": form.title,
        "columns": [heading.label for heading in form.headings],
        "has_reporting_unit": form.has_reporting_unit,
        "note": form.note,
        "blank_rows": form.blank_rows,
    }


def _task(task: PlanTask) -> dict[str, Any]:
    return {
        "number": task.number,
        "proposed_number": task.proposed_number,
        "activity": task.activity,
        "content": task.content,
        "units": list(task.unit_names),
        "roles": [{"name": unit.name, "role": unit.role.value} for unit in task.units],
        "deadline": task.deadline.to_json(),
        "annexes": list(task.annexes),
        "source": str(task.source),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind.value,
        "a": str(conflict.a),
        "b": "" if conflict.b is None else str(conflict.b),
        "message": conflict.message,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(reading: PlanReading) -> list[str]:
    lines = [f"方案：{reading.title or '（没有标题）'}　{reading.issuer or ''}".rstrip("　 ")]
    lines.append(
        f"阶段{len(reading.phases)}个，活动{len(reading.activities)}项，任务{len(reading.tasks)}项，"
        f"定期工作和次数要求{len(reading.duties)}条，附表{len(reading.forms)}张，疑点{len(reading.conflicts)}处"
    )
    lines += [
        f"〔阶段〕{one.name}：{_iso(one.start) or '…'} 至 {_iso(one.end) or '…'}（{one.text}）"
        for one in reading.phases
    ]
    lines += [
        f"〔任务{one.number or one.proposed_number or ''}〕{one.content}"
        f"｜{'、'.join(one.unit_names)}｜{_due(one.deadline)}"
        for one in reading.tasks
    ]
    lines += [f"〔定期〕{one.content}｜{one.who}" for one in reading.duties]
    lines += [f"〔附表〕{one.annex} {one.title}" for one in reading.forms]
    lines += [f"〔疑点〕{one.message}" for one in reading.conflicts]
    return lines


def _due(deadline: Deadline) -> str:
    return f"{deadline.text or '没有写时限'}（{_STATES[deadline.state]}）"
