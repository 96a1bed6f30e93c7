"""The command `due`: 报送时限 of each form as it holds, and a ruling with its basis."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from desk_app.campaign.period import Rhythm
from desk_app.cli.answer import Answer
from desk_app.problems import DeskError
from desk_app.services.calendar_form_dues import (
    EVERY,
    DueSaid,
    FormDue,
    PeriodDue,
    days_said,
    due_reading,
    form_dues,
    rule_due,
)
from desk_app.services.desk import Desk
from desk_app.services.standing import parse_optional
from desk_app.services.values import Campaign


def due_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """List the forms' 报送时限; with a time in words let it hold for a form, or only say its days (``--check``).

    DeskError, with nothing changed, without a form or a basis, for words in doubt, and for a period that is 定稿.
    """
    known = form_dues(desk, campaign)
    form = None if options.form is None else _named(desk, campaign, known, options.form)
    if options.text is None:
        if options.basis or options.period or options.onwards or options.check:
            raise DeskError("还没有写报送时限，请写在命令后面，如 desk-app due 每期次月5日 --form 附件2 --basis 批示。")
        return _listed(known if form is None else (form,))
    if form is None:
        raise DeskError("请用 --form 写明是哪一张表的报送时限，如 --form 附件3。")
    period = parse_optional(options.period)
    if options.onwards and period is None:
        raise DeskError("--onwards 要和 --period 一起用，写明从哪一期起。")
    code = EVERY if period is None else period.code
    said = DueSaid(form.name, code, options.text, options.basis or "", onwards=options.onwards)
    if options.check:
        days = days_said(form, said, due_reading(desk, campaign))
        return _ruled(form, days, (), "尚未认定，没有改动；去掉 --check 并写明 --basis 依据才认定。", held=False)
    done = rule_due(desk, campaign, said)
    return _ruled(form, done.days, done.late, f"已认定“{form.title}”的报送时限，原时限留在记录里。", held=True)


def _named(desk: Desk, campaign: Campaign, known: tuple[FormDue, ...], said: str) -> FormDue:
    names = {one.name for one in desk.forms_of(campaign) if one.answers_to(said)}
    found = next((one for one in known if one.name in names), None)
    if found is None:
        raise DeskError(f"专项里没有要收的表“{said}”，现有：{'、'.join(one.title for one in known)}。")
    return found


def _listed(forms: tuple[FormDue, ...]) -> Answer:
    lines = [line for form in forms for line in _form_lines(form)]
    return Answer({"forms": [_form(form) for form in forms]}, tuple(lines or ["本专项没有要收的表。"]))


def _form_lines(form: FormDue) -> list[str]:
    lines = [f"{form.title}（{form.rhythm.label}）"]
    for one in form.periods:
        basis = f"（依据：{one.collection.due_basis}）" if one.collection.due_basis else ""
        period = "" if form.rhythm is Rhythm.ONCE else f"{one.label}　"
        lines.append(f"　{period}{one.said}{basis}{'　已定稿' if one.is_closed else ''}")
    return lines + [f"　方案：{one.said}{f'，{one.why}' if one.why else ''}" for one in form.asks]


def _form(form: FormDue) -> dict[str, Any]:
    return {
        "form": form.name,
        "annex": form.annex,
        "collected": form.rhythm.value,
        "periods": [_period(one) for one in form.periods],
        "asked": [{"where": one.where, "text": one.text, "why": one.why or None} for one in form.asks],
    }


def _period(one: PeriodDue) -> dict[str, Any]:
    kept = one.collection
    due = None if kept.due_on is None else kept.due_on.isoformat()
    if kept.due_on is not None and kept.due_clock is not None:
        due = datetime.combine(kept.due_on, kept.due_clock).isoformat(timespec="minutes")
    return {
        "period": one.code,
        "due": due,
        "basis": kept.due_basis or None,
        "earlier": list(one.earlier),
        "closed": one.is_closed,
    }


def _ruled(form: FormDue, days: tuple[str, ...], late: tuple[str, ...], tail: str, *, held: bool) -> Answer:
    document = {"form": form.name, "days": list(days), "late": list(late), "held": held}
    return Answer(document, (*days, *(f"{one}。" for one in late), tail))
