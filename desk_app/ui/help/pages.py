"""The pages of help as they lie in resources/help: one file a room, in the order of their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"\d\d-(\w+)\.md")
_SIGNS = re.compile(r"[*#`]|^\s*(?:-|\d+\.)\s+", re.MULTILINE)
_AROUND = 14
_MISSING = "帮助文件不在程序里，请重新安装程序；数据不受影响。"


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: the room it is of (``start`` for the first one), its title, its text as Markdown."""

    room: str
    title: str
    text: str

    @property
    def plain(self) -> str:
        """Its words without the signs of Markdown, for searching."""
        return _SIGNS.sub("", self.text)

    def found(self, words: Sequence[str]) -> str | None:
        """The line in which the first word stands, shortened; None where any word is wanting."""
        plain = self.plain
        low = plain.lower()
        if not all(word.lower() in low for word in words):
            return None
        first = next((word.lower() for word in words if word), "")
        line = next((one for one in plain.splitlines() if first in one.lower() and one != self.title), self.title)
        at = max(0, line.lower().find(first) - _AROUND)
        return ("…" if at else "") + line[at : at + 3 * _AROUND].strip()


def read_pages(folder: Path) -> tuple[HelpPage, ...]:
    """All pages; where none are there, one that says so."""
    found = []
    for path in sorted(folder.glob("*.md")):
        named = _NAME.fullmatch(path.name)
        if named is not None:
            text = path.read_text(encoding="utf-8")
            found.append(HelpPage(named[1], text.splitlines()[0].removeprefix("# ").strip(), text))
    return tuple(found) or (HelpPage("start", "帮助", f"# 帮助\n\n{_MISSING}\n"),)
