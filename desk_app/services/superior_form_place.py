"""Where a place of a superior's file stands in the next one: by the words round it, by all heads and all labels.

The words next to a cell do not tell it from another under the same word (人次 of 谈话, 人次 of 调研), so that a column
or line put in between would let it be filled under a strange head at its old address.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from desk_app.exporting.fill_values import Spot
from desk_app.importing.grid import Grid
from desk_app.services.superior_form import Anchor, Filling
from desk_app.services.superior_form_look import LINES, SuperiorFile, anchor_of, folded, says, top_left

_FARTHEST = 200  # lines or columns that are looked through for heads and labels
_COLONS = ("：", ":")
_JOINED = "/"

Words = tuple[str, ...]


def anchored(grid: Grid, row: int, column: int) -> Anchor:
    """The words around a cell, with the heads of all columns beside its own and the labels of all lines."""
    near = anchor_of(grid, row, column)
    if grid.name == LINES:
        return near
    head = next((up for up in range(row - 1, -1, -1) if _says(grid, up, column)), None)
    label = next((back for back in range(column - 1, -1, -1) if _says(grid, row, back)), None)
    columns = heads_in(grid, head) if head is not None else ()
    rows = _labels_in(grid, label) if label is not None else ()
    return replace(
        near,
        columns=columns if column < len(columns) and columns[column] else (),
        rows=rows if row < len(rows) and rows[row] else (),
    )


def find_again(file: SuperiorFile, filling: Filling) -> Spot | None:
    """Where the place of a filling stands in a file; None where no one place is surely it."""
    name, row, column = filling.spot
    grid, known = file.grid(name), filling.anchor
    if grid is None:
        return None
    here = column_now(grid, known, column)
    line = _now(known.rows, _best(known.rows, lambda place: _labels_in(grid, place), grid.width), row)
    if here is not None and line is not None:
        found = anchor_of(grid, line, here)
        # A line that its label tells may have another word next to the cell: a column put in before it.
        if is_same(replace(found, left=known.left) if known.rows else found, known):
            return grid.name, line, here
    if _is_double(known.columns, column) or _is_double(known.rows, row):
        return None
    alike = [
        (grid.name, down, across)
        for down in range(len(grid.rows))
        for across in (range(grid.width) if here is None or not known.columns else (here,))
        if top_left(grid, down, across) == (down, across) and _is_meant(grid, down, across, filling)
    ]
    return alike[0] if len(alike) == 1 else None


def column_now(grid: Grid, known: Anchor, column: int) -> int | None:
    """Where a column of the table stands now that a place was pointed out in; None where that is not sure."""
    heads = _best(known.columns, lambda place: heads_in(grid, place), len(grid.rows))
    return _now(known.columns, heads, column)


def heads_in(grid: Grid, row: int) -> Words:
    """What stands over each column, from a line of heads upwards: 人次/谈话."""
    return tuple(_head(grid, row, column) for column in range(min(grid.width, _FARTHEST)))


def _head(grid: Grid, row: int, column: int) -> str:
    said: list[str] = []
    last = None
    for up in range(row, -1, -1):
        spot = top_left(grid, up, column)
        if spot == last or (grid.cell(*spot).blank and not said):
            continue
        if not says(grid.cell(*spot)) or _is_outside(grid, up, grid.cell(*spot).text):
            break
        said.append(_plain(grid.cell(*spot).text))
        last = spot
    return _JOINED.join(said)


def _is_outside(grid: Grid, row: int, text: str) -> bool:
    """Whether a line stands over the table and belongs to no column: a title, 填报单位：."""
    spots = {spot for place in range(grid.width) if says(grid.cell(*(spot := top_left(grid, row, place))))}
    return any(colon in text for colon in _COLONS) or len(spots) < 2


def _labels_in(grid: Grid, column: int) -> Words:
    """What stands before each line, up to a column of labels."""
    return tuple(
        _JOINED.join(dict.fromkeys(_words(grid, row, place) for place in range(column + 1) if _says(grid, row, place)))
        for row in range(min(len(grid.rows), _FARTHEST))
    )


def _best(known: Words, words_at: Callable[[int], Words], count: int) -> Words:
    """Of the lines of heads (or columns of labels) of a new file the first that has most of those known."""
    if not known:
        return ()
    wanted = Counter(folded(word) for word in known if word)
    found = [words_at(place) for place in range(min(count, _FARTHEST))]
    return max(found, key=lambda one: (wanted & Counter(folded(word) for word in one if word)).total(), default=())


def _now(known: Words, found: Words, place: int) -> int | None:
    """Where a head or label stands now; None where it is gone, or may be one or another."""
    before, now = [folded(word) for word in known], [folded(word) for word in found]
    if not known or before == now:
        return place
    exact, alike = _matched(known, found, place), _matched(before, now, place)
    return alike if exact is None or exact == alike else None


def _matched(before: Sequence[str], now: Sequence[str], place: int) -> int | None:
    """The place that stands for another; a word that is there twice only beside the neighbour it had."""
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    pairs = {one.a + step: one.b + step for one in blocks for step in range(one.size)}
    found = pairs.get(place)
    if found is None or (before.count(before[place]) == 1 and now.count(now[found]) == 1):
        return found
    return found if place == 0 or pairs.get(place - 1) == found - 1 else None


def _is_double(known: Words, place: int) -> bool:
    words = [folded(word) for word in known]
    return bool(words) and words.count(words[place]) > 1


def _is_meant(grid: Grid, row: int, column: int, filling: Filling) -> bool:
    """Whether the same words stand around a place, and the same over and before it as far as the table goes."""
    _, line, place = filling.spot
    known = filling.anchor
    if not is_same(anchor_of(grid, row, column), known):
        return False
    found = anchored(grid, row, column)
    heads = not known.columns or _at(found.columns, column) == _at(known.columns, place)
    return heads and (not known.rows or _at(found.rows, row) == _at(known.rows, line))


def _at(words: Words, place: int) -> str:
    return folded(words[place]) if place < len(words) else ""


def is_same(found: Anchor, known: Anchor) -> bool:
    """Whether the words around are the same; a cell that was empty may hold a figure or last month's words by now."""
    return (found.above, found.left) == (known.above, known.left) and (not known.own or known.own == found.own)


def _says(grid: Grid, row: int, column: int) -> bool:
    return says(grid.cell(*top_left(grid, row, column)))


def _words(grid: Grid, row: int, column: int) -> str:
    return _plain(grid.cell(*top_left(grid, row, column)).text)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
