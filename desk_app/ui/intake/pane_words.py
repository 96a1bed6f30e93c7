"""The sentences about an opened return as a whole: whose it is, and why it cannot be accepted yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.problems import Level

if TYPE_CHECKING:
    from desk_app.services.open_return import EarlierReturn, OpenedReturn

_ANSWERED_BY_ACCEPTING = frozenset({"cumulative", "which_counts", "unit_near", "empty_table", "nil_with_rows"})
STATES = {
    "accepted": "已收",
    "needs_review": "待核",
    "nil": "零报告",
    "sent_back": "退回修改",
    "superseded": "已被重报替换",
    "withdrawn": "已撤回",
    "rejected": "打不开",
    "duplicate": "重复",
    "scan": "扫描件",
}


def whose(opened: OpenedReturn) -> str:
    """Unit, form, period, rows, the day it came, and its state where it is decided."""
    one = opened.submission
    unit = opened.unit or (f"{one.proposed_unit}（待确认）" if one.proposed_unit else "单位未定")
    form = f"{opened.form.annex} {opened.form.name}".strip() if opened.form else "表未定"
    period = opened.period.label if opened.period else "期次未定"
    received = f"{one.received_at.month}月{one.received_at.day}日收"
    parts = [unit, form, period]
    if one.state.value != "scan":
        parts.append(f"{len(opened.rows)}行" if opened.rows else "无内容")
    parts += [received, STATES[one.state.value]]
    if one.is_late:
        parts.append("迟报")
    return "　".join(parts)


def why_not(opened: OpenedReturn) -> str:
    """Why it cannot be accepted yet; empty when it can."""
    from desk_app.services.judging import asks_of_later

    if opened.lacking:
        return f"还不知道{'、'.join(opened.lacking)}，指定后才能接收。"
    if opened.cell_errors:
        return f"还有{opened.cell_errors}处错误（▲），改正后才能接收；也可退回修改。"
    if any(asks_of_later(one.problem) for one in opened.problems):
        return "有的行更晚的期次已收，请先在上面答复是不是累计报送，再接收。"
    others = {
        one.problem.code
        for one in opened.problems
        if one.problem.level is Level.ERROR and one.record_id is None and not one.problem.cell
    }
    unanswered = {code for code in others if code.startswith(("unit_", "period_")) and code != "unit_near"}
    return "单位或期次有疑问，请先指定。" if unanswered - _ANSWERED_BY_ACCEPTING else ""


def earlier_line(one: EarlierReturn) -> str:
    """Another return of the same unit, form and period, in a line of a menu."""
    at = f"{one.received_at.month}月{one.received_at.day}日"
    rows = f"{one.rows}行" if one.rows else "零报告"
    return f"{at}收　{one.file}　{rows}　{STATES[one.state.value]}".replace("&", "&&")
