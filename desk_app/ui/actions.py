"""Every action that a key leads to: name, words and shortcut in one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action; ``name`` is what the window's handlers are found by, ``keys`` Qt's spelling of its shortcuts."""

    name: str
    text: str
    keys: tuple[str, ...]
    group: str


ROOM_GROUP, ANYWHERE = "到各处去", "随时可用"

ACTIONS = (
    ActionSpec("room.home", "首页", ("Ctrl+1",), ROOM_GROUP),
    ActionSpec("room.plan", "方案", ("Ctrl+2",), ROOM_GROUP),
    ActionSpec("room.tasks", "任务", ("Ctrl+3",), ROOM_GROUP),
    ActionSpec("room.intake", "收表", ("Ctrl+4",), ROOM_GROUP),
    ActionSpec("room.ledger", "台账", ("Ctrl+5",), ROOM_GROUP),
    ActionSpec("room.tally", "统计", ("Ctrl+6",), ROOM_GROUP),
    ActionSpec("room.print", "打印", ("Ctrl+7",), ROOM_GROUP),
    ActionSpec("room.units", "单位", ("Ctrl+8",), ROOM_GROUP),
    ActionSpec("room.archive", "档案", ("Ctrl+9",), ROOM_GROUP),
    ActionSpec("room.settings", "设置", ("Ctrl+,", "Ctrl+0"), ROOM_GROUP),
    ActionSpec("find", "查找（单位、表、去处）", ("Ctrl+K",), ANYWHERE),
    ActionSpec("figures", "领导要数", ("Ctrl+D",), ANYWHERE),
    ActionSpec("campaign", "换专项", ("Alt+Z",), ANYWHERE),
    ActionSpec("period", "换期次", ("Alt+Q",), ANYWHERE),
    ActionSpec("undo", "撤销刚才那一步", ("Ctrl+Z",), ANYWHERE),
    ActionSpec("refresh", "重新读取", ("F5",), ANYWHERE),
    ActionSpec("blank", "打印空白附件", ("Ctrl+N",), ANYWHERE),
    ActionSpec("issue", "下发空表", ("Ctrl+Shift+N",), ANYWHERE),
    ActionSpec("backup", "立即备份", ("Ctrl+B",), ANYWHERE),
    ActionSpec("larger", "字大一些", ("Ctrl++", "Ctrl+="), ANYWHERE),
    ActionSpec("smaller", "字小一些", ("Ctrl+-",), ANYWHERE),
    ActionSpec("help", "帮助（讲现在这一处）", ("F1",), ANYWHERE),
    ActionSpec("shortcuts", "快捷键一览", ("Ctrl+/",), ANYWHERE),
    ActionSpec("quit", "退出", ("Ctrl+Q",), ANYWHERE),
)

READABLE_KEYS = (("Ctrl++", "Ctrl 和 +"), ("Ctrl+-", "Ctrl 和 -"), ("Ctrl+,", "Ctrl 和逗号"), ("Ctrl+=", "Ctrl 和 ="))


def spec(name: str) -> ActionSpec:
    """The action of a name; KeyError when there is none."""
    for one in ACTIONS:
        if one.name == name:
            return one
    raise KeyError(name)


def keys_text(one: ActionSpec) -> str:
    """The keys of an action as a person reads them."""
    named = dict(READABLE_KEYS)
    return "，".join(named.get(keys, keys) for keys in one.keys)
