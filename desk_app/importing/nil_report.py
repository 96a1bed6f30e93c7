"""零报告: a unit says in so many words that it has nothing to report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desk_app.importing.labels import compact

_TICKED = "☑☒✓✔√■●"
_BOX = "□☐○◻◯"
_PERIOD = r"(?:本[月期季周年]度?|本季度|本单位|我[科室处局队站]|本[科室处局队站]|\d{1,2}月份?)*"
_BARE = re.compile(rf"[(\[【]?{_PERIOD}(?:为|实行|报送|:)?零报告[)\]】]?[。.!]?(?:[(\[].*[)\]])?")
_TICKED_BOX = re.compile(rf"[{_TICKED}](?:[(]?{_PERIOD})?零报告|零报告[:：(]?[{_TICKED}]|零报告[:：]是")
_IN_TITLE = re.compile(r"[(\[【]零报告[)\]】]")
_NOTHING = re.compile(rf"{_PERIOD}(?:暂|均|尚)?(?:无|没有|未开展|未进行|未组织|未发生)[^。；;，,]{{0,16}}[。.!]?")
_STARTS = re.compile(
    r"(?:本[月期季周年]|本季度|本单位|我[科室处局队站]|本[科室处局队站]|\d{1,2}月|暂无|无(?:相关|此项|此类|需|新增|上报|报送|谈话|建议|情况|内容|事项))"
)
_LONE = {"无", "零", "暂无", "无。", "无内容", "零报告"}


def says_nothing_to_report(lines: Iterable[str]) -> bool:
    """Whether any of the lines states 零报告; a box not ticked and a rule about 零报告 state nothing."""
    return any(_states(part) for line in lines for part in _parts(line))


def is_lone_nothing(texts: Iterable[str]) -> bool:
    """Whether all that stands in the table's rows is one 无."""
    plain = [compact(text) for text in texts]
    return bool(plain) and all(text in _LONE or _states(text) for text in plain)


def name_says_nil(name: str) -> bool:
    """Whether a file's name calls it a 零报告."""
    plain = compact(name)
    return "零报告" in plain and "非零报告" not in plain


def _parts(line: str) -> list[str]:
    pieces = [line, *line.replace("\n", "\t").split("\t")]
    return [compact(piece) for piece in pieces if piece.strip()]


def _states(text: str) -> bool:
    if _TICKED_BOX.search(text) or _IN_TITLE.search(text):
        return True
    if any(sign in text for sign in _BOX):
        return False
    if _BARE.fullmatch(text):
        return True
    return bool(_STARTS.match(text)) and bool(_NOTHING.fullmatch(text))
