"""Names by pinyin, where no roster orders them: GB 2312 has its common characters in the order of their sounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def sounds_of(text: Any) -> bytes:
    """What a name is sorted by; the rarer characters, which GB 18030 has by their radicals, come behind."""
    return "".join(str(text).split()).encode("gb18030", "replace")


FUNCTIONS: tuple[tuple[str, int, Callable[..., Any]], ...] = (("desk_sounds", 1, sounds_of),)
