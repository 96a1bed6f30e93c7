"""What 数据变动说明 says above its lines, on paper and screen: when and by whom, every reason, how much differs."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from desk_app.campaign.calendar_days import long_day
from desk_app.services.data_changes import DataChanges, RowMoved, Withdrawal


def closed_words(note: DataChanges) -> str:
    """When and by whom a period was closed first and last; with the hour where several acts fall on one day."""
    days = Counter(at.date() for at in (note.closed_at, *(one.at for one in note.withdrawals), note.again_at))

    def told(at: datetime) -> str:
        return _moment(at) if days[at.date()] > 1 else long_day(at.date())

    times = f"，其间撤销定稿{len(note.withdrawals)}次" if len(note.withdrawals) > 1 else ""
    first = f"{told(note.closed_at)}定稿{by_words(note.closed_by)}{times}"
    return f"{first}，{told(note.again_at)}重新定稿{by_words(note.again_by)}。"


def withdrawal_words(note: DataChanges) -> tuple[str, ...]:
    """A sentence a withdrawal: when, who, why, and of which forms where not all were opened by it."""
    return tuple(_withdrawn(note, one) for one in note.withdrawals)


def _withdrawn(note: DataChanges, one: Withdrawal) -> str:
    every = {form for each in note.withdrawals for form in each.forms}
    forms = "" if set(one.forms) == every else f"{'、'.join(one.forms)}的"
    return f"{_moment(one.at)}撤销{forms}定稿{by_words(one.by)}，理由：{one.reason.rstrip('。')}。"


def difference_words(note: DataChanges) -> str:
    """How many figures and rows differ, and in how many rows only the file was replaced."""
    resent = f"另有{note.resent}行换了原件，内容未变。" if note.resent else ""
    if note.is_same:
        return f"两次定稿的数字和记录没有差别。{resent}"
    return f"变动的数字{len(note.figures)}处，记录{len(note.rows)}行，逐项如下。{resent}"


def row_said(row: RowMoved) -> str:
    """How a row differs, with its period where that is an earlier one, whose rows count in 累计."""
    return f"记录{row.kind}" + (f"（{row.period}）" if row.period else "")


def by_words(who: str) -> str:
    """By whom, in brackets; nothing where nobody is registered."""
    return f"（{who}）" if who.strip() else ""


def _moment(at: datetime) -> str:
    return f"{long_day(at.date())}{at.hour}时{at.minute:02}分"
