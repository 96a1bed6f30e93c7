"""Rooms whose work is not built yet: each says plainly what will be there and what to do meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.ui.pieces import HEADING, QUIET, TITLE, card, label, page
from desk_app.ui.room import Room, RoomContext


@dataclass(frozen=True, slots=True)
class Later:
    """What a room will be for, and what does the work until then."""

    title: str
    will: tuple[str, ...]
    meanwhile: tuple[str, ...]


ARCHIVE = Later(
    "档案",
    (
        "专项结束后整理归档：方案、名册、来表原件、签字件、统计，一并成卷。",
        "迎检目录逐项列出材料有无；移交时生成交接清单。",
    ),
    ("收到的原件已按校验码存放在数据文件夹中，不会丢失。", "在“设置”里可随时整体备份，备份可在另一台电脑上恢复。"),
)


class LaterRoom(Room):
    """A page of plain words; ``lines`` is its layout, which ends in a stretch."""

    def __init__(self, context: RoomContext, words: Later) -> None:
        super().__init__(context)
        self.lines = lines = page(self)
        lines.addWidget(label(words.title, TITLE))
        lines.addWidget(label("这里还没有做好。", QUIET))
        for heading, texts in (("以后在这里", words.will), ("现在怎么办", words.meanwhile)):
            frame, inside = card()
            inside.addWidget(label(heading, HEADING))
            for text in texts:
                inside.addWidget(label(f"·  {text}", wrap=True))
            lines.addWidget(frame)
        lines.addStretch(1)
