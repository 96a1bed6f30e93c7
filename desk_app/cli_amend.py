"""The command `campaign amend`: a later paper (补充通知, 延期) against a campaign, listed first, taken when named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desk_app.cli_answer import Answer
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.plan_changes import Change
from desk_app.services.plan_desk import read_in
from desk_app.services.plan_later import apply_changes, changes_listed, take_some
from desk_app.services.values import Campaign

_ALL = "all"


def amend_answer(desk: Desk, campaign: Campaign, path: Path, take: str | None) -> Answer:
    """List what a later paper changes; with ``take`` (1,3 or all) let those hold, all others as they were.

    DeskError, with nothing changed, for a number that is none or a change whose day is not certain.
    """
    page = read_in(desk, path, against=campaign)
    listed = changes_listed(desk, page.head.id)
    if take is None:
        return _answer(listed, (), 0, _offered(listed))
    wanted = _wanted(take, listed)
    take_some(desk, page.head.id, wanted)
    applied = apply_changes(desk, page.head.id)
    lines = (
        f"已采用{applied.changes}处变动，{applied.tail}原时限连同依据留在记录里。",
        *(f"{one}。" for one in applied.said),
    )
    return _answer(changes_listed(desk, page.head.id), applied.said, applied.changes, lines)


def _wanted(take: str, listed: Sequence[Change]) -> list[Change]:
    if take.strip() == _ALL:
        return [one for one in listed if one.can_be_taken]
    found = []
    for part in take.replace("，", ",").split(","):
        if not (part.strip().isdigit() and 1 <= int(part) <= len(listed)):
            raise DeskError(f"没有第“{part.strip()}”处变动，共{len(listed)}处，请写成 1,3 的样子，或写 all。")
        change = listed[int(part) - 1]
        if change.is_unread:
            raise DeskError(f"第{part.strip()}处是没有理解的句子，不能采用，请人工核对后在任务、时限或单位里改动。")
        if not change.can_be_taken:
            raise DeskError(
                f"第{part.strip()}处“{change.name}”的新时限没有确定（{change.doubt.rstrip('。')}），不能采用，请在任务里认定。"
            )
        found.append(change)
    return found


def _offered(listed: Sequence[Change]) -> tuple[str, ...]:
    if not listed:
        return ("没有读到要改的时限、单位或任务，专项照旧。",)
    unread = sum(one.is_unread for one in listed)
    tail = (f"另有{unread}句未理解，请人工核对。",) if unread else ()
    return (f"共{len(listed) - unread}处变动，还没有采用；要采用的加 --take 1,3 或 --take all。", *tail)


def _answer(listed: Sequence[Change], said: tuple[str, ...], applied: int, tail: tuple[str, ...]) -> Answer:
    lines = [
        f"{place}　{one.name}：{one.new}（{one.source.where}）"
        if one.is_unread
        else f"{place}　{_mark(one)}{one.name} {one.what}：{one.old} → {one.new}（{one.source.where}）"
        for place, one in enumerate(listed, start=1)
    ]
    document: dict[str, Any] = {
        "changes": [
            {
                "name": one.name,
                "what": one.what,
                "old": one.old,
                "new": one.new,
                "where": one.source.where,
                "text": one.source.text,
                "why": one.doubt or None,
                "taken": one.taken,
                "unread": one.is_unread,
            }
            for one in listed
        ],
        "applied": applied,
        "late": list(said),
    }
    return Answer(document, (*lines, *tail))


def _mark(one: Change) -> str:
    if one.taken is not None:
        return "√ " if one.taken else "－ "
    return "" if one.can_be_taken else "日期未定 "
