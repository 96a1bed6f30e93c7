"""撤销 over a restart: the last steps of the ledger that stand, as history tells them with who, when and what."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.desk import Desk
from desk_app.storage import history
from desk_app.storage.campaigns import Campaign

_OF_THE_LEDGER = frozenset(
    {
        "改正", "按名册补填职务", "手工录入", "粘贴", "填充", "清除内容", "剪切", "删除记录", "向下填充", "向右填充",
        "替换", "调整顺序", "插入行", "复制行", "恢复到以前的内容", "说明", "附上文件", "移去附件",
    }
)  # fmt: skip
_RESTORED = "恢复："
_MOST, _LOOKED_AT = 50, 300


@dataclass(frozen=True, slots=True)
class LastStep:
    """A step that can be taken back, and its day, so that nobody takes back another day's work unawares."""

    operation_id: int
    when: str


def last_steps(desk: Desk, campaign: Campaign) -> tuple[LastStep, ...]:
    """The last fifty steps of a campaign's ledgers that nobody has taken back, the oldest first."""
    with desk.store.read() as reader:
        done = history.operations(reader, campaign_id=campaign.id, limit=_LOOKED_AT)
    kept = [one for one in done if one.undone_by is None and one.name.removeprefix(_RESTORED) in _OF_THE_LEDGER]
    return tuple(LastStep(one.id, _day(one)) for one in reversed(kept[:_MOST]))


def _day(one: history.Done) -> str:
    return f"{one.at.year}年{one.at.month}月{one.at.day}日{one.at:%H:%M}"
