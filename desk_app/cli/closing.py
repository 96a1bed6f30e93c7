"""The commands about what a period comes to: 定稿, 撤销定稿 with 数据变动说明, 次数要求."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period
from desk_app.cli.answer import Answer
from desk_app.cli.tally import choose_late
from desk_app.cli.texts import made_lines
from desk_app.problems import DeskError
from desk_app.services.closing import (
    ClosePoint,
    Closing,
    ClosingState,
    close_period,
    closing_state,
    overtaken_by,
    reopen_period,
)
from desk_app.services.closing_overtaken import Overtaken
from desk_app.services.data_changes import DataChanges, data_changes
from desk_app.services.desk import Desk
from desk_app.services.quota_values import QuotaCheck
from desk_app.services.quotas import quota_checks
from desk_app.services.standing import parse_optional
from desk_app.services.values import Campaign


def _period(options: argparse.Namespace) -> Period:
    period = parse_optional(options.period)
    if period is None:
        raise DeskError("请用 --period 写明是哪一期，如 --period 2023-03。")
    return period


def _forms(desk: Desk, campaign: Campaign, said: list[str] | None) -> tuple[str, ...]:
    found = []
    for text in said or ():
        named = [one.name for one in desk.forms_of(campaign) if one.answers_to(text)]
        if not named:
            known = "、".join(one.name for one in desk.forms_of(campaign))
            raise DeskError(f"本专项没有“{text}”这张表，现有：{known}。")
        found += named
    return tuple(dict.fromkeys(found))


def close_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`close`: what is open first; then the period is frozen, with what is open only where ``--despite`` says so."""
    period = _period(options)
    if options.check and options.late:
        raise DeskError("--check 只看不改，不能同时用 --late 改迟报计法，请分两次办。")
    forms = _forms(desk, campaign, options.form)
    state = closing_state(desk, campaign, period, forms)
    if options.check:
        return Answer(_state_document(state), _state_lines(state))
    if state.points and not options.despite:
        first = "；".join(one.text for one in state.points)
        raise DeskError(f"{period.label}还有{len(state.points)}项没有解决：{first}。看过仍要定稿的，加 --despite。")
    chosen = choose_late(desk, campaign, options.late) if state.open_forms else ()
    done = close_period(desk, campaign, period, forms)
    lines = [*chosen]
    lines += [f"已定稿：{one.form}（{one.period.label}），校验码 {one.code[:16]}" for one in done]
    lines += [f"定稿时尚有：{text}" for text in (done[0].open_points if done else ())]
    off = overtaken_by(desk, campaign, period, forms)
    lines += [f"{one.said}。" for one in off]
    notes = data_changes(desk, campaign, period)
    document = {
        "period": period.code,
        "closed": [_closing_document(one) for one in done],
        "changes": _changes_document(notes[-1]) if notes else None,
        "overtaken": [_overtaken_document(one) for one in off],
    }
    made: tuple[str, ...] = ()
    failed = False
    if notes and options.out is not None:
        made, failed = _written_changes(desk, campaign, notes[-1], options.out)
    elif notes:
        lines.append("与上次定稿的差别见数据变动说明：加 --out 文件夹，或在窗口“统计”里的“定稿”打开。")
    return Answer(document, tuple(lines), made, needs_a_person=failed)


def _written_changes(desk: Desk, campaign: Campaign, note: DataChanges, out: Path) -> tuple[tuple[str, ...], bool]:
    """The note as files; where it cannot be written the closing holds all the same, and that is said."""
    from desk_app.services.closing_print import print_changes

    try:
        return made_lines(print_changes(desk, campaign, note, out)), False
    except DeskError as refusal:
        return (f"定稿已办，数据变动说明没有写成：{refusal}可在窗口“统计”里的“定稿”打开再存。",), True


def reopen_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`reopen`: 撤销定稿 with the reason."""
    period = _period(options)
    forms = _forms(desk, campaign, options.form)
    reopened = [one.form for one in closing_state(desk, campaign, period, forms, checks=False).closed]
    reopen_period(desk, campaign, period, options.reason, forms)
    lines = (f"已撤销定稿：{period.label}的{'、'.join(reopened)}。改好后再定稿，即出数据变动说明。",)
    return Answer({"period": period.code, "reopened": reopened, "reason": options.reason.strip()}, lines)


def quotas_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`quotas`: who has done what is asked a number of times, who has not, and what cannot be checked."""
    period = parse_optional(options.period)
    checks = quota_checks(desk, campaign, period)
    document = {"period": period.code if period else None, "quotas": [_quota_document(one) for one in checks]}
    lines = [line for one in checks for line in _quota_lines(one)] or ["本专项没有次数要求。"]
    if options.out is None:
        return Answer(document, tuple(lines))
    from desk_app.services.closing_print import print_quotas

    return Answer(document, tuple(lines), made_lines(print_quotas(desk, campaign, checks, options.out)))


def _state_document(state: ClosingState) -> dict[str, Any]:
    return {
        "period": state.period.code,
        "open": list(state.open_forms),
        "closed": [_closing_document(one) for one in state.closed],
        "points": [_point_document(one) for one in state.points],
        "overtaken": [_overtaken_document(one) for one in state.overtaken],
    }


def _overtaken_document(one: Overtaken) -> dict[str, Any]:
    return {
        "form": one.closing.form,
        "period": one.closing.period.code,
        "since": [earlier.code for earlier in one.since],
        "cumulative": one.then,
        "cumulative_now": one.now,
        "text": one.said,
    }


def _point_document(one: ClosePoint) -> dict[str, Any]:
    return {"text": one.text, "units": list(one.units)}


def _closing_document(one: Closing) -> dict[str, Any]:
    return {
        "form": one.form,
        "period": one.period.code,
        "closed_at": one.closed_at.isoformat(timespec="seconds"),
        "closed_by": one.closed_by,
        "check_code": one.code,
        "late_rule": one.late_rule,
        "open_points": list(one.open_points),
    }


def _state_lines(state: ClosingState) -> tuple[str, ...]:
    said = [(one.form, long_day(one.closed_at) + (f"，{one.closed_by}" if one.closed_by else ""))
            for one in state.closed]  # fmt: skip
    lines = [f"已定稿：{form}（{closed}）" for form, closed in said]
    lines += [f"未定稿：{name}" for name in state.open_forms]
    lines += [f"　{one.text}" for one in state.points]
    lines += [f"{one.said}。" for one in state.overtaken]
    if state.open_forms and not state.points:
        lines.append("没有要先解决的，可以定稿。")
    return tuple(lines)


def _changes_document(note: DataChanges) -> dict[str, Any]:
    return {
        "reason": note.reason,
        "withdrawals": [{"at": one.at.isoformat(timespec="seconds"), "by": one.by, "reason": one.reason,
                         "forms": list(one.forms)} for one in note.withdrawals],
        "resent": note.resent,
        "figures": [{"form": one.form, "unit": one.unit or None, "measure": one.measure, "old": one.old, "new": one.new}
                    for one in note.figures],
        "rows": [{"form": one.form, "unit": one.unit, "kind": one.kind, "old": one.old, "new": one.new,
                  "source": one.source, "why": one.why, "period": one.period or None} for one in note.rows],
    }  # fmt: skip


def _quota_document(one: QuotaCheck) -> dict[str, Any]:
    return {
        "content": one.title,
        "per": one.per,
        "who": one.who,
        "times": one.times,
        "window": one.window,
        "form": one.form or None,
        "done": one.done,
        "missing": [line.subject for line in one.lacking],
        "why": one.why or None,
        "named_by_hand": one.by_hand or None,
        "subjects": [
            {
                "subject": line.subject,
                "count": line.count,
                "state": line.state,
                "rows": list(line.rows),
                "waiting": line.waiting,
            }
            for line in one.lines
        ],
    }


def _quota_lines(one: QuotaCheck) -> list[str]:
    lines = [f"{one.title}（{one.per}{one.times}，{one.window}）：{one.said}"]
    if one.lacking:
        names = (f"{line.subject}（来表待核）" if line.waiting else line.subject for line in one.lacking)
        lines.append(f"　未完成：{'、'.join(names)}")
    return lines
