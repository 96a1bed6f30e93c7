"""A list on paper: lines numbered from 1, whose it is above it at the left, its day at the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from desk_app.exporting.paper import Paper, PaperColumn, PaperRow

Cells = tuple[str | None, ...]


def list_paper(
    title: str, columns: Sequence[PaperColumn], lines: Iterable[Cells], *, left: str, right: str, **more: Any
) -> Paper:
    """Number the lines before their own cells; ``more`` is whatever else a paper is told (note, signatures …)."""
    return Paper(
        title=title,
        columns=(PaperColumn("序号", 12.0, is_whole=True), *columns),
        rows=tuple(PaperRow((str(number), *cells)) for number, cells in enumerate(lines, start=1)),
        left_line=left,
        right_line=right,
        **more,
    )


def whose(word: str, bureau: str) -> str:
    """``单位：青屏市生态环境局``, nothing where the bureau has not been named."""
    return f"{word}：{bureau}" if bureau else ""


def merged_first(lines: Iterable[tuple[str, ...]]) -> Iterator[Cells]:
    """Lines whose first cell continues the one above where it says the same, so that it is printed once over all."""
    before: str | None = None
    for first, *rest in lines:
        yield (None if first == before else first, *rest)
        before = first
