"""Tables that stand in a text as columns of blanks: made rows with tabs, so that they are read like any other."""

from __future__ import annotations

import re
import unicodedata

_GAP = re.compile(r"(?:[ \u3000]{2,}|\u3000)")
_HEADS = re.compile(
    r"^(?:序号|编号|.{0,6}(?:任务|事项|内容|工作|措施|项目|单位|部门|科室|处室|股室|部室|时限|时间|期限|节点|责任人|领导|备注|阶段|步骤))$"
)
_LEAST_HEADS, _LONGEST_HEAD = 3, 10


def with_tabs(lines: list[str]) -> list[str]:
    """The lines, those of a table set out with blanks having their cells parted by tabs."""
    done: list[str] = []
    heads: list[int] = []
    for line in lines:
        cells = _cells(line)
        if _is_head(cells):
            heads = [start for start, _ in cells]
        elif heads and not _is_row(cells, heads):
            if _goes_on(cells, heads) and done[-1].count("\t") == len(heads) - 1:
                done[-1] = _with_more(done[-1], cells, heads)
                continue
            heads = heads if not line.strip() and done and "\t" in done[-1] and _is_head_line(done[-1]) else []
        done.append(_row(cells, heads) if heads and cells else line)
    return done


def _cells(line: str) -> list[tuple[int, str]]:
    """The texts of a line with the place, in half-width signs, at which each begins."""
    if "\t" in line:
        return []
    found, place = [], 0
    for gap in [*_GAP.finditer(line), None]:
        end = len(line) if gap is None else gap.start()
        if line[place:end].strip():
            lead = len(line[place:end]) - len(line[place:end].lstrip())
            found.append((_width(line[: place + lead]), line[place:end].strip()))
        place = end if gap is None else gap.end()
    return found


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _is_head(cells: list[tuple[int, str]]) -> bool:
    if len(cells) < _LEAST_HEADS or any(len(text) > _LONGEST_HEAD for _, text in cells):
        return False
    return sum(bool(_HEADS.match(text)) for _, text in cells) >= _LEAST_HEADS


def _is_head_line(line: str) -> bool:
    return sum(bool(_HEADS.match(cell)) for cell in line.split("\t")) >= _LEAST_HEADS


def _is_row(cells: list[tuple[int, str]], heads: list[int]) -> bool:
    return _LEAST_HEADS - 1 <= len(cells) <= len(heads) and cells[0][0] < heads[1]


def _goes_on(cells: list[tuple[int, str]], heads: list[int]) -> bool:
    """Whether a line only carries on cells of the row above, each right under its head."""
    return bool(cells) and len(cells) < len(heads) and all(start >= heads[1] for start, _ in cells)


def _column(start: int, heads: list[int]) -> int:
    return min(range(len(heads)), key=lambda place: abs(heads[place] - start))


def _row(cells: list[tuple[int, str]], heads: list[int]) -> str:
    if len(cells) == len(heads):
        return "\t".join(text for _, text in cells)
    row = [""] * len(heads)
    for start, text in cells:
        row[_column(start, heads)] += text
    return "\t".join(row)


def _with_more(line: str, cells: list[tuple[int, str]], heads: list[int]) -> str:
    row = line.split("\t")
    for start, text in cells:
        row[_column(start, heads)] += text
    return "\t".join(row)
