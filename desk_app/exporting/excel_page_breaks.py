"""Where the pages of a worksheet end: Excel cannot be asked, and would tear merged cells and leave signatures alone."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.exporting.excel_word_layout import Layout

_SHARES = (0.97, 1.0)  # what a program really gets onto a page lies between these


def page_breaks(layout: Layout, above: float, below: float) -> list[int]:
    """The rows to begin new pages with, so that merged cells are not torn and the signatures have a row above them.

    ``above`` points stand over page one, ``below`` under the last row.
    """
    head = layout.whole_head_height
    groups = [(first, sum(layout.row_heights[first:after])) for first, after in layout.kept_rows]
    groups += [(len(layout.paper.rows) + number, layout.empty_row_height) for number in range(layout.empty_rows)]
    found, used = [], above + head
    for first, height in groups if layout.merges else ():
        if first and used + height > layout.page:
            found.append(first)
            used = head
        used += height
    if len(groups) > 1 and any(_ends_alone(layout, groups, found, above, below, share) for share in _SHARES):
        found.append(groups[-1][0])
    return found


def _ends_alone(
    layout: Layout, groups: Sequence[tuple[int, float]], breaks: Sequence[int], above: float, below: float, share: float
) -> bool:
    """Whether what stands below begins a page without a row, where a page holds this share of its height."""
    head, page = layout.whole_head_height, layout.sheet.text_height * share
    used = above + head
    for first, height in groups:
        for part in layout.parts(height):
            used = head + part if used + part > page or first in breaks else used + part
    is_room = head + groups[-1][1] + below <= page
    return is_room and used + below > page and groups[-1][0] not in breaks
